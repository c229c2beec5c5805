// The record of a path, as exercises/scenarios/record.py and recording.py have it: what the path settles,
// what is open to be filled in, and what has been. Nothing else is said in it.

import { choiceSays, heard, standsIn, standsWithin, visits, wantOf } from "./story.js";

// Of several choices the one that settles most counts: nobody who spoke is made silent again.
const WEIGHT = ["not recorded", "don't know", "not asked", "asked, none expressed", "asked and expressed"];

const endingOf = (story) => (story.stopped ? null : standsIn(story).ending);

// The record with what the path settles, and nothing else.
export function recordOf(story) {
  const path = visits(story);
  const told = heard(story);
  return {
    scenario: story.scenario.id,
    person: story.scenario.person,
    asked: askedOn(path, told.size > 0),
    spoke: spokeOn(story, path),
    advocates: advocatesOn(story, path),
    outcomes: outcomesOn(story, path, told),
    risk: null,
    risk_why: "",
    path: path.filter(({ choice, left }) => choice || left).map(pathStep),
    ending: endingOf(story)?.title ?? "",
    died: endingOf(story)?.died ?? false,
  };
}

// What the choices settle; null where they settle nothing, or settle that something was expressed which
// this path has not heard.
function askedOn(path, anything) {
  const settled = path.map(({ choice }) => choice?.asked).filter(Boolean);
  if (!settled.length) return null;
  const most = settled.reduce((one, other) => (WEIGHT.indexOf(other) > WEIGHT.indexOf(one) ? other : one));
  if (most === "asked and expressed" && !anything) return null;
  return most === "asked, none expressed" && anything ? "asked and expressed" : most;
}

function spokeOn(story, path) {
  const found = path.filter(({ left }) => !left).flatMap((visit) => [
    ...(inTheirOwnVoice(story.scenario, visit) ? ["the person"] : []),
    ...(visit.choice?.speaker ? [visit.choice.speaker] : [])]);
  return [...new Set(found)];
}

// Whether the person says in this scene something that they want.
function inTheirOwnVoice({ wants, person }, { scene, said }) {
  return wants.some((want) => want.said_in.includes(scene.id) && said.some(({ who, words }) => who === person && standsWithin(want.words, words)));
}

// Which advocate spoke, where one did, as "Name, kind".
function advocatesOn(story, path) {
  if (!spokeOn(story, path).includes("advocate")) return [];
  const known = story.scenario.people.filter(({ advocate }) => advocate);
  const aloud = new Set(path.filter(({ left }) => !left).flatMap(({ said }) => said.map(({ who }) => who)));
  const present = known.filter(({ name }) => aloud.has(name));
  return (present.length ? present : known).map(({ name, advocate }) => `${name}, ${advocate}`);
}

function outcomesOn(story, path, told) {
  const agreed = new Map(path.flatMap(({ choice }) => choice?.agreed ?? []).filter(({ want }) => told.has(want)).map(({ want, wording }) => [want, wording]));
  return [...told].map(([id, visit]) => {
    const later = takesItsPlace(story.scenario, id, [...told.keys()]);
    return {
      want: id,
      words: wantOf(story.scenario, id).words,
      heard_in: visit.scene.title,
      agreed: agreed.get(id) ?? "",
      course: later ? "changed" : agreed.has(id) ? "negotiated" : null,
      changed_to: later,
      why: "",
      achieved: null,
      judged_by: "",
    };
  });
}

// The want that was heard after this one and takes its place; empty where none was.
function takesItsPlace(scenario, id, order) {
  return order.slice(order.indexOf(id) + 1).find((later) => wantOf(scenario, later)?.changed_from === id) ?? "";
}

function pathStep({ scene, choice, left, reason }) {
  return { scene: scene.id, title: scene.title, choice: choice?.id ?? "", words: choice ? choiceSays(choice) : "", said: Boolean(choice?.say), reason, left };
}

// The fields of the record of a path that may be filled in: those for words, and those with answers to
// choose from. `answered(field)` is what was chosen there. `known` has what may be chosen.
export function toFillIn(story, known, answered) {
  const settled = recordOf(story);
  const words = ["risk-why"];
  const answers = { risk: known.risks };
  if (settled.asked === null) {
    const kept = settled.outcomes.length ? "asked, none expressed" : "asked and expressed";
    answers.asked = known.asked.filter((each) => each !== kept);
  }
  for (const { want, agreed, course } of settled.outcomes) {
    words.push(`ground/${want}`);
    answers[`achieved/${want}`] = known.achieved;
    if (!agreed) words.push(`agreed/${want}`);
    if (course === null) answers[`course/${want}`] = known.courses;
    if ((course ?? answered(`course/${want}`)) === "changed") words.push(`why/${want}`);
  }
  words.push(...(endingOf(story)?.questions ?? []).map((_, n) => `question/${n}`));
  return { words, answers, speakers: settled.outcomes.length > 0 && !settled.spoke.length };
}

// The record of a path with what was filled in: `answered(field)`, `wrote(field)` and `spoke`.
export function filledIn(story, open, { answered, wrote, spoke }) {
  const record = recordOf(story);
  const answer = (field) => (open.answers[field]?.includes(answered(field)) ? answered(field) : null);
  const text = (field) => (open.words.includes(field) ? wrote(field) : "");
  return {
    ...record,
    outcomes: record.outcomes.map((outcome) => filledOutcome(outcome, answer, text)),
    risk: answer("risk"),
    risk_why: text("risk-why"),
    ...(open.answers.asked && { asked: answer("asked") }),
    ...(open.speakers && { spoke }),
  };
}

function filledOutcome(outcome, answer, text) {
  const { want } = outcome;
  const agreed = outcome.agreed || text(`agreed/${want}`);
  return {
    ...outcome,
    agreed,
    course: outcome.course ?? answer(`course/${want}`) ?? (agreed ? "negotiated" : null),
    why: text(`why/${want}`),
    achieved: answer(`achieved/${want}`),
    judged_by: text(`ground/${want}`),
  };
}

// What is still to be said, each as a sentence; none when the record is complete.
export function stillOpen({ person, asked, spoke, outcomes, risk }) {
  return [
    asked === null && `Was ${person} asked what they want to happen?`,
    outcomes.length > 0 && !spoke.length && "Who spoke?",
    ...outcomes.flatMap(({ words, course, why, achieved }) => [
      course === null && `Did this stay, was it negotiated, or did it change: “${words}”`,
      course === "changed" && !why && `Why did this change: “${words}”`,
      achieved === null && `Was this achieved, as ${person} would see it: “${words}”`]),
    risk === null && "Was the risk removed, was it reduced, or did it remain?",
  ].filter(Boolean);
}

// How the author would judge it: only what has been judged before, in this record.
export function readings(story, { outcomes, risk }) {
  const ending = endingOf(story);
  const told = heard(story);
  const own = outcomes.filter(({ achieved }) => achieved).map(({ want }) => want);
  return {
    readings: (ending?.outcomes ?? []).filter(({ want }) => told.has(want) && own.includes(want)),
    risk_reading: risk && ending ? ending.risk : null,
  };
}
