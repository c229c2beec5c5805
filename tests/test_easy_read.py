"""Easy Read: short sentences, hard words explained, nothing of the standard text left out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from exercises import easy_read, library
from exercises.easy_read import FOLDER, LONGEST_SENTENCE, EasyCase, EasySixPrinciples
from exercises.library import PRINCIPLES, ContentError, read
from facilitator.checking import check_file

NOTICE = "This is Easy Read. People with experience of Easy Read have not yet checked it."
FILES = sorted(FOLDER.glob("*.toml"))
NOT_SENTENCES = {"id", "title", "person", "name", "word", "source", "statement"}
APOSTROPHE_SHORT = re.compile(r"\b\w+(?:n't|'ll|'re|'ve|'d|'m)\b")  # cannot, not can't
SUM = re.compile(r"£[\d,]*\d")
OTHER_WORDS = re.compile(r"\bvictim|service user|suffer|perpetrator|vulnerable", re.IGNORECASE)


def sentences(value: object, key: str = "") -> Iterator[str]:
    """Every sentence that a reader meets, in whatever part of a file."""
    if isinstance(value, dict):
        for inner, item in value.items():
            yield from sentences(item, inner)
    elif isinstance(value, list):
        for item in value:
            yield from sentences(item, key)
    elif isinstance(value, str) and key not in NOT_SENTENCES:
        yield value


def told(easy: EasyCase) -> str:
    return " ".join(sentence for passage in easy.passages for sentence in passage.sentences)


def raw(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_of_easy_read_can_be_used(path):
    assert check_file(path) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sentence_is_short_and_alone(path):
    found = list(sentences(raw(path)))
    assert len(found) > 50
    for sentence in found:
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence
        assert not re.search(r"[.!?;]\s", sentence), sentence


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_words_are_written_out_and_kind(path):
    for sentence in sentences(raw(path)):
        assert not APOSTROPHE_SHORT.search(sentence), sentence
        assert not OTHER_WORDS.search(sentence), sentence


def test_the_first_lines_say_what_this_is_and_that_nobody_with_experience_has_checked_it():
    first = [easy_read.six_principles(), *map(easy_read.case, easy_read.cases())]
    assert len(first) == len(FILES)
    assert {" ".join(each.notice) for each in first} == {NOTICE}


# the six cards


def test_the_cards_are_the_six_principles_with_the_statement_to_the_letter():
    cards, quoted = easy_read.six_principles().principles, library.six_principles().principles
    assert tuple(card.id for card in cards) == PRINCIPLES
    assert [(c.name, c.statement) for c in cards] == [(q.name, q.statement) for q in quoted]
    assert "Open Government Licence v3.0" in easy_read.six_principles().source


@pytest.mark.parametrize("n", range(6), ids=PRINCIPLES)
def test_a_card_names_its_principle_and_leaves_the_definition_to_the_standard_text(n):
    card, quoted = easy_read.six_principles().principles[n], library.six_principles().principles[n]
    assert quoted.definition not in " ".join(card.means)
    assert card.name in " ".join(card.means)


def test_the_cards_ask_about_the_person_in_the_case_and_say_i_in_the_i_statement():
    for card in easy_read.six_principles().principles:
        assert set(re.findall(r"\{.*?\}", " ".join(card.ask))) == {"{person}"}
        assert re.search(r"\b(I|me)\b", " ".join(card.says))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("I understand the role of", "I know the role of"), "accountability: the name or the"),
        (('id = "prevention"', 'id = "protection"'), "in order they are"),
        (('"This is better than waiting."', f'"{"word " * 16}"'), "this sentence has 16 words"),
        (('"This is better than waiting."', '"This. That."'), "more than one sentence here"),
    ],
)
def test_a_card_that_is_not_easy_read_is_refused_with_its_place(tmp_path, change, said):
    text = (FOLDER / "six_principles.toml").read_text(encoding="utf-8")
    broken = tmp_path / "easy_read" / "six_principles.toml"
    broken.parent.mkdir()
    assert change[0] in text
    broken.write_text(text.replace(change[0], change[1], 1), encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape(said)):
        read(EasySixPrinciples, broken)
    assert any(said in fault for fault in check_file(broken))


# the cases


@pytest.mark.parametrize("name", easy_read.cases())
def test_an_easy_case_is_that_case_and_names_everybody_in_it(name):
    easy, case = easy_read.case(name), library.case(name)
    assert (easy.id, easy.person) == (case.id, case.person)
    assert [person.name for person in easy.people] == [person.name for person in case.people]
    assert all(person.name in told(easy) for person in case.people)


@pytest.mark.parametrize("name", easy_read.cases())
def test_an_easy_case_has_every_part_and_every_sum_of_the_case(name):
    easy, case = easy_read.case(name), library.case(name)
    assert [passage.heading.split(",")[0] for passage in easy.passages] == [
        passage.heading for passage in case.passages
    ]
    story = " ".join(text for passage in case.passages for text in passage.paragraphs)
    assert set(SUM.findall(story)) == set(SUM.findall(told(easy)))


def test_mrs_t_is_there_and_another_case_is_said_not_to_be():
    assert easy_read.cases() == ["mrs-t"]
    assert "not a real person" in " ".join(easy_read.case("mrs-t").label)
    with pytest.raises(ContentError, match=r"no Easy Read of the case 'joel'; there is of: mrs-t"):
        easy_read.case("joel")


def test_a_copy_of_mrs_t_with_another_story_has_no_easy_read():
    mrs_t = library.case("mrs-t")
    kept = library.Case.model_validate(mrs_t.model_dump(mode="json"))  # as a session keeps it
    other = mrs_t.model_copy(update={"not_known": ("Where she is.",)})
    assert easy_read.tells(mrs_t) and easy_read.tells(kept)
    assert not easy_read.tells(other) and not easy_read.tells(library.case("joel"))


def test_an_easy_case_with_a_long_sentence_is_refused_with_its_file(tmp_path):
    text = (FOLDER / "mrs-t.toml").read_text(encoding="utf-8")
    broken = tmp_path / "mrs-t.toml"
    broken.write_text(text.replace("Mrs T is 79 years old.", "so " * 20), encoding="utf-8")
    with pytest.raises(ContentError, match=r"^mrs-t\.toml: passages\.1\.sentences\.1: "):
        read(EasyCase, broken)
