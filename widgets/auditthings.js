// Lines and actions of an audit: forms to add, and lists to change and take away from.

import { h, words } from "./dom.js";
import { adding, changing } from "./groupfields.js";
import { actionWords, short } from "./groupwords.js";
import { newForm, nudge } from "./auditfields.js";
import { writes } from "./auditwords.js";
import { setAside } from "./walls.js";

const NO_NAMES = "No name of a person, please, and nothing that would let anybody recognise them.";
const BOARD = "It may stand on the board’s page: nothing in it is of one file or one person";

const LISTS = {
  good: { title: "Good practice", label: "Something that was done well", button: "Add this good practice" },
  well: { title: "What went well", label: "What went well, and what made it so", button: "Add this" },
  try: { title: "One thing to try", label: "One thing to try, small enough to happen", button: "Add this" },
};

const lineFields = (longest, of, value) => [{ name: "text", label: LISTS[of].label, hint: NO_NAMES, rows: 2, most: longest.what, value }];
const actionFields = (longest, action = {}) => [
  { name: "what", label: "What will be done?", hint: NO_NAMES, rows: 2, most: longest.what, value: action.what },
  { name: "who", label: "Who, by role", hint: "For example “the team manager”. Not a name.", most: longest.who, value: action.who },
  { name: "by_when", label: "By when", most: longest.who, plain: true, value: action.by_when },
];
const board = (checked) => [{ name: "board", label: BOARD, checked }];
// What is written away from a single file is ticked for the board to begin with, where so many files are
// looked at that numbers are given too: of one enquiry, or of a few, nothing goes to the board by itself.
const beyond = ({ content }, file) => !file && content.shape === "files" && content.files * content.agencies.length >= content.fewest_files;

const waiting = (screen, kind) => screen.outbox.waiting.filter((change) => change.kind === kind).map(({ id, body }) => ({ dropped: false, version: null, ...body, id, waits: true }));
const here = (file, item) => (each) => (each.file ?? null) === file && (each.item ?? null) === item;

// Lines of a list, written at one question to one file, or at the end.
export function linesBox(screen, { of, file = null, item = null }) {
  const { view, content } = screen;
  const all = [...view.lines, ...waiting(screen, "audit.line")].filter((each) => each.of === of && here(file, item)(each));
  const spec = (line) => ({ kind: "audit.line.changed", base: { line: line.id }, version: line.version, needed: true, button: "Keep this", said: "Line changed.", ticks: board(line.board), fields: lineFields(content.longest, of, line.text) });
  const id = newForm(of, file, item);
  return [
    list(screen, "line", `${of}/${file}/${item}`, all, ({ text }) => words(text), spec, ({ text }) => text),
    writes(screen) && adding(screen, id, { kind: "audit.line", base: { of, file, item }, needed: true, button: LISTS[of].button, said: "Line added.", fields: lineFields(content.longest, of, ""), ticks: board(beyond(screen, file)) }),
    nudge(screen, id),
  ];
}

export function actionsBox(screen, { file = null, item = null } = {}) {
  const { view, content } = screen;
  const all = [...view.actions, ...waiting(screen, "audit.action")].filter(here(file, item));
  const spec = (action) => ({ kind: "audit.action.changed", base: { action: action.id }, version: action.version, needed: true, button: "Keep this", said: "Action changed.", ticks: board(action.board), fields: actionFields(content.longest, action) });
  const id = newForm("action", file, item);
  return [
    list(screen, "action", `action/${file}/${item}`, all, actionWords, spec, ({ what }) => what),
    writes(screen) && adding(screen, id, { kind: "audit.action", base: { file, item }, needed: true, button: "Add this action", said: "Action added.", fields: actionFields(content.longest), ticks: board(beyond(screen, file)) }),
    nudge(screen, id),
  ];
}

export const listTitle = (of) => LISTS[of].title;

// What stands, and what was taken away and can be brought back.
function list(screen, what, key, all, text, spec, name) {
  const shown = all.filter(({ dropped }) => !dropped);
  const gone = all.filter(({ dropped }) => dropped);
  const may = writes(screen);
  const act = (doing, thing, said) => h("button", { type: "button", class: "kit-quiet", "data-do": doing, "data-what": what, "data-of": thing.id, "data-key": doing }, said, h("span", { class: "kit-hidden" }, `: ${short(name(thing))}`));
  return [
    shown.length > 0 && h("ul", { class: "kit-lines", "data-key": `list/${key}` }, shown.map((thing) => h("li", { class: "kit-line", id: `${what}-${thing.id}`, tabindex: "-1", "data-key": thing.id },
      thing.waits ? [h("p", {}, text(thing)), h("p", { class: "kit-tags" }, h("span", { class: "kit-tag kit-tag-waits" }, "Not saved yet"))]
        : [changing(screen, `${what}/${thing.id}`, spec(thing), h("p", {}, text(thing), thing.board && [" ", h("span", { class: "kit-tag" }, "For the board too")]), { may, more: [may && act("auditDrop", thing, "Take away"), may && screen.view.role === "trainer" && setAside(thing.id, name(thing))].filter(Boolean), name: name(thing) }),
          nudge(screen, `${what}/${thing.id}`)]))),
    gone.length > 0 && may && h("details", { "data-key": `gone/${key}` }, h("summary", {}, `Taken away (${gone.length})`),
      h("ul", { class: "kit-lines" }, gone.map((thing) => h("li", { class: "kit-line", "data-key": thing.id }, h("p", {}, text(thing)), act("auditBack", thing, "Bring back"))))),
  ];
}
