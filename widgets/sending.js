// Before a summary leaves: what looks as if it could identify somebody, and the trainer's word that
// it has been looked at. A program finds patterns; only a person can tell.

import { h, plural, words } from "./dom.js";
import { setAside } from "./walls.js";

const CHANGES = {
  line: (piece, text) => ["line.edited", { line: piece.target, text, on: piece.version }],
  factor: (piece, text) => ["factor.worded", { factor: piece.target, wording: text, on: piece.version }],
  note: (piece, text) => ["wrote", { field: piece.target, text, on: piece.version }],
};

const time = (at) => new Date(at * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

function standing({ at, stale }) {
  if (at === null) return "Not checked yet. The summary says so until you confirm.";
  if (stale) return `Checked at ${time(at)}, but something has been written since. Look once more.`;
  return `Checked at ${time(at)}. The summary says so.`;
}

export function checkBox(screen) {
  const { check, aside, ended } = screen.view;
  const found = check.flagged;
  return h("section", { class: "kit-card", "data-key": "check" },
    h("h3", { "data-key": "h", id: "kit-check-h", tabindex: "-1" }, "Check before you send"),
    h("p", { "data-key": "p" }, "On this computer only, the kit looks for patterns such as a telephone number or a title with a name. It does not see a story told so closely that somebody would be recognised: read the summary too."),
    h("p", { "data-key": "aside" }, aside.length ? `${plural(aside.length, "piece")} set aside ${aside.length === 1 ? "is" : "are"} in no report. ` : "Nothing is set aside. ",
      aside.length > 0 && h("button", { type: "button", class: "kit-quiet", "data-do": "panel", "data-panel": "aside" }, "Look at what was set aside")),
    h("p", { "data-key": "count" }, found.length ? `${plural(found.length, "piece")} may identify somebody:` : "Nothing that is in the reports looks identifiable to the program."),
    found.length > 0 && h("ul", { class: "kit-lines", "data-key": "list" }, found.map((piece) => row(screen, piece, ended))),
    ended && found.length > 0 && h("p", { class: "kit-hint", "data-key": "ended" }, "The session has ended: set pieces aside, or reopen it to change their words."),
    h("p", { "data-key": "standing" }, h("strong", {}, standing(check))),
    h("button", { type: "button", class: "kit-button", "data-do": "confirmCheck", "data-left": found.length, "data-key": "confirm" }, found.length ? "I have looked: what is left may stay" : "I have looked"));
}

function row(screen, piece, ended) {
  const open = screen.ui.checking === piece.target;
  const named = h("span", { class: "kit-hidden" }, `: ${piece.text.slice(0, 40)}`);
  const act = (name, text) => h("button", { type: "button", class: "kit-quiet", "data-do": name, "data-target": piece.target, "data-key": name }, text, named.cloneNode(true));
  return h("li", { class: "kit-line", "data-key": piece.target, id: `check-${piece.target.replaceAll("/", "-")}`, tabindex: "-1" },
    open ? editForm(piece) : words(piece.text, "p"),
    h("p", { class: "kit-tags" }, h("span", { class: "kit-tag" }, piece.what), piece.seen.map((text) => h("span", { class: "kit-tag kit-tag-waits", "data-key": text }, words(`Looks like ${text}`)))),
    !open && h("div", { class: "kit-line-acts" },
      !ended && piece.kind in CHANGES && act("checkEdit", "Change the words"),
      !ended && piece.kind in CHANGES && act("checkBlank", "Blank what was found"),
      setAside(piece.target, piece.text)));
}

function editForm(piece) {
  const id = `kit-check-${piece.target.replaceAll("/", "-")}`;
  return h("form", { class: "kit-edit", "data-submit": "checkSave", "data-target": piece.target, "data-key": "edit" },
    h("label", { for: id }, "Change the words"),
    h("textarea", { id, name: "text", rows: 3, dir: "auto", "data-draft": `check/${piece.target}`, "data-value": piece.text, "data-key": "text" }),
    h("p", { class: "kit-hint" }, "The words before stay in this session until it is erased. To erase them now, set the piece aside and remove it for good."),
    h("div", { class: "kit-line-acts" }, h("button", { class: "kit-button" }, "Save"), h("button", { type: "button", class: "kit-quiet", "data-do": "checkLeave", "data-target": piece.target }, "Leave it as it was")));
}

const pieceOf = (screen, el) => screen.view.check.flagged.find(({ target }) => target === el.dataset.target);

function close(screen, target) {
  screen.ui.checking = null;
  screen.outbox.keep(`check/${target}`, null);
  screen.focus("#kit-check-h");
}

export const sendingActs = {
  checkEdit(screen, el) {
    screen.ui.checking = el.dataset.target;
    screen.focus(`#kit-check-${el.dataset.target.replaceAll("/", "-")}`);
  },
  checkLeave(screen, el) { close(screen, el.dataset.target); },
  checkSave(screen, form) {
    const piece = pieceOf(screen, form);
    const text = form.elements.text.value;
    if (!piece || !text.trim()) return form.elements.text.focus();
    screen.put(...CHANGES[piece.kind](piece, text), "Words changed.");
    close(screen, piece.target);
  },
  checkBlank(screen, el) {
    const piece = pieceOf(screen, el);
    if (!piece) return;
    screen.put(...CHANGES[piece.kind](piece, piece.blanked), "Blanked.");
    screen.focus("#kit-check-h");
  },
  confirmCheck(screen, el) {
    screen.put("checked", { left: Number(el.dataset.left) }, "The check is confirmed.");
    screen.focus("#kit-check-h");
  },
};
