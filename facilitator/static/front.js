// The plain pages: focus on what is wrong or was just made, forms that take a while, the code that a
// link carries after #, the places that this browser still holds, and forgetting those that are gone.
// Every form works without it.

const BASE = new URL("..", import.meta.url).pathname; // where the kit stands: / on a laptop
const STORE = `kit${BASE}`; // on a host other people's kits may keep things in the same store
const PLACE = /\/seat\/([0-9a-f]{16})\//;
const KEPT = /^([0-9a-f]{16})\/title$/;
const CARRIED = /^#[0-9A-Za-z.-]{6,64}$/; // a code or a key; anything else is an anchor of the page

const here = location.pathname.slice(BASE.length);

// A browser may refuse its store altogether; then there is nothing in it.
function kept() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

// Somewhere that is no more: nothing of it stays in this browser.
function forget(seat) {
  for (const key of kept()) if (key.startsWith(`${STORE}${seat}/`)) localStorage.removeItem(key);
}

function titleOf(key) {
  try {
    return String(JSON.parse(localStorage.getItem(key)));
  } catch {
    return "where you were";
  }
}

function listSeats(section) {
  const list = section.querySelector("ul");
  for (const key of kept()) {
    const seat = key.startsWith(STORE) && KEPT.exec(key.slice(STORE.length))?.[1];
    if (!seat) continue;
    const link = document.createElement("a");
    link.href = `${BASE}seat/${seat}/`;
    link.className = "kit-way";
    link.textContent = `Go back to ${titleOf(key)}`;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  section.hidden = list.children.length === 0;
}

// A code or key out of a link is taken from the address before anything else can keep it.
function follow(form) {
  const key = location.hash.slice(1);
  if (form) {
    history.replaceState(null, "", location.pathname);
    form.elements.key.value = key;
    document.querySelector("[data-joining]").textContent = "Joining…";
    form.submit();
  } else {
    const door = here === "slip" ? "slip?" : "join"; // with ?, so that it is loaded anew
    location.replace(`${BASE}${door}#${key}`); // what follows # never reaches the server's log
  }
}

const main = document.getElementById("main");
if ("forget" in main.dataset) forget(main.dataset.forget || PLACE.exec(location.pathname)?.[1]);

const seats = document.querySelector("[data-seats]");
if (seats) listSeats(seats);

const made = document.getElementById(location.hash.slice(1));
(document.getElementById("errors") ?? made?.closest("h2[tabindex]"))?.focus();

// A form whose answer takes a while says so, and is sent once.
for (const form of document.querySelectorAll("form[data-busy]")) {
  const [said, button] = [form.querySelector("[role=status]"), form.querySelector("button")];
  form.addEventListener("submit", (event) => {
    if (said.textContent) {
      event.preventDefault(); // it is on its way
      return;
    }
    said.textContent = form.dataset.busy;
    button.setAttribute("aria-disabled", "true");
  });
  addEventListener("pageshow", () => { // also when somebody comes back to this page as it was left
    said.textContent = "";
    button.removeAttribute("aria-disabled");
  });
}

// What is typed into a slip stays in this tab until the kit has said that it is saved.
const slip = document.querySelector("form[data-keep]");
if (slip) {
  const name = (field) => `kit/slip/${slip.elements.code.value}/${field.name}`;
  const fields = [...slip.elements].filter((field) => field.name && field.type !== "hidden");
  const own = `kit/slip/${slip.elements.code.value}/slip`;
  try {
    slip.elements.slip.value = sessionStorage.getItem(own) ?? slip.elements.slip.value;
    sessionStorage.setItem(own, slip.elements.slip.value);
    for (const field of fields) {
      const kept = sessionStorage.getItem(name(field));
      if (field.type === "radio") field.checked = kept === null ? field.checked : kept === field.value;
      else if (kept !== null && !field.value) field.value = kept;
    }
    slip.addEventListener("input", ({ target }) => sessionStorage.setItem(name(target), target.value));
  } catch {
    // this browser keeps nothing: the answers are on the page only
  }
}
if (document.querySelector("[data-kept]")) {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith("kit/slip/")) sessionStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}

// The look round waits for a phone: what it says changes when one got through.
const waiting = document.querySelector("[data-reached]");
async function ask() {
  try {
    const told = await (await fetch(waiting.dataset.reached)).json();
    if (told.reached && waiting.textContent !== told.says) waiting.textContent = told.says;
  } catch {
    // the kit was ended; the next look tells
  }
}
if (waiting) setInterval(ask, 2000);

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

const joining = ["", "join", "slip", "enter"].includes(here);
function look() {
  const anchor = document.getElementById(location.hash.slice(1));
  if (joining && !anchor && CARRIED.test(location.hash)) follow(document.querySelector("[data-join]"));
}
addEventListener("hashchange", look); // another link opened in a page that stands already
look();
