// Small things that the parts of a scenario's page have in common.

import { capital, h, listed } from "./dom.js";

export const short = (text) => (text.length > 50 ? `${text.slice(0, 50)}…` : text);

// What is said stands in quotation marks, what is done does not.
export const choiceWords = ({ say, do: done }) => (say ? `“${say}”` : done);

export function speech({ who, words }) {
  return h("blockquote", { class: "kit-scenario-said" }, h("p", {}, `“${words}”`), h("p", { class: "kit-scenario-who" }, who));
}

// What happens in a scene, and what is said there.
export function sceneText({ text, said }) {
  return [text.map((paragraph) => h("p", {}, paragraph)), said.map(speech)];
}

// Which principles a choice serves and strains: told beside it, and counted nowhere.
export function principles({ serves, strains }) {
  return [
    serves.length > 0 && h("p", { class: "kit-scenario-principles", "data-key": "serves" }, h("strong", {}, "May serve: "), `${listed(serves.map(capital))}.`),
    strains.length > 0 && h("p", { class: "kit-scenario-principles", "data-key": "strains" }, h("strong", {}, "May strain: "), `${listed(strains.map(capital))}.`),
  ];
}

// What the law requires there, with its source and the day on which it was read.
export function lawOf(content, laws) {
  if (!laws.length) return null;
  return h("details", { class: "kit-stuck", "data-key": "law" }, h("summary", {}, "What the law says here"),
    laws.map(({ text, quoted, source }) => {
      const found = content.sources.find(({ id }) => id === source);
      return h("div", { "data-key": `${source}/${text.slice(0, 20)}` },
        h("p", {}, text),
        quoted && h("blockquote", { class: "kit-scenario-law" }, h("p", {}, `“${quoted}”`)),
        found && h("p", { class: "kit-source" }, `${found.title}, ${found.paragraph}. ${found.address} Read on ${found.checked}.`));
    }));
}
