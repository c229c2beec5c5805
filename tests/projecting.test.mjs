import assert from "node:assert/strict";
import { test } from "node:test";

import { tableSays } from "../widgets/projecting.js";

const row = { table: 3, total: 0, typed: false };
const round = { begun: true, device: 0, shared: false };

test("a table that the trainer types for is on paper", () => {
  assert.equal(tableSays({ ...row, total: 4, typed: true }, "line", round), "Table 3: on paper, 4 lines");
});

test("a device counts before paper, and counts at the welcome", () => {
  assert.equal(tableSays({ ...row, total: 4, typed: true }, "line", { ...round, device: 2 }), "Table 3: in, 4 lines");
  assert.equal(tableSays(row, "line", { ...round, begun: false, device: 1 }), "Table 3: in");
});

test("a table with lines is not called missing once the welcome is over", () => {
  assert.equal(tableSays({ ...row, total: 1 }, "line", round), "Table 3: 1 line");
  assert.equal(tableSays(row, "line", round), "Table 3: not in yet, 0 lines");
  assert.equal(tableSays({ ...row, total: 1 }, "line", { ...round, begun: false }), "Table 3: not in yet");
});

test("a room at one shared screen has no table 1", () => {
  assert.equal(tableSays({ ...row, table: 1, total: 2 }, "place", { ...round, shared: true }), "The room: 2 places");
});
