// Overview, timeline and most named: bars that are buttons, so that they work with keys and filter on a press.

// Horizontal bars. Entries: label, count, style class, press (or none), count in words.
function rowBars(id, entries) {
  const most = Math.max(1, ...entries.map((one) => one.count));
  replace(id, entries.length ? element("ol", { class: "bars" }, entries.map((one) => {
    const bar = element("span", { class: `bar ${one.style || ""}` });
    bar.style.width = `${(100 * one.count) / most}%`;
    const parts = [element("span", { class: "label", lang: one.lang }, one.label), element("span", { class: "track" }, bar),
      element("span", { class: "count" }, whole(one.count))];
    return element("li", {}, one.press
      ? element("button", { type: "button", title: one.told, click: one.press }, parts) : element("div", { title: one.told }, parts));
  })) : nothing("Nothing to show."));
}

// Upright bars over a time axis. Entries: label, tick (text below, or none), count, told, press.
function uprightBars(id, entries) {
  const most = Math.max(1, ...entries.map((one) => one.count));
  const top = niceTop(most);
  const grid = [top, top / 2, 0].filter((at) => Number.isInteger(at)).map((at) => {
    const line = element("span", { class: "line" }, whole(at));
    line.style.bottom = `${(100 * at) / top}%`;
    return line;
  });
  const bars = entries.map((one) => {
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

// The least of 1, 2, 4, 10, 20, 40, 100 … that holds `most`.
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
    ["Projects and contracts", `${short(money)} EUR`],
  ];
  replace("tiles", tiles.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))));
  rowBars("by-kind", KINDS.map((kind) => ({
    label: kind, count: counts.get(kind), style: kind, told: `Show only facts of kind ${kind}`,
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
  const counts = new Map();
  for (const year of years) counts.set(year, (counts.get(year) || 0) + 1);
  const entries = [];
  // A year that is far from all others is a slip; the axis leaves long gaps out.
  for (const year of [...counts.keys()].sort()) {
    const before = entries.length ? Number(entries.at(-1).label) : Number(year);
    for (let gap = before + 1; gap < Number(year) && Number(year) - before < 12; gap += 1) entries.push({ label: String(gap), count: 0, told: "no documents" });
    entries.push({ label: year, count: counts.get(year), told: plural(counts.get(year), "document", "documents") });
  }
  for (const [at, one] of entries.entries()) one.tick = entries.length <= 8 || at % Math.ceil(entries.length / 8) === 0 ? one.label : "";
  uprightBars("by-year", entries);
  if (years.length < total) byId("by-year").append(element("p", { class: "note" }, `${plural(total - years.length, "document tells", "documents tell")} no date of publication.`));
}

let timeUnit = "year";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// Dates with the role event, each at its first day. The axis holds the middle 98 of 100; the rest is told.
function drawTimeline() {
  const starts = left.documents.flatMap((one) => one.facts)
    .filter((f) => f.kind === "date" && f.date_role === "event" && f.date_start).map((f) => f.date_start).sort();
  const cut = starts.length >= 50 ? Math.ceil(starts.length / 100) : 0;
  const kept = starts.slice(cut, starts.length - cut);
  const unit = timeUnit === "year" ? 4 : 7;
  const counts = new Map();
  for (const day of starts) {
    const key = day.slice(0, unit);
    if (kept.length && key >= kept[0].slice(0, unit) && key <= kept.at(-1).slice(0, unit)) counts.set(key, (counts.get(key) || 0) + 1);
  }
  const inside = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const keys = kept.length ? spanOf(kept[0].slice(0, unit), kept.at(-1).slice(0, unit)) : [];
  const apart = Math.max(1, Math.ceil(keys.length / (isNarrow() ? 5 : 14)));
  uprightBars("timeline", keys.map((key, at) => {
    const count = counts.get(key) || 0;
    const [year, month] = key.split("-");
    const tick = month ? (month === "01" || keys.length < 15 ? (keys.length < 15 ? `${MONTHS[month - 1]} ${year}` : year) : "") : (at % apart === 0 ? year : "");
    return { label: month ? `${MONTHS[month - 1]} ${year}` : year, tick, count, told: plural(count, "event", "events"),
      press: () => { choose({ kinds: ["date"], from: `${key}${month ? "-01" : "-01-01"}`, to: lastDay(year, month) }); byId("facts").scrollIntoView(); } };
  }));
  const outside = starts.length - inside;
  replace("time-note", starts.length
    ? `${plural(starts.length, "date of an event", "dates of events")}, each counted at its first day${outside ? `; ${whole(outside)} far before or after the others not drawn` : ""}. A press on a bar shows its dates above.`
    : "No dates of events.");
}

function lastDay(year, month) {
  if (!month) return `${year}-12-31`;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return `${year}-${month}-${last}`;
}

// All years, or months, from the first to the last.
function spanOf(first, last) {
  const keys = [];
  let [year, month] = first.split("-").map(Number);
  for (let key = first; key <= last && keys.length < 2400;) {
    keys.push(key);
    if (month === undefined) year += 1;
    else if (month === 12) { year += 1; month = 1; } else month += 1;
    key = String(year).padStart(4, "0") + (month === undefined ? "" : `-${String(month).padStart(2, "0")}`);
  }
  return keys;
}

const TOP = 15;

// Names of a kind with the documents that hold them, most first.
function mostNamed(kind) {
  const where = new Map();
  for (const one of left.documents) {
    for (const name of new Set(one.facts.filter((f) => f.kind === kind).map((f) => f.value))) {
      if (!where.has(name)) where.set(name, []);
      where.get(name).push(one.number);
    }
  }
  return [...where].sort(([a, x], [b, y]) => y.length - x.length || a.localeCompare(b, "bg"));
}

function drawNames() {
  for (const [id, kind] of [["top-people", "person"], ["top-institutions", "institution"]]) {
    rowBars(id, mostNamed(kind).slice(0, TOP).map(([name, where]) => ({
      label: name, lang: "bg", count: where.length, style: kind, told: `${name}: ${plural(where.length, "document", "documents")}`,
      press: () => chooseName(kind, name),
    })));
  }
}
