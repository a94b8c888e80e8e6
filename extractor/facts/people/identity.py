"""Who is who: all mentions of one person in a document under the fullest form of the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import regex

from extractor.facts.people.names import Mention, is_given_name

_HYPHEN = regex.compile(r"\s*[-–—]\s*")


@dataclass(slots=True)
class Person:
    """One person of a document."""

    parts: tuple[str, ...]
    mentions: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest form."""
        return join_parts(self.parts)


def join_parts(parts: Sequence[str]) -> str:
    """Parts of a name with a space between them, also after an initial."""
    return " ".join(parts)


def feminine(surname: str) -> bool:
    """Whether a family name has a feminine ending."""
    return surname.endswith(("ова", "ева", "ска", "ина", "чка", "шка", "цка"))


def group(
    mentions: Sequence[Mention], kept: Sequence[bool], offices: Callable[[int], frozenset[str]]
) -> tuple[list[Person], dict[int, int]]:
    """People, and for each mention that is one the number of its person.

    Full names come first; a shorter mention (initial and surname, surname, given name alone) joins
    the person it fits. Where several do, it is the only one with the same title, the only one with the same
    position (`offices` gives the positions beside the mention of a number), or the nearest before it.
    """
    people: list[Person] = []
    of: dict[int, int] = {}
    known: dict[str, list[int]] = defaultdict(list)  # people by the beginnings of their names

    def alike(parts: Sequence[str]) -> list[int]:
        return sorted({number for key in _keys(parts[-1:]) for number in known[key]})

    def add(parts: tuple[str, ...]) -> int:
        people.append(Person(parts))
        for key in _keys(parts):
            known[key].append(len(people) - 1)
        return len(people) - 1

    full = [i for i, mention in enumerate(mentions) if kept[i] and len(mention.parts) > 1]
    for i in sorted(full, key=lambda i: -_fullness(mentions[i].parts)):
        parts = mentions[i].parts
        fits = [n for n in alike(parts) if _same(people[n].parts, parts)]
        if len(fits) > 1 and parts[0].endswith("."):
            fits = [_likeliest(people, fits, i, mentions, offices)]
        match = fits[0] if fits else add(parts)
        people[match].mentions.append(i)
        of[i] = match
    for i, mention in enumerate(mentions):
        if i in of or len(mention.parts) != 1:
            continue
        name = mention.parts[0]
        fits = [n for n in alike(mention.parts) if _surname_fits(people[n].parts, name)]
        if not fits and is_given_name(name):
            fits = [n for n in alike(mention.parts) if people[n].parts[0] == name]
            if len(fits) != 1:
                continue
        if not fits and kept[i]:
            fits = [add(mention.parts)]
        if fits:
            best = fits[0] if len(fits) == 1 else _likeliest(people, fits, i, mentions, offices)
            of[i] = best
            people[best].mentions.append(i)
    return people, of


def _likeliest(
    people: Sequence[Person],
    fits: Sequence[int],
    i: int,
    mentions: Sequence[Mention],
    offices: Callable[[int], frozenset[str]],
) -> int:
    """Who of the people `fits` the short mention `i` means."""

    def only(marks: Callable[[int], frozenset[str]]) -> int | None:
        own = marks(i)
        same = [n for n in fits if own and any(own & marks(m) for m in people[n].mentions[:8])]
        return same[0] if len(same) == 1 else None

    for marks in (lambda m: _titles(mentions[m]), offices):
        if (found := only(marks)) is not None:
            return found
    start = mentions[i].start
    before = [n for n in fits if any(mentions[m].start < start for m in people[n].mentions)]
    return max(before, key=lambda n: _last_before(people[n], mentions, start)) if before else fits[0]


def _titles(mention: Mention) -> frozenset[str]:
    """The beginnings of the titles, in which a word and its abbreviation agree: "полковник", "полк."."""
    return frozenset(word[:3] for word in (mention.title or "").lower().split())


def _keys(parts: Sequence[str]) -> set[str]:
    """The beginnings by which a name is found again: two letters of each part and of each half of a double one."""
    return {half.strip()[:2].lower() for part in parts for half in part.split("-") if half.strip()}


def _fullness(parts: Sequence[str]) -> int:
    return sum(1 if part.endswith(".") else len(part) + 10 for part in parts)


def _last_before(person: Person, mentions: Sequence[Mention], position: int) -> int:
    return max((mentions[i].start for i in person.mentions[-8:] if mentions[i].start < position), default=-1)


def _same(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether two names of several parts are one person's: same given name (or initial), family name in common."""
    if not _given_fits(longer[0], shorter[0]):
        return False
    if not _surname_fits(longer, shorter[-1]):
        return _slip(longer[-1], shorter[-1]) and longer[0] == shorter[0] and len(longer) == len(shorter)
    middle, other = ([part for part in parts[1:-1] if part[0].isalpha()] for parts in (longer, shorter))
    if middle and other:
        return any(_given_fits(a, b) or _given_fits(b, a) for a in middle for b in other)
    return True


def _given_fits(a: str, b: str) -> bool:
    if a == b:
        return True
    return any(short.endswith(".") and long.startswith(short[:-1]) for short, long in ((a, b), (b, a)))


def _surname_fits(parts: Sequence[str], surname: str) -> bool:
    """Whether `surname` is the family name in `parts` or half of a double one; another's gender does not fit."""
    last = parts[-1]
    if last == surname:
        return True
    halves = _HYPHEN.split(last)
    if surname in halves:
        return True
    if len(parts) > 2 and surname == f"{parts[-2]} {parts[-1]}":
        return True
    if len(parts) > 2 and surname in parts[1:-1] and not surname.endswith("."):
        return True
    return len(surname) > 5 and feminine(surname) == feminine(last) and any(_slip(half, surname) for half in halves)


def _slip(a: str, b: str) -> bool:
    """Whether two long words differ by one letter, not at the end (that would be gender)."""
    if a == b:
        return True
    if min(len(a), len(b)) < 6 or abs(len(a) - len(b)) > 1 or a[0] != b[0] or a[-2:] != b[-2:]:
        return False
    at = 0
    while at < min(len(a), len(b)) and a[at] == b[at]:
        at += 1
    return a[at + 1 :] == b[at + 1 :] or a[at + 1 :] == b[at:] or a[at:] == b[at + 1 :]
