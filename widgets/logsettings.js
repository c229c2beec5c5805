// The log itself: what it is called here, its passphrase, erasing all of it.

import { h } from "./dom.js";
import { newPassphrase, readNew, shortName } from "./logopening.js";

export function settings(log) {
  return [
    h("h2", { tabindex: "-1", "data-key": "h" }, "Passphrase and erasing"),
    h("p", { "data-key": "name" }, "This is log ", h("strong", {}, shortName(log.state.log)), ". Where several people use this account, each log has letters of its own."),
    h("form", { class: "kit-card", "data-submit": "rekey", "data-key": "rekey", novalidate: true },
      h("h3", {}, "Change the passphrase"),
      h("div", { class: "kit-field", "data-key": "before" }, h("label", { for: "kit-before" }, "The present passphrase"), log.error("rekey-before", "kit-before-error"),
        h("input", { id: "kit-before", name: "kit-before", type: log.ui.plain ? "text" : "password", autocomplete: "off", "data-own": "", "data-error": "rekey-before", "aria-invalid": log.errors.has("rekey-before") && "true", "aria-describedby": log.errors.has("rekey-before") && "kit-before-error" })),
      newPassphrase(log, "rekey"),
      h("p", { class: "kit-hint" }, "A backup that was made before still opens with the old passphrase."),
      h("button", { class: "kit-button", "aria-disabled": log.ui.busy && "true" }, log.ui.busy ? "Changing…" : "Change the passphrase")),
    h("form", { class: "kit-card", "data-submit": "eraseAll", "data-key": "erase", novalidate: true },
      h("h3", {}, "Erase the whole log"),
      h("p", {}, `Every entry, draft and record goes, and so does the file. It cannot be undone. Not reached: files that you took away, printouts, backups of ${log.content.host ? "the server" : "this computer"}; and on solid-state disks, old blocks, which stay locked.`),
      h("p", {}, h("strong", {}, "If anyone has asked to see this information, do not erase it.")),
      log.error("erase", "kit-erase-error"),
      h("label", { class: "kit-tick" }, h("input", { type: "checkbox", name: "sure", "data-change": "pick", "data-pick": "sure", checked: Boolean(log.ui.picked?.sure), "data-error": "erase" }), h("span", {}, "Yes, erase everything in this log")),
      h("button", { class: "kit-button kit-danger" }, "Erase the log")),
  ];
}

export const settingsActs = {
  async rekey(log, form) {
    if (log.ui.busy) return;
    const present = form.elements["kit-before"];
    const after = readNew(log, form, "rekey");
    if (after === null) return;
    const before = present.value;
    present.value = "";
    log.ui.busy = true;
    log.draw();
    const done = await log.tried("rekey-before", () => log.ask("rekey", { before, after }));
    log.ui.busy = false;
    if (done) log.announce("The passphrase is changed.");
    log.draw();
  },
  async eraseAll(log, form) {
    if (!form.elements.sure.checked) {
      log.errors.set("erase", "tick that you are sure first");
      log.focus("[data-error=erase]");
      return;
    }
    log.keeper.forget();
    await log.tried("page", () => log.ask("erase", { all: true }));
  },
};
