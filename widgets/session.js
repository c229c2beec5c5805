// What was set aside, the summary, and the session's end.

import { h, words } from "./dom.js";
import { helpForm } from "./helping.js";
import { checkBox } from "./sending.js";
import { reportBox } from "./sheet.js";

export function asidePanel(screen) {
  const { view } = screen;
  return [
    h("p", { "data-key": "p" }, "Only you see what is here. It is on no other screen and in no report. “Remove for good” erases the words; nothing brings them back. ", view.organisations ? "Reports of this study that the kit has here are deleted with them." : "A summary that was written before still has them: write it again."),
    view.aside.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "Nothing has been set aside."),
    h("ul", { class: "kit-lines", "data-key": "list" }, view.aside.map((thing) => h("li", { class: "kit-line", "data-key": thing.target },
      words(thing.text, "p"),
      h("p", { class: "kit-tags" }, h("span", { class: "kit-tag" }, thing.what)),
      h("div", { class: "kit-line-acts" },
        h("button", { type: "button", class: "kit-quiet", "data-do": "putBack", "data-target": thing.target, "data-key": "back" }, "Put back", h("span", { class: "kit-hidden" }, `: ${thing.text.slice(0, 40)}`)),
        screen.ui.removing === thing.target
          ? [h("button", { type: "button", class: "kit-button kit-danger", "data-do": "remove", "data-target": thing.target, "data-key": "remove", id: "kit-remove" }, "Yes, remove these words for good"), h("button", { type: "button", class: "kit-quiet", "data-do": "keepAside", "data-key": "keep" }, "Keep them")]
          : h("button", { type: "button", class: "kit-quiet", "data-do": "askRemove", "data-target": thing.target, "data-key": "ask" }, "Remove for good…", h("span", { class: "kit-hidden" }, `: ${thing.text.slice(0, 40)}`)))))),
  ];
}

export const asideActs = {
  putBack(screen, el) {
    screen.put("put_back", { target: el.dataset.target }, "Put back.");
    screen.focus("#kit-panel-h");
  },
  askRemove(screen, el) {
    screen.ui.removing = el.dataset.target;
    screen.focus("#kit-remove");
  },
  keepAside(screen) {
    screen.ui.removing = null;
    screen.focus("#kit-panel-h");
  },
  remove(screen, el) {
    screen.ui.removing = null;
    screen.put("removed", { target: el.dataset.target }, "Removed for good.");
    screen.focus("#kit-panel-h");
  },
};

// `more` are further ticks for what is written beside the summary.
export function summaryPanel(screen, more = null) {
  return [checkBox(screen), reportBox(screen, {
    title: "The summary",
    level: 3,
    text: "At any stage. Page one stands alone for the chair. With slips there is also an evaluation for the training team, and from the close on a form to send six weeks later. Read them before you send them on.",
    button: "Write the summary",
    options: [screen.content.unit !== "choice" && h("label", { class: "kit-tick", "data-key": "verbatim" }, h("input", { type: "checkbox", name: "verbatim", "data-own": "" }), " Also every line word for word, in a file of its own"), more],
  })];
}

export function sessionPanel(screen) {
  return [helpForm(screen), countsBox(screen.view), endPanel(screen)];
}

// The session's end, and until when it is kept.
export function endPanel(screen) {
  const { view, content } = screen;
  return [
    h("section", { class: "kit-card", "data-key": "end" },
      h("h3", { "data-key": "h" }, view.ended ? "The session has ended" : "End the session"),
      h("p", { "data-key": "p" }, view.ended ? "Codes do not work any more and nothing can be changed. Everything is kept until it is erased; you can reopen it." : "Codes stop working and nothing can be changed any more. Nothing is lost, and you can reopen it."),
      view.ended ? h("button", { type: "button", class: "kit-button", "data-do": "reopen", "data-key": "reopen" }, "Reopen the session") : h("button", { type: "button", class: "kit-button", "data-do": "end", "data-key": "end" }, "End the session")),
    h("section", { class: "kit-card", "data-key": "kept" },
      h("h3", {}, "What is kept, and until when"),
      h("p", {}, `Everything written in this session is kept on the computer that the kit runs on until ${content.erased}. Then the kit erases it: within the hour while it runs, otherwise when it is next started.`),
      globalThis.kit && h("p", {}, h("a", { class: "kit-way", href: `${globalThis.kit.place}wipe` }, "Erase it now…"))),
  ];
}

// Whether numbers of this session, and no words, may go into one table with other sessions.
function countsBox(view) {
  if (view.counts === null || view.counts === undefined) return null;
  const [title, when, act] = view.counts
    ? ["The numbers of this session are given", "When the session ends, its numbers", "Do not give them"]
    : ["The numbers of this session are not given", "If you give them, then when the session ends, its numbers", "Give the numbers of this session"];
  return h("section", { class: "kit-card", "data-key": "counts" },
    h("h3", { "data-key": "h" }, title),
    h("p", { "data-key": "p" }, `${when} are added to those of other sessions, for whoever runs this kit: how many key factors, gaps or endings there were. No words, and nothing about who or which table. Only for a case or scenario of the kit. The numbers go when the session is erased; totals that were made before stay as they are.`),
    view.ended
      ? h("p", { class: "kit-hint", "data-key": "later" }, "You can change this when the session is open.")
      : h("button", { type: "button", class: "kit-quiet", "data-do": "giveCounts", "data-give": String(!view.counts), "data-key": "give", id: "kit-give-counts" }, act));
}

// What the case was written to bring out; a trainer wants it at hand in the rounds.
export function pointsBox(screen) {
  const points = screen.content.points ?? [];
  if (!points.length) return null;
  return h("details", { class: "kit-points", "data-key": "points" }, h("summary", {}, "Points for the facilitator on this case"), h("ul", {}, points.map((text) => h("li", {}, text))));
}

export const sessionActs = {
  giveCounts(screen, el) {
    const give = el.dataset.give === "true";
    screen.put("counts", { give }, give ? "The numbers of this session are given." : "The numbers of this session are not given.");
    screen.focus("#kit-give-counts");
  },
  end(screen) { screen.put("ended", {}, "The session has ended."); screen.focus("#kit-panel-h"); },
  reopen(screen) { screen.put("reopened", {}, "The session is open again."); screen.focus("#kit-panel-h"); },
};
