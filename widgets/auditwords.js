// Small things that the parts of an audit's page have in common.

import { h } from "./dom.js";

export const stageName = (content, stage) => ({ lobby: "Welcome", record: "Read the record" })[stage] ?? content.parts.find(({ id }) => id === stage)?.title ?? stage;

export const partOf = ({ content }, stage) => content.parts.find(({ id }) => id === stage) ?? null;

// Whether this page writes: not the wall, and not before the room has agreed on confidentiality.
export const writes = ({ view }) => view.agreed && !view.ended && view.role !== "projector";

export const agencyName = (content, letter) => content.agencies.find((each) => each.letter === letter)?.name ?? letter;

// "3 November 2026" of "2026-11-03".
export const dayWords = (iso) => new Date(`${iso}T12:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

// The mark of a rating: its shape and its colour; the words stand beside it.
export const mark = ({ id, shape }) => h("span", { class: `kit-audit-mark kit-audit-${id}`, "aria-hidden": "true" }, { circle: "●", triangle: "▲", square: "■" }[shape]);

// What an audit rates and what it does not: on every page.
export function houseRules({ content }) {
  const { rules } = content;
  return h("div", { class: "kit-group-rules", "data-key": "rules" },
    h("p", {}, h("strong", {}, rules.rates)),
    h("p", { class: "kit-hint" }, rules.not_recorded));
}

// Who looks at whose files, as a list.
export function rota({ content }, level = 3) {
  return h("section", { "aria-label": "Who looks at whose files", "data-key": "rota" },
    h(`h${level}`, {}, "Who looks at whose files"),
    h("p", {}, content.rules.who),
    content.rota.length > 1 && h("ul", {}, content.rota.map(([by, of], n) => h("li", { "data-key": by }, h("bdi", {}, agencyName(content, by)), content.shared ? "" : ` (table ${n + 1})`, " looks at the files of ", h("bdi", {}, agencyName(content, of)), ` (${of})`))));
}

// Stored, and not stored.
export function keptHere({ content, view }) {
  return h("div", { class: "kit-notice kit-kept", "data-key": "kept" },
    h("p", {}, h("strong", {}, "Not stored: "), "reference numbers. A list of them stays on the page on which it is typed. No name of a person is asked for; one that is typed into a note would be stored with it, so please type none."),
    h("p", {}, h("strong", {}, "Stored: "), `the agencies, ${content.consent ? "consent as yes or no, " : ""}answers, ratings, notes, good practice, actions and themes, for files called A1, A2 and so on, ${content.host ? `on the server ${content.host}` : view.role === "table" ? "on the audit lead’s computer" : "on this computer"} until ${content.erased}. Then it is erased. While it is kept, a court, a regulator or somebody who asks to see records may be shown it.`),
    h("p", {}, content.rules.notes_stay),
    h("p", {}, content.rules.few),
    h("p", {}, "This is a kit for learning. Nobody watches it for concerns. In an emergency call 999."));
}
