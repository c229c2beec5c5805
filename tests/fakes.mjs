// Just enough of a browser and of a widget's model to run the shared scripts in node.

export class FakeModel {
  sent = [];
  listeners = new Map();
  on(event, listener) { this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]); }
  off(event, listener) { this.listeners.set(event, (this.listeners.get(event) ?? []).filter((known) => known !== listener)); }
  send(content) { this.sent.push(content); }
  hears(message) { for (const listener of this.listeners.get("msg:custom") ?? []) listener(message); }
}

// A store as browsers have it: what is kept stands as own keys of the object.
export function fakeStore() {
  const store = {};
  Object.defineProperties(store, {
    getItem: { value: (key) => (key in store ? store[key] : null) },
    setItem: { value: (key, value) => { store[key] = String(value); } },
    removeItem: { value: (key) => { delete store[key]; } },
  });
  return store;
}

export function refusingStore() {
  const refuse = () => { throw new Error("the store is closed"); };
  return { getItem: refuse, setItem: refuse, removeItem: refuse };
}

// Elements that only know what they are made of.
export class FakeElement {
  constructor(tag) { this.tag = tag; this.attributes = {}; this.children = []; this.listeners = {}; }
  setAttribute(name, value) { this.attributes[name] = String(value); }
  append(...children) { this.children.push(...children); }
  cloneNode() { const copy = new FakeElement(this.tag); Object.assign(copy.attributes, this.attributes); copy.append(...this.children.map((child) => child.cloneNode?.() ?? child)); return copy; }
  addEventListener(type, listener) { this.listeners[type] = listener; }
  get all() { return this.children.flatMap((child) => (child instanceof FakeElement ? [child, ...child.all] : [])); }
  get text() { return this.children.map((child) => (child instanceof FakeElement ? child.text : child)).join(""); }
  find(tag) { return this.all.filter((el) => el.tag === tag); }
  classed(name) { return this.all.filter((el) => (el.attributes.class ?? "").split(" ").includes(name)); }
}
