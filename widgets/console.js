// The trainer's page: what is needed in a hurry on top, everything else one panel away.

import { h } from "./dom.js";
import { secondsOf } from "./clock.js";
import { lead } from "./lead.js";
import { trainersPage } from "./trainers.js";
import { lineActs, lineRefused } from "./lines.js";
import { deskActs, factorRefused } from "./desk.js";
import { easyRead } from "./teaching.js";
import { noteActs, noteRefused, readback } from "./readback.js";
import { passagesCame, planActs, planCheck } from "./planning.js";
import { findActs } from "./finding.js";
import { givingActs, planGiving, planHeard } from "./plangiving.js";
import { actionActs, actionRefused, planActions } from "./planactions.js";
import { lensActs, lensBox } from "./lenses.js";
import { frameworkBox, frameworkTick } from "./framework.js";
import { tableCards } from "./roomtables.js";
import { wallsPanel, wallActs } from "./walls.js";
import { factorsPanel, joinActs } from "./joining.js";
import { dotsPanel, dotActs } from "./totals.js";
import { roomPanel } from "./room.js";
import { closePanel } from "./closing.js";
import { asidePanel, pointsBox, sessionPanel, summaryPanel } from "./session.js";

const PATH = ["lobby", "read", "round", "condense", "readback", "prioritise", "plan", "actions", "close"];
const PLAN_ONLY = ["lobby", "read", "plan", "actions", "close"]; // the key factors were there
const NAMES = { lobby: "Welcome", read: "Reading", condense: "Condensing", readback: "Read it back", prioritise: "Dots", plan: "Against the plan", actions: "What follows", close: "Close" };

function pathOf({ content }) {
  return (content.plan_only ? PLAN_ONLY : PATH).flatMap((stage) => (stage === "round" ? [1, 2, 3, 4, 5, 6].map((round) => ({ stage, round })) : [{ stage, round: null }]));
}

const leading = lead({
  path: pathOf,
  name: ({ stage, round }) => (stage === "round" ? `Round ${round}` : NAMES[stage]),
  title: (view) => (view.stage === "round" ? `Round ${view.round} of 6` : NAMES[view.stage]),
  seconds: (screen, stage) => secondsOf(screen.content, stage),
  beside: (screen) => ["readback", "plan"].includes(screen.view.stage) && h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Principle on the projector", "data-key": "focus" }, h("p", {}, "On the projector:"),
    screen.content.principles.map(({ id, name }, n) => h("button", { type: "button", class: "kit-quiet", "data-do": "focusOn", "data-round": n + 1, "data-key": id, "aria-pressed": String((screen.view.round ?? 1) === n + 1) }, name))),
});

const inRounds = (content) => !content.plan_only; // what is there when lines were written

const PANELS = {
  tables: ["Tables", (screen) => [tableCards(screen), easyRead(screen.content), pointsBox(screen)]],
  walls: ["Lines", (screen) => wallsPanel(screen), inRounds],
  factors: ["Key factors", (screen) => factorsPanel(screen)],
  readback: ["Read back", (screen) => readback(screen, screen.content.principles.map(({ id }) => id)), inRounds],
  dots: ["Dots and overlap", (screen) => dotsPanel(screen), inRounds],
  plan: ["Plan", (screen) => [planGiving(screen), planCheck(screen, screen.content.principles.map(({ id }) => id)), lensBox(screen)]],
  actions: ["Actions", (screen) => [planActions(screen, { lead: true }), frameworkBox(screen)]],
  close: ["Close", (screen) => closePanel(screen)],
  aside: ["Set aside", (screen) => asidePanel(screen)],
  room: ["Room and codes", (screen) => roomPanel(screen)],
  summary: ["Summary", (screen) => summaryPanel(screen, frameworkTick())],
  session: ["Session", (screen) => sessionPanel(screen)],
};

const acts = {
  ...planActs, ...findActs, ...givingActs, ...actionActs, ...lensActs,
  ...lineActs, ...deskActs, ...noteActs, ...wallActs, ...joinActs, ...dotActs,
  focusOn(screen, el) { screen.put("stage", { stage: screen.view.stage, round: Number(el.dataset.round), seconds: null }, ""); },
  refused(screen, change, sentence) {
    lineRefused(screen, change, sentence);
    factorRefused(screen, change, sentence);
    noteRefused(screen, change, sentence);
    actionRefused(screen, change, sentence);
  },
  heard: planHeard,
};

export default { render: trainersPage({ leading, panels: PANELS, acts, viewed: passagesCame }) };
