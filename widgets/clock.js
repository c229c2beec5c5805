// The clock of the room: counted down here, by the server's time, from a shared end.

import { h } from "./dom.js";

export function serverNow() {
  return globalThis.kit?.now() ?? Date.now() / 1000;
}

// Seconds left, or null while there is no clock.
export function remaining(clock) {
  if (!clock || clock.state === "off") return null;
  return clock.state === "paused" ? clock.left : clock.ends_at - serverNow();
}

export function inFigures(seconds) {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

function inWords(seconds) {
  const left = Math.ceil(seconds);
  return left >= 60 ? `${Math.round(left / 60)} ${Math.round(left / 60) === 1 ? "minute" : "minutes"}` : `${left} seconds`;
}

// How long a stage's clock runs by the session's settings; null without a clock.
export function secondsOf(content, stage) {
  const minutes = { read: content.reading, round: content.minutes, condense: content.condensing, plan: content.checking }[stage];
  return minutes ? minutes * 60 : null;
}

// Where the clock stands; `tick` fills it in.
export function clockFace(clock) {
  if (!clock || clock.state === "off") return h("p", { class: "kit-clock kit-clock-off", "data-key": "clock" }, "No clock: take the time you need");
  return h("p", { class: "kit-clock", "data-key": "clock", role: "timer", "aria-label": "Time left" }, h("span", { "data-own": "", class: "kit-clock-time" }));
}

const MARKS = [120, 60, 20];
const NO_HURRY = "There is no hurry. Take the time you need.";

// Counts down in `root` and says start, two minutes, one minute, twenty seconds and time up, once each.
export class Ticker {
  constructor(root, announce, { silent = false } = {}) {
    this.root = root;
    this.announce = announce;
    this.silent = silent;
    this.gentle = false; // of somebody alone: it hurries nobody
    this.clock = null;
    this.last = null;
    this.timer = setInterval(() => this.tick(), 250);
  }

  stop() { clearInterval(this.timer); }

  get hushed() { return this.silent || this.gentle; }

  set(clock) {
    const before = this.clock;
    this.clock = clock;
    if (!this.hushed && before && clock && before.state !== clock.state) {
      if (clock.state === "paused") this.announce("The clock is paused.");
      if (clock.state === "running" && before.state === "paused") this.announce(`The clock goes on: ${inWords(remaining(clock))} left.`);
    }
    const started = clock?.state === "running" && (!before || before.state === "off" || before.ends_at !== clock.ends_at);
    if (started) {
      const left = remaining(clock);
      this.last = left;
      if (!this.hushed && before && left > 1 && before.state !== "paused") this.announce(`The clock is running: ${inWords(left)}.`);
    }
    this.tick();
  }

  tick() {
    const left = remaining(this.clock);
    const face = this.root.querySelector(".kit-clock-time");
    if (left === null || !face) return;
    const up = left <= 0;
    const text = up ? (this.gentle ? NO_HURRY : "Time is up") : this.clock.state === "paused" ? `${inFigures(left)} paused` : inFigures(left);
    if (face.textContent !== text) face.textContent = text;
    face.parentElement.classList.toggle("kit-clock-short", left <= 60 && !up && !this.gentle);
    face.parentElement.classList.toggle("kit-clock-up", up && !this.gentle);
    face.parentElement.classList.toggle("kit-clock-gentle", up && this.gentle);
    if (this.gentle && this.clock.state === "running" && this.last > 0 && up) this.announce(NO_HURRY);
    if (this.clock.state === "running" && !this.hushed) {
      for (const mark of MARKS) if (this.last > mark && left <= mark && mark < this.clock.length) this.announce(`${inWords(mark)} left.`);
      if (this.last > 0 && up) this.announce("Time is up. Nothing is locked: finish your line.");
    }
    this.last = left;
  }
}
