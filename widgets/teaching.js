// What is taught, as it is read: the case, a principle's card, what the kit keeps.

import { h } from "./dom.js";

const heading = (level, text, attributes = {}) => h(`h${level}`, attributes, text);

// The case with its content note first. `level` is the heading's.
export function caseText(content, level = 2) {
  const story = content.case;
  return h("article", { class: "kit-case", "data-key": "case", "aria-labelledby": "kit-case-title" },
    heading(level, story.title, { id: "kit-case-title" }),
    h("p", { class: "kit-content-note" }, h("strong", {}, "Before you read: "), story.content_note),
    h("p", { class: "kit-hint" }, story.label),
    story.passages.map((passage) => [heading(level + 1, passage.heading), passage.paragraphs.map((text) => h("p", {}, text))]),
    story.people.length > 0 && [heading(level + 1, "Who is who"), h("ul", {}, story.people.map(({ name, role }) => h("li", {}, h("strong", {}, name), `: ${role}`)))],
    heading(level + 1, "What is not known"),
    h("ul", {}, story.not_known.map((text) => h("li", {}, text))));
}

// The case kept at hand beside the work.
export function caseAtHand(content) {
  const wide = globalThis.matchMedia?.("(min-width: 60rem)").matches;
  return h("details", { class: "kit-at-hand", "data-key": "at-hand", open: wide }, h("summary", {}, `The case: ${content.case.title}`), caseText(content, 2));
}

// The case and the cards in Easy Read, on a page of its own, so that this page stays as it is.
export function easyRead(content) {
  if (!content.easy_read || !globalThis.kit) return null;
  return h("p", { "data-key": "easy-read" },
    h("a", { class: "kit-way", href: `${globalThis.kit.place}easy-read`, target: "_blank" }, "Easy Read version (opens in a new tab)"));
}

export function principleOf(content, id) {
  return content.principles.find((principle) => principle.id === id);
}

export function statement(principle) {
  return h("blockquote", { class: "kit-statement" }, h("p", {}, `“${principle.statement}”`));
}

// Definition and "I" statement are quoted from the statutory guidance; the prompt is the kit's.
export function principleCard(content, id, { level = 2, prompt = true } = {}) {
  const principle = principleOf(content, id);
  return h("div", { class: "kit-principle", "data-key": `principle/${id}` },
    heading(level, principle.name, { id: `kit-p-${id}` }),
    h("p", { class: "kit-definition" }, principle.definition),
    statement(principle),
    h("p", { class: "kit-source" }, content.source, "."),
    prompt && h("p", { class: "kit-prompt" }, principle.prompt),
    prompt && h("details", { class: "kit-stuck" }, h("summary", {}, "If you are stuck"), h("ul", {}, principle.stuck.map((text) => h("li", {}, text)))));
}

// Stands before the first keystroke: what is kept, where, until when.
export function keptNotice(content, { role, given }) {
  const seen = {
    solo: content.host ? "Anybody who signs in as you, and those who run that server, could open it." : "Anybody who uses this account on this computer could open it.",
    room: "It stands on the screen that everybody here sees.",
  };
  const where = content.host ? `on the server ${content.host}` : role in seen ? "on this computer" : "on the trainer’s computer";
  return h("div", { class: "kit-notice kit-kept", "data-key": "kept" },
    h("p", {}, h("strong", {}, "What is kept. "), `What you write and choose here is kept ${where} until ${content.erased}, then it is erased. `,
      seen[role] ?? (content.seen ? `It is shown by table number. ${content.seen}` : content.plan_only ? "It is shown by table number. The trainer and the other tables see it." : "It is shown by table number. The trainer sees it, and so do other tables when you condense."),
      " You are asked for no name: please write no real person’s name, and no real case. While it is kept, somebody who asks to see records may be shown it."),
    given && h("p", { "data-key": "given" }, "When the session ends, the trainer adds its numbers to those of other sessions: how many key factors, gaps or endings there were. No words, and nothing about who or which table."),
    h("p", {}, "This is a training kit. Nobody watches it for concerns. In an emergency call 999. To raise a concern, follow your organisation’s procedure today."));
}
