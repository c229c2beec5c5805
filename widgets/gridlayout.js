// Where things stand on the grid's picture, in the picture's own units; nothing here draws.

import { axisOf } from "./gridwords.js";

export const WIDE = 300;
export const SIDE = 24; // left and right of the square
export const STEP = 25.2; // from one number to the next
export const SIZE = 10 * STEP;
export const RADIUS = 12; // of a point
export const LINE = 16; // from one line of words to the next
const MOST_FANNED = 8;

// Half the width of a point, which grows with labels of more than two characters.
export const half = (label) => RADIUS + Math.max(0, label.length - 2) * 3.6;

// Words in lines of at most `long` characters, about equally long; what does not fit ends in "…".
export function wrap(text, long, most = 4) {
  const lines = broken(text, long);
  if (lines.length > most) return [...lines.slice(0, most - 1), `${lines[most - 1]}…`];
  let best = lines;
  for (let less = long - 1; less > 0; less -= 1) {
    const even = broken(text, less);
    if (even.length > lines.length || even.some((line) => line.length > less)) break;
    best = even;
  }
  return best;
}

function broken(text, long) {
  const lines = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= long) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

// The measures that depend on how long the words at the ends are.
export function frame(grid) {
  const [wellbeing, safety] = [axisOf(grid, "wellbeing"), axisOf(grid, "safety")];
  const [over, under] = [wrap(safety.words[10], 38, 3), wrap(safety.words[0], 38, 3)];
  const [left, right] = [wrap(wellbeing.words[0], 19), wrap(wellbeing.words[10], 19)];
  const top = LINE * (over.length + 1) + 20;
  const below = top + SIZE + 34;
  const ends = below + LINE * (under.length + 1) + 10;
  return { top, below, ends, over, under, left, right, height: ends + LINE * Math.max(left.length, right.length) + 8 };
}

export function spot({ top }, { wellbeing, safety }) {
  return { x: SIDE + (wellbeing + 5) * STEP, y: top + (5 - safety) * STEP };
}

// The place nearest to a spot; null well outside the square, unless it is held at the edge.
export function placeAt({ top }, { x, y }, held = false) {
  const [across, up] = [(x - SIDE) / STEP - 5, 5 - (y - top) / STEP];
  if (!held && Math.max(Math.abs(across), Math.abs(up)) > 5.7) return null;
  const whole = (n) => Math.max(-5, Math.min(5, Math.round(n))) + 0; // never -0
  return { wellbeing: whole(across), safety: whole(up) };
}

const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

// A spot for each point, so that none hides another: points at one place are fanned out around it,
// and where there is no room for that they are counted.
export function spread(box, points) {
  const groups = grouped(points);
  const homes = new Map([...groups].map(([key, [first]]) => [key, spot(box, first)]));
  const marks = [];
  const counted = [];
  for (const [key, group] of [...groups].sort(([, a], [, b]) => a.length - b.length)) {
    const home = homes.get(key);
    if (group.length === 1) {
      marks.push({ ...group[0], ...home, home });
      continue;
    }
    const others = [...homes].filter(([other]) => other !== key).map(([, there]) => there);
    const reach = Math.max(...group.map(({ label }) => half(label)));
    const fan = fanned(box, home, group.length, [...others, ...marks], reach);
    if (fan) group.forEach((point, n) => marks.push({ ...point, ...fan[n], home }));
    else counted.push({ ...home, at: group[0], labels: group.map(({ label }) => label) });
  }
  return { marks, counted };
}

const keyOf = ({ wellbeing, safety }) => `${wellbeing}/${safety}`;

function grouped(points) {
  const groups = new Map();
  for (const point of points) groups.set(keyOf(point), [...(groups.get(keyOf(point)) ?? []), point]);
  return groups;
}

// Spots for `n` points around `home` that touch nothing: on a ring, or wherever there is room; or null.
function fanned(box, home, n, others, reach) {
  if (n > MOST_FANNED) return null;
  const free = (one, more = []) => inside(box, one, reach) && [...others, ...more].every((other) => apart(one, other) >= RADIUS + reach);
  const at = (ring, angle) => ({ x: home.x + ring * Math.cos(angle), y: home.y + ring * Math.sin(angle) });
  const closest = Math.max(reach + 1, (reach + 0.5) / Math.sin(Math.PI / n));
  const turns = [...Array(12).keys()].map((turn) => turn / 12);
  for (const ring of [closest, closest + 6]) {
    for (const turn of turns) {
      const spots = Array.from({ length: n }, (_, i) => at(ring, (2 * Math.PI * (i + turn)) / n + Math.PI));
      if (spots.every((one) => free(one))) return spots;
    }
  }
  const found = [];
  for (const ring of [reach + 1, reach + 8, reach + 15, reach + 22]) {
    for (const turn of turns) {
      const one = at(ring, 2 * Math.PI * turn);
      if (found.length < n && free(one, found)) found.push(one);
    }
  }
  return found.length === n ? found : null;
}

function inside({ top }, { x, y }, reach) {
  return x >= reach && x <= WIDE - reach && y >= top - RADIUS && y <= top + SIZE + RADIUS;
}

// The course of each arrow: bent where it would lie on another or between neighbours, a ring where
// nothing moves. `marks` are the points drawn; an arrow goes to the one with its own label. Where
// `to.held` is set, a point that is drawn otherwise stands at its end.
export function courses(box, arrows, marks) {
  const done = [];
  for (const { from, to, label } of arrows) {
    const marked = markOf(marks, to, label);
    const start = markOf(marks, from, label) ?? only(marks.filter((mark) => keyOf(mark) === keyOf(from)));
    const course = keyOf(from) === keyOf(to)
      ? loop(spot(box, to), done)
      : curve({ a: start ?? spot(box, from), b: marked ?? spot(box, to), starts: Boolean(start), stops: Boolean(marked ?? to.held), marks, done });
    const taken = [...marks, ...done.map((other) => other.words).filter(Boolean)];
    const plain = !label || (marked && !course.still);
    done.push({ ...course, label, words: plain ? null : freeSpot(course.beside, taken) });
  }
  return done;
}

const markOf = (marks, at, label) => marks.find((mark) => keyOf(mark) === keyOf(at) && mark.label === label);
const only = (list) => (list.length === 1 ? list[0] : undefined);

function loop(at, done) {
  const before = done.filter((other) => other.still && apart(other.still, at) < 1).length;
  const beside = [...Array(8).keys()].map((n) => {
    const angle = ((n + before) * Math.PI) / 4 - Math.PI / 4;
    return { x: at.x + 31 * Math.cos(angle), y: at.y + 24 * Math.sin(angle) };
  });
  return { still: at, beside, along: [at] };
}

function curve({ a, b, starts, stops, marks, done }) {
  const angle = Math.atan2(b.y - a.y, b.x - a.x);
  const same = done.filter((other) => !other.still && sameWay(other, a, b, angle)).length;
  const next = starts && stops && apart(a, b) < 2 * RADIUS + 16; // no room for a shaft between them
  const bends = same || next ? [1, -1].map((side) => side * (next ? 46 : 16) * Math.max(1, same)) : [0];
  const made = bends.map((bend) => bow({ a, b, angle, bend, starts, stops }));
  const near = [...marks.filter((mark) => apart(mark, a) > 1 && apart(mark, b) > 1), ...done.flatMap(({ along }) => along)];
  const room = ({ middle }) => Math.min(99, ...near.map((one) => apart(one, middle)));
  return made.length > 1 && room(made[1]) > room(made[0]) ? made[1] : made[0];
}

function bow({ a, b, angle, bend, starts, stops }) {
  const side = { x: -Math.sin(angle), y: Math.cos(angle) };
  const middle = { x: (a.x + b.x) / 2 + bend * side.x, y: (a.y + b.y) / 2 + bend * side.y };
  const start = towards(a, middle, starts ? RADIUS + 2 : 0);
  const end = towards(b, middle, stops ? RADIUS + 3 : 0);
  const at = (t, off = 0) => ({
    x: (1 - t) ** 2 * start.x + 2 * t * (1 - t) * middle.x + t ** 2 * end.x + off * side.x,
    y: (1 - t) ** 2 * start.y + 2 * t * (1 - t) * middle.y + t ** 2 * end.y + off * side.y,
  });
  const places = [0.5, 0.4, 0.6, 0.3, 0.7];
  const along = places.map((t) => at(t));
  const beside = apart(start, end) > 70 ? along : places.flatMap((t) => [at(t, 15), at(t, -15)]);
  return { a, b, angle, start, middle, end, along, beside, bare: !starts, head: headOf(middle, end) };
}

// Two arrows that would lie on one another: they share an end and leave it the same way.
function sameWay(other, a, b, angle) {
  const way = (end, course) => (end === course.a ? course.angle : course.angle + Math.PI);
  const mine = { a, b, angle };
  return [a, b].some((end) => [other.a, other.b].some((there) => apart(end, there) < 1 && Math.cos(way(end, mine) - way(there, other)) > 0.99));
}

function towards(from, to, by) {
  const far = apart(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / far, y: from.y + ((to.y - from.y) * by) / far };
}

// The three corners of an arrow's head.
function headOf(from, tip) {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const corner = (turn) => ({ x: tip.x - 11 * Math.cos(angle + turn), y: tip.y - 11 * Math.sin(angle + turn) });
  return [tip, corner(0.45), corner(-0.45)];
}

function freeSpot(candidates, taken) {
  return candidates.find((one) => taken.every((other) => apart(one, other) >= RADIUS + 9)) ?? candidates[0];
}
