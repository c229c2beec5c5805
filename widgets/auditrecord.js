// The record, as it will be filed: the audit group's own, and the board's page. Read before it is filed.

import { capital, h, listed, plural, words } from "./dom.js";
import { actionWords, leads, STATE, stateOf } from "./groupwords.js";

const items = (found, none) => (found.length ? h("ul", {}, found) : h("p", { class: "kit-hint" }, none));
const part = (level, key, title, children) => h("section", { "aria-label": title, "data-key": key }, h(`h${level}`, {}, title), children);
const lines = (texts, none) => items(texts.map((text) => h("li", {}, words(text))), none);
const actionsOf = (actions) => items(actions.map((action) => h("li", {}, actionWords(action))), "No action was written.");

export function recordBox(screen, level = 3) {
  const { view } = screen;
  const { record } = view;
  const sent = screen.outbox.waiting.some(({ kind, body }) => kind === "audit.read" && body.digest === record.digest);
  return [
    h("p", { "data-key": "p" }, "This is what will be filed: one part for the audit group, with the notes, and a page for the board without them. Neither attributes anything to anybody. Read both together; what is not right can be changed."),
    groupsOwn(screen, record, level),
    boardsPage(screen, record.board, level),
    h("p", { ...stateOf(screen, record.read), "data-key": "state" }, h("strong", {}, record.read ? "Read by everybody, as it stands. It may be filed." : "Not read by everybody yet, as it stands. It is a draft.")),
    leads(screen) && view.agreed && !record.read && !view.ended && h("button", { type: "button", class: "kit-button", "data-do": "auditRead", "aria-disabled": sent && "true", "data-key": "go" }, "Everybody has read it"),
  ];
}

function groupsOwn({ content, view }, record, level) {
  return h("section", { class: "kit-card kit-group-record", "aria-label": "For the audit group", "data-key": "own" },
    h(`h${level}`, { "data-key": "h" }, "For the audit group"),
    h("p", { "data-key": "range" }, `${record.shape}.${record.since && ` Files closed from ${record.since} to ${record.until}.`}`),
    record.agencies.length > 0 && h("ul", { "data-key": "agencies" }, record.agencies.map(([letter, name, kind, how]) => h("li", {}, `${letter}: `, words(name), ` (${kind.toLowerCase()})${how ? `: ${how}` : ""}`))),
    record.followed.length > 0 && part(level + 1, "followed", "What was to be done", items(record.followed.map(({ action, status, helped }) => h("li", {}, actionWords(action), " ", h("strong", {}, status ? capital(status) : "Not said"), helped && [": ", words(helped)])), "")),
    record.well.length > 0 && part(level + 1, "well", "What went well", lines(record.well, "")),
    record.not_open.length > 0 && h("p", { "data-key": "not-open" }, `Without consent, and so not in this record: ${listed(record.not_open)}.`),
    record.files.map((file) => ofFile(file, level + 1)),
    record.files.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, view.role === "table" && view.stage !== "record" ? "It is shown when the room reads it." : "Nothing is written on any file yet."),
    content.shape === "live" && part(level + 1, "try", "One thing to try", lines(record.to_try, "Nothing was written.")),
    content.shape !== "live" && part(level + 1, "good", "Good practice", lines(record.good, "Nothing was written.")),
    part(level + 1, "actions", "What will be done", actionsOf(record.actions)));
}

function ofFile(file, level) {
  const rows = file.parts.flatMap(([, found]) => found).filter(({ answer, rating, note }) => answer || rating || note);
  return h("section", { "aria-label": `File ${file.name}`, "data-key": `file/${file.name}` },
    h(`h${level}`, {}, `${file.name}, `, h("bdi", {}, file.agency)),
    file.consent && h("p", {}, `Consent: ${file.consent}.`),
    items(rows.map((row) => h("li", {}, h("strong", {}, `${row.title}: `), [row.answer || "not answered", row.rating].filter(Boolean).join(". "), ".", row.note && [" ", words(row.note)])), "No question was answered."),
    file.good.length > 0 && h("p", {}, h("strong", {}, "Good practice: "), file.good.map((text, n) => [n > 0 && "; ", words(text)])),
    file.actions.length > 0 && h("ul", {}, file.actions.map((action) => h("li", {}, actionWords(action)))));
}

export function boardsPage({ content }, board, level) {
  return h("section", { class: "kit-card kit-group-record", "aria-label": "For the board’s quality subgroup", "data-key": "board" },
    h(`h${level}`, { "data-key": "h" }, "For the board’s quality subgroup"),
    h("p", { "data-key": "about" }, `${board.shape}: ${plural(board.files, "file")} of ${plural(board.agencies, "agency", "agencies")}.`),
    board.counts.map((section) => counted(section, level + 1)),
    h("p", { class: "kit-hint", "data-key": "few" }, content.rules.few),
    part(level + 1, "themes", "Themes", items(board.themes.map((text) => h("li", {}, capital(text))), "No theme was chosen.")),
    part(level + 1, "good", "Good practice", lines(board.good, "None was marked for the board.")),
    part(level + 1, "actions", "Actions", board.actions.length ? actionsOf(board.actions) : h("p", { class: "kit-hint" }, "None was marked for the board.")));
}

function counted({ title, people, shown, questions }, level) {
  const told = (pairs) => pairs.filter(([, n]) => n > 0).map(([name, n]) => `${name.toLowerCase()} ${n}`).join(", ");
  return part(level, `counts/${title}`, title, shown
    ? h("ul", {}, questions.map((each) => h("li", {}, h("strong", {}, `${each.title}: `), told(each.answers), told(each.ratings) && `; ${told(each.ratings)}`, ".")))
    : h("p", {}, people ? "No question was answered by five people or more, so nothing is counted." : "No question was answered for five files or more, so nothing is counted."));
}

export const recordActs = {
  auditRead(screen, el) {
    if (el.getAttribute("aria-disabled") === "true") return;
    screen.put("audit.read", { digest: screen.view.record.digest }, "");
    screen.focus(`#${STATE}`);
  },
};
