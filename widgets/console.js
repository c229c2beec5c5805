// The trainer's page: what is needed in a hurry on top, everything else one panel away.

import { h } from "./dom.js";
import { secondsOf } from "./clock.js";
import { lead } from "./lead.js";
import { trainersPage } from "./trainers.js";
import { lineActs, lineRefused } from "./lines.js";
import { deskActs, factorRefused } from "./desk.js";
import { easyRead } from "./teaching.js";
import { noteActs, noteRefused, readback } from "./readback.js";
import { planCheck } from "./planning.js";
import { tableCards } from "./roomtables.js";
import { wallsPanel, wallActs } from "./walls.js";
import { factorsPanel, joinActs } from "./joining.js";
import { dotsPanel, dotActs } from "./totals.js";
import { roomPanel } from "./room.js";
import { closePanel } from "./closing.js";
import { asidePanel, pointsBox, sessionPanel, summaryPanel } from "./session.js";

const PATH = ["lobby", "read", "round", "condense", "readback", "prioritise", "plan", "close"];
const NAMES = { lobby: "Welcome", read: "Reading", condense: "Condensing", readback: "Read it back", prioritise: "Dots", plan: "Against the plan", close: "Close" };

function pathOf() {
  return PATH.flatMap((stage) => (stage === "round" ? [1, 2, 3, 4, 5, 6].map((round) => ({ stage, round })) : [{ stage, round: null }]));
}

const leading = lead({
  path: pathOf(),
  name: ({ stage, round }) => (stage === "round" ? `Round ${round}` : NAMES[stage]),
  title: (view) => (view.stage === "round" ? `Round ${view.round} of 6` : NAMES[view.stage]),
  seconds: (screen, stage) => secondsOf(screen.content, stage),
  jump: (screen) => ["readback", "prioritise", "plan"].includes(screen.view.stage) && h("fieldset", { class: "kit-choice" }, h("legend", {}, "Principle on the projector"),
    screen.content.principles.map(({ id, name }, n) => h("button", { type: "button", class: "kit-quiet", "data-do": "focusOn", "data-round": n + 1, "data-key": id, "aria-pressed": String((screen.view.round ?? 1) === n + 1) }, name))),
});

const PANELS = {
  tables: ["Tables", (screen) => [tableCards(screen), easyRead(screen.content), pointsBox(screen)]],
  walls: ["Lines", (screen) => wallsPanel(screen)],
  factors: ["Key factors", (screen) => factorsPanel(screen)],
  readback: ["Read back", (screen) => readback(screen, screen.content.principles.map(({ id }) => id))],
  dots: ["Dots and overlap", (screen) => dotsPanel(screen)],
  plan: ["Plan", (screen) => planCheck(screen)],
  close: ["Close", (screen) => closePanel(screen)],
  aside: ["Set aside", (screen) => asidePanel(screen)],
  room: ["Room and codes", (screen) => roomPanel(screen)],
  summary: ["Summary", (screen) => summaryPanel(screen)],
  session: ["Session", (screen) => sessionPanel(screen)],
};

const acts = {
  ...lineActs, ...deskActs, ...noteActs, ...wallActs, ...joinActs, ...dotActs,
  focusOn(screen, el) { screen.put("stage", { stage: screen.view.stage, round: Number(el.dataset.round), seconds: null }, ""); },
  refused(screen, change, sentence) {
    lineRefused(screen, change, sentence);
    factorRefused(screen, change, sentence);
    noteRefused(screen, change, sentence);
  },
};

export default { render: trainersPage({ leading, panels: PANELS, acts }) };
