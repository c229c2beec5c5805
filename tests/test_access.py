"""Every page and stage against axe, at phone width, and by the Tab key alone."""

# ruff: noqa: E501  (the scripts that run in the page keep their lines)

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from exercises.journal.codes import new_id
from exercises.library import PRINCIPLES
from exercises.place import Place
from tests.browsers import Kit, People, act, axe

pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REVIEWED = {
    # rule left undecided by axe: why we have decided
    "color-contrast": "text over the page's plain colours; axe cannot tell through sticky bars, "
    "long lists below the fold and bdi; looked at by hand in the screenshots",
    "aria-prohibited-attr": "aria-label on role=timer elements, which takes a name",
    "target-size": "buttons inside scrolled panels; the boxes are measured below",
}
ON_THE_WALL = {
    "lobby": "Welcome",
    "read": "Read the case",
    "round": "Round 2 of 6",
    "condense": "Condense: three key factors",
    "readback": "Read it back",
    "prioritise": "Place your dots",
    "plan": "Against the plan",
    "actions": "What follows",
    "close": "Before you go",
}
STAGES = list(ON_THE_WALL)
AT_THE_CONSOLE = {"round": "Round 2 of 6", "condense": "Condensing"}
PANELS = [
    "Tables",
    "Lines",
    "Key factors",
    "Read back",
    "Dots and overlap",
    "Plan",
    "Actions",
    "Set aside",
    "Room and codes",
    "Summary",
    "Session",
]


@pytest.fixture(scope="module")
def session(kit: Kit) -> Any:
    """A session in which something of everything stands."""
    session = kit.session()
    trainer = kit.place(session, "trainer")
    act(trainer, "stage", stage="round", round=1, seconds=600)
    made = []
    for table in (1, 2, 3):
        for n, principle in enumerate(PRINCIPLES):
            text = f"what table {table} would do about it, line {n}, and a few words more"
            made.append(
                (
                    principle,
                    act(trainer, "line.added", table=table, principle=principle, text=text),
                )
            )
    first = made[0][1]
    act(trainer, "line.edited", line=first, text="one wording", on=first)
    act(trainer, "line.edited", line=first, text="another wording at the same time", on=first)
    act(trainer, "line.withdrawn", line=made[7][1])
    act(trainer, "set_aside", target=made[8][1])
    for principle in PRINCIPLES:
        lines = [name for p, name in made[:6] if p == principle]
        wording = f"the key factor of {principle}"
        factor = act(trainer, "factor.made", principle=principle, wording=wording, lines=lines)
        act(trainer, "dots", table=1, target=factor, n=2)
        act(trainer, "chose", field=f"readback/{principle}/could", value="partly")
        act(trainer, "wrote", field=f"readback/{principle}", text="she would still be alone")
        act(trainer, "chose", field=f"plan/{factor}/decision", value="missing")
    act(trainer, "dots.shown", shown=True)
    act(trainer, "message", text="five minutes more for everybody")
    return session


def put(kit: Kit, session: Any, stage: str) -> Place:
    """Put the room into a stage by an entry, as the trainer's page would."""
    trainer = kit.place(session, "trainer")
    seconds = 600 if stage in ("read", "round", "condense") else None
    trainer.act(
        new_id(),
        "stage",
        {"stage": stage, "round": 2 if stage == "round" else None, "seconds": seconds},
    )
    return trainer


Shows = Callable[..., Any]


@pytest.fixture(scope="module")
def shows(kit: Kit, browser: Any, session: Any) -> Iterator[Shows]:
    """Gives the page of a role once it shows a stage: `shows("table", "round")`. A page is opened
    once for each `use`, and follows the stages."""
    people = People(browser)
    pages: dict[tuple[str, str], Any] = {}
    stage_now = ""

    def show(role: Any, stage: str, use: str = "") -> Any:
        nonlocal stage_now
        if stage != stage_now:
            put(kit, session, stage)
            stage_now = stage
        if (role, use) not in pages:
            pages[role, use] = people.sit(kit, session, role, 1 if role == "table" else None)
        page = pages[role, use]
        if role == "table":
            page.locator(f"[data-key='stage/{stage}']").first.wait_for()
        elif role == "projector":
            page.locator("[data-key=head] h2", has_text=ON_THE_WALL[stage]).wait_for()
        else:
            page.locator("[data-key=stage]", has_text=AT_THE_CONSOLE[stage]).wait_for()
        return page

    yield show
    people.leave()


def violations(page: Any, width: int) -> list[str]:
    """What axe finds on the page as it stands, at this width and with nothing below the fold."""
    page.set_viewport_size({"width": width, "height": 5000})
    for _ in range(3):  # a page that changes just now leaves axe undecided about its headings
        found = axe(page, TAGS)
        undecided = {item["id"] for item in found["incomplete"]} - REVIEWED.keys()
        if not undecided:
            break
        page.wait_for_timeout(500)
    assert not undecided, f"axe leaves {undecided} undecided: review it and say why it is right"
    return [
        f"{item['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for item in found["violations"]
        for node in item["nodes"]
    ]


LAYOUT = """() => {
  const said = [];
  const seen = (el) => el.checkVisibility() && !el.closest('.kit-hidden, .kit-live, .kit-scroll');
  if (document.documentElement.scrollWidth > innerWidth) said.push('the page is wider than the screen');
  for (const el of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    if (!seen(el) || el.type === 'hidden' || el.closest('.kit-skip')) continue;
    const box = el.getBoundingClientRect();
    const what = `${el.tagName} ${el.textContent.trim().slice(0, 40)}`;
    if (box.left < -0.5 || box.right > innerWidth + 0.5) said.push(`${what} is cut off`);
    const inline = el.tagName === 'A' && getComputedStyle(el).display === 'inline';
    if (!inline && (box.height < 24 || box.width < 24)) said.push(`${what} is ${box.width} by ${box.height}`);
    const primary = el.matches('.kit-button, .kit-line-acts > button, summary, .kit-panels > button');
    if (primary && box.height < 43.5) said.push(`${what} is only ${box.height} high`);
  }
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((el) => el.checkVisibility()).map((el) => Number(el.tagName[1]));
  if (levels.filter((n) => n === 1).length !== 1) said.push(`${levels.filter((n) => n === 1).length} first headings`);
  levels.forEach((n, i) => { if (i && n > levels[i - 1] + 1) said.push(`a heading of level ${n} after ${levels[i - 1]}`); });
  if (document.documentElement.lang !== 'en-GB') said.push('the language is not said');
  if (document.querySelectorAll('main').length !== 1) said.push('there is not one main part');
  return said;
}"""

CUT_WHEN_SPACED = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
  const before = [...document.adoptedStyleSheets];
  document.adoptedStyleSheets = [...before, sheet];
  const wide = document.documentElement.scrollWidth > innerWidth;
  document.adoptedStyleSheets = before;
  return wide; }"""


def layout(page: Any, width: int = 320) -> list[str]:
    """What is cut off, too small or out of order at phone width, and with wider text spacing."""
    page.set_viewport_size({"width": width, "height": 640})
    said = page.evaluate(LAYOUT)
    wide = page.evaluate(CUT_WHEN_SPACED)
    return [*said, *(["wider text spacing cuts the page"] if wide else [])]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("role", ["table", "projector"])
def test_axe_finds_nothing_and_nothing_is_cut_at_any_stage(shows: Shows, role: str, stage: str):
    page = shows(role, stage)
    page.evaluate("() => document.querySelectorAll('details').forEach((el) => { el.open = true; })")
    assert violations(page, 1280) + violations(page, 390) == []
    assert layout(page) == []


@pytest.mark.parametrize("panel", PANELS)
def test_axe_finds_nothing_on_any_panel_of_the_console(shows: Shows, panel: str):
    page = shows("trainer", "condense")
    page.locator(".kit-panels").first.get_by_role("button", name=panel).click()
    page.locator("#kit-panel-h", has_text=panel).wait_for()
    assert violations(page, 1280) + violations(page, 390) == []
    assert layout(page) == []


@pytest.mark.parametrize("box", ["Break…", "Message…", "Go to…"])
def test_axe_finds_nothing_on_the_consoles_boxes_and_errors(shows: Shows, box: str):
    page = shows("trainer", "round", "boxes")
    page.get_by_role("button", name=box).click()
    if box == "Break…":
        page.get_by_label("Back at").fill("soon")
        page.get_by_role("button", name="Show the break").click()
        page.locator("#kit-until[aria-invalid=true]").wait_for()
        assert "soon" in page.locator("#kit-until-error").inner_text()
    assert violations(page, 1280) + violations(page, 390) == []


def test_axe_finds_nothing_while_the_kit_cannot_be_reached_and_after_the_end(
    kit: Kit, people: People, wire: Callable[[], Any]
):
    session = kit.session()
    put(kit, session, "round")
    proxy = wire()
    page = people.sit(kit, session, "table", 1, site=proxy.url)
    proxy.hold()
    page.locator("body.kit-lost #kit-status").wait_for()
    assert violations(page, 390) == []
    proxy.let_go()
    page.locator("body:not(.kit-lost)").wait_for()
    act(kit.place(session, "trainer"), "ended")
    page.get_by_text("The session has ended").first.wait_for()
    assert violations(page, 390) == []


@pytest.mark.parametrize(
    "where",
    [
        "/",
        "/join",
        "/run",
        "/alone",
        "/alone/20",
        "/alone/scenario",
        "/run/scenario",
        "/alone/log",
        "/guide",
        "/ready",
        "/reach",
        "/slip",
        "/nowhere",
    ],
)
def test_axe_finds_nothing_on_the_plain_pages(kit: Kit, people: People, where: str):
    page = people.device().new_page()
    page.goto(kit.url + where)
    assert violations(page, 1280) + violations(page, 390) == []
    assert layout(page) == []


def test_axe_finds_nothing_on_a_slip_and_on_what_follows_it(kit: Kit, people: People, session: Any):
    page = people.device().new_page()
    page.goto(f"{kit.url}/slip#{session.code}")
    page.get_by_role("button", name="Send").click()
    page.locator("#errors").wait_for()
    assert violations(page, 1280) + violations(page, 390) == []
    assert layout(page) == []
    page.get_by_label("A line about it").fill("clear")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert violations(page, 390) == []


FOCUS = """() => {
  const el = document.activeElement;
  if (!el || el === document.body) return null;
  const style = getComputedStyle(el);
  const box = el.getBoundingClientRect();
  const shown = el.matches('input[type=checkbox], input[type=radio]') ? el.closest('label') ?? el : el;
  const rings = [el, shown, el.nextElementSibling].filter(Boolean).map((each) => getComputedStyle(each))
    .some((each) => each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) >= 2);
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const covered = !(top && (el.contains(top) || top.contains(el) || top.closest('label')?.contains(el)));
  const same = [...document.querySelectorAll('*')].indexOf(el);
  const name = el.getAttribute('aria-label') ?? el.labels?.[0]?.textContent ?? el.textContent;
  return { at: same, what: `${el.tagName} ${el.className} ${name.trim().slice(0, 40)}`, rings, covered, named: /\\w/.test(name) };
}"""

STOPS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter((el) => el.checkVisibility() && !el.disabled && el.type !== 'hidden' && el.tabIndex >= 0)
  .filter((el) => el.type !== 'radio' || el.checked || ![...document.getElementsByName(el.name)].some((other) => other.checked) && document.getElementsByName(el.name)[0] === el).length"""


TO_THE_TOP = """() => {
  const first = document.createElement('span');
  first.tabIndex = -1;
  document.body.prepend(first);
  first.focus();
  first.remove();
  scrollTo(0, 0);
}"""


def walk(page: Any) -> list[dict[str, Any]]:
    """Where the Tab key stops, from the top of the page until it leaves it."""
    page.evaluate(TO_THE_TOP)
    stops: list[dict[str, Any]] = []
    while len(stops) < 400:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is not None and stop["covered"]:  # what moves just now has passed by then
            page.wait_for_timeout(300)
            stop = page.evaluate(FOCUS)
        if stop is None or (stops and stop["at"] == stops[0]["at"]):
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize(
    ("role", "stage"),
    [
        ("table", "round"),
        ("table", "condense"),
        ("table", "readback"),
        ("table", "prioritise"),
        ("trainer", "round"),
    ],
)
@pytest.mark.parametrize("width", [1280, 390])
def test_the_tab_key_reaches_everything_in_order_with_a_visible_focus(
    shows: Shows, role: str, stage: str, width: int
):
    page = shows(role, stage, "keys")
    page.set_viewport_size({"width": width, "height": 844})
    stops = walk(page)
    assert "kit-skip" in stops[0]["what"]
    order = [stop["at"] for stop in stops]
    assert order == sorted(order), "the Tab key goes back and forth"
    assert len(stops) == page.evaluate(STOPS)
    assert [stop["what"] for stop in stops if not stop["rings"]] == []
    assert [stop["what"] for stop in stops if stop["covered"]] == []
    assert [stop["what"] for stop in stops if not stop["named"]] == []


@pytest.mark.parametrize("width", [1280, 390])
def test_easy_read_has_nothing_that_axe_or_the_tab_key_trips_over(
    kit: Kit, people: People, session: Any, width: int
):
    context = people.device(viewport={"width": width, "height": 844})
    place = people.seat(kit, context, session, "table", 1)
    page = context.new_page()
    page.goto(f"{kit.url}{place}easy-read")
    stops = walk(page)
    assert "kit-skip" in stops[0]["what"]
    assert len(stops) == page.evaluate(STOPS)
    assert [stop["what"] for stop in stops if not stop["rings"] or stop["covered"]] == []
    assert [stop["what"] for stop in stops if not stop["named"]] == []
    page.get_by_role("link", name="Prevention").press("Enter")
    assert page.url.endswith("#card-prevention")
    assert violations(page, width) == []
    assert layout(page) == []


def test_the_skip_link_moves_the_focus_to_the_exercise(kit: Kit, people: People, session: Any):
    page = people.sit(kit, session, "table", 1)
    page.locator("body").evaluate("el => document.activeElement?.blur()")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
