// Leading a room: on from stage to stage, the clock, breaks and messages; for every exercise.

import { capital, h } from "./dom.js";
import { clockFace, remaining } from "./clock.js";
import { savedLine, undoButton } from "./screen.js";
import { clockActs, clockButtons, keepFocus } from "./steering.js";

// `plan` says what is led through: `path(screen)` of { stage, round }, `name` of a step, `title` of where the
// view stands (each is given the screen as well), `called` what a table is called, `seconds` of a stage's clock or null, and `beside`, what else steers a stage.
export function lead(plan) {
  return {
    parts: (screen) => [head(screen, plan), steering(screen, plan), asking(screen)],
    acts: { ...clockActs, ...acts, go: (screen, el) => go(screen, el, plan) },
  };
}

function head(screen, plan) {
  const { view } = screen;
  const at = plan.title(view, screen);
  return h("div", { class: "kit-bar", "data-key": "head" },
    h("p", { class: "kit-where", "data-key": "code" }, "Join code ", h("strong", { class: "kit-code" }, view.ended ? "closed" : view.code)),
    h("p", { class: "kit-where", "data-key": "stage" }, h("strong", {}, at)),
    view.stage !== "lobby" && !view.ended && clockFace(view.clock),
    savedLine(screen),
    undoButton(screen));
}

function steering(screen, plan) {
  const { view } = screen;
  if (view.ended) return h("p", { class: "kit-hint", "data-key": "controls" }, "Nothing can be changed now. To go on, open “Session” and reopen it.");
  const path = plan.path(screen);
  const at = path.findIndex((step) => step.stage === view.stage && (step.stage !== "round" || step.round === view.round));
  const [before, next] = [path[at - 1], path[at + 1]];
  const go = (step, text, look, key) => step && h("button", { type: "button", class: look, "data-do": "go", "data-stage": step.stage, "data-round": step.round, "data-key": key }, text);
  const button = (act, text, extra = {}) => h("button", { type: "button", class: "kit-quiet", "data-do": act, "data-key": act, ...extra }, text);
  return h("div", { class: "kit-controls", "data-key": "controls" },
    go(next, next ? `Next: ${plan.name(next, screen)}` : "", "kit-button", "next"),
    go(before, before ? `Back: ${plan.name(before, screen)}` : "", "kit-quiet", "back"),
    clockButtons(view),
    view.until ? button("breakOver", "End the break") : button("openBreak", "Break…", { "aria-expanded": String(screen.ui.box === "break") }),
    button("openMessage", "Message…", { "aria-expanded": String(screen.ui.box === "message") }),
    button("openJump", "Go to…", { "aria-expanded": String(screen.ui.box === "jump") }),
    screen.ui.box && boxes[screen.ui.box](screen, plan),
    plan.beside?.(screen));
}

const boxes = {
  break: (screen) => h("form", { class: "kit-inline", "data-submit": "startBreak", "data-key": "box/break", novalidate: true },
    h("label", { for: "kit-until" }, "Back at (a time, for example 13:15)"),
    screen.error("break", "kit-until-error"),
    h("input", { id: "kit-until", name: "until", "data-draft": "until", autocomplete: "off", "aria-invalid": screen.errors.has("break") && "true", "aria-describedby": screen.errors.has("break") && "kit-until-error" }),
    h("button", { class: "kit-button" }, "Show the break on every screen")),
  message: (screen, plan) => h("form", { class: "kit-inline", "data-submit": "sendMessage", "data-key": "box/message", novalidate: true },
    h("label", { for: "kit-to" }, "To"),
    h("select", { id: "kit-to", name: "to", "data-draft": "message-to", "data-value": "" }, h("option", { value: "" }, `All ${plan.called ?? "table"}s`), screen.view.tables.filter(({ open }) => open).map(({ table }) => h("option", { value: table }, `${capital(plan.called ?? "table")} ${table}`))),
    h("label", { for: "kit-message" }, "Message"),
    h("input", { id: "kit-message", name: "text", "data-draft": "message", autocomplete: "off", dir: "auto" }),
    h("button", { class: "kit-button" }, "Send"),
    h("button", { type: "button", class: "kit-quiet", "data-do": "clearMessage" }, "Take messages down")),
  jump: (screen, plan) => h("div", { class: "kit-inline", "data-key": "box/jump" },
    h("p", {}, "Nothing is locked: any round can be opened again."),
    plan.path(screen).map((step) => h("button", { type: "button", class: "kit-quiet", "data-do": "go", "data-stage": step.stage, "data-round": step.round, "data-key": plan.name(step, screen), "aria-current": step.stage === screen.view.stage && (step.round ?? null) === (step.stage === "round" ? screen.view.round : null) && "step" }, plan.name(step, screen)))),
};

// At zero the kit asks; it locks nothing and moves nothing on.
function asking(screen) {
  const left = remaining(screen.view.clock);
  if (left === null || left > 0 || screen.view.clock.state !== "running") return null;
  return h("p", { class: "kit-notice", "data-key": "asking" }, "Time is up. Does the room need more? Add a minute, or go on when you are ready.");
}

function go(screen, el, plan) {
  const { stage } = el.dataset;
  const round = el.dataset.round ? Number(el.dataset.round) : null;
  screen.ui.box = null;
  screen.put("stage", { stage, round, seconds: plan.seconds(screen, stage) }, `${plan.name({ stage, round }, screen)}.`);
  const path = plan.path(screen);
  keepFocus(screen, path.findIndex((step) => step.stage === stage && step.round === round), path.length - 1, el);
}

const acts = {
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
};

function toggle(screen, box, first) {
  screen.ui.box = screen.ui.box === box ? null : box;
  if (screen.ui.box) screen.focus(first);
  else screen.draw();
}
