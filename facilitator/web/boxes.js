// A box for one's own words, which keeps them as they are typed.

import { h } from "../../widgets/dom.js";
import { LONGEST } from "./cleaning.js";

export function box(own, key, label, { hint = "", rows = 5, of = "" } = {}) {
  const id = `box-${key.replaceAll("/", "-")}`;
  const wrong = own.errors.has(key);
  return h("div", { class: "kit-field", "data-key": key },
    h("label", { for: id }, label, of && h("span", { class: "kit-hidden" }, `: ${of}`)),
    h("p", { class: "kit-hint", id: `${id}-hint` }, [hint, own.content.nudge].filter(Boolean).join(" ")),
    own.error(key, `${id}-error`),
    h("textarea", { id, rows, dir: "auto", maxlength: LONGEST, "data-draft": key, "data-key": "text", "aria-invalid": wrong && "true", "aria-describedby": wrong ? `${id}-hint ${id}-error` : `${id}-hint` }));
}
