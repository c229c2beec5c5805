// Small things that the parts of a scenario's page have in common.

import { capital, h, listed } from "./dom.js";

export const short = (text) => (text.length > 50 ? `${text.slice(0, 50).trim()}…` : text);

// What is said stands in quotation marks, what is done does not.
export const choiceWords = ({ say, do: done }) => (say ? `“${say}”` : done);

// Straight quotation marks as printed ones.
export const curly = (text) => text.replace(/(^|[\s(\u2013\u2014*])"/g, "$1“").replace(/"/g, "”");

// What an author wrote, with *a word* between asterisks in italics.
export function told(text) {
  return curly(text).split(/\*([^*\s](?:[^*\n]*[^*\s])?)\*/).map((part, n) => (n % 2 ? h("em", {}, part) : part));
}

export const paragraphs = (texts, kind = null) => texts.map((text) => h("p", { class: kind }, told(text)));

export function speech({ who, words }) {
  return h("blockquote", { class: "kit-scenario-said" }, h("p", {}, "“", told(words), "”"), h("p", { class: "kit-scenario-who" }, who));
}

// What happens in a scene, and what is said there.
export function sceneText({ text, said }) {
  return [paragraphs(text), said.map(speech)];
}

// Which principles a choice serves and strains: told beside it, and counted nowhere.
export function principles({ serves, strains }) {
  return [
    serves.length > 0 && h("p", { class: "kit-scenario-principles", "data-key": "serves" }, h("strong", {}, "May serve: "), `${listed(serves.map(capital))}.`),
    strains.length > 0 && h("p", { class: "kit-scenario-principles", "data-key": "strains" }, h("strong", {}, "May strain: "), `${listed(strains.map(capital))}.`),
  ];
}

// Folded away beside what happened: which principles it may serve and strain, and what the law says.
export function behind(content, step) {
  const some = step.serves.length > 0 || step.strains.length > 0;
  if (!some && !step.law.length) return null;
  const title = [some && "principles", step.law.length > 0 && "law"].filter(Boolean).join(" and ");
  return h("details", { class: "kit-stuck", "data-key": "behind" }, h("summary", {}, capital(title), h("span", { class: "kit-hidden" }, `: ${step.title}`)),
    some && h("p", { class: "kit-hint", "data-key": "hint" }, "What may speak for it, and what it may cost. You may see it otherwise."),
    principles(step),
    lawOf(content, step.law));
}

// What the law requires there, with its source and the day on which it was read.
export function lawOf(content, laws) {
  if (!laws.length) return null;
  return h("div", { "data-key": "law" }, h("p", {}, h("strong", {}, "What the law says here")),
    laws.map(({ text, quoted, source }) => {
      const found = content.sources.find(({ id }) => id === source);
      return h("div", { "data-key": `${source}/${text.slice(0, 20)}` },
        h("p", {}, told(text)),
        quoted && h("blockquote", { class: "kit-scenario-law" }, h("p", {}, `“${quoted}”`)),
        found && h("p", { class: "kit-source" }, `${found.title}, ${found.paragraph}. ${found.address} Read on ${found.checked}.`));
    }));
}
