"""What a match says: the smallest date expressions of a text, each with the `Moment` that its words settle.

`atoms` reads a text from left to right: "10.08.2023 г.", "23", "юли", "вчера", "миналата година".
Those told by their distance from another day are read in `extractor.facts.dates.relative`;
`extractor.facts.dates.phrases` joins the atoms to ranges, lists and appositions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import regex

from extractor.facts.dates import relative
from extractor.facts.dates.patterns import (
    AGO,
    AMERICAN,
    BEFORE_SPAN,
    CASE_NUMBER,
    DAMAGED,
    DAY_ALONE,
    DAY_MONTH,
    DAY_MONTH_NUMERIC,
    DAY_NUMBER,
    DAY_OF_MONTH,
    DAY_SUFFIX,
    FEAST,
    FEASTS,
    FROM_DAY,
    ISO,
    MONTH,
    MONTH_DAY,
    MONTHS,
    NEEDED,
    NEIGHBOUR_DAY,
    NTH_WEEKDAY,
    NUMERIC,
    PERIODS,
    RELATIVE_DAY,
    RELATIVE_UNIT,
    ROMAN,
    ROMAN_MONTH,
    SCHOOL_YEAR,
    SHIFTED_MONTH,
    SPACED,
    UNIT_PART,
    WEEKDAY,
    WEEKDAYS,
    YEAR_ALONE,
    YEAR_IN_WORDS,
    YEAR_SPAN,
)
from extractor.facts.dates.value import Atom, Moment, Shift
from extractor.grammar.numerals import closing_numeral

NTH = {"първ": 1, "втор": 2, "трет": 3, "четвърт": 4, "последн": -1}


def _year(match: regex.Match[str]) -> tuple[int | None, Shift | None]:
    """The year of an expression: stated, moved ("догодина"), or neither."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"]), None
    if groups.get("short"):
        short = int(groups["short"])
        return (2000 if short < 70 else 1900) + short, None
    return None, relative.year_shift(match)


def _month_number(form: str) -> int:
    low = form.lower()
    if low.isdecimal():
        return int(low)
    if low in MONTHS:
        return MONTHS[low]
    return ROMAN.get(low.upper().replace("Х", "X").replace("І", "I"), 0)


def _listed(
    match: regex.Match[str], rule: str, moment_of: Callable[[int], Moment], weak: bool = False
) -> Iterator[Atom]:
    """One atom for each day of a list; the last one covers what the days have in common.

    Days that do not rise ("зала 14, 3 май") do not belong to the list.
    """
    text, spans = match.string, match.spans("day")
    first = len(spans) - 1
    while first > 0 and int(text[slice(*spans[first - 1])]) < int(text[slice(*spans[first])]):
        first -= 1
    for index in range(first, len(spans)):
        start, end = spans[index]
        moment = moment_of(int(text[start:end]))
        suffix = DAY_SUFFIX.match(text, end)
        end = match.end() if index == len(spans) - 1 else suffix.end() if suffix else end
        if moment.possible():
            yield Atom(start, end, moment, rule, weak)


def _days(match: regex.Match[str], rule: str, weak: bool = False) -> Iterator[Atom]:
    """The days of a list with a common month."""
    month = _month_number(match["month"])
    if month:
        year, shift = _year(match)
        yield from _listed(match, rule, lambda day: Moment(year, month, day, shift=shift), weak)


def _explicit(match: regex.Match[str], rule: str) -> Iterator[Atom]:
    """A whole date in figures."""
    moment = Moment(int(match["year"]), int(match["month"]), int(match["day"]))
    if moment.possible():
        yield Atom(match.start(), match.end(), moment, rule)


def _damaged(match: regex.Match[str]) -> Iterator[Atom]:
    """A date in figures with a mark missing, doubled or mistaken.

    With one mark it is a date only where that is a point and "г." follows: "1203/2024 г." is a number.
    """
    first, second = match["first"], match["second"]
    if (first and second) or (match["tail"] and (first or second) == "."):
        yield from _explicit(match, "damaged")


def _day_month(match: regex.Match[str]) -> Iterator[Atom]:
    yield from _days(match, "day_month_year" if match["year"] else "day_month")


def _day_month_numeric(match: regex.Match[str]) -> Iterator[Atom]:
    text = match.string
    alone = match.start() == 0 or text[match.start() - 1] == "\n"
    alone = alone and (match.end() == len(text) or text[match.end()] == "\n")
    firm = alone or (bool(match["dot"]) and len(match["month"]) == 2)
    yield from _days(match, "day_month_numeric", weak=not firm)


def _month_day(match: regex.Match[str]) -> Iterator[Atom]:
    moment = Moment(int(match["year"]), MONTHS[match["month"].lower()], int(match["day"]))
    if moment.possible():
        yield Atom(match.start(), match.end(), moment, "month_day_year")


#: "първи от май"
_OF = regex.compile(r"(?<=\s)от\s+$", regex.IGNORECASE)


def _month(match: regex.Match[str]) -> Iterator[Atom]:
    """A month, with its year and with a day in words before it ("двадесет и четвърти май")."""
    year, shift = _year(match)
    month, start = MONTHS[match["month"].lower()], match.start()
    before = match.string[max(0, start - 40) : start]
    day = None if match["prefix"] else closing_numeral(_OF.sub("", before))
    if day is not None and day.ordinal:
        moment = Moment(year, month, int(day.value), shift=shift)
        if moment.possible():
            yield Atom(start - len(before) + day.start, match.end(), moment, "day_in_words")
            return
    if year is None and shift is None and not match["prefix"] and _is_name(match.string, match.start(), match.end()):
        return
    weak = month == 5 and not match["prefix"] and year is None and shift is None
    yield Atom(start, match.end(), Moment(year, month, shift=shift), "month_year" if year else "month", weak)


_FAMILY_NAME_AFTER = regex.compile(r"[ ]\p{Lu}\p{Ll}{1,20}(?:ов|ев|ин|ски|ова|ева|ина|ска)(?!\p{L})")


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a capitalised month inside a sentence is the town of Септември or a person called Август."""
    word, before = text[start:end], text[max(0, start - 3) : start].rstrip(" ")
    inside = bool(before) and (before[-1].isalpha() or before[-1] == ",")
    inside = inside or _FAMILY_NAME_AFTER.match(text, end) is not None
    return inside and word[:1].isupper() and not word.isupper()


def _school_year(match: regex.Match[str]) -> Iterator[Atom]:
    first, last = int(match["first"]), int(match["last"])
    last = last if last > 99 else first // 100 * 100 + last
    if first < last <= first + 10:
        yield Atom(match.start(), match.end(), Moment(first, last_year=last), "school_year")


def _year_span(match: regex.Match[str]) -> Iterator[Atom]:
    first, last = int(match["first"]), int(match["last"])
    before = match.string[max(0, match.start() - 30) : match.start()]
    named = not BEFORE_SPAN.search(before)
    if first < last and not named:
        yield Atom(match.start(), match.end(), Moment(first, last_year=last), "year_span")
    else:  # "ПРСР 2014-2020 г." is a name: take the characters, give no date
        yield Atom(match.start(), match.end(), Moment(), "name")


def _year_alone(match: regex.Match[str]) -> Iterator[Atom]:
    if CASE_NUMBER.search(match.string[max(0, match.start() - 30) : match.start()]):
        return
    yield Atom(match.start(), match.end(), Moment(int(match["year"])), "year", weak=not match["tail"].strip())


def _day_of_month(match: regex.Match[str]) -> Iterator[Atom]:
    for name, shift in (
        ("this", Shift("month", 0)),
        ("last", Shift("month", -1)),
        ("next", Shift("month", 1)),
        ("same", Shift("month", 0, from_previous=True)),
    ):
        if match[name]:
            yield from _listed(match, "day_of_month", lambda day, shift=shift: Moment(day=day, shift=shift))  # type: ignore[misc]


def _day_alone(match: regex.Match[str]) -> Iterator[Atom]:
    yield Atom(match.start(), match.end(), Moment(day=int(match["day"])), "day", weak=True)


def _periods(match: regex.Match[str]) -> Iterator[Atom]:
    year, shift = _year(match)
    if match["months"] or match["tenth"]:
        count = relative.whole_number(match["count"] or match["tenth"][:-2]) or 0
        if not 1 < count < 12:
            return
        first = 13 - count if (match["months"] or "").lower().startswith("посл") else 1
        moment = Moment(year, first, last_month=first + count - 1, shift=shift)
    else:
        size = 3 if match["unit"].lower() == "тримесечие" else 6
        nth = NTH[match["nth"].lower()] if match["nth"] else ROMAN.get(match["roman"].upper(), 9)
        nth = 12 // size if nth == -1 else nth
        if nth * size > 12:
            return
        moment = Moment(year, (nth - 1) * size + 1, last_month=nth * size, shift=shift)
    yield Atom(match.start(), match.end(), moment, "quarter")


def _nth_weekday(match: regex.Match[str]) -> Iterator[Atom]:
    year, shift = _year(match)
    month, unit = MONTHS[match["month"].lower()], match["unit"].lower()
    moment = Moment(year, month, shift=shift)
    if unit in WEEKDAYS or unit == "уикенд":
        nth = NTH[match["nth"].lower()]
        moment = Moment(year, month, weekday=WEEKDAYS.get(unit, 5), nth=nth, weekend=unit == "уикенд", shift=shift)
    yield Atom(match.start(), match.end(), moment, "nth_weekday")


def _feast(match: regex.Match[str]) -> Iterator[Atom]:
    if match[0][:1].islower() and match["feast"].lower() not in ("нова година", "бъдни вечер"):
        return
    year, shift = _year(match)
    yield Atom(match.start(), match.end(), Moment(year, feast=FEASTS[match["feast"].lower()], shift=shift), "feast")


#: In the order of precedence: where two overlap, the earlier one counts.
PATTERNS: tuple[tuple[regex.Pattern[str], Callable[[regex.Match[str]], Iterator[Atom]]], ...] = (
    (ISO, lambda match: _explicit(match, "iso")),
    (SPACED, lambda match: _explicit(match, "numeric")),
    (NUMERIC, lambda match: _days(match, "numeric")),
    (DAMAGED, _damaged),
    (AMERICAN, lambda match: _explicit(match, "iso")),
    (ROMAN_MONTH, lambda match: _days(match, "roman_month")),
    (DAY_MONTH, _day_month),
    (MONTH_DAY, _month_day),
    (NTH_WEEKDAY, _nth_weekday),
    (PERIODS, _periods),
    (DAY_OF_MONTH, _day_of_month),
    (SHIFTED_MONTH, relative.shifted_month),
    (MONTH, _month),
    (SCHOOL_YEAR, _school_year),
    (DAY_MONTH_NUMERIC, _day_month_numeric),
    (YEAR_SPAN, _year_span),
    (YEAR_ALONE, _year_alone),
    (NEIGHBOUR_DAY, relative.neighbour_day),
    (RELATIVE_DAY, relative.relative_day),
    (RELATIVE_UNIT, relative.relative_unit),
    (FEAST, _feast),
    (YEAR_IN_WORDS, relative.year_in_words),
    (UNIT_PART, relative.unit_part),
    (AGO, relative.ago),
    (WEEKDAY, relative.weekday),
    (DAY_ALONE, _day_alone),
)


def _matches(pattern: regex.Pattern[str], text: str, days: list[int]) -> Iterator[regex.Match[str]]:
    """What ``pattern.finditer(text)`` gives; what opens with a day of the month is tried at the places `days` only."""
    if pattern not in FROM_DAY:
        yield from pattern.finditer(text)
        return
    end = 0
    for at in days:
        if at >= end and (match := pattern.match(text, at)) is not None:
            end = match.end()
            yield match


def atoms(text: str) -> list[Atom]:
    """All date expressions of `text` in reading order, without overlaps; offsets are those of `text`."""
    taken = bytearray(len(text))
    found: list[Atom] = []
    days = [match.start() for match in DAY_NUMBER.finditer(text)]
    lower = text.lower()
    for pattern, build in PATTERNS:
        if pattern in NEEDED and not any(word in lower for word in NEEDED[pattern]):
            continue
        for match in _matches(pattern, text, days):
            group = list(build(match))
            if not group or any(taken[group[0].start : group[-1].end]):
                continue
            found += group
            for atom in group:
                taken[atom.start : atom.end] = b"\1" * (atom.end - atom.start)
    return sorted(found, key=lambda atom: atom.start)
