// Every table's lines on a principle, and fast typing for a table that works on paper.

import { h, plural, words } from "./dom.js";
import { lineList } from "./lines.js";

export function principleTabs(screen, now, act = "principle") {
  return h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Principle", "data-key": "principles" },
    screen.content.principles.map(({ id, name }) => h("button", { type: "button", class: "kit-quiet", "data-do": act, "data-principle": id, "data-key": id, "aria-pressed": String(id === now) }, name)));
}

export function wallsPanel(screen) {
  const { view, content } = screen;
  const id = screen.ui.principle ?? "empowerment";
  const table = screen.ui.forTable ?? view.tables.find(({ open, joined }) => open && !joined)?.table ?? 1;
  const lines = view.walls[id];
  const shown = lines.filter((line) => !line.withdrawn);
  const name = content.principles.find((principle) => principle.id === id).name;
  const whose = content.shared ? "the room" : `table ${table}`;
  return [
    principleTabs(screen, id),
    h("div", { class: "kit-grid-two", "data-key": "grid" },
      h("section", { "data-key": "all", "aria-label": `All lines on ${name}` },
        h("h3", { "data-key": "h" }, `${content.shared ? "The room" : "All tables"} on ${name} (${plural(shown.length, "line")})`),
        shown.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "Nothing written here yet."),
        h("ul", { class: "kit-lines", "data-key": "list" }, shown.map((line) => h("li", { class: "kit-line", "data-key": line.id, id: `wall-${line.id}`, tabindex: "-1" },
          words(line.text, "p"),
          h("p", { class: "kit-tags" }, !content.shared && h("span", { class: "kit-tag" }, `Table ${line.table}`), line.late && h("span", { class: "kit-tag" }, "After time"), line.by === "trainer" && h("span", { class: "kit-tag" }, "Typed by the trainer")),
          h("div", { class: "kit-line-acts" }, setAside(line.id, line.text)))))),
      h("section", { "data-key": "typing", "aria-label": content.shared ? "Type for the room" : "Type for a table" },
        h("h3", { "data-key": "h" }, `Type for ${whose} on ${name}`),
        !content.shared && h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Table", "data-key": "tables" },
          view.tables.filter(({ open }) => open).map((row) => h("button", { type: "button", class: "kit-quiet", "data-do": "forTable", "data-table": row.table, "data-key": row.table, "aria-pressed": String(row.table === table) }, `Table ${row.table}`))),
        lineList(screen, { lines: lines.filter((line) => line.table === table), table, principle: id, name: `Lines of ${whose} on ${name}` }))),
  ];
}

export function setAside(target, text) {
  return h("button", { type: "button", class: "kit-quiet", "data-do": "aside", "data-target": target, "data-key": "aside" }, "Set aside", h("span", { class: "kit-hidden" }, `: ${text.slice(0, 40)}`));
}

export const wallActs = {
  principle(screen, el) {
    screen.ui.principle = el.dataset.principle;
    screen.draw();
  },
  forTable(screen, el) {
    screen.ui.forTable = Number(el.dataset.table);
    screen.draw();
  },
  aside(screen, el) {
    const next = el.closest("li")?.nextElementSibling ?? el.closest("li")?.previousElementSibling;
    screen.put("set_aside", { target: el.dataset.target }, "Set aside: off every screen and out of every report.");
    screen.focus(next?.id ? `#${next.id}` : "#kit-panel-h");
  },
};
