// The entries of a log: read, change, take away, share, erase.

import { h, words } from "./dom.js";
import { day, moment } from "./logdays.js";
import { modelOf } from "./logwriting.js";

const WHERE = "/alone"; // it says where each course was left

export const entriesOf = (log) => Object.values(log.book.entries).sort((a, b) => b.versions[0].at - a.versions[0].at);
export const nowOf = (entry) => entry.versions.at(-1);

export function reading(log) {
  const entries = entriesOf(log);
  return [
    h("h2", { tabindex: "-1", "data-key": "h" }, "Entries"),
    entries.length === 0 && h("p", { "data-key": "none" }, "There are no entries yet. Drafts stand under Write."),
    entries.map((entry) => h("details", { class: "kit-other kit-log-entry", "data-key": entry.id, open: log.ui.reading === entry.id },
      h("summary", {}, words(nowOf(entry).title), h("span", { class: "kit-hint" }, ` ${day(entry.versions[0].at)}`)),
      entry.came_from && h("p", { class: "kit-hint" }, "After ", words(entry.came_from), globalThis.kit && [". ", h("a", { href: WHERE }, "Open the exercise")]),
      wording(log, nowOf(entry)),
      plans(log, entry),
      entry.versions.length > 1 && h("details", { "data-key": "earlier" }, h("summary", {}, `Earlier wordings (${entry.versions.length - 1})`),
        entry.versions.slice(0, -1).map((version, n) => h("section", { "data-key": `v${n}` }, h("h3", {}, `As of ${moment(version.at)}`), wording(log, version, "h4")))),
      entry.copies.length > 0 && h("ul", { class: "kit-hint", "data-key": "copies" }, entry.copies.map((copy) => h("li", {}, `A copy for `, words(copy.to), `, ${day(copy.at)}`))),
      h("div", { class: "kit-acts", "data-key": "acts" },
        h("button", { type: "button", class: "kit-quiet", "data-do": "reword", "data-entry": entry.id }, "Change", about(entry)),
        h("button", { type: "button", class: "kit-quiet", "data-do": "word", "data-entry": entry.id }, "Word file", about(entry)),
        h("button", { type: "button", class: "kit-quiet", "data-do": "plaintext", "data-entry": entry.id }, "Text file", about(entry)),
        h("button", { type: "button", class: "kit-quiet kit-danger", "data-do": "erase", "data-entry": entry.id }, log.ui.erasing === entry.id ? "Yes, erase it for good" : "Erase", about(entry))),
      log.ui.erasing === entry.id && h("p", { class: "kit-error", "data-key": "sure" }, "This entry goes with all its wordings and with what you meant to do differently after it. It cannot be undone. Files that were taken away stay where they are. If anyone has asked to see this information, do not erase it."),
      h("form", { class: "kit-note", "data-submit": "share", "data-entry": entry.id, "data-key": "share", novalidate: true },
        h("label", { for: `kit-to-${entry.id}` }, "Share a copy with a supervisor"),
        h("p", { class: "kit-hint", id: `kit-to-${entry.id}-hint` }, "Write for whom (a role is enough). You get a Word file to hand over yourself; the log notes the day. The copy is not locked."),
        log.error(`to-${entry.id}`, `kit-to-${entry.id}-error`),
        h("input", { id: `kit-to-${entry.id}`, name: "to", maxlength: 300, autocomplete: "off", "data-own": "", "data-error": `to-${entry.id}`, "aria-invalid": log.errors.has(`to-${entry.id}`) && "true", "aria-describedby": `kit-to-${entry.id}-hint` }),
        h("button", { class: "kit-quiet" }, "Make the copy", about(entry))))),
  ];
}

const about = (entry) => h("span", { class: "kit-hidden" }, `: ${nowOf(entry).title}`);

function wording(log, version, level = "h3") {
  const model = modelOf(log, version.model);
  const asks = new Map((model?.prompts ?? []).map(({ id, ask }) => [id, ask]));
  return Object.entries(version.fields).filter(([, text]) => text).map(([id, text]) => [h(level, {}, asks.get(id) ?? id), h("p", { class: "kit-log-words" }, words(text))]);
}

function plans(log, entry) {
  const found = log.book.plans.filter((plan) => plan.entry === entry.id);
  return found.length > 0 && h("section", { "data-key": "plans" }, h("h3", {}, "What I will do differently"), h("ul", {}, found.map((plan) => h("li", {}, words(plan.text), plan.answers.length > 0 && ` (${SAID[plan.answers.at(-1).said]}, ${day(plan.answers.at(-1).at)})`))));
}

export const SAID = { done: "done", changed: "changed", still: "still to do" };

// Ask for a file and hand it to the browser as a download.
export async function fetchFile(log, field, body) {
  const file = await log.tried(field, () => log.ask("take", body));
  if (!file) return null;
  const bytes = Uint8Array.from(atob(file.data), (sign) => sign.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: file.mime }));
  const link = h("a", { href: address, download: file.name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  log.announce(`The file ${file.name} is in your downloads. It is not locked.`);
  return file;
}

export const readingActs = {
  async reword(log, el) {
    if (!await log.keeper.free()) return;
    const entry = log.book.entries[el.dataset.entry];
    const standing = Object.values(log.book.drafts).find(({ of }) => of === entry.id);
    const { model, title, fields } = nowOf(entry);
    const intents = log.book.plans.filter((plan) => plan.entry === entry.id).map(({ id, text }) => ({ id, text }));
    log.keeper.put(standing ?? { model, title, fields, intents, of: entry.id, about: entry.about, came_from: entry.came_from });
    log.place = "write";
    log.focus("h2");
  },
  word: (log, el) => fetchFile(log, "page", { what: "entries", entries: [el.dataset.entry], form: "word" }),
  plaintext: (log, el) => fetchFile(log, "page", { what: "entries", entries: [el.dataset.entry], form: "text" }),
  async share(log, form) {
    const { entry } = form.dataset;
    const to = form.elements.to.value.trim();
    if (!to) {
      log.errors.set(`to-${entry}`, "nobody is named yet; write for whom the copy is");
      log.focus(`[data-error="to-${entry}"]`);
      return;
    }
    if (await fetchFile(log, `to-${entry}`, { what: "entries", entries: [entry], form: "word", to })) form.elements.to.value = "";
  },
  async erase(log, el) {
    const { entry } = el.dataset;
    if (log.ui.erasing !== entry) {
      log.ui.erasing = entry;
      log.announce("Press again to erase this entry for good.");
      log.draw();
      return;
    }
    log.ui.erasing = null;
    if (log.keeper.editing?.of === entry) log.keeper.forget();
    await log.tried("page", () => log.ask("erase", { entry }));
    log.announce("The entry is erased.");
    log.focus("h2");
  },
};

