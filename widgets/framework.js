// A framework in the person's voice, begun from the key factors and finished with people who use
// services.

import { h, words } from "./dom.js";
import { noteField } from "./readback.js";

export function frameworkBox(screen) {
  const { content, view } = screen;
  const told = content.plan.framework;
  return h("section", { class: "kit-card", "data-key": "framework" },
    h("h3", { "data-key": "h" }, told.title),
    h("p", { "data-key": "how" }, told.how),
    h("p", { class: "kit-hint", "data-key": "headed" }, view.notes?.["framework/who"] ? "It says who took part." : `Until somebody writes down who took part it is headed “${told.draft}”.`),
    h("details", { "data-key": "write" }, h("summary", {}, "Write it"),
      told.strands.map((strand) => h("section", { "data-key": strand.id },
        h("h4", { "data-key": "h" }, strand.title),
        h("p", { "data-key": "prompt" }, strand.statement),
        beneath(screen, strand),
        noteField(screen, `framework/${strand.id}`, "In the words of people who use services", h("span", { class: "kit-hidden" }, `: ${strand.title}`)))),
      noteField(screen, "framework/who", "Who took part? Groups and roles, not people’s names")),
    h("p", { class: "kit-hint", "data-key": "file" }, screen.view.role === "trainer" ? "It is one page in Word: tick “Also the framework” when you write the summary." : "It is one page in Word: tick “Also the framework” when you write your summary."));
}

// The key factors of the principles that belong under a strand.
function beneath(screen, strand) {
  const found = strand.principles.flatMap((id) => screen.view.factors[id] ?? []);
  if (!found.length) return null;
  return h("div", { "data-key": "factors" }, h("p", { class: "kit-hint" }, "Key factors under it:"), h("ul", {}, found.map((factor) => h("li", { "data-key": factor.id }, words(factor.text)))));
}

export function frameworkTick() {
  return h("label", { class: "kit-tick", "data-key": "framework" }, h("input", { type: "checkbox", name: "framework", "data-own": "" }), " Also the framework, as one page in Word");
}
