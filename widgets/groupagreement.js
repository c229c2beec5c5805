// The agreement: read by everybody, changed by the supervisor, agreed by the room and not by name.

import { h, plural } from "./dom.js";
import { changing, kept } from "./groupfields.js";
import { leads, onWall, STATE, stateOf } from "./groupwords.js";

export function agreement(screen, level = 3) {
  const { view, content } = screen;
  const writes = view.role === "trainer" && !view.ended;
  const told = content.agreement;
  const empty = view.agreement.filter(({ text }) => !text).length;
  return [
    h("p", { "data-key": "intro" }, told.intro),
    h("div", { class: "kit-group-agreement", "data-key": "fields" }, told.fields.map((field) => {
      const standing = view.agreement.find((each) => each.field === field.id);
      if (!standing.text && !writes) return null;
      return h("section", { "data-key": field.id, "aria-label": field.title },
        h(`h${level}`, { "data-key": "h" }, field.title),
        standing.aside ? h("p", { class: "kit-hint", "data-key": "aside" }, "Set aside.")
          : changing(screen, `agreement/${field.id}`, {
            kind: "group.agreement", base: { field: field.id }, version: standing.version, button: "Keep this", said: "The agreement has changed.",
            fields: [{ name: "text", label: field.title, hint: field.ask, value: standing.text, rows: 3, most: content.longest.field }],
          }, kept(standing.text, field.ask), { may: writes, name: field.title }));
    })),
    empty > 0 && h("p", { class: "kit-hint", "data-key": "empty" }, writes ? `${plural(empty, "field is", "fields are")} empty. They need not all be filled in.` : `${plural(empty, "field is", "fields are")} still empty and not shown here.`),
    agreed(screen),
    !onWall(screen) && h("details", { "data-key": "sources" }, h("summary", {}, "Where these fields come from"),
      told.sources.map(({ id, title, publisher, edition, paragraph, attribution, note, checked }) => h("p", { class: "kit-source", "data-key": id }, `${title}. ${publisher}, ${edition}: ${paragraph}. ${attribution} ${note} Looked at on ${checked}.`)),
      h("p", { class: "kit-source" }, "The words in the fields are suggestions of this kit.")),
  ];
}

function agreed(screen) {
  const { view } = screen;
  const sent = screen.outbox.waiting.some(({ kind, body }) => kind === "group.agreed" && body.digest === view.agreement_digest);
  return h("div", { "data-key": "agreed" },
    h("p", { ...stateOf(screen, view.agreed), "data-key": "state" }, h("strong", {}, view.agreed ? "Agreed by the room, as it stands." : "Not agreed yet, as it stands.")),
    leads(screen) && !view.agreed && !view.ended && h("button", { type: "button", class: "kit-button", "data-do": "agreeGroup", "aria-disabled": sent && "true", "data-key": "go" }, "The room agrees"));
}

// Whether devices may write in the last part: the group chooses, and it is told what hidden means.
export function devicesBox(screen) {
  const { view, content } = screen;
  if (content.shared) return null;
  return h("section", { class: "kit-card", "data-key": "devices" },
    h("h3", {}, "Devices in the circle"),
    h("p", {}, view.devices ? "The group has chosen that devices may write in the last part." : "Devices show what the screen shows. They write nothing."),
    h("p", { class: "kit-hint" }, content.rules.hidden),
    !view.ended && h("button", { type: "button", class: "kit-quiet", "data-do": "devicesWrite", "data-may": view.devices ? "no" : "yes", "data-key": "go" }, view.devices ? "Let devices only show again" : "The group has chosen it: let devices write in the last part"));
}

export const agreementActs = {
  agreeGroup(screen, el) {
    if (el.getAttribute("aria-disabled") === "true") return;
    screen.put("group.agreed", { digest: screen.view.agreement_digest }, "");
    screen.focus(`#${STATE}`);
  },
  devicesWrite(screen, el) {
    const may = el.dataset.may === "yes";
    screen.put("group.devices", { may }, may ? "Devices may write in the last part." : "Devices only show.");
  },
};
