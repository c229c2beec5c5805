// The trainer's page of a scenario: where tables are, what is held, and what the wall shows.

import { h, listed, plural, words } from "./dom.js";
import { trainersPage } from "./trainers.js";
import { lead } from "./lead.js";
import { setAside, wallActs } from "./walls.js";
import { tableCards } from "./roomtables.js";
import { roomPanel } from "./room.js";
import { closePanel } from "./closing.js";
import { asidePanel, sessionPanel } from "./session.js";
import { checkBox } from "./sending.js";
import { choiceWords } from "./scenariowords.js";
import { spreadOf } from "./scenariowall.js";

const NAMES = { lobby: "Welcome", play: "Play", debrief: "Look back", roleplay: "Role-play", close: "Close" };

const leading = lead({
  path: (screen) => screen.content.stages.map((stage) => ({ stage, round: null })),
  name: ({ stage }) => NAMES[stage],
  title: (view) => NAMES[view.stage],
  seconds: (screen, stage) => (screen.content.minutes && stage === "play" ? screen.content.minutes * 60 : null),
});

const PANELS = {
  tables: ["Tables", (screen) => [whereTheyAre(screen), tableCards(screen)]],
  scenes: ["Scenes", scenesPanel],
  paths: ["Paths and reasons", pathsPanel],
  wall: ["On the wall", wallPanel],
  notes: ["Notes of the tables", notesPanel],
  close: ["Close", (screen) => closePanel(screen)],
  aside: ["Set aside", (screen) => asidePanel(screen)],
  room: ["Room and codes", (screen) => roomPanel(screen)],
  check: ["Check", (screen) => checkBox(screen)],
  session: ["Session", (screen) => sessionPanel(screen)],
};

const tables = (numbers) => `table ${listed(numbers.map(String))}`;

function whereTheyAre({ view }) {
  const open = view.tables.filter((row) => row.open && !row.joined);
  const stands = (row) => row.ended ? `${row.title} (an ending)` : row.stopped ? "left, and stopped" : row.waits ? `${row.title}: has chosen, and waits` : row.title;
  return h("div", { class: "kit-scroll", tabindex: "0", role: "region", "aria-label": "Where every table is", "data-key": "where" },
    h("table", {}, h("caption", {}, "Where every table is"),
      h("thead", {}, h("tr", {}, ["Table", "Scene", "Scenes behind it", "Paths", "Votes"].map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, open.map((row) => h("tr", { "data-key": row.table }, h("th", { scope: "row" }, `Table ${row.table}`), h("td", {}, stands(row)), h("td", {}, String(row.steps)), h("td", {}, String(Math.max(row.paths, 1))), h("td", {}, row.voted ? String(row.voted) : "none"))))));
}

function scenesPanel({ view, content }) {
  return [
    h("p", { class: "kit-hint", "data-key": "p" }, "Hold the room at a scene: each table chooses there, and sees what comes of it when you release it. A scene can always be left. What would come too early for a table is not shown on the wall before the debrief."),
    content.scenes.map((scene) => {
      const sight = view.scenes.find((each) => each.scene === scene.id);
      const held = view.held.includes(scene.id);
      const button = (act, text, extra = {}) => h("button", { type: "button", class: "kit-quiet", "data-do": act, "data-scene": scene.id, "data-key": extra["data-what"] ?? act, ...extra }, text, h("span", { class: "kit-hidden" }, `: ${scene.title}`));
      return h("section", { class: "kit-card", "aria-label": scene.title, "data-key": scene.id },
        h("h3", { "data-key": "h" }, scene.title, scene.ending && " (an ending)", held && h("span", { class: "kit-tag kit-tag-waits" }, "The room waits here")),
        scene.hard && h("p", { class: "kit-hint", "data-key": "hard" }, scene.hard),
        h("div", { class: "kit-line-acts", "data-key": "acts" },
          !scene.ending && (held ? button("release", "Release the room") : button("hold", "Hold the room here")),
          button("show", "Show the scene", { "data-what": "scene" }),
          !scene.ending && button("show", "Show how tables chose", { "data-what": "spread" }),
          scene.place && button("show", "Show where tables placed it", { "data-what": "places" })),
        sight.too_early.length > 0 && !scene.ending && h("p", { class: "kit-hint", "data-key": "early" }, `Choices would be too early for ${tables(sight.too_early)}.`),
        scene.place && sight.too_early_to_read.length > 0 && h("p", { class: "kit-hint", "data-key": "unplaced" }, `Not placed yet by ${tables(sight.too_early_to_read)}; until then the wall does not show the author’s reading.`),
        !scene.ending && h("details", { "data-key": "spread" }, h("summary", {}, "How tables chose", h("span", { class: "kit-hidden" }, `: ${scene.title}`)), spreadOf(sight.spread, 4)));
    }),
  ];
}

function pathsPanel({ view }) {
  return [
    view.paths.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "No table has chosen yet."),
    view.paths.map((path) => h("section", { class: "kit-card", "aria-label": `Table ${path.table}`, "data-key": path.id },
      h("h3", { "data-key": "h" }, `Table ${path.table}${path.now ? "" : ", an earlier path"}`),
      h("ol", { "data-key": "steps" }, path.steps.map((step) => h("li", { class: "kit-scenario-past", id: `step-${step.id}`, tabindex: "-1", "data-key": step.id },
        h("p", {}, h("strong", {}, step.title)),
        h("p", {}, step.left ? "Left." : choiceWords(step.choice)),
        step.reason && h("p", {}, h("strong", {}, "Why: "), words(step.reason)),
        step.reason && !view.ended && h("div", { class: "kit-line-acts" }, setAside(step.id, step.reason))))),
      path.ending && h("p", { "data-key": "end" }, h("strong", {}, "It ended: "), path.ending.title))),
  ];
}

function wallPanel({ view, content }) {
  const { wall } = view;
  const scene = content.scenes.find(({ id }) => id === wall.scene);
  const said = { title: "the title", scene: "the scene", spread: "how tables chose in", places: "where tables placed", paths: "the paths side by side", questions: "the questions", roleplay: "the situation of the role-play" }[wall.what];
  const button = (what, text) => h("button", { type: "button", class: "kit-quiet", "data-do": "show", "data-what": what, "data-key": what, "aria-pressed": String(wall.what === what) }, text);
  return [
    h("p", { "data-key": "now" }, `The wall shows ${said}${scene && ["scene", "spread", "places"].includes(wall.what) ? ` “${scene.title}”` : ""}.`),
    h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Show on the wall", "data-key": "choices" },
      button("title", "The title"), button("paths", "Paths side by side"), button("questions", "The questions"), content.roleplay && button("roleplay", "The role-play")),
    h("p", { class: "kit-hint", "data-key": "p" }, "Paths and questions are shown from “Look back” on. A scene is chosen under “Scenes”."),
    h("details", { "data-key": "argued" }, h("summary", {}, "What tends to be argued"), h("ul", {}, content.argued.map((text) => h("li", {}, text)))),
  ];
}

function notesPanel({ view }) {
  return [
    view.notes.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "Nothing written yet."),
    [...view.questions.map((question, n) => [`debrief/${n}`, question]), ["learnt", "What was learnt"]].map(([field, title]) => {
      const found = view.notes.filter((note) => note.field === field && note.text);
      return found.length > 0 && h("section", { "aria-label": title, "data-key": field }, h("h3", {}, title),
        h("ul", { class: "kit-lines" }, found.map((note) => h("li", { class: "kit-line", id: `note-${note.id}`, tabindex: "-1", "data-key": note.id }, words(note.text, "p"), h("p", { class: "kit-tags" }, h("span", { class: "kit-tag" }, `Table ${note.table}`)), !view.ended && h("div", { class: "kit-line-acts" }, setAside(note.id, note.text))))));
    }),
  ];
}

const acts = {
  aside: wallActs.aside,
  hold(screen, el) { screen.put("scenario.held", { scene: el.dataset.scene }, `${plural(screen.view.tables.length, "table")} will wait at this scene.`); },
  release(screen, el) { screen.put("scenario.released", { scene: el.dataset.scene }, "The room goes on."); },
  show(screen, el) {
    screen.put("scenario.shown", { what: el.dataset.what, scene: el.dataset.scene ?? null }, "The wall has changed.");
  },
};

export default { render: trainersPage({ leading, panels: PANELS, acts }) };
