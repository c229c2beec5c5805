// Files at random. A list of references is typed or pasted, and the choice is made, on this page and only
// here: no list is a draft, a change or a trait, so none is kept or sent. Who leaves the page loses it.

import { h, listed, plural } from "./dom.js";
import { pick, readList } from "./auditdraw.js";
import { agencyName, dayWords, writes } from "./auditwords.js";

export function chooseBox(screen, level = 3) {
  const { content, view } = screen;
  return [
    h("p", { "data-key": "range" }, `Files that were closed from ${dayWords(content.since)} to ${dayWords(content.until)}; ${plural(content.files, "file")} of each agency.`),
    h("div", { class: "kit-notice", "data-key": "only-here" },
      h("p", {}, h("strong", {}, "References stay on this page. "), "The choice is made here, in this browser. The list and the references are not sent, not saved and not in any record: the kit knows only “A1, A2, A3”."),
      view.role === "room" && h("p", {}, "This screen may be on a projector. Turn it off while a list is on the screen, or type the list on the audit lead’s own page.")),
    [...view.mine].map((letter) => agency(screen, letter, level)),
  ];
}

function agency(screen, letter, level) {
  const { content, view } = screen;
  const name = agencyName(content, letter);
  const draw = view.draws[letter];
  const begun = view.progress.some((each) => each.agency === letter && each.begun > 0);
  return h("section", { class: "kit-card kit-audit-agency", "aria-label": `Agency ${letter}: ${name}`, "data-key": `agency/${letter}` },
    h(`h${level}`, { id: `kit-agency-${letter}`, tabindex: "-1", "data-key": "h" }, `${letter}: `, h("bdi", {}, name)),
    h("p", { "data-key": "state" }, draw ? `Chosen: ${draw.words}.` : "Not chosen yet."),
    told(screen, letter),
    key(screen, letter),
    begun && h("p", { class: "kit-hint", "data-key": "begun" }, "Something is written on these files, so the choice stays as it is."),
    writes(screen) && !begun && form(screen, letter, draw));
}

function form(screen, letter, draw) {
  const { content } = screen;
  const id = `kit-list-${letter}`;
  const wrong = screen.errors.has(`list/${letter}`);
  const about = [wrong && `${id}-error`, screen.ui.lists?.[letter]?.wrong.length > 0 && `${id}-lines`, `${id}-hint`].filter(Boolean).join(" ");
  const area = h("textarea", { id, rows: 5, autocomplete: "off", autocapitalize: "off", spellcheck: "false", "data-own": "", "data-key": "list", "aria-invalid": wrong && "true", "aria-describedby": about }, screen.ui.typed?.[letter]);
  // In this page's memory alone, so that it is here again when the audit was at another part meanwhile.
  area.addEventListener("input", () => { screen.ui.typed = { ...screen.ui.typed, [letter]: area.value }; });
  return h("form", { class: "kit-add", "data-submit": "drawFiles", "data-agency": letter, "data-key": "form", novalidate: true },
    h("label", { for: id }, "References of closed files, one a line"),
    h("p", { class: "kit-hint", id: `${id}-hint` }, "Where you like, with a comma and the day on which the file was closed: then only the days above are taken. Without a day you have checked it yourself."),
    screen.error(`list/${letter}`, `${id}-error`),
    area,
    h("div", { class: "kit-line-acts", "data-key": "acts" },
      h("button", { class: "kit-button", "data-key": "go" }, draw ? "Choose others at random" : `Choose ${plural(content.files, "file")} at random`),
      !draw && h("button", { type: "button", class: "kit-quiet", "data-do": "filesElsewhere", "data-agency": letter, "data-key": "elsewhere" }, "They were chosen before", h("span", { class: "kit-hidden" }, ` for agency ${letter}`))));
}

// What was read of a list: numbers, and a sentence for each line that cannot be used.
function told(screen, letter) {
  const read = screen.ui.lists?.[letter];
  if (!read) return null;
  const left = [read.outside && `${plural(read.outside, "file")} closed on other days`, read.twice && `${plural(read.twice, "line")} that stood there before`].filter(Boolean);
  return h("div", { "data-key": "told" },
    h("p", {}, `${plural(read.found.length, "reference")} could be chosen.${left.length ? ` Left out: ${listed(left)}.` : ""}${read.undated ? ` ${plural(read.undated, "line")} without a day: you have checked it.` : ""}`),
    read.wrong.length > 0 && h("ul", { class: "kit-error", id: `kit-list-${letter}-lines` }, read.wrong.slice(0, 10).map((sentence) => h("li", {}, sentence)), read.wrong.length > 10 && h("li", {}, `And ${read.wrong.length - 10} more lines.`)));
}

// Which reference is which file: once, for the group's own keeping.
function key(screen, letter) {
  const { refs, made } = screen.ui.keys?.[letter] ?? {};
  const standing = screen.view.draws[letter]?.version === made || screen.outbox.waiting.some(({ id }) => id === made);
  if (!refs || !standing) return null; // taken back, or chosen anew on another page
  const act = (name, text) => h("button", { type: "button", class: "kit-quiet", "data-do": name, "data-agency": letter, "data-key": name }, text, h("span", { class: "kit-hidden" }, `, agency ${letter}`));
  return h("div", { class: "kit-notice kit-audit-key", id: `kit-key-${letter}`, role: "group", "aria-label": `Which file is which: agency ${letter}`, "aria-describedby": `kit-key-${letter}-list`, tabindex: "-1", "data-key": "key" },
    h("p", {}, h("strong", {}, "Which file is which. "), "Keep this list where the files are kept. It is not here any more when you leave this page, and the kit cannot bring it back."),
    h("ul", { id: `kit-key-${letter}-list` }, refs.map((ref, n) => h("li", { "data-key": `${letter}${n + 1}` }, h("strong", {}, `${letter}${n + 1}: `), h("bdi", {}, ref)))),
    h("div", { class: "kit-line-acts", "data-key": "acts" }, act("copyKey", "Copy this list"), act("printKey", "Print this list"), act("forgetKey", "Take this list off this page")));
}

const drawn = (screen, letter, files, listed, how, more = "") => screen.put("audit.drawn", { agency: letter, files, listed, how, on: screen.view.draws[letter]?.version ?? null }, how === "elsewhere" ? "Kept: chosen before." : `${plural(files, "file")} chosen for agency ${letter}.${more}`);

function without(screen, letter) {
  for (const each of [screen.ui.keys, screen.ui.lists]) if (each) delete each[letter];
}

export const chooseActs = {
  drawFiles(screen, el) {
    const { agency: letter } = el.dataset;
    const area = el.querySelector("textarea");
    const { content } = screen;
    const read = readList(area.value, content.since, content.until);
    screen.errors.delete(`list/${letter}`);
    without(screen, letter);
    screen.ui.lists = { ...screen.ui.lists, [letter]: { ...read, found: read.found.map(() => "") } };
    if (!read.found.length) {
      screen.errors.set(`list/${letter}`, area.value.trim() ? "no line of this list can be chosen from; see what is wrong with each" : "there is no reference here yet; paste or type one a line");
      return screen.focus(`#kit-list-${letter}`);
    }
    const chosen = pick(read.found, content.files);
    area.value = "";
    delete screen.ui.typed?.[letter];
    const made = drawn(screen, letter, chosen.length, read.found.length, chosen.length === read.found.length ? "all of them" : "at random", read.wrong.length ? ` ${plural(read.wrong.length, "line")} could not be read.` : "");
    screen.ui.keys = { ...screen.ui.keys, [letter]: { refs: chosen, made } };
    screen.focus(`#kit-key-${letter}`);
  },
  filesElsewhere(screen, el) {
    const { agency: letter } = el.dataset;
    without(screen, letter);
    drawn(screen, letter, screen.content.files, 0, "elsewhere");
    screen.focus(`#kit-agency-${letter}`);
  },
  async copyKey(screen, el) {
    const { agency: letter } = el.dataset;
    const text = screen.ui.keys[letter].refs.map((ref, n) => `${letter}${n + 1}: ${ref}`).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      screen.announce("Copied. Paste it where the files are kept.");
    } catch {
      const list = screen.root.querySelector(`#kit-key-${letter} ul`);
      getSelection().selectAllChildren(list);
      screen.announce("This browser does not let a page copy. The list is selected: copy it with the keys.");
    }
  },
  printKey(screen, el) {
    const list = screen.root.querySelector(`#kit-key-${el.dataset.agency}`);
    document.body.classList.add("kit-audit-printing");
    list.classList.add("kit-audit-printed");
    globalThis.print();
    document.body.classList.remove("kit-audit-printing");
    list.classList.remove("kit-audit-printed");
  },
  forgetKey(screen, el) {
    without(screen, el.dataset.agency);
    screen.announce("Taken off this page.");
    screen.focus(`#kit-agency-${el.dataset.agency}`);
  },
};

// A choice that was not taken has no list.
export function drawRefused(screen, { kind, body }) {
  if (kind === "audit.drawn") without(screen, body.agency);
}
