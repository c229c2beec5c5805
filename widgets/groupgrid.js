// The grid inside the hour: now, and after one thing that we might do, through several eyes. No
// words of the case are written here.

import { capital, h } from "./dom.js";
import { picture, placed, placer, unplace } from "./gridpicture.js";
import { inWords, isPlace, moved } from "./gridwords.js";
import { leads } from "./groupwords.js";

const MOMENTS = [["now", "Now"], ["after", "After one thing that we might do"]];
const SHAPES = ["circle", "square", "ring", "diamond", "hexagon"];

const idOf = (viewpoint, moment) => `group/${viewpoint}/${moment}`;

function spotOf({ view, outbox }, viewpoint, moment) {
  const found = view.places.find((spot) => spot.viewpoint === viewpoint && spot.moment === moment) ?? null;
  const mine = outbox.waiting.filter(({ kind, body }) => ["group.placed", "group.unplaced"].includes(kind) && body.viewpoint === viewpoint && body.moment === moment);
  return mine.reduce((spot, { id, kind, body }) => (kind === "group.placed" ? { ...body, version: id } : null), found);
}

export function gridBox(screen, level = 3) {
  const { content, view } = screen;
  return [
    h("p", { "data-key": "rule" }, content.rule, " The reason is said aloud."),
    leads(screen) && !view.ended && placing(screen, level),
    overview(screen),
  ];
}

function placing(screen, level) {
  const { content } = screen;
  const seen = content.viewpoints.find(({ id }) => id === screen.ui.groupViewpoint) ?? content.viewpoints[0];
  const [moment, said] = MOMENTS.find(([id]) => id === screen.ui.groupMoment) ?? MOMENTS[0];
  const id = idOf(seen.id, moment);
  const [spot, before] = [spotOf(screen, seen.id, moment), moment === "after" ? spotOf(screen, seen.id, "now") : null];
  const tab = (act, key, text, pressed, extra) => h("button", { type: "button", class: "kit-quiet", "data-do": act, "data-of": key, "data-key": key, "aria-pressed": String(pressed) }, text, extra);
  return h("div", { class: "kit-grid-work", "data-key": "work" },
    h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Through whose eyes", "data-key": "views" }, content.viewpoints.map((each) => tab("groupViewpoint", each.id, each.name, each.id === seen.id, spotOf(screen, each.id, moment) && [" ✓", h("span", { class: "kit-hidden" }, " placed")]))),
    h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "When", "data-key": "moments" }, MOMENTS.map(([key, text]) => tab("groupMoment", key, text, key === moment))),
    h("form", { class: "kit-card kit-grid-form", "data-submit": "groupPlace", "data-viewpoint": seen.id, "data-moment": moment, "data-key": id, novalidate: true },
      h(`h${level}`, { "data-key": "h" }, `${seen.name}: ${said.toLowerCase()}`),
      h("p", { class: "kit-hint", "data-key": "hint" }, seen.person ? content.rules.person : seen.hint),
      screen.error(id, `${id}-error`),
      placer(screen, content, { id, value: isPlace(spot) ? { wellbeing: spot.wellbeing, safety: spot.safety } : null, label: `Where the situation stands. ${seen.name}, ${said.toLowerCase()}`, from: isPlace(before) ? { wellbeing: before.wellbeing, safety: before.safety, label: "Now" } : null }),
      h("div", { class: "kit-line-acts", "data-key": "acts" },
        h("button", { class: "kit-button", "data-key": "keep" }, spot ? "Keep this place instead" : "Keep this place"),
        spot && h("button", { type: "button", class: "kit-quiet", "data-do": "groupUnplace", "data-viewpoint": seen.id, "data-moment": moment, "data-key": "take" }, "Leave it empty"))));
}

// Every place as a picture and in sentences, without averages.
function overview({ content, view }) {
  const { viewpoints } = content;
  const shape = (id) => SHAPES[viewpoints.findIndex((each) => each.id === id) % SHAPES.length];
  const name = (id) => viewpoints.find((each) => each.id === id)?.name ?? id;
  const of = (id, moment) => view.places.find((spot) => spot.viewpoint === id && spot.moment === moment);
  if (view.places.length === 0) return h("p", { class: "kit-hint", "data-key": "empty" }, "Nothing has been placed yet.");
  const whose = (spot) => `${name(spot.viewpoint)}, ${spot.moment === "now" ? "now" : "after"}`;
  const arrows = viewpoints.map(({ id }) => [of(id, "now"), of(id, "after"), id]).filter(([from, to]) => from && to).map(([from, to, id]) => ({ from, to, label: "", said: name(id) }));
  const points = view.places.filter((spot) => !(spot.moment === "now" && of(spot.viewpoint, "after"))).map((spot) => ({ ...spot, label: spot.moment === "now" ? "Now" : "After", said: whose(spot), shape: shape(spot.viewpoint) }));
  const used = viewpoints.filter(({ id }) => view.places.some(({ viewpoint }) => viewpoint === id));
  return h("section", { class: "kit-group-places", "aria-label": "Where the group put the situation", "data-key": "places" },
    h("div", { class: "kit-grid-silent", "data-key": "picture" }, picture(content, { points, arrows, name: "Where the group put the situation", id: "group", key: used.map(({ id, name: text }) => ({ shape: shape(id), text })) })),
    h("ul", { "data-key": "said" }, used.map(({ id, name: text }) => {
      const [now, after] = [of(id, "now"), of(id, "after")];
      return h("li", { "data-key": id }, h("strong", {}, `${text}: `), now && `Now: ${inWords(content, now)} `, after && `After one thing that we might do: ${inWords(content, after)} `, now && after && capital(moved(content, now, after)));
    })),
    h("p", { class: "kit-hint", "data-key": "differ" }, "Where they differ is what to talk about. Nothing is averaged."));
}

export const groupGridActs = {
  groupViewpoint(screen, el) { screen.ui.groupViewpoint = el.dataset.of; screen.draw(); },
  groupMoment(screen, el) { screen.ui.groupMoment = el.dataset.of; screen.draw(); },
  groupPlace(screen, form) {
    const { viewpoint, moment } = form.dataset;
    const id = idOf(viewpoint, moment);
    const standing = spotOf(screen, viewpoint, moment);
    const at = placed(screen, id) ?? (isPlace(standing) ? standing : null);
    screen.errors.delete(id);
    if (!at) {
      screen.errors.set(id, "the situation is not placed yet; choose where it stands on both axes");
      screen.announce("The situation is not placed yet.", true);
      return screen.focus(`[data-draft="${id}/wellbeing"]`);
    }
    clearTimeout(screen.ui.gridRest);
    screen.put("group.placed", { viewpoint, moment, wellbeing: at.wellbeing, safety: at.safety, on: standing?.version ?? null }, `Placed. ${inWords(screen.content, at)}`);
    unplace(screen, id);
  },
  groupUnplace(screen, el) {
    const { viewpoint, moment } = el.dataset;
    const standing = spotOf(screen, viewpoint, moment);
    if (!standing) return;
    unplace(screen, idOf(viewpoint, moment));
    screen.put("group.unplaced", { viewpoint, moment, on: standing.version }, "Left empty.");
    screen.focus(`[data-draft="${idOf(viewpoint, moment)}/wellbeing"]`);
  },
};

// A place that was not taken goes back into the drafts.
export function gridRefused(screen, { kind, body }, sentence) {
  if (kind !== "group.placed") return;
  const id = idOf(body.viewpoint, body.moment);
  for (const axis of ["wellbeing", "safety"]) screen.outbox.keep(`${id}/${axis}`, String(body[axis]));
  screen.errors.set(id, sentence);
}
