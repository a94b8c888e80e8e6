"""All names of a text: those in the usual order, families, the family name first, nicknames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.facts.people.names import (
    FAMILY,
    SURNAME,
    Mention,
    given_names,
    is_given_name,
    is_settlement,
    mention_at,
    name_like,
    proper_case,
    title_before,
)
from extractor.facts.people.noun_groups import is_verb
from extractor.facts.people.role_nouns import role_noun
from extractor.facts.people.scan import CAPITALISED, INITIAL, LINE, LOWER, MARK, NUMBER, QUOTATION, TITLE, UPPER, Item
from extractor.lexicon import words

_FAMILY_PLURAL = regex.compile(r"(?P<stem> .{2,} (?: [ое]в | ин ) ) и $", regex.VERBOSE)
#: Family names that are no other word, by gender; shorter ones ("Нов", "Руска") are.
_MASCULINE = regex.compile(r".{2,}(?:[оеё]в|ски)$")
_FEMININE = regex.compile(r".{2,}(?:[оеё]ва|ска)$")
_QUOTED_NICKNAME = regex.compile(r"\W{1,2}\p{Lu}[\p{L}-]{2,14}(?:[ ]\p{L}{2,14})?\W{1,2}")
#: A nickname has an article ("Кючука", "Ванката") or a word like "Бай" before it.
_NICKNAME = regex.compile(r"\p{Lu}\p{Ll}{2,}(?:та|ото|чето|ът|ят|[уаъоъеи]ка)$")
_ADDRESSES = frozenset({"бай", "бате", "баба", "дядо", "чичо", "леля", "кака"})


def find_mentions(text: str, items: Sequence[Item]) -> list[Mention]:
    """All stretches of `items` that may be names, in order; single surnames among them."""
    found: list[Mention] = []
    common = frozenset(item.text for item in items if item.kind == LOWER)
    i = 0
    while i < len(items):
        if items[i].kind not in (CAPITALISED, UPPER, INITIAL):
            i += 1
            continue
        family = _family_at(text, items, i)
        if family is not None:
            found += family[0]
            i = family[1]
            continue
        mention, end = _other_order_at(text, items, i, common) or mention_at(text, items, i, common)
        if mention is not None:
            mention, end = _with_nickname(items, end, mention)
            found.append(mention)
        i = end
    return [_without_opening_word(text, mention, found) for mention in found]


def _without_opening_word(text: str, mention: Mention, others: Sequence[Mention]) -> Mention:
    """In "По-късно Петров" after "Иван Петров" the first word only begins the sentence."""
    before = text[max(0, mention.start - 3) : mention.start].rstrip(" \u00a0")[-1:]
    if mention.evidence not in ("shape", "unknown") or len(mention.parts) != 2 or before.isalnum() or before == ",":
        return mention
    family = mention.parts[-1]
    known = any(
        other.parts[-1][:4] == family[:4] and other.parts[-1][-2:] == family[-2:]
        for other in others
        if other.evidence in ("given", "initial", "title")
    )
    if not known:
        return mention
    start = mention.end - len(family)
    return replace(mention, start=start, parts=(family,), evidence="surname")


def _other_order_at(
    text: str, items: Sequence[Item], i: int, common: frozenset[str]
) -> tuple[Mention | None, int] | None:
    """A name at item `i` with a nickname in quotes or with the family name first, and the item after it."""
    item = items[i]
    if item.kind == INITIAL or i + 1 >= len(items):
        return None
    if items[i + 1].kind == QUOTATION:
        return _with_quoted_nickname(text, items, i)
    if not _is_family_name(item) or item.low in common:
        return None
    comma = items[i + 1].text == ","
    at = i + 1 + comma
    if at >= len(items) or (comma and not _opens_entry(items, i)) or items[at].kind != CAPITALISED:
        return None
    end = at + 1
    if end < len(items) and items[end].kind == CAPITALISED and _agrees(items[end].text, items[at].text):
        end += 1
    family = proper_case(item.text)
    if len(text[item.end : items[at].start]) > 3 or not _agrees(family, items[at].text):
        return None
    shouted = item.kind == UPPER
    if not shouted and not comma and end > at + 1:
        return None  # "Колева Мария Петрова" is as likely two people of a list without commas
    if comma and not _closes_entry(items, end):
        return None
    if end < len(items) and items[end].kind in (CAPITALISED, UPPER) and not comma:
        return None
    parts = tuple(other.text for other in items[at:end])
    title, title_start = title_before(text, items, i)
    return Mention(item.start, items[end - 1].end, (*parts, family), "given", title, title_start), end


def _is_family_name(item: Item) -> bool:
    """Whether an item can only be a family name: no given name, settlement or position."""
    family = proper_case(item.text)
    return (
        item.kind in (CAPITALISED, UPPER)
        and len(family) > 4
        and name_like(item)
        and (_MASCULINE.match(family.lower()) or _FEMININE.match(family.lower())) is not None
        and not is_given_name(family)
        and not is_settlement(family)
        and role_noun(family) is None
    )


def _agrees(family: str, given: str) -> bool:
    """Whether a family name and a given name are of one gender: "Петров" and "Иван"."""
    gender = given_names().get(given, "")
    return any(
        letter in gender and pattern.match(family.lower()) for letter, pattern in (("m", _MASCULINE), ("f", _FEMININE))
    )


def _opens_entry(items: Sequence[Item], i: int) -> bool:
    """Whether item `i` begins a line or follows the number of an entry: "1. Петров, Иван"."""
    while i > 0 and (items[i - 1].text in ".)•*-–" or items[i - 1].kind == NUMBER):
        i -= 1
    return i == 0 or items[i - 1].kind == LINE or items[i].kind == NUMBER


def _closes_entry(items: Sequence[Item], end: int) -> bool:
    """Whether an entry of a list can end at item `end`: no word follows."""
    return end >= len(items) or items[end].kind in (LINE, NUMBER) or items[end].text in ";()-–—|/"


def _with_quoted_nickname(text: str, items: Sequence[Item], i: int) -> tuple[Mention, int] | None:
    """ "Стоян „Чичо“ Петров": a given name, a nickname in quotes and a family name."""
    if i + 2 >= len(items):
        return None
    given, quoted, family = items[i : i + 3]
    if not is_given_name(given.text) or len(given.text) < 3 or family.kind != given.kind or not name_like(family):
        return None
    if not SURNAME.search(family.low) or not _QUOTED_NICKNAME.fullmatch(quoted.text):
        return None
    if text[given.end : quoted.start] != " " or text[quoted.end : family.start] != " ":
        return None
    title, title_start = title_before(text, items, i)
    parts = (proper_case(given.text), quoted.text, proper_case(family.text))
    return Mention(given.start, family.end, parts, "given", title, title_start), i + 3


def _with_nickname(items: Sequence[Item], at: int, mention: Mention) -> tuple[Mention, int]:
    """ "Ангел Асенов – Кючука": with the nickname after a spaced dash, and the item after it."""
    if len(mention.parts) < 2 or mention.evidence not in ("given", "title") or at + 1 >= len(items):
        return mention, at
    dash, first = items[at], items[at + 1]
    if dash.kind != MARK or dash.text not in "-–—" or mention.end == dash.start:
        return mention, at
    if first.kind not in (CAPITALISED, TITLE) or not first.text[0].isupper():
        return mention, at
    last = at + 1
    if first.low in _ADDRESSES and last + 1 < len(items) and items[last + 1].kind == CAPITALISED:
        last += 1
    elif not _NICKNAME.match(first.text) or _names_something(first):
        return mention, at
    if last + 1 < len(items) and not _follows_name(items[last + 1]):
        return mention, at
    nickname = " ".join(item.text for item in items[at + 1 : last + 1])
    parts = (*mention.parts[:-1], f"{mention.parts[-1]} {dash.text} {nickname}")
    return replace(mention, end=items[last].end, parts=parts), last + 1


def _names_something(item: Item) -> bool:
    """Whether a capitalised word is a given or family name, a place, a position or another known word."""
    return (
        is_given_name(item.text)
        or is_settlement(item.text)
        or role_noun(item.text) is not None
        or FAMILY.search(item.low) is not None
        or item.text in words("world_places.txt") | words("not_names.txt")
    )


def _follows_name(item: Item) -> bool:
    """Whether an item can follow a whole name: a mark, a line end, a verb or a conjunction."""
    if item.kind == LOWER:
        return is_verb(item) or item.low in words("prepositions.txt") | words("past_verbs.txt") | {"и", "или"}
    return item.kind in (LINE, MARK) and item.text not in "-–—"


def _family_at(text: str, items: Sequence[Item], i: int) -> tuple[list[Mention], int] | None:
    """Two given names with one family name in the plural: "Румен и Калоян Гавазови"."""
    if i + 3 >= len(items) or items[i + 1].low != "и":
        return None
    first, second, family = items[i], items[i + 2], items[i + 3]
    if not is_given_name(second.text) or not name_like(first) or family.kind not in (CAPITALISED, UPPER):
        return None
    surname = proper_case(family.text)
    plural = _FAMILY_PLURAL.fullmatch(surname)
    if not is_given_name(first.text) and (plural is None or role_noun(first.text) is not None):
        return None
    if plural is None and (text[second.end : family.start] != " " or FAMILY.search(surname.lower())):
        return None
    mentions = []
    for given, start in ((first, first.start), (second, second.start)):
        name = proper_case(given.text)
        own = surname
        if plural is not None:
            own = plural["stem"] + ("а" if given_names().get(name) == "f" else "")
        end = first.end if given is first else family.end
        mentions.append(Mention(start, end, (name, own), "given"))
    return mentions, i + 4
