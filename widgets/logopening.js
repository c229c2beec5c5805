// Beginning a log and opening one. A passphrase leaves its field as soon as it is sent.

import { h } from "./dom.js";

export const reach = ({ content }) => `Private ${content.host ? `on the server ${content.host}` : "on this machine"}, but a court, a regulator or an access request may reach it.`;
export const where = ({ content }) => (content.host ? `on the server ${content.host}` : "on this computer");

function kept(log) {
  return h("div", { class: "kit-notice", "data-key": "kept" },
    h("p", {}, h("strong", {}, reach(log))),
    h("ul", {},
      h("li", {}, `What you write is kept in one locked file ${where(log)}, in `, h("span", { class: "kit-log-path" }, log.state.folder), ", until you erase it. Nothing of it goes into this browser’s storage, into sessions of the kit, or anywhere else."),
      h("li", {}, "A lost passphrase is a lost log: nobody can open it, and nobody can set a new one. Take a file away first, under Take away, of whatever you cannot do without."),
      h("li", {}, `${log.content.host ? "Those who run that server" : "Somebody who uses this computer"} can see that there is a log, when it was last changed and about how long it is; not its words, titles or days${log.content.host ? " while it is locked" : ""}.`),
      h("li", {}, `It locks by itself when no key was pressed for ${log.content.minutes} minutes; a minute before, it says so, and any key keeps it open, as often as you like.`)),
    h("p", {}, "Write no real name, and nothing by which a colleague or a family would know who it is about."));
}

function passphrase(log, id, label, { error, hint } = {}) {
  const told = [hint && `${id}-hint`, log.errors.has(error) && `${id}-error`].filter(Boolean).join(" ");
  return h("div", { class: "kit-field", "data-key": id },
    h("label", { for: id }, label),
    hint && h("p", { class: "kit-hint", id: `${id}-hint` }, hint),
    log.error(error, `${id}-error`),
    h("input", { id, name: id, type: log.ui.plain ? "text" : "password", autocomplete: "off", autocapitalize: "none", spellcheck: "false", "data-own": "", "data-error": error, "aria-invalid": log.errors.has(error) && "true", "aria-describedby": told || false }));
}

function showTick(log) {
  return h("label", { class: "kit-tick", "data-key": "plain" }, h("input", { type: "checkbox", "data-change": "plain", checked: Boolean(log.ui.plain) }), h("span", {}, "Show what I type"));
}

export function newPassphrase(log, error) {
  const advice = `At least ${log.content.shortest} characters; any characters. Four or five words that do not belong together are easier to keep in mind than signs. Nobody’s name, no line of a song. If the browser offers to keep it, say no unless this account is yours alone.`;
  return [
    passphrase(log, "kit-new", "Passphrase", { error, hint: advice }),
    passphrase(log, "kit-again", "The same passphrase again", { error: `${error}-again` }),
    showTick(log),
  ];
}

export function beginForm(log) {
  return h("form", { "data-submit": "begin", "data-key": "begin", novalidate: true },
    h("h2", { tabindex: "-1" }, "Begin a reflective log"),
    why(log),
    h("p", { class: "kit-lead" }, "A place of your own to think about your practice: freely, or with questions that help."),
    kept(log),
    newPassphrase(log, "begin"),
    h("div", { class: "kit-acts" },
      h("button", { class: "kit-button", "aria-disabled": log.ui.busy && "true" }, log.ui.busy ? "Making the log…" : "Begin my log"),
      log.state.logs.length > 0 && h("button", { type: "button", class: "kit-quiet", "data-do": "another" }, "Open a log that is here already")));
}

export function openForm(log) {
  if (log.ui.another) return beginForm(log);
  const { logs } = log.state;
  const chosen = [log.ui.picked?.log, log.shown].find((name) => logs.includes(name)) ?? logs[0];
  return h("form", { "data-submit": "unlock", "data-key": "unlock", novalidate: true },
    h("h2", { tabindex: "-1" }, "Open my log"),
    why(log),
    log.keeper.waits && h("div", { class: "kit-notice kit-break", "data-key": "waits" }, h("p", {}, "Some of what you typed is not in the log yet. It is on this page, and is saved when you open the log: leave the page open.")),
    logs.length > 1 && h("fieldset", { class: "kit-field", "data-key": "which" }, h("legend", {}, "Which log?"),
      h("p", { class: "kit-hint" }, "Its letters stand on its page, under Passphrase and erasing."),
      logs.map((name) => h("label", { class: "kit-tick", "data-key": name }, h("input", { type: "radio", name: "log", value: name, "data-change": "pick", "data-pick": "log", checked: name === chosen }), h("span", {}, `Log ${shortName(name)}`)))),
    passphrase(log, "kit-passphrase", "Passphrase", { error: "unlock" }),
    showTick(log),
    h("div", { class: "kit-acts" },
      h("button", { class: "kit-button", "aria-disabled": log.ui.busy && "true" }, log.ui.busy ? "Opening…" : "Open"),
      h("button", { type: "button", class: "kit-quiet", "data-do": "another" }, "Begin another log, for somebody else")),
    h("details", { class: "kit-kept-box", "data-key": "kept-box" }, h("summary", {}, "What is kept, and who could read it"), kept(log)));
}

function why(log) {
  return log.state.why && h("div", { class: "kit-notice", "data-key": "why" }, h("p", {}, `${log.state.why.charAt(0).toUpperCase()}${log.state.why.slice(1)}.`));
}

export function shortName(name) {
  return name.slice(0, 4).toUpperCase();
}

// Read two fields for a new passphrase and empty them; nothing when the two differ.
export function readNew(log, form, error) {
  const [first, second] = [form.elements["kit-new"], form.elements["kit-again"]];
  log.errors.delete(error);
  log.errors.delete(`${error}-again`);
  if ([...first.value.normalize("NFC")].length < log.content.shortest) {
    log.errors.set(error, `this passphrase has ${[...first.value.normalize("NFC")].length} characters; it needs at least ${log.content.shortest}`);
    log.focus(`[data-error=${error}]`);
    return null;
  }
  if (first.value !== second.value) {
    log.errors.set(`${error}-again`, "the two are not the same; type it again");
    second.value = "";
    log.focus(`[data-error=${error}-again]`);
    return null;
  }
  const chosen = first.value;
  first.value = second.value = "";
  return chosen;
}

async function busy(log, field, act) {
  if (log.ui.busy) return;
  log.ui.busy = true;
  log.draw();
  await log.tried(field, act);
  log.ui.busy = false;
  log.draw();
}

export const openingActs = {
  plain(log, el) {
    log.ui.plain = el.checked;
    log.draw();
  },
  another(log) {
    log.ui.another = !log.ui.another;
    log.errors.clear();
    log.focus("h2");
  },
  begin(log, form) {
    const chosen = readNew(log, form, "begin");
    if (chosen === null) return;
    busy(log, "begin", () => log.ask("begin", { passphrase: chosen }));
  },
  unlock(log, form) {
    const field = form.elements["kit-passphrase"];
    const chosen = field.value;
    field.value = "";
    const name = form.elements.log ? form.elements.log.value : log.state.logs[0];
    busy(log, "unlock", () => log.ask("unlock", { log: name, passphrase: chosen }));
  },
};
