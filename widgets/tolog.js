// From the end of an exercise to the reflective log: the way there, which takes no words along. There is none on a
// server that trainers share, where there is no log.

import { h } from "./dom.js";

export function logBox(screen, level = 2) {
  if (screen.view.role !== "solo" || !globalThis.kit || !screen.content.logs) return null;
  return h("section", { class: "kit-card", "data-key": "log" },
    h(`h${level}`, {}, "Think about it further"),
    h("p", {}, "Your reflective log is private and locked with a passphrase of your own. Only the name and the day of this exercise go along, nothing that you wrote here."),
    h("form", { method: "post", action: `${globalThis.kit.place}log` }, h("button", { class: "kit-quiet" }, "Take this into your reflective log")));
}
