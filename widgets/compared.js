// One's own work beside the kit's example: two sides under each heading, neither of them the better.
// What may not be seen yet was not sent.

import { h, words } from "./dom.js";
import { inWords } from "./gridwords.js";

export function compared(screen) {
  const { compare } = screen.view.course;
  const { label, title, intro, parts, ask } = compare;
  const heading = h("h2", { tabindex: "-1", "data-key": "h" }, title);
  if (parts === null) return [heading, missing(compare)];
  if (!parts.length) return [heading, h("p", { "data-key": "nothing" }, compare.nothing)];
  const shown = parts.filter(({ ours }) => ours !== null);
  const waiting = parts.filter(({ ours }) => ours === null);
  return [
    heading,
    h("p", { class: "kit-example", "data-key": "label" }, label),
    h("p", { "data-key": "intro" }, intro),
    shown.map((part, n) => h("section", { class: "kit-card kit-compared", "aria-labelledby": `compared-${n}`, "data-key": n },
      h("h3", { id: `compared-${n}`, "data-key": "h" }, part.heading),
      part.about && h("p", { class: "kit-hint", "data-key": "about" }, part.about),
      part.hard ? hard(screen, compare, part, n) : sides(screen, compare, part))),
    waiting.length > 0 && h("details", { class: "kit-other", "data-key": "waiting" }, h("summary", {}, `Not seen yet (${waiting.length})`), h("p", {}, compare.missing), h("ul", {}, waiting.map(({ heading: name, about }) => h("li", {}, name, about && `: ${about}`)))),
    h("section", { class: "kit-card", "data-key": "ask" }, h("h3", {}, "To think about"), h("ul", {}, ask.map((question) => h("li", {}, question)))),
  ];
}

// What the example waits for, and the way there.
function missing({ missing: text, work, work_title: name }) {
  return h("div", { class: "kit-notice", "data-key": "missing" }, h("p", {}, text),
    h("p", {}, h("button", { type: "button", class: "kit-button", "data-do": "goStep", "data-step": work }, `Go to: ${name}`)));
}

function hard(screen, compare, part, n) {
  return h("details", { "data-key": `hard/${n}` }, h("summary", {}, "Open this scene", h("span", { class: "kit-hidden" }, `: ${part.heading}`), ` (${part.hard})`), sides(screen, compare, part));
}

function sides(screen, compare, { own, ours, heading }) {
  const side = (name, items, key) => h("div", { "data-key": key },
    h("h4", {}, name, h("span", { class: "kit-hidden" }, `: ${heading}`)),
    items.length ? h("ul", { class: "kit-lines" }, items.map((each) => item(screen, each))) : h("p", { class: "kit-hint" }, "Nothing of yours stands here."));
  return h("div", { class: "kit-grid-two", "data-key": "sides" }, side(compare.own, own, "own"), side(compare.ours, ours, "ours"));
}

function item({ content }, { text, by, note, place }) {
  return h("li", { class: "kit-line" },
    by && h("p", {}, h("strong", {}, words(by))),
    place && h("p", {}, h("strong", {}, inWords(content, place))),
    text && words(text, "p"),
    note && h("p", { class: "kit-hint" }, words(note)));
}
