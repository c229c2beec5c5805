// The typology: where an organisation stands, by what was said, and nowhere without it.

import { h, words } from "./dom.js";
import { changing } from "./groupfields.js";
import { belonging, interviewOf, kindOf, sentencesOf } from "./talkwords.js";
import { evidence } from "./talkchart.js";

export function typesPanel(screen) {
  const { view, content } = screen;
  return [
    h("p", { class: "kit-notice", "data-key": "caution" }, h("strong", {}, "Take care. "), content.typology.caution),
    h("dl", { class: "kit-talk-types", "data-key": "types" }, content.typology.types.map(({ id, title, text }) => h("div", { "data-key": id }, h("dt", {}, title), h("dd", {}, text)))),
    h("p", { class: "kit-source", "data-key": "source" }, `After ${content.framework_source} In the kit’s own words.`),
    view.organisations.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "There is no interview with consent yet."),
    view.organisations.map((organisation) => place(screen, organisation)),
  ];
}

function place(screen, { letter, sort }) {
  const { view, content } = screen;
  const now = view.types[letter] ?? { type: null, text: "", version: null, passages: [], stale: false, aside: false };
  const title = `Organisation ${letter} (kind: ${kindOf(screen, sort)})`;
  const found = belonging(screen, letter);
  const known = new Set(found.map(({ id }) => id));
  const type = content.typology.types.find(({ id }) => id === now.type);
  const all = sentencesOf(screen);
  const text = now.aside ? h("p", { class: "kit-hint" }, "Set aside.") : type
    ? [h("p", {}, h("strong", {}, type.title)), now.text && words(now.text, "p"), h("ul", { class: "kit-talk-evidence" }, now.passages.filter((id) => all.has(id)).map((id) => h("li", {}, words(all.get(id).text)))), now.stale && h("p", { class: "kit-tag kit-tag-waits" }, "A sentence behind it is gone or has changed: look again")]
    : h("p", { class: "kit-hint" }, "Not placed.");
  return h("section", { class: "kit-card", "aria-label": title, "data-key": letter },
    h("h3", { "data-key": "h" }, title),
    found.length === 0 && !type
      ? h("p", { class: "kit-hint", "data-key": "none" }, "No sentence of this organisation is marked yet, so there is nothing to place it by.")
      : changing(screen, `type/${letter}`, {
        kind: "interviews.type", base: { organisation: letter }, version: now.version, emptyIsNull: "type", button: "Keep this", said: "Kept.", open: type ? "Change" : "Place it",
        fields: [
          { name: "type", label: "How does it speak of its work in these interviews?", options: [["", "Not placed"], ...content.typology.types.map(({ id, title: name }) => [id, name])], value: now.type ?? "" },
          { name: "why", label: "Why?", hint: content.no_names, rows: 3, most: content.longest.summary, value: now.text },
        ],
        ticksName: "Sentences that show it",
        ticks: found.map(({ id, interview, text: said }) => ({ name: id, checked: now.passages.includes(id), label: words(said), hint: `Interview ${interviewOf(screen, interview).number}: tick it if it shows this` })),
        shape: (body) => evidence(body, known),
        wrong: ({ type: chosen, passages }) => (chosen && !passages.length ? "no sentence is ticked that shows it; tick at least one, or leave it not placed" : null),
      }, text, { may: !view.ended && !now.aside, name: title }));
}
