"""Pack the tables for the page: each string once, each fact a short array.

Five hundred press releases with some thirty facts each take about 3 MB, most of it the articles.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Any

import regex

from extractor.cleaning.cleaned import Furniture
from extractor.tables.schema import KINDS
from extractor.viewing.report.tables import Row, Tables
from extractor.viewing.segments import Mark, marks_of, stretches

#: What every fact carries, then what its kind adds. Columns in `NUMBERS` go as they are, others as string numbers.
SHARED = ("value", "text", "rule", "confidence", "start", "end", "n_mentions")
OWN: dict[str, tuple[str, ...]] = {
    "date": ("date_start", "date_end", "date_role"),
    "person": ("title", "role", "unit", "org"),
    "institution": ("acronym", "institution_type"),
    "participants": ("count_min", "count_max", "count_approx", "count_of"),
    "municipality": ("municipality_code", "district", "basis"),
    "budget": ("amount_min", "amount_max", "currency", "amount_eur", "amount_role"),
}
NUMBERS = frozenset(
    {"confidence", "start", "end", "n_mentions", "count_min", "count_max", "count_approx"}
    | {"amount_min", "amount_max", "amount_eur"}
)
DOCUMENT = ("doc_id", "title", "path", "published", "language", "error")

#: How the kind of a stretch is written: its number in KINDS, or one of these.
_PLAIN, _FURNITURE = -1, len(KINDS)
_BETWEEN_SENTENCES = "\n\n"


class Strings:
    """Strings, each kept once and known by its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, value: object) -> int | None:
        """The number of ``str(value)``; None stays None."""
        return None if value is None else self._numbers.setdefault(str(value), len(self._numbers))

    def all(self) -> list[str]:
        """The strings in the order of their numbers."""
        return list(self._numbers)


def payload(tables: Tables) -> dict[str, Any]:
    """Everything the page shows, ready for JSON. Facts stand in the order of documents and then of the text."""
    strings = Strings()
    of_document: dict[str, list[Row]] = {}
    for row in tables.facts:
        of_document.setdefault(row["doc_id"], []).append(row)
    facts: list[list[object]] = []
    articles: list[list[object]] = []
    for number, document in enumerate(tables.documents):
        rows = sorted(of_document.get(document["doc_id"], []), key=lambda row: (row["start"], row["end"]))
        facts.extend([number, KINDS.index(row["kind"]), *_packed(row, strings)] for row in rows)
        articles.append(_article(document, rows, tables.texts))
    return {
        "kinds": KINDS,
        "columns": {kind: [*SHARED, *own] for kind, own in OWN.items()},
        "numbers": sorted(NUMBERS),
        "document": DOCUMENT,
        "documents": [[_plain(document[name]) for name in DOCUMENT] for document in tables.documents],
        "articles": articles,
        "hasTexts": tables.texts is not None,
        "strings": strings.all(),
        "facts": facts,
        "map": borders(),
    }


def borders() -> dict[str, Any]:
    """The map: width and height of the drawing, and code, name and SVG path of each municipality."""
    lines = (files(__package__) / "municipality_borders.csv").read_text(encoding="utf-8").splitlines()
    size = next(m for line in lines if (m := regex.search(r"is (\d+) by (\d+) units", line)))
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    areas = [[row["municipality_code"], row["name"], row["path"]] for row in rows]
    return {"width": int(size[1]), "height": int(size[2]), "areas": areas}


def _packed(row: Row, strings: Strings) -> Iterator[object]:
    for name in (*SHARED, *OWN[row["kind"]]):
        value = row[name]
        if name == "text":
            value = " ".join(value.split())
        yield _plain(value) if name in NUMBERS else strings.number(value)


def _plain(value: Any) -> Any:
    """A value that JSON has: dates as text, sums and confidences as numbers of two places."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    number = round(float(value), 2)
    return int(number) if number.is_integer() else number


def _article(document: Row, rows: Sequence[Row], texts: dict[str, str] | None) -> list[object]:
    """The text to show and its stretches: [length in code points, kind, numbers of the document's facts...]."""
    if texts is not None:
        text = texts.get(document["doc_id"]) or ""
        dim = [Furniture(stretch["start"], stretch["end"], "") for stretch in document["boilerplate"] or ()]
        marks = marks_of(rows)
    else:
        text, marks = _sentences(rows)
        dim = []
    cut = []
    for stretch in stretches(len(text), marks, dim):
        kind = _PLAIN if stretch.kind is None else _FURNITURE
        if stretch.kind in KINDS:
            kind = KINDS.index(stretch.kind)
        cut.append([stretch.end - stretch.start, kind, *stretch.facts])
    return [text, cut]


def _sentences(rows: Iterable[Row]) -> tuple[str, list[Mark]]:
    """The sentences with facts, one below the other, and where the facts stand in them.

    A sentence is kept as cleaned, so a fact whose characters were repaired may not be found; it goes unmarked.
    """
    parts: list[str] = []
    begins: dict[str, int] = {}
    marks: list[Mark] = []
    length = 0
    found: dict[tuple[str, str], tuple[int, int]] = {}  # of words in a sentence: offset in the source, place
    for number, row in enumerate(rows):
        sentence, words = row["sentence"] or "", " ".join(row["text"].split())
        if sentence not in begins:
            begins[sentence] = length
            parts.append(sentence)
            length += len(sentence) + len(_BETWEEN_SENTENCES)
        start, place = found.get((sentence, words), (-1, -1))
        if row["start"] != start:  # rows come in reading order: the same words further on are the next ones
            place = sentence.find(words, place + 1)
            found[sentence, words] = row["start"], place
        if words and place >= 0:
            begin = begins[sentence] + place
            marks.append(Mark(begin, begin + len(words), row["kind"], number))
    return _BETWEEN_SENTENCES.join(parts), marks
