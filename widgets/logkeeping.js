// What somebody is typing, on its way into the log: kept as it is typed, never in this browser.

import { capital, h, uid } from "./dom.js";

const PAUSE = 600; // milliseconds without a key after which what is typed is kept
const AGAIN = 3000; // milliseconds until another try
const ANEW = 15_000; // the same after a refusal: a full disk may have room again

export class Keeper {
  constructor(log) {
    this.log = log;
    this.editing = null;
    this.reopen = null; // the draft that was open when the log was locked
    this.note = "";
    this.sending = null;
    this.busy = false; // what is typed is being put away by this page itself
  }

  get waits() { return Boolean(this.editing) && this.text() !== this.editing.saved; }

  text() { return JSON.stringify(this.written()); }

  written() {
    const { kind, model, title, fields, intents, about, of } = this.editing;
    return { kind, model, title, fields, intents, about, of };
  }

  // Open a draft, or a new one, or none.
  put(draft) {
    clearTimeout(this.timer);
    this.reopen = draft ? null : this.editing?.id ?? this.reopen;
    this.note = "";
    this.refill = true;
    if (!draft) {
      this.editing = null;
      return;
    }
    this.editing = { id: uid(), version: 0, kind: "entry", title: "", fields: {}, intents: [], about: null, of: "", came_from: "", at: null, ...structuredClone(draft) };
    this.editing.saved = this.text();
  }

  forget() {
    this.editing = null;
    this.reopen = null;
  }

  // --- typing ---------------------------------------------------------------------------------------

  typed(target) {
    const { editing } = this;
    if (!editing) return;
    const [what, name] = target.dataset.words.split("/");
    if (what === "title") editing.title = target.value;
    else if (what === "field") editing.fields[name] = target.value;
    else {
      const intent = editing.intents.find(({ id }) => id === name);
      if (intent) intent.text = target.value;
    }
    this.changed();
  }

  changed() {
    this.refused = null;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
    this.log.draw();
  }

  value(what) {
    const [part, name] = what.split("/");
    if (!this.editing) return "";
    if (part === "title") return this.editing.title;
    return part === "field" ? this.editing.fields[name] ?? "" : this.editing.intents.find(({ id }) => id === name)?.text ?? "";
  }

  // Give fields that were drawn just now what stands in the draft.
  fill(root) {
    for (const field of root.querySelectorAll("[data-words]")) {
      if (field.kitOf === `${this.editing?.id}` && !this.refill) continue;
      field.kitOf = `${this.editing?.id}`;
      const value = this.value(field.dataset.words);
      if (field.value !== value) field.value = value;
    }
    this.refill = false;
  }

  // --- keeping --------------------------------------------------------------------------------------

  async flush() {
    clearTimeout(this.timer);
    if (this.sending) await this.sending;
    if (!this.waits || !this.log.open || this.refused) return;
    if (!this.editing.version && !this.hasWords()) return; // nothing was written yet
    this.sending = this.keep();
    const kept = await this.sending;
    this.sending = null;
    if (kept && this.waits) await this.flush();
    this.log.draw();
  }

  hasWords() {
    const { title, fields, intents } = this.editing;
    return [title, ...Object.values(fields), ...intents.map(({ text }) => text)].some((text) => text.trim());
  }

  body() {
    const { id, version } = this.editing;
    return { draft: id, on: version, by: this.log.tab, spare: uid(), written: this.written() };
  }

  async keep() {
    const { editing } = this;
    const text = this.text();
    const body = structuredClone(this.body());
    this.log.draw();
    try {
      const { draft, version, at } = await this.log.ask("draft", body);
      if (draft !== editing.id) {
        this.note = "Another tab has changed this draft meanwhile. What it kept stands under Drafts; what you typed here is kept as a draft of its own.";
        this.log.announce(this.note, true);
      }
      Object.assign(editing, { id: draft, version, at, saved: text });
      for (const field of this.log.root.querySelectorAll("[data-words]")) field.kitOf = draft;
      const { book } = this.log;
      if (book) book.drafts[draft] = { ...body.written, id: draft, version, at, by: this.log.tab, came_from: editing.came_from };
      return true;
    } catch (error) {
      if (error.lost) this.timer = setTimeout(() => this.flush(), AGAIN);
      else {
        this.refused = error.message;
        this.timer = setTimeout(() => this.again(), ANEW);
      }
      return false;
    }
  }

  // Whether another draft can be opened: what is typed in this one is kept first.
  async free() {
    await this.flush();
    if (!this.waits || !this.hasWords()) return true;
    this.log.errors.set("page", "what you typed in another draft is not saved yet; wait until it is");
    this.log.announce("Not saved yet; wait until it is.", true);
    this.log.draw();
    return false;
  }

  // The line stands again, or the log is open again.
  again() {
    this.refused = null;
    queueMicrotask(() => this.flush());
  }

  // Another tab may have written: what it kept is shown, unless something here is not kept yet.
  follow() {
    const { book } = this.log;
    if (!book) return;
    if (!this.editing && this.reopen) {
      const draft = book.drafts[this.reopen];
      this.reopen = null;
      if (draft) this.put(draft);
    }
    const { editing } = this;
    if (!editing || this.waits || this.sending || this.busy || !editing.version) return;
    const standing = book.drafts[editing.id];
    if (!standing) {
      this.put(null);
      this.reopen = null;
      this.log.errors.set("page", "this draft was put away or erased in another tab");
    } else if (standing.version > editing.version && standing.by !== this.log.tab) {
      this.put(standing);
      this.note = "Another tab has changed this draft; this is what it kept.";
    }
  }

  savedLine() {
    const { editing } = this;
    const said = !editing ? "" : this.refused ? `Not saved: ${this.refused}` : this.waits || this.sending ? "Not saved yet" : editing.at ? `Saved ${time(editing.at)}` : "";
    return h("p", { class: `kit-saved${this.waits ? " kit-waits" : ""}`, "data-key": "saved" }, capital(said));
  }
}

function time(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
