// A scenario in a page that is carried about: the scenes, the record and the questions, as a served page
// has them for one person.

import { h } from "../../widgets/dom.js";
import { gridActs } from "../../widgets/gridpicture.js";
import { fieldActs, fieldRefused, noteField } from "../../widgets/scenariofields.js";
import { ownPath, pathActs } from "../../widgets/scenariopath.js";
import { recordActs } from "../../widgets/scenariorecord.js";
import { replayActs, replayBox, replaying } from "../../widgets/scenarioreplay.js";
import { sceneActs, sceneNow, sceneRefused } from "../../widgets/scenarioscene.js";
import { contentNote, happened, records, setting, tooNear, whereItIs } from "../../widgets/scenariostory.js";
import { curly } from "../../widgets/scenariowords.js";
import { KEPT, NUDGE, SAVE } from "./kept.js";
import { Own } from "./own.js";
import { PlayingToRead } from "./scenariofile.js";

const STAGES = [["lobby", "Welcome"], ["play", "Play"], ["debrief", "Look back"], ["close", "Before you go"]];

const title = (text) => h("h2", { id: "kit-stage-h", tabindex: "-1", "data-key": "h" }, text);

const parts = {
  lobby({ content }) {
    return [
      title("Welcome"),
      contentNote(content),
      setting(content),
      h("p", { "data-key": "how" }, `In each scene you choose what to say or do, and say why. Nothing is added up, and no path is the right one. It takes about ${content.about_minutes} minutes. You can stop at any time: save a file, and go on from it another day.`),
      h("div", { class: "kit-notice kit-kept", "data-key": "kept" }, h("p", {}, h("strong", {}, "What is kept. "), KEPT[0]), h("p", {}, KEPT[3])),
      tooNear(),
    ];
  },
  play(own) {
    const { path, scene, version } = own.view;
    return [
      path.steps.length === 0 && [contentNote(own.content), whereItIs(own.content)],
      happened(own),
      scene && sceneNow(own),
      path.stopped && h("p", { "data-key": `stopped/${version}` }, "You left this scene, and the story stops here. You can go back to any scene of the path below."),
      path.ended && records(own),
      ownPath(own),
      tooNear(),
    ];
  },
  debrief(own) {
    const { view } = own;
    const open = replaying(own);
    if (open) return open;
    return [
      title("Look back"),
      view.path.steps.length === 0 && h("p", { "data-key": "none" }, "You have not begun to play yet. The questions are here all the same."),
      replayBox(own),
      ownPath(own),
      h("h3", { "data-key": "questions" }, "Questions to think about"),
      view.debrief.questions.map((question, n) => h("section", { class: "kit-card", "aria-label": question, "data-key": n },
        noteField(own, { field: `debrief/${n}`, label: curly(question), note: view.notes[`debrief/${n}`], rows: 3 }))),
      view.path.ended && h("details", { class: "kit-scenario-path", "data-key": "record" }, h("summary", {}, "The record of the path"), records(own)),
      tooNear(),
    ];
  },
  close(own) {
    return [
      title("Before you go"),
      h("section", { class: "kit-card", "data-key": "learnt", "aria-label": "What was learnt" }, noteField(own, { field: "learnt", label: "What did I learn?", note: own.view.notes.learnt, rows: 3 })),
      tooNear(),
    ];
  },
};

const acts = {
  ...gridActs, ...sceneActs, ...fieldActs, ...pathActs, ...recordActs, ...replayActs,
  refused(own, change, sentence) {
    sceneRefused(own, change, sentence);
    fieldRefused(own, change, sentence);
  },
};

const given = JSON.parse(document.getElementById("kit-content").textContent);
const { scenario } = given;
const content = { ...scenario, ...given.grid, scenario, known: given.known, phrases: given.phrases };
const work = new PlayingToRead(content);
const file = { what: "scenario", of: scenario.id, title: scenario.title };
new Own(document.getElementById("kit-own"), { content, stages: STAGES, parts, acts, says: { kept: KEPT, nudge: NUDGE, save: SAVE }, work, file });
