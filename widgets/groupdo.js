// What we will do: what became of the last session's actions, new actions, what was learnt, themes
// for the board; and, only where the organisation has turned it on, typed case detail.

import { capital, h, words } from "./dom.js";
import { adding, changing, kept, mine } from "./groupfields.js";
import { actionWords, leads, short } from "./groupwords.js";
import { setAside } from "./walls.js";

const NO_NAMES = "No name of a person, please, and nothing that would let anybody recognise them.";

const mayWrite = (screen) => !screen.view.ended && screen.view.writing && (leads(screen) || screen.view.devices);

export function doBox(screen, level = 3) {
  const { content } = screen;
  return [
    h("p", { class: "kit-notice", "data-key": "not-anonymous" }, h("strong", {}, content.rules.not_anonymous)),
    earlierBox(screen, level),
    h("section", { "aria-label": "What, who and by when", "data-key": "actions" }, h(`h${level}`, {}, "What, who by role, and by when"), actions(screen)),
    h("section", { "aria-label": "Lines on what we learnt", "data-key": "lines" }, h(`h${level}`, {}, "What we learnt"), lines(screen)),
    leads(screen) && themes(screen, level),
    content.typed && leads(screen) && typed(screen, level),
  ];
}

function waiting(screen, kind, make) {
  return screen.outbox.waiting.filter((change) => change.kind === kind).map(({ id, body }) => ({ ...make(body), id, waits: true }));
}

const NEW_ACTION = (longest) => [
  { name: "what", label: "What will we do?", hint: NO_NAMES, rows: 2, most: longest.what },
  { name: "who", label: "Who, by role", hint: "For example “the duty worker”. Not a name.", most: longest.who },
  { name: "by_when", label: "By when", most: longest.who },
];

function actions(screen) {
  const { view, content } = screen;
  const all = [...view.actions, ...waiting(screen, "group.action", (body) => ({ dropped: false, version: null, ...body }))];
  const board = (checked) => [{ name: "board", label: "This goes beyond the case: it may stand on the page for the board’s quality subgroup", checked }];
  const spec = (action) => ({ kind: "group.action.changed", base: { action: action.id }, version: action.version, needed: true, button: "Keep this", said: "Action changed.", ticks: board(action.board), fields: NEW_ACTION(content.longest).map((field) => ({ ...field, value: action[field.name] })) });
  return [
    list(screen, "action", all, (action) => [actionWords(action), action.board && [" ", h("span", { class: "kit-tag" }, "For the board too")]], spec, (action) => action.what),
    mayWrite(screen) && adding(screen, "action/new", { kind: "group.action", needed: true, button: "Add this action", said: "Action added.", fields: NEW_ACTION(content.longest), ticks: leads(screen) ? board(false) : [] }),
  ];
}

function lines(screen) {
  const { view, content } = screen;
  const all = [...view.lines, ...waiting(screen, "group.line", (body) => ({ dropped: false, version: null, ...body }))];
  const field = (value) => [{ name: "text", label: "One thing that we learnt", hint: NO_NAMES, rows: 2, most: content.longest.what, value }];
  const spec = (line) => ({ kind: "group.line.changed", base: { line: line.id }, version: line.version, needed: true, button: "Keep this", said: "Line changed.", fields: field(line.text) });
  return [
    list(screen, "line", all, ({ text }) => words(text), spec, ({ text }) => text),
    mayWrite(screen) && !leads(screen) && h("p", { class: "kit-hint", "data-key": "own" }, "What you write here you can take away as long as this page is open. After that, say it aloud."),
    mayWrite(screen) && adding(screen, "line/new", { kind: "group.line", needed: true, button: "Add this line", said: "Line added.", fields: field("") }),
  ];
}

// A list of what stands, and what was taken away. A device takes away only what it wrote itself.
function list(screen, what, all, text, spec, name) {
  const shown = all.filter(({ dropped }) => !dropped);
  const gone = all.filter(({ dropped }) => dropped);
  const own = mine(screen);
  const may = mayWrite(screen);
  const drop = (thing) => may && (leads(screen) || own.includes(thing.id)) && h("button", { type: "button", class: "kit-quiet", "data-do": "groupDrop", "data-what": what, "data-of": thing.id, "data-key": "drop" }, "Take away", h("span", { class: "kit-hidden" }, `: ${short(name(thing))}`));
  return [
    shown.length === 0 && h("p", { class: "kit-hint", "data-key": `${what}/none` }, "Nothing written here yet."),
    h("ul", { class: "kit-lines", "data-key": `${what}/list` }, shown.map((thing) => h("li", { class: "kit-line", id: `${what}-${thing.id}`, tabindex: "-1", "data-key": thing.id },
      thing.waits ? [h("p", {}, text(thing)), h("p", { class: "kit-tags" }, h("span", { class: "kit-tag kit-tag-waits" }, "Not saved yet"))]
        : changing(screen, `${what}/${thing.id}`, spec(thing), h("p", {}, text(thing)), { may: may && leads(screen), more: [drop(thing), may && screen.view.role === "trainer" && setAside(thing.id, name(thing))].filter(Boolean), name: name(thing) })))),
    gone.length > 0 && leads(screen) && h("details", { "data-key": `${what}/gone` }, h("summary", {}, `Taken away (${gone.length})`),
      h("ul", { class: "kit-lines" }, gone.map((thing) => h("li", { class: "kit-line", "data-key": thing.id }, h("p", {}, text(thing)), may && h("button", { type: "button", class: "kit-quiet", "data-do": "groupBack", "data-what": what, "data-of": thing.id }, "Bring back", h("span", { class: "kit-hidden" }, `: ${short(name(thing))}`)))))),
  ];
}

// The actions of the last session: done, changed or still to do; what helped or got in the way.
export function earlierBox(screen, level = 3) {
  const { view, content } = screen;
  if (!view.earlier.length) return null;
  const statuses = [["", "Not said yet"], ...content.statuses.map((status) => [status, capital(status)])];
  const spec = (each) => ({ kind: "group.followed", base: { action: each.id }, version: each.version, emptyIsNull: "status", button: "Keep this", said: "Kept.", open: "Say what became of it",
    fields: [{ name: "status", label: "What became of it?", options: statuses, value: each.status ?? "" }, { name: "helped", label: "What helped, or got in the way?", hint: NO_NAMES, rows: 2, most: content.longest.what, value: each.helped }] });
  return h("section", { "aria-label": "What we said last time", "data-key": "earlier" },
    h(`h${level}`, {}, "What we said last time"),
    h("ul", { class: "kit-lines" }, view.earlier.map((each) => h("li", { class: "kit-line", id: `earlier-${each.id}`, tabindex: "-1", "data-key": each.id },
      changing(screen, `earlier/${each.id}`, spec(each), [
        h("p", {}, actionWords(each)),
        h("p", {}, h("strong", {}, each.status ? capital(each.status) : "Not said yet"), each.helped && ": ", each.helped && words(each.helped)),
      ], { may: leads(screen) && mayWrite(screen), more: view.role === "trainer" && !view.ended && setAside(each.id, each.what), name: each.what })))));
}

function themes(screen, level) {
  const { view, content } = screen;
  const now = themesNow(screen);
  return h("section", { class: "kit-card", "aria-label": "Themes for the board", "data-key": "themes" },
    h(`h${level}`, {}, "For the board’s quality subgroup: what was this hour about?"),
    h("p", { class: "kit-hint" }, "Themes, and actions that go beyond the case. Nothing of the case."),
    content.themes.map(({ id, text }) => h("label", { class: "kit-tick", "data-key": id }, h("input", { type: "checkbox", value: id, checked: now.includes(id), disabled: view.ended, "data-change": "groupTheme", "data-key": "box" }), h("span", {}, capital(text)))));
}

const themesNow = ({ view, outbox }) => outbox.waiting.findLast(({ kind }) => kind === "group.themes")?.body.themes ?? view.themes;

// Typed case detail, where the organisation has turned it on.
function typed(screen, level) {
  const { view, content } = screen;
  const field = (name, label) => {
    const note = view.notes[name] ?? { text: "", version: null };
    if (note.aside) return null;
    return h("div", { class: "kit-line", "data-key": name }, h("p", {}, h("strong", {}, label)),
      changing(screen, `note/${name}`, { kind: "group.noted", base: { field: name }, version: note.version, button: "Keep this", said: "Kept.", open: note.text ? "Change" : "Write", fields: [{ name: "text", label, hint: NO_NAMES, rows: 3, most: content.longest.field, value: note.text }] }, kept(note.text, "Nothing written."), { may: mayWrite(screen), name: label }));
  };
  const name = (id) => content.viewpoints.find((each) => each.id === id)?.name ?? id;
  return h("section", { class: "kit-card", "aria-label": "Typed case detail", "data-key": "typed" },
    h(`h${level}`, {}, "Typed case detail"),
    h("p", { class: "kit-notice" }, h("strong", {}, content.rules.not_anonymous), ` ${content.rules.typed}`),
    field("case", "The case, as far as the record needs it"),
    view.places.map(({ viewpoint, moment }) => field(`why/${viewpoint}/${moment}`, `Why there? ${name(viewpoint)}, ${moment === "now" ? "now" : "after"} (you can leave this empty)`)));
}

export const doActs = {
  groupTheme(screen, box) {
    const others = themesNow(screen).filter((id) => id !== box.value);
    const chosen = box.checked ? [...others, box.value] : others;
    screen.put("group.themes", { themes: screen.content.themes.map(({ id }) => id).filter((id) => chosen.includes(id)) }, box.checked ? "Theme chosen." : "Theme taken away.");
  },
};
