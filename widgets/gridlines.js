// Two lists of a table: how to move the situation, and what was learnt.

import { h, plural, words } from "./dom.js";
import { wordings } from "./gridplacing.js";

// The axis to begin with: the weaker one, by what this table placed now; the first where it has not.
function weaker(screen, table) {
  const sums = screen.content.axes.map(({ id }) => screen.view.spots.filter((spot) => spot.table === table && spot.moment === "now").reduce((sum, spot) => sum + spot[id], 0));
  return screen.content.axes[sums[1] < sums[0] ? 1 : 0].id;
}

const axisNow = (screen, table) => screen.ui.axis ?? weaker(screen, table);

const short = (text) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

// The lines of a list, those that wait among them.
function standing(screen, list, tables) {
  const known = screen.view.lines.filter((line) => line.list === list && tables.includes(line.table));
  const waiting = screen.outbox.waiting.filter(({ kind, body, id }) => kind === "grid.wrote" && body.list === list && tables.includes(body.table) && !known.some((line) => line.id === id));
  return [...known, ...waiting.map(({ id, body }) => ({ ...body, id, waits: true, rivals: [] }))];
}

export function gridList(screen, list, { table, tables = [table], label, may = true }) {
  const { content, view } = screen;
  const lines = standing(screen, list, tables);
  const shown = lines.filter((line) => !line.withdrawn);
  const gone = lines.filter((line) => line.withdrawn && line.table === table);
  const own = (line) => may && !view.ended && (line.table === table || view.role === "trainer");
  const axis = (id) => content.axes.find((each) => each.id === id)?.name;
  return h("div", { class: "kit-list", "data-key": `list/${list}/${table}` },
    shown.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "Nothing written here yet."),
    h("ol", { class: "kit-lines", "aria-label": label, "data-key": "lines" }, shown.map((line) => h("li", { class: "kit-line", "data-key": line.id, id: `line-${line.id}`, tabindex: "-1" },
      words(line.text, "p"),
      own(line) && line.rivals.length > 0 && wordings(line, "pickLine", "line"),
      h("p", { class: "kit-tags" }, line.axis && h("span", { class: "kit-tag" }, axis(line.axis)), tables.length > 1 && h("span", { class: "kit-tag" }, `Table ${line.table}`), line.waits && h("span", { class: "kit-tag kit-tag-waits" }, "Not saved yet"), view.actions.some(({ source }) => source === line.id) && h("span", { class: "kit-tag kit-tag-used" }, "Is an action now")),
      h("div", { class: "kit-line-acts" },
        own(line) && h("button", { type: "button", class: "kit-quiet", "data-do": "withdrawLine", "data-line": line.id, "data-key": "withdraw" }, "Withdraw", h("span", { class: "kit-hidden" }, `: ${short(line.text)}`)),
        list === "move" && own(line) && !view.actions.some(({ source }) => source === line.id) && h("button", { type: "button", class: "kit-quiet", "data-do": "makeAction", "data-line": line.id, "data-table": line.table, "data-key": "make" }, "Make it an action", h("span", { class: "kit-hidden" }, `: ${short(line.text)}`)))))),
    may && !view.ended && form(screen, list, table),
    gone.length > 0 && h("details", { class: "kit-withdrawn", "data-key": "withdrawn" }, h("summary", {}, `Withdrawn (${gone.length})`),
      h("ul", { class: "kit-lines" }, gone.map((line) => h("li", { class: "kit-line", "data-key": line.id }, words(line.text, "p"), h("button", { type: "button", class: "kit-quiet", "data-do": "restoreLine", "data-line": line.id }, "Bring back", h("span", { class: "kit-hidden" }, `: ${short(line.text)}`)))))),
    h("p", { class: "kit-hidden", "data-key": "count" }, plural(shown.length, "line")));
}

function form(screen, list, table) {
  const id = `kit-${list}-${table}`;
  const wrong = screen.errors.get(id);
  return h("form", { class: "kit-add", "data-submit": "addGridLine", "data-list": list, "data-table": table, "data-key": "add", novalidate: true },
    list === "move" && h("fieldset", { class: "kit-choice", "data-key": "axis" }, h("legend", {}, "Towards the positive end of"),
      screen.content.axes.map(({ id: axis, name }, n) => h("label", { class: "kit-tick", "data-key": axis }, h("input", { type: "radio", name: "axis", value: axis, "data-change": "axis", checked: axisNow(screen, table) === axis, id: n ? null : `${id}-axis` }), ` ${name}`))),
    h("label", { for: id }, list === "move" ? "What would move it?" : "What did you learn?"),
    screen.error(id, `${id}-error`),
    h("textarea", { id, name: "text", rows: 2, dir: "auto", "data-draft": `${list}/${table}`, "data-keys": "enter", "data-key": "text", "aria-invalid": wrong && "true", "aria-describedby": wrong && `${id}-error` }),
    h("button", { class: "kit-button", "data-key": "go" }, "Add"));
}

export const gridLineActs = {
  axis(screen, el) {
    screen.ui.axis = el.value;
    screen.draw();
  },
  addGridLine(screen, el) {
    const { list } = el.dataset;
    const table = Number(el.dataset.table);
    const field = el.elements.text;
    const id = `kit-${list}-${table}`;
    screen.errors.delete(id);
    if (!field.value.trim()) {
      screen.errors.set(id, "there is nothing written yet; write a line first");
      return screen.focus(`#${id}`);
    }
    const axis = list === "move" ? axisNow(screen, table) : null;
    screen.put("grid.wrote", { table, list, axis, text: field.value }, "Line added.");
    screen.empty(field);
    field.focus();
  },
  pickLine(screen, el) {
    screen.put("grid.line.picked", { line: el.dataset.line, keep: el.dataset.keep }, "Wording kept.");
    screen.focus(`#line-${el.dataset.line}`);
  },
  withdrawLine(screen, el) {
    screen.put("grid.withdrawn", { line: el.dataset.line }, "Withdrawn; it can be brought back.");
    screen.focus(".kit-list textarea");
  },
  restoreLine(screen, el) {
    screen.put("grid.restored", { line: el.dataset.line }, "Brought back.");
    screen.focus(`#line-${el.dataset.line}`);
  },
  makeAction(screen, el) {
    const line = screen.view.lines.find(({ id }) => id === el.dataset.line);
    const table = screen.view.role === "trainer" ? null : Number(el.dataset.table);
    screen.put("grid.action", { text: line.text, table, source: line.id }, "It is among the actions now; place it there.");
    screen.focus(`#line-${el.dataset.line}`);
  },
};

export function gridLineRefused(screen, change, sentence) {
  if (change.kind !== "grid.wrote") return;
  const { list, table, text } = change.body;
  screen.outbox.keep(`${list}/${table}`, text);
  screen.errors.set(`kit-${list}-${table}`, sentence);
}
