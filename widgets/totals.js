// Dots of all tables, the order by hand, and the overlap between principles.

import { h, plural, words } from "./dom.js";

export function dotsPanel(screen) {
  const { view, content } = screen;
  return [
    h("div", { class: "kit-controls", "data-key": "controls" },
      h("button", { type: "button", class: "kit-button", "data-do": "reveal", "data-shown": String(!view.dots.shown), "data-key": "reveal" }, view.dots.shown ? "Cover the totals" : "Reveal the totals to the tables")),
    h("p", { class: "kit-hint", "data-key": "p" }, view.dots.shown ? "Every screen shows the totals." : "Only you see the totals. With no dots at all, order by hand with the room."),
    content.principles.map(({ id, name }) => {
      const factors = view.factors[id];
      const things = factors.length ? factors : (view.desk[id]?.lines ?? []).filter((line) => view.dots.totals[line.id]);
      return h("section", { class: "kit-card", "data-key": `total/${id}` },
        h("h3", {}, name),
        things.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "No key factors yet."),
        h("ol", { class: "kit-factors", "data-key": "list" }, things.map((thing, n) => h("li", { class: "kit-factor", "data-key": thing.id },
          words(thing.text, "p"),
          h("div", { class: "kit-line-acts" },
            h("span", { class: "kit-tag" }, plural(view.dots.totals[thing.id] ?? 0, "dot")),
            factors.length > 0 && orderButton(id, factors, n, -1, "Up"),
            factors.length > 0 && orderButton(id, factors, n, 1, "Down"))))),
        factors.length > 1 && h("button", { type: "button", class: "kit-quiet", "data-do": "orderByDots", "data-principle": id, "data-key": "by-dots" }, "Order by dots", h("span", { class: "kit-hidden" }, `: ${name}`)));
    }),
    h("section", { class: "kit-card", "data-key": "overlap" }, h("h3", {}, "The overlap between principles"), view.overlap.map((text) => h("p", {}, text)), overlapPicture(screen)),
  ];
}

function orderButton(id, factors, n, step, text) {
  const to = n + step;
  const order = factors.map((factor) => factor.id);
  if (to >= 0 && to < order.length) [order[n], order[to]] = [order[to], order[n]];
  return h("button", { type: "button", class: "kit-quiet", "data-do": "order", "data-principle": id, "data-order": order.join(" "), "data-key": text, "aria-disabled": (to < 0 || to >= order.length) && "true" }, text, h("span", { class: "kit-hidden" }, `: ${factors[n].text.slice(0, 50)}`));
}

// The picture is a table: a mark where a key factor serves a principle.
export function overlapPicture(screen) {
  const { view, content } = screen;
  const factors = content.principles.flatMap(({ id }) => view.factors[id].map((factor) => ({ ...factor, principle: id })));
  const totals = view.dots.shown && view.dots.totals;
  if (!factors.length) return null;
  return h("div", { class: "kit-scroll", tabindex: "0", role: "region", "aria-label": "Which key factor serves which principle", "data-key": "picture" },
    h("table", { class: "kit-overlap" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Key factor"), totals && h("th", { scope: "col" }, "Dots"), content.principles.map(({ id, name }) => h("th", { scope: "col", "data-key": id }, name)))),
      h("tbody", {}, factors.map((factor) => h("tr", { "data-key": factor.id }, h("th", { scope: "row" }, words(factor.text ?? factor.wording)),
        totals && h("td", {}, String(totals[factor.id] ?? 0)),
        content.principles.map(({ id }) => {
          const serves = factor.serves.includes(id);
          return h("td", { "data-key": id, class: serves ? (factor.principle === id ? "kit-own" : "kit-serves-too") : null }, serves ? [h("span", { "aria-hidden": "true" }, factor.principle === id ? "●" : "○"), h("span", { class: "kit-hidden" }, factor.principle === id ? "its own" : "serves too")] : h("span", { class: "kit-hidden" }, "no"));
        }))))),
    h("p", { class: "kit-hint" }, "● where it was agreed, ○ another principle it serves."));
}

export const dotActs = {
  reveal(screen, el) { screen.put("dots.shown", { shown: el.dataset.shown === "true" }, el.dataset.shown === "true" ? "Totals revealed." : "Totals covered."); },
  order(screen, el) {
    if (el.getAttribute("aria-disabled") === "true") return;
    screen.put("ordered", { principle: el.dataset.principle, factors: el.dataset.order.split(" ") }, "Order changed.");
  },
  orderByDots(screen, el) {
    const { factors, dots } = screen.view;
    const order = [...factors[el.dataset.principle]].sort((a, b) => (dots.totals[b.id] ?? 0) - (dots.totals[a.id] ?? 0)).map(({ id }) => id);
    screen.put("ordered", { principle: el.dataset.principle, factors: order }, "Ordered by dots.");
  },
};
