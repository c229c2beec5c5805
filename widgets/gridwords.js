// The wellbeing and safety grid in words: where a point stands, what a move does, what a picture says.

import { capital, plural } from "./dom.js";

export const AXES = ["wellbeing", "safety"];
const FEW = 6; // more points or arrows than these are told as a range and as groups

// "+2", "0", "−3", with a real minus sign.
export function signed(n) {
  return n > 0 ? `+${n}` : n < 0 ? `−${-n}` : "0";
}

export function axisOf(grid, id) {
  return grid.axes.find((axis) => axis.id === id);
}

export function wordOf(axis, n) {
  return axis.words[n + 5].replace(/\.$/, "");
}

// A place on the grid has two whole numbers from -5 to 5.
export function isPlace(at) {
  return Boolean(at) && AXES.every((id) => Number.isInteger(at[id]) && Math.abs(at[id]) <= 5);
}

// "Wellbeing −3: often low. Safety +2: mostly safe."; an axis with null says that it is open.
export function inWords(grid, at) {
  const parts = grid.axes.map((axis) => {
    const n = at[axis.id];
    return Number.isInteger(n) ? `${axis.name} ${signed(n)}: ${wordOf(axis, n)}.` : `${axis.name} is not placed yet.`;
  });
  return parts.join(" ");
}

// What a move does: "both", "one" (the other stays), "trade" (helps one, harms the other), "harm"
// (harms one or both, helps neither) or "none".
export function effect(from, to) {
  const up = AXES.filter((id) => to[id] > from[id]).length;
  const down = AXES.filter((id) => to[id] < from[id]).length;
  if (up && down) return "trade";
  if (down) return "harm";
  return ["none", "one", "both"][up];
}

// "Wellbeing up by 3, safety down by 2. This helps wellbeing and harms safety."
export function moved(grid, from, to) {
  const names = grid.axes.map(({ name }) => name.toLowerCase());
  const steps = grid.axes.map(({ id }) => to[id] - from[id]);
  const said = steps.map((step, n) => `${names[n]} ${step > 0 ? `up by ${step}` : step < 0 ? `down by ${-step}` : "unchanged"}`);
  const which = (sign) => names.filter((_, n) => Math.sign(steps[n]) === sign);
  const [helped, harmed, same] = [which(1), which(-1), which(0)];
  const does = {
    none: "This moves neither.",
    both: "This helps both.",
    trade: `This helps ${helped[0]} and harms ${harmed[0]}.`,
    one: `This helps ${helped[0]} and leaves ${same[0]} as it was.`,
    harm: same.length ? `This harms ${harmed[0]} and leaves ${same[0]} as it was.` : "This harms both.",
  };
  return `${capital(said.join(", "))}. ${does[effect(from, to)]}`;
}

// What a picture shows, as { label, text }: each point and arrow while they are few, else the range
// and the groups. `counted` are the spots where the picture shows a number such as ×9.
export function described(grid, { points, arrows = [], counted = [] }) {
  if (!points.length && !arrows.length) return [{ label: "", text: "Nothing is placed yet." }];
  const few = Math.max(points.length, arrows.length) <= FEW;
  const said = few ? each(grid, points, arrows) : [...range(grid, points), ...groups(arrows)];
  const counts = counted.map(({ at, labels }) => ({ label: `×${labels.length}`, text: `${labels.join(", ")} at ${inNumbers(grid, at)}.` }));
  return [...said, ...counts];
}

// A point with the arrow that leads to it, then the arrows that lead to no point.
function each(grid, points, arrows) {
  const leads = (point) => arrows.find(({ label, to }) => label === point.label && AXES.every((id) => to[id] === point[id]));
  const told = points.map((point) => [point, leads(point)]);
  const alone = arrows.filter((arrow) => !told.some(([, lead]) => lead === arrow));
  return [
    ...told.map(([point, lead]) => ({ label: point.said ?? point.label, text: lead ? `${inWords(grid, point)} ${moved(grid, lead.from, lead.to)}` : inWords(grid, point) })),
    ...alone.map(({ label, said, from, to }) => ({ label: said ?? `Arrow ${label}`, text: moved(grid, from, to) })),
  ];
}

function range(grid, points) {
  if (!points.length) return [];
  const ranges = grid.axes.map((axis) => {
    const values = points.map((point) => point[axis.id]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const end = (n) => `${signed(n)} (${wordOf(axis, n)})`;
    return low === high ? `${axis.name} everywhere ${end(low)}.` : `${axis.name} from ${end(low)} to ${end(high)}.`;
  });
  return [{ label: plural(points.length, "point"), text: ranges.join(" ") }];
}

function inNumbers(grid, at) {
  return grid.axes.map(({ id, name }) => `${name.toLowerCase()} ${signed(at[id])}`).join(", ");
}

const GROUPS = {
  both: "Helps both",
  one: "Helps one and leaves the other as it was",
  trade: "Helps one and harms the other",
  harm: "Harms one or both and helps neither",
  none: "Moves neither",
};

function groups(arrows) {
  const found = Object.entries(GROUPS).map(([kind, label]) => [label, arrows.filter(({ from, to }) => effect(from, to) === kind)]);
  return found.filter(([, of]) => of.length).map(([label, of]) => ({ label, text: `${of.map((arrow) => arrow.label).join(", ")}.` }));
}
