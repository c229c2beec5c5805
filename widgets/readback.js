// Reading the key factors back beside the "I" statement; and notes in named fields.

import { h, words } from "./dom.js";
import { principleOf, statement } from "./teaching.js";

// A note that stands is shown with a way to change it; without one the box is open. `named` tells its
// box and buttons apart from those of other fields with the same label.
export function noteField(screen, field, label, named = null) {
  const of = () => named?.cloneNode(true) ?? null;
  const waiting = screen.outbox.waiting.findLast(({ kind, body }) => kind === "wrote" && body.field === field);
  const note = screen.view.notes?.[field];
  const shown = waiting ? { text: waiting.body.text, version: waiting.id, rivals: note?.rivals ?? [] } : note;
  const id = `note-${field.replaceAll("/", "-")}`;
  const on = screen.outbox.draft(`noteon/${field}`);
  if (shown && on === null) {
    return h("div", { class: "kit-note", "data-key": `note/${field}` },
      h("p", { class: "kit-note-label", "data-key": "label" }, label, of()),
      words(shown.text, "p"),
      waiting && h("span", { class: "kit-tag kit-tag-waits", "data-key": "waits" }, "Not saved yet"),
      shown.rivals.length > 0 && h("div", { class: "kit-rivals", role: "group", "aria-label": "Two notes", "data-key": "rivals" },
        h("p", {}, "Two people wrote here at the same time. Both notes are kept until you pick one."),
        h("ul", {}, [shown, ...shown.rivals].map((rival) => h("li", { "data-key": rival.version }, words(rival.text, "p"),
          h("button", { type: "button", class: "kit-quiet", "data-do": "keepNote", "data-field": field, "data-keep": rival.version }, "Keep this one", h("span", { class: "kit-hidden" }, `: ${rival.text.slice(0, 60)}`)))))),
      h("button", { type: "button", class: "kit-quiet", id: `${id}-change`, "data-do": "changeNote", "data-field": field, "data-text": shown.text, "data-version": shown.version, "data-key": "change" }, "Change", h("span", { class: "kit-hidden" }, `: ${label}`), of()));
  }
  return h("form", { class: "kit-note", "data-submit": "saveNote", "data-field": field, "data-key": `form/${field}`, novalidate: true },
    h("label", { for: id, "data-key": "label" }, label, of()),
    screen.error(field, `${id}-error`),
    h("textarea", { id, name: "text", rows: 2, dir: "auto", "data-draft": `note/${field}`, "data-key": "text", "aria-invalid": screen.errors.has(field) && "true", "aria-describedby": screen.errors.has(field) && `${id}-error` }),
    h("div", { class: "kit-line-acts", "data-key": "acts" },
      h("button", { class: "kit-quiet" }, "Save", h("span", { class: "kit-hidden" }, `: ${label}`), of()),
      on !== null && h("button", { type: "button", class: "kit-quiet", "data-do": "leaveNote", "data-field": field }, "Leave it as it was", of())));
}

// A choice in a named field, as radio buttons.
export function choiceField(screen, field, legend, options) {
  const waiting = screen.outbox.waiting.findLast(({ kind, body }) => kind === "chose" && body.field === field);
  const chosen = waiting?.body.value ?? screen.view.choices?.[field];
  const name = field.replaceAll("/", "-");
  return h("fieldset", { class: "kit-choice", "data-key": `choice/${field}` },
    h("legend", {}, legend),
    screen.error(`${field}`, `${name}-error`),
    options.map(([value, text]) => h("label", { class: "kit-tick", "data-key": value },
      h("input", { type: "radio", name, value, "data-change": "choose", "data-field": field, checked: chosen === value }), ` ${text}`)));
}

export const COULD = [["yes", "Yes"], ["partly", "Partly"], ["no", "No"]];

export function readback(screen, ids, { level = 3 } = {}) {
  const { content, view } = screen;
  const person = content.case.person;
  if (!ids.length) return [h("p", { "data-key": "none" }, "The tables that condensed read back. Listen, and say what you would miss.")];
  return [
    h("p", { class: "kit-hint", "data-key": "why" }, `Read the key factors aloud, then the “I” statement as ${person} would say it.`),
    ids.map((id) => h("section", { class: "kit-card", "data-key": `read/${id}` },
      h(`h${level}`, {}, principleOf(content, id).name),
      statement(principleOf(content, id)),
      (view.factors[id] ?? []).length
        ? h("ol", { class: "kit-factors" }, view.factors[id].map((factor) => h("li", { "data-key": factor.id }, words(factor.text))))
        : h("p", { class: "kit-hint", "data-key": "no" }, "No key factors have been agreed here yet."),
      choiceField(screen, `readback/${id}/could`, `With these, could ${person} say this?`, COULD),
      noteField(screen, `readback/${id}`, `What is still missing for ${person}?`))),
  ];
}

export const noteActs = {
  saveNote(screen, form) {
    const { field } = form.dataset;
    const box = form.elements.text;
    screen.errors.delete(field);
    if (!box.value.trim()) {
      screen.errors.set(field, "there is nothing written here yet; write a few words first");
      screen.focus(`#${box.id}`);
      return;
    }
    const on = screen.outbox.draft(`noteon/${field}`);
    screen.put("wrote", { field, text: box.value, on }, "Note saved.");
    screen.empty(box);
    screen.outbox.keep(`noteon/${field}`, null);
    screen.focus(`#${box.id}-change`);
  },
  changeNote(screen, el) {
    const { field, text, version } = el.dataset;
    screen.outbox.keep(`noteon/${field}`, version);
    screen.outbox.keep(`note/${field}`, text);
    screen.focus(`#note-${field.replaceAll("/", "-")}`);
  },
  leaveNote(screen, el) {
    const { field } = el.dataset;
    screen.outbox.keep(`noteon/${field}`, null);
    screen.outbox.keep(`note/${field}`, null);
    screen.focus(`#note-${field.replaceAll("/", "-")}-change`);
  },
  keepNote(screen, el) { screen.put("kept", { field: el.dataset.field, keep: el.dataset.keep }, "Note kept."); },
  choose(screen, box) {
    screen.errors.delete(box.dataset.field);
    screen.put("chose", { field: box.dataset.field, value: box.value }, screen.acts.chosen?.(box) ?? "");
  },
};

export function noteRefused(screen, change) {
  if (change.kind !== "wrote") return;
  screen.outbox.keep(`note/${change.body.field}`, change.body.text);
  if (change.body.on) screen.outbox.keep(`noteon/${change.body.field}`, change.body.on);
}
