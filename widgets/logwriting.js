// Writing: choose a way, write, say what one will do differently, put it away as an entry.

import { h, uid, words } from "./dom.js";
import { moment } from "./logdays.js";
import { reach, where } from "./logopening.js";

export function writing(log) {
  return log.keeper.editing ? editor(log) : choosing(log);
}

export const modelOf = (log, id) => log.content.models.find((model) => model.id === id);
export const formOf = (log, id) => log.content.forms.find((form) => form.id === id);

function choosing(log) {
  const drafts = Object.values(log.book.drafts).filter(({ kind }) => kind === "entry").sort((a, b) => b.at - a.at);
  const due = log.book.plans.filter((plan) => plan.due);
  const { about } = log.ui;
  return [
    h("h2", { tabindex: "-1", "data-key": "h" }, "Write"),
    due.length > 0 && h("div", { class: "kit-notice", "data-key": "due" }, h("p", {}, due.length === 1 ? "One thing you meant to do differently has come back." : `${due.length} things you meant to do differently have come back.`), h("button", { type: "button", class: "kit-button", "data-do": "place", "data-place": "differently" }, "Look at it")),
    about && h("div", { class: "kit-notice", "data-key": "about" }, h("p", {}, "Your next entry will be linked to: ", words(about.said), "."), h("p", {}, "Only the name and the day of the exercise were taken over, nothing that you wrote there."), h("button", { type: "button", class: "kit-quiet", "data-do": "unlinked" }, "Do not link it")),
    drafts.length > 0 && h("section", { class: "kit-card", "data-key": "drafts" }, h("h3", {}, "Drafts"),
      h("ul", { class: "kit-rows" }, drafts.map((draft) => h("li", { class: "kit-row", "data-key": draft.id },
        h("p", {}, words(draft.title || first(draft)), h("span", { class: "kit-hint" }, ` ${modelOf(log, draft.model)?.title ?? ""}, saved ${moment(draft.at)}`)),
        h("div", { class: "kit-line-acts" },
          h("button", { type: "button", class: "kit-button", "data-do": "resume", "data-draft": draft.id }, "Go on writing", h("span", { class: "kit-hidden" }, `: ${draft.title || first(draft)}`)),
          h("button", { type: "button", class: "kit-quiet kit-danger", "data-do": "drop", "data-draft": draft.id }, log.ui.dropping === draft.id ? "Yes, erase this draft" : "Erase", h("span", { class: "kit-hidden" }, `: ${draft.title || first(draft)}`))))))),
    h("section", { "data-key": "ways" }, h("h3", {}, "How would you like to write?"),
      h("ul", { class: "kit-log-ways" }, log.content.models.map((model) => h("li", { class: "kit-card", "data-key": model.id },
        h("h4", {}, model.title),
        h("p", {}, model.good_for.join(" ")),
        h("button", { type: "button", class: "kit-button", "data-do": "write", "data-model": model.id }, "Write", h("span", { class: "kit-hidden" }, `: ${model.title}`)),
        h("details", {}, h("summary", {}, "Where it comes from"), h("p", { class: "kit-source" }, `${model.source.title}. ${model.source.by}. Read: ${model.source.read}, on ${model.source.checked}. ${model.source.note}`)))))),
  ];
}

function first(draft) {
  const text = Object.values(draft.fields).find((each) => each.trim()) ?? draft.intents.find((each) => each.text.trim())?.text ?? "";
  return text ? `${text.trim().split(/\s+/).slice(0, 8).join(" ")}…` : "Nothing written yet";
}

export function field(log, { id, label, hint, quoted, rows = 4, what }) {
  const name = `kit-field-${id}`;
  return h("div", { class: "kit-field", "data-key": `field/${id}` },
    h("label", { for: name }, label, quoted && h("span", { class: "kit-source" }, ` (${quoted})`)),
    hint && h("p", { class: "kit-hint", id: `${name}-hint` }, hint),
    h("textarea", { id: name, rows, dir: "auto", maxlength: 20000, "data-words": what, "data-key": `${log.keeper.editing.id}/${what}`, "aria-describedby": hint ? `${name}-hint` : false }));
}

function editor(log) {
  const { editing, note } = log.keeper;
  if (editing.kind === "cpd") return h("div", { "data-key": "record" }, h("h2", { tabindex: "-1" }, "Write"), h("p", {}, "A record is open under Take away."), h("button", { type: "button", class: "kit-quiet", "data-do": "aside" }, "Put it aside and write"));
  const model = modelOf(log, editing.model);
  const named = (prompt) => (prompt.name ? `${prompt.name}: ${prompt.ask}` : prompt.ask);
  return h("form", { class: "kit-log-editor", "data-submit": "finish", "data-key": `editor/${editing.of || "new"}`, novalidate: true },
    h("h2", { tabindex: "-1" }, editing.of ? "Change an entry" : model.title),
    note && h("div", { class: "kit-notice", "data-key": "note", role: "status" }, h("p", {}, note)),
    editing.of && h("p", { class: "kit-hint", "data-key": "of" }, "The earlier wording stays in the log beside the new one."),
    editing.came_from && h("p", { class: "kit-hint", "data-key": "from" }, "After ", words(editing.came_from)),
    h("p", { class: "kit-log-reach", "data-key": "reach" }, h("strong", {}, reach(log)), ` Kept in your locked log ${where(log)} as you type, until you erase it.`),
    h("div", { class: "kit-field", "data-key": "title" }, h("label", { for: "kit-title" }, "Title, if you like"), h("input", { id: "kit-title", dir: "auto", maxlength: 300, autocomplete: "off", "data-own": "", "data-words": "title", "data-key": `${editing.id}/title` })),
    model.prompts.map((prompt) => field(log, { id: prompt.id, label: named(prompt), hint: prompt.hint, quoted: prompt.quoted, rows: model.prompts.length === 1 ? 12 : 4, what: `field/${prompt.id}` })),
    h("fieldset", { class: "kit-field", "data-key": "intents" }, h("legend", {}, "What I will do differently"),
      h("p", { class: "kit-hint" }, "Each comes back at your next visit and after 30 days: done, changed, or still to do."),
      editing.intents.map((intent, n) => h("div", { class: "kit-log-intent", "data-key": intent.id },
        h("label", { for: `kit-intent-${n}`, class: "kit-hidden" }, `Something to do differently, number ${n + 1}`),
        h("textarea", { id: `kit-intent-${n}`, rows: 2, dir: "auto", "data-words": `intent/${intent.id}`, "data-key": `${editing.id}/${intent.id}` }),
        h("button", { type: "button", class: "kit-quiet", "data-do": "intentOut", "data-intent": intent.id }, "Take out", h("span", { class: "kit-hidden" }, ` number ${n + 1}`)))),
      h("button", { type: "button", class: "kit-quiet", "data-do": "intent", "data-key": "add" }, "Add something to do differently")),
    log.error("finish", "kit-finish-error"),
    h("div", { class: "kit-acts", "data-key": "acts" },
      h("button", { class: "kit-button", "data-error": "finish", disabled: !log.open }, editing.of ? "Keep as a new version" : "Put away as an entry"),
      h("button", { type: "button", class: "kit-quiet", "data-do": "aside", disabled: !log.open }, "Go on later")));
}

async function aside(log) {
  if (!await log.keeper.free()) return;
  log.keeper.put(null);
  log.keeper.reopen = null;
  log.focus("h2");
}

export const writingActs = {
  async write(log, el) {
    const model = modelOf(log, el.dataset.model);
    log.keeper.put({ model: model.id, about: log.ui.about?.about ?? null, came_from: log.ui.about?.said ?? "" });
    log.focus("h2");
  },
  async resume(log, el) {
    if (!await log.keeper.free()) return;
    log.keeper.put(log.book.drafts[el.dataset.draft]);
    log.focus("h2");
  },
  unlinked(log) {
    log.ui.about = null;
    log.focus("h2");
  },
  async drop(log, el) {
    const { draft } = el.dataset;
    if (log.ui.dropping !== draft) {
      log.ui.dropping = draft;
      log.announce("Press again to erase this draft for good.");
      log.draw();
      return;
    }
    log.ui.dropping = null;
    await log.tried("page", () => log.ask("drop", { draft }));
    log.announce("The draft is erased.");
    log.focus("h2");
  },
  intent(log) {
    const id = uid();
    log.keeper.editing.intents.push({ id, text: "" });
    log.keeper.changed();
    log.focus(`[data-words="intent/${id}"]`);
  },
  intentOut(log, el) {
    const { editing } = log.keeper;
    editing.intents = editing.intents.filter(({ id }) => id !== el.dataset.intent);
    log.keeper.changed();
    log.focus("[data-do=intent]");
  },
  aside,
  async finish(log) {
    const { keeper } = log;
    if (keeper.busy) return;
    keeper.busy = true;
    await keeper.flush();
    if (keeper.editing) {
      keeper.editing.change ??= uid();
      const done = await log.tried("finish", () => log.ask("finish", { ...structuredClone(keeper.body()), change: keeper.editing.change }));
      if (done) {
        keeper.put(null);
        keeper.reopen = null;
        log.ui = { about: null };
        log.place = "entries";
        log.ui.reading = done.entry;
        log.announce("Put away as an entry.");
        log.focus("h2");
      }
    }
    keeper.busy = false;
  },
};

