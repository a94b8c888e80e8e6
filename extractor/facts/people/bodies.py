"""Collective bodies ("журито", "временна комисия") whose offices and members stand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.facts.people.roles import RolePhrase
from extractor.facts.people.scan import CAPITALISED, LINE, LOWER, MARK, NUMBER, PERSON, UPPER, Item, word_group
from extractor.language.morphology import indefinite

_REACH = 30
_OPENERS = frozenset(
    {"състав", "състава", "влизат", "влязоха", "участват", "участваха", "включени", "седнаха", "избрани"}
)
_WITHIN = frozenset(
    {
        "бяха",
        "души",
        "члена",
        "членове",
        "следните",
        "следния",
        "тази",
        "година",
        "беше",
        "ще",
        "бъде",
        "също",
        "още",
        "която",
        "който",
        "което",
        ",",
        ".",
        "в",
        "му",
        "са",
        "бе",
        "е",
        "включва",
        "с",
        "със",
    }
)
_ADJECTIVES = frozenset(
    {
        "временна",
        "мандатна",
        "управителен",
        "контролен",
        "организационен",
        "съдебен",
        "надзорен",
        "обществен",
        "родителски",
        "училищно",
        "читалищно",
    }
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body at ``items[start:end]``, its name in base form, and the item of its first listed member."""

    start: int
    end: int
    name: str
    first_person: int | None


def find_bodies(items: Sequence[Item], phrase_end: dict[int, int]) -> list[Body]:
    """All mentions of bodies; `phrase_end` gives the end of the position that begins at an item."""
    found = []
    for at, item in enumerate(items):
        if item.kind not in (LOWER, CAPITALISED, UPPER):
            continue
        noun = indefinite(item.low)
        if noun == "група" and not (at > 0 and items[at - 1].low.startswith("работна")):
            continue
        if noun not in ("група", "жури", "комисия", "настоятелство", "комитет", "състав", "съвет", "щаб", "борд"):
            continue
        adjective = (
            indefinite(items[at - 1].low + " " + noun).split()[0] if at > 0 and items[at - 1].kind != MARK else ""
        )
        named = adjective if adjective in _ADJECTIVES else ""
        if noun == "група":
            found.append(Body(at - 1, at + 1, "работната група", _first_member(items, at + 1, phrase_end)))
            continue
        if noun in ("съвет", "състав", "комитет", "борд") and not named:
            continue
        name = f"{named} {noun}".strip()
        if named in ("управителен", "контролен", "надзорен"):
            name = f"{named[0].upper()}{named[1:]}ия".replace("ения", "ния") + f" {noun}" if noun == "съвет" else name
        if noun == "настоятелство":
            name = "настоятелството"
        found.append(Body(at - bool(named), at + 1, name, _first_member(items, at + 1, phrase_end)))
    return found


def _first_member(items: Sequence[Item], at: int, phrase_end: dict[int, int]) -> int | None:
    """The person that opens the list of members: after "(", ":", "в състав" or "влизат"."""
    opened = _titles_a_line(items, at)
    index = at
    while index < min(at + 16, len(items)):
        item = items[index]
        if item.kind == PERSON:
            return index if opened else None
        if opened and index in phrase_end:
            index = phrase_end[index]
            continue
        if item.text in ("(", ":", "/") or item.low in _OPENERS:
            opened = True
        elif not (item.kind == LINE or item.low in _WITHIN or item.text in "-–•*" or (opened and item.kind == NUMBER)):
            return None
        index += 1
    return None


def _titles_a_line(items: Sequence[Item], at: int) -> bool:
    """ "Комисия – А, Б и В": a body in one word and a dash at the start of a sentence."""
    if at < 1 or at >= len(items) or items[at].text not in ("-", "–", "—"):
        return False
    return items[at - 1].kind != LOWER and (at < 2 or items[at - 2].kind == LINE or items[at - 2].text in ".;!?")


def body_before(items: Sequence[Item], phrase: RolePhrase, bodies: Sequence[Body]) -> Body | None:
    """The body in whose list the office `phrase` ("председател", "член") stands, if any."""
    if phrase.word.lemma not in word_group("body_office") or phrase.complements:
        return None
    for body in reversed(bodies):
        if body.start >= phrase.start:
            continue
        between = items[body.end : phrase.start]
        if len(between) > _REACH + 60:
            return None
        if any(item.text == "." and not _abbreviates(between, index) for index, item in enumerate(between)):
            return None
        return body if _leads_to(between) else None
    return None


def _abbreviates(items: Sequence[Item], at: int) -> bool:
    return at > 0 and items[at - 1].kind != PERSON and len(items[at - 1].text) < 3


def _leads_to(between: Sequence[Item]) -> bool:
    """Whether the words between the body and the office make one list of its members."""
    opening = [item for item in between[:12] if item.low in ("с", "със", ":", "състав", "(") or item.kind == PERSON]
    return not between or bool(opening)
