// Giving the board's plan: a file, pasted text or a sample; and correcting how it was split.

import { h, plural, words } from "./dom.js";
import { whereOf } from "./passages.js";

const LARGEST = 25 * 1024 * 1024; // bytes of a file, as the server takes them
const PATIENCE = 30_000; // milliseconds until a text that is being read is given up
const PAGE = 20; // passages to correct at a time

const WAYS = ["file", "text", "sample"];
const SOURCES = { file: "from a file", pasted: "from pasted text", sample: "a sample of the kit, invented" };

export function planGiving(screen) {
  const plan = screen.model.get("plan") ?? {};
  const waits = screen.outbox.waiting.some(({ kind }) => kind === "plan.given");
  return h("section", { class: "kit-card", "data-key": "giving" },
    h("h3", { "data-key": "h", id: "kit-plan-h", tabindex: "-1" }, plan.id ? "The plan" : "Give the board’s plan"),
    plan.id && standing(screen, plan),
    waits && h("p", { class: "kit-hint", "data-key": "waits" }, "The plan is being saved."),
    screen.ui.leftOut?.length > 0 && plan.id && h("details", { "data-key": "notes" }, h("summary", {}, "What the kit noticed while it read the file"), h("ul", {}, screen.ui.leftOut.map((text) => h("li", {}, words(text))))),
    plan.id
      ? [h("details", { open: screen.outbox.draft("plan-text") !== null, "data-key": "again" }, h("summary", {}, "Give another plan instead"), ways(screen)), correcting(screen, plan)]
      : ways(screen));
}

function standing(screen, plan) {
  const shown = plan.parts.filter(({ dropped }) => !dropped);
  const headings = new Set(shown.map(({ heading }) => heading)).size;
  return h("div", { "data-key": "standing" },
    h("p", {}, words(plan.title), `, ${SOURCES[plan.source]}: ${plural(shown.length, "passage")} under ${plural(headings, "heading")}.`),
    h("button", { type: "button", class: "kit-quiet", "data-do": "takePlan", "data-plan": plan.id, "data-key": "take" }, "Take this plan away"));
}

function ways(screen) {
  const { content, ui } = screen;
  const busy = ui.reading;
  return h("div", { "data-key": "ways" },
    h("p", { class: "kit-hint", "data-key": "kept" }, `The kit keeps the plan’s words ${content.host ? `on the server ${content.host}` : "on this computer"} with the session, until ${content.erased}. The file itself is not kept, and nothing in it is run.${screen.view.role === "solo" ? "" : " Everybody at a table of this session can read the plan."}`),
    screen.error("plan-sample", "kit-plan-error"),
    h("p", { role: "status", "data-key": "busy" }, busy ? "Reading…" : ""),
    globalThis.kit && h("form", { class: "kit-plan-way", "data-submit": "readFile", "data-key": "file", novalidate: true },
      h("label", { for: "kit-plan-file" }, "A file: Word (.docx), PDF, text or Markdown, at most 25 MB"),
      screen.error("plan-file", "kit-plan-file-error"),
      h("input", { type: "file", id: "kit-plan-file", name: "file", accept: ".docx,.pdf,.txt,.md", "data-own": "", ...wrong(screen, "file") }),
      h("button", { class: "kit-button", "aria-disabled": busy && "true" }, "Read this file")),
    h("form", { class: "kit-plan-way", "data-submit": "readText", "data-key": "text", novalidate: true },
      h("label", { for: "kit-plan-text" }, "Or paste the text. A heading is a short line of its own, or begins with #"),
      screen.error("plan-text", "kit-plan-text-error"),
      h("textarea", { id: "kit-plan-text", name: "text", rows: 6, dir: "auto", "data-draft": "plan-text", ...wrong(screen, "text") }),
      h("button", { class: "kit-quiet", "aria-disabled": busy && "true" }, "Read this text")),
    h("div", { class: "kit-plan-way", role: "group", "aria-label": "Sample plans", "data-key": "samples" },
      h("p", {}, "Or try it with a plan of a board that does not exist"),
      h("div", { class: "kit-line-acts" }, content.plan.samples.map(({ id, title }) => h("button", { type: "button", class: "kit-quiet", "data-do": "readSample", "data-sample": id, "data-key": id, "aria-disabled": busy && "true" }, title)))));
}

const wrong = (screen, way) => (screen.errors.has(`plan-${way}`) ? { "aria-invalid": "true", "aria-describedby": `kit-plan-${way}-error` } : {});

// How the plan was split, page by page.
function correcting(screen, plan) {
  const from = Math.min(screen.ui.planFrom ?? 0, Math.max(0, plan.parts.length - 1));
  const shown = plan.parts.slice(from, from + PAGE);
  return h("details", { open: shown.some((part) => naming(screen, part)), "data-key": "correct" },
    h("summary", {}, "Correct how it was split"),
    h("p", { class: "kit-hint", "data-key": "p" }, "A passage should say one thing. Join what belongs together, split what does not, leave out what is not worth comparing, such as a list of members. A promise is an objective, a priority or an action: mark it where the kit’s first guess is wrong."),
    h("p", { "data-key": "count", id: "kit-parts-h", tabindex: "-1" }, `Passages ${from + 1} to ${from + shown.length} of ${plan.parts.length}`),
    h("ol", { class: "kit-passages", start: from + 1, "data-key": "list" }, shown.map((part, n) => correction(screen, plan, part, from + n))),
    h("div", { class: "kit-line-acts", "data-key": "pages" },
      from > 0 && h("button", { type: "button", class: "kit-quiet", "data-do": "partsFrom", "data-from": Math.max(0, from - PAGE), "data-key": "back" }, "Passages before these"),
      from + PAGE < plan.parts.length && h("button", { type: "button", class: "kit-quiet", "data-do": "partsFrom", "data-from": from + PAGE, "data-key": "on" }, "More passages")));
}

// Whether a heading is being typed for this passage; what is typed is there again after a reload.
const naming = (screen, part) => screen.ui.heading === part.id || screen.outbox.draft(`plan-heading-${part.id}`) !== null;

function correction(screen, plan, part, n) {
  const { ui } = screen;
  const brief = h("span", { class: "kit-hidden" }, `: passage ${n + 1}, ${part.text.slice(0, 40)}`);
  const act = (name, text, extra = {}) => h("button", { type: "button", class: "kit-quiet", "data-do": name, "data-plan": plan.id, "data-passage": part.id, "data-key": name, ...extra }, text, brief.cloneNode(true));
  const field = `plan-heading-${part.id}`;
  return h("li", { class: `kit-passage${part.dropped ? " kit-passage-out" : ""}`, "data-key": part.id, id: `part-${part.id}`, tabindex: "-1" },
    h("p", { class: "kit-source", "data-key": "where" }, words(whereOf(part)), part.promises && !part.dropped && [" ", h("span", { class: "kit-tag" }, "Promises something")], part.dropped && [" ", h("span", { class: "kit-tag kit-tag-used" }, "Left out")]),
    words(part.text, "p"),
    naming(screen, part) && h("form", { class: "kit-inline", "data-submit": "saveHeading", "data-plan": plan.id, "data-passage": part.id, "data-key": "heading" },
      h("label", { for: field }, "Heading of this passage and of those beside it under the same one"),
      screen.error(field, `${field}-error`),
      h("input", { id: field, name: "heading", maxlength: 200, "data-draft": field, "data-value": part.heading, "aria-invalid": screen.errors.has(field) && "true", "aria-describedby": screen.errors.has(field) && `${field}-error` }),
      h("button", { class: "kit-quiet" }, "Save the heading")),
    ui.splitting === part.id && splitter(plan, part),
    h("div", { class: "kit-line-acts", "data-key": "acts" },
      part.dropped
        ? act("partIn", "Take it in again")
        : [n > 0 && act("partJoin", "Join to the one before"), act("partSplit", "Split…", { "aria-expanded": String(ui.splitting === part.id) }), act("partHeading", "Heading…", { "aria-expanded": String(naming(screen, part)) }),
          act("partPromise", part.promises ? "Not a promise" : "It is a promise", { "data-promises": String(!part.promises) }), act("partOut", "Leave it out")]));
}

// Where a passage can be split: before each of its sentences but the first.
export function splits(text) {
  return [...text.matchAll(/[.!?;:]\s+|\n+/g)].map((match) => match.index + match[0].length).filter((at) => at < text.length);
}

function splitter(plan, part) {
  const starts = splits(part.text);
  if (!starts.length) return h("p", { class: "kit-hint", "data-key": "one", tabindex: "-1" }, "This passage is one sentence. It cannot be split.");
  const points = starts.filter((at) => /\n\s*$/.test(part.text.slice(0, at))); // those that begin a line
  return h("div", { role: "group", "aria-label": "Split before which sentence?", "data-key": "split" },
    points.length > 1 && h("button", { type: "button", class: "kit-quiet kit-block", "data-do": "splitPoints", "data-plan": plan.id, "data-passage": part.id, "data-at": points.map((at) => Array.from(part.text.slice(0, at)).length).join(" "), "data-key": "points" }, `Split at every line (${points.length + 1} passages)`),
    h("p", {}, "Or split before which sentence?"),
    starts.map((at, n) => h("button", { type: "button", class: "kit-quiet kit-block", "data-do": "splitAt", "data-plan": plan.id, "data-passage": part.id, "data-at": Array.from(part.text.slice(0, at)).length, "data-key": at }, words(short(part.text.slice(at, starts[n + 1]).trim())))));
}

const short = (text) => (text.length > 90 ? `${text.slice(0, 90)}…` : text);

// Passages have been read: they are kept by a change, as everything else.
function keep(screen, source, title, passages) {
  done(screen, null);
  const name = title || "The board’s plan";
  screen.put("plan.given", { title: name.slice(0, 200), source, passages }, `The plan was read: ${plural(passages.length, "passage")}.`);
  screen.focus("#kit-plan-h");
}

function nothingWrong(screen) {
  for (const way of WAYS) screen.errors.delete(`plan-${way}`);
}

// Reading is over; with a sentence, what is wrong with a `way` of giving the plan.
function done(screen, sentence, way = null) {
  clearTimeout(screen.ui.readingLate);
  screen.ui.reading = null;
  nothingWrong(screen);
  if (sentence) {
    screen.errors.set(`plan-${way}`, sentence);
    screen.announce(sentence, true);
  }
  if (sentence && way !== "sample") screen.focus(`#kit-plan-${way}`);
  else screen.draw();
}

function begin(screen, source) {
  if (screen.ui.reading) return false;
  screen.ui.reading = source;
  screen.ui.leftOut = [];
  nothingWrong(screen);
  screen.draw();
  return true;
}

const wayOf = (source) => (source === "pasted" ? "text" : source);

// The kernel reads texts and samples; a file goes to the server.
function ask(screen, source, message) {
  if (!begin(screen, source)) return;
  screen.ui.readingLate = setTimeout(() => done(screen, "the kit did not answer; try again when the page says it is connected", wayOf(source)), PATIENCE);
  screen.model.send({ type: "read plan", ...message });
}

// The server reads what is sent in a process of its own.
async function send(screen, source, file) {
  if (!begin(screen, source)) return;
  const body = new FormData();
  body.append("file", file);
  const way = wayOf(source);
  try {
    const told = await (await globalThis.kit.upload("plan", body)).json();
    if (told.error) return done(screen, told.error, way);
    screen.ui.leftOut = told.notes ?? [];
    keep(screen, source, source === "file" ? told.title : "", told.passages);
    if (source === "pasted") emptyText(screen);
  } catch {
    done(screen, `the kit could not be reached; ${way === "file" ? "choose the file" : "read the text"} again when the page says it is connected`, way);
  }
}

function emptyText(screen) {
  const box = screen.root.querySelector("#kit-plan-text");
  if (box) screen.empty(box);
}

export const givingActs = {
  readFile(screen, form) {
    const file = form.elements.file.files[0];
    if (!file) return done(screen, "no file is chosen; choose the plan’s file first", "file");
    if (file.size > LARGEST) return done(screen, `this file has ${Math.ceil(file.size / 1048576)} MB; at most 25 can be read. Save it without its pictures, or paste the text`, "file");
    return send(screen, "file", file);
  },
  readText(screen, form) {
    const { value } = form.elements.text;
    if (!value.trim()) return done(screen, "there is no text here yet; paste the plan’s text first", "text");
    if (!globalThis.kit) return ask(screen, "pasted", { text: value });
    return send(screen, "pasted", new File([value], "pasted.txt", { type: "text/plain" })); // read as a file is, apart from this page
  },
  readSample(screen, el) {
    if (el.getAttribute("aria-disabled") !== "true") ask(screen, "sample", { sample: el.dataset.sample });
  },
  takePlan(screen, el) {
    screen.put("set_aside", { target: el.dataset.plan }, "The plan is taken away. Under “Set aside” it can be put back or removed for good.");
    screen.focus("#kit-plan-h");
  },
  partsFrom(screen, el) {
    screen.ui.planFrom = Number(el.dataset.from);
    screen.focus("#kit-parts-h");
  },
  partJoin: (screen, el) => {
    const before = el.closest("li").previousElementSibling;
    correct(screen, el, "plan.joined", {}, "Joined to the passage before.");
    screen.focus(before?.id ? `#${before.id}` : "#kit-parts-h");
  },
  partSplit(screen, el) {
    const { passage } = el.dataset;
    const open = screen.ui.splitting === passage;
    screen.ui.splitting = open ? null : passage;
    if (open) screen.draw();
    else screen.focus(`#part-${passage} [data-key=split] button, #part-${passage} [data-key=one]`);
  },
  splitAt(screen, el) {
    screen.ui.splitting = null;
    correct(screen, el, "plan.split", { at: Number(el.dataset.at) }, "Split into two passages.");
    screen.focus(`#part-${el.dataset.passage}`);
  },
  splitPoints(screen, el) { // from the last to the first: what is before stays where it is
    screen.ui.splitting = null;
    for (const at of el.dataset.at.split(" ").map(Number).reverse()) correct(screen, el, "plan.split", { at }, "Split at every line.");
    screen.focus(`#part-${el.dataset.passage}`);
  },
  partHeading(screen, el) {
    const { passage } = el.dataset;
    const open = el.getAttribute("aria-expanded") === "true";
    screen.ui.heading = open ? null : passage;
    screen.outbox.keep(`plan-heading-${passage}`, null);
    if (open) screen.draw();
    else screen.focus(`#plan-heading-${passage}`);
  },
  saveHeading(screen, form) {
    const field = `plan-heading-${form.dataset.passage}`;
    const heading = form.elements.heading.value.trim();
    screen.errors.delete(field);
    screen.ui.heading = null;
    correct(screen, form, "plan.heading", { heading }, heading ? "Heading saved." : "Heading taken away.");
    screen.outbox.keep(field, null);
    screen.focus(`#part-${form.dataset.passage}`);
  },
  partPromise(screen, el) {
    const said = el.dataset.promises === "true";
    correct(screen, el, "plan.promise", { promises: said }, said ? "Marked as a promise." : "Marked as no promise.");
  },
  partOut(screen, el) {
    correct(screen, el, "plan.dropped", {}, "Left out.");
    screen.focus(`#part-${el.dataset.passage}`);
  },
  partIn(screen, el) {
    correct(screen, el, "plan.restored", {}, "Taken in again.");
    screen.focus(`#part-${el.dataset.passage}`);
  },
};

function correct(screen, el, kind, body, said) {
  screen.put(kind, { plan: el.dataset.plan, passage: el.dataset.passage, ...body }, said);
}

// What the kernel answers about a text or a sample.
export function planHeard(screen, message) {
  if (message.type === "plan read" && screen.ui.reading) {
    const source = screen.ui.reading;
    keep(screen, source, message.title, message.passages);
    if (source === "pasted") emptyText(screen);
  } else if (message.type === "plan not read" && screen.ui.reading) done(screen, message.sentence, wayOf(screen.ui.reading));
}
