// The run as objects: `documents`, `facts`, and the words for them.

const DATA = JSON.parse(document.getElementById("data").textContent);
const KINDS = DATA.kinds;

// One object a fact: its number, document and kind, and the columns of its kind by name.
const facts = DATA.facts.map(([doc, kindNumber, ...cells], number) => {
  const kind = KINDS[kindNumber];
  const fact = { number, doc, kind };
  DATA.columns[kind].forEach((name, at) => {
    const cell = cells[at];
    fact[name] = cell === null || DATA.numbers.includes(name) ? cell : DATA.strings[cell];
  });
  return fact;
});

const documents = DATA.documents.map((cells, number) => {
  const one = { number, facts: [] };
  DATA.document.forEach((name, at) => { one[name] = cells[at]; });
  one.label = one.title || one.doc_id;
  return one;
});
for (const fact of facts) documents[fact.doc].facts.push(fact);

// Two municipalities are called Бяла; such names get their district, so that they stay two.
const namesakes = DATA.map.areas.map(([, name]) => name).filter((name, at, all) => all.indexOf(name) !== at);
for (const fact of facts) {
  if (fact.kind === "municipality" && namesakes.includes(fact.value)) fact.value += ` (${fact.district})`;
}

// Bulgarian form of numbers: "1 234,56".
const NUMBER = new Intl.NumberFormat("bg-BG", { maximumFractionDigits: 2, useGrouping: "always" });
const WHOLE = new Intl.NumberFormat("bg-BG", { maximumFractionDigits: 0, useGrouping: "always" });
const number = (value) => NUMBER.format(value);
const whole = (value) => WHOLE.format(value);
const SHORT = [[1e9, "млрд."], [1e6, "млн."], [1e3, "хил."]];

// "2,5 млн." for axes and legends.
function short(value) {
  const [size, word] = SHORT.find(([least]) => value >= least) || [1, ""];
  const digits = new Intl.NumberFormat("bg-BG", { maximumSignificantDigits: 3, useGrouping: "always" });
  return `${digits.format(value / size)}${word && "\u00a0" + word}`;
}

function plural(count, one, many) {
  return `${whole(count)} ${count === 1 ? one : many}`;
}

const ROLES = { eu: "EU or donor", own: "own part" };
const roleName = (role) => ROLES[role] || role;

// What a fact says in one cell; numbers in Bulgarian form.
function valueOf(fact) {
  if (fact.kind === "budget") return `${interval(fact.amount_min, fact.amount_max)} ${fact.currency}`;
  if (fact.kind === "participants") return (fact.count_approx ? "около " : "") + interval(fact.count_min, fact.count_max);
  return fact.value;
}

function interval(low, high) {
  if (low === high) return low === null ? "?" : number(low);
  if (low === null) return `до ${number(high)}`;
  return high === null ? `над ${number(low)}` : `${number(low)} – ${number(high)}`;
}

// What is known beside the value, in one line.
function detailsOf(fact) {
  const parts = {
    date: () => [fact.date_role],
    person: () => [fact.title, fact.role, fact.unit, fact.org],
    institution: () => [fact.acronym, fact.institution_type],
    participants: () => [fact.count_of],
    municipality: () => [fact.district && `обл. ${fact.district}`, fact.basis],
    budget: () => [roleName(fact.amount_role), fact.currency !== "EUR" && fact.amount_eur !== null && `${number(fact.amount_eur)} EUR`],
  }[fact.kind]();
  return parts.filter(Boolean).join(", ");
}

for (const fact of facts) {
  fact.shown = valueOf(fact);
  fact.details = detailsOf(fact);
  const { title, doc_id } = documents[fact.doc];
  fact.haystack = [fact.shown, fact.value, fact.text, fact.details, title, doc_id].join("\n").toLowerCase();
}
