// Condensing: every table's lines on one principle, and the key factors made of them.

import { h, plural, words } from "./dom.js";
import { principleOf } from "./teaching.js";

const ENOUGH = 3;

function deskData(screen, id) {
  const desk = screen.view.desk?.[id] ?? { lines: [], factors: [], twins: [] };
  const factors = desk.factors.map((factor) => ({ ...factor }));
  const byId = new Map(factors.map((factor) => [factor.id, factor]));
  const used = new Map(desk.lines.map((line) => [line.id, line.factor]));
  for (const { id: name, kind, body } of screen.outbox.waiting) {
    if (kind === "factor.made" && body.principle === id && !byId.has(name)) {
      const made = { id: name, principle: id, text: body.wording, version: name, rivals: [], lines: body.lines, behind: [], tables: [], serves: [id], also: [], sources: [], waits: true, rank: 1e11 };
      factors.push(made);
      byId.set(name, made);
      for (const line of body.lines) used.set(line, name);
    } else if (kind === "factor.worded" && byId.has(body.factor)) {
      Object.assign(byId.get(body.factor), { text: body.wording, version: name, waits: true });
    } else if (kind === "factor.dropped" && byId.has(body.factor)) {
      factors.splice(factors.findIndex((factor) => factor.id === body.factor), 1);
    } else if (kind === "factor.moved" && byId.has(body.factor)) {
      byId.get(body.factor).rank = body.rank;
      factors.sort((a, b) => a.rank - b.rank);
    }
  }
  return { ...desk, factors, lines: desk.lines.map((line) => ({ ...line, factor: standing(factors, used.get(line.id)) })) };
}

// A line is taken only by a key factor that is there to be seen.
function standing(factors, name) {
  return factors.some((factor) => factor.id === name || factor.sources.includes(name)) ? name : null;
}

function ticked(screen, id) {
  const standing = new Set((screen.view.desk?.[id]?.lines ?? []).map((line) => line.id));
  return (screen.outbox.draft(`ticks/${id}`) ?? "").split(" ").filter((line) => standing.has(line));
}

function tickAll(screen, id, lines) {
  screen.outbox.keep(`ticks/${id}`, lines.join(" "));
  screen.draw();
}

// Whether lines are told apart by their tables: one person, or one room, has none.
const hasTables = ({ content }) => !(content.solo || content.shared);

const short = (text) => (text.length > 50 ? `${text.slice(0, 50)}…` : text);

export function deskOf(screen, id, { level = 3 } = {}) {
  const desk = deskData(screen, id);
  const name = principleOf(screen.content, id).name;
  const picks = ticked(screen, id);
  const free = screen.outbox.draft(`free/${id}`) === "yes";
  const lines = free ? desk.lines.filter((line) => !line.factor || picks.includes(line.id)) : desk.lines;
  const unused = desk.lines.filter((line) => !line.factor).length;
  return h("section", { class: "kit-desk", "data-key": `desk/${id}`, "aria-labelledby": `desk-h-${id}` },
    h(`h${level}`, { id: `desk-h-${id}`, "data-key": "h" }, name),
    h("p", { class: "kit-statement-small", "data-key": "i" }, `“${principleOf(screen.content, id).statement}”`),
    h("div", { class: "kit-grid-two", "data-key": "grid" },
      h("div", { class: "kit-desk-lines", "data-key": "lines" },
        h(`h${level + 1}`, { "data-key": "h" }, `${screen.content.solo ? "What you wrote" : screen.content.shared ? "What the room wrote" : "What the tables wrote"} (${plural(desk.lines.length, "line")}, ${unused} not used yet)`),
        h("label", { class: "kit-tick", "data-key": "free" }, h("input", { type: "checkbox", "data-change": "freeOnly", "data-principle": id, checked: free }), " Only lines not used yet"),
        twinBox(screen, id, desk),
        h("ul", { class: "kit-lines", "aria-label": `Lines on ${name}`, "data-key": "list" }, lines.map((line) => lineRow(screen, id, line, desk, picks)))),
      h("div", { class: "kit-desk-factors", "data-key": "factors" },
        makeForm(screen, id, desk, picks),
        h(`h${level + 1}`, { "data-key": "h" }, `Key factors (${desk.factors.length} of about ${ENOUGH})`),
        desk.factors.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "None yet."),
        h("ol", { class: "kit-factors", "aria-label": `Key factors of ${name}`, "data-key": "list" }, desk.factors.map((factor, n) => factorItem(screen, id, factor, n, desk.factors.length))))));
}

function lineRow(screen, id, line, desk, picks) {
  const at = desk.factors.findIndex((factor) => factor.id === line.factor || (line.factor && factor.lines.includes(line.id)));
  return h("li", { class: "kit-line kit-line-tick", "data-key": line.id },
    h("label", { class: "kit-tick" },
      h("input", { type: "checkbox", "data-change": "tick", "data-principle": id, "data-line": line.id, checked: picks.includes(line.id) }),
      h("span", {}, words(line.text))),
    hasTables(screen) && h("span", { class: "kit-tag" }, `Table ${line.table}`),
    at >= 0 && h("span", { class: "kit-tag kit-tag-used" }, `In key factor ${at + 1}`));
}

// Likely twins are suggested and nothing more: no box is ticked before somebody asks.
function twinBox(screen, id, desk) {
  const byId = new Map(desk.lines.map((line) => [line.id, line]));
  const pairs = (desk.twins ?? []).filter(([a, b]) => byId.has(a) && byId.has(b) && !(byId.get(a).factor && byId.get(a).factor === byId.get(b).factor));
  if (!pairs.length) return null;
  return h("details", { class: "kit-twins", "data-key": "twins" },
    h("summary", {}, `Lines that may say the same (${pairs.length})`),
    h("p", { class: "kit-hint" }, "A suggestion by comparing words, and often wrong. Nothing is merged unless you do it."),
    h("ul", {}, pairs.map(([a, b]) => h("li", { "data-key": `${a}${b}` },
      words(byId.get(a).text, "p"), words(byId.get(b).text, "p"),
      h("button", { type: "button", class: "kit-quiet", "data-do": "tickTwins", "data-principle": id, "data-a": a, "data-b": b }, "Tick both", h("span", { class: "kit-hidden" }, `: ${short(byId.get(a).text)}`))))));
}

function makeForm(screen, id, desk, picks) {
  const wrong = screen.errors.get(`make/${id}`);
  const first = desk.lines.find((line) => line.id === picks[0]);
  return h("form", { class: "kit-make", "data-submit": "makeFactor", "data-principle": id, "data-key": "make", novalidate: true },
    h("p", { "data-key": "count", class: "kit-count" }, picks.length ? `${plural(picks.length, "line")} ticked` : "Tick the lines that belong together, or write a key factor of your own."),
    h("label", { for: `make-${id}`, "data-key": "label" }, "Wording of the key factor"),
    screen.error(`make/${id}`, `make-${id}-error`),
    h("textarea", { id: `make-${id}`, name: "wording", rows: 2, dir: "auto", "data-draft": `wording/${id}`, "data-keys": "enter", "data-key": "text", "aria-invalid": wrong && "true", "aria-describedby": wrong && `make-${id}-error` }),
    h("div", { class: "kit-line-acts", "data-key": "acts" },
      first && h("button", { type: "button", class: "kit-quiet", "data-do": "useWords", "data-principle": id, "data-key": "use" }, "Start from the first ticked line"),
      h("button", { class: "kit-button", "data-key": "go" }, picks.length > 1 ? "Merge as a key factor" : "Make a key factor"),
      picks.length > 0 && h("button", { type: "button", class: "kit-quiet", "data-do": "untick", "data-principle": id, "data-key": "untick" }, "Untick all")),
    picks.length > 0 && desk.factors.length > 0 && h("div", { class: "kit-line-acts", "data-key": "into" },
      desk.factors.map((factor, n) => !factor.sources.length && h("button", { type: "button", class: "kit-quiet", "data-do": "takeInto", "data-principle": id, "data-factor": factor.id, "data-key": factor.id }, `Add to key factor ${n + 1}`, h("span", { class: "kit-hidden" }, `: ${short(factor.text)}`)))));
}

function factorItem(screen, id, factor, n, count) {
  const on = screen.outbox.draft(`on/${factor.id}`);
  const label = h("span", { class: "kit-hidden" }, ` key factor ${n + 1}: ${short(factor.text)}`);
  const act = (name, text, extra = {}) => h("button", { type: "button", class: "kit-quiet", "data-do": name, "data-principle": id, "data-factor": factor.id, "data-key": name, ...extra }, text, label.cloneNode(true));
  const desk = screen.view.desk?.[id]?.lines ?? [];
  return h("li", { class: "kit-factor", "data-key": factor.id, id: `factor-${factor.id}`, tabindex: "-1" },
    on === null ? words(factor.text, "p") : rewordForm(screen, id, factor, on),
    h("p", { class: "kit-tags", "data-key": "tags" },
      factor.waits && h("span", { class: "kit-tag kit-tag-waits" }, "Not saved yet"),
      hasTables(screen) && factor.tables.length > 0 && h("span", { class: "kit-tag" }, `From table ${factor.tables.join(", ")}`),
      factor.sources.length > 0 && h("span", { class: "kit-tag" }, "Joined across principles"),
      factor.serves.length > 1 && h("span", { class: "kit-tag" }, `Serves ${factor.serves.map((p) => principleOf(screen.content, p).name).join(", ")}`)),
    screen.error(factor.id, `error-${factor.id}`),
    factor.rivals.length > 0 && h("div", { class: "kit-rivals", role: "group", "aria-label": "Two wordings", "data-key": "rivals" },
      h("p", {}, "Two people changed this wording at the same time. Both are kept until you pick one."),
      h("ul", {}, [{ text: factor.text, version: factor.version }, ...factor.rivals].map((rival) => h("li", { "data-key": rival.version }, words(rival.text, "p"), act("pickWording", "Keep this wording", { "data-keep": rival.version, "data-key": rival.version }))))),
    factor.behind.length > 0 && h("details", { "data-key": "behind" },
      h("summary", {}, `Where it comes from (${plural(factor.behind.length, "line")})`),
      h("ul", { class: "kit-lines" }, factor.lines.map((line, m) => {
        const source = factor.behind[m];
        return source && h("li", { class: "kit-line", "data-key": line }, words(source.text, "p"), h("span", { class: "kit-tag" }, `${hasTables(screen) ? `Table ${source.table}, ` : ""}${principleOf(screen.content, source.principle).name}`),
          desk.some((known) => known.id === line && known.factor === factor.id) && h("button", { type: "button", class: "kit-quiet", "data-do": "split", "data-principle": id, "data-factor": factor.id, "data-line": line }, "Split off", h("span", { class: "kit-hidden" }, `: ${short(source.text)}`)));
      }))),
    h("details", { class: "kit-serves", "data-key": "serves" },
      h("summary", {}, "Which other principles does it serve?", h("span", { class: "kit-hidden" }, ` Key factor ${n + 1}`)),
      h("fieldset", { "data-key": "set" }, h("legend", {}, "Also serves"),
        screen.content.principles.filter((p) => p.id !== factor.principle).map((p) => h("label", { class: "kit-tick", "data-key": p.id },
          h("input", { type: "checkbox", "data-change": "serves", "data-factor": factor.id, "data-principle": id, value: p.id, checked: factor.also.includes(p.id) }), ` ${p.name}`)))),
    on === null && h("div", { class: "kit-line-acts", "data-key": "acts" },
      act("reword", "Change the wording"),
      act("factorUp", "Up", { "aria-disabled": n === 0 && "true" }),
      act("factorDown", "Down", { "aria-disabled": n === count - 1 && "true" }),
      act("dropFactor", factor.sources.length ? "Take apart" : "Take away")));
}

function rewordForm(screen, id, factor, on) {
  return h("form", { class: "kit-edit", "data-submit": "saveWording", "data-factor": factor.id, "data-on": on, "data-key": "edit" },
    h("label", { for: `edit-${factor.id}` }, "Wording of the key factor"),
    h("textarea", { id: `edit-${factor.id}`, name: "text", rows: 2, dir: "auto", "data-draft": `edit/${factor.id}`, "data-keys": "enter", "data-key": "text" }),
    h("div", { class: "kit-line-acts" },
      h("button", { class: "kit-button" }, "Save"),
      h("button", { type: "button", class: "kit-quiet", "data-do": "leaveWording", "data-factor": factor.id }, "Leave it as it was")));
}

function closeWording(screen, factor) {
  screen.outbox.keep(`on/${factor}`, null);
  screen.outbox.keep(`edit/${factor}`, null);
  screen.focus(`#factor-${factor} [data-do=reword]`);
}

function moveFactor(screen, el, step) {
  const factors = deskData(screen, el.dataset.principle).factors;
  const at = factors.findIndex((factor) => factor.id === el.dataset.factor);
  const to = at + step;
  if (to < 0 || to >= factors.length) return;
  const beyond = factors[to + step];
  const rank = beyond ? (factors[to].rank + beyond.rank) / 2 : factors[to].rank + step;
  screen.put("factor.moved", { factor: el.dataset.factor, rank }, `Moved to place ${to + 1} of ${factors.length}.`);
}

export const deskActs = {
  tick(screen, box) {
    const id = box.dataset.principle;
    const picks = ticked(screen, id).filter((line) => line !== box.dataset.line);
    tickAll(screen, id, box.checked ? [...picks, box.dataset.line] : picks);
  },
  tickTwins(screen, el) {
    const id = el.dataset.principle;
    tickAll(screen, id, [...new Set([...ticked(screen, id), el.dataset.a, el.dataset.b])]);
    screen.announce(`${plural(ticked(screen, id).length, "line")} ticked.`);
  },
  untick(screen, el) {
    tickAll(screen, el.dataset.principle, []);
    screen.focus(`#make-${el.dataset.principle}`);
  },
  freeOnly(screen, box) {
    screen.outbox.keep(`free/${box.dataset.principle}`, box.checked ? "yes" : null);
    screen.draw();
  },
  useWords(screen, el) {
    const id = el.dataset.principle;
    const line = screen.view.desk[id].lines.find(({ id: name }) => name === ticked(screen, id)[0]);
    const field = screen.root.querySelector(`#make-${id}`);
    field.value = line?.text ?? "";
    screen.outbox.keep(field.dataset.draft, field.value);
    field.focus();
  },
  makeFactor(screen, form) {
    const id = form.dataset.principle;
    const field = form.elements.wording;
    screen.errors.delete(`make/${id}`);
    const lines = ticked(screen, id);
    if (!field.value.trim()) {
      screen.errors.set(`make/${id}`, "the key factor has no wording yet; write one, or start from a ticked line");
      screen.focus(`#make-${id}`);
      return;
    }
    screen.put("factor.made", { principle: id, wording: field.value, lines }, lines.length > 1 ? `Key factor made of ${lines.length} lines.` : "Key factor made.");
    screen.empty(field);
    tickAll(screen, id, []);
    field.focus();
  },
  takeInto(screen, el) {
    const lines = ticked(screen, el.dataset.principle);
    screen.put("factor.took", { factor: el.dataset.factor, lines }, `${plural(lines.length, "line")} added to the key factor.`);
    tickAll(screen, el.dataset.principle, []);
    screen.focus(`#factor-${el.dataset.factor}`);
  },
  split(screen, el) {
    screen.put("factor.let_go", { factor: el.dataset.factor, lines: [el.dataset.line] }, "Line split off.");
    screen.focus(`#factor-${el.dataset.factor}`);
  },
  reword(screen, el) {
    const factor = deskData(screen, el.dataset.principle).factors.find(({ id }) => id === el.dataset.factor);
    screen.outbox.keep(`on/${factor.id}`, factor.version);
    screen.outbox.keep(`edit/${factor.id}`, factor.text);
    screen.focus(`#edit-${factor.id}`);
  },
  saveWording(screen, form) {
    const { factor, on } = form.dataset;
    const wording = form.elements.text.value;
    if (!wording.trim()) {
      screen.errors.set(factor, "the key factor has no wording; write one, or take it away");
      screen.draw();
      return;
    }
    screen.errors.delete(factor);
    screen.put("factor.worded", { factor, wording, on }, "Wording changed.");
    closeWording(screen, factor);
  },
  leaveWording(screen, el) { closeWording(screen, el.dataset.factor); },
  pickWording(screen, el) {
    screen.put("factor.picked", { factor: el.dataset.factor, keep: el.dataset.keep }, "Wording kept.");
    screen.focus(`#factor-${el.dataset.factor}`);
  },
  serves(screen, box) {
    const set = box.closest("fieldset");
    const principles = [...set.querySelectorAll("input:checked")].map(({ value }) => value);
    screen.put("factor.serves", { factor: box.dataset.factor, principles }, "");
  },
  factorUp(screen, el) { moveFactor(screen, el, -1); },
  factorDown(screen, el) { moveFactor(screen, el, 1); },
  dropFactor(screen, el) {
    const id = el.dataset.principle;
    screen.put("factor.dropped", { factor: el.dataset.factor }, "Key factor taken away; its lines are free again.");
    screen.focus(`#make-${id}`);
  },
};

export function factorRefused(screen, change, sentence) {
  if (change.kind === "factor.made") {
    const id = change.body.principle;
    const field = screen.root.querySelector(`#make-${id}`);
    screen.outbox.keep(`wording/${id}`, change.body.wording);
    if (field && !field.value) field.value = change.body.wording;
    screen.errors.set(`make/${id}`, sentence);
  } else if (change.kind === "factor.worded") {
    screen.outbox.keep(`on/${change.body.factor}`, change.body.on);
    screen.outbox.keep(`edit/${change.body.factor}`, change.body.wording);
  }
}
