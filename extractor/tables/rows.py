"""Facts of one document as rows of the facts table: one row per distinct fact, at its first mention."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from spacy.tokens import Doc, Span

from extractor.facts.mark import mentions
from extractor.facts.model import (
    SPANS_KEY,
    BudgetFact,
    DateFact,
    Fact,
    InstitutionFact,
    MunicipalityFact,
    ParticipantsFact,
    PersonFact,
)
from extractor.language.source import cleaned_of, text_of
from extractor.tables.schema import FACTS

Row = dict[str, Any]

_NAMES = tuple(column.name for column in FACTS)
_KIND_ORDER = {kind: at for at, kind in enumerate(SPANS_KEY)}


def fact_rows(doc: Doc, doc_id: str) -> list[Row]:
    """The rows of one document, by kind and then in reading order.

    Facts of one kind with the same identity are one row (a person with several positions has
    one for each), placed at the first mention, with `n_mentions` counting all.
    """
    found = FactRows(cleaned_of(doc).source, doc_id)
    found.add(doc)
    return found.rows()


@dataclass(slots=True)
class _Group:
    """The mentions of one fact: the first one, its sentence, and how many there are."""

    first: Fact
    sentence: str
    n_mentions: int


class _Sentences:
    """The sentences of a document; ``span.sent`` would look through the whole document for each span."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._text = text_of(doc)
        self._starts: list[int] | None = None

    def around(self, span: Span) -> str:
        """The sentence in which `span` begins, on one line."""
        if self._starts is None:
            self._starts = [sentence.start_char for sentence in self._doc.sents]
        at = bisect_right(self._starts, span.start_char)
        end = self._starts[at] if at < len(self._starts) else len(self._text)
        return " ".join(self._text[self._starts[at - 1] : end].split())


class FactRows:
    """Gathers the rows of one document, which may come in several pieces; `source` is the whole text."""

    def __init__(self, source: str, doc_id: str) -> None:
        self.source, self.doc_id = source, doc_id
        self._groups: dict[tuple[object, ...], _Group] = {}

    def add(self, doc: Doc, offset: int = 0) -> None:
        """Add the facts of a piece that begins at `offset` in the source; pieces come in order."""
        sentences = _Sentences(doc)
        for fact, span in mentions(doc):
            identity = _identity(fact)
            group = self._groups.get(identity)
            if group is None:
                sentence = sentences.around(span) if span is not None else fact.text
                fact = replace(fact, start=fact.start + offset, end=fact.end + offset) if offset else fact
                self._groups[identity] = _Group(fact, sentence, 1)
            else:
                group.n_mentions += 1

    def rows(self) -> list[Row]:
        """The rows of all pieces."""
        source_hash = blake2b(self.source.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        rows = []
        for group in sorted(self._groups.values(), key=lambda group: _KIND_ORDER[group.first.kind]):
            first = group.first
            for position, own in enumerate(_own_columns(first)):
                row: Row = dict.fromkeys(_NAMES)
                row.update(
                    doc_id=self.doc_id,
                    fact_id=_fact_id(source_hash, first, position),
                    kind=first.kind,
                    value=first.value,
                    text=first.text,
                    start=first.start,
                    end=first.end,
                    sentence=group.sentence,
                    confidence=first.confidence,
                    rule=first.rule,
                    **own,
                    n_mentions=group.n_mentions,
                )
                rows.append(row)
        return rows


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
