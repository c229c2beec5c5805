// Looking at what all tables placed: a picture, sentences and a table that say the same; never an
// average.

import { h, plural, words } from "./dom.js";
import { picture, tableOf } from "./gridpicture.js";
import { axisOf, inWords, moved, signed, wordOf } from "./gridwords.js";

const NOW = "now";
const SHAPES = ["circle", "square", "ring", "diamond", "hexagon"];

const named = (screen, id) => screen.content.viewpoints.find((view) => view.id === id)?.name ?? id;
const actionText = (screen, id) => screen.view.actions.find((action) => action.id === id)?.text ?? "";
const at = ([wellbeing, safety]) => ({ wellbeing, safety });

// `wall` says what is looked at: { viewpoint, action, table, step }; null means all.
export function chosen(screen, wall) {
  const fits = (thing) => (!wall.viewpoint || thing.viewpoint === wall.viewpoint) && (!wall.table || thing.table === wall.table);
  const spots = screen.view.spots.filter((spot) => fits(spot));
  return {
    now: wall.step === "after" ? [] : spots.filter(({ moment }) => moment === NOW),
    after: wall.step === "now" ? [] : spots.filter(({ moment }) => moment !== NOW && (!wall.action || moment === wall.action)),
    moves: wall.step === "now" ? [] : screen.view.moves.filter((move) => fits(move) && (!wall.action || move.action === wall.action)),
  };
}

const one = (screen) => ["solo", "room"].includes(screen.view.role);
const numberOf = (screen, id) => screen.view.actions.findIndex((action) => action.id === id) + 1;
const bare = (text) => text.replace(/[.\s]+$/, "");

// An action inside a sentence: its number, and its words without their full stop.
const asNamed = (screen, id) => [`action ${numberOf(screen, id)} (“`, words(bare(actionText(screen, id))), "”)"];

// Whose place it is, and when, in a few words.
function whose(screen, { table, viewpoint, moment }) {
  const when = moment === NOW ? "now" : `after action ${numberOf(screen, moment)}`;
  const who = named(screen, viewpoint);
  return one(screen) ? `${who}, ${when}` : `Table ${table}, ${who.toLowerCase()}, ${when}`;
}

function labelOf(screen, { table, moment }, wall) {
  const action = moment !== NOW && !wall.action ? String(numberOf(screen, moment)) : "";
  if (one(screen)) return moment === NOW ? "Now" : action || "1";
  return action ? `${table}/${action}` : `T${table}`;
}

// Several numbers of an axis as a range, with its words at the ends.
export function spread(axis, values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const end = (n) => `${signed(n)} (${wordOf(axis, n)})`;
  return low === high ? end(low) : `from ${end(low)} to ${end(high)}`;
}

export function look(screen, wall, { table = true, level = 3, said = true } = {}) {
  const { content, view } = screen;
  const { now, after, moves } = chosen(screen, wall);
  const views = [...new Set([...now, ...after].map(({ viewpoint }) => viewpoint))];
  const shape = (id) => SHAPES[content.viewpoints.findIndex((each) => each.id === id) % SHAPES.length];
  const drawn = wall.step === "both" ? [...after, ...now.filter((spot) => !moves.some((move) => move.table === spot.table && move.viewpoint === spot.viewpoint))] : [...now, ...after];
  const points = drawn.map((spot) => ({ wellbeing: spot.wellbeing, safety: spot.safety, label: labelOf(screen, spot, wall), said: whose(screen, spot), shape: shape(spot.viewpoint) }));
  const arrows = wall.step === "both" ? moves.map((move) => ({ from: at(move.before), to: at(move.after), label: labelOf(screen, { ...move, moment: move.action }, wall), said: whose(screen, { ...move, moment: move.action }) })) : [];
  const reason = (spot) => [spot.reason && `${bare(spot.reason)}.`, spot.basis && `It rests on: “${bare(spot.basis)}”.`].filter(Boolean).join(" ");
  const rows = [...now, ...after].map((spot) => ({ label: labelOf(screen, spot, wall), viewpoint: named(screen, spot.viewpoint), moment: spot.moment === NOW ? "Now" : `After action ${numberOf(screen, spot.moment)}`, wellbeing: spot.wellbeing, safety: spot.safety, reason: reason(spot) }));
  return [
    h("div", { class: said ? null : "kit-grid-silent", "data-key": "look" },
      picture(content, { points, arrows, name: one(screen) ? "Where the situation was placed" : "Where the tables placed the situation", id: "look", key: views.map((id) => ({ shape: shape(id), text: named(screen, id) })) })),
    view.actions.length > 0 && wall.step !== "now" && h("ol", { class: "kit-grid-actions-key", "data-key": "actions" }, view.actions.map((action) => (!wall.action || wall.action === action.id) && h("li", { value: numberOf(screen, action.id), "data-key": action.id }, words(action.text)))),
    trades(screen, moves, level),
    distances(screen, wall, level),
    ranges(screen, now, after, level),
    table && rows.length > 0 && tableOf(content, rows, { caption: "Every place, with its reason" }),
    view.spots.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "Nothing has been placed yet."),
  ];
}

function ranges(screen, now, after, level) {
  if (one(screen)) return null; // one place each: there is nothing to lie apart
  const { axes, viewpoints } = screen.content;
  const moments = [[NOW, now], ...screen.view.actions.map(({ id }) => [id, after.filter(({ moment }) => moment === id)])];
  const rows = moments.flatMap(([moment, spots]) => viewpoints.map(({ id, name }) => [moment, id, name, spots.filter(({ viewpoint }) => viewpoint === id)])).filter(([, , , spots]) => spots.length > 1);
  if (!rows.length) return null;
  return h("section", { class: "kit-card", "data-key": "ranges" },
    h(`h${level}`, {}, "How far the tables lie apart"),
    h("ul", {}, rows.map(([moment, id, name, spots]) => h("li", { "data-key": `${moment}${id}` },
      `${name}, ${moment === NOW ? "now" : `after action ${numberOf(screen, moment)}`}, ${plural(spots.length, "table")}: `,
      axes.map((axis) => `${axis.name.toLowerCase()} ${spread(axis, spots.map((spot) => spot[axis.id]))}`).join("; "), "."))),
    h("p", { class: "kit-hint" }, "A range, not an average: where tables differ, the reasons are what to talk about."));
}

// What helps one axis and harms the other is named, and offered for discussion.
function trades(screen, moves, level) {
  const found = moves.filter(({ effect }) => effect === "trades");
  if (!found.length) return null;
  return h("section", { class: "kit-card", "data-key": "trades" },
    h(`h${level}`, {}, "Helps one and harms the other"),
    h("ul", {}, found.map((move) => h("li", { "data-key": `${move.table}${move.viewpoint}${move.action}` }, h("strong", {}, `${whose(screen, { ...move, moment: move.action })}: `), moved(screen.content, at(move.before), at(move.after))))),
    h("p", {}, "What would have to change so that it helps both? Who bears what it harms?"));
}

// How far the others stand from the person: the lesson.
function distances(screen, wall, level) {
  const fits = (each) => (!wall.table || each.table === wall.table) && (!wall.viewpoint || each.viewpoint === wall.viewpoint) && (!wall.action || [NOW, wall.action].includes(each.moment)) && (wall.step !== "now" || each.moment === NOW) && (wall.step !== "after" || each.moment !== NOW);
  const found = (screen.view.distances ?? []).filter((each) => fits(each) && (each.wellbeing || each.safety));
  if (!found.length) return null;
  const how = (each) => screen.content.axes.map(({ id }) => [axisOf(screen.content, id).name.toLowerCase(), each[id]]).filter(([, n]) => n).map(([name, n]) => `${name} ${Math.abs(n)} ${n > 0 ? "higher" : "lower"}`).join(", ");
  return h("section", { class: "kit-card", "data-key": "distances" },
    h(`h${level}`, {}, `How far others stand from what we think ${screen.content.person} would say`),
    h("ul", {}, found.map((each) => h("li", { "data-key": `${each.table}${each.moment}${each.viewpoint}` }, `${whose(screen, each)}: ${how(each)}.`))));
}

// Choices of what is looked at; `act` is told each of them.
export function lookChoices(screen, wall, act) {
  const { content, view } = screen;
  const select = (field, text, options) => h("div", { "data-key": field },
    h("label", { for: `kit-look-${field}` }, text),
    h("select", { id: `kit-look-${field}`, "data-change": act, "data-field": field, "data-key": "field" }, options.map(([value, words_]) => h("option", { value, selected: String(wall[field] ?? "") === String(value) }, words_))));
  return h("div", { class: "kit-inline kit-grid-look", "data-key": "choices", role: "group", "aria-label": "What to look at" },
    select("viewpoint", "Viewpoint", [["", "All"], ...content.viewpoints.map(({ id, name }) => [id, name])]),
    select("action", "Action", [["", "All"], ...view.actions.map(({ id, text }, n) => [id, `${n + 1}. ${text.slice(0, 60)}`])]),
    view.tables && select("table", "Table", [["", "All"], ...view.tables.map(({ table }) => [table, `Table ${table}`])]),
    select("step", "Moment", [["both", "Now and after"], ["now", "Now"], ["after", "After"]]));
}

// Own places in words, for the table that made them.
export function ownPlaces(screen, spots) {
  if (!spots.length) return null;
  return h("details", { class: "kit-other", "data-key": "own" }, h("summary", {}, `What you have placed (${plural(spots.length, "place")})`),
    h("ul", { class: "kit-lines" }, spots.map((spot) => h("li", { class: "kit-line", "data-key": spot.id },
      h("p", {}, h("strong", {}, named(screen, spot.viewpoint), ", ", spot.moment === NOW ? "now" : ["after ", asNamed(screen, spot.moment)]), `: ${inWords(screen.content, spot)}`),
      spot.basis && words(`“${spot.basis}”`, "p"), spot.reason && words(spot.reason, "p")))));
}
