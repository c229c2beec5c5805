"""The grid's words and its worked examples: exact law, a word for each place, quoted persons."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest

from exercises import library
from exercises.grid.content import (
    AXES,
    FOLDER,
    HIGHEST,
    LOWEST,
    NOW,
    PERSON,
    VIEWPOINTS,
    Grid,
    GridExample,
    example,
    examples,
    grid,
)
from exercises.library import CONTENT, ContentError, read
from facilitator.checking import check_file, kind_in

# Care Act 2014, section 1(2), as enacted, from a stored copy of legislation.gov.uk.
# Contains public sector information licensed under the Open Government Licence v3.0.
SECTION_1_2 = """\
\u201cWell-being\u201d, in relation to an individual, means that individual\u2019s well-being so \
far as relating to any of the following\u2014
(a) personal dignity (including treatment of the individual with respect);
(b) physical and mental health and emotional well-being;
(c) protection from abuse and neglect;
(d) control by the individual over day-to-day life (including over care and support, or support, \
provided to the individual and the way in which it is provided);
(e) participation in work, education, training or recreation;
(f) social and economic well-being;
(g) domestic, family and personal relationships;
(h) suitability of living accommodation;
(i) the individual\u2019s contribution to society."""

FILES = [CONTENT / "grid.toml", *sorted(FOLDER.glob("*.toml"))]
QUOTED = {"basis", "opening", "parts", "id", "source"}  # not this kit's sentences
OTHER_WORDS = re.compile(r"\bvictim|service user|suffer|perpetrator|vulnerable", re.IGNORECASE)
LONGEST, USUAL = 34, 17  # words in a sentence; in the middle one


def sentences(value: object, key: str = "") -> Iterator[str]:
    """Every sentence of this kit's own in a file."""
    if isinstance(value, dict):
        for inner, item in value.items():
            if inner not in QUOTED or (inner == "basis" and "hint" in value):
                yield from sentences(item, inner)
    elif isinstance(value, list):
        for item in value:
            yield from sentences(item, key)
    elif isinstance(value, str):
        yield from (part for part in re.split(r"(?<=[.!?])\s+", value) if " " in part)


def said(name: str) -> list[str]:
    """What the person in the case of an example says or has written, quotation by quotation."""
    paragraphs = [
        text for passage in library.case(example(name).case).passages for text in passage.paragraphs
    ]
    return [quoted for text in paragraphs for quoted in re.findall(r'"([^"]+)"', text)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_of_the_grid_can_be_used(path):
    assert check_file(path) == []
    assert kind_in(path) is (Grid if path.name == "grid.toml" else GridExample)


# the grid


def test_the_nine_parts_of_wellbeing_are_the_act_to_the_letter():
    statute = grid().statute
    listed = [f"({part.letter}) {part.text}" for part in statute.parts]
    assert f"{statute.opening}\n" + ";\n".join(listed) + "." == SECTION_1_2
    assert (statute.source.title, statute.source.paragraph) == ("Care Act 2014", "section 1(2)")
    assert "Open Government Licence v3.0" in statute.source.attribution


def test_the_part_that_is_set_apart_is_protection_and_the_page_says_why():
    statute = grid().statute
    apart = next(part for part in statute.parts if part.letter == statute.set_apart)
    assert apart.text == "protection from abuse and neglect"
    assert "one of the nine parts" in statute.why_set_apart


def test_the_grid_is_credited_to_the_boards_resource_and_marks_what_is_the_kits_own():
    text = (CONTENT / "grid.toml").read_text(encoding="utf-8")
    assert "West Midlands" not in text
    assert "for safeguarding adults boards" in grid().source.title
    assert grid().source.paragraph == "Appendix 2"
    for own in ("scale", "corners", "this kit's own", "image", "not available"):
        assert own in grid().kits_own


def test_each_axis_has_a_short_word_of_its_own_for_each_of_eleven_places():
    assert tuple(axis.id for axis in grid().axes) == AXES
    for axis in grid().axes:
        words = [axis.word(place) for place in range(LOWEST, HIGHEST + 1)]
        assert len(set(words)) == 11
        assert all(len(word.split()) <= 9 and not word.endswith(".") for word in words)
        assert axis.question.endswith("?")
    with pytest.raises(ValueError, match="there is no place 6; they go from -5 to 5"):
        grid().axes[0].word(6)


def test_the_words_are_about_the_situation_and_never_about_somebody():
    corners = grid().corners.model_dump().values()
    for word in [*(word for axis in grid().axes for word in axis.words), *corners]:
        assert not re.search(r"\b(he|she|they|person|who is)\b", word)


def test_the_corners_put_wellbeing_first_and_safety_second():
    corners = grid().corners
    assert ["miserable" in text for text in (corners.low_low, corners.low_high)] == [True, True]
    assert ["danger" in text for text in (corners.low_low, corners.high_low)] == [True, True]
    assert ["afe" in text for text in (corners.low_high, corners.high_high)] == [True, True]
    assert ["iving well" in text for text in (corners.high_low, corners.high_high)] == [True, True]


def test_only_the_person_is_guessed_at_and_needs_words_to_rest_on():
    viewpoints = {viewpoint.id: viewpoint for viewpoint in grid().viewpoints}
    assert tuple(viewpoints) == VIEWPOINTS
    assert viewpoints[PERSON].title == "What we think {person} would say"
    assert [id for id, viewpoint in viewpoints.items() if viewpoint.needs_basis] == [PERSON]
    assert "stays empty" in viewpoints[PERSON].empty


# the worked examples


def test_there_are_four_examples_on_the_three_cases_and_two_on_objectives():
    on = [example(name).case for name in examples()]
    assert set(on) - {""} == set(library.cases())
    assert (len(on), on.count("")) == (6, 2)
    assert examples()[0].startswith("mrs-t-")
    with pytest.raises(ContentError, match=r"no example of the grid called 'x'; there are: mrs-t-"):
        example("x")


@pytest.mark.parametrize("name", examples())
def test_an_example_is_called_as_its_file_and_is_one_reading(name):
    assert example(name).id == name
    assert example(name).label == "One reading, not the answer."
    assert len({action.id for action in example(name).actions}) == 3


@pytest.mark.parametrize("name", examples())
def test_two_to_four_viewpoints_are_placed_within_the_scale_with_a_reason(name):
    shown = example(name)
    assert 2 <= len(shown.viewpoints) <= 4
    for placement in shown.placements:
        assert LOWEST <= placement.wellbeing <= HIGHEST
        assert LOWEST <= placement.safety <= HIGHEST
        assert len(placement.reason.split()) >= 5


@pytest.mark.parametrize("name", [name for name in examples() if example(name).case])
def test_the_persons_place_rests_on_words_that_the_person_says_in_the_case(name):
    shown = example(name)
    quoted = [p.basis for p in shown.placements if p.viewpoint == PERSON]
    assert len(quoted) >= 3
    for words in quoted:
        whole = [speech for speech in said(name) if words in speech]
        assert whole, words
        assert len(words.split()) >= 6, "long enough to be looked up"


@pytest.mark.parametrize("name", [name for name in examples() if example(name).objective])
def test_nobody_speaks_for_people_whom_nobody_has_asked(name):
    shown = example(name)
    assert PERSON not in shown.viewpoints
    left = next(left for left in shown.left_empty if left.viewpoint == PERSON)
    assert left.moments == shown.moments
    assert "Nobody has asked" in left.why
    assert shown.objective and "made up" in shown.objective.label


@pytest.mark.parametrize("name", examples())
def test_one_action_trades_one_axis_for_the_other_one_helps_both_and_one_neither(name):
    shown = example(name)
    moves = [shown.moved("practitioner", action.id) for action in shown.actions]
    assert None not in moves
    known = [move for move in moves if move is not None]
    assert sum(wellbeing < 0 < safety for wellbeing, safety in known) == 1
    assert sum(wellbeing > 0 and safety > 0 for wellbeing, safety in known) == 1
    assert sum(wellbeing <= 0 and safety <= 0 for wellbeing, safety in known) == 1


def test_viewpoints_differ_about_the_same_moment():
    for name in examples():
        shown = example(name)
        for moment in shown.moments:
            places = {(p.wellbeing, p.safety) for p in shown.placements if p.moment == moment}
            assert len(places) > 1, (name, moment)


def test_a_move_is_not_told_where_a_place_was_left_empty():
    shown = example("mrs-t-money")
    assert shown.moved(PERSON, "warn-dawn-off") == (-7, 1)
    assert shown.placed(PERSON, "send-a-leaflet") is None
    assert shown.moved(PERSON, "send-a-leaflet") is None


# the language


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sentences_are_short_and_the_words_are_kind(path):
    found = list(sentences(tomllib.loads(path.read_text(encoding="utf-8"))))
    lengths = sorted(len(sentence.split()) for sentence in found)
    assert len(found) > 30
    assert lengths[-1] <= LONGEST, max(found, key=lambda sentence: len(sentence.split()))
    assert lengths[len(lengths) // 2] <= USUAL
    assert not OTHER_WORDS.search(" ".join(found))


# faults are said with their line


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("wellbeing = 3", "wellbeing = 6"), "placements.1.wellbeing: "),
        (("safety = -1", "safety = 0.5"), "placements.1.safety: "),
        (('moment = "now"', 'moment = "later"'), "there is no moment 'later'"),
        (('moment = "now"', 'moment = "warn-dawn-off"'), "person at now is there 0 times"),
        (('viewpoint = "person"', 'viewpoint = "neighbour"'), "placements.1.viewpoint: "),
        (("The loans I made", "The loans she made"), "not in the case mrs-t: The loans she"),
        (('case = "mrs-t"', 'case = "mr-x"'), "there is no case 'mr-x'; there are: mrs-t"),
        (('case = "mrs-t"', ""), "on a case or on an objective"),
        (('id = "hear-the-account"', f'id = "{NOW}"'), "one is called 'now'"),
    ],
)
def test_an_example_that_does_not_hang_together_is_refused(tmp_path, change, fault):
    text = (FOLDER / "mrs-t-money.toml").read_text(encoding="utf-8")
    assert change[0] in text
    broken = tmp_path / "grid_examples" / "mrs-t-money.toml"
    broken.parent.mkdir()
    broken.write_text(text.replace(change[0], change[1], 1), encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape(fault)):
        read(GridExample, broken)
    assert any(fault in each for each in check_file(broken))


def test_the_line_of_a_place_that_is_not_on_the_scale_is_named(tmp_path):
    lines = (FOLDER / "joel-nights.toml").read_text(encoding="utf-8").splitlines()
    wrong = [n for n, line in enumerate(lines) if line == "safety = -4"]
    for n in wrong:
        lines[n] = "safety = -6"
    broken = tmp_path / "own.toml"
    broken.write_text("\n".join(lines), encoding="utf-8")
    places = [fault.split(": ")[0] for fault in check_file(broken)]
    assert len(places) > 2 and places == [f"{broken}, line {n + 1}" for n in wrong]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('    "life holds all that matters",\n', ""), "there are 10 different words"),
        (('letter = "b"', 'letter = "a"'), "in order they are a to i"),
        (("needs_basis = true", "needs_basis = false"), "a basis is needed for person"),
        (('id = "family"', 'id = "police"'), "the viewpoints are"),
        (('low_high = "Safe', 'low_hihg = "Safe'), "is not a word this file knows"),
    ],
)
def test_a_grid_that_does_not_hang_together_is_refused(tmp_path, change, fault):
    text = (CONTENT / "grid.toml").read_text(encoding="utf-8")
    assert change[0] in text
    broken = tmp_path / "grid.toml"
    broken.write_text(text.replace(change[0], change[1], 1), encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape(fault)):
        read(Grid, broken)


def test_the_line_of_a_part_within_a_part_is_named(tmp_path):
    lines = (CONTENT / "grid.toml").read_text(encoding="utf-8").splitlines()
    wrong = lines.index('letter = "g"')
    lines[wrong] = 'letter = "z"'
    (tmp_path / "grid.toml").write_text("\n".join(lines), encoding="utf-8")
    assert [
        f"line {wrong + 1}: statute.parts.7.letter" in f for f in check_file(tmp_path / "grid.toml")
    ] == [True]
