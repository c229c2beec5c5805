"""The cards of a scenario's role-play on paper, opened again as a reader and a printer would."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from exercises.journal.frame import HelpSet
from exercises.library import CONTENT
from exercises.scenarios.content import load, scenario, scenarios
from exercises.scenarios.opening import begin
from exercises.scenarios.settings import Settings
from facilitator import cli, pdf
from facilitator.paper import pack, page, roleplay
from facilitator.paper.blocks import Lines, Ticks, WhoToTurnTo
from facilitator.paper.run import main as paper_of_session
from tests.test_paper import HOSTILE, Text, even, word_text

TEMPLATE = CONTENT / "scenario-template.toml"
SAID = HelpSet(speak_to="Priya, by the door")


@pytest.mark.parametrize("name", scenarios())
def test_each_card_has_a_page_of_its_own_headed_for_whom_it_is(name: str):
    told = scenario(name)
    first, *cards = roleplay.parts(told, SAID)
    assert first.title == "For whoever leads the role-play"
    assert len(cards) == len(told.roleplay.cards)
    for card, part in zip(told.roleplay.cards, cards, strict=True):
        drawn = page.inside(part)
        assert part.title.startswith("For "), part.title
        assert "You are" not in part.title
        assert [line for line in card.lines if even(plain(line)) not in Text(drawn).text] == []
        assert bool(card.skills) == any(isinstance(piece, Ticks) for piece in part.pieces)
        assert bool(card.skills) == any(isinstance(piece, Lines) for piece in part.pieces)
        assert isinstance(part.pieces[-1], WhoToTurnTo)
        others = [other for other in told.roleplay.cards if other is not card]
        assert not [o for o in others if even(plain(o.lines[0])) in Text(drawn).text]
    assert len({part.title for part in cards}) == len(cards)
    assert "For the person who watches and listens" in {part.title for part in cards}


def plain(words: str) -> str:
    return words.replace("*", "")


def test_both_sizes_are_written_and_say_the_same(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    told = load(TEMPLATE)
    written = pack.write_cards(tmp_path, told, SAID)
    assert [path.name for path in written] == [
        f"role-play-cards-{told.id}{end}{kind}"
        for end in ("", "-18-point")
        for kind in (".html", ".docx")
    ]
    for path in written:
        said = word_text(path) if path.suffix == ".docx" else Text(path.read_text("utf-8")).text
        for part in roleplay.parts(told, SAID):
            assert part.title in said
        for card in told.roleplay.cards:
            for line in (*card.lines, *card.skills):
                assert even(plain(line)) in even(said.replace("\u00a0", " "))
        assert "Priya, by the door" in said
    word = docx.Document(str(written[1]))
    begun = [p for p in word.paragraphs if p.style.name == "Heading 1"]  # type: ignore[union-attr]
    assert len(begun) == 1 + len(told.roleplay.cards)
    assert all(p.paragraph_format.page_break_before for p in begun[1:])


def test_a_word_between_asterisks_is_set_apart_and_hostile_words_are_text():
    told = load(TEMPLATE)
    for hostile in HOSTILE:
        card = told.roleplay.cards[0].model_copy(update={"lines": (hostile, "the *Avogadro*")})
        play = told.roleplay.model_copy(update={"cards": (card, *told.roleplay.cards[1:])})
        own = told.model_copy(update={"roleplay": play})
        drawn = page.html("x", roleplay.parts(own, HelpSet()), 12, "x", "")
        assert "<script>" not in drawn and "<img" not in drawn
        assert "*" not in Text(drawn).text and "Avogadro" in Text(drawn).text


@pytest.mark.skipif(pdf.find_browser() is None, reason="no browser is installed that makes a PDF")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_in_the_pdf_every_card_is_one_page(tmp_path: Path):
    import subprocess

    told = scenario("mrs-pillai")
    [made] = [p for p in pack.write_cards(tmp_path, told, SAID)[:3] if p.suffix == ".pdf"]
    done = subprocess.run(["pdftotext", "-layout", str(made), "-"], capture_output=True, check=True)
    pages = done.stdout.decode().rstrip("\f").split("\f")
    parts = roleplay.parts(told, SAID)
    assert len(pages) == len(parts)
    for sheet, part in zip(pages, parts, strict=True):
        assert even(part.title) in even(sheet)


def test_a_session_prints_its_own_cards(monkeypatch, tmp_path: Path):
    from exercises.journal.store import Journal

    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    journal = Journal.in_folder(tmp_path / "data")
    session = begin(journal, Settings(scenario=load(TEMPLATE), shared=True), 1)
    journal.close()
    out = tmp_path / "paper"
    assert paper_of_session([str(tmp_path / "data"), session.id, str(out)]) == 0
    assert len(list(out.iterdir())) == 4


def test_the_command_prints_cards_and_says_what_it_cannot(capsys, monkeypatch, tmp_path: Path):
    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    words = ["print", "role-play", "--out", str(tmp_path)]
    for name in ("mrs-pillai", str(TEMPLATE)):
        assert cli.main([*words, "--scenario", name]) == 0
        paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
        assert len(paths) == 4 and all(path.is_file() for path in paths)
    for name, said in (
        ("", "say which scenario: --scenario NAME; there are: "),
        ("nobody", "no scenario called 'nobody'; there are: "),
        ("nowhere.toml", "there is no file nowhere.toml"),
    ):
        assert cli.main([*words, "--scenario", name]) == 1
        told = capsys.readouterr()
        assert not told.out and said in told.err and told.err.count("\n") == 1
