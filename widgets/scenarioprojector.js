// The wall of the room: what the trainer shows of a scenario, and without a single control.

import { h, listed, plural, words } from "./dom.js";
import { clockFace } from "./clock.js";
import { addressNotice, joinBox, tablesIn, wallPage } from "./projecting.js";
import { choiceWords, sceneText, told } from "./scenariowords.js";
import { placesOf, spreadOf } from "./scenariowall.js";
import { sight, whose } from "./scenarioreplay.js";
import { answering, asked, slipAddress } from "./closing.js";
import { helpBox } from "./helping.js";

const NAMES = { lobby: "Welcome", play: "Play", debrief: "Look back together", roleplay: "Role-play", close: "Before you go" };

function parts(screen) {
  const { view, content } = screen;
  if (view.until) return [h("div", { class: "kit-projector", "data-key": "break" }, h("h2", {}, "Break"), h("p", { class: "kit-projector-clock" }, "Back at ", words(view.until)), joinBox(screen, false), helpBox(view, 3))];
  return [
    h("div", { class: "kit-projector", "data-key": "wall" },
      content.example && h("p", { class: "kit-example", "data-key": "example" }, "Example session"),
      h("div", { class: "kit-projector-head", "data-key": "head" }, h("h2", { "data-key": "h" }, view.ended ? "Thank you" : NAMES[view.stage]),
        view.stage !== "lobby" && view.clock.state !== "off" && h("div", { class: "kit-projector-clock", "data-key": "clock" }, clockFace(view.clock))),
      addressNotice(screen),
      view.message && h("p", { class: "kit-notice", "data-key": "message" }, words(view.message.text)),
      view.held.length > 0 && h("p", { class: "kit-notice", "data-key": "held" }, `The room waits for everybody. ${plural(view.held.reduce((all, { waiting }) => all + waiting, 0), "table has", "tables have")} chosen.`),
      view.stage === "close" ? [asked(), text(answering(screen)), slipAddress(screen)] : shown(screen) ?? opening(content),
      view.stage !== "close" && joinBox(screen, view.stage === "lobby" || Boolean(screen.ui.room?.moved_from)),
      ["lobby", "play"].includes(view.stage) && tablesIn(screen, "scene", ({ steps }) => steps),
      helpBox(view, 3)),
  ];
}

const text = (...children) => h("p", { class: "kit-projector-text" }, ...children);

const opening = (content) => h("div", { "data-key": "opening" }, text(content.title), text(content.content_note), text("A scene can be left at any time. Nothing is added up, and no path is the right one."));

// What the trainer chose; nothing where it would still be too early for a table.
function shown({ view, content }) {
  const { what, shows } = view.wall;
  if (!shows) return null;
  const drawn = {
    scene: () => [h("h3", {}, shows.scene.title), sceneText(shows.scene)],
    spread: () => [h("h3", {}, shows.title), spreadOf(shows.spread, 4)],
    places: () => [h("h3", {}, shows.title), placesOf(content, shows)],
    replay: () => [h("p", { class: "kit-scenario-whose", "data-key": "whose" }, whose(shows, content.shared)), h("div", { "data-key": `${shows.title}/${shows.part}` }, sight(content, shows, { one: content.shared }))],
    questions: () => h("ul", { class: "kit-projector-factors" }, shows.questions.map((question) => h("li", {}, told(question)))),
    roleplay: () => text(told(shows.situation)),
    paths: () => besideOneAnother(shows.paths.filter(({ now }) => now), content.shared),
  }[what];
  return drawn && h("section", { class: "kit-scenario-wall", "data-key": `shows/${what}` }, drawn());
}

// Paths scene by scene: what was chosen there, and by which tables; and where paths ended.
function besideOneAnother(paths, one) {
  const titles = new Map(paths.flatMap(({ steps }) => steps.map(({ scene, title }) => [scene, title])));
  const rows = [
    ...[...titles].map(([scene, title]) => [title, paths.map((path) => [path.table, path.steps.findLast((step) => step.scene === scene)])
      .filter(([, step]) => step).map(([table, step]) => [table, step.left ? "Left" : choiceWords(step.choice)])]),
    ["It ended", paths.map(({ table, ending, stopped }) => [table, ending?.title ?? (stopped ? "Stopped before an ending" : "Not yet")])],
  ];
  return h("div", { class: "kit-scenario-beside", "data-key": "paths" }, rows.map(([title, chosen], n) => h("section", { "aria-label": title, "data-key": n },
    h("h3", {}, title),
    h("ul", {}, [...new Set(chosen.map(([, said]) => said))].map((said) => h("li", { "data-key": said }, told(said), !one && h("strong", { class: "kit-tag" }, tablesOf(chosen.filter(([, each]) => each === said).map(([table]) => table)))))))));
}

const tablesOf = (numbers) => `${numbers.length === 1 ? "Table" : "Tables"} ${listed(numbers.map(String))}`;

export default { render: wallPage(parts) };
