// The record, as it will be filed: everybody reads it on the screen first.

import { capital, h, words } from "./dom.js";
import { actionWords, leads, STATE, stateOf } from "./groupwords.js";

export function recordBox(screen, level = 3) {
  const { view } = screen;
  const { record } = view;
  const sent = screen.outbox.waiting.some(({ kind, body }) => kind === "group.read" && body.digest === record.digest);
  return [
    h("p", { "data-key": "p" }, "This is what will be filed. It attributes nothing to anybody. Read it together; what is not right can be changed under “What we will do”."),
    recordText(record, level),
    h("p", { ...stateOf(screen, record.read), "data-key": "state" }, h("strong", {}, record.read ? "Read by everybody, as it stands. It may be filed." : "Not read by everybody yet, as it stands. It is a draft.")),
    leads(screen) && !record.read && !view.ended && h("button", { type: "button", class: "kit-button", "data-do": "recordRead", "aria-disabled": sent && "true", "data-key": "go" }, "Everybody has read it"),
  ];
}

export function recordText(record, level) {
  const part = (key, title, children) => h("section", { "aria-label": title, "data-key": key }, h(`h${level + 1}`, {}, title), children);
  const items = (found, none) => (found.length ? h("ul", {}, found) : h("p", { class: "kit-hint" }, none));
  return h("div", { class: "kit-card kit-group-record", "data-key": "record" },
    h(`h${level}`, { "data-key": "h" }, "For the supervision file"),
    h("p", { "data-key": "about" }, `${record.shape}: ${record.parts.map(([title, minutes]) => `${title} ${minutes} min`).join(", ")}. ${record.about}`),
    record.case && part("case", "Typed case detail", words(record.case, "p")),
    record.followed.length > 0 && part("followed", "What we said last time", items(record.followed.map(({ action, status, helped }) => h("li", {}, actionWords(action), " ", h("strong", {}, status ? capital(status) : "Not said"), helped && [": ", words(helped)])))),
    record.seen.length > 0 && part("seen", "Wellbeing and safety", items(record.seen.map((seen) => h("li", {}, h("strong", {}, `${seen.viewpoint}, ${seen.moment === "now" ? "now" : "after one thing that we might do"}: `), seen.words, seen.moved && ` (${seen.moved})`, seen.reason && [" ", words(seen.reason)])))),
    part("actions", "What we will do", items(record.actions.map((action) => h("li", {}, actionWords(action))), "No action was written.")),
    part("learnt", "What we learnt", items(record.learnt.map((text) => h("li", {}, words(text))), "Nothing was written.")),
    record.sets.length > 0 && h("p", { "data-key": "sets" }, `Sets of questions at hand: ${record.sets.join("; ")}.`),
    h("p", { "data-key": "agreed" }, record.agreed ? "The group’s agreement was agreed by the room." : "The group’s agreement was not agreed as it stands."),
    record.paused && h("p", { "data-key": "paused" }, "There was a pause."),
    h(`h${level}`, { "data-key": "board" }, "For the board’s quality subgroup"),
    part("themes", "Themes", items(record.themes.map((text) => h("li", {}, capital(text))), "No theme was chosen.")),
    part("for-board", "Actions that go beyond the case", items(record.actions.filter(({ board }) => board).map((action) => h("li", {}, actionWords(action))), "None.")));
}

export const recordActs = {
  recordRead(screen, el) {
    if (el.getAttribute("aria-disabled") === "true") return;
    screen.put("group.read", { digest: screen.view.record.digest }, "");
    screen.focus(`#${STATE}`);
  },
};
