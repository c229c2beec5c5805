// The second coder: at the shared screen of this computer, or on another device in the office.

import { h } from "./dom.js";
import { qrImage } from "./room.js";

const NEW_TAB = " (opens in a new tab)";

export function secondPanel(screen) {
  const { content } = screen;
  const about = h("p", { "data-key": "about" }, content.second);
  if (!globalThis.kit) return [about, h("p", { "data-key": "lab" }, "In JupyterLab, open the workbook “interviews” and join with the table’s code.")];
  return [about, content.shared ? here() : device(screen)];
}

function here() {
  return h("section", { class: "kit-card", "data-key": "here" },
    h("h3", {}, "At this computer"),
    h("p", {}, "Open their page and leave them alone with it. Close it when they have finished."),
    h("form", { method: "post", action: `${globalThis.kit.place}shared`, target: "_blank" }, h("button", { class: "kit-button" }, "Open the second coder’s page", NEW_TAB)));
}

function device(screen) {
  const { room } = screen.ui;
  if (!room) return h("p", { class: "kit-wait", "data-key": "wait" }, "Looking at the network…");
  return h("section", { class: "kit-card", "data-key": "device" },
    h("h3", { "data-key": "h" }, "On another device"),
    h("p", { "data-key": "p" }, room.open ? ["They join at ", h("strong", {}, room.site), " with the code ", h("strong", { class: "kit-code" }, screen.view.code), ". Close it to other devices when they have finished."] : "Only this computer so far. Open it to other devices on the office network, for as long as the second coder works."),
    screen.error("room", "kit-room-error"),
    room.can_open && h("form", { class: "kit-inline", "data-submit": "openRoom", "data-key": "form" },
      !room.open && room.choices.length > 1 && [h("label", { for: "kit-address" }, "This machine has several addresses; which network is the office’s?"), h("select", { id: "kit-address", name: "address", "data-draft": "address", "data-value": room.choices[0] }, room.choices.map((address) => h("option", { value: address }, address)))],
      !room.open && room.choices.length === 0 && h("p", {}, "This machine has no network address. Connect it to the office’s network first."),
      h("button", { class: "kit-button", "data-key": "go" }, room.open ? "Close it to other devices" : "Open it to other devices")),
    room.open && qrImage(room.qr, `QR code for joining at ${room.join}`));
}
