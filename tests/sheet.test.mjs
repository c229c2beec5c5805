import assert from "node:assert/strict";
import { test } from "node:test";
import { whatIs } from "../widgets/sheet.js";

test("each file of a summary says what it is and for whom", () => {
  assert.equal(whatIs("six-principles-7KX2MP-summary.docx"), "for Word");
  assert.match(whatIs("six-principles-7KX2MP-evaluation.docx"), /training team.*for Word$/);
  assert.match(whatIs("six-principles-7KX2MP-follow-up.html"), /those who took part.*browser$/);
  assert.match(whatIs("six-principles-7KX2MP-lines.csv"), /word for word.*spreadsheet$/);
});
