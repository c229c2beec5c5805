// What follows from the check: significant gaps, promises that nobody reached for, and actions,
// proposed, for the board to agree.

import { h, plural, words } from "./dom.js";
import { partsOf, whereOf } from "./passages.js";
import { decisionSays } from "./planning.js";
import { setAside } from "./walls.js";

// What a gap is called: the key factor with its principle, or the item with its lens.
export function heldAs({ view, content }, target) {
  for (const { id, name } of content.principles) {
    const factor = (view.factors[id] ?? []).find((each) => each.id === target);
    if (factor) return { text: factor.text ?? factor.wording, of: name };
  }
  for (const lens of content.plan.lenses) {
    const item = lens.items.find((each) => each.id === target);
    if (item) return { text: item.name, of: lens.title };
  }
  return null;
}

// `lead` puts actions in order, and changes those of every table.
export function planActions(screen, { level = 3, lead = false } = {}) {
  const { view } = screen;
  const check = view.check_plan ?? {};
  const gaps = (check.gaps ?? []).filter((target) => heldAs(screen, target));
  return [
    h("section", { class: "kit-card", "data-key": "gaps" },
      h(`h${level}`, { "data-key": "h" }, `Significant gaps (${gaps.length})`),
      gaps.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "No gap has been called significant. A gap is a key factor that is missing or partly covered, and that somebody said matters."),
      h("ul", { class: "kit-lines", "data-key": "list" }, gaps.map((target) => gap(screen, target)))),
    actionsCard(screen, { level, lead }),
    untouched(screen, level),
  ];
}

// The list of actions by itself.
export function actionsCard(screen, { level = 3, lead = false } = {}) {
  return h("section", { class: "kit-card", "data-key": "actions" },
    h(`h${level}`, { "data-key": "h", id: "kit-actions-h", tabindex: "-1" }, "Actions, proposed, for the board to agree"),
    h("p", { class: "kit-hint", "data-key": "p" }, lead ? `The first is the most important. Move them as ${screen.view.role === "solo" ? "you think right" : "the room decides"}.` : "The room puts them in order at the front."),
    actionList(screen, lead),
    proposal(screen, "", h("span", {}, "Another action")),
    withdrawn(screen, lead));
}

function gap(screen, target) {
  const { text, of } = heldAs(screen, target);
  const why = screen.view.notes?.[`plan/${target}/note`];
  return h("li", { class: "kit-line", "data-key": target },
    words(text, "p"),
    h("p", { class: "kit-tags", "data-key": "tags" }, h("span", { class: "kit-tag" }, of), h("span", { class: "kit-tag kit-tag-waits" }, decisionSays(screen, target))),
    why ? h("p", { "data-key": "why" }, "Why it matters: ", words(why.text)) : h("p", { class: "kit-hint", "data-key": "why" }, "Nobody has written why it matters yet."),
    proposal(screen, target, h("span", {}, "Propose an action", h("span", { class: "kit-hidden" }, ` for: ${text.slice(0, 60)}`))));
}

// The version that somebody is changing here; kept, so that it is still open after a reload.
const changing = (screen, id) => screen.outbox.draft(`changing/${id}`);

const PARTS = ["text", "owner", "when"];

const mayChange = (screen, action, lead) => !screen.view.ended && (lead || (screen.view.people ?? []).includes(action.table));

// The actions as they will be once what waits is saved.
function standing(screen) {
  const found = (screen.view.check_plan?.actions ?? []).map((action) => ({ ...action }));
  for (const { id, kind, body } of screen.outbox.waiting) {
    const known = found.find((action) => action.id === body.action);
    if (kind === "plan.action" && !found.some((action) => action.id === id)) found.push({ id, target: body.target ?? null, table: body.table ?? null, text: body.text, owner: body.owner ?? "", when: body.when ?? "", version: id, rivals: [], waits: true });
    else if (kind === "plan.action.changed" && known) Object.assign(known, { text: body.text, owner: body.owner ?? "", when: body.when ?? "", version: id, waits: true });
    else if (kind === "plan.action.withdrawn" && known) found.splice(found.indexOf(known), 1);
    else if (kind === "plan.actions.ordered") found.sort((a, b) => rank(body.actions, a) - rank(body.actions, b));
  }
  return found;
}

const rank = (order, { id }) => (order.includes(id) ? order.indexOf(id) : order.length);

function actionList(screen, lead) {
  const found = standing(screen);
  if (!found.length) return h("p", { class: "kit-hint", "data-key": "none" }, "No action has been proposed yet.");
  return h("ol", { class: "kit-lines", "data-key": "list" }, found.map((action, n) => h("li", { class: "kit-line", "data-key": action.id, id: `action-${action.id}`, tabindex: "-1" },
    changing(screen, action.id) ? form(screen, { name: `action/${action.id}`, submit: "changeAction", action, button: "Save the change" }) : said(screen, action),
    action.rivals.length > 0 && rivals(screen, action, lead),
    screen.error(action.id, `action-${action.id}-error`),
    mayChange(screen, action, lead) && h("div", { class: "kit-line-acts", "data-key": "acts" }, acts(screen, action, n, found.length, lead)))));
}

function said(screen, action) {
  const held = action.target && heldAs(screen, action.target);
  return h("div", { "data-key": "said" },
    words(action.text, "p"),
    h("p", { class: "kit-hint" }, "Who leads: ", action.owner ? words(action.owner) : "not said", ". By when: ", action.when ? words(action.when) : "not said", "."),
    h("p", { class: "kit-tags" }, held && h("span", { class: "kit-tag" }, `${held.of}: `, words(held.text.length > 60 ? `${held.text.slice(0, 60)}…` : held.text)),
      action.table && !screen.content.shared && !screen.content.solo && h("span", { class: "kit-tag" }, `Table ${action.table}`), action.waits && h("span", { class: "kit-tag kit-tag-waits" }, "Not saved yet")));
}

function acts(screen, action, n, count, lead) {
  const named = h("span", { class: "kit-hidden" }, `: action ${n + 1}, ${action.text.slice(0, 40)}`);
  const button = (act, text, extra = {}) => h("button", { type: "button", class: "kit-quiet", "data-do": act, "data-action": action.id, "data-key": act, ...extra }, text, named.cloneNode(true));
  return [
    lead && count > 1 && button("actionUp", "Move up", { "aria-disabled": n === 0 && "true" }),
    lead && count > 1 && button("actionDown", "Move down", { "aria-disabled": n === count - 1 && "true" }),
    changing(screen, action.id) ? button("leaveAction", "Leave it as it was") : button("openAction", "Change"),
    button("withdrawAction", "Withdraw"),
    screen.view.role === "trainer" && setAside(action.id, action.text),
  ];
}

function rivals(screen, action, lead) {
  return h("div", { class: "kit-rivals", role: "group", "aria-label": "Two wordings", "data-key": "rivals" },
    h("p", {}, "Two people changed this at the same time. Both wordings are kept until one is picked."),
    h("ul", {}, [action, ...action.rivals].map((each) => h("li", { "data-key": each.version }, words([each.text, each.owner, each.when].filter(Boolean).join(" · "), "p"),
      mayChange(screen, action, lead) && h("button", { type: "button", class: "kit-quiet", "data-do": "pickAction", "data-action": action.id, "data-keep": each.version }, "Keep this one", h("span", { class: "kit-hidden" }, `: ${each.text.slice(0, 60)}`))))));
}

// A form to propose an action that answers `target`; "" answers nothing in particular.
export function proposal(screen, target, summary) {
  if (screen.view.ended) return null;
  const name = `propose/${target || "other"}`;
  const begun = PARTS.some((part) => screen.outbox.draft(`${name}/${part}`) !== null);
  return h("details", { class: "kit-propose", open: begun, "data-key": `propose/${target}` }, h("summary", {}, summary), form(screen, { name, submit: "proposeAction", target, button: "Propose it" }));
}

// What, who leads and by when; `name` keeps what is typed, and names what is wrong.
function form(screen, { name, submit, target = "", action = null, button }) {
  const id = `kit-${name.replaceAll("/", "-")}`;
  const wrong = screen.errors.has(name);
  const about = action?.text ?? (target && heldAs(screen, target)?.text);
  const of = () => about && h("span", { class: "kit-hidden" }, `: ${about.slice(0, 60)}`);
  return h("form", { class: "kit-edit", "data-submit": submit, "data-name": name, "data-target": target, "data-action": action?.id, "data-key": name, novalidate: true },
    h("label", { for: id, "data-key": "l1" }, "What should be done?", of()),
    screen.error(name, `${id}-error`),
    h("textarea", { id, name: "text", rows: 2, dir: "auto", "data-draft": `${name}/text`, "data-value": action?.text, "aria-invalid": wrong && "true", "aria-describedby": wrong && `${id}-error`, "data-key": "text" }),
    h("label", { for: `${id}-owner`, "data-key": "l2" }, "Who leads? A role, not a person’s name", of()),
    h("input", { id: `${id}-owner`, name: "owner", dir: "auto", maxlength: 200, autocomplete: "off", "data-draft": `${name}/owner`, "data-value": action?.owner, "data-key": "owner" }),
    h("label", { for: `${id}-when`, "data-key": "l3" }, "By when?", of()),
    h("input", { id: `${id}-when`, name: "when", dir: "auto", maxlength: 200, autocomplete: "off", "data-draft": `${name}/when`, "data-value": action?.when, "data-key": "when" }),
    h("button", { class: "kit-button", "data-key": "go" }, button, of()));
}

function withdrawn(screen, lead) {
  const found = (screen.view.check_plan?.withdrawn ?? []).filter((action) => mayChange(screen, action, lead));
  if (!found.length) return null;
  return h("details", { class: "kit-withdrawn", "data-key": "withdrawn" }, h("summary", {}, `Withdrawn (${found.length})`),
    h("ul", { class: "kit-lines" }, found.map((action) => h("li", { class: "kit-line", "data-key": action.id }, words(action.text, "p"),
      h("div", { class: "kit-line-acts" }, h("button", { type: "button", class: "kit-quiet", "data-do": "restoreAction", "data-action": action.id }, "Bring back", h("span", { class: "kit-hidden" }, `: ${action.text.slice(0, 40)}`)))))));
}

// The other direction: what the plan promises that nobody ticked for anything.
function untouched(screen, level) {
  const { check_plan: check } = screen.view;
  if (!check?.given) return null;
  const parts = partsOf(screen);
  const found = (check.untouched ?? []).filter(({ passage }) => parts.has(passage));
  const factor = (target) => target && heldAs(screen, target)?.text;
  return h("section", { class: "kit-card", "data-key": "untouched" },
    h(`h${level}`, { "data-key": "h" }, `What the plan promises and nobody reached for (${found.length})`),
    h("p", { class: "kit-hint", "data-key": "p" }, "Promises in the plan that were ticked for no key factor. What is a promise is the kit’s first guess; the trainer can correct it. Would the person notice if these were kept?"),
    found.length > 0 && h("details", { "data-key": "all" }, h("summary", {}, plural(found.length, "promise")),
      h("ul", { class: "kit-passages" }, found.map(({ passage, near }) => h("li", { class: "kit-passage", "data-key": passage },
        h("p", { class: "kit-source" }, words(whereOf(parts.get(passage)))), words(parts.get(passage).text, "p"),
        factor(near) && h("p", { class: "kit-hint" }, "Its words are nearest to: ", words(factor(near))))))));
}

// The gaps and actions on the wall of the room.
export function actionsOnWall(screen) {
  const { gaps, actions, untouched: left } = screen.view.check_plan;
  const why = (id) => screen.view.notes?.[`plan/${id}/note`]?.text;
  const brief = (text, most = 140) => (text.length > most ? `${text.slice(0, most)}…` : text);
  return h("section", { "data-key": "actions" },
    h("h3", { "data-key": "gaps" }, `Significant gaps: ${gaps.length}`),
    gaps.length > 0 && h("ul", { "data-key": "gap-list" }, gaps.slice(0, 6).map(({ id, words: text }) => h("li", { "data-key": id }, words(text), why(id) && [" ", h("span", { class: "kit-beside" }, words(brief(why(id))))]))),
    gaps.length > 6 && h("p", { "data-key": "rest" }, `and ${gaps.length - 6} more`),
    h("h3", { "data-key": "proposed" }, "Proposed, for the board to agree"),
    actions.length === 0 ? h("p", { class: "kit-projector-text", "data-key": "none" }, "No action yet. What should be done, who leads (a role), by when?")
      : h("ol", { class: "kit-projector-factors", "data-key": "list" }, actions.slice(0, 8).map((action) => h("li", { "data-key": action.id }, words(action.text), " ", (action.owner || action.when) && h("span", { class: "kit-beside" }, words([action.owner, action.when].filter(Boolean).join(", ")))))),
    actions.length > 8 && h("p", { "data-key": "more" }, `and ${plural(actions.length - 8, "more action")}`),
    left.count > 0 && [h("h3", { "data-key": "left" }, `Promised in the plan, and no table reached for: ${left.count}`),
      h("ul", { "data-key": "left-list" }, left.some.map(({ text, where }, n) => h("li", { "data-key": n }, words(brief(text)), " ", h("span", { class: "kit-beside" }, words(where)))))]);
}

function values(form) {
  const { text, owner, when } = form.elements;
  return { text: text.value, owner: owner.value, when: when.value };
}

function keepParts(screen, name, said) {
  for (const part of PARTS) screen.outbox.keep(`${name}/${part}`, said?.[part] ?? null);
}

function shut(screen, action) {
  screen.outbox.keep(`changing/${action}`, null);
  keepParts(screen, `action/${action}`, null);
  screen.focus(`#action-${action} [data-do=openAction]`);
}

function missing(screen, form) {
  const { name } = form.dataset;
  screen.errors.delete(name);
  if (form.elements.text.value.trim()) return false;
  screen.errors.set(name, "there is no action here yet; write what should be done");
  screen.focus(`#${form.elements.text.id}`);
  return true;
}

function move(screen, el, by) {
  if (el.getAttribute("aria-disabled") === "true") return screen.announce(by < 0 ? "It is the first already." : "It is the last already.");
  const order = standing(screen).map(({ id }) => id);
  const at = order.indexOf(el.dataset.action);
  order.splice(at + by, 0, ...order.splice(at, 1));
  screen.put("plan.actions.ordered", { actions: order }, `Now number ${at + by + 1} of ${order.length}.`);
  screen.focus(`#action-${el.dataset.action} [data-do=${el.dataset.do}]`);
}

export const actionActs = {
  proposeAction(screen, form) {
    if (missing(screen, form)) return;
    const table = screen.view.role === "trainer" ? null : screen.view.table;
    const id = screen.put("plan.action", { ...values(form), target: form.dataset.target || null, table }, "Action proposed.");
    for (const part of PARTS) screen.empty(form.elements[part]);
    const box = form.closest("details");
    box?.removeAttribute("open");
    box?.querySelector("summary").focus(); // stays there where the list is on another panel
    screen.focus(`#action-${id}`);
  },
  openAction(screen, el) {
    const { action } = el.dataset;
    const { version, text, owner, when } = standing(screen).find(({ id }) => id === action);
    screen.outbox.keep(`changing/${action}`, version);
    keepParts(screen, `action/${action}`, { text, owner, when });
    screen.focus(`#kit-action-${action}`);
  },
  leaveAction(screen, el) {
    shut(screen, el.dataset.action);
  },
  changeAction(screen, form) {
    if (missing(screen, form)) return;
    const { action } = form.dataset;
    screen.put("plan.action.changed", { action, on: changing(screen, action), ...values(form) }, "Action changed.");
    shut(screen, action);
  },
  pickAction(screen, el) { screen.put("plan.action.picked", { action: el.dataset.action, keep: el.dataset.keep }, "Wording kept."); },
  withdrawAction(screen, el) {
    screen.put("plan.action.withdrawn", { action: el.dataset.action }, "Action withdrawn.");
    screen.focus("#kit-actions-h");
  },
  restoreAction(screen, el) {
    screen.put("plan.action.restored", { action: el.dataset.action }, "Action brought back.");
    screen.focus(`#action-${el.dataset.action}`);
  },
  actionUp: (screen, el) => move(screen, el, -1),
  actionDown: (screen, el) => move(screen, el, 1),
};

// What was refused stays to be sent again.
export function actionRefused(screen, { kind, body }, sentence) {
  if (kind !== "plan.action" && kind !== "plan.action.changed") return;
  const name = body.action ? `action/${body.action}` : `propose/${body.target || "other"}`;
  if (body.action) screen.outbox.keep(`changing/${body.action}`, body.on);
  screen.errors.set(name, sentence);
  screen.focus(`#kit-${name.replaceAll("/", "-")}`);
  for (const part of PARTS) {
    const field = screen.root.querySelector(`[data-draft="${name}/${part}"]`);
    if (field?.value) continue; // something else has been typed there since
    screen.outbox.keep(`${name}/${part}`, body[part] ?? null);
    if (field) field.value = body[part] ?? "";
  }
}
