// The questions to a file: an answer, what the file shows, a note, good practice and an action.

import { h, plural, words } from "./dom.js";
import { changing, kept } from "./groupfields.js";
import { noteForm, nudge } from "./auditfields.js";
import { actionsBox, linesBox } from "./auditthings.js";
import { slug } from "./groupwords.js";
import { agencyName, mark, writes } from "./auditwords.js";
import { setAside } from "./walls.js";

const AT = "at/file"; // which file this page shows: kept, so that a reload comes back to it

const NOT_APPLYING = "does-not-apply";

export const fileOf = (screen) => screen.view.files.find(({ name }) => name === screen.outbox.draft(AT)) ?? screen.view.files[0];

export function fileBox(screen, level = 3) {
  const { content, view } = screen;
  const file = fileOf(screen);
  if (!file) return h("p", { class: "kit-hint", "data-key": "none" }, "No file is looked at on this page.");
  const after = view.files[view.files.indexOf(file) + 1];
  return [
    tabs(screen, file),
    meanings(screen),
    h("p", { class: "kit-hint", "data-key": "names" }, content.rules.not_anonymous, " ", content.rules.notes_stay),
    content.both_rate && bothRate(screen),
    h("div", { class: "kit-audit-file", "data-key": `file/${file.name}` },
      h(`h${level}`, { id: "kit-audit-file", tabindex: "-1", "data-key": "h" }, `${content.shape === "observed" ? "Enquiry" : "File"} ${file.name}`, view.mine.length > 1 || content.agencies.length > 1 ? [", ", h("bdi", {}, agencyName(content, file.name[0]))] : null),
      file.open ? content.sections.map((section) => sectionBox(screen, file, section, level + 1)) : closed(screen, file),
      after && h("button", { type: "button", class: "kit-quiet", "data-do": "openFile", "data-file": after.name, "data-key": "after" }, content.shape === "observed" ? "Next enquiry" : "Next file")),
  ];
}

function tabs(screen, file) {
  const { view } = screen;
  if (view.files.length < 2) return null;
  return h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Which file", "data-key": "tabs" },
    view.files.map(({ name, begun }) => h("button", { type: "button", class: "kit-quiet", "data-do": "openFile", "data-file": name, "data-key": name, "aria-pressed": String(name === file.name) }, name, begun && h("span", {}, " (begun)"))));
}

function closed(screen, file) {
  const { consent } = screen.content;
  return h("div", { class: "kit-notice", "data-key": "closed" }, h("p", {}, file.consent?.ever ? consent.withdrawn : consent.without));
}

function meanings({ content }) {
  const rated = content.sections.some((section) => section.rated);
  return h("details", { "data-key": "meanings" }, h("summary", {}, "What the answers and the colours mean"),
    content.sections.map(({ id, title, answers }) => h("div", { "data-key": id }, h("p", {}, h("strong", {}, title)), h("ul", {}, answers.map(({ text, means }) => h("li", {}, h("strong", {}, `${text}: `), means))))),
    rated && h("ul", {}, content.ratings.map((rating) => h("li", {}, mark(rating), " ", h("strong", {}, `${rating.name}: `), rating.means))));
}

function bothRate(screen) {
  const { view } = screen;
  return h("div", { class: "kit-notice", "data-key": "both" },
    h("p", {}, view.may_rate ? "Both of you want to rate. Either can take that back." : "Nothing is rated. That is how it stays unless both of you want to rate."),
    writes(screen) && h("button", { type: "button", class: "kit-quiet", "data-do": "bothRate", "data-both": view.may_rate ? "no" : "yes", "data-key": "go" }, view.may_rate ? "Do not rate any more" : "We both want to rate"));
}

function sectionBox(screen, file, section, level) {
  return h("section", { class: "kit-audit-section", "aria-label": section.title, "data-key": section.id },
    h(`h${level}`, { "data-key": "h" }, section.title),
    h("p", { "data-key": "about" }, section.about),
    section.items.map((item) => question(screen, file, section, item, level + 1)));
}

// The value that a change which waits here would give, or what stands; and the version to change it on.
function stands(screen, kind, file, item, name, cell) {
  const sent = screen.outbox.waiting.findLast((change) => change.kind === kind && change.body.file === file && change.body.item === item);
  return sent ? { value: sent.body[name], on: sent.id } : { value: cell?.[name] ?? null, on: cell?.[`${name}_on`] ?? null };
}

function question(screen, file, section, item, level) {
  const { view, content } = screen;
  const cell = file.cells[item.id];
  const answer = stands(screen, "audit.answered", file.name, item.id, "answer", cell);
  const rating = stands(screen, "audit.rated", file.name, item.id, "rating", cell);
  const name = `${file.name}/${item.id}`;
  return h("section", { class: "kit-card kit-audit-question", "aria-label": item.title, "data-key": `${section.id}/${item.id}` },
    h(`h${level}`, { "data-key": "h" }, item.title),
    h("p", { class: "kit-audit-ask", "data-key": "ask" }, item.ask),
    h("details", { "data-key": "look" }, h("summary", {}, "What to look for", h("span", { class: "kit-hidden" }, `: ${item.title}`)), h("p", {}, item.look_for), h("p", {}, h("strong", {}, section.rated ? "Does not apply: " : "Passing: "), item.na)),
    choice(screen, { name: `answer/${name}`, legend: "Answer", about: item.title, act: "auditAnswer", file, item, chosen: answer.value, options: section.answers.map(({ id, text }) => [id, text]) }),
    section.rated && view.may_rate && answer.value !== NOT_APPLYING && choice(screen, { name: `rating/${name}`, legend: "What the file shows", about: item.title, act: "auditRate", file, item, chosen: rating.value, options: content.ratings.map((each) => [each.id, [mark(each), ` ${each.name}: ${each.means}`]]) }),
    note(screen, file, item, cell?.note),
    extras(screen, file, item));
}

function choice(screen, { name, legend, about, act, file, item, chosen, options }) {
  const id = `kit-${name.replaceAll("/", "-")}`;
  const wrong = screen.errors.has(name);
  const data = { "data-file": file.name, "data-item": item.id };
  return h("fieldset", { class: "kit-audit-choice", id, tabindex: "-1", "aria-describedby": wrong && `${id}-error`, "data-key": name },
    h("legend", {}, legend, h("span", { class: "kit-hidden" }, `: ${about}`)),
    screen.error(name, `${id}-error`),
    h("div", { class: "kit-audit-options", "data-key": "options" }, options.map(([value, text]) => h("label", { class: "kit-tick", "data-key": value },
      h("input", { type: "radio", name: id, value, checked: chosen === value, disabled: !writes(screen), "data-change": act, ...data, "data-key": "box" }), h("span", {}, text)))),
    chosen && writes(screen) && h("button", { type: "button", class: "kit-quiet", "data-do": act, "data-clear": "", ...data, "data-key": "clear" }, "Take it away", h("span", { class: "kit-hidden" }, `: ${legend}, ${about}`)));
}

// A note stays with the audit group. Of two wordings both stand until somebody picks.
function note(screen, file, item, standing) {
  const { content, view } = screen;
  if (standing?.aside) return h("p", { class: "kit-hint", "data-key": "note" }, "The note was set aside.");
  const id = noteForm(file.name, item.id);
  const sent = screen.outbox.waiting.findLast(({ kind, body }) => kind === "audit.noted" && body.file === file.name && body.item === item.id);
  const text = sent?.body.text ?? standing?.text ?? "";
  const spec = { kind: "audit.noted", base: { file: file.name, item: item.id }, version: standing?.version ?? null, button: "Keep this note", said: "Note kept.", open: text ? "Change the note" : "Write a note",
    fields: [{ name: "text", label: `Note: ${item.title.toLowerCase()}`, hint: "Short, and about the file. No name of a person.", rows: 3, most: content.longest.note, value: text }] };
  return h("div", { class: "kit-audit-note", "data-key": "note" },
    sent && h("p", { class: "kit-tags" }, h("span", { class: "kit-tag kit-tag-waits" }, "Not saved yet")),
    changing(screen, id, spec, kept(text, "No note."), { may: writes(screen), more: text && view.role === "trainer" && standing && !view.ended ? [setAside(standing.id, text)] : null, name: item.title }),
    nudge(screen, id),
    standing?.rivals.length > 0 && rivals(screen, file, item, standing));
}

function rivals(screen, file, item, standing) {
  return h("div", { class: "kit-rivals", role: "group", "aria-label": "Two wordings", "data-key": "rivals" },
    h("p", {}, "Two people changed this note at the same time. Both wordings are kept until you pick one."),
    h("ul", {}, [standing, ...standing.rivals].map(({ text, version }) => h("li", { "data-key": version }, text ? words(text, "p") : h("p", { class: "kit-hint" }, "No note."),
      writes(screen) && h("button", { type: "button", class: "kit-quiet", "data-do": "pickAuditNote", "data-file": file.name, "data-item": item.id, "data-keep": version }, "Keep this wording", h("span", { class: "kit-hidden" }, `: ${text.slice(0, 50)}`))))));
}

function extras(screen, file, item) {
  const at = { file: file.name, item: item.id };
  const many = [...screen.view.lines, ...screen.view.actions].filter((each) => each.file === at.file && each.item === at.item && !each.dropped).length;
  return h("details", { "data-key": "extras" }, h("summary", {}, `Good practice, or an action${many ? ` (${plural(many, "line")})` : ""}`, h("span", { class: "kit-hidden" }, `: ${item.title}`)),
    h("div", { "data-key": "good" }, linesBox(screen, { of: "good", ...at })),
    h("div", { "data-key": "actions" }, actionsBox(screen, at)));
}

// One's own choice, of a radio button or of the button that takes it away.
function choose(screen, el, kind, name) {
  const { file, item } = el.dataset;
  const cell = screen.view.files.find((each) => each.name === file)?.cells[item];
  const { on } = stands(screen, kind, file, item, name, cell);
  const clear = "clear" in el.dataset;
  screen.errors.delete(`${name}/${file}/${item}`);
  screen.put(kind, { file, item, [name]: clear ? null : el.value, on }, clear ? "Taken away." : "Kept.");
  if (clear) screen.focus(`#kit-${name}-${file}-${item}`);
}

export const fileActs = {
  openFile(screen, el) {
    screen.outbox.keep(AT, el.dataset.file);
    screen.focus("#kit-audit-file");
  },
  bothRate(screen, el) {
    const both = el.dataset.both === "yes";
    screen.put("audit.rating", { both }, both ? "You both want to rate." : "Nothing is rated.");
  },
  auditAnswer(screen, el) { choose(screen, el, "audit.answered", "answer"); },
  auditRate(screen, el) { choose(screen, el, "audit.rated", "rating"); },
  pickAuditNote(screen, el) {
    const { file, item, keep } = el.dataset;
    screen.put("audit.picked", { file, item, keep }, "Wording kept.");
    const id = slug(noteForm(file, item));
    screen.focus(`#${id}-change, #${id}-text`);
  },
};

export function choiceRefused(screen, { kind, body }, sentence) {
  const name = { "audit.answered": "answer", "audit.rated": "rating" }[kind];
  if (name) screen.errors.set(`${name}/${body.file}/${body.item}`, sentence);
}
