// The supervisor's page of a reflective group: what to say, the agreement, and the record.

import { h, plural } from "./dom.js";
import { trainersPage } from "./trainers.js";
import { lead } from "./lead.js";
import { wallActs } from "./walls.js";
import { roomPanel, sharedBox } from "./room.js";
import { asidePanel, sessionPanel } from "./session.js";
import { checkBox } from "./sending.js";
import { reportBox } from "./sheet.js";
import { agreement, devicesBox } from "./groupagreement.js";
import { doBox } from "./groupdo.js";
import { partActs, partBox } from "./groupparts.js";
import { pauseBox, pauseButton, pauseSaid } from "./grouppause.js";
import { recordBox } from "./grouprecord.js";
import { keptHere, partOf, secondsOfStage, stageName } from "./groupwords.js";

const steering = lead({
  path: ({ content }) => content.stages.map((stage) => ({ stage, round: null })),
  name: ({ stage }, { content }) => stageName(content, stage),
  title: ({ stage }, { content }) => stageName(content, stage),
  seconds: ({ content }, stage) => secondsOfStage(content, stage),
  called: "place",
});

const leading = {
  acts: steering.acts,
  parts: (screen) => [steering.parts(screen), pauseButton(screen), pauseBox(screen)],
};

const PANELS = {
  tables: ["This part", (screen) => [saying(screen), sharedBox(screen), h("div", { class: "kit-group-shown", "data-key": "shown" }, partBox(screen))]],
  agreement: ["Agreement", (screen) => [agreement(screen), devicesBox(screen)]],
  do: ["What we will do", (screen) => (screen.view.writing ? doBox(screen) : [h("p", { class: "kit-hint", "data-key": "not-yet" }, screen.content.rules.nobody_types)])],
  record: ["Record", recordPanel],
  aside: ["Set aside", (screen) => asidePanel(screen)],
  room: ["Room and codes", (screen) => [circle(screen), roomPanel(screen)]],
  session: ["Session", (screen) => [sessionPanel(screen), keptHere(screen)]],
};

// What the supervisor may say here: on this page only.
function saying(screen) {
  const part = partOf(screen, screen.view.stage);
  if (!part || screen.view.ended) return null;
  return h("section", { class: "kit-card kit-group-says", "aria-label": "You may say", "data-key": "says" },
    h("h3", {}, "You may say"),
    part.says.map((text) => h("p", {}, text)),
    h("p", { class: "kit-hint" }, "Only you see this."));
}

function circle({ content, view }) {
  if (content.shared) return null;
  const next = view.tables.length + 1;
  return h("div", { "data-key": "circle" },
    h("p", {}, `There ${next === 2 ? "is" : "are"} ${plural(next - 1, "place")} in the circle. They have numbers for the codes only: nothing that is written says which place it comes from.`),
    next <= 12 && !view.ended && h("button", { type: "button", class: "kit-quiet", "data-do": "addPlace", "data-table": next, "data-key": "add" }, `Add place ${next}`));
}

function addPlace(screen, el) {
  screen.put("table.added", { table: Number(el.dataset.table) }, `Place ${el.dataset.table} added.`);
}

function recordPanel(screen) {
  return [
    recordBox(screen),
    checkBox(screen),
    reportBox(screen, {
      title: "The record as Word",
      level: 3,
      text: "Two pages: one for the supervision file, and one for the board’s quality subgroup with themes and actions and nothing of the case. Until everybody has read it as it stands, they say that they are drafts.",
      button: "Write the record",
    }),
  ];
}

export default { render: trainersPage({ leading, panels: PANELS, acts: { ...partActs, aside: wallActs.aside, addPlace }, viewed: pauseSaid }) };
