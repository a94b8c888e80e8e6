"""Quantities: a number or a range with its bound, as counts and sums of money share them.

"над 200", "от 10 до 20", "между 5 и 10 млн.", "около петдесет", "стотици": each is one
`Quantity`, with the meaning that the guideline gives it ("до N" has no lower end).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

from extractor.grammar.numerals import Numeral, alternatives, is_about, numerals


@dataclass(frozen=True, slots=True)
class Quantity:
    """``text[start:end]`` with its bound; the numerals alone are ``text[number:end]``; None is an open end."""

    start: int
    end: int
    number: int  # where the first numeral starts, after the words of the bound
    low: Decimal | None
    high: Decimal | None
    approx: bool
    bound: str  # "", "min", "max", "about", "range", "vague"
    form: str  # as in `Numeral`

    @property
    def value(self) -> Decimal:
        """One number for its size: the lower end, or the upper one where that is open."""
        return self.low if self.low is not None else self.high or Decimal(0)


def _misspelt(word: str) -> str:
    """A pattern of `word` and of what it becomes by one slip of the hand: a letter left out, doubled or swapped."""
    slips = {word[:i] + word[i + 1 :] for i in range(1, len(word))}
    slips |= {word[:i] + word[i] + word[i:] for i in range(len(word))}
    slips |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    return f"(?:{alternatives([word, *sorted(slips)])})"


_MORE_THAN = rf"(?:{_misspelt('повече')}|поче)\sот"  # only before "от": short slips are words by themselves
_FILLER = r"(?:\s{1,3}(?:по|общо|още|всичко|някъде|цели|някакви|тези|точно|от))?+\s{1,3}$"
_BOUNDS = regex.compile(
    rf"""(?<!\p{{L}})(?:
      (?P<max>не\s(?:повече|по-(?:висок|голям|скъп)\p{{L}}{{0,4}})\sот|по-малко\sот|най-много|максимум|максимално|до|под
        |не\sна(?:дхвърля|двишава)т?)
    | (?P<min>не\sпо-(?:малк|нис|нисък|малък|мал)\p{{L}}{{0,4}}\sот|{_MORE_THAN}|над|поне|най-малко|минимум|минимално
        |надхвърл\p{{L}}{{1,4}}|надвиш\p{{L}}{{1,4}}|надмина\p{{L}}{{0,3}}|започва[тщ]?\p{{L}}?\sот)
    | (?P<about>около|близо|към|{_misspelt("приблизително")}|почти|горе-долу|ориентировъчно|[~≈])
    ){_FILLER}""",
    regex.VERBOSE | regex.IGNORECASE,
)
# "нарасна до 500", "се увеличава до 1,3 млн.": the value reached, not a limit.
_REACHED = regex.compile(
    r"(?<!\p{L})(?:увелич|нарас|нараст|израс|намал|спад|паднa?|вдиг|повиш|пониж|сниж|покач|скоч|поскъп|поевтин)"
    r"\p{L}{0,7}(?:\s\p{L}{1,12}){0,2}\s$",
    regex.IGNORECASE,
)
_NOT_MORE = regex.compile(r"(?<!\p{L})не\s$", regex.IGNORECASE)
_AND_MORE = regex.compile(r"\s?\+(?!\d)|\s(?:и|или)\s(?:повече|нагоре)(?!\p{L})", regex.IGNORECASE)
_HYPHEN = regex.compile(r"[-–—]|\s[-–—]\s")
_UP_TO = regex.compile(r"\s{1,3}до\s{1,3}", regex.IGNORECASE)
_AND = regex.compile(r"\s{1,3}и\s{1,3}", regex.IGNORECASE)
_FROM = regex.compile(r"(?<!\p{L})от\s{1,3}$", regex.IGNORECASE)
_BETWEEN = regex.compile(r"(?<!\p{L})между\s{1,3}$", regex.IGNORECASE)
_SCALE = regex.compile(r"(хил|млн|мил|млрд)\p{L}*\.?$", regex.IGNORECASE)
_VAGUE = regex.compile(
    r"(?<!\p{L}|\d\s?)(?:(?P<tens>десетки)|(?P<hundreds>стотици)|(?P<thousands>хиляди))(?P<more>\sхиляди)?(?!\p{L})",
    regex.IGNORECASE,
)
_VAGUE_VALUE = {"tens": 10, "hundreds": 100, "thousands": 1000}


def quantities(text: str, vague: bool = True) -> list[Quantity]:
    """All quantities of `text` in reading order; `vague` adds "десетки", "стотици", "хиляди"."""
    found = list(_counted(text))
    if vague:
        taken = {i for q in found for i in range(q.number, q.end)}
        for match in _VAGUE.finditer(text):
            if match.start() not in taken:
                low = Decimal(_VAGUE_VALUE[str(match.lastgroup if not match["more"] else _which(match))])
                low *= 1000 if match["more"] else 1
                found.append(Quantity(match.start(), match.end(), match.start(), low, None, True, "vague", "words"))
        found.sort(key=lambda q: q.number)
    return found


@lru_cache(maxsize=2)  # sums and counts want those of one document
def _counted(text: str) -> tuple[Quantity, ...]:
    """The quantities of `text` that have a number."""
    found: list[Quantity] = []
    cardinals = _cardinals(text)
    at = 0
    while at < len(cardinals):
        first = cardinals[at]
        second = cardinals[at + 1] if at + 1 < len(cardinals) else None
        if second is not None and (joined := _range(text, first, second)) is not None:
            found.append(joined)
            at += 2
            continue
        found.append(_single(text, first))
        at += 1
    return tuple(found)


def _cardinals(text: str) -> list[Numeral]:
    """The cardinals of `text` without the "сто" of "5 на сто" (per cent)."""
    kept: list[Numeral] = []
    for numeral in numerals(text):
        per_cent = kept and numeral.value == 100 and text[kept[-1].end : numeral.start].casefold() == " на "
        if not numeral.ordinal and not (per_cent and text[numeral.start : numeral.end].isalpha()):
            kept.append(numeral)
    return kept


def scale_of(written: str) -> int:
    """What the word at the end of a number multiplies by: 1000 for "5 хил.", 1 for "5"."""
    match = _SCALE.search(written)
    if match is None:
        return 1
    if match[0].casefold().startswith("милиард"):
        return 10**9
    return {"хил": 1000, "млн": 10**6, "мил": 10**6, "млрд": 10**9}[match[1].casefold()]


def _which(match: regex.Match[str]) -> str:
    return next(name for name in _VAGUE_VALUE if match[name])


def _range(text: str, first: Numeral, second: Numeral) -> Quantity | None:
    gap = text[first.end : second.start]
    if len(gap) > 8 or (first.value >= second.value and not _SCALE.search(text[second.start : second.end])):
        return None
    before = text[max(0, first.start - 10) : first.start]
    start = first.start
    if _HYPHEN.fullmatch(gap):
        start = first.start
    elif _UP_TO.fullmatch(gap):
        if (match := _FROM.search(before)) is not None:
            start = first.start - len(match[0])
    elif _AND.fullmatch(gap) and (match := _BETWEEN.search(before)) is not None:
        start = first.start - len(match[0])
    else:
        return None
    low, high = first.value, second.value
    if low < 1000 and scale_of(text[first.start : first.end]) == 1:  # "между 5 и 10 млн."
        low *= scale_of(text[second.start : second.end])
    if low >= high or (len(gap) > 1 and not gap.strip(" -–—") and low * 20 < high):  # "точка 7 – 391 166 лв."
        return None
    about = _BOUNDS.search(text, max(0, start - 40), start)
    approx = about is not None and about["about"] is not None
    begin = about.start() if about is not None and approx else start
    return Quantity(begin, second.end, start, low, high, approx, "range", second.form)


def _single(text: str, numeral: Numeral) -> Quantity:
    start, end, value = numeral.start, numeral.end, numeral.value
    low: Decimal | None = value
    high: Decimal | None = value
    bound, begin = "", start
    match = _BOUNDS.search(text, max(0, start - 40), start)
    if match is not None:
        bound, begin = str(match.lastgroup), match.start()
        if bound == "max" and _REACHED.search(text, max(0, begin - 50), begin):
            bound, begin = "", start
        elif bound == "min" and _NOT_MORE.search(text, max(0, begin - 4), begin):
            bound, begin = "max", begin - 3  # "не надвишава"
    if (more := _AND_MORE.match(text, end)) is not None and bound == "":
        bound, end = "min", more.end()
    if bound == "max":
        low = None
    elif bound == "min":
        high = None
    approx = bound == "about" or is_about(text[start : numeral.end])
    return Quantity(begin, end, start, low, high, approx, bound, numeral.form)
