// Looking at what all tables placed: a picture, sentences and a table that say the same; never an
// average.

import { h, plural, words } from "./dom.js";
import { picture, tableOf } from "./gridpicture.js";
import { axisOf, inWords, moved, signed } from "./gridwords.js";

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

// Several tables' numbers as a range in words.
export function spread(values) {
  if (!values.length) return "not placed";
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low === high) return values.length === 1 ? signed(low) : `${signed(low)}, ${values.length === 2 ? "both" : `all ${values.length}`}`;
  return `from ${signed(low)} to ${signed(high)}, ${values.length} places`;
}

export function look(screen, wall, { name = "Where the tables placed the situation", table = true, level = 3 } = {}) {
  const { content, view } = screen;
  const { now, after, moves } = chosen(screen, wall);
  const label = (thing) => `T${thing.table}`;
  const views = [...new Set([...now, ...after].map(({ viewpoint }) => viewpoint))];
  const shape = (id) => SHAPES[content.viewpoints.findIndex((each) => each.id === id) % SHAPES.length];
  const drawn = wall.step === "both" ? [...after, ...now.filter((spot) => !moves.some((move) => move.table === spot.table && move.viewpoint === spot.viewpoint))] : [...now, ...after];
  const points = drawn.map((spot) => ({ wellbeing: spot.wellbeing, safety: spot.safety, label: label(spot), shape: shape(spot.viewpoint) }));
  const arrows = wall.step === "both" ? moves.map((move) => ({ from: at(move.before), to: at(move.after), label: label(move) })) : [];
  const rows = [...now, ...after].map((spot) => ({ label: label(spot), viewpoint: named(screen, spot.viewpoint), moment: spot.moment === NOW ? "Now" : actionText(screen, spot.moment), wellbeing: spot.wellbeing, safety: spot.safety, reason: spot.basis ? `${spot.reason} “${spot.basis}”` : spot.reason }));
  return [
    picture(content, { points, arrows, name, id: "look", key: views.map((id) => ({ shape: shape(id), text: named(screen, id) })) }),
    wall.action && h("p", { "data-key": "action" }, h("strong", {}, "After: "), words(actionText(screen, wall.action))),
    ranges(screen, now, after, level),
    trades(screen, moves, level),
    distances(screen, wall, level),
    table && rows.length > 0 && tableOf(content, rows, { caption: "Every place, with its reason" }),
    view.spots.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "Nothing has been placed yet."),
  ];
}

function ranges(screen, now, after, level) {
  const moments = [[NOW, now], ...screen.view.actions.map(({ id }) => [id, after.filter(({ moment }) => moment === id)])].filter(([, spots]) => spots.length);
  if (!moments.length) return null;
  const axes = screen.content.axes;
  return h("section", { class: "kit-card", "data-key": "ranges" },
    h(`h${level}`, {}, "How far the places lie apart"),
    h("ul", {}, moments.map(([moment, spots]) => h("li", { "data-key": moment },
      moment === NOW ? "Now" : words(actionText(screen, moment)), ": ",
      axes.map(({ id, name }) => `${name.toLowerCase()} ${spread(spots.map((spot) => spot[id]))}`).join("; "), "."))),
    h("p", { class: "kit-hint" }, "A range, not an average: where tables differ, the reasons are what to talk about."));
}

// What helps one axis and harms the other is named, and offered for discussion.
function trades(screen, moves, level) {
  const found = moves.filter(({ effect }) => effect === "trades");
  if (!found.length) return null;
  return h("section", { class: "kit-card", "data-key": "trades" },
    h(`h${level}`, {}, "Helps one and harms the other"),
    h("ul", {}, found.map((move) => h("li", { "data-key": `${move.table}${move.viewpoint}${move.action}` }, h("strong", {}, `Table ${move.table}, ${named(screen, move.viewpoint).toLowerCase()}: `), words(actionText(screen, move.action)), ". ", moved(screen.content, at(move.before), at(move.after))))),
    h("p", {}, "What would have to change so that it helps both? Who bears what it harms?"));
}

// How far the others stand from the person: the lesson.
function distances(screen, wall, level) {
  const found = (screen.view.distances ?? []).filter((each) => (!wall.table || each.table === wall.table) && (!wall.action || [NOW, wall.action].includes(each.moment)) && (each.wellbeing || each.safety));
  if (!found.length) return null;
  const words_ = (each) => screen.content.axes.map(({ id }) => [axisOf(screen.content, id).name.toLowerCase(), each[id]]).filter(([, n]) => n).map(([name, n]) => `${name} ${Math.abs(n)} ${n > 0 ? "higher" : "lower"}`).join(", ");
  return h("section", { class: "kit-card", "data-key": "distances" },
    h(`h${level}`, {}, `How far others stand from what we think ${screen.content.person} would say`),
    h("ul", {}, found.map((each) => h("li", { "data-key": `${each.table}${each.moment}${each.viewpoint}` }, `Table ${each.table}, ${each.moment === NOW ? "now" : "after "}`, each.moment !== NOW && words(actionText(screen, each.moment)), `: ${named(screen, each.viewpoint).toLowerCase()} puts ${words_(each)}.`))));
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
      h("p", {}, h("strong", {}, `${named(screen, spot.viewpoint)}, ${spot.moment === NOW ? "now" : "after "}`), spot.moment !== NOW && words(actionText(screen, spot.moment)), `: ${inWords(screen.content, spot)}`),
      spot.basis && words(`“${spot.basis}”`, "p"), spot.reason && words(spot.reason, "p")))));
}
