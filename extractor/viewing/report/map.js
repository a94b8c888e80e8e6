// Municipalities coloured by documents or by money, and the same as a table.

const CLASSES = 5;
const mapChoice = { measure: "documents", role: "total" };
const areas = new Map();  // path by municipality code
const places = new Map(facts.filter((f) => f.kind === "municipality").map((f) => [f.municipality_code, f.value]));

// Sums of one document in euro, each once: the same sum told in levs and in euro counts a single time.
function sumsOf(one, wanted) {
  const seen = [];
  for (const fact of one.facts) {
    if (fact.kind !== "budget" || fact.amount_eur === null || !wanted(fact)) continue;
    const same = seen.some((other) => other.currency !== fact.currency
      && Math.abs(other.amount_eur - fact.amount_eur) <= Math.max(1, 0.001 * other.amount_eur));
    if (!same) seen.push(fact);
  }
  return seen;
}

const sumOf = (one, wanted) => sumsOf(one, wanted).reduce((sum, fact) => sum + fact.amount_eur, 0);
const codesOf = (one) => [...new Set(one.facts.filter((f) => f.kind === "municipality").map((f) => f.municipality_code))];

// Documents and euro by municipality code.
function byPlace(wanted) {
  const found = new Map();
  for (const one of left.documents) {
    const codes = codesOf(one);
    if (!codes.length) continue;
    const euro = sumOf(one, wanted);
    for (const code of codes) {
      const entry = found.get(code) || { documents: 0, euro: 0 };
      entry.documents += 1;
      entry.euro += euro;
      found.set(code, entry);
    }
  }
  return found;
}

// Upper bounds of at most five classes with about equally many municipalities each.
function classBounds(values, round) {
  const ordered = [...values].sort((a, b) => a - b);
  const bounds = [];
  for (let at = 1; at <= CLASSES; at += 1) {
    const value = ordered[Math.ceil((at * ordered.length) / CLASSES) - 1];
    if (value === undefined) continue;
    const bound = at === CLASSES ? ordered.at(-1) : round(value);
    if (!bounds.length || bound > bounds.at(-1)) bounds.push(bound);
  }
  return bounds;
}

// Two significant digits, upwards: bounds one can read.
function readable(value) {
  const size = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return Math.ceil(value / size) * size;
}

function setUpMap() {
  const { width, height } = DATA.map;
  const shapes = DATA.map.areas.map(([code, name, path]) => {
    const area = svg("path", { d: path, "data-code": code, click: () => chooseName("municipality", places.get(code)) });
    areas.set(code, area);
    if (!places.has(code)) places.set(code, name);
    return area;
  });
  replace("map", svg("svg", { viewBox: `-4 -4 ${width + 8} ${height + 8}`, role: "img", "aria-labelledby": "map-note" }, shapes),
    element("figcaption", { id: "legend", class: "legend" }));
  radios("map-measure", [["documents", "Documents"], ["euro", "Euro"]], (value) => { mapChoice.measure = value; drawMap(); });
  const roles = [...new Set(facts.filter((f) => f.kind === "budget").map((f) => f.amount_role))];
  const ordered = [["total", "of projects and contracts"], ["eu", "from the EU or donors"], ["national", "from the state"], ["own", "of own part"],
    ["price", "of prices"], ["pay", "of pay and aid"], ["penalty", "of penalties"], ["revenue", "of revenue"], ["other", "of other roles"]];
  byId("map-role").append(...ordered.filter(([role]) => role === "total" || roles.includes(role)).map(([role, label]) => element("option", { value: role }, label)));
  byId("map-role").addEventListener("change", (event) => { mapChoice.role = event.target.value; drawMap(); });
}

function drawMap() {
  const { measure, role } = mapChoice;
  const found = byPlace((f) => f.amount_role === role);
  const values = [...found.values()].map((entry) => entry[measure]).filter((value) => value > 0);
  const bounds = classBounds(values, measure === "euro" ? readable : Math.ceil);
  const steps = CLASSES - bounds.length;  // few classes take the strong end of the scale
  const classOf = (value) => (value > 0 ? 1 + steps + bounds.findIndex((bound) => value <= bound) : 0);
  const told = (entry) => `${plural(entry?.documents || 0, "document", "documents")}${measure === "euro" ? `, ${number(Math.round(entry?.euro || 0))} EUR` : ""}`;
  for (const [code, area] of areas) {
    const entry = found.get(code);
    area.setAttribute("class", `area c${classOf(entry?.[measure] || 0)}`);
    withTip(area, `${places.get(code)}\n${told(entry)}`);
  }
  drawLegend(bounds, steps, measure, found);
  byId("map-role-label").hidden = measure !== "euro";
  const top = [...found].sort(([, a], [, b]) => b[measure] - a[measure]);
  const what = measure === "euro" ? "Sums in euro; a sum counts for every municipality that its document names" : "Documents that name the municipality or a settlement in it";
  byId("map-note").textContent = `${what}. ${whole(values.length)} of ${whole(areas.size)} municipalities.`;
  rowBars("map-top", top.filter(([, entry]) => entry[measure] > 0).slice(0, TOP).map(([code, entry]) => ({
    label: places.get(code), lang: "bg", count: entry[measure], write: measure === "euro" ? short : whole, told: told(entry),
    press: () => chooseName("municipality", places.get(code)),
  })));
  replace("map-table", plainTable("", ["Municipality", "Documents", "Euro"], top.map(([code, entry]) => [
    element("button", { type: "button", class: "link", lang: "bg", click: () => chooseName("municipality", places.get(code)) }, places.get(code)),
    whole(entry.documents), number(entry.euro)]), [1, 2]));
}

function drawLegend(bounds, steps, measure, found) {
  const write = measure === "euro" ? short : whole;
  const key = (level, label) => element("span", {}, svg("svg", { viewBox: "0 0 20 14", "aria-hidden": "true" }, svg("rect", { width: 20, height: 14, class: `area c${level}` })), label);
  const ranges = bounds.map((bound, at) => {
    const least = measure === "euro" ? (at ? bounds[at - 1] : 0) : (at ? bounds[at - 1] + 1 : 1);
    if (measure === "euro") return at ? `${write(least)} – ${write(bound)}` : `up to ${write(bound)}`;
    return least === bound ? write(bound) : `${write(least)}–${write(bound)}`;
  });
  replace("legend", element("strong", {}, measure === "euro" ? "EUR" : "Documents"), key(0, "none"),
    ranges.map((label, at) => key(1 + steps + at, label)), found.size === 0 && " Nothing to show.");
}
