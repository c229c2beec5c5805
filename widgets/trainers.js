// The trainer's page of any exercise: steering on top, everything else one panel away.

import { h } from "./dom.js";
import { Screen, join, notices, undo } from "./screen.js";
import { sheetActs } from "./sheet.js";
import { tableActs } from "./roomtables.js";
import { loadRoom, roomActs, roomNotice, watchRoom } from "./room.js";
import { closeActs } from "./closing.js";
import { helpActs } from "./helping.js";
import { followCheck, sendingActs } from "./sending.js";
import { asideActs, sessionActs } from "./session.js";

// `leading` is what `lead` gives; `panels` are { name: [title, (screen) => parts, (content) => whether
// it is shown] }, the first of them "tables" and always shown; `acts` are the exercise's own and come
// before those that every room has; `viewed(screen)` hears of each new view.
export function trainersPage({ leading, panels, acts, viewed = () => {} }) {
  const all = { ...sheetActs, ...tableActs, ...roomActs, ...asideActs, ...sessionActs, ...helpActs, ...closeActs, ...sendingActs, ...leading.acts, join, undo, panel, ...acts };
  return ({ model, el }) => {
    let pulses = 0;
    const onPulse = (screen) => {
      watchRoom(screen);
      if (screen.view.stage === "lobby" && pulses++ % 6 === 0) loadRoom(screen);
    };
    const screen = new Screen({ model, el }, { parts: (each) => parts(each, leading, panels), acts: all, onPulse });
    screen.listen("change:flagged", () => followCheck(screen));
    screen.listen("change:view", () => viewed(screen));
    // Time goes on without an entry: a table is silent for a minute, the clock reaches zero.
    const later = setInterval(() => screen.draw(), 4000);
    screen.cleanups.push(() => clearInterval(later));
    return () => screen.stop();
  };
}

function parts(screen, leading, panels) {
  const { view } = screen;
  const offered = Object.entries(panels).filter(([, [, , when]]) => when?.(screen.content) ?? true);
  const open = screen.ui.panel ?? "tables";
  return [
    notices(screen),
    roomNotice(screen),
    h("section", { class: "kit-console", "aria-label": "Steering", "data-key": "steering" }, leading.parts(screen)),
    screen.errors.has("last") && h("div", { class: "kit-notice kit-error", "data-key": "last" }, h("p", {}, `Not taken: ${screen.errors.get("last")}.`)),
    h("div", { class: "kit-panels", role: "group", "aria-label": "What to show", "data-key": "panels" },
      offered.map(([name, [text]]) => h("button", { type: "button", class: "kit-quiet", "data-do": "panel", "data-panel": name, "data-key": name, "aria-pressed": String(name === open) },
        text, name === "aside" && view.aside.length > 0 && ` (${view.aside.length})`))),
    h("section", { class: "kit-panel", "aria-label": panels[open][0], "data-key": `panel/${open}` }, h("h2", { "data-key": "h", tabindex: "-1", id: "kit-panel-h" }, panels[open][0]), panels[open][1](screen)),
  ];
}

function panel(screen, el) {
  screen.ui.panel = el.dataset.panel;
  if (["room", "close"].includes(el.dataset.panel)) loadRoom(screen);
  if (el.closest(".kit-panels")) screen.draw();
  else screen.focus("#kit-panel-h"); // from within another panel, which goes
}
