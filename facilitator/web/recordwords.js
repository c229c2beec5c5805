// A record in words, as exercises/scenarios/record_words.py puts it: as the person would read it, and as a
// case file would hold it. Both say the same; what nobody has filled in is said to be empty.

const EMPTY = "not filled in";

// `known` are the kit's phrases, "now", and "then" of somebody who has died: each { asked, achieved, risk,
// spoke }, from an answer to its sentence.
export function forThePerson(record, known) {
  const phrases = known[record.died ? "then" : "now"];
  const first = [record.asked ? phrases.asked[record.asked] : "Whether we asked you is not filled in."];
  if (record.spoke.length) {
    const said = record.spoke.map((speaker) => phrases.spoke[speaker]).join("; ");
    first.push(`${said.charAt(0).toUpperCase()}${said.slice(1)}.`, ...record.advocates.map((each) => `The advocate was ${each}.`));
  }
  const risk = record.risk ? phrases.risk[record.risk] : "What became of the danger is not filled in.";
  return [
    { heading: "What we asked you", lines: first },
    ...record.outcomes.map((outcome) => toYou(record, outcome, phrases)),
    { heading: record.died ? "How safe things were" : "How safe things are", lines: [risk, record.risk_why].filter(Boolean) },
    { heading: "If this is not right", lines: [record.died ? "Those who were close to you can tell us. It is still your record, and it can change." : "Tell us. It is your record, and it can change."] },
  ];
}

const wordsOf = (record, want) => record.outcomes.find((outcome) => outcome.want === want).words;

function toYou(record, outcome, phrases) {
  const to = outcome.changed_to ? `, to “${wordsOf(record, outcome.changed_to)}”` : ".";
  return {
    heading: `You said: “${outcome.words}”`,
    lines: [
      outcome.agreed && `Together we put it like this: ${outcome.agreed}`,
      outcome.course === "changed" && `Later this changed${to} ${outcome.why || "Why it changed is not filled in."}`,
      outcome.course === "as first said" && "This stayed as you first said it.",
      outcome.achieved ? phrases.achieved[outcome.achieved] : `Whether you ${record.died ? "had" : "have had"} this is not filled in.`,
      outcome.judged_by,
    ].filter(Boolean),
  };
}

export function forTheFile(record) {
  const who = [...record.spoke, ...record.advocates].join(", ") || EMPTY;
  return [
    { heading: "Outcomes asked for and expressed", lines: [`Was ${record.person} asked: ${record.asked || EMPTY}`, `Who spoke: ${who}`] },
    ...record.outcomes.map((outcome, n) => ({ heading: `Outcome ${n + 1}`, lines: fileLines(record, outcome) })),
    { heading: "Risk, a separate entry", lines: [`Result: ${record.risk || EMPTY}`, `Why: ${record.risk_why || EMPTY}`] },
    { heading: "Path and reasons", lines: [...record.path.map(pathLine), `Ended: ${record.ending || "before an ending"}`] },
  ];
}

function fileLines(record, outcome) {
  return [
    `In ${record.person}'s own words: “${outcome.words}”`,
    `First heard: ${outcome.heard_in}`,
    `Agreed wording: ${outcome.agreed || "none"}`,
    `Course: ${outcome.course || EMPTY}`,
    outcome.course === "changed" && outcome.changed_to && `Changed to: “${wordsOf(record, outcome.changed_to)}”`,
    outcome.course === "changed" && `Why it changed: ${outcome.why || EMPTY}`,
    `Against what the person wanted: ${outcome.achieved || EMPTY}`,
    outcome.judged_by && `On what ground: ${outcome.judged_by}`,
  ].filter(Boolean);
}

const pathLine = ({ title, left, words, said, reason }) => left ? `${title}: left` : `${title}: ${said ? `“${words}”` : words} Reason: ${reason || "none given"}`;
