// What a part of the hour shows, on every page.

import { h } from "./dom.js";
import { agreement, agreementActs } from "./groupagreement.js";
import { caseActs, caseBox, questionsBox } from "./groupcase.js";
import { doActs, doBox, earlierBox } from "./groupdo.js";
import { fieldActs, fieldRefused } from "./groupfields.js";
import { gridBox, gridRefused, groupGridActs } from "./groupgrid.js";
import { gridActs } from "./gridpicture.js";
import { pauseActs } from "./grouppause.js";
import { recordActs, recordBox } from "./grouprecord.js";
import { houseRules, keptHere, onWall, partOf, secondsOfStage } from "./groupwords.js";
import { clockActs } from "./steering.js";

const BOXES = {
  agreement: (screen) => agreement(screen),
  case: (screen) => caseBox(screen),
  questions: (screen) => questionsBox(screen),
  grid: (screen) => gridBox(screen),
  do: (screen) => doBox(screen),
  talk: (screen) => screen.view.stage === screen.content.parts.find(({ kind }) => kind === "talk")?.id && lastTime(screen),
};

// At the first talking part, what was said last time stands there to be talked about.
function lastTime(screen) {
  if (onWall(screen)) return earlierBox(screen, 3);
  return screen.view.earlier.length > 0 && h("details", { "data-key": "last-time" }, h("summary", {}, "What we said last time"), earlierBox(screen, 3));
}

// The stage where the group is.
export function partBox(screen) {
  const { view, content } = screen;
  const part = partOf(screen, view.stage);
  if (view.ended) return [h("h2", { tabindex: "-1", "data-key": "h" }, "Thank you"), recordBox(screen, 3)];
  if (view.stage === "record") return [h("h2", { tabindex: "-1", "data-key": "h" }, "Read the record"), recordBox(screen, 3)];
  if (!part) return welcome(screen);
  return [
    h("h2", { tabindex: "-1", "data-key": "h" }, part.title),
    h("ul", { class: "kit-group-ask", "data-key": "ask" }, part.ask.map((text) => h("li", {}, text))),
    houseRules(screen),
    part.prompts.length > 0 && !onWall(screen) && h("details", { class: "kit-stuck", "data-key": "prompts" }, h("summary", {}, "When it is quiet"), h("ul", {}, part.prompts.map((text) => h("li", {}, text)))),
    h("div", { class: "kit-group-part", "data-key": `part/${part.id}` }, BOXES[part.kind](screen) || null),
  ];
}

function welcome(screen) {
  const { content } = screen;
  return [
    h("h2", { tabindex: "-1", "data-key": "h" }, "Welcome"),
    h("p", { "data-key": "purpose" }, content.purpose),
    h("ol", { class: "kit-group-plan", "data-key": "plan" }, content.parts.map(({ id, title, minutes }) => h("li", { "data-key": id }, `${title}, ${minutes} minutes`))),
    houseRules(screen),
    keptHere(screen),
  ];
}

export const partActs = {
  ...gridActs, ...fieldActs, ...agreementActs, ...caseActs, ...groupGridActs, ...doActs, ...recordActs, ...pauseActs, ...clockActs,
  startClock(screen) {
    screen.put("clock", { do: "start", seconds: secondsOfStage({ ...screen.content, clock: true }, screen.view.stage) ?? 300 }, "Clock started.");
    screen.focus("[data-do=pause]");
  },
  refused(screen, change, sentence) {
    fieldRefused(screen, change, sentence);
    gridRefused(screen, change, sentence);
  },
};
