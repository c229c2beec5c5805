// How tables chose in a scene, and where they placed it: without saying which table did.

import { h, plural, words } from "./dom.js";
import { picture } from "./gridpicture.js";
import { inWords } from "./gridwords.js";
import { told } from "./scenariowords.js";

export function spreadOf(spread, level = 3) {
  return h("div", { class: "kit-scenario-spread", "data-key": "spread" }, spread.map(({ choice, words: said, aloud, tables, reasons }) => h("section", { "aria-label": said || "Left", "data-key": choice },
    h(`h${level}`, {}, aloud ? ["“", told(said), "”"] : said ? told(said) : "Left this scene", h("span", { class: "kit-tag" }, tables ? plural(tables, "table") : "no table")),
    reasons.length > 0 && h("ul", {}, reasons.map((reason, n) => h("li", { "data-key": n }, words(reason)))))));
}

export function placesOf(content, { places, ranges, reading }, level = 3) {
  const letter = (n) => String.fromCharCode(65 + n); // as many as there can be tables
  const points = places.map((place, n) => ({ ...place, label: letter(n), shape: "circle" }));
  return h("div", { "data-key": "places" },
    h("p", {}, h("strong", {}, "Wellbeing: "), ranges.wellbeing, ". ", h("strong", {}, "Safety: "), ranges.safety, "."),
    points.length > 0 && picture(content, { points: reading ? [...points, { ...reading, label: "∗", said: "One reading", shape: "diamond" }] : points, name: "Where tables placed the situation", id: "places" }),
    h("ul", { class: "kit-lines" }, places.map((place, n) => place.reason && h("li", { class: "kit-line", "data-key": n }, h("p", {}, h("strong", {}, `${letter(n)}: `), words(place.reason))))),
    reading && h("div", { class: "kit-scenario-reading" }, h(`h${level + 1}`, {}, "One reading"), h("p", {}, inWords(content, reading)), h("p", {}, told(reading.reading))));
}
