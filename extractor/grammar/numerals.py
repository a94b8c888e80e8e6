"""Numerals: the one grammar of numbers that dates, counts and sums share.

`NUMBER`, `ORDINAL` and `RANGE` are fragments of `regex` patterns, to be put into larger
patterns in verbose mode; they hold no groups and bring their own word boundaries.
`value_of` and `ordinal_of` give the value of what they matched. `numerals` reads all
numbers of a text.

Digits are read as Bulgarian press offices write them: groups of thousands by spaces,
dots or (from foreign templates) commas, decimals by comma or dot: "176 614,69",
"176 614.69", "1.234.567,89", "80,000". A comma or dot before exactly three digits
groups thousands, except before a word such as "млн." ("1,250 млн.") and after a zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

from extractor.lexicon import table

_CARDINALS = table("numerals.csv")
#: Classes of words that multiply what stands before them.
_SCALES = ("scale", "abbreviation", "dotted")
_ORDINALS = table("ordinals.csv")

#: Word -> (class, value); see lexicon/numerals.csv.
_CARDINAL: dict[str, tuple[str, Decimal]] = {
    form: (row["class"], Decimal(row["value"])) for row in _CARDINALS for form in row["forms"].split()
}
_ORDINAL: dict[str, tuple[str, int]] = {
    stem + ending: (row["class"], int(row["value"]))
    for row in _ORDINALS
    for stem in row["stems"].split()
    for ending in ("и", "а", "о", "ия", "ият", "ата", "ото", "ите")
}


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches the longest of `words`, sharing their beginnings (a trie), so that it fails early.

    >>> alternatives(["два", "две", "двама"])
    'дв(?:а(?:ма)?+|е)'
    """
    trie: dict[str, dict[str, object]] = {}
    for word in words:
        node = trie
        for letter in word:
            node = node.setdefault(letter, {})  # type: ignore[assignment]
        node[""] = {}
    return _pattern(trie)


def _pattern(node: dict[str, dict[str, object]]) -> str:
    branches = [
        regex.escape(letter) + _pattern(child)  # type: ignore[arg-type]
        for letter, child in sorted(node.items())
        if letter
    ]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{body}?+" if "" in node else body


def _cardinals(*classes: str) -> str:
    forms = [f for row in _CARDINALS if row["class"] in classes for f in row["forms"].split()]
    return f"(?:{alternatives(forms)})"


def _ordinals(*classes: str) -> str:
    return f"(?:{alternatives(word for word, (kind, _) in _ORDINAL.items() if kind in classes)})"


# ---------------------------------------------------------------- digits
_SPACE = r"[ \t\u00a0\u2007\u2009\u202f]"
# Groups of three after a space: not after another number ("0885 123 456"), save a year ("през 2024 120 000").
_SPACED = rf"""(?:(?<!\d{_SPACE})|(?<=(?<!\d)(?:19|20)\d\d{_SPACE}))
    [1-9]\d{{0,2}}(?:{_SPACE}\d{{3}}){{1,5}}+(?!\d)(?:[.,]\d{{1,2}}(?!\d|[.,/:]\d))?"""
_DOTTED = r"[1-9]\d{0,2}(?:\.\d{3}){1,5}+(?!\d)(?:,\d{1,2}(?!\d|[.,/:]\d))?"
_COMMAED = r"[1-9]\d{0,2}(?:,\d{3}){1,5}+(?!\d)(?:\.\d{1,2}(?!\d|[.,/:]\d))?"
_SWISS = r"[1-9]\d{0,2}(?:['’]\d{3}){1,5}+(?!\d)(?:[.,]\d{1,2}(?!\d|[.,/:]\d))?"
_DECIMAL = r"\d{1,15}[.,]\d{1,6}(?![.,/:]?\d)"
_WHOLE = r"\d{1,15}(?!\d|[.:/]\d)"
#: A number in digits, without suffix or word.
DIGITS = rf"""(?:(?<![\p{{L}}\d])(?<!\d[.,:/])(?:
        {_SPACED}|{_SWISS}|{_DOTTED}(?![.,/:]?\d)|{_COMMAED}(?![.,/:]?\d)|{_DECIMAL}|{_WHOLE})
    |(?<=\d,){_WHOLE})"""

# "17-те", "13-ма", "22-мата", "20-ина": the ending of a cardinal written after its digits.
_ENDING = r"\s?[-–]\s?(?:те|мата|имата|има|ма|мина|мината|тина|ина|тех)(?!\p{L})"
# "5-ти", "21-ви", "1-ва", "8-мо", "16-ия", "3-ият", "15-и"; "-ма" is a cardinal, save "7-ма", "8-ма" before a
# singular noun.
_ORDINAL_ENDING = r"""(?:\s?[-–]\s?(?:[вртм](?:и|ия|ият|ата|ото|ите|о)|[врт]а|ия|ият)(?!\p{L})|[-–]и(?!\p{L})
    |(?<=(?<!1)[78])[-–]ма(?!\p{L}|\s\p{L}+(?:и|е|а)\b))"""

# ---------------------------------------------------------------- words
_AND = r"\s{1,3}и\s{1,3}"
_WORD = r"(?<![\p{L}\d])"
_END = r"(?!\p{L})"
_UNIT, _TEEN, _TEN, _HUNDRED = (_cardinals(name) + _END for name in ("unit", "teen", "ten", "hundred"))
_ABOUT = _cardinals("about") + _END
_SCALE = rf"(?:{_cardinals('scale')}{_END}|{_cardinals('abbreviation')}{_END}\.?|{_cardinals('dotted')}\.)"
_UP_TO_99 = rf"(?:{_TEN}(?:{_AND}{_UNIT})?+|{_TEEN}|{_UNIT})"
_UP_TO_999 = rf"(?:{_HUNDRED}(?:\s{{1,3}}(?:и\s{{1,3}})?{_UP_TO_99})?+|{_UP_TO_99})"
_HALF = rf"(?:{_AND}половина(?:та)?{_END})"
_PART = _cardinals("part") + _END
_PLAIN = rf"(?:{_UP_TO_999}|{DIGITS}(?:{_ENDING})?+)"
# One step with its scale ("два милиона", "22 хил.", "половин милион"), or a bare scale in the singular ("хиляда").
_SINGLE = rf"(?:хиляда(?:та)?|милион(?:ът)?|милиард(?:ът)?){_END}"
_STEP = rf"(?:(?:{_PLAIN}{_HALF}?+|{_PART}|{_ABOUT})[ \t\u00a0]{{0,3}}{_SCALE}|{_SINGLE})"

#: A cardinal number in digits, in words, or in both, with word boundaries; no groups.
NUMBER = rf"""(?:{_WORD}(?:
      {_STEP}{_HALF}?+(?:\s{{1,3}}(?:и\s{{1,3}})?(?:{_STEP}|{_UP_TO_999}|(?<=и\s)\d{{1,3}}(?![\d.,:/]))){{0,3}}
    | {_ABOUT}
    | {_PLAIN}{_HALF}?+
    )|(?<=\d,){_WHOLE})"""

_ORDINAL_WORDS = rf"""(?:(?:{_SINGLE}|{_UP_TO_999}\s{{1,3}}{_SCALE})\s{{1,3}}(?:и\s{{1,3}})?)?
    (?:(?:{_HUNDRED}\s{{1,3}}(?:и\s{{1,3}})?)?
       (?:(?:{_TEN}{_AND})?{_ordinals("unit")}{_END}|{_ordinals("teen", "ten")}{_END})
     | {_ordinals("hundred", "scale")}{_END})"""

#: An ordinal number in digits with an ending ("5-ти") or in words, with word boundaries; no groups.
ORDINAL = rf"(?:{_WORD}(?:{_ORDINAL_WORDS}|\d{{1,4}}{_ORDINAL_ENDING}))"

#: Two cardinals as the ends of a range: "10-20", "от 10 до 20", "между 10 и 20", "десет до двайсет"; no groups.
RANGE = rf"""(?:{_WORD}(?:между\s{{1,3}}{NUMBER}\s{{1,3}}и\s{{1,3}}{NUMBER}
    |(?:от\s{{1,3}})?{NUMBER}(?:\s?[-–—]\s?|\s{{1,3}}до\s{{1,3}}){NUMBER}))"""

# "две трети", "три четвърти", "една пета"; but "две трети места" are two places.
_FRACTION = rf"""{_WORD}{_UNIT}\s{{1,3}}(?:половина|четвърт|{_ordinals("unit", "teen")}|стотн[аи]){_END}
    (?<!първ\p{{L}}{{1,3}})(?!\s{{1,3}}(?:мест|място|наград|клас|премии|степен|отличи))"""

FLAGS = regex.VERBOSE | regex.IGNORECASE | regex.V0

_LETTERS = regex.compile(r"\p{L}+")
_DIGITS = regex.compile(r"\d+")
_SCAN = regex.compile(rf"(?P<fraction>{_FRACTION})|(?P<ordinal>{ORDINAL})|(?P<number>{NUMBER})", FLAGS)
# Where a number can begin: a digit, or the first letters of a word of the lists. The grammar is tried only there,
# and this finder (of the standard library, faster on so simple a pattern) passes over the rest of a text.
_BEGINNINGS = "|".join(sorted({re.escape(word[:3]) for word in (*_CARDINAL, *_ORDINAL)}))
_BEGINNING = re.compile(rf"(?<![а-я0-9])(?:\d|{_BEGINNINGS})")
_PIECES = regex.compile(rf"(?P<digits>{DIGITS})|(?P<ending>{_ENDING})|(?P<word>\p{{L}}+)", FLAGS)
_ROMAN = regex.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_LETTERS = str.maketrans("ХІМСВІ", "XIMCVI")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: ``text[start:end]`` (code points from 0) and its value."""

    start: int
    end: int
    value: Decimal
    ordinal: bool
    form: str  # "digits", "words", "mixed" ("22 хиляди", "13-ма")


def numerals(text: str) -> list[Numeral]:
    """All numbers of `text` in reading order, without overlap."""
    return list(_scan(text))


def closing_numeral(text: str) -> Numeral | None:
    """The number with which `text` ends but for white space after it; None where there is none."""
    last = next(reversed(numerals(text)), None)
    return last if last is not None and text[last.end :].isspace() else None


def _matches(text: str) -> Iterator[regex.Match[str]]:
    """What ``_SCAN.finditer`` gives, at a tenth of its cost."""
    end = 0
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals ("İ") have two small letters
        lower = "".join(char.lower()[0] for char in text)
    for place in _BEGINNING.finditer(lower):
        if place.start() >= end and (match := _SCAN.match(text, place.start())) is not None:
            end = match.end()
            yield match


def _scan(text: str) -> Iterator[Numeral]:
    for match in _matches(text):
        phrase = match[0]
        ordinal = match.lastgroup == "ordinal"
        value: Decimal | None
        if match.lastgroup == "fraction":
            value = _fraction(phrase)
        elif ordinal:
            number = ordinal_of(phrase)
            value = None if number is None else Decimal(number)
        else:
            value = _value(phrase)
        if value is not None:
            yield Numeral(match.start(), match.end(), value, ordinal, _form(phrase))


def _form(phrase: str) -> str:
    if not any(c.isalpha() for c in phrase):
        return "digits"
    return "mixed" if any(c.isdigit() for c in phrase) else "words"


def digits_value(digits: str, *, decimal: bool = False) -> Decimal:
    """Value of a number in digits with any of the usual separators.

    `decimal` says that a single comma or dot before three digits is a decimal one ("1,250 млн.").
    """
    digits = "".join(digits.split()).replace("'", "").replace("’", "")
    marks = [c for c in digits if c in ".,"]
    if len(marks) == 1:
        whole, _, rest = digits.partition(marks[0])
        thousands = len(rest) == 3 and not decimal and 0 < len(whole) <= 3 and not whole.startswith("0")
        return Decimal(whole + rest) if thousands else Decimal(f"{whole}.{rest}")
    if len(set(marks)) == 2:  # "1.234.567,89": the last mark is the decimal one
        other = "." if marks[-1] == "," else ","
        return Decimal(digits.replace(other, "").replace(",", "."))
    return Decimal(digits.replace(".", "").replace(",", ""))


def value_of(phrase: str) -> Decimal | None:
    """Value of a cardinal phrase ("22 хиляди", "милион и половина", "17-те"), None for anything else."""
    phrase = phrase.strip()
    return _value(phrase) if _is_whole(phrase, "number") else None


def _is_whole(phrase: str, kind: str) -> bool:
    """Whether the whole of `phrase` is one "number" or one "ordinal".

    `_SCAN` tries a fraction, an ordinal and a number in this order: what it finds later, no earlier one is.
    """
    match = _SCAN.fullmatch(phrase)
    if match is None or match.lastgroup == kind:
        return match is not None
    order = ("fraction", "ordinal", "number")
    if order.index(str(match.lastgroup)) > order.index(kind):
        return False
    return _alone(NUMBER if kind == "number" else ORDINAL).fullmatch(phrase) is not None


@lru_cache(maxsize=2)  # slow to compile and hardly ever needed: "7-ма" is an ordinal and a number
def _alone(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, FLAGS)


def _value(phrase: str) -> Decimal:
    """Value of a phrase that is known to be a cardinal."""
    total = Decimal(0)  # steps that are complete: "два милиона"
    current: Decimal | None = None  # the step being read: "триста и"
    last_scale = Decimal(1)
    scaled = _has_scale(phrase)
    for piece in _PIECES.finditer(phrase):
        if piece["digits"]:
            current = (current or 0) + digits_value(piece[0], decimal=scaled)
        elif piece["word"]:
            word = piece[0].casefold()
            if word.startswith("половина"):
                if current is not None:
                    current += Decimal("0.5")
                else:
                    total += last_scale / 2
                continue
            kind, value = _CARDINAL.get(word, ("", Decimal(0)))
            if kind in _SCALES:
                total += (1 if current is None else current) * value
                current, last_scale = None, value
            elif kind:
                current = (current or 0) + value
    return (total + (current or 0)).normalize() + 0 if scaled else total + (current or 0)


def _has_scale(phrase: str) -> bool:
    return any(_CARDINAL.get(word, ("",))[0] in _SCALES for word in _LETTERS.findall(phrase.casefold()))


def is_about(phrase: str) -> bool:
    """Whether a cardinal is an estimate by its form: "десетина", "стотина", "20-ина"."""
    words = _LETTERS.findall(phrase.casefold())
    return any(w in ("ина", "тина") or _CARDINAL.get(w, ("",))[0] == "about" for w in words)


def ordinal_of(phrase: str) -> int | None:
    """Value of an ordinal ("5-ти", "двадесет и четвърти", Roman "XXI" also in Cyrillic letters), else None."""
    phrase = phrase.strip()
    roman = phrase.translate(_ROMAN_LETTERS)
    if roman and phrase.isupper() and _ROMAN.fullmatch(roman):
        return _roman(roman)
    if not _is_whole(phrase, "ordinal"):
        return None
    lead = _DIGITS.match(phrase)
    if lead is not None:
        return int(lead[0])
    total, current = 0, 0
    for word in _LETTERS.findall(phrase.casefold()):
        if word in _ORDINAL:
            current += _ORDINAL[word][1]
        elif word in _CARDINAL:
            kind, value = _CARDINAL[word]
            if kind == "scale":
                total, current = int(max(current, 1) * value), 0
            else:
                current += int(value)
    return total + current


def _roman(numeral: str) -> int:
    figures = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[c] for c in numeral]
    pairs = zip(figures, [*figures[1:], 0], strict=True)
    return sum(-a if a < b else a for a, b in pairs)


def _fraction(phrase: str) -> Decimal | None:
    above, _, below = " ".join(phrase.casefold().split()).partition(" ")
    named = {"половина": 2, "четвърт": 4, "стотна": 100, "стотни": 100}
    divisor = named.get(below) or ordinal_of(below)
    dividend = value_of(above)
    return dividend / divisor if divisor and dividend is not None else None
