// The audit lead's page: what to say, every file, what follows, and the record.

import { h, plural } from "./dom.js";
import { trainersPage } from "./trainers.js";
import { lead } from "./lead.js";
import { wallActs } from "./walls.js";
import { roomPanel, sharedBox } from "./room.js";
import { asidePanel, sessionPanel } from "./session.js";
import { checkBox } from "./sending.js";
import { reportBox } from "./sheet.js";
import { doBox } from "./auditdo.js";
import { partActs, partBox } from "./auditparts.js";
import { recordBox } from "./auditrecord.js";
import { agencyName, keptHere, partOf, stageName } from "./auditwords.js";

const leading = lead({
  path: ({ content }) => content.stages.map((stage) => ({ stage, round: null })),
  name: ({ stage }, { content }) => stageName(content, stage),
  title: ({ stage }, { content }) => stageName(content, stage),
  seconds: () => null,
});

const PANELS = {
  tables: ["This part", (screen) => [saying(screen), sharedBox(screen), progress(screen), h("div", { class: "kit-group-shown", "data-key": "shown" }, partBox(screen))]],
  do: ["What follows", (screen) => doBox(screen)],
  record: ["Record", recordPanel],
  aside: ["Set aside", (screen) => asidePanel(screen)],
  room: ["Room and codes", (screen) => roomPanel(screen)],
  session: ["Session", (screen) => [sessionPanel(screen), keptHere(screen)]],
};

// What the audit lead may say here: on this page only.
function saying(screen) {
  const part = partOf(screen, screen.view.stage);
  if (!part || screen.view.ended) return null;
  return h("section", { class: "kit-card kit-group-says", "aria-label": "You may say", "data-key": "says" },
    h("h3", {}, "You may say"),
    part.says.map((text) => h("p", {}, text)),
    h("p", { class: "kit-hint" }, "Only you see this."));
}

// How far each agency's files are.
export function progress({ content, view }) {
  if (content.shape === "live" || view.stage === "lobby") return null;
  return h("ul", { class: "kit-audit-progress", "data-key": "progress" }, view.progress.map(({ agency, files, begun }) => h("li", { "data-key": agency }, `${agency}: `, h("bdi", {}, agencyName(content, agency)), `, ${begun} of ${plural(files, "file")} begun`)));
}

function recordPanel(screen) {
  return [
    recordBox(screen),
    checkBox(screen),
    reportBox(screen, {
      title: "The record as Word",
      level: 3,
      text: "Two documents: one for the audit group with its notes, and one page for the board’s quality subgroup with counts, themes, actions and good practice, and no note. Until everybody has read them as they stand, they say that they are drafts.",
      button: "Write the record",
    }),
  ];
}

export default { render: trainersPage({ leading, panels: PANELS, acts: { ...partActs, aside: wallActs.aside } }) };
