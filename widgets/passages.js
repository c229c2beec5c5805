// Passages of the plan: their words with the best sentence marked, where they stand, and a warning.

import { h, words } from "./dom.js";

// The plan's passages by id.
export function partsOf(screen) {
  const plan = screen.model.get("plan") ?? {};
  if (screen.ui.partsFrom !== plan) {
    screen.ui.partsFrom = plan;
    screen.ui.parts = new Map((plan.parts ?? []).filter(({ dropped }) => !dropped).map((part) => [part.id, part]));
  }
  return screen.ui.parts;
}

export function whereOf({ heading, place }) {
  return [heading, place].filter(Boolean).join(", ") || "No heading";
}

// Python counts characters, a script counts units of UTF-16: the two differ after an emoji.
export function slicer(text) {
  const letters = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
  return (from, to) => (letters ? letters.slice(from, to).join("") : text.slice(from, to));
}

export function passageWords(text, start, end) {
  const cut = slicer(text);
  if (!(end > start)) return words(text, "p");
  return h("p", { dir: "auto", class: "kit-words" }, cut(0, start), h("span", { class: "kit-hidden" }, " Marked: "), h("mark", {}, cut(start, end)), h("span", { class: "kit-hidden" }, " (end of what is marked) "), cut(end));
}

const MEANS = { rules_out: "It may rule out what it seems to promise.", heading: "Its heading may rule it out.", past: "It may be over.", negation: "Look at what it denies." };

// Words that may turn the passage's meaning, for people to read twice.
export function warned(text, warnings) {
  if (!warnings.length) return null;
  const cut = slicer(text);
  const said = [...new Set(warnings.filter(([kind]) => kind !== "heading").map(([, start, end]) => cut(start, end)))];
  const means = Object.keys(MEANS).filter((kind) => warnings.some(([known]) => known === kind)).map((kind) => MEANS[kind]);
  return h("p", { class: "kit-look-twice", "data-key": "warned" }, h("strong", {}, "Read it twice. "),
    said.length > 0 && ["It says ", said.map((each, n) => [n > 0 && (n === said.length - 1 ? " and " : ", "), "“", words(each), "”"]), ". "], means.join(" "));
}
