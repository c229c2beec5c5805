// The check against the plan: for each key factor the passages that may show it, a decision, and
// for a gap whether it matters and why. The kit orders passages and shows them; people decide.

import { h, plural, words } from "./dom.js";
import { principleOf } from "./teaching.js";
import { choiceField, noteField } from "./readback.js";
import { partsOf, passageWords, warned, whereOf } from "./passages.js";
import { finder } from "./finding.js";

export const DECISIONS = [["in_plan", "Covered"], ["partly", "Partly covered"], ["missing", "Missing"], ["not_for_plan", "Not for a plan"]];
const GAPS = ["partly", "missing"];
const FIRST = 2; // passages that stand open

const saysOf = new Map(DECISIONS);

// What was decided about a key factor or item, with what still waits on this device.
export function decisionOf(screen, target, part = "decision") {
  const field = `plan/${target}/${part}`;
  const waiting = screen.outbox.waiting.findLast(({ kind, body }) => kind === "chose" && body.field === field);
  return waiting?.body.value ?? screen.view.choices?.[field];
}

export const decisionSays = (screen, target) => saysOf.get(decisionOf(screen, target)) ?? "Not decided yet";

// Who decided, and when, in a few words.
function whoDecided(screen, target) {
  const told = screen.view.check_plan?.decided?.[`plan/${target}/decision`];
  if (!told) return null;
  const time = new Date(told.at * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const who = told.by === "solo" ? "you" : told.by === "trainer" ? "the trainer" : told.by.startsWith("table-") && !screen.content.shared ? told.by.replace("-", " ") : "the room";
  return h("p", { class: "kit-hint", "data-key": "who" }, `Decided by ${who} at ${time}. It can be changed.`);
}

// The key factors of some principles, each with its evidence and its decision. `closed` folds each
// factor away, for a page that has all of them.
export function planCheck(screen, ids, { level = 3, closed = true } = {}) {
  const { view, content } = screen;
  return [
    planIntro(screen),
    ids.map((id) => {
      const factors = view.factors[id] ?? [];
      return h("section", { class: "kit-card", "data-key": `plan/${id}` },
        h(`h${level}`, { "data-key": "h" }, principleOf(content, id).name),
        factors.length > 0 && h("p", { class: "kit-count", "data-key": "count" }, doneOf(screen, factors)),
        factors.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "No key factors have been agreed here yet."),
        h("ol", { class: "kit-factors", "data-key": "list" }, factors.map((factor) => h("li", { class: "kit-factor", "data-key": factor.id }, closed
          ? h("details", { open: begun(screen, factor.id), "data-key": "all" }, h("summary", {}, words(factor.text), " ", h("span", { class: "kit-tag" }, decisionSays(screen, factor.id))), desk(screen, factor.id, factor.text))
          : [h(`h${level + 1}`, { class: "kit-words", dir: "auto", "data-key": "factor" }, factor.text), desk(screen, factor.id, factor.text)]))));
    }),
  ];
}

function doneOf(screen, factors) {
  const done = factors.filter(({ id }) => decisionOf(screen, id)).length;
  return done === factors.length ? `All ${plural(done, "key factor")} decided.` : `${done} of ${plural(factors.length, "key factor")} decided.`;
}

function planIntro(screen) {
  const { view } = screen;
  const given = view.check_plan?.given;
  return h("div", { "data-key": "intro" },
    h("p", {}, given
      ? "For each key factor: read the passages that may show it, tick those that do, and decide. The kit only looks for words that are alike. It cannot tell whether something is covered; you can."
      : "No plan has been given to the kit. Open your board’s own plan beside this. For each key factor: is it in the plan? If not, is that significant?"),
    given && !view.check_plan.looked && h("p", { class: "kit-hint" }, globalThis.kit ? "The kit is looking through the plan…" : "In JupyterLab no passages are suggested: look for them in the plan below each key factor."));
}

// Whether a note is being written there: it is not folded away after a reload.
export const begun = (screen, target) => screen.outbox.draft(`note/plan/${target}/note`) !== null;

// One thing beside the plan: a key factor, or an item of a lens.
export function desk(screen, target, text) {
  const decision = decisionOf(screen, target);
  const gap = GAPS.includes(decision);
  const named = h("span", { class: "kit-hidden" }, `: ${text.length > 80 ? `${text.slice(0, 80)}…` : text}`);
  return h("div", { class: "kit-held", "data-key": `desk/${target}` },
    evidence(screen, target, named),
    choiceField(screen, `plan/${target}/decision`, ["Is it in the plan?", named.cloneNode(true)], DECISIONS),
    whoDecided(screen, target),
    decision === "missing" && screen.view.check_plan?.given && h("p", { class: "kit-hint", "data-key": "sure" }, "Before you leave it at missing, look in the plan yourself: other words may say the same."),
    gap && choiceField(screen, `plan/${target}/significant`, ["Is that significant?", named.cloneNode(true)], [["yes", "Yes, significant"], ["no", "No"]]),
    noteField(screen, `plan/${target}/note`, gap ? "Why is it, or is it not, significant?" : "Note (if there is something to add)", named));
}

// The passages somebody ticked, with what still waits on this device.
export function shownBy(screen, target) {
  const chosen = new Set(screen.view.check_plan?.shows?.[target] ?? []);
  for (const { kind, body } of screen.outbox.waiting) {
    if (kind !== "plan.evidence" || body.target !== target) continue;
    if (body.shows) chosen.add(body.passage);
    else chosen.delete(body.passage);
  }
  return chosen;
}

function evidence(screen, target, named) {
  const { check_plan: check } = screen.view;
  if (!check?.given) return null;
  const parts = partsOf(screen);
  const chosen = shownBy(screen, target);
  const found = check.found?.[target];
  const hits = (found?.hits ?? []).filter(([id]) => parts.has(id));
  const likely = new Map(hits.map(([id, , , warnings]) => [id, warnings]));
  const others = [...chosen].filter((id) => parts.has(id) && !likely.has(id));
  const item = ([id, start, end, warnings]) => passageItem(screen, target, parts.get(id), { start, end, warnings, chosen, named });
  return h("div", { class: "kit-evidence", "data-key": "evidence" },
    hits.length > 0 && h("p", { class: "kit-note-label", "data-key": "label" }, "Passages that may show it", named.cloneNode(true)),
    found && !found.clear && h("p", { class: "kit-notice", "data-key": "unclear" }, "No clear match was found: no passage shares words with this. Look in the plan yourself before you decide that it is missing; it may be there in other words."),
    hits.length > 0 && h("ul", { class: "kit-passages", "data-key": "first" }, hits.slice(0, FIRST).map(item)),
    hits.length > FIRST && h("details", { "data-key": "more" }, h("summary", {}, plural(hits.length - FIRST, "more passage"), named.cloneNode(true)), h("ul", { class: "kit-passages" }, hits.slice(FIRST).map(item))),
    others.length > 0 && [h("p", { class: "kit-note-label", "data-key": "own-label" }, "Found by you"), h("ul", { class: "kit-passages", "data-key": "own" }, others.map((id) => passageItem(screen, target, parts.get(id), { chosen, named })))],
    finder(screen, target, named, (part, at) => passageItem(screen, target, part, { ...at, warnings: likely.get(part.id), chosen, named, key: "found" })));
}

function passageItem(screen, target, part, { start = 0, end = 0, warnings = [], chosen, named = null, key = "hit" }) {
  return h("li", { class: "kit-passage", "data-key": part.id },
    h("p", { class: "kit-source", "data-key": "where" }, words(whereOf(part))),
    passageWords(part.text, start, end),
    warned(part.text, warnings.filter(([kind, from, to]) => kind !== "negation" || (from >= start && to <= end))),
    h("label", { class: "kit-tick", "data-key": "tick" },
      h("input", { type: "checkbox", name: `${key}-${target}-${part.id}`, "data-change": "evidence", "data-target": target, "data-passage": part.id, checked: chosen.has(part.id) }),
      h("span", {}, "This passage shows it", h("span", { class: "kit-hidden" }, `: ${whereOf(part)}, ${part.text.slice(0, 60)}`), named?.cloneNode(true))));
}

// What was decided, to read along.
export function planRead(screen, ids, why) {
  const { content, view } = screen;
  const parts = partsOf(screen);
  return [
    why && h("p", { "data-key": "p" }, why),
    ids.map((id) => h("section", { "data-key": `plan/${id}` },
      h("h3", {}, principleOf(content, id).name),
      (view.factors[id] ?? []).length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "No key factors have been agreed here yet."),
      h("ul", { "data-key": "list" }, (view.factors[id] ?? []).map((factor) => h("li", { "data-key": factor.id }, words(factor.text), " ",
        h("span", { class: "kit-tag" }, decisionSays(screen, factor.id)),
        decisionOf(screen, factor.id, "significant") === "yes" && GAPS.includes(decisionOf(screen, factor.id)) && h("span", { class: "kit-tag kit-tag-waits" }, "Significant"),
        view.notes?.[`plan/${factor.id}/note`] && words(view.notes[`plan/${factor.id}/note`].text, "p"),
        [...shownBy(screen, factor.id)].filter((name) => parts.has(name)).map((name) => h("p", { class: "kit-source", "data-key": name }, "Shown in: ", words(whereOf(parts.get(name)))))))))),
  ];
}

// What a decision changes below it.
function chosen({ dataset: { field }, value }) {
  if (!/^plan\/.*\/decision$/.test(field)) return "";
  return `${saysOf.get(value)}.${GAPS.includes(value) ? " Below it is asked whether that is significant, and why." : ""}`;
}

// Passages that may show something have come since this page was last drawn.
export function passagesCame(screen) {
  const looked = Boolean(screen.view.check_plan?.looked);
  if (looked && screen.sawPassages === false) screen.announce("Passages that may show it stand under each key factor.");
  screen.sawPassages = looked;
}

export const planActs = {
  chosen,
  evidence(screen, box) {
    screen.put("plan.evidence", { target: box.dataset.target, passage: box.dataset.passage, shows: box.checked }, box.checked ? "Passage chosen." : "Passage not chosen any more.");
    if (!box.checked && box.closest("[data-key=own]")) screen.focus(`[data-do=openFinder][data-target="${box.dataset.target}"]`); // it leaves the list
  },
};
