// The trainer's page of the grid: lead the room, place for a table, look at all of them.

import { h, words } from "./dom.js";
import { trainersPage } from "./trainers.js";
import { lead } from "./lead.js";
import { lineActs } from "./lines.js";
import { wallActs } from "./walls.js";
import { gridActs } from "./gridpicture.js";
import { inWords, moved } from "./gridwords.js";
import { NOW, actionList, actionNow, momentName, placeForm, placingActs, placingRefused, viewpointTabs } from "./gridplacing.js";
import { look, lookChoices } from "./gridlook.js";
import { gridLineActs, gridLineRefused, gridList } from "./gridlines.js";
import { tableCards } from "./roomtables.js";
import { roomPanel } from "./room.js";
import { closePanel } from "./closing.js";
import { asidePanel, pointsBox, sessionPanel, summaryPanel } from "./session.js";

const NAMES = { lobby: "Welcome", read: "Reading", now: "Place now", after: "Place after", look: "Look together", move: "How do we move it?", close: "Close" };

const leading = lead({
  path: () => Object.keys(NAMES).map((stage) => ({ stage, round: null })),
  name: ({ stage }) => NAMES[stage],
  title: (view) => NAMES[view.stage],
  seconds: (screen, stage) => (screen.content.minutes && !["lobby", "close"].includes(stage) ? screen.content.minutes * 60 : null),
});

const PANELS = {
  tables: ["Tables", (screen) => [tableCards(screen), pointsBox(screen), readings(screen)]],
  actions: ["Actions", (screen) => actionList(screen, tableNow(screen))],
  place: ["Place for a table", placePanel],
  grid: ["The grid", gridPanel],
  move: ["How to move it", (screen) => linesPanel(screen, "move")],
  learning: ["What was learnt", (screen) => linesPanel(screen, "learning")],
  close: ["Close", (screen) => closePanel(screen)],
  aside: ["Set aside", (screen) => asidePanel(screen)],
  room: ["Room and codes", (screen) => roomPanel(screen)],
  summary: ["Summary", (screen) => summaryPanel(screen)],
  session: ["Session", (screen) => sessionPanel(screen)],
};

function tableNow(screen) {
  const open = screen.view.tables.filter((row) => row.open && !row.joined).map(({ table }) => table);
  return open.includes(screen.ui.forTable) ? screen.ui.forTable : open[0] ?? 1;
}

function tableTabs(screen) {
  return h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Table", "data-key": "tables" },
    screen.view.tables.filter(({ open }) => open).map((row) => h("button", { type: "button", class: "kit-quiet", "data-do": "forTable", "data-table": row.table, "data-key": row.table, "aria-pressed": String(row.table === tableNow(screen)) }, `Table ${row.table}`)));
}

// For a table that works on paper: now, or after one of the actions.
function placePanel(screen) {
  const table = tableNow(screen);
  const moment = screen.ui.momentNow === NOW || !actionNow(screen) ? NOW : screen.ui.momentNow ?? NOW;
  const moments = [NOW, ...screen.view.actions.map(({ id }) => id)];
  const at = moments.includes(moment) ? moment : NOW;
  return [
    tableTabs(screen),
    h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Moment", "data-key": "moments" },
      moments.map((each) => h("button", { type: "button", class: "kit-quiet", "data-do": "moment", "data-moment": each, "data-key": each, "aria-pressed": String(each === at) }, momentName(screen, each)))),
    viewpointTabs(screen, table, at),
    placeForm(screen, table, at),
  ];
}

function gridPanel(screen) {
  const { wall, spots } = screen.view;
  return [
    h("p", { class: "kit-hint", "data-key": "p" }, "What you choose here is on the projector too, from “Look together” on. Step from now to after by the last choice."),
    lookChoices(screen, wall, "showOnWall"),
    look(screen, wall),
    spots.length > 0 && h("details", { "data-key": "aside" }, h("summary", {}, "Set a place aside"),
      h("ul", { class: "kit-lines" }, spots.map((spot) => h("li", { class: "kit-line", "data-key": spot.id, id: `spot-${spot.id.replaceAll("/", "-")}`, tabindex: "-1" },
        words(`Table ${spot.table}, ${spot.viewpoint}: ${spot.reason || inWords(screen.content, spot)}`, "p"),
        h("button", { type: "button", class: "kit-quiet", "data-do": "aside", "data-target": spot.id }, "Set aside", h("span", { class: "kit-hidden" }, `: table ${spot.table}, ${spot.viewpoint}`)))))),
  ];
}

function linesPanel(screen, list) {
  const tables = screen.view.tables.map(({ table }) => table);
  const shown = screen.view.lines.filter((line) => line.list === list && !line.withdrawn);
  return [
    tableTabs(screen),
    gridList(screen, list, { table: tableNow(screen), tables, label: PANELS[list][0] }),
    shown.length > 0 && h("details", { "data-key": "aside" }, h("summary", {}, "Set a line aside"),
      h("ul", { class: "kit-lines" }, shown.map((line) => h("li", { class: "kit-line", "data-key": line.id, id: `aside-${line.id}`, tabindex: "-1" }, words(line.text, "p"),
        h("button", { type: "button", class: "kit-quiet", "data-do": "aside", "data-target": line.id }, "Set aside", h("span", { class: "kit-hidden" }, `: ${line.text.slice(0, 40)}`)))))),
  ];
}

// The kit's own worked examples on this case: for the trainer, and after the tables' own attempt.
function readings(screen) {
  const { content } = screen;
  if (!content.examples.length) return null;
  const name = (id) => content.viewpoints.find((view) => view.id === id)?.name ?? id;
  return content.examples.map((told) => h("details", { class: "kit-points", "data-key": told.id },
    h("summary", {}, `${told.title}: ${told.label}`),
    told.objective && h("p", {}, told.objective.text),
    h("h4", {}, "What tends to be argued"), h("ul", {}, told.facilitators_points.map((text) => h("li", {}, text))),
    h("h4", {}, "Now"), h("ul", {}, told.placements.filter(({ moment }) => moment === NOW).map((at) => reading(content, at, name))),
    told.actions.map((action) => [h("h4", {}, `After: ${action.text}`), h("ul", {}, told.placements.filter(({ moment }) => moment === action.id).map((at) => {
      const before = told.placements.find((each) => each.moment === NOW && each.viewpoint === at.viewpoint);
      return reading(content, at, name, before);
    }))])));
}

function reading(content, at, name, before) {
  return h("li", {}, h("strong", {}, `${name(at.viewpoint)}: `), `${inWords(content, at)} ${before ? moved(content, before, at) : ""} ${at.reason}`, at.basis && h("q", {}, at.basis));
}

const acts = {
  enter: lineActs.enter,
  ...gridActs, ...placingActs, ...gridLineActs,
  aside: wallActs.aside,
  forTable(screen, el) {
    screen.ui.forTable = Number(el.dataset.table);
    screen.draw();
  },
  typeFor(screen, el) {
    screen.ui.forTable = Number(el.dataset.table);
    screen.ui.panel = "place";
    screen.focus("#kit-panel-h");
  },
  moment(screen, el) {
    screen.ui.momentNow = el.dataset.moment;
    screen.draw();
  },
  showOnWall(screen, el) {
    const { field } = el.dataset;
    const value = field === "table" && el.value ? Number(el.value) : el.value || null;
    const chosen = screen.outbox.waiting.findLast(({ kind }) => kind === "grid.shown")?.body ?? {}; // a moment ago, and not on the screen yet
    const { viewpoint, action, table, step } = { ...screen.view.wall, ...chosen };
    screen.put("grid.shown", { viewpoint, action, table, step, [field]: value }, "The picture has changed.");
  },
  refused(screen, change, sentence) {
    placingRefused(screen, change, sentence);
    gridLineRefused(screen, change, sentence);
  },
};

export default { render: trainersPage({ leading, panels: PANELS, acts }) };
