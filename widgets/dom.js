// Elements, and a way to draw again without disturbing what somebody is typing.

// h("button", { "data-do": "add", disabled: false }, "Add a line"): attributes only, text as text.
export function h(tag, attributes, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    el.setAttribute(name, value === true ? "" : String(value));
  }
  el.append(...children.flat(4).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return el;
}

// Somebody's words: as text, in their own direction.
export function words(text, tag = "bdi") {
  return h(tag, { dir: "auto", class: "kit-words" }, text);
}

const KEPT = new Set(["open"]); // what the reader opened or closed stays so
const keyOf = (node) => node.nodeType === 1 ? node.getAttribute("data-key") : null;

function patch(from, to) {
  if (from.nodeType === 3) {
    if (from.data !== to.data) from.data = to.data;
    return;
  }
  for (const { name, value } of [...to.attributes]) if (!KEPT.has(name) && from.getAttribute(name) !== value) from.setAttribute(name, value);
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name) && !KEPT.has(name)) from.removeAttribute(name);
  if (from.matches("input[type=checkbox], input[type=radio]")) from.checked = to.hasAttribute("checked");
  if (from.matches("select") && !from.dataset.draft) {
    morph(from, to);
    const chosen = [...to.options].findIndex((option) => option.hasAttribute("selected"));
    if (chosen >= 0 && document.activeElement !== from) from.selectedIndex = chosen;
    return;
  }
  if (from.matches("textarea, [data-own]")) return; // its content is its reader's
  morph(from, to);
}

// Make the children of `from` like those of `to`, keeping the nodes that are there.
export function morph(from, to) {
  const keyed = new Map();
  const kept = new Set(Array.from(to.childNodes, keyOf));
  for (const node of from.childNodes) if (keyOf(node)) keyed.set(keyOf(node), node);
  let next = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const key = keyOf(wanted);
    let node = key ? keyed.get(key) : next;
    while (!key && node && keyOf(node)) node = node.nextSibling;
    if (node && node.nodeType === wanted.nodeType && node.nodeName === wanted.nodeName && keyOf(node) === key) {
      // What goes makes room first: a node that is moved loses the focus and is said again.
      while (next && next !== node && !kept.has(keyOf(next))) {
        const gone = next;
        next = next.nextSibling;
        gone.remove();
      }
      if (node === next) next = next.nextSibling;
      else from.insertBefore(node, next);
      patch(node, wanted);
    } else {
      from.insertBefore(wanted, next);
    }
  }
  while (next) {
    const after = next.nextSibling;
    next.remove();
    next = after;
  }
}

// Draw `parts` into `root`, and leave the focus where it was.
export function redraw(root, parts) {
  const active = root.contains(document.activeElement) ? document.activeElement : null;
  const fresh = document.createElement("div");
  fresh.append(...parts.flat(4).filter(Boolean));
  morph(root, fresh);
  if (active && active !== document.activeElement && active.isConnected) active.focus({ preventScroll: true });
}

export function uid() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

export function plural(n, one, many = `${one}s`) {
  return `${n} ${n === 1 ? one : many}`;
}

export function listed(parts) {
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts.join("");
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
