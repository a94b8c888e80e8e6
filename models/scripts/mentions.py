"""Find where a document mentions the names that its annotation lists once.

The annotation of a press release gives each person, institution and place once, institutions in
their base form. Training wants every occurrence: "Върховния административен съд" is the
"Върховен административен съд", and `СОУ „Н. Вапцаров“` may stand without its quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import regex
from spacy.tokens import Doc

QUOTES = frozenset("„“”«»\"‘’'")
_DASHES = frozenset("-–—−")

# Endings of number, gender and definiteness that may differ between two forms of a word.
_ENDING = regex.compile(
    r"(?:ният|ния|ният|ият|ия|ьт|ът|ят|ата|ята|ото|ето|ите|та|то|те|ове|ен|на|но|ни|а|я|о|е|и|й|ъ|ь)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name to look for: its words, its label, and whether its words may be inflected."""

    text: str
    label: str
    inflected: bool


def stem(word: str) -> str:
    """What the forms of a word share, roughly; short words and acronyms are themselves."""
    if len(word) < 5 or not word.isalpha():
        return word.lower()
    lower = word.lower()
    for _ in range(2):
        cut = _ENDING.sub("", lower)
        if len(cut) < 3:
            break
        lower = cut
    return lower.replace("е", "").replace("ъ", "") or lower  # съвет/съвета, театър/театъра, отдел


def find(doc: Doc, names: Iterable[Name], tokenize: Iterable[Doc]) -> list[tuple[int, int, str]]:
    """Token spans (first, last + 1, label) of `names` in `doc`; the longest wins where two overlap.

    `tokenize` gives the tokenized text of each name, in the same order.
    """
    words = [i for i, token in enumerate(doc) if not token.is_space and token.text not in QUOTES]
    lower = [_key(doc[i].text) for i in words]
    stems = [stem(doc[i].text) for i in words]
    first: dict[str, list[int]] = {}
    for at, key in enumerate(stems):
        first.setdefault(key, []).append(at)
    found: list[tuple[int, int, str]] = []
    for name, tokens in zip(names, tokenize, strict=True):
        parts = [t.text for t in tokens if not t.is_space and t.text not in QUOTES]
        if not parts:
            continue
        for at in first.get(stem(parts[0]), ()):
            if at + len(parts) <= len(words) and _same(name, parts, lower, stems, doc, words, at):
                found.append(_with_quotes(doc, words[at], words[at + len(parts) - 1] + 1, name))
    return _longest(found)


def _same(
    name: Name, parts: list[str], lower: list[str], stems: list[str], doc: Doc, words: list[int], at: int
) -> bool:
    texts = [doc[words[at + k]].text for k in range(len(parts))]
    if not any(text[0].isupper() for text in texts):
        return False
    if len(parts) == 1 or not name.inflected:
        same = [_key(part) for part in parts] == lower[at : at + len(parts)]
        if len(parts) == 1 and name.inflected and len(parts[0]) > 4 and not parts[0].isupper():
            same = same or stem(parts[0]) == stems[at]
        exact_case = all(t[0].isupper() == p[0].isupper() for t, p in zip(texts, parts, strict=True))
        return same and (exact_case or all(t.isupper() for t in texts if len(t) > 1))
    return all(
        _key(part) == lower[at + k] or (stem(part) == stems[at + k] and part.isalpha()) for k, part in enumerate(parts)
    )


def _key(text: str) -> str:
    return "-" if text in _DASHES else text.lower()


def _with_quotes(doc: Doc, start: int, end: int, name: Name) -> tuple[int, int, str]:
    """Take in the quotation marks that belong to the name: it never keeps one of a pair."""
    inside = sum(doc[i].text in QUOTES for i in range(start, end))
    if inside % 2 and end < len(doc) and doc[end].text in QUOTES:
        end += 1
    elif inside % 2 and start > 0 and doc[start - 1].text in QUOTES:
        start -= 1
    elif not inside and name.label == "ORG" and name.text[0] in QUOTES and _is_quoted(doc, start, end):
        start, end = start - 1, end + 1
    return start, end, name.label


def _is_quoted(doc: Doc, start: int, end: int) -> bool:
    return start > 0 and doc[start - 1].text in QUOTES and end < len(doc) and doc[end].text in QUOTES


def _longest(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    order = {"ORG": 0, "PER": 1, "LOC": 2}
    taken: set[int] = set()
    kept = []
    for start, end, label in sorted(set(found), key=lambda s: (s[0] - s[1], order[s[2]], s[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, label))
    return sorted(kept)


def names_of(gold: dict[str, Any]) -> Iterator[Name]:
    """The names that an annotated document lists."""
    for person in gold["people"]:
        for surface in {person["name"], *person["surfaces"]}:
            yield Name(surface, "PER", False)
    for institution in gold["institutions"]:
        for text in {institution["name"], *institution["aliases"]}:
            yield Name(text, "ORG", True)
    for place in {*gold["locations"], *(m["name"] for m in gold["municipalities"])}:
        yield Name(place, "LOC", True)
