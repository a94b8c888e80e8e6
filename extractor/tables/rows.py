"""Facts of one document as rows of the facts table: one row per distinct fact, at its first mention."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from spacy.tokens import Doc, Span

from extractor.facts.mark import cleaned_of, mentions
from extractor.facts.model import (
    BudgetFact,
    DateFact,
    Fact,
    InstitutionFact,
    MunicipalityFact,
    ParticipantsFact,
    PersonFact,
)
from extractor.tables.schema import FACTS

Row = dict[str, Any]


def fact_rows(doc: Doc, doc_id: str) -> list[Row]:
    """The rows of one document, by kind and then in reading order.

    Facts of one kind with the same identity are one row (a person with several positions has
    one for each), placed at the first mention, with `n_mentions` counting all.
    """
    groups: dict[tuple[object, ...], list[tuple[Fact, Span | None]]] = {}
    for fact, span in mentions(doc):
        groups.setdefault(_identity(fact), []).append((fact, span))
    source_hash = blake2b(cleaned_of(doc).source.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    rows = []
    for group in groups.values():
        first, span = min(group, key=lambda pair: (pair[0].start, pair[0].end))
        sentence = " ".join(span.sent.text.split()) if span is not None else first.text
        for position, own in enumerate(_own_columns(first)):
            rows.append(
                {
                    "doc_id": doc_id,
                    "fact_id": _fact_id(source_hash, first, position),
                    "kind": first.kind,
                    "value": first.value,
                    "text": first.text,
                    "start": first.start,
                    "end": first.end,
                    "sentence": sentence,
                    "confidence": first.confidence,
                    "rule": first.rule,
                    **own,
                    "n_mentions": len(group),
                }
            )
    names = [column.name for column in FACTS]
    return [{name: row.get(name) for name in names} for row in rows]


def _identity(fact: Fact) -> tuple[object, ...]:
    """What makes two mentions the same fact: the value, and the noun or code where the value alone is not enough."""
    if isinstance(fact, ParticipantsFact):
        return fact.kind, fact.value, fact.of
    if isinstance(fact, MunicipalityFact):
        return fact.kind, fact.code
    return fact.kind, fact.value


def _fact_id(source_hash: str, fact: Fact, position: int) -> str:
    """The same text gives the same ids, under whatever name and in whatever company it is read."""
    key = "\x1f".join([source_hash, fact.kind, str(fact.start), str(fact.end), fact.value, str(position)])
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _own_columns(fact: Fact) -> Iterator[Row]:
    """The columns that belong to the fact's kind: one set, or one for each position of a person."""
    match fact:
        case DateFact():
            first, last = fact.first_day, fact.last_day
            yield {"date_start": first, "date_end": last, "date_role": fact.role}
        case PersonFact():
            who = {"person": fact.name, "title": fact.title}
            if not fact.positions:
                yield who
            for position in fact.positions:
                yield {**who, "role": position.role, "unit": position.unit, "org": position.org}
        case InstitutionFact():
            yield {"institution": fact.name, "acronym": fact.acronym, "institution_type": fact.type}
        case ParticipantsFact():
            yield {
                "count_min": fact.minimum,
                "count_max": fact.maximum,
                "count_approx": fact.approx,
                "count_of": fact.of or None,
            }
        case MunicipalityFact():
            yield {
                "municipality": fact.name,
                "municipality_code": fact.code,
                "district": fact.district,
                "nuts3": fact.nuts3,
                "basis": fact.basis,
            }
        case BudgetFact():
            yield {
                "amount_min": _decimal(fact.minimum),
                "amount_max": _decimal(fact.maximum),
                "currency": fact.currency,
                "amount_eur": _decimal(fact.eur),
                "amount_role": fact.role,
            }


def _decimal(number: str | None) -> Decimal | None:
    return None if number is None else Decimal(number).quantize(Decimal("0.01"))


def iso_date(text: str | None) -> dt.date | None:
    """The day of "2019-07-24", else None."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def count_by_kind(rows: Iterable[Row]) -> dict[str, int]:
    """Rows of each kind."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["kind"]] = counts.get(row["kind"], 0) + 1
    return counts
