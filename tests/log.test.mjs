import assert from "node:assert/strict";
import { test } from "node:test";
import { Keeper } from "../widgets/logkeeping.js";

for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
  Object.defineProperty(globalThis, name, { configurable: true, get() { throw new Error(`${name} is not for the log`); } });
}

// A log whose answers are given by hand.
function fakeLog() {
  const log = {
    open: true, tab: "tab-1", asked: [], said: [], errors: new Map(), book: { drafts: {} },
    root: { querySelectorAll: () => [] },
    draw() {},
    announce(text) { log.said.push(text); },
    ask: (type, body) => new Promise((done, fail) => log.asked.push({ type, body, done, fail })),
  };
  log.keeper = new Keeper(log);
  return log;
}

const field = (value) => ({ dataset: { words: "field/words" }, value });
const turn = () => new Promise((done) => setImmediate(done));

function writing() {
  const log = fakeLog();
  log.keeper.put({ model: "free" });
  return log;
}

test("nothing is sent before something is written", async () => {
  const log = writing();
  log.keeper.typed(field("  "));
  await log.keeper.flush();
  assert.equal(log.asked.length, 0);
  clearTimeout(log.keeper.timer);
});

test("what is typed while a saving is under way is saved after it, on the version that came", async () => {
  const log = writing();
  log.keeper.typed(field("one"));
  const flushed = log.keeper.flush();
  await turn();
  assert.equal(log.asked[0].body.on, 0);
  log.keeper.typed(field("one, two"));
  const { draft } = log.asked[0].body;
  log.asked[0].done({ draft, version: 1, at: 1 });
  await turn();
  assert.ok(log.keeper.waits);
  assert.deepEqual([log.asked[1].body.draft, log.asked[1].body.on, log.asked[1].body.written.fields.words], [draft, 1, "one, two"]);
  log.asked[1].done({ draft, version: 2, at: 2 });
  await flushed;
  assert.ok(!log.keeper.waits);
  clearTimeout(log.keeper.timer);
});

test("what was not answered waits, and is sent again under the same name", async () => {
  const log = writing();
  log.keeper.typed(field("kept on the page"));
  const flushed = log.keeper.flush();
  await turn();
  log.asked[0].fail(Object.assign(new Error("the connection broke"), { lost: true }));
  await flushed;
  assert.ok(log.keeper.waits);
  log.open = false; // another process, which knows no passphrase
  await log.keeper.flush();
  assert.equal(log.asked.length, 1);
  log.open = true;
  log.keeper.again();
  await turn();
  assert.equal(log.asked[1].body.draft, log.asked[0].body.draft);
  assert.equal(log.keeper.editing.fields.words, "kept on the page");
  clearTimeout(log.keeper.timer);
});

test("words that another tab came before are told of, and go on under a name of their own", async () => {
  const log = writing();
  log.keeper.typed(field("mine"));
  const flushed = log.keeper.flush();
  await turn();
  log.asked[0].done({ draft: "spare", version: 1, at: 1 });
  await flushed;
  assert.equal(log.keeper.editing.id, "spare");
  assert.match(log.said.at(-1), /Another tab has changed this draft/);
  clearTimeout(log.keeper.timer);
});

test("what another tab has kept is followed only when nothing here waits", () => {
  const log = writing();
  Object.assign(log.keeper.editing, { id: "d", version: 1 });
  const theirs = { id: "d", version: 2, by: "tab-2", model: "free", title: "", fields: { words: "theirs" }, intents: [], kind: "entry" };
  log.book.drafts.d = theirs;
  log.keeper.editing.fields.words = "mine";
  log.keeper.follow();
  assert.equal(log.keeper.editing.fields.words, "mine");
  log.keeper.editing.saved = log.keeper.text();
  log.keeper.follow();
  assert.equal(log.keeper.editing.fields.words, "theirs");
  delete log.book.drafts.d;
  log.keeper.follow();
  assert.equal(log.keeper.editing, null);
  assert.match(log.errors.get("page"), /put away or erased in another tab/);
});

test("another draft is not opened over words that are not saved", async () => {
  const log = writing();
  log.open = false;
  log.keeper.typed(field("not saved"));
  assert.equal(await log.keeper.free(), false);
  assert.match(log.errors.get("page"), /not saved yet/);
  clearTimeout(log.keeper.timer);
});
