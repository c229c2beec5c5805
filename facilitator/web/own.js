// A page that is carried about as one file: no server, no request. What is typed stays in the page until it
// is saved as a file; that file can be opened here again.

import { h } from "../../widgets/dom.js";
import { Drawn } from "../../widgets/drawn.js";
import { LONGEST, NotTaken } from "./cleaning.js";
import { NotOurs, asDocument, fileName, give, read, toGoOn } from "./saving.js";

const LONGEST_DRAFT = 20_000; // characters, before they are taken
const MOST_DRAFTS = 500;
const UNWRITTEN = /\/(open|unplaced)$/; // drafts that are no words of anybody

export class Own extends Drawn {
  // `parts` and `acts` as of any drawn page; `stages` is a list of [name, title]; `work` holds what is done
  // here: next(), take(id, kind, body), view(stage), midway(stage), pack(), unpack(raw), readable(drafts).
  // `says` has what stands in "What is kept", beside boxes and over saving; `file` is { what, of, title }.
  constructor(el, { content, stages, parts, acts, says, work, file }) {
    super(el, { parts: () => [bar(this), nav(this), h("div", { class: "kit-stage", "data-key": `stage/${this.stage}` }, parts[this.stage](this)), after(this)], acts: { ...acts, ...ownActs } });
    this.content = { ...content, nudge: says.nudge };
    this.says = says;
    this.stages = stages;
    this.work = work;
    this.file = file;
    this.stage = stages[0][0];
    this.drafts = new Map();
    this.unsaved = false;
    this.savedAt = null;
    this.outbox = { waiting: [], draft: (key) => this.drafts.get(key) ?? null, keep: (key, value) => this.keep(key, value) };
    addEventListener("beforeunload", (event) => {
      if (!this.unsaved) return;
      event.preventDefault();
      event.returnValue = ""; // for browsers of before 2024
    });
    this.draw();
  }

  get view() { return this.work.view(this.stage); }

  keep(key, value) {
    if (value?.length >= LONGEST) this.announce("This box is full: it holds 10,000 characters.");
    if (value === null || value === "") this.drafts.delete(key);
    else this.drafts.set(key, value);
    if (this.errors.delete(key)) this.draw();
    if (!UNWRITTEN.test(key)) this.touched();
  }

  touched() {
    if (this.unsaved) return;
    this.unsaved = true;
    this.draw();
  }

  // Take a change, at once or not at all; its name is returned, or null with a sentence beside the field.
  put(kind, body, about) {
    const id = this.work.next();
    try {
      this.work.take(id, kind, body);
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      this.acts.refused?.(this, { kind, body }, error.message);
      this.announce(`Not taken: ${error.message}.`, true);
      this.draw();
      return null;
    }
    this.touched();
    this.announce(about);
    this.draw();
    return id;
  }

  go(stage) {
    this.stage = stage;
    this.focus(".kit-stage h2[tabindex]");
    scrollTo(0, 0);
    this.announce(`${this.titleOf(stage)}.`);
  }

  titleOf(stage) { return this.stages.find(([name]) => name === stage)[1]; }

  drawn() {
    for (const field of this.root.querySelectorAll("textarea, input, select")) field.setAttribute("autocomplete", "off"); // no browser fills them in again
  }

  saved(name) {
    this.unsaved = false;
    this.savedAt = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    this.ui.gave = name;
    this.announce(`Given to your browser as ${name}.`);
    this.draw();
  }

  // Put what a file holds in place of what is here. Throws NotOurs; then nothing has changed.
  open(text) {
    const { work, stage, drafts } = read(text, this.file);
    const known = this.stages.some(([name]) => name === stage);
    const kept = Object.entries(drafts ?? {});
    if (!known || kept.length > MOST_DRAFTS || kept.some(([, value]) => typeof value !== "string" || value.length > LONGEST_DRAFT)) throw new NotOurs();
    try {
      this.work = this.work.unpack(work);
    } catch {
      throw new NotOurs();
    }
    this.stage = stage;
    this.drafts = new Map(kept);
    this.errors.clear();
    this.ui = {};
    this.unsaved = false;
    for (const field of this.root.querySelectorAll("[data-draft]")) field.kitFilled = false;
  }
}

const time = (own) => own.unsaved
  ? own.savedAt ? `Changed since you saved at ${own.savedAt}` : "Not saved as a file yet"
  : own.savedAt ? `Saved as a file at ${own.savedAt}` : "Nothing to save yet";

function bar(own) {
  return h("div", { class: "kit-bar", "data-key": "bar" },
    h("p", { class: "kit-where", "data-key": "where" }, h("strong", {}, "Working on your own"), ` · ${own.titleOf(own.stage)}`),
    h("p", { class: `kit-saved${own.unsaved ? " kit-waits" : ""}`, "data-key": "saved" }, time(own)),
    h("button", { type: "button", class: "kit-quiet kit-no-print", "data-do": "toSave", "data-key": "save" }, "Save as a file"));
}

function nav(own) {
  const at = own.stages.findIndex(([name]) => name === own.stage);
  const go = (n, text, key, look) => own.stages[n] && h("button", { type: "button", class: look, "data-do": "go", "data-stage": own.stages[n][0], "data-key": key }, text);
  return h("nav", { class: "kit-steps-box kit-no-print", "aria-label": "Steps", "data-key": "steps" },
    h("details", { "data-key": "all" }, h("summary", {}, `Step ${at + 1} of ${own.stages.length}: ${own.titleOf(own.stage)}`),
      h("ol", { class: "kit-steps" }, own.stages.map(([stage, title]) => h("li", { "data-key": stage }, h("button", { type: "button", class: "kit-quiet", "data-do": "go", "data-stage": stage, "aria-current": stage === own.stage && "step" }, title))))),
    h("div", { class: "kit-controls", "data-key": "controls" },
      go(at - 1, "Back", "back", "kit-quiet"),
      go(at + 1, `Next: ${own.stages[at + 1]?.[1]}`, "next", own.work.midway(own.stage) ? "kit-quiet" : "kit-button")));
}

// Below every step: saving, going on from a file, and what is kept. Saving is unfolded at both ends.
function after(own) {
  const at = own.stages.findIndex(([name]) => name === own.stage);
  const end = at === 0 ? "first" : at === own.stages.length - 1 ? "last" : null;
  const fresh = end === "first" && !own.unsaved && !own.savedAt;
  return [
    own.stages[at + 1] && !own.work.midway(own.stage) && h("p", { class: "kit-no-print", "data-key": "on" }, h("button", { type: "button", class: "kit-quiet", "data-do": "go", "data-stage": own.stages[at + 1][0], "data-key": "go" }, `Go on to “${own.stages[at + 1][1]}”`)),
    h("details", { class: "kit-card kit-web-save kit-no-print", id: "kit-save", open: end !== null, "data-key": `save/${end}` },
      h("summary", { "data-key": "h" }, h("h2", {}, fresh ? "Go on from a file" : "Save as a file, or go on from one")),
      !fresh && saving(own),
      h("div", { "data-key": "open" },
        h("label", { for: "kit-open" }, fresh ? "The file" : "Go on from a file"),
        h("p", { class: "kit-hint", id: "kit-open-hint" }, "One that you saved here to go on later; its name ends in .json."),
        own.error("open", "kit-open-error"),
        h("input", { id: "kit-open", type: "file", accept: ".json,application/json", "data-change": "openFile", "data-own": "", "aria-invalid": own.errors.has("open") && "true", "aria-describedby": own.errors.has("open") ? "kit-open-hint kit-open-error" : "kit-open-hint" })),
      own.ui.instead && h("div", { class: "kit-notice", id: "kit-instead", tabindex: "-1", "data-key": "instead" },
        h("p", {}, "What is in this page now has not been saved. The file would take its place."),
        h("div", { class: "kit-line-acts" },
          h("button", { type: "button", class: "kit-button", "data-do": "openInstead", "data-key": "yes" }, "Open the file instead"),
          h("button", { type: "button", class: "kit-quiet", "data-do": "stayHere", "data-key": "no" }, "Stay with what is here")))),
    h("details", { class: "kit-kept-box", "data-key": "kept-box" }, h("summary", {}, "What is kept"), own.says.kept.map((text) => h("p", { "data-key": text.slice(0, 20) }, text))),
  ];
}

function saving(own) {
  return h("div", { "data-key": "save" },
    h("p", { "data-key": "p" }, own.says.save[0]),
    h("div", { class: "kit-acts", "data-key": "acts" },
      h("button", { type: "button", class: "kit-button", "data-do": "saveToRead", "data-key": "read" }, "Save to read or print"),
      h("button", { type: "button", class: "kit-button", "data-do": "saveToGoOn", "data-key": "on" }, "Save to go on later")),
    own.ui.gave && h("p", { "data-key": "gave" }, `Given to your browser as ${own.ui.gave}. Look where your downloads are, before you close this page.`),
    h("p", { class: "kit-hint", "data-key": "who" }, own.says.save[1]));
}

const ownActs = {
  go(own, el) {
    el.closest("details")?.removeAttribute("open");
    own.go(el.dataset.stage);
  },
  toSave(own) {
    own.root.querySelector("#kit-save").open = true;
    own.focus("#kit-save > summary");
    own.root.querySelector("#kit-save").scrollIntoView({ block: "start" });
  },
  saveToRead(own) {
    const name = fileName(own.file, "html");
    give(name, "text/html", asDocument(own.file.title, own.work.readable(own.drafts)));
    own.saved(name);
  },
  saveToGoOn(own) {
    const name = fileName(own.file, "json");
    give(name, "application/json", toGoOn(own.file, { stage: own.stage, drafts: Object.fromEntries(own.drafts), work: own.work.pack() }));
    own.saved(name);
  },
  async openFile(own, input) {
    const [file] = input.files;
    if (!file) return;
    own.errors.delete("open");
    own.ui.instead = null;
    try {
      if (file.size > 5_000_000) throw new NotOurs("this file is too large to be one that was saved here");
      own.ui.instead = await file.text();
    } catch (error) {
      return refuse(own, error);
    } finally {
      input.value = ""; // so that the same file can be chosen again
    }
    if (own.unsaved) return own.focus("#kit-instead");
    ownActs.openInstead(own);
  },
  openInstead(own) {
    const text = own.ui.instead;
    try {
      own.open(text);
    } catch (error) {
      own.ui.instead = null;
      return refuse(own, error);
    }
    own.go(own.stage);
    own.announce("The file is open. You can go on where you stopped.");
  },
  stayHere(own) {
    own.ui.instead = null;
    own.focus("#kit-open");
  },
};

function refuse(own, error) {
  const sentence = error instanceof NotOurs ? error.message : "this file could not be read; choose it once more";
  own.errors.set("open", sentence);
  own.focus("#kit-open");
  own.announce(`${sentence}.`, true);
}

