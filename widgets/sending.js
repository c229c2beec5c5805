// Before a summary leaves: what looks as if it could identify somebody, and the trainer's word that
// it has been looked at. A program finds patterns; only a person can tell.

import { h, plural, words } from "./dom.js";
import { setAside } from "./walls.js";

// "note/A1/asked": a note on a question to a file of an audit.
function atItem(target) {
  const [, file, item] = target.split("/");
  return { file, item };
}

const CHANGES = {
  line: (piece, text) => ["line.edited", { line: piece.target, text, on: piece.version }],
  factor: (piece, text) => ["factor.worded", { factor: piece.target, wording: text, on: piece.version }],
  note: (piece, text) => ["wrote", { field: piece.target, text, on: piece.version }],
  action: (piece, text) => ["grid.action.worded", { action: piece.target, text, on: piece.version }],
  step: (piece, text) => ["scenario.reason", { step: piece.target, text, on: piece.version }],
  scenarionote: (piece, text) => ["scenario.edited", { note: piece.target, text, on: piece.version }],
  gridline: (piece, text) => ["grid.edited", { line: piece.target, text, on: piece.version }],
  auditline: (piece, text) => ["audit.line.changed", { line: piece.target, text, on: piece.version }],
  auditnote: (piece, text) => ["audit.noted", { ...atItem(piece.target), text, on: piece.version }],
  groupline: (piece, text) => ["group.line.changed", { line: piece.target, text, on: piece.version }],
  groupnote: (piece, text) => ["group.noted", { field: piece.target.slice("note/".length), text, on: piece.version }],
  interviewwords: (piece, text) => ["interviews.worded", { target: piece.target, text, on: piece.version }],
  agreement: (piece, text) => ["group.agreement", { field: piece.target.slice("agreement/".length), text, on: piece.version }],
};

// A slip is its writer's: what was found in it can be blanked, and no other words put there.
const BLANKS = { ...CHANGES, proposal: (piece, texts) => ["plan.action.changed", { action: piece.target, on: piece.version, ...texts }], groupaction: (piece, texts) => ["group.action.changed", { action: piece.target, on: piece.version, ...texts }], auditaction: (piece, texts) => ["audit.action.changed", { action: piece.target, on: piece.version, ...texts }], slip: (piece, texts) => ["slip.blanked", { slip: piece.target, ...texts }] };

const PLACES = {
  summary: () => "In the summary",
  lines: ({ organisations }) => `Only in the file of ${organisations ? "passages" : "lines"}`,
  later: ({ slips }) => `In the summary once ${slips.fewest} people have answered`,
};

const time = (at) => new Date(at * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

function standing({ at, stale }) {
  if (at === null) return "Not checked yet. The summary says so until you confirm.";
  if (stale) return `Checked at ${time(at)}, but something has been written since. Look once more.`;
  return `Checked at ${time(at)}. The summary says so.`;
}

// What was found so far, asked for again whenever the session has moved on.
function flagged(screen) {
  if (screen.ui.lookedAt !== screen.view) {
    screen.ui.lookedAt = screen.view;
    screen.model.send({ type: "look" });
  }
  const told = screen.model.get("flagged");
  return told?.pieces ? told : null;
}

export function checkBox(screen) {
  const { check, aside, ended } = screen.view;
  const told = flagged(screen);
  const found = told?.pieces ?? [];
  return h("section", { class: "kit-card", "data-key": "check" },
    h("h3", { "data-key": "h", id: "kit-check-h", tabindex: "-1" }, "Check before you send"),
    h("p", { "data-key": "p" }, "On this computer only, the kit looks for patterns such as a telephone number or a title with a name. It does not see a story told so closely that somebody would be recognised: read the summary too."),
    h("p", { "data-key": "aside" }, aside.length ? `${plural(aside.length, "piece")} set aside ${aside.length === 1 ? "is" : "are"} in no report. ` : "Nothing is set aside. ",
      aside.length > 0 && h("button", { type: "button", class: "kit-quiet", "data-do": "panel", "data-panel": "aside" }, "Look at what was set aside")),
    h("p", { "data-key": "count" }, told === null ? "Looking…" : found.length ? `${plural(found.length + told.more, "piece")} may identify somebody:` : "Nothing that is in the reports looks identifiable to the program."),
    leftOver(screen),
    Object.entries(PLACES).map(([where, title]) => {
      const here = found.filter((piece) => piece.where === where);
      return here.length > 0 && h("div", { "data-key": where }, h("h4", { "data-key": "h" }, title(screen.view)),
        h("ul", { class: "kit-lines", "data-key": "list" }, here.map((piece) => row(screen, piece, ended))));
    }),
    told?.more > 0 && h("p", { "data-key": "more" }, `The first ${found.length} are shown; more follow when these are dealt with.`),
    ended && found.length > 0 && h("p", { class: "kit-hint", "data-key": "ended" }, "The session has ended: set pieces aside, or reopen it to change their words."),
    h("p", { "data-key": "standing" }, h("strong", {}, standing(check))),
    h("button", { type: "button", class: "kit-button", "data-do": "confirmCheck", "aria-disabled": told?.digest !== check.digest && "true", "data-key": "confirm" }, found.length ? "I have looked: what is left may stay" : "I have looked"));
}

function row(screen, piece, ended) {
  const rival = piece.kind === "rival"; // a wording that waits: its place is where it can be picked
  const open = !rival && screen.ui.checking === piece.target;
  const named = h("span", { class: "kit-hidden" }, `: ${piece.text.slice(0, 40)}`);
  const act = (name, text) => h("button", { type: "button", class: "kit-quiet", "data-do": name, "data-target": piece.target, "data-key": name }, text, named.cloneNode(true));
  return h("li", { class: "kit-line", "data-key": rival ? `${piece.target}/${piece.version}` : piece.target, id: rival ? null : rowId(piece.target), tabindex: "-1" },
    open ? editForm(screen, piece) : words(piece.text, "p"),
    h("p", { class: "kit-tags", id: `${fieldId(piece.target)}-tags` }, h("span", { class: "kit-tag" }, piece.what), piece.seen.map((text) => h("span", { class: "kit-tag kit-tag-waits", "data-key": text }, words(`Looks like ${text}`)))),
    !open && h("div", { class: "kit-line-acts" },
      !ended && piece.kind in CHANGES && act("checkEdit", "Change the words"),
      (piece.kind === "slip" || !ended) && piece.kind in BLANKS && act("checkBlank", "Blank what was found"),
      setAside(piece.target, piece.text)));
}

const rowId = (target) => `check-${target.replaceAll("/", "-")}`;
const fieldId = (target) => `kit-${rowId(target)}`;
const draftOf = (target) => `check/${target}`;

function editForm(screen, piece) {
  const id = fieldId(piece.target);
  const wrong = screen.errors.has(draftOf(piece.target));
  return h("form", { class: "kit-edit", "data-submit": "checkSave", "data-target": piece.target, "data-key": "edit" },
    h("label", { for: id, "data-key": "label" }, "Change the words"),
    screen.error(draftOf(piece.target), `${id}-error`),
    h("textarea", { id, name: "text", rows: 3, dir: "auto", "data-draft": draftOf(piece.target), "data-value": piece.text, "data-key": "text",
      "aria-describedby": `${wrong ? `${id}-error ` : ""}${id}-tags ${id}-hint`, "aria-invalid": wrong && "true" }),
    h("p", { class: "kit-hint", id: `${id}-hint`, "data-key": "hint" }, "The words before stay in this session until it is erased. To erase them now, set the piece aside and remove it for good."),
    h("div", { class: "kit-line-acts" }, h("button", { class: "kit-button" }, "Save"), h("button", { type: "button", class: "kit-quiet", "data-do": "checkLeave", "data-target": piece.target }, "Leave it as it was")));
}

const pieceOf = (screen, el) => (flagged(screen)?.pieces ?? []).find(({ target }) => target === el.dataset.target);

// Where a piece went whose words somebody is changing here; null while it is on the list.
function whereItWent(screen) {
  const target = screen.ui.checking;
  const told = screen.model.get("flagged");
  if (!target || !told?.pieces || told.more > 0 || told.pieces.some((piece) => piece.target === target)) return null;
  if (screen.view.aside.some((thing) => thing.target === target)) return "This piece is not in the reports any more: it was set aside.";
  return "This piece is not on the list any more: its words were changed elsewhere, or it was taken away.";
}

// What was typed for it stays to be read.
function leftOver(screen) {
  const went = whereItWent(screen);
  const typed = went && screen.outbox.draft(draftOf(screen.ui.checking));
  if (!typed) return null;
  return h("div", { class: "kit-notice", id: "kit-check-left-over", tabindex: "-1", "data-key": "left-over" },
    h("p", {}, `${went} You had typed:`), words(typed, "p"),
    h("button", { type: "button", class: "kit-quiet", "data-do": "checkLeave", "data-target": screen.ui.checking }, "Let these words go"));
}

// Another look has brought another list: says how many are left, and what became of the piece that
// is open here.
export function followCheck(screen) {
  const { ui } = screen;
  const told = screen.model.get("flagged");
  if (!told?.pieces) return;
  const box = screen.root.querySelector("[data-submit=checkSave]");
  const went = whereItWent(screen);
  const typed = went && screen.outbox.draft(draftOf(ui.checking));
  if (went && !typed) ui.checking = null;
  if (went && box) screen.announce(went);
  if (went && box?.contains(document.activeElement)) screen.focus(typed ? "#kit-check-left-over" : "#kit-check-h");
  const left = told.pieces.length + told.more;
  if (screen.root.querySelector("#kit-check-h") && (ui.counting || left < ui.left)) screen.announce(left ? `${plural(left, "piece")} left.` : "No pieces left.");
  ui.left = left;
  ui.counting = false;
}

// On to the next piece once this one is dealt with.
function goOn(screen, el) {
  const rows = [...screen.root.querySelectorAll("[data-key=check] li.kit-line")];
  const at = rows.indexOf(el.closest("li"));
  const next = rows[at + 1] ?? rows[at - 1];
  screen.ui.counting = true;
  screen.focus(next ? `#${next.id}` : "#kit-check-h");
}

function close(screen, target) {
  screen.ui.checking = null;
  screen.errors.delete(draftOf(target));
  screen.outbox.keep(draftOf(target), null);
}

export const sendingActs = {
  checkEdit(screen, el) {
    screen.ui.checking = el.dataset.target;
    screen.focus(`#${fieldId(el.dataset.target)}`);
  },
  checkLeave(screen, el) {
    const { target } = el.dataset;
    const gone = el.closest("#kit-check-left-over");
    close(screen, target);
    screen.focus(gone ? "#kit-check-h" : `#${rowId(target)} [data-do=checkEdit]`);
  },
  checkSave(screen, form) {
    const piece = pieceOf(screen, form);
    const text = form.elements.text.value;
    if (!piece) return screen.draw();
    if (!text.trim()) {
      screen.errors.set(draftOf(piece.target), "there are no words; write some, or set the piece aside");
      return screen.focus(`#${fieldId(piece.target)}`);
    }
    screen.put(...CHANGES[piece.kind](piece, text), "Words changed.");
    close(screen, piece.target);
    goOn(screen, form);
  },
  checkBlank(screen, el) {
    const piece = pieceOf(screen, el);
    if (!piece) return;
    screen.put(...BLANKS[piece.kind](piece, piece.blanked), "Blanked.");
    goOn(screen, el);
  },
  confirmCheck(screen) {
    const told = flagged(screen);
    if (told?.digest !== screen.view.check.digest) return screen.announce("Still looking. Confirm in a moment.");
    const { left, left_in_lines, digest } = told;
    screen.put("checked", { left, left_in_lines, digest }, "The check is confirmed.");
    screen.focus("#kit-check-h");
  },
};
