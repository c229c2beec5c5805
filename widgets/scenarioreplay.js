// A path gone through again, one thing at a time: the scene, what could be said or done there, what was
// chosen and why, and what the person said then. On the wall, and on the page of whoever walked it.

import { h, plural, words } from "./dom.js";
import { picture } from "./gridpicture.js";
import { inWords } from "./gridwords.js";
import { choiceWords, paragraphs, principles, sceneText, told } from "./scenariowords.js";

export const PART = { note: "Before the scene", scene: "The scene", place: "Where the situation stands", choices: "What would you do?", chosen: "What was chosen, and why", answer: "What happened then", end: "How it ended" };

// What a step of one's own path shows in one part of it, in the form in which the wall is told it.
// `spots` are where tables placed the situation.
export function sightOf(path, [n, part], spots) {
  const step = path.steps[n] ?? path.stands;
  const { place } = step;
  const own = place?.own ? [{ ...place.own, scene: step.scene }] : [];
  return {
    part, title: step.title, table: path.table, now: path.now,
    hard: step.then?.hard, text: step.then?.text, said: step.then?.said, offered: step.offered,
    ask: place?.ask, places: [...own, ...spots.filter(({ scene }) => scene === step.scene)], reading: place?.reading,
    choice: step.choice, reason: step.reason, left: step.left, told: step.told,
    answer: step.answer, serves: step.serves, strains: step.strains, ending: path.ending,
  };
}

export const whose = ({ table, now }, one) => (one ? (now ? "The path" : "An earlier path") : now ? `Table ${table}` : `Table ${table}, an earlier path`);

// One sight. `one` says that there is but one who plays, and so no tables to name.
export function sight(content, shows, { level = 3, one = false } = {}) {
  const drawn = {
    note: () => h("p", { class: "kit-content-note" }, h("strong", {}, "Before this scene: "), shows.hard),
    scene: () => sceneText(shows),
    place: () => [h("p", {}, told(shows.ask)), placesOfTables(content, shows, { level: level + 1, one })],
    choices: () => shows.offered.length
      ? h("ul", { class: "kit-scenario-offered" }, shows.offered.map((choice) => h("li", { "data-key": choice.id }, told(choiceWords(choice)))))
      : h("p", {}, "Nothing is left to choose here."),
    chosen: () => shows.left
      ? [h("p", {}, "This scene was left."), shows.told && h("p", {}, told(shows.told))]
      : [h("p", { class: "kit-scenario-chose" }, h("strong", {}, shows.choice.say ? "Said: " : "Done: "), told(choiceWords(shows.choice))), shows.reason && h("p", {}, h("strong", {}, "Why: "), words(shows.reason))],
    answer: () => [paragraphs(shows.answer), principles(shows)],
    end: () => [h("p", {}, h("strong", {}, shows.ending.title)), paragraphs(shows.ending.what)],
  }[shows.part];
  return [
    h(`h${level}`, { class: "kit-scenario-sight-title", "data-key": "title" }, `${shows.title}: `, h("span", { class: "kit-scenario-part" }, PART[shows.part])),
    h("div", { class: "kit-scenario-sight-text", "data-key": shows.part }, drawn()),
  ];
}

// Where tables placed the situation, as a picture and in words; the author's beside them, last.
export function placesOfTables(content, { places, reading }, { level = 4, one = false, id = "placed" } = {}) {
  const named = (place) => (one ? "The place" : `Table ${place.table}`);
  const points = [
    ...places.map((place) => ({ ...place, label: one ? "●" : String(place.table), said: named(place), shape: "circle" })),
    ...(reading ? [{ ...reading, label: "∗", said: "One reading", shape: "diamond" }] : []),
  ];
  if (!points.length) return h("p", { class: "kit-hint" }, "Nobody has placed it.");
  return [
    picture(content, { points, name: "Where the situation was placed", id }),
    h("ul", { class: "kit-lines", "data-key": "why" }, places.map((place) => place.reason && h("li", { class: "kit-line", "data-key": place.id }, h("p", {}, h("strong", {}, `${named(place)}: `), words(place.reason))))),
    reading && h("div", { class: "kit-scenario-reading", "data-key": "reading" }, h(`h${level}`, {}, "One reading"), h("p", {}, inWords(content, reading)), h("p", {}, told(reading.reading))),
  ];
}

// On the page of who walked it: choose a path, then step through it. While it runs, it stands alone.
export function replayBox(screen) {
  const { view } = screen;
  const paths = [...(view.path.id ? [view.path] : []), ...view.earlier].filter(({ steps }) => steps.length);
  if (!paths.length) return null;
  return h("div", { class: "kit-scenario-replays", "data-key": "replays" },
    h("p", { "data-key": "p" }, view.role === "room" ? "Go through a path with the room, scene by scene: before you show what was chosen, ask what they would do." : "Go through a path again, scene by scene: alone, with a colleague, or with your supervisor."),
    h("div", { class: "kit-line-acts", "data-key": "acts" }, paths.map((path, n) => h("button", { type: "button", class: n ? "kit-quiet" : "kit-button", "data-do": "replay", "data-path": path.id, "data-key": path.id }, `Go through ${n ? (paths.length > 2 ? `earlier path ${n}` : "the earlier path") : "the path"} (${plural(path.steps.length, "scene")})`))));
}

export function replaying(screen) {
  const { view, content, ui } = screen;
  const path = ui.replay && [view.path, ...view.earlier].find(({ id }) => id === ui.replay.path);
  if (!path) return null;
  const at = Math.min(ui.replay.at, path.sights.length - 1);
  const one = ["solo", "room"].includes(view.role);
  return h("section", { class: "kit-scenario-sight", "aria-label": "The path, scene by scene", "data-key": "replaying" },
    h("p", { class: "kit-hint", id: "kit-replay-at", tabindex: "-1", "data-key": "at" }, `${at + 1} of ${path.sights.length}`),
    sight(content, sightOf(path, path.sights[at], view.debrief.places), { level: 2, one }),
    h("div", { class: "kit-controls", "data-key": "controls" },
      at + 1 < path.sights.length && h("button", { type: "button", class: "kit-button", "data-do": "replayTo", "data-at": at + 1, "data-key": "next" }, `Next: ${nextOf(path, at)}`),
      at > 0 && h("button", { type: "button", class: "kit-quiet", "data-do": "replayTo", "data-at": at - 1, "data-key": "back" }, "Back"),
      h("button", { type: "button", class: "kit-quiet", "data-do": "replayEnd", "data-key": "end" }, "Stop here")));
}

// What the button that leads on says: the part, or the next scene.
export function nextOf({ sights, steps, stands }, at) {
  const [n, part] = sights[at + 1];
  if (n !== sights[at][0]) return `“${(steps[n] ?? stands)?.title ?? "the scene after it"}”`;
  return PART[part].replace(/^./, (first) => first.toLowerCase());
}

export const replayActs = {
  replay(screen, el) {
    screen.ui.replay = { path: el.dataset.path, at: 0 };
    screen.focus("#kit-replay-at");
  },
  replayTo(screen, el) {
    screen.ui.replay.at = Number(el.dataset.at);
    screen.focus("#kit-replay-at");
  },
  replayEnd(screen) {
    screen.ui.replay = null;
    screen.focus("[data-do=replay]");
  },
};
