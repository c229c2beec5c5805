// The negotiation record of a path: what it settled stands there, what it did not is asked.

import { capital, h, plural, words } from "./dom.js";
import { answerField, noteField } from "./scenariofields.js";
import { curly, told } from "./scenariowords.js";

export function recordOf(screen, record, title) {
  const { content } = screen;
  const answer = (field, label, value, hint) => field in record.answers && answerField(screen, { path: record.id, field, label, known: record.answers[field], value, hint });
  const note = (field, label, hint) => record.words.includes(field) && noteField(screen, { path: record.id, field, label, note: record.notes[field], hint });
  const fixed = (label, value) => value && h("p", { "data-key": label }, h("strong", {}, `${label}: `), value);
  const person = content.person;
  return h("section", { class: "kit-card kit-scenario-record", "aria-label": title, "data-key": `record/${record.id}` },
    h("h3", { "data-key": "h" }, title),
    h("p", { class: "kit-hint", "data-key": "hint" }, "What the path has settled stands here. The rest is yours to judge. Nothing is added up."),
    "asked" in record.answers ? answer("asked", `Was ${person} asked what they want to happen?`, record.asked) : fixed(`Was ${person} asked`, record.asked),
    record.speakers ? speakers(screen, record) : fixed("Who spoke", [...record.spoke, ...record.advocates].join(", ")),
    record.outcomes.length === 0 && h("p", { "data-key": "none" }, `On this path nobody heard what ${person} wants.`),
    record.outcomes.map((outcome, n) => outcomeOf(record, outcome, { answer, note, fixed, person, first: n === 0 })),
    fold("risk", "The risk, by itself", record.risk ?? "not filled in", [
      answer("risk", "What became of the risk?", record.risk, "That a risk remained is not a failure: it can be a choice."),
      note("risk-why", "Why do you say so?"),
      record.risk_reading && reading(record.risk_reading.result, record.risk_reading.argued)]),
    record.questions.length > 0 && fold("questions", "For thinking about", plural(record.questions.length, "question"), record.questions.map((question, n) => note(`question/${n}`, curly(question)))),
    h("details", { "data-key": "open" }, h("summary", {}, record.still_open.length ? `Still open: ${record.still_open.length}` : "Nothing is open any more"), h("ul", {}, record.still_open.map((text) => h("li", {}, text)))),
    form("person", `As ${person} would read it`, record.for_the_person),
    form("file", "As a case file would hold it", record.for_the_file));
}

function outcomeOf(record, outcome, { answer, note, fixed, person, first }) {
  const { want } = outcome;
  const read = record.readings.find((each) => each.want === want);
  const heard = `Heard in “${outcome.heard_in}”.`;
  return fold(want, `“${curly(outcome.words)}”`, outcome.achieved ?? "not judged yet", [
    h("p", { class: "kit-scenario-who", "data-key": "who" }, `${person}’s own words. ${heard}`),
    note(`agreed/${want}`, "A wording that you agree on, beside these words", "Leave it empty where there is none.") || fixed("Agreed wording", outcome.agreed),
    answer(`course/${want}`, "Did it stay, was it negotiated, or did it change?", outcome.course) || fixed("Course", outcome.course),
    note(`why/${want}`, "Why did it change?"),
    answer(`achieved/${want}`, `Was it achieved, against what ${person} wanted?`, outcome.achieved),
    note(`ground/${want}`, "On what ground?"),
    read && reading(read.achieved, read.argued)], first);
}

// A part of the record: its title and what stands there now, with the rest folded away.
function fold(key, title, stands, parts, open = false) {
  return h("details", { class: "kit-scenario-part-of-record", "data-key": key, open },
    h("summary", {}, title, h("span", { class: "kit-scenario-stands" }, ` (${stands})`)),
    h("div", { "data-key": "in" }, parts));
}

// The author's judgement, once the own one stands.
function reading(result, argued) {
  return h("div", { class: "kit-scenario-reading", "data-key": "reading" }, h("p", {}, h("strong", {}, "One reading")), h("p", {}, h("strong", {}, `${capital(result)}. `), told(argued)));
}

function speakers(screen, record) {
  const sent = screen.outbox.waiting.findLast(({ kind, body }) => kind === "scenario.spoke" && body.path === record.id)?.body.speakers;
  const now = sent ?? record.spoke;
  return h("fieldset", { "data-key": "spoke" }, h("legend", {}, "Who spoke about what is wanted?"),
    screen.content.known.speakers.map((each) => h("label", { class: "kit-tick", "data-key": each },
      h("input", { type: "checkbox", value: each, checked: now.includes(each), "data-change": "spoke", "data-path": record.id, "data-key": "box" }), h("span", {}, each))));
}

function form(key, title, parts) {
  return h("details", { class: "kit-scenario-form", "data-key": key }, h("summary", {}, title),
    parts.map(({ heading, lines }, n) => h("div", { "data-key": n }, h("h4", {}, words(heading)), lines.map((line) => h("p", {}, words(line))))));
}

export const recordActs = {
  spoke(screen, el) {
    const boxes = el.closest("fieldset").querySelectorAll("input:checked");
    screen.put("scenario.spoke", { table: screen.view.table, path: el.dataset.path, speakers: Array.from(boxes, ({ value }) => value) }, "Kept.");
  },
};
