// Other ways of looking at the same plan: questions of the sources, at the same desk.

import { h, plural, words } from "./dom.js";
import { begun, decisionSays, desk } from "./planning.js";

// The lenses that were chosen, with what still waits on this device.
function chosen(screen) {
  const waiting = screen.outbox.waiting.findLast(({ kind }) => kind === "plan.lenses");
  return waiting?.body.lenses ?? screen.view.check_plan?.lenses ?? [];
}

export function lensBox(screen) {
  const { lenses } = screen.content.plan;
  const now = chosen(screen);
  return h("section", { class: "kit-card", "data-key": "lenses" },
    h("h3", { "data-key": "h" }, "Look at the plan through other questions"),
    h("fieldset", { class: "kit-lenses", "data-key": "choose" },
      h("legend", {}, "Beside the key factors, if you want"),
      lenses.map(({ id, title, why }) => h("label", { class: "kit-tick", "data-key": id },
        h("input", { type: "checkbox", name: `lens-${id}`, "data-change": "lens", "data-lens": id, checked: now.includes(id) }),
        h("span", {}, title, h("span", { class: "kit-hint" }, why))))),
    lenses.filter(({ id }) => now.includes(id)).map((lens) => through(screen, lens)));
}

function through(screen, lens) {
  return h("section", { "data-key": `lens/${lens.id}` },
    h("h4", { "data-key": "h" }, lens.title),
    h("p", { class: "kit-source", "data-key": "source" }, sourceOf(lens.source)),
    lens.note && h("p", { class: "kit-hint", "data-key": "note" }, lens.note),
    h("ol", { class: "kit-factors", "data-key": "list" }, lens.items.map((item) => h("li", { class: "kit-factor", "data-key": item.id },
      h("details", { open: begun(screen, item.id), "data-key": "all" }, h("summary", {}, item.group && `${item.group}: `, words(item.name), " ", h("span", { class: "kit-tag" }, decisionSays(screen, item.id))),
        item.definition && h("p", { class: "kit-definition", "data-key": "definition" }, item.definition),
        h("p", { "data-key": "ask" }, item.ask),
        h("p", { class: "kit-hint", "data-key": "for" }, `The kit looks for: ${item.look_for}`),
        item.points && h("p", { class: "kit-source", "data-key": "points" }, `The source lists ${plural(item.points, "indicator")} under this${item.more_points ? `, and ${item.more_points} more beside them` : ""}.`),
        item.helps.length > 0 && h("div", { "data-key": "helps" }, h("p", {}, "What helped elsewhere:"), h("ul", {}, item.helps.map((text) => h("li", {}, text)))),
        item.refs.length > 0 && h("p", { class: "kit-source", "data-key": "refs" }, `Paragraphs ${item.refs.join(", ")} of the statutory guidance, edition of ${item.edition}.`),
        desk(screen, item.id, item.name))))));
}

function sourceOf(source) {
  return `${[source.title, source.paragraph].filter(Boolean).join(", ")}.`;
}

export const lensActs = {
  lens(screen, box) {
    const { lens } = box.dataset;
    const now = chosen(screen).filter((id) => id !== lens);
    screen.put("plan.lenses", { lenses: box.checked ? [...now, lens] : now }, box.checked ? "Added below." : "Taken away; what was decided there is kept.");
  },
};
