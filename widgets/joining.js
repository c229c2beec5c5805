// The trainer's desk: all six principles, and joining key factors across them.

import { h, plural, words } from "./dom.js";
import { deskOf } from "./desk.js";
import { principleTabs, setAside } from "./walls.js";

export function factorsPanel(screen) {
  const { view, content } = screen;
  const id = screen.ui.desk ?? "empowerment";
  const picks = picked(screen);
  const wrong = screen.errors.get("joinFactors");
  return [
    principleTabs(screen, id, "desk"),
    deskOf(screen, id),
    h("section", { class: "kit-card", "data-key": "joining" },
      h("h3", { "data-key": "h" }, "Join key factors across principles"),
      h("p", { class: "kit-hint", "data-key": "p" }, "At the end: tick key factors that are one and the same, and give them one wording. The joined one keeps where each came from, and can be taken apart."),
      content.principles.map(({ id: principle, name }) => h("fieldset", { class: "kit-factors-of", "data-key": principle }, h("legend", {}, name),
        view.factors[principle].length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "None yet."),
        view.factors[principle].map((factor) => h("div", { class: "kit-pick", "data-key": factor.id }, h("label", { class: "kit-tick" }, h("input", { type: "checkbox", "data-change": "pickFactor", "data-factor": factor.id, checked: picks.includes(factor.id) }), h("span", {}, words(factor.text))), setAside(factor.id, factor.text))))),
      h("form", { class: "kit-make", "data-submit": "joinFactors", "data-key": "form", novalidate: true },
        h("p", { class: "kit-count" }, `${plural(picks.length, "key factor")} ticked`),
        h("label", { for: "kit-join-wording" }, "Wording of the joined key factor"),
        screen.error("joinFactors", "kit-join-error"),
        h("textarea", { id: "kit-join-wording", name: "wording", rows: 2, dir: "auto", "data-draft": "join-wording", "data-keys": "enter", "aria-invalid": wrong && "true", "aria-describedby": wrong && "kit-join-error" }),
        h("button", { class: "kit-button" }, "Join them"))),
  ];
}

function picked(screen) {
  const standing = new Set(Object.values(screen.view.factors).flat().map(({ id }) => id));
  return (screen.outbox.draft("join-picks") ?? "").split(" ").filter((name) => standing.has(name));
}

export const joinActs = {
  desk(screen, el) {
    screen.ui.desk = el.dataset.principle;
    screen.draw();
  },
  pickFactor(screen, box) {
    const picks = picked(screen).filter((name) => name !== box.dataset.factor);
    screen.outbox.keep("join-picks", (box.checked ? [...picks, box.dataset.factor] : picks).join(" "));
    screen.draw();
  },
  joinFactors(screen, form) {
    const picks = picked(screen);
    const field = form.elements.wording;
    screen.errors.delete("joinFactors");
    const wrong = picks.length < 2 ? "tick two key factors or more" : !field.value.trim() ? "the joined key factor has no wording yet; write one" : "";
    if (wrong) {
      screen.errors.set("joinFactors", wrong);
      screen.focus("#kit-join-wording");
      return;
    }
    screen.put("factors.joined", { factors: picks, wording: field.value }, `${picks.length} key factors joined.`);
    screen.outbox.keep("join-picks", null);
    screen.empty(field);
    field.focus();
  },
};
