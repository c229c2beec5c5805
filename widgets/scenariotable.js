// The scenario's page of a table; of one person alone; and of a whole room at one screen.

import { capital, h, words } from "./dom.js";
import { clockFace } from "./clock.js";
import { calls, join, savedLine, standing, undo, undoButton } from "./screen.js";
import { tablesPage } from "./tables.js";
import { keptNotice } from "./teaching.js";
import { sheetActs, sheetBox } from "./sheet.js";
import { gridActs } from "./gridpicture.js";
import { sceneActs, sceneNow, sceneRefused } from "./scenarioscene.js";
import { fieldActs, fieldRefused, noteField } from "./scenariofields.js";
import { ownPath, pathActs, readPath } from "./scenariopath.js";
import { recordActs } from "./scenariorecord.js";
import { contentNote, happened, records, setting, tooNear, whereItIs } from "./scenariostory.js";
import { replayActs, replayBox, replaying, whose } from "./scenarioreplay.js";
import { choiceWords, curly, paragraphs, told } from "./scenariowords.js";
import { answering, asked } from "./closing.js";
import { othersSaid } from "./scenarioothers.js";
import { clockActs, clockButtons, keepFocus } from "./steering.js";
import { helpBox } from "./helping.js";
import { logBox } from "./tolog.js";
import { courseActs, coursePath, stepTitle } from "./course.js";
import { compared } from "./compared.js";

const STAGES = { lobby: "Welcome", play: "Play", debrief: "Look back", roleplay: "Role-play", close: "Before you go" };

const asOne = (view) => ["solo", "room"].includes(view.role);
const pathOf = ({ content, view }) => content.stages.filter((stage) => !(view.role === "solo" && stage === "roleplay"));

function parts(screen) {
  const { view, content } = screen;
  return [
    standing(screen),
    h("div", { class: "kit-top", "data-key": "top" }, calls(screen), bar(screen)),
    asOne(view) && (content.course ? coursePath(screen) : steps(screen)),
    view.closed && h("div", { class: "kit-notice", "data-key": "closed" }, h("p", {}, "The trainer has closed this table. Nothing is lost; ask at the front where to go on.")),
    screen.errors.has("last") && h("div", { class: "kit-notice kit-error", "data-key": "last" }, h("p", {}, `Not taken: ${screen.errors.get("last")}.`), screen.ui.untaken && h("p", {}, "You had written: ", words(screen.ui.untaken))),
    h("div", { class: "kit-stage", "data-key": `stage/${view.ended ? "ended" : view.stage}` }, stages[view.ended ? "ended" : view.stage]?.(screen) ?? null),
    ["debrief", "close"].includes(view.stage) && view.role !== "room" && !screen.ui.replay && sheetBox(screen),
    tooNear(),
    helpBox(screen.view),
    view.stage !== "lobby" && h("details", { class: "kit-kept-box", "data-key": "kept-box" }, h("summary", {}, "What is kept"), keptNotice(content, view.role)),
  ];
}

function bar(screen) {
  const { view, content } = screen;
  const where = { solo: "Working on your own", room: "The whole room" }[view.role] ?? `Table ${view.table}`;
  return h("div", { class: "kit-bar", "data-key": "bar" },
    h("p", { class: "kit-where", "data-key": "where" }, h("strong", {}, where), ` · ${view.ended ? "Ended" : content.course ? stepTitle(screen) : STAGES[view.stage]}`,
      view.people.length > 1 && ` · together with table ${view.people.slice(1).join(" and ")}`),
    view.stage !== "lobby" && view.role !== "solo" && !view.ended && clockFace(view.clock),
    savedLine(screen),
    undoButton(screen));
}

const waitsWith = (step) => step?.choice && h("p", {}, h("strong", {}, step.choice.say ? "You want to say: " : "You want to do: "), told(choiceWords(step.choice)));

const stages = {
  lobby(screen) {
    const { content, view } = screen;
    return [
      h("h2", { tabindex: "-1", "data-key": "title" }, content.title),
      contentNote(content),
      setting(content),
      h("p", { "data-key": "how" }, `In each scene you choose what to say or do, and say why. Nothing is added up, and no path is the right one. It takes about ${content.course?.minutes ?? content.about_minutes} minutes.`),
      keptNotice(content, view.role),
      !asOne(view) && h("p", { "data-key": "wait" }, "Wait here until the trainer begins. This page moves on by itself."),
    ];
  },
  play(screen) {
    const { view } = screen;
    return [
      view.path.steps.length === 0 && [contentNote(screen.content), whereItIs(screen.content)],
      happened(screen),
      begun(screen),
      view.waits && h("div", { class: "kit-notice", "data-key": "waits" }, h("h2", { id: "kit-waits", tabindex: "-1" }, "Waiting for the room"), h("p", {}, "The room waits at this scene. You go on together when the trainer says so. Until then you can take your choice back."), waitsWith(view.path.steps.at(-1))),
      view.scene && sceneNow(screen),
      view.path.stopped && h("p", { "data-key": "stopped" }, "You left this scene, and the story stops here. You can go back to any scene of the path below."),
      view.path.ended && records(screen),
      ownPath(screen),
    ];
  },
  debrief(screen) {
    const { view } = screen;
    const { questions, paths, notes } = view.debrief;
    const open = replaying(screen);
    if (open) return open;
    return [
      h("h2", { tabindex: "-1", "data-key": "h" }, view.role === "solo" ? "Look back" : "Look back together"),
      h("p", { "data-key": "p" }, view.role === "solo" ? "Go through your path again, or go back to a scene and try another way: your first path is kept, and you can put the two side by side. A difference is not a mistake." : "Where paths part is where it gets interesting. A difference is not a mistake: ask for the reason behind it."),
      replayBox(screen),
      paths.length > 0 && h("details", { class: "kit-scenario-path", "data-key": "paths" }, h("summary", {}, "Paths of the other tables"),
        paths.map((path) => h("section", { class: "kit-card", "aria-label": `Table ${path.table}`, "data-key": path.id }, h("details", { "data-key": "path" }, h("summary", {}, `${whose(path)}: ${path.ending?.title ?? (path.stopped ? "stopped before an ending" : "not at an ending yet")}`), readPath(screen, path))))),
      ownPath(screen),
      h("h3", { "data-key": "questions" }, view.role === "solo" ? "Questions to think about" : "Questions to talk about"),
      questions.map((question, n) => h("section", { class: "kit-card", "aria-label": question, "data-key": n },
        noteField(screen, { field: `debrief/${n}`, label: curly(question), note: view.notes[`debrief/${n}`], rows: 3 }),
        others(notes, `debrief/${n}`))),
      onward(screen),
      view.path.ended && h("details", { class: "kit-scenario-path", "data-key": "record" }, h("summary", {}, "The record of the path"), records(screen)),
    ];
  },
  roleplay(screen) {
    const { cards, table } = screen.view;
    if (!cards) return null;
    return [
      h("h2", { tabindex: "-1", "data-key": "h" }, "Role-play"),
      h("p", { "data-key": "situation" }, told(cards.situation)),
      h("p", { "data-key": "how" }, `About ${cards.minutes} minutes. ${screen.view.role === "table" ? "Each of you takes a card on a phone of your own, and shows it to nobody." : "Cards are on paper, each for one person: the trainer’s page prints them."} Nobody has to play, and anybody may stop at any time.`),
      cards.own && h("section", { class: "kit-card", "aria-labelledby": "kit-own-card", "data-key": "own" },
        h("h3", { id: "kit-own-card", tabindex: "-1" }, cards.own.title),
        paragraphs(cards.own.lines),
        cards.own.skills.length > 0 && [h("h4", {}, "What to listen for"), h("ul", {}, cards.own.skills.map((skill) => h("li", {}, told(skill))))],
        h("div", { class: "kit-line-acts" }, h("button", { type: "button", class: "kit-quiet", "data-do": "freeCard", "data-card": cards.cards.find(({ own }) => own).card }, "Give this card back"))),
      screen.view.role === "table" && (cards.own
        ? h("details", { "data-key": "others" }, h("summary", {}, "Take another card"), cardList(cards))
        : cardList(cards)),
      h("p", { class: "kit-hint", "data-key": "table" }, `These are the cards of table ${table}.`),
    ];
  },
  compare: (screen) => compared(screen),
  close(screen) {
    const { view } = screen;
    return [
      h("h2", { tabindex: "-1", "data-key": "h" }, "Before you go"),
      h("section", { class: "kit-card", "data-key": "learnt", "aria-label": "What was learnt" }, noteField(screen, { field: "learnt", label: view.role === "solo" ? "What did I learn?" : "What did we learn?", note: view.notes.learnt, rows: 3 }), others(view.debrief?.notes ?? [], "learnt")),
      logBox(screen, 3),
      view.role !== "solo" && [asked(), h("p", { "data-key": "p" }, answering(screen))],
    ];
  },
  ended: (screen) => [h("h2", { tabindex: "-1", "data-key": "h" }, "Thank you"), ownPath(screen)],
};

function cardList({ cards }) {
  return h("ul", { class: "kit-lines", "data-key": "cards" }, cards.filter(({ own }) => !own).map(({ card, title, taken }) => h("li", { class: "kit-line", "data-key": card },
    h("p", {}, h("strong", {}, title), taken > 0 && " · taken"),
    h("div", { class: "kit-line-acts" }, h("button", { type: "button", class: "kit-quiet", "data-do": "takeCard", "data-card": card }, "Take this card", h("span", { class: "kit-hidden" }, `: ${title}`))))));
}

// A story that has not ended goes on below the debrief, up to the ending that it is brought to there.
function onward(screen) {
  const { view, ui } = screen;
  if (!view.scene || (view.scene.ending && !ui.wentOn)) return null;
  if (!view.scene.ending) ui.wentOn = true;
  return [
    !view.scene.ending && h("p", { "data-key": "still" }, "Your own story has not ended yet. You can go on with it here."),
    happened(screen),
    begun(screen),
    sceneNow(screen)];
}

// A reason that was being written on this page when another phone of the table chose.
const begun = ({ ui }) => ui.begun && h("p", { class: "kit-hint", "data-key": "begun" }, "You had begun to write: ", words(ui.begun));

function others(notes, field) {
  const found = notes.filter((note) => note.field === field && note.text);
  return found.length > 0 && h("ul", { class: "kit-lines", "data-key": "others" }, found.map(({ id, table, text }) => h("li", { class: "kit-line", "data-key": id }, words(text, "p"), h("p", { class: "kit-tags" }, h("span", { class: "kit-tag" }, `Table ${table}`)))));
}

function steps(screen) {
  const { view } = screen;
  const path = pathOf(screen);
  const at = path.indexOf(view.stage);
  const go = (stage, text, key, look) => stage && h("button", { type: "button", class: look, "data-do": "go", "data-stage": stage, "data-key": key }, text);
  return h("nav", { class: "kit-steps-box", "aria-label": "Steps", "data-key": "steps" },
    h("details", { "data-key": "all" }, h("summary", {}, `Step ${at + 1} of ${path.length}: ${STAGES[view.stage]}`),
      h("ol", { class: "kit-steps" }, path.map((stage) => h("li", { "data-key": stage }, h("button", { type: "button", class: "kit-quiet", "data-do": "go", "data-stage": stage, "aria-current": stage === view.stage && "step" }, STAGES[stage]))))),
    h("div", { class: "kit-controls", "data-key": "controls" },
      go(path[at - 1], "Back", "back", "kit-quiet"),
      go(path[at + 1], `Next: ${STAGES[path[at + 1]] ?? ""}`, "next", view.stage === "play" && !view.path.ended ? "kit-quiet" : "kit-button"),
      view.role === "room" && clockButtons(view)));
}

const acts = {
  ...sheetActs, ...gridActs, ...sceneActs, ...fieldActs, ...pathActs, ...recordActs, ...replayActs, ...clockActs, ...courseActs,
  join,
  undo(screen, el) {
    screen.ui.takenBack = el.dataset.of;
    undo(screen, el);
  },
  go(screen, el) {
    const path = pathOf(screen);
    const minutes = screen.view.role === "room" && el.dataset.stage === "play" ? screen.content.minutes : null;
    screen.put("stage", { stage: el.dataset.stage, round: null, seconds: minutes ? minutes * 60 : null }, "");
    el.closest("details")?.removeAttribute("open");
    keepFocus(screen, path.indexOf(el.dataset.stage), path.length - 1, el);
  },
  takeCard(screen, el) {
    screen.put("scenario.card", { table: screen.view.table, card: Number(el.dataset.card) }, "This is your card.");
    el.closest("details")?.removeAttribute("open");
    screen.focus("#kit-own-card");
  },
  freeCard(screen, el) {
    screen.put("scenario.card.freed", { table: screen.view.table, card: Number(el.dataset.card) }, "The card lies on the table again.");
    screen.focus(".kit-stage > [data-key=cards] [data-do=takeCard]");
  },
  refused(screen, change, sentence) {
    screen.ui.untaken = change.body.reason ?? change.body.text ?? null;
    sceneRefused(screen, change, sentence);
    fieldRefused(screen, change, sentence);
  },
};

function stageTitle(screen) {
  const { view } = screen;
  othersSaid(screen);
  const now = view.course?.at ?? view.stage;
  if (!screen.seated || screen.shownStage === now) return;
  if (screen.shownStage !== undefined) screen.announce(`${asOne(view) ? "" : "The trainer has moved on. "}${view.course ? stepTitle(screen) : STAGES[view.stage]}.`);
  screen.shownStage = now;
}

const title = (view, content) => ({ solo: "your own work on a scenario", room: "the shared screen" })[view.role] ?? `table ${view.seated_at}, ${capital(content.about)}`;

export default { render: tablesPage({ parts, acts, stageSaid: stageTitle, title }) };
