import assert from "node:assert/strict";
import { test } from "node:test";
import { Screen } from "../widgets/screen.js";

// What announcing needs of a screen: the two live parts, and the outbox.
function speaking(outbox = {}) {
  return Object.assign(Object.create(Screen.prototype), { polite: { textContent: "" }, loud: { textContent: "" }, outbox });
}

test("what is said in one breath is said together, each sentence once, and then something new", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const screen = speaking();
  for (const text of ["The trainer has moved on.", "The clock is running.", "The clock is running.", ""]) screen.announce(text);
  screen.announce("Not taken.", true);
  t.mock.timers.tick(60);
  assert.equal(screen.polite.textContent, "The trainer has moved on. The clock is running.");
  assert.equal(screen.loud.textContent, "Not taken.");
  screen.announce("The clock is running.");
  assert.equal(screen.polite.textContent, "", "the same words once more are a change too");
  t.mock.timers.tick(60);
  assert.equal(screen.polite.textContent, "The clock is running.");
});

test("of several changes each is said, and saved is said once, with the last", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const outbox = { waiting: [{}], says: () => (outbox.waiting.length ? "Not saved yet" : "Saved 10:42") };
  const screen = speaking(outbox);
  screen.answered({ change: { about: "Line added." }, ok: true });
  outbox.waiting = [];
  screen.answered({ change: { about: "Line moved." }, ok: true });
  t.mock.timers.tick(60);
  assert.equal(screen.polite.textContent, "Line added. Line moved. Saved 10:42.");
});
