// Who appears with whom: a matrix of the names that share most documents.

const SIDE = 25;  // names in the matrix
const PAIRS = 15;  // pairs in the list beside it
const NAMES_COMPARED = 3000;  // the most named ones; keeps a press on a filter quick
const CROWD = 200;  // a document with more names says nothing of any two of them
let togetherKind = "both";

const KIND_CHOICES = [["both", "Both"], ["person", "People"], ["institution", "Institutions"]];

// Pairs of names with the number of documents that name both, closest first. Counted document by document.
function closestPairs() {
  const kinds = togetherKind === "both" ? ["person", "institution"] : [togetherKind];
  const names = kinds.flatMap(mostNamed).sort((a, b) => b.where.size - a.where.size).slice(0, NAMES_COMPARED);
  const inside = new Map();
  names.forEach((one, at) => {
    for (const doc of one.where) inside.set(doc, [...(inside.get(doc) || []), at]);
  });
  const counts = new Map();
  for (const here of inside.values()) {
    if (here.length > CROWD) continue;
    for (let i = 0; i < here.length; i += 1) {
      for (let j = i + 1; j < here.length; j += 1) {
        const key = here[i] * NAMES_COMPARED + here[j];
        counts.set(key, (counts.get(key) || 0) + 1);
      }
    }
  }
  const pairs = [...counts].map(([key, count]) => ({ a: names[Math.floor(key / NAMES_COMPARED)], b: names[key % NAMES_COMPARED], count }));
  const known = (pair) => pair.a.where.size + pair.b.where.size;
  return pairs.sort((x, y) => y.count - x.count || known(y) - known(x));
}

function shared(a, b) {
  let count = 0;
  for (const doc of a.where) if (b.where.has(doc)) count += 1;
  return count;
}

// Neighbours in the matrix are those that share most: next comes always the closest to the last one.
function sideBySide(names) {
  const rest = [...names];
  const found = rest.splice(0, 1);
  while (rest.length) {
    const last = found.at(-1);
    let best = 0;
    for (let at = 1; at < rest.length; at += 1) if (shared(last, rest[at]) > shared(last, rest[best])) best = at;
    found.push(...rest.splice(best, 1));
  }
  return found;
}

function drawTogether() {
  const pairs = closestPairs();
  if (!pairs.length) {
    replace("matrix", nothing("No two names stand in one document."));
    replace("pairs");
    byId("together-note").textContent = "";
    return;
  }
  const closest = new Set();
  for (const { a, b } of pairs) {
    if (closest.size < SIDE) closest.add(a);
    if (closest.size < SIDE) closest.add(b);
    else break;
  }
  const top = sideBySide([...closest]);
  const counts = top.map((a) => top.map((b) => (a === b ? 0 : shared(a, b))));
  const most = Math.max(1, ...counts.flat());
  // Where no pair shares more than a document or two the scale stays pale.
  const level = (count) => (count ? Math.ceil((CLASSES * count) / Math.max(most, 3)) : 0);
  const head = element("tr", {}, element("td"), element("td"), top.map((one, at) => withTip(element("th", { scope: "col", "aria-label": one.name }, String(at + 1)), one.name)));
  const rows = top.map((a, i) => element("tr", {},
    element("th", { scope: "row", lang: "bg" }, element("button", { type: "button", class: "link", title: a.name, click: () => chooseName(a.kind, a.name) }, a.name)),
    element("td", { class: "number" }, String(i + 1)),
    top.map((b, j) => {
      if (i === j) return element("td", { class: "self" });
      const count = counts[i][j];
      return withTip(element("td", { class: `area c${level(count)}` }, count ? String(count) : ""), `${a.name}\n${b.name}\n${count ? plural(count, "document", "documents") : "never together"}`);
    })));
  replace("matrix", element("table", { class: "matrix" }, element("caption", { class: "hidden" }, "Number of documents that name both"), element("thead", {}, head), element("tbody", {}, rows)));
  byId("together-note").textContent = "The names that share most documents. Each number counts the documents that name both.";
  const cell = (one) => element("button", { type: "button", class: "link", lang: "bg", click: () => chooseName(one.kind, one.name) }, one.name);
  replace("pairs", plainTable("The closest pairs", ["Name", "With", "Documents"], pairs.slice(0, PAIRS).map(({ a, b, count }) => [cell(a), cell(b), whole(count)]), [2]));
}
