// One person's play of a scenario: the steps as a tree, the places, and what was written and chosen, with
// the view of it that pages draw. It does what exercises/scenarios/state.py and telling.py do for a table.

import { isPlace } from "../../widgets/gridwords.js";
import { clean, some } from "./cleaning.js";
import { LEAVE, StoryError, begin, choiceOf, choicesOf, choose, hasEnded, leave, sceneOf, shown, standsIn } from "./story.js";
import { filledIn, readings, stillOpen, toFillIn } from "./record.js";
import { forTheFile, forThePerson } from "./recordwords.js";

export const LONGEST = 2000; // characters of a reason or a note
const MOST_PATHS = 12;
const LEARNT = "learnt"; // a field of the debrief that belongs to no question
const TABLE = 1;
const NAME = /^s\d{1,9}$/; // of a change
const FIELD = /^[a-z]{3,12}(-[a-z]{3,12})?(\/[a-z0-9][a-z0-9-]{0,40})?$/;

const fieldKey = (path, field) => `${path ?? ""}/${field}`;
const wording = ({ text, version }) => ({ text, version, rivals: [] });
const offeredAs = ({ id, say, do: done }) => ({ id, say, do: done });

export class Playing {
  constructor(content) {
    this.content = content; // { scenario, known, phrases, … }
    this.steps = new Map(); // id -> { id, before, scene, choice, words, story }
    this.head = null; // the last step of the path that is played
    this.version = null; // the last move
    this.earlier = []; // the last steps of the paths that were left behind
    this.places = new Map(); // scene -> { wellbeing, safety, reason, version, first }
    this.notes = new Map(); // path and field -> { path, field, text, version }
    this.answers = new Map();
    this.spoke = new Map(); // path -> speakers
    this.count = 0;
  }

  // A name for the next change.
  next() { return `s${(this.count += 1)}`; }

  storyTo(path) { return path ? this.steps.get(path).story : begin(this.content.scenario); }

  stepsTo(path) {
    const found = [];
    for (let at = path; at; at = this.steps.get(at).before) found.unshift(this.steps.get(at));
    return found;
  }

  // The story that ends in this step, with the reasons.
  told(path) {
    return { ...this.storyTo(path), steps: this.stepsTo(path).map(({ scene, choice, words }) => ({ scene, choice, reason: words?.text ?? "" })) };
  }

  get paths() { return [...this.earlier, ...(this.head && !this.earlier.includes(this.head) ? [this.head] : [])]; }

  // Take a change called `id`. Throws StoryError or WordsError with a sentence where it cannot be taken.
  take(id, kind, body) {
    const take = this[KINDS[kind]];
    if (!take) throw new StoryError(`nothing is known of ${kind}`);
    take.call(this, id, body);
  }

  chosen(id, { scene, choice, reason }) {
    this.step(id, scene, choice, { text: some(reason, LONGEST), version: id }, (story) => choose(story, choice));
  }

  left(id, { scene }) { this.step(id, scene, LEAVE, null, (story) => leave(story, scene)); }

  step(id, scene, choice, words, on) {
    const before = this.storyTo(this.head);
    if (scene !== before.at) throw new StoryError("the story stands in another scene now; look there");
    this.steps.set(id, { id, before: this.head, scene, choice, words, story: on(before) });
    this.head = this.version = id;
  }

  back(id, { to }) {
    if (!this.stepsTo(this.head).some((step) => step.id === to)) throw new StoryError("this scene is not on the path that you play");
    if (this.paths.length >= MOST_PATHS) throw new StoryError(`you have walked ${MOST_PATHS} paths; this one is the last`);
    const goesOn = [...this.steps.values()].some(({ before }) => before === this.head);
    if (!goesOn && !this.earlier.includes(this.head)) this.earlier.push(this.head);
    this.head = this.steps.get(to).before;
    this.version = id;
  }

  reworded(id, { step, text }) {
    const found = this.steps.get(step);
    if (!found?.words) throw new StoryError("this reason is not there any more");
    found.words = { text: some(text, LONGEST), version: id };
  }

  placed(id, { scene, wellbeing, safety, reason = "" }) {
    if (!sceneOf(this.content.scenario, scene)?.place) throw new StoryError("nothing is placed in this scene");
    const first = this.places.get(scene)?.first ?? { wellbeing, safety };
    this.places.set(scene, { wellbeing, safety, reason: clean(reason, LONGEST), version: id, first });
  }

  wrote(id, { path = null, field, text }) {
    if (!this.openIn(path).words.includes(field)) throw new StoryError("there is nothing to write here; the path has settled it");
    this.notes.set(fieldKey(path, field), { path, field, text: some(text, LONGEST), version: id });
  }

  edited(id, { note, text }) {
    const found = this.notes.get(note);
    if (!found) throw new StoryError("these words are not there any more");
    this.notes.set(note, { ...found, text: clean(text, LONGEST), version: id });
  }

  answered(id, { path, field, value }) {
    const open = this.openIn(path).answers[field];
    if (!open || (value && !open.includes(value))) throw new StoryError("there is nothing to choose here; the path has settled it");
    this.answers.delete(fieldKey(path, field));
    if (value) this.answers.set(fieldKey(path, field), value);
  }

  whoSpoke(id, { path, speakers }) {
    if (!this.openIn(path).speakers || !speakers.every((each) => this.content.known.speakers.includes(each))) throw new StoryError("there is nothing to choose here; the path has settled who spoke");
    this.spoke.set(path, [...new Set(speakers)]);
  }

  // The fields that may be filled in: of the record of a path, or of the debrief without one.
  openIn(path) {
    if (path === null) return { words: [LEARNT, ...this.content.scenario.debrief.questions.map((_, n) => `debrief/${n}`)], answers: {}, speakers: false };
    if (!this.paths.includes(path) || !hasEnded(this.storyTo(path))) throw new StoryError("this path has not come to its end yet; its record is filled in there");
    return toFillIn(this.storyTo(path), this.content.known, (field) => this.answers.get(fieldKey(path, field)));
  }

  // What is kept in a file to go on from, and the play that such a file holds.

  pack() {
    return {
      steps: [...this.steps.values()].map(({ id, before, scene, choice, words }) => ({ id, before, scene, choice, reason: words?.text ?? "" })),
      head: this.head, version: this.version, earlier: this.earlier,
      places: Object.fromEntries(this.places),
      notes: [...this.notes.values()].map(({ path, field, text }) => ({ path, field, text })),
      answers: [...this.answers].map(([key, value]) => ({ path: key.slice(0, key.indexOf("/")), field: key.slice(key.indexOf("/") + 1), value })),
      spoke: Object.fromEntries(this.spoke),
    };
  }

  // Throws NotTaken, or whatever a file does that is not what pack() gave; this play stays as it is.
  unpack({ steps, head, version, earlier, places, notes, answers, spoke }) {
    const play = new this.constructor(this.content);
    const name = (id) => { if (play.steps.has(id)) throw new StoryError("two steps have one name"); return id; };
    const known = (path) => { if (path !== null && !play.steps.has(path)) throw new StoryError("there is no such path"); return path; };
    for (const step of steps) {
      play.head = known(step.before);
      play.take(name(step.id), step.choice === LEAVE ? "scenario.left" : "scenario.chosen", step);
    }
    play.earlier = [...new Set(earlier.map(known))].slice(0, MOST_PATHS);
    play.head = known(head);
    play.version = version;
    play.count = Math.max(0, ...[version ?? "s0", ...play.steps.keys()].map((id) => { if (!NAME.test(id)) throw new StoryError("a step has no name"); return Number(id.slice(1)); }));
    for (const [scene, place] of Object.entries(places)) {
      if (![place, place.first].every(isPlace)) throw new StoryError("there is no such place");
      const { wellbeing, safety, reason, first } = place;
      play.take("s0", "scenario.placed", { scene, wellbeing, safety, reason });
      play.places.get(scene).first = { wellbeing: first.wellbeing, safety: first.safety };
    }
    for (const { path, field, value } of answers) play.take("s0", "scenario.answered", { path, field, value });
    for (const [path, speakers] of Object.entries(spoke)) play.take("s0", "scenario.spoke", { path, speakers });
    for (const { path, field, text } of notes) { // one that is not asked for just now is kept as well
      if (!FIELD.test(field)) throw new StoryError("there is no such field");
      play.notes.set(fieldKey(known(path), field), { path, field, text: clean(text, LONGEST), version: "s0" });
    }
    return play;
  }

  // Whether there is more to do in a step before the next is likely.
  midway(stage) { return stage === "play" && !hasEnded(this.storyTo(this.head)); }

  // What pages draw, in the form in which a served page is told it.

  view(stage) {
    const story = this.storyTo(this.head);
    return {
      role: "solo", table: TABLE, people: [TABLE], stage, version: this.version, vote: null, waits: "", ended: false,
      scene: story.stopped ? null : this.standing(story),
      path: this.pathView(this.head),
      earlier: this.earlier.map((path) => this.pathView(path)),
      records: this.paths.filter((path) => hasEnded(this.storyTo(path))).map((path) => this.recordView(path)),
      notes: this.notesOf(null),
      debrief: { questions: this.content.scenario.debrief.questions, paths: [], judged: [], places: [], notes: [] },
    };
  }

  standing(story) {
    const scene = standsIn(story);
    return {
      ...toldScene(scene, story.marks),
      ask: scene.reason,
      choices: choicesOf(story).map(offeredAs),
      place: this.ownPlace(scene),
      held: false,
      ending: endingOf(scene),
    };
  }

  // The grid in a scene, with one's own place; the author's is there once that is.
  ownPlace(scene) {
    if (!scene.place) return null;
    const { ask, ...reading } = scene.place;
    const placing = this.places.get(scene.id);
    const own = placing ? { id: `place/${TABLE}/${scene.id}`, table: TABLE, scene: scene.id, ...placing } : null;
    return { scene: scene.id, ask, own, aside: false, reading: own ? reading : null };
  }

  pathView(path) {
    const story = this.storyTo(path);
    const ends = !story.stopped && standsIn(story).ending;
    return {
      id: path, table: TABLE, now: path === this.head,
      steps: this.stepsTo(path).map((step) => this.stepView(step)),
      ended: hasEnded(story), stopped: story.stopped,
      ending: ends ? endingOf(standsIn(story)) : null,
      sights: path ? this.sights(path) : [],
      stands: path && !story.stopped ? this.standsView(story) : null,
    };
  }

  standsView(story) {
    const scene = standsIn(story);
    return { scene: scene.id, title: scene.title, then: toldScene(scene, story.marks), offered: choicesOf(story).map(offeredAs), place: this.ownPlace(scene) };
  }

  stepView({ id, before, scene: name, choice: chosen, words }) {
    const story = this.storyTo(before);
    const scene = sceneOf(this.content.scenario, name);
    const choice = choiceOf(scene, chosen);
    const left = chosen === LEAVE;
    return {
      id, scene: name, title: scene.title, left, waiting: false, aside: false,
      choice: choice && offeredAs(choice),
      reason: words?.text ?? "",
      words: words && wording(words),
      answer: choice?.answer ?? [], serves: choice?.serves ?? [], strains: choice?.strains ?? [], law: choice?.law ?? [],
      told: left ? scene.if_left?.told ?? "" : "",
      place: this.ownPlace(scene),
      ...(!left && { then: toldScene(scene, story.marks), offered: choicesOf(story).map(offeredAs) }),
    };
  }

  // What there is to be shown of a path, in order, as [number of the step, part of it].
  sights(path) {
    const of = (scene) => [scene.hard && "note", "scene", scene.place && "place"].filter(Boolean);
    const steps = this.stepsTo(path);
    const found = steps.flatMap(({ scene, choice }, n) => (choice === LEAVE ? ["chosen"] : [...of(sceneOf(this.content.scenario, scene)), "choices", "chosen", "answer"]).map((part) => [n, part]));
    const story = this.storyTo(path);
    if (story.stopped) return found;
    const scene = standsIn(story);
    return [...found, ...[...of(scene), scene.ending ? "end" : "choices"].map((part) => [steps.length, part])];
  }

  recordView(path) {
    const story = this.storyTo(path);
    const answered = (field) => this.answers.get(fieldKey(path, field));
    const open = this.openIn(path);
    const { path: walked, ...record } = filledIn(this.told(path), open, { answered, wrote: (field) => this.notes.get(fieldKey(path, field))?.text ?? "", spoke: this.spoke.get(path) ?? [] });
    return {
      ...record,
      id: path, words: open.words, answers: open.answers, speakers: open.speakers,
      notes: this.notesOf(path),
      still_open: stillOpen(record),
      for_the_person: forThePerson(record, this.content.phrases),
      for_the_file: forTheFile({ ...record, path: walked }),
      ...readings(story, record),
      questions: (!story.stopped && standsIn(story).ending?.questions) || [],
    };
  }

  notesOf(path) {
    const found = [...this.notes].filter(([, note]) => note.path === path);
    return Object.fromEntries(found.map(([id, note]) => [note.field, { ...wording(note), id, table: TABLE, field: note.field }]));
  }
}

const KINDS = {
  "scenario.chosen": "chosen",
  "scenario.left": "left",
  "scenario.back": "back",
  "scenario.reason": "reworded",
  "scenario.placed": "placed",
  "scenario.wrote": "wrote",
  "scenario.edited": "edited",
  "scenario.answered": "answered",
  "scenario.spoke": "whoSpoke",
};

const toldScene = (scene, marks) => ({ id: scene.id, title: scene.title, hard: scene.hard, ...shown(scene, marks) });
const endingOf = ({ ending }) => ending && { title: ending.title, what: ending.what };
