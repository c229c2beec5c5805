// Interviews, notes and sentences as the pages of a study name them.

import { slicer } from "./passages.js";

export const kindOf = ({ content }, sort) => content.kinds.find(({ id }) => id === sort)?.title ?? sort;

// "Interview 3, organisation B (kind: housing)": never a name.
export function nameOf(screen, interview) {
  return `Interview ${interview.number}, organisation ${interview.organisation} (kind: ${kindOf(screen, interview.sort)})`;
}

export const interviewOf = ({ view }, id) => view.interviews.find((each) => each.id === id) ?? null;
export const titleOf = ({ view }, code) => view.names.find(({ id }) => id === code)?.title ?? "a code that is not used any more";
export const explained = ({ content }, code) => content.themes.find(({ id }) => id === code)?.text ?? "";
export const notesOf = (screen, interview) => screen.model.get("notes")?.[interview] ?? {};

// Every sentence by its name: { id, interview, question, text }, in the order of the notes.
export function sentencesOf(screen) {
  const notes = screen.model.get("notes") ?? {};
  if (screen.ui.sentencesFrom !== notes) {
    screen.ui.sentencesFrom = notes;
    screen.ui.sentences = new Map();
    for (const [interview, questions] of Object.entries(notes)) {
      for (const [question, note] of Object.entries(questions)) {
        const cut = slicer(note.text);
        for (const [id, start, end] of note.passages) screen.ui.sentences.set(id, { id, interview, question, text: cut(start, end) });
      }
    }
  }
  return screen.ui.sentences;
}

// What this page's coder has marked on each sentence, with what still waits on this device.
export function marksNow({ view, outbox }) {
  return overlaid(view.marks, outbox, "interviews.coded", ({ marked }) => marked);
}

// What sentences belong to, with what was decided and still waits on this device.
export function finalNow({ view, outbox }) {
  return overlaid(view.final, outbox, "interviews.decided", ({ belongs }) => belongs);
}

function overlaid(standing, outbox, wanted, holds) {
  const waits = outbox.waiting.filter(({ kind }) => kind === wanted);
  if (!waits.length) return standing;
  const found = { ...standing };
  for (const { body } of waits) {
    const others = (found[body.passage] ?? []).filter((code) => code !== body.code);
    found[body.passage] = holds(body) ? [...others, body.code] : others;
  }
  return found;
}

// The sentences of an organisation that belong to a theme, or to any.
export function belonging(screen, letter, code = null) {
  const final = finalNow(screen);
  const ours = new Set(screen.view.organisations.find((each) => each.letter === letter)?.interviews ?? []);
  return [...sentencesOf(screen).values()].filter(({ id, interview }) => ours.has(interview) && (code ? final[id]?.includes(code) : final[id]?.length));
}

export const short = (text, most = 60) => (text.length > most ? `${text.slice(0, most)}…` : text);
