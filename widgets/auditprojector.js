// The wall of the room: how far the audit is and the board's part, without a note and without a control.

import { h, words } from "./dom.js";
import { clockFace } from "./clock.js";
import { addressNotice, joinBox, wallPage } from "./projecting.js";
import { helpBox } from "./helping.js";
import { boardsPage } from "./auditrecord.js";
import { agencyName, houseRules, partOf, rota, stageName } from "./auditwords.js";

function parts(screen) {
  const { view, content } = screen;
  if (view.until) return [h("div", { class: "kit-projector", "data-key": "break" }, h("h2", {}, "Break"), h("p", { class: "kit-projector-clock" }, "Back at ", words(view.until)), joinBox(screen, false))];
  const part = partOf(screen, view.stage);
  return [
    h("div", { class: "kit-projector kit-group-wall", "data-key": "wall" },
      content.example && h("p", { class: "kit-example", "data-key": "example" }, "Example session"),
      h("div", { class: "kit-projector-head", "data-key": "head" }, h("p", { class: "kit-where", "data-key": "where" }, content.shape_title),
        view.clock.state !== "off" && h("div", { class: "kit-projector-clock", "data-key": "clock" }, clockFace(view.clock))),
      addressNotice(screen),
      view.message && h("p", { class: "kit-notice", "data-key": "message" }, words(view.message.text)),
      h("h2", { "data-key": "h" }, view.ended ? "Thank you" : stageName(content, view.stage)),
      part && h("ul", { class: "kit-group-ask", "data-key": "ask" }, part.ask.map((text) => h("li", {}, text))),
      !part && view.stage === "lobby" && [h("p", { class: "kit-projector-text", "data-key": "purpose" }, content.purpose), rota(screen), h("ul", { "data-key": "agree" }, content.confidentiality.lines.map((text) => h("li", {}, text)))],
      houseRules(screen),
      part && h("ul", { class: "kit-audit-progress", "data-key": "progress" }, view.progress.map(({ agency, files, begun }) => h("li", { "data-key": agency }, `${agency}: `, h("bdi", {}, agencyName(content, agency)), `, ${begun} of ${files} begun`))),
      (view.stage === "record" || view.ended) && boardsPage(screen, view.record.board, 3),
      helpBox(view, 3, content.leader),
      !content.shared && !view.ended && joinBox(screen, view.stage === "lobby" || Boolean(screen.ui.room?.moved_from))),
  ];
}

export default { render: wallPage(parts) };
