// Reference numbers in a list, and some of them at random.

import test from "node:test";
import assert from "node:assert/strict";
import { dayOf, pick, readList } from "../widgets/auditdraw.js";

const [SINCE, UNTIL] = ["2026-08-21", "2026-11-21"];

test("a day is read as people write it, and one that is not is none", () => {
  for (const text of ["2026-11-03", "3/11/2026", "03.11.2026", "3 November 2026", "3rd Nov 2026", " 3 nov. 2026 "]) assert.equal(dayOf(text), "2026-11-03", text);
  for (const text of ["31/02/2026", "11/30/2026", "soon", "3/11/26", ""]) assert.equal(dayOf(text), null, text);
});

test("files closed on other days, and lines that stand there twice, are left out and counted", () => {
  const read = readList("SA/1, 3/11/2026\nSA/2, 20/08/2026\r\nSA/3\tNovember\nSA/1, 4/11/2026\n\nSA/4\n, 3/11/2026\n", SINCE, UNTIL);
  assert.deepEqual(read.found, ["SA/1", "SA/4"]);
  assert.deepEqual([read.outside, read.twice, read.undated], [1, 1, 1]);
  assert.equal(read.wrong.length, 2);
  assert.match(read.wrong[0], /Line 3: “November” is not a day; write it like/);
  assert.match(read.wrong[1], /Line 7 has no reference/);
});

test("a line that holds more than a reference is named without being repeated", () => {
  const [sentence] = readList("x".repeat(200), SINCE, UNTIL).wrong;
  assert.match(sentence, /Line 1 has 200 characters/);
  assert.ok(!sentence.includes("xxx"));
});

test("a choice has so many of the list, none twice, and all where there are no more", () => {
  const list = Array.from({ length: 20 }, (_, n) => `SA/${n}`);
  for (let n = 0; n < 50; n += 1) {
    const chosen = pick(list, 3);
    assert.equal(new Set(chosen).size, 3);
    assert.ok(chosen.every((ref) => list.includes(ref)));
  }
  assert.deepEqual(pick(["a", "b"], 3).sort(), ["a", "b"]);
});

test("a number that would make some more likely is thrown again", () => {
  const numbers = [2 ** 32 - 1, 4]; // the first lies beyond the last whole multiple of three
  const fill = (array) => { array[0] = numbers.shift() ?? 0; };
  assert.deepEqual(pick(["a", "b", "c"], 1, fill), ["b"]);
  assert.equal(numbers.length, 0);
});

test("over many choices each of a list is chosen about as often", () => {
  const seen = { a: 0, b: 0, c: 0, d: 0 };
  for (let n = 0; n < 4000; n += 1) seen[pick(["a", "b", "c", "d"], 1)[0]] += 1;
  for (const many of Object.values(seen)) assert.ok(Math.abs(many - 1000) < 200, JSON.stringify(seen)); // seven times the spread
});
