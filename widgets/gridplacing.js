// Placing the situation: one form for each table, viewpoint and moment; and the actions to place.

import { h, plural, words } from "./dom.js";
import { placed, placer, unplace } from "./gridpicture.js";
import { inWords, isPlace } from "./gridwords.js";
import { setAside } from "./walls.js";

export const NOW = "now";
const REASON = "Why would the situation stand there?";

export const spotId = (table, viewpoint, moment) => `spot/${table}/${viewpoint}/${moment}`;
const short = (text) => (text.length > 50 ? `${text.slice(0, 50)}…` : text);

// What was placed, with what waits to be saved.
export function spotOf(screen, table, viewpoint, moment) {
  const found = screen.view.spots.find((spot) => spot.table === table && spot.viewpoint === viewpoint && spot.moment === moment) ?? null;
  const mine = screen.outbox.waiting.filter(({ kind, body }) => ["grid.placed", "grid.unplaced"].includes(kind) && body.table === table && body.viewpoint === viewpoint && body.moment === moment);
  return mine.reduce((spot, { id, kind, body }) => (kind === "grid.placed" ? { ...body, version: id, rivals: [], waits: true } : null), found);
}

export function momentName(screen, moment) {
  return moment === NOW ? "Now" : `After: ${short(screen.view.actions.find(({ id }) => id === moment)?.text ?? "an action")}`;
}

// The viewpoint to place from, and how many of them stand already.
export function viewpointTabs(screen, table, moment) {
  return h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Viewpoint", "data-key": "viewpoints" },
    screen.content.viewpoints.map(({ id, name }) => h("button", { type: "button", class: "kit-quiet", "data-do": "viewpoint", "data-viewpoint": id, "data-key": id, "aria-pressed": String(id === viewpointNow(screen)) }, name, spotOf(screen, table, id, moment) ? " ✓" : "", spotOf(screen, table, id, moment) && h("span", { class: "kit-hidden" }, " placed"))));
}

// The person comes first where the session has that viewpoint.
export function viewpointNow(screen) {
  const ids = screen.content.viewpoints.map(({ id }) => id);
  return ids.includes(screen.ui.viewpoint) ? screen.ui.viewpoint : ids[0];
}

export function placeForm(screen, table, moment) {
  const { content } = screen;
  const seen = content.viewpoints.find(({ id }) => id === viewpointNow(screen));
  const id = spotId(table, seen.id, moment);
  const spot = spotOf(screen, table, seen.id, moment);
  const before = moment === NOW ? null : spotOf(screen, table, seen.id, NOW);
  const field = (name, label, text, extra = {}) => {
    const wrong = screen.errors.get(`${id}/${name}`);
    return h("div", { "data-key": name },
      h("label", { for: `${id}/${name}` }, label),
      extra.hint && h("p", { class: "kit-hint", id: `${id}/${name}-hint` }, extra.hint),
      screen.error(`${id}/${name}`, `${id}/${name}-error`),
      h("textarea", { id: `${id}/${name}`, name, rows: 2, dir: "auto", "data-draft": `${id}/${name}`, "data-value": text, "data-key": "text", "aria-invalid": wrong && "true", "aria-describedby": [extra.hint && `${id}/${name}-hint`, wrong && `${id}/${name}-error`].filter(Boolean).join(" ") || null }));
  };
  return h("form", { class: "kit-card kit-grid-form", "data-submit": "keepPlace", "data-table": table, "data-viewpoint": seen.id, "data-moment": moment, "data-key": id, novalidate: true },
    h("h3", { "data-key": "h" }, seen.title),
    h("p", { class: "kit-hint", "data-key": "hint" }, seen.hint),
    seen.needs_basis && !spot && h("p", { "data-key": "empty" }, seen.empty),
    moment !== NOW && !before && h("p", { class: "kit-hint", "data-key": "before" }, "This viewpoint has not been placed now, so the picture shows no arrow yet."),
    screen.error(id, `${id}-error`),
    placer(screen, content, { id, value: isPlace(spot) ? { wellbeing: spot.wellbeing, safety: spot.safety } : null, label: `Where the situation stands. ${momentName(screen, moment)}`, from: isPlace(before) ? { wellbeing: before.wellbeing, safety: before.safety, label: "Now" } : null }),
    seen.needs_basis && field("basis", seen.basis, spot?.basis ?? "", { hint: "No real person’s words, please: only those of the case." }),
    field("reason", REASON, spot?.reason ?? ""),
    spot?.rivals?.length > 0 && rivals(screen, spot, { table, viewpoint: seen.id, moment }),
    h("div", { class: "kit-line-acts", "data-key": "acts" },
      h("button", { class: "kit-button", "data-key": "keep" }, spot ? "Keep this place instead" : "Keep this place"),
      spot && h("button", { type: "button", class: "kit-quiet", "data-do": "takePlace", "data-table": table, "data-viewpoint": seen.id, "data-moment": moment, "data-key": "take" }, "Leave it empty"),
      spot?.waits && h("span", { class: "kit-tag kit-tag-waits", "data-key": "waits" }, "Not saved yet")));
}

function rivals(screen, spot, at) {
  return h("div", { class: "kit-rivals", role: "group", "aria-label": "Two places", "data-key": "rivals" },
    h("p", {}, "Two devices placed this at the same time. Both are kept until you pick one."),
    h("ul", {}, [spot, ...spot.rivals].map((each) => h("li", { "data-key": each.version }, h("p", {}, inWords(screen.content, each)), words(each.reason, "p"),
      h("button", { type: "button", class: "kit-quiet", "data-do": "pickPlace", "data-table": at.table, "data-viewpoint": at.viewpoint, "data-moment": at.moment, "data-keep": each.version }, "Keep this place")))));
}

// The actions: which one is being placed, and a form for one more.
export function actionList(screen, table, { may = true } = {}) {
  const { view } = screen;
  const now = actionNow(screen);
  const count = (action) => screen.content.viewpoints.filter(({ id }) => spotOf(screen, table, id, action)).length;
  return h("section", { class: "kit-grid-actions", "data-key": "actions", "aria-label": "What could be done" },
    view.actions.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "There are no actions yet. Write the first: what could be done?"),
    h("ol", { class: "kit-lines", "data-key": "list" }, view.actions.map((action, n) => h("li", { class: "kit-line", "data-key": action.id, id: `action-${action.id}`, tabindex: "-1" },
      screen.ui.wording === action.id ? wordingForm(action) : words(action.text, "p"),
      action.rivals.length > 0 && wordings(action, "pickAction", "action"),
      h("p", { class: "kit-tags", "data-key": "tags" }, h("span", { class: "kit-tag" }, action.table ? `Table ${action.table}` : "Given"), count(action.id) > 0 && h("span", { class: "kit-tag kit-tag-used" }, `${plural(count(action.id), "viewpoint")} placed`)),
      h("div", { class: "kit-line-acts", "data-key": "acts" },
        h("button", { type: "button", class: "kit-quiet", "data-do": "action", "data-action": action.id, "data-key": "place", "aria-pressed": String(action.id === now) }, action.id === now ? "Placing this one" : "Place this one", h("span", { class: "kit-hidden" }, `: action ${n + 1}`)),
        may && mayChange(screen, action, table) && screen.ui.wording !== action.id && h("button", { type: "button", class: "kit-quiet", "data-do": "wordAction", "data-action": action.id, "data-key": "word" }, "Change the words", h("span", { class: "kit-hidden" }, ` of action ${n + 1}`)),
        may && mayChange(screen, action, table) && h("button", { type: "button", class: "kit-quiet", "data-do": "dropAction", "data-action": action.id, "data-key": "drop" }, "Take away", h("span", { class: "kit-hidden" }, ` action ${n + 1}`)),
        view.role === "trainer" && setAside(action.id, action.text))))),
    (view.dropped ?? []).length > 0 && h("details", { "data-key": "dropped" }, h("summary", {}, `Taken away (${view.dropped.length})`),
      h("ul", { class: "kit-lines" }, view.dropped.map((action) => h("li", { class: "kit-line", "data-key": action.id }, words(action.text, "p"), h("button", { type: "button", class: "kit-quiet", "data-do": "backAction", "data-action": action.id }, "Bring back", h("span", { class: "kit-hidden" }, `: ${short(action.text)}`)), view.role === "trainer" && setAside(action.id, action.text))))),
    may && h("form", { class: "kit-add", "data-submit": "addAction", "data-table": screen.view.role === "trainer" ? null : table, "data-key": "add", novalidate: true },
      h("label", { for: "kit-action" }, "Another action"),
      screen.error("action", "kit-action-error"),
      h("textarea", { id: "kit-action", name: "text", rows: 2, dir: "auto", "data-draft": "action", "data-keys": "enter", "data-key": "text", "aria-invalid": screen.errors.has("action") && "true", "aria-describedby": screen.errors.has("action") && "kit-action-error" }),
      h("button", { class: "kit-quiet", "data-key": "go" }, "Add the action")));
}

// Two wordings that were made at the same time: both stay until somebody picks one.
export function wordings(thing, act, field) {
  return h("div", { class: "kit-rivals", role: "group", "aria-label": "Two wordings", "data-key": "rivals" },
    h("p", {}, "Two people changed this at the same time. Both wordings are kept until you pick one."),
    h("ul", {}, [thing, ...thing.rivals].map(({ text, version }) => h("li", { "data-key": version }, words(text, "p"),
      h("button", { type: "button", class: "kit-quiet", "data-do": act, [`data-${field}`]: thing.id, "data-keep": version }, "Keep this wording", h("span", { class: "kit-hidden" }, `: ${short(text)}`))))));
}

const mayChange = (screen, action, table) => screen.view.role === "trainer" || screen.view.role === "solo" || action.table === table;

function wordingForm(action) {
  return h("form", { class: "kit-edit", "data-submit": "saveAction", "data-action": action.id, "data-on": action.version, "data-key": "edit" },
    h("label", { for: `word-${action.id}` }, "Words of the action"),
    h("textarea", { id: `word-${action.id}`, name: "text", rows: 2, dir: "auto", "data-draft": `word/${action.id}`, "data-value": action.text, "data-keys": "enter", "data-key": "text" }),
    h("div", { class: "kit-line-acts" }, h("button", { class: "kit-button" }, "Save"), h("button", { type: "button", class: "kit-quiet", "data-do": "leaveAction", "data-action": action.id }, "Leave it as it was")));
}

// The action that is being placed: the one chosen, else the first.
export function actionNow(screen) {
  const ids = screen.view.actions.map(({ id }) => id);
  return ids.includes(screen.ui.action) ? screen.ui.action : ids[0] ?? null;
}

const wrongAt = (screen, id, part, sentence) => {
  screen.errors.set(part ? `${id}/${part}` : id, sentence);
  const missing = screen.outbox.draft(`${id}/wellbeing`) ? "safety" : "wellbeing";
  screen.focus(`[data-draft="${id}/${part || missing}"]`);
  screen.announce(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`, true);
};

export const placingActs = {
  viewpoint(screen, el) {
    screen.ui.viewpoint = el.dataset.viewpoint;
    screen.draw();
  },
  action(screen, el) {
    screen.ui.action = el.dataset.action;
    screen.draw();
  },
  keepPlace(screen, form) {
    const { viewpoint, moment } = form.dataset;
    const table = Number(form.dataset.table);
    const id = spotId(table, viewpoint, moment);
    const spot = spotOf(screen, table, viewpoint, moment);
    for (const part of ["", "/reason", "/basis"]) screen.errors.delete(id + part);
    const at = placed(screen, id) ?? (isPlace(spot) ? spot : null);
    const [reason, basis] = [form.elements.reason.value, form.elements.basis?.value ?? ""];
    if (!at) return wrongAt(screen, id, "", "the situation is not placed yet; choose where it stands on both axes");
    if (form.elements.basis && !basis.trim()) return wrongAt(screen, id, "basis", "there are no words here to rest this on; quote some, or leave this viewpoint empty");
    if (moment !== NOW && !reason.trim()) return wrongAt(screen, id, "reason", "there is no reason yet; say in a few words why it would stand there");
    clearTimeout(screen.ui.gridRest); // what the point said while it moved is said now
    screen.put("grid.placed", { table, viewpoint, moment, wellbeing: at.wellbeing, safety: at.safety, reason, basis, on: spot?.version ?? null }, `Placed. ${inWords(screen.content, at)}`);
    for (const part of ["reason", "basis"]) screen.outbox.keep(`${id}/${part}`, null);
    unplace(screen, id);
  },
  takePlace(screen, el) {
    const { viewpoint, moment } = el.dataset;
    const table = Number(el.dataset.table);
    const id = spotId(table, viewpoint, moment);
    screen.put("grid.unplaced", { table, viewpoint, moment }, "Left empty.");
    for (const part of ["reason", "basis"]) {
      screen.outbox.keep(`${id}/${part}`, null);
      const field = screen.root.querySelector(`[data-draft="${id}/${part}"]`);
      if (field) field.value = "";
    }
    unplace(screen, id);
    screen.focus(`[data-draft="${id}/wellbeing"]`);
  },
  pickPlace(screen, el) {
    const { viewpoint, moment, keep } = el.dataset;
    screen.put("grid.picked", { table: Number(el.dataset.table), viewpoint, moment, keep }, "Place kept.");
  },
  addAction(screen, form) {
    const field = form.elements.text;
    screen.errors.delete("action");
    if (!field.value.trim()) {
      screen.errors.set("action", "there is no action yet; write what could be done");
      return screen.focus("#kit-action");
    }
    const table = form.dataset.table ? Number(form.dataset.table) : null;
    const name = screen.put("grid.action", { text: field.value, table }, "Action added.");
    screen.ui.action = name ?? screen.ui.action;
    screen.empty(field);
    field.focus();
  },
  wordAction(screen, el) {
    screen.ui.wording = el.dataset.action;
    screen.focus(`#word-${el.dataset.action}`);
  },
  saveAction(screen, form) {
    const text = form.elements.text.value;
    if (!text.trim()) return form.elements.text.focus();
    screen.put("grid.action.worded", { action: form.dataset.action, text, on: form.dataset.on }, "Words changed.");
    placingActs.leaveAction(screen, form);
  },
  leaveAction(screen, el) {
    screen.ui.wording = null;
    screen.outbox.keep(`word/${el.dataset.action}`, null);
    screen.focus(`#action-${el.dataset.action}`);
  },
  pickAction(screen, el) {
    screen.put("grid.action.picked", { action: el.dataset.action, keep: el.dataset.keep }, "Wording kept.");
    screen.focus(`#action-${el.dataset.action}`);
  },
  dropAction(screen, el) {
    screen.put("grid.action.dropped", { action: el.dataset.action }, "Action taken away; it can be brought back.");
    screen.focus("#kit-action");
  },
  backAction(screen, el) {
    screen.put("grid.action.back", { action: el.dataset.action }, "Action brought back.");
    screen.focus(`#action-${el.dataset.action}`);
  },
};

// What was not taken goes back into its form.
export function placingRefused(screen, change, sentence) {
  const { kind, body } = change;
  if (kind === "grid.placed") {
    const id = spotId(body.table, body.viewpoint, body.moment);
    for (const part of ["wellbeing", "safety", "reason", "basis"]) screen.outbox.keep(`${id}/${part}`, String(body[part] ?? ""));
    screen.errors.set(id, sentence);
  } else if (kind === "grid.action") {
    screen.outbox.keep("action", body.text);
    screen.errors.set("action", sentence);
  } else if (kind === "grid.action.worded") {
    screen.outbox.keep(`word/${body.action}`, body.text);
    screen.ui.wording = body.action;
  }
}
