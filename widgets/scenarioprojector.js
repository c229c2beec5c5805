// The wall of the room: what the trainer shows of a scenario, and without a single control.

import { h, plural, words } from "./dom.js";
import { clockFace } from "./clock.js";
import { addressNotice, joinBox, tablesIn, wallPage } from "./projecting.js";
import { choiceWords, sceneText } from "./scenariowords.js";
import { placesOf, spreadOf } from "./scenariowall.js";
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
      tablesIn(screen, "scene", ({ steps }) => steps),
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
    questions: () => h("ul", { class: "kit-projector-factors" }, shows.questions.map((question) => h("li", {}, question))),
    roleplay: () => text(shows.situation),
    paths: () => shows.paths.filter(({ now }) => now).map((path) => h("section", { "data-key": path.id, "aria-label": `Table ${path.table}` }, h("h3", {}, `Table ${path.table}`),
      h("ol", {}, path.steps.map((step) => h("li", { "data-key": step.id }, h("strong", {}, `${step.title}: `), step.left ? "left" : choiceWords(step.choice)))),
      path.ending && h("p", {}, path.ending.title))),
  }[what];
  return drawn && h("section", { class: "kit-scenario-wall", "data-key": `shows/${what}` }, drawn());
}

export default { render: wallPage(parts) };
