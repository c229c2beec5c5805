// A gentle clock for somebody who works through the principles alone: off until they turn it on. It
// makes no sound, says nothing while it runs, and at zero nothing happens.

import { h } from "./dom.js";
import { clockFace } from "./clock.js";

const USUAL = 4; // minutes for a principle
const MOST = 60;

const ticking = (view) => view.clock && view.clock.state !== "off";

// Where the clock stands, in the bar; nothing while it is off.
export const paced = (view) => ticking(view) && clockFace(view.clock);

export function paceBox(screen) {
  const { view, content } = screen;
  if (view.role !== "solo" || view.stage !== "round" || content.plan_only || view.ended) return null;
  if (ticking(view)) return h("p", { class: "kit-pace", "data-key": "pace-on" }, h("button", { type: "button", class: "kit-quiet", "data-do": "paceOff" }, "Turn the clock off"));
  const wrong = screen.errors.has("pace");
  return h("details", { class: "kit-pace", "data-key": "pace" },
    h("summary", { id: "kit-pace-h" }, "Use a gentle clock (it is off)"),
    h("p", { class: "kit-hint", id: "kit-pace-hint" }, "It makes no sound, and nothing happens when the time is over. Turn it off whenever you like."),
    h("form", { class: "kit-inline", "data-submit": "paceOn", "data-key": "form", novalidate: true },
      h("label", { for: "kit-pace" }, "Minutes for a principle"),
      screen.error("pace", "kit-pace-error"),
      h("input", { id: "kit-pace", name: "minutes", inputmode: "decimal", autocomplete: "off", "data-draft": "pace", "data-value": USUAL, "aria-invalid": wrong && "true", "aria-describedby": ["kit-pace-hint", wrong && "kit-pace-error"].filter(Boolean).join(" ") }),
      h("button", { class: "kit-quiet" }, "Start the clock")));
}

export const paceActs = {
  paceOn(screen, form) {
    const typed = form.elements.minutes.value.trim();
    const minutes = Number(typed.replace(",", "."));
    screen.errors.delete("pace");
    if (!typed || !(minutes >= 0.5 && minutes <= MOST)) {
      screen.errors.set("pace", `“${typed || "nothing"}” is not a number of minutes from 0.5 to ${MOST}`);
      screen.focus("#kit-pace");
      return;
    }
    screen.put("clock", { do: "start", seconds: minutes * 60 }, "The clock is on.");
    screen.focus("[data-do=paceOff]");
  },
  paceOff(screen) {
    screen.put("clock", { do: "off" }, "The clock is off.");
    screen.focus("#kit-pace-h");
  },
};
