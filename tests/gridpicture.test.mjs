import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { RADIUS, courses, frame, placeAt, spot, spread, wrap } from "../widgets/gridlayout.js";
import { gridActs, picture, placed, placer, tableOf, unplace } from "../widgets/gridpicture.js";
import { described, effect, inWords, moved } from "../widgets/gridwords.js";
import { Outbox } from "../widgets/outbox.js";
import { FakeElement, FakeModel, fakeStore } from "./fakes.mjs";

const words = (what) => Array.from({ length: 11 }, (_, n) => `${what} at step ${n}`);
const GRID = {
  axes: [
    { id: "wellbeing", name: "Wellbeing", question: "How is life?", words: words("life") },
    { id: "safety", name: "Safety", question: "How safe is it?", words: words("danger") },
  ],
  corners: { low_low: "in danger and miserable", low_high: "safe but miserable", high_low: "well but in danger", high_high: "well and safe" },
};
const at = (wellbeing, safety, label) => ({ wellbeing, safety, label });

const clock = { setTimeout, clearTimeout };
let screen;
let fields;
let waits; // what is to happen later

beforeEach(() => {
  waits = new Map();
  globalThis.setTimeout = (act) => { waits.set(act, act); return act; };
  globalThis.clearTimeout = (act) => waits.delete(act);
  globalThis.localStorage = fakeStore();
  globalThis.document = { createElement: (tag) => new FakeElement(tag), createElementNS: (_, tag) => new FakeElement(tag) };
  const outbox = new Outbox(new FakeModel(), { changed() {}, answered() {} });
  outbox.open("seat");
  fields = { "p/wellbeing": { value: "" }, "p/safety": { value: "" } };
  const root = { querySelector: (selector) => fields[selector.match(/"(.*)"/)[1]] ?? null };
  screen = { ui: {}, said: [], drawn: null, outbox, root, announce: (text) => screen.said.push(text), focus() {} };
  screen.draw = () => { screen.drawn = placer(screen, GRID, screen.given); };
});
afterEach(() => {
  screen.outbox.stop();
  Object.assign(globalThis, clock);
  delete globalThis.document;
});

function control(given = {}) {
  screen.given = { id: "p", label: "Where does it stand?", ...given };
  screen.draw();
}

function press(...keys) {
  const used = [];
  for (const key of keys) gridActs.gridKeys(screen, { dataset: { of: "p" } }, { key, preventDefault: () => used.push(key) });
  return used;
}

function choose(axis, value) {
  fields[`p/${axis}`].value = value;
  screen.outbox.keep(`p/${axis}`, value); // as the screen does while somebody chooses
  gridActs.gridChosen(screen, { value, dataset: { of: "p", draft: `p/${axis}` } });
}

// A board as wide on the screen as in its own units.
const board = { dataset: { of: "p" }, querySelector: () => ({ getBoundingClientRect: () => ({ left: 100, top: 50, width: 300 }) }) };

function tap(place) {
  const { x, y } = spot(frame(GRID), place);
  gridActs.gridTap(screen, board, { clientX: x + 100 + 4, clientY: y + 50 - 4 });
}

test("a place is said in words, with a real minus sign", () => {
  assert.equal(inWords(GRID, at(-3, 2)), "Wellbeing −3: life at step 2. Safety +2: danger at step 7.");
  assert.equal(inWords(GRID, at(0, null)), "Wellbeing 0: life at step 5. Safety is not placed yet.");
});

test("a move says what it helps and what it harms", () => {
  const move = (to) => moved(GRID, at(0, 0), to);
  assert.equal(move(at(3, -2)), "Wellbeing up by 3, safety down by 2. This helps wellbeing and harms safety.");
  assert.equal(move(at(-1, 4)), "Wellbeing down by 1, safety up by 4. This helps safety and harms wellbeing.");
  assert.equal(move(at(1, 1)), "Wellbeing up by 1, safety up by 1. This helps both.");
  assert.equal(move(at(0, 2)), "Wellbeing unchanged, safety up by 2. This helps safety and leaves wellbeing as it was.");
  assert.equal(move(at(-2, 0)), "Wellbeing down by 2, safety unchanged. This harms wellbeing and leaves safety as it was.");
  assert.equal(move(at(-2, -1)), "Wellbeing down by 2, safety down by 1. This harms both.");
  assert.equal(move(at(0, 0)), "Wellbeing unchanged, safety unchanged. This moves neither.");
  assert.deepEqual([at(1, -1), at(1, 1), at(0, 1), at(0, -1), at(0, 0)].map((to) => effect(at(0, 0), to)), ["trade", "both", "one", "harm", "none"]);
});

test("many points are told as a range, and arrows by what they do", () => {
  const points = Array.from({ length: 8 }, (_, n) => at(n - 4, 1, `T${n}`));
  const arrows = points.map((to) => ({ from: at(0, 0), to, label: to.label }));
  const said = described(GRID, { points, arrows, counted: [] }).map(({ label, text }) => `${label}: ${text}`);
  assert.equal(said[0], "8 points: Wellbeing from −4 (life at step 1) to +3 (life at step 8). Safety everywhere +1 (danger at step 6).");
  assert.deepEqual(said.slice(1), ["Helps both: T5, T6, T7.", "Helps one and leaves the other as it was: T4.", "Helps one and harms the other: T0, T1, T2, T3."]);
});

test("no point hides another, wherever points meet", () => {
  const crowds = [[[2, 3, 4], [3, 3, 1]], [[-5, -5, 3]], [[5, 5, 6], [4, 5, 1], [5, 4, 1]], [[0, 0, 8]], [[0, 0, 30], [1, 0, 2]]];
  for (const crowd of crowds) {
    const points = crowd.flatMap(([w, s, n]) => Array.from({ length: n }, (_, i) => at(w, s, `${i}`)));
    const { marks, counted } = spread(frame(GRID), points);
    const shown = [...marks, ...counted];
    assert.equal(marks.length + counted.flatMap(({ labels }) => labels).length, points.length);
    for (const [i, a] of shown.entries()) for (const b of shown.slice(i + 1)) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= 2 * RADIUS, JSON.stringify([a, b]));
  }
  assert.equal(spread(frame(GRID), Array.from({ length: 30 }, (_, n) => at(0, 0, `${n}`))).counted[0].labels.length, 30);
});

test("arrows on the same line part, and one that moves nothing is still drawn", () => {
  const [a, b, same] = courses(frame(GRID), [{ from: at(-4, -4), to: at(0, 0), label: "A" }, { from: at(-4, -4), to: at(4, 4), label: "B" }, { from: at(2, 2), to: at(2, 2), label: "C" }], []);
  const straight = ({ start, middle, end }) => Math.abs((end.x - start.x) * (middle.y - start.y) - (end.y - start.y) * (middle.x - start.x)) < 1;
  assert.deepEqual([straight(a), straight(b)], [true, false]);
  assert.ok(same.still && same.words);
});

test("a spot on the picture and its place lead to one another", () => {
  const box = frame(GRID);
  for (const place of [{ wellbeing: -5, safety: 5 }, { wellbeing: 0, safety: 0 }, { wellbeing: 3, safety: -4 }]) assert.deepEqual(placeAt(box, spot(box, place)), place);
  assert.equal(placeAt(box, { x: 150, y: 5 }), null);
  assert.deepEqual(placeAt(box, { x: 900, y: -900 }, true), { wellbeing: 5, safety: 5 });
});

test("long words are broken into lines and nothing is lost without a sign", () => {
  assert.deepEqual(wrap("Living well, and safe", 17), ["Living well,", "and safe"]);
  assert.equal(wrap("one two three four five six seven", 9).join(" "), "one two three four five six seven");
  assert.deepEqual(wrap("one two three four", 5, 2), ["one", "two…"]);
});

test("the picture's description is what stands beside it, and each point shows its label", () => {
  const figure = picture(GRID, { name: "Now and after", points: [at(-3, -3, "now"), at(2, 2, "1"), at(null, 2, "2")], arrows: [{ from: at(-3, -3), to: at(2, 2), label: "1" }] });
  const [image] = figure.find("svg");
  assert.equal(image.attributes.role, "img");
  assert.equal(figure.find("title")[0].text, "Now and after");
  const sentences = figure.classed("kit-grid-said")[0].find("li").map((li) => li.text);
  assert.equal(figure.find("desc")[0].text, sentences.join(" "));
  assert.equal(sentences[1], "1: Wellbeing +2: life at step 7. Safety +2: danger at step 7. Wellbeing up by 5, safety up by 5. This helps both.");
  assert.deepEqual(figure.classed("kit-grid-mark").map((el) => el.text), ["now", "1"]);
  for (const word of ["↑ Safety +5", "← Wellbeing −5", "danger at step 10", "life at step 0"]) assert.ok(figure.find("text").some((el) => el.text.startsWith(word)), word);
});

test("the table says the same, and that a place was left empty", () => {
  const table = tableOf(GRID, [{ label: "1", viewpoint: "Family", moment: "Now", ...at(-3, 2), label: "1", reason: "they said so" }, { label: "2", viewpoint: "The person", moment: "Now", wellbeing: null, safety: null }], { caption: "Table 3" });
  assert.equal(table.find("caption")[0].text, "Table 3");
  assert.deepEqual(table.find("th").map((th) => th.attributes.scope), ["col", "col", "col", "col", "col", "col", "row", "row"]);
  assert.deepEqual(table.find("td").map((td) => td.text), ["Family", "Now", "life at step 2 (−3)", "danger at step 7 (+2)", "they said so", "The person", "Now", "Left empty", "Left empty", ""]);
});

test("nothing is placed until somebody places it", () => {
  control();
  assert.equal(placed(screen, "p"), null);
  assert.equal(screen.drawn.classed("kit-grid-handle").length, 0);
  assert.deepEqual(screen.drawn.find("select").map((select) => select.children[0].text), ["Not placed yet", "Not placed yet"]);
  assert.equal(screen.drawn.find("option").some((option) => "selected" in option.attributes), false);
});

test("choices, keys and a tap give the same two drafts", () => {
  const drafts = () => [screen.outbox.draft("p/wellbeing"), screen.outbox.draft("p/safety")];
  control();
  choose("wellbeing", "-3");
  assert.equal(placed(screen, "p"), null); // half is not placed
  choose("safety", "2");
  assert.deepEqual([placed(screen, "p"), drafts()], [{ wellbeing: -3, safety: 2 }, ["-3", "2"]]);
  unplace(screen, "p");
  assert.deepEqual([placed(screen, "p"), fields["p/wellbeing"].value], [null, ""]);
  press("Enter", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowUp", "ArrowUp");
  assert.deepEqual(drafts(), ["-3", "2"]);
  assert.deepEqual(Object.values(fields).map(({ value }) => value), ["-3", "2"]); // the choices show it too
  unplace(screen, "p");
  tap({ wellbeing: -3, safety: 2 });
  assert.deepEqual(drafts(), ["-3", "2"]);
  assert.equal(screen.drawn.classed("kit-grid-handle").length, 1);
});

test("the first arrow begins in the middle, the edge holds, and other keys are left to the page", () => {
  control();
  press("ArrowUp");
  assert.deepEqual(placed(screen, "p"), { wellbeing: 0, safety: 0 });
  press(...Array(9).fill("ArrowRight"));
  assert.deepEqual(placed(screen, "p"), { wellbeing: 5, safety: 0 });
  assert.deepEqual(press("Tab", "a", "Home"), []);
  press("Enter"); // only begins; a point that stands stays
  assert.deepEqual(placed(screen, "p"), { wellbeing: 5, safety: 0 });
});

test("a place is said once it rests, not on the way", () => {
  control({ from: { wellbeing: 0, safety: -1, label: "now" } });
  press("Enter", "ArrowLeft", "ArrowLeft");
  assert.deepEqual(screen.said, []);
  for (const act of waits.values()) act();
  assert.deepEqual(screen.said, ["Wellbeing −2: life at step 3. Safety 0: danger at step 5. Compared with now: Wellbeing down by 2, safety up by 1. This helps safety and harms wellbeing."]);
});

test("what is saved is shown and moved, and can be put back", () => {
  control({ value: { wellbeing: 1, safety: 1 } });
  assert.equal(placed(screen, "p"), null); // nothing new
  assert.deepEqual(Object.values(fields).map(({ value }) => value), ["1", "1"]);
  choose("safety", "4");
  assert.deepEqual(placed(screen, "p"), { wellbeing: 1, safety: 4 });
  gridActs.gridBack(screen, { dataset: { of: "p" } });
  assert.equal(placed(screen, "p"), null);
  assert.deepEqual(Object.values(fields).map(({ value }) => value), ["1", "1"]);
});

test("a drag moves the point from where it was taken, and the click after it is no tap", () => {
  control();
  press("Enter");
  const drawn = screen.drawn.classed("kit-grid-board")[0];
  drawn.querySelector = board.querySelector;
  drawn.setPointerCapture = () => {};
  const pointer = (type, place, off = 6) => {
    const { x, y } = spot(frame(GRID), place);
    const event = { type, pointerId: 1, button: 0, clientX: x + 100 + off, clientY: y + 50 + off, target: { closest: () => drawn } };
    drawn.listeners[type](event);
    return event;
  };
  pointer("pointerdown", at(0, 0));
  pointer("pointermove", at(2, 1));
  assert.deepEqual(placed(screen, "p"), { wellbeing: 2, safety: 1 });
  const end = pointer("pointermove", at(4, -3)) && pointer("pointerup", at(4, -3));
  gridActs.gridTap(screen, board, { ...end, clientX: end.clientX + 9 });
  assert.deepEqual(placed(screen, "p"), { wellbeing: 4, safety: -3 });
  pointer("pointerdown", at(4, -3));
  pointer("pointermove", at(0, 0));
  pointer("pointercancel", at(0, 0));
  assert.deepEqual(placed(screen, "p"), { wellbeing: 4, safety: -3 });
});

test("a draft that is no place counts as none", () => {
  screen.outbox.keep("p/wellbeing", "17");
  screen.outbox.keep("p/safety", "1");
  assert.equal(placed(screen, "p"), null);
});
