// Consent to be observed: of the person or their advocate, before anything else of an enquiry.

import { h } from "./dom.js";
import { changing } from "./groupfields.js";
import { nudge } from "./auditfields.js";
import { agencyName, dayWords, writes } from "./auditwords.js";

export function consentBox(screen, level = 3) {
  const { content, view } = screen;
  const { consent } = content;
  return [
    h("p", { "data-key": "asks" }, consent.asks),
    h("p", { class: "kit-hint", "data-key": "recorded" }, consent.recorded),
    view.files.map((file) => enquiry(screen, file, level)),
  ];
}

function enquiry(screen, file, level) {
  const { content } = screen;
  const { consent } = content;
  const said = file.consent;
  const giver = said && consent.givers.find(({ id }) => id === said.giver).text.toLowerCase();
  const id = `consent/${file.name}`;
  return h("section", { class: "kit-card", "aria-label": `Enquiry ${file.name}`, "data-key": file.name },
    h(`h${level}`, { id: `kit-consent-${file.name}`, "data-key": "h" }, `Enquiry ${file.name}, `, h("bdi", {}, agencyName(content, file.name[0]))),
    changing(screen, id, {
      kind: "audit.consent", base: { file: file.name }, version: said?.version ?? null, needed: "no day is chosen; choose the day of the answer", button: "Keep this", said: "Consent kept.", open: said ? "Change" : "Say whether there is consent",
      fields: [
        { name: "day", label: "On which day?", type: "date", max: today(), value: said?.day ?? "", plain: true },
        { name: "given", label: "Is there consent to be observed?", options: [["no", "No, or not any more"], ["yes", "Yes"]], value: said?.given ? "yes" : "no" },
        { name: "giver", label: "Whose answer is it?", options: consent.givers.map(({ id: each, text }) => [each, text]), value: said?.giver ?? consent.givers[0].id },
        { name: "asked_by", label: "Who asked, by role", hint: "For example “the social worker”. Not a name.", most: content.longest.who, value: said?.asked_by ?? "" },
      ],
    }, h("p", {}, h("strong", {}, said ? `${said.given ? "Yes" : "No"}: ${giver}, on ${dayWords(said.day)}${said.asked_by ? `, asked by: ${said.asked_by}` : ""}.` : "Nobody has said yet.")), { may: writes(screen), name: `enquiry ${file.name}` }),
    !file.open && h("p", { "data-key": "closed" }, said?.ever ? consent.withdrawn : consent.without),
    nudge(screen, id));
}

const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
