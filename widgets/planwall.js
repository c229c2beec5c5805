// The check against the plan on the wall: one principle at a time, and how far each of them is.

import { h, plural, words } from "./dom.js";
import { principleOf } from "./teaching.js";
import { decisionOf, decisionSays } from "./planning.js";

export function planOnWall(screen) {
  const { view, content } = screen;
  const id = view.focus;
  const { progress, quotes } = view.check_plan;
  const found = view.factors[id];
  return h("section", { "data-key": `plan/${id}` },
    h("ul", { class: "kit-projector-tables", "aria-label": "How far each principle is", "data-key": "progress" }, content.principles.map(({ id: each, name }) => h("li", { class: progress[each] && progress[each].done === progress[each].of ? "kit-table-in" : "", "data-key": each },
      progress[each] ? `${name}: ${progress[each].done} of ${progress[each].of} decided${progress[each].gaps ? `, ${plural(progress[each].gaps, "significant gap")}` : ""}` : `${name}: no key factors`))),
    h("h3", { "data-key": "h" }, principleOf(content, id).name),
    found.length === 0 && h("p", { class: "kit-projector-text", "data-key": "none" }, "No key factors yet."),
    h("ol", { class: "kit-projector-factors", "data-key": "list" }, found.map((factor) => h("li", { "data-key": factor.id }, words(factor.wording), " ",
      h("span", { class: "kit-tag" }, decisionSays(screen, factor.id)),
      decisionOf(screen, factor.id, "significant") === "yes" && ["partly", "missing"].includes(decisionOf(screen, factor.id)) && h("span", { class: "kit-tag kit-tag-waits" }, "Significant"),
      (quotes[factor.id] ?? []).map(({ text, where }, n) => h("p", { class: "kit-quoted", "data-key": n }, "“", words(text.length > 220 ? `${text.slice(0, 220)}…` : text), "” ", h("span", { class: "kit-source" }, where)))))));
}

// How many key factors a table has decided about.
export function decidedBy({ check_plan: { progress } }, row) {
  return row.condense.reduce((sum, id) => sum + (progress[id]?.done ?? 0), 0);
}
