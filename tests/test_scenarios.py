"""Scenarios: every planted fault is found, every path ends, and words stay as they were said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.library import CONTENT, PRINCIPLES, ContentError
from exercises.scenarios import acronyms, checker, content, graph, record, scene_map
from exercises.scenarios.content import (
    DILEMMAS,
    LEAVE,
    Scenario,
    load,
    scenario,
    scenarios,
)
from exercises.scenarios.reading_age import reading_age, syllables
from exercises.scenarios.record import Record, RecordError, record_of
from exercises.scenarios.record_words import for_the_file, for_the_person
from exercises.scenarios.story import (
    Story,
    StoryError,
    begin,
    choices_of,
    choose,
    heard,
    leave,
    most_steps,
    resume,
    visits,
)
from exercises.words import WordsError
from facilitator.checking import MOST, check_file, kind_in, notes_on
from facilitator.cli import main

TEMPLATE = CONTENT / "scenario-template.toml"
TEXT = TEMPLATE.read_text(encoding="utf-8")
AMES = load(TEMPLATE)
SHIPPED = [AMES, *map(scenario, scenarios())]
Change = tuple[str, str]


def edited(folder: Path, *changes: Change) -> Path:
    """The template with these changes, each at the first place where its words stand."""
    text = TEXT
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    path = folder / "my-scenario.toml"
    path.write_text(text, encoding="utf-8")
    return path


def line_of(path: Path, words: str) -> int:
    """The number of the first line that holds these words, comments aside."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if words in line and line[:1] != "#")


def after(marker: str, before: str, new: str) -> Change:
    """A change at the first place where `before` stands after `marker`."""
    start = TEXT.index(marker)
    end = TEXT.index(before, start) + len(before)
    return TEXT[start:end], TEXT[start : end - len(before)] + new


def path_of(*choices: str, story: Story | None = None) -> Story:
    """The story of Mr Ames with these choices; `leave` leaves."""
    story = story or begin(AMES)
    for choice in choices:
        story = leave(story, story.at) if choice == LEAVE else choose(story, choice, "because")
    return story


# the files


@pytest.mark.parametrize("found", SHIPPED, ids=lambda found: found.id)
def test_every_scenario_of_the_kit_is_without_fault(found: Scenario):
    assert checker.faults(found) == []


@pytest.mark.parametrize("name", scenarios())
def test_every_scenario_has_the_name_of_its_file_and_says_that_it_is_fiction(name: str):
    found = scenario(name)
    assert found.id == name
    assert "fictional" in found.label and "written for this kit" in found.label
    assert "leave" in found.content_note or "step out" in found.content_note


def test_an_unknown_scenario_names_the_known_ones():
    with pytest.raises(ContentError, match="no scenario called 'nobody'; there are:"):
        scenario("nobody")


def test_the_template_is_a_sound_scenario_that_nobody_is_offered():
    assert check_file(TEMPLATE) == []
    assert notes_on(TEMPLATE) == []
    assert kind_in(TEMPLATE) is Scenario
    assert AMES.id not in scenarios()
    assert "Use no real person's story, however well disguised" in TEXT


def test_the_template_shows_every_field_and_says_what_to_write_there():
    kinds = [kind for kind in vars(content).values() if isinstance(kind, type)]
    fields = {
        field
        for kind in kinds
        if issubclass(kind, content.Content) and kind.__module__ == content.__name__
        for field in kind.model_fields
    }
    said = "\n".join(line for line in TEXT.splitlines() if line.startswith("#"))
    for field in fields:
        headed = rf"^(\[\[?([\w.]+\.)?{field}\]|{field} = )"
        assert re.search(headed, TEXT, re.MULTILINE) or field in said, field
        lines = TEXT.splitlines()
        first = next((n for n, line in enumerate(lines) if re.match(headed, line)), 0)
        block = next(n for n in range(first, -1, -1) if not lines[n] or n == 0)
        near = "\n".join(lines[block : first + 1])
        assert re.search(rf"^# .*\b{field}\b|^# ", near, re.MULTILINE) or field in said, field


def test_the_template_lists_all_twelve_dilemmas():
    assert len(DILEMMAS) == 12
    for dilemma in DILEMMAS:
        assert re.search(rf"^#   {dilemma} ", TEXT, re.MULTILINE)


# the checker: one planted fault each, with the line


AGENCY = 'id = "with-the-agency"'
PLANTED: dict[str, tuple[list[Change], str, str]] = {
    "an unreachable scene": (
        [after('id = "leave-them"', '"between-the-two"', '"a-letter"')],
        'id = "between-the-two"',
        "between-the-two cannot be reached: no scene leads there",
    ),
    "a scene behind marks that nobody has": (
        [
            after('id = "leave-them"', "marks = []", 'marks = []\nneeds = ["words-kept"]'),
            after('id = "leave-them"', "marks = []", 'marks = []\nunless = ["words-kept"]'),
        ],
        'id = "between-the-two"',
        "between-the-two cannot be reached: no path has the marks that lead there",
    ),
    "a dead end": (
        [
            after('id = "in-writing"', "marks = []", 'marks = []\nneeds = ["words-kept"]'),
            after('id = "leave-them"', "marks = []", 'marks = []\nneeds = ["words-kept"]'),
        ],
        AGENCY,
        "a dead end: who comes to with-the-agency without any marks has nothing to choose",
    ),
    "a dead end on the second time round": (
        [
            after('id = "in-writing"', '"a-letter"', '"what-he-wants"'),
            after('id = "leave-them"', '"between-the-two"', '"what-he-wants"'),
        ],
        'id = "what-he-wants"',
        "who comes to what-he-wants with the mark words-kept has nothing to choose once what is "
        "offered there has been chosen",
    ),
    "a loop without exit": (
        [
            after('id = "explain"', '"with-the-agency"', '"what-he-wants"'),
            after('id = "write-it-down"', '"with-the-agency"', '"first-visit"'),
            after('id = "offer-more"', '"with-the-agency"', '"first-visit"'),
        ],
        'id = "first-visit"',
        "a loop without exit: no ending is reached from first-visit, what-he-wants",
    ),
    "a choice that leads back without a mark": (
        [after('id = "leave-them"', '"between-the-two"', '"with-the-agency"')],
        'next = "with-the-agency"',
        "leave-them has no consequence: it leads back to with-the-agency and leaves no mark",
    ),
    "a choice like another": (
        [
            after('id = "leave-them"', '"between-the-two"', '"a-letter"'),
            (
                '"\\"We\'ll manage,\\" says Mr Ames. Mr Pugh looks at the door."',
                '"Mr Pugh writes that down, relieved. Mr Ames looks at his shirt."',
            ),
        ],
        'id = "leave-them"',
        "leave-them has no consequence of its own: next, marks and answer are those of in-writing",
    ),
    "a choice that nobody is offered": (
        [after('id = "leave-them"', "marks = []", 'marks = []\nneeds = ["never"]')],
        'id = "leave-them"',
        "leave-them is offered on no path",
    ),
    "words that nobody is shown": (
        [
            ('needs = ["explained-first"]', 'needs = ["explained-first", "words-kept"]'),
            after('id = "explain"', '"with-the-agency"', '"a-letter"'),
        ],
        'needs = ["explained-first", "words-kept"]',
        "this is shown on no path",
    ),
    "a missing reason": (
        [('reason = "Why this answer to him, now?"\n', "")],
        'id = "what-he-wants"',
        "what-he-wants asks for no reason; write one question in reason",
    ),
    "no content note for the scenario": (
        [(next(x for x in TEXT.splitlines() if x.startswith("content_note")), "")],
        "",
        "content_note: is missing",
    ),
    "no content note before a hard scene": (
        [(next(x for x in TEXT.splitlines() if x.startswith("hard = ")), "")],
        "Two hours I was down there",
        "“blood” may be hard to come upon, and with-the-agency has no content note before it",
    ),
    "an unexplained abbreviation": (
        [('[acronyms]\nCQC = "Care Quality Commission"\n', "")],
        "a complaint to the CQC",
        "CQC is not explained on every path that comes here",
    ),
    "a mark that nobody leaves": (
        [('needs = ["explained-first"]', 'needs = ["explained"]')],
        'needs = ["explained"]',
        "no choice leaves the mark 'explained'; there are: explained-first, words-kept",
    ),
    "a next that is not there": (
        [after('id = "in-writing"', '"a-letter"', '"a-leter"')],
        'next = "a-leter"',
        "there is no scene 'a-leter'; there are: a-letter, between-the-two, first-visit",
    ),
    "a beginning that is not there": (
        [('begins = "first-visit"', 'begins = "first"')],
        'begins = "first"',
        "there is no scene 'first'",
    ),
    "a way out that leads nowhere": (
        [after("[scenes.if_left]", '"a-letter"', '"away"')],
        'next = "away"',
        "there is no scene 'away'",
    ),
    "two scenes of one name": (
        [('id = "a-letter"', 'id = "first-visit"')],
        'title = "Second class"',
        "two of the scenes are called 'first-visit'",
    ),
    "a choice called leave": (
        [('id = "leave-them"', 'id = "leave"')],
        'id = "leave"',
        "'leave' is always there and is not written; take another name",
    ),
    "one ending twice": (
        [('title = "Left to manage"', 'title = "A good plan, and a letter"')],
        'title = "A good plan, and a letter"',
        "it is the same ending as a-letter; endings differ genuinely",
    ),
    "a point of law without a source": (
        [after("[[scenes.choices.law]]\ntext", 'source = "care-act-42"\n', "")],
        "[[scenes.choices.law]]",
        "scenes.1.choices.1.law.1.source: is missing",
    ),
    "a point of law with a source that is not there": (
        [after("[[scenes.choices.law]]\ntext", '"care-act-42"', '"care-act"')],
        'source = "care-act"',
        "there is no source 'care-act'; there are: care-act-42",
    ),
    "words that the person does not say": (
        [('words = "I want him to say sorry. Him', 'words = "I would like him to say sorry. Him')],
        'said_in = ["what-he-wants"]',
        "nobody says the words of 'sorry' in what-he-wants; quote them as they stand there",
    ),
    "an outcome nobody said": (
        [("ring me. That's all I want now.", "ring me."), ('["with-the-agency"]', "[]")],
        'want = "told-first"',
        "an outcome nobody said: 'told-first' is heard on no path to said-in-the-room",
    ),
    "a wording agreed before anybody has said the want": (
        [after("[[scenes.choices.agreed]]", '"up-by-seven"', '"told-first"')],
        'want = "told-first"',
        "an outcome nobody said: 'told-first' is agreed before anybody says it",
    ),
    "an answer expressed before anything was": (
        [
            after('id = "explain"', '"not asked"', '"asked and expressed"'),
            ('said_in = ["first-visit", "what-he-wants"]', 'said_in = ["what-he-wants"]'),
        ],
        'asked = "asked and expressed"',
        "an outcome nobody said: “asked and expressed”, and no want has been heard by then",
    ),
    "an outcome of an unknown want": (
        [after("[[scenes.ending.outcomes]]", '"sorry"', '"sory"')],
        'want = "sory"',
        "there is no other want 'sory'; there are: sorry, told-first, up-by-seven",
    ),
    "an advocate of no kind": (
        [after('id = "write-it-down"', '"the person"', '"advocate"')],
        'speaker = "advocate"',
        "an advocate speaks, and nobody in [[people]] is one",
    ),
    "words of somebody who is not there": (
        [after("[[scenes.said]]", 'who = "Mr Ames"', 'who = "Mr Amis"')],
        'who = "Mr Amis"',
        "nobody is called 'Mr Amis'; there are: Mr Ames, Ines, Mr Pugh",
    ),
    "a choice that is said and done": (
        [('do = "Write both down', 'say = "Right."\ndo = "Write both down')],
        'id = "write-it-down"',
        "a choice is said or done: write say or do, one of the two",
    ),
    "a scene with no choices and no ending": (
        [(TEXT[TEXT.rindex("[scenes.ending]\n") : TEXT.index("# The role-play")], "")],
        'id = "between-the-two"',
        "a scene has choices or is an ending: write one of the two",
    ),
    "a place beyond the scale": (
        [("safety = -2", "safety = -6")],
        "safety = -6",
        "scenes.3.place.safety: input should be greater than or equal to -5",
    ),
    "an observer without a list": (
        [(TEXT[TEXT.index("skills = [") : TEXT.index("# For the group at the end")], "")],
        'role = "observer"',
        "the observer's card has skills to look for, and no other card",
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_found_with_its_line(tmp_path: Path, planted: str):
    changes, at, said = PLANTED[planted]
    path = edited(tmp_path, *changes)
    faults = check_file(path)
    (fault,) = [each for each in faults if said in each]
    line = int(re.findall(r"line (\d+):", fault)[0])
    near = path.read_text(encoding="utf-8").splitlines()[line - 1 : line + 1]
    assert not at or any(at in each for each in near), (fault, near)


def test_too_few_scenes_and_endings_are_counted(tmp_path: Path):
    last = TEXT.index('[[scenes]]\nid = "between-the-two"')
    gone = TEXT[last : TEXT.index("# The role-play")]
    path = edited(
        tmp_path, (gone, ""), after('id = "leave-them"', '"between-the-two"', '"a-letter"')
    )
    said = "\n".join(check_file(path))
    assert "there are 5 scenes; a scenario has at least 6" in said
    assert "there are 2 endings; a scenario has at least 3" in said


def test_too_many_scenes_are_counted_at_the_thirteenth(tmp_path: Path):
    last = TEXT.index('[[scenes]]\nid = "between-the-two"')
    scene = TEXT[last : TEXT.index("# The role-play")]
    more = "".join(scene.replace("between-the-two", f"between-{n}") for n in range(7))
    path = edited(tmp_path, ("# The role-play", more + "# The role-play"))
    (said,) = [fault for fault in check_file(path) if "at most 12" in fault]
    assert f"line {line_of(path, 'between-6') - 1}: there are 13 scenes" in said


def test_of_very_many_faults_the_first_are_told_and_the_rest_counted(tmp_path: Path):
    path = edited(tmp_path, ('id = "', "".join(f"k{n} = 1\n" for n in range(4000)) + 'id = "'))
    faults = check_file(path)
    assert len(faults) == MOST + 1 and faults[-1].endswith(": and 3,900 more")


def test_a_long_row_of_scenes_is_counted_and_not_walked(tmp_path: Path):
    last = TEXT.index('[[scenes]]\nid = "between-the-two"')
    scene = TEXT[last : TEXT.index("# The role-play")]
    more = "".join(
        scene.replace("between-the-two", f"between-{n}") for n in range(checker.MOST_WALKED)
    )
    path = edited(tmp_path, ("# The role-play", more + "# The role-play"))
    faults = check_file(path)
    assert any("a scenario has at most 12" in fault for fault in faults)
    assert not any("cannot be reached" in fault for fault in faults)


def test_a_line_of_blanks_after_a_bracket_is_read_at_once(tmp_path: Path):
    """It is looked at as a possible header, which must not take a time that grows with its cube."""
    blanks = f'id = "my\n[{" " * 20_000}\n"'.replace('"', '"""')
    path = edited(tmp_path, (f'id = "{AMES.id}"', blanks))
    assert any("id: string should match" in fault for fault in check_file(path))


@pytest.mark.parametrize("sign", ["u0000", "u001b", "ufffe"])
def test_what_no_page_and_no_word_file_can_show_is_a_fault_with_its_line(tmp_path: Path, sign: str):
    changes = [(f'{word} = "', f'{word} = "\\{sign}') for word in ("\ntitle", "\nsay")]
    path = edited(tmp_path, *changes)
    faults = check_file(path)
    assert [re.sub(r"^.*line \d+: ", "", fault) for fault in faults] == [
        f"{place}: U+{sign[1:].upper()} stands in it and cannot be shown; remove it"
        for place in ("title", "scenes.1.choices.1.say")
    ]


def test_one_choice_is_none_and_six_are_too_many(tmp_path: Path):
    start = TEXT.index('[[scenes.choices]]\nid = "offer-more"')
    offer = TEXT[start : TEXT.index("# A scene with something hard")]
    path = edited(tmp_path, (offer, ""))
    assert any("what-he-wants has 1 choices; a scene has 2 to 5" in f for f in check_file(path))
    five = "".join(offer.replace("offer-more", f"offer-{n}") for n in range(5))
    path = edited(tmp_path, (offer, five))
    assert any("what-he-wants has 6 choices" in fault for fault in check_file(path))


def test_the_line_of_what_is_missing_is_that_of_its_own_part_not_of_a_later_one(tmp_path: Path):
    path = edited(tmp_path, after('id = "first-visit"\ntitle', 'title = "Before the kettle"\n', ""))
    (fault,) = check_file(path)
    assert f"line {line_of(path, '[[scenes]]')}: scenes.1.title: is missing" in fault


def test_a_scenario_with_a_fault_in_its_names_is_not_loaded(tmp_path: Path):
    path = edited(tmp_path, after('id = "in-writing"', '"a-letter"', '"a-leter"'))
    with pytest.raises(
        ContentError, match=r"my-scenario.toml: scenes.3.choices.2.next: there is no"
    ):
        load(path)


# abbreviations


def with_answers(explaining: str, other: str, later: str) -> Scenario:
    """Mr Ames, with these words in the two answers of the first scene and in a later scene."""
    raw = AMES.model_dump()
    raw["acronyms"] = {"CQC": "Care Quality Commission"}
    first, _, agency = raw["scenes"][:3]
    first["choices"][0]["answer"] = (explaining,)
    first["choices"][1]["answer"] = (other,)
    agency["text"] = (later,)
    return Scenario.model_validate(raw)


def test_an_abbreviation_has_to_be_spelled_out_on_every_path():
    spelled = "An Independent Mental Capacity Advocate (IMCA) could come."
    both = with_answers(spelled, spelled, "The IMCA is here.")
    one = with_answers(spelled, "He nods.", "The IMCA is here.")
    assert list(acronyms.unexplained(both)) == []
    (fault,) = acronyms.unexplained(one)
    assert fault.place == ("scenes", 2, "text") and fault.text.startswith("IMCA is not explained")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Independent Mental Capacity Advocate (IMCA)", {"IMCA"}),
        ("an IDVA (Independent Domestic Violence Adviser)", {"IDVA"}),
        ("a Multi-Agency Risk Assessment Conference (MARAC)", {"MARAC"}),
        ("the Department of Health and Social Care (DHSC)", {"DHSC"}),
        ("somebody from the team (IMCA)", set()),
        ("the IMCA", set()),
    ],
)
def test_spelling_out_means_the_words_beside_the_letters(text: str, found: set[str]):
    assert acronyms.explained(text) == found


def test_names_figures_and_small_words_are_no_abbreviations():
    assert acronyms.acronyms("I read section 42(1). Mrs T said OK, and the GPs' TV was on.") == [
        "OK",
        "TV",
    ] or acronyms.acronyms("I read section 42(1). Mrs T said OK, and the TV was on.") == [
        "OK",
        "TV",
    ]
    assert acronyms.acronyms("two IMCAs, the CPS's letter and a DVLA form") == [
        "IMCA",
        "CPS",
        "DVLA",
    ]


# notes, which are no faults


def test_a_principle_that_no_choice_touches_is_noted():
    raw = AMES.model_dump()
    for scene in raw["scenes"]:
        for choice in scene["choices"]:
            choice["serves"] = choice["strains"] = ()
    notes = checker.notes(Scenario.model_validate(raw))
    said = {note.text for note in notes}
    assert {f"no choice serves or strains {principle}" for principle in PRINCIPLES} <= said


def test_a_scene_that_is_hard_to_read_is_noted_with_the_measure_and_quoted_law_is_not():
    sentence = (
        "Notwithstanding considerable organisational complexity, multidisciplinary professionals "
        "subsequently deliberated extensively concerning proportionality and accountability. "
    )
    raw = AMES.model_dump()
    raw["scenes"][0]["text"] = (sentence * 12,)
    (note,) = [n for n in checker.notes(Scenario.model_validate(raw)) if "reading age" in n.text]
    assert note.place == ("scenes", 0) and "(Flesch-Kincaid grade plus 5;" in note.text
    raw = AMES.model_dump()
    raw["scenes"][0]["choices"][0]["law"][0]["quoted"] = sentence * 12
    assert not any("reading age" in n.text for n in checker.notes(Scenario.model_validate(raw)))


def test_a_hard_scene_without_a_word_for_those_who_skip_it_is_noted(tmp_path: Path):
    start = TEXT.index("[scenes.if_left]\n")
    path = edited(tmp_path, (TEXT[start : TEXT.index("# The endings:")], ""))
    assert check_file(path) == []
    (note,) = notes_on(path)
    assert f"line {line_of(path, AGENCY) - 1}: with-the-agency is hard and has no if_left" in note


def test_marks_that_nothing_looks_at_and_scenes_after_which_all_is_the_same_are_noted():
    raw = AMES.model_dump()
    for also in raw["scenes"][2]["also"]:
        also["needs"] = also["unless"] = ("explained-first",)
    raw["scenes"][2]["choices"][0]["needs"] = ()
    said = [note.text for note in checker.notes(Scenario.model_validate(raw))]
    assert "nothing looks at the mark 'words-kept'" in said
    assert "whatever is chosen in what-he-wants, what follows is the same" in said


WORDS = {
    1: "the one said asked walked help care time house made cried known likes makes through friend",
    2: "police council money worker daughter table little people worried kitchen being going "
    "sometimes wanted window something enough quiet wishes houses careless safely trying hundred",
    3: "somebody agency decision family advocate telephone area another hospital criminal officer "
    "manager assessment protection idea safeguarding",
    4: "apology capacity independent information relationship experience society",
    5: "university possibility opportunity immediately",
    6: "accountability responsibility",
}


def test_syllables_are_right_for_nearly_all_words_of_this_field():
    counted = [(word, n) for n, words in WORDS.items() for word in words.split()]
    wrong = [word for word, n in counted if syllables(word) != n]
    assert len(wrong) <= len(counted) // 20, wrong


def test_short_plain_words_are_read_younger_than_long_ones_and_few_words_have_no_age():
    plain = "She came in. He sat by the fire. They had tea. " * 12
    long = "Professional deliberations concerning proportionality necessitate documentation. " * 20
    young, old = reading_age(plain), reading_age(long)
    assert young is not None and old is not None and young < 8 < 18 < old
    assert reading_age("She came in. He sat by the fire.") is None


# playing


def test_the_same_steps_give_the_same_story():
    once = path_of("ask", "write-it-down", "his-own-words")
    assert once == path_of("ask", "write-it-down", "his-own-words")
    assert once.at == "said-in-the-room" and once.ended and not choices_of(once)
    assert once.marks == {"words-kept"}


def test_an_earlier_choice_changes_a_later_scene():
    kept, told = path_of("ask", "write-it-down"), path_of("explain")
    assert choices_of(kept)[0].id == "his-own-words"
    assert "his-own-words" not in [choice.id for choice in choices_of(told)]
    assert any("in your writing" in text for text in visits(kept)[-1].text)
    assert any("Is this still the procedure?" in text for text in visits(told)[-1].text)
    assert [said.words for said in visits(told)[-1].said][-1] == "I had two things. Or one, now."


def test_what_is_not_offered_cannot_be_chosen_and_the_story_says_what_is():
    with pytest.raises(
        StoryError, match="'his-own-words' is not offered in with-the-agency; there"
    ):
        choose(path_of("explain"), "his-own-words")
    with pytest.raises(StoryError, match="the story has ended"):
        choose(path_of("explain", "in-writing"), "in-writing")
    with pytest.raises(StoryError, match="is at what-he-wants and no longer at first-visit"):
        leave(path_of("ask"), "first-visit")
    with pytest.raises(WordsError, match="10,001 characters"):
        choose(begin(AMES), "ask", "a" * 10_001)


def test_a_scene_that_is_left_leaves_no_mark_and_goes_where_the_author_says():
    left = path_of("ask", LEAVE)
    assert left.at == "with-the-agency" and left.marks == frozenset()
    assert path_of("explain", LEAVE).at == "a-letter"
    assert visits(left)[1].left and visits(left)[1].reason == ""


def test_where_leaving_has_nowhere_new_to_go_the_story_stops_gently():
    raw = AMES.model_dump()
    for scene in raw["scenes"][:3]:
        scene["if_left"] = {"next": "first-visit", "told": "You stayed at the window."}
    story = begin(Scenario.model_validate(raw))
    while not story.ended:
        story = leave(story, story.at)
    assert story.stopped and len(story.steps) <= most_steps(story.scenario)
    assert record_of(story).ending == ""


def test_a_choice_is_offered_once_on_a_path():
    raw = AMES.model_dump()
    raw["scenes"][2]["choices"][1]["next"] = "what-he-wants"
    story = begin(Scenario.model_validate(raw))
    story = path_of("ask", "write-it-down", "in-writing", story=story)
    assert [choice.id for choice in choices_of(story)] == ["offer-more"]


@st.composite
def walks(draw: st.DrawFn, found: Scenario) -> Story:
    """A path through a scenario: anything that can be chosen, or left, until it ends."""
    story = begin(found)
    while not story.ended:
        assert len(story.steps) < most_steps(found)
        ways = [LEAVE, *(choice.id for choice in choices_of(story))]
        way = draw(st.sampled_from(ways))
        if way == LEAVE:
            story = leave(story, story.at)
        else:
            story = choose(story, way, draw(st.sampled_from(["", "it seemed kind"])))
    return story


@pytest.mark.parametrize("found", SHIPPED, ids=lambda found: found.id)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_path_ends_in_bounded_steps_with_a_record_that_holds(found: Scenario, data: Any):
    story = data.draw(walks(found))
    assert len(story.steps) <= most_steps(found)
    made = record_of(story)
    assert record.strays(made, story) == []
    assert Record.model_validate_json(made.model_dump_json()) == made
    for outcome in made.outcomes:
        want = found.want(outcome.want)
        assert want is not None and outcome.words == want.words
        assert outcome.achieved is None, "how far it was achieved is the learner's to say"
    assert made.risk is None
    assert len(made.path) == len(story.steps)
    assert bool(made.ending) != story.stopped


@pytest.mark.parametrize("found", SHIPPED, ids=lambda found: found.id)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_story_taken_up_again_at_any_scene_is_the_same_story(found: Scenario, data: Any):
    story = data.draw(walks(found))
    at = data.draw(st.integers(0, len(story.steps)))
    kept = [tuple(step) for step in story.steps]
    again = resume(found, kept[:at])
    for scene, choice, reason in kept[at:]:
        assert again.at == scene
        again = leave(again, scene) if choice == LEAVE else choose(again, choice, reason)
    assert again == story == resume(found, kept)
    assert visits(again) == visits(story)


def test_steps_that_do_not_fit_the_scenario_are_refused():
    with pytest.raises(StoryError, match="the story is at first-visit and no longer at a-letter"):
        resume(AMES, [("a-letter", "ask", "")])


IDS = ["aa", "bb", "cc", "dd", "ee", "ff"]
SOME = [(), ("red",), ("blue",)]
RAW = AMES.model_dump()


def tangle(numbers: list[int]) -> Scenario:
    """Six scenes, three of them endings; each number makes a choice that leads anywhere, with a
    mark and conditions."""
    scenes = []
    for n, id in enumerate(IDS):
        scene: dict[str, Any] = {"id": id, "title": id, "text": ("It rains.",), "reason": "Why?"}
        if n > 2:
            scene["ending"] = RAW["scenes"][-1]["ending"] | {"title": id, "outcomes": ()}
        else:
            scene["choices"] = [choice_of(number, m) for m, number in enumerate(numbers[n::3])]
        scenes.append(scene)
    wants = [RAW["wants"][0] | {"said_in": ()}]
    return Scenario.model_validate(RAW | {"scenes": scenes, "begins": "aa", "wants": wants})


def choice_of(number: int, m: int) -> dict[str, Any]:
    number, to = divmod(number, 6)
    number, leaves = divmod(number, 3)
    number, needs = divmod(number, 3)
    return {
        "id": f"choice-{m}",
        "say": "Well.",
        "answer": (f"Answer {m}.",),
        "next": IDS[to],
        "marks": SOME[leaves],
        "needs": SOME[needs],
        "unless": SOME[number % 3],
    }


def every_story(found: Scenario) -> list[Story]:
    """Where every path of a scenario can stand, by playing each: one story of each kind."""
    seen: dict[object, Story] = {}
    waiting = [begin(found)]
    while waiting:
        story = waiting.pop()
        done = frozenset((step.scene, step.choice) for step in story.steps)
        if (story.at, story.marks, done, story.stopped) in seen:
            continue
        seen[story.at, story.marks, done, story.stopped] = story
        if not story.ended:
            waiting += [choose(story, choice.id) for choice in choices_of(story)]
            waiting.append(leave(story, story.at))
    return list(seen.values())


@settings(max_examples=80, deadline=None)
@given(numbers=st.lists(st.integers(0, 161), min_size=6, max_size=8))
def test_the_checker_knows_exactly_where_paths_lead_and_where_they_get_stuck(numbers: list[int]):
    found = tangle(numbers)
    stories = every_story(found)
    walk = graph.walk(found)
    assert {state.scene for state in walk.ways} == {story.at for story in stories}
    assert walk.stuck() == {s.at for s in stories if not s.ended and not choices_of(s)}
    assert walk.offered_ever() == {(s.at, choice.id) for s in stories for choice in choices_of(s)}
    assert all(len(story.steps) <= most_steps(found) for story in stories)


def test_a_scenario_with_too_many_ways_through_is_said_to_be_so(monkeypatch):
    monkeypatch.setattr(graph, "MOST", 5)
    said = [fault.text for fault in checker.faults(AMES)]
    assert said == [
        "there are more than 5 different ways through, too many to look at each; use fewer marks, "
        "or fewer ways back to a scene"
    ]


# the record


def test_the_record_takes_over_what_the_path_settles_and_nothing_else():
    made = record_of(path_of("ask", "write-it-down", "his-own-words"))
    assert made.asked == "asked and expressed"
    assert made.spoke == ("the person",)
    assert [(o.want, o.course, o.agreed, o.achieved) for o in made.outcomes] == [
        (
            "up-by-seven",
            "changed",
            "Mr Ames's call comes first on the round, between half past six and seven.",
            None,
        ),
        ("sorry", None, "", None),
        ("told-first", None, "", None),
    ]
    assert made.outcomes[0].changed_to == "told-first" and made.outcomes[0].why == ""
    assert (made.risk, made.risk_why) == (None, "")
    assert made.ending == "Sorry, said by the one who owed it"
    assert made.path[0].words == "No. What would you want to come out of this, if it went well?"
    assert [step.said for step in made.path] == [True, False, True]


def test_who_was_not_asked_and_spoke_all_the_same_stands_so_in_the_record():
    made = record_of(path_of("explain", "in-writing"))
    assert made.asked == "not asked"
    assert [outcome.want for outcome in made.outcomes] == ["up-by-seven", "told-first"]
    assert made.spoke == ("the person",)


def test_what_was_in_a_scene_that_was_left_was_not_heard():
    assert list(heard(path_of(LEAVE, LEAVE, LEAVE))) == []
    made = record_of(path_of(LEAVE, LEAVE, LEAVE))
    assert made.asked is None and made.outcomes == () and made.spoke == ()
    assert [step.left for step in made.path] == [True, True, True]
    assert {step.words for step in made.path} == {""}


def test_an_agreed_wording_stands_beside_the_persons_own_words_and_never_in_their_place():
    made = record_of(path_of("ask", "write-it-down", "his-own-words"))
    made = record.agreed(made, "sorry", "Mr Pugh apologises in person.")
    outcome = made.outcome("sorry")
    assert outcome.words == "I want him to say sorry. Him, not a letter."
    assert (outcome.agreed, outcome.course) == ("Mr Pugh apologises in person.", "negotiated")
    assert record.agreed(made, "sorry", " ").outcome("sorry").course is None


def test_a_change_says_why_and_an_outcome_that_nobody_said_cannot_be_entered():
    made = record_of(path_of("ask", "write-it-down", "his-own-words"))
    with pytest.raises(WordsError):
        record.course(made, "up-by-seven", "changed", " ")
    made = record.course(made, "up-by-seven", "changed", "It was the waiting that he minded.")
    assert made.outcome("up-by-seven").why == "It was the waiting that he minded."
    with pytest.raises(RecordError, match="nobody said 'sorry' on this path; what was said: up-by"):
        record.judged(record_of(path_of("explain", "in-writing")), "sorry", "fully achieved")


def test_the_record_does_not_contradict_its_path():
    spoken = record_of(path_of("ask", "write-it-down", "his-own-words"))
    with pytest.raises(RecordError, match="Mr Ames did say what they want"):
        record.asked(spoken, "asked, none expressed")
    silent = record_of(path_of(LEAVE, LEAVE, LEAVE))
    with pytest.raises(RecordError, match="nothing that Mr Ames wants was heard"):
        record.asked(silent, "asked and expressed")
    with pytest.raises(RecordError, match="'perhaps' is not an answer here; there are: asked and"):
        record.asked(spoken, "perhaps")  # pyright: ignore[reportArgumentType]
    altered = spoken.model_copy(
        update={"outcomes": (spoken.outcomes[0].model_copy(update={"words": "Seven o'clock."}),)}
    )
    said = record.strays(altered, path_of("ask", "write-it-down", "his-own-words"))
    assert "these are not the words that Mr Ames used: Seven o'clock." in said
    assert "what was said is left out: I want him to say sorry. Him, not a letter." in said


def test_a_record_is_complete_when_everything_has_been_said_and_risk_is_an_entry_of_its_own():
    made = record_of(path_of("ask", "write-it-down", "his-own-words"))
    made = record.course(made, "up-by-seven", "changed", "It was the waiting.")
    for want in ("sorry", "told-first"):
        made = record.course(made, want, "as first said")
        made = record.judged(made, want, "fully achieved", "He told Ines so.")
    made = record.judged(made, "up-by-seven", "partially achieved", "Twice late.")
    assert record.still_open(made) == ["Was the risk removed, was it reduced, or did it remain?"]
    made = record.risk(made, "risk remained", "He has decided to live with it.")
    assert record.still_open(made) == []
    assert [outcome.achieved for outcome in made.outcomes] == [
        "partially achieved",
        "fully achieved",
        "fully achieved",
    ]


def test_everything_that_nobody_has_settled_is_asked():
    made = record_of(path_of(LEAVE, LEAVE, LEAVE))
    assert record.still_open(made) == [
        "Was Mr Ames asked what they want to happen?",
        "Was the risk removed, was it reduced, or did it remain?",
    ]


def test_the_authors_readings_are_of_what_was_said_on_this_path_only():
    readings, risk = record.one_reading(path_of("explain", "in-writing"))
    assert [reading.want for reading in readings] == ["up-by-seven"]
    assert risk is not None and risk.result == "risk reduced"
    readings, risk = record.one_reading(path_of(LEAVE, LEAVE, LEAVE))
    assert readings == () and risk is not None
    assert record.one_reading(path_of("explain")) == ((), None)


@pytest.mark.parametrize("found", SHIPPED, ids=lambda found: found.id)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_both_forms_of_a_record_hold_the_persons_words_to_the_letter(found: Scenario, data: Any):
    made = record_of(data.draw(walks(found)))
    for form in (for_the_person, for_the_file):
        text = "\n".join("\n".join((part.heading, *part.lines)) for part in form(made))
        for outcome in made.outcomes:
            assert f"“{outcome.words}”" in text and outcome.agreed in text
        assert "not filled in" in text


def test_the_person_is_spoken_to_and_the_file_uses_the_words_of_the_collection():
    made = record_of(path_of("ask", "write-it-down", "his-own-words"))
    made = record.course(made, "up-by-seven", "changed", "It was the waiting that he minded.")
    made = record.judged(made, "sorry", "fully achieved", "He told Ines so.")
    made = record.risk(made, "risk remained", "He lives with it.")
    yours = {part.heading: part.lines for part in for_the_person(made)}
    assert yours["What we asked you"] == (
        "We asked you what you want to happen, and you told us.",
        "You spoke for yourself.",
    )
    assert yours["You said: “I want to be up by seven.”"] == (
        "Together we put it like this: Mr Ames's call comes first on the round, between half past "
        "six and seven.",
        "Later this changed, to “If they're late, ring me. That's all I want now.” It was the "
        "waiting that he minded.",
        "Whether you have had this is not filled in.",
    )
    assert "nobody has failed" in yours["How safe things are"][0]
    file = {part.heading: part.lines for part in for_the_file(made)}
    assert "Was Mr Ames asked: asked and expressed" in file["Outcomes asked for and expressed"]
    assert "Against what the person wanted: fully achieved" in file["Outcome 2"]
    assert file["Risk, a separate entry"] == ("Result: risk remained", "Why: He lives with it.")
    assert file["Path and reasons"][-1] == "Ended: Sorry, said by the one who owed it"


def test_an_advocate_is_named_with_the_kind():
    raw = AMES.model_dump()
    raw["people"] = (*raw["people"], {"name": "Dee", "role": "x", "advocate": "Care Act advocate"})
    raw["scenes"][1]["choices"][0]["speaker"] = "advocate"
    story = begin(Scenario.model_validate(raw))
    made = record_of(path_of("ask", "write-it-down", story=story))
    assert made.spoke == ("the person", "advocate")
    assert made.advocates == ("Dee, Care Act advocate",)


def test_nothing_in_a_scenario_or_a_record_is_a_number_to_be_added_up():
    numbers = re.compile(r"score|points|marks_out|best|correct|right_answer", re.IGNORECASE)
    for kind in (Scenario, content.Scene, content.Choice, content.Ending, Record, record.Outcome):
        assert not [field for field in kind.model_fields if numbers.search(field)]


# the map and the command


def test_the_map_names_every_scene_every_choice_and_where_it_leads():
    text = scene_map.as_text(AMES)
    for scene in AMES.scenes:
        assert f"{scene.id}: {scene.title}" in text
        for choice in scene.choices:
            assert re.search(rf"^    {choice.id} +-> {choice.next}\b", text, re.MULTILINE)
    assert text.startswith("first-visit: Before the kettle (begins here)")
    assert "with-the-agency: Mr Pugh comes round (content note, grid)" in text
    assert "his-own-words -> said-in-the-room  (needs words-kept)" in text


def test_the_map_of_a_broken_scenario_shows_where_it_breaks(tmp_path: Path, capsys):
    path = edited(
        tmp_path,
        after('id = "in-writing"', '"a-letter"', '"a-leter"'),
        after("[scenes.if_left]", '"a-letter"', '"between-the-two"'),
    )
    assert main(["check", str(path), "--map"]) == 1
    out = capsys.readouterr().out
    assert "in-writing    -> a-leter  (there is no such scene)" in out
    assert "a-letter: Second class (no scene leads here)" in out


def test_the_picture_of_the_map_is_sound_xml_with_a_box_for_each_scene(tmp_path: Path, capsys):
    from xml.etree import ElementTree

    picture = tmp_path / "map.svg"
    assert main(["check", str(TEMPLATE), "--svg", str(picture)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == str(picture)
    found = ElementTree.parse(picture).getroot()
    boxes = found.findall("{http://www.w3.org/2000/svg}rect")
    assert len(boxes) == 1 + len(AMES.scenes)
    ways = found.findall("{http://www.w3.org/2000/svg}path")
    assert len(ways) == sum(len(next_ones) for next_ones in graph.links(AMES).values())


def test_a_map_is_of_one_scenario(capsys):
    assert main(["check", "--map"]) == 1
    assert "say which scenario: check FILE --map" in capsys.readouterr().err
    assert main(["check", str(CONTENT / "cases" / "mrs-t.toml"), "--map"]) == 1
    assert "is no scenario that can be drawn" in capsys.readouterr().err


def test_notes_are_printed_and_do_not_fail_the_check(tmp_path: Path, capsys):
    path = edited(tmp_path, ('needs = ["explained-first"]', 'needs = ["words-kept"]'))
    assert main(["check", str(path)]) == 0
    assert f"note: {path}, line " in (out := capsys.readouterr()).out
    assert "nothing looks at the mark 'explained-first'" in out.out
    assert "This file can be used." in out.err
