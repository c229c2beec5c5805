// The room: whether other devices can join, where, and links for a second device.

import { h } from "./dom.js";

const NEW_TAB = " (opens in a new tab)";

export async function loadRoom(screen) {
  if (!globalThis.kit) return;
  try {
    const answer = await globalThis.kit.get("room");
    if (answer.ok) screen.ui.room = await answer.json();
  } catch {
    return; // the page's own line says that the kit cannot be reached
  }
  screen.draw();
}

// Asked again when the pulse tells of another address.
export function watchRoom(screen) {
  const told = JSON.stringify(screen.pulse.room ?? null);
  if (told === screen.ui.roomTold) return;
  screen.ui.roomTold = told;
  loadRoom(screen);
}

// What the trainer is told when the laptop's address has changed.
export function roomNotice(screen) {
  const room = screen.ui.room;
  if (!room?.away && !room?.moved_from) return null;
  const moved = h("p", {}, "This laptop’s address has changed, and the room with it. Devices join again at ", h("strong", { class: "kit-address" }, room.site), " with the code; the projector says so. Everything that was saved is here.");
  const lost = h("p", {}, `This laptop is not at ${room.address} any more, so other devices cannot reach it. What they write stays on them. `,
    room.choices.length ? "If the room’s network is one that you trust, open the room there:" : "Connect it to a network again; until then, type for the tables or use paper.");
  return h("div", { class: "kit-notice", role: "alert", "data-key": "moved" }, room.away ? lost : moved,
    room.away && room.can_open && h("div", { class: "kit-line-acts" }, room.choices.map((address) => h("button", { type: "button", class: "kit-button", "data-do": "moveRoom", "data-address": address, "data-key": address }, `Open the room at ${address}`))));
}

// Our own server's QR code, as a picture: never markup in the page.
export function qrImage(svg, alt) {
  return h("img", { class: "kit-qr", alt, src: `data:image/svg+xml;base64,${btoa(svg)}`, "data-key": "qr" });
}

// Where a session runs on one screen: the way to open it.
export function sharedBox(screen) {
  if (!screen.content.shared || !globalThis.kit) return null;
  return h("section", { class: "kit-card", "data-key": "shared" },
    h("h3", { "data-key": "h" }, "One shared screen"),
    h("p", { "data-key": "p" }, "The whole room works at one page. Open it, put it on the projector, and lead the room through it: it has the case, the clock, the lists and every step. Ctrl and + make it larger. This page stays yours, for what the room should not see."),
    h("form", { method: "post", action: `${globalThis.kit.place}shared`, target: "_blank", "data-key": "form" }, h("button", { class: "kit-button" }, "Open the shared screen", NEW_TAB)));
}

export function roomPanel(screen) {
  const room = screen.ui.room;
  if (!globalThis.kit) return h("p", { "data-key": "lab" }, "In JupyterLab there is no room: start the kit with python -m facilitator to let other devices join.");
  if (!room) return h("p", { class: "kit-wait", "data-key": "wait" }, "Looking at the network…");
  return [
    sharedBox(screen),
    h("section", { class: "kit-card", "data-key": "open" },
      h("h3", { "data-key": "h" }, "Who can join"),
      room.open
        ? room.hosted ? h("p", { "data-key": "p" }, "Any device that reaches this server can join at ", h("strong", { class: "kit-address" }, room.site), " with the code. Nobody joins without one.")
        : h("p", { "data-key": "p" }, "Devices on the network can join at ", h("strong", { class: "kit-address" }, room.site), ". Strangers on the same wifi can read what travels over it; they cannot join without a code.")
        : h("p", { "data-key": "p" }, "Only this computer so far. Open the room so that phones and tablets on the same network can join. The address will change."),
      screen.error("room", "kit-room-error"),
      room.can_open
        ? h("form", { class: "kit-inline", "data-submit": "openRoom", "data-key": "form" },
            !room.open && room.choices.length > 1 && [h("label", { for: "kit-address" }, "This machine has several addresses; which network is the room’s?"),
              h("select", { id: "kit-address", name: "address", "data-draft": "address", "data-value": room.choices[0] }, room.choices.map((address) => h("option", { value: address }, address)))],
            !room.open && room.choices.length === 0 && h("p", {}, "This machine has no network address. Connect it to the room’s network first."),
            h("button", { class: "kit-button", "data-key": "go" }, room.open ? "Close the room to other devices" : "Open the room to other devices"))
        : !room.hosted && h("p", { class: "kit-hint", "data-key": "hint" }, "The room is opened and closed on the machine the kit runs on."),
      room.open && h("div", { "data-key": "qrbox" }, h("p", {}, "Scan, or type ", h("strong", { class: "kit-address" }, room.site), " and the code ", h("strong", { class: "kit-code" }, screen.view.code)), qrImage(room.qr, `QR code for joining at ${room.join}`)),
      screen.content.unit !== "answer" && h("p", { "data-key": "codes" }, h("a", { class: "kit-way", href: `${globalThis.kit.place}codes`, target: "_blank" }, "A code for each table, to print or show", NEW_TAB)),
      onPaper(screen.content) && h("p", { "data-key": "paper" }, h("a", { class: "kit-way", href: `${globalThis.kit.place}paper` }, onPaper(screen.content)))),
    h("section", { class: "kit-card", "data-key": "projector" },
      h("h3", { "data-key": "h" }, "Projector"),
      h("form", { method: "post", action: `${globalThis.kit.place}projector`, target: "_blank", "data-key": "form" }, h("button", { class: "kit-button" }, "Open the projector page here", NEW_TAB)),
      h("button", { type: "button", class: "kit-quiet", "data-do": "key", "data-role": "projector", "data-key": "key" }, "Link for the projector on another device"),
      screen.ui.key?.role === "projector" && keyBox(screen)),
    h("section", { class: "kit-card", "data-key": "second" },
      h("h3", { "data-key": "h" }, "Co-facilitator"),
      h("p", { "data-key": "p" }, "The same page on a second device, by a key of its own. Whoever has the link can steer the session: show it to nobody else."),
      h("button", { type: "button", class: "kit-quiet", "data-do": "key", "data-role": "trainer", "data-key": "key" }, "Link for a co-facilitator"),
      screen.ui.key?.role === "trainer" && keyBox(screen)),
  ];
}

// What of a session can be printed, as the link names it; nothing of the grid.
function onPaper(content) {
  if (content.unit === "choice") return "Role-play cards on paper";
  if (content.unit === "answer") return "The form on paper";
  return content.axes ? "" : "Everything on paper";
}

export function keyBox(screen) {
  const { link, qr } = screen.ui.key;
  return h("div", { "data-key": "keybox" }, h("p", {}, "Scan it, or type: ", h("code", { class: "kit-words" }, link)), qrImage(qr, "QR code of this link"),
    h("button", { type: "button", class: "kit-quiet", "data-do": "hideKey" }, "Hide it"));
}

export const roomActs = {
  async openRoom(screen, form) {
    screen.errors.delete("room");
    const fields = { open: screen.ui.room.open ? "no" : "yes", address: form.elements.address?.value ?? "" };
    try {
      const answer = await globalThis.kit.post("room", fields);
      const told = await answer.json();
      if (told.error) screen.errors.set("room", told.error);
      screen.announce(told.error ?? (told.open ? "The room is open." : "The room is closed to other devices."), Boolean(told.error));
    } catch {
      screen.errors.set("room", "the kit could not be reached; try again when the page says it is connected");
    }
    await loadRoom(screen);
  },
  async moveRoom(screen, el) {
    try {
      const told = await (await globalThis.kit.post("room", { open: "yes", address: el.dataset.address })).json();
      screen.announce(told.error ?? "The room is open at the new address.", Boolean(told.error));
    } catch {
      screen.announce("The kit could not be reached; try again when the page says it is connected.", true);
    }
    await loadRoom(screen);
    screen.focus("#kit-panel-h");
  },
  async key(screen, el) {
    const role = el.dataset.role;
    try {
      const answer = await globalThis.kit.post("key", { role });
      screen.ui.key = { role, ...(await answer.json()) };
    } catch {
      screen.errors.set("room", "the kit could not be reached; try again when the page says it is connected");
    }
    screen.draw();
  },
  hideKey(screen) {
    screen.ui.key = null;
    screen.draw();
  },
};
