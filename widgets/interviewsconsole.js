// The officer's page of a study: interviews, framework analysis, and the report.

import { h } from "./dom.js";
import { savedLine, undoButton } from "./screen.js";
import { trainersPage } from "./trainers.js";
import { asideActs, asidePanel, endPanel } from "./session.js";
import { checkBox } from "./sending.js";
import { reportBox } from "./sheet.js";
import { fieldActs, fieldRefused } from "./groupfields.js";
import { agreementActs, agreementPanel } from "./talkagreement.js";
import { chartActs, chartPanel } from "./talkchart.js";
import { codesActs, codesPanel } from "./talkcodes.js";
import { codingActs, codingPanel } from "./talkcoding.js";
import { forgetTyped, interviewActs, interviewsPanel, noteRefused } from "./talkinterview.js";
import { quotesActs, quotesPanel } from "./talkquotes.js";
import { secondPanel } from "./talksecond.js";
import { typesPanel } from "./talktypes.js";
import { loadRoom } from "./room.js";
import { wallActs } from "./walls.js";

// There are no stages here: weeks lie between an interview and the report.
const leading = {
  acts: {},
  parts: (screen) => h("div", { class: "kit-bar", "data-key": "head" },
    h("p", { class: "kit-where", "data-key": "where" }, h("strong", {}, "Interviews"), ` · ${screen.content.about}`),
    savedLine(screen),
    undoButton(screen)),
};

const PANELS = {
  tables: ["Interviews", interviewsPanel],
  codes: ["Framework", codesPanel],
  index: ["Index", codingPanel],
  agreement: ["Agreement", agreementPanel],
  chart: ["Chart", chartPanel],
  quotes: ["Quotations", quotesPanel],
  types: ["Typology", typesPanel],
  report: ["Report", reportPanel],
  aside: ["Set aside", asidePanel],
  second: ["Second coder", secondPanel],
  session: ["Study", endPanel],
};

function reportPanel(screen) {
  return [checkBox(screen), reportBox(screen, {
    title: "The report",
    level: 3,
    text: "As Word and as a page: the method, the chart, themes with quotations, agreement, typology, and what it cannot show. The chart also for a spreadsheet. Read it before you send it on.",
    button: "Write the report",
    options: h("label", { class: "kit-tick", "data-key": "verbatim" }, h("input", { type: "checkbox", name: "verbatim", "data-own": "" }), h("span", {}, "Also every marked sentence for a spreadsheet, word for word. It is for you alone: it holds what people said.")),
  })];
}

const acts = {
  ...fieldActs, ...interviewActs, ...codesActs, ...codingActs, ...agreementActs, ...chartActs, ...quotesActs,
  aside: wallActs.aside,
  remove(screen, el) {
    forgetTyped(screen, el.dataset.target.split("/").at(0) === "note" ? el.dataset.target.slice("note/".length) : el.dataset.target);
    screen.ui.report = null; // reports go with it
    asideActs.remove(screen, el);
  },
  refused(screen, change, sentence) {
    fieldRefused(screen, change, sentence);
    noteRefused(screen, change, sentence);
    forgetErased(screen);
  },
};

// Another page of the officer's may have typed words on an interview that was erased meanwhile.
function forgetErased(screen) {
  for (const { id, removed } of screen.view.interviews ?? []) if (removed) forgetTyped(screen, id);
}

// Whether other devices can come in is asked once: there is no lobby in which it is asked again.
function viewed(screen) {
  forgetErased(screen);
  if (!screen.ui.askedRoom && screen.seated) {
    screen.ui.askedRoom = true;
    loadRoom(screen);
  }
}

export default { render: trainersPage({ leading, panels: PANELS, acts, viewed }) };
