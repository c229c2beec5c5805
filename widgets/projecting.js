// What stands on every wall: where to join, which tables are in, and a changed address.

import { h, plural } from "./dom.js";
import { loadRoom, qrImage, watchRoom } from "./room.js";
import { Screen, join } from "./screen.js";

// When the laptop's address has changed, the wall is what everybody can still see.
export function addressNotice(screen) {
  const room = screen.ui.room;
  if (room?.away) return h("p", { class: "kit-notice", role: "status", "data-key": "address" }, "The network has changed. Go on writing: it stays on your device. The trainer opens the room again, and the address to use will stand here.");
  if (room?.moved_from) return h("p", { class: "kit-notice", role: "status", "data-key": "address" }, "The address has changed. Join your table again at ", h("strong", {}, room.site), ". Everything that was saved is there; a line that was not saved stands on the old page, to be copied.");
  return null;
}

export function joinBox(screen, large) {
  const { view } = screen;
  const room = screen.ui.room;
  const leader = screen.content.leader ?? "trainer";
  if (!view.code) return null;
  if (room && !room.open) {
    return h("div", { class: "kit-projector-join", "data-key": "join" },
      h("p", {}, "Code ", h("strong", { class: "kit-code" }, view.code), ". The room is not open to other devices yet: the ", leader, " opens it under “Room and codes”."));
  }
  return h("div", { class: `kit-projector-join${large ? " kit-projector-join-large" : ""}`, "data-key": "join" },
    h("p", {}, "Join at ", h("strong", {}, room?.site ?? `the address on the ${leader}’s screen`), " with the code ", h("strong", { class: "kit-code" }, view.code)),
    room && qrImage(room.qr, `QR code for joining at ${room.join}`));
}

// Which tables are in, and how many of `unit` each has made (`made` counts them where that is not
// the row's own total); at the close each person counts.
export function tablesIn(screen, unit, made = ({ total }) => total) {
  const { view, content } = screen;
  if (view.stage === "close" || view.ended || (content.shared && view.stage === "lobby")) return null;
  const devices = screen.pulse.devices ?? {};
  const open = view.tables.filter((row) => row.open && !row.joined);
  return h("ul", { class: "kit-projector-tables", "aria-label": "Tables", "data-key": "tables" }, open.map((row) => h("li", { class: devices[row.table] ? "kit-table-in" : "", "data-key": row.table },
    tableSays({ ...row, total: made(row) }, unit, { begun: view.stage !== "lobby", device: devices[row.table], shared: content.shared }))));
}

export function tableSays({ table, total, typed }, unit, { begun, device, shared }) {
  const where = shared ? "" : device ? "in" : typed ? "on paper" : begun && total ? "" : "not in yet";
  return `${shared ? "The room" : `Table ${table}`}: ${[where, begun && plural(total, unit)].filter(Boolean).join(", ")}`;
}

// The page itself, of `parts(screen)`: it has no control but the join form of JupyterLab.
export function wallPage(parts) {
  return ({ model, el }) => {
    let ticks = 0;
    const onPulse = (screen) => {
      watchRoom(screen);
      if (ticks++ % 6 === 0) loadRoom(screen);
    };
    const screen = new Screen({ model, el }, { parts, acts: { join }, onPulse });
    document.body.classList.add("kit-projecting");
    screen.cleanups.push(() => document.body.classList.remove("kit-projecting"));
    return () => screen.stop();
  };
}
