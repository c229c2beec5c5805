// The page of a table, stage by stage; and of one person alone, who moves on by themselves.

import { capital, h, plural } from "./dom.js";
import { clockFace, secondsOf } from "./clock.js";
import { clockActs, clockButtons, keepFocus } from "./steering.js";
import { calls, join, savedLine, standing, undo, undoButton } from "./screen.js";
import { tablesPage } from "./tables.js";
import { caseAtHand, caseText, easyRead, keptNotice, principleCard, principleOf } from "./teaching.js";
import { lineActs, lineList, lineRefused } from "./lines.js";
import { deskActs, deskOf, factorRefused } from "./desk.js";
import { priorities, priorityActs } from "./priorities.js";
import { readback, noteActs, noteRefused } from "./readback.js";
import { passagesCame, planActs, planCheck, planRead } from "./planning.js";
import { findActs } from "./finding.js";
import { givingActs, planGiving, planHeard } from "./plangiving.js";
import { actionActs, actionRefused, planActions } from "./planactions.js";
import { lensActs, lensBox } from "./lenses.js";
import { frameworkBox, frameworkTick } from "./framework.js";
import { sheetActs, sheetBox } from "./sheet.js";
import { answering, asked } from "./closing.js";
import { helpBox } from "./helping.js";
import { logBox } from "./tolog.js";
import { courseActs, coursePath, stepTitle } from "./course.js";
import { compared } from "./compared.js";
import { paceActs, paceBox, paced } from "./pace.js";
import { asideActs, asidePanel } from "./session.js";

const STAGES = {
  lobby: "Welcome",
  read: "Read",
  round: "Rounds",
  condense: "Condense",
  readback: "Read it back",
  prioritise: "Prioritise",
  plan: "Against the plan",
  actions: "What follows",
  close: "Before you go",
  compare: "Compare",
};

// One person alone, or a room that works as one: whoever is here moves on by themselves.
const asOne = (view) => ["solo", "room"].includes(view.role);

// Whose list it is, in words.
const whose = (view) => ({ solo: "Your", room: "The room’s" })[view.role] ?? "Your table’s";

function parts(screen) {
  const { view, content } = screen;
  return [
    standing(screen),
    h("div", { class: "kit-top", "data-key": "top" }, calls(screen), bar(screen)),
    asOne(view) && (content.course ? coursePath(screen) : steps(screen)),
    paceBox(screen),
    view.closed && h("div", { class: "kit-notice", "data-key": "closed" }, h("p", {}, "The trainer has closed this table. Nothing is lost; ask at the front where to go on.")),
    screen.errors.has("last") && h("div", { class: "kit-notice kit-error", "data-key": "last" }, h("p", {}, `Not taken: ${screen.errors.get("last")}.`)),
    h("div", { class: "kit-stage", "data-key": `stage/${view.ended ? "ended" : view.stage}` }, stages[view.ended ? "ended" : view.stage]?.(screen) ?? null),
    !content.plan_only && (view.ended || !["lobby", "read"].includes(view.stage)) && otherLists(screen),
    !["lobby", "read"].includes(view.stage) && view.role !== "room" && sheetBox(screen, content.plan_only && frameworkTick()),
    helpBox(view),
    view.stage === "lobby" ? null : h("details", { class: "kit-kept-box", "data-key": "kept-box" }, h("summary", {}, "What is kept"), keptNotice(content, view.role), leaveBox(screen)),
  ];
}

function bar(screen) {
  const { view, content } = screen;
  const where = { solo: "Working on your own", room: "The whole room" }[view.role] ?? `Table ${view.table}`;
  const stage = view.ended ? "Ended" : content.course ? stepTitle(screen) : view.stage === "round" ? `${asOne(view) ? "Principle" : "Round"} ${view.round} of 6` : STAGES[view.stage];
  return h("div", { class: "kit-bar", "data-key": "bar" },
    h("p", { class: "kit-where", "data-key": "where" }, h("strong", {}, where), ` · ${stage}`,
      view.people.length > 1 && ` · together with table ${view.people.slice(1).join(" and ")}`),
    !view.ended && (view.role === "solo" ? paced(view) : view.stage !== "lobby" && clockFace(view.clock)),
    savedLine(screen),
    undoButton(screen));
}

const stages = {
  lobby(screen) {
    const { content, view } = screen;
    return [
      h("h2", { "data-key": "h" }, asOne(view) ? "Before you begin" : "You are in"),
      keptNotice(content, view.role),
      h("p", { "data-key": "purpose" }, content.purpose),
      asOne(view) ? null : h("p", { "data-key": "wait" }, "Wait here until the trainer starts. This page moves on by itself."),
      content.mode === "carousel" && !asOne(view) && h("p", { "data-key": "carousel" }, "In this session a table sees what earlier tables wrote on a principle."),
    ];
  },
  read(screen) {
    return [easyRead(screen.content), caseText(screen.content)];
  },
  round(screen) {
    const { view, content } = screen;
    const id = view.now;
    return h("div", { class: "kit-columns", "data-key": "columns" },
      h("div", { "data-key": "work" },
        principleCard(content, id),
        view.earlier.length > 0 && h("section", { class: "kit-earlier", "data-key": "earlier" },
          h("h3", {}, "What earlier tables wrote here"),
          h("ul", { class: "kit-lines" }, view.earlier.map((line) => h("li", { class: "kit-line", "data-key": line.id }, h("p", { dir: "auto", class: "kit-words" }, line.text), h("span", { class: "kit-tag" }, `Table ${line.table}`))))),
        h("h3", { "data-key": "h" }, `${whose(view)} list`),
        lineList(screen, { lines: view.walls[id], table: view.table, principle: id, name: `${whose(view)} list on ${principleOf(content, id).name}` })),
      h("div", { class: "kit-beside", "data-key": "beside" }, easyRead(content), caseAtHand(content)));
  },
  condense(screen) {
    const { view } = screen;
    return [
      h("h2", { "data-key": "h" }, "Agree about three key factors"),
      h("p", { "data-key": "p" }, `What, of everything ${view.role === "solo" ? "you" : "the room"} wrote, would do most to make ${view.condense.length === 1 ? "this principle" : "these principles"} real for ${screen.content.case.person}? Pick lines, merge those that belong together, and give each key factor a wording of your own.`),
      view.condense.length === 0 && h("p", { "data-key": "none" }, "Other tables condense. Join one, or read on."),
      view.condense.map((id) => deskOf(screen, id)),
    ];
  },
  readback(screen) {
    return [h("h2", { "data-key": "h" }, "Read it back"), readback(screen, screen.view.condense)];
  },
  compare: (screen) => compared(screen),
  close(screen) {
    if (screen.view.role === "solo") return [h("h2", { "data-key": "h" }, "Take it with you"), h("p", { "data-key": "p" }, "What will you do differently, the next time that you sit with somebody? One thing is enough."), logBox(screen, 3)];
    const how = screen.view.role === "room" ? "Nothing is answered on this screen." : "The screen at the front shows where. Nothing is answered on this page.";
    return [h("h2", { "data-key": "h" }, "Before you go"), asked(), h("p", { "data-key": "p" }, answering(screen)), h("p", { "data-key": "how" }, how)];
  },
  ended(screen) {
    return [h("h2", { "data-key": "h" }, "Thank you"), planRead(screen, screen.content.principles.map(({ id }) => id), "What the room agreed, and what it found in the plan.")];
  },
  prioritise(screen) {
    return [h("h2", { "data-key": "h" }, "Place your dots"), priorities(screen)];
  },
  plan(screen) {
    const every = screen.content.principles.map(({ id }) => id);
    const title = h("h2", { "data-key": "h" }, "Against the plan");
    if (screen.view.role === "solo") return [title, planGiving(screen), takenAway(screen), planCheck(screen, every), lensBox(screen)];
    if (screen.view.role === "room") return [title, planCheck(screen, every)];
    return [title, ownCheck(screen, every)];
  },
  actions(screen) {
    const { role } = screen.view;
    return [h("h2", { "data-key": "h" }, "What follows"), planActions(screen, { lead: asOne(screen.view) }), role === "solo" && frameworkBox(screen), logBox(screen, 3)];
  },
};

// What one person took away, to be put back or removed for good.
function takenAway(screen) {
  const { aside } = screen.view;
  return h("details", { class: "kit-other", "data-key": "aside" }, h("summary", { id: "kit-panel-h" }, `Set aside (${aside.length})`), asidePanel(screen));
}

// A table decides about the key factors it works on, and reads what the others decide.
function ownCheck(screen, every) {
  const mine = screen.view.condense;
  const others = every.filter((id) => !mine.includes(id));
  return [
    mine.length === 0 && h("p", { "data-key": "none" }, "Other tables check their key factors. Join one, or read on."),
    mine.length > 0 && planCheck(screen, mine, { closed: false }),
    mine.length > 0 && h("p", { "data-key": "report" }, "When you have decided, get ready to tell the room: what is covered, what is missing, and which gap matters most."),
    h("details", { class: "kit-other", "data-key": "others" }, h("summary", {}, "What other tables decide"), planRead(screen, others)),
  ];
}

// Every list can be gone back to: nothing is locked.
function otherLists(screen) {
  const { view, content } = screen;
  const others = view.order.filter((id) => view.ended || !(view.stage === "round" && id === view.now));
  const count = (id) => view.walls[id].filter((line) => !line.withdrawn).length;
  const missed = view.stage === "round" ? view.missed : [];
  return h("section", { class: "kit-others", "data-key": "others" },
    h("h2", { "data-key": "h" }, view.stage === "round" ? `${whose(view)} lists on the other principles` : `${whose(view)} lists`),
    missed.length > 0 && h("p", { "data-key": "missed" }, `Your table came in later and missed ${missed.map((id) => principleOf(content, id).name).join(", ")}. You can write there any time.`),
    others.map((id) => h("details", { class: "kit-other", "data-key": `other/${id}` },
      h("summary", {}, `${principleOf(content, id).name} (${plural(count(id), "line")})`),
      principleCard(content, id, { level: 3 }),
      lineList(screen, { lines: view.walls[id], table: view.table, principle: id, may: !view.ended, name: `Your list on ${principleOf(content, id).name}` }))));
}

// Giving up the place on this device, for instance to sit at another table.
function leaveBox(screen) {
  if (asOne(screen.view) || !globalThis.kit) return null;
  return h("form", { method: "post", action: `${globalThis.kit.place}leave`, "data-submit": "leave", "data-key": "leave" },
    screen.error("leave", "kit-leave-error"),
    h("button", { class: "kit-quiet" }, "Leave this table on this device"));
}

const PATH = ["lobby", "read", "round", "condense", "readback", "prioritise", "plan", "actions"];
const PLAN_ONLY = ["lobby", "read", "plan", "actions"];

function pathOf({ view, content }) {
  const path = content.plan_only ? PLAN_ONLY : PATH;
  const stages = view.role === "room" ? [...path, "close"] : path;
  return stages.flatMap((stage) => (stage === "round" ? view.order.map((id, n) => ({ stage, round: n + 1, text: principleOf(content, id).name })) : [{ stage, round: null, text: STAGES[stage] }]));
}

function steps(screen) {
  const { view } = screen;
  const path = pathOf(screen);
  const at = path.findIndex((step) => step.stage === view.stage && (step.stage !== "round" || step.round === view.round));
  const go = (step, text, key, look) => step && h("button", { type: "button", class: look, "data-do": "go", "data-stage": step.stage, "data-round": step.round, "data-key": key }, text);
  return h("nav", { class: "kit-steps-box", "aria-label": "Steps", "data-key": "steps" },
    h("details", { "data-key": "all" }, h("summary", {}, `Step ${at + 1} of ${path.length}: ${path[at]?.text ?? capital(view.stage)}`),
      h("ol", { class: "kit-steps" }, path.map((step, n) => h("li", { "data-key": `${step.stage}${step.round ?? ""}` },
        h("button", { type: "button", class: "kit-quiet", "data-do": "go", "data-stage": step.stage, "data-round": step.round, "aria-current": n === at && "step" }, step.text))))),
    h("div", { class: "kit-controls", "data-key": "controls" },
      go(path[at - 1], "Back", "back", "kit-quiet"),
      go(path[at + 1], `Next: ${path[at + 1]?.text ?? ""}`, "next", "kit-button"),
      view.role === "room" && clockButtons(view)));
}

const acts = {
  ...lineActs,
  ...deskActs,
  ...priorityActs,
  ...noteActs,
  ...sheetActs,
  ...planActs,
  ...findActs,
  ...givingActs,
  ...actionActs,
  ...lensActs,
  ...asideActs,
  ...clockActs,
  ...courseActs,
  ...paceActs,
  join,
  undo,
  leave(screen, form) {
    if (screen.outbox.waiting.length) {
      screen.errors.set("leave", `${screen.outbox.says()}; wait until it is saved`);
      screen.draw();
      return;
    }
    screen.outbox.forget();
    form.submit();
  },
  go(screen, el) {
    const round = el.dataset.round ? Number(el.dataset.round) : null;
    const seconds = screen.view.role === "room" ? secondsOf(screen.content, el.dataset.stage) : round && screen.view.pace;
    screen.put("stage", { stage: el.dataset.stage, round, seconds }, "");
    el.closest("details")?.removeAttribute("open");
    const path = pathOf(screen);
    keepFocus(screen, path.findIndex((step) => step.stage === el.dataset.stage && step.round === round), path.length - 1, el);
  },
  refused(screen, change, sentence) {
    lineRefused(screen, change, sentence);
    factorRefused(screen, change, sentence);
    noteRefused(screen, change, sentence);
    actionRefused(screen, change, sentence);
  },
  heard: planHeard,
};

function stageTitle(screen) {
  const { view } = screen;
  passagesCame(screen);
  const now = `${view.stage} ${view.round ?? ""} ${view.course?.at ?? ""}`;
  if (!screen.seated || screen.shownStage === now) return;
  if (screen.shownStage !== undefined) {
    const alone = asOne(view);
    const what = view.course ? stepTitle(screen) : view.stage === "round" ? `${alone ? "Principle" : "Round"} ${view.round} of 6: ${principleOf(screen.content, view.now).name}` : STAGES[view.stage];
    screen.announce(alone ? `${what}.` : `The trainer has moved on. ${what}.`);
  }
  screen.shownStage = now;
}

const title = (view, content) => ({ solo: "your own work", room: "the shared screen" })[view.role] ?? `table ${view.seated_at}, ${content.case.title}`;

export default { render: tablesPage({ parts, acts, stageSaid: stageTitle, title }) };
