// The path of somebody alone: named steps with about how long each takes, where one is, what is done
// and what comes. Every step can be opened; where one is stands in the journal.

import { h, plural } from "./dom.js";
import { keepFocus } from "./steering.js";

const WIDE = "(min-width: 60rem) and (min-height: 40rem)"; // where the whole path is open at first

const stepOf = ({ content, view }) => content.course.steps.find(({ id }) => id === view.course.at);
const lasts = (minutes) => (minutes < 1 ? "half a minute" : plural(minutes, "minute"));

export const stepTitle = (screen) => stepOf(screen).title;

export function coursePath(screen) {
  const { steps, title } = screen.content.course;
  const { at, done } = screen.view.course;
  const n = steps.findIndex(({ id }) => id === at);
  const now = steps[n];
  const counted = steps.filter(({ beyond }) => !beyond);
  const where = now.beyond ? now.title : `Step ${n + 1} of ${counted.length}: ${now.title}`;
  const go = (step, text, key, look) => step && h("button", { type: "button", class: look, "data-do": "goStep", "data-step": step.id, "data-key": key }, text);
  return h("nav", { class: "kit-course", "aria-label": "Your path", "data-key": "course" },
    h("details", { "data-key": "all", open: globalThis.matchMedia?.(WIDE).matches },
      h("summary", {}, where, h("span", { class: "kit-course-about" }, ` · about ${lasts(now.minutes)}`)),
      h("p", { class: "kit-hint", "data-key": "p" }, `${title}. ${done.length} of ${steps.length} done. Open any step, in any order, and stop when you like: you come back to where you are now.`),
      list(counted, at, done, "steps", 1),
      counted.length < steps.length && [h("p", { class: "kit-hint", "data-key": "beyond" }, "If you have more time:"), list(steps.filter(({ beyond }) => beyond), at, done, "more", counted.length + 1)]),
    h("p", { class: "kit-course-do", "data-key": "do" }, now.do),
    h("div", { class: "kit-controls", "data-key": "controls" },
      go(steps[n - 1], "Back", "back", "kit-quiet"),
      go(steps[n + 1], `Next: ${steps[n + 1]?.title ?? ""}`, "next", now.asks && !done.includes(at) ? "kit-quiet" : "kit-button")));
}

function list(steps, at, done, key, start) {
  return h("ol", { class: "kit-course-steps", start, "data-key": key }, steps.map((step) => {
    const state = step.id === at ? "you are here" : done.includes(step.id) ? "done" : "";
    return h("li", { "data-key": step.id },
      h("button", { type: "button", class: "kit-quiet", "data-do": "goStep", "data-step": step.id, "aria-current": step.id === at && "step" },
        done.includes(step.id) && h("span", { "aria-hidden": "true", class: "kit-course-done" }, "✓ "),
        step.title,
        h("span", { class: "kit-course-about" }, ` ${step.minutes} min`),
        state && h("span", { class: step.id === at ? "kit-course-about" : "kit-hidden" }, `, ${state}`)));
  }));
}

export const courseActs = {
  goStep(screen, el) {
    const { steps } = screen.content.course;
    const n = steps.findIndex(({ id }) => id === el.dataset.step);
    const { id, stage, round } = steps[n];
    const seconds = stage === "round" ? screen.view.pace : null; // the gentle clock goes along
    screen.put("stage", { stage, round, seconds, step: id }, "");
    if (!globalThis.matchMedia?.(WIDE).matches) el.closest("details")?.removeAttribute("open");
    keepFocus(screen, n, steps.length - 1, el);
  },
};
