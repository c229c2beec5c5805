// The wall of the room: what the trainer shows of the grid, and without a single control.

import { h, plural, words } from "./dom.js";
import { clockFace } from "./clock.js";
import { addressNotice, joinBox, tablesIn, wallPage } from "./projecting.js";
import { look } from "./gridlook.js";
import { answering, asked, slipAddress } from "./closing.js";
import { helpBox } from "./helping.js";

const NAMES = { lobby: "Welcome", read: "Read", now: "Place now", after: "Place after each action", look: "Look together", move: "How do we move it?", close: "Before you go" };

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
      (walls[view.stage] ?? (() => null))(screen),
      view.stage !== "close" && joinBox(screen, view.stage === "lobby" || Boolean(screen.ui.room?.moved_from)),
      tablesIn(screen, "place"),
      helpBox(view, 3)),
  ];
}

const text = (...children) => h("p", { class: "kit-projector-text" }, ...children);

const walls = {
  lobby: ({ content }) => [text(words(content.about)), text(content.rule)],
  read: ({ content }) => (content.case ? text(content.case.content_note) : content.subject === "objective" ? text(words(content.objective)) : text(content.real_cases)),
  now: ({ content }) => [text(content.prompts.now.ask), h("ul", {}, content.viewpoints.map(({ id, title }) => h("li", { "data-key": id }, title)))],
  after: ({ content, view }) => [text(content.prompts.after.ask), h("ol", { class: "kit-projector-factors" }, view.actions.map((action) => h("li", { "data-key": action.id }, words(action.text))))],
  look: (screen) => h("section", { class: "kit-grid-wall", "data-key": "look" }, look(screen, screen.view.wall, { table: false, said: false })),
  move: ({ content, view }) => {
    const lines = view.lines.filter((line) => line.list === "move" && !line.withdrawn);
    return [text(content.prompts.move.ask), h("ul", { class: "kit-projector-factors" }, lines.slice(-12).map((line) => h("li", { "data-key": line.id }, words(line.text)))), lines.length > 12 && text(`and ${plural(lines.length - 12, "line")} before these`)];
  },
  close: (screen) => [asked(), text(answering(screen)), slipAddress(screen)],
};

export default { render: wallPage(parts) };
