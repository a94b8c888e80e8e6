"""What a sum of money looks like: a quantity beside a currency."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

import regex

from extractor.grammar.quantities import Quantity, quantities, scale_of
from extractor.language.morphology import base_form
from extractor.lexicon import table


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money at ``text[start:end]``; `quantity` is in full units of `currency`."""

    start: int
    end: int
    quantity: Quantity
    currency: str  # ISO 4217
    rule: str


@lru_cache(maxsize=1)
def _currencies() -> tuple[regex.Pattern[str], dict[str, tuple[str, str, int]]]:
    forms = {
        form: (row["code"], row["place"], int(row["share"]))
        for row in table("currencies.csv")
        for form in row["forms"].split("|")
    }

    def pattern(form: str) -> str:
        body = r"\s?".join(
            regex.escape(part.rstrip(".")) + (r"\.?" if part.endswith(".") else r"\s" * (i + 1 < form.count(" ") + 1))
            for i, part in enumerate(form.split(" "))
        )
        return body + (r"(?![\p{L}])" if form[-1].isalpha() or form.endswith(".") else "")

    body = "|".join(pattern(form) for form in sorted(forms, key=len, reverse=True))
    keys = {_key(form): value for form, value in forms.items()}
    return regex.compile(rf"(?<!\p{{L}})(?:{body})", regex.IGNORECASE), keys


def _key(form: str) -> str:
    """The name of a currency however it is spaced and dotted."""
    return "".join(form.replace(".", "").split()).casefold()


# Between the number and its currency: spaces, ".-" ("500.-лв.", "5,– лв."), the sum in words ("500 (петстотин) лева").
_TO_CURRENCY = regex.compile(r"[\s\u00a0]{0,3}|\s?[.,]?[-–—]+\s?|\s?[(/][^()/\n]{3,60}[)/]\s?")
_NEXT_WORD = regex.compile(r"\s(?P<word>\p{Ll}{5,30})(?!\p{L})")
_LINE_END = regex.compile(r"\s*(?:$|\n)")
_COINS = regex.compile(r"\s{0,2}(?:и\s{1,2})?")
# What may stand between two numbers that share the currency of the second.
_LISTED = regex.compile(r"\s{1,3}(?:и|или)\s{1,3}(?:по\s{1,3})?", regex.IGNORECASE)
_COMMA = regex.compile(r",\s{1,3}(?:по\s{1,3})?", regex.IGNORECASE)
_CHANGED = regex.compile(r"\s{1,3}на\s{1,3}", regex.IGNORECASE)
_FROM = regex.compile(r"(?<!\p{L})от\s{1,3}$", regex.IGNORECASE)
_UP_TO = regex.compile(r"\s{1,3}до\s{1,3}", regex.IGNORECASE)
_AND = regex.compile(r"\s{1,3}и\s{1,3}", regex.IGNORECASE)
_BETWEEN = regex.compile(r"(?<!\p{L})между\s{1,3}$", regex.IGNORECASE)


def sums(text: str, found: list[Quantity]) -> list[Sum]:
    """All sums of `text` with a currency of their own or of the number beside them, in reading order."""
    currency, keys = _currencies()
    marks = list(currency.finditer(text))
    if not marks:
        return []
    by_end = {q.end: i for i, q in enumerate(found)}
    by_number = {q.number: i for i, q in enumerate(found)}
    taken: dict[int, Sum] = {}
    for mark in marks:
        code, place, share = keys[_key(mark[0])]
        index = _number_before(text, mark.start(), found, by_end)
        rule = "budgets.amount"
        end = mark.end()
        if index is None or index in taken:
            if place == "after":
                continue
            index = next((by_number[mark.end() + i] for i in (0, 1) if mark.end() + i in by_number), None)
            if index is None or index in taken:
                continue
            rule, end = "budgets.sign_amount", found[index].end
        quantity = found[index]
        start = min(quantity.start, mark.start())
        if text[end - 1] == "." and _ends_sentence(text, end) and share == 1 and not mark[0].startswith("лв"):
            end -= 1
        if share != 1:
            if _is_senior(text, mark):
                continue
            quantity = _scaled(quantity, Decimal(share))
            main = _main_before(text, taken, found, index, code)
            if main is not None:
                taken[main] = _with_coins(taken[main], quantity, end)
                taken[index] = taken[main]
                continue
        taken[index] = Sum(start, end, quantity, code, rule)
        if rule == "budgets.amount":
            _share_currency(text, found, index, code, share, taken)
    ordered = sorted(set(taken.values()), key=lambda s: (s.quantity.number, s.end))
    return _joined(text, [s for s in ordered if s.quantity.value > 0])


@lru_cache(maxsize=1)
def _role_nouns() -> frozenset[str]:
    return frozenset(row["lemma"] for row in table("role_nouns.csv"))


def _is_senior(text: str, mark: regex.Match[str]) -> bool:
    """Whether "ст." is no coin but short for "старши": "10 ст. преподаватели"."""
    word = _NEXT_WORD.match(text, mark.end())
    return mark[0].casefold().startswith("ст") and word is not None and base_form(word["word"]) in _role_nouns()


def _ends_sentence(text: str, end: int) -> bool:
    return _LINE_END.match(text[end : end + 4]) is not None


def _number_before(text: str, at: int, found: list[Quantity], by_end: dict[int, int]) -> int | None:
    for gap in range(4):
        if at - gap in by_end:
            if _TO_CURRENCY.fullmatch(text, at - gap, at):
                return by_end[at - gap]
            break
    if (at and text[at - 1 : at].isspace() and text[at - 2 : at - 1] in ")/") or text[at - 1 : at] in (")", "/"):
        opening = max(text.rfind("(", max(0, at - 64), at), text.rfind("/", max(0, at - 64), at - 2))
        for gap in (0, 1):
            if opening - gap in by_end and _TO_CURRENCY.fullmatch(text, opening - gap, at):
                return by_end[opening - gap]
    return None


def _scaled(quantity: Quantity, share: Decimal) -> Quantity:
    return replace(
        quantity,
        low=None if quantity.low is None else quantity.low / share,
        high=None if quantity.high is None else quantity.high / share,
    )


def _main_before(text: str, taken: dict[int, Sum], found: list[Quantity], index: int, code: str) -> int | None:
    """The sum that coins complete: "3 лв. и 50 ст."."""
    before = index - 1
    if before in taken and taken[before].currency == code and taken[before].end <= found[index].start:
        gap = text[taken[before].end : found[index].number]
        whole = taken[before].quantity.value
        if len(gap) < 8 and _COINS.fullmatch(gap) and whole == int(whole):
            return before
    return None


def _with_coins(main: Sum, coins: Quantity, end: int) -> Sum:
    more = coins.value
    quantity = replace(
        main.quantity,
        low=None if main.quantity.low is None else main.quantity.low + more,
        high=None if main.quantity.high is None else main.quantity.high + more,
    )
    return replace(main, end=end, quantity=quantity)


def _share_currency(text: str, found: list[Quantity], index: int, code: str, share: int, taken: dict[int, Sum]) -> None:
    """Give the currency of number `index` to the numbers listed before it: "500, 300 и 200 лв."."""
    joint = _LISTED
    while index > 0 and index - 1 not in taken:
        left, right = found[index - 1], found[index]
        if right.start - left.end > 8 or left.bound == "vague":
            return
        changed = _CHANGED.fullmatch(text, left.end, right.start) and _FROM.search(
            text, max(0, left.start - 6), left.start
        )
        if not changed and not joint.fullmatch(text, left.end, right.start):
            return
        quantity = left if share == 1 else _scaled(left, Decimal(share))
        if left.value < 1000 and scale_of(text[left.number : left.end]) == 1:  # "от 310 на 500 хил. лв."
            quantity = _scaled(quantity, 1 / Decimal(scale_of(text[right.number : right.end])))
        taken[index - 1] = Sum(left.start, left.end, quantity, code, "budgets.shared_currency")
        index, joint = index - 1, _COMMA


def _joined(text: str, found: list[Sum]) -> list[Sum]:
    """Make one range of "от 500 лв. до 1000 лв." and "между 500 лв. и 1000 лв."."""
    result: list[Sum] = []
    for sum_ in found:
        last = result[-1] if result else None
        if last is not None and last.currency == sum_.currency and last.quantity.low == last.quantity.high:
            before = text[max(0, last.quantity.number - 10) : last.quantity.number]
            gap = text[last.end : sum_.quantity.number]
            opening = (_UP_TO.fullmatch(gap) and _FROM.search(before)) or (
                _AND.fullmatch(gap) and _BETWEEN.search(before)
            )
            high = sum_.quantity.high
            if opening and last.quantity.low is not None and high is not None and last.quantity.low < high:
                quantity = replace(last.quantity, high=high, end=sum_.quantity.end, bound="range")
                result[-1] = Sum(last.start - len(opening[0]), sum_.end, quantity, last.currency, "budgets.range")
                continue
        result.append(sum_)
    return result


def money(text: str) -> list[Sum]:
    """All sums in a plain text with a currency beside the number."""
    return sums(text, quantities(text, vague=False))
