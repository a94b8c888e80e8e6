"""Dates told by their distance from another day: "вчера", "миналата седмица", "преди година".

Each function that gives atoms reads a match of the pattern of its name in `extractor.facts.dates.patterns`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.facts.dates.patterns import FEASTS, MONTHS, RELATIVE_DAYS, SHIFTS, WEEKDAYS
from extractor.facts.dates.value import Atom, Moment, Shift
from extractor.grammar.numerals import closing_numeral, value_of

#: "Предходната година" is the one before the year that was mentioned last.
BEFORE_THAT = ("предишн", "предходн", "предн")
UNITS = {"ден": "day", "дни": "day", "дена": "day", "седмица": "week", "седмици": "week", "уикенд": "weekend"}
UNITS |= {"месец": "month", "месеца": "month", "година": "year", "години": "year", "г.": "year"}

#: "С две години по-късно" says how much later, not when.
_BY = regex.compile(r"(?<!\p{L})(?:със?|за)\s+$", regex.IGNORECASE)


def whole_number(words: str) -> int | None:
    """A whole number written in digits or words; None for anything else."""
    return _whole(value_of(words))


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value == int(value) else None


def year_shift(match: regex.Match[str]) -> Shift | None:
    """Where a match of ``YEAR_WORD`` puts its year ("т.г.", "догодина", "същата година"); None without such words."""
    groups = match.groupdict()
    for name, count in (("this_year", 0), ("last_year", -1), ("next_year", 1)):
        if groups.get(name):
            return Shift("year", count)
    return Shift("year", 0, from_previous=True) if groups.get("same_year") else None


def _shift_of(word: str) -> Shift:
    low = word.lower()
    if low.startswith("същ"):
        return Shift("year", 0, from_previous=True)
    stem = max((s for s in SHIFTS if low.startswith(s)), key=len)
    return Shift("year", SHIFTS[stem], from_previous=stem in BEFORE_THAT)


def shifted_month(match: regex.Match[str]) -> Iterator[Atom]:
    """ "Миналия октомври" is the October before the publication, "следващия" the one after."""
    count = _shift_of(match["shift"]).count
    moment = Moment(month=MONTHS[match["month"].lower()], turn=(count > 0) - (count < 0))
    yield Atom(match.start(), match.end(), moment, "shifted_month")


def relative_day(match: regex.Match[str]) -> Iterator[Atom]:
    """A day by its distance: "днес", "вчера", "утре"."""
    shift = Shift("day", RELATIVE_DAYS[match["form"].lower()])
    yield Atom(match.start(), match.end(), Moment(shift=shift), "relative_day")


def relative_unit(match: regex.Match[str]) -> Iterator[Atom]:
    """A unit and its side: "миналата седмица", "следващия петък", "предходната година"."""
    shift, unit = _shift_of(match["shift"]), match["unit"].lower()
    if unit in WEEKDAYS:
        if match["shift"].lower().startswith("същ"):
            return
        moment = Moment(weekday=WEEKDAYS[unit], shift=Shift("week", shift.count))
    elif unit in FEASTS:
        moment = Moment(feast=FEASTS[unit], turn=(shift.count > 0) - (shift.count < 0))
    elif unit == "тримесечие":
        return
    else:
        from_previous = shift.from_previous and (unit in ("година", "г.") or not shift.count)
        moment = Moment(shift=Shift(UNITS[unit], shift.count, from_previous))  # type: ignore[arg-type]
    yield Atom(match.start(), match.end(), moment, "relative_unit")


def year_in_words(match: regex.Match[str]) -> Iterator[Atom]:
    """A year without its figures: "т.г.", "лани", "догодина", "миналогодишния"."""
    shift = year_shift(match) or Shift("year", -1)
    yield Atom(match.start(), match.end(), Moment(shift=shift), "relative_year")


def neighbour_day(match: regex.Match[str]) -> Iterator[Atom]:
    """ "Предишния ден" and "следващия ден" stand beside the date that was mentioned last."""
    shift = Shift("day", 1 if match["next"] else -1, from_previous=True)
    yield Atom(match.start(), match.end(), Moment(shift=shift), "neighbour_day")


def unit_part(match: regex.Match[str]) -> Iterator[Atom]:
    """ "В края на месеца" is in the month of the publication."""
    unit = {"годината": "year", "месеца": "month", "седмицата": "week"}[match["unit"].lower()]
    yield Atom(match.start(), match.end(), Moment(shift=Shift(unit, 0)), "this_unit")  # type: ignore[arg-type]


def weekday(match: regex.Match[str]) -> Iterator[Atom]:
    """ "Петък" and "уикенда" are near the publication."""
    if match["weekend"]:
        yield Atom(match.start(), match.end(), Moment(weekend=True), "weekend")
    else:
        moment = Moment(weekday=WEEKDAYS[match["weekday"].lower()])
        yield Atom(match.start(), match.end(), moment, "weekday", weak=True)


def ago(match: regex.Match[str]) -> Iterator[Atom]:
    """ "Преди две години", "преди година", "седмица по-късно"; but "със седем дни по-рано" is a distance."""
    start, later = match.start(), match["later"]
    count: int | None = 1
    if later:
        window = match.string[max(0, start - 30) : start]
        found = closing_numeral(window)
        if found is not None and not found.ordinal:
            if _BY.search(window[: found.start]):
                return
            count, start = _whole(found.value), start - len(window) + found.start
    elif match["count"]:
        count = whole_number(match["count"])
    unit = UNITS[match["unit"].lower()]
    plural = match["unit"].lower() == "години"
    if not count or (not later and match["count"] is None and (unit != "year" or plural)):
        return
    sign = 1 if later == "по-късно" else -1
    shift = Shift("year" if unit == "year" else "day", sign * count * (7 if unit == "week" else 1), later is not None)
    yield Atom(start, match.end(), Moment(shift=shift), "later" if later else "ago")
