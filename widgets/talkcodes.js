// The framework: the seven themes, and codes of the study's own that can be renamed and merged.

import { h, words } from "./dom.js";
import { adding, changing } from "./groupfields.js";
import { titleOf } from "./talkwords.js";

export function codesPanel(screen) {
  const { view, content } = screen;
  const field = (value) => [{ name: "text", label: "Name of the code", hint: "A few words. No name of a person or an organisation.", most: content.longest.code, value }];
  return [
    h("h3", { "data-key": "h" }, "The seven themes"),
    h("ul", { "data-key": "themes" }, content.themes.map(({ id, title, text }) => h("li", { "data-key": id }, h("strong", {}, title), `: ${text}`))),
    h("p", { class: "kit-source", "data-key": "source" }, `After ${content.framework_source} In the kit’s own words.`),
    h("h3", { "data-key": "own" }, "Codes of your own"),
    view.codes.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "None yet. Add one for what does not fit the themes, for example what could be better in future."),
    h("ul", { class: "kit-lines", "data-key": "codes" }, view.codes.map((code) => h("li", { class: "kit-line", id: `code-${code.id}`, tabindex: "-1", "data-key": code.id }, codeItem(screen, code, field)))),
    !view.ended && adding(screen, "code/new", { kind: "interviews.code", needed: true, button: "Add this code", said: "Code added.", fields: field("") }),
  ];
}

function codeItem(screen, code, field) {
  const { view } = screen;
  const act = (name, text, extra = {}) => h("button", { type: "button", class: "kit-quiet", "data-do": name, "data-of": code.id, "data-key": name, ...extra }, text, h("span", { class: "kit-hidden" }, `: ${code.text}`));
  const text = [h("p", { "data-key": "text" }, words(code.text)), h("p", { class: "kit-tags", "data-key": "tags" },
    code.into && h("span", { class: "kit-tag" }, "Counts under ", words(titleOf(screen, code.into))), code.dropped && h("span", { class: "kit-tag" }, "Not used any more"))];
  const others = view.names.filter(({ id }) => id !== code.id);
  const may = !view.ended;
  return [
    changing(screen, `worded/${code.id}`, { kind: "interviews.worded", base: { target: code.id }, version: code.version, needed: true, button: "Keep this name", said: "Renamed.", open: "Rename", fields: field(code.text) }, text,
      { may: may && !code.dropped, name: code.text, more: may && [code.into ? act("codeApart", "Take it apart again") : null, act("codeDrop", code.dropped ? "Use it again" : "Take away", { "data-dropped": code.dropped ? "no" : "yes" })].filter(Boolean) }),
    may && !code.into && !code.dropped && h("form", { class: "kit-inline", "data-submit": "codeMerge", "data-of": code.id, "data-key": "merge", novalidate: true },
      h("label", { for: `kit-merge-${code.id}` }, "Let it count under", h("span", { class: "kit-hidden" }, `: ${code.text}`)),
      h("select", { id: `kit-merge-${code.id}`, name: "into", "data-own": "", "data-key": "into" }, others.map(({ id, title }) => h("option", { value: id }, title))),
      h("button", { class: "kit-quiet", "data-key": "go" }, "Merge", h("span", { class: "kit-hidden" }, `: ${code.text}`))),
  ];
}

export const codesActs = {
  codeMerge(screen, form) {
    screen.put("interviews.code.merged", { code: form.dataset.of, into: form.elements.into.value }, "Merged. The marks are kept, and it can be taken apart again.");
    screen.focus(`#code-${form.dataset.of}`);
  },
  codeApart(screen, el) {
    screen.put("interviews.code.merged", { code: el.dataset.of, into: null }, "Taken apart again.");
    screen.focus(`#code-${el.dataset.of}`);
  },
  codeDrop(screen, el) {
    const dropped = el.dataset.dropped === "yes";
    screen.put("interviews.code.dropped", { code: el.dataset.of, dropped }, dropped ? "Taken away. Its marks are kept, and count nowhere." : "In use again.");
    screen.focus(`#code-${el.dataset.of}`);
  },
};
