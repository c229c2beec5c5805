// The wall of the room: what everybody sees of the hour, and without a single control.

import { h, words } from "./dom.js";
import { clockFace } from "./clock.js";
import { addressNotice, joinBox, wallPage } from "./projecting.js";
import { helpBox } from "./helping.js";
import { stepText } from "./grouppause.js";
import { partBox } from "./groupparts.js";

function parts(screen) {
  const { view, content } = screen;
  if (view.until) return [h("div", { class: "kit-projector", "data-key": "break" }, h("h2", {}, "Break"), h("p", { class: "kit-projector-clock" }, "Back at ", words(view.until)), joinBox(screen, false))];
  return [
    h("div", { class: "kit-projector kit-group-wall", "data-key": "wall" },
      content.example && h("p", { class: "kit-example", "data-key": "example" }, "Example session"),
      h("div", { class: "kit-projector-head", "data-key": "head" }, h("p", { class: "kit-where", "data-key": "where" }, content.shape),
        view.stage !== "lobby" && view.clock.state !== "off" && h("div", { class: "kit-projector-clock", "data-key": "clock" }, clockFace(view.clock))),
      addressNotice(screen),
      view.message && h("p", { class: "kit-notice", "data-key": "message" }, words(view.message.text)),
      view.paused
        ? h("section", { "data-key": "paused", "aria-label": "The group has paused" }, h("h2", {}, "The group has paused"), content.pause.steps.map((step) => stepText(view, content, step, 3)))
        : h("div", { "data-key": `stage/${view.stage}` }, partBox(screen)),
      !view.paused && !view.ended && h("p", { class: "kit-projector-text", "data-key": "pause" }, h("strong", {}, `${content.pause.title}. `), content.pause.wall),
      !view.paused && helpBox(view, 3, content.leader),
      !content.shared && !view.ended && joinBox(screen, view.stage === "lobby" || Boolean(screen.ui.room?.moved_from))),
  ];
}

export default { render: wallPage(parts) };
