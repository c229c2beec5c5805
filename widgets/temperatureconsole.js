// The board manager's page: who has answered, the answers, what follows, and forms on paper.

import { h, plural } from "./dom.js";
import { trainersPage } from "./trainers.js";
import { lead } from "./lead.js";
import { setAside, wallActs } from "./walls.js";
import { keyBox, roomPanel, sharedBox } from "./room.js";
import { asidePanel, sessionPanel } from "./session.js";
import { checkBox } from "./sending.js";
import { reportBox } from "./sheet.js";
import { actionActs, actionRefused, actionsCard, proposal } from "./planactions.js";
import { lookedAt, resultActs, resultsBox } from "./temperatureresults.js";
import { sheetActs, sheetBox, sheetRefused } from "./temperaturesheet.js";
import { isShown, keptHere, slug, stageName } from "./temperaturewords.js";

const leading = lead({
  path: ({ content }) => content.stages.map((stage) => ({ stage, round: null })),
  name: ({ stage }) => stageName(stage),
  title: ({ stage }) => stageName(stage),
  seconds: () => null,
  called: "page",
});

const PANELS = {
  tables: ["Who has answered", takingPanel],
  results: ["The answers", resultsPanel],
  actions: ["What follows", (screen) => [actionsCard(screen, { lead: true }), offeredBox(screen)]],
  together: ["Our answers", (screen) => [h("p", { "data-key": "p" }, "What the board agrees on the shared screen. You can type it here as well."), sheetBox(screen, screen.view.together, { level: 3 })], ({ shared }) => shared],
  paper: ["Forms on paper", paperPanel, ({ shared }) => !shared],
  summary: ["Summary", summaryPanel],
  aside: ["Set aside", (screen) => asidePanel(screen)],
  room: ["Room and codes", (screen) => [roomPanel(screen), outsideBox(screen)]],
  session: ["Session", (screen) => [sessionPanel(screen), keptHere(screen)]],
};

function takingPanel(screen) {
  const { view, content } = screen;
  const { begun, finished, paper } = view.taking;
  return [
    sharedBox(screen),
    !content.shared && h("section", { class: "kit-card", "data-key": "taking" },
      h("h3", { "data-key": "h" }, `${plural(begun, "person has", "people have")} answered, of about ${content.expected}`),
      h("p", { "data-key": "p", role: "status" }, `${plural(finished, "has", "have")} said that they are done${paper ? `; ${plural(paper, "form")} came on paper` : ""}. ${view.rated ? `The moderator has rated ${plural(view.rated, "item")}.` : ""}`),
      begun < content.fewest && h("p", { "data-key": "few" }, `How people answered is told from ${content.fewest} answers on. With fewer, only how many answered is shown, to you as well.`),
      content.until && h("p", { "data-key": "until" }, `People were asked to answer by ${content.until}. Nothing is locked on that day.`),
      h("p", { class: "kit-hint", "data-key": "groups" }, content.groups.length ? `People may say which of these they answer for: ${content.groups.map(({ name }) => name).join(", ")}. It is told where five or more share it.` : `Nobody is asked for an agency or role. ${content.guess}`)),
    showBox(screen),
    content.way === "fortnight" && linkBox(screen),
  ];
}

// The answers go onto the screens as they stand, and not one by one.
function showBox(screen) {
  const { view, content } = screen;
  if (view.ended || content.shared) return null;
  const shown = isShown(screen);
  if (shown && !view.late) return h("p", { "data-key": "show" }, "The answers are shown on every screen, as they stand.");
  return h("section", { class: "kit-card", "data-key": "show" },
    h("p", { "data-key": "p" }, shown ? "Somebody has answered, or changed an answer, since the answers were shown. They are not among them yet, so that no single answer can be seen arriving. Shown once more, a question takes them in where five or more people have answered it, or changed their answer, since it was shown." : "The answers are put on the screens as they stand at that moment. People can still answer."),
    h("button", { type: "button", class: "kit-button", "data-do": "show", "data-key": "go" }, shown ? "Show the answers once more" : "Show the answers"));
}

function linkBox(screen) {
  const room = screen.ui.room;
  return h("section", { class: "kit-card", "data-key": "link" },
    h("h3", {}, "The link to send"),
    room?.open ? h("p", {}, "Send this to everybody who should answer: ", h("code", { class: "kit-words" }, room.join), ". Whoever has it can answer once from each device.")
      : h("p", {}, "Nobody else can reach this kit yet. Open the room under “Room and codes”; over a fortnight the computer that the kit runs on has to stay on, and within reach. Otherwise send the form on paper."));
}

function resultsPanel(screen) {
  const { view, content } = screen;
  if (!isShown(screen)) return [h("p", { "data-key": "not-yet" }, "The answers are not shown yet."), showBox(screen)];
  const now = lookedAt(screen);
  const n = content.instruments.indexOf(now) + 1;
  const beside = (item, result, name) => (view.ended ? null : proposal(screen, name, h("span", {}, "Propose an action", h("span", { class: "kit-hidden" }, ` for: ${item.text.slice(0, 60)}`))));
  beside.said = ({ id, evidence, owner, by_when }) => h("div", { class: "kit-line-acts" }, setAside(id, evidence || owner || by_when));
  return [
    showBox(screen),
    resultsBox(screen, { beside }),
    content.instruments.length > 1 && view.stage === "results" && (view.round ?? 1) !== n && !view.ended && h("button", { type: "button", class: "kit-quiet", "data-do": "onWall", "data-n": n, "data-key": "wall" }, `Show this on the wall: ${now.title}`),
  ];
}

// What others did next; it can be taken into the list of actions, and changed there.
function offeredBox(screen) {
  const { view, content } = screen;
  if (!view.offered.length) return h("p", { class: "kit-hint", "data-key": "offered" }, "What others did next stands here once the answers are shown, where five or more have answered or the board has agreed.");
  return h("section", { class: "kit-card", "data-key": "offered" },
    h("h3", { "data-key": "h" }, "What others did next"),
    h("p", { class: "kit-notice", "data-key": "p" }, content.matched),
    view.offered.map(({ says, practices }) => h("section", { "data-key": says, "aria-label": says },
      h("h4", { "data-key": "h" }, says),
      h("ul", { class: "kit-lines", "data-key": "list" }, practices.map((each) => h("li", { class: "kit-line", "data-key": each.id },
        h("p", {}, each.do), each.others && h("p", { class: "kit-hint" }, each.others), h("p", { class: "kit-source" }, each.source),
        !view.ended && h("div", { class: "kit-line-acts" }, h("button", { type: "button", class: "kit-quiet", "data-do": "takeOffer", "data-text": each.do, "data-key": "take" }, "Into our actions", h("span", { class: "kit-hidden" }, `: ${each.do.slice(0, 60)}`)))))))));
}

function paperPanel(screen) {
  const { view } = screen;
  const open = view.paper.find(({ id }) => id === screen.ui.form) ?? null;
  return [
    h("section", { class: "kit-card", "data-key": "print" },
      h("h3", {}, "Print the form"),
      h("p", {}, "A form of the chosen questions, as a Word file to type in and as a page to print. Send it to people who cannot join, and type in what comes back: each form counts as one more person."),
      globalThis.kit && h("p", {}, h("a", { class: "kit-way", href: `${globalThis.kit.place}paper` }, "Make the form"))),
    h("h3", { "data-key": "h", id: "kit-forms-h", tabindex: "-1" }, `Forms typed in (${view.paper.length})`),
    !view.ended && h("button", { type: "button", class: "kit-button", "data-do": "addForm", "data-key": "add" }, "Type in another form"),
    h("ul", { class: "kit-lines", "data-key": "list" }, view.paper.map((sheet, n) => h("li", { class: "kit-line", "data-key": sheet.id },
      h("p", {}, `Form ${n + 1}: ${plural(Object.values(sheet.answers).filter(({ option }) => option && option !== screen.content.skip).length, "answer")}`),
      h("div", { class: "kit-line-acts" },
        h("button", { type: "button", class: "kit-quiet", "data-do": "openForm", "data-sheet": sheet.id, "data-key": "open", "aria-expanded": String(open === sheet) }, open === sheet ? `Close form ${n + 1}` : `Open form ${n + 1}`),
        !view.ended && h("button", { type: "button", class: "kit-quiet", "data-do": "dropForm", "data-sheet": sheet.id, "data-key": "drop" }, `Take form ${n + 1} away`)),
      open === sheet && sheetBox(screen, { ...sheet, kind: "paper" }, { level: 4 })))),
  ];
}

function outsideBox(screen) {
  if (!globalThis.kit) return null;
  return h("section", { class: "kit-card", "data-key": "outside" },
    h("h3", { "data-key": "h" }, "Moderator from outside"),
    h("p", { "data-key": "p" }, "For a chair from another area, say. Whoever has this link can rate each item with reasons, beside the answers; they see what everybody sees, and can change no answer."),
    h("button", { type: "button", class: "kit-quiet", "data-do": "key", "data-role": "moderator", "data-key": "key" }, "Link for the moderator"),
    screen.ui.key?.role === "moderator" && keyBox(screen));
}

function summaryPanel(screen) {
  return [
    checkBox(screen),
    reportBox(screen, { title: "The summary", level: 3, text: "One page for the board, and a longer one for whoever prepares it. Read them before you send them on.", button: "Write the summary" }),
    globalThis.kit && h("section", { class: "kit-card", "data-key": "numbers" },
      h("h3", {}, "The numbers, for next time"),
      h("p", {}, "A file with the numbers of this session and not one word that anybody wrote. Name it when you set up the next temperature check in six or twelve months, and the kit says in words what has moved."),
      h("p", {}, h("a", { class: "kit-way", href: `${globalThis.kit.place}baseline`, download: "" }, "Take the numbers away (JSON)"))),
  ];
}

const sheets = ({ view }) => [...view.paper, view.together];

const acts = {
  ...actionActs,
  ...resultActs,
  ...sheetActs(sheets),
  aside: wallActs.aside,
  show(screen) {
    screen.put("stage", { stage: "results", round: null, seconds: null }, "The answers are shown.");
    screen.ui.panel = "results";
    screen.focus("#kit-panel-h");
  },
  onWall(screen, el) {
    screen.put("stage", { stage: "results", round: Number(el.dataset.n), seconds: null }, "It is on the wall.");
    screen.focus("#kit-panel-h");
  },
  takeOffer(screen, el) {
    const action = screen.put("plan.action", { text: el.dataset.text, owner: "", when: "", target: null, table: null }, "It is in the list of actions. Say there who leads, and by when.");
    screen.focus(`#action-${action}`);
  },
  addForm(screen) {
    screen.ui.form = screen.put("temperature.sheet", {}, "A form is open to type in.");
    screen.focus(`#${slug(`all-${screen.ui.form}`)}`);
  },
  openForm(screen, el) {
    screen.ui.form = screen.ui.form === el.dataset.sheet ? null : el.dataset.sheet;
    if (screen.ui.form) screen.focus(`#${slug(`all-${screen.ui.form}`)}`);
    else screen.draw();
  },
  dropForm(screen, el) {
    screen.put("temperature.sheet.dropped", { sheet: el.dataset.sheet }, "The form is taken away. “Undo” brings it back.");
    screen.focus("#kit-forms-h");
  },
  refused(screen, change, sentence) {
    sheetRefused(screen, change, sentence);
    actionRefused(screen, change, sentence);
  },
};

export default { render: trainersPage({ leading, panels: PANELS, acts }) };
