// The wall of the room: big, quiet, and without a single control.

import { h, plural, words } from "./dom.js";
import { clockFace } from "./clock.js";
import { principleOf, statement } from "./teaching.js";
import { overlapPicture } from "./totals.js";
import { addressNotice, joinBox, tablesIn, wallPage } from "./projecting.js";
import { answering, asked, slipAddress } from "./closing.js";
import { helpBox } from "./helping.js";
import { decidedBy, planOnWall } from "./planwall.js";
import { actionsOnWall } from "./planactions.js";

const NAMES = { lobby: "Welcome", read: "Read the case", round: "Round", condense: "Condense: three key factors", readback: "Read it back", prioritise: "Place your dots", plan: "Against the plan", actions: "What follows", close: "Before you go" };

function parts(screen) {
  const { view, content } = screen;
  if (view.until) {
    return [h("div", { class: "kit-projector", "data-key": "break" }, h("h2", {}, "Break"), h("p", { class: "kit-projector-clock" }, "Back at ", words(view.until)), joinBox(screen, false), helpBox(view, 3))];
  }
  return [
    h("div", { class: "kit-projector", "data-key": "wall" },
      content.example && h("p", { class: "kit-example", "data-key": "example" }, "Example session"),
      h("div", { class: "kit-projector-head", "data-key": "head" },
        h("h2", { "data-key": "h" }, view.ended ? "Thank you" : view.stage === "round" ? `Round ${view.round} of 6` : NAMES[view.stage]),
        view.stage !== "lobby" && view.clock.state !== "off" && h("div", { class: "kit-projector-clock", "data-key": "clock" }, clockFace(view.clock))),
      addressNotice(screen),
      view.message && h("p", { class: "kit-notice", "data-key": "message" }, words(view.message.text)),
      (walls[view.stage] ?? (() => null))(screen),
      view.stage !== "close" && joinBox(screen, view.stage === "lobby" || Boolean(screen.ui.room?.moved_from)),
      checks.includes(view.stage) || content.plan_only ? tablesIn(screen, "decision", (row) => decidedBy(view, row)) : tablesIn(screen, "line"),
      helpBox(view, 3)),
  ];
}

const checks = ["plan", "actions"];

const walls = {
  lobby: (screen) => h("p", { class: "kit-projector-text", "data-key": "text" }, screen.content.case.title),
  read: (screen) => h("p", { class: "kit-projector-text", "data-key": "text" }, screen.content.case.content_note),
  round(screen) {
    const working = screen.view.tables.filter(({ open, joined }) => open && !joined);
    return h("ul", { class: "kit-projector-rounds", "data-key": "rounds" }, working.map((row) => h("li", { "data-key": row.table },
      h("h3", {}, screen.content.shared ? principleOf(screen.content, row.now).name : `Table ${row.table}: ${principleOf(screen.content, row.now).name}`),
      statement(principleOf(screen.content, row.now)))));
  },
  condense(screen) {
    return h("ul", { class: "kit-projector-rounds", "data-key": "condense" }, screen.content.principles.map(({ id, name }) => {
      const tables = screen.view.tables.filter(({ condense, open, joined }) => open && !joined && condense.includes(id)).map(({ table }) => table);
      return h("li", { "data-key": id }, h("h3", {}, name), h("p", {}, screen.content.shared ? "" : `Table ${tables.join(", ") || "–"}: `, plural(screen.view.factors[id].length, "key factor")));
    }));
  },
  readback(screen) {
    const id = screen.view.focus;
    return h("section", { "data-key": `readback/${id}` }, h("h3", {}, principleOf(screen.content, id).name), factors(screen, id), statement(principleOf(screen.content, id)),
      h("p", { class: "kit-projector-text" }, `Could ${screen.content.case.person} say this? What is still missing?`));
  },
  prioritise(screen) {
    if (!screen.view.dots.shown) return h("p", { class: "kit-projector-text", "data-key": "text" }, `${plural(screen.content.dots, "dot")} for each principle. Where would they do most for ${screen.content.case.person}?`);
    return h("section", { "data-key": "shown" }, overlapPicture(screen), screen.view.overlap.map((text) => h("p", { class: "kit-projector-text" }, text)));
  },
  close: (screen) => [asked(), h("p", { class: "kit-projector-text", "data-key": "text" }, answering(screen)), slipAddress(screen)],
  plan: planOnWall,
  actions: actionsOnWall,
};

function factors(screen, id) {
  const found = screen.view.factors[id];
  if (!found.length) return h("p", { class: "kit-projector-text" }, "No key factors yet.");
  return h("ol", { class: "kit-projector-factors" }, found.map((factor) => h("li", { "data-key": factor.id }, words(factor.wording))));
}

export default { render: wallPage(parts) };
