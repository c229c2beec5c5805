// The page of somebody from outside: each item is rated beside the answers, with reasons.

import { capital, h } from "./dom.js";
import { calls, join, savedLine, standing, undo, undoButton } from "./screen.js";
import { helpBox } from "./helping.js";
import { tablesPage } from "./tables.js";
import { lookedAt, resultActs, resultsBox } from "./temperatureresults.js";
import { aboutInstrument, instrumentTabs, nameOf, slug, stageName } from "./temperaturewords.js";

const draftOf = (name, part) => `rate/${name}/${part}`;

function parts(screen) {
  const { view, content } = screen;
  const instrument = lookedAt(screen);
  return [
    standing(screen),
    h("div", { class: "kit-top", "data-key": "top" }, calls(screen), bar(screen)),
    h("div", { class: "kit-stage", "data-key": "stage" },
      h("h2", { tabindex: "-1", "data-key": "h" }, "Beside the answers"),
      h("p", { "data-key": "p" }, "Your rating stands beside the answers, with your reasons, and replaces none of them. Rate what you can judge; leave out the rest. Write about practice, not about a person."),
      !view.results && h("p", { class: "kit-notice", "data-key": "wait" }, "The answers have not been shown yet. You can rate before you see them, and change it when you have."),
      view.results ? resultsBox(screen, { beside: (item, result, name) => form(screen, instrument, item, name) }) : bare(screen, instrument)),
    helpBox(view, 2, content.leader),
  ];
}

function bar(screen) {
  return h("div", { class: "kit-bar", "data-key": "bar" },
    h("p", { class: "kit-where", "data-key": "where" }, h("strong", {}, "Moderator"), ` · ${screen.view.ended ? "Ended" : stageName(screen.view.stage)}`),
    savedLine(screen),
    undoButton(screen));
}

// The items before the answers are shown.
function bare(screen, instrument) {
  return h("div", { "data-key": "bare" },
    instrumentTabs(screen, instrument.id, "lookAt"),
    h("h3", { "data-key": `h/${instrument.id}` }, instrument.title),
    h("div", { "data-key": `of/${instrument.id}` }, aboutInstrument(instrument), instrument.sections.flatMap(({ items }) => items).map((item) => {
      const name = nameOf(instrument.id, item.id);
      return h("div", { class: "kit-temp-result", "data-key": name }, h("h4", { "data-key": "h" }, item.text), form(screen, instrument, item, name));
    })));
}

function standingOf({ view, outbox }, name) {
  const waits = outbox.waiting.findLast(({ kind, body }) => kind === "temperature.rated" && nameOf(body.instrument, body.item) === name);
  if (waits) return { option: waits.body.option ?? "", reasons: waits.body.reasons, version: waits.id, aside: false };
  return view.ratings[name] ?? { option: "", reasons: "", version: null, aside: false };
}

function form(screen, instrument, item, name) {
  const stands = standingOf(screen, name);
  const id = slug(`rate-${name}`);
  const wrong = screen.errors.get(name);
  const of = () => h("span", { class: "kit-hidden" }, `: ${item.text.slice(0, 60)}`);
  const text = (option) => instrument.scales[item.scale].options.find((each) => each.id === option)?.text ?? option;
  if (stands.aside) return h("p", { class: "kit-hint", "data-key": "aside" }, "The board manager has set these reasons aside; your rating stands.");
  return h("form", { class: "kit-temp-rate", "data-submit": "rate", "data-instrument": instrument.id, "data-item": item.id, "data-key": "rate", novalidate: true },
    h("p", { "data-key": "stands" }, stands.option ? `Your rating: ${text(stands.option)}.` : "You have not rated this."),
    h("label", { for: `${id}-option`, "data-key": "l1" }, "Rating from outside", of()),
    h("select", { id: `${id}-option`, name: "option", "data-draft": draftOf(name, "option"), "data-value": stands.option, disabled: screen.view.ended, "data-key": "option" },
      h("option", { value: "" }, "No rating"), instrument.scales[item.scale].options.map((option) => h("option", { value: option.id }, option.text))),
    h("label", { for: id, "data-key": "l2" }, "Reasons", of()),
    wrong && h("p", { class: "kit-error", id: `${id}-error`, "data-key": "error" }, h("span", { class: "kit-hidden" }, "Error: "), capital(wrong)),
    h("textarea", { id, name: "reasons", rows: 2, dir: "auto", maxlength: screen.content.longest.evidence, "data-draft": draftOf(name, "reasons"), "data-value": stands.reasons, "aria-invalid": wrong && "true", "aria-describedby": wrong && `${id}-error`, disabled: screen.view.ended, "data-key": "reasons" }),
    !screen.view.ended && h("button", { class: "kit-button", "data-key": "go" }, "Keep this rating", of()));
}

const acts = {
  ...resultActs,
  join,
  undo,
  rate(screen, el) {
    const { instrument, item } = el.dataset;
    const name = nameOf(instrument, item);
    const { option, reasons } = el.elements;
    screen.errors.delete(name);
    if (option.value && !reasons.value.trim()) {
      screen.errors.set(name, "a rating needs its reasons; write why, in a line or two");
      return screen.focus(`#${reasons.id}`);
    }
    screen.put("temperature.rated", { instrument, item, option: option.value || null, reasons: option.value ? reasons.value : "", on: standingOf(screen, name).version }, option.value ? "Rating kept." : "Rating taken away.");
    for (const part of ["option", "reasons"]) screen.outbox.keep(draftOf(name, part), null);
  },
  refused(screen, { kind, body }, sentence) {
    if (kind !== "temperature.rated") return;
    const name = nameOf(body.instrument, body.item);
    screen.errors.set(name, sentence);
    screen.outbox.keep(draftOf(name, "option"), body.option);
    screen.outbox.keep(draftOf(name, "reasons"), body.reasons || null);
  },
};

function stageSaid(screen) {
  const { view } = screen;
  if (!screen.seated || screen.shownStage === view.stage) return;
  if (screen.shownStage !== undefined) screen.announce(`${stageName(view.stage)}.`);
  screen.shownStage = view.stage;
}

export default { render: tablesPage({ parts, acts, stageSaid, title: () => "your rating from outside" }) };
