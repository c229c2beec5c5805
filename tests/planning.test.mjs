import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Outbox } from "../widgets/outbox.js";
import { passageWords, slicer, warned, whereOf } from "../widgets/passages.js";
import { decisionOf, decisionSays, desk, planActs, shownBy } from "../widgets/planning.js";
import { actionActs, heldAs, planActions } from "../widgets/planactions.js";
import { findActs } from "../widgets/finding.js";
import { givingActs, planGiving, splits } from "../widgets/plangiving.js";
import { FakeElement, FakeModel, fakeStore } from "./fakes.mjs";

const HOME = "\u{1F469}\u200d\u{1F467} \u{1F3E0}"; // five characters to Python, eight units to a script
const PARTS = [
  { id: "plan-1", heading: "Advocacy", place: "page 3", text: "We will pay for an advocate.", promises: true, dropped: false },
  { id: "plan-2", heading: "Advocacy", place: "", text: "Last year people waited.", promises: false, dropped: false },
  { id: "plan-3", heading: "", place: "", text: "Homes are visited. Bills are outside the scope.", promises: false, dropped: false },
  { id: "plan-4", heading: "Members", place: "", text: "The council.", promises: false, dropped: true },
  { id: "plan-5", heading: "More", place: "page 9", text: "People who live alone have company.", promises: false, dropped: false },
];
const ACTIONS = ["one", "two", "three"].map((text, n) => ({ id: `action-${n + 1}`, target: null, table: n + 1, text, owner: "", when: "", version: `v${n + 1}`, rivals: [] }));

let screen;

beforeEach(() => {
  globalThis.localStorage = fakeStore();
  globalThis.document = { createElement: (tag) => new FakeElement(tag) };
  const model = new FakeModel();
  model.get = (name) => (name === "plan" ? screen.given : undefined);
  const outbox = new Outbox(model, { changed() {}, answered() {} });
  outbox.open("seat");
  screen = {
    ui: {}, errors: new Map(), said: [], wanted: null, model, outbox, given: { id: "plan", parts: PARTS },
    content: { principles: [{ id: "empowerment", name: "Empowerment" }], plan: { lenses: [{ title: "Three questions", items: [{ id: "both", name: "Living well and safe" }] }] } },
    view: { role: "trainer", choices: {}, notes: {}, factors: { empowerment: [{ id: "given-01", text: "An advocate" }] }, people: [], check_plan: { given: true, looked: true, found: {}, shows: {}, decided: {}, gaps: [], actions: ACTIONS, withdrawn: [], untouched: [] } },
    error: () => null, draw() {}, announce: (text) => screen.said.push(text), focus: (selector) => { screen.wanted = selector; },
    put: (kind, body, about) => outbox.put(kind, body, about),
  };
});
afterEach(() => {
  screen.outbox.stop();
  delete globalThis.document;
});

const box = (passage, checked) => ({ checked, dataset: { target: "given-01", passage }, closest: () => null });
const passagesIn = (el) => el.classed("kit-passage").map((each) => each.attributes["data-key"]);
const boxes = (el) => el.find("input").filter((input) => input.attributes.type === "checkbox");
const put = () => screen.outbox.waiting.at(-1);

test("characters are counted as Python counts them", () => {
  assert.equal(slicer("plain words")(6, 11), "words");
  assert.equal(slicer(`${HOME} We will ask.`)(6, 13), "We will");
  assert.equal(slicer(`one ${HOME}`)(4, undefined), HOME);
  const marked = passageWords(`${HOME} We will ask. And wait.`, 6, 18);
  assert.deepEqual(marked.find("mark").map((el) => el.text), ["We will ask."]);
  assert.equal(marked.text, `${HOME}  Marked: We will ask. (end of what is marked)  And wait.`); // said too, for who does not see it
  assert.equal(passageWords("nothing marked", 0, 0).find("mark").length, 0);
});

test("words that may turn the meaning are said once each, after an emoji too", () => {
  const text = `${HOME} Not here, and outside the scope; not there.`;
  const at = (words) => { const start = Array.from(text.slice(0, text.indexOf(words))).length; return ["rules_out", start, start + words.length]; };
  assert.equal(warned(text, []), null);
  assert.equal(warned(text, [at("Not here")]).text, "Read it twice. It says “Not here”. It may rule out what it seems to promise.");
  assert.equal(warned(text, [at("Not here"), at("outside the scope"), at("outside the scope"), at("not there")]).text, "Read it twice. It says “Not here”, “outside the scope” and “not there”. It may rule out what it seems to promise.");
});

test("where a passage stands", () => {
  assert.deepEqual(PARTS.slice(0, 3).map(whereOf), ["Advocacy, page 3", "Advocacy", "No heading"]);
});

test("passages stand in the order in which they were found, those left out in none, and two are open", () => {
  screen.view.check_plan.found = { "given-01": { clear: true, hits: [["plan-3", 0, 18, []], ["plan-4", 0, 5, []], ["plan-1", 0, 28, []], ["plan-2", 0, 4, []], ["gone", 0, 1, []]] } };
  const drawn = desk(screen, "given-01", "An advocate");
  assert.deepEqual(passagesIn(drawn), ["plan-3", "plan-1", "plan-2"]);
  const [more] = drawn.find("details");
  assert.deepEqual(passagesIn(more), ["plan-2"]);
  assert.match(more.text, /^1 more passage: An advocate/);
  assert.doesNotMatch(drawn.text, /No clear match/);
});

test("no clear match is said beside the passages, not instead of them", () => {
  screen.view.check_plan.found = { "given-01": { clear: false, hits: [["plan-3", 0, 18, []]] } };
  const drawn = desk(screen, "given-01", "An advocate");
  assert.match(drawn.text, /No clear match was found:/);
  assert.deepEqual(passagesIn(drawn), ["plan-3"]);
});

test("a denial is pointed at in the sentence that is marked, what is ruled out anywhere", () => {
  const found = (...warnings) => { screen.view.check_plan.found = { "given-01": { clear: true, hits: [["plan-3", 0, 18, warnings]] } }; return desk(screen, "given-01", "x").text; };
  assert.match(found(["rules_out", 29, 46]), /It says “outside the scope”/);
  assert.doesNotMatch(found(["negation", 29, 46]), /Read it twice/);
  assert.match(found(["negation", 0, 5]), /It says “Homes”.*Look at what it denies/);
});

test("a passage that is looked for keeps the warning it has among the likely ones", () => {
  screen.view.check_plan.found = { "given-01": { clear: true, hits: [["plan-3", 0, 18, [["rules_out", 29, 46]]]] } };
  screen.ui.finding = { target: "given-01", words: "bills", from: 0 };
  const [results] = desk(screen, "given-01", "x").all.filter((el) => el.attributes["data-key"] === "results");
  assert.deepEqual(passagesIn(results), ["plan-3"]);
  assert.match(results.text, /Bills.*Read it twice/s);
});

test("looking needs every word, in the heading or the text, and begins anew with each search", () => {
  const results = () => passagesIn(desk(screen, "given-01", "x"));
  const look = (words) => { findActs.find(screen, { dataset: { target: "given-01" }, elements: { words: { value: words } } }); return results(); };
  findActs.openFinder(screen, { dataset: { target: "given-01" } });
  assert.deepEqual(results(), []); // nothing is listed before somebody looks
  assert.deepEqual(look("ADVOCACY people"), ["plan-2"]);
  assert.deepEqual(look("people"), ["plan-2", "plan-5"]);
  assert.deepEqual(look(" "), ["plan-1", "plan-2", "plan-3", "plan-5"]);
  assert.deepEqual(look("council"), []); // it was left out
});

test("nothing is chosen before somebody chooses", () => {
  screen.view.check_plan.found = { "given-01": { clear: true, hits: PARTS.map(({ id }) => [id, 0, 4, []]) } };
  const drawn = desk(screen, "given-01", "An advocate");
  assert.equal(drawn.find("input").length, 8); // four choices, four passages
  assert.equal(drawn.find("input").some((input) => "checked" in input.attributes), false);
  assert.equal(decisionSays(screen, "given-01"), "Not decided yet");
});

test("ticks show while they wait, the last one counts, and others' stay", () => {
  screen.view.check_plan.shows = { "given-01": ["plan-1", "plan-2"] };
  planActs.evidence(screen, box("plan-3", true));
  planActs.evidence(screen, box("plan-1", false));
  planActs.evidence(screen, { checked: true, dataset: { target: "given-02", passage: "plan-5" }, closest: () => null });
  assert.deepEqual([...shownBy(screen, "given-01")], ["plan-2", "plan-3"]);
  planActs.evidence(screen, box("plan-3", false));
  assert.deepEqual([...shownBy(screen, "given-01")], ["plan-2"]);
  const drawn = desk(screen, "given-01", "x");
  assert.match(drawn.text, /Found by you/); // no likely passage, but one was chosen
  assert.deepEqual(boxes(drawn).map((input) => [input.attributes["data-passage"], "checked" in input.attributes]), [["plan-2", true]]);
});

test("a decision shows while it waits, and a gap asks whether it matters", () => {
  const asks = () => /Is that significant/.test(desk(screen, "given-01", "x").text);
  screen.view.choices["plan/given-01/decision"] = "in_plan";
  assert.deepEqual([decisionSays(screen, "given-01"), asks()], ["Covered", false]);
  for (const [value, says, gap] of [["partly", "Partly covered", true], ["missing", "Missing", true], ["not_for_plan", "Not for a plan", false]]) {
    screen.put("chose", { field: "plan/given-01/decision", value });
    assert.deepEqual([decisionOf(screen, "given-01"), decisionSays(screen, "given-01"), asks()], [value, says, gap]);
  }
});

test("actions move up and down, while one move waits too, and stop at the ends", () => {
  const move = (act, action) => actionActs[act](screen, { dataset: { action, do: act }, getAttribute: () => null });
  move("actionUp", "action-3");
  assert.deepEqual(put().body.actions, ["action-1", "action-3", "action-2"]);
  assert.equal(put().about, "Now number 2 of 3.");
  assert.equal(screen.wanted, "#action-action-3 [data-do=actionUp]");
  move("actionUp", "action-3"); // before the first was answered
  assert.deepEqual(put().body.actions, ["action-3", "action-1", "action-2"]);
  move("actionDown", "action-1");
  assert.deepEqual(put().body.actions, ["action-3", "action-2", "action-1"]);
  const buttons = planActions(screen, { lead: true })[1].find("button").filter((el) => "aria-disabled" in el.attributes);
  assert.deepEqual(buttons.map((el) => [el.attributes["data-do"], el.attributes["data-action"]]), [["actionUp", "action-3"], ["actionDown", "action-1"]]);
  const before = screen.outbox.waiting.length;
  actionActs.actionUp(screen, { dataset: { action: "action-3" }, getAttribute: () => "true" });
  assert.deepEqual([screen.outbox.waiting.length, screen.said.at(-1)], [before, "It is the first already."]);
});

test("only whoever leads puts actions in order, and a table changes its own", () => {
  Object.assign(screen.view, { role: "table", people: [2] });
  const acts = planActions(screen, {})[1].find("button").map((el) => [el.attributes["data-do"], el.attributes["data-action"]]);
  assert.deepEqual(acts.filter(([, action]) => action), [["openAction", "action-2"], ["withdrawAction", "action-2"]]);
});

test("what an action answers is named with its principle or its lens", () => {
  assert.deepEqual([heldAs(screen, "given-01"), heldAs(screen, "both"), heldAs(screen, "gone")], [{ text: "An advocate", of: "Empowerment" }, { text: "Living well and safe", of: "Three questions" }, null]);
});

test("a passage is split before its sentences and its lines, never at its ends", () => {
  const cut = (text) => splits(text).map((at) => text.slice(at));
  assert.deepEqual(cut("One sentence."), []);
  assert.deepEqual(cut("One. Two? Three"), ["Two? Three", "Three"]);
  assert.deepEqual(cut("In 3.5 years: a\n• b\n\n• c "), ["a\n• b\n\n• c ", "• b\n\n• c ", "• c "]);
});

test("a split is sent as a place counted in whole characters", () => {
  screen.given = { ...screen.given, title: "Our plan", source: "file", parts: [{ ...PARTS[0], text: `${HOME} first. Then second. ${"And a third, ".repeat(9)}` }] };
  screen.content.plan.samples = [];
  screen.ui.splitting = "plan-1";
  const choices = planGiving(screen).find("button").filter((el) => el.attributes["data-do"] === "splitAt");
  assert.deepEqual(choices.map((el) => el.text), ["Then second.", `${"And a third, ".repeat(9).slice(0, 90)}…`]);
  givingActs.splitAt(screen, { dataset: { plan: "plan", passage: "plan-1", at: choices[0].attributes["data-at"] } });
  assert.match(slicer(screen.given.parts[0].text)(put().body.at), /^Then second\./);
});
