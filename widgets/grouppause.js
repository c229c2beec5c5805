// Pause: this needs action outside the group. On every page, at every part; two steps.

import { h, words } from "./dom.js";
import { leads } from "./groupwords.js";

// The button, in the bar that stays on the screen.
export function pauseButton({ view, content }) {
  if (view.ended || view.paused) return null;
  return h("button", { type: "button", class: "kit-quiet kit-group-pause", "data-do": "pauseGroup", "data-key": "pause" }, content.pause.title);
}

// What stands at the top of a page: when to pause, or where the group pauses, what to do next.
export function pauseBox(screen) {
  const { view, content } = screen;
  if (view.ended) return null;
  if (view.paused) return pauseSteps(screen);
  return h("div", { class: "kit-group-when", "data-key": "pause" },
    h("details", { "data-key": "when" }, h("summary", {}, "When to pause"), h("p", {}, content.pause.when), h("p", {}, content.pause.kept)));
}

function pauseSteps(screen) {
  const { view, content } = screen;
  const at = screen.ui.pauseStep ?? 0;
  const step = content.pause.steps[at];
  return h("section", { class: "kit-notice kit-group-paused", "aria-labelledby": "kit-pause-h", "data-key": "paused" },
    h("h2", { id: "kit-pause-h", tabindex: "-1", "data-key": "h" }, "The group has paused"),
    h("p", { class: "kit-hint", "data-key": "n" }, `Step ${at + 1} of 2`),
    stepText(view, content, step, 3),
    h("div", { class: "kit-line-acts", "data-key": "acts" },
      at === 0 && h("button", { type: "button", class: "kit-button", "data-do": "pauseStep", "data-step": "1", "data-key": "next" }, "Next: who takes it outside the group"),
      at === 1 && h("button", { type: "button", class: "kit-quiet", "data-do": "pauseStep", "data-step": "0", "data-key": "back" }, "Back to the first step")),
    at === 1 && leads(screen) && h("form", { "data-submit": "goOnWithGroup", "data-key": "on", novalidate: true },
      h("label", { class: "kit-tick" }, h("input", { type: "checkbox", name: "told", "data-change": "pauseTold", checked: screen.ui.pauseTold === true, "data-key": "told" }), h("span", {}, "Let the record say that there was a pause", h("span", { class: "kit-hint" }, "That there was one, and nothing else."))),
      h("button", { class: "kit-button" }, "Go on with the group")),
    at === 1 && !leads(screen) && h("p", { class: "kit-hint", "data-key": "wait" }, "The supervisor goes on with the group when this is settled, or ends here."),
    h("p", { class: "kit-hint", "data-key": "kept" }, content.pause.kept));
}

// The words of a step, with the blanks that the supervisor filled in. `level` is the heading's.
export function stepText(view, content, step, level) {
  const title = (id) => content.pause.blanks.find((blank) => blank.id === id).title;
  return h("div", { "data-key": step.title },
    h(`h${level}`, {}, step.title),
    h("ul", {}, step.lines.map((line) => h("li", {}, line))),
    h("dl", { class: "kit-group-blanks" }, step.blanks.map((id) => h("div", { "data-key": id }, h("dt", {}, title(id)), h("dd", {}, view.help[id] ? words(view.help[id]) : h("em", {}, "Not filled in: ask the supervisor."))))));
}

// A pause that begins or ends somewhere is said on every page.
export function pauseSaid(screen) {
  const { view } = screen;
  if (!screen.seated || screen.wasPaused === view.paused) return;
  if (view.paused) screen.ui.pauseStep = 0;
  if (screen.wasPaused !== undefined) screen.announce(view.paused ? "The group has paused. First: is anybody in danger now?" : "The group goes on.", view.paused);
  screen.wasPaused = view.paused;
}

export const pauseActs = {
  pauseGroup(screen) {
    screen.put("group.paused", {}, "");
    screen.focus("#kit-pause-h");
  },
  pauseStep(screen, el) {
    screen.ui.pauseStep = Number(el.dataset.step);
    screen.focus("#kit-pause-h");
  },
  pauseTold(screen, box) { screen.ui.pauseTold = box.checked; },
  goOnWithGroup(screen, form) {
    screen.put("group.went_on", { told: form.elements.told.checked }, "");
    screen.ui.pauseTold = false;
    screen.focus("[data-do=pauseGroup]");
  },
};
