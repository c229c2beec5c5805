// The grid's page of a table; of one person alone; and of a whole room at one screen.

import { capital, h, words } from "./dom.js";
import { clockFace } from "./clock.js";
import { calls, join, savedLine, standing, undo, undoButton } from "./screen.js";
import { tablesPage } from "./tables.js";
import { caseAtHand, caseText, keptNotice } from "./teaching.js";
import { lineActs } from "./lines.js";
import { gridActs } from "./gridpicture.js";
import { NOW, actionList, actionNow, momentName, placeForm, placingActs, placingRefused, viewpointTabs } from "./gridplacing.js";
import { look, lookChoices, ownPlaces } from "./gridlook.js";
import { gridLineActs, gridLineRefused, gridList } from "./gridlines.js";
import { answering, asked } from "./closing.js";
import { clockActs, clockButtons, keepFocus } from "./steering.js";
import { helpBox } from "./helping.js";
import { logBox } from "./tolog.js";
import { courseActs, coursePath, stepTitle } from "./course.js";
import { compared } from "./compared.js";

export const STAGES = { lobby: "Welcome", read: "Read", now: "Place now", after: "Place after", look: "Look together", move: "How do we move it?", close: "Before you go" };
const PATH = Object.keys(STAGES);

const asOne = (view) => ["solo", "room"].includes(view.role);
const ALL = { viewpoint: null, action: null, table: null, step: "both" };

function parts(screen) {
  const { view, content } = screen;
  return [
    standing(screen),
    h("div", { class: "kit-top", "data-key": "top" }, calls(screen), bar(screen)),
    asOne(view) && (content.course ? coursePath(screen) : steps(screen)),
    view.closed && h("div", { class: "kit-notice", "data-key": "closed" }, h("p", {}, "The trainer has closed this table. Nothing is lost; ask at the front where to go on.")),
    screen.errors.has("last") && h("div", { class: "kit-notice kit-error", "data-key": "last" }, h("p", {}, `Not taken: ${screen.errors.get("last")}.`)),
    h("div", { class: "kit-stage", "data-key": `stage/${view.ended ? "ended" : view.stage}` }, stages[view.ended ? "ended" : view.stage]?.(screen) ?? null),
    helpBox(view),
    view.stage !== "lobby" && h("details", { class: "kit-kept-box", "data-key": "kept-box" }, h("summary", {}, "What is kept"), keptNotice(content, view.role)),
  ];
}

function bar(screen) {
  const { view } = screen;
  const where = { solo: "Working on your own", room: "The whole room" }[view.role] ?? `Table ${view.table}`;
  return h("div", { class: "kit-bar", "data-key": "bar" },
    h("p", { class: "kit-where", "data-key": "where" }, h("strong", {}, where), ` · ${view.ended ? "Ended" : screen.content.course ? stepTitle(screen) : STAGES[view.stage]}`,
      view.people.length > 1 && ` · together with table ${view.people.slice(1).join(" and ")}`),
    view.stage !== "lobby" && view.role !== "solo" && !view.ended && clockFace(view.clock),
    savedLine(screen),
    undoButton(screen));
}

// What the session is about: a case, an objective, or a case that is only spoken about.
export function subject(content, level = 2) {
  if (content.case) return caseText(content, level);
  return h("div", { class: "kit-case", "data-key": "subject" },
    h(`h${level}`, {}, content.subject === "objective" ? "An objective of the plan" : "A case that is spoken about here"),
    content.subject === "objective" ? h("p", {}, words(content.objective)) : h("p", { class: "kit-content-note" }, content.real_cases),
    content.subject === "objective" && [h("p", {}, "Three questions for the room:"), h("ul", {}, content.challenge.map((text) => h("li", {}, text)))]);
}

function prompt(content, id) {
  const told = content.prompts[id];
  return [
    h("h2", { "data-key": "h" }, told.title),
    h("p", { class: "kit-prompt", "data-key": "ask" }, told.ask),
    h("p", { "data-key": "rule" }, content.rule),
    h("details", { class: "kit-stuck", "data-key": "stuck" }, h("summary", {}, "If you are stuck"), h("ul", {}, told.stuck.map((text) => h("li", {}, text)))),
    nineParts(content),
  ];
}

// The Act's own list, quoted, as prompts for wellbeing.
function nineParts(content) {
  const { statute } = content;
  return h("details", { class: "kit-stuck", "data-key": "parts" }, h("summary", {}, "What wellbeing is about in the Care Act"),
    h("p", {}, statute.opening),
    h("ul", {}, statute.parts.map(({ letter, text }) => h("li", {}, `(${letter}) ${text}`, letter === statute.set_apart && " *"))),
    h("p", {}, `* ${statute.why_set_apart}`),
    h("p", { class: "kit-source" }, `${statute.source.title}, ${statute.source.paragraph}, ${statute.source.edition}. ${statute.source.attribution}`));
}

const beside = (content) => content.case && h("div", { class: "kit-beside", "data-key": "beside" }, caseAtHand(content));

const stages = {
  lobby(screen) {
    const { content, view } = screen;
    return [
      h("h2", { "data-key": "h" }, asOne(view) ? "Before you begin" : "You are in"),
      keptNotice(content, view.role),
      h("p", { "data-key": "purpose" }, content.purpose),
      h("p", { "data-key": "rule" }, content.rule),
      h("p", { "data-key": "real" }, content.real_cases),
      !asOne(view) && h("p", { "data-key": "wait" }, "Wait here until the trainer starts. This page moves on by itself."),
      h("p", { class: "kit-source", "data-key": "source" }, `${content.source}. ${content.kits_own}`),
    ];
  },
  read: (screen) => [subject(screen.content)],
  now(screen) {
    return [prompt(screen.content, "now"), h("div", { class: "kit-grid-work", "data-key": "work" }, viewpointTabs(screen, screen.view.table, NOW), placeForm(screen, screen.view.table, NOW)), beside(screen.content)];
  },
  after(screen) {
    const action = actionNow(screen);
    return [
      prompt(screen.content, "after"),
      actionList(screen, screen.view.table),
      action && h("div", { class: "kit-grid-work", "data-key": "work" },
        h("h3", { "data-key": "h" }, momentName(screen, action)),
        viewpointTabs(screen, screen.view.table, action),
        placeForm(screen, screen.view.table, action)),
      ownPlaces(screen, screen.view.spots.filter(({ table }) => table === screen.view.table)),
      beside(screen.content),
    ];
  },
  look(screen) {
    const wall = screen.ui.wall ?? ALL;
    return [
      h("h2", { "data-key": "h" }, screen.view.role === "solo" ? "Look at what you placed" : "Look together"),
      h("p", { "data-key": "p" }, screen.view.role === "solo" ? "Which action helps both? Which helps one and harms the other? Whose view is furthest from the person’s?" : "Where do you agree, and where not? A difference is not a mistake: ask for the reason behind it."),
      lookChoices(screen, wall, "lookAt"),
      look(screen, wall),
      h("section", { class: "kit-card", "data-key": "moving" }, h("h3", {}, screen.content.prompts.move.title), h("p", {}, screen.content.prompts.move.ask), moving(screen)),
    ];
  },
  compare: (screen) => compared(screen),
  move: (screen) => [prompt(screen.content, "move"), moving(screen)],
  close(screen) {
    return [
      h("h2", { "data-key": "h" }, "Before you go"),
      h("section", { class: "kit-card", "data-key": "learning" }, h("h3", {}, screen.view.role === "solo" ? "What did I learn?" : "What did we learn?"), gridList(screen, "learning", { table: screen.view.table, label: "What we learnt" })),
      logBox(screen, 3),
      screen.view.role !== "solo" && [asked(), h("p", { "data-key": "p" }, answering(screen))],
    ];
  },
  ended(screen) {
    return [h("h2", { "data-key": "h" }, "Thank you"), look(screen, ALL)];
  },
};

// From any point, what would move the situation: the own list, and what other tables wrote.
function moving(screen) {
  const { view } = screen;
  const tables = asOne(view) ? [view.table] : [...new Set([view.table, ...view.lines.map(({ table }) => table)])];
  return gridList(screen, "move", { table: view.table, tables, label: "What would move it" });
}

function steps(screen) {
  const { view } = screen;
  const at = PATH.indexOf(view.stage);
  const go = (stage, text, key, look_) => stage && h("button", { type: "button", class: look_, "data-do": "go", "data-stage": stage, "data-key": key }, text);
  return h("nav", { class: "kit-steps-box", "aria-label": "Steps", "data-key": "steps" },
    h("details", { "data-key": "all" }, h("summary", {}, `Step ${at + 1} of ${PATH.length}: ${STAGES[view.stage]}`),
      h("ol", { class: "kit-steps" }, PATH.map((stage) => h("li", { "data-key": stage }, h("button", { type: "button", class: "kit-quiet", "data-do": "go", "data-stage": stage, "aria-current": stage === view.stage && "step" }, STAGES[stage]))))),
    h("div", { class: "kit-controls", "data-key": "controls" },
      go(PATH[at - 1], "Back", "back", "kit-quiet"),
      go(PATH[at + 1], `Next: ${STAGES[PATH[at + 1]] ?? ""}`, "next", "kit-button"),
      view.role === "room" && clockButtons(view)));
}

const acts = {
  enter: lineActs.enter,
  ...gridActs, ...placingActs, ...gridLineActs, ...clockActs, ...courseActs,
  join,
  undo,
  lookAt(screen, el) {
    const { field } = el.dataset;
    const value = field === "table" && el.value ? Number(el.value) : el.value || null;
    screen.ui.wall = { ...(screen.ui.wall ?? ALL), [field]: value };
    screen.draw();
    screen.announce("The picture has changed.");
  },
  go(screen, el) {
    const minutes = screen.view.role === "room" && !["lobby", "close"].includes(el.dataset.stage) ? screen.content.minutes : null;
    screen.put("stage", { stage: el.dataset.stage, round: null, seconds: minutes ? minutes * 60 : null }, "");
    el.closest("details")?.removeAttribute("open");
    keepFocus(screen, PATH.indexOf(el.dataset.stage), PATH.length - 1, el);
  },
  refused(screen, change, sentence) {
    placingRefused(screen, change, sentence);
    gridLineRefused(screen, change, sentence);
  },
};

function stageTitle(screen) {
  const { view } = screen;
  const now = view.course?.at ?? view.stage;
  if (!screen.seated || screen.shownStage === now) return;
  const what = view.course ? stepTitle(screen) : STAGES[view.stage];
  if (screen.shownStage !== undefined) screen.announce(`${asOne(view) ? "" : "The trainer has moved on. "}${what}${what.endsWith("?") ? "" : "."}`);
  screen.shownStage = now;
}

const title = (view, content) => ({ solo: "your own work on the grid", room: "the shared screen" })[view.role] ?? `table ${view.seated_at}, ${capital(content.about)}`;

export default { render: tablesPage({ parts, acts, stageSaid: stageTitle, title }) };
