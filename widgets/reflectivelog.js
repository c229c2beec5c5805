// The page of a reflective log: what is asked of its process, what is shown, and when it locks.
// Nothing that somebody types here goes into this browser's storage.

import { capital, h, redraw, uid } from "./dom.js";
import { beginForm, openForm, openingActs } from "./logopening.js";
import { Keeper } from "./logkeeping.js";
import { moment } from "./logdays.js";
import { writing, writingActs } from "./logwriting.js";
import { reading, readingActs } from "./logreading.js";
import { returning, returningActs } from "./logreturning.js";
import { taking, takingActs } from "./logtaking.js";
import { settings, settingsActs } from "./logsettings.js";

const PLACES = {
  write: ["Write", writing],
  entries: ["Entries", reading],
  differently: ["What I will do differently", returning],
  take: ["Take away", taking],
  log: ["Passphrase and erasing", settings],
};
const ACTS = { ...openingActs, ...writingActs, ...readingActs, ...returningActs, ...takingActs, ...settingsActs };
const WARNED = 60; // seconds before it locks
const AWAKE = 20_000; // milliseconds between two signs that somebody is here
const SETTLE = 3000; // milliseconds that locking waits for what is being saved

class Log {
  constructor({ model, el }) {
    this.model = model;
    this.tab = uid();
    this.state = null; // as the process last told it
    this.place = "write";
    this.ui = {};
    this.errors = new Map();
    this.asked = new Map(); // what was asked and not answered
    this.others = new Set();
    this.from = fromAddress();
    this.keeper = new Keeper(this);
    el.classList.add("kit-screen", "kit-log");
    this.root = h("div", { class: "kit-root" });
    this.polite = h("div", { class: "kit-live", "aria-live": "polite", role: "status" });
    this.loud = h("div", { class: "kit-live", "aria-live": "assertive" });
    el.append(this.root, this.polite, this.loud);
    this.cleanups = [];
    for (const type of ["click", "submit", "change", "input", "focusout"]) this.on(this.root, type, (event) => this.handle(type, event));
    for (const type of ["keydown", "pointerdown", "input"]) this.on(globalThis, type, () => this.touched());
    this.on(globalThis, "pagehide", () => { this.keeper.flush(); this.tell("bye"); });
    this.on(globalThis, "beforeunload", (event) => { if (this.keeper.waits) event.preventDefault(); });
    this.listen("msg:custom", (message) => this.heard(message));
    this.listen("kit:line", (connected) => { if (connected) this.keeper.again(); this.draw(); });
    this.channel = globalThis.BroadcastChannel ? new BroadcastChannel("kit-log") : null; // says that a log is open, and which
    if (this.channel) this.channel.onmessage = ({ data }) => this.neighbour(data);
    this.touchedAt = Date.now();
    this.signAt = 0;
    const ticking = setInterval(() => this.tick(), 1000);
    this.cleanups.push(() => clearInterval(ticking), () => this.channel?.close());
    if (!globalThis.kit) model.send({ type: "here" }); // JupyterLab; a served page sends its ticket
    this.draw();
  }

  on(target, type, listener) {
    target.addEventListener(type, listener);
    this.cleanups.push(() => target.removeEventListener(type, listener));
  }

  listen(event, listener) {
    this.model.on(event, listener);
    this.cleanups.push(() => this.model.off(event, listener));
  }

  stop() {
    this.tell("bye");
    for (const cleanup of this.cleanups) cleanup();
  }

  get content() { return this.model.get("content") ?? {}; }
  get open() { return Boolean(this.state?.open); }
  get book() { return this.state?.book; }

  // --- asking ---------------------------------------------------------------------------------------

  // Ask the process for something; what it answers, or an Error with its sentence.
  ask(type, body = {}) {
    const id = uid();
    return new Promise((done, fail) => {
      this.asked.set(id, { done, fail });
      if (this.model.send({ type, id, ...body }) === false) this.unanswered(id, "this page is not connected just now");
    });
  }

  unanswered(id, sentence) {
    this.asked.get(id)?.fail(Object.assign(new Error(sentence), { lost: true }));
    this.asked.delete(id);
  }

  heard(message) {
    if (message.type === "seated") {
      for (const id of [...this.asked.keys()]) this.unanswered(id, "the connection broke; try again");
    } else if (message.type === "state") this.stands(message);
    else if (message.type === "done" || message.type === "not") {
      const waiting = this.asked.get(message.id);
      this.asked.delete(message.id);
      if (message.type === "done") waiting?.done(message);
      else waiting?.fail(new Error(message.sentence));
    }
  }

  // What stands now: another process knows nothing of what this page had opened.
  stands(state) {
    const before = this.state;
    this.state = state;
    if (state.open && !before?.open) this.opened();
    if (!state.open) {
      this.covered = this.covered || Boolean(before?.open && state.life === before.life); // locked, not lost
      if (before?.open) this.tell("bye");
      this.others.clear();
      if (state.logs.length === 0 && before?.open && state.life === before.life) this.keeper.forget(); // erased
      if (this.covered && !this.keeper.waits) this.keeper.put(null);
      this.ui = {};
      if (before?.open || state.why) this.announce(capital(state.why || "the log is locked."), true);
    }
    this.keeper.follow();
    this.draw();
    if (before && before.open !== state.open) this.focus("h2");
  }

  opened() {
    this.covered = false;
    this.errors.clear();
    this.touchedAt = Date.now();
    this.tell("hello");
    this.keeper.again();
    if (this.from) this.comes();
  }

  async comes() {
    const from = this.from;
    this.from = null;
    try {
      const { about, said } = await this.ask("from", from);
      this.ui.about = { about, said };
      this.place = "write";
    } catch (error) {
      this.errors.set("page", error.message);
    }
    this.draw();
  }

  // --- other tabs -----------------------------------------------------------------------------------

  tell(what) {
    if (this.state?.log || what === "bye") this.channel?.postMessage({ what, log: this.state?.log ?? this.shown, tab: this.tab });
    if (this.state?.log) this.shown = this.state.log;
  }

  neighbour({ what, log, tab }) {
    if (!this.open || log !== this.state.log) return;
    if (what === "bye") this.others.delete(tab);
    else if (!this.others.has(tab)) {
      this.others.add(tab);
      this.tell("here");
      this.announce("This log is open in another tab as well.");
    }
    this.draw();
  }

  // --- locking --------------------------------------------------------------------------------------

  touched() {
    this.touchedAt = Date.now();
    if (this.ui.warned) {
      this.ui.warned = false;
      this.announce("The log stays open.");
      this.draw();
    }
    if (this.open && this.touchedAt - this.signAt > AWAKE) {
      this.signAt = this.touchedAt;
      this.model.send({ type: "awake" });
    }
  }

  tick() {
    if (!this.open || this.locking) return;
    const left = this.content.minutes * 60 - (Date.now() - this.touchedAt) / 1000;
    if (left <= 0) this.lock();
    else if (left <= WARNED && !this.ui.warned) {
      this.ui.warned = true;
      this.announce("Your log locks in one minute. Press any key to keep it open.", true);
      this.draw();
    }
  }

  // What is typed is saved first; what cannot be is kept on this page, covered, for the passphrase.
  async lock() {
    this.locking = true;
    await Promise.race([this.keeper.flush(), new Promise((done) => setTimeout(done, SETTLE))]);
    this.covered = true;
    this.locking = false;
    if (this.model.send({ type: "lock" }) === false) { // nobody hears it: nothing is shown all the same
      this.stands({ ...this.state, open: false, book: null, logs: [this.state.log], why: "locked" });
    }
  }

  // --- acting and drawing -------------------------------------------------------------------------------

  handle(type, event) {
    const { target } = event;
    if (type === "input") {
      if (target.dataset.words) this.keeper.typed(target);
      return;
    }
    if (type === "focusout") {
      if (target.dataset?.words) this.keeper.flush();
      return;
    }
    const name = { submit: "data-submit", change: "data-change", click: "data-do" }[type];
    const el = target.closest(`[${name}]`);
    if (!el || !this.root.contains(el)) return;
    if (type === "submit") event.preventDefault();
    ACTS[el.getAttribute(name)]?.(this, el, event);
  }

  // Do something that can be refused; the sentence then stands at `field`.
  async tried(field, act) {
    this.errors.delete(field);
    try {
      return await act();
    } catch (error) {
      this.errors.set(field, error.message);
      this.announce(`${capital(error.message)}.`, true);
      this.focus(`[data-error=${field}]`);
      return null;
    } finally {
      this.draw();
    }
  }

  error(field, id) {
    const sentence = this.errors.get(field);
    return sentence ? h("p", { class: "kit-error", id, "data-key": id }, h("span", { class: "kit-hidden" }, "Error: "), `${capital(sentence)}.`) : null;
  }

  announce(text, loud = false) {
    const live = loud ? this.loud : this.polite;
    live.textContent = "";
    setTimeout(() => { live.textContent = text; }, 60);
  }

  focus(selector) {
    this.wanted = selector;
    this.draw();
  }

  draw() {
    if (this.drawing) return;
    this.drawing = true;
    queueMicrotask(() => {
      this.drawing = false;
      redraw(this.root, this.parts());
      this.keeper.fill(this.root);
      if (globalThis.kit) document.title = (this.errors.size ? "Error: " : "") + document.title.replace(/^Error: /, "");
      if (this.wanted) {
        const el = this.root.querySelector(this.wanted);
        this.wanted = null;
        el?.focus();
      }
    });
  }

  parts() {
    if (!globalThis.isSecureContext) return [insecure()];
    if (!this.state) return [h("p", { class: "kit-wait" }, "Opening the log…")];
    if (!this.open) return [this.state.logs.length ? openForm(this) : beginForm(this), !this.covered && this.keeper.waits && writing(this)];
    const [, part] = PLACES[this.place];
    return [
      this.ui.warned && h("div", { class: "kit-notice kit-break", "data-key": "warned" }, h("p", {}, "Your log locks in one minute, because nothing was pressed. What is typed is saved first."), h("button", { type: "button", class: "kit-button", "data-do": "stay" }, "Keep it open")),
      h("div", { class: "kit-bar", "data-key": "bar" },
        h("p", { class: "kit-where" }, h("strong", {}, "Your log"), ` · last changed ${moment(this.book.changed)}`),
        this.keeper.savedLine(),
        h("button", { type: "button", class: "kit-quiet", "data-do": "lock", "data-key": "lock" }, "Lock")),
      this.others.size > 0 && h("div", { class: "kit-notice", "data-key": "others" }, h("p", {}, "This log is open in another tab as well. Both keep what is typed. If both change the same draft, each wording is kept as a draft of its own.")),
      this.errors.has("page") && h("div", { class: "kit-notice kit-error", "data-key": "page" }, h("p", {}, `${capital(this.errors.get("page"))}.`)),
      h("nav", { class: "kit-log-places", "aria-label": "Parts of the log", "data-key": "places" }, Object.entries(PLACES).map(([name, [text]]) =>
        h("button", { type: "button", class: "kit-quiet", "data-do": "place", "data-place": name, "data-key": name, "aria-current": name === this.place && "page" }, text))),
      h("div", { class: "kit-stage", "data-key": `place/${this.place}` }, part(this)),
    ];
  }
}

ACTS.place = (log, el) => {
  log.keeper.flush();
  log.place = el.dataset.place;
  log.errors.clear();
  log.focus("h2");
};
ACTS.pick = (log, el) => { log.ui.picked = { ...log.ui.picked, [el.dataset.pick]: el.type === "checkbox" ? el.checked : el.value }; };
ACTS.lock = (log) => log.lock();
ACTS.stay = (log) => log.touched();

// The exercise that somebody comes from: its name and its session, taken out of the address at once.
function fromAddress() {
  const found = /^#from=([a-z-]+)\.([0-9a-zA-Z_-]{1,64})$/.exec(location.hash);
  if (!found) return null;
  history.replaceState(null, "", location.pathname + location.search);
  return { exercise: found[1], session: found[2] };
}

function insecure() {
  return h("div", { class: "kit-notice kit-error" }, h("p", {}, "A reflective log opens only on the computer that keeps it, or over https. On this connection others could read the passphrase and what you write."));
}

function render({ model, el }) {
  const log = new Log({ model, el });
  return () => log.stop();
}

export default { render };
