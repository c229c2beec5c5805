// How answers are spread: in words first, then a table with a shape for each answer; what somebody
// from outside rates stands beside it. Nothing is averaged and nothing is ranked.

import { h, words } from "./dom.js";
import { aboutInstrument, instrumentTabs, nameOf } from "./temperaturewords.js";

const shapeOf = (option) => (option.state ? "◆" : option.aside ? "□" : "■");

// The instrument that is looked at: on the wall by the board manager's word, elsewhere by one's own.
export function lookedAt(screen) {
  const { content, view } = screen;
  const own = view.role === "projector" ? null : content.instruments.find(({ id }) => id === screen.ui.instrument);
  return own ?? content.instruments[(view.round ?? 1) - 1] ?? content.instruments[0];
}

// The results of one instrument. `beside(item, result)` gives what else stands at an item.
export function resultsBox(screen, { level = 3, beside = () => null, wall = false } = {}) {
  const instrument = lookedAt(screen);
  if (!screen.view.results) return null;
  return h("div", { class: "kit-temp-results", "data-key": "results" },
    !wall && instrumentTabs(screen, instrument.id, "lookAt"),
    h("div", { "data-key": `of/${instrument.id}` }, answersTo(screen, instrument, { level, beside, wall })));
}

function answersTo(screen, instrument, { level, beside, wall }) {
  return [
    h(`h${level}`, { "data-key": "h" }, instrument.title),
    wall ? h("p", { "data-key": "caution" }, instrument.caution) : aboutInstrument(instrument),
    screen.content.baseline && h("p", { class: "kit-hint", "data-key": "then" }, `“Then” is ${screen.content.baseline}. ${screen.content.caution}`),
    instrument.sections.map((section) => h("section", { "data-key": section.id, "aria-label": section.title },
      instrument.sections.length > 1 && h(`h${level + 1}`, { "data-key": "h" }, section.title),
      wall && section.matrix ? matrixTable(screen, instrument, section) : section.items.map((item) => resultBox(screen, instrument, item, { level: level + (instrument.sections.length > 1 ? 2 : 1), beside, wall })))),
  ];
}

// On the wall, the rows of a matrix in one table: a number for each answer, or how many answered.
function matrixTable({ view }, instrument, { title, items }) {
  const scale = instrument.scales[items[0].scale];
  const results = items.map((item) => view.results[nameOf(instrument.id, item.id)]);
  const rated = results.some(({ rating }) => rating);
  const text = (id) => scale.options.find((option) => option.id === id)?.text ?? id;
  return h("div", { class: "kit-scroll", tabindex: "0", role: "region", "aria-label": `Answers: ${title}`, "data-key": "matrix" }, h("table", { class: "kit-temp-table" },
    h("caption", { class: "kit-hidden" }, `How many gave which answer: ${title}`),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Asked about"), scale.options.map((option) => h("th", { scope: "col", "data-key": option.id }, option.text)), rated && h("th", { scope: "col" }, "From outside"))),
    h("tbody", {}, items.map((item, n) => h("tr", { "data-key": item.id },
      h("th", { scope: "row" }, item.text),
      results[n].counts ? scale.options.map((option) => h("td", { "data-key": option.id }, h("span", { class: "kit-temp-number" }, String(results[n].counts[option.id])))) : h("td", { colspan: scale.options.length, "data-key": "says" }, results[n].says),
      rated && h("td", { "data-key": "rated" }, results[n].rating ? text(results[n].rating.option) : "not rated"))))));
}

function resultBox(screen, instrument, item, { level, beside, wall }) {
  const name = nameOf(instrument.id, item.id);
  const result = screen.view.results[name];
  const scale = instrument.scales[item.scale];
  const text = (id) => scale.options.find((option) => option.id === id)?.text ?? id;
  return h("div", { class: "kit-temp-result", "data-key": name },
    h(`h${level}`, { "data-key": "h" }, item.text),
    item.hint && !wall && h("p", { class: "kit-hint", "data-key": "hint" }, item.hint),
    h("p", { "data-key": "says" }, result.says),
    result.moved && h("p", { "data-key": "moved" }, h("strong", {}, `Then and now. `), result.moved.says),
    result.counts && spreadTable(item, scale, result),
    result.rating && h("p", { class: "kit-temp-outside", "data-key": "rating" }, h("strong", {}, `From outside: ${text(result.rating.option)}. `), result.rating.reasons && ["Reasons: ", words(result.rating.reasons)]),
    !wall && groupsBox(screen, scale, result),
    !wall && result.said.length > 0 && h("details", { "data-key": "said" }, h("summary", {}, `What people wrote (${result.said.length})`, h("span", { class: "kit-hidden" }, `: ${item.text.slice(0, 60)}`)),
      h("ul", { class: "kit-lines" }, result.said.map((said) => h("li", { class: "kit-line", "data-key": said.id }, saidOf(said), beside.said?.(said))))),
    beside(item, result, name));
}

function saidOf({ evidence, owner, by_when }) {
  return [evidence && words(evidence, "p"), (owner || by_when) && h("p", { class: "kit-hint" }, owner && ["Who sees to it: ", words(owner), ". "], by_when && ["By when: ", words(by_when), "."])];
}

function spreadTable(item, scale, { counts, rating }) {
  return h("div", { class: "kit-scroll", tabindex: "0", role: "region", "aria-label": `Answers: ${item.text.slice(0, 60)}`, "data-key": "table" }, h("table", { class: "kit-temp-table" },
    h("caption", { class: "kit-hidden" }, `Answers to: ${item.text}`),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Answer"), h("th", { scope: "col" }, "How many"))),
    h("tbody", {}, scale.options.map((option) => h("tr", { class: option.state || option.aside ? "kit-temp-apart" : null, "data-key": option.id },
      h("th", { scope: "row" }, option.text, option.state && " (a state, no step)", rating?.option === option.id && h("span", { class: "kit-tag" }, "Rated so from outside")),
      h("td", {}, h("span", { class: "kit-temp-number" }, String(counts[option.id])), " ", h("span", { class: "kit-temp-shapes", "aria-hidden": "true" }, shapeOf(option).repeat(counts[option.id]))))))));
}

// How those of an agency or role answered, where five or more share it.
function groupsBox({ content }, scale, { groups }) {
  const told = content.groups.filter(({ id }) => id in groups);
  if (!told.length) return null;
  return h("details", { "data-key": "groups" }, h("summary", {}, "By agency or role"),
    h("p", { class: "kit-hint" }, `Only those that five or more share. ${content.guess}`),
    h("ul", {}, told.map(({ id, name }) => h("li", { "data-key": id }, words(name), `: ${scale.options.filter((option) => groups[id][option.id]).map((option) => `${option.text} ${groups[id][option.id]}`).join("; ")}.`))));
}

export const resultActs = {
  lookAt(screen, el) {
    screen.ui.instrument = el.dataset.instrument;
    screen.draw();
    screen.announce(`Below: ${lookedAt(screen).title}.`);
  },
};
