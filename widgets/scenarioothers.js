// What somebody else changed where this page stands, said aloud: another phone of the table that
// chose, the trainer who held or released the room, or closed the table.

import { forget, reasonDraft } from "./scenarioscene.js";

// Where the page stood when this was last asked.
const stands = ({ view }) => ({
  version: view.version,
  steps: view.path.steps.length,
  waits: view.waits,
  closed: view.closed,
  at: view.scene?.id,
  until: view.until,
  held: Boolean(view.scene?.held),
});

export function othersSaid(screen) {
  const { view, outbox, ui } = screen;
  if (!screen.seated) return;
  const draft = view.scene && reasonDraft(screen);
  const [before, now] = [screen.stood, stands(screen)];
  screen.stood = { ...now, draft };
  if (!before) return;
  if (now.closed !== before.closed) screen.announce(now.closed ? "The trainer has closed this table. Nothing is lost; ask at the front where to go on." : "This table is open again.");
  if (before.until && !now.until) screen.announce("The break is over.");
  if (now.version !== before.version) {
    const own = outbox.mine.has(now.version) || ui.takenBack === before.version;
    const begun = !own && now.steps > before.steps && before.draft && outbox.draft(before.draft);
    ui.takenBack = null;
    ui.begun = begun || null;
    if (!own) {
      forget(screen);
      screen.announce(`${moved(screen, now.steps > before.steps)} ${where(view)}`);
    }
  } else if (before.waits && !now.waits) {
    screen.announce(`The room goes on. ${where(view)}`);
  } else if (now.held && !before.held && now.at === before.at) {
    screen.announce("The trainer holds the room at this scene: choose, and then everybody goes on together.");
  }
}

function moved({ view }, on) {
  const who = view.role === "table" ? "Your table" : "Another window of yours";
  if (!on) return `${who} has gone back.`;
  return view.path.steps.at(-1).left ? `${who} has left the scene.` : `${who} has chosen.`;
}

function where({ waits, scene }) {
  if (waits) return "The room waits at this scene.";
  return scene ? `You are at “${scene.title}” now.` : "The story stops here.";
}
