// How tables chose in a scene, and where they placed it: without saying which table did.

import { h, plural, words } from "./dom.js";
import { inWords } from "./gridwords.js";

export function spreadOf(spread, level = 3) {
  return h("div", { class: "kit-scenario-spread", "data-key": "spread" }, spread.map(({ choice, words: said, tables, reasons }) => h("section", { "aria-label": said || "Left", "data-key": choice },
    h(`h${level}`, {}, said || "Left this scene"),
    h("p", {}, tables ? plural(tables, "table") : "No table"),
    reasons.length > 0 && h("ul", { class: "kit-lines" }, reasons.map((reason, n) => h("li", { class: "kit-line", "data-key": n }, words(reason, "p")))))));
}

export function placesOf(content, { places, ranges, reading }, level = 3) {
  return h("div", { "data-key": "places" },
    h("p", {}, h("strong", {}, "Wellbeing: "), ranges.wellbeing, ". ", h("strong", {}, "Safety: "), ranges.safety, "."),
    h("ul", { class: "kit-lines" }, places.map((place, n) => h("li", { class: "kit-line", "data-key": n }, h("p", {}, inWords(content, place)), place.reason && words(place.reason, "p")))),
    reading && h("div", { class: "kit-scenario-reading" }, h(`h${level + 1}`, {}, "One reading"), h("p", {}, inWords(content, reading)), h("p", {}, reading.reading)));
}
