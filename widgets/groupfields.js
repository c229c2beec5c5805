// Forms for words: what is new, and what stands and is changed. What is not taken stays in its form.

import { h, words } from "./dom.js";
import { leads, short, slug } from "./groupwords.js";

const forms = (screen) => (screen.ui.groupForms ??= new Map());
const draftOf = (id, name) => `${id}/${name}`;
const openOf = (id) => `open/${id}`;

// A form. `spec` is { kind, base, fields, ticks, button, said, version }: a field is { name, label,
// value, hint, rows, most, options, type, max }, the first one needed where `needed`, which may be the
// sentence for it. `ticksName` names the ticks as a group. With a `version` it changes what stands;
// without, it adds. `shape(body)` gives what is sent, `wrong(body)` a sentence where something is
// missing, and `after(screen, name)` does what follows on what was added.
function form(screen, id, spec) {
  forms(screen).set(id, spec);
  const wrong = screen.errors.get(id);
  const changes = "version" in spec;
  return h("form", { class: `kit-group-form ${changes ? "kit-edit" : "kit-add"}`, "data-submit": "groupSave", "data-id": id, "data-key": `form/${id}`, novalidate: true },
    screen.error(id, `${slug(id)}-error`),
    spec.fields.map((field, n) => fieldOf(id, field, n === 0 && wrong)),
    ticksBox(spec, (spec.ticks ?? []).map(({ name, label, hint, checked }) => h("label", { class: "kit-tick", "data-key": name },
      h("input", { type: "checkbox", "data-change": "groupTick", "data-of": draftOf(id, name), checked: ticked(screen, id, name, checked), "data-key": "box" }), h("span", {}, label, hint && h("span", { class: "kit-hint" }, hint))))),
    h("div", { class: "kit-line-acts", "data-key": "acts" },
      h("button", { class: "kit-button", "data-key": "go" }, spec.button),
      changes && h("button", { type: "button", class: "kit-quiet", "data-do": "groupLeave", "data-id": id, "data-key": "leave" }, "Leave it as it was")));
}

// Ticks that have a name together are told as a group.
function ticksBox({ ticksName }, boxes) {
  return ticksName && boxes.length ? h("div", { role: "group", "aria-label": ticksName, "data-key": "ticks" }, boxes) : boxes;
}

function ticked(screen, id, name, checked) {
  const draft = screen.outbox.draft(draftOf(id, name));
  return draft === null ? Boolean(checked) : draft === "yes";
}

function fieldOf(id, { name, label, value = "", hint, rows = 1, most, options, type, max }, wrong) {
  const own = `${slug(id)}-${name}`;
  const about = [hint && `${own}-hint`, wrong && `${slug(id)}-error`].filter(Boolean).join(" ") || null;
  const same = { id: own, name, "data-draft": draftOf(id, name), "data-value": value, "data-key": "field", "aria-describedby": about, "aria-invalid": wrong && "true" };
  const control = options
    ? h("select", same, options.map(([each, text]) => h("option", { value: each }, text)))
    : rows > 1 ? h("textarea", { ...same, rows, dir: "auto", maxlength: most }) : h("input", { ...same, type, max, autocomplete: "off", dir: "auto", maxlength: most });
  return h("div", { "data-key": name }, h("label", { for: own }, label), hint && h("p", { class: "kit-hint", id: `${own}-hint` }, hint), control);
}

// A form to add something.
export const adding = (screen, id, spec) => form(screen, id, spec);

// What stands, with a button that opens the form to change it; `text` is how it is read. `more` are
// further buttons.
export function changing(screen, id, spec, text, { may = true, more = null, name }) {
  const changes = { ...spec, version: spec.version ?? null };
  forms(screen).set(id, changes);
  const open = may && screen.outbox.draft(openOf(id)) !== null;
  return [
    h("div", { "data-key": `text/${id}` }, text),
    open && form(screen, id, changes),
    (may || more) && !open && h("div", { class: "kit-line-acts", "data-key": `acts/${id}` },
      may && h("button", { type: "button", class: "kit-quiet", id: `${slug(id)}-change`, "data-do": "groupChange", "data-id": id, "data-version": changes.version ?? "none", "data-key": "change" }, spec.open ?? "Change", h("span", { class: "kit-hidden" }, `: ${short(name)}`)),
      more),
  ];
}

function close(screen, id) {
  screen.outbox.keep(openOf(id), null);
  for (const { name } of [...(forms(screen).get(id)?.fields ?? []), ...(forms(screen).get(id)?.ticks ?? [])]) screen.outbox.keep(draftOf(id, name), null);
  screen.errors.delete(id);
}

export const fieldActs = {
  groupTick(screen, box) { screen.outbox.keep(box.dataset.of, box.checked ? "yes" : "no"); },
  groupChange(screen, el) {
    screen.outbox.keep(openOf(el.dataset.id), el.dataset.version);
    screen.focus(`#${slug(el.dataset.id)}-${forms(screen).get(el.dataset.id).fields[0].name}`);
  },
  groupLeave(screen, el) {
    close(screen, el.dataset.id);
    screen.focus(`#${slug(el.dataset.id)}-change`);
  },
  groupSave(screen, el) {
    const { id } = el.dataset;
    const spec = forms(screen).get(id);
    const open = screen.outbox.draft(openOf(id));
    const first = spec.fields[0];
    screen.errors.delete(id);
    if (spec.needed && !el.elements[first.name].value.trim()) {
      screen.errors.set(id, spec.needed === true ? "there is nothing written here yet; write a few words first" : spec.needed);
      return screen.focus(`#${slug(id)}-${first.name}`);
    }
    const filled = { ...spec.base };
    for (const { name } of spec.fields) filled[name] = spec.emptyIsNull === name && !el.elements[name].value ? null : el.elements[name].value;
    for (const { name, checked } of spec.ticks ?? []) filled[name] = ticked(screen, id, name, checked);
    const body = spec.shape?.(filled) ?? filled;
    const wrong = spec.wrong?.(body);
    if (wrong) {
      screen.errors.set(id, wrong);
      return screen.focus(`#${slug(id)}-${first.name}`);
    }
    if ("version" in spec) body.on = open === "none" ? null : open;
    const made = screen.put(spec.kind, body, spec.said);
    if (!leads(screen)) own(screen, made);
    if ("version" in spec) {
      close(screen, id);
      return screen.focus(`#${slug(id)}-change`);
    }
    for (const { name } of spec.fields) screen.empty(el.elements[name]);
    for (const { name } of spec.ticks ?? []) screen.outbox.keep(draftOf(id, name), null);
    if (spec.after) return spec.after(screen, made);
    screen.focus(`#${slug(id)}-${first.name}`);
  },
  groupDrop(screen, el) {
    const { what, of } = el.dataset;
    const next = el.closest("li")?.nextElementSibling ?? el.closest("li")?.previousElementSibling;
    screen.put(`group.${what}.dropped`, { [what]: of }, "Taken away. It can be brought back.");
    screen.focus(next?.id ? `#${next.id}` : `#${slug(`${what}/new`)}-${what === "action" ? "what" : "text"}`);
  },
  groupBack(screen, el) {
    const { what, of } = el.dataset;
    screen.put(`group.${what}.back`, { [what]: of }, "Brought back.");
    screen.focus(`#${what}-${of}`);
  },
};

// What this page has written: known to it alone, and as long as it is open, so that it can be taken
// away again.
function own(screen, name) { screen.ui.mine = [...mine(screen), name]; }
export const mine = (screen) => screen.ui.mine ?? [];

const FORMS = {
  "group.agreement": ({ field }) => `agreement/${field}`,
  "group.noted": ({ field }) => `note/${field}`,
  "group.action": () => "action/new",
  "group.action.changed": ({ action }) => `action/${action}`,
  "group.line": () => "line/new",
  "group.line.changed": ({ line }) => `line/${line}`,
  "group.followed": ({ action }) => `earlier/${action}`,
  "interviews.added": () => "interview/new",
  "interviews.code": () => "code/new",
  "interviews.worded": ({ target }) => `worded/${target}`,
  "interviews.cell": ({ organisation, code }) => `cell/${organisation}/${code}`,
  "interviews.type": ({ organisation }) => `type/${organisation}`,
};

const WORDS = ["text", "what", "who", "by_when", "helped", "status", "day", "given", "giver", "asked_by", "organisation", "sort", "state", "type", "why"];

// What was not taken goes back into its form, on the version that stands now, with the sentence.
export function fieldRefused(screen, { kind, body }, sentence) {
  const id = FORMS[kind]?.(body);
  if (id) backInForm(screen, id, body, sentence, standing(screen, id));
}

// What was not taken stands in its form again; `version` is that of what stands there now.
export function backInForm(screen, id, body, sentence, version) {
  for (const name of WORDS) {
    if (!(name in body)) continue;
    const before = "on" in body ? null : screen.outbox.draft(draftOf(id, name));
    const said = [body[name], before].filter(Boolean).join("\n");
    screen.outbox.keep(draftOf(id, name), said || null);
    const field = screen.root.querySelector(`[data-draft="${draftOf(id, name)}"]`);
    if (field) field.value = said;
  }
  for (const name of body.passages ?? []) screen.outbox.keep(draftOf(id, name), "yes");
  if ("on" in body) screen.outbox.keep(openOf(id), version ?? "none");
  screen.errors.set(id, sentence);
}

// The version that stands now under a form's name.
function standing({ view }, id) {
  const [what, ...rest] = id.split("/");
  const name = rest.join("/");
  const found = { agreement: () => view.agreement.find(({ field }) => field === name), note: () => view.notes[name], action: () => view.actions.find((each) => each.id === name), line: () => view.lines.find((each) => each.id === name), earlier: () => view.earlier.find((each) => each.id === name), cell: () => view.cells[id], type: () => view.types[name], worded: () => [...view.codes, ...view.quotes].find((each) => each.id === name) }[what]?.();
  return found?.version;
}

// Words that stand in a field, or that there are none.
export const kept = (text, none) => (text ? words(text, "p") : h("p", { class: "kit-hint" }, none));
