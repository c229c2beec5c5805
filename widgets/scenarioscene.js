// The scene where a table stands: what happens and is said, the grid where it is asked, the choices.

import { capital, h, plural, words } from "./dom.js";
import { placed, placer, unplace } from "./gridpicture.js";
import { inWords, isPlace } from "./gridwords.js";
import { nudged } from "./scenariofields.js";
import { behind, choiceWords, paragraphs, sceneText, told } from "./scenariowords.js";

const sceneKey = ({ view }) => `scene/${view.table}/${view.version ?? "begin"}/${view.scene.id}`;
// The name under which a reason is kept while it is being written.
export const reasonDraft = (screen) => `${sceneKey(screen)}/reason`;
export const placeId = (table, scene) => `scenario-place/${table}/${scene}`;

// A content note stands before a hard scene; the scene is opened by hand, or left.
export function sceneNow(screen) {
  const { scene } = screen.view;
  const key = sceneKey(screen);
  const shut = scene.hard && !screen.outbox.draft(`${key}/open`);
  return h("article", { class: "kit-card kit-scenario-scene", "data-at": scene.id, "aria-labelledby": "kit-scene-h", "data-key": key },
    h("h2", { id: "kit-scene-h", tabindex: "-1", "data-key": "h" }, scene.title),
    scene.hard && h("p", { class: "kit-content-note", "data-key": "hard" }, h("strong", {}, "Before you read: "), scene.hard),
    shut && h("div", { class: "kit-line-acts", "data-key": "open" },
      h("button", { type: "button", class: "kit-button", "data-do": "openScene", "data-key": "open" }, "Read this scene"),
      leaveButton(scene)),
    !shut && [
      h("div", { class: "kit-scenario-text", "data-key": "text" }, sceneText(scene)),
      scene.held && h("p", { class: "kit-hint", "data-key": "held" }, "The trainer holds the room at this scene: choose, and then everybody goes on together."),
      scene.place && placeForm(screen, scene.place, scene.title, screen.outbox.draft(`${key}/unplaced`)),
      toPlace(screen, scene, key)
        ? h("p", { class: "kit-scenario-unplaced", "data-key": "unplaced" }, h("button", { type: "button", class: "kit-quiet", "data-do": "goOnUnplaced", "data-key": "on" }, "Go on without placing it"))
        : scene.ending ? endingText(scene.ending) : choiceForm(screen, scene, key),
      !scene.ending && h("p", { class: "kit-scenario-leave", "data-key": "leave" }, leaveButton(scene), h("span", { class: "kit-hint" }, "No reason is asked, and nothing is lost.")),
    ]);
}

// Whether the situation is placed first, before what could be said or done is offered.
function toPlace(screen, { place }, key) {
  return place && !place.aside && !ownPlace(screen, place) && !screen.outbox.draft(`${key}/unplaced`);
}

export function leaveButton(scene) {
  return h("button", { type: "button", class: "kit-quiet", "data-do": "leaveScene", "data-scene": scene.id, "data-key": "leave" }, "Leave this scene");
}

function endingText(ending) {
  return h("section", { class: "kit-scenario-ending", "data-key": "ending" },
    h("h3", {}, ending.title),
    paragraphs(ending.what),
    h("p", { class: "kit-hint" }, "This is one ending of several. None of them is the right one."));
}

// A choice and its reason; while they are on their way, the form waits with them.
function choiceForm(screen, scene, key) {
  const sent = screen.outbox.waiting.some(({ kind, body }) => ["scenario.chosen", "scenario.left", "scenario.back"].includes(kind) && body.table === screen.view.table);
  const draft = screen.outbox.draft(`${key}/choice`);
  const [unchosen, unsaid] = [screen.errors.get("scenario/choice"), screen.errors.get("scenario/reason")];
  return h("form", { class: "kit-scenario-choices", "data-submit": "choose", "data-scene": scene.id, "data-key": "choices", novalidate: true },
    h("fieldset", { "aria-describedby": unchosen && "scenario-choice-error", "data-key": "set" },
      h("legend", {}, "What would you say or do?"),
      screen.error("scenario/choice", "scenario-choice-error"),
      scene.choices.map((choice) => h("label", { class: "kit-tick", "data-key": choice.id },
        h("input", { type: "radio", name: "choice", value: choice.id, id: `kit-choice-${choice.id}`, "data-change": "mark", checked: draft === choice.id, "data-key": "radio" }),
        h("span", {}, told(choiceWords(choice)), tally(screen, choice))))),
    voteBox(screen, scene),
    h("label", { for: "kit-reason", "data-key": "label" }, scene.ask),
    h("p", { class: "kit-hint", id: "kit-reason-hint", "data-key": "hint" }, "In a few words. No real person’s name, and no real case, please."),
    screen.error("scenario/reason", "scenario-reason-error"),
    h("textarea", { id: "kit-reason", name: "reason", rows: 3, dir: "auto", maxlength: 2000, "data-draft": `${key}/reason`, "data-key": "text", "aria-invalid": unsaid && "true", "aria-describedby": unsaid ? "kit-reason-hint scenario-reason-error" : "kit-reason-hint" }),
    h("button", { class: "kit-button", "aria-disabled": sent && "true", "data-key": "go" }, sent ? "Not saved yet…" : "Go on with this"));
}

const tally = ({ view }, { id }) => view.vote?.tally && h("span", { class: "kit-hint" }, ` (${plural(view.vote.tally[id] ?? 0, "vote")})`);

// A phone votes for what is marked; the votes are shown to who has voted, and decide nothing.
function voteBox({ view }, scene) {
  if (!view.vote) return null;
  const { own, cast } = view.vote;
  return h("div", { class: "kit-scenario-vote", "data-key": "vote" },
    h("p", { class: "kit-hint" }, `${plural(cast, "phone has", "phones have")} voted. `, own ? "You have; you can change your vote." : "You see the votes once you have voted.", " Votes decide nothing: the table does."),
    h("button", { type: "button", class: "kit-quiet", "data-do": "vote", "data-scene": scene.id, "data-key": "vote" }, "Vote for what I marked"));
}

// The grid in a scene: the own place first; the author's stands beside it afterwards, as one reading.
// `unplaced` says that somebody went on without placing it.
export function placeForm(screen, place, title, unplaced = false) {
  const { content, view } = screen;
  const id = placeId(view.table, place.scene);
  const own = ownPlace(screen, place);
  if (place.aside) return h("p", { class: "kit-hint", "data-key": id }, "What was placed here has been set aside by the trainer.");
  const form = h("form", { class: "kit-grid-form", "data-submit": "placeHere", "data-scene": place.scene, novalidate: true, "data-key": "form" },
    screen.error(id, `${id}-error`),
    placer(screen, content, { id, value: own && { wellbeing: own.wellbeing, safety: own.safety }, label: "Where the situation stands" }),
    h("label", { for: `${id}/reason`, "data-key": "label" }, "Why there? (You can leave this empty.)"),
    nudged(screen, "") && h("p", { class: "kit-hint", id: `${id}/hint`, "data-key": "hint" }, nudged(screen, "")),
    h("textarea", { "aria-describedby": nudged(screen, "") ? `${id}/hint` : null, id: `${id}/reason`, name: "reason", rows: 2, dir: "auto", maxlength: 2000, "data-draft": `${id}/reason`, "data-value": own?.reason ?? "", "data-key": "text" }),
    h("div", { class: "kit-line-acts", "data-key": "acts" }, h("button", { class: own ? "kit-quiet" : "kit-button" }, own ? "Place it there" : "Keep this place")));
  return h("section", { class: "kit-scenario-place", "aria-label": `Place the situation: ${title}`, "data-key": id },
    h("h3", { "data-key": "h" }, "Place the situation"),
    h("p", { "data-key": "ask" }, told(place.ask)),
    !own && (unplaced ? h("details", { class: "kit-stuck", "data-key": "again" }, h("summary", {}, "Place it after all"), form) : form),
    own && h("p", { class: "kit-scenario-placed", tabindex: "-1", "data-key": "placed" }, h("strong", {}, "You placed it here: "), inWords(content, own), own.reason && [" ", words(own.reason)]),
    place.reading && h("div", { class: "kit-scenario-reading", "data-key": "reading" },
      h("h4", {}, "One reading"),
      h("p", {}, inWords(content, place.reading)),
      h("p", {}, told(place.reading.reading)),
      h("p", { class: "kit-hint" }, "The author’s, and one of many. A difference is not a mistake.", moved(own) && ` You placed it first at ${inWords(content, own.first)}`)),
    own && h("details", { class: "kit-stuck", "data-key": "more" }, h("summary", {}, "Place it again"), form));
}

// Whether a place was changed after the author's had been seen.
const moved = (own) => own?.first && (own.first.wellbeing !== own.wellbeing || own.first.safety !== own.safety);

function ownPlace(screen, { scene, own }) {
  const sent = screen.outbox.waiting.findLast(({ kind, body }) => kind === "scenario.placed" && body.scene === scene && body.table === screen.view.table);
  return sent ? { ...sent.body, version: sent.id } : own;
}

// What came of the last step: what was said or done, and what happens next.
export function lastStep(screen, step) {
  if (!step) return null;
  if (step.left) {
    return h("section", { class: "kit-scenario-step", "aria-label": "The scene before", "data-key": `step/${step.id}` },
      h("p", {}, `You left “${step.title}”.`), step.told && h("p", {}, told(step.told)));
  }
  return h("section", { class: "kit-scenario-step", "aria-label": "What came of it", "data-key": `step/${step.id}` },
    h("p", {}, h("strong", {}, step.choice.say ? "You said: " : "You did: "), told(choiceWords(step.choice))),
    paragraphs(step.answer, "kit-scenario-answered"),
    behind(screen.content, step));
}

// Once the step is taken: to what came of it, or to the notice that the room waits.
const toWhatHappened = (screen, step) => screen.focus(`#kit-happened[data-of="${step}"], #kit-waits`);

const wrong = (screen, name, sentence, selector) => {
  screen.errors.set(name, sentence);
  screen.focus(selector);
  screen.announce(`${capital(sentence)}.`, true);
};

// What was wrong with a choice says nothing of another scene.
export const forget = (screen) => ["scenario/choice", "scenario/reason"].forEach((name) => screen.errors.delete(name));

export const sceneActs = {
  openScene(screen) {
    screen.outbox.keep(`${sceneKey(screen)}/open`, "1");
    screen.focus("#kit-scene-h");
  },
  mark(screen, el) {
    screen.errors.delete("scenario/choice");
    screen.outbox.keep(`${sceneKey(screen)}/choice`, el.value);
    screen.draw();
  },
  vote(screen, el) {
    const choice = screen.outbox.draft(`${sceneKey(screen)}/choice`);
    if (!choice) return wrong(screen, "scenario/choice", "nothing is marked yet; mark what you would vote for", ".kit-scenario-choices input");
    const { table, version } = screen.view;
    screen.put("scenario.voted", { table, on: version, scene: el.dataset.scene, choice }, "Voted.");
  },
  choose(screen, form) {
    const { table, version } = screen.view;
    const key = sceneKey(screen);
    const choice = screen.outbox.draft(`${key}/choice`);
    const reason = form.elements.reason.value;
    forget(screen);
    if (form.querySelector("[aria-disabled=true].kit-button")) return;
    if (!choice) return wrong(screen, "scenario/choice", "nothing is chosen yet; mark one of these", ".kit-scenario-choices input");
    if (!reason.trim()) return wrong(screen, "scenario/reason", "there is no reason yet; say in a few words why", "#kit-reason");
    const step = screen.put("scenario.chosen", { table, on: version, scene: form.dataset.scene, choice, reason }, "Chosen.");
    for (const part of ["choice", "reason"]) screen.outbox.keep(`${key}/${part}`, null);
    toWhatHappened(screen, step);
  },
  leaveScene(screen, el) {
    const { table, version } = screen.view;
    forget(screen);
    const step = screen.put("scenario.left", { table, on: version, scene: el.dataset.scene }, "You have left the scene.");
    toWhatHappened(screen, step);
  },
  placeHere(screen, form) {
    const { scene } = form.dataset;
    const { table } = screen.view;
    const id = placeId(table, scene);
    const standing = ownPlace(screen, placeOf(screen, scene));
    const at = placed(screen, id) ?? (isPlace(standing) ? standing : null);
    screen.errors.delete(id);
    if (!at) return wrong(screen, id, "the situation is not placed yet; choose where it stands on both axes", `[data-draft="${id}/wellbeing"]`);
    clearTimeout(screen.ui.gridRest);
    screen.put("scenario.placed", { table, scene, wellbeing: at.wellbeing, safety: at.safety, reason: form.elements.reason.value, on: standing?.version ?? null }, `Placed. ${inWords(screen.content, at)}`);
    screen.outbox.keep(`${id}/reason`, null);
    unplace(screen, id);
    form.closest("details")?.removeAttribute("open");
    screen.focus(`[data-key="${id}"] > .kit-scenario-placed`);
  },
  goOnUnplaced(screen) {
    screen.outbox.keep(`${sceneKey(screen)}/unplaced`, "1");
    screen.focus(".kit-scenario-choices input");
  },
};

// The grid of a scene, of the one where the table stands or of one on its path.
function placeOf({ view }, scene) {
  const found = [view.scene?.place, ...view.path.steps.map(({ place }) => place), ...view.earlier.flatMap(({ steps }) => steps.map(({ place }) => place))];
  return found.find((place) => place?.scene === scene) ?? { scene, own: null };
}

// What was not taken goes back into its form.
export function sceneRefused(screen, { kind, body }, sentence) {
  if (kind === "scenario.chosen" && screen.view.scene?.id === body.scene) {
    const key = sceneKey(screen);
    screen.outbox.keep(`${key}/choice`, body.choice);
    screen.outbox.keep(`${key}/reason`, body.reason);
    screen.errors.set("scenario/reason", sentence);
  } else if (kind === "scenario.placed") {
    const id = placeId(body.table, body.scene);
    for (const part of ["wellbeing", "safety", "reason"]) screen.outbox.keep(`${id}/${part}`, String(body[part] ?? ""));
    screen.errors.set(id, sentence);
  }
}

