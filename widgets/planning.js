// The check against the plan, by hand: for each key factor a decision, whether it matters, a note.

import { h, words } from "./dom.js";
import { principleOf } from "./teaching.js";
import { choiceField, noteField } from "./readback.js";

export const DECISIONS = [["in_plan", "In our plan"], ["partly", "Partly"], ["missing", "Missing"]];

export function planCheck(screen, { level = 3 } = {}) {
  const { content, view } = screen;
  return [
    h("p", { "data-key": "p" }, "Open your board’s own plan beside this. For each key factor: is it in the plan? If not, is that significant?"),
    content.principles.map(({ id }) => h("section", { class: "kit-card", "data-key": `plan/${id}` },
      h(`h${level}`, {}, principleOf(content, id).name),
      view.factors[id].length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "No key factors have been agreed here yet."),
      h("ol", { class: "kit-factors", "data-key": "list" }, view.factors[id].map((factor) => h("li", { class: "kit-factor", "data-key": factor.id },
        words(factor.text, "p"),
        choiceField(screen, `plan/${factor.id}/decision`, "Is it in our plan?", DECISIONS),
        ["partly", "missing"].includes(view.choices[`plan/${factor.id}/decision`]) && choiceField(screen, `plan/${factor.id}/significant`, "Is that significant?", [["yes", "Yes"], ["no", "No"]]),
        noteField(screen, `plan/${factor.id}/note`, "Note")))))),
  ];
}

// What the trainer's desk has decided, to read along.
export function planRead(screen, why = "The room checks each key factor against the board’s plan. The trainer writes down what you decide.") {
  const { content, view } = screen;
  const said = new Map(DECISIONS);
  return [
    h("p", { "data-key": "p" }, why),
    content.principles.map(({ id }) => h("section", { "data-key": `plan/${id}` },
      h("h3", {}, principleOf(content, id).name),
      view.factors[id].length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "No key factors have been agreed here yet."),
      h("ul", { "data-key": "list" }, view.factors[id].map((factor) => h("li", { "data-key": factor.id }, words(factor.text), " ",
        h("span", { class: "kit-tag" }, said.get(view.choices[`plan/${factor.id}/decision`]) ?? "Not decided yet"),
        view.choices[`plan/${factor.id}/significant`] === "yes" && h("span", { class: "kit-tag" }, "Significant")))))),
  ];
}
