"""When a fact found and a fact annotated are the same: the measures of the guideline.

Names are compared as case-folded words without punctuation; where wording may vary (roles,
organisations, nouns), a similarity of character sequences decides. The thresholds are those
of the project's annotation guideline.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

Fact = dict[str, Any]

ROLE_ALIKE = 0.85
INSTITUTION_ALIKE = 0.9
ORGANISATION_ALIKE = 0.8
NOUN_ALIKE = 0.8

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=65536)
def words(text: str | None) -> str:
    """Case-folded words, one space between them; quotes, dashes and other punctuation gone."""
    return " ".join(_WORD.findall((text or "").casefold()))


@lru_cache(maxsize=65536)
def alike(a: str | None, b: str | None, least: float) -> bool:
    """Whether two names are equal as words, or at least `least` similar (0 to 1)."""
    a, b = words(a), words(b)
    return bool(a and b) and (a == b or SequenceMatcher(None, a, b).ratio() >= least)


def number(cell: object) -> float | None:
    """A number as both sides write it; None for an open end."""
    return None if cell in (None, "") else round(float(str(cell)), 2)


def edtf(text: str | None) -> str:
    """EDTF without the freedom of its writing."""
    return (text or "").strip().upper().replace(" ", "")


def same_person(gold: Fact, row: Fact) -> bool:
    """The person's full name, or one of the written forms."""
    return words(row["person"]) in {words(gold["name"]), *map(words, gold["surfaces"])}


def same_role(gold: Fact, found: Fact) -> bool:
    """The same person in a similarly named position."""
    return bool(gold["who"] == found["who"]) and alike(gold["role"], found["role"], ROLE_ALIKE)


def same_position(gold: Fact, found: Fact) -> bool:
    """The same role, at the same organisation where the annotation names one."""
    return same_role(gold, found) and _same_organisation(gold["org"], found["org"])


def _same_organisation(gold: str | None, found: str | None) -> bool:
    if not gold:
        return True
    a, b = set(words(gold).split()), set(words(found).split())
    return bool(b) and (a <= b or b <= a or alike(gold, found, ORGANISATION_ALIKE))


def same_institution(gold: Fact, row: Fact) -> bool:
    """Any name the annotation gives it, against the row's name or acronym."""
    names = [gold["name"], *gold["aliases"]]
    return any(a and b and alike(a, b, INSTITUTION_ALIKE) for a in names for b in (row["institution"], row["acronym"]))


def same_count(gold: Fact, row: Fact) -> bool:
    """The same number or range, whatever is counted."""
    wanted, found = (gold["min"], gold["max"]), (row["count_min"], row["count_max"])
    return [number(n) for n in wanted] == [number(n) for n in found]


def money(fact: Fact) -> tuple[float | None, float | None, str]:
    """Range and currency of an annotated sum or of a row."""
    low, high = ("min", "max") if "min" in fact else ("amount_min", "amount_max")
    return number(fact[low]), number(fact[high]), fact["currency"]
