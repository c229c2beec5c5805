// The one way in: a change has a name of its own and waits here, in this browser's store, until the
// answer "committed" comes. Only then does anything say Saved. What is typed but not sent is kept too.

import { uid } from "./dom.js";

const AGAIN = 5000; // milliseconds after which an unanswered change is sent once more

export class Outbox {
  constructor(model, { changed, answered, held = () => {} }) {
    this.model = model;
    this.changed = changed; // the list of waiting changes is another
    this.held = held; // (sentence) when the kit says why it cannot store them yet
    this.answered = answered; // ({ change, ok, sentence, at }) after each answer
    this.seat = null;
    this.ready = false;
    this.waiting = [];
    this.mine = new Set(); // the names of all changes of this page
    this.savedAt = null;
    this.why = ""; // why the kit could not store what waits
    this.refuses = false; // the browser keeps nothing for us
    this.drafts = new Map();
    this.listener = (message) => this.take(message);
    model.on("msg:custom", this.listener);
    this.timer = setInterval(() => this.again(), 1000);
  }

  stop() {
    clearInterval(this.timer);
    this.model.off("msg:custom", this.listener);
  }

  // Open the store of a seat and take up what still waits there.
  open(seat) {
    if (!seat || this.seat === seat) return;
    this.seat = seat;
    const kept = this.load("outbox");
    this.waiting = [...(Array.isArray(kept) ? kept : []), ...this.waiting].map((change) => ({ ...change, sent: 0 }));
    for (const { id } of this.waiting) this.mine.add(id);
    this.changed();
  }

  // Where several kits share an address, as on a host, each keeps to its own part of the store.
  key(name) { return `kit${globalThis.kit?.base ?? "/"}${this.seat}/${name}`; }

  load(name) {
    try {
      return JSON.parse(localStorage.getItem(this.key(name)) ?? "null");
    } catch {
      return null;
    }
  }

  store(name, value) {
    if (!this.seat) return;
    try {
      if (value === null) localStorage.removeItem(this.key(name));
      else localStorage.setItem(this.key(name), JSON.stringify(value));
      this.refuses = false;
    } catch {
      this.refuses = true;
    }
  }

  // Put a change in; its name is returned, and is the name of what it makes.
  put(kind, body, about = "") {
    const change = { id: uid(), kind, body: tidy(body), about, sent: 0 };
    this.waiting.push(change);
    this.mine.add(change.id);
    this.store("outbox", this.waiting);
    this.send(change);
    this.changed();
    return change.id;
  }

  send(change) {
    if (!this.ready) return;
    change.sent = performance.now();
    this.model.send({ type: "change", id: change.id, kind: change.kind, body: change.body });
  }

  // A kernel is there and knows the seat: send everything that waits, in its order.
  flush() {
    this.ready = true;
    for (const change of this.waiting) this.send(change);
  }

  again() {
    if (!this.ready) return;
    for (const change of this.waiting) if (performance.now() - change.sent > AGAIN) this.send(change);
  }

  take(message) {
    if (message.type === "unseated") this.ready = false; // until "seated" comes; nothing is lost
    if (message.type === "waits" && this.waiting.some(({ id }) => id === message.id)) {
      const first = this.why !== message.sentence;
      this.why = message.sentence;
      if (first) this.held(this.says());
      this.changed();
    }
    if (message.type !== "committed" && message.type !== "refused") return;
    const change = this.waiting.find(({ id }) => id === message.id);
    if (!change) return;
    this.why = "";
    this.waiting = this.waiting.filter((other) => other !== change);
    this.store("outbox", this.waiting.length ? this.waiting : null);
    if (message.type === "committed") this.savedAt = message.at;
    this.answered({ change, ok: message.type === "committed", sentence: message.sentence ?? "" });
    this.changed();
  }

  // What is typed and not sent yet. `name` is the field's own.
  draft(name) {
    if (!this.drafts.has(name)) this.drafts.set(name, this.load(`draft/${name}`));
    return this.drafts.get(name);
  }

  keep(name, text) {
    const value = text === "" || text === null ? null : text;
    if (this.draft(name) === value) return;
    this.drafts.set(name, value);
    this.store(`draft/${name}`, value);
  }

  // Empty this seat's store in this browser.
  forget() {
    try {
      const start = this.key("");
      for (const key of Object.keys(localStorage)) if (key.startsWith(start)) localStorage.removeItem(key);
    } catch {
      return; // a browser that refuses its store holds nothing either
    }
  }

  // The names of the drafts kept for this seat that begin with `prefix`.
  draftsBelow(prefix) {
    try {
      const start = this.key(`draft/${prefix}`);
      const stored = Object.keys(localStorage).filter((key) => key.startsWith(start));
      return stored.map((key) => key.slice(this.key("draft/").length));
    } catch {
      return [...this.drafts.keys()].filter((name) => name.startsWith(prefix));
    }
  }

  // "Saved 10:42", or what is not saved yet.
  says() {
    const n = this.waiting.length;
    if (n && this.refuses) return `Not saved yet: ${n}. This browser keeps nothing when the page closes; leave it open.`;
    if (n) {
      const waits = n === 1 ? "Not saved yet: 1 change waits on this device" : `Not saved yet: ${n} changes wait on this device`;
      return this.why ? `${waits}, because ${this.why}. Leave this page open; it tries again by itself` : waits;
    }
    if (!this.savedAt) return "Everything is saved";
    const time = new Date(this.savedAt * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    return `Saved ${time}`;
  }
}

// Half of a character pair cannot travel as UTF-8; what is saved is what is shown.
function tidy(body) {
  return JSON.parse(JSON.stringify(body), (_, value) => (typeof value === "string" ? wellFormed(value) : value));
}

export function wellFormed(text) {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
}
