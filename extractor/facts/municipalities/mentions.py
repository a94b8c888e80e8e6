"""Find the names of places in a text, and tell by their surroundings how each is meant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, lru_cache

import regex

from extractor.facts.municipalities import patterns as p
from extractor.lexicon import table, words
from extractor.lexicon.register import (
    districts,
    municipalities_by_name,
    place_at,
    place_forms,
    settlements_by_name,
    town_adjectives,
)

_CAPITALISED = regex.compile(r"(?<!\p{L})\p{Lu}[\p{L}]*+\.?+")
# Verdicts that a list of places before the name can overrule.
_OPEN_TO_LISTS = frozenset(f"municipalities.{rule}" for rule in ("ambiguous", "quoted", "town_name", "village_name"))
_NATURE = frozenset({"марица", "родопи", "тунджа"})  # without "община" a river, a mountain, a river
_WINDOW = 70  # characters before a name that are read for its context


class Meaning(Enum):
    """How a name is meant."""

    MUNICIPALITY = "municipality"  # община X and the bodies of a municipality
    TOWN = "town"
    VILLAGE = "village"
    BARE = "bare"  # nothing beside the name says what it is
    DISTRICT = "district"
    OTHER = "other"  # a person, a street, a brand


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name at ``text[start:end]``; `name` is the case-folded name in the register."""

    start: int
    end: int
    name: str
    meaning: Meaning
    rule: str
    whole_list: bool = False  # the words before it speak of the whole list that follows


def lower_case(text: str) -> str:
    """`text` in lower case with plain spaces, character for character."""
    folded = text.casefold()
    if len(folded) != len(text):
        folded = "".join(low if len(low := char.casefold()) == 1 else char for char in text)
    return folded.replace("\u00a0", " ").replace("\u202f", " ")


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in table("given_names.csv"))


@lru_cache(maxsize=1)
def _never_bare() -> frozenset[str]:
    return frozenset(word.casefold() for word in words("homonyms_of_villages.txt"))


@lru_cache(maxsize=1)
def _ambiguous() -> frozenset[str]:
    return frozenset(word.casefold() for word in words("ambiguous_places.txt"))


@cache
def is_town(name: str) -> bool:
    """Whether a town, a seat of a municipality or a municipality has this case-folded name."""
    return name in municipalities_by_name() or any(place.is_town for place in settlements_by_name().get(name, ()))


def _candidates(text: str, folded: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of the text that are names of the register, longest first, without overlap."""
    after = 0
    for word in _CAPITALISED.finditer(text):
        start = word.start()
        if start >= after and (found := place_at(folded, start)):
            after, name = found
            yield start, after, name


@lru_cache(maxsize=2)  # people and municipalities want those of one document, and of the site around it
def find_mentions(text: str) -> tuple[Mention, ...]:
    """All names of places in `text` with their meaning, in reading order."""
    folded = lower_case(text)
    quotes = [(quote.start("inside"), quote.end("inside")) for quote in p.QUOTED.finditer(text)]
    found: list[Mention] = []
    previous: Mention | None = None
    for start, end, name in _candidates(text, folded):
        mention = _read(text, folded, start, end, name, quotes)
        joined = previous is not None and p.LIST_JOINT.fullmatch(folded[previous.end : min(start, previous.end + 20)])
        if previous and joined and mention.rule in _OPEN_TO_LISTS:
            if previous.whole_list:
                mention = replace(mention, meaning=previous.meaning, rule=previous.rule, whole_list=True)
            elif previous.meaning is not Meaning.OTHER and mention.rule == "municipalities.ambiguous":
                mention = replace(mention, meaning=Meaning.BARE, rule="municipalities.list")
        found.append(mention)
        previous = mention
    found += _adjectives(text, folded)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _read(text: str, folded: str, start: int, end: int, name: str, quotes: list[tuple[int, int]]) -> Mention:
    """What the words around the name say about it."""
    before, after = folded[max(0, start - _WINDOW) : start], text[end : end + 40]

    def mention(meaning: Meaning, rule: str, whole_list: bool = False) -> Mention:
        return Mention(start, end, name, meaning, f"municipalities.{rule}", whole_list)

    if p.ABROAD_AFTER.match(after):
        return mention(Meaning.OTHER, "abroad")
    if p.DISTRICT_AFTER.match(lower_case(after)):
        return mention(Meaning.DISTRICT, "district")
    if p.MUNICIPALITIES_BEFORE.search(before):
        return mention(Meaning.MUNICIPALITY, "municipality", True)
    if p.MUNICIPALITY_BEFORE.search(before):
        if name not in municipalities_by_name() and (name in _given_names() or p.CAPITALISED_AFTER.match(after)):
            return mention(Meaning.OTHER, "person")
        return mention(Meaning.MUNICIPALITY, "municipality")
    if p.DISTRICTS_BEFORE.search(before):
        return mention(Meaning.DISTRICT, "district", True)
    if p.DISTRICT_BEFORE.search(before):
        return mention(Meaning.DISTRICT, "district")
    if p.VILLAGES_BEFORE.search(before):
        return mention(Meaning.VILLAGE, "village", True)
    if p.VILLAGE_BEFORE.search(before):
        return mention(Meaning.VILLAGE, "village")
    if p.TOWNS_BEFORE.search(before):
        return mention(Meaning.TOWN, "town", True)
    if p.TOWN_BEFORE.search(before):
        return mention(Meaning.TOWN, "town")
    if p.OTHER_NAME_BEFORE.search(before):
        return mention(Meaning.OTHER, "other")
    if _is_person(text, before, start, after, name):
        return mention(Meaning.OTHER, "person")
    if name in _NATURE or (name == "септември" and regex.match(r"\s?\d", after)):
        return mention(Meaning.OTHER, "ambiguous")
    if _inside(quotes, start, end, text) and not _closes_quote(before, quotes, end):
        return mention(Meaning.OTHER, "quoted")
    if is_town(name):
        if name in _ambiguous() and not p.PLACE_BEFORE.search(before):
            return mention(Meaning.OTHER, "ambiguous")
        return mention(Meaning.BARE, "town_name")
    if text[start:end].isupper() or name in _never_bare() or not _stands_as_village(text, before, end, name):
        return mention(Meaning.OTHER, "ambiguous")
    return mention(Meaning.BARE, "village_name")


def _stands_as_village(text: str, before: str, end: int, name: str) -> bool:
    """Whether a bare name is a village's: "в Баховица", or a heading "Капитан Андреево"."""
    if name in _given_names():
        return False
    if before.endswith(" на ") and any(place.is_resort for place in settlements_by_name()[name]):
        return True
    return bool(p.PLACE_ONLY_BEFORE.search(before)) or (
        " " in name and name.endswith("о") and regex.search(r"(?:\n|\A)\s*+\Z", before) is not None
    )


def _closes_quote(before: str, quotes: list[tuple[int, int]], end: int) -> bool:
    """Whether the name is set off at the end of a quoted name: „ВиК – Разград“."""
    return bool(regex.search(r"\s[-–—]\s?\Z", before)) and any(close == end for _, close in quotes)


def _inside(quotes: list[tuple[int, int]], start: int, end: int, text: str) -> bool:
    """Whether the name is part of a short quoted name: „Чиста Варна“, вестник „Софийски новини“."""
    at = bisect_right(quotes, (start, len(text))) - 1
    if at < 0:
        return False
    quote_start, quote_end = quotes[at]
    if not (quote_start <= start and end <= quote_end):
        return False
    inside = text[quote_start:quote_end]
    return len(inside.split()) <= 6 and inside[:1].isupper() and not regex.search(r"[.!?…]\s|[.!?…]$|,\s", inside)


def _is_person(text: str, before: str, start: int, after: str, name: str) -> bool:
    """Whether a family name follows ("Роман Петров") or a given name precedes ("Васил Левски")."""
    if " " not in name:
        hit = p.SURNAME_AFTER.match(after)
        if hit and (surname := lower_case(hit["surname"])) not in place_forms() and surname not in _given_names():
            return True
        if name in _given_names() and p.CAPITALISED_AFTER.match(after):
            return True
    if regex.search(r"(?:(?:ов|ев|ин)а?|ск[иа])-\Z", before):
        return (word := regex.search(r"(\p{L}++)-\Z", before)) is not None and word[1] not in place_forms()
    if name in _ambiguous() or name.endswith(("ски", "ев", "ов")):
        word = regex.search(r"(?:\p{Lu}\p{Ll}{2,}|\p{Lu}\.)\s?\Z", text[max(0, start - 25) : start])
        return bool(word) and not p.PLACE_BEFORE.search(before)
    return False


def _adjectives(text: str, folded: str) -> Iterator[Mention]:
    """ "пернишката община", "белослатинското село", "Белоградчишко"."""
    for hit in p.CAPITAL.finditer(folded):
        yield Mention(hit.start(), hit.end(), "софия", Meaning.MUNICIPALITY, "municipalities.adjective")
    stems = town_adjectives()
    for hit in p.ADJECTIVE.finditer(folded):
        name = stems.get(hit["stem"])
        if name is None:
            continue
        after = folded[hit.end() : hit.end() + 40]
        if p.MUNICIPAL_NOUN_AFTER.match(after):
            yield Mention(hit.start(), hit.end(), name, Meaning.MUNICIPALITY, "municipalities.adjective")
        elif p.DISTRICT_NOUN_AFTER.match(after):
            yield Mention(hit.start(), hit.end(), name, Meaning.DISTRICT, "municipalities.district")
        elif p.PLACE_NOUN_AFTER.match(after):
            yield Mention(hit.start(), hit.end(), name, Meaning.TOWN, "municipalities.place_adjective")
        elif (
            hit["ending"] == "ко"
            and text[hit.start()].isupper()
            and name not in districts()  # "Ловешко" is as often the district
            and p.LAND_BEFORE.search(folded[max(0, hit.start() - 8) : hit.start()])
        ):
            yield Mention(hit.start(), hit.end(), name, Meaning.TOWN, "municipalities.land")
