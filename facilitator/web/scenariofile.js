// One's own play of a scenario as a document to read: each path with its reasons, the record, the answers.

import { capital, h } from "../../widgets/dom.js";
import { inWords } from "../../widgets/gridwords.js";
import { choiceWords, told } from "../../widgets/scenariowords.js";
import { clean } from "./cleaning.js";
import { Playing } from "./playing.js";
import { said } from "./saving.js";

const WORDS = /^(note\/|reason\/)|\/reason$/; // drafts that hold somebody's words
const strong = (text) => h("strong", {}, text);
const read = (label, text) => text && h("p", {}, strong(`${label} `), said(text));

export class PlayingToRead extends Playing {
  // What stands here, as elements; `drafts` are words that were begun and not kept.
  readable(drafts) {
    const view = this.view("close");
    const paths = [view.path, ...view.earlier].filter(({ steps }) => steps.length);
    const { questions } = view.debrief;
    const begun = [...drafts].filter(([key, text]) => WORDS.test(key) && text.trim());
    return [
      h("p", {}, told(this.content.label)),
      h("p", {}, told(this.content.setting)),
      !paths.length && h("p", {}, "Nothing has been played yet."),
      paths.map((path, n) => this.pathToRead(path, n ? (paths.length > 2 ? `Earlier path ${n}` : "The earlier path") : "The path", view.records.find(({ id }) => id === path.id))),
      h("h2", {}, "Questions to think about"),
      questions.map((question, n) => [h("h3", {}, told(question)), h("p", {}, view.notes[`debrief/${n}`]?.text ? said(view.notes[`debrief/${n}`].text) : "Nothing written.")]),
      h("h2", {}, "What did I learn?"),
      h("p", {}, view.notes.learnt?.text ? said(view.notes.learnt.text) : "Nothing written."),
      begun.length > 0 && [h("h2", {}, "Begun, and not kept yet"), begun.map(([, text]) => h("p", {}, said(clean(text, Infinity))))],
    ];
  }

  pathToRead({ steps, ending, stopped }, title, record) {
    return [
      h("h2", {}, title),
      steps.map((step) => [
        h("h3", {}, step.title),
        step.place?.own && h("p", {}, strong("You placed it here: "), inWords(this.content, step.place.own), step.place.own.reason && [" ", said(step.place.own.reason)]),
        step.place?.reading && h("p", {}, strong("One reading: "), inWords(this.content, step.place.reading), " ", told(step.place.reading.reading)),
        step.left ? h("p", {}, "You left this scene. ", told(step.told)) : h("p", {}, strong(step.choice.say ? "You said: " : "You did: "), told(choiceWords(step.choice))),
        read("Why:", step.reason),
        step.answer.length > 0 && [h("p", {}, strong("What happened then:")), h("blockquote", {}, step.answer.map((text) => h("p", {}, told(text))))]]),
      h("p", {}, ending ? [strong("It ended: "), ending.title] : stopped ? "It stopped here." : "It goes on from here."),
      record && this.recordToRead(record),
    ];
  }

  recordToRead(record) {
    const form = (parts) => parts.map(({ heading, lines }) => [h("h4", {}, said(heading)), lines.map((line) => h("p", {}, said(line)))]);
    const reading = (about, result, argued) => h("p", {}, strong(`One reading of ${about}: `), `${capital(result)}. `, told(argued));
    return [
      h("h3", {}, `The record, as ${record.person} would ${record.died ? "have read" : "read"} it`), form(record.for_the_person),
      h("h3", {}, "The record, as a case file would hold it"), form(record.for_the_file),
      record.readings.map(({ want, achieved, argued }) => reading(`“${record.outcomes.find((outcome) => outcome.want === want).words}”`, achieved, argued)),
      record.risk_reading && reading("the risk", record.risk_reading.result, record.risk_reading.argued),
      record.questions.map((question, n) => record.notes[`question/${n}`]?.text && read(question, record.notes[`question/${n}`].text)),
    ];
  }
}
