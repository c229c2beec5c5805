// Reports: asked for here, made by the server in a process of its own, fetched when ready.

import { h } from "./dom.js";

const PARTS = {
  "-supervision.": "for the supervision file, ",
  "-quality.": "for the board’s quality subgroup: themes and actions, nothing of the case, ",
  "-audit-group.": "for the audit group, with its notes, ",
  "-board.": "for the board or its quality subgroup, one page without anybody’s notes, ",
  "-evidence.": "what was written beside answers, as evidence, ",
  "-evaluation.": "for the training team: how people found it and what they take away, ",
  "-follow-up.": "a form to send to those who took part, six weeks on, ",
  "-passages.": "the marked sentences word for word, for you alone, ",
  "-chart.": "the chart, ",
  "-lines.": "every line word for word, ",
  "-actions.": "the proposed actions, for the board’s business plan, ",
  "-framework.": "the framework in the person’s voice, one page, ",
};
const ENDS = { html: "to read or print in the browser", docx: "for Word", pdf: "PDF, to send or print as it is", json: "for another program", csv: "for a spreadsheet" };

// What a file is, and for whom: "for the training team: …, for Word".
export function whatIs(name) {
  const part = Object.keys(PARTS).find((each) => name.includes(each));
  return `${PARTS[part] ?? ""}${ENDS[name.split(".").at(-1)] ?? ""}`;
}

export function reportBox(screen, { title, text, button, key = "report", options = null, level = 2 }) {
  if (!globalThis.kit) return h("p", { class: "kit-hint", "data-key": key }, "In JupyterLab, use the command line for reports: python -m facilitator summary CODE.");
  const job = screen.ui.report;
  return h("section", { class: "kit-card kit-report", "data-key": key },
    h(`h${level}`, {}, title),
    h("p", {}, text),
    options,
    h("button", { type: "button", class: "kit-button", "data-do": "report", "data-key": "go", "aria-disabled": job?.running && "true" }, job?.running ? "Being written…" : button),
    job?.running && h("div", { "data-key": "progress", class: "kit-progress" }, h("progress", { max: job.of, value: job.done, "aria-label": "How far the report is" }), h("span", {}, ` ${job.step}`)),
    job?.error && h("p", { class: "kit-error", "data-key": "error" }, h("span", { class: "kit-hidden" }, "Error: "), job.error),
    job && !job.running && job.files.length > 0 && h("div", { "data-key": "files" }, h("p", {}, "Ready. It shows the session as it was just now; make it again after changes."),
      h("ul", {}, job.files.map((name) => h("li", { "data-key": name }, h("a", { href: `${globalThis.kit.place}files/${name}`, target: name.endsWith(".html") ? "_blank" : null, download: name.endsWith(".html") ? null : name }, `${name}, ${whatIs(name)}`, name.endsWith(".html") && " (opens in a new tab)")))),
      screen.view.role === "trainer" && !job.files.some((name) => name.endsWith(".pdf")) && h("p", { class: "kit-hint", "data-key": "pdf" }, "For a PDF, open the Word file, then choose File, Save as, PDF. The kit makes one itself where Chrome, Edge or Chromium is installed.")));
}

// Somebody who checks a plan alone leaves with the summary that a room would have.
export function sheetBox(screen, more = null) {
  if (screen.content.plan_only && screen.view.role === "solo") {
    return reportBox(screen, { title: "Take the summary with you", text: "The gaps with what the plan says, the actions and a page for the chair, as a page and as a Word file. Read it before you send it on.", button: "Write the summary", options: more });
  }
  if (screen.content.unit === "choice") {
    return reportBox(screen, {
      title: screen.view.role === "solo" ? "Take your work with you" : "Take your table’s sheet",
      text: `${screen.view.role === "solo" ? "Your" : "Your table’s"} paths with the reasons, and the record in both its forms, as a page and as a Word file: for a log of what you learn, or to talk about with your supervisor.`,
      button: "Write the sheet",
    });
  }
  return reportBox(screen, {
    title: screen.view.role === "solo" ? "Take your work with you" : "Take your table’s sheet",
    text: screen.view.role === "solo" ? "Everything you wrote, as a page and as a Word file." : "Your table’s own lines and the key factors of the principles you condensed, as a page and as a Word file.",
    button: "Write the sheet",
  });
}

export const sheetActs = {
  async report(screen) {
    if (screen.ui.report?.running) return;
    const ticked = (name) => (screen.root.querySelector(`[name=${name}]`)?.checked ? "yes" : "");
    const asked = { verbatim: ticked("verbatim"), framework: ticked("framework") };
    screen.ui.report = { running: true, step: "Starting", done: 0, of: 1, files: [], error: null };
    screen.draw();
    screen.announce("The report is being written.");
    try {
      let answer = await globalThis.kit.post("report", asked);
      for (;;) {
        screen.ui.report = await answer.json();
        screen.draw();
        if (!screen.ui.report.running) break;
        await new Promise((done) => setTimeout(done, 500));
        answer = await globalThis.kit.get("report");
      }
      screen.announce(screen.ui.report.error ?? "The report is ready.", Boolean(screen.ui.report.error));
    } catch {
      screen.ui.report = { running: false, files: [], error: "the kit could not be reached; try again when the page says it is connected" };
      screen.draw();
    }
  },
};
