// Files of one's own work: one to read or print, and one to go on from in the same page.

import { h } from "../../widgets/dom.js";

const MADE_BY = "msp-workbooks";
const FORM = 1; // of the file to go on from
const LOOK = "body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #1c2b2d; font: 1.1rem/1.5 Arial, sans-serif; overflow-wrap: anywhere } h1, h2, h3 { line-height: 1.25; break-after: avoid } .words { white-space: pre-wrap } .hint { color: #47585a } blockquote { margin: 0 0 1em; padding-left: 1rem; border-left: 3px solid #6fa39b } @media print { body { margin: 0; font-size: 11pt } }";

// A file cannot be opened here; the message says why, as one sentence without its full stop.
export class NotOurs extends Error {
  constructor(sentence = "this file is not whole, or was changed; choose another that you saved here to go on later") { super(sentence); }
}

export function fileName({ what, of }, ending, now = new Date()) {
  const two = (n) => String(n).padStart(2, "0");
  return `${what}-${of}-${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}-${two(now.getHours())}${two(now.getMinutes())}.${ending}`;
}

// Give the browser a file to put where it puts downloads.
export function give(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = h("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function toGoOn({ what, of, title }, held) {
  return JSON.stringify({ made_by: MADE_BY, form: FORM, what, of, title, note: "Own work on an invented story. Whoever has this file can read it. To go on, open it in the page in which it was saved.", ...held }, null, 1);
}

// What a file to go on from holds. Throws NotOurs where it is not one of this page.
export function read(text, { what, of }) {
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new NotOurs("this is not a file that was saved here to go on later; its name ends in .json");
  }
  if (found?.made_by !== MADE_BY) throw new NotOurs("this is not a file that was saved here to go on later; its name ends in .json");
  if (found.what !== what || found.of !== of) throw new NotOurs(`this file was saved in another page, ${/^[a-z-]{1,60}$/.test(`${found.what}-${found.of}`) ? `${found.what}-${found.of}.html` : "of another name"}; open it there`);
  if (found.form !== FORM) throw new NotOurs("this file was saved by a newer page; ask whoever gave you these pages for the new ones");
  return found;
}

// A whole document of its own, to read or print: `parts` are elements and texts. It holds no script.
export function asDocument(title, parts) {
  const page = document.implementation.createHTMLDocument(title);
  page.documentElement.lang = "en-GB";
  page.head.prepend(h("meta", { charset: "utf-8" }), h("meta", { "http-equiv": "Content-Security-Policy", content: "default-src 'none'; style-src 'unsafe-inline'" }), h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }));
  page.body.append(h("h1", {}, title),
    h("p", { class: "hint" }, `Saved on ${new Date().toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" })}. Own work on an invented story, for training. Whoever has this file can read it.`),
    ...parts.flat(Infinity).filter(Boolean));
  return new XMLSerializer().serializeToString(page).replace("</head>", `<style>${LOOK}</style></head>`); // as text: this page allows no style but its own
}

// Somebody's words in such a document.
export const said = (text) => h("span", { class: "words", dir: "auto" }, text);
