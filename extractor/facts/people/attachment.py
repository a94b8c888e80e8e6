"""Who holds a position: the person right after it, right before it, or each person of a list."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence

from extractor.facts.people.organisations import Affiliation, Organisations
from extractor.facts.people.roles import RolePhrase, find_roles
from extractor.facts.people.scan import (
    CAPITALISED,
    LINE,
    LOWER,
    MARK,
    NUMBER,
    PERSON,
    QUOTATION,
    UPPER,
    Item,
    word_group,
)

_DASHES = "-–—"


def attach(text: str, items: Sequence[Item], organisations: Organisations) -> dict[int, list[Affiliation]]:
    """For each mention (by its number in the items) the positions that stand with it."""
    phrases = find_roles(text, items)
    held: dict[int, list[Affiliation]] = defaultdict(list)
    previous: list[int] = []
    previous_end = -1
    for phrase in phrases:
        holders = _holders(text, items, phrase, previous, previous_end)
        if holders:
            for number, affiliation in _shared(text, items, phrase, holders, organisations):
                held[number].append(affiliation)
        previous, previous_end = holders, phrase.end
    # A position joined by "и" to the one after it has the same holder: "кмет и председател Иван Петров".
    for first, second in itertools.pairwise(phrases):
        if first.end + 1 == second.start and items[first.end].low == "и" and not _held_by(held, first, items):
            for number in _holders(text, items, second, [], -1):
                if not _holders(text, items, first, [], -1) and items_before(items, second, number):
                    held[number].append(organisations.affiliation(items, first))
    return held


def items_before(items: Sequence[Item], phrase: RolePhrase, number: int) -> bool:
    """Whether the mention `number` stands after `phrase`."""
    return any(item.person == number for item in items[phrase.end : phrase.end + 3])


def _held_by(held: dict[int, list[Affiliation]], phrase: RolePhrase, items: Sequence[Item]) -> bool:
    return False


def _holders(
    text: str, items: Sequence[Item], phrase: RolePhrase, previous: Sequence[int], previous_end: int
) -> list[int]:
    """The mentions that hold `phrase`."""
    before = _person_before(items, phrase)
    if before is not None:
        if phrase.plural:
            return _list_before(items, before)
        return [items[before].person]
    if previous and phrase.start == previous_end + 1 and items[previous_end].low in ("и", ","):
        after = _person_after(items, phrase)
        if after is None or (items[previous_end].low == "и" and _directly(items, phrase) is None):
            return list(previous)
    after = _person_after(items, phrase)
    if after is None:
        return []
    heading = any(item.text == ":" for item in items[phrase.end : after]) or any(
        item.low in word_group("copula") for item in items[phrase.end : after]
    )
    if phrase.plural or heading:
        return _list_after(items, after, lines=heading)
    return [items[after].person]


def _directly(items: Sequence[Item], phrase: RolePhrase) -> int | None:
    at = phrase.end
    return at if at < len(items) and items[at].kind == PERSON else None


def _person_before(items: Sequence[Item], phrase: RolePhrase) -> int | None:
    """The item of the person that `phrase` follows as an apposition: after a comma, dash, bracket or "който е"."""
    at = phrase.start - 1
    if at < 1:
        return None
    mark = items[at]
    if mark.kind == MARK and mark.text in ",(/" + _DASHES:
        at -= 1
        while at >= 0 and items[at].kind == MARK and items[at].text in ",)/":
            at -= 1
        if at >= 0 and items[at].kind == PERSON and not _definite_before_other(items, phrase, mark):
            return at
        if mark.text == "," and at >= 2:  # after a bracket: "А (ГЕРБ), председател"
            at = phrase.start - 2
            if items[at].text == ")":
                opening = next((k for k in range(at, max(at - 8, -1), -1) if items[k].text == "("), None)
                if opening is not None and opening > 0 and items[opening - 1].kind == PERSON:
                    return opening - 1
        return None
    # "който е и председател", "е председател", "като председател"
    back = at
    seen = []
    while back >= 0 and len(seen) < 6 and items[back].kind in (LOWER, MARK) and items[back].text not in ".;:()":
        seen.append(items[back].low)
        back -= 1
    if back >= 0 and items[back].kind == PERSON:
        words = list(reversed(seen))
        plain = [
            word
            for word in words
            if word not in (",", "и", "също", "сега", "досега", "вече", "така", "отново", "дългогодишен")
        ]
        if plain in (
            ["който", "е"],
            ["която", "е"],
            ["е"],
            ["като"],
            ["беше"],
            ["бе"],
            ["в", "качеството", "си", "на"],
            ["които", "са"],
            ["са"],
            ["който", "беше"],
            ["която", "беше"],
            ["стана"],
            ["остава"],
        ):
            return back
        if plain == [] and "," in words:
            return back
    return None


def _definite_before_other(items: Sequence[Item], phrase: RolePhrase, mark: Item) -> bool:
    """In "кметът А, директорът Б": the second position is definite and has its own person right after it."""
    follows = _directly(items, phrase) is not None
    return follows and mark.text == "," and (phrase.word.definite or not phrase.complements or phrase.plural or True)


def _person_after(items: Sequence[Item], phrase: RolePhrase) -> int | None:
    """The item of the person that follows `phrase`, at once or after a colon, dash, comma or copula."""
    at = phrase.end
    words = 0
    newlines = 0
    while at < len(items):
        item = items[at]
        if item.kind == PERSON:
            return at
        if item.kind == MARK and item.text in ":" + _DASHES + "•*":
            pass
        elif item.kind == MARK and item.text == ",":
            if not (phrase.word.definite or phrase.start == 0 or items[phrase.start - 1].kind in (LINE,)) or words:
                return None
        elif item.kind == LINE:
            newlines += 1
            if newlines > 2:
                return None
        elif item.kind == NUMBER or (item.kind == MARK and item.text in ".)" and items[at - 1].kind == NUMBER):
            pass
        elif item.low in word_group("copula"):
            words += 1
            if words > 4:
                return None
        else:
            return None
        at += 1
    return None


def _list_after(items: Sequence[Item], at: int, *, lines: bool) -> list[int]:
    """The persons of a list that begins with the person at `at`: joined by commas, "и" and, in headed lists, lines."""
    found = [items[at].person]
    at += 1
    while at < len(items):
        at = _skip_remark(items, at)
        joined = False
        broke = 0
        while at < len(items):
            item = items[at]
            if item.text in ",;" or item.low in ("и", "както"):
                joined = True
            elif item.kind == LINE and lines:
                joined, broke = True, broke + 1
            elif (joined and (item.kind == NUMBER or item.text in ".)•*" + _DASHES)) or (
                joined and item.low in ("с", "със")
            ):
                pass
            else:
                break
            at += 1
        if not joined or broke > 2 or at >= len(items) or items[at].kind != PERSON:
            break
        found.append(items[at].person)
        at += 1
    return found


def _skip_remark(items: Sequence[Item], at: int) -> int:
    """Skip "(Троян)", "/ГЕРБ/" or "от Раднево" after a name."""
    if at < len(items) and items[at].text in "(/":
        for end in range(at + 1, min(at + 9, len(items))):
            if items[end].text in ")/":
                return end + 1
    if at + 1 < len(items) and items[at].low == "от" and items[at + 1].kind in (CAPITALISED, UPPER, QUOTATION):
        at += 2
        if at < len(items) and items[at].kind in (CAPITALISED, UPPER):
            at += 1
    return at


def _list_before(items: Sequence[Item], at: int) -> list[int]:
    """The persons of the list that ends with the person at `at`."""
    found = [items[at].person]
    at -= 1
    while at > 0 and (items[at].text == "," or items[at].low == "и"):
        at -= 1
        if items[at].kind != PERSON:
            break
        found.insert(0, items[at].person)
        at -= 1
    return found


def _shared(
    text: str, items: Sequence[Item], phrase: RolePhrase, holders: Sequence[int], organisations: Organisations
) -> list[tuple[int, Affiliation]]:
    """Each holder with the position; "кметовете на Лом и Видин А и Б" gives each the own town."""
    affiliation = organisations.affiliation(items, phrase)
    noun = phrase.word.lemma.rpartition("-")[2]
    if noun in ("кмет", "кметица") and phrase.plural and phrase.complements:
        part = phrase.complements[0]
        towns: list[str] = [""]
        for item in items[part.start : part.end]:
            if item.text == "," or item.low == "и":
                towns.append("")
            else:
                towns[-1] = f"{towns[-1]} {item.text}".strip()
        towns = [town for town in towns if town]
        if len(towns) == len(holders):
            return [
                (number, Affiliation(affiliation.role, affiliation.unit, organisations.municipality_body(town, noun)))
                for number, town in zip(holders, towns, strict=True)
            ]
    if noun in ("кмет", "кметица") and phrase.plural:
        own = []
        for number in holders:
            town = _town_in_brackets(items, number)
            own.append(
                (
                    number,
                    Affiliation(
                        affiliation.role,
                        affiliation.unit,
                        organisations.municipality_body(town, noun) if town else affiliation.org,
                    ),
                )
            )
        return own
    return [(number, affiliation) for number in holders]


def _town_in_brackets(items: Sequence[Item], number: int) -> str | None:
    at = next(i for i, item in enumerate(items) if item.person == number)
    if at + 3 < len(items) and items[at + 1].text in "(/":
        end = next((k for k in range(at + 2, min(at + 6, len(items))) if items[k].text in ")/"), None)
        if end is not None:
            return " ".join(item.text for item in items[at + 2 : end])
    return None
