// Reference numbers in a list, and some of them at random. What is in here is kept and sent nowhere.

const MOST = 5000;
const LONGEST = 60; // characters of a reference
const MONTHS = "january february march april may june july august september october november december".split(" ");

// The day that is written, as 2026-11-03, or null where it cannot be read as one.
export function dayOf(text) {
  const said = text.trim().toLowerCase();
  const [, y, m, d] = said.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/) ?? [];
  if (y) return day(y, m, d);
  const [, d2, m2, y2] = said.match(/^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/) ?? [];
  if (y2) return day(y2, m2, d2);
  const [, d3, name, y3] = said.match(/^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})$/) ?? [];
  const month = name ? MONTHS.findIndex((each) => each.startsWith(name)) + 1 : 0;
  return month ? day(y3, month, d3) : null;
}

function day(year, month, date) {
  const iso = [String(year), String(month).padStart(2, "0"), String(date).padStart(2, "0")].join("-");
  const there = new Date(`${iso}T12:00:00Z`);
  return !Number.isNaN(there.getTime()) && there.toISOString().startsWith(iso) ? iso : null;
}

// A list, one reference a line, where one likes with a comma and the day on which the file was closed.
// `wrong` has a sentence for each line that cannot be used; `outside` counts those closed before `since`
// or after `until`, `twice` those that stand there again, `undated` those without a day.
export function readList(text, since, until) {
  const found = new Set();
  const wrong = [];
  let [outside, twice, undated] = [0, 0, 0];
  const lines = text.split(/\r\n|\r|\n/);
  for (const [n, line] of lines.slice(0, MOST).entries()) {
    if (!line.trim()) continue;
    const [, ref, date] = line.match(/^(.*)[,;\t](.*)$/) ?? [null, line, ""];
    const closed = date.trim() ? dayOf(date) : null;
    const name = ref.trim();
    if (!name) wrong.push(`Line ${n + 1} has no reference before the comma.`);
    else if (name.length > LONGEST) wrong.push(`Line ${n + 1} has ${name.length} characters; a reference has at most ${LONGEST}. Write one a line.`);
    else if (date.trim() && !closed) wrong.push(`Line ${n + 1}: “${date.trim().slice(0, 40)}” is not a day; write it like 3/11/2026, or leave it out.`);
    else if (closed && (closed < since || closed > until)) outside += 1;
    else if (found.has(name)) twice += 1;
    else {
      found.add(name);
      if (!closed) undated += 1;
    }
  }
  if (lines.length > MOST) wrong.push(`The list has ${lines.length} lines; the first ${MOST} were read.`);
  return { found: [...found], wrong, outside, twice, undated };
}

// `n` of the list, each as likely as any other, in an order that is random too. `fill` fills an array
// with random numbers, as the browser's own generator does.
export function pick(list, n, fill = (numbers) => crypto.getRandomValues(numbers)) {
  const left = [...list];
  const chosen = [];
  while (chosen.length < n && left.length) chosen.push(...left.splice(below(left.length, fill), 1));
  return chosen;
}

// A whole number from 0 to below `many`; what would make some more likely is thrown again.
function below(many, fill) {
  const fair = Math.floor(2 ** 32 / many) * many;
  const number = new Uint32Array(1);
  do fill(number); while (number[0] >= fair);
  return number[0] % many;
}
