// What a part of an audit shows, on every page.

import { h } from "./dom.js";
import { clockActs } from "./steering.js";
import { leads, STATE, stateOf } from "./groupwords.js";
import { chooseActs, chooseBox, drawRefused } from "./auditchoose.js";
import { consentBox } from "./auditconsent.js";
import { doActs, doBox, wellBox } from "./auditdo.js";
import { auditFieldActs, auditRefused } from "./auditfields.js";
import { choiceRefused, fileActs, fileBox } from "./auditfile.js";
import { recordActs, recordBox } from "./auditrecord.js";
import { houseRules, keptHere, partOf, rota } from "./auditwords.js";

const BOXES = { choose: chooseBox, consent: consentBox, talk: wellBox, file: fileBox, do: doBox };

// The stage where the audit is.
export function partBox(screen) {
  const { view, content } = screen;
  const part = partOf(screen, view.stage);
  if (view.ended) return [h("h2", { tabindex: "-1", "data-key": "h" }, "Thank you"), recordBox(screen)];
  if (view.stage === "record") return [h("h2", { tabindex: "-1", "data-key": "h" }, "Read the record"), recordBox(screen)];
  if (!part) return welcome(screen);
  return [
    h("h2", { tabindex: "-1", "data-key": "h" }, part.title),
    h("ul", { class: "kit-group-ask", "data-key": "ask" }, part.ask.map((text) => h("li", {}, text))),
    part.kind === "file" && houseRules(screen),
    !view.agreed && h("p", { class: "kit-notice", "data-key": "not-agreed" }, "Nothing can be written yet: agree on confidentiality first, under “Welcome”."),
    h("div", { class: "kit-audit-part", "data-key": `part/${part.id}` }, BOXES[part.kind](screen)),
    content.shape === "live" && part.kind !== "do" && h("p", { class: "kit-hint", "data-key": "pass" }, "The worker may pass at any question, without a reason."),
  ];
}

function welcome(screen) {
  const { content, view } = screen;
  const { confidentiality } = content;
  const sent = screen.outbox.waiting.some(({ kind }) => kind === "audit.agreed");
  return [
    h("h2", { tabindex: "-1", "data-key": "h" }, "Welcome"),
    h("p", { "data-key": "purpose" }, content.purpose),
    h("p", { "data-key": "about" }, h("strong", {}, `${content.shape_title}. `), content.about),
    content.shape !== "live" && rota(screen),
    houseRules(screen),
    h("section", { class: "kit-card", "aria-label": confidentiality.title, "data-key": "agree" },
      h("h3", {}, confidentiality.title),
      h("ul", {}, confidentiality.lines.map((text) => h("li", {}, text))),
      h("p", { ...stateOf(screen, view.agreed), "data-key": "state" }, h("strong", {}, view.agreed ? "Agreed by the room." : "Not agreed yet. Until then nothing is written.")),
      leads(screen) && !view.agreed && !view.ended && h("button", { type: "button", class: "kit-button", "data-do": "agreeAudit", "aria-disabled": sent && "true", "data-key": "go" }, "The room agrees")),
    keptHere(screen),
    h("p", { class: "kit-source", "data-key": "source" }, content.source),
  ];
}

export const partActs = {
  ...auditFieldActs, ...chooseActs, ...fileActs, ...doActs, ...recordActs, ...clockActs,
  agreeAudit(screen, el) {
    if (el.getAttribute("aria-disabled") === "true") return;
    screen.put("audit.agreed", {}, "");
    screen.focus(`#${STATE}`);
  },
  startClock(screen) {
    screen.put("clock", { do: "start", seconds: 600 }, "Clock started.");
    screen.focus("[data-do=pause]");
  },
  refused(screen, change, sentence) {
    auditRefused(screen, change, sentence);
    choiceRefused(screen, change, sentence);
    drawRefused(screen, change);
  },
};
