"""What the plan check brings with it: sample plans, lenses, the duty to consult, the framework."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from exercises.library import CONTENT, PRINCIPLES, ContentError, Source, read, six_principles
from exercises.plan import content
from exercises.plan.content import (
    DUTY,
    FOLDER,
    FRAMEWORK,
    LENSES,
    Duty,
    Framework,
    Lenses,
    Read,
    SamplePlan,
)
from exercises.plan.known import framework_fields, items
from exercises.plan.passages import check_size
from exercises.plan.splitting import split
from facilitator.checking import check_file, kind_in

KINDS = {
    LENSES: Lenses,
    DUTY: Duty,
    FRAMEWORK: Framework,
    **dict.fromkeys(sorted(FOLDER.glob("*.toml")), SamplePlan),
}
OTHER_WORDS = re.compile(r"\bvictim|service user|suffer|perpetrator|vulnerable", re.IGNORECASE)
LONGEST = 24  # words in a sentence that people read on the day
DAY = re.compile(r"2026-\d\d-\d\d")
# counties, large towns and regions of England: a sample names none of them
REAL = re.compile(
    r"\b(?:\w+shire|Avon|Bath|Birmingham|Blackpool|Bradford|Brighton|Bristol|Cambridge|Camden|"
    r"Cornwall|Coventry|Croydon|Cumbria|Derby|Devon|Doncaster|Dorset|Durham|England|Essex|Exeter|"
    r"Hackney|Hull|Ipswich|Kent|Lambeth|Leeds|Leicester|Lincoln|Liverpool|London|Luton|Manchester|"
    r"Medway|Merseyside|Midlands|Newcastle|Norfolk|Northumberland|Norwich|Nottingham|Oxford|"
    r"Plymouth|Portsmouth|Reading|Redbridge|Rutland|Sheffield|Slough|Solihull|Somerset|"
    r"Southampton|Stoke|Suffolk|Sunderland|Surrey|Sussex|Swindon|Teesside|Telford|Wigan|"
    r"Wolverhampton|Worcester|York)\b"
)
REAL_BODIES = re.compile(
    r"Age UK|Citizens Advice|CQC|Care Quality Commission|Mencap|Mind\b|NHS England|ADASS|RNIB|"
    r"Samaritans|Shelter|SCIE|Healthwatch [A-Z]|Police [A-Z]|[A-Z]\w+ Police"
)


def parts(text: str) -> list[str]:
    """The sentences of a text."""
    return re.split(r"(?<=[.!?])\s+", text.strip())


def text_of(name: str) -> str:
    return content.sample(name).text


def read_on_the_day() -> Iterator[str]:
    """Everything short that people read while they work."""
    for lens in content.lenses():
        yield from (lens.title, lens.why)
        for item in lens.items:
            yield from (item.ask, *item.helps)
    yield from (content.duty().reminder, content.duty().before_you_rely_on_it)
    page = content.framework()
    yield from (page.lead, page.how, *page.qualities)
    yield from (strand.statement for strand in page.strands)


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.name)
def test_every_file_of_the_plan_check_can_be_used(path):
    assert check_file(path) == []
    assert kind_in(path) is KINDS[path]


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.name)
def test_nobody_is_spoken_of_in_words_that_this_kit_does_not_use(path):
    assert not OTHER_WORDS.findall(path.read_text(encoding="utf-8"))


def test_what_people_read_on_the_day_has_short_sentences():
    for text in read_on_the_day():
        for sentence in parts(text):
            assert len(sentence.split()) <= LONGEST, sentence


# the sample plans


def test_the_thin_plan_comes_first_and_an_unknown_one_lists_the_known():
    assert content.samples() == ["thin", "rich"]
    with pytest.raises(ContentError, match=r"no sample plan called 'fat'; there are: thin, rich"):
        content.sample("fat")


@pytest.mark.parametrize("name", content.samples())
def test_a_sample_says_wherever_it_is_shown_that_it_was_invented(name):
    plan = content.sample(name)
    assert plan.id == name
    assert plan.title.endswith("(invented for this kit)")
    assert plan.label.startswith("Invented for this kit. There is no such board")
    assert plan.board in plan.title and plan.years in plan.title
    source = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert "invented for this kit" in source.split("\n\n", 1)[0]


@pytest.mark.parametrize(("name", "fewest", "most"), [("thin", 20, 25), ("rich", 55, 70)])
def test_a_sample_splits_into_headed_passages(name, fewest, most):
    passages = split(content.sample(name).text)
    check_size(passages)
    assert fewest <= len(passages) <= most
    assert all(passage.heading for passage in passages)


@pytest.mark.parametrize("name", content.samples())
def test_a_sample_names_no_real_place_and_no_real_organisation(name):
    text = text_of(name)
    assert not REAL.findall(text)
    assert not REAL_BODIES.findall(text)


@pytest.mark.parametrize("name", content.samples())
def test_a_sample_has_dates_and_no_statistics(name):
    text = re.sub(r"\b20\d\d\b|section 42|(?:Objective|Priority) \d(?:\.\d)?", "", text_of(name))
    assert not re.findall(r"\d|%|£|per cent", text)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("thin", "outside the scope of this plan"),
        ("thin", "do not propose to"),
        ("thin", "no longer collects"),
        ("rich", "do not propose to"),
        ("rich", "are not funded"),
        ("rich", "will not set a target"),
    ],
)
def test_a_sample_rules_something_out(name, words):
    assert sum(words in passage.text for passage in split(text_of(name))) == 1


def test_the_rich_plan_repeats_a_promise_of_the_last_one():
    text = text_of("rich")
    repeated = next(p.text for p in split(text) if "Both are repeated in this plan" in p.text)
    for promise in ("easy read", "shared approach to risk"):
        assert promise in repeated
        assert promise in text.split(repeated)[1]


def test_each_objective_of_the_rich_plan_has_a_lead_by_role_and_a_time():
    objectives = re.split(r"^### ", text_of("rich"), flags=re.MULTILINE)[1:]
    assert len(objectives) >= 15
    for objective in objectives:
        said = re.findall(r"Lead: [^.]+\. [^.]*(?:20\d\d|Each|Ongoing)[^.]*\.", objective)
        assert said, objective.splitlines()[0]


def test_the_thin_plan_has_few_dates():
    assert len(re.findall(r"(?:by|in|By) \w+ 20\d\d", text_of("thin"))) <= 4


# the lenses


def test_there_are_four_lenses_with_their_items_in_order():
    found = {lens.id: len(lens.items) for lens in content.lenses()}
    assert found == {"principles": 7, "challenge": 3, "steps": 9, "priorities": 6}


def test_items_and_lenses_are_found_by_name_and_an_unknown_one_is_said():
    for lens in content.lenses():
        assert content.lens(lens.id) is lens
        for item in lens.items:
            assert content.item(item.id) is item
            assert item.id in items()
    with pytest.raises(ContentError, match="no lens called 'rose'; there are: principles, "):
        content.lens("rose")
    with pytest.raises(ContentError, match="no item called 'rose' in any lens"):
        content.item("rose")


def test_a_principle_takes_name_and_definition_from_the_kit_and_repeats_no_law():
    written = LENSES.read_text(encoding="utf-8")
    about = [item for item in content.lens("principles").items if item.principle]
    assert [item.principle for item in about] == list(PRINCIPLES)
    for item, principle in zip(about, six_principles().principles, strict=True):
        assert (item.name, item.definition) == (principle.name, principle.definition)
        assert item.model_dump(mode="json")["definition"] == principle.definition
        assert principle.definition.rstrip(".") not in written
        assert principle.statement not in written
    assert content.lens("principles").items[-1].name == "Wellbeing"


def test_every_question_is_one_question_that_speaks_of_a_plan_or_a_board():
    for lens in content.lenses():
        assert 1 <= len(parts(lens.why)) <= 2
        for item in lens.items:
            assert item.ask.endswith("?") and item.ask.count("?") == 1
            assert len(parts(item.ask)) == 1
            assert len(item.look_for.split()) >= 8


def test_the_nine_steps_are_in_four_groups_with_the_indicators_of_the_source():
    steps = content.lens("steps").items
    assert Counter(step.group for step in steps) == {
        "Leadership": 3,
        "Workforce": 2,
        "Prevention and engagement": 2,
        "Partnership and measuring": 2,
    }
    assert [step.name.split(":")[0] for step in steps] == [f"Step {n}" for n in range(1, 10)]
    assert [step.points for step in steps] == [5, 4, 6, 6, 4, 4, 4, 4, 5]
    assert [step.more_points or 0 for step in steps] == [0, 0, 0, 4, 5, 0, 5, 6, 5]


def test_paragraph_numbers_are_dated_and_the_misprint_is_said():
    lens = content.lens("priorities")
    assert [len(item.helps) for item in lens.items] == [1, 4, 4, 3, 1, 8]
    assert [len(item.refs) for item in lens.items] == [2, 3, 11, 3, 1, 15]
    assert {item.edition for item in lens.items} == {"2017"}
    assert "14.153-14.154" in lens.items[-1].refs
    assert "prints 14.153.54" in lens.note
    assert "not checked against the current edition" in lens.note


# the duty and the framework


def test_the_reminder_is_short_and_says_what_was_read_and_what_was_not():
    duty = content.duty()
    assert len(parts(duty.reminder)) <= 2
    assert "consult the local Healthwatch" in duty.reminder
    assert "involve the local community" in duty.reminder
    assert any("Schedule 2" in source.title for source in duty.sources)
    assert duty.not_checked


def test_every_source_has_a_date():
    sources: list[Source | Read] = [lens.source for lens in content.lenses()]
    for source in [*sources, *content.duty().sources, content.framework().source]:
        assert DAY.fullmatch(source.checked), source.title


def test_each_principle_is_under_one_strand_of_the_framework():
    page = content.framework()
    assert len(page.strands) == 5
    under = [principle for strand in page.strands for principle in strand.principles]
    assert sorted(under) == sorted(PRINCIPLES)
    assert all(id in page.strand_of(id).principles for id in PRINCIPLES)
    assert framework_fields() == {"who", *(strand.id for strand in page.strands)}


def test_the_framework_speaks_in_the_first_person_and_says_that_it_is_a_draft():
    page = content.framework()
    assert page.draft == "Draft, to be written with people who use services"
    for text in (page.lead, *(strand.statement for strand in page.strands)):
        assert re.search(r"\b(?:I|me|my|My)\b", text)
    assert all(quality.startswith("We ") for quality in page.qualities)
    assert len(parts(page.how)) == 2


# faults are said with their place


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("lenses.toml", '"challenge-both"', '"principle-wellbeing"', "more than one item is"),
        ("lenses.toml", 'id = "steps"', 'id = "challenge"', "more than one lens is called"),
        ("lenses.toml", 'id = "step-1-', 'id = "step-1-of-nine-essential-steps-', "items.1.id: "),
        ("lenses.toml", 'principle = "prevention"', 'principle = "pity"', "items.2.principle: "),
        ("lenses.toml", 'principle = "prevention"', "", "items.2: there is no name"),
        (
            "lenses.toml",
            'principle = "prevention"',
            'principle = "prevention"\nname = "Care"',
            "has the principle's name",
        ),
        ("lenses.toml", 'edition = "2017"\n', "", "edition they belong to go together"),
        ("lenses.toml", '"14.79"', '"4.13"', "items.1.refs.1: "),
        ("lenses.toml", "points = 6\nmore_points = 4", "more_points = 4", "no points"),
        ("framework.toml", '"protection"', '"prevention"', "prevention is under 2 strands"),
        ("framework.toml", '"proportionality", ', "", "proportionality is under 0 strands"),
        ("framework.toml", 'id = "choices"', 'id = "who"', "'who' is kept for who took part"),
        ("framework.toml", "qualities = [", 'qualities = ["We rest.",', "qualities: "),
        ("duty.toml", "https://", "ftp://", "sources.1.address: "),
        ("duty.toml", "reminder = ", "remainder = ", "remainder: is not a word this file knows"),
        ("plans/thin.toml", "title = ", "titel = ", "titel: is not a word this file knows"),
    ],
)
def test_a_fault_is_said_with_file_and_place(tmp_path, name, old, new, said):
    text = (CONTENT / name).read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / name
    broken.parent.mkdir(exist_ok=True)
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as error:
        read(KINDS[CONTENT / name], broken)
    assert str(error.value).startswith(f"{broken.name}: ")
    assert said in str(error.value)


def test_nothing_in_a_lens_can_be_changed_once_it_is_read():
    item = content.item("principle-protection")
    with pytest.raises(ValueError, match="frozen"):
        item.ask = "?"  # pyright: ignore[reportAttributeAccessIssue]
