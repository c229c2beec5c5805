// Walks through scenarios as the web pages take them. JSON comes in: stories, each a scenario with lists of
// choices, and walks with every kind of change. A line of JSON for each goes out: where it stands after each
// step, then its record, or the views that were asked for.

import { readFileSync, writeSync } from "node:fs";
import { Playing } from "../facilitator/web/playing.js";
import { recordOf } from "../facilitator/web/record.js";
import { LEAVE, begin, choicesOf, choose, hasEnded, heard, leave, shown, standsIn, wayOut } from "../facilitator/web/story.js";

const given = JSON.parse(readFileSync(0, "utf8"));

const say = (found) => writeSync(1, `${JSON.stringify(found)}\n`);

function standing(story) {
  const scene = standsIn(story);
  const done = new Set(story.steps.map((step) => `${step.scene} ${step.choice}`));
  return {
    at: story.at, stopped: story.stopped, ended: hasEnded(story), marks: [...story.marks].sort(),
    choices: choicesOf(story).map(({ id }) => id), way_out: wayOut(scene, story.marks, done),
    heard: [...heard(story)].map(([want, visit]) => [want, visit.scene.id]),
    ...shown(scene, story.marks),
  };
}

function view(play) {
  const { scene, path, earlier, records, notes, version } = play.view("debrief");
  return { scene, path, earlier, records, notes, version };
}

for (const { scenario, walks } of given.stories) {
  for (const choices of walks) {
    let story = begin(scenario);
    const stands = [standing(story)];
    for (const choice of choices) {
      story = choice === LEAVE ? leave(story, story.at) : choose(story, choice, "because");
      stands.push(standing(story));
    }
    say({ stands, record: recordOf(story) });
  }
}

for (const { id, content } of given.contents) {
  for (const { changes, looks } of given.walks[id]) {
    let play = new Playing({ ...content.scenario, ...content });
    const stands = [standing(play.storyTo(play.head))];
    const views = [];
    changes.forEach(([name, kind, body], n) => {
      play.take(name, kind, body);
      stands.push(standing(play.storyTo(play.head)));
      if (looks.includes(n)) {
        views.push(view(play));
        play = play.unpack(JSON.parse(JSON.stringify(play.pack()))); // as from a file
      }
    });
    say({ stands, views });
  }
}
