// A case in a page that is carried about: the story, the six principles with a box for each, key factors,
// and what one takes away. The kit's own example stands beside one's own words, once there are some.

import { h, words } from "../../widgets/dom.js";
import { COULD, choiceField, noteActs } from "../../widgets/readback.js";
import { caseAtHand, caseText, principleCard, statement } from "../../widgets/teaching.js";
import { box } from "./boxes.js";
import { CaseWork, written } from "./casework.js";
import { KEPT, NUDGE, SAVE } from "./kept.js";
import { Own } from "./own.js";

const content = JSON.parse(document.getElementById("kit-content").textContent);
const { person } = content.case;
const ids = content.principles.map(({ id }) => id);
const nameOf = (id) => content.principles.find((principle) => principle.id === id).name;
const AWAY = { learnt: "What do I take away?", differently: "What will I do differently?", talk: "What do I want to talk about, and where: in supervision, in the team, in training?" };

const title = (text) => h("h2", { id: "kit-stage-h", tabindex: "-1", "data-key": "h" }, text);
const key = (kind, id) => `${kind}/${id}`;

const principle = (id, n) => (own) => [
  title(`Principle ${n + 1} of ${ids.length}`),
  h("div", { class: "kit-columns", "data-key": "columns" },
    h("div", { "data-key": "work" },
      principleCard(content, id, { level: 3 }),
      box(own, key("lines", id), `What would help ${person} here?`, { hint: "One thing a line. Bad spelling is fine.", of: nameOf(id) }),
      example(own, "lines", id, "What six tables might have written")),
    h("div", { class: "kit-beside", "data-key": "beside" }, caseAtHand(content))),
];

// The kit's own words, folded away until there are some of one's own; `kind` is "lines" or "factors".
function example(own, kind, id, heading) {
  if (!content.example) return null;
  const field = key(kind, id);
  const shown = own.work.seen.includes(field);
  return h("section", { class: "kit-web-example", "aria-label": `The kit’s own example: ${nameOf(id)}`, "data-key": `example/${field}` },
    !shown && h("button", { type: "button", class: "kit-quiet", "data-do": "compare", "data-field": field, "data-key": "go" }, "Compare with the kit’s own example", h("span", { class: "kit-hidden" }, `: ${nameOf(id)}`)),
    shown && h("div", { class: "kit-scenario-reading", id: `example-${kind}-${id}`, tabindex: "-1", "data-key": "shown" },
      h("h4", {}, heading),
      h("ul", {}, content.example[kind][id].map((text) => h("li", {}, text))),
      h("p", { class: "kit-hint" }, content.example.label, " Your words may differ; that is not a mistake.")));
}

const parts = {
  welcome() {
    return [
      title("Welcome"),
      h("p", { class: "kit-content-note", "data-key": "note" }, h("strong", {}, "Before you read: "), content.case.content_note),
      h("p", { "data-key": "purpose" }, content.purpose),
      h("p", { "data-key": "how" }, "Read the story, write what would help under each principle, and then put it into about three key factors each. It takes about 40 minutes; do it in pieces if you like. You can stop at any time: save a file, and go on from it another day."),
      h("p", { "data-key": "example" }, content.example ? "The kit has an example of its own for this story. It stands beside your words once you have written some, and not before." : "The kit has no worked example for this story."),
      h("div", { class: "kit-notice kit-kept", "data-key": "kept" }, h("p", {}, h("strong", {}, "What is kept. "), KEPT[0]), h("p", {}, KEPT[3])),
      h("p", { class: "kit-source", "data-key": "source" }, content.follows),
    ];
  },
  read() {
    return [title("The story"), caseText(content, 3)];
  },
  ...Object.fromEntries(ids.map((id, n) => [id, principle(id, n)])),
  factors(own) {
    return [
      title("About three key factors for each"),
      h("p", { "data-key": "p" }, `What, of everything you wrote, would do most to make each principle real for ${person}? Then read your key factors beside the “I” statement.`),
      ids.map((id) => h("section", { class: "kit-card", "aria-label": nameOf(id), "data-key": id },
        h("h3", {}, nameOf(id)),
        ownLines(own, id),
        box(own, key("factors", id), "Key factors, one a line", { rows: 4, of: nameOf(id) }),
        example(own, "factors", id, "Key factors of the kit’s own example"),
        statement(content.principles.find((each) => each.id === id)),
        choiceField(own, key("could", id), `With these, could ${person} say this?`, COULD),
        box(own, key("missing", id), `What is still missing for ${person}?`, { rows: 2, of: nameOf(id) }))),
    ];
  },
  close(own) {
    return [title("Before you go"), h("div", { class: "kit-card", "data-key": "away" }, Object.entries(AWAY).map(([name, label]) => box(own, key("away", name), label, { rows: 3 })))];
  },
};

function ownLines(own, id) {
  const text = own.outbox.draft(key("lines", id))?.trim();
  if (!text) return h("p", { class: "kit-hint", "data-key": "lines" }, "You have written nothing under this principle yet.");
  return h("details", { class: "kit-web-lines", open: true, "data-key": "lines" }, h("summary", {}, "What you wrote", h("span", { class: "kit-hidden" }, `: ${nameOf(id)}`)), words(text, "p"));
}

const acts = {
  choose: noteActs.choose,
  compare(own, el) {
    const { field } = el.dataset;
    if (!own.outbox.draft(field)?.trim()) {
      own.errors.set(field, "there is nothing of yours here yet; write a few words first, and then compare");
      own.announce("There is nothing of yours here yet; write a few words first, and then compare.", true);
      return own.focus(`[data-draft="${field}"]`);
    }
    own.errors.delete(field);
    own.put("compared", { field }, "The kit’s own example.");
    own.focus(`#example-${field.replace("/", "-")}`);
  },
};

const could = Object.fromEntries(COULD);

const reads = (work, text) => [
  h("p", {}, content.case.label),
  ...content.principles.flatMap(({ id, name, definition, statement: says }) => [
    h("h2", {}, name), h("p", {}, definition), h("blockquote", {}, h("p", {}, `“${says}”`)),
    written("What would help", text(key("lines", id))),
    written("Key factors", text(key("factors", id))),
    written(`What is still missing for ${person}`, text(key("missing", id))),
    work.choices[key("could", id)] && h("p", {}, `With these, could ${person} say the “I” statement? ${could[work.choices[key("could", id)]]}.`),
    work.seen.some((field) => field.endsWith(`/${id}`)) && h("p", { class: "hint" }, "The kit’s own example was looked at after writing."),
  ]),
  h("h2", {}, "Before you go"),
  Object.entries(AWAY).map(([name, label]) => written(label, text(key("away", name)))),
  h("p", { class: "hint" }, `The definitions and the “I” statements: ${content.source}.`),
];

new Own(document.getElementById("kit-own"), {
  content,
  stages: [["welcome", "Welcome"], ["read", "The story"], ...ids.map((id) => [id, nameOf(id)]), ["factors", "Key factors"], ["close", "Before you go"]],
  parts,
  acts,
  says: { kept: KEPT, nudge: NUDGE, save: SAVE },
  work: new CaseWork({ fields: Object.fromEntries(ids.map((id) => [key("could", id), COULD.map(([value]) => value)])), examples: content.example ? ["lines", "factors"].flatMap((kind) => ids.map((id) => key(kind, id))) : [], reads }),
  file: { what: "case", of: content.case.id, title: content.case.title },
});
