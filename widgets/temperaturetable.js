// The page of somebody who answers, or of the screen on which a board answers together.

import { h } from "./dom.js";
import { clockFace } from "./clock.js";
import { calls, join, savedLine, standing, undo, undoButton } from "./screen.js";
import { helpBox } from "./helping.js";
import { tablesPage } from "./tables.js";
import { actionActs, actionRefused, actionsCard } from "./planactions.js";
import { resultActs, resultsBox } from "./temperatureresults.js";
import { sheetActs, sheetBox, sheetRefused } from "./temperaturesheet.js";
import { isShown, keptHere, stageName } from "./temperaturewords.js";

const together = ({ view }) => view.role === "room";

function parts(screen) {
  const { view, content } = screen;
  return [
    standing(screen),
    h("div", { class: "kit-top", "data-key": "top" }, calls(screen), bar(screen)),
    screen.errors.has("last") && h("div", { class: "kit-notice kit-error", role: "alert", "data-key": "last" }, h("p", {}, `Not taken: ${screen.errors.get("last")}.`)),
    content.until && !view.ended && h("p", { class: "kit-notice", "data-key": "until" }, `Please answer by ${content.until}. You can stop and come back: on this device, type the same code again and you find your own answers.`),
    h("div", { class: "kit-stage", "data-key": `stage/${view.stage}` }, stageBox(screen)),
    helpBox(view, 2, content.leader),
    view.stage !== "lobby" && h("details", { class: "kit-kept-box", "data-key": "kept-box" }, h("summary", {}, "What is kept, and who sees it"), keptHere(screen)),
  ];
}

function bar(screen) {
  const { view } = screen;
  return h("div", { class: "kit-bar", "data-key": "bar" },
    h("p", { class: "kit-where", "data-key": "where" }, h("strong", {}, together(screen) ? "The board together" : "Your answers"), ` · ${view.ended ? "Ended" : stageName(view.stage)}`),
    view.clock.state !== "off" && !view.ended && clockFace(view.clock),
    savedLine(screen),
    undoButton(screen));
}

function stageBox(screen) {
  const { view, content } = screen;
  if (view.stage === "lobby") {
    return [h("h2", { tabindex: "-1", "data-key": "h" }, content.title), keptHere(screen),
      h("p", { "data-key": "wait" }, together(screen) ? "Open “Answer” on the board manager’s page when you begin." : "The board manager opens the questions. This page goes on by itself.")];
  }
  const sheet = view.sheet;
  if (view.stage === "answer" || !isShown(screen)) return sheetBox(screen, sheet);
  return [
    h("h2", { tabindex: "-1", "data-key": "h" }, stageName(view.stage)),
    !together(screen) && h("p", { class: "kit-hint", "data-key": "as" }, "Everybody’s answers, as they stood when they were shown."),
    view.stage === "actions" && together(screen) && actionsCard(screen, { lead: true }),
    resultsBox(screen),
    h("details", { "data-key": "mine" }, h("summary", {}, together(screen) ? "Change our answers" : "My own answers"), sheetBox(screen, sheet, { level: 3 })),
  ];
}

const acts = {
  ...actionActs,
  ...resultActs,
  ...sheetActs(({ view }) => [view.sheet]),
  join,
  undo,
  refused(screen, change, sentence) {
    sheetRefused(screen, change, sentence);
    actionRefused(screen, change, sentence);
  },
};

function stageSaid(screen) {
  const { view } = screen;
  if (!screen.seated || screen.shownStage === view.stage) return;
  if (screen.shownStage !== undefined) screen.announce(`${stageName(view.stage)}.`);
  screen.shownStage = view.stage;
}

const title = (view, content) => (view.role === "room" ? "the shared screen" : `your answers, ${content.title}`);

export default { render: tablesPage({ parts, acts, stageSaid, title }) };
