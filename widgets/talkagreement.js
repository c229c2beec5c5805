// How far the two coders agree, and the sentences to talk about.

import { h, plural, words } from "./dom.js";
import { nameOf, interviewOf, sentencesOf, short, titleOf } from "./talkwords.js";

const COLUMNS = [["both", "Both marked it"], ["officer", "Only the officer"], ["second", "Only the second coder"], ["neither", "Neither"]];

export function agreementPanel(screen) {
  const { view, content } = screen;
  const told = view.agreement;
  if (!told.sentences) {
    return [
      h("p", { "data-key": "none" }, "No interview is compared yet. It is once both coders have said that they have finished it, or you open it under “Index”."),
      h("p", { class: "kit-hint", "data-key": "alone" }, "You can also work without a second coder. Then the report says that one person marked the notes."),
    ];
  }
  return [
    h("p", { "data-key": "kappa" }, content.kappa),
    h("p", { class: "kit-hint", "data-key": "how" }, `${plural(told.sentences, "sentence")} of the compared interviews. ${content.kappa_source}`),
    h("div", { class: "kit-scroll", role: "region", tabindex: "0", "aria-label": "Agreement by theme", "data-key": "table" }, table(screen, told.rows)),
    h("h3", { "data-key": "h", id: "kit-differing-h", tabindex: "-1" }, "To talk about"),
    differing(screen, told.differing),
  ];
}

function table(screen, rows) {
  const cell = (label, ...content) => h("td", { role: "cell" }, h("span", { class: "kit-talk-label", "aria-hidden": "true" }, label), content);
  return h("table", { class: "kit-talk-table", role: "table" },
    h("caption", {}, "Sentences by what the two coders did with them"),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ["Theme or code", ...COLUMNS.map(([, title]) => title), "Did the same", "Kappa"].map((title) => h("th", { scope: "col", role: "columnheader" }, title)))),
    h("tbody", { role: "rowgroup" }, rows.map((row) => h("tr", { role: "row", "data-key": row.code },
      h("th", { scope: "row", role: "rowheader" }, row.code === "all" ? row.title : words(titleOf(screen, row.code))),
      COLUMNS.map(([name, title]) => cell(title, row[name])),
      cell("Did the same", `${Math.round(row.share * 100)}% of ${row.units}`),
      cell("Kappa", kappaSays(screen, row))))));
}

function kappaSays({ content }, { kappa, why, officer, second, both }) {
  if (why === "few") return `Not worked out: fewer than ${content.few_sentences} sentences.`;
  if (why === "same") return "Not worked out: both did the same with every sentence, so there is nothing to tell from chance.";
  if (why) return globalThis.kit ? "Being worked out…" : "Worked out by the kit’s server, or in the report.";
  const never = !both && (!officer || !second);
  return [kappa.toFixed(2), never && h("span", { class: "kit-hint" }, " One of you never used it, so this says little.")];
}

// What was decided on a difference, with what still waits on this device.
function decision({ outbox }, each) {
  const waits = outbox.waiting.findLast(({ kind, body }) => kind === "interviews.decided" && body.passage === each.passage && body.code === each.code);
  return waits ? waits.body.belongs : each.belongs;
}

function differing(screen, found) {
  if (!found.length) return h("p", { "data-key": "same" }, "You did the same with every sentence.");
  const open = found.filter((each) => decision(screen, each) === null);
  return h("div", { "data-key": "list" },
    h("p", { role: "status", "data-key": "count" }, `${plural(found.length, "difference")}, ${open.length} not decided.`),
    h("p", { class: "kit-hint", "data-key": "kept" }, "Both codings are kept as they are; what you decide stands beside them."),
    h("ul", { class: "kit-lines", "data-key": "all" }, found.map((each) => item(screen, each))));
}

const CHOICES = [["yes", "It belongs here"], ["no", "It does not"], ["open", "Leave it open"]];

function item(screen, each) {
  const sentence = sentencesOf(screen).get(each.passage);
  if (!sentence) return null;
  const decided = decision(screen, each);
  const now = decided === null ? "open" : decided ? "yes" : "no";
  return h("li", { class: "kit-line", "data-key": `${each.passage}/${each.code}` },
    words(sentence.text, "p"),
    h("p", { class: "kit-tags", "data-key": "tags" }, h("span", { class: "kit-tag" }, nameOf(screen, interviewOf(screen, sentence.interview))), h("span", { class: "kit-tag kit-tag-used" }, words(titleOf(screen, each.code))), h("span", { class: "kit-tag" }, `Marked by ${each.by === "officer" ? "the officer" : "the second coder"} only`)),
    !screen.view.ended && h("div", { class: "kit-line-acts", role: "group", "aria-label": `${titleOf(screen, each.code)}: ${short(sentence.text)}`, "data-key": "acts" },
      CHOICES.map(([name, text]) => h("button", { type: "button", class: "kit-quiet", "data-do": "decideCode", "data-passage": each.passage, "data-code": each.code, "data-choice": name, "data-key": name, "aria-pressed": String(name === now) }, text))));
}

export const agreementActs = {
  decideCode(screen, el) {
    const { passage, code, choice } = el.dataset;
    screen.put("interviews.decided", { passage, code, belongs: choice === "open" ? null : choice === "yes" }, choice === "open" ? "Left open." : choice === "yes" ? "Decided: it belongs here." : "Decided: it does not belong here.");
  },
};
