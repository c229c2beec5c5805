// A list that a table adds to, edits, reorders and withdraws from.

import { h, words } from "./dom.js";

// The wall as it will be once what waits in the outbox is saved.
export function withWaiting(screen, lines, table, principle) {
  const found = lines.map((line) => ({ ...line }));
  const byId = new Map(found.map((line) => [line.id, line]));
  for (const { id, kind, body } of screen.outbox.waiting) {
    const line = byId.get(body.line);
    if (kind === "line.added" && body.table === table && body.principle === principle && !byId.has(id)) {
      const added = { id, table, text: body.text, version: id, rivals: [], rank: 1e11 + found.length, waits: true };
      found.push(added);
      byId.set(id, added);
    } else if (kind === "line.edited" && line) {
      Object.assign(line, { text: body.text, version: id, waits: true });
    } else if (kind === "line.withdrawn" && line) {
      line.withdrawn = true;
    } else if (kind === "line.restored" && line) {
      line.withdrawn = false;
    } else if (kind === "line.moved" && line) {
      line.rank = body.rank;
    }
  }
  return found.sort((a, b) => a.rank - b.rank);
}

function brief(text) {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

// The list of one table on one principle. `table` is who it is written for; `may` is false where
// the list is only read.
export function lineList(screen, { lines, table, principle, may = true, name }) {
  const all = withWaiting(screen, lines, table, principle);
  const shown = all.filter((line) => !line.withdrawn);
  const withdrawn = all.filter((line) => line.withdrawn);
  return h("div", { class: "kit-list", "data-key": `list/${table}/${principle}` },
    shown.length ? null : h("p", { class: "kit-hint", "data-key": "none" }, "Nothing written here yet."),
    h("ol", { class: "kit-lines", "aria-label": name, "data-key": "lines" },
      shown.map((line, n) => lineItem(screen, line, { n, last: shown.length - 1, table, principle, may }))),
    may && addForm(screen, table, principle),
    withdrawn.length > 0 && h("details", { class: "kit-withdrawn", "data-key": "withdrawn" },
      h("summary", {}, `Withdrawn (${withdrawn.length})`),
      h("ul", { class: "kit-lines" }, withdrawn.map((line) => h("li", { class: "kit-line", "data-key": line.id },
        words(line.text, "p"),
        may && h("div", { class: "kit-line-acts" },
          h("button", { type: "button", class: "kit-quiet", "data-do": "restore", "data-line": line.id }, "Bring back", h("span", { class: "kit-hidden" }, `: ${brief(line.text)}`))))))));
}

function lineItem(screen, line, { n, last, table, principle, may }) {
  const open = editing(screen, line.id);
  const label = h("span", { class: "kit-hidden" }, ` line ${n + 1}: ${brief(line.text)}`);
  const act = (name, text, extra = {}) => h("button", { type: "button", class: "kit-quiet", "data-do": name, "data-line": line.id, "data-key": name, ...extra }, text, label.cloneNode(true));
  return h("li", { class: "kit-line", "data-key": line.id, id: `line-${line.id}`, tabindex: "-1" },
    open === null ? words(line.text, "p") : editForm(screen, line, open),
    h("p", { class: "kit-tags", "data-key": "tags" },
      line.waits && h("span", { class: "kit-tag kit-tag-waits" }, "Not saved yet"),
      line.late && h("span", { class: "kit-tag" }, "After time"),
      line.table !== undefined && line.table !== table && h("span", { class: "kit-tag" }, `From table ${line.table}`),
      line.by === "trainer" && h("span", { class: "kit-tag" }, "Typed by the trainer")),
    screen.error(line.id, `error-${line.id}`),
    line.rivals?.length > 0 && rivals(line),
    may && open === null && h("div", { class: "kit-line-acts", "data-key": "acts" },
      act("edit", "Edit"),
      act("up", "Up", { "data-table": table, "data-principle": principle, "aria-disabled": n === 0 && "true" }),
      act("down", "Down", { "data-table": table, "data-principle": principle, "aria-disabled": n === last && "true" }),
      act("withdraw", "Withdraw")));
}

function rivals(line) {
  const offer = (text, version, who) => h("li", { "data-key": version },
    words(text, "p"),
    h("button", { type: "button", class: "kit-quiet", "data-do": "pick", "data-line": line.id, "data-keep": version }, "Keep this wording", h("span", { class: "kit-hidden" }, `, ${who}: ${brief(text)}`)));
  return h("div", { class: "kit-rivals", role: "group", "aria-label": "Two wordings", "data-key": "rivals" },
    h("p", {}, "Two people changed this line at the same time. Both wordings are kept until you pick one."),
    h("ul", {}, offer(line.text, line.version, "first"), line.rivals.map((rival) => offer(rival.text, rival.version, rival.by.replace("table-", "table ")))));
}

// The version a line is being edited on, or null.
function editing(screen, line) {
  return screen.outbox.draft(`on/${line}`);
}

function editForm(screen, line, on) {
  return h("form", { class: "kit-edit", "data-submit": "saveEdit", "data-line": line.id, "data-on": on, "data-key": "edit" },
    h("label", { for: `edit-${line.id}` }, "Change this line"),
    h("textarea", { id: `edit-${line.id}`, name: "text", rows: 3, dir: "auto", "data-draft": `edit/${line.id}`, "data-value": line.text, "data-keys": "enter", "data-key": "text" }),
    h("div", { class: "kit-line-acts" },
      h("button", { class: "kit-button" }, "Save"),
      h("button", { type: "button", class: "kit-quiet", "data-do": "cancelEdit", "data-line": line.id }, "Leave it as it was")));
}

function addForm(screen, table, principle) {
  const name = `add/${table}/${principle}`;
  const wrong = screen.errors.get(name);
  const id = name.replaceAll("/", "-");
  return h("form", { class: "kit-add", "data-submit": "add", "data-table": table, "data-principle": principle, "data-key": "add", novalidate: true },
    h("label", { for: id, "data-key": "label" }, "Add a line"),
    h("p", { class: "kit-hint", id: `${id}-hint`, "data-key": "hint" }, "What would you do? Press Enter to add it. No real names, please."),
    screen.error(name, `${id}-error`),
    h("textarea", { id, name: "text", rows: 2, dir: "auto", "data-draft": name, "data-keys": "enter", "data-key": "text",
      "aria-describedby": `${id}-hint${wrong ? ` ${id}-error` : ""}`, "aria-invalid": wrong && "true" }),
    h("button", { class: "kit-button", "data-key": "button" }, "Add"));
}

function wallOf(screen, el) {
  const table = Number(el.dataset.table);
  const lines = (screen.view.walls?.[el.dataset.principle] ?? []).filter((line) => screen.view.role !== "trainer" || line.table === table);
  return withWaiting(screen, lines, table, el.dataset.principle).filter((line) => !line.withdrawn);
}

// Between its new neighbours: ranks are numbers, a line's own is that of its entry.
function move(screen, el, step) {
  const lines = wallOf(screen, el);
  const at = lines.findIndex((line) => line.id === el.dataset.line);
  const to = at + step;
  if (at < 0 || to < 0 || to >= lines.length) return;
  const beyond = lines[to + step];
  const rank = beyond ? (lines[to].rank + beyond.rank) / 2 : lines[to].rank + step;
  screen.put("line.moved", { line: el.dataset.line, rank }, `Moved to place ${to + 1} of ${lines.length}.`);
}

export const lineActs = {
  add(screen, form) {
    const field = form.elements.text;
    const name = field.dataset.draft;
    screen.errors.delete(name);
    if (!field.value.trim()) {
      screen.errors.set(name, "there is nothing written here yet; write a few words first");
      screen.focus(`#${field.id}`);
      return;
    }
    screen.put("line.added", { table: Number(form.dataset.table), principle: form.dataset.principle, text: field.value }, "Line added.");
    screen.empty(field);
    field.focus();
  },
  enter(screen, field, event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    field.form.requestSubmit();
  },
  edit(screen, el) {
    const id = el.dataset.line;
    const line = Object.values(screen.view.walls ?? {}).flat().concat(Object.values(screen.view.desk ?? {}).flatMap(({ lines }) => lines)).find((known) => known.id === id);
    const waiting = screen.outbox.waiting.findLast(({ id: name, kind, body }) => (kind === "line.edited" && body.line === id) || (kind === "line.added" && name === id));
    const text = waiting?.body.text ?? line?.text ?? "";
    screen.outbox.keep(`on/${id}`, waiting?.id ?? line?.version ?? id);
    screen.outbox.keep(`edit/${id}`, text);
    screen.focus(`#edit-${id}`);
  },
  saveEdit(screen, form) {
    const id = form.dataset.line;
    const text = form.elements.text.value;
    if (!text.trim()) {
      screen.errors.set(id, "there is nothing written here; write a few words, or withdraw the line");
      screen.draw();
      return;
    }
    screen.errors.delete(id);
    screen.put("line.edited", { line: id, text, on: form.dataset.on }, "Line changed.");
    closeEdit(screen, id);
  },
  cancelEdit(screen, el) { closeEdit(screen, el.dataset.line); },
  up(screen, el) { move(screen, el, -1); },
  down(screen, el) { move(screen, el, 1); },
  withdraw(screen, el) {
    const next = el.closest("li").nextElementSibling ?? el.closest("li").previousElementSibling;
    screen.put("line.withdrawn", { line: el.dataset.line }, "Line withdrawn. You can bring it back.");
    if (next) screen.focus(`#${next.id}`);
    else screen.focus(`[data-key="list/${el.closest("[data-key^='list/']").dataset.key.slice(5)}"] textarea`);
  },
  restore(screen, el) {
    screen.put("line.restored", { line: el.dataset.line }, "Line brought back.");
    screen.focus(`#line-${el.dataset.line}`);
  },
  pick(screen, el) {
    screen.put("line.picked", { line: el.dataset.line, keep: el.dataset.keep }, "Wording kept.");
    screen.focus(`#line-${el.dataset.line}`);
  },
};

function closeEdit(screen, id) {
  screen.outbox.keep(`on/${id}`, null);
  screen.outbox.keep(`edit/${id}`, null);
  screen.focus(`#line-${id} [data-do=edit]`);
}

// A refused line goes back into its box, if that is still empty; else it waits in front of it.
export function lineRefused(screen, change, sentence) {
  if (change.kind === "line.added") {
    const name = `add/${change.body.table}/${change.body.principle}`;
    const field = screen.root.querySelector(`[data-draft="${name}"]`);
    const text = field?.value ? `${change.body.text}\n${field.value}` : change.body.text;
    screen.outbox.keep(name, text);
    if (field) field.value = text;
    screen.errors.set(name, sentence);
  } else if (change.kind === "line.edited") {
    screen.outbox.keep(`on/${change.body.line}`, change.body.on);
    screen.outbox.keep(`edit/${change.body.line}`, change.body.text);
  }
}
