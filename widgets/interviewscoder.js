// The second coder's page: the notes, the list of codes, and one's own marks.

import { h } from "./dom.js";
import { calls, join, savedLine, standing, undo, undoButton } from "./screen.js";
import { tablesPage } from "./tables.js";
import { codingActs, codingPanel } from "./talkcoding.js";

function parts(screen) {
  const { view, content } = screen;
  return [
    standing(screen),
    h("div", { class: "kit-top", "data-key": "top" }, calls(screen),
      h("div", { class: "kit-bar", "data-key": "bar" }, h("p", { class: "kit-where", "data-key": "where" }, h("strong", {}, "Second coder")), savedLine(screen), undoButton(screen))),
    view.closed && h("div", { class: "kit-notice", "data-key": "closed" }, h("p", {}, "The officer has closed this place. Nothing is lost.")),
    screen.errors.has("last") && h("div", { class: "kit-notice kit-error", role: "alert", "data-key": "last" }, h("p", {}, `Not taken: ${screen.errors.get("last")}.`)),
    h("div", { class: "kit-stage", "data-key": "coding" },
      h("h2", { tabindex: "-1", "data-key": "h" }, "Mark what belongs to a theme"),
      h("p", { "data-key": "second" }, "Work alone, with every theme once through each interview. What people said here was said in confidence: read it where nobody else can, and speak of it to the officer only."),
      codingPanel(screen, 3)),
    h("p", { class: "kit-hint", "data-key": "kept" }, `Your marks are kept on the officer’s computer, with the study, until ${content.erased}. Who marked a sentence is kept as “second coder”.`),
  ];
}

const title = () => "the second coder’s page";

export default { render: tablesPage({ parts, acts: { ...codingActs, join, undo }, stageSaid: () => {}, title }) };
