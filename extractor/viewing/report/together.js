// Who appears with whom: a matrix of the names that share most documents.

const SIDE = 25;
let togetherKind = "person";

const KIND_CHOICES = [["person", "People"], ["institution", "Institutions"], ["both", "Both"]];

// Names with the documents they stand in; of equal ones those that keep company first.
function company() {
  const kinds = togetherKind === "both" ? ["person", "institution"] : [togetherKind];
  const all = kinds.flatMap((kind) => mostNamed(kind).map(([name, where]) => ({ name, kind, where: new Set(where) })));
  const crowd = new Map();
  for (const one of all) for (const doc of one.where) crowd.set(doc, (crowd.get(doc) || 0) + 1);
  for (const one of all) one.met = [...one.where].reduce((sum, doc) => sum + crowd.get(doc) - 1, 0);
  return all.filter((one) => one.met > 0).sort((a, b) => b.where.size - a.where.size || b.met - a.met || a.name.localeCompare(b.name, "bg"));
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
  const names = company();
  const top = sideBySide(names.slice(0, SIDE));
  if (top.length < 2) {
    replace("matrix", nothing("No two names stand in one document."));
    replace("pairs");
    byId("together-note").textContent = "";
    return;
  }
  const counts = top.map((a) => top.map((b) => (a === b ? 0 : shared(a, b))));
  const most = Math.max(1, ...counts.flat());
  const level = (count) => (count ? Math.max(1, Math.ceil((CLASSES * count) / most)) : 0);
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
  byId("together-note").textContent = `The ${whole(top.length)} most named of ${whole(names.length)} that share a document with another; each number counts documents that name both.`;
  drawPairs(names);
}

// The pairs that share most documents, also beyond the matrix. Counted by document, so that it stays quick.
function drawPairs(names) {
  const inside = new Map();
  names.slice(0, 2000).forEach((one, at) => {
    for (const doc of one.where) inside.set(doc, [...(inside.get(doc) || []), at]);
  });
  const pairs = new Map();
  for (const here of inside.values()) {
    if (here.length > 200) continue;  // a list of hundreds of names says nothing of any two
    for (let i = 0; i < here.length; i += 1) {
      for (let j = i + 1; j < here.length; j += 1) {
        const key = here[i] * 2000 + here[j];
        pairs.set(key, (pairs.get(key) || 0) + 1);
      }
    }
  }
  const top = [...pairs].sort(([a, x], [b, y]) => y - x || a - b).slice(0, 50);
  const name = (at) => element("span", { lang: "bg" }, names[at].name);
  replace("pairs", plainTable("", ["Name", "With", "Documents"], top.map(([key, count]) => [name(Math.floor(key / 2000)), name(key % 2000), whole(count)]), [2]));
}
