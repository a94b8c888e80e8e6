// The reader: one document with its facts in six colours and its furniture dimmed.

const PLAIN = -1;
const FURNITURE = KINDS.length;
const reader = byId("reader");
const shown = { doc: null, fact: null };

// Offsets count code points; of a text without surrogates these are JavaScript's own units.
function byCodePoints(text) {
  const points = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
  return (start, end) => (points ? points.slice(start, end).join("") : text.slice(start, end));
}

function articleOf(one) {
  const [text, cut] = DATA.articles[one.number];
  const slice = byCodePoints(text);
  const box = element("div", { class: "article", lang: "bg" });
  let at = 0;
  let first = true;
  for (const [length, kind, ...rows] of cut) {
    const words = slice(at, at + length);
    at += length;
    if (kind === PLAIN) box.append(words);
    else if (kind === FURNITURE) box.append(element("span", { class: "furniture" }, words));
    else {
      const here = rows.map((row) => one.facts[row]);
      const mark = element("mark", { class: KINDS[kind], tabindex: first ? 0 : -1, role: "button",
        "data-facts": here.map((f) => f.number).join(" "),
        click: () => showFact(here[0], here) }, words);
      box.append(withTip(mark, here.map((f) => `${f.kind}: ${f.shown}${f.details && ` (${f.details})`}`).join("\n")));
      first = false;
    }
  }
  if (!text) box.append(nothing(DATA.hasTexts ? "This document has no text." : "No facts, so no sentences to show."));
  return box;
}

function openDocument(one) {
  if (shown.doc === one) return;
  shown.doc = one;
  shown.fact = null;
  const step = (by, label, sign) => {
    const next = documents[one.number + by];
    return element("button", { type: "button", disabled: !next, "aria-label": label, click: () => openDocument(next) }, sign);
  };
  const only = element("button", { type: "button", click: () => choose({ ...NO_FILTERS, doc: one.number }) }, "Only its facts");
  const about = [one.path, one.published && `published ${one.published}`, one.language, plural(one.facts.length, "fact", "facts")];
  reader.replaceChildren(
    element("header", {},
      element("div", { class: "tools" }, step(-1, "Previous document", "‹"), step(1, "Next document", "›"), only,
        element("button", { type: "button", class: "back", click: backToRow }, "Back to the table")),
      element("h3", { lang: "bg" }, one.label),
      element("p", { class: "note" }, about.filter(Boolean).join(" · ")),
      one.error && element("p", { class: "error" }, one.error),
      !DATA.hasTexts && element("p", { class: "note" }, "Sentences with facts. For whole articles run with --keep-text.")),
    element("div", { class: "body" }, articleOf(one)),
    element("div", { class: "card", "aria-live": "polite" }));
  reader.setAttribute("aria-label", `Article: ${one.label}`);
}

// Show where a fact stands: its document, its mark in view with a ring, and what is known of it below.
function showFact(fact, others = [fact]) {
  openDocument(documents[fact.doc]);
  shown.fact = fact;
  for (const mark of reader.querySelectorAll("mark.current")) mark.classList.remove("current");
  const marks = marksOf(fact);
  for (const mark of marks) mark.classList.add("current");
  const unmarked = marks.length ? "" : element("p", { class: "note" }, "This fact's characters were repaired, so its place is not marked.");
  reader.querySelector(".card").replaceChildren(...others.map(card), unmarked);
  if (marks.length) {
    const body = reader.querySelector(".body");
    const place = marks[0].getBoundingClientRect();
    const frame = body.getBoundingClientRect();
    body.scrollTop += place.top - frame.top - (frame.height - place.height) / 2;
    if (isNarrow()) marks[0].scrollIntoView({ block: "center" });
  }
}

function marksOf(fact) {
  return [...reader.querySelectorAll("mark[data-facts]")].filter((mark) => mark.dataset.facts.split(" ").includes(String(fact.number)));
}

function card(fact) {
  const told = [
    `characters ${whole(fact.start)}–${whole(fact.end)}`,
    `mentioned ${fact.n_mentions === 1 ? "once" : `${fact.n_mentions} times`}`,
    `confidence ${percent(fact.confidence)}`,
    `rule ${fact.rule}`,
  ];
  return element("div", {},
    element("p", {}, chip(fact.kind), " ", element("strong", { lang: "bg" }, fact.shown), fact.details && ` ${fact.details}`),
    element("p", { class: "note" }, told.join(" · ")));
}

const percent = (share) => `${Math.round(share * 100)} %`;
const isNarrow = () => window.matchMedia("(max-width: 60rem)").matches;

// From the article back to the row it was opened from.
function backToRow() {
  const row = byId("table").querySelector("button[tabindex='0']");
  if (row) row.focus();
  else byId("facts-title").focus();
}

reader.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return backToRow();
  if (!event.target.matches("mark")) return undefined;
  const marks = [...reader.querySelectorAll("mark[data-facts]")];
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step) {
    const next = marks[marks.indexOf(event.target) + step];
    if (next) focusMark(next);
  } else if (event.key === "Enter" || event.key === " ") event.target.click();
  else return undefined;
  return event.preventDefault();
});

// One mark of the article is in the tab order: the last one that was reached.
function focusMark(mark) {
  for (const other of reader.querySelectorAll("mark[tabindex='0']")) other.tabIndex = -1;
  mark.tabIndex = 0;
  mark.focus();
}
