// Indexing: choose a theme, and tick the sentences that belong to it. Each coder sees only their own
// marks until the interview is compared; then the officer ticks what both agree on.

import { h, plural, words } from "./dom.js";
import { explained, finalNow, interviewOf, marksNow, nameOf, notesOf, sentencesOf, short, titleOf } from "./talkwords.js";

const HERE = "coding/interview";
const CODE = "coding/code";

const officer = ({ view }) => view.role === "trainer";
const own = (screen) => (officer(screen) ? "officer" : "second");

export function codingPanel(screen, level = 3) {
  const { view, content } = screen;
  const readable = view.interviews.filter(({ sentences }) => sentences > 0);
  const open = readable.find(({ id }) => id === screen.outbox.draft(HERE)) ?? readable[0];
  if (!open) return [h("p", { class: "kit-hint", "data-key": "none" }, "There are no notes to mark yet.")];
  const code = view.names.some(({ id }) => id === screen.outbox.draft(CODE)) ? screen.outbox.draft(CODE) : view.names[0].id;
  return [
    h("p", { class: "kit-hint", "data-key": "how" }, content.list_is_shared),
    h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Interview", "data-key": "interviews" },
      readable.map((each) => h("button", { type: "button", class: "kit-quiet", "data-do": "codeHere", "data-of": each.id, "data-key": each.id, "aria-pressed": String(each.id === open.id) }, `Interview ${each.number}`, each.done[own(screen)] && " (finished)"))),
    h(`h${level}`, { id: "kit-coding-h", tabindex: "-1", "data-key": "h" }, nameOf(screen, open)),
    progress(screen, open),
    h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Theme or code", "data-key": "codes" },
      view.names.map(({ id, title }) => h("button", { type: "button", class: "kit-quiet", "data-do": "codeWith", "data-of": id, "data-key": id, "aria-pressed": String(id === code) }, title))),
    h("p", { id: "kit-coding-code", "data-key": "what" }, h("strong", {}, words(titleOf(screen, code))), explained(screen, code) && `: ${explained(screen, code)}`),
    screen.content.questions.map((question) => answer(screen, open, question, code, level + 1)),
    finishing(screen, open),
  ];
}

// How far both are, and nothing of what the other marked.
function progress(screen, open) {
  const mine = own(screen);
  const other = mine === "officer" ? "second" : "officer";
  const who = other === "second" ? "The second coder" : "The officer";
  if (open.compared) return h("p", { class: "kit-notice", "data-key": "progress" }, officer(screen) ? "Both codings are compared and stay as they are. What you tick here now is what you both decide together." : "The codings are compared. What stands here is what both marked or decided together.");
  const said = open.done[other] ? `${who} has finished this interview.` : other === "second" && !open.begun_second ? "No second coder has begun with this interview." : `${who} has not finished this interview.`;
  return h("p", { class: "kit-hint", role: "status", "data-key": "progress" }, open.done[mine] ? `You have finished it. ${said}` : said);
}

function answer(screen, open, question, code, level) {
  const note = notesOf(screen, open.id)[question.id];
  if (!note?.passages.length) return null;
  const all = sentencesOf(screen);
  const here = note.passages.map(([id]) => all.get(id));
  const marks = open.compared ? finalNow(screen) : marksNow(screen);
  const locked = screen.view.ended || (open.compared ? !officer(screen) : false);
  const every = here.every(({ id }) => marks[id]?.includes(code));
  return h("section", { class: "kit-talk-answer", "aria-label": question.ask, "data-key": `answer/${open.id}/${question.id}` },
    h(`h${level}`, { "data-key": "h" }, question.ask),
    h("fieldset", { "aria-describedby": "kit-coding-code", "data-key": "set" },
      h("legend", { class: "kit-hidden" }, "Sentences of this note"),
      here.map(({ id, text }) => h("div", { class: "kit-talk-sentence", "data-key": id },
        h("label", { class: "kit-tick", "data-key": "tick" },
          h("input", { type: "checkbox", "data-change": "codeTick", "data-of": id, "data-code": code, "data-together": open.compared ? "yes" : "no", checked: Boolean(marks[id]?.includes(code)), disabled: locked, "data-key": "box" }),
          h("span", {}, words(text))),
        (marks[id] ?? []).length > 0 && h("p", { class: "kit-tags", "data-key": "tags" }, marks[id].map((each) => h("span", { class: `kit-tag${each === code ? " kit-tag-used" : ""}`, "data-key": each }, words(titleOf(screen, each)))))))),
    !locked && here.length > 1 && h("button", { type: "button", class: "kit-quiet", "data-do": "codeAll", "data-interview": open.id, "data-question": question.id, "data-code": code, "data-marked": every ? "no" : "yes", "data-together": open.compared ? "yes" : "no", "data-key": "all" }, every ? "Take the mark off the whole note" : "Mark the whole note", h("span", { class: "kit-hidden" }, `: ${short(question.ask)}`)));
}

function finishing(screen, open) {
  if (screen.view.ended || open.compared) return null;
  const done = open.done[own(screen)];
  const early = officer(screen) && !open.done.second && open.begun_second;
  return h("section", { class: "kit-card", "aria-label": "Finish this interview", "data-key": "finish" },
    h("p", { "data-key": "p" }, done ? "You have finished this interview." : "When you have gone through it with every theme, say so. Once both have, the two codings are compared and cannot be changed any more."),
    h("div", { class: "kit-line-acts", "data-key": "acts" },
      h("button", { type: "button", class: done ? "kit-quiet" : "kit-button", "data-do": "codeDone", "data-of": open.id, "data-done": done ? "no" : "yes", "data-key": "done" }, done ? "Go on with it" : "I have finished this interview"),
      early && h("button", { type: "button", class: "kit-quiet", "data-do": "codeOpen", "data-of": open.id, "data-key": "early" }, "Compare now, before the second coder has finished")));
}

function mark(screen, passage, code, marked, together) {
  if (together) screen.put("interviews.decided", { passage, code, belongs: marked }, marked ? "Decided: it belongs here." : "Decided: it does not belong here.");
  else screen.put("interviews.coded", { passage, code, marked }, marked ? "Marked." : "Mark taken away.");
}

export const codingActs = {
  codeHere(screen, el) {
    screen.outbox.keep(HERE, el.dataset.of);
    screen.draw();
    screen.announce(nameOf(screen, interviewOf(screen, el.dataset.of)));
  },
  codeWith(screen, el) {
    screen.outbox.keep(CODE, el.dataset.of);
    screen.draw();
    screen.announce(`${titleOf(screen, el.dataset.of)}: tick the sentences that belong here.`);
  },
  codeTick(screen, box) { mark(screen, box.dataset.of, box.dataset.code, box.checked, box.dataset.together === "yes"); },
  codeAll(screen, el) {
    const { interview, question, code, together } = el.dataset;
    const marked = el.dataset.marked === "yes";
    const marks = together === "yes" ? finalNow(screen) : marksNow(screen);
    const changed = notesOf(screen, interview)[question].passages.filter(([id]) => Boolean(marks[id]?.includes(code)) !== marked);
    for (const [id] of changed) mark(screen, id, code, marked, together === "yes");
    screen.announce(`${plural(changed.length, "sentence")} changed.`);
  },
  codeDone(screen, el) {
    const done = el.dataset.done === "yes";
    screen.put("interviews.coding", { interview: el.dataset.of, done }, done ? "Finished." : "You go on with it.");
    screen.focus("#kit-coding-h");
  },
  codeOpen(screen, el) {
    screen.put("interviews.opened", { interview: el.dataset.of }, "Both codings are compared.");
    screen.focus("#kit-coding-h");
  },
};
