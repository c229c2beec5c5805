// What follows an audit: what became of earlier actions, what was seen more than once, good practice, and
// actions.

import { capital, h, words } from "./dom.js";
import { changing } from "./groupfields.js";
import { actionWords, leads } from "./groupwords.js";
import { nudge } from "./auditfields.js";
import { actionsBox, linesBox, listTitle } from "./auditthings.js";
import { writes } from "./auditwords.js";
import { setAside } from "./walls.js";

export function doBox(screen, level = 3) {
  const { content } = screen;
  const live = content.shape === "live";
  const several = content.files * content.agencies.length > 1; // or nothing can be seen more than once
  const of = live ? "try" : "good";
  return [
    h("p", { class: "kit-notice", "data-key": "not-anonymous" }, h("strong", {}, content.rules.not_anonymous)),
    earlierBox(screen, level),
    h("section", { "aria-label": listTitle(of), "data-key": "lines" }, h(`h${level}`, {}, listTitle(of)), linesBox(screen, { of })),
    h("section", { "aria-label": "Actions", "data-key": "actions" }, h(`h${level}`, {}, live ? "What is agreed, who by role, and by when" : "What, who by role, and by when"), actionsBox(screen)),
    leads(screen) && several && themes(screen, level),
  ];
}

// In a live audit, what went well comes first.
export const wellBox = (screen, level = 3) => h("section", { "aria-label": listTitle("well"), "data-key": "well" }, h(`h${level}`, {}, listTitle("well")), linesBox(screen, { of: "well" }));

function earlierBox(screen, level) {
  const { view, content } = screen;
  if (!view.earlier.length) return null;
  const statuses = [["", "Not said yet"], ...content.statuses.map((status) => [status, capital(status)])];
  const spec = (each) => ({ kind: "audit.followed", base: { action: each.id }, version: each.version, emptyIsNull: "status", button: "Keep this", said: "Kept.", open: "Say what became of it",
    fields: [{ name: "status", label: "What became of it?", options: statuses, value: each.status ?? "" }, { name: "helped", label: "What helped, or got in the way?", hint: "No name of a person.", rows: 2, most: content.longest.what, value: each.helped }] });
  return h("section", { "aria-label": "Actions of the last audit", "data-key": "earlier" },
    h(`h${level}`, {}, "Actions of the last audit"),
    h("ul", { class: "kit-lines" }, view.earlier.map((each) => h("li", { class: "kit-line", id: `earlier-${each.id}`, tabindex: "-1", "data-key": each.id },
      changing(screen, `earlier/${each.id}`, spec(each), [
        h("p", {}, actionWords(each)),
        h("p", {}, h("strong", {}, each.status ? capital(each.status) : "Not said yet"), each.helped && ": ", each.helped && words(each.helped)),
      ], { may: writes(screen), more: view.role === "trainer" && !view.ended && setAside(each.id, each.what), name: each.what }),
      nudge(screen, `earlier/${each.id}`)))));
}

function themes(screen, level) {
  const { view, content } = screen;
  const now = themesNow(screen);
  return h("section", { class: "kit-card", "aria-label": "Themes for the board", "data-key": "themes" },
    h(`h${level}`, {}, "For the board: what did you see more than once?"),
    content.themes.map(({ id, text }) => h("label", { class: "kit-tick", "data-key": id }, h("input", { type: "checkbox", value: id, checked: now.includes(id), disabled: !writes(screen), "data-change": "auditTheme", "data-key": "box" }), h("span", {}, capital(text)))));
}

const themesNow = ({ view, outbox }) => outbox.waiting.findLast(({ kind }) => kind === "audit.themes")?.body.themes ?? view.themes;

export const doActs = {
  auditTheme(screen, box) {
    const others = themesNow(screen).filter((id) => id !== box.value);
    const chosen = box.checked ? [...others, box.value] : others;
    screen.put("audit.themes", { themes: screen.content.themes.map(({ id }) => id).filter((id) => chosen.includes(id)) }, box.checked ? "Theme chosen." : "Theme taken away.");
  },
};
