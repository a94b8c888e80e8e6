"""What a date looks like: one readable pattern for each way of writing it.

What a match says is the business of `extractor.facts.dates.atoms`.
"""

from __future__ import annotations

import re

import regex

from extractor.grammar.numerals import alternatives
from extractor.lexicon import table

MONTHS = {row["form"]: int(row["month"]) for row in table("months.csv")}
WEEKDAYS = {row["form"]: int(row["weekday"]) for row in table("weekdays.csv")}
FEASTS = {row["form"]: row["date"] for row in table("holidays.csv")}
RELATIVE_DAYS = {row["form"]: int(row["days"]) for row in table("relative_days.csv")}
SHIFTS = {row["stem"]: int(row["shift"]) for row in table("relative_shifts.csv")}
ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}

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
NO_NUMBER_BEFORE = r"(?<![\d\p{L}])(?<!\d[.,:/])(?<!\p{L}-)(?<!(?:[№#]|верси[яи]|\bv\.?)\s?)"
MEASURES = r"градус|°|секунд|кв|км|куб|дка|дек|м\b|т\b|кг|л\b|точк|бал|пъти|метр|тона"
JOINT = r"\s{0,2}(?:,|и|-|–|—|до|срещу)\s{0,2}"
DAYS = rf"(?:(?P<day>{DAY}){SUFFIX}?{JOINT}){{0,9}}(?P<day>{DAY}){SUFFIX}?"

SHIFT_WORD = rf"(?:{alternatives(list(SHIFTS))})(?:ият|ия|ите|и|ата|а|ото|о|е)?(?!\p{{L}})"
YEAR_WORD = r"""
    (?: (?P<this_year> [тс]\.\s?г\. | тг\. | (?:тази|настоящата|текущата)\s+(?:година|г\.) | т\.\s?год\. )
      | (?P<last_year> м\.\s?г\. | (?:миналата|предната|предходната|предишната|изминалата)\s+(?:година|г\.) | лани )
      | (?P<next_year> догодина | (?:следващата|другата|идната|идващата)\s+(?:година|г\.) )
      | (?P<same_year> същата\s+година ) )(?!\p{L})
"""
_FLAGS = regex.VERBOSE | regex.IGNORECASE


DAY_SUFFIX = regex.compile(SUFFIX, _FLAGS)


def _compile(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, _FLAGS)


ISO = _compile(
    rf"(?<![\d.,/-])(?P<year>{YEAR})(?P<mark>[-./])(?P<month>1[0-2]|0[1-9])(?P=mark)(?P<day>{DAY})"
    rf"(?![-./]?\d)(?:\s?г\.)?"
)
#: "07 09 2018  18:45", "03 06 2024 г.": without points, so only where an hour, "г." or the end of the line follows.
SPACED = _compile(
    rf"(?<![\d.,:/+-])(?<!\d\s)(?P<day>0[1-9]|[12]\d|3[01])\s(?P<month>0[1-9]|1[0-2])\s(?P<year>{YEAR})"
    r"(?:\s?г\.|(?=\s{1,3}\d\d?:\d\d)|(?=\s*(?:\||\n|\Z)))"
)
NUMERIC = _compile(
    rf"""
    (?<!\d)(?<!\d[.,:]\s?)(?<!(?<!\d)0\d{{2,3}}/)
    (?:(?P<day>{DAY})(?:\s?г\.)?{JOINT}){{0,9}} (?P<day>{DAY})
    \s?(?P<mark>[./-])\s{{0,2}}(?P<month>1[0-2]|0?[1-9])(?!\d) \s?(?P=mark)?\s{{0,2}}
    (?: (?P<year>{YEAR}) | (?<=[./-])(?P<short>\d\d)(?!\d) ) (?![./-]\d)
    (?: {YEAR_TAIL} )
    """
)
#: A slip of the pen in a date of ten figures: "12.032024 г.", "1203.2024 г.", "12..03.2024 г.", "12,03.2024 г.".
DAMAGED = _compile(
    r"""
    (?<![\d.,:/№#-])(?<![№#]\s)(?P<day>0[1-9]|[12]\d|3[01])
    (?: (?P<first>[.,/-]{0,2})(?P<month>0[1-9]|1[0-2])(?P<second>[.,/-]{0,2}) )
    (?P<year>(?:19[5-9]|20[0-4])\d)(?!\d|[.,]\d)
    (?P<tail> \s?(?:година | г\.(?!\p{Lu}\.) | г\b) | (?=\s*(?:\n|\Z)) )
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
    (?! \s{{0,2}}(?:ч\b|час|лв|лева|евро|€|%|млн|хил|милион|хиляд|на\s+сто|процент|:\d|{MEASURES}) )
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
    (?<![\d\p{{L}}])(?<!\d[.,:/-]) (?P<first>{YEAR})(?:\s?г\.)?
    \s?[-–—/]\s? (?P<last>{YEAR})(?![.,:/-]?\d) (?P<tail>{YEAR_TAIL})
    """
)
YEAR_ALONE = _compile(
    rf"""
    (?<![\d\p{{L}}.,:-])(?<!№\s?)
    (?P<year>{YEAR})(?![.,:/]\d|\s?(?:лв|лева|евро|€|%|души|човека|участни|деца|учени|бр\b|{MEASURES}))
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
    (?: \s{{0,2}}(?: (?P<this>т\.\s?м\. | (?:този|тоя|настоящия|текущия)\s+месец)
        | (?P<last>м\.\s?м\. | (?:миналия|предния|предходния)\s+месец)
        | (?P<next>(?:следващия|идния|другия)\s+месец) | (?P<same>същия\s+месец | с\.\s?м\.) ) )
    """
)
DAY_ALONE = _compile(rf"{NO_NUMBER_BEFORE}(?P<day>{DAY}){SUFFIX}(?![.,:]\d|\s?(?:ч\b|час|%|лв|евро))")
#: A number that can be a day of the month, and the patterns that open with one.
DAY_NUMBER = re.compile(rf"(?<!\d){DAY}")
FROM_DAY = frozenset({NUMERIC, ROMAN_MONTH, DAY_MONTH, DAY_MONTH_NUMERIC, DAY_OF_MONTH, DAY_ALONE})
UNIT_PART = _compile(r"(?<=(?:края|началото|средата)\s+на\s+)(?P<unit>годината|месеца|седмицата)(?!\p{L})")
PERIODS = _compile(
    rf"""
    (?<!\p{{L}}) (?:
        (?P<nth>първ|втор|трет|четвърт|последн)\p{{L}}{{1,3}}\s+(?P<unit>тримесечие|полугодие|шестмесечие)
      | (?P<months>първите|последните)\s+(?P<count>[\p{{L}}\d-]{{1,20}})\s+месеца(?=\s+(?:на|от)\s)
      | (?P<tenth>(?:шест|девет|десет)те)\s+месеца(?=\s+на\s)
      | (?P<roman>I{{1,3}}V?|IV)\s+(?P<unit>тримесечие|полугодие) )
    (?: \s+(?:на|от|през)\s+(?: (?P<year>{YEAR}){YEAR_TAIL} | {YEAR_WORD} | (?P<this_year>годината) )
      | \s+{YEAR_WORD} )?
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
#: "Дело № 61/2023 г.": the year is a part of a number.
CASE_NUMBER = _compile(r"(?:дело|д\.)\s?№\s?[\p{L}\d/-]{1,15}/$")
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
#: What stands, in lower case, in whatever such a pattern matches: most texts have none of it, and need not be searched.
NEEDED: dict[regex.Pattern[str], tuple[str, ...]] = {
    PERIODS: ("месеца", "месечие", "полугодие"),
    NTH_WEEKDAY: ("първ", "втор", "трет", "четвърт", "последн"),
    SHIFTED_MONTH: tuple(SHIFTS),
    SCHOOL_YEAR: ("учебн", "академичн"),
    NEIGHBOUR_DAY: ("следващия", "другия", "предния", "предишния", "предходния"),
    RELATIVE_DAY: tuple(RELATIVE_DAYS),
    RELATIVE_UNIT: (*SHIFTS, "същ"),
    FEAST: tuple(FEASTS),
    UNIT_PART: ("годината", "месеца", "седмицата"),
    AGO: ("преди", "по-късно", "по-рано"),
}
