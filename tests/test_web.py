"""Single web pages: stories and records as Python has them, and pages played from a disk."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from base64 import b64encode
from contextlib import redirect_stdout
from hashlib import sha256
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import escape

from exercises import easy_read, library
from exercises.grid.content import HIGHEST, LOWEST
from exercises.journal.entries import Entry, body_of
from exercises.scenarios import telling
from exercises.scenarios.content import ASKED, SPEAKERS, IfLeft, Scenario, scenario, scenarios
from exercises.scenarios.kinds import place_name
from exercises.scenarios.record import record_of
from exercises.scenarios.recording import to_fill_in
from exercises.scenarios.settings import Settings
from exercises.scenarios.state import State
from exercises.scenarios.story import (
    Story,
    begin,
    choices_of,
    choose,
    heard,
    leave,
    shown,
    visits,
    way_out,
)
from facilitator.cli import main
from facilitator.web import making
from facilitator.web.contents import Single, singles
from tests.browsers import People
from tests.test_access import layout, violations

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Dialog, Locator, Page

ROOT = Path(__file__).resolve().parents[1]
SEED = 20_261_121
WALKS, CHANGES = 2, 28  # for each scenario
LOOK_EVERY = 7  # changes
STORIES = 8  # of each scenario
RTL = "\u202e\u05e9\u05dc\u05d5\u05dd"
HOSTILE = f"<script>alert(1)</script> </script> & {RTL} \x00 \ud800 \x85 \ufeff"
WORDS = [
    "so that she says it herself",
    HOSTILE,
    "  two\r\nlines\u2028 ",
    "\U0001f469\u200d\U0001f467 " * 60,
]
OPEN = """(within) => {
  for (const el of document.querySelectorAll("details")) el.open = el.matches(`${within} *`);
}"""
Change = tuple[str, str, dict[str, Any]]


def _standing(story: Story) -> dict[str, Any]:
    """Where a story stands, and what there is."""
    text, said = shown(story.scene, story.marks)
    done = {(step.scene, step.choice) for step in story.steps}
    return {
        "at": story.at,
        "stopped": story.stopped,
        "ended": story.ended,
        "marks": sorted(story.marks),
        "choices": [choice.id for choice in choices_of(story)],
        "way_out": way_out(story.scene, story.marks, done),
        "heard": [[want, visit.scene.id] for want, visit in heard(story).items()],
        "text": list(text),
        "said": [each.model_dump() for each in said],
    }


def _turned(found: Scenario, random: Random) -> Scenario:
    """The scenario with its scenes joined at random, so that stories go round in circles, and with
    marks and answers at random: sense is not needed here."""
    names = [scene.id for scene in found.scenes]
    marks = ["one", "two", "three"]
    some = lambda: tuple(random.sample(marks, random.choice([0, 0, 0, 1])))  # noqa: E731
    scenes = []
    for scene in found.scenes:
        choices = [
            choice.model_copy(
                update={
                    "next": random.choice(names),
                    "marks": some(),
                    "needs": some(),
                    "unless": some(),
                    "asked": random.choice([None, *ASKED]),
                    "speaker": random.choice([None, *SPEAKERS]),
                }
            )
            for choice in scene.choices
        ]
        also = [each.model_copy(update={"needs": some(), "unless": some()}) for each in scene.also]
        way = IfLeft(next=random.choice(names), told="x") if random.random() < 0.4 else None
        update = {"choices": tuple(choices), "also": tuple(also), "if_left": way}
        scenes.append(scene if scene.ending else scene.model_copy(update=update))
    wants = list(found.wants)
    random.shuffle(wants)
    return found.model_copy(update={"scenes": tuple(scenes), "wants": tuple(wants)})


def _story(found: Scenario, random: Random) -> tuple[list[str], dict[str, Any]]:
    """The choices of a story at random, and what the page should say of it."""
    story = begin(found)
    stands = [_standing(story)]
    while not story.ended:
        offered = choices_of(story)
        if offered and random.random() < 0.65:
            story = choose(story, random.choice(offered).id, "because")
        else:
            story = leave(story, story.at)
        stands.append(_standing(story))
    record = record_of(story).model_dump(mode="json")
    return [step.choice for step in story.steps], {"stands": stands, "record": record}


class Walk:
    """A session of one person in a scenario, as the journal would fold it, at random."""

    def __init__(self, name: str, random: Random) -> None:
        self.random = random
        self.state = State()
        self.changes: list[Change] = []
        self.stands: list[Any] = []
        self.looks: list[int] = []
        self.views: list[Any] = []
        opened = Settings(scenario=scenario(name), solo=True).opened(1)
        for n, (kind, raw) in enumerate(
            [("opened", opened.model_dump(mode="json")), ("stage", {"stage": "debrief"})]
        ):
            self._apply(f"start-{n:04}", kind, raw)
        self.stands.append(_standing(self.state.story(1)))
        while len(self.changes) < CHANGES and self._act():
            pass

    def _apply(self, change: str, kind: str, raw: dict[str, Any]) -> None:
        at = float(self.state.seq + 1)
        body = body_of(kind, raw)
        self.state.apply(Entry(self.state.seq + 1, at, "seat", "solo", change, kind, body))

    def take(self, kind: str, **raw: Any) -> None:
        """One change. What the page calls otherwise than the journal is under `on_page`."""
        on_page = raw.pop("on_page", {})
        name = f"s{len(self.changes) + 1:08}"
        self._apply(name, f"scenario.{kind}", raw)
        self.changes.append((name, f"scenario.{kind}", raw | on_page))
        self.stands.append(_standing(self.state.story(1)))
        if len(self.changes) % LOOK_EVERY == 0:
            self.looks.append(len(self.changes) - 1)
            self.views.append(_view(self.state))

    def _act(self) -> bool:
        """Do something that is possible now; False when nothing new is."""
        state, random = self.state, self.random
        story, playing = state.story(1), state.table(1)
        on, words = playing.version, random.choice(WORDS)
        if story.scene.place and random.random() < 0.6:
            spot = {axis: random.randint(LOWEST, HIGHEST) for axis in ("wellbeing", "safety")}
            standing = state.places.get(place_name(1, story.at))
            version = standing.spot.version if standing else None
            self.take("placed", table=1, scene=story.at, **spot, reason=words, on=version)
        steps = state.steps_to(playing.head)
        if steps and random.random() < 0.15:
            step = random.choice(steps)
            if step.words:
                self.take("reason", step=step.id, text=words, on=step.words.version)
        if random.random() < 0.1:
            self._write(None, "learnt", words)
        if not story.ended:
            if random.random() < 0.8 and choices_of(story):
                choice = random.choice(choices_of(story)).id
                raw = {"scene": story.at, "choice": choice, "reason": words}
                self.take("chosen", table=1, on=on, **raw)
            else:
                self.take("left", table=1, on=on, scene=story.at)
            return True
        for path in state.paths(1):
            if state.is_over(1, path):
                self._fill_in(path)
        self.take("back", table=1, on=playing.version, to=random.choice(steps).id)
        return len(state.paths(1)) < 10

    def _fill_in(self, path: str) -> None:
        for _ in range(3):
            open_ = to_fill_in(self.state, 1, path)
            field = self.random.choice(sorted([*open_.answers, *open_.words]))
            if field in open_.answers:
                value = self.random.choice([*open_.answers[field], ""])
                self.take("answered", table=1, path=path, field=field, value=value)
            else:
                self._write(path, field, self.random.choice(WORDS))
            if open_.speakers and self.random.random() < 0.3:
                speakers = self.random.sample(["the person", "relative", "advocate"], 2)
                self.take("spoke", table=1, path=path, speakers=speakers)

    def _write(self, path: str | None, field: str, words: str) -> None:
        note = self.state.note(1, path, field)
        if note is None:
            self.take("wrote", table=1, path=path, field=field, text=words)
        else:
            on_page = {"note": f"{path or ''}/{field}"}
            self.take("edited", on_page=on_page, note=note.id, text=words, on=note.words.version)


def _view(state: State) -> dict[str, Any]:
    """What a page is told, as a served one is."""
    playing = state.table(1)
    over = [path for path in state.paths(1) if state.is_over(1, path)]
    return _comparable(
        {
            "scene": telling.standing_in(state, 1),
            "path": telling.path(state, 1, playing.head),
            "earlier": [telling.path(state, 1, path) for path in playing.earlier],
            "records": [telling.record(state, 1, path) for path in over],
            "notes": telling.notes(state, 1, None),
            "version": playing.version,
        }
    )


def _comparable(value: Any) -> Any:
    """A view without what only one side has: who wrote when, and how a note is called."""
    if isinstance(value, dict):
        left_out = {"by", "at"} | ({"id"} if "field" in value else set())
        left_out |= {"version"} if "rivals" in value or "first" in value else set()
        return {key: _comparable(each) for key, each in value.items() if key not in left_out}
    if isinstance(value, list | tuple):
        return [_comparable(each) for each in value]
    return value


def _sorted_words(view: dict[str, Any]) -> dict[str, Any]:
    for record in view["records"]:
        record["words"] = sorted(record["words"])
    return view


def _in_node(given: dict[str, Any]) -> list[Any]:
    """What the scripts of the pages make of these stories and walks."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    done = subprocess.run(
        [node, str(ROOT / "tests" / "walks.mjs")],
        input=json.dumps({"stories": [], "contents": [], "walks": {}} | given).encode(),
        stdout=subprocess.PIPE,
        check=True,
        timeout=120,
    )
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_stories_in_a_page_are_those_of_python_also_where_they_go_in_circles():
    random = Random(SEED)
    shipped = [scenario(name) for name in scenarios()]
    played, wanted = [], []
    for found in [*shipped, *(_turned(each, random) for each in shipped)]:
        made = [_story(found, random) for _ in range(STORIES)]
        told = found.model_dump(mode="json")
        played.append({"scenario": told, "walks": [choices for choices, _ in made]})
        wanted += [each for _, each in made]
    assert _in_node({"stories": played}) == json.loads(json.dumps(wanted))


def test_plays_and_records_in_a_page_are_those_of_python():
    random = Random(SEED)
    walks = {name: [Walk(name, random) for _ in range(WALKS)] for name in scenarios()}
    contents = [
        {"id": each.content["scenario"]["id"], "content": each.content}
        for each in singles()
        if each.script == "scenariopage"
    ]
    given = {
        "contents": contents,
        "walks": {
            name: [{"changes": walk.changes, "looks": walk.looks} for walk in found]
            for name, found in walks.items()
        },
    }
    ordered = [walk for each in contents for walk in walks[each["id"]]]
    assert len(ordered) == WALKS * len(scenarios())
    for walk, found in zip(ordered, _in_node(given), strict=True):
        assert found["stands"] == walk.stands
        views = [_sorted_words(_comparable(view)) for view in found["views"]]
        assert views == json.loads(json.dumps(walk.views))


# the files


class Parsed(HTMLParser):
    """The elements of a page, and the text of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self._in: str | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._in = tag if tag in self.inside else None
        if self._in:
            self.inside[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self._in = None

    def handle_data(self, data: str) -> None:
        if self._in:
            self.inside[self._in][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pages, made once by the command."""
    folder = tmp_path_factory.mktemp("pages") / "web"
    with redirect_stdout(StringIO()) as said:
        assert main(["pack", "--web", str(folder)]) == 0
    printed = [Path(line) for line in said.getvalue().splitlines()]
    assert sorted(printed) == sorted(folder.iterdir())
    return folder


def test_there_is_a_page_for_each_case_and_scenario_and_a_list_with_a_sentence_on_each(
    folder: Path,
):
    wanted = [f"case-{name}" for name in library.cases()]
    wanted += [f"case-{name}-easy-read" for name in easy_read.cases()]
    wanted += [f"scenario-{name}" for name in scenarios()]
    assert {path.stem for path in folder.iterdir()} == {"index", *wanted}
    index = (folder / "index.html").read_text(encoding="utf-8")
    links = [each.get("href") or "" for each in Parsed(index).all("a")]
    assert sorted(links) == sorted(["#main", *(f"{name}.html" for name in wanted)])
    for single in singles():
        assert escape(single.title) in index and escape(single.about) in index


# Ways by which a page could ask for something, keep something or run what it was told.
WAYS = re.compile(
    r"\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|Worker|localStorage|"
    r"sessionStorage|indexedDB|caches|cookie|eval|Function|innerHTML|outerHTML|"
    r"insertAdjacentHTML|serviceWorker)\b(?! )|\bimport\("
)


@pytest.mark.parametrize("name", ["index", *(single.name for single in singles())])
def test_a_page_is_whole_in_itself_and_its_policy_lets_nothing_else_in(folder: Path, name: str):
    page = Parsed((folder / f"{name}.html").read_text(encoding="utf-8"))
    (policy,) = [
        each["content"] or ""
        for each in page.all("meta")
        if each.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    assert rules.pop("img-src") == "data:"
    (style,) = page.inside["style"]
    assert rules.pop("style-src") == hashed(style)
    scripts = [text for text in page.inside["script"] if not text.startswith("{")]
    assert rules.pop("script-src") == (hashed(*scripts) if scripts else "'none'")
    assert not rules
    assert not re.search(r"@import|url\(", style)
    assert not [found[0] for text in scripts for found in WAYS.finditer(text)]
    for tag, attributes in page.elements:
        assert not {"style", "src", "srcset", "action", "ping"} & set(attributes), tag
        assert not [each for each in attributes if each.startswith("on")], tag
        address = attributes.get("href")
        if address:
            assert address in ("#main", "data:,") or (folder / address).is_file()


def hashed(*texts: str) -> str:
    (text,) = texts
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("single", singles(), ids=lambda single: single.name)
def test_the_words_in_a_page_are_those_of_the_kit_without_what_is_for_trainers(
    folder: Path, single: Single
):
    text = (folder / f"{single.name}.html").read_text(encoding="utf-8")
    (content,) = [each for each in Parsed(text).inside["script"] if each.startswith("{")]
    assert not re.search("[<>&\u2028\u2029]", content)
    assert json.loads(content) == json.loads(json.dumps(single.content))
    if single.script == "scenariopage":
        cards = scenario(single.content["scenario"]["id"]).roleplay.cards
        assert not [card.title for card in cards if card.title in content]


def test_content_can_close_no_element():
    hostile = "</script><script>alert(1)</script><!-- \u2028\u2029 & \"'"
    text = making.embedded({"words": hostile})
    assert "<" not in text and "\u2028" not in text
    assert json.loads(text) == {"words": hostile}
    with pytest.raises(making.WebError, match="'</script' stands in the script or style"):
        making._filled("page", "x", "'</script'", content="")


@pytest.mark.parametrize("what", ["full", "a file", "under a file", "in the kit", "for a system"])
def test_a_folder_that_will_not_do_is_named_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, what: str
):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "own.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    words, sentence = {
        "full": ([str(tmp_path / "full")], "is not empty; name another folder"),
        "a file": ([str(tmp_path / "file")], "is a file; name a folder"),
        "under a file": ([str(tmp_path / "file" / "web")], "the pages cannot be written to"),
        "in the kit": ([str(ROOT / "web")], "would lie inside the kit"),
        "for a system": ([str(tmp_path / "w"), "--system", "linux"], "leave out --system"),
    }[what]
    assert main(["pack", "--web", *words]) == 1
    out, told = capsys.readouterr()
    assert not out and told.count("\n") == 1 and sentence in told
    assert not (tmp_path / "w").exists() and not (ROOT / "web").exists()
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["own.txt"]


def test_what_was_written_of_pages_that_fail_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write = Path.write_text

    def full_disk(path: Path, *given: Any, **more: Any) -> int:
        if path.stem == "scenario-wilf":
            raise OSError(28, "No space left on device")
        return write(path, *given, **more)

    monkeypatch.setattr(Path, "write_text", full_disk)
    with pytest.raises(OSError, match="No space left"):
        making.make(tmp_path / "web")
    assert not (tmp_path / "web").exists()


# the pages, in a browser, from the disk


def at(people: People, folder: Path, name: str, **options: Any) -> Page:
    """A page of the folder, opened from the disk."""
    page = people.device(**options).new_page()

    def noted(said: ConsoleMessage) -> None:
        if said.type == "error":
            people.broken.append(said.text)

    page.on("console", noted)
    page.goto((folder / f"{name}.html").as_uri())
    return page


def sound(page: Page, name: str, unfolded: str = "body") -> None:
    """Nothing for axe to find, with everything unfolded within an element and folded elsewhere, nor
    cut off at the width of a phone."""
    page.evaluate(OPEN, unfolded)
    if shots := os.environ.get("KIT_SHOTS"):  # to look at them by hand
        page.screenshot(path=f"{shots}/web-{name}.png", full_page=True)
    assert violations(page, 1280) + violations(page, 320) == []
    assert layout(page, 320) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def go_to(page: Page, step: str) -> None:
    """Choose a step from the list of all."""
    page.evaluate("() => { document.querySelector('.kit-steps-box details').open = true; }")
    page.locator(".kit-steps").get_by_role("button", name=step, exact=True).click()


def saved_as(page: Page, button: str, folder: Path) -> Path:
    page.evaluate("() => { document.querySelector('#kit-save').open = true; }")
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def only_asked_for_files(people: People) -> None:
    """Every request was for a page that somebody opened, from the disk."""
    assert people.asked
    assert all(re.match(r"(file:.*\.html$|blob:null/|data:,)", url) for url in people.asked)


def _first_path(name: str) -> Story:
    """The story in which the first choice is made in every scene."""
    story = begin(scenario(name))
    while not story.ended:
        offered = choices_of(story)
        story = choose(story, offered[0].id) if offered else leave(story, story.at)
    return story


def _rich() -> str:
    """A scenario whose first path has a hard scene, a place, and something that is wanted."""
    for name in scenarios():
        scenes = [visit.scene for visit in visits(_first_path(name))]
        if any(scene.hard for scene in scenes) and any(scene.place for scene in scenes):
            if heard(_first_path(name)):
                return name
    raise AssertionError("no scenario has a first path with all of these")


@pytest.mark.browser
def test_a_scenario_is_played_to_its_end_saved_and_gone_on_with(
    folder: Path, people: People, tmp_path: Path
):
    from playwright.sync_api import expect

    name = _rich()
    story = _first_path(name)
    person = story.scenario.person
    looked: set[str] = set()

    def shown_once(name: str) -> None:
        if name not in looked:
            looked.add(name)
            sound(page, name)

    page = at(people, folder, f"scenario-{name}")
    expect(page.locator(".kit-content-note")).to_contain_text(story.scenario.content_note[:40])
    page.get_by_role("button", name="Next: Play").click()
    expect(page.locator("#kit-scene-h")).to_be_focused()
    page.get_by_role("button", name="Go on with this").click()
    expect(page.locator(".kit-scenario-choices .kit-error")).to_contain_text("Nothing is chosen")
    for n, visit in enumerate(visits(story)[:-1]):
        scene, choice = visit.scene, visit.choice
        assert choice is not None
        expect(page.locator("#kit-scene-h")).to_have_text(scene.title)
        if scene.hard:
            expect(page.locator(".kit-scenario-text")).to_have_count(0)
            page.get_by_role("button", name="Read this scene").click()
        if scene.place:
            here = page.locator(".kit-scenario-scene")
            reading = here.locator(".kit-scenario-reading")
            expect(here.locator(".kit-scenario-choices")).to_have_count(0)
            expect(reading).to_have_count(0)
            shown_once("place")
            here.get_by_label("Wellbeing", exact=True).select_option("3")
            here.get_by_label("Safety", exact=True).select_option("-2")
            here.get_by_role("button", name="Keep this place").click()
            expect(here.locator(".kit-scenario-placed")).to_be_focused()
            expect(reading).to_contain_text(scene.place.reading[:30])
        page.locator(f"#kit-choice-{choice.id}").check()
        page.locator("#kit-reason").fill(f"reason {n}")
        page.get_by_role("button", name="Go on with this").click()
        expect(page.locator("#kit-happened")).to_be_focused()
        expect(page.locator(".kit-live").first).to_have_text("Chosen.")
        shown_once("happened")

    record = page.locator(".kit-scenario-record")
    expect(record.locator(".kit-scenario-reading")).to_have_count(0)
    record.get_by_label("Was it achieved").first.select_option("partially achieved")
    expect(record.get_by_label("Was it achieved").first).to_have_value("partially achieved")
    record.locator("summary", has_text="The risk, by itself").click()
    record.get_by_label("What became of the risk?").select_option("risk remained")
    expect(record.locator("[data-key=risk] .kit-scenario-reading")).to_be_visible()
    record.get_by_label("Why do you say so?").fill("it is her choice")
    record.get_by_role("button", name=re.compile("^Keep this.*Why do you say so")).click()
    record.locator("summary", has_text=f"As {person} would read it").click()
    expect(record.locator("[data-key=person]")).to_contain_text("danger is still there")
    record.get_by_label("On what ground?").first.fill("half a ground")  # typed, and not kept
    sound(page, "record", ".kit-scenario-record")

    page.get_by_role("button", name="Next: Look back").click()
    page.locator(".kit-stage textarea[id='note/debrief/debrief/0']").fill("mine")
    page.get_by_role("button", name=re.compile("^Keep this")).first.click()
    expect(page.locator(".kit-saved")).to_have_text("Not saved as a file yet")
    read = saved_as(page, "Save to read or print", tmp_path)
    kept = saved_as(page, "Save to go on later", tmp_path)
    expect(page.locator(".kit-saved")).to_have_text(re.compile(r"^Saved as a file at \d\d:\d\d$"))
    assert read.stem == kept.stem or read.stem[:-4] == kept.stem[:-4]
    sound(page, "look-back", "footer")

    again = at(people, folder, f"scenario-{name}")
    again.locator("#kit-open").set_input_files(kept)
    expect(again.locator(".kit-stage h2").first).to_be_focused()
    expect(again.locator(".kit-stage h2").first).to_have_text("Look back")
    expect(again.locator(".kit-scenario-kept", has_text="mine")).to_be_visible()
    again.get_by_role("button", name="Back", exact=True).click()
    record = again.locator(".kit-scenario-record")
    expect(record.get_by_label("Was it achieved").first).to_have_value("partially achieved")
    expect(record.get_by_label("On what ground?").first).to_have_value("half a ground")
    expect(again.locator(".kit-saved")).to_have_text("Nothing to save yet")
    again.locator("summary", has_text="The path so far").click()
    again.get_by_role("button", name=re.compile("^Go back to this scene")).first.click()
    expect(again.locator("#kit-scene-h")).to_have_text(begin(story.scenario).scene.title)
    expect(again.get_by_text("An earlier path", exact=True)).to_be_visible()

    again.goto(read.as_uri())
    expect(again.locator("h1")).to_have_text(story.scenario.title)
    for words in ("reason 0", "it is her choice", "half a ground", "mine", "You placed it here"):
        expect(again.get_by_text(words).first).to_be_visible()
    only_asked_for_files(people)


@pytest.mark.browser
def test_a_case_is_worked_through_and_its_example_comes_after_ones_own_words(
    folder: Path, people: People, tmp_path: Path
):
    from playwright.sync_api import expect

    given = next(single for single in singles() if single.name == "case-mrs-t").content
    line = given["example"]["lines"]["empowerment"][0]
    page = at(people, folder, "case-mrs-t")
    page.get_by_role("button", name="Next: The story").click()
    expect(page.locator(".kit-stage h2").first).to_be_focused()
    expect(page.locator(".kit-case")).to_contain_text("The fifty-five I don't like")
    page.get_by_role("button", name="Next: Empowerment").click()
    expect(page.locator(".kit-principle")).to_contain_text(given["principles"][0]["definition"])
    expect(page.locator(".kit-source")).to_contain_text("Open Government Licence")
    compare = page.get_by_role("button", name=re.compile("^Compare with"))
    compare.click()
    box = page.get_by_label("What would help Mrs T here?")
    expect(box).to_be_focused()
    expect(page.locator(".kit-error")).to_contain_text("There is nothing of yours here yet")
    expect(page.get_by_text(line)).to_have_count(0)
    box.fill("ask her first")
    expect(page.locator(".kit-error")).to_have_count(0)
    compare.click()
    expect(page.locator("#example-lines-empowerment")).to_be_focused()
    expect(page.get_by_text(line)).to_be_visible()
    sound(page, "case-example")
    go_to(page, "Key factors")
    card = page.get_by_role("region", name="Empowerment", exact=True)
    expect(card.get_by_text("ask her first")).to_be_visible()
    card.get_by_label("Key factors, one a line").fill("she is asked")
    card.get_by_label("Partly").check()
    sound(page, "case-factors")
    page.get_by_role("button", name="Next: Before you go").click()
    page.get_by_label("What do I take away?").fill("to ask")
    read = saved_as(page, "Save to read or print", tmp_path)
    kept = saved_as(page, "Save to go on later", tmp_path)

    again = at(people, folder, "case-mrs-t")
    again.locator("#kit-open").set_input_files(kept)
    expect(again.get_by_label("What do I take away?")).to_have_value("to ask")
    go_to(again, "Key factors")
    expect(card_of(again).get_by_label("Key factors, one a line")).to_have_value("she is asked")
    expect(card_of(again).get_by_label("Partly")).to_be_checked()
    again.goto(read.as_uri())
    for words in ("ask her first", "she is asked", "to ask", "say the “I” statement? Partly."):
        expect(again.get_by_text(words).first).to_be_visible()
    only_asked_for_files(people)


def card_of(page: Page) -> Locator:
    return page.get_by_role("region", name="Empowerment", exact=True)


@pytest.mark.browser
def test_the_list_and_the_easy_read_page_are_sound(folder: Path, people: People):
    from playwright.sync_api import expect

    page = at(people, folder, "index")
    sound(page, "index")
    page.get_by_role("link", name="Mrs T in Easy Read").click()
    page.get_by_role("button", name="Next: The story").click()
    expect(page.locator(".voice")).to_contain_text("I can count.")
    sound(page, "easy-story")
    page.get_by_role("button", name="Next: Empowerment").click()
    page.get_by_label("What would you do?").fill("ask")
    expect(page.locator(".kit-saved")).to_have_text("Not saved as a file yet")
    sound(page, "easy-card")
    only_asked_for_files(people)


@pytest.mark.browser
def test_every_page_opens_and_says_what_is_kept(folder: Path, people: People):
    from playwright.sync_api import expect

    page = people.device().new_page()
    for single in singles():
        page.goto((folder / f"{single.name}.html").as_uri())
        expect(page.locator("h1")).to_have_text(single.title)
        expect(page.locator(".kit-stage h2").first).to_be_visible()
        page.get_by_text("What is kept", exact=True).last.click()
        expect(page.locator(".kit-kept-box")).to_contain_text(re.compile("has (a|the) file"))
    only_asked_for_files(people)


@pytest.mark.browser
def test_a_scene_is_played_and_a_file_saved_by_keys_alone(
    folder: Path, people: People, tmp_path: Path
):
    from playwright.sync_api import expect

    page = at(people, folder, "scenario-aga")
    opening = begin(scenario("aga")).scene
    assert not opening.hard and not opening.place

    def tab_to(words: str) -> None:
        """Press Tab until the focus is on what has these words."""
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate(NAMED, words):
                return
        raise AssertionError(f"the Tab key does not lead to {words!r}")

    tab_to("Next: Play")
    page.keyboard.press("Enter")
    expect(page.locator("#kit-scene-h")).to_be_focused()
    tab_to("Thank you" if "Thank you" in opening.choices[0].say else opening.choices[0].words[:10])
    page.keyboard.press("Space")
    tab_to(opening.reason)
    page.keyboard.type("to see what she says")
    tab_to("Go on with this")
    page.keyboard.press("Enter")
    expect(page.locator("#kit-happened")).to_be_focused()
    tab_to("Leave this scene")
    page.keyboard.press("Enter")
    expect(page.locator("#kit-happened")).to_be_focused()
    expect(page.locator(".kit-scenario-step")).to_contain_text("You left")
    page.evaluate("() => document.activeElement.blur()")
    tab_to("Save as a file")
    page.keyboard.press("Enter")
    tab_to("Save to go on later")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "kept.json")
    found = json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))
    assert [step["reason"] for step in found["work"]["steps"]] == ["to see what she says", ""]


NAMED = """(words) => {
  const el = document.activeElement;
  const labels = Array.from(el.labels ?? [], (label) => label.textContent);
  return [el.textContent, ...labels].some((text) => text.includes(words));
}"""


@pytest.mark.browser
def test_words_are_data_and_nothing_unsaved_is_lost_without_a_question(
    folder: Path, people: People, tmp_path: Path
):
    from playwright.sync_api import expect

    hostile = "</script><script>document.title = 'x'</script><img src=x onerror=alert(1)>"
    page = at(people, folder, "case-joel")
    title = page.title()
    go_to(page, "Empowerment")
    box = page.get_by_label("What would help Joel here?")
    page.evaluate(TYPED, [f"{hostile} {RTL} ", "\u0000 and half a pair: "])
    expect(page.locator(".kit-saved")).to_have_text("Not saved as a file yet")
    go_to(page, "Key factors")
    expect(card_of(page).locator("p.kit-words")).to_contain_text(hostile)
    page.get_by_role("button", name="Back", exact=True).click()
    page.get_by_role("button", name="Next: Key factors").click()
    long = "\u05d0" * 10_000
    card_of(page).get_by_label("Key factors, one a line").fill(long)
    read = saved_as(page, "Save to read or print", tmp_path)
    kept = saved_as(page, "Save to go on later", tmp_path)
    assert page.title() == title and not page.locator("img, script:not([type])").count()
    assert "<script" not in read.read_text(encoding="utf-8").lower()

    # a page that has been saved closes at once; another word, and the browser asks
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    card_of(page).get_by_label("What is still missing for Joel?").fill("a word more")
    page.close(run_before_unload=True)
    page.wait_for_function("() => true")
    assert asked == ["beforeunload"]
    page.locator("#kit-open").set_input_files(kept)
    expect(page.locator("#kit-instead")).to_be_focused()
    page.get_by_role("button", name="Stay with what is here").click()
    missing = card_of(page).get_by_label("What is still missing for Joel?")
    expect(missing).to_have_value("a word more")
    page.locator("#kit-open").set_input_files(kept)
    page.get_by_role("button", name="Open the file instead").click()
    expect(missing).to_have_value("")
    expect(card_of(page).get_by_label("Key factors, one a line")).to_have_value(long)
    go_to(page, "Empowerment")
    expect(box).to_have_value(re.compile(re.escape(hostile)))

    shown = people.device().new_page()
    shown.goto(read.as_uri())
    expect(shown.get_by_text(hostile)).to_be_visible()
    expect(shown.get_by_text(re.compile("\ufffd and half a pair: \ufffd"))).to_be_visible()
    expect(shown.get_by_text(long)).to_be_visible()
    only_asked_for_files(people)


TYPED = """([before, after]) => { // what a keyboard cannot type, as an input method may
  const field = document.querySelector('[data-draft="lines/empowerment"]');
  field.value = before + after + String.fromCharCode(0xd800);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""

LEFT = {"id": "s1", "before": None, "scene": "last-form", "choice": "leave"}
NOT_HERE = [
    ("no JSON", "not a file that was saved here"),
    ("[]", "not a file that was saved here"),
    ("null", "not a file that was saved here"),
    ({"made_by": "somebody else"}, "not a file that was saved here"),
    ({"of": "joel", "what": "case"}, "saved in another page, case-joel.html; open it there"),
    ({"of": "<b>x</b>"}, "saved in another page, of another name; open it there"),
    ({"form": 99}, "saved by a newer page"),
    ({"work": None}, "not whole, or was changed"),
    ({"stage": "nowhere"}, "not whole, or was changed"),
    ({"drafts": {"note/x": 5}}, "not whole, or was changed"),
    ({"drafts": {"note/x": "x" * 20_001}}, "not whole, or was changed"),
    ({"head": "s9"}, "not whole, or was changed"),
    ({"steps": [LEFT | {"scene": "x"}]}, "not whole, or was changed"),
    (
        {"steps": [{"id": "<b>", "before": None, "scene": "last-form", "choice": "leave"}]},
        "not whole",
    ),
    ({"places": {"last-form": {"wellbeing": 1}}}, "not whole, or was changed"),
    ({"notes": [{"path": None, "field": "debrief/0", "text": "x" * 2001}]}, "not whole"),
    ({"answers": [{"path": "s1", "field": "risk", "value": "risk removed"}]}, "not whole"),
]


@pytest.mark.browser
def test_a_wrong_file_gets_one_sentence_and_changes_nothing(
    folder: Path, people: People, tmp_path: Path
):
    from playwright.sync_api import expect

    work = {
        "steps": [], "head": None, "version": None, "earlier": [],
        "places": {}, "notes": [], "answers": [], "spoke": {},
    }  # fmt: skip
    good = {"made_by": "msp-workbooks", "form": 1, "what": "scenario", "of": "aga"}
    good |= {"stage": "play", "drafts": {}}
    page = at(people, folder, "scenario-aga")
    path = tmp_path / "file.json"
    for wrong, sentence in NOT_HERE:
        if isinstance(wrong, str):
            path.write_text(wrong, encoding="utf-8")
        else:
            inner = {key: value for key, value in wrong.items() if key in work}
            told = good | {"work": work | inner} | {k: v for k, v in wrong.items() if k not in work}
            path.write_text(json.dumps(told), encoding="utf-8")
        page.locator("#kit-open").set_input_files(path)
        expect(page.locator("#kit-open-error")).to_contain_text(sentence)
        expect(page.locator(".kit-stage h2").first).to_have_text("Welcome")
    sound(page, "wrong-file")
    path.write_text(json.dumps(good | {"work": work}), encoding="utf-8")
    page.locator("#kit-open").set_input_files(path)
    expect(page.locator("#kit-scene-h")).to_be_focused()
    expect(page.locator("#kit-open-error")).to_have_count(0)
