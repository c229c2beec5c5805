import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Ticker, inFigures, remaining } from "../widgets/clock.js";

let now = 1000;
let said;
let ticker;
const root = { querySelector: () => null };

function running(left, length = 240) {
  return { state: "running", length, ends_at: now + left, left: 0 };
}

// The ticker fills a face in; these are its two elements.
function face() {
  const parentElement = { classList: { toggle() {} } };
  return { textContent: "", parentElement };
}

beforeEach(() => {
  now = 1000;
  globalThis.kit = { now: () => now };
  said = [];
  const el = face();
  root.querySelector = () => el;
  ticker = new Ticker(root, (text) => said.push(text));
});
afterEach(() => ticker.stop());

test("what is left follows from the shared end, or stands while paused", () => {
  assert.equal(remaining(running(30)), 30);
  assert.equal(remaining({ state: "paused", left: 12, ends_at: 0 }), 12);
  assert.equal(remaining({ state: "off" }), null);
});

test("figures never go below zero", () => {
  assert.deepEqual([240, 61.2, 9, 0, -5].map(inFigures), ["4:00", "1:02", "0:09", "0:00", "0:00"]);
});

test("two minutes, one minute, twenty seconds and time up are each said once", () => {
  ticker.set(running(240));
  for (let second = 0; second < 250; second += 1) {
    now += 1;
    ticker.tick();
  }
  assert.deepEqual(said, ["2 minutes left.", "1 minute left.", "20 seconds left.", "Time is up. Nothing is locked: finish your line."]);
});

test("a page that comes in late says nothing about marks that have gone by", () => {
  ticker.set(running(50));
  now += 1;
  ticker.tick();
  assert.deepEqual(said, []);
});

test("pausing and going on are said", () => {
  ticker.set(running(100));
  ticker.set({ state: "paused", length: 240, ends_at: 0, left: 100 });
  ticker.set(running(100));
  assert.deepEqual(said, ["The clock is paused.", "The clock goes on: 2 minutes left."]);
});
