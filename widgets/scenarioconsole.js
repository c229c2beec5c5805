// The trainer's page of a scenario: where tables are, what is held, and what the wall shows.

import { h, listed, plural, words } from "./dom.js";
import { trainersPage } from "./trainers.js";
import { lead } from "./lead.js";
import { setAside, wallActs } from "./walls.js";
import { tableCards } from "./roomtables.js";
import { roomPanel } from "./room.js";
import { closePanel } from "./closing.js";
import { asidePanel, sessionPanel, summaryPanel } from "./session.js";
import { choiceWords, short, told } from "./scenariowords.js";
import { spreadOf } from "./scenariowall.js";
import { PART, nextOf, placesOfTables, whose } from "./scenarioreplay.js";

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
  summary: ["Summary", (screen) => summaryPanel(screen)],
  session: ["Session", (screen) => sessionPanel(screen)],
};

const tables = (numbers) => `table ${listed(numbers.map(String))}`;

function whereTheyAre({ view, content }) {
  const open = view.tables.filter((row) => row.open && !row.joined);
  const stands = (row) => row.ended ? `${row.title} (an ending)` : row.stopped ? "left, and stopped" : row.waits ? `${row.title}: has chosen, and waits` : row.title;
  return h("div", { class: "kit-scroll", tabindex: "0", role: "region", "aria-label": "Where every table is", "data-key": "where" },
    h("table", {}, h("caption", {}, "Where every table is"),
      h("thead", {}, h("tr", {}, ["Table", "Scene", "Scenes behind it", "Paths", content.votes && "Votes"].filter(Boolean).map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, open.map((row) => h("tr", { "data-key": row.table }, h("th", { scope: "row" }, `Table ${row.table}`), h("td", {}, stands(row)), h("td", {}, String(row.steps)), h("td", {}, String(Math.max(row.paths, 1))), content.votes && h("td", {}, votesOf(row)))))));
}

// The votes of a table's phones as counts: how many for what.
function votesOf({ votes }) {
  if (!votes.length) return "none";
  return h("ul", { class: "kit-scenario-votes" }, votes.map((each) => h("li", { "data-key": each.id }, `${each.n} for ${short(choiceWords(each))}`)));
}

function scenesPanel(screen) {
  const { view, content } = screen;
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
        !scene.ending && h("details", { "data-key": "spread" }, h("summary", {}, "How tables chose", h("span", { class: "kit-hidden" }, `: ${scene.title}`)), spreadOf(sight.spread, 4)),
        sight.placed.length > 0 && h("details", { "data-key": "placed" }, h("summary", {}, "Where tables placed it", h("span", { class: "kit-hidden" }, `: ${scene.title}`)), placesOfTables(screen.content, { places: sight.placed, reading: null }, { id: `placed-${scene.id}` })));
    }),
  ];
}

// The path that the room goes through, what the wall shows of it now, and on or back from there.
function replayBar({ view }) {
  const { wall } = view;
  const path = wall.what === "replay" && view.paths.find(({ id }) => id === wall.path);
  if (!path) return null;
  const at = path.sights.findIndex(([n, part]) => n === wall.step && part === wall.part);
  const title = path.steps[wall.step]?.title ?? path.ending?.title ?? "the scene after it";
  const go = (to, text, key, look) => path.sights[to] && h("button", { type: "button", class: look, "data-do": "replay", "data-path": path.id, "data-at": to, "data-key": key }, text);
  return h("section", { class: "kit-card", "aria-label": "On the wall, scene by scene", "data-key": "replay" },
    h("h3", { id: "kit-replay-h", tabindex: "-1", "data-key": "h" }, `${whose(path)}, scene by scene`),
    h("p", { role: "status", "data-key": "now" }, `On the wall, ${at + 1} of ${path.sights.length}: “${title}”, ${lower(PART[wall.part])}.`, wall.part === "choices" && " Ask the room before you go on."),
    h("div", { class: "kit-line-acts", "data-key": "acts" },
      go(at + 1, at + 1 < path.sights.length && `Next: ${nextOf(path, at)}`, "next", "kit-button"),
      go(at - 1, "Back", "back", "kit-quiet"),
      h("button", { type: "button", class: "kit-quiet", "data-do": "show", "data-what": "paths", "data-key": "end" }, "Stop: show all paths")));
}

const lower = (text) => text.replace(/^./, (first) => first.toLowerCase());

function pathsPanel(screen) {
  const { view } = screen;
  const together = view.ended || ["debrief", "roleplay", "close"].includes(view.stage);
  return [
    replayBar(screen),
    view.paths.length > 0 && !together && h("p", { class: "kit-hint", "data-key": "later" }, "From “Look back” on you can go through any of these paths with the room, scene by scene."),
    view.paths.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "No table has chosen yet."),
    view.paths.map((path) => h("section", { class: "kit-card", "aria-label": `Table ${path.table}`, "data-key": path.id },
      h("h3", { "data-key": "h" }, whose(path)),
      together && !view.ended && h("div", { class: "kit-line-acts", "data-key": "go" }, h("button", { type: "button", class: "kit-quiet", "data-do": "replay", "data-path": path.id, "data-at": 0, "data-key": "replay" }, "Go through it on the wall", h("span", { class: "kit-hidden" }, `: ${whose(path)}`))),
      h("p", { "data-key": "end" }, plural(path.steps.length, "scene"), ". ", path.ending && [h("strong", {}, "It ended: "), path.ending.title]),
      h("details", { "data-key": "steps" }, h("summary", {}, "Choices and reasons", h("span", { class: "kit-hidden" }, `: ${whose(path)}`)), h("ol", { "data-key": "steps" }, path.steps.map((step) => h("li", { class: "kit-scenario-past", id: `step-${step.id}`, tabindex: "-1", "data-key": step.id },
        h("p", {}, h("strong", {}, step.title)),
        h("p", {}, step.left ? "Left." : told(choiceWords(step.choice))),
        step.reason && h("p", {}, h("strong", {}, "Why: "), words(step.reason)),
        step.reason && !view.ended && h("div", { class: "kit-line-acts" }, setAside(step.id, step.reason)))))))),
  ];
}

function wallPanel(screen) {
  const { view, content } = screen;
  const { wall } = view;
  const scene = content.scenes.find(({ id }) => id === wall.scene);
  const said = { title: "the title", scene: "the scene", spread: "how tables chose in", places: "where tables placed", paths: "the paths side by side", replay: "a path, scene by scene", questions: "the questions", roleplay: "the situation of the role-play" }[wall.what];
  const button = (what, text) => h("button", { type: "button", class: "kit-quiet", "data-do": "show", "data-what": what, "data-key": what, "aria-pressed": String(wall.what === what) }, text);
  return [
    h("p", { "data-key": "now" }, `The wall shows ${said}${scene && ["scene", "spread", "places"].includes(wall.what) ? ` “${scene.title}”` : ""}.`),
    replayBar(screen),
    h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Show on the wall", "data-key": "choices" },
      button("title", "The title"), button("paths", "Paths side by side"), button("questions", "The questions"), content.roleplay && button("roleplay", "The role-play")),
    h("p", { class: "kit-hint", "data-key": "p" }, "Paths and questions are shown from “Look back” on. A scene is chosen under “Scenes”, and a path to go through scene by scene under “Paths and reasons”."),
    h("details", { "data-key": "argued" }, h("summary", {}, "What tends to be argued"), h("ul", {}, content.argued.map((text) => h("li", {}, told(text))))),
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
  replay(screen, el) {
    const { path, at } = el.dataset;
    const found = screen.view.paths.find(({ id }) => id === path);
    const [step, part] = found.sights[Number(at)];
    screen.put("scenario.shown", { what: "replay", path, step, part }, "");
    const more = Number(at) + 1 < found.sights.length;
    screen.focus(el.dataset.key === "replay" ? "#kit-replay-h" : `[data-key=replay] [data-key=${el.dataset.key === "back" && Number(at) > 0 ? "back" : more ? "next" : "back"}]`);
  },
  show(screen, el) {
    screen.put("scenario.shown", { what: el.dataset.what, scene: el.dataset.scene ?? null }, "The wall has changed.");
  },
};

export default { render: trainersPage({ leading, panels: PANELS, acts }) };
