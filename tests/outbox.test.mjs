import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Outbox, wellFormed } from "../widgets/outbox.js";
import { FakeModel, fakeStore, refusingStore } from "./fakes.mjs";

let model;
let answers;
let boxes;

function box() {
  const outbox = new Outbox(model, { changed() {}, answered: (answer) => answers.push(answer) });
  boxes.push(outbox);
  return outbox;
}

beforeEach(() => {
  globalThis.localStorage = fakeStore();
  model = new FakeModel();
  answers = [];
  boxes = [];
});
afterEach(() => boxes.forEach((outbox) => outbox.stop()));

test("nothing says Saved before the answer comes", () => {
  const outbox = box();
  outbox.open("seat");
  outbox.flush();
  const id = outbox.put("line.added", { text: "ask her" });
  assert.match(outbox.says(), /^Not saved yet: 1 change/);
  model.hears({ type: "committed", id, seq: 5, at: 1_790_000_000 });
  assert.match(outbox.says(), /^Saved \d\d:\d\d$/);
  assert.equal(answers[0].ok, true);
});

test("a change waits in the store and is sent by the next page of the seat, under the same name", () => {
  const first = box();
  first.open("seat");
  const id = first.put("line.added", { text: "ask her" });
  assert.deepEqual(model.sent, []);

  model = new FakeModel();
  const second = box();
  second.open("seat");
  second.flush();
  assert.deepEqual(model.sent.map((message) => [message.id, message.kind, message.body.text]), [[id, "line.added", "ask her"]]);
});

test("another seat's page does not take it up", () => {
  const first = box();
  first.open("seat");
  first.put("line.added", { text: "ask her" });
  const second = box();
  second.open("other");
  assert.deepEqual(second.waiting, []);
});

test("changes are sent in the order they were made, and again after a break", () => {
  const outbox = box();
  outbox.open("seat");
  outbox.flush();
  outbox.put("a", {});
  outbox.put("b", {});
  outbox.flush();
  assert.deepEqual(model.sent.map(({ kind }) => kind), ["a", "b", "a", "b"]);
});

test("a kernel without a seat yet gets nothing more, and what waits goes when it has one", () => {
  const outbox = box();
  outbox.open("seat");
  outbox.flush();
  const id = outbox.put("line.added", { text: "ask her" });
  model.hears({ type: "unseated" });
  outbox.open("");
  outbox.put("line.added", { text: "and him" });
  assert.equal(model.sent.length, 1);
  assert.match(outbox.says(), /2 changes wait/);
  outbox.flush();
  assert.deepEqual(model.sent.map((message) => message.body.text), ["ask her", "ask her", "and him"]);
  assert.equal(model.sent[1].id, id);
  assert.deepEqual(answers, []);
});

test("an answer to a change that does not wait is ignored", () => {
  const outbox = box();
  outbox.open("seat");
  model.hears({ type: "committed", id: "somebody-elses", seq: 1, at: 1 });
  assert.deepEqual(answers, []);
  assert.equal(outbox.says(), "Everything is saved");
});

test("a refused change leaves the outbox with its sentence", () => {
  const outbox = box();
  outbox.open("seat");
  outbox.flush();
  const id = outbox.put("line.added", { text: "" });
  model.hears({ type: "refused", id, sentence: "write a few words first" });
  assert.deepEqual(outbox.waiting, []);
  assert.equal(answers[0].sentence, "write a few words first");
});

test("a browser that keeps nothing is said so while something waits", () => {
  globalThis.localStorage = refusingStore();
  const outbox = box();
  outbox.open("seat");
  outbox.put("line.added", { text: "ask her" });
  assert.match(outbox.says(), /keeps nothing when the page closes/);
});

test("what is typed is kept until it is sent", () => {
  const first = box();
  first.open("seat");
  first.keep("add/1/empowerment", "half a li");
  const second = box();
  second.open("seat");
  assert.equal(second.draft("add/1/empowerment"), "half a li");
  assert.deepEqual(second.draftsBelow("add/"), ["add/1/empowerment"]);
  second.keep("add/1/empowerment", "");
  assert.equal(box().draft("add/1/empowerment"), null);
});

test("forgetting empties this seat's store and no other", () => {
  const outbox = box();
  outbox.open("seat");
  outbox.keep("a", "x");
  localStorage.setItem("kit/other/draft/a", '"y"');
  outbox.forget();
  assert.deepEqual(Object.keys(localStorage), ["kit/other/draft/a"]);
});

test("half of a character pair becomes the sign for what cannot be kept, whole ones stay", () => {
  assert.equal(wellFormed("a\ud83db"), "a\ufffdb");
  assert.equal(wellFormed("a\ude00b"), "a\ufffdb");
  assert.equal(wellFormed("a😀b"), "a😀b");
});

test("what cannot be stored yet says why, once, and goes on waiting under the same name", () => {
  const held = [];
  const outbox = new Outbox(model, { changed() {}, answered: (answer) => answers.push(answer), held: (text) => held.push(text) });
  boxes.push(outbox);
  outbox.open("seat");
  outbox.flush();
  const id = outbox.put("line.added", { text: "ask her" });
  const sentence = "the database is not answering";
  model.hears({ type: "waits", id, sentence });
  model.hears({ type: "waits", id, sentence });
  assert.equal(outbox.says(), "Not saved yet: 1 change waits on this device, because the database is not answering. Leave this page open; it tries again by itself");
  assert.deepEqual(held, [outbox.says()]);
  assert.deepEqual(answers, []);
  model.hears({ type: "committed", id, seq: 5, at: 1_790_000_000 });
  assert.match(outbox.says(), /^Saved/);
  const other = outbox.put("line.added", { text: "and again" });
  assert.doesNotMatch(outbox.says(), /because/);
  model.hears({ type: "waits", id: "another's", sentence });
  assert.doesNotMatch(outbox.says(), /because/);
  assert.equal(outbox.waiting[0].id, other);
});
