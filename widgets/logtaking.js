// Taking away: entries as files, a record of professional development, what was worked through.

import { h, words } from "./dom.js";
import { day, moment } from "./logdays.js";
import { entriesOf, fetchFile, nowOf } from "./logreading.js";
import { field, formOf } from "./logwriting.js";

export function taking(log) {
  const { editing } = log.keeper;
  if (editing?.kind === "cpd") return record(log, editing);
  const entries = entriesOf(log);
  const records = Object.values(log.book.drafts).filter(({ kind }) => kind === "cpd").sort((a, b) => b.at - a.at);
  return [
    h("h2", { tabindex: "-1", "data-key": "h" }, "Take away"),
    h("p", { "data-key": "p" }, "Files that you take away are not locked. They are in your downloads, and the kit cannot reach them."),
    entries.length === 0 ? h("p", { "data-key": "none" }, "There are no entries yet.") : h("form", { "data-submit": "takeAway", "data-key": "take", novalidate: true },
      h("fieldset", { class: "kit-field", "data-key": "which" }, h("legend", {}, "Which entries?"),
        log.error("take", "kit-take-error"),
        h("label", { class: "kit-tick" }, h("input", { type: "checkbox", "data-change": "all", "data-error": "take", checked: entries.every(({ id }) => log.ui.chosen?.includes(id)) }), h("span", {}, "All of them")),
        entries.map((entry) => h("label", { class: "kit-tick", "data-key": entry.id }, h("input", { type: "checkbox", name: "entry", value: entry.id, "data-change": "one", checked: log.ui.chosen?.includes(entry.id) }), h("span", {}, words(nowOf(entry).title), h("span", { class: "kit-hint" }, day(entry.versions[0].at)))))),
      h("fieldset", { class: "kit-field", "data-key": "as" }, h("legend", {}, "As what?"),
        [["word", "A Word file"], ["text", "A plain text file"], ["certificate", "A certificate of what was worked through (it says what it does not certify)"], ...log.content.forms.map((form) => [`record/${form.id}`, `A record of professional development: ${form.title}`])].map(([value, text]) =>
          h("label", { class: "kit-tick", "data-key": value }, h("input", { type: "radio", name: "as", value, "data-change": "pick", "data-pick": "as", checked: value === (log.ui.picked?.as ?? "word") }), h("span", {}, text)))),
      h("button", { class: "kit-button" }, "Go on")),
    records.length > 0 && h("section", { class: "kit-card", "data-key": "records" }, h("h3", {}, "Records in the log"), h("ul", { class: "kit-rows" }, records.map((draft) => h("li", { class: "kit-row", "data-key": draft.id },
      h("p", {}, words(draft.title || formOf(log, draft.model)?.title || draft.model), h("span", { class: "kit-hint" }, ` saved ${moment(draft.at)}`)),
      h("div", { class: "kit-line-acts" },
        h("button", { type: "button", class: "kit-quiet", "data-do": "resume", "data-draft": draft.id }, "Open", h("span", { class: "kit-hidden" }, `: ${draft.title}`)),
        h("button", { type: "button", class: "kit-quiet kit-danger", "data-do": "drop", "data-draft": draft.id }, log.ui.dropping === draft.id ? "Yes, erase this record" : "Erase", h("span", { class: "kit-hidden" }, `: ${draft.title}`))))))),
  ];
}

function record(log, editing) {
  const form = formOf(log, editing.model);
  return h("form", { class: "kit-log-editor", "data-submit": "recordFile", "data-key": "record", novalidate: true },
    h("h2", { tabindex: "-1" }, "Record of professional development"),
    log.keeper.note && h("div", { class: "kit-notice", role: "status", "data-key": "note" }, h("p", {}, log.keeper.note)),
    h("p", {}, form.title, ". ", form.for_whom),
    h("p", { class: "kit-hint" }, "The fields begin with what stands in your entries. Change them: a record is read by others, and is shorter and plainer than a reflection. It is kept in your locked log as you type."),
    form.note && h("p", { class: "kit-hint" }, form.note),
    h("div", { class: "kit-field", "data-key": "title" }, h("label", { for: "kit-title" }, "Title, if you like"), h("input", { id: "kit-title", dir: "auto", maxlength: 300, autocomplete: "off", "data-own": "", "data-words": "title", "data-key": `${editing.id}/title` })),
    form.fields.map((each) => field(log, { id: each.id, label: each.label, hint: [each.hint, each.blank].filter(Boolean).join(" "), what: `field/${each.id}` })),
    h("p", { class: "kit-source" }, `Where the fields come from: ${form.source.by}. Looked up on ${form.source.checked}: ${form.source.read}.`),
    log.error("record", "kit-record-error"),
    h("div", { class: "kit-acts" },
      h("button", { class: "kit-button", "data-error": "record" }, "Make the Word file"),
      h("button", { type: "button", class: "kit-quiet", "data-do": "aside" }, "Put it aside; it stays in the log")));
}

export const takingActs = {
  all(log, el) {
    log.ui.chosen = el.checked ? entriesOf(log).map(({ id }) => id) : [];
    log.draw();
  },
  one(log, el) {
    const chosen = new Set(log.ui.chosen);
    if (el.checked) chosen.add(el.value);
    else chosen.delete(el.value);
    log.ui.chosen = [...chosen];
    log.draw();
  },
  async takeAway(log, form) {
    const entries = (log.ui.chosen ?? []).filter((id) => id in log.book.entries);
    const as = form.elements.as.value;
    if (!entries.length) {
      log.errors.set("take", "no entry is chosen; choose at least one");
      log.focus("[data-error=take]");
      return;
    }
    if (!as.startsWith("record/")) {
      await fetchFile(log, "take", { what: as === "certificate" ? "certificate" : "entries", entries, form: as });
      return;
    }
    const model = as.split("/")[1];
    if (!await log.keeper.free()) return;
    const told = await log.tried("take", () => log.ask("fill", { form: model, entries }));
    if (!told) return;
    log.keeper.put({ kind: "cpd", model, title: nowOf(log.book.entries[entries[0]]).title });
    log.keeper.editing.fields = told.fields;
    log.keeper.refill = true;
    log.keeper.changed();
    log.focus("h2");
  },
  async recordFile(log) {
    await log.keeper.flush();
    await fetchFile(log, "record", { what: "record", form: "word", written: structuredClone(log.keeper.written()) });
  },
};
