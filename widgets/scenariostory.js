// A scenario around its scenes: how it begins, what came of the last choice, the records at its end.

import { h } from "./dom.js";
import { recordOf } from "./scenariorecord.js";
import { lastStep } from "./scenarioscene.js";
import { told } from "./scenariowords.js";

// Stands below every scene: what to do when it comes too near.
export function tooNear() {
  return h("details", { class: "kit-stuck", "data-key": "support" }, h("summary", {}, "If this comes too near"),
    h("p", {}, "You can leave any scene, or stop altogether; nobody asks why. Talk to somebody you trust, to your supervisor, or to your own doctor. Your employer may have a confidential helpline. In an emergency call 999."));
}

export const contentNote = (content) => h("p", { class: "kit-content-note", "data-key": "note" }, h("strong", {}, "Before you begin: "), content.content_note);

export const setting = (content) => [
  h("p", { "data-key": "setting" }, told(content.setting)),
  content.people.length > 0 && h("ul", { "data-key": "people" }, content.people.map(({ name, role }) => h("li", {}, h("strong", {}, name), `: ${role}`))),
  h("p", { class: "kit-hint", "data-key": "label" }, content.label),
];

export const whereItIs = (content) => h("details", { class: "kit-scenario-begin", "data-key": "begin" }, h("summary", {}, "Where this is, and who is who"), setting(content));

// What came of the last choice; the heading takes the focus, so that it is read out first.
export function happened(screen) {
  const step = screen.view.path.steps.at(-1);
  return step && !step.waiting && h("div", { class: "kit-scenario-happened", "data-key": "happened" },
    h("h2", { id: "kit-happened", "data-of": step.id, tabindex: "-1", class: "kit-scenario-small", "data-key": "h" }, "What happened then"),
    lastStep(screen, step));
}

// The record of the path that has just ended, and those of earlier paths.
export function records(screen) {
  const { records: all, path } = screen.view;
  const [now, earlier] = [all.filter(({ id }) => id === path.id), all.filter(({ id }) => id !== path.id)];
  return [
    now.map((each) => recordOf(screen, each, "The record of this path")),
    earlier.length > 0 && h("details", { "data-key": "records" }, h("summary", {}, "Records of earlier paths"), earlier.map((each, n) => recordOf(screen, each, `The record of earlier path ${n + 1}`))),
  ];
}
