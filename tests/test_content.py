"""Everything that is taught: it loads, the quoted law is exact, and the language is humane."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from exercises import examples, library
from exercises.examples import Example, example
from exercises.library import (
    CONTENT,
    PRINCIPLES,
    Case,
    ContentError,
    Passage,
    Person,
    SixPrinciples,
    read,
)

ROOT = Path(__file__).resolve().parents[1]

# Care and support statutory guidance (Department of Health, 2017), paragraph 14.13, as quoted in
# Appendix 2 of "Making Safeguarding Personal: for safeguarding adults boards" (Local Government
# Association and ADASS, 2017).
# Contains public sector information licensed under the Open Government Licence v3.0.
STATUTORY = {
    "empowerment": (
        "People being supported and encouraged to make their own decisions and informed consent.",
        "I am asked what I want as the outcomes from the safeguarding process and these directly "
        "inform what happens.",
    ),
    "prevention": (
        "It is better to take action before harm occurs.",
        "I receive clear and simple information about what abuse is, how to recognise the signs "
        "and what I can do to seek help.",
    ),
    "proportionality": (
        "The least intrusive response appropriate to the risk presented.",
        "I am sure that the professionals will work in my interest, as I see them and they will "
        "only get involved as much as needed.",
    ),
    "protection": (
        "Support and representation for those in greatest need.",
        "I get help and support to report abuse and neglect. I get help so that I am able to take "
        "part in the safeguarding process to the extent to which I want.",
    ),
    "partnership": (
        "Local solutions through services working with their communities. Communities have a part "
        "to play in preventing, detecting and reporting neglect and abuse.",
        "I know that staff treat any personal and sensitive information in confidence, only "
        "sharing what is helpful and necessary. I am confident that professionals will work "
        "together and with me to get the best result for me.",
    ),
    "accountability": (
        "Accountability and transparency in delivering safeguarding.",
        "I understand the role of everyone involved in my life and so do they.",
    ),
}
OURS = ["mrs-t", "joel", "ms-carey"]  # a trainer's own case may be longer
TEMPLATE = "exercises/content/case-template.toml"
NEVER_SHOWN = {"matching.toml"}  # words that people may type, for finding lines that are alike
BANNED = re.compile(r"perpetrator|vulnerable adult|(?<=\s)alert(?:s|ed|er|ing)?\b", re.IGNORECASE)
OTHER_WORDS = re.compile(r"\bvictim|service user|suffer(?:s|ed|ing)? from", re.IGNORECASE)


def files(*patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", files("exercises/content/**/*.toml"), ids=name)
def test_every_content_file_is_utf_8_toml(path):
    assert tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", files("exercises/content/cases/*.toml"), ids=name)
def test_every_case_loads_under_its_own_name(path):
    case = read(Case, path)
    assert case.id == path.stem
    assert library.case(path.stem) == case


@pytest.mark.parametrize("path", files("exercises/content/examples/*.toml"), ids=name)
def test_every_example_loads_and_names_a_case_of_the_kit(path):
    assert read(Example, path).case in library.cases()


def test_no_folder_of_content_is_left_without_a_test():
    """easy_read is tried in test_easy_read.py, plans in test_plan_content.py, reflection in
    test_reflection.py, scenarios in test_scenarios.py, their examples in test_scenario_demo.py, and
    the ways through them in test_courses.py, those of a group in test_group_demo.py."""
    elsewhere = {"easy_read", "plans", "reflection", "scenarios", "scenario_examples"}
    elsewhere |= {"scenario_ways", "group_examples"}
    folders = {path.name for path in CONTENT.iterdir() if path.is_dir()}
    assert folders == {"cases", "examples", "grid_examples", *elsewhere}


@pytest.mark.parametrize("principle", PRINCIPLES)
def test_definition_and_statement_are_the_statutory_text_to_the_letter(principle):
    found = {p.id: (p.definition, p.statement) for p in library.six_principles().principles}
    assert found[principle] == STATUTORY[principle]


def test_the_quotation_names_its_source_and_licence():
    source = library.six_principles().source
    assert source.paragraph == "14.13"
    assert "statutory guidance" in source.title
    assert "Open Government Licence v3.0" in source.attribution
    assert source.licence == "Open Government Licence v3.0"


def test_the_prompts_speak_of_the_person_in_the_case():
    for principle in library.six_principles().principles:
        assert "As the practitioner working with {person}" in principle.prompt
        assert set(re.findall(r"\{.*?\}", principle.prompt + "".join(principle.stuck))) == {
            "{person}"
        }


def test_prevention_asks_what_she_can_do_and_what_you_can_do():
    prevention = library.six_principles().principles[PRINCIPLES.index("prevention")]
    assert "{person} do" in prevention.prompt and "you do" in prevention.prompt


@pytest.mark.parametrize("id", OURS)
def test_a_case_of_the_kit_is_a_story_of_about_450_words(id):
    case = library.case(id)
    words = sum(len(text.split()) for passage in case.passages for text in passage.paragraphs)
    assert 420 <= words <= 480


def test_mrs_t_says_that_she_is_fictional_and_what_the_story_is_about():
    case = library.case("mrs-t")
    assert case.title == "Mrs T (written for this kit)"
    assert "fictional" in case.label
    assert "financial abuse and loneliness" in case.content_note
    assert "step out" in case.content_note
    assert any("may have caused harm" in person.role for person in case.people)


@pytest.mark.parametrize("id", OURS)
def test_a_case_of_the_kit_says_that_it_is_fiction_and_that_people_may_step_out(id):
    case = library.case(id)
    assert case.title == f"{case.person} (written for this kit)"
    assert f"{case.person} is fictional" in case.label
    assert "you may step out at any time" in case.content_note


@pytest.mark.parametrize("id", OURS)
def test_a_case_of_the_kit_names_its_people_and_lets_the_person_speak(id):
    case = library.case(id)
    story = {passage.heading: " ".join(passage.paragraphs) for passage in case.passages}
    everything = " ".join(story.values())
    assert all(person.name in everything for person in case.people)
    assert any(heading.startswith("What ") and heading.endswith(" enjoys") for heading in story)
    said = next(story[heading] for heading in story if heading.endswith(" has said"))
    assert said.count('"') >= 6


@pytest.mark.parametrize("id", OURS)
def test_a_facilitator_hears_where_rooms_divide_and_where_the_law_was_read(id):
    points = library.case(id).facilitators_points
    starts = [point.split(".")[0] for point in points]
    assert [start for start in starts if start.lower() in PRINCIPLES] == [
        principle.capitalize() for principle in PRINCIPLES
    ]
    assert all(any(point.startswith(f"Part ({part})") for point in points) for part in "abc")
    assert any(point.startswith("Is section 42(1) met?") for point in points)
    assert "Where the law was read" in points[-1] and "stored copy" in points[-1]


@pytest.mark.parametrize("path", files("exercises/content/case*/*.toml", TEMPLATE), ids=name)
def test_a_case_speaks_of_people_in_the_words_of_this_kit(path):
    text = path.read_text(encoding="utf-8")
    assert not OTHER_WORDS.findall(text)
    assert not re.search(r"\d[\d ]{6,}", text), "a case has no telephone number"


def test_the_template_is_a_case_that_nobody_is_offered():
    case = read(Case, ROOT / TEMPLATE)
    assert case.id not in library.cases()
    assert "Use no real person's story, however well disguised" in (ROOT / TEMPLATE).read_text(
        encoding="utf-8"
    )


def test_the_template_says_of_every_field_what_to_write_there():
    lines = (ROOT / TEMPLATE).read_text(encoding="utf-8").splitlines()
    places = [*Case.model_fields, *Person.model_fields, *Passage.model_fields]
    for place in places:
        at = next(n for n, line in enumerate(lines) if re.match(rf"(\[\[)?{place}\b", line))
        before = lines[at - 1]
        inside = before.startswith("[[") or re.match(r"\w+ = ", before)
        assert inside or before.startswith("# "), f"nothing is said of {place}"


def test_mrs_t_comes_first_and_an_unknown_case_lists_the_known_ones():
    assert library.cases()[0] == "mrs-t"
    with pytest.raises(ContentError, match=r"no case called 'mr-x'; there are: mrs-t"):
        library.case("mr-x")


@pytest.mark.parametrize(
    "path",
    files(
        "exercises/content/**/*.toml",
        "workbooks/*.ipynb",
        "widgets/*.js",
        "facilitator/**/*.html",
        "facilitator/**/*.j2",
        "facilitator/**/*.ipynb",
        "facilitator/**/*.py",
        "README.md",
    ),
    ids=name,
)
def test_no_page_uses_words_that_this_kit_does_not_use_about_people(path):
    if path.suffix == ".ipynb":
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells)
    else:
        text = path.read_text(encoding="utf-8")
    if path.name not in NEVER_SHOWN:
        assert not BANNED.findall(text)


# faults are said with file and place


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('id = "mrs-t"', ""), "mrs-t.toml: id: is missing"),
        (('title = "Mrs T', 'titel = "Mrs T'), "mrs-t.toml: titel: is not a word this file knows"),
        (('name = "Dawn"', 'name = " "'), "mrs-t.toml: people.1.name: is empty"),
        (("paragraphs = [", "paragraphs = [7,"), "mrs-t.toml: passages.1.paragraphs.1: "),
    ],
)
def test_a_fault_in_a_case_is_said_with_its_place(tmp_path, change, said):
    text = (CONTENT / "cases" / "mrs-t.toml").read_text(encoding="utf-8")
    broken = tmp_path / "mrs-t.toml"
    broken.write_text(text.replace(change[0], change[1], 1), encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape(said)):
        read(Case, broken)


def test_a_fault_in_the_toml_itself_is_said_with_its_line(tmp_path):
    (tmp_path / "case.toml").write_text('id = "x"\ntitle = "no end\n', encoding="utf-8")
    with pytest.raises(ContentError, match=r"^case\.toml: .*line 2"):
        read(Case, tmp_path / "case.toml")


def test_a_file_in_another_encoding_is_named(tmp_path):
    (tmp_path / "case.toml").write_bytes('title = "caf\u00e9"'.encode("latin-1"))
    with pytest.raises(ContentError, match="is not UTF-8; save the file as UTF-8 text"):
        read(Case, tmp_path / "case.toml")


def test_the_principles_are_six_and_in_the_statutory_order(tmp_path):
    text = (CONTENT / "six_principles.toml").read_text(encoding="utf-8")
    text = text.replace('id = "empowerment"', 'id = "x"').replace('"prevention"', '"empowerment"')
    (tmp_path / "six.toml").write_text(text.replace('"x"', '"prevention"'), encoding="utf-8")
    with pytest.raises(ContentError, match="in order they are"):
        read(SixPrinciples, tmp_path / "six.toml")


# the example session


def test_the_example_has_lines_of_six_tables_on_six_principles():
    found = {(line.table, line.principle) for line in example().lines}
    assert found == {(table, p) for table in range(1, 7) for p in PRINCIPLES}


def test_the_example_has_about_three_key_factors_for_each_principle():
    for principle in PRINCIPLES:
        assert 2 <= sum(f.principle == principle for f in example().factors) <= 4


def test_the_example_says_that_nobody_wrote_it():
    assert "made up" in example().label


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"1:empowerment:3"', '"1:empowerment:9"'), "there is no such line"),
        (('"1:empowerment:3"', '"1:prevention:1"'), "cannot have line"),
        (('"1:empowerment:3"', '"1:empowerment:1"'), "in more than one factor"),
        (('factor = "own-words", n = 1', 'factor = "no-words", n = 1'), "no factor no-words"),
        (('factor = "own-words", n = 1', 'factor = "own-words", n = 3'), "at most 3"),
        (('case = "mrs-t"', ""), "case: is missing"),
        (("Every partner will ask, at", "No partner will ask, at"), "0 passages of the sample"),
        (('item = "challenge-both"', 'item = "challenge-none"'), "no item challenge-none"),
        (("place = 3", "place = 1"), "each action has a place of its own"),
    ],
)
def test_an_example_that_does_not_hang_together_is_refused(tmp_path, change, said):
    text = (CONTENT / "examples" / "mrs-t.toml").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "mrs-t.toml").write_text(text.replace(change[0], change[1], 1), encoding="utf-8")
    with pytest.raises(ContentError, match=said):
        read(examples.Example, tmp_path / "mrs-t.toml")
