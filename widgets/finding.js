// Looking for a passage in the plan oneself: by words, or through all of it.

import { h, plural } from "./dom.js";
import { partsOf } from "./passages.js";

const MOST = 40; // passages shown at a time

// `item` draws a passage that can be chosen.
export function finder(screen, target, named, item) {
  const open = screen.ui.finding?.target === target;
  const id = `kit-find-${target}`;
  return h("div", { class: "kit-finder", "data-key": "finder" },
    h("button", { type: "button", class: "kit-quiet", "data-do": "openFinder", "data-target": target, "aria-expanded": String(open), "data-key": "open" }, open ? "Close the plan" : "Look in the plan yourself", named.cloneNode(true)),
    open && h("form", { class: "kit-inline", "data-submit": "find", "data-target": target, "data-key": "form", role: "search" },
      h("label", { for: id }, "Words to look for; leave it empty for the whole plan"),
      h("input", { id, name: "words", autocomplete: "off", "data-own": "" }),
      h("button", { class: "kit-quiet" }, "Look")),
    open && results(screen, target, item));
}

function results(screen, target, item) {
  const { words, from } = screen.ui.finding;
  if (words === null) return null;
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...partsOf(screen).values()].filter(({ heading, text }) => wanted.every((word) => `${heading} ${text}`.toLowerCase().includes(word)));
  const shown = found.slice(from, from + MOST);
  return h("div", { "data-key": "results" },
    h("p", { "data-key": "count", id: `kit-found-${target}`, tabindex: "-1" }, found.length ? `${plural(found.length, "passage")} found${found.length > MOST ? `; ${from + 1} to ${from + shown.length} are shown` : ""}.` : "No passage has all these words. Try one word, or another."),
    h("ul", { class: "kit-passages", "data-key": "list" }, shown.map((part) => item(part, place(part.text, wanted[0])))),
    h("div", { class: "kit-line-acts", "data-key": "pages" },
      from > 0 && h("button", { type: "button", class: "kit-quiet", "data-do": "findFrom", "data-from": from - MOST, "data-target": target, "data-key": "back" }, "Passages before these"),
      from + MOST < found.length && h("button", { type: "button", class: "kit-quiet", "data-do": "findFrom", "data-from": from + MOST, "data-target": target, "data-key": "on" }, "More passages")));
}

// Where a word stands in a text, counted in whole characters.
function place(text, word) {
  const at = word ? text.toLowerCase().indexOf(word) : -1;
  if (at < 0) return {};
  const start = Array.from(text.slice(0, at)).length;
  return { start, end: start + Array.from(word).length };
}

export const findActs = {
  openFinder(screen, el) {
    const { target } = el.dataset;
    const open = screen.ui.finding?.target === target;
    screen.ui.finding = open ? null : { target, words: null, from: 0 };
    if (open) screen.draw();
    else screen.focus(`#kit-find-${target}`);
  },
  find(screen, form) {
    const { target } = form.dataset;
    screen.ui.finding = { target, words: form.elements.words.value.trim(), from: 0 };
    screen.focus(`#kit-found-${target}`);
  },
  findFrom(screen, el) {
    screen.ui.finding.from = Number(el.dataset.from);
    screen.focus(`#kit-found-${el.dataset.target}`);
  },
};
