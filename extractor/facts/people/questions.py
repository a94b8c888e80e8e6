"""A position without an organisation beside it, as the question which of the document's it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.facts.people.roles import RolePhrase
from extractor.lexicon import table

#: Nouns that point back to a place: "кметът на селото".
_PLACES = frozenset({"община", "село", "град"})
MAYORS = frozenset({"кмет", "кметица", "кметка", "вицекмет", "наместник", "градоначалник", "бургмистър"})


@dataclass(frozen=True, slots=True)
class Seat:
    """A position beside which the text names the organisation: who holds it, by family name."""

    lemma: str
    org: str
    surnames: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """A position without an organisation beside it, at `position` of the text."""

    noun: str
    lemma: str
    kind: str
    modifiers: tuple[str, ...]
    plural: bool
    definite: bool
    tail: bool
    unit: str | None  # the noun of the department
    position: int
    rule: str | None  # what the rules would answer
    before: tuple[str | None, int, bool]  # the organisation of the position before this one, where, and whether named
    surnames: frozenset[str]  # of who holds it
    pronoun: str  # "own" ("нашият директор"), "its" ("директорът му") or ""
    generic: str | None  # the noun that points back: "дружество" in "директорът на дружеството"

    @classmethod
    def of(cls, phrase: RolePhrase, position: int, rule: str | None, **rest: object) -> Question:
        """The question that `phrase` at `position` asks."""
        word = phrase.word
        return cls(
            noun=word.lemma.rpartition("-")[2],
            lemma=word.lemma,
            kind=word.kind,
            modifiers=phrase.modifiers,
            plural=word.plural,
            definite=word.definite,
            position=position,
            rule=rule,
            **rest,  # type: ignore[arg-type]
        )


@lru_cache(maxsize=1)
def spheres() -> dict[str, tuple[str, ...]]:
    """For the noun of a position, the types of institution it is held in, the likeliest first."""
    return {row["noun"]: tuple(row["types"].split()) for row in table("role_spheres.csv")}


@lru_cache(maxsize=1)
def heads() -> dict[str, tuple[str, ...]]:
    """For a noun that names a kind of institution, the types it can mean, the likeliest first."""
    return {row["noun"]: tuple(row["types"].split()) for row in table("institution_nouns.csv")}


def heads_place(question: Question) -> bool:
    """Whether the organisation is a municipality or a village hall."""
    return question.noun in MAYORS or question.generic in _PLACES


def fit(question: Question, kind: str, words: Sequence[str]) -> str:
    """How well an organisation of a type suits the position, or the noun that points back to it.

    `words` are those of its name in lower case. "named" is the best answer, then "0", "1", "2" and "any".
    """
    if question.generic:
        if question.generic in words:
            return "named"
        return "0" if kind in heads().get(question.generic, ()) else "no"
    types = sphere(question)
    if kind in types:
        return str(min(types.index(kind), 2))
    return "any" if "any" in types else "no" if types else "-"


def sphere(question: Question) -> tuple[str, ...]:
    """The types of institution that the position is held in, the likeliest first."""
    types = spheres().get(question.lemma) or spheres().get(question.noun) or ()
    if "изпълнителен" in question.modifiers:
        return ("company", "agency", "foundation", "association", "any")
    return types
