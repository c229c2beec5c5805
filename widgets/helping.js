// Who to turn to here today: what the trainer typed, or a labelled blank.

import { h, words } from "./dom.js";

export const HELP = [
  ["speak_to", "Who you can speak to here today"],
  ["quiet_place", "A quiet place"],
  ["raise_concern", "How to raise a concern here"],
];

// Stands on every page of a room. `level` is the heading's, `leader` who leads it.
export function helpBox(view, level = 2, leader = "trainer") {
  if (view.role === "solo" || !view.help) return null;
  return h("section", { class: "kit-help", "data-key": "help", "aria-label": "Who to turn to today" },
    h(`h${level}`, {}, "Who to turn to today"),
    h("dl", {}, HELP.map(([name, text]) => h("div", { "data-key": name }, h("dt", {}, text), h("dd", {}, view.help[name] ? words(view.help[name]) : h("em", {}, `Not filled in yet: ask the ${leader}.`))))));
}

// The trainer's own form for it.
export function helpForm(screen) {
  return h("form", { class: "kit-card", "data-submit": "saveHelp", "data-key": "help-form", novalidate: true },
    h("h3", { "data-key": "h" }, "Who to turn to today"),
    h("p", { class: "kit-hint", "data-key": "p" }, "It stands on every page of this session, on the projector and on the paper. Name people who have agreed to it."),
    HELP.map(([name, text]) => h("div", { "data-key": name },
      h("label", { for: `kit-help-${name}` }, text),
      h("input", { id: `kit-help-${name}`, name, "data-draft": `help/${name}`, "data-value": screen.view.help[name], autocomplete: "off", dir: "auto", maxlength: "300", disabled: screen.view.ended }))),
    screen.error("help", "kit-help-error"),
    h("button", { class: "kit-button", "data-key": "go", disabled: screen.view.ended }, "Show it on every page"));
}

export const helpActs = {
  saveHelp(screen, form) {
    screen.errors.delete("help");
    const said = Object.fromEntries(HELP.map(([name]) => [name, form.elements[name].value.trim()]));
    for (const [name] of HELP) screen.outbox.keep(`help/${name}`, null);
    screen.put("help", said, "Shown on every page.");
  },
};
