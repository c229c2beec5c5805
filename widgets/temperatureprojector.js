// The wall of a room that does a temperature check: numbers of people, and what everybody may see.

import { h, plural, words } from "./dom.js";
import { clockFace } from "./clock.js";
import { addressNotice, joinBox, wallPage } from "./projecting.js";
import { helpBox } from "./helping.js";
import { resultsBox } from "./temperatureresults.js";
import { stageName } from "./temperaturewords.js";

function parts(screen) {
  const { view, content } = screen;
  if (view.until) return [h("div", { class: "kit-projector", "data-key": "break" }, h("h2", {}, "Break"), h("p", { class: "kit-projector-clock" }, "Back at ", words(view.until)), joinBox(screen, false))];
  return [
    h("div", { class: "kit-projector kit-temp-wall", "data-key": "wall" },
      content.example && h("p", { class: "kit-example", "data-key": "example" }, "Example session"),
      h("div", { class: "kit-projector-head", "data-key": "head" }, h("p", { class: "kit-where", "data-key": "where" }, content.title),
        view.stage !== "lobby" && view.clock.state !== "off" && h("div", { class: "kit-projector-clock", "data-key": "clock" }, clockFace(view.clock))),
      addressNotice(screen),
      view.message && h("p", { class: "kit-notice", "data-key": "message" }, words(view.message.text)),
      h("h2", { "data-key": "h" }, view.ended ? "The session has ended" : stageName(view.stage)),
      stageBox(screen),
      helpBox(view, 3, content.leader),
      !content.shared && content.way !== "paper" && !view.ended && joinBox(screen, view.stage === "lobby" || Boolean(screen.ui.room?.moved_from))),
  ];
}

function stageBox(screen) {
  const { view, content } = screen;
  if (view.stage === "actions") return actions(view.check_plan.actions);
  if (view.stage === "results") return resultsBox(screen, { wall: true });
  return h("div", { "data-key": "taking" },
    !content.shared && h("p", { class: "kit-projector-text", role: "status" }, `${plural(view.taking.begun, "person has answered", "people have answered")}, of about ${content.expected}.`),
    h("p", {}, "What one person answers is shown to nobody. Leave out what you like; “don’t know” is an answer."),
    !content.shared && h("p", {}, content.guess));
}

function actions(found) {
  return h("div", { "data-key": "actions" },
    h("h3", {}, "Proposed, for the board to agree"),
    found.length === 0 ? h("p", { class: "kit-projector-text", "data-key": "none" }, "No action yet. What should be done, who leads (a role), by when?")
      : h("ol", { class: "kit-projector-factors", "data-key": "list" }, found.map((action) => h("li", { "data-key": action.id }, words(action.text), " ", (action.owner || action.when) && h("span", { class: "kit-beside" }, words([action.owner, action.when].filter(Boolean).join(", ")))))));
}

export default { render: wallPage(parts) };
