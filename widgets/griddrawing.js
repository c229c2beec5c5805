// Draws the wellbeing and safety grid as SVG: axes, words, points and arrows.

import { LINE, RADIUS, SIDE, SIZE, STEP, WIDE, courses, half, spot, spread, wrap } from "./gridlayout.js";
import { axisOf, signed } from "./gridwords.js";

// Like h, for what stands inside a picture. Places are attributes: the pages allow no inline style.
export function svg(tag, attributes, ...children) {
  const el = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    el.setAttribute(name, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  }
  el.append(...children.flat(4).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return el;
}

const line = (x1, y1, x2, y2, kind) => svg("line", { x1, y1, x2, y2, class: kind });

function lines(x, y, texts, { anchor = "start", kind = null } = {}) {
  return texts.map((text, n) => svg("text", { x, y: y + n * LINE, "text-anchor": anchor, class: kind }, text));
}

// The square with its lines, numbers and words; those in the corners make way for what is `taken`.
// `beneath` is drawn below the words.
export function ground(grid, box, { taken = [], beneath = null } = {}) {
  const { top } = box;
  const [right, bottom, middle, level] = [SIDE + SIZE, top + SIZE, SIDE + SIZE / 2, top + SIZE / 2];
  const steps = [-4, -3, -2, -1, 1, 2, 3, 4].map((n) => (n + 5) * STEP);
  return svg("g", { class: "kit-grid-ground" },
    svg("rect", { x: SIDE, y: top, width: SIZE, height: SIZE, class: "kit-grid-field" }),
    svg("rect", { x: middle, y: top, width: SIZE / 2, height: SIZE / 2, class: "kit-grid-good" }),
    steps.map((at) => [line(SIDE + at, top, SIDE + at, bottom, "kit-grid-fine"), line(SIDE, top + at, right, top + at, "kit-grid-fine")]),
    svg("rect", { x: SIDE, y: top, width: SIZE, height: SIZE, class: "kit-grid-edge" }),
    line(middle, top, middle, bottom, "kit-grid-zero"),
    line(SIDE, level, right, level, "kit-grid-zero"),
    ends(grid, box),
    [-5, 0, 5].map((n) => [
      svg("text", { x: SIDE + (n + 5) * STEP, y: bottom + 15, "text-anchor": "middle", class: "kit-grid-number" }, signed(n)),
      svg("text", { x: SIDE - 4, y: top + (5 - n) * STEP + 4, "text-anchor": "end", class: "kit-grid-number" }, signed(n)),
    ]),
    beneath,
    corners(grid.corners, top, taken));
}

function corners(words, top, taken) {
  const quarter = SIZE / 2;
  return [["low_high", 0, 0], ["high_high", 1, 0], ["low_low", 0, 1], ["high_low", 1, 1]].map(([name, right, low]) => {
    const broken = wrap(words[name], 17, 5);
    const high = broken.length * LINE;
    const wide = Math.max(...broken.map((text) => text.length)) * 6.5;
    const [left, over] = [SIDE + right * quarter, top + low * quarter];
    const offsets = [6, 31, 56, quarter - high - 6].filter((off) => off <= quarter - high - 6);
    const places = offsets.flatMap((off) => [right, 1 - right].map((end) => ({ end, y: low ? over + quarter - high - off : over + off })));
    const x = (end) => left + (end ? quarter - 6 : 6);
    const inTheWay = ({ end, y }) => taken.filter((one) => {
      const [from, to] = end ? [x(end) - wide, x(end)] : [x(end), x(end) + wide];
      return one.x > from - RADIUS && one.x < to + RADIUS && one.y > y - RADIUS && one.y < y + high + RADIUS;
    }).length;
    const best = places.reduce((found, place) => (inTheWay(place) < inTheWay(found) ? place : found));
    return lines(x(best.end), best.y + 11, broken, { anchor: best.end ? "end" : "start", kind: right && !low ? "kit-grid-corner kit-grid-corner-good" : "kit-grid-corner" });
  });
}

function ends(grid, box) {
  const [wellbeing, safety] = [axisOf(grid, "wellbeing"), axisOf(grid, "safety")];
  const middle = WIDE / 2;
  const name = (x, y, text, anchor) => lines(x, y, [text], { anchor, kind: "kit-grid-axis" });
  return [
    name(middle, 14, `↑ ${safety.name} +5`, "middle"),
    lines(middle, 14 + LINE, box.over, { anchor: "middle" }),
    name(middle, box.below, `↓ ${safety.name} −5`, "middle"),
    lines(middle, box.below + LINE, box.under, { anchor: "middle" }),
    name(2, box.ends, `← ${wellbeing.name} −5`, "start"),
    lines(2, box.ends + LINE, box.left),
    name(WIDE - 2, box.ends, `${wellbeing.name} +5 →`, "end"),
    lines(WIDE - 2, box.ends + LINE, box.right, { anchor: "end" }),
  ];
}

const R = RADIUS;
const rounded = (x, y, w, rx) => svg("rect", { x: x - w, y: y - R, width: 2 * w, height: 2 * R, rx });
const outline = (x, y, corners) => svg("polygon", { points: corners.map(([across, down]) => `${x + across},${y + down}`).join(" ") });
const SHAPES = {
  circle: (x, y, w) => rounded(x, y, w, R),
  ring: (x, y, w) => rounded(x, y, w, R),
  square: (x, y, w) => rounded(x, y, w, 0),
  diamond: (x, y, w) => outline(x, y, [[0, -R - 3], [w + 3, 0], [0, R + 3], [-w - 3, 0]]),
  hexagon: (x, y, w) => outline(x, y, [[-w - 1, 0], [-w / 2, -R + 1], [w / 2, -R + 1], [w + 1, 0], [w / 2, R - 1], [-w / 2, R - 1]]),
};
const shapes = Object.keys(SHAPES); // circle and square are filled, the others are outlines

// One point: its shape with its label inside; labels of one to three characters are best.
export function mark({ x, y, label, shape }) {
  const form = shapes.includes(shape) ? shape : "circle";
  return svg("g", { class: `kit-grid-mark kit-grid-${form}` },
    SHAPES[form](x, y, half(label)),
    svg("text", { x, y: y + 5, "text-anchor": "middle", class: label.length > 2 && "kit-grid-long" }, label));
}

function count({ x, y, labels }) {
  return svg("g", { class: "kit-grid-mark kit-grid-count" },
    rounded(x, y, R + 1, 4),
    svg("text", { x, y: y + 4, "text-anchor": "middle", class: "kit-grid-long" }, `×${labels.length}`));
}

function arrow({ still, start, middle, end, head, bare, label, words }) {
  const said = words && svg("text", { x: words.x, y: words.y + 5, "text-anchor": "middle" }, still ? `${label} =` : label);
  if (still) return svg("g", { class: "kit-grid-arrow" }, svg("circle", { cx: still.x, cy: still.y, r: RADIUS + 5, class: "kit-grid-still" }), said);
  const at = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  return svg("g", { class: "kit-grid-arrow" },
    bare && svg("circle", { cx: start.x, cy: start.y, r: 3.5, class: "kit-grid-home" }),
    svg("path", { d: `M ${at(start)} Q ${at(middle)} ${at(end)}` }),
    svg("polygon", { points: head.map(at).join(", ") }),
    said);
}

// Everything that is placed, what had to be counted since it stands in one spot, and the spots taken.
export function placedThings(box, points, arrows) {
  const { marks, counted } = spread(box, points);
  const ways = courses(box, arrows, marks);
  const drawn = [
    marks.filter(({ x, y, home }) => x !== home.x || y !== home.y).map(({ x, y, home }) => [
      line(home.x, home.y, x, y, "kit-grid-lead"),
      svg("circle", { cx: home.x, cy: home.y, r: 3, class: "kit-grid-home" }),
    ]),
    ways.map(arrow),
    marks.map(mark),
    counted.map(count),
  ];
  return { drawn, counted, taken: [...marks, ...counted, ...ways.flatMap(({ along, words }) => [...along, words]).filter(Boolean)] };
}

// Lines from the point to its numbers at the edge; only one line while the other axis is open.
export function guides(box, at) {
  const whole = at.wellbeing !== null && at.safety !== null;
  const { x, y } = spot(box, { wellbeing: at.wellbeing ?? 0, safety: at.safety ?? 0 });
  const bottom = box.top + SIZE;
  return svg("g", { "data-key": "guides" },
    at.wellbeing !== null && [line(x, whole ? y : box.top, x, bottom, "kit-grid-guide"), numberAt(x, bottom + 12, signed(at.wellbeing))],
    at.safety !== null && [line(SIDE, y, whole ? x : SIDE + SIZE, y, "kit-grid-guide"), numberAt(12, y, signed(at.safety))]);
}

// The point that can be dragged: its reach is wider than what is seen of it.
export function handle(box, at) {
  const { x, y } = spot(box, at);
  return svg("g", { class: "kit-grid-handle", "data-key": "handle" },
    svg("circle", { cx: x, cy: y, r: 26, class: "kit-grid-reach" }),
    svg("circle", { cx: x, cy: y, r: 18, class: "kit-grid-halo" }),
    svg("circle", { cx: x, cy: y, r: RADIUS, class: "kit-grid-dot" }),
    svg("path", { d: `M ${x} ${y - 6} V ${y + 6} M ${x - 6} ${y} H ${x + 6}`, class: "kit-grid-cross" }));
}

function numberAt(x, y, text) {
  return svg("g", { class: "kit-grid-read" },
    svg("rect", { x: x - 12, y: y - 9, width: 24, height: 18, rx: 3 }),
    svg("text", { x, y: y + 5, "text-anchor": "middle" }, text));
}
