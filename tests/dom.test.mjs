import assert from "node:assert/strict";
import { test } from "node:test";
import { capital, plural, uid } from "../widgets/dom.js";

test("a change's name is one the journal takes, and never the same twice", () => {
  const names = new Set(Array.from({ length: 200 }, uid));
  assert.equal(names.size, 200);
  for (const name of names) assert.match(name, /^[0-9a-f]{32}$/);
});

test("counts are said with the right noun", () => {
  assert.deepEqual([plural(0, "line"), plural(1, "line"), plural(2, "line"), plural(2, "entry", "entries")], ["0 lines", "1 line", "2 lines", "2 entries"]);
  assert.equal(capital("condense"), "Condense");
});
