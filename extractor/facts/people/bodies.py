"""Collective bodies ("журито", "временна комисия") whose offices and members stand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.facts.people.roles import RolePhrase
from extractor.facts.people.scan import CAPITALISED, LINE, LOWER, MARK, NUMBER, PERSON, UPPER, Item, word_group
from extractor.language.morphology import indefinite

_REACH = 30
#: Collective nouns; those of the second group are a body only with an adjective ("организационен комитет").
_NOUNS = frozenset({"група", "жури", "комисия", "настоятелство", "щаб"})
_NOUNS_WITH_ADJECTIVE = frozenset({"комитет", "състав", "съвет", "борд"})
#: What those nouns begin with in every form.
_BEGINNINGS = tuple({noun[:3] for noun in _NOUNS | _NOUNS_WITH_ADJECTIVE})
_FEMININE, _NEUTER = frozenset({"група", "комисия"}), frozenset({"жури", "настоятелство"})
_COPULAS = frozenset({"са", "бяха", "бе", "беше", "е"})
#: Words of people_words.csv that put a list of members after a body.
_CHAIRED = frozenset({"председателствано", "председателствана", "председателстван", "председателството"})


@dataclass(frozen=True, slots=True)
class Body:
    """A body at ``items[start:end]``, its name in base form, and the item of its first member.

    `listed` says whether the members stand as a list ("Жури: А, Б", "в състав А, Б") and not
    in a clause ("в журито бяха А и Б"). `institution` is its full name where it has one of its own.
    """

    start: int
    end: int
    name: str
    first_person: int | None
    listed: bool = False
    institution: str | None = None

    @property
    def is_board(self) -> bool:
        """Whether membership is an office by itself: the boards of associations and companies."""
        return self.name.isupper() or self.name.startswith(("Управ", "Контрол", "Надзор"))


def find_bodies(items: Sequence[Item], phrase_end: dict[int, int]) -> list[Body]:
    """All mentions of bodies; `phrase_end` gives the end of the position that begins at an item."""
    inside = {at for start, end in phrase_end.items() for at in range(start, end)}
    found: list[Body] = []
    for at, item in enumerate(items):
        if item.kind not in (LOWER, CAPITALISED, UPPER):
            continue
        known = _again(items, at, [body for body in found[-3:] if body.end - 1 not in inside])
        if known is not None:
            found.append(Body(at - 1, at + 1, known, _first_member(items, at - 1, at + 1, phrase_end)[0]))
            continue
        named = _body_at(items, at)
        if named is None:
            continue
        start, name = named
        relative = at + 2 < len(items) and items[at + 1].text == "," and items[at + 2].low in ("в", "във")
        if at in inside and not relative:  # "член на журито: А" lists no others
            found.append(Body(start, at + 1, name, None))
        else:
            found.append(Body(start, at + 1, name, *_first_member(items, start, at + 1, phrase_end)))
    return found


def _body_at(items: Sequence[Item], at: int) -> tuple[int, str] | None:
    """Where the body whose noun is item `at` begins, and its name in base form."""
    if items[at].kind == UPPER and items[at].low in word_group("board"):
        return (at, items[at].text) if at > 0 and items[at - 1].low in ("в", "във") else None
    if not items[at].low.startswith(_BEGINNINGS):
        return None
    noun = indefinite(items[at].low)
    if noun not in _NOUNS and noun not in _NOUNS_WITH_ADJECTIVE:
        return None
    if noun == "група":
        return (at - 1, "работната група") if at > 0 and items[at - 1].low.startswith("работна") else None
    adjective = indefinite(items[at - 1].low + " " + noun).split()[0] if at > 0 and items[at - 1].kind != MARK else ""
    named = adjective if adjective in word_group("body_adjective") else ""
    if noun in _NOUNS_WITH_ADJECTIVE and not named:
        return (at, noun) if items[at].low == "състав" and _has_chair(items, at) else None
    name = f"{named} {noun}".strip()
    if named in ("управителен", "контролен", "надзорен") and noun == "съвет":
        name = f"{named[0].upper()}{named[1:-2]}ния {noun}"
    if noun == "настоятелство":
        name = "настоятелството"
    return at - bool(named), name


def _has_chair(items: Sequence[Item], at: int) -> bool:
    """ "състав на Окръжен съд – Перник с председател А": a court's panel."""
    near = [item.low for item in items[at + 1 : at + 14]]
    return any(pair == ("с", "председател") for pair in pairwise(near))


def _again(items: Sequence[Item], at: int, earlier: Sequence[Body]) -> str | None:
    """The body that "в нея" or "в състава му" at item `at` means: the last one, if its gender fits."""
    if not earlier or at == 0 or items[at - 1].low not in ("в", "във", "състава"):
        return None
    last = earlier[-1]
    if at - last.end > _REACH or (items[at - 1].low == "състава") != (items[at].low in word_group("pronoun")):
        return None
    noun = last.name.rpartition(" ")[2]
    if items[at].low == "нея":
        return last.name if noun in _FEMININE else None
    if items[at].low == "него":
        return last.name if noun not in _FEMININE else None
    return last.name if items[at - 1].low == "състава" else None


def _first_member(items: Sequence[Item], start: int, at: int, phrase_end: dict[int, int]) -> tuple[int | None, bool]:
    """The person that opens the members of the body at ``items[start:at]``, and whether they are a list.

    The members follow "(", ":", "в състав" or "влизат"; after "в журито" also "са".
    """
    listed = _titles_a_line(items, at)
    clause = False
    within = start > 0 and (items[start - 1].low in ("в", "във") or items[start].low in ("в", "във", "състава"))
    index = at
    while index < min(at + 16, len(items)):
        item = items[index]
        if item.kind == PERSON:
            return (index, listed) if listed or clause else (None, False)
        if (listed or clause) and index in phrase_end:
            index = phrase_end[index]
            continue
        if item.low in ("който", "която", "което"):
            within = items[index - 1].low in ("в", "във")
        if item.text in ("(", ":", "/") or item.low in word_group("body_list"):
            listed = True
        elif within and item.low in _COPULAS:
            clause = True
        elif not (
            item.kind == LINE
            or item.low in word_group("body_within")
            or item.low in _COPULAS
            or item.text in "-–•*,."
            or ((listed or clause) and (item.kind == NUMBER or item.low in word_group("numeral")))
        ):
            break
        index += 1
    return None, False


def chair_after(items: Sequence[Item], body: Body, phrase_end: dict[int, int]) -> int | None:
    """The person in "жури, председателствано от А", "жури под председателството на А"."""
    at = body.end
    while at < min(body.end + 4, len(items)) and (items[at].text == "," or items[at].low in ("под", "се")):
        at += 1
    if at + 2 >= len(items) or items[at].low not in _CHAIRED or items[at + 1].low not in ("от", "на"):
        return None
    at = phrase_end.get(at + 2, at + 2)
    return at if at < len(items) and items[at].kind == PERSON else None


def _titles_a_line(items: Sequence[Item], at: int) -> bool:
    """ "Комисия – А, Б и В": a body in one word and a dash at the start of a sentence."""
    if at < 1 or at >= len(items) or items[at].text not in ("-", "–", "—"):
        return False
    return items[at - 1].kind != LOWER and (at < 2 or items[at - 2].kind == LINE or items[at - 2].text in ".;!?")


def body_before(items: Sequence[Item], phrase: RolePhrase, bodies: Sequence[Body]) -> Body | None:
    """The body in whose list the office `phrase` ("председател", "член") stands, if any."""
    if phrase.word.lemma not in word_group("body_office") or phrase.complements:
        return None
    if any(modifier != "заместник" for modifier in phrase.modifiers):
        return None  # "научен секретар" is an office of its own
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
