// One's own work on a case: words in boxes, answers that are chosen, and which examples were looked at.
// Words are the drafts of the page; a box needs no button to keep them.

import { h } from "../../widgets/dom.js";
import { NotTaken, clean } from "./cleaning.js";
import { said } from "./saving.js";

export class CaseWork {
  // `fields` are the choices there are: field -> answers. `reads(work, text)` gives the parts of the
  // document to read, where text(key) is what stands in a box.
  constructor({ fields, examples, reads }) {
    Object.assign(this, { fields, examples, reads, choices: {}, seen: [] });
  }

  next() { return "s1"; }

  midway() { return false; }

  view() { return { choices: this.choices }; }

  take(_, kind, { field, value }) {
    if (kind === "chose" && this.fields[field]?.includes(value)) this.choices = { ...this.choices, [field]: value };
    else if (kind === "compared" && this.examples.includes(field)) this.seen = [...new Set([...this.seen, field])];
    else throw new NotTaken("there is nothing to choose here");
  }

  pack() { return { choices: this.choices, seen: this.seen }; }

  unpack({ choices, seen }) {
    const work = new CaseWork(this);
    for (const [field, value] of Object.entries(choices)) work.take("", "chose", { field, value });
    for (const field of seen) work.take("", "compared", { field });
    return work;
  }

  readable(drafts) { return this.reads(this, (key) => clean(drafts.get(key) ?? "", Infinity)); }
}

// What stands in a box, in the document to read.
export const written = (label, text) => [h("h3", {}, label), h("p", {}, text ? said(text) : "Nothing written.")];
