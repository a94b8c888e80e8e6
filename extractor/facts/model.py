"""The six kinds of fact, as typed, immutable objects.

A fact knows where it stands: `start` and `end` are code-point offsets, counted
from 0, into the decoded *source* (the text as it was read, before cleaning), and
``source[fact.start:fact.end] == fact.text`` always holds. What each field means is
defined by the annotation guideline (docs/guideline.md); how facts become rows is
the business of `extractor.table` alone.
"""

from __future__ import annotations

import datetime as dt
from calendar import IllegalMonthError, monthrange
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, ClassVar, Self

#: Fixed since the Bulgarian currency board of 1999 was pegged to the euro.
BGN_PER_EUR = Decimal("1.95583")

_FIELDS: dict[str, tuple[str, ...]] = {}  # of each kind of fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What all kinds share: the place in the source, and why the fact is there."""

    kind: ClassVar[str]
    start: int
    end: int
    text: str
    rule: str  # the pattern or model that produced it, e.g. "dates.day_month_year"
    confidence: float = 1.0  # 0 to 1; calibrated in extractor.facts.confidence

    @property
    def value(self) -> str:
        """The normalised value in one string; facts of one kind with equal values are one fact."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Plain values (strings, numbers, lists), so that a `Doc` can be serialised."""
        # Not `asdict`: it copies every value deeply, and nearly all are strings and numbers.
        return {"kind": self.kind, **{name: getattr(self, name) for name in self._names()}}

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """The inverse of `to_dict`."""
        return cls(**{name: plain[name] for name in cls._names() if name in plain})

    @classmethod
    def _names(cls) -> tuple[str, ...]:
        """The fields of this kind; `fields` would look for them each time."""
        if cls.kind not in _FIELDS:
            _FIELDS[cls.kind] = tuple(field.name for field in fields(cls))
        return _FIELDS[cls.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFact(Fact):
    """A calendar date, month, year or range.

    `edtf` is an Extended Date/Time Format string (ISO 8601-2): "2019-07-23", "2019-07",
    "2019", "A/B", "../B", "A/..", with X for digits that the document does not tell.
    """

    kind: ClassVar[str] = "date"
    edtf: str
    role: str  # event, published, document, deadline, other

    @property
    def value(self) -> str:
        return self.edtf

    @property
    def first_day(self) -> dt.date | None:
        """First day covered, None where it is unknown or open."""
        return _edge_day(self.edtf.split("/")[0], last=False)

    @property
    def last_day(self) -> dt.date | None:
        """Last day covered, None where it is unknown or open."""
        return _edge_day(self.edtf.split("/")[-1], last=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A position that a document gives a person: role, unit inside the organisation, organisation."""

    role: str
    unit: str | None = None
    org: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFact(Fact):
    """A mention of a person. All mentions of one person share `name`, `title` and `positions`."""

    kind: ClassVar[str] = "person"
    name: str  # the fullest form in the document, base form, without title
    title: str | None = None
    positions: tuple[Position, ...] = ()

    @property
    def value(self) -> str:
        return self.name

    def to_dict(self) -> dict[str, Any]:
        positions = [{"role": p.role, "unit": p.unit, "org": p.org} for p in self.positions]
        return {**Fact.to_dict(self), "positions": positions}

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        positions = tuple(Position(**p) for p in plain["positions"])
        return super(PersonFact, cls).from_dict({**plain, "positions": positions})


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionFact(Fact):
    """A mention of a named organisation. All mentions of one organisation share its fields."""

    kind: ClassVar[str] = "institution"
    name: str  # the fullest form in the document, base form
    acronym: str | None = None
    type: str = "other"

    @property
    def value(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantsFact(Fact):
    """A count of people or organisations that take part; an open end is None."""

    kind: ClassVar[str] = "participants"
    minimum: int | None
    maximum: int | None
    approx: bool = False
    of: str = ""  # the noun counted: singular, indefinite

    @property
    def value(self) -> str:
        return ("~" if self.approx else "") + interval(self.minimum, self.maximum)


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityFact(Fact):
    """A municipality of the national register that the document names."""

    kind: ClassVar[str] = "municipality"
    name: str
    code: str  # national register, e.g. "SLV20"
    district: str
    nuts3: str
    basis: str  # "municipality" or "settlement"

    @property
    def value(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFact(Fact):
    """A sum of money, in full currency units; an open end is None.

    `minimum` and `maximum` are decimal strings with two places ("176614.69"), so that
    no sum is ever rounded by a binary float.
    """

    kind: ClassVar[str] = "budget"
    minimum: str | None
    maximum: str | None
    currency: str  # ISO 4217
    role: str  # total, eu, national, own, price, pay, penalty, revenue, other

    @property
    def value(self) -> str:
        return f"{interval(self.minimum, self.maximum)} {self.currency}"

    @property
    def eur(self) -> str | None:
        """`minimum` in euro where the rate is fixed (EUR, BGN), else None."""
        if self.minimum is None or self.currency not in ("EUR", "BGN"):
            return None
        rate = BGN_PER_EUR if self.currency == "BGN" else Decimal(1)
        return str((Decimal(self.minimum) / rate).quantize(Decimal("0.01")))


def _edge_day(edtf: str, *, last: bool) -> dt.date | None:
    """First or last day of "2019", "2019-07" or "2019-07-23"."""
    parts = edtf.split("-")
    if not all(part.isdigit() for part in parts):
        return None
    numbers = [int(part) for part in parts]
    try:
        if len(numbers) == 3:
            return dt.date(*numbers)
        year, month = numbers[0], numbers[1] if len(numbers) == 2 else (12 if last else 1)
        return dt.date(year, month, monthrange(year, month)[1] if last else 1)
    except (ValueError, IndexError, IllegalMonthError):
        return None


def interval(low: object, high: object) -> str:
    """ "25", "200..", "..50" or "10..12"."""
    if low == high:
        return str(low)
    return f"{'' if low is None else low}..{'' if high is None else high}"


#: The kinds in the order of the table, each with the key of its spans in ``doc.spans``.
KINDS: dict[str, type[Fact]] = {
    "dates": DateFact,
    "people": PersonFact,
    "institutions": InstitutionFact,
    "participants": ParticipantsFact,
    "municipalities": MunicipalityFact,
    "budgets": BudgetFact,
}
SPANS_KEY: dict[str, str] = {cls.kind: key for key, cls in KINDS.items()}
