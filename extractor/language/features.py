"""What the models know of a token, as short strings: of its form alone, and of its place in the document."""

from __future__ import annotations

from functools import lru_cache

import numpy
import regex
from numpy.typing import NDArray
from spacy.attrs import ORTH
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc

from extractor.lexicon import table, words

#: In the order of the embedding tables. The last one depends on the token's place, the others on its form.
FEATURES = ("form", "prefix", "ending2", "ending3", "ending4", "shape", "class", "place")

_DIGIT = regex.compile(r"\d")
_OPENING = frozenset('„«“”"')
_CLOSING = frozenset('“”»"')


def lexeme_features(text: str, classes: dict[str, str]) -> tuple[str, ...]:
    """The features of a form, in the order of `FEATURES` without ``place``.

    `classes` are the classes of lower-case words, as `word_classes` gives them.
    """
    lower = _DIGIT.sub("0", text.lower())
    return (lower, lower[:3], lower[-2:], lower[-3:], lower[-4:], _shape(text), classes.get(lower, ""))


def _shape(text: str) -> str:
    """Kind of letters and rough length: what tells a name, an acronym, a number or a mark apart."""
    if text.isspace():
        return f"space{text.count(chr(10)) > 1}"
    if text.isdigit():
        return f"digits{min(len(text), 5)}"
    if any(c.isdigit() for c in text):
        return "digits." if not any(c.isalpha() for c in text) else "digitsx"
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return text[:3]
    script = "latin" if letters[0] < "\u0370" else ""
    end = "." if text.endswith(".") else ""
    joint = "-" if "-" in text else ""
    if text.isupper():
        case = f"X{min(len(letters), 6)}"
    elif text.islower():
        case = f"x{min(len(letters), 4)}"
    elif text.istitle():
        case = f"Xx{min(len(letters), 3)}"
    else:
        case = "xX" if text[0].islower() else "XxX"
    return case + script + end + joint


_last: tuple[bytes, NDArray[numpy.uint64]] | None = None


def place_features(doc: Doc) -> NDArray[numpy.uint64]:
    """One hash for each token: where it stands, and how else the document writes the same word.

    The tagger and the entity recogniser ask for those of one document in turn, so the last ones are kept.
    """
    global _last
    key = doc.to_array([ORTH]).tobytes()
    last = _last
    if last is None or last[0] != key:
        _last = last = (key, _places([token.text for token in doc]))
    return last[1]


def _places(texts: list[str]) -> NDArray[numpy.uint64]:
    lower, inside = _other_writings(texts)
    places: list[int] = []
    quoted = False
    opened = 0
    line_caps = _capital_lines(texts)
    start = True
    for i, text in enumerate(texts):
        if text.isspace():
            places.append(_place_hash("space"))
            start = start or "\n" in text
            continue
        if quoted and (text in _CLOSING or i - opened > 12):
            quoted = False
        elif text in _OPENING:
            quoted, opened = True, i
        company = ""
        if text[0].isupper():
            word = text.lower()
            company = "l" if word in lower else "i" if word in inside else "o"
        places.append(
            _place_hash(f"{'s' if start else ''}{'c' if line_caps[i] else ''}{'q' if quoted else ''}{company}")
        )
        start = text in {".", "!", "?", "…", ":"} or (start and not text[0].isalnum())
    return numpy.asarray(places, dtype=numpy.uint64)


@lru_cache(maxsize=256)
def _place_hash(place: str) -> int:
    return int(hash_string("place " + place))


def _other_writings(texts: list[str]) -> tuple[set[str], set[str]]:
    """Words that the document writes in lower case, and words it capitalises inside a sentence."""
    lower: set[str] = set()
    inside: set[str] = set()
    previous = "."
    for text in texts:
        if text.islower():
            lower.add(text)
        elif text[0].isupper() and previous[-1].isalpha() and not text.isupper():
            inside.add(text.lower())
        previous = text
    return lower, inside


def _capital_lines(texts: list[str]) -> list[bool]:
    """Whether each token stands on a line that has hardly a lower-case word."""
    flags: list[bool] = []
    upper = lower = begin = 0
    for i, text in enumerate(texts):
        if text.isupper():
            upper += len(text) > 1
        elif text.islower():
            lower += len(text) > 1
        if "\n" in text or i + 1 == len(texts):
            flags += [upper > 2 and upper > 4 * lower] * (i + 1 - begin)
            upper = lower = 0
            begin = i + 1
    return flags


def word_classes() -> dict[str, str]:
    """Classes of lower-case words: what lists and registers say a word may be, as letters.

    s settlement, S first word of a longer settlement's name, w place abroad, g given name, r role or
    occupation, m month or weekday. A word in several lists has several letters.
    """
    found: dict[str, set[str]] = {}

    def note(word: str, letter: str) -> None:
        found.setdefault(word.lower(), set()).add(letter)

    for row in table("settlements.csv"):
        first, *rest = row["name"].split()
        note(first, "S" if rest else "s")
    for name in words("world_places.txt"):
        first, *rest = name.split()
        note(first, "W" if rest else "w")
    for row in table("role_nouns.csv"):
        note(row["lemma"], "r")
    for row in table("given_names.csv"):
        note(row["name"], "g")
    return {word: "".join(sorted(letters)) for word, letters in sorted(found.items())}
