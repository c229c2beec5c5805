// Fields of a record and of a debrief: words that are written and changed, and answers to choose.

import { h, words } from "./dom.js";
import { short } from "./scenariowords.js";

const fieldId = (path, field) => `note/${path ?? "debrief"}/${field}`;

// What is on its way to being saved in a field, or undefined.
function waiting(screen, kind, path, field) {
  return screen.outbox.waiting.findLast(({ kind: known, body }) => known === kind && (body.path ?? null) === path && body.field === field)?.body;
}

// What is in a field now, or will be when it is drawn.
function stands(screen, id) {
  const field = screen.root.querySelector(`[data-draft="${id}"]`);
  return field?.kitFilled ? field.value : screen.outbox.draft(id) ?? null;
}

// What stands beside a box for words, with the page's own reminder where it has one.
export const nudged = ({ content }, hint) => [hint, content.nudge].filter(Boolean).join(" ");

// A field for words. `note` is what stands there: { id, text, version, rivals }, or nothing yet.
export function noteField(screen, { path = null, field, label, note, hint: more = "", rows = 2 }) {
  const hint = nudged(screen, more);
  const id = fieldId(path, field);
  const wrong = screen.errors.get(id);
  const sent = waiting(screen, "scenario.wrote", path, field);
  const text = sent?.text ?? note?.text ?? "";
  return h("form", { class: "kit-edit", "data-submit": "keepNote", "data-path": path, "data-field": field, "data-note": note?.id, "data-on": note?.version, "data-key": id, novalidate: true },
    h("label", { for: id }, label),
    hint && h("p", { class: "kit-hint", id: `${id}-hint` }, hint),
    text && stands(screen, id) !== text && h("p", { class: "kit-scenario-kept", "data-key": "kept" }, h("span", { class: "kit-hint" }, sent ? "Not saved yet: " : "Kept: "), words(text)),
    screen.error(id, `${id}-error`),
    h("textarea", { id, name: "text", rows, dir: "auto", maxlength: 2000, "data-draft": id, "data-value": text, "data-key": "text", "aria-invalid": wrong && "true", "aria-describedby": [hint && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(" ") || null }),
    h("div", { class: "kit-line-acts", "data-key": "acts" },
      h("button", { class: "kit-quiet", "data-key": "keep" }, note ? "Keep the change" : "Keep this", h("span", { class: "kit-hidden" }, `: ${label}`))),
    note?.rivals.length > 0 && rivals(note, "pickNote", note.id));
}

// Wordings that were made at the same time: all stay until somebody picks one.
export function rivals(thing, act, id) {
  return h("div", { class: "kit-rivals", role: "group", "aria-label": "Two wordings", "data-key": "rivals" },
    h("p", {}, "Two people changed this at the same time. Both wordings are kept until you pick one."),
    h("ul", {}, [thing, ...thing.rivals].map(({ text, version }) => h("li", { "data-key": version }, words(text, "p"),
      h("button", { type: "button", class: "kit-quiet", "data-do": act, "data-of": id, "data-keep": version }, "Keep this wording", h("span", { class: "kit-hidden" }, `: ${short(text)}`))))));
}

// A choice among the answers of a field; nothing is chosen beforehand.
export function answerField(screen, { path, field, label, known, value, hint = "" }) {
  const id = fieldId(path, field);
  const chosen = waiting(screen, "scenario.answered", path, field)?.value ?? value ?? "";
  return h("div", { class: "kit-scenario-answer", "data-key": id },
    h("label", { for: id }, label),
    hint && h("p", { class: "kit-hint", id: `${id}-hint` }, hint),
    screen.error(id, `${id}-error`),
    h("select", { id, "data-change": "answer", "data-path": path, "data-field": field, "data-key": "field", "aria-describedby": hint && `${id}-hint` },
      h("option", { value: "", selected: chosen === "" }, "Not filled in"),
      known.map((each) => h("option", { value: each, selected: chosen === each }, each))));
}

export const fieldActs = {
  keepNote(screen, form) {
    const { path = null, field, note, on } = form.dataset;
    const area = form.elements.text;
    const id = fieldId(path, field);
    screen.errors.delete(id);
    if (!note && !area.value.trim()) {
      screen.errors.set(id, "there is nothing written here yet; write a few words first");
      screen.focus(`[data-draft="${id}"]`);
      return;
    }
    if (note) screen.put("scenario.edited", { note, on, text: area.value }, "Changed.");
    else screen.put("scenario.wrote", { table: screen.view.table, path, field, text: area.value }, "Kept.");
    screen.outbox.keep(id, null);
  },
  pickNote(screen, el) {
    screen.put("scenario.picked", { note: el.dataset.of, keep: el.dataset.keep }, "Wording kept.");
  },
  answer(screen, el) {
    const { path = null, field } = el.dataset;
    screen.errors.delete(fieldId(path, field));
    screen.put("scenario.answered", { table: screen.view.table, path, field, value: el.value }, el.value ? `Chosen: ${el.value}.` : "Left open.");
  },
};

// What was not taken stays in its field, with the sentence that says why.
export function fieldRefused(screen, { kind, body }, sentence) {
  if (!["scenario.wrote", "scenario.answered"].includes(kind)) return;
  const id = fieldId(body.path ?? null, body.field);
  if (kind === "scenario.wrote") screen.outbox.keep(id, body.text);
  screen.errors.set(id, sentence);
}
