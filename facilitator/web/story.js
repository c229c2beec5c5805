// Plays a scenario as exercises/scenarios/story.py does: where a story stands, what may be chosen there,
// and where that leads. A scenario is the JSON of its file; marks and steps are plain lists.

import { NotTaken, clean } from "./cleaning.js";

export const LEAVE = "leave"; // always there, and no choice is called that

export class StoryError extends NotTaken {}

export const sceneOf = (scenario, id) => scenario.scenes.find((scene) => scene.id === id) ?? null;
export const wantOf = (scenario, id) => scenario.wants.find((want) => want.id === id) ?? null;
export const choiceOf = (scene, id) => scene.choices.find((choice) => choice.id === id) ?? null;
export const choiceSays = (choice) => choice.say || choice.do;

// A path through a scenario: { scenario, at, steps, marks, stopped }; a step is { scene, choice, reason }.
export function begin(scenario) {
  return { scenario, at: scenario.begins, steps: [], marks: [], stopped: false };
}

export const standsIn = (story) => sceneOf(story.scenario, story.at);
export const hasEnded = (story) => story.stopped || standsIn(story).ending !== null;
const done = (story) => new Set(story.steps.map(({ scene, choice }) => `${scene} ${choice}`));

// What is offered in the scene where the story stands; nothing once it has ended.
export function choicesOf(story) {
  return hasEnded(story) ? [] : offered(standsIn(story), story.marks, done(story));
}

// The story after `choice`. Throws StoryError when it is not offered, and WordsError.
export function choose(story, choice, reason = "") {
  here(story, story.at);
  const found = choicesOf(story).find(({ id }) => id === choice);
  if (!found) throw new StoryError(`"${choice}" is not offered in ${story.at}`);
  const step = { scene: story.at, choice, reason: clean(reason) };
  return { ...story, at: found.next, steps: [...story.steps, step], marks: [...new Set([...story.marks, ...found.marks])] };
}

// The story when `scene` is skipped: it goes on, or stops where there is nowhere to go.
export function leave(story, scene) {
  here(story, scene);
  const to = wayOut(standsIn(story), story.marks, done(story));
  return { ...story, at: to ?? scene, steps: [...story.steps, { scene, choice: LEAVE, reason: "" }], stopped: to === null };
}

function here(story, scene) {
  if (hasEnded(story)) throw new StoryError("the story has ended; begin again to choose another path");
  if (scene !== story.at) throw new StoryError(`the story is at ${story.at} and no longer at ${scene}`);
}

// The choices of `scene` for somebody with these marks who has `done` these.
export function offered(scene, marks, done) {
  return scene.choices.filter((choice) => !done.has(`${scene.id} ${choice.id}`) && meets(choice, marks));
}

// Where somebody goes on who leaves `scene`; null when the story stops there. First where the author says,
// then where the choices lead, and to new scenes before known ones. Who leaves the same scene again goes
// on to new scenes only, so that leaving comes to an end.
export function wayOut(scene, marks, done) {
  const been = new Set([scene.id, ...[...done].map((each) => each.split(" ")[0])]);
  const ways = offered(scene, marks, done).map(({ next }) => next).filter((next) => next !== scene.id);
  if (scene.if_left) ways.unshift(scene.if_left.next);
  const fresh = ways.filter((way) => !been.has(way));
  if (done.has(`${scene.id} ${LEAVE}`)) return fresh[0] ?? null;
  if (scene.if_left && scene.if_left.next !== scene.id) return scene.if_left.next;
  return [...fresh, ...ways][0] ?? null;
}

// The paragraphs and the words said in `scene` for somebody with these marks.
export function shown(scene, marks) {
  const more = scene.also.filter((also) => meets(also, marks));
  return { text: [scene.text, ...more.map(({ text }) => text)].flat(), said: [scene.said, ...more.map(({ said }) => said)].flat() };
}

// Whether all of `needs` and none of `unless` are among the marks.
export function meets({ needs, unless }, marks) {
  return needs.every((mark) => marks.includes(mark)) && !unless.some((mark) => marks.includes(mark));
}

// The path scene by scene, as { scene, marks, said, choice, left, reason }; the last is where the story stands.
export function visits(story) {
  const found = [];
  let marks = [];
  for (const step of story.steps) {
    const scene = sceneOf(story.scenario, step.scene);
    const choice = choiceOf(scene, step.choice);
    found.push({ scene, marks, said: shown(scene, marks).said, choice, left: step.choice === LEAVE, reason: step.reason });
    marks = [...new Set([...marks, ...(choice?.marks ?? [])])];
  }
  const scene = standsIn(story);
  if (!story.stopped) found.push({ scene, marks: story.marks, said: shown(scene, story.marks).said, choice: null, left: false, reason: "" });
  return found;
}

// The wants that were said on this path, in the order in which they were first heard, as a map from each
// to its visit. What stands in a scene that was left counts as not heard.
export function heard(story) {
  const found = new Map();
  for (const visit of visits(story).filter(({ left }) => !left)) {
    for (const want of wantsIn(story.scenario, visit)) if (!found.has(want)) found.set(want, visit);
  }
  return found;
}

// The wants whose words are heard in a scene with these marks, and in the answer to the choice.
export function wantsIn(scenario, { scene, marks, choice }) {
  const { text, said } = shown(scene, marks);
  const aloud = [...text, ...said.map(({ words }) => words), ...(choice?.answer ?? [])];
  const saidHere = (want) => want.said_in.includes(scene.id) && aloud.some((each) => standsWithin(want.words, each));
  return scenario.wants.filter(saidHere).map(({ id }) => id);
}

// Whether these very words are in a text; line ends and the form of quotation marks aside.
export const standsWithin = (quoted, text) => plain(text).includes(plain(quoted));

const BLANK = /(?:[^\S\ufeff]|[\x1c-\x1f\x85])+/g; // as Python counts it

const plain = (text) => text.replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"').replace(BLANK, " ");
