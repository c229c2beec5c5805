// The close: each person's slip, on a phone of their own or on paper that the trainer types in.

import { h, plural, words } from "./dom.js";
import { qrImage } from "./room.js";
import { setAside } from "./walls.js";

const DIFFERENTLY = "What will I do differently?";
const HOW = "How was this for you?";

// One shared screen has no table's devices and is not open to phones; a closed room has only paper.
const byPhone = ({ content, view, ui }) => !content.shared && (view.role === "table" || Boolean(ui.room?.slip));

// The two things that each person is asked.
export function asked() {
  return h("ul", { class: "kit-asked", "data-key": "asked" }, [DIFFERENTLY, HOW].map((question) => h("li", { "data-key": question }, question)));
}

// How people answer here, in words.
export function answering(screen) {
  const how = byPhone(screen) ? "On a phone of your own, or on a paper slip. Not on a table’s device." : "On a paper slip, left with the trainer.";
  return `${how} No name. You need not answer.`;
}

// Where people answer, for the projector.
export function slipAddress(screen) {
  const room = screen.ui.room;
  if (!byPhone(screen)) return null;
  return h("div", { class: "kit-projector-join kit-projector-join-middle", "data-key": "slip" },
    h("p", {}, "Open ", h("strong", {}, room.slip), " with the code ", h("strong", { class: "kit-code" }, screen.view.code)),
    qrImage(room.slip_qr, `QR code for ${room.slip}`));
}

function spread(view) {
  const { ratings, answered, fewest } = view.slips;
  if (!ratings) return h("p", { "data-key": "few" }, `${answered ? plural(answered, "person has", "people have") : "Nobody has"} answered. Ratings are shown once ${fewest} people have given one.`);
  return h("div", { "data-key": "spread" },
    h("p", {}, `${plural(answered, "person has", "people have")} answered.`),
    h("table", {}, h("caption", {}, HOW), h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Answer"), h("th", { scope: "col" }, "People"))),
      h("tbody", {}, Object.entries(ratings).map(([word, n]) => h("tr", { "data-key": word }, h("th", { scope: "row" }, word), h("td", {}, String(n)))))));
}

export function closePanel(screen) {
  const { view, content } = screen;
  const room = screen.ui.room;
  return [
    asked(),
    h("p", { "data-key": "p" }, answering(screen)),
    byPhone(screen) && h("p", { "data-key": "where" }, "People answer at ", h("strong", {}, room.slip), " with the room’s code. The projector shows it while the room is at “Close”."),
    spread(view),
    !view.ended && h("form", { class: "kit-card", "data-submit": "addSlip", "data-key": "paper", novalidate: true },
      h("h3", { "data-key": "h" }, "Type in a paper slip"),
      screen.error("slip", "kit-slip-error"),
      h("label", { for: "kit-slip-differently" }, DIFFERENTLY),
      h("input", { id: "kit-slip-differently", name: "differently", "data-draft": "slip/differently", autocomplete: "off", dir: "auto", maxlength: "1000" }),
      h("label", { for: "kit-slip-rating" }, HOW),
      h("select", { id: "kit-slip-rating", name: "rating", "data-draft": "slip/rating", "data-value": "" }, h("option", { value: "" }, "Not answered"), content.ratings.map((word, n) => h("option", { value: String(n + 1) }, word))),
      h("label", { for: "kit-slip-line" }, "A line about it"),
      h("input", { id: "kit-slip-line", name: "line", "data-draft": "slip/line", autocomplete: "off", dir: "auto", maxlength: "1000" }),
      h("button", { class: "kit-button", "data-key": "go" }, "Keep this slip")),
    view.slips.words.length > 0 && h("h3", { "data-key": "said" }, "What people wrote"),
    view.slips.words.length > 0 && view.slips.answered < view.slips.fewest && h("p", { class: "kit-hint", "data-key": "later" }, `Only you see this. It stands in the summary once ${view.slips.fewest} people have answered: among fewer it is plain who wrote what.`),
    view.slips.words.length > 0 && h("ul", { class: "kit-lines", "data-key": "words" }, view.slips.words.map((slip) => h("li", { class: "kit-line", "data-key": slip.id },
      slip.differently && h("p", {}, words(slip.differently)),
      slip.line && h("p", { class: "kit-hint" }, words(slip.line)),
      !view.ended && setAside(slip.id, slip.differently || slip.line)))),
  ];
}

export const closeActs = {
  addSlip(screen, form) {
    screen.errors.delete("slip");
    const { differently, rating, line } = form.elements;
    if (!differently.value.trim() && !rating.value && !line.value.trim()) {
      screen.errors.set("slip", "nothing is filled in; answer at least one question");
      screen.focus("#kit-slip-differently");
      return;
    }
    screen.put("slip", { differently: differently.value, line: line.value, rating: rating.value ? Number(rating.value) : null }, "Slip kept.");
    for (const field of [differently, rating, line]) screen.empty(field);
    screen.focus("#kit-slip-differently");
  },
};
