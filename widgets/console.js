// The trainer's page: what is needed in a hurry on top, everything else one panel away.

import { h } from "./dom.js";
import { secondsOf } from "./clock.js";
import { lead } from "./lead.js";
import { Screen, join, notices, undo } from "./screen.js";
import { lineActs, lineRefused } from "./lines.js";
import { deskActs, factorRefused } from "./desk.js";
import { easyRead } from "./teaching.js";
import { noteActs, noteRefused, readback } from "./readback.js";
import { planCheck } from "./planning.js";
import { sheetActs } from "./sheet.js";
import { tableCards, tableActs } from "./roomtables.js";
import { wallsPanel, wallActs } from "./walls.js";
import { factorsPanel, joinActs } from "./joining.js";
import { dotsPanel, dotActs } from "./totals.js";
import { roomPanel, roomActs, roomNotice, loadRoom, watchRoom } from "./room.js";
import { closeActs, closePanel } from "./closing.js";
import { helpActs } from "./helping.js";
import { followCheck, sendingActs } from "./sending.js";
import { asidePanel, asideActs, pointsBox, sessionPanel, sessionActs, summaryPanel } from "./session.js";

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

function parts(screen) {
  const { view } = screen;
  const open = screen.ui.panel ?? "tables";
  return [
    notices(screen),
    roomNotice(screen),
    h("section", { class: "kit-console", "aria-label": "Steering", "data-key": "steering" }, leading.parts(screen)),
    screen.errors.has("last") && h("div", { class: "kit-notice kit-error", role: "alert", "data-key": "last" }, h("p", {}, `Not taken: ${screen.errors.get("last")}.`)),
    h("div", { class: "kit-panels", role: "group", "aria-label": "What to show", "data-key": "panels" },
      Object.entries(PANELS).map(([name, [text]]) => h("button", { type: "button", class: "kit-quiet", "data-do": "panel", "data-panel": name, "data-key": name, "aria-pressed": String(name === open) },
        text, name === "aside" && view.aside.length > 0 && ` (${view.aside.length})`))),
    h("section", { class: "kit-panel", "aria-label": PANELS[open][0], "data-key": `panel/${open}` }, h("h2", { "data-key": "h", tabindex: "-1", id: "kit-panel-h" }, PANELS[open][0]), PANELS[open][1](screen)),
  ];
}

const acts = {
  ...lineActs, ...deskActs, ...noteActs, ...sheetActs, ...tableActs, ...wallActs, ...joinActs, ...dotActs, ...roomActs, ...asideActs, ...sessionActs, ...helpActs, ...closeActs, ...sendingActs,
  ...leading.acts,
  join,
  undo,
  panel(screen, el) {
    screen.ui.panel = el.dataset.panel;
    if (["room", "close"].includes(el.dataset.panel)) loadRoom(screen);
    if (el.closest(".kit-panels")) screen.draw();
    else screen.focus("#kit-panel-h"); // from within another panel, which goes
  },
  focusOn(screen, el) { screen.put("stage", { stage: screen.view.stage, round: Number(el.dataset.round), seconds: null }, ""); },
  refused(screen, change, sentence) {
    lineRefused(screen, change, sentence);
    factorRefused(screen, change, sentence);
    noteRefused(screen, change, sentence);
  },
};

function render({ model, el }) {
  let pulses = 0;
  const onPulse = (screen) => {
    watchRoom(screen);
    if (screen.view.stage === "lobby" && pulses++ % 6 === 0) loadRoom(screen);
  };
  const screen = new Screen({ model, el }, { parts, acts, onPulse });
  screen.listen("change:flagged", () => followCheck(screen));
  // Time goes on without an entry: a table is silent for a minute, the clock reaches zero.
  const later = setInterval(() => screen.draw(), 4000);
  screen.cleanups.push(() => clearInterval(later));
  return () => screen.stop();
}

export default { render };
