"""The noun that a number counts, its base form, and whether it names people, organisations or things."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

import regex

from extractor.facts.context import Word
from extractor.language.morphology import base_form
from extractor.lexicon import table, words


class Noun(NamedTuple):
    """A noun in its base form; class and sort are those of ``lexicon/counted_nouns.csv``.

    A noun that the table does not know has the class "agent" (a person, by its ending) or "unknown" and no sort.
    """

    base: str
    kind: str
    sort: str


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for row in table("counted_nouns.csv"):
        for noun in row["nouns"].split():
            found.setdefault(noun, (row["class"], row["sort"]))
    return found


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    return frozenset(
        w.casefold() for name in ("function_words.txt", "prepositions.txt", "count_stops.txt") for w in words(name)
    )


_TAKES_PART = regex.compile(r"\p{L}{3,}(?:ха|хме|вам?е|ваха|ват|ят|ат|оха|аха|иха)$")
_MODIFIER = regex.compile(r"\p{L}{2,}(?:и|ите|ия|ият|ата)$")  # before another word of the noun group
# Base forms of adjectives and participles that also stand for people: "самотен", "пострадал", "търсещ".
_ADJECTIVE = regex.compile(r"\p{L}+(?:[^и]н|[аия]л|(?<!т)ел|[аяе]щ)$")
# Endings of nouns for people; not all words with them are such, so they make a class of their own.
_AGENT = regex.compile(
    r"(?:тел|телк|ист|истк|ьор|ьорк|анин|янин|чанин|овец|евец|ник|ничк|ар|арк|ант|антк|лог|граф|джия|лия|вач|ец|ор|ер)а?$"
)
# From the count form ("петима кандидата", "64 екипажа"), the plural in "-ие" ("три предприятия") and in "-та"
# ("две бебета"), and with a vowel that comes and goes ("бакалаври") to the singular.
_COUNTED = (
    *(("ия", "ие"), ("ията", "ие"), ("ите", "и"), ("а", ""), ("я", "й"), ("ни", "ен"), ("ните", "ен")),
    *(("и", ""), ("ите", ""), ("и", "а"), ("ите", "а"), ("и", "ин"), ("ите", "ин")),
    *(("та", ""), ("тата", ""), ("ри", "ър"), ("рите", "ър"), ("ра", "ър")),
)
_POSSESSIVES = frozenset({"му", "им", "ѝ", "ни", "ви", "ми", "най"})  # "петте му деца"


@lru_cache(maxsize=4096)
def noun_of(word: str) -> Noun:
    """The base form of `word` with its class and sort."""
    lower = word.casefold()
    known = _known()
    if lower in known:
        return Noun(lower, *known[lower])
    base = base_form(lower)
    if base in known:
        return Noun(base, *known[base])
    for ending, singular in _COUNTED:
        if lower.endswith(ending) and (other := lower.removesuffix(ending) + singular) in known:
            return Noun(other, *known[other])
    for part in (base.rsplit("-", 1)[-1], base.split("-", 1)[0]):  # "футболисти-ветерани"
        if part in known:
            return Noun(base, *known[part])
    return Noun(base, "agent" if _AGENT.search(base) else "unknown", "")


def head(following: Sequence[Word]) -> Word | None:
    """The noun that a number before `following` counts: the first known one, else the first that is no modifier."""
    run = _noun_group(following)
    for i, word in enumerate(run[:4]):
        if noun_of(word.text).kind != "unknown":
            return _after_adjectives(run[i:])
    for word, next_word in zip_longest(run[:3], run[1:3]):
        if word is not None and (next_word is None or not _MODIFIER.fullmatch(word.text.casefold())):
            return word
    return None


def _noun_group(following: Sequence[Word]) -> list[Word]:
    """The words of `following` that can be modifiers and nouns of one group."""
    run: list[Word] = []
    for at, word in enumerate(following):
        lower = word.text.casefold()
        after = following[at + 1].text if at + 1 < len(following) else ""
        if lower == "." and run and len(run[-1].text) < 6 and after[:1].islower():
            run.pop()  # an abbreviated modifier: "11 общ. съветници"
            continue
        if lower in ("и", ",") and run and _MODIFIER.fullmatch(run[-1].text.casefold()) and _MODIFIER.fullmatch(after):
            if noun_of(run[-1].text).kind != "unknown":
                break
            continue  # "профилирани и професионални гимназии"
        if not word.text[0].isalpha() or (word.text[0].isupper() and not word.text.isupper()):
            break
        if lower in _stops():
            if lower in _POSSESSIVES:
                continue
            break
        if _TAKES_PART.fullmatch(lower) and noun_of(lower).kind == "unknown":
            break
        run.append(word)
    return run


def _after_adjectives(run: Sequence[Word]) -> Word:
    """The noun of `run` that its leading words describe: "хора" of "самотни възрастни хора", "учители" of two nouns."""
    for word, following in pairwise(run):
        adjective = _MODIFIER.fullmatch(word.text.casefold()) and _ADJECTIVE.fullmatch(noun_of(word.text).base)
        if not adjective or noun_of(following.text).kind not in ("person", "group"):
            return word
    return run[-1]


@lru_cache(maxsize=1)
def _terms() -> frozenset[str]:
    return words("counted_terms.txt")


def term(phrase: str, noun: str) -> str:
    """The term of several words that `phrase` ends in ("детски градини": "детска градина"), else `noun`."""
    last = phrase.split()[-2:]
    if len(last) == 2:
        found = base_form(" ".join(last).casefold())
        if found in _terms():
            return found
    return noun


def is_plural(word: str, base: str) -> bool:
    """Whether `word` may be a plural of `base`, by its ending."""
    lower = word.casefold()
    return lower != base and lower.endswith(("и", "ите", "а", "ата", "е", "ове", "овете", "та"))
