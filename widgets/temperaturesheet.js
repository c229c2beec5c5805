// A sheet: all questions by section, an answer to each, and what shows it. It is one's own, or what a
// board agrees together, or a form on paper that is typed in.

import { capital, h, plural, words } from "./dom.js";
import { aboutInstrument, nameOf, sectionsOf, slug } from "./temperaturewords.js";

const EMPTY = { option: "", evidence: "", owner: "", by_when: "", version: null, aside: false };
const PARTS = ["evidence", "owner", "by_when"];

const placeOf = (sheet) => `at/${sheet.id}`;
const askOf = (sheet) => slug(`ask-${sheet.id}`);
const draftOf = (sheet, name, part) => `words/${sheet.id}/${name}/${part}`;

// The answer as it will be once what waits is saved.
export function answerOf(screen, sheet, name) {
  const answer = { ...EMPTY, ...sheet.answers[name] };
  for (const { id, kind, body } of screen.outbox.waiting) {
    if (body.sheet !== sheet.id || nameOf(body.instrument, body.item) !== name) continue;
    if (kind === "temperature.chose") answer.option = body.option ?? "";
    else if (kind === "temperature.noted") Object.assign(answer, { evidence: body.evidence, owner: body.owner, by_when: body.by_when, version: id });
  }
  return answer;
}

function counted(screen, sheet, instrument, items) {
  const given = items.map((item) => answerOf(screen, sheet, nameOf(instrument.id, item.id)).option);
  return { answered: given.filter((option) => option && option !== screen.content.skip).length, skipped: given.filter((option) => option === screen.content.skip).length, of: items.length };
}

const says = ({ answered, skipped, of }) => `${answered} of ${of} answered${skipped ? `, ${skipped} left out` : ""}`;

// The sheet, where its reader is: the list of everything, or one section. `level` is the heading's.
export function sheetBox(screen, sheet, { level = 2 } = {}) {
  const at = sectionsOf(screen).find(({ place }) => place === screen.outbox.draft(placeOf(sheet)));
  return h("div", { class: "kit-temp-sheet", "data-key": `sheet/${sheet.id}` }, at ? sectionBox(screen, sheet, at, level) : contents(screen, sheet, level));
}

function contents(screen, sheet, level) {
  const { content, view } = screen;
  const first = sectionsOf(screen).find(({ instrument, section }) => { const { answered, skipped, of } = counted(screen, sheet, instrument, section.items); return answered + skipped < of; });
  return h("div", { "data-key": "contents" },
    h(`h${level}`, { id: slug(`all-${sheet.id}`), tabindex: "-1", "data-key": "h" }, "All questions"),
    h("p", { "data-key": "p" }, `About ${content.minutes} minutes. Answer what you can, in any order; every question can be left out. “Don’t know” is an answer, and a useful one.`),
    groupBox(screen, sheet),
    content.instruments.map((instrument) => h("section", { class: "kit-card", "data-key": instrument.id, "aria-labelledby": slug(`of-${sheet.id}-${instrument.id}`) },
      h(`h${level + 1}`, { id: slug(`of-${sheet.id}-${instrument.id}`), "data-key": "h" }, instrument.title),
      h("p", { class: "kit-hint", "data-key": "minutes" }, `About ${plural(instrument.minutes, "minute")}.`),
      aboutInstrument(instrument),
      h("ul", { class: "kit-temp-tasks", "data-key": "tasks" }, instrument.sections.map((section) => h("li", { "data-key": section.id },
        h("button", { type: "button", class: "kit-quiet", "data-do": "sheetGo", "data-sheet": sheet.id, "data-place": nameOf(instrument.id, section.id), "data-key": "go" }, section.title),
        h("span", { class: "kit-hint" }, ` ${says(counted(screen, sheet, instrument, section.items))}`)))))),
    first && !view.ended && h("button", { type: "button", class: "kit-button", "data-do": "sheetGo", "data-sheet": sheet.id, "data-place": first.place, "data-key": "next" }, `Go on: ${first.section.title}`),
    sheet.kind !== "paper" && sheet.id !== content.together && finishBox(screen, sheet));
}

// Which agency or role the answers may carry: only those that five or more are expected to share.
function groupBox(screen, sheet) {
  const { groups } = screen.content;
  if (!groups.length || sheet.id === screen.content.together) return null;
  const waits = screen.outbox.waiting.findLast(({ kind, body }) => kind === "temperature.group" && body.sheet === sheet.id);
  const chosen = (waits ? waits.body.group : sheet.group) ?? "";
  return h("fieldset", { class: "kit-field", "data-key": "groups" },
    h("legend", {}, "Which of these do you answer for?"),
    h("p", { class: "kit-hint" }, `${screen.content.guess} You need not say.`),
    [...groups, { id: "", name: "None of these, or I would rather not say" }].map(({ id, name }) => h("label", { class: "kit-tick", "data-key": id || "none" },
      h("input", { type: "radio", name: slug(`group-${sheet.id}`), value: id, "data-change": "sheetGroup", "data-sheet": sheet.id, checked: chosen === id, disabled: screen.view.ended }), h("span", {}, words(name)))));
}

function finishBox(screen, sheet) {
  if (screen.view.ended) return null;
  const waits = screen.outbox.waiting.findLast(({ kind }) => kind === "temperature.finished");
  const done = waits ? waits.body.done : sheet.finished;
  return h("section", { class: "kit-card", "data-key": "finish" },
    h("p", { "data-key": "p" }, done ? "You have said that you are done. You can still change everything until the session ends." : "Done? Say so, and the board manager knows that nobody waits for you. You can still change everything."),
    h("button", { type: "button", class: done ? "kit-quiet" : "kit-button", "data-do": "sheetFinish", "data-sheet": sheet.id, "data-done": String(!done), "data-key": "go" }, done ? "I want to go on answering" : "I have answered what I want to"));
}

function sectionBox(screen, sheet, { instrument, section, place }, level) {
  const all = sectionsOf(screen);
  const at = all.findIndex((each) => each.place === place);
  const go = (to, text, look, key) => to && h("button", { type: "button", class: look, "data-do": "sheetGo", "data-sheet": sheet.id, "data-place": to.place, "data-key": key }, text);
  const core = section.items.filter(({ support }) => !support);
  const more = section.items.filter(({ support }) => support);
  return h("div", { "data-key": place },
    h("p", { class: "kit-hint", "data-key": "of" }, `${instrument.title} · part ${at + 1} of ${all.length}`),
    h(`h${level}`, { id: slug(`section-${sheet.id}`), tabindex: "-1", "data-key": "h" }, section.title),
    section.intro && h("p", { class: "kit-hint", "data-key": "intro" }, section.intro),
    h("p", { id: askOf(sheet), "data-key": "ask" }, h("strong", {}, instrument.ask)),
    core.map((item) => itemBox(screen, sheet, instrument, section, item)),
    more.length > 0 && h(`h${level + 1}`, { "data-key": "more" }, "In support of this"),
    more.map((item) => itemBox(screen, sheet, instrument, section, item)),
    h("div", { class: "kit-controls", "data-key": "controls" },
      all[at + 1] ? go(all[at + 1], `Next: ${all[at + 1].section.title}`, "kit-button", "next") : null,
      h("button", { type: "button", class: all[at + 1] ? "kit-quiet" : "kit-button", "data-do": "sheetGo", "data-sheet": sheet.id, "data-place": "", "data-key": "all" }, "All questions"),
      go(all[at - 1], all[at - 1] ? `Back: ${all[at - 1].section.title}` : "", "kit-quiet", "back")));
}

function itemBox(screen, sheet, instrument, section, item) {
  const { content, view } = screen;
  const name = nameOf(instrument.id, item.id);
  const id = slug(`${sheet.id}-${name}`);
  const answer = answerOf(screen, sheet, name);
  const scale = instrument.scales[item.scale];
  const wrong = screen.errors.get(`${sheet.id}/${name}`);
  const options = [...scale.options, { id: content.skip, text: "Leave this out", skip: true }];
  return h("div", { class: `kit-temp-item${section.matrix ? " kit-temp-row" : ""}`, id, "data-key": name },
    h("fieldset", { class: "kit-field", "data-key": "set", "aria-describedby": [item === section.items[0] && askOf(sheet), item.hint && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(" ") || null },
      h("legend", { "data-key": "l" }, item.text),
      item.hint && h("p", { class: "kit-hint", id: `${id}-hint`, "data-key": "hint" }, item.hint),
      wrong && h("p", { class: "kit-error", id: `${id}-error`, "data-key": "error" }, h("span", { class: "kit-hidden" }, "Error: "), capital(wrong)),
      h("div", { class: "kit-temp-options", "data-key": "options" }, options.map((option) => h("label", { class: `kit-tick${option.state ? " kit-temp-state" : ""}${option.aside || option.skip ? " kit-temp-aside" : ""}`, "data-key": option.id },
        h("input", { type: "radio", name: id, value: option.id, "data-change": "sheetChoose", "data-sheet": sheet.id, "data-instrument": instrument.id, "data-item": item.id, checked: answer.option === option.id, disabled: view.ended, "data-key": "box" }),
        h("span", {}, option.text, option.about && h("span", { class: "kit-hint" }, option.about)))))),
    answer.aside ? h("p", { class: "kit-hint", "data-key": "aside" }, "What you wrote here was set aside by the board manager. Your answer counts.") : wordsBox(screen, sheet, instrument, item, answer, id));
}

function wordsBox(screen, sheet, instrument, item, answer, id) {
  const { content, view } = screen;
  const name = nameOf(instrument.id, item.id);
  const typed = PARTS.some((part) => screen.outbox.draft(draftOf(sheet, name, part)) !== null);
  const written = typed || PARTS.some((part) => answer[part]);
  const bases = (screen.ui.bases ??= {}); // another version than this page's own is shown afresh
  if (!screen.outbox.mine.has(answer.version)) bases[`${sheet.id}/${name}`] = answer.version;
  const base = bases[`${sheet.id}/${name}`] ?? "none";
  const field = (part, label, hint, tag, more) => h("div", { "data-key": part },
    h("label", { for: `${id}-${part}` }, label, h("span", { class: "kit-hidden" }, `: ${item.text.slice(0, 60)}`)),
    hint && h("p", { class: "kit-hint", id: `${id}-${part}-hint` }, hint),
    h(tag, { id: `${id}-${part}`, dir: "auto", autocomplete: tag === "input" && "off", "data-draft": draftOf(sheet, name, part), "data-value": answer[part], "data-change": "sheetNote", "data-sheet": sheet.id, "data-instrument": instrument.id, "data-item": item.id, "aria-describedby": hint && `${id}-${part}-hint`, disabled: view.ended, "data-key": `field/${base}`, ...more }));
  return h("details", { class: "kit-temp-words", open: written, "data-key": "words" },
    h("summary", { "data-key": "s" }, "What shows this, who sees to it, by when", h("span", { class: "kit-hidden" }, `: ${item.text.slice(0, 60)}`)),
    field("evidence", "What shows this?", "What somebody from outside could see or read. No names of people, and no case.", "textarea", { rows: 2, maxlength: content.longest.evidence }),
    field("owner", "Who sees to it? A role, not a name", "", "input", { maxlength: content.longest.short }),
    field("by_when", "By when?", "", "input", { maxlength: content.longest.short }));
}

function noteNow(screen, sheet, instrument, item) {
  const name = nameOf(instrument, item);
  const answer = answerOf(screen, sheet, name);
  const now = Object.fromEntries(PARTS.map((part) => [part, screen.root.querySelector(`[data-draft="${draftOf(sheet, name, part)}"]`)?.value ?? answer[part]]));
  for (const part of PARTS) screen.outbox.keep(draftOf(sheet, name, part), null);
  if (PARTS.every((part) => now[part].trim() === answer[part])) return;
  screen.errors.delete(`${sheet.id}/${name}`);
  screen.put("temperature.noted", { sheet: sheet.id, instrument, item, ...now, on: answer.version }, "");
}

// `sheets(screen)` gives the sheets that the page fills in.
export function sheetActs(sheets) {
  const find = (screen, el) => sheets(screen).find(({ id }) => id === el.dataset.sheet);
  return {
    sheetGo(screen, el) {
      const { sheet, place } = el.dataset;
      screen.outbox.keep(`at/${sheet}`, place || null);
      screen.focus(`#${slug(place ? `section-${sheet}` : `all-${sheet}`)}`);
    },
    sheetChoose(screen, box) {
      const { sheet, instrument, item } = box.dataset;
      screen.errors.delete(`${sheet}/${nameOf(instrument, item)}`);
      screen.put("temperature.chose", { sheet, instrument, item, option: box.value }, "");
    },
    sheetNote(screen, field) {
      const sheet = find(screen, field);
      if (sheet) noteNow(screen, sheet, field.dataset.instrument, field.dataset.item);
    },
    sheetGroup(screen, box) { screen.put("temperature.group", { sheet: box.dataset.sheet, group: box.value || null }, ""); },
    sheetFinish(screen, el) {
      const done = el.dataset.done === "true";
      screen.put("temperature.finished", { sheet: el.dataset.sheet, done }, done ? "Noted: you are done." : "Noted: you go on.");
    },
  };
}

// What was not taken goes back into its fields, with the sentence.
export function sheetRefused(screen, { kind, body }, sentence) {
  if (kind !== "temperature.noted" && kind !== "temperature.chose") return;
  const name = nameOf(body.instrument, body.item);
  screen.errors.set(`${body.sheet}/${name}`, sentence);
  if (kind === "temperature.chose") return;
  for (const part of PARTS) {
    const field = screen.root.querySelector(`[data-draft="${draftOf({ id: body.sheet }, name, part)}"]`);
    if (field?.value && field.value !== body[part]) continue; // something else has been typed there since
    screen.outbox.keep(draftOf({ id: body.sheet }, name, part), body[part] || null);
    if (field) field.value = body[part];
  }
}
