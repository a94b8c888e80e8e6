// Totals in euro by municipality and role.

const MONEY_ROWS = 20;
const MONEY_ROLES = ["total", "eu", "national", "own", "price", "pay", "penalty", "revenue", "other"];
let moneyAll = false;

function addSums(into, one) {
  for (const fact of sumsOf(one, () => true)) into[fact.amount_role] = (into[fact.amount_role] || 0) + fact.amount_eur;
}

function drawMoney() {
  const single = byId("money-single").checked;
  const rows = new Map();
  const everything = {};
  let counted = 0;
  for (const one of left.documents) {
    const codes = codesOf(one);
    if (!codes.length || (single && codes.length > 1)) continue;
    if (one.facts.some((f) => f.kind === "budget" && f.amount_eur !== null)) counted += 1;
    addSums(everything, one);
    for (const code of codes) {
      if (!rows.has(code)) rows.set(code, {});
      addSums(rows.get(code), one);
    }
  }
  const roles = MONEY_ROLES.filter((role) => everything[role]);
  const weight = (sums) => [sums.total || 0, roles.reduce((sum, role) => sum + (sums[role] || 0), 0)];
  const ordered = [...rows].filter(([, sums]) => roles.some((role) => sums[role]))
    .map(([code, sums]) => [code, sums, weight(sums)])
    .sort(([, , [a, x]], [, , [b, y]]) => b - a || y - x);
  const listed = moneyAll ? ordered : ordered.slice(0, MONEY_ROWS);
  const cells = (sums) => roles.map((role) => (sums[role] ? number(Math.round(sums[role])) : ""));
  const name = (code) => element("button", { type: "button", class: "link", lang: "bg", click: () => chooseName("municipality", places.get(code)) }, places.get(code));
  const body = [["All these documents", ...cells(everything)], ...listed.map(([code, sums]) => [name(code), ...cells(sums)])];
  byId("money-note").textContent = `Euro, from ${plural(counted, "document", "documents")} with a sum and a municipality. A sum counts for every municipality that its document names, so the rows add up to more than the first one. Levs at the fixed rate of 1,95583; a sum told in both currencies counts once; parts of a sum (EU, state, own) are in it already.`;
  if (!ordered.length) {
    replace("money-table", nothing("No sums in documents that name a municipality."));
    return;
  }
  const more = element("button", { type: "button", click: () => { moneyAll = !moneyAll; drawMoney(); } }, moneyAll ? "Show fewer" : `Show all ${whole(ordered.length)}`);
  const table = plainTable("", ["Municipality", ...roles.map(roleName)], body, roles.map((_, at) => at + 1));
  table.className = "money";
  replace("money-table", table, ordered.length > MONEY_ROWS && more);
}
