// What is chosen, and which facts and documents that leaves.

const chosen = { kinds: new Set(KINDS), search: "", person: "", institution: "", municipality: "", from: "", to: "", low: null, high: null, doc: null };
const left = { facts, documents };  // what the filters leave; the charts show these documents

const NAMES = ["person", "institution", "municipality"];
const INPUTS = [...NAMES, "search", "from", "to", "low", "high"];

// A name filter takes part of a name; one that is a whole name of the list takes that name only.
const wholeNames = {};
for (const kind of NAMES) {
  wholeNames[kind] = new Map(facts.filter((f) => f.kind === kind).map((f) => [f.value.toLowerCase(), f.value]));
}

function nameTest(kind) {
  const wanted = chosen[kind].trim().toLowerCase();
  if (!wanted) return null;
  if (wholeNames[kind].has(wanted)) return (f) => f.value.toLowerCase() === wanted;
  return (f) => f.value.toLowerCase().includes(wanted) || (f.acronym || "").toLowerCase() === wanted;
}

// A date fact passes if it overlaps the chosen days; an open or unknown end reaches as far as its other end.
function dateTest() {
  const { from, to } = chosen;
  if (!from && !to) return null;
  return (f) => {
    const first = f.date_start || f.date_end;
    const last = f.date_end || f.date_start;
    return Boolean(first) && (!from || last >= from) && (!to || first <= to);
  };
}

function sumTest() {
  const { low, high } = chosen;
  if (low === null && high === null) return null;
  return (f) => f.amount_eur !== null && (low === null || f.amount_eur >= low) && (high === null || f.amount_eur <= high);
}

// Facts that pass: of their own kind they match, and their document has a match for every other filter.
function applyFilters() {
  const tests = { date: dateTest(), budget: sumTest() };
  for (const kind of NAMES) tests[kind] = nameTest(kind);
  const active = Object.entries(tests).filter(([, test]) => test);
  const words = chosen.search.toLowerCase().split(/\s+/).filter(Boolean);
  const passes = (f) => (!tests[f.kind] || tests[f.kind](f)) && words.every((word) => f.haystack.includes(word));
  const among = documents.filter((one) => (chosen.doc === null || one.number === chosen.doc)
    && active.every(([kind, test]) => one.facts.some((f) => f.kind === kind && test(f))));
  const limited = isLimited();
  left.documents = limited ? among.filter((one) => !words.length || one.facts.some(passes)) : documents;
  left.facts = left.documents.flatMap((one) => one.facts.filter((f) => chosen.kinds.has(f.kind) && passes(f)));
}

// Whether anything but the kinds is chosen: what limits the documents.
function isLimited() {
  return INPUTS.some((name) => chosen[name] !== "" && chosen[name] !== null) || chosen.doc !== null;
}

function readInput(name) {
  const { value } = byId(name);
  if (name !== "low" && name !== "high") return value;
  return value === "" || Number.isNaN(Number(value)) ? null : Number(value);
}

// Set filters from elsewhere on the page: `choose({ person: "…", kinds: ["person"] })`.
function choose(changes) {
  for (const [name, value] of Object.entries(changes)) {
    if (name === "kinds") {
      chosen.kinds = new Set(value);
      for (const box of byId("kinds").querySelectorAll("input")) box.checked = chosen.kinds.has(box.value);
    } else {
      chosen[name] = value;
      if (byId(name) && name !== "doc") byId(name).value = value ?? "";
    }
  }
  refresh();
}

const NO_FILTERS = { kinds: KINDS, search: "", person: "", institution: "", municipality: "", from: "", to: "", low: null, high: null, doc: null };

// Show the facts that have this name, and the charts of the documents that hold it.
function chooseName(kind, name) {
  choose({ ...NO_FILTERS, kinds: [kind], [kind]: name });
  byId("facts").scrollIntoView();
  byId("facts-title").focus({ preventScroll: true });
}

function setUpFilters() {
  const counts = new Map(KINDS.map((kind) => [kind, 0]));
  for (const fact of facts) counts.set(fact.kind, counts.get(fact.kind) + 1);
  replace("kinds", KINDS.map((kind) => {
    const box = element("input", { type: "checkbox", value: kind, checked: true, change: () => {
      if (box.checked) chosen.kinds.add(kind); else chosen.kinds.delete(kind);
      refresh();
    } });
    return element("label", {}, box, chip(kind), element("small", {}, whole(counts.get(kind))));
  }));
  const lists = { person: "persons", institution: "institutions", municipality: "municipalities" };
  for (const kind of NAMES) {
    const names = [...new Set(wholeNames[kind].values())].sort((a, b) => a.localeCompare(b, "bg"));
    replace(lists[kind], names.map((name) => element("option", { value: name })));
  }
  let waiting = 0;
  for (const name of INPUTS) {
    byId(name).addEventListener("input", () => {
      clearTimeout(waiting);  // typing a word filters once, at its end
      waiting = setTimeout(() => { chosen[name] = readInput(name); refresh(); }, 120);
    });
  }
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("clear").addEventListener("click", () => choose(NO_FILTERS));
}
