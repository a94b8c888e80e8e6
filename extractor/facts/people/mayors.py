"""Mayors listed with their towns: "кметовете на Лом и Видин А и Б", "кметовете на Лом (А) и Видин (Б)"."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.facts.people.municipal import MunicipalBodies
from extractor.facts.people.organisations import Affiliation
from extractor.facts.people.roles import RolePhrase
from extractor.facts.people.scan import LINE, PERSON, Item

_DASHES = frozenset("-–—")
_OPENING = frozenset("(/")


def towns(items: Sequence[Item], phrase: RolePhrase) -> list[str]:
    """The towns listed after "кметовете на"."""
    found = [""]
    for part in phrase.complements:
        if part.preposition != "на":
            break
        for item in items[part.start : part.end]:
            if item.text == "," or item.low == "и":
                found.append("")
            else:
                found[-1] += ("" if item.text == "." else " ") + item.text
        found.append("")
    return [town.strip() for town in found if town.strip() and town.strip().lower() != "общините"]


def towns_with_mayors(
    items: Sequence[Item], phrase: RolePhrase, municipal: MunicipalBodies
) -> list[tuple[int, Affiliation]]:
    """Pairs of "кметовете на с. Слащен (А) и с. Туховища (Б)" or "на Свирачи – А, и на Мандрица – Б"."""
    if not phrase.complements:
        return []
    pairs: list[tuple[int, Affiliation]] = []
    noun = phrase.word.lemma
    at, town = phrase.complements[0].start, ""
    while at < len(items) and at < phrase.start + 60:
        item = items[at]
        if (
            (item.text in _DASHES or item.text in _OPENING)
            and town
            and at + 1 < len(items)
            and items[at + 1].kind == PERSON
        ):
            org = municipal.headed_by_mayor(town.strip(), noun)
            pairs.append((items[at + 1].person, Affiliation(noun, None, org)))
            at, town = at + 2, ""
            continue
        if item.kind in (PERSON, LINE) or item.text in ";:":
            break
        if item.text == "," or item.low in ("и", "на"):
            town = ""
        elif item.text not in ")/":
            town += ("" if item.text == "." else " ") + item.text
        at += 1
    listed = len(towns(items, phrase)) > 1 and len(pairs) == 1
    return [] if listed else pairs
