// The wellbeing and safety grid in the page: to look at, to read as a table, and to place a point on.

import { h, words } from "./dom.js";
import { WIDE, frame, placeAt, spot } from "./gridlayout.js";
import { ground, guides, handle, mark, placedThings, svg } from "./griddrawing.js";
import { AXES, axisOf, described, inWords, isPlace, moved, signed, wordOf } from "./gridwords.js";

const slug = (text) => `kit-grid-${text.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;

// A picture that is only looked at, with sentences beside it that say the same. Points are
// { wellbeing, safety, label, shape }, arrows { from, to, label }, `key` says what the shapes stand
// for: { shape, text }. Pictures of one page differ in name, or in `id`.
export function picture(grid, { points = [], arrows = [], name, id = name, key = [] }) {
  const box = frame(grid);
  const [known, drawnArrows] = [points.filter(isPlace), arrows.filter(({ from, to }) => isPlace(from) && isPlace(to))];
  const { drawn, counted, taken } = placedThings(box, known, drawnArrows);
  const said = described(grid, { points: known, arrows: drawnArrows, counted });
  const own = slug(id);
  return h("figure", { class: "kit-grid-figure", "aria-label": name, "data-key": own },
    svg("svg", { class: "kit-grid-picture", viewBox: `0 0 ${WIDE} ${box.height}`, role: "img", "aria-labelledby": `${own}-title`, "aria-describedby": `${own}-desc` },
      svg("title", { id: `${own}-title` }, name),
      svg("desc", { id: `${own}-desc` }, said.map(({ label, text }) => (label ? `${label}: ${text}` : text)).join(" ")),
      svg("g", { "aria-hidden": "true" }, ground(grid, box, { taken }), drawn)),
    h("figcaption", {},
      key.length > 0 && h("ul", { class: "kit-grid-key", "data-key": "key" }, key.map(({ shape, text }) => h("li", {}, sample(shape), text))),
      h("ul", { class: "kit-grid-said", "data-key": "said" }, said.map(({ label, text }) => h("li", {}, label && h("strong", {}, `${label}: `), text)))));
}

function sample(shape) {
  return svg("svg", { class: "kit-grid-sample", viewBox: "0 0 32 32", "aria-hidden": "true" }, mark({ x: 16, y: 16, label: "", shape }));
}

// The same as a table. Rows are { label, viewpoint, moment, wellbeing, safety, reason }.
export function tableOf(grid, rows, { caption = "The grid as a table" } = {}) {
  const stands = (row, id) => Number.isInteger(row[id]) ? `${wordOf(axisOf(grid, id), row[id])} (${signed(row[id])})` : "Left empty";
  return h("div", { class: "kit-scroll kit-grid-scroll", tabindex: "0", role: "region", "aria-label": caption, "data-key": slug(caption) },
    h("table", { class: "kit-grid-table" },
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, ["Point", "Viewpoint", "Moment", ...AXES.map((id) => axisOf(grid, id).name), "Reason"].map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, rows.map((row) => h("tr", {},
        h("th", { scope: "row" }, row.label),
        h("td", {}, row.viewpoint),
        h("td", {}, words(row.moment ?? "")),
        AXES.map((id) => h("td", {}, stands(row, id))),
        h("td", {}, words(row.reason ?? "")))))));
}

const REST = 300; // milliseconds without a further move, after which the place is said

const shown = (screen) => (screen.ui.grids ??= new Map());

const whole = (text) => {
  const n = text === null || text === "" ? NaN : Number(text);
  return Number.isInteger(n) && Math.abs(n) <= 5 ? n : null;
};

const drafted = (screen, id) => Object.fromEntries(AXES.map((axis) => [axis, whole(screen.outbox.draft(`${id}/${axis}`))]));

// The two numbers as they stand in the drafts; null until both are there.
export function placed(screen, id) {
  const at = drafted(screen, id);
  return isPlace(at) ? at : null;
}

// Empty the drafts: what was placed has been put in, or is taken back.
export function unplace(screen, id) {
  for (const axis of AXES) screen.outbox.keep(`${id}/${axis}`, null);
  screen.draw();
}

// Where the point stands: as drafted, else as it was given; null on an axis nobody has placed.
function standing(screen, id) {
  const { value } = shown(screen).get(id);
  const at = drafted(screen, id);
  return Object.fromEntries(AXES.map((axis) => [axis, at[axis] ?? value?.[axis] ?? null]));
}

function sentenceOf(screen, id) {
  const { grid, from } = shown(screen).get(id);
  const at = standing(screen, id);
  if (AXES.every((axis) => at[axis] === null)) return "Not placed yet.";
  return [inWords(grid, at), from && isPlace(at) && `Compared with ${from.label}: ${moved(grid, from, at)}`].filter(Boolean).join(" ");
}

// The control that places one point: two choices in words, and the picture to tap, drag or move by
// arrow keys. All write the drafts `${id}/wellbeing` and `${id}/safety`. `value` is what is saved,
// or null; `from` ({ wellbeing, safety, label }) is where the move begins, drawn with its arrow.
export function placer(screen, grid, { id, value = null, label, from = null }) {
  shown(screen).set(id, { grid, value, from });
  const own = slug(id);
  const at = standing(screen, id);
  const changed = AXES.some((axis) => drafted(screen, id)[axis] !== null);
  return h("fieldset", { class: "kit-grid-placer", "data-key": own, "data-grid": id },
    h("legend", {}, label),
    h("div", { class: "kit-grid-sides" },
      h("div", { class: "kit-grid-choices", "data-key": "choices" },
        grid.axes.map((axis) => choice(screen, axis, { id, own, value }))),
      h("div", { class: "kit-grid-beside", "data-key": "beside" },
        board(screen, grid, { id, own, label, at, from }),
        h("p", { class: "kit-hint kit-no-print", id: `${own}-keys`, "data-key": "keys" }, "Tap or click to place; drag the point to move it. On a keyboard, the arrow keys move it by one, and Enter begins in the middle.")),
      // Below the picture: its length changes, and the picture must not move under a finger.
      h("div", { class: "kit-grid-result", "data-key": "result" },
        h("p", { class: "kit-grid-now", id: `${own}-now`, "data-key": "now" }, sentenceOf(screen, id)),
        changed && h("button", { type: "button", class: "kit-quiet", "data-do": "gridBack", "data-of": id, "data-key": "back" }, value ? "Put it back where it was" : "Take the point away", h("span", { class: "kit-hidden" }, `: ${label}`)))));
}

// Words first, the number second; the best stands on top, as in the picture.
function choice(screen, axis, { id, own, value }) {
  const draft = `${id}/${axis.id}`;
  const name = `${own}-${axis.id}`;
  const saved = value?.[axis.id] ?? null;
  const field = screen.root?.querySelector(`[data-draft="${draft}"]`);
  const open = screen.errors?.has(id) && drafted(screen, id)[axis.id] === null && saved === null;
  const wanted = String(drafted(screen, id)[axis.id] ?? saved ?? "");
  if (field && field.value !== wanted) field.value = wanted; // placed on the picture, or saved elsewhere
  return h("div", { class: "kit-grid-choice", "data-key": axis.id },
    h("label", { for: name }, axis.name),
    h("p", { class: "kit-hint", id: `${name}-hint` }, axis.question),
    h("select", { id: name, "data-draft": draft, "data-value": saved, "data-change": "gridChosen", "data-of": id, "aria-invalid": open && "true", "aria-describedby": open ? `${name}-hint ${id}-error` : `${name}-hint`, "data-key": "field" },
      saved === null && h("option", { value: "" }, "Not placed yet"),
      axis.words.map((_, n) => h("option", { value: n - 5 }, `${wordOf(axis, n - 5)} (${signed(n - 5)})`)).reverse()));
}

function board(screen, grid, { id, own, label, at, from }) {
  const box = frame(grid);
  const points = isPlace(from) ? [{ ...from, shape: "ring" }] : [];
  const same = points.length > 0 && isPlace(at) && AXES.every((axis) => at[axis] === from[axis]);
  const arrows = points.length > 0 && isPlace(at) && !same ? [{ from, to: { ...at, held: true }, label: "" }] : [];
  const el = h("div", { class: "kit-grid-board", tabindex: "0", role: "application", "aria-label": `On the grid: ${label}`, "aria-describedby": `${own}-now ${own}-keys`, "data-keys": "gridKeys", "data-do": "gridTap", "data-of": id, "data-key": "board" },
    svg("svg", { class: "kit-grid-picture", viewBox: `0 0 ${WIDE} ${box.height}`, "aria-hidden": "true" },
      ground(grid, box, { beneath: guides(box, at) }),
      placedThings(box, points, arrows).drawn,
      isPlace(at) && handle(box, at)));
  dragging(screen, el, id);
  return el;
}

// The spot of the picture under a pointer.
function under(el, { clientX, clientY }) {
  const area = el.querySelector("svg").getBoundingClientRect();
  const scale = WIDE / area.width;
  return { x: (clientX - area.left) * scale, y: (clientY - area.top) * scale };
}

// Drag the point; a swipe that begins beside it scrolls the page.
function dragging(screen, el, id) {
  let drag = null;
  const onHandle = (event) => event.target.closest(".kit-grid-handle");
  const box = () => frame(shown(screen).get(id).grid);
  el.addEventListener("touchstart", (event) => { if (onHandle(event)) event.preventDefault(); }, { passive: false });
  el.addEventListener("pointerdown", (event) => {
    screen.ui.gridDragged = null;
    if (drag || event.button !== 0 || !onHandle(event)) return;
    const [at, finger] = [spot(box(), standing(screen, id)), under(el, event)];
    drag = { pointer: event.pointerId, before: drafted(screen, id), finger, held: { x: at.x - finger.x, y: at.y - finger.y }, far: false };
    el.setPointerCapture(event.pointerId);
  });
  el.addEventListener("pointermove", (event) => {
    if (drag?.pointer !== event.pointerId) return;
    const finger = under(el, event);
    drag.far ||= Math.hypot(finger.x - drag.finger.x, finger.y - drag.finger.y) > 6;
    if (drag.far) put(screen, id, placeAt(box(), { x: finger.x + drag.held.x, y: finger.y + drag.held.y }, true));
  });
  const end = (event) => {
    if (drag?.pointer !== event.pointerId) return;
    const { far, before } = drag;
    drag = null;
    screen.ui.gridDragged = id; // the click that follows is no tap
    if (event.type === "pointercancel") put(screen, id, before);
    else if (!far) tapped(screen, el, id, event);
  };
  for (const type of ["pointerup", "pointercancel"]) el.addEventListener(type, end);
}

function tapped(screen, el, id, event) {
  const at = placeAt(frame(shown(screen).get(id).grid), under(el, event));
  if (at) put(screen, id, at);
}

// Keep a place, draw it, and say it once nothing has moved for a moment.
function put(screen, id, at) {
  for (const axis of AXES) screen.outbox.keep(`${id}/${axis}`, at[axis] === null ? null : String(at[axis]));
  screen.draw();
  say(screen, id);
}

function say(screen, id) {
  clearTimeout(screen.ui.gridRest);
  screen.ui.gridRest = setTimeout(() => screen.announce(sentenceOf(screen, id)), REST);
}

const KEYS = { ArrowLeft: ["wellbeing", -1], ArrowRight: ["wellbeing", 1], ArrowUp: ["safety", 1], ArrowDown: ["safety", -1] };

export const gridActs = {
  // A choice was made: the other axis is kept with it, so that both stand in the drafts.
  gridChosen(screen, field) {
    const id = field.dataset.of;
    const axis = field.dataset.draft.slice(id.length + 1);
    put(screen, id, { ...standing(screen, id), [axis]: whole(field.value) });
  },
  gridTap(screen, el, event) {
    const id = el.dataset.of;
    if (event.detail === 0) return; // a screen reader's click has no place
    if (screen.ui.gridDragged !== id) tapped(screen, el, id, event);
    screen.ui.gridDragged = null;
  },
  gridKeys(screen, el, event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const id = el.dataset.of;
    const at = standing(screen, id);
    const empty = AXES.every((axis) => at[axis] === null);
    const begins = ["Enter", " "].includes(event.key);
    if (!begins && !(event.key in KEYS)) return;
    event.preventDefault();
    const next = { wellbeing: at.wellbeing ?? 0, safety: at.safety ?? 0 };
    if (!begins && !empty) {
      const [axis, step] = KEYS[event.key];
      next[axis] = Math.max(-5, Math.min(5, next[axis] + step));
    }
    put(screen, id, next);
  },
  gridBack(screen, el) {
    const id = el.dataset.of;
    unplace(screen, id);
    say(screen, id);
    screen.focus(`[data-draft="${id}/wellbeing"]`);
  },
};
