// The table of facts: sorted, a page at a time, walked through with the arrow keys.

const PAGE = 100;
const order = { column: null, down: false };
let page = [];
let firstRow = 0;

// name, text of the cell, key to sort by
const COLUMNS = [
  ["Kind", (f) => chip(f.kind), (f) => KINDS.indexOf(f.kind)],
  ["Value", (f) => f.shown, (f) => f.amount_eur ?? f.count_min ?? f.count_max ?? f.value],
  ["Details", (f) => f.details, (f) => f.details],
  ["In the text", (f) => f.text, (f) => f.text],
  ["Document", (f) => documents[f.doc].label, (f) => documents[f.doc].label],
  ["Confidence", (f) => percent(f.confidence), (f) => f.confidence],
];

function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function sorted(rows) {
  if (order.column === null) return rows;
  const key = COLUMNS[order.column][2];
  const keyed = rows.map((f) => [key(f) ?? "", f]);
  keyed.sort(([a, f], [b, g]) => (order.down ? compare(b, a) : compare(a, b)) || f.number - g.number);
  return keyed.map(([, f]) => f);
}

function setUpTable() {
  const heads = COLUMNS.map(([name], at) => element("th", { scope: "col", class: name === "Confidence" ? "number" : null },
    element("button", { type: "button", click: () => sortBy(at) }, name)));
  byId("table").tHead.rows[0].replaceChildren(...heads);
}

// A first press sorts upwards, a second downwards, a third gives the order of the documents again.
function sortBy(at) {
  if (order.column !== at) Object.assign(order, { column: at, down: false });
  else if (!order.down) order.down = true;
  else Object.assign(order, { column: null, down: false });
  byId("table").querySelectorAll("th").forEach((head, i) => {
    if (i === order.column) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
  drawTable();
}

function drawTable(first = 0) {
  firstRow = first;
  const rows = sorted(left.facts);
  page = rows.slice(first, first + PAGE);
  byId("table").tBodies[0].replaceChildren(...page.map(rowOf));
  if (!page.length) {
    const told = facts.length ? "No fact passes the filters." : "This run found no facts.";
    byId("table").tBodies[0].append(element("tr", {}, element("td", { colspan: COLUMNS.length }, nothing(told))));
  }
  pager("pager", rows.length, PAGE, first, ["fact", "facts"], (to) => { drawTable(to); byId("scroll").scrollTop = 0; });
  markCurrentRow();
}

function rowOf(fact, at) {
  const cells = COLUMNS.map(([name, content]) => {
    if (name === "Value") {
      const opener = element("button", { type: "button", tabindex: at ? -1 : 0, lang: "bg" }, content(fact));
      return element("th", { scope: "row", "data-name": name }, opener);
    }
    const plainEnglish = name === "Kind" || name === "Confidence";
    return element("td", { "data-name": name, lang: plainEnglish ? null : "bg", class: name === "Confidence" ? "number" : null },
      plainEnglish ? content(fact) : element("div", { class: "clamp" }, content(fact)));
  });
  return element("tr", { "data-fact": fact.number, click: (event) => openRow(event.currentTarget) }, cells);
}

function openRow(row) {
  focusRow(row);
  showFact(facts[row.dataset.fact]);
  markCurrentRow();
}

function markCurrentRow() {
  for (const row of byId("table").tBodies[0].rows) {
    if (shown.fact && row.dataset.fact === String(shown.fact.number)) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

// One row is in the tab order: the last one that was reached.
function focusRow(row) {
  for (const other of byId("table").querySelectorAll("tbody button[tabindex='0']")) other.tabIndex = -1;
  const opener = row.querySelector("button");
  opener.tabIndex = 0;
  opener.focus({ preventScroll: true });
  const frame = byId("scroll").getBoundingClientRect();
  const head = byId("table").tHead.getBoundingClientRect().height;
  const { top, bottom } = row.getBoundingClientRect();
  if (isNarrow()) row.scrollIntoView({ block: "nearest" });
  else if (top < frame.top + head) byId("scroll").scrollTop -= frame.top + head - top;
  else if (bottom > frame.bottom) byId("scroll").scrollTop += bottom - frame.bottom;
}

// Row `at` of the whole filtered table, leafing if it stands on another page.
function goTo(at) {
  const count = left.facts.length;
  const wanted = Math.max(0, Math.min(count - 1, at));
  const start = Math.floor(wanted / PAGE) * PAGE;
  if (start !== firstRow) drawTable(start);
  focusRow(byId("table").tBodies[0].rows[wanted - firstRow]);
}

byId("table").addEventListener("keydown", (event) => {
  const row = event.target.closest("tbody tr[data-fact]");
  if (!row) return;
  const at = firstRow + row.sectionRowIndex;
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10, Home: 0, End: left.facts.length - 1 };
  if (event.key in moves) goTo(moves[event.key]);
  else if (event.key === "ArrowRight") {
    openRow(row);
    const [mark] = marksOf(shown.fact);
    if (mark) focusMark(mark); else reader.focus();
  } else return;
  event.preventDefault();
});
