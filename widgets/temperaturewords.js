// Small things that the pages of a temperature check have in common.

import { h } from "./dom.js";

const STAGES = { lobby: "Welcome", answer: "Answer", results: "Look at the answers", actions: "What follows" };

export const stageName = (stage) => STAGES[stage] ?? stage;
export const nameOf = (instrument, item) => `${instrument}--${item}`;
export const slug = (text) => `kit-${text.replaceAll(/[^0-9A-Za-z-]/g, "-")}`;
export const isShown = ({ view }) => Boolean(view.results);

// What this exercise does with answers, before anybody gives one.
export function keptHere({ content }) {
  const { shared, groups, fewest } = content;
  return h("div", { class: "kit-notice kit-kept", "data-key": "kept" },
    shared
      ? h("p", {}, h("strong", {}, "Together: "), "the board agrees on each answer and types it here. Nobody’s own view is asked for.")
      : [h("p", {}, h("strong", {}, "Who sees it: "), `nobody is shown what you alone answered. Numbers, and what people wrote, are shown from ${fewest} answers on; below that only how many answered.`),
          h("p", {}, h("strong", {}, content.guess), groups.length ? " You may say which agency or role you answer for; that is told only where five or more share it. You need not say." : " Nobody is asked which agency they are from.")],
    h("p", {}, h("strong", {}, "What is kept: "), `${shared ? "what the board agrees and writes" : "your answers and what you write beside them, under a number that is no name"}, on the computer that the kit runs on, until ${content.erased}. Then it is erased. While it is kept, a court, a regulator or somebody who asks to see records may be shown it.`),
    h("p", {}, "Write about practice and not about a person: no names, and nothing by which anybody who uses services, or works here, could be recognised. This is a training kit. Nobody watches it for concerns. In an emergency call 999."));
}

// What an instrument is, where it is from, and what has to be said of its answers.
export function aboutInstrument(instrument) {
  return [
    h("p", { "data-key": "about" }, instrument.about),
    h("p", { class: "kit-hint", "data-key": "caution" }, instrument.caution),
    h("details", { "data-key": "source" }, h("summary", {}, "Where this is from", h("span", { class: "kit-hidden" }, `: ${instrument.title}`)), h("p", { class: "kit-source" }, instrument.source)),
  ];
}

// Every section of the session in its order: { instrument, section, place }.
export function sectionsOf({ content }) {
  return content.instruments.flatMap((instrument) => instrument.sections.map((section) => ({ instrument, section, place: nameOf(instrument.id, section.id) })));
}

// Buttons to choose one instrument of several; `act` is what they do.
export function instrumentTabs({ content }, now, act) {
  if (content.instruments.length < 2) return null;
  return h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Which questions", "data-key": "instruments" },
    content.instruments.map(({ id, title }) => h("button", { type: "button", class: "kit-quiet", "data-do": act, "data-instrument": id, "data-key": id, "aria-pressed": String(id === now) }, title)));
}
