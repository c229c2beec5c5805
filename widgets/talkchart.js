// The chart: themes by organisations. An empty cell is empty; "nothing said" is not "not asked".

import { h, plural, words } from "./dom.js";
import { adding } from "./groupfields.js";
import { slug } from "./groupwords.js";
import { belonging, interviewOf, kindOf, sentencesOf, titleOf } from "./talkwords.js";

const AT = "chart/at";
const STATES = [["", "Empty: not looked at yet"], ["said", "A summary"], ["nothing", "Nothing said: it was asked"], ["not asked", "Not asked"]];
const SAYS = { nothing: "Nothing said", "not asked": "Not asked" };

const idOf = (letter, code) => `cell/${letter}/${code}`;

export function chartPanel(screen) {
  const { view } = screen;
  if (!view.organisations.length) return [h("p", { class: "kit-hint", "data-key": "none" }, "There is no interview with consent yet.")];
  const open = openCell(screen);
  return [
    h("p", { "data-key": "how" }, "Write in a few words what each organisation said on each theme. “Nothing said” and “not asked” are two different findings."),
    h("div", { class: "kit-scroll", role: "region", tabindex: "0", "aria-label": "Chart, themes by organisations", "data-key": "chart" },
      h("table", { class: "kit-talk-table kit-talk-chart", role: "table" },
        h("caption", {}, "What each organisation said on each theme"),
        h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, h("th", { scope: "col", role: "columnheader" }, "Organisation"), view.names.map(({ id, title }) => h("th", { scope: "col", role: "columnheader", "data-key": id }, words(title))))),
        h("tbody", { role: "rowgroup" }, view.organisations.map((organisation) => h("tr", { role: "row", "data-key": organisation.letter },
          h("th", { scope: "row", role: "rowheader", "data-key": "h" }, `${organisation.letter}: ${kindOf(screen, organisation.sort)}`, h("span", { class: "kit-hint" }, ` ${plural(organisation.interviews.length, "interview")}`)),
          view.names.map(({ id }) => cell(screen, organisation.letter, id))))))),
    open && editor(screen, open),
  ];
}

function openCell(screen) {
  const [letter, code] = (screen.outbox.draft(AT) ?? "").split("/");
  const known = screen.view.organisations.some((each) => each.letter === letter) && screen.view.names.some(({ id }) => id === code);
  return known && screen.outbox.draft(`open/${idOf(letter, code)}`) !== null ? { letter, code } : null;
}

function cellNow({ view, outbox }, letter, code) {
  const waits = outbox.waiting.findLast(({ kind, body }) => kind === "interviews.cell" && body.organisation === letter && body.code === code);
  const stands = view.cells[idOf(letter, code)] ?? { state: "", text: "", version: null, passages: [], aside: false, stale: false };
  return waits ? { ...stands, ...waits.body, waits: true } : stands;
}

function cell(screen, letter, code) {
  const { view } = screen;
  const now = cellNow(screen, letter, code);
  const title = titleOf(screen, code);
  const here = belonging(screen, letter, code).length;
  const said = now.aside ? "Set aside" : SAYS[now.state];
  return h("td", { role: "cell", "data-key": code },
    h("span", { class: "kit-talk-label", "aria-hidden": "true" }, words(title)),
    now.state === "said" && !now.aside ? words(now.text, "p") : h("p", { class: said ? "" : "kit-hint", "data-key": "said" }, said ?? "Empty"),
    now.stale && h("p", { class: "kit-tag kit-tag-waits", "data-key": "stale" }, "A sentence behind it is gone or has changed: read it again"),
    now.waits && h("p", { class: "kit-tag kit-tag-waits", "data-key": "waits" }, "Not saved yet"),
    behind(screen, now.passages, `organisation ${letter}, ${title}`),
    h("p", { class: "kit-hint", "data-key": "here" }, `${plural(here, "sentence")} marked`),
    !view.ended && !now.aside && h("button", { type: "button", class: "kit-quiet", id: `${slug(idOf(letter, code))}-change`, "data-do": "chartOpen", "data-letter": letter, "data-code": code, "data-version": now.version ?? "none", "data-key": "go" }, now.state ? "Change" : "Fill in", h("span", { class: "kit-hidden" }, `: organisation ${letter}, ${title}`)));
}

// The sentences that a summary rests on, folded away.
function behind(screen, passages, what) {
  const all = sentencesOf(screen);
  const found = passages.filter((id) => all.has(id)).map((id) => all.get(id));
  return found.length > 0 && h("details", { "data-key": "behind" },
    h("summary", {}, `${plural(found.length, "sentence")} behind it`, h("span", { class: "kit-hidden" }, `: ${what}`)),
    h("ul", { class: "kit-talk-evidence" }, found.map(({ id, interview, text }) => h("li", { "data-key": id }, words(text), h("span", { class: "kit-hint" }, ` Interview ${interviewOf(screen, interview).number}`)))));
}

function editor(screen, { letter, code }) {
  const { view, content } = screen;
  const now = cellNow(screen, letter, code);
  const found = belonging(screen, letter, code);
  const known = new Set(found.map(({ id }) => id));
  const title = `Organisation ${letter}, ${titleOf(screen, code)}`;
  return h("section", { class: "kit-card", "aria-label": title, "data-key": `editor/${letter}/${code}` },
    h("h3", { "data-key": "h" }, words(title)),
    h("p", { class: "kit-hint", "data-key": "p" }, found.length ? "Tick the sentences that your summary rests on. They are linked with it." : "No sentence of this organisation is marked with this theme."),
    view.ended ? null : adding(screen, idOf(letter, code), {
      kind: "interviews.cell", base: { organisation: letter, code }, version: now.version ?? null, button: "Keep this", said: "The chart has changed.",
      fields: [
        { name: "state", label: "What stands in this cell?", options: STATES, value: now.state },
        { name: "text", label: "Summary", hint: `Your own words, short. ${content.no_names}`, rows: 4, most: content.longest.summary, value: now.text },
      ],
      ticksName: "Sentences that the summary rests on",
      ticks: found.map(({ id, interview, text }) => ({ name: id, checked: now.passages.includes(id), label: words(text), hint: `Interview ${interviewOf(screen, interview).number}` })),
      shape: (body) => evidence(body, known),
      wrong: ({ state, text }) => (state === "said" && !text.trim() ? "there is no summary yet; write one, or choose what else stands here" : state !== "said" && text.trim() ? "there are words in the summary; choose “A summary”, or empty it" : null),
    }));
}

// The ticks of a form as the list of sentences behind it.
export function evidence(body, known) {
  const passages = [...known].filter((id) => body[id]);
  return { ...Object.fromEntries(Object.entries(body).filter(([name]) => !known.has(name))), passages };
}

export const chartActs = {
  chartOpen(screen, el) {
    const { letter, code, version } = el.dataset;
    const id = idOf(letter, code);
    screen.outbox.keep(AT, `${letter}/${code}`);
    if (screen.outbox.draft(`open/${id}`) === null) screen.outbox.keep(`open/${id}`, version);
    screen.focus(`#${slug(id)}-state`);
  },
};
