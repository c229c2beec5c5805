// Small things that the parts of a reflective group's page have in common.

import { h, words } from "./dom.js";

export const slug = (text) => `kit-${text.replaceAll("/", "-")}`;
export const short = (text) => (text.length > 50 ? `${text.slice(0, 50)}…` : text);

export const partOf = ({ content }, stage) => content.parts.find(({ id }) => id === stage) ?? null;

export function stageName(content, stage) {
  return { lobby: "Welcome", record: "Read the record" }[stage] ?? content.parts.find(({ id }) => id === stage)?.title ?? stage;
}

// How long the clock runs in a stage; null where it stays off.
export function secondsOfStage(content, stage) {
  const part = content.parts.find(({ id }) => id === stage);
  return content.clock && part ? part.minutes * 60 : null;
}

// On the wall there is nothing to open or press.
export const onWall = ({ view }) => view.role === "projector";

// Who may do what the group does together: the supervisor, or the shared screen.
export const leads = ({ view }) => ["trainer", "room"].includes(view.role);

// The sentence that says what the room has agreed to or read. Who says so goes to it and hears it once,
// when it holds; on other pages the change is announced.
export const STATE = "kit-state";
export const stateOf = (screen, holds) => (leads(screen) ? { id: holds && STATE, tabindex: holds && "-1" } : { role: "status" });

// "Ring the advocate. Who: the duty worker. By when: Friday."
export function actionWords({ what, who, by_when }) {
  return [words(what), who && [" ", h("span", { class: "kit-tag" }, "Who: ", words(who))], by_when && [" ", h("span", { class: "kit-tag" }, "By when: ", words(by_when))]];
}

// That anyone may pass, and what is stored: on every part.
export function houseRules({ content, view }) {
  const { rules } = content;
  return h("div", { class: "kit-group-rules", "data-key": "rules" },
    h("p", { "data-key": "pass" }, h("strong", {}, "Pass. "), rules.pass),
    h("p", { class: "kit-hint", "data-key": "stored" }, view.writing ? `${rules.spoken} ${rules.stored}` : `${rules.spoken} ${rules.nobody_types}`));
}

// Stored, and not stored; hidden, and not hidden.
export function keptHere({ content, view }) {
  const { rules } = content;
  return h("div", { class: "kit-notice kit-kept", "data-key": "kept" },
    h("p", {}, h("strong", {}, "Not stored: "), "what is said."),
    h("p", {}, h("strong", {}, "Stored: "), `the agreement, the steps through a scenario, places on the grid, and what is written from “What we will do” on, ${content.host ? `on the server ${content.host}` : view.role === "table" ? "on the supervisor’s computer" : "on this computer"} until ${content.erased}. Then it is erased. While it is kept, a court, a regulator or somebody who asks to see records may be shown it.`),
    h("p", {}, h("strong", {}, "Hidden: "), view.devices ? rules.hidden : rules.shown_only),
    h("p", {}, rules.typed),
    h("p", {}, "This is a training kit. Nobody watches it for concerns. In an emergency call 999."));
}
