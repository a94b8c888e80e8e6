// Building the page. Text goes in as text nodes only: what a document says is never read as markup.

const byId = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";

// An element with attributes and children; a function as attribute is an event listener.
function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(key, value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function replace(id, ...children) {
  byId(id).replaceChildren(...children.flat().filter(Boolean));
}

const chip = (kind) => element("mark", { class: kind }, kind);
const nothing = (text) => element("p", { class: "note empty" }, text);

// A table from column names and rows of cells; cells of columns in `numeric` stand to the right.
function plainTable(caption, columns, rows, numeric = []) {
  const side = (at) => (numeric.includes(at) ? "number" : null);
  return element("table", {},
    caption && element("caption", {}, caption),
    element("thead", {}, element("tr", {}, columns.map((name, at) => element("th", { scope: "col", class: side(at) }, name)))),
    element("tbody", {}, rows.map((cells) => element("tr", {}, cells.map((cell, at) =>
      element(at ? "td" : "th", { scope: at ? null : "row", class: side(at) }, cell ?? ""))))));
}

// Radio buttons in the fieldset `id`; `choose` is called with the value chosen, first with the first one.
function radios(id, options, choose) {
  for (const [at, [value, label]] of options.entries()) {
    const input = element("input", { type: "radio", name: id, value, checked: at === 0, change: () => choose(value) });
    byId(id).append(element("label", {}, input, element("span", {}, label)));
  }
}

// Buttons to leaf through `count` things, `size` a page; `turn` is called with the first thing's number.
function pager(id, count, size, first, word, turn) {
  const last = Math.min(first + size, count);
  const told = count ? `${whole(first + 1)}–${whole(last)} of ${plural(count, ...word)}` : `no ${word[1]}`;
  const button = (label, to, off) => element("button", { type: "button", disabled: off, click: () => turn(to) }, label);
  replace(id,
    element("span", { role: "status" }, told),
    count > size && element("span", { class: "buttons" },
      button("Previous", Math.max(0, first - size), first === 0),
      button("Next", first + size, last >= count)));
}

// The one tooltip: follows the pointer over elements that were given a text here.
const tips = new WeakMap();

function withTip(node, text) {
  tips.set(node, text);
  return node;
}

function showTip(event) {
  const box = byId("tip");
  let node = event.target;
  while (node && !tips.has(node)) node = node.parentNode;
  box.hidden = !node;
  if (!node) return;
  box.textContent = tips.get(node);
  const { width, height } = box.getBoundingClientRect();
  const left = Math.min(event.clientX + 14, window.innerWidth - width - 8);
  const top = event.clientY + height + 24 > window.innerHeight ? event.clientY - height - 10 : event.clientY + 16;
  box.style.left = `${Math.max(4, left)}px`;
  box.style.top = `${top}px`;
}

document.addEventListener("pointermove", showTip);
document.addEventListener("scroll", () => { byId("tip").hidden = true; }, { capture: true, passive: true });
