// The page of a workbook: draws its anywidgets, keeps their kernel, and says when either is lost.
// It stands in for the JupyterLab shell, which costs a hundred requests and keeps silent.

const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const BEAT = 1500; // milliseconds between heartbeats
const PATIENCE = 4500; // silence after which the server or the kernel counts as lost
const base = new URL("..", import.meta.url).pathname; // where the kit stands: / on a laptop
const place = location.pathname; // /seat/<id>/, below base
const status = document.getElementById("kit-status");
const encoder = new TextEncoder();
const decoder = new TextDecoder();

// --- the kernel's messages ------------------------------------------------------------------

function pack(channel, message) {
  const parts = [channel, ...["header", "parent_header", "metadata", "content"].map((key) => JSON.stringify(message[key]))]
    .map((text) => encoder.encode(text));
  const count = parts.length + 1;
  const offsets = [8 * (count + 1)];
  for (const part of parts) offsets.push(offsets.at(-1) + part.length);
  const bytes = new Uint8Array(offsets.at(-1));
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(count), true);
  offsets.forEach((offset, n) => view.setBigUint64(8 * (n + 1), BigInt(offset), true));
  parts.forEach((part, n) => bytes.set(part, offsets[n]));
  return bytes;
}

function unpack(buffer) {
  const view = new DataView(buffer);
  const count = Number(view.getBigUint64(0, true));
  const offsets = Array.from({ length: count }, (_, n) => Number(view.getBigUint64(8 * (n + 1), true)));
  const text = (n) => decoder.decode(new Uint8Array(buffer, offsets[n], offsets[n + 1] - offsets[n]));
  return { channel: text(0), header: JSON.parse(text(1)), content: JSON.parse(text(4)) };
}

const session = hex(16);
function hex(bytes) {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (b) => b.toString(16).padStart(2, "0")).join("");
}

function commMessage(id, data) {
  const header = { msg_id: hex(16), msg_type: "comm_msg", username: "", session, version: "5.3", date: new Date().toISOString() };
  return { header, parent_header: {}, metadata: {}, content: { comm_id: id, data } };
}

// --- models: what anywidget's render function is given ----------------------------------------

class Model {
  constructor() {
    this.state = {};
    this.dirty = {};
    this.listeners = new Map();
    this.widget_manager = {};
    this.early = []; // messages from the kernel that came before the widget was drawn
  }
  get(key) { return this.state[key]; }
  set(key, value) { this.state[key] = this.dirty[key] = value; this.emit(`change:${key}`); }
  save_changes() {
    socket.send(this.id, { method: "update", state: this.dirty, buffer_paths: [] });
    this.dirty = {};
  }
  send(content) { return socket.send(this.id, { method: "custom", content }); }
  on(events, listener) {
    for (const event of events.split(" ")) this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
    if (events === "msg:custom") queueMicrotask(() => { for (const message of this.early.splice(0)) this.emit("msg:custom", message, []); });
  }
  off(events, listener) {
    for (const event of events ? events.split(" ") : [...this.listeners.keys()]) {
      const left = (this.listeners.get(event) ?? []).filter((known) => listener && known !== listener);
      this.listeners.set(event, left);
    }
  }
  emit(event, ...values) { for (const listener of this.listeners.get(event) ?? []) listener(...values); }
  take(data) {
    if (data.method === "custom" && this.listeners.get("msg:custom")?.length) this.emit("msg:custom", data.content, []);
    else if (data.method === "custom") this.early.push(data.content);
    if (data.method !== "update") return;
    // A new kernel that has no seat yet takes nothing off the screen.
    if (data.state.seat === "" && this.state.seat) for (const key of ["seat", "view", "content", "plan"]) delete data.state[key];
    Object.assign(this.state, data.state);
    for (const key of Object.keys(data.state)) this.emit(`change:${key}`, this, data.state[key]);
    this.emit("change");
  }
}

const widgets = [...document.querySelectorAll(".kit-widget")].map((el) => ({ el, model: new Model(), drawn: false }));
const scripts = new Map();

function script(text) {
  if (text.startsWith("/kit/")) return import(base + text.slice(1)); // our own screens: the browser keeps them
  if (!scripts.has(text)) scripts.set(text, import(URL.createObjectURL(new Blob([text], { type: "text/javascript" }))));
  return scripts.get(text);
}

function dress(css) {
  if (!css || css.startsWith("/* kit.css")) return; // linked by the page already
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

async function draw(widget) {
  if (widget.drawn) return;
  widget.drawn = true;
  dress(widget.model.get("_css"));
  const module = (await script(widget.model.get("_esm"))).default;
  const definition = typeof module === "function" ? await module() : module;
  await definition.initialize?.({ model: widget.model });
  widget.el.replaceChildren();
  await definition.render?.({ model: widget.model, el: widget.el });
}

// --- the socket -------------------------------------------------------------------------------

const socket = {
  kernel: document.body.dataset.kernel,
  line: null,
  heard: 0,
  seated: false, // the kernel has taken this page's ticket
  asked: 0, // when it was last given one
  open() { return this.line?.readyState === WebSocket.OPEN; },
  send(id, data) {
    if (!this.open() || !id) return false;
    this.line.send(pack("shell", commMessage(id, data)));
    return true;
  },
  connect() {
    this.line?.close();
    const address = `${location.origin.replace("http", "ws")}${place}kernels/${this.kernel}/channels?session_id=${session}`;
    const line = new WebSocket(address, PROTOCOL);
    line.binaryType = "arraybuffer";
    this.line = line;
    return new Promise((done, fail) => {
      const late = setTimeout(() => line.close(), 6000);
      line.onopen = () => { clearTimeout(late); this.heard = performance.now(); done(); };
      line.onmessage = ({ data }) => { if (this.line === line) this.take(unpack(data)); };
      line.onclose = () => { clearTimeout(late); fail(new Error("closed")); if (this.line === line) beat(); };
    });
  },
  take({ channel, header, content }) {
    if (channel !== "iopub" || header.msg_type !== "comm_msg") return;
    this.heard = performance.now();
    const widget = widgets.find(({ model }) => model.id === content.comm_id);
    if (!widget) return;
    const said = content.data.method === "custom" && content.data.content?.type;
    if (said === "seated") this.seated = true;
    if (said === "no seat" || said === "unseated") this.seated = false;
    widget.model.take(content.data);
    if (content.data.method === "update" && widget.model.get("_esm")) draw(widget);
  },
};

// --- joining, and joining again ------------------------------------------------------------------

async function post(path, fields = {}) {
  return fetch(place + path, { method: "POST", body: new URLSearchParams(fields) });
}

async function take_places(ids) {
  widgets.forEach(({ model }, n) => { model.id = ids[n]; });
  await socket.connect();
  for (const { model } of widgets) socket.send(model.id, { method: "request_state" });
  await give_ticket();
}

// What seats this page at its kernel. Given again while no answer comes.
async function give_ticket() {
  socket.seated = false;
  socket.asked = performance.now();
  const answer = await post("ticket");
  if (!answer.ok) throw new Error("no ticket");
  const { ticket } = await answer.json();
  for (const { model } of widgets) model.send({ type: "ticket", ticket });
}

// A new kernel for this page: the workbook is asked for again and its widgets are tied to the
// models that stand here already, so that nothing on the screen is drawn afresh.
async function rejoin() {
  const old = socket.kernel;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (answer.status === 410) return gone();
  if (!answer.ok) throw new Error(`answer ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const ids = [...page.querySelectorAll(".kit-widget")].map((el) => el.dataset.model);
  if (ids.length !== widgets.length) return location.reload();
  socket.kernel = document.body.dataset.kernel = page.body.dataset.kernel;
  if (old !== socket.kernel) post(`kernels/${old}/bye`).catch(() => {});
  await take_places(ids);
}

function gone() {
  clearInterval(beating);
  socket.line?.close();
  location.reload(); // the server's own page says it and empties this seat's store
}

// --- the heartbeat ----------------------------------------------------------------------------------

let offset = 0; // seconds the server is ahead of this device
let quickest = Infinity;
let answered = performance.now();
let mending = null;
let blocked = 0;
let lost = "";
let opened = false; // the first connection has stood

async function pulse() {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE - BEAT);
  const from = performance.now();
  try {
    const answer = await fetch(`${place}pulse?kernel=${socket.kernel}`, { signal: control.signal });
    if (answer.status === 403 || answer.status === 410) return { gone: true };
    if (answer.headers.get("Kit-Waits") === "database") return { down: true };
    if (!answer.ok) return null;
    const told = await answer.json();
    const took = performance.now() - from;
    if (took <= quickest + 20) {
      quickest = Math.min(quickest, took);
      offset = told.now + took / 2000 - Date.now() / 1000;
    }
    return told;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

let beatingNow = false;
async function beat() {
  if (beatingNow) return;
  beatingNow = true;
  try {
    for (const { model } of widgets) model.send({ type: "ping" });
    const told = await pulse();
    if (told?.gone) return gone();
    const now = performance.now();
    if (told?.down) return say("database"); // nothing to mend: pages and tickets need it too
    if (told) {
      answered = now;
      for (const { model } of widgets) model.emit("kit:pulse", told);
    }
    const silent = opened && now - socket.heard > PATIENCE;
    if (told && (!told.kernel || !socket.open() || silent)) mend(told.kernel && !silent);
    else if (told && !mending && !socket.seated && now - socket.asked > PATIENCE) give_ticket().catch(() => {});
    say(now - answered > BEAT * 2 || !told && now - answered > BEAT ? "server" : mending || !socket.seated ? "kernel" : "");
  } finally {
    beatingNow = false;
  }
}

function mend(sameKernel) {
  mending ??= (sameKernel && blocked < 2 ? take_places(widgets.map(({ model }) => model.id)) : rejoin())
    .then(() => { blocked = 0; opened = true; })
    .catch(() => { blocked += 1; })
    .finally(() => { mending = null; beat(); });
}

const SENTENCES = {
  server: "The kit cannot be reached. Go on writing: it is kept on this page and sent as soon as the kit is back." + (["127.0.0.1", "localhost"].includes(location.hostname) ? "" : " If the screen at the front shows another address, open it and join your table again there."),
  database: "The database is not answering. What you typed waits on this page. Go on writing, and leave the page open: it is saved as soon as the database is back.",
  kernel: "This page has lost its connection and is opening it again. Go on writing: it is kept here and sent afterwards.",
  blocked: "The kit answers, but this network does not let live pages through. What you write is kept here. Ask the trainer for another network, or for paper.",
};

function say(what) {
  if (what === "kernel" && blocked > 1) what = "blocked";
  if (what === "kernel" && !opened) what = lost; // still opening, and the page says so
  if (what === lost) return;
  const before = lost;
  lost = what;
  document.body.classList.toggle("kit-lost", Boolean(what));
  status.textContent = what ? SENTENCES[what] : before ? "Connected again." : "";
  if (!what) setTimeout(() => { if (!lost) status.textContent = ""; }, 6000);
  for (const { model } of widgets) model.emit("kit:line", !what);
}

// What widgets may ask of the page. In JupyterLab there is none of this, and they do without.
globalThis.kit = {
  base,
  seat: place.split("/").at(-2),
  now: () => Date.now() / 1000 + offset,
  connected: () => !lost,
  post,
  get: (path) => fetch(place + path),
  upload: (path, form) => fetch(place + path, { method: "POST", body: form }),
  place,
};

addEventListener("pagehide", () => { navigator.sendBeacon(`${place}kernels/${socket.kernel}/bye`); });
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
addEventListener("online", beat);

mending = take_places(widgets.map(({ el }) => el.dataset.model))
  .then(() => { blocked = 0; opened = true; })
  .catch(() => { blocked += 1; })
  .finally(() => { mending = null; });
const beating = setInterval(beat, BEAT);
beat();
