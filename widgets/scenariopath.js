// The path so far, scene by scene; earlier paths; and the paths of other tables, from the debrief on.

import { h, words } from "./dom.js";
import { nudged, rivals } from "./scenariofields.js";
import { forget, placeForm } from "./scenarioscene.js";
import { choiceWords, lawOf, paragraphs, principles, sceneText, short, told } from "./scenariowords.js";

// The path of the own table: reasons can be changed, and a scene can be gone back to.
export function ownPath(screen) {
  const { path, earlier } = screen.view;
  const steps = path.steps;
  return [
    steps.length > 0 && h("details", { class: "kit-scenario-path", "data-key": "path" },
      h("summary", {}, `The path so far: ${steps.length} ${steps.length === 1 ? "scene" : "scenes"}`),
      h("ol", { "data-key": "steps" }, steps.map((step) => ownStep(screen, step, hasGrid(screen, step))))),
    earlier.length > 0 && h("details", { class: "kit-scenario-path", "data-key": "earlier" },
      h("summary", {}, earlier.length === 1 ? "An earlier path" : `${earlier.length} earlier paths`),
      earlier.map((each, n) => h("section", { "data-key": each.id, "aria-label": `Earlier path ${n + 1}` }, readPath(screen, each, 3, `Earlier path ${n + 1}`)))),
  ];
}

// Of a scene that was come to twice, the grid stands once: where it was last.
function hasGrid({ view }, step) {
  return view.scene?.id !== step.scene && view.path.steps.findLast(({ scene }) => scene === step.scene) === step;
}

function ownStep(screen, step, grid) {
  const named = h("span", { class: "kit-hidden" }, `: ${step.title}`);
  return h("li", { class: "kit-scenario-past", id: `step-${step.id}`, tabindex: "-1", "data-key": step.id },
    h("h3", { "data-key": "h" }, step.title),
    step.then && h("details", { "data-key": "then" }, h("summary", {}, "Read the scene again", named.cloneNode(true)), sceneText(step.then)),
    chosen(step),
    !step.left && reason(screen, step),
    step.answer.length > 0 && h("details", { "data-key": "answer" }, h("summary", {}, "What happened then", named.cloneNode(true)), paragraphs(step.answer, "kit-scenario-answered"), principles(step), lawOf(screen.content, step.law)),
    !step.left && grid && step.place && !step.waiting && h("details", { "data-key": "place" }, h("summary", {}, "The grid in this scene", named.cloneNode(true)), placeForm(screen, step.place, step.title)),
    h("div", { class: "kit-line-acts", "data-key": "acts" },
      !step.left && step.words && screen.ui.reasoning !== step.id && h("button", { type: "button", class: "kit-quiet", "data-do": "changeReason", "data-step": step.id, "data-key": "change" }, "Change the reason", named.cloneNode(true)),
      h("button", { type: "button", class: "kit-quiet", "data-do": "goBack", "data-step": step.id, "data-scene": step.scene, "data-key": "back" }, "Go back to this scene", named.cloneNode(true))));
}

const chosen = (step) => step.left
  ? h("p", { "data-key": "chosen" }, "Left.", step.told && [" ", told(step.told)])
  : h("p", { "data-key": "chosen" }, h("strong", {}, step.choice.say ? "Said: " : "Done: "), told(choiceWords(step.choice)));

function reason(screen, step) {
  if (step.aside) return h("p", { class: "kit-hint", "data-key": "reason" }, "The reason has been set aside by the trainer.");
  if (!step.words) return null;
  if (screen.ui.reasoning === step.id) {
    const wrong = screen.errors.has(`reason/${step.id}`);
    return h("form", { class: "kit-edit", "data-submit": "saveReason", "data-step": step.id, "data-on": step.words.version, "data-key": "edit" },
      h("label", { for: `reason-${step.id}` }, "Why"),
      nudged(screen, "") && h("p", { class: "kit-hint", id: `reason-${step.id}-hint` }, nudged(screen, "")),
      screen.error(`reason/${step.id}`, `reason-${step.id}-error`),
      h("textarea", { id: `reason-${step.id}`, name: "text", rows: 2, dir: "auto", maxlength: 2000, "data-draft": `reason/${step.id}`, "data-value": step.words.text, "data-key": "text", "aria-invalid": wrong && "true", "aria-describedby": [nudged(screen, "") && `reason-${step.id}-hint`, wrong && `reason-${step.id}-error`].filter(Boolean).join(" ") || null }),
      h("div", { class: "kit-line-acts" }, h("button", { class: "kit-button" }, "Save"), h("button", { type: "button", class: "kit-quiet", "data-do": "keepReason", "data-step": step.id }, "Leave it as it was")));
  }
  const { text } = step.words;
  return h("div", { "data-key": "reason" },
    h("p", {}, h("strong", {}, "Why: "), text ? words(text) : "removed"),
    step.words.rivals.length > 0 && rivals(step.words, "pickReason", step.id));
}

// A path that is only read: an earlier one, or another table's.
export function readPath(screen, path, level = 3, title = "") {
  return [
    title && h(`h${level}`, { "data-key": "h" }, title),
    h("ol", { "data-key": "steps" }, path.steps.map((step) => h("li", { class: "kit-scenario-past", "data-key": step.id },
      h("p", {}, h("strong", {}, step.title)),
      chosen(step),
      step.reason && h("p", {}, h("strong", {}, "Why: "), words(step.reason)),
      step.answer.length > 0 && h("details", {}, h("summary", {}, "What happened then", h("span", { class: "kit-hidden" }, `: ${short(step.title)}`)), paragraphs(step.answer))))),
    path.ending ? h("p", { "data-key": "end" }, h("strong", {}, "It ended: "), path.ending.title) : h("p", { class: "kit-hint", "data-key": "end" }, path.steps.at(-1)?.waiting ? "The room waits at this scene; what comes of it is seen once it is released." : path.stopped ? "It stopped here." : "It goes on from here."),
  ];
}

export const pathActs = {
  changeReason(screen, el) {
    screen.ui.reasoning = el.dataset.step;
    screen.focus(`#reason-${el.dataset.step}`);
  },
  saveReason(screen, form) {
    const { step, on } = form.dataset;
    const text = form.elements.text.value;
    if (!text.trim()) {
      screen.errors.set(`reason/${step}`, "there is no reason here; say in a few words why, or leave it as it was");
      screen.focus(`#reason-${step}`);
      return;
    }
    screen.put("scenario.reason", { step, on, text }, "Reason changed.");
    pathActs.keepReason(screen, form);
  },
  keepReason(screen, el) {
    screen.ui.reasoning = null;
    screen.errors.delete(`reason/${el.dataset.step}`);
    screen.outbox.keep(`reason/${el.dataset.step}`, null);
    screen.focus(`#step-${el.dataset.step}`);
  },
  pickReason(screen, el) {
    screen.put("scenario.reason.picked", { step: el.dataset.of, keep: el.dataset.keep }, "Wording kept.");
    screen.focus(`#step-${el.dataset.of}`);
  },
  goBack(screen, el) {
    const { table, version } = screen.view;
    forget(screen);
    screen.put("scenario.back", { table, on: version, to: el.dataset.step }, "You have gone back. The path that you had is kept as an earlier one.");
    el.closest("details")?.removeAttribute("open");
    screen.focus(`[data-at="${el.dataset.scene}"] > #kit-scene-h`);
  },
};
