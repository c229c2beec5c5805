// Forms of an audit: those of the reflective group, with a look before words are saved at what could
// identify somebody. It warns and never blocks; where nothing answers, words are saved as they are.

import { h, words } from "./dom.js";
import { backInForm, fieldActs } from "./groupfields.js";
import { slug } from "./groupwords.js";

const PATIENCE = 1500; // milliseconds to wait for the look

const textsOf = (screen, id, el) => screen.ui.groupForms.get(id).fields.filter(({ options, plain }) => !options && !plain).map(({ name }) => ({ name, text: el.elements[name].value }));

const joined = (texts) => texts.map(({ text }) => text).join("\0");

const formOf = (screen, id) => screen.root.querySelector(`form[data-id="${id}"]`);

// What was seen in a form that is to be saved, with a way to blank it and a way to leave it.
export function nudge(screen, id) {
  const seen = screen.ui.nudges?.[id];
  if (!seen) return null;
  return h("div", { class: "kit-notice kit-audit-nudge", id: `${slug(id)}-nudge`, role: "group", "aria-label": "Before this is saved", "aria-describedby": `${slug(id)}-seen`, tabindex: "-1", "data-key": `nudge/${id}` },
    h("p", {}, h("strong", {}, "Before this is saved: "), "it looks as if it held"),
    h("ul", { id: `${slug(id)}-seen` }, seen.flatMap(({ seen: each }) => each).map((text) => h("li", {}, words(text)))),
    h("p", { class: "kit-hint" }, screen.content.rules.not_anonymous),
    h("div", { class: "kit-line-acts" },
      h("button", { type: "button", class: "kit-button", "data-do": "nudgeBlank", "data-id": id }, "Blank it and save"),
      h("button", { type: "button", class: "kit-quiet", "data-do": "nudgeLeave", "data-id": id }, "Save it as it is"),
      h("button", { type: "button", class: "kit-quiet", "data-do": "nudgeBack", "data-id": id }, "Change it myself")));
}

function save(screen, id) {
  const el = formOf(screen, id);
  if (screen.ui.nudges) delete screen.ui.nudges[id];
  if (el) fieldActs.groupSave(screen, el);
}

export const auditFieldActs = {
  ...fieldActs,
  groupSave(screen, el) {
    const { id } = el.dataset;
    const texts = textsOf(screen, id, el);
    if (screen.ui.asked?.id === id) return; // the look is on its way
    if (!texts.some(({ text }) => text.trim()) || !screen.outbox.ready || screen.ui.passed?.[id] === joined(texts)) return save(screen, id);
    screen.ui.asked = { id, texts, timer: setTimeout(() => { screen.ui.asked = null; save(screen, id); }, PATIENCE) };
    screen.model.send({ type: "nudge", id, texts: texts.map(({ text }) => text) });
  },
  // The answer of a look: nothing seen, and the words are saved.
  heard(screen, { type, id, found }) {
    const asked = screen.ui.asked;
    if (type !== "nudge" || asked?.id !== id) return;
    clearTimeout(asked.timer);
    screen.ui.asked = null;
    const seen = found.map((each, n) => ({ ...each, ...asked.texts[n] })).filter((each) => each.seen.length);
    if (!seen.length) return save(screen, id);
    screen.ui.nudges = { ...screen.ui.nudges, [id]: seen };
    screen.announce("Not saved yet: it looks as if somebody could be identified.", true);
    screen.focus(`#${slug(id)}-nudge`);
  },
  nudgeBlank(screen, el) {
    const { id } = el.dataset;
    const form = formOf(screen, id);
    const seen = screen.ui.nudges[id];
    if (seen.some(({ name, text }) => form.elements[name].value !== text)) { // typed on since: look at that
      delete screen.ui.nudges[id];
      return auditFieldActs.groupSave(screen, form);
    }
    for (const { name, blanked } of seen) {
      form.elements[name].value = blanked;
      screen.outbox.keep(`${id}/${name}`, blanked);
    }
    save(screen, id);
  },
  nudgeLeave(screen, el) { // and it is not said again of these words
    const { id } = el.dataset;
    screen.ui.passed = { ...screen.ui.passed, [id]: joined(textsOf(screen, id, formOf(screen, id))) };
    save(screen, id);
  },
  nudgeBack(screen, el) {
    const { id } = el.dataset;
    const [{ name }] = screen.ui.nudges[id];
    delete screen.ui.nudges[id];
    screen.focus(`#${slug(id)}-${name}`);
  },
  auditDrop(screen, el) {
    const { what, of } = el.dataset;
    const next = el.closest("li")?.nextElementSibling ?? el.closest("li")?.previousElementSibling;
    screen.put(`audit.${what}.dropped`, { [what]: of }, "Taken away. It can be brought back.");
    const form = el.closest("ul").parentElement.querySelector(":scope > form textarea");
    screen.focus(`#${(next ?? form)?.id}`);
  },
  auditBack(screen, el) {
    const { what, of } = el.dataset;
    screen.put(`audit.${what}.back`, { [what]: of }, "Brought back.");
    screen.focus(`#${what}-${of}`);
  },
};

// The form in which something new is written: under a question, or at the end.
export const newForm = (what, file, item) => `${what}/new/${file ?? "all"}/${item ?? "all"}`;
export const noteForm = (file, item) => `note/${file}/${item}`;

const FORMS = {
  "audit.noted": ({ file, item }) => noteForm(file, item),
  "audit.line": ({ of, file, item }) => newForm(of, file, item),
  "audit.line.changed": ({ line }) => `line/${line}`,
  "audit.action": ({ file, item }) => newForm("action", file, item),
  "audit.action.changed": ({ action }) => `action/${action}`,
  "audit.consent": ({ file }) => `consent/${file}`,
  "audit.followed": ({ action }) => `earlier/${action}`,
};

function standing({ view }, kind, body) {
  const named = (list, name) => list.find(({ id }) => id === name)?.version;
  const file = view.files.find(({ name }) => name === body.file);
  if (kind === "audit.consent") return file?.consent?.version;
  if (kind === "audit.noted") return file?.cells[body.item]?.note?.version;
  return named(view.lines, body.line) ?? named(view.actions, body.action) ?? named(view.earlier, body.action);
}

// What was not taken goes back into its form, with the sentence that says why.
export function auditRefused(screen, { kind, body }, sentence) {
  const id = FORMS[kind]?.(body);
  if (id) backInForm(screen, id, body, sentence, standing(screen, kind, body));
}
