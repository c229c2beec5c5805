// The page of the shared screen of an audit, or of an agency's device.

import { h } from "./dom.js";
import { clockFace } from "./clock.js";
import { calls, join, savedLine, standing, undo, undoButton } from "./screen.js";
import { helpBox } from "./helping.js";
import { tablesPage } from "./tables.js";
import { partActs, partBox } from "./auditparts.js";
import { agencyName, keptHere, stageName } from "./auditwords.js";
import { keepFocus } from "./steering.js";

function parts(screen) {
  const { view } = screen;
  return [
    standing(screen),
    h("div", { class: "kit-top", "data-key": "top" }, calls(screen), bar(screen)),
    view.role === "room" && !view.ended && steps(screen),
    view.closed && h("div", { class: "kit-notice", "data-key": "closed" }, h("p", {}, "The audit lead has closed this table. Nothing is lost; look at the shared screen.")),
    screen.errors.has("last") && h("div", { class: "kit-notice kit-error", role: "alert", "data-key": "last" }, h("p", {}, `Not taken: ${screen.errors.get("last")}.`)),
    h("div", { class: "kit-stage", "data-key": `stage/${view.ended ? "ended" : view.stage}` }, partBox(screen)),
    helpBox(view, 2, "audit lead"),
    view.stage !== "lobby" && h("details", { class: "kit-kept-box", "data-key": "kept-box" }, h("summary", {}, "What is stored, and what is not"), keptHere(screen)),
  ];
}

// Which agency sits here.
function where({ view, content }) {
  if (view.role === "room") return "The room";
  const mine = content.agencies[view.table - 1];
  return mine ? [`${mine.letter}: `, h("bdi", {}, mine.name)] : `Table ${view.table}`;
}

function bar(screen) {
  const { view, content } = screen;
  const of = view.role === "table" && view.mine && !content.together ? [" · looks at the files of ", h("bdi", {}, [...view.mine].map((letter) => agencyName(content, letter)).join(", "))] : null;
  return h("div", { class: "kit-bar", "data-key": "bar" },
    h("p", { class: "kit-where", "data-key": "where" }, h("strong", {}, where(screen)), of, ` · ${view.ended ? "Ended" : stageName(content, view.stage)}`),
    view.clock.state !== "off" && !view.ended && clockFace(view.clock),
    savedLine(screen),
    undoButton(screen));
}

function steps(screen) {
  const { view, content } = screen;
  const path = content.stages;
  const at = path.indexOf(view.stage);
  const go = (stage, text, key, look) => stage && h("button", { type: "button", class: look, "data-do": "go", "data-stage": stage, "data-key": key }, text);
  return h("nav", { class: "kit-steps-box", "aria-label": "Steps", "data-key": "steps" },
    h("details", { "data-key": "all" }, h("summary", {}, `Step ${at + 1} of ${path.length}: ${stageName(content, view.stage)}`),
      h("ol", { class: "kit-steps" }, path.map((stage) => h("li", { "data-key": stage }, h("button", { type: "button", class: "kit-quiet", "data-do": "go", "data-stage": stage, "aria-current": stage === view.stage && "step" }, stageName(content, stage)))))),
    h("div", { class: "kit-controls", "data-key": "controls" },
      go(path[at - 1], "Back", "back", "kit-quiet"),
      go(path[at + 1], `Next: ${stageName(content, path[at + 1])}`, "next", "kit-button")));
}

const acts = {
  ...partActs,
  join,
  undo,
  go(screen, el) {
    const { stage } = el.dataset;
    const path = screen.content.stages;
    screen.put("stage", { stage, round: null, seconds: null }, "");
    el.closest("details")?.removeAttribute("open");
    keepFocus(screen, path.indexOf(stage), path.length - 1, el);
  },
};

function stageSaid(screen) {
  const { view, content } = screen;
  if (!screen.seated || screen.shownStage === view.stage) return;
  if (screen.shownStage !== undefined) screen.announce(`${stageName(content, view.stage)}.`);
  screen.shownStage = view.stage;
}

const title = (view, content) => (view.role === "room" ? "the shared screen" : `table ${view.table}, ${content.title.toLowerCase()}`);

export default { render: tablesPage({ parts, acts, stageSaid, title }) };
