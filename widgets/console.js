// The trainer's page: what is needed in a hurry on top, everything else one panel away.

import { h } from "./dom.js";
import { clockFace, remaining, secondsOf } from "./clock.js";
import { clockActs, clockButtons } from "./steering.js";
import { Screen, join, notices, savedLine, undo, undoButton } from "./screen.js";
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
import { sendingActs } from "./sending.js";
import { asidePanel, asideActs, pointsBox, sessionPanel, sessionActs, summaryPanel } from "./session.js";

const PATH = ["lobby", "read", "round", "condense", "readback", "prioritise", "plan", "close"];
const NAMES = { lobby: "Welcome", read: "Reading", condense: "Condensing", readback: "Read it back", prioritise: "Dots", plan: "Against the plan", close: "Close" };

export function pathOf() {
  return PATH.flatMap((stage) => (stage === "round" ? [1, 2, 3, 4, 5, 6].map((round) => ({ stage, round })) : [{ stage, round: null }]));
}

function nameOf({ stage, round }) {
  return stage === "round" ? `Round ${round}` : NAMES[stage];
}

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
    h("section", { class: "kit-console", "aria-label": "Steering", "data-key": "steering" }, head(screen), steering(screen), asking(screen)),
    screen.errors.has("last") && h("div", { class: "kit-notice kit-error", role: "alert", "data-key": "last" }, h("p", {}, `Not taken: ${screen.errors.get("last")}.`)),
    h("div", { class: "kit-panels", role: "group", "aria-label": "What to show", "data-key": "panels" },
      Object.entries(PANELS).map(([name, [text]]) => h("button", { type: "button", class: "kit-quiet", "data-do": "panel", "data-panel": name, "data-key": name, "aria-pressed": String(name === open) },
        text, name === "aside" && view.aside.length > 0 && ` (${view.aside.length})`))),
    h("section", { class: "kit-panel", "aria-label": PANELS[open][0], "data-key": `panel/${open}` }, h("h2", { "data-key": "h", tabindex: "-1", id: "kit-panel-h" }, PANELS[open][0]), PANELS[open][1](screen)),
  ];
}

function head(screen) {
  const { view } = screen;
  const at = view.stage === "round" ? `Round ${view.round} of 6` : NAMES[view.stage];
  return h("div", { class: "kit-bar", "data-key": "head" },
    h("p", { class: "kit-where", "data-key": "code" }, "Join code ", h("strong", { class: "kit-code" }, view.ended ? "closed" : view.code)),
    h("p", { class: "kit-where", "data-key": "stage" }, h("strong", {}, at)),
    view.stage !== "lobby" && !view.ended && clockFace(view.clock),
    savedLine(screen),
    undoButton(screen));
}

function steering(screen) {
  const { view } = screen;
  if (view.ended) return h("p", { class: "kit-hint", "data-key": "controls" }, "Nothing can be changed now. To go on, open “Session” and reopen it.");
  const path = pathOf();
  const at = path.findIndex((step) => step.stage === view.stage && (step.stage !== "round" || step.round === view.round));
  const [before, next] = [path[at - 1], path[at + 1]];
  const go = (step, text, look, key) => step && h("button", { type: "button", class: look, "data-do": "go", "data-stage": step.stage, "data-round": step.round, "data-key": key }, text);
  const button = (act, text, extra = {}) => h("button", { type: "button", class: "kit-quiet", "data-do": act, "data-key": act, ...extra }, text);
  return h("div", { class: "kit-controls", "data-key": "controls" },
    go(next, next ? `Next: ${nameOf(next)}` : "", "kit-button", "next"),
    go(before, before ? `Back: ${nameOf(before)}` : "", "kit-quiet", "back"),
    clockButtons(view),
    view.until ? button("breakOver", "End the break") : button("openBreak", "Break…", { "aria-expanded": String(screen.ui.box === "break") }),
    button("openMessage", "Message…", { "aria-expanded": String(screen.ui.box === "message") }),
    button("openJump", "Go to…", { "aria-expanded": String(screen.ui.box === "jump") }),
    screen.ui.box && boxes[screen.ui.box](screen));
}

const boxes = {
  break: (screen) => h("form", { class: "kit-inline", "data-submit": "startBreak", "data-key": "box/break", novalidate: true },
    h("label", { for: "kit-until" }, "Back at (a time, for example 13:15)"),
    screen.error("break", "kit-until-error"),
    h("input", { id: "kit-until", name: "until", "data-draft": "until", autocomplete: "off", "aria-invalid": screen.errors.has("break") && "true", "aria-describedby": screen.errors.has("break") && "kit-until-error" }),
    h("button", { class: "kit-button" }, "Show the break on every screen")),
  message: (screen) => h("form", { class: "kit-inline", "data-submit": "sendMessage", "data-key": "box/message", novalidate: true },
    h("label", { for: "kit-to" }, "To"),
    h("select", { id: "kit-to", name: "to", "data-draft": "message-to", "data-value": "" }, h("option", { value: "" }, "All tables"), screen.view.tables.filter(({ open }) => open).map(({ table }) => h("option", { value: table }, `Table ${table}`))),
    h("label", { for: "kit-message" }, "Message"),
    h("input", { id: "kit-message", name: "text", "data-draft": "message", autocomplete: "off", dir: "auto" }),
    h("button", { class: "kit-button" }, "Send"),
    h("button", { type: "button", class: "kit-quiet", "data-do": "clearMessage" }, "Take messages down")),
  jump: (screen) => h("div", { class: "kit-inline", "data-key": "box/jump" },
    h("p", {}, "Nothing is locked: any round can be opened again."),
    pathOf().map((step) => h("button", { type: "button", class: "kit-quiet", "data-do": "go", "data-stage": step.stage, "data-round": step.round, "data-key": nameOf(step), "aria-current": step.stage === screen.view.stage && (step.round ?? null) === (step.stage === "round" ? screen.view.round : null) && "step" }, nameOf(step))),
    ["readback", "prioritise", "plan"].includes(screen.view.stage) && h("fieldset", { class: "kit-choice" }, h("legend", {}, "Principle on the projector"),
      screen.content.principles.map(({ id, name }, n) => h("button", { type: "button", class: "kit-quiet", "data-do": "focusOn", "data-round": n + 1, "data-key": id, "aria-pressed": String((screen.view.round ?? 1) === n + 1) }, name)))),
};

// At zero the kit asks; it locks nothing and moves nothing on.
function asking(screen) {
  const left = remaining(screen.view.clock);
  if (left === null || left > 0 || screen.view.clock.state !== "running") return null;
  return h("p", { class: "kit-notice", "data-key": "asking" }, "Time is up. Does the room need more? Add a minute, or go on when you are ready.");
}

const acts = {
  ...lineActs, ...deskActs, ...noteActs, ...sheetActs, ...tableActs, ...wallActs, ...joinActs, ...dotActs, ...roomActs, ...asideActs, ...sessionActs, ...helpActs, ...closeActs, ...clockActs, ...sendingActs,
  join,
  undo,
  panel(screen, el) {
    screen.ui.panel = el.dataset.panel;
    if (["room", "close"].includes(el.dataset.panel)) loadRoom(screen);
    screen.draw();
  },
  go(screen, el) {
    const { stage } = el.dataset;
    const round = el.dataset.round ? Number(el.dataset.round) : null;
    screen.ui.box = null;
    screen.put("stage", { stage, round, seconds: secondsOf(screen.content, stage) }, `${nameOf({ stage, round })}.`);
    screen.focus("[data-key=next]");
  },
  focusOn(screen, el) { screen.put("stage", { stage: screen.view.stage, round: Number(el.dataset.round), seconds: null }, ""); },
  openBreak(screen) { toggle(screen, "break", "#kit-until"); },
  openMessage(screen) { toggle(screen, "message", "#kit-message"); },
  openJump(screen) { toggle(screen, "jump", "[data-key='box/jump'] button"); },
  startBreak(screen, form) {
    const field = form.elements.until;
    screen.errors.delete("break");
    if (!/^\d{1,2}[:.]\d{2}$/.test(field.value.trim())) {
      screen.errors.set("break", `“${field.value.trim() || "nothing"}” is not a time; write it like 13:15`);
      screen.focus("#kit-until");
      return;
    }
    screen.put("break", { until: field.value.trim() }, "Break shown.");
    if (screen.view.clock.state === "running" && remaining(screen.view.clock) > 0) screen.put("clock", { do: "pause" }, "Clock paused.");
    screen.empty(field);
    screen.ui.box = null;
    screen.focus("[data-do=breakOver]");
  },
  breakOver(screen) { screen.put("break.over", {}, "Break over."); screen.focus("[data-do=openBreak]"); },
  sendMessage(screen, form) {
    const { text, to } = form.elements;
    if (!text.value.trim()) return text.focus();
    screen.put("message", { text: text.value, table: to.value ? Number(to.value) : null }, "Message sent.");
    screen.empty(text);
    text.focus();
  },
  clearMessage(screen) {
    screen.put("message", { text: "" }, "");
    for (const { table } of screen.view.tables) screen.put("message", { text: "", table }, "");
    screen.announce("Messages taken down.");
  },
  refused(screen, change, sentence) {
    lineRefused(screen, change, sentence);
    factorRefused(screen, change, sentence);
    noteRefused(screen, change, sentence);
  },
};

function toggle(screen, box, first) {
  screen.ui.box = screen.ui.box === box ? null : box;
  if (screen.ui.box) screen.focus(first);
  else screen.draw();
}

function render({ model, el }) {
  let pulses = 0;
  const onPulse = (screen) => {
    watchRoom(screen);
    if (screen.view.stage === "lobby" && pulses++ % 6 === 0) loadRoom(screen);
  };
  const screen = new Screen({ model, el }, { parts, acts, onPulse });
  // Time goes on without an entry: a table is silent for a minute, the clock reaches zero.
  const later = setInterval(() => screen.draw(), 4000);
  screen.cleanups.push(() => clearInterval(later));
  return () => screen.stop();
}

export default { render };
