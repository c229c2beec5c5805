// Dots: a table places so many for each principle; totals stay covered until the trainer reveals.

import { h, plural, words } from "./dom.js";
import { principleOf } from "./teaching.js";

// What dots can be placed on: the key factors, or the lines before there are any.
export function targets(screen, id) {
  const { view } = screen;
  const factors = view.factors[id] ?? [];
  if (factors.length) return factors;
  return (view.desk?.[id]?.lines ?? view.pick?.[id] ?? []).filter((line) => !line.withdrawn);
}

function mine(screen) {
  const placed = { ...screen.view.dots.mine };
  for (const { kind, body } of screen.outbox.waiting) if (kind === "dots") placed[body.target] = body.n;
  return placed;
}

export function priorities(screen, { level = 3 } = {}) {
  const { view, content } = screen;
  const placed = mine(screen);
  const budget = content.dots;
  return [
    h("p", { "data-key": "p" }, `${{ solo: "You have", room: "The room has" }[view.role] ?? "Your table has"} ${plural(budget, "dot")} for each principle. Put them where they would do most for ${content.case.person}; more than one dot on the same thing is fine.`),
    view.role === "table" && h("p", { class: "kit-hint", "data-key": "cover" }, view.dots.shown ? "The trainer has revealed the totals." : "You see your own dots. The totals stay covered until the trainer reveals them."),
    content.principles.map(({ id }) => {
      const things = targets(screen, id);
      const change = things.reduce((sum, { id: target }) => sum + (placed[target] ?? 0) - (view.dots.mine[target] ?? 0), 0);
      const left = view.dots.left[id] - change;
      return h("section", { class: "kit-card kit-dots", "data-key": `dots/${id}` },
        h(`h${level}`, {}, principleOf(content, id).name),
        h("p", { class: "kit-count", id: `left-${id}` }, `${plural(left, "dot")} left`),
        things.length ? h("ul", { class: "kit-dot-rows" }, things.map((thing) => row(screen, id, thing, placed[thing.id] ?? 0, left))) : h("p", { class: "kit-hint" }, "Nothing to choose from here yet."),
        screen.error(`dots/${id}`, `dots-${id}-error`));
    }),
    view.overlap && view.dots.shown && h("div", { class: "kit-card", "data-key": "overlap" }, h(`h${level}`, {}, "What serves more than one principle"), view.overlap.map((text) => h("p", {}, text))),
  ];
}

function row(screen, id, thing, n, left) {
  const name = thing.text.length > 60 ? `${thing.text.slice(0, 60)}…` : thing.text;
  const total = screen.view.dots.totals?.[thing.id] ?? 0;
  return h("li", { class: "kit-dot-row", "data-key": thing.id },
    words(thing.text, "p"),
    h("div", { class: "kit-line-acts" },
      h("button", { type: "button", class: "kit-quiet", "data-do": "dot", "data-step": "-1", "data-principle": id, "data-target": thing.id, "data-n": n, "data-left": left, "aria-disabled": n === 0 && "true", "data-key": "less" }, "Take one back", h("span", { class: "kit-hidden" }, ` from: ${name}`)),
      h("span", { class: "kit-dot-count", "data-key": "n" }, h("span", { "aria-hidden": "true", class: "kit-dot-marks" }, "●".repeat(Math.min(n, 10))), ` ${plural(n, "dot")}`),
      h("button", { type: "button", class: "kit-quiet", "data-do": "dot", "data-step": "1", "data-principle": id, "data-target": thing.id, "data-n": n, "data-left": left, "aria-disabled": left <= 0 && "true", "data-key": "more" }, "Place a dot", h("span", { class: "kit-hidden" }, ` on: ${name}`))),
    screen.view.dots.shown && h("p", { class: "kit-tag", "data-key": "total" }, `All tables: ${plural(total, "dot")}`));
}

export const priorityActs = {
  dot(screen, el) {
    const { principle, target } = el.dataset;
    const step = Number(el.dataset.step);
    if (el.getAttribute("aria-disabled") === "true") {
      screen.announce(step > 0 ? `No dots left for ${principleOf(screen.content, principle).name}.` : "No dots here to take back.");
      return;
    }
    const n = Number(el.dataset.n) + step;
    screen.put("dots", { table: screen.view.table, target, n }, `${plural(n, "dot")} here, ${Number(el.dataset.left) - step || "none"} left.`);
  },
};
