// The case: spoken, or a scenario that is read together, scene by scene; and the sets of questions.

import { h } from "./dom.js";
import { choiceWords, sceneText } from "./scenariowords.js";
import { leads, onWall } from "./groupwords.js";

export function caseBox(screen, level = 3) {
  const { content, view } = screen;
  if (!content.scenario) {
    return h("div", { class: "kit-notice", "data-key": "spoken" },
      h("p", {}, h("strong", {}, content.rules.spoken), " Tell it without names, places or dates. Taking out the name does not make it anonymous: tell only what the group needs."));
  }
  const { scene } = view;
  const told = content.scenario;
  const begun = scene.steps > 0;
  return h("section", { class: "kit-group-case", "aria-label": told.title, "data-key": "scenario" },
    begin(screen, told, begun),
    scene.chosen && h("div", { class: "kit-scenario-step", "data-key": `chosen/${scene.version}` },
      h("p", {}, h("strong", {}, scene.chosen.say ? "You said: " : "You did: "), choiceWords(scene.chosen)),
      scene.chosen.answer.map((paragraph) => h("p", { class: "kit-scenario-answered" }, paragraph))),
    scene.before && !scene.chosen && h("p", { "data-key": "left" }, `You left “${scene.before.title}”. ${scene.before.told}`),
    h(`h${level}`, { id: "kit-group-scene", tabindex: "-1", "data-key": "h" }, scene.title),
    scene.hard && h("p", { class: "kit-content-note", "data-key": "hard" }, scene.hard, scene.waits && " It is read when the group says so, or left."),
    h("div", { class: "kit-scenario-text", "data-key": `scene/${scene.id}` }, sceneText(scene)),
    scene.ending && h("div", { class: "kit-scenario-ending", "data-key": "ending" }, h("p", {}, h("strong", {}, scene.ending)), scene.what.map((paragraph) => h("p", {}, paragraph)), h("p", { class: "kit-hint" }, "This is one ending of several. None of them is the right one.")),
    scene.stopped && h("p", { "data-key": "stopped" }, "You left this scene, and the story stops here."),
    choices(screen));
}

// What the scenario is, and who is in it; on the wall only until the first step.
function begin(screen, told, begun) {
  const text = [
    h("p", { class: "kit-content-note" }, h("strong", {}, "Before you begin: "), told.content_note),
    h("p", {}, told.setting),
    told.people.length > 0 && h("ul", {}, told.people.map(({ name, role }) => h("li", {}, h("strong", {}, name), `: ${role}`))),
    h("p", { class: "kit-hint" }, told.label),
  ];
  if (onWall(screen)) return !begun && h("div", { "data-key": "begin" }, text);
  return h("details", { open: !begun, "data-key": "begin" }, h("summary", {}, told.title), text);
}

function choices(screen) {
  const { view } = screen;
  const { scene } = view;
  if (view.ended) return null;
  if (!leads(screen)) return scene.choices.length > 0 && h("ul", { "data-key": "could" }, scene.choices.map((choice) => h("li", { "data-key": choice.id }, choiceWords(choice))));
  return h("div", { "data-key": "choices" },
    scene.choices.length > 0 && h("p", { id: "kit-group-next" }, h("strong", {}, "What would you say or do? "), "Talk, then choose one together."),
    scene.choices.length > 0 && h("ul", { class: "kit-group-choices", "aria-labelledby": "kit-group-next", "data-key": "list" }, scene.choices.map((choice) => h("li", { "data-key": choice.id }, h("button", { type: "button", class: "kit-quiet", "data-do": "chooseScene", "data-choice": choice.id }, choiceWords(choice))))),
    h("div", { class: "kit-line-acts", "data-key": "acts" },
      scene.waits && h("button", { type: "button", class: "kit-button", "data-do": "openSceneTogether", "data-key": "open" }, "Read this scene"),
      scene.may_leave && h("button", { type: "button", class: "kit-quiet", "data-do": "leaveSceneTogether", "data-key": "leave" }, "Leave this scene"),
      scene.steps > 0 && h("button", { type: "button", class: "kit-quiet", "data-do": "sceneBack", "data-key": "back" }, "Go back one scene")));
}

// The sets of questions that were chosen: one at a time, on every screen.
export function questionsBox(screen, level = 3) {
  const { content, view } = screen;
  const shown = content.sets.find(({ id }) => id === view.asked);
  return [
    leads(screen) && !view.ended && content.sets.length > 0 && h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Show a set of questions", "data-key": "sets" },
      content.sets.map(({ id, title }) => h("button", { type: "button", class: "kit-quiet", "data-do": "askSet", "data-set": id, "data-key": id, "aria-pressed": String(id === view.asked) }, title)),
      shown && h("button", { type: "button", class: "kit-quiet", "data-do": "askSet", "data-set": "", "data-key": "none" }, "Take them down")),
    content.sets.length === 0 && h("p", { class: "kit-hint", "data-key": "no-sets" }, "No set of questions was chosen. The group asks its own."),
    !leads(screen) && !shown && content.sets.length > 0 && h("p", { class: "kit-hint", "data-key": "none" }, "The supervisor may show a set of questions here."),
    shown && questionSet(shown, level),
  ];
}

export function questionSet({ id, title, when, groups, source }, level) {
  return h("section", { class: "kit-card kit-group-set", "aria-label": title, "data-key": `set/${id}` },
    h(`h${level}`, {}, title),
    h("p", { class: "kit-hint" }, when),
    groups.map((group) => [group.title && h(`h${level + 1}`, {}, group.title), h("ul", {}, group.questions.map((question) => h("li", {}, question)))]),
    h("p", { class: "kit-source" }, source));
}

export const caseActs = {
  chooseScene(screen, el) {
    const { scene } = screen.view;
    screen.put("group.scene", { scene: scene.id, choice: el.dataset.choice, on: scene.version }, "");
    screen.focus("#kit-group-scene");
  },
  openSceneTogether(screen) {
    screen.put("group.scene.opened", { on: screen.view.scene.version }, "");
    screen.focus("#kit-group-scene");
  },
  leaveSceneTogether(screen) {
    const { scene } = screen.view;
    screen.put("group.scene.left", { scene: scene.id, on: scene.version }, "The scene was left.");
    screen.focus("#kit-group-scene");
  },
  sceneBack(screen) {
    screen.put("group.scene.back", { on: screen.view.scene.version }, "Back one scene.");
    screen.focus("#kit-group-scene");
  },
  askSet(screen, el) {
    const set = el.dataset.set || null;
    screen.put("group.asked", { set }, set ? "The questions are shown." : "Taken down.");
    if (!set) screen.focus(".kit-group-part [data-do=askSet]");
  },
};
