"""What a date looks like: one readable pattern for each way of writing it.

`atoms` reads a text from left to right and gives the smallest expressions ("10.08.2023 г.",
"23", "юли", "вчера", "миналата година"), each with the `Moment` that its words settle.
`extractor.facts.dates.phrases` joins them to ranges, lists and appositions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.facts.dates.value import Moment, Shift
from extractor.grammar.numerals import NUMBER, ORDINAL, alternatives, ordinal_of, value_of
from extractor.lexicon import table


@dataclass(frozen=True, slots=True)
class Atom:
    """``text[start:end]`` and what it says. `weak` atoms only count beside another one or after a preposition."""

    start: int
    end: int
    moment: Moment
    rule: str
    weak: bool = False


MONTHS = {row["form"]: int(row["month"]) for row in table("months.csv")}
WEEKDAYS = {row["form"]: int(row["weekday"]) for row in table("weekdays.csv")}
FEASTS = {row["form"]: row["date"] for row in table("holidays.csv")}
RELATIVE_DAYS = {row["form"]: int(row["days"]) for row in table("relative_days.csv")}
SHIFTS = {row["stem"]: int(row["shift"]) for row in table("relative_shifts.csv")}
ROMAN = {name: number for number, name in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), start=1)}

_FULL_MONTHS = [form for form in MONTHS if len(form) > 4 or form in ("май", "юни", "юли", "март")]
_LONG_WEEKDAYS = [row["form"] for row in table("weekdays.csv") if not row["short"]]

# Fragments. (?V1) set operations are not used; every quantifier is bounded.
SUFFIX = r"(?:-?\s?(?:ви|ри|ти|ми|ва|ва)(?!\p{L})|-\s?(?:и|ия|ият)(?!\p{L}))"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
YEAR = r"(?:1[0-9]\d\d|20\d\d)(?!\d)"
YEAR_TAIL = r"""
    (?: \s?-\s?(?:а|та|ра|ма|ва)(?!\p{L}) | (?:та|ра|ма)(?!\p{L}) )?
    (?: \s{0,2}(?: година(?:та)? | години | год\b\.? | г\.(?!\p{Lu}\.) | г\b ) )?
"""
NO_NUMBER_BEFORE = r"(?<![\d\p{L}])(?<!\d[.,:/])(?<!\p{L}-)(?<![№#]\s?)"
JOINT = r"\s{0,2}(?:,|и|-|–|—|до|срещу)\s{0,2}"
DAYS = rf"(?:(?P<day>{DAY}){SUFFIX}?{JOINT}){{0,9}}(?P<day>{DAY}){SUFFIX}?"

SHIFT_WORD = rf"(?:{alternatives(list(SHIFTS))})(?:ият|ия|ите|и|ата|а|ото|о|е)?(?!\p{{L}})"
YEAR_WORD = rf"""
    (?: (?P<this_year> [тс]\.\s?г\. | тг\. | (?:тази|настоящата|текущата)\s+(?:година|г\.) | т\.\s?год\. )
      | (?P<last_year> м\.\s?г\. | (?:миналата|предната|предходната|предишната|изминалата)\s+(?:година|г\.) | лани )
      | (?P<next_year> догодина | (?:следващата|другата|идната|идващата)\s+(?:година|г\.) )
      | (?P<same_year> същата\s+година ) )(?!\p{{L}})
"""
_FLAGS = regex.VERBOSE | regex.IGNORECASE


_SUFFIX = regex.compile(SUFFIX, _FLAGS)


def _compile(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, _FLAGS)


ISO = _compile(
    rf"(?<![\d.,/-])(?P<year>{YEAR})(?P<mark>[-./])(?P<month>1[0-2]|0[1-9])(?P=mark)(?P<day>{DAY})"
    rf"(?![-./]?\d)(?:\s?г\.)?"
)
NUMERIC = _compile(
    rf"""
    (?<!\d)(?<!\d[.,:]\s?)
    (?:(?P<day>{DAY})(?:\s?г\.)?{JOINT}){{0,9}} (?P<day>{DAY})
    \s?(?P<mark>[./-])\s{{0,2}}(?P<month>1[0-2]|0?[1-9])(?!\d) \s?(?P=mark)?\s{{0,2}}
    (?: (?P<year>{YEAR}) | (?<=[./-])(?P<short>\d\d)(?!\d) ) (?![./-]\d)
    (?: {YEAR_TAIL} )
    """
)
AMERICAN = _compile(rf"(?<![\d/])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|2\d|1[3-9])/(?P<year>{YEAR})(?![/\d])")
ROMAN_MONTH = _compile(
    rf"""
    {NO_NUMBER_BEFORE} {DAYS} \s?[./]\s? (?P<month>[IVXХІ]{{1,4}})(?!\p{{L}}) \.?
    (?: [\s/]{{0,2}}(?P<year>{YEAR}){YEAR_TAIL} | \s?{YEAR_WORD} )?
    """
)
DAY_MONTH_NUMERIC = _compile(
    rf"""
    {NO_NUMBER_BEFORE}(?<![.,]) {DAYS} \.\s?(?P<month>1[0-2]|0[1-9]|[1-9])(?!\d)
    (?: (?P<dot>\.)(?!\s?\d) | (?!\.\d|[,:]\d) ) (?: \s?{YEAR_WORD} )?
    (?! \s{{0,2}}(?:ч\b|час|лв|лева|евро|€|%|млн|хил|милион|хиляд|кв|км|куб|дка|дек|м\b|т\b|кг|л\b|на\s+сто|процент|точк|бал|пъти|метр|тона|:\d) )
    """
)
DAY_MONTH = _compile(
    rf"""
    (?<![\d\p{{L}}])(?<!\d[.,:/])(?<![№#]\s?)(?<!(?:зала|стая|каб|брой|бр|ет|вх)\.?\s)
    {DAYS} \s{{0,2}}(?:от\s+)?(?:м\.\s?|месец\s+)?
    (?P<month>{alternatives(list(MONTHS))})(?!\p{{L}}) (?: \.(?=\s?[\d,]) )?
    (?: ,?\s{{0,2}}(?:през\s+)?(?P<year>{YEAR})(?!\s?(?:лв|лева|евро|души|часа))(?!\d|[.:]\d){YEAR_TAIL}
      | \s(?P<short>\d\d)(?=\s*(?:г\.|[|/\n]|$))(?:\s?г\.)?
      | ,?\s{{0,2}}(?:на\s+|през\s+)?{YEAR_WORD} )?
    """
)
MONTH_DAY = _compile(
    rf"(?<!\p{{L}})(?P<month>{alternatives(list(MONTHS))})\s(?P<day>{DAY})(?:-ти)?,\s?(?P<year>{YEAR})"
)
MONTH = _compile(
    rf"""
    (?<![\p{{L}}\d-]) (?P<prefix> (?:м\.|м-ц|мес\.|месец|месеца|месеците)\s{{0,2}} )?
    (?P<month>{alternatives(_FULL_MONTHS)})(?![\p{{L}}-]|\s?“)
    (?: ,?\s{{0,2}}(?:на\s+|през\s+)?(?P<year>{YEAR})(?!\s?(?:лв|лева|евро|души))(?![.:]\d){YEAR_TAIL}
      | \s{{0,2}}(?:на\s+|през\s+)?{YEAR_WORD} )?
    """
)
SHIFTED_MONTH = _compile(
    rf"(?<!\p{{L}})(?P<shift>{SHIFT_WORD})\s+(?:месец\s+)?(?P<month>{alternatives(_FULL_MONTHS)})(?!\p{{L}})"
)
SCHOOL_YEAR = _compile(
    rf"""
    (?: (?:учебн|академичн)\p{{L}}*\s+(?:година\s+)?(?P<first>{YEAR})\s?[/–-]\s?(?P<last>{YEAR}|\d\d(?!\d)){YEAR_TAIL}
      | (?P<first>{YEAR})\s?[/–-]\s?(?P<last>{YEAR}|\d\d(?!\d))\s+(?:учебн|академичн)\p{{L}}*(?:\s+година)? )
    """
)
YEAR_SPAN = _compile(
    rf"""
    (?<![\d\p{{L}}.,:/-]) (?P<first>{YEAR})(?:\s?г\.)?\s?[-–—/]\s?(?P<last>{YEAR})(?![.,:/-]?\d)(?P<tail>{YEAR_TAIL})
    """
)
YEAR_ALONE = _compile(
    rf"""
    (?<![\d\p{{L}}.,:-])(?<!№\s?)
    (?P<year>{YEAR})(?![.,:/]\d|\s?(?:лв|лева|евро|€|%|души|човека|участни|деца|учени|бр\b|кв|км|м\b|дка|тона|куб|метра))
    (?P<tail>{YEAR_TAIL})
    """
)
RELATIVE_DAY = _compile(rf"(?<!\p{{L}})(?P<form>{alternatives(list(RELATIVE_DAYS))})(?!\p{{L}})(?:\s+ден)?")
RELATIVE_UNIT = _compile(
    rf"""
    (?<!\p{{L}}) (?P<shift>{SHIFT_WORD}|същ(?:ия|ият|ата|ото)) \s+
    (?P<unit>седмица|месец|година|г\.|уикенд|тримесечие|{alternatives(_LONG_WEEKDAYS)}|{alternatives(list(FEASTS))})(?!\p{{L}})
    """
)
YEAR_IN_WORDS = _compile(rf"(?<![\p{{L}}\d.]) (?: {YEAR_WORD} | (?P<lasts>миналогодишн\p{{L}}{{1,3}}) )")
NEIGHBOUR_DAY = _compile(
    r"(?<!\p{L})(?:(?P<next>следващия|другия)|(?P<before>предния|предишния|предходния))\s+ден(?!\p{L})"
)
DAY_OF_MONTH = _compile(
    rf"""
    {NO_NUMBER_BEFORE} {DAYS}
    (?: \s{{0,2}}(?: (?P<this>т\.\s?м\. | (?:този|тоя|настоящия|текущия)\s+месец | с\.\s?м\.)
        | (?P<last>м\.\s?м\. | (?:миналия|предния|предходния)\s+месец)
        | (?P<next>(?:следващия|идния|другия)\s+месец) | (?P<same>същия\s+месец) ) )
    """
)
DAY_ALONE = _compile(rf"{NO_NUMBER_BEFORE}(?P<day>{DAY}){SUFFIX}(?![.,:]\d|\s?(?:ч\b|час|%|лв|евро))")
UNIT_PART = _compile(r"(?<=(?:края|началото|средата)\s+на\s+)(?P<unit>годината|месеца|седмицата)(?!\p{L})")
PERIODS = _compile(
    rf"""
    (?<!\p{{L}}) (?:
        (?P<nth>първ|втор|трет|четвърт|последн)\p{{L}}{{1,3}}\s+(?P<unit>тримесечие|полугодие|шестмесечие)
      | (?P<months>първите|последните)\s+(?P<count>{NUMBER})\s+месеца(?=\s+(?:на|от)\s)
      | (?P<tenth>(?:шест|девет|десет)те)\s+месеца(?=\s+на\s)
      | (?P<roman>I{{1,3}}V?|IV)\s+(?P<unit>тримесечие|полугодие) )
    (?: \s+(?:на|от|през)\s+(?: (?P<year>{YEAR}){YEAR_TAIL} | {YEAR_WORD} | (?P<this_year>годината) ) | \s+{YEAR_WORD} )?
    """
)
NTH_WEEKDAY = _compile(
    rf"""
    (?<!\p{{L}}) (?P<nth>първ|втор|трет|четвърт|последн)\p{{L}}{{1,3}}\s+
    (?P<unit>уикенд|седмица|половина|десетдневка|дни|{alternatives(_LONG_WEEKDAYS)}) \s+(?:на|от)\s+(?:месец\s+|м\.\s?)?
    (?P<month>{alternatives(_FULL_MONTHS)})(?!\p{{L}})
    (?: \s{{0,2}}(?P<year>{YEAR}){YEAR_TAIL} | \s{{0,2}}(?:на\s+)?{YEAR_WORD} )?
    """
)
WEEKDAY = _compile(
    rf"(?<!\p{{L}})(?:(?P<weekday>{alternatives(_LONG_WEEKDAYS)})|(?P<weekend>уикенда|уикендът))(?!\p{{L}})"
)
FEAST = _compile(
    rf"(?<!\p{{L}})(?P<feast>{alternatives(list(FEASTS))})(?!\p{{L}})(?:\s+(?:(?P<year>{YEAR}){YEAR_TAIL}|{YEAR_WORD}))?"
)
#: A span of years is a date after these, and else a part of a name ("Програма 2014-2020").
BEFORE_SPAN = _compile(
    r"(?:^|[(/:;,–—-]|\n|(?<!\p{L})(?:период\p{L}{0,3}|през|за|в|мандат\p{L}{0,3}|сезон\p{L}{0,3}|между|от|към|години|зима(?:та)?))\s*$"
)
AGO = _compile(
    r"""
    (?<!\p{L}) (?: преди\s+(?P<count>[\p{L}\d]{1,20}(?:\s+и\s+\p{L}{3,10})?\s+)?(?P<unit>дни|дена|година|години)
    | (?P<unit>ден|дни|дена|година|години|седмица|седмици)\s+(?P<later>по-късно|по-рано) ) (?!\p{L})
    """
)
COUNT_BEFORE = _compile(rf"(?P<before>(?<!\p{{L}})(?:със?|за)\s+)?(?P<count>{NUMBER})\s+$")
DAY_BEFORE = _compile(rf"(?P<day>{ORDINAL})\s+(?:от\s+)?$")

NTH = {"първ": 1, "втор": 2, "трет": 3, "четвърт": 4, "последн": -1}
UNITS = {"ден": "day", "дни": "day", "дена": "day", "седмица": "week", "седмици": "week", "уикенд": "weekend"}
UNITS |= {"месец": "month", "месеца": "month", "година": "year", "години": "year", "г.": "year"}


def _year(match: regex.Match[str]) -> tuple[int | None, Shift | None]:
    """The year of an expression: stated, moved ("догодина"), or neither."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"]), None
    if groups.get("short"):
        short = int(groups["short"])
        return (2000 if short < 70 else 1900) + short, None
    for name, count in (("this_year", 0), ("last_year", -1), ("next_year", 1)):
        if groups.get(name):
            return None, Shift("year", count)
    if groups.get("same_year"):
        return None, Shift("year", 0, from_previous=True)
    return None, None


def _count(words: str) -> int | None:
    """A whole number written in digits or words."""
    value = value_of(words)
    return int(value) if value is not None and value == int(value) else None


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
        suffix = _SUFFIX.match(text, end)
        end = match.end() if index == len(spans) - 1 else suffix.end() if suffix else end
        if moment.possible():
            yield Atom(start, end, moment, rule, weak)


def _days(match: regex.Match[str], rule: str, weak: bool = False) -> Iterator[Atom]:
    """The days of a list with a common month."""
    month = _month_number(match["month"])
    if month:
        year, shift = _year(match)
        yield from _listed(match, rule, lambda day: Moment(year, month, day, shift=shift), weak)


def _iso(match: regex.Match[str]) -> Iterator[Atom]:
    moment = Moment(int(match["year"]), int(match["month"]), int(match["day"]))
    if moment.possible():
        yield Atom(match.start(), match.end(), moment, "iso")


def _american(match: regex.Match[str]) -> Iterator[Atom]:
    yield from _iso(match)


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


def _month(match: regex.Match[str]) -> Iterator[Atom]:
    """A month, with its year and with a day in words before it ("двадесет и четвърти май")."""
    year, shift = _year(match)
    month, start = MONTHS[match["month"].lower()], match.start()
    day = None if match["prefix"] else DAY_BEFORE.search(match.string[max(0, start - 40) : start])
    if day is not None:
        moment = Moment(year, month, ordinal_of(day["day"]), shift=shift)
        if moment.possible():
            yield Atom(start - len(day[0]), match.end(), moment, "day_in_words")
            return
    weak = month == 5 and not match["prefix"] and year is None and shift is None
    yield Atom(start, match.end(), Moment(year, month, shift=shift), "month_year" if year else "month", weak)


def _shift_of(word: str) -> Shift:
    low = word.lower()
    if low.startswith("същ"):
        return Shift("year", 0, from_previous=True)
    stem = max((s for s in SHIFTS if low.startswith(s)), key=len)
    return Shift("year", SHIFTS[stem])


def _shifted_month(match: regex.Match[str]) -> Iterator[Atom]:
    """ "Миналия октомври" is the October before the publication, "следващия" the one after."""
    count = _shift_of(match["shift"]).count
    moment = Moment(month=MONTHS[match["month"].lower()], turn=(count > 0) - (count < 0))
    yield Atom(match.start(), match.end(), moment, "shifted_month")


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
    yield Atom(match.start(), match.end(), Moment(int(match["year"])), "year", weak=not match["tail"].strip())


def _relative_day(match: regex.Match[str]) -> Iterator[Atom]:
    shift = Shift("day", RELATIVE_DAYS[match["form"].lower()])
    yield Atom(match.start(), match.end(), Moment(shift=shift), "relative_day")


def _relative_unit(match: regex.Match[str]) -> Iterator[Atom]:
    shift, unit = _shift_of(match["shift"]), match["unit"].lower()
    if unit in WEEKDAYS:
        if shift.from_previous:
            return
        moment = Moment(weekday=WEEKDAYS[unit], shift=Shift("week", shift.count))
    elif unit in FEASTS:
        moment = Moment(feast=FEASTS[unit], turn=(shift.count > 0) - (shift.count < 0))
    elif unit == "тримесечие":
        return
    else:
        moment = Moment(shift=Shift(UNITS[unit], shift.count, shift.from_previous))  # type: ignore[arg-type]
    yield Atom(match.start(), match.end(), moment, "relative_unit")


def _year_in_words(match: regex.Match[str]) -> Iterator[Atom]:
    _, shift = _year(match)
    yield Atom(match.start(), match.end(), Moment(shift=shift or Shift("year", -1)), "relative_year")


def _neighbour_day(match: regex.Match[str]) -> Iterator[Atom]:
    shift = Shift("day", 1 if match["next"] else -1, from_previous=True)
    yield Atom(match.start(), match.end(), Moment(shift=shift), "neighbour_day")


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


def _unit_part(match: regex.Match[str]) -> Iterator[Atom]:
    unit = {"годината": "year", "месеца": "month", "седмицата": "week"}[match["unit"].lower()]
    yield Atom(match.start(), match.end(), Moment(shift=Shift(unit, 0)), "this_unit")  # type: ignore[arg-type]


def _periods(match: regex.Match[str]) -> Iterator[Atom]:
    year, shift = _year(match)
    if match["months"] or match["tenth"]:
        count = _count(match["count"] or match["tenth"][:-2]) or 0
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


def _weekday(match: regex.Match[str]) -> Iterator[Atom]:
    if match["weekend"]:
        yield Atom(match.start(), match.end(), Moment(weekend=True), "weekend")
    else:
        moment = Moment(weekday=WEEKDAYS[match["weekday"].lower()])
        yield Atom(match.start(), match.end(), moment, "weekday", weak=True)


def _feast(match: regex.Match[str]) -> Iterator[Atom]:
    if match[0][:1].islower() and match["feast"].lower() not in ("нова година", "бъдни вечер"):
        return
    year, shift = _year(match)
    yield Atom(match.start(), match.end(), Moment(year, feast=FEASTS[match["feast"].lower()], shift=shift), "feast")


def _ago(match: regex.Match[str]) -> Iterator[Atom]:
    """"Преди две години", "преди година", "седмица по-късно"; but "със седем дни по-рано" is a distance."""
    start, later = match.start(), match["later"]
    count: int | None = 1
    if later:
        found = COUNT_BEFORE.search(match.string[max(0, start - 30) : start])
        if found and found["before"]:
            return
        if found:
            count, start = _count(found["count"]), start - len(found[0]) + len(found["before"] or "")
    elif match["count"]:
        count = _count(match["count"])
    unit = UNITS[match["unit"].lower()]
    if not count or (unit != "year" and not later and match["count"] is None):
        return
    sign = 1 if later == "по-късно" else -1
    shift = Shift("year" if unit == "year" else "day", sign * count * (7 if unit == "week" else 1), later is not None)
    yield Atom(start, match.end(), Moment(shift=shift), "later" if later else "ago")


#: In the order of precedence: where two overlap, the earlier one counts.
PATTERNS: tuple[tuple[regex.Pattern[str], Callable[[regex.Match[str]], Iterator[Atom]]], ...] = (
    (ISO, _iso),
    (NUMERIC, lambda match: _days(match, "numeric")),
    (AMERICAN, _american),
    (ROMAN_MONTH, lambda match: _days(match, "roman_month")),
    (DAY_MONTH, _day_month),
    (MONTH_DAY, _month_day),
    (NTH_WEEKDAY, _nth_weekday),
    (PERIODS, _periods),
    (DAY_OF_MONTH, _day_of_month),
    (SHIFTED_MONTH, _shifted_month),
    (MONTH, _month),
    (SCHOOL_YEAR, _school_year),
    (DAY_MONTH_NUMERIC, _day_month_numeric),
    (YEAR_SPAN, _year_span),
    (YEAR_ALONE, _year_alone),
    (NEIGHBOUR_DAY, _neighbour_day),
    (RELATIVE_DAY, _relative_day),
    (RELATIVE_UNIT, _relative_unit),
    (FEAST, _feast),
    (YEAR_IN_WORDS, _year_in_words),
    (UNIT_PART, _unit_part),
    (AGO, _ago),
    (WEEKDAY, _weekday),
    (DAY_ALONE, _day_alone),
)


def atoms(text: str) -> list[Atom]:
    """All date expressions of `text` in reading order, without overlaps; offsets are those of `text`."""
    taken = bytearray(len(text))
    found: list[Atom] = []
    for pattern, build in PATTERNS:
        for match in pattern.finditer(text):
            group = list(build(match))
            if not group or any(taken[group[0].start : group[-1].end]):
                continue
            found += group
            for atom in group:
                taken[atom.start : atom.end] = b"\1" * (atom.end - atom.start)
    return sorted(found, key=lambda atom: atom.start)


@lru_cache(maxsize=1)
def weekday_pattern() -> regex.Pattern[str]:
    """A weekday beside a date, abbreviations included."""
    return _compile(rf"(?P<weekday>{alternatives(list(WEEKDAYS))})(?!\p{{L}})\.?")
