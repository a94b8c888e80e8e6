// Everything together: draw once, and again whenever the filters change.

const DOCUMENTS_PAGE = 25;

function drawDocuments(first = 0) {
  const rows = left.documents.slice(first, first + DOCUMENTS_PAGE).map((one) => [
    element("button", { type: "button", class: "link", lang: "bg", click: () => readDocument(one) }, one.label),
    one.doc_id, one.published || "", whole(one.facts.length), one.error || ""]);
  replace("documents-table", rows.length
    ? plainTable("", ["Title", "Document", "Published", "Facts", "What is wrong"], rows, [3]) : nothing(documents.length ? "No document passes the filters." : "This run read no documents."));
  pager("documents-pager", left.documents.length, DOCUMENTS_PAGE, first, ["document", "documents"], drawDocuments);
}

function readDocument(one) {
  openDocument(one);
  (isNarrow() ? reader : byId("facts")).scrollIntoView();
  reader.focus({ preventScroll: true });
}

function drawSummary() {
  const told = [plural(documents.length, "document", "documents"), plural(facts.length, "fact", "facts")];
  byId("summary").textContent = `${told.join(", ")} from Bulgarian press releases`;
}

// Redraw what depends on the filters.
function refresh() {
  applyFilters();
  const limited = isLimited() || chosen.kinds.size < KINDS.length;
  byId("chosen").textContent = limited ? `${whole(left.facts.length)} facts in ${whole(left.documents.length)} of ${plural(documents.length, "document", "documents")}` : "";
  byId("clear").hidden = !limited;
  drawTable();
  drawOverview();
  drawMap();
  drawTimeline();
  drawNames();
  drawTogether();
  drawMoney();
  drawDocuments();
}

for (const title of document.querySelectorAll("h2")) title.tabIndex = -1;
setUpFilters();
setUpTable();
setUpMap();
radios("time-unit", [["year", "Year"], ["month", "Month"]], (unit) => { timeUnit = unit; drawTimeline(); });
radios("together-kind", KIND_CHOICES, (kind) => { togetherKind = kind; drawTogether(); });
byId("money-single").addEventListener("change", drawMoney);
drawSummary();
refresh();
const firstShown = documents.find((one) => one.facts.length) || documents[0];
if (firstShown) openDocument(firstShown);
else reader.append(nothing("No documents."));
document.documentElement.dataset.ready = "true";
