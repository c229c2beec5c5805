// A part of a page that draws itself: elements that act by `data-do`, drafts that outlast a drawing, the
// focus, and what is said aloud. Whoever extends it has an `outbox` with draft(key) and keep(key, value).

import { capital, h, redraw } from "./dom.js";

const HOME = ".kit-stage h2[tabindex], #kit-panel-h"; // where the focus goes when what had it is gone

export class Drawn {
  // `parts(this)` gives what to draw; `acts` are the things that buttons, forms and choices do.
  constructor(el, { parts, acts }) {
    this.el = el;
    this.parts = parts;
    this.acts = acts;
    this.ui = {}; // what only this page knows: which line is open for editing, which panel is shown
    this.errors = new Map(); // field -> sentence
    el.classList.add("kit-screen");
    this.root = h("div", { class: "kit-root" });
    this.polite = h("div", { class: "kit-live", "aria-live": "polite", role: "status" });
    this.loud = h("div", { class: "kit-live", "aria-live": "assertive" });
    el.append(this.root, this.polite, this.loud);
    this.cleanups = [];
    for (const type of ["click", "submit", "change", "input", "keydown"]) {
      const listener = (event) => this.handle(type, event);
      this.root.addEventListener(type, listener);
      this.cleanups.push(() => this.root.removeEventListener(type, listener));
    }
  }

  stop() {
    for (const cleanup of this.cleanups) cleanup();
  }

  // What else is to be done once everything is drawn.
  drawn() {}

  // What is said within the same breath is said together, each sentence once.
  announce(text, loud = false) {
    const live = loud ? this.loud : this.polite;
    if (!text || live.said?.includes(text)) return;
    live.said = [...(live.said ?? []), text];
    if (live.said.length > 1) return;
    live.textContent = "";
    setTimeout(() => {
      live.textContent = live.said.join(" ");
      live.said = [];
    }, 60);
  }

  handle(type, event) {
    const target = event.target;
    if (type === "input" && target.dataset.draft) {
      this.outbox.keep(target.dataset.draft, target.value);
      return;
    }
    if (type === "keydown") {
      const key = event.target.closest("[data-keys]");
      if (key) this.acts[key.dataset.keys]?.(this, key, event);
      return;
    }
    const name = type === "submit" ? "data-submit" : type === "change" ? "data-change" : "data-do";
    const el = target.closest(`[${name}]`);
    if (!el || !this.root.contains(el)) return;
    if (type === "submit") event.preventDefault();
    const act = this.acts[el.getAttribute(name)];
    if (act) act(this, el, event);
  }

  draw() {
    if (this.drawing) return;
    this.drawing = true;
    queueMicrotask(() => {
      this.drawing = false;
      const here = this.root.contains(document.activeElement);
      redraw(this.root, this.parts(this));
      for (const field of this.root.querySelectorAll("[data-draft]")) {
        if (field.kitFilled) continue;
        field.kitFilled = true;
        field.value = this.outbox.draft(field.dataset.draft) ?? field.dataset.value ?? "";
      }
      this.drawn();
      this.findFocus();
      if (here && !this.wanted && !this.root.contains(document.activeElement)) this.root.querySelector(HOME)?.focus();
    });
  }

  // Move the focus once what it goes to is drawn, which may be when the answer has come; unless
  // somebody has gone elsewhere meanwhile.
  focus(selector) {
    this.wanted = { selector, from: document.activeElement, until: performance.now() + 5000 };
    this.draw();
  }

  findFocus() {
    if (!this.wanted) return;
    const { selector, from, until } = this.wanted;
    const el = this.root.querySelector(selector);
    const elsewhere = ![from, document.body].includes(document.activeElement) || performance.now() > until;
    if (el || elsewhere) this.wanted = null;
    if (el && !elsewhere) {
      el.focus();
      el.scrollIntoView?.({ block: "nearest" }); // it may have had the focus already, and have moved
    }
  }

  // The field's own text, cleared together with its draft.
  empty(field) {
    field.value = "";
    this.outbox.keep(field.dataset.draft, null);
  }

  // The id of the element that says what is wrong with a field, and that element.
  error(name, id) {
    const sentence = this.errors.get(name);
    return sentence ? h("p", { class: "kit-error", id, "data-key": id }, h("span", { class: "kit-hidden" }, "Error: "), capital(sentence)) : null;
  }
}
