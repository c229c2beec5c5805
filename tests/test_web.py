"""Single web pages: stories and records as Python has them, and pages played from a disk."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

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
    way_out,
)
from facilitator.web.contents import singles

ROOT = Path(__file__).resolve().parents[1]
SEED = 20_261_121
WALKS, CHANGES = 3, 42  # for each scenario
LOOK_EVERY = 7  # changes
STORIES = 12  # of each scenario
HOSTILE = "<script>alert(1)</script> </script> & \u202e\u05e9\u05dc\u05d5\u05dd \x00 \ud800 \x85 \ufeff"
WORDS = ["so that she says it herself", HOSTILE, "  two\r\nlines\u2028 ", "\U0001f469\u200d\U0001f467 " * 60]
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

    def take(self, kind: str, on_page: dict[str, Any] | None = None, **raw: Any) -> None:
        """One change; `on_page` has what the page calls otherwise."""
        name = f"s{len(self.changes) + 1:08}"
        self._apply(name, f"scenario.{kind}", raw)
        self.changes.append((name, f"scenario.{kind}", raw | (on_page or {})))
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
            self.take("edited", on_page, note=note.id, text=words, on=note.words.version)


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
