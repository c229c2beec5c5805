// The tables of the room: who is in, what they work on, how much they have written.

import { capital, h, listed, plural } from "./dom.js";
import { serverNow } from "./clock.js";
import { sharedBox } from "./room.js";
import { principleOf } from "./teaching.js";

const QUIET = 60; // seconds into a round before a table without a line is pointed out

export function tableCards(screen) {
  const { view, content } = screen;
  const next = view.tables.length + 1;
  const shut = view.stage === "lobby" && screen.ui.room && !screen.ui.room.open;
  return [
    sharedBox(screen),
    shut && !content.shared && h("p", { class: "kit-notice", "data-key": "shut" }, "Other devices cannot join yet. Open the room to them under “Room and codes”."),
    h("ul", { class: "kit-tables", "data-key": "cards" }, view.tables.map((row) => card(screen, row))),
    next <= 12 && !content.shared && h("button", { type: "button", class: "kit-quiet", "data-do": "addTable", "data-table": next, "data-key": "add" }, `Add table ${next}`),
  ];
}

function card(screen, row) {
  const { view, content } = screen;
  const n = row.table;
  const devices = screen.pulse.devices?.[n] ?? 0;
  const now = row.now && principleOf(content, row.now).name;
  const others = view.tables.filter((other) => other.table !== n && other.open && !other.joined);
  const act = (name, text, extra = {}) => h("button", { type: "button", class: "kit-quiet", "data-do": name, "data-table": n, "data-key": name, ...extra }, text, h("span", { class: "kit-hidden" }, ` table ${n}`));
  const name = content.shared ? "the room" : `table ${n}`;
  const state = !row.open ? "Closed" : row.joined ? `Works with table ${row.joined}` : content.shared ? devices > 0 && "The shared screen is open" : devices ? `${plural(devices, "device")} in` : row.typed ? "On paper" : "Nobody in yet";
  return h("li", { class: `kit-table-card${row.open && !row.joined ? "" : " kit-table-off"}${devices ? " kit-table-in" : ""}`, "data-key": n },
    h("h3", { "data-key": "h" }, capital(name)),
    h("p", { "data-key": "state" }, state, row.silent && row.open && !row.joined && serverNow() - view.stage_at > QUIET && h("strong", { class: "kit-tag" }, "Nothing this round")),
    row.open && !row.joined && h("p", { "data-key": "now" }, doing(screen, row, now)),
    row.conflicts > 0 && h("p", { class: "kit-tag", "data-key": "conflict" }, "Two wordings to pick from"),
    h("div", { class: "kit-line-acts", "data-key": "acts" }, row.open && checks(screen)
        ? h("button", { type: "button", class: "kit-quiet", "data-do": "panel", "data-panel": "plan", "data-key": "decideFor" }, `Decide for ${name}`)
        : content.unit !== "choice" && h("button", { type: "button", class: "kit-quiet", "data-do": "typeFor", "data-table": n, "data-key": "typeFor" }, `${screen.content.unit === "place" ? "Place" : "Type"} for ${name}`),
      !content.shared && h("details", { "data-key": "more" }, h("summary", {}, "More", h("span", { class: "kit-hidden" }, ` about table ${n}`)),
        row.open ? act("closeTable", "Close") : act("reopenTable", "Reopen"),
        row.joined && act("reopenTable", "Separate again", { "data-key": "separate" }),
        row.open && !row.joined && others.map((other) => act("joinTable", `Join to ${other.table}`, { "data-into": other.table, "data-key": `into${other.table}` })))));
}

const checks = ({ view, content }) => content.plan_only || ["plan", "actions"].includes(view.stage);

// What a table is at, and how far.
function doing({ view, content }, row, now) {
  const working = row.condense?.length > 0 && listed(row.condense.map((id) => principleOf(content, id).name));
  if (checks({ view, content })) {
    const told = row.condense.map((id) => view.check_plan.progress[id]).filter(Boolean);
    const sum = (what) => told.reduce((all, each) => all + each[what], 0);
    return working ? `${working}: ${sum("done")} of ${plural(sum("of"), "key factor")} decided` : "No key factors of its own";
  }
  if (now) return `${now}: ${plural(row.here, "line")}, ${row.total} in all`;
  return view.stage === "condense" && working ? `Condenses ${working}` : plural(row.total, content.unit ?? "line");
}

export const tableActs = {
  addTable(screen, el) { screen.put("table.added", { table: Number(el.dataset.table) }, `Table ${el.dataset.table} added.`); },
  closeTable(screen, el) { screen.put("table.closed", { table: Number(el.dataset.table) }, `Table ${el.dataset.table} closed; nothing is lost.`); },
  reopenTable(screen, el) { screen.put("table.reopened", { table: Number(el.dataset.table) }, `Table ${el.dataset.table} is open.`); },
  joinTable(screen, el) { screen.put("table.joined", { table: Number(el.dataset.table), into: Number(el.dataset.into) }, `Table ${el.dataset.table} now works with table ${el.dataset.into}.`); },
  typeFor(screen, el) {
    const table = Number(el.dataset.table);
    const row = screen.view.tables.find((known) => known.table === table);
    screen.ui.panel = "walls";
    screen.ui.forTable = table;
    screen.ui.principle = row.now ?? screen.ui.principle ?? "empowerment";
    screen.focus(`#add-${table}-${screen.ui.principle}`);
  },
};
