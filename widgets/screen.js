// What the screens share: taking the seat, hearing the kit, and sending it what was done.

import { h, words } from "./dom.js";
import { Drawn } from "./drawn.js";
import { Outbox } from "./outbox.js";
import { Ticker } from "./clock.js";

export class Screen extends Drawn {
  // `parts(screen)` gives what to draw; `acts` are the things that buttons, forms and choices do.
  constructor({ model, el }, { parts, acts, onPulse, silent = false }) {
    super(el, { parts: () => (this.seated ? parts(this) : [joinForm(this)]), acts });
    this.model = model;
    this.pulse = { devices: {} };
    this.outbox = new Outbox(model, { changed: () => this.draw(), answered: (answer) => this.answered(answer) });
    this.ticker = new Ticker(this.root, (text) => this.announce(text), { silent });
    this.listen("change:view", () => this.draw());
    this.listen("change:content", () => this.draw());
    this.listen("change:flagged", () => this.draw());
    this.listen("change:plan", () => this.draw());
    this.listen("change:notes", () => this.draw());
    this.listen("change:seat", () => { this.outbox.open(model.get("seat")); this.draw(); }); // an empty one opens nothing
    this.listen("msg:custom", (message) => this.heard(message));
    this.listen("kit:pulse", (pulse) => {
      const moved = JSON.stringify(pulse.devices) !== JSON.stringify(this.pulse.devices);
      this.pulse = pulse;
      onPulse?.(this);
      if (moved) this.draw();
    });
    this.listen("kit:line", (connected) => {
      if (connected && this.seated) this.outbox.flush();
      this.draw();
    });
    const seat = model.get("seat");
    if (seat) { // seated while this script was still on its way: "seated" was said to nobody
      this.outbox.open(seat);
      this.outbox.flush();
    }
    this.draw();
  }

  listen(event, listener) {
    this.model.on(event, listener);
    this.cleanups.push(() => this.model.off(event, listener));
  }

  stop() {
    this.ticker.stop();
    this.outbox.stop();
    super.stop();
  }

  drawn() {
    this.ticker.gentle = this.view.role === "solo";
    this.ticker.set(this.view.clock);
  }

  get view() { return this.model.get("view") ?? {}; }
  get content() { return this.model.get("content") ?? {}; }
  get seated() { return Boolean(this.model.get("seat")) && "stage" in this.view; }

  heard(message) {
    if (message.type === "seated") {
      this.outbox.open(message.seat);
      this.errors.delete("join");
      this.outbox.flush();
      this.draw();
    } else if (message.type === "no seat") {
      this.errors.set("join", message.sentence);
      this.draw();
    } else if (message.type === "gone") {
      location.reload();
    } else this.acts.heard?.(this, message);
  }

  answered({ change, ok, sentence }) {
    if (ok) { // while others wait, only what was done is said; whether it is saved comes with the last
      this.announce(change.about);
      if (!this.outbox.waiting.length) this.announce(`${this.outbox.says()}.`);
      return;
    }
    this.errors.set(change.body.field ?? change.body.line ?? change.body.factor ?? change.kind, sentence);
    this.errors.set("last", sentence);
    this.acts.refused?.(this, change, sentence);
    this.announce(`Not taken: ${sentence}.`, true);
  }

  // Put a change in and draw; its name is returned.
  put(kind, body, about) {
    this.errors.delete("last");
    this.loud.textContent = ""; // what was wrong is not read again by whoever goes through the page
    return this.outbox.put(kind, body, about);
  }
}

// Served pages are seated by a ticket; in JupyterLab the same workbook asks for a code.
function joinForm(screen) {
  if (screen.model.get("served")) {
    return h("p", { class: "kit-wait" }, screen.errors.get("join") ?? "Opening the exercise…");
  }
  return h("form", { class: "kit-card", "data-submit": "join", "data-key": "join", novalidate: true },
    h("h2", {}, "Join a session"),
    h("p", {}, "This notebook runs in JupyterLab. Type the code of your table, or the room's code and your table's number, or the trainer's key."),
    h("label", { for: "kit-code" }, "Code"),
    screen.error("join", "kit-code-error"),
    h("input", { id: "kit-code", name: "code", autocomplete: "off", "data-own": "", "aria-invalid": screen.errors.has("join") && "true", "aria-describedby": screen.errors.has("join") && "kit-code-error" }),
    h("label", { for: "kit-table" }, "Table number, if it is the room's code"),
    h("input", { id: "kit-table", name: "table", inputmode: "numeric", "data-own": "" }),
    h("button", { class: "kit-button" }, "Join"));
}

export function join(screen, form) {
  const table = Number.parseInt(form.elements.table.value, 10);
  screen.model.send({ type: "join", code: form.elements.code.value, table: Number.isNaN(table) ? null : table });
}

// What stands on every screen: the break, the trainer's message, the clock, what is saved.
export function notices(screen) {
  return [standing(screen), calls(screen)];
}

// What holds for the whole session, and scrolls away.
export function standing({ view, content }) {
  return [
    content.example && h("p", { class: "kit-example", "data-key": "example" }, "Example session, made by the kit. Nothing here was written by real people."),
    view.ended && h("div", { class: "kit-notice", role: "status", "data-key": "ended" }, h("p", {}, "The session has ended. You can still read everything here.")),
  ];
}

// What the room has to see now, wherever somebody is on the page.
export function calls({ view, content }) {
  return [
    view.until && h("div", { class: "kit-notice kit-break", role: "status", "data-key": "break" }, h("p", {}, "Break: back at ", words(view.until))),
    view.message && h("div", { class: "kit-notice", role: "status", "data-key": "message" }, h("p", {}, h("strong", {}, `From the ${content.leader ?? "trainer"}: `), words(view.message.text))),
  ];
}

export function savedLine(screen) {
  const waits = screen.outbox.waiting.length > 0;
  const refuses = screen.outbox.refuses;
  return h("p", { class: `kit-saved${waits ? " kit-waits" : ""}`, "data-key": "saved" }, screen.outbox.says(),
    refuses && !waits ? ". This browser keeps nothing when the page closes." : "");
}

// After the last one the button stays for as long as somebody is on it: the focus is not lost.
export function undoButton(screen) {
  const undo = screen.view.undo;
  if (!undo) {
    const here = screen.root.contains(document.activeElement) && document.activeElement.dataset.do === "undo";
    return here ? h("button", { type: "button", class: "kit-quiet", "data-do": "undo", "data-key": "undo", "aria-disabled": "true" }, "Nothing left to undo") : null;
  }
  return h("button", { type: "button", class: "kit-quiet", "data-do": "undo", "data-key": "undo", "data-of": undo.of }, `Undo: ${undo.says}`);
}

export function undo(screen, el) {
  if (el.getAttribute("aria-disabled") === "true") return;
  screen.put("undone", { of: el.dataset.of }, "Taken back.");
}
