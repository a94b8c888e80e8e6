// Overview, timeline and most named: bars that are buttons, so that they work with keys and filter on a press.

// Horizontal bars. Entries: label, count, style class, press (or none), count in words.
function rowBars(id, entries) {
  const most = Math.max(1, ...entries.map((one) => one.count));
  replace(id, entries.length ? element("ol", { class: "bars" }, entries.map((one) => {
    const bar = element("span", { class: `bar ${one.style || ""}` });
    bar.style.width = `${(100 * one.count) / most}%`;
    const parts = [element("span", { class: "label", lang: one.lang }, one.node || one.label), element("span", { class: "track" }, bar),
      element("span", { class: "count" }, (one.write || whole)(one.count))];
    return element("li", {}, one.press
      ? element("button", { type: "button", title: one.told, click: one.press }, parts) : element("div", { title: one.told }, parts));
  })) : nothing("Nothing to show."));
}

const GAP = Symbol("a long stretch of time in which nothing happens");

// All years or months from the first key to the last; long stretches without any are one GAP.
function timeAxis(keys) {
  const axis = [];
  for (const key of [...new Set(keys)].sort()) {
    const before = axis.at(-1);
    const between = before === undefined ? [] : keysBetween(before, key);
    if (between.length > (key.length === 4 ? 9 : 23)) axis.push(GAP);
    else axis.push(...between);
    axis.push(key);
  }
  return axis;
}

function keysBetween(first, last) {
  const keys = [];
  let [year, month] = first.split("-").map(Number);
  while (keys.length < 100) {
    if (month === undefined) year += 1;
    else [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
    const key = String(year).padStart(4, "0") + (month === undefined ? "" : `-${String(month).padStart(2, "0")}`);
    if (key >= last) break;
    keys.push(key);
  }
  return keys;
}

const tally = (keys) => keys.reduce((counts, key) => counts.set(key, (counts.get(key) || 0) + 1), new Map());

// Upright bars over a time axis. Entries: label, tick (text below, or none), count, told, press; or GAP.
function uprightBars(id, entries) {
  const top = niceTop(Math.max(1, ...entries.map((one) => one.count || 0)));
  const grid = [top, top / 2, 0].filter((at) => Number.isInteger(at)).map((at) => {
    const line = element("span", { class: "line" }, whole(at));
    line.style.bottom = `${(100 * at) / top}%`;
    return line;
  });
  const bars = entries.map((one) => {
    if (one === GAP) return withTip(element("span", { class: "gap", role: "img", "aria-label": "years without any" }, "⋯"), "years without any");
    const bar = element("span", { class: "bar" });
    bar.style.height = `${(100 * one.count) / top}%`;
    const parts = [element("span", { class: "space" }, bar), element("span", { class: "tick" }, one.tick || "")];
    const told = `${one.label}: ${one.told}`;
    return withTip(one.press && one.count
      ? element("button", { type: "button", "aria-label": told, click: one.press }, parts)
      : element("span", { class: "slot", "aria-label": told, role: "img" }, parts), told);
  });
  replace(id, entries.length
    ? element("div", { class: "upright" }, element("div", { class: "grid", "aria-hidden": "true" }, grid), element("div", { class: "columns" }, bars))
    : nothing("Nothing to show."));
}

// The least of 1, 2, 4, 6, 10, 20, 40, 60, 100 … that holds `most`.
function niceTop(most) {
  for (let size = 1; ; size *= 10) {
    for (const step of [1, 2, 4, 6]) if (step * size >= most) return step * size;
  }
}

function drawOverview() {
  const docs = left.documents;
  const failed = docs.filter((one) => one.error);
  const counts = new Map(KINDS.map((kind) => [kind, 0]));
  for (const one of docs) for (const fact of one.facts) counts.set(fact.kind, counts.get(fact.kind) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const years = docs.map(yearOf).filter(Boolean).sort();
  const money = docs.reduce((sum, one) => sum + sumOf(one, (f) => f.amount_role === "total"), 0);
  const tiles = [
    ["Documents", whole(docs.length)],
    ["Failed inputs", whole(failed.length)],
    ["Facts", whole(total)],
    ["Facts per document", docs.length ? number(Math.round((10 * total) / docs.length) / 10) : "–"],
    ["Published", years.length ? (years[0] === years.at(-1) ? years[0] : `${years[0]}–${years.at(-1)}`) : "–"],
    ["Projects and contracts, EUR", short(money)],
  ];
  replace("tiles", tiles.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))));
  rowBars("by-kind", KINDS.map((kind) => ({
    label: kind, node: chip(kind), count: counts.get(kind), told: `Show only facts of kind ${kind}`,
    press: () => { choose({ kinds: [kind] }); byId("facts").scrollIntoView(); },
  })));
  drawYears(years, docs.length);
  const box = byId("failed");
  box.hidden = !failed.length;
  if (failed.length) {
    box.querySelector("summary").textContent = plural(failed.length, "failed input", "failed inputs");
    box.querySelector("div").replaceChildren(plainTable("", ["Input", "What is wrong"], failed.map((one) => [one.path || one.doc_id, one.error])));
  }
}

const yearOf = (one) => (one.published ? one.published.slice(0, 4) : null);

function drawYears(years, total) {
  const counts = tally(years);
  const axis = timeAxis(years);
  const apart = Math.ceil(axis.length / 8);
  uprightBars("by-year", axis.map((year, at) => (year === GAP ? GAP : {
    label: year, tick: at % apart === 0 ? year : "", count: counts.get(year) || 0, told: plural(counts.get(year) || 0, "document", "documents"),
  })));
  if (years.length < total) byId("by-year").append(element("p", { class: "note" }, `${plural(total - years.length, "document tells", "documents tell")} no date of publication.`));
}

let timeUnit = "year";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// Dates with the role event, each at its first day.
function drawTimeline() {
  const starts = left.documents.flatMap((one) => one.facts)
    .filter((f) => f.kind === "date" && f.date_role === "event" && f.date_start).map((f) => f.date_start);
  const keys = starts.map((day) => day.slice(0, timeUnit === "year" ? 4 : 7));
  const counts = tally(keys);
  const axis = timeAxis(keys);
  const apart = Math.ceil(axis.length / (isNarrow() ? 5 : 14));
  let since = apart;
  uprightBars("timeline", axis.map((key) => {
    if (key === GAP) return GAP;
    const count = counts.get(key) || 0;
    const [year, month] = key.split("-");
    const label = month ? `${MONTHS[month - 1]} ${year}` : year;
    since += 1;
    // Of months only January is marked where there are many.
    const marked = since >= apart && (!month || month === "01" || axis.length < 15);
    if (marked) since = 0;
    return { label, tick: marked ? (month && axis.length >= 15 ? year : label) : "", count, told: plural(count, "event", "events"),
      press: () => { choose({ kinds: ["date"], from: month ? `${key}-01` : `${key}-01-01`, to: lastDay(year, month) }); byId("facts").scrollIntoView(); } };
  }));
  byId("time-note").textContent = starts.length
    ? `${plural(starts.length, "date of an event", "dates of events")}, each counted at its first day. A press on a bar shows its dates in the table.` : "";
}

function lastDay(year, month) {
  if (!month) return `${year}-12-31`;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return `${year}-${month}-${last}`;
}

const TOP = 15;

// Names of a kind with the documents that hold them and how often they are mentioned, most first.
function mostNamed(kind) {
  const found = new Map();
  for (const one of left.documents) {
    // A person with several positions has several facts, each with the mentions of the person.
    const here = new Map(one.facts.filter((f) => f.kind === kind).map((f) => [f.value, f.n_mentions]));
    for (const [name, mentions] of here) {
      if (!found.has(name)) found.set(name, { name, kind, where: new Set(), mentions: 0 });
      const entry = found.get(name);
      entry.where.add(one.number);
      entry.mentions += mentions;
    }
  }
  return [...found.values()].sort((a, b) => b.where.size - a.where.size || b.mentions - a.mentions || a.name.localeCompare(b.name, "bg"));
}

// Counted in documents; where no name stands in two of them, in mentions.
function drawNames() {
  for (const [id, kind, word] of [["top-people", "person", "People"], ["top-institutions", "institution", "Institutions"]]) {
    const names = mostNamed(kind);
    const apart = names.every((one) => one.where.size === 1);
    byId(id).parentNode.querySelector("figcaption").textContent = `${word}, by ${apart ? "mentions" : "documents"}`;
    rowBars(id, names.slice(0, TOP).map((one) => ({
      label: one.name, lang: "bg", count: apart ? one.mentions : one.where.size,
      told: `${one.name}: ${plural(one.where.size, "document", "documents")}, ${plural(one.mentions, "mention", "mentions")}`,
      press: () => chooseName(kind, one.name),
    })));
  }
}
