"""Mentions of people: which stretches of capitalised words are names of persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.facts.people.scan import (
    CAPITALISED,
    INITIAL,
    LINE,
    LOWER,
    MARK,
    TITLE,
    UPPER,
    Item,
)
from extractor.lexicon import table, words

#: Endings of Bulgarian and other frequent family names.
SURNAME = regex.compile(
    r"(?: [оеё]в(?:а|и|ич|ски|ска)? | (?:ь|й)[оe]в(?:а)? | ин(?:а|и)? | (?:с|ш|ч|ц|з|ж)к(?:и|а) | [яа]н | янц | оглу"
    r" | ич | енко | чук | швили | дзе | идис | опулос | акис | еску | яну | ман | сон | берг )$",
    regex.VERBOSE,
)
STRONG_SURNAME = regex.compile(r"(?: [оеё]в | [оеё]ва | [сшчц]ки | [сшчц]ка | [яа]н | ин | ина )$", regex.VERBOSE)
_PARTICLES = frozenset(
    [
        "ван",
        "де",
        "дел",
        "дела",
        "дер",
        "ден",
        "ди",
        "да",
        "ду",
        "фон",
        "цу",
        "ла",
        "ле",
        "ел",
        "ал",
        "бин",
        "ибн",
        "тер",
    ]
)
_MAX_PARTS = 4


@dataclass(slots=True)
class Mention:
    """A name as written at ``text[start:end]``, without title.

    `evidence` says why it counts: "given" (a known given name), "initial", "title", "shape"
    (endings only), "entity" (a trained model), "surname" (one word; a person only together with
    a title, a position or a fuller mention).
    """

    start: int
    end: int
    parts: tuple[str, ...]
    evidence: str
    title: str | None = None
    title_start: int | None = None
    plural_of: str | None = None


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Given names, each with its gender: m, f or fm."""
    return {row["name"]: row["gender"] for row in table("given_names.csv")}


@lru_cache(maxsize=1)
def settlement_names() -> frozenset[str]:
    """Names of settlements and municipalities."""
    return frozenset(row["name"] for row in table("settlements.csv")) | frozenset(
        row["name"] for row in table("municipalities.csv")
    )


def proper_case(word: str) -> str:
    """ "КЪНЕВА" is "Кънева", "БАУМАН-ЩАЙН" is "Бауман-Щайн"; mixed case is left alone."""
    if len(word) > 1 and word.isupper() and "." not in word:
        return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
    return word


def is_given_name(word: str) -> bool:
    """Whether `word` (any case, the first part of a double name counts) is a known given name."""
    word = proper_case(word)
    return word in given_names() or ("-" in word and word.split("-")[0] in given_names())


def _name_like(item: Item) -> bool:
    return item.kind in (CAPITALISED, UPPER) and proper_case(item.text) not in words("not_names.txt")


def find_mentions(text: str, items: Sequence[Item]) -> list[Mention]:
    """All stretches of `items` that may be names, in order; single surnames among them."""
    found: list[Mention] = []
    i = 0
    while i < len(items):
        if items[i].kind not in (CAPITALISED, UPPER, INITIAL):
            i += 1
            continue
        mention, end = _mention_at(text, items, i)
        if mention is not None:
            found.append(mention)
            i = end
        else:
            i += 1
    return found


def _mention_at(text: str, items: Sequence[Item], i: int) -> tuple[Mention | None, int]:
    """The mention that begins at item `i`, and the item after it."""
    if _is_eponym(items, i):
        return None, _run_end(text, items, i)
    title, title_start = title_before(text, items, i)
    first = items[i]
    if first.kind != INITIAL and not _name_like(first):
        return None, i + 1
    end = _run_end(text, items, i)
    run = items[i:end]
    parts = [item.text for item in run]
    names = [proper_case(part) for part in parts]
    if first.kind != INITIAL and title is None and not is_given_name(first.text):
        inside = next((k for k in range(1, len(run)) if is_given_name(run[k].text) or run[k].kind == INITIAL), None)
        if inside is not None and inside < len(run) - 1:
            return None, i + inside  # "с. Баня Иван Петров": the name begins later
    if len(run) > 1 and " ".join(names) in settlement_names() and title is None:
        return None, end
    evidence = None
    if first.kind == INITIAL:
        full = [item for item in run if item.kind in (CAPITALISED, UPPER)]
        if not full or len(full) > 2:
            return None, i + 1
        if not (SURNAME.search(names[-1].lower()) or title or is_given_name(names[-1])):
            return None, i + 1
        evidence = "initial"
    elif len(run) == 1:
        evidence = "surname"
    elif is_given_name(first.text) and not (first.kind == UPPER and len(first.text) < 3):
        run = _trim(run)
        evidence = "given" if len(run) > 1 else "surname"
    elif title is not None:
        run = _trim(run)
        evidence = "title"
    elif 2 <= len(run) <= 3 and first.kind == CAPITALISED and STRONG_SURNAME.search(names[-1].lower()):
        if names[0] in settlement_names() or regex.search(r"(?:ски|ска|ско|ският|ската|ия|та|ят|ът|ото)$", names[0]):
            return None, i + 1
        evidence = "shape"
    else:
        evidence = "unknown" if len(run) <= 4 else None
    if evidence is None:
        return None, i + 1
    end = i + len(run)
    return (
        Mention(
            run[0].start,
            run[-1].end,
            tuple(proper_case(item.text) for item in run if item.text not in "-–"),
            evidence,
            title,
            title_start,
        ),
        end,
    )


def _trim(run: Sequence[Item]) -> Sequence[Item]:
    """Keep what can be a family name after the given name; a heading in capitals goes on otherwise."""
    kept = [run[0]]
    for item in run[1:]:
        name = proper_case(item.text)
        if len(kept) >= 2 and item.kind == UPPER and not SURNAME.search(name.lower()) and not is_given_name(name):
            break
        kept.append(item)
    while len(kept) > 1 and kept[-1].kind in (LOWER, MARK):
        kept.pop()
    return kept


def _run_end(text: str, items: Sequence[Item], i: int) -> int:
    """The end of the run of name words that begins at `i`: neighbours on one line with at most one space."""
    end, parts = i + 1, 1
    while end < len(items) and parts < _MAX_PARTS:
        before, item = items[end - 1], items[end]
        gap = text[before.end : item.start]
        if item.kind == LINE:
            if not _goes_on_below(items, i, end):
                break
            end += 2
            parts += 1
            continue
        if len(gap) > 2 or (not gap and before.kind != INITIAL):
            break
        if item.kind == INITIAL or (
            _name_like(item) and not (before.kind == CAPITALISED and item.kind == UPPER and _acronym(item))
        ):
            if item.kind == INITIAL and _ends_sentence(items, end):
                break
            if is_role_word(item):
                break
            end += 1
            parts += 1
        elif item.low in _PARTICLES and item.kind == LOWER and end + 1 < len(items) and _name_like(items[end + 1]):
            if is_given_name(items[i].text) and item.low in ("да", "ал", "ди", "ла", "ле", "тер") and parts > 1:
                break
            end += 1
        elif item.text in "-–" and end + 1 < len(items) and _double_barrel(text, items, end):
            end += 2
        else:
            break
    return end


def _acronym(item: Item) -> bool:
    name = proper_case(item.text)
    return len(item.text) < 5 and not SURNAME.search(name.lower()) and not is_given_name(name)


def _ends_sentence(items: Sequence[Item], i: int) -> bool:
    """A capital letter with a full stop at the end of a sentence: no name word after it."""
    return i + 1 >= len(items) or not _name_like(items[i + 1])


def _double_barrel(text: str, items: Sequence[Item], i: int) -> bool:
    """ "Хаджидимова - Колева": a dash with spaces between two family names of one gender."""
    left, right = items[i - 1], items[i + 1]
    if items[i].text != "-" or right.kind not in (CAPITALISED, UPPER) or is_given_name(right.text):
        return False
    ends = [regex.search(r"(ова|ева|ска|ов|ев|ски)$", item.text.lower()) for item in (left, right)]
    return bool(ends[0] and ends[1] and i >= 2 and is_given_name(items[i - 2].text)) and (
        ends[0].group()[-1] == ends[1].group()[-1]
    )


def _goes_on_below(items: Sequence[Item], first: int, line: int) -> bool:
    """A name broken by a line end: a lone given name above, one family name below."""
    if line - first != 1 or line + 1 >= len(items) or items[line].text.count("\n") > 1:
        return False
    below = items[line + 1]
    after = items[line + 2] if line + 2 < len(items) else None
    return (
        is_given_name(items[first].text)
        and items[first].kind == below.kind
        and _name_like(below)
        and not is_given_name(below.text)
        and bool(STRONG_SURNAME.search(below.text.lower()))
        and (after is None or after.kind not in (CAPITALISED, UPPER))
    )


def is_role_word(item: Item) -> bool:
    """Whether the item is a noun of a position ("Кмет"), which ends a name before it."""
    from extractor.facts.people.roles import role_noun

    return role_noun(item.text) is not None and not is_given_name(item.text)


def title_before(text: str, items: Sequence[Item], i: int) -> tuple[str | None, int | None]:
    """The titles right before item `i` as written ("доц. д-р"), and where they begin."""
    j = i
    while j > 0 and items[j - 1].kind == TITLE and text[items[j - 1].end : items[j].start].strip(" \u00a0\n") == "":
        j -= 1
    if j == i:
        return None, None
    return " ".join(text[items[j].start : items[i - 1].end].split()), items[j].start


def _is_eponym(items: Sequence[Item], i: int) -> bool:
    """A name after "ул.", "СУ", "награда" and the like names a thing."""
    j = i - 1
    while j >= 0 and items[j].kind == TITLE:
        j -= 1
    if j < 0:
        return False
    before = items[j]
    if before.text == "." and j > 0:
        before = items[j - 1]
    triggers = words("eponym_triggers.txt")
    return before.text in triggers or before.low in triggers
