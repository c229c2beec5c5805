// The clock's buttons and the way from step to step, for the trainer's page and for whoever works
// through the exercise as one.

import { h } from "./dom.js";
import { secondsOf } from "./clock.js";

export function clockButtons(view) {
  const clock = view.clock.state;
  const button = (act, text) => h("button", { type: "button", class: "kit-quiet", "data-do": act, "data-key": act }, text);
  return [
    clock === "running" && button("pause", "Pause the clock"),
    clock === "paused" && button("resume", "Let the clock run"),
    clock === "off" && view.stage !== "lobby" && button("startClock", "Start a clock"),
    clock !== "off" && button("minute", "+1 minute"),
    clock !== "off" && button("clockOff", "Clock off"),
  ];
}

// Keeps the focus on a button that is still there at step `at` of `last`: at the end there is no
// "Next", at the beginning no "Back". `pressed` is the button that led there.
export function keepFocus(screen, at, last, pressed) {
  const to = at === last ? "back" : at === 0 || pressed.dataset.key !== "back" ? "next" : "back";
  screen.focus(`.kit-controls > [data-key=${to}]`);
}

export const clockActs = {
  pause(screen) { screen.put("clock", { do: "pause" }, "Clock paused."); screen.focus("[data-do=resume]"); },
  resume(screen) { screen.put("clock", { do: "resume" }, "Clock goes on."); screen.focus("[data-do=pause]"); },
  minute(screen) { screen.put("clock", { do: "add", seconds: 60 }, "One minute more."); },
  clockOff(screen) { screen.put("clock", { do: "off" }, "Clock off."); screen.focus("[data-do=startClock]"); },
  startClock(screen) { screen.put("clock", { do: "start", seconds: secondsOf(screen.content, screen.view.stage) ?? 240 }, "Clock started."); screen.focus("[data-do=pause]"); },
};
