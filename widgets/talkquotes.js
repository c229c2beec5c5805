// Quotations: chosen from the marked sentences, and usable only once somebody has looked at who could
// be recognised by them.

import { h, listed, plural, words } from "./dom.js";
import { changing } from "./groupfields.js";
import { finalNow, interviewOf, kindOf, nameOf, sentencesOf, short, titleOf } from "./talkwords.js";

const CODE = "quotes/code";

export function quotesPanel(screen) {
  const { view } = screen;
  const marked = new Set(Object.values(finalNow(screen)).flat());
  const first = view.names.find(({ id }) => marked.has(id)) ?? view.names[0];
  const code = view.names.some(({ id }) => id === screen.outbox.draft(CODE)) ? screen.outbox.draft(CODE) : first.id;
  const stand = view.quotes.filter(({ dropped }) => !dropped);
  const gone = view.quotes.filter(({ dropped }) => dropped);
  return [
    h("p", { "data-key": "how" }, "A quotation goes into the report only when the person has agreed to be quoted and you have looked at it as it stands. Put what you leave out or change in [square brackets]."),
    h("h3", { "data-key": "h", id: "kit-quotes-h", tabindex: "-1" }, `Chosen (${stand.length})`),
    stand.length === 0 && h("p", { class: "kit-hint", "data-key": "none" }, "No quotation is chosen yet."),
    h("ul", { class: "kit-lines", "data-key": "stand" }, stand.map((quote) => quoteItem(screen, quote))),
    gone.length > 0 && h("details", { "data-key": "gone" }, h("summary", {}, `Taken away (${gone.length})`), h("ul", { class: "kit-lines" }, gone.map((quote) => h("li", { class: "kit-line", "data-key": quote.id }, words(quote.text, "p"), !view.ended && drop(quote, "no", "Bring back"))))),
    !view.ended && choosing(screen, code),
  ];
}

const drop = (quote, dropped, text) => h("button", { type: "button", class: "kit-quiet", "data-do": "quoteDrop", "data-of": quote.id, "data-dropped": dropped, "data-key": "drop" }, text, h("span", { class: "kit-hidden" }, `: ${short(quote.text)}`));
const rowOf = (id) => `kit-${id.replaceAll("/", "-")}`;
const fewOf = (id) => `few/${id}`;

function quoteItem(screen, quote) {
  const { view, content } = screen;
  const interview = interviewOf(screen, quote.interview);
  const wrong = screen.errors.get(fewOf(quote.id));
  const may = !view.ended && quote.quotable && !quote.gone && !quote.usable;
  return h("li", { class: "kit-line", id: rowOf(quote.id), tabindex: "-1", "data-key": quote.id },
    changing(screen, `worded/${quote.id}`, { kind: "interviews.worded", base: { target: quote.id }, version: quote.version, needed: true, button: "Keep these words", said: "Words changed. Look at it once more.", open: "Change the words", fields: [{ name: "text", label: "Words of the quotation", hint: "Put what you change in [square brackets].", rows: 3, most: content.longest.quote, value: quote.text }] },
      words(quote.text, "blockquote"), { may: !view.ended, name: quote.text, more: view.ended ? null : [drop(quote, "yes", "Take away")] }),
    h("p", { class: "kit-tags", "data-key": "tags" }, h("span", { class: "kit-tag kit-tag-used" }, words(titleOf(screen, quote.code))), h("span", { class: "kit-tag" }, nameOf(screen, interview)), h("span", { class: `kit-tag${quote.usable ? "" : " kit-tag-waits"}`, "data-key": "usable" }, quote.usable ? "Looked at: it may be used" : "Not usable yet")),
    !quote.quotable && h("p", { class: "kit-look-twice", "data-key": "no" }, "This person has not agreed to be quoted, or has taken it back."),
    quote.gone && h("p", { class: "kit-look-twice", "data-key": "gone" }, "The note that it was taken from has changed. Take the quotation away, and choose it anew."),
    quote.seen.length > 0 && h("p", { class: "kit-look-twice", "data-key": "seen" }, h("strong", {}, "This may identify somebody: "), words(listed(quote.seen)), "."),
    quote.few && h("p", { class: "kit-look-twice", "data-key": "few" }, h("strong", {}, quote.of_kind === 1 ? "Only one interview of this kind" : `Only ${quote.of_kind} interviews of this kind`), ` (${kindOf(screen, interview.sort)}): people will know who said it, or guess it. The kit says so for fewer than ${content.few}. ${content.few_says}`),
    may && h("div", { "data-key": "look" },
      screen.error(fewOf(quote.id), `${rowOf(quote.id)}-error`),
      quote.few && h("label", { class: "kit-tick", "data-key": "tick" }, h("input", { type: "checkbox", id: `${rowOf(quote.id)}-few`, "data-change": "quoteFew", "data-of": quote.id, checked: screen.outbox.draft(fewOf(quote.id)) === "yes", "aria-invalid": wrong && "true", "aria-describedby": wrong && `${rowOf(quote.id)}-error`, "data-key": "box" }), h("span", {}, "I have seen how few they are, and this may still be used", h("span", { class: "kit-hidden" }, `: ${short(quote.text)}`))),
      h("button", { type: "button", class: "kit-quiet", "data-do": "quoteLooked", "data-of": quote.id, "data-key": "go" }, "I have looked at these words: they may be used", h("span", { class: "kit-hidden" }, `: ${short(quote.text)}`))));
}

// The marked sentences of a theme, to choose from.
function choosing(screen, code) {
  const { view } = screen;
  const final = finalNow(screen);
  const found = [...sentencesOf(screen).values()].filter(({ id }) => final[id]?.includes(code));
  return h("section", { class: "kit-card", "aria-label": "Choose quotations", "data-key": "choose" },
    h("h3", { "data-key": "h" }, "Choose from the marked sentences"),
    h("div", { class: "kit-panels kit-tabs", role: "group", "aria-label": "Theme or code", "data-key": "codes" }, view.names.map(({ id, title }) => h("button", { type: "button", class: "kit-quiet", "data-do": "quotesOf", "data-of": id, "data-key": id, "aria-pressed": String(id === code) }, title))),
    h("p", { role: "status", "data-key": "count" }, `${plural(found.length, "sentence")} belong${found.length === 1 ? "s" : ""} here.`),
    h("ul", { class: "kit-lines", "data-key": "list" }, found.map((each) => {
      const interview = interviewOf(screen, each.interview);
      return h("li", { class: "kit-line", "data-key": each.id }, words(each.text, "p"), h("p", { class: "kit-tags" }, h("span", { class: "kit-tag" }, nameOf(screen, interview)), !interview.quotable && h("span", { class: "kit-tag kit-tag-waits" }, "May not be quoted")),
        interview.quotable && h("form", { class: "kit-inline", "data-submit": "quoteChoose", "data-of": each.id, "data-code": code, "data-key": "form", novalidate: true },
          h("label", { for: `kit-many-${each.id}` }, "How much", h("span", { class: "kit-hidden" }, `: ${short(each.text)}`)),
          h("select", { id: `kit-many-${each.id}`, name: "many", "data-own": "", "data-key": "many" }, h("option", { value: 1 }, "This sentence"), h("option", { value: 2 }, "With the one after it"), h("option", { value: 3 }, "With the two after it")),
          h("button", { class: "kit-quiet", "data-key": "go" }, "Choose as a quotation", h("span", { class: "kit-hidden" }, `: ${short(each.text)}`))));
    })));
}

export const quotesActs = {
  quotesOf(screen, el) {
    screen.outbox.keep(CODE, el.dataset.of);
    screen.draw();
  },
  quoteChoose(screen, form) {
    const all = [...sentencesOf(screen).values()];
    const n = all.findIndex(({ id }) => id === form.dataset.of);
    const first = all[n];
    const chosen = all.slice(n, n + Number(form.elements.many.value)).filter(({ interview, question }) => interview === first.interview && question === first.question);
    const text = chosen.map((each) => each.text).join(" ").slice(0, screen.content.longest.quote);
    screen.put("interviews.quote", { interview: first.interview, code: form.dataset.code, passages: chosen.map(({ id }) => id), text }, "Chosen as a quotation. Look at who could be recognised by it.");
  },
  quoteDrop(screen, el) {
    const dropped = el.dataset.dropped === "yes";
    screen.put("interviews.quote.dropped", { quote: el.dataset.of, dropped }, dropped ? "Taken away." : "Brought back.");
    screen.focus("#kit-quotes-h");
  },
  quoteFew(screen, box) { screen.outbox.keep(fewOf(box.dataset.of), box.checked ? "yes" : null); },
  quoteLooked(screen, el) {
    const quote = screen.view.quotes.find(({ id }) => id === el.dataset.of);
    const few = screen.outbox.draft(fewOf(quote.id)) === "yes";
    screen.errors.delete(fewOf(quote.id));
    if (quote.few && !few) {
      screen.errors.set(fewOf(quote.id), "the tick for how few interviews there are is missing; think about it, then tick");
      return screen.focus(`#${rowOf(quote.id)}-few`);
    }
    screen.put("interviews.quote.looked", { quote: quote.id, digest: quote.digest, few }, "Looked at. It may be used as it stands.");
    screen.outbox.keep(fewOf(quote.id), null);
    screen.focus(`#${rowOf(quote.id)}`);
  },
};
