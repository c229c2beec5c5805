// What somebody meant to do differently, and what became of it.

import { h, words } from "./dom.js";
import { day } from "./logdays.js";
import { SAID } from "./logreading.js";

const WHY = { "next visit": "You wrote this on an earlier day.", "30 days": "30 days have passed." };
const CHOICES = { done: "Done", changed: "Changed: I did something else", still: "Still to do" };

export function returning(log) {
  const due = log.book.plans.filter((plan) => plan.due);
  const others = log.book.plans.filter((plan) => !plan.due);
  return [
    h("h2", { tabindex: "-1", "data-key": "h" }, "What I will do differently"),
    log.book.plans.length === 0 && h("p", { "data-key": "none" }, "Nothing yet. Add something when you write; it comes back at your next visit and after 30 days."),
    due.map((plan) => h("form", { class: "kit-card", "data-submit": "answer", "data-plan": plan.id, "data-key": `due/${plan.id}`, novalidate: true },
      h("h3", {}, words(plan.text)),
      h("p", { class: "kit-hint" }, `${WHY[plan.due]} Written on ${day(plan.made)}.`),
      history(plan),
      h("fieldset", { class: "kit-choice", "data-key": "said" }, h("legend", {}, "What became of it?"),
        log.error(`said-${plan.id}`, `kit-said-${plan.id}`),
        Object.entries(CHOICES).map(([value, text]) => h("label", { class: "kit-tick" }, h("input", { type: "radio", name: "said", value, "data-change": "pick", "data-pick": `said/${plan.id}`, checked: log.ui.picked?.[`said/${plan.id}`] === value, "data-error": value === "done" && `said-${plan.id}`, "aria-describedby": log.errors.has(`said-${plan.id}`) && `kit-said-${plan.id}` }), h("span", {}, text)))),
      area(plan, "helped", "What helped?"),
      area(plan, "hindered", "What got in the way?"),
      h("button", { class: "kit-button" }, "Keep this answer", h("span", { class: "kit-hidden" }, `: ${plan.text}`)))),
    others.length > 0 && h("section", { "data-key": "others" }, h("h3", {}, "Not due now"), h("ul", { class: "kit-rows" }, others.map((plan) => h("li", { class: "kit-row", "data-key": plan.id },
      h("div", {}, h("p", {}, words(plan.text)), history(plan), plan.comes && h("p", { class: "kit-hint" }, `Comes back on ${day(plan.comes)}, or when you next open the log after that.`)),
      h("button", { type: "button", class: "kit-quiet kit-danger", "data-do": "erasePlan", "data-plan": plan.id }, log.ui.erasing === plan.id ? "Yes, erase it for good" : "Erase", h("span", { class: "kit-hidden" }, `: ${plan.text}`)))))),
  ];
}

function area(plan, name, label) {
  const id = `kit-${name}-${plan.id}`;
  return h("div", { class: "kit-field", "data-key": name }, h("label", { for: id }, label), h("textarea", { id, name, rows: 2, dir: "auto", maxlength: 20000, "data-key": id }));
}

function history(plan) {
  return plan.answers.length > 0 && h("ul", { class: "kit-hint", "data-key": "history" }, plan.answers.map((answer) => h("li", {}, `${day(answer.at)}: ${SAID[answer.said]}.`,
    answer.helped && [" What helped: ", words(answer.helped)], answer.hindered && [" What got in the way: ", words(answer.hindered)])));
}

export const returningActs = {
  async answer(log, form) {
    const { plan } = form.dataset;
    const said = form.elements.said.value;
    if (!said) {
      log.errors.set(`said-${plan}`, "nothing is chosen; choose what became of it");
      log.focus(`[data-error="said-${plan}"]`);
      return;
    }
    if (await log.tried("page", () => log.ask("answer", { plan, said, helped: form.elements.helped.value, hindered: form.elements.hindered.value }))) {
      log.announce("Your answer is kept.");
      log.focus("h2");
    }
  },
  async erasePlan(log, el) {
    const { plan } = el.dataset;
    if (log.ui.erasing !== plan) {
      log.ui.erasing = plan;
      log.announce("Press again to erase it for good.");
      log.draw();
      return;
    }
    log.ui.erasing = null;
    await log.tried("page", () => log.ask("erase", { plan }));
    log.announce("It is erased.");
    log.focus("h2");
  },
};
