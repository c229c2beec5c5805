// A case in Easy Read, in a page that is carried about: the story, the six cards with a box each.

import { h } from "../../widgets/dom.js";
import { box } from "./boxes.js";
import { CaseWork, written } from "./casework.js";
import { EASY_KEPT, EASY_NUDGE, EASY_SAVE } from "./kept.js";
import { Own } from "./own.js";

const { story, cards } = JSON.parse(document.getElementById("kit-content").textContent);
const BOX = "What would you do?";
const LAST = "What do you want to remember?";

const title = (text) => h("h2", { id: "kit-stage-h", tabindex: "-1", "data-key": "h" }, text);
const lines = (texts) => texts.map((text) => h("p", {}, text));
const notice = (texts) => h("div", { class: "notice", "data-key": "notice" }, lines(texts));
const easy = (...parts) => h("div", { class: "kit-easy kit-web-easy", "data-key": "easy" }, parts);
const explained = (heading, pairs) => pairs.length > 0 && [h("h3", {}, heading), h("dl", {}, pairs.map(([word, meaning]) => h("div", {}, h("dt", {}, word), meaning.map((text) => h("dd", {}, text)))))];
const hard = (words) => explained("Hard words", words.map(({ word, meaning }) => [word, meaning]));

const card = (each, n) => (own) => easy(
  title(`Card ${n + 1} of ${cards.principles.length}: ${each.name}`),
  lines(each.means), hard(each.words),
  h("h3", {}, "What people should be able to say"), h("blockquote", {}, h("p", {}, `“${each.statement}”`)),
  h("h3", {}, "In easy words"), lines(each.says),
  h("h3", {}, "Questions to think about"), lines(each.ask),
  box(own, `lines/${each.id}`, BOX, { of: each.name }));

const parts = {
  welcome: () => easy(title("Start here"), notice(cards.notice), lines(cards.purpose), hard(cards.words), h("h3", {}, "What happens to what you write"), lines(EASY_KEPT), h("h3", {}, "If you are worried"), lines(cards.worried)),
  story: () => easy(title("The story"), notice(story.notice), lines([...story.label, ...story.content_note]), hard(story.words),
    explained("Who is who", story.people.map(({ name, who }) => [name, who])),
    story.passages.map(({ heading, sentences, voice }) => h("section", { class: voice && "voice", "data-key": heading }, h("h3", {}, heading), voice ? h("blockquote", {}, lines(sentences)) : lines(sentences))),
    h("h3", {}, "What we do not know"), lines(story.not_known)),
  ...Object.fromEntries(cards.principles.map((each, n) => [each.id, card(each, n)])),
  close: (own) => easy(title("At the end"), box(own, "away/learnt", LAST), h("p", { class: "small" }, cards.source)),
};

const reads = (_, text) => [
  lines(story.label),
  cards.principles.map(({ id, name, statement }) => [h("h2", {}, name), h("blockquote", {}, h("p", {}, `“${statement}”`)), written(BOX, text(`lines/${id}`))]),
  h("h2", {}, "At the end"), written(LAST, text("away/learnt")),
  h("p", { class: "hint" }, cards.source),
];

new Own(document.getElementById("kit-own"), {
  content: {},
  stages: [["welcome", "Start here"], ["story", "The story"], ...cards.principles.map(({ id, name }) => [id, name]), ["close", "At the end"]],
  parts,
  acts: {},
  says: { kept: EASY_KEPT, nudge: EASY_NUDGE, save: EASY_SAVE },
  work: new CaseWork({ fields: {}, examples: [], reads }),
  file: { what: "case", of: `${story.id}-easy-read`, title: story.title },
});
