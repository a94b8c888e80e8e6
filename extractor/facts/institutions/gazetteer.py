"""Known institutions, and the nouns that head the names of others.

The data are ``lexicon/institutions.csv`` and ``lexicon/institution_heads.csv``. Names are compared
in `fold`ed form: lower case, one kind of quotation mark, one kind of dash.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.lexicon import table, words

_SAME = str.maketrans({**dict.fromkeys("„“”«»‟″", '"'), **dict.fromkeys("–—‑−", "-"), "\u00a0": " ", "\u202f": " "})


def fold(text: str) -> str:
    """`text` in lower case with one kind of quotes, dashes and spaces, character for character."""
    folded = text.casefold()
    if len(folded) != len(text):
        folded = "".join(low if len(low := char.casefold()) == 1 else char for char in text)
    return folded.translate(_SAME)


@dataclass(frozen=True, slots=True)
class Known:
    """An institution of the gazetteer; `form` is how it was found: its name or one of its acronyms."""

    name: str
    acronym: str | None
    type: str
    local: bool  # there is one in many places: "Районен съд – Ловеч"
    quoted: bool  # an ordinary word: a name only in quotation marks
    is_acronym: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that heads names: `takes` is what may follow it (see the file's header)."""

    lemma: str
    type: str
    takes: str


def definite_forms(word: str) -> Iterator[str]:
    """`word`, an indefinite noun or adjective in lower case, with the endings of the article."""
    yield word
    if word.endswith(("а", "я")):
        yield word + "та"
    elif word.endswith(("о", "е")):
        yield word + "то"
    elif word.endswith("и"):
        yield word + "ят"
        yield word[:-1] + "ия"
        yield word + "те"
    elif word.endswith("й"):
        yield word[:-1] + "я"
        yield word[:-1] + "ят"
    elif word.endswith("ен"):
        yield from (word[:-2] + "ният", word[:-2] + "ния", word + "а", word + "ът", word + "ия", word + "ият")
    elif word.endswith("ър"):
        yield from (word[:-2] + "ъра", word + "ът", word[:-2] + "ра", word[:-2] + "рът")
    elif word.endswith("тел"):
        yield from (word + "я", word + "ят")
    else:
        yield from (word + "а", word + "ът", word + "ият", word + "ия")


def adjective_forms(masculine: str) -> Iterator[str]:
    """All singular forms of an adjective given in the masculine: "общински", "общинска", "общинското"."""
    yield masculine
    stem = masculine[:-2] + "н" if masculine.endswith("ен") else masculine.removesuffix("и")
    yield from (stem + ending for ending in ("а", "о", "и", "ия", "ият", "ата", "ото"))


@lru_cache(maxsize=1)
def classifying_adjectives() -> frozenset[str]:
    """All forms of the adjectives that belong to a name even in lower case."""
    return frozenset(form for word in words("classifying_adjectives.txt") for form in adjective_forms(word))


@lru_cache(maxsize=1)
def known() -> dict[str, tuple[tuple[str, Known], ...]]:
    """By first word, in any inflected form: pairs (rest of the folded form, institution), longest first."""
    by_first: dict[str, dict[str, Known]] = {}

    def add(form: str, entry: Known) -> None:
        first, space, rest = fold(form).partition(" ")
        rests = {space + rest, (space + rest).replace('"', ""), (space + rest).replace(" - ", "-")}
        for inflected in (first,) if entry.is_acronym else definite_forms(first):
            for tail in rests:
                by_first.setdefault(inflected, {}).setdefault(tail, entry)

    for row in table("institutions.csv"):
        acronyms = [a for a in row["acronyms"].split(";") if a]
        short = acronyms[0] if acronyms else None
        flags = (row["local"] == "yes", row["quoted"] == "yes")
        add(row["name"], Known(row["name"], short, row["type"], *flags))
        for acronym in acronyms:
            if acronym not in words("ambiguous_acronyms.txt"):
                add(acronym, Known(acronym, None, row["type"], *flags, is_acronym=True))
    return {first: tuple(sorted(rests.items(), key=lambda pair: -len(pair[0]))) for first, rests in by_first.items()}


@lru_cache(maxsize=1)
def heads() -> dict[str, Head]:
    """Heads by every folded form, the article included; adjectives of a compound head carry it."""
    found: dict[str, Head] = {}
    for row in table("institution_heads.csv"):
        head = Head(row["head"], row["type"], row["takes"])
        first, space, rest = head.lemma.partition(" ")
        for form in definite_forms(first) if len(first) > 3 else (first,):
            found.setdefault(form + space + rest, head)
    return found


@cache
def acronym_types() -> dict[str, str]:
    """Types of known acronyms, the ambiguous ones included."""
    found: dict[str, str] = {}
    for row in table("institutions.csv"):
        for acronym in row["acronyms"].split(";"):
            found.setdefault(acronym, row["type"])
    return found
