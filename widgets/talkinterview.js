// The interviewer's page: consent first, then one question at a time, and a note on each.

import { h, listed, plural, words } from "./dom.js";
import { serverNow } from "./clock.js";
import { adding } from "./groupfields.js";
import { kindOf, nameOf, notesOf } from "./talkwords.js";

const OPEN = "talk/open"; // which interview this page shows
const at = (id) => `talk/at/${id}`;
const draftOf = (id, question) => `talknote/${id}/${question}`;
const onOf = (id, question) => `talkon/${id}/${question}`;
const consentOf = (id, point) => `consent/${id}/${point}`;

export function interviewsPanel(screen) {
  const open = screen.view.interviews.find(({ id, removed }) => id === screen.outbox.draft(OPEN) && !removed);
  return open ? h("div", { class: "kit-talk", "data-key": `interview/${open.id}` }, interview(screen, open)) : h("div", { "data-key": "list" }, list(screen));
}

function list(screen) {
  const { view, content } = screen;
  return [
    h("p", { "data-key": "purpose" }, content.purpose),
    h("p", { class: "kit-hint", "data-key": "office" }, content.office),
    h("ol", { class: "kit-talk-steps", "data-key": "steps" }, content.steps.map(({ title, text }) => h("li", { "data-key": title }, h("strong", {}, `${title}. `), text))),
    view.interviews.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "There is no interview yet."),
    h("ul", { class: "kit-lines", "data-key": "interviews" }, view.interviews.map((each) => h("li", { class: "kit-line", id: `interview-${each.id}`, tabindex: "-1", "data-key": each.id },
      h("p", { "data-key": "name" }, h("strong", {}, nameOf(screen, each))),
      h("p", { class: "kit-tags", "data-key": "tags" }, h("span", { class: "kit-tag" }, state(screen, each))),
      !each.removed && !each.aside && h("div", { class: "kit-line-acts", "data-key": "acts" }, h("button", { type: "button", class: "kit-quiet", "data-do": "openTalk", "data-of": each.id, "data-key": "open" }, "Open", hidden(`: ${nameOf(screen, each)}`)))))),
    !view.ended && h("section", { class: "kit-card", "data-key": "new" },
      h("h3", {}, "One more interview"),
      h("p", { class: "kit-hint" }, "Organisations have letters, and people numbers. Which letter stands for whom you keep on paper, apart from this computer."),
      adding(screen, "interview/new", {
        kind: "interviews.added", said: "Interview added.", button: "Begin with consent",
        fields: [
          { name: "organisation", label: "Organisation", options: [["", "Choose a letter"], ...[...content.letters].map((letter) => [letter, letterWords(screen, letter)])] },
          { name: "sort", label: "Kind of organisation", options: [["", "Choose a kind"], ...content.kinds.map(({ id, title }) => [id, title])] },
        ],
        shape: (body) => ({ ...body, sort: body.sort || (view.interviews.find(({ organisation, removed }) => organisation === body.organisation && !removed)?.sort ?? "") }),
        wrong: ({ organisation, sort }) => (!organisation ? "no organisation is chosen; choose a letter" : !sort ? "no kind of organisation is chosen; choose one from the list" : null),
        after: (page, made) => show(page, made),
      })),
    h("details", { "data-key": "sources" }, h("summary", {}, "Where the questions and the opening come from"), content.sources.map((text) => h("p", { class: "kit-source" }, text))),
  ];
}

function letterWords(screen, letter) {
  const known = screen.view.interviews.find(({ organisation, removed }) => organisation === letter && !removed);
  return known ? `${letter} (kind: ${kindOf(screen, known.sort)})` : letter;
}

function state(screen, each) {
  if (each.removed) return "Stopped and erased";
  if (each.aside) return "Withdrawn: under “Set aside”";
  if (!each.consented) return "No consent yet";
  const questions = Object.values(notesOf(screen, each.id)).filter(({ text }) => text).length;
  return `${each.ended ? "Finished" : "Open"}, notes on ${questions} of ${plural(screen.content.questions.length, "question")}`;
}

const hidden = (text) => h("span", { class: "kit-hidden" }, text);

function interview(screen, each) {
  const { view } = screen;
  return [
    h("div", { class: "kit-line-acts", "data-key": "back" }, h("button", { type: "button", class: "kit-quiet", "data-do": "closeTalk", "data-key": "back" }, "All interviews")),
    h("h3", { "data-key": "h", id: "kit-talk-h", tabindex: "-1" }, nameOf(screen, each)),
    each.aside && h("p", { class: "kit-notice", "data-key": "aside" }, "This interview has been withdrawn. You can put it back, or erase it, under “Set aside”."),
    !each.aside && (each.consented ? asking(screen, each) : consent(screen, each, 4)),
    !each.aside && !view.ended && stopping(screen, each),
  ];
}

// consent

function consent(screen, each, level) {
  const { content } = screen;
  const wrong = screen.errors.get("consent");
  const ticked = (point) => { const draft = screen.outbox.draft(consentOf(each.id, point)); return draft === null ? each.consent.includes(point) : draft === "yes"; };
  return h("div", { "data-key": "consent" },
    h("p", { "data-key": "intro" }, content.opening.intro),
    h("ol", { class: "kit-talk-opening", "data-key": "opening" }, content.opening.points.map(({ title, say }) => h("li", { "data-key": title }, h("strong", {}, `${title}. `), words(say)))),
    h("form", { class: "kit-card", "data-submit": "saveConsent", "data-of": each.id, "data-key": "form", novalidate: true },
      h(`h${level}`, { id: "kit-consent-h" }, "Consent"),
      h("p", { class: "kit-hint", id: "kit-consent-hint" }, "Tick what the person says. Without the first four, no notes open. No name is kept here: a signed form stays on paper."),
      screen.error("consent", "kit-consent-error"),
      h("div", { role: "group", "aria-labelledby": "kit-consent-h", "aria-describedby": "kit-consent-hint", "data-key": "points" }, content.consent.map((point) => h("label", { class: "kit-tick", "data-key": point.id },
        h("input", { type: "checkbox", id: `kit-consent-${point.id}`, "data-change": "consentTick", "data-of": consentOf(each.id, point.id), checked: ticked(point.id), "aria-invalid": wrong && point.needed && !ticked(point.id) && "true", "aria-describedby": wrong && "kit-consent-error", "data-key": "box" }),
        h("span", {}, point.text, !point.needed && h("span", { class: "kit-hint" }, "They can say no to this and still take part."))))),
      h("button", { class: "kit-button", "data-key": "go" }, "Record consent")));
}

// questions

function asking(screen, each) {
  const { content, view } = screen;
  const n = place(screen, each);
  const question = content.questions[n];
  const [before, next] = [content.questions[n - 1], content.questions[n + 1]];
  const skipped = skippedNow(screen, each).includes(question.id);
  const go = (to, text, key, look) => to && h("button", { type: "button", class: look, "data-do": "askTalk", "data-of": each.id, "data-question": to.id, "data-key": key }, text);
  return h("div", { "data-key": "asking" },
    h("p", { class: "kit-hint", "data-key": "time" }, time(screen, each)),
    h("details", { "data-key": "consented" }, h("summary", {}, "Opening and consent, to read again or change"), consent(screen, each, 4)),
    h("p", { class: "kit-where", "data-key": "where" }, `Question ${n + 1} of ${content.questions.length} · ${question.section}`),
    h("h4", { class: "kit-talk-ask", "data-key": "ask", id: "kit-talk-ask", tabindex: "-1" }, question.ask),
    question.prompts.length > 0 && h("ul", { class: "kit-talk-prompts", "aria-label": "If the answer is short", "data-key": "prompts" }, question.prompts.map((text) => h("li", {}, text))),
    noteBox(screen, each, question),
    h("div", { class: "kit-controls", "data-key": "controls" },
      go(next, "Save and next question", "next", "kit-button"),
      go(before, "Back", "before", "kit-quiet"),
      !view.ended && h("button", { type: "button", class: "kit-quiet", "data-do": "skipTalk", "data-of": each.id, "data-question": question.id, "data-skipped": skipped ? "no" : "yes", "data-key": "skip" }, skipped ? "Ask it after all" : "Leave this question out"),
      !view.ended && h("button", { type: "button", class: "kit-quiet", "data-do": "finishTalk", "data-of": each.id, "data-finished": each.ended ? "no" : "yes", "data-key": "finish" }, each.ended ? "The conversation goes on" : "The conversation is over")),
    h("details", { "data-key": "all" }, h("summary", {}, "All questions"), h("ol", { class: "kit-talk-all" }, content.questions.map((other) => h("li", { "data-key": other.id },
      h("button", { type: "button", class: "kit-quiet", "data-do": "askTalk", "data-of": each.id, "data-question": other.id, "aria-current": other.id === question.id && "step" }, other.ask), " ", h("span", { class: "kit-tag" }, status(screen, each, other.id)))))));
}

function place(screen, each) {
  const n = screen.content.questions.findIndex(({ id }) => id === screen.outbox.draft(at(each.id)));
  return Math.max(n, 0);
}

// About how long it has been, in steps of five minutes: nobody is hurried.
function time(screen, each) {
  const minutes = Math.max(0, ((each.ended ?? serverNow()) - each.begun) / 60);
  const long = minutes < 3 ? "A few minutes" : `About ${Math.round(minutes / 5) * 5 || 5} minutes`;
  if (each.ended) return `${long}. It is over, and you can still complete your notes.`;
  return minutes > 12 * 60 ? "The conversation has not been marked as over." : `${long} so far. ${screen.content.guide.lasts}`;
}

const waitingNote = (screen, id, question) => screen.outbox.waiting.findLast(({ kind, body }) => kind === "interviews.noted" && body.interview === id && body.question === question);
const skippedNow = ({ outbox }, each) => outbox.waiting.filter(({ kind, body }) => kind === "interviews.skipped" && body.interview === each.id).reduce((found, { body }) => (body.skipped ? [...found, body.question] : found.filter((id) => id !== body.question)), each.skipped);

// The note that stands, with what waits on this device.
function standing(screen, id, question) {
  const waits = waitingNote(screen, id, question);
  if (waits) return { text: waits.body.text, version: waits.id, seen: [], waits: true };
  return notesOf(screen, id)[question] ?? { text: "", version: null, seen: [] };
}

function status(screen, each, question) {
  if (screen.outbox.draft(draftOf(each.id, question)) !== null) return "Typed, not saved";
  if (standing(screen, each.id, question).text) return "Noted";
  return skippedNow(screen, each).includes(question) ? "Left out" : "Nothing noted";
}

function noteBox(screen, each, question) {
  const { content, view } = screen;
  const note = standing(screen, each.id, question.id);
  const draft = screen.outbox.draft(draftOf(each.id, question.id));
  const bases = (screen.ui.talkBases ??= {});
  const key = `${each.id}/${question.id}`;
  if (draft === null) bases[key] = note.version ?? "none";
  const base = (draft !== null && screen.outbox.draft(onOf(each.id, question.id))) || (bases[key] ??= note.version ?? "none");
  screen.outbox.keep(onOf(each.id, question.id), draft === null ? null : base);
  if (note.aside) return h("p", { class: "kit-hint", "data-key": "note/aside" }, "This note is set aside.");
  const field = `note/${key}`;
  const wrong = screen.errors.get(field);
  return h("form", { class: "kit-note kit-talk-note", "data-submit": "saveTalk", "data-of": each.id, "data-question": question.id, "data-key": `note/${key}`, novalidate: true },
    h("label", { for: "kit-talk-note", "data-key": "label" }, "Your note"),
    h("p", { class: "kit-hint", id: "kit-talk-hint", "data-key": "hint" }, content.no_names),
    screen.error(field, "kit-talk-error"),
    h("textarea", { id: "kit-talk-note", name: "text", rows: 7, dir: "auto", maxlength: content.longest.note, disabled: view.ended, "data-draft": draftOf(each.id, question.id), "data-value": note.text, "data-change": "typedTalk", "data-key": `text/${base}`, "aria-describedby": `kit-talk-hint kit-talk-state${wrong ? " kit-talk-error" : ""}`, "aria-invalid": wrong && "true" }),
    h("p", { class: "kit-hint", id: "kit-talk-state", "data-key": "state" }, draft !== null ? "Typed, and kept on this page. Not saved yet." : note.waits ? "Not saved yet: it waits on this device." : note.text ? "Saved." : "Nothing noted yet."),
    note.seen.length > 0 && draft === null && h("p", { class: "kit-look-twice", "data-key": "seen" }, h("strong", {}, "This may identify somebody: "), words(listed(note.seen)), ". Say it in other words if you can. The kit sees patterns only."),
    h("button", { class: "kit-quiet", "data-key": "save", disabled: view.ended }, "Save the note"));
}

// Save what was typed, if it is other than what stands.
function save(screen, id, question) {
  const name = draftOf(id, question);
  const text = screen.outbox.draft(name);
  if (text === null && !emptied(screen, name)) return;
  const note = standing(screen, id, question);
  const base = screen.outbox.draft(onOf(id, question)) ?? screen.ui.talkBases?.[`${id}/${question}`] ?? "none";
  screen.errors.delete(`note/${id}/${question}`);
  screen.outbox.keep(name, null);
  if ((text ?? "").trim() === note.text) return screen.draw();
  screen.put("interviews.noted", { interview: id, question, text: text ?? "", on: base === "none" ? null : base }, "Note saved.");
}

// A field that was emptied keeps no draft, and still says that the note goes.
function emptied(screen, name) {
  const field = screen.root.querySelector(`[data-draft="${name}"]`);
  return Boolean(field) && field.value === "" && field.dataset.value !== "";
}

// stopping

function stopping(screen, each) {
  const { content } = screen;
  const asked = screen.ui.erasing === each.id;
  return h("section", { class: "kit-card kit-talk-stop", "aria-label": "Stop", "data-key": "stop" },
    h("h4", { "data-key": "h" }, "Stop at any time"),
    h("p", { "data-key": "p" }, "If the person wants to stop, stop. They say whether what was noted may stay."),
    asked
      ? [h("p", { "data-key": "what", id: "kit-erase-what" }, content.erasing),
        h("div", { class: "kit-line-acts", "data-key": "sure" },
          h("button", { type: "button", class: "kit-button kit-danger", id: "kit-erase", "data-do": "eraseTalk", "data-of": each.id, "aria-describedby": "kit-erase-what", "data-key": "yes" }, "Yes, stop and erase it for good"),
          h("button", { type: "button", class: "kit-quiet", "data-do": "keepTalk", "data-key": "no" }, "Keep it"))]
      : h("div", { class: "kit-line-acts", "data-key": "acts" },
        h("button", { type: "button", class: "kit-quiet kit-danger", "data-do": "askErase", "data-of": each.id, "data-key": "erase" }, "Stop and erase this interview…"),
        each.consented && h("button", { type: "button", class: "kit-quiet", "data-do": "withdrawTalk", "data-of": each.id, "data-key": "withdraw" }, "Withdraw it from the study")),
    !asked && each.consented && h("p", { class: "kit-hint", "data-key": "hint" }, "Withdrawn, it counts nowhere and can be put back. Erased, it is gone."));
}

// What this browser holds of an interview that is erased.
export function forgetTyped(screen, id) {
  const places = [`talknote/${id}`, `talkon/${id}`, `consent/${id}`, `talk/at/${id}`, `worded/quote/${id}`, `check/note/${id}`, `check/quote/${id}`];
  for (const name of places.flatMap((place) => screen.outbox.draftsBelow(place))) screen.outbox.keep(name, null);
}

function show(screen, id) {
  screen.outbox.keep(OPEN, id);
  screen.focus("#kit-talk-h");
}

export const interviewActs = {
  openTalk(screen, el) { show(screen, el.dataset.of); },
  closeTalk(screen) {
    const id = screen.outbox.draft(OPEN);
    screen.outbox.keep(OPEN, null);
    screen.focus(`#interview-${id}`);
  },
  consentTick(screen, box) { screen.outbox.keep(box.dataset.of, box.checked ? "yes" : "no"); },
  saveConsent(screen, form) {
    const { of } = form.dataset;
    const { consent: told } = screen.content;
    const box = (id) => form.querySelector(`#kit-consent-${id}`);
    const points = told.filter(({ id }) => box(id).checked).map(({ id }) => id);
    const missing = told.filter(({ id, needed }) => needed && !points.includes(id));
    const before = screen.view.interviews.find(({ id }) => id === of);
    screen.errors.delete("consent");
    if (missing.length && !before.consented) {
      screen.errors.set("consent", `${missing.length === 1 ? "one point that is needed is" : `${missing.length} points that are needed are`} not ticked; ask again, or stop here`);
      return screen.focus(`#kit-consent-${missing[0].id}`);
    }
    screen.put("interviews.consent", { interview: of, points }, missing.length ? "Consent taken back. The notes are closed and count nowhere." : "Consent recorded.");
    for (const { id } of told) screen.outbox.keep(consentOf(of, id), null);
    screen.focus(missing.length ? "#kit-talk-h" : "#kit-talk-ask");
  },
  askTalk(screen, el) {
    const each = screen.view.interviews.find(({ id }) => id === el.dataset.of);
    save(screen, each.id, screen.content.questions[place(screen, each)].id);
    screen.outbox.keep(at(each.id), el.dataset.question);
    screen.focus("#kit-talk-ask");
  },
  typedTalk(screen, box) {
    const form = box.closest("form");
    save(screen, form.dataset.of, form.dataset.question);
  },
  saveTalk(screen, form) { save(screen, form.dataset.of, form.dataset.question); },
  skipTalk(screen, el) {
    const skipped = el.dataset.skipped === "yes";
    screen.put("interviews.skipped", { interview: el.dataset.of, question: el.dataset.question, skipped }, skipped ? "Left out." : "Not left out any more.");
  },
  finishTalk(screen, el) {
    const finished = el.dataset.finished === "yes";
    screen.put("interviews.finished", { interview: el.dataset.of, finished }, finished ? "The conversation is over." : "It goes on.");
  },
  askErase(screen, el) {
    screen.ui.erasing = el.dataset.of;
    screen.focus("#kit-erase");
  },
  keepTalk(screen) {
    screen.ui.erasing = null;
    screen.focus("[data-do=askErase]");
  },
  eraseTalk(screen, el) {
    const { of } = el.dataset;
    screen.ui.erasing = null;
    forgetTyped(screen, of);
    screen.ui.report = null; // reports go with it
    screen.put("set_aside", { target: of }, "");
    screen.put("removed", { target: of }, "Stopped, and erased for good.");
    screen.outbox.keep(OPEN, null);
    screen.focus("#kit-panel-h");
  },
  withdrawTalk(screen, el) {
    screen.put("set_aside", { target: el.dataset.of }, "Withdrawn. It counts nowhere; it can be put back under “Set aside”.");
    screen.outbox.keep(OPEN, null);
    screen.focus("#kit-panel-h");
  },
};

// What was not taken goes back into its field, with the sentence.
export function noteRefused(screen, { kind, body }, sentence) {
  if (kind !== "interviews.noted") return;
  const name = draftOf(body.interview, body.question);
  const said = [body.text, screen.outbox.draft(name)].filter(Boolean).join("\n");
  screen.outbox.keep(name, said || null);
  screen.outbox.keep(onOf(body.interview, body.question), notesOf(screen, body.interview)[body.question]?.version ?? "none");
  const field = screen.root.querySelector(`[data-draft="${name}"]`);
  if (field) field.value = said;
  screen.errors.set(`note/${body.interview}/${body.question}`, sentence);
}
