"""Which organisation a position belongs to that names none beside it: a small linear ranker over the document's.

Each organisation of the document, the municipal bodies it is about, and "none" are choices; a choice has
named features, and the weights of ``facts/weights/position_org.tsv`` (models/roles/train.py) add up to its score.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.facts.linear import LinearModel
from extractor.facts.people.municipal import Institution, MunicipalBodies
from extractor.facts.people.roles import RolePhrase
from extractor.lexicon import table

_BREAK = regex.compile(r"(?<=[\p{Ll}\d)“\"”][.!?])\s++(?=[\p{Lu}„\"“])|\n\s*+")


#: How much "none" must lead, in thousandths: a reader would rather be given the likeliest organisation than nothing.
#: Five folds of documents: at 2500 both the share of right answers and that of organisations found rise.
_RESERVE = 2500
MAYORS = frozenset({"кмет", "кметица", "кметка", "вицекмет", "наместник", "градоначалник", "бургмистър"})


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
    before: tuple[str | None, int]  # the organisation of the position before this one, and where it stands

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


@dataclass(frozen=True, slots=True)
class Choice:
    """An organisation (None: no organisation) with its features."""

    org: str | None
    features: tuple[str, ...]


@lru_cache(maxsize=1)
def spheres() -> dict[str, tuple[str, ...]]:
    """For the noun of a position, the types of institution it is held in, the likeliest first."""
    return {row["noun"]: tuple(row["types"].split()) for row in table("role_spheres.csv")}


@dataclass(slots=True)
class _Organisation:
    """An organisation of the document and where it is mentioned."""

    name: str
    type: str
    starts: list[int]


class Ranking:
    """The organisations of one document, ranked for positions that name none."""

    def __init__(self, text: str, mentions: Sequence[Institution], municipal: MunicipalBodies) -> None:
        self.municipal = municipal
        self.breaks = [match.end() for match in _BREAK.finditer(text)]
        self.title_end = next((at for at in self.breaks if at > 0), len(text))
        by_name: dict[str, _Organisation] = {}
        for mention in mentions:
            known = by_name.setdefault(mention.name, _Organisation(mention.name, mention.type, []))
            known.starts.append(mention.start)
        self.starts = [mention.start for mention in mentions]
        self.names = [mention.name for mention in mentions]
        for name, kind in ((municipal.administration, "municipality"), (municipal.council(), "council")):
            if name is not None and name not in by_name:
                by_name[name] = _Organisation(name, kind, [])
        self.organisations = list(by_name.values())
        own = [o for o in self.organisations if o.starts and o.type not in ("eu", "party", "international", "media")]
        self.first = min(own, key=lambda o: o.starts[0]).name if own else None
        self.most = max(own, key=lambda o: len(o.starts)).name if own else None

    def choices(self, question: Question) -> list[Choice]:
        """Every organisation the position may belong to, and none, each with its features."""
        candidates = self._headed_places(question) if question.noun in MAYORS else self.organisations
        if question.unit is not None:  # "деканът на Стопанския факултет": the faculty is no organisation of its own
            candidates = [o for o in candidates if question.unit not in o.name.lower().split()[:3]]
        found = [Choice(None, tuple(self._none(question)))]
        found += [Choice(o.name, tuple(self._features(question, o))) for o in candidates]
        if question.rule is not None and all(choice.org != question.rule for choice in found):
            ruled = _Organisation(question.rule, "derived", [])
            found.append(Choice(question.rule, tuple(self._features(question, ruled))))
        return found

    def _headed_places(self, question: Question) -> list[_Organisation]:
        """The municipalities and villages of the text, as far as a mayor at `position` may head them."""
        found: dict[str, _Organisation] = {}
        for place in self.municipal.places:
            kind = "village" if place.village else "municipality"
            found.setdefault(place.body, _Organisation(place.body, kind, [])).starts.append(place.start)
        own = self.municipal.administration
        if own is not None and own not in found:
            found[own] = _Organisation(own, "municipality", [])
        return list(found.values())

    def best(self, choices: Sequence[Choice]) -> str | None:
        """The organisation with the highest score; of equals the first."""
        model = LinearModel.load("position_org")
        scores = [model.scores(choice.features)["yes"] - _RESERVE * (choice.org is None) for choice in choices]
        return choices[scores.index(max(scores))].org

    def _none(self, question: Question) -> list[str]:
        noun = question.lemma
        out = ["none", f"none {noun}", f"none kind {question.kind}", f"none definite {question.definite}"]
        out += [
            f"none plural {question.plural}",
            f"none tail {question.tail}",
            f"none unit {question.unit is not None}",
        ]
        out += [f"none {modifier}" for modifier in question.modifiers]
        out.append(f"none sphere {(_sphere(question) or ('-',))[0]}")
        if question.rule is None:
            out += ["none rule", f"none rule {question.kind}"]
        if question.before[0] is None and question.before[1] >= 0:
            out.append("none before")
        out.append(f"none of {min(len(self.organisations), 5)}")
        return out

    def _features(self, question: Question, organisation: _Organisation) -> list[str]:
        kind, noun = organisation.type, question.lemma
        head = organisation.name.split()[0].lower().strip('„“"')
        types = _sphere(question)
        fit = str(min(types.index(kind), 2)) if kind in types else "any" if "any" in types else "no" if types else "-"
        near = self._near(question.position, organisation.starts)
        out = [f"type {kind}", f"{noun} {kind}", f"{noun} head {head}", f"head {head}", f"fit {fit}", f"near {near}"]
        out += [f"fit {fit} near {near}", f"type {kind} near {near}", f"kind {question.kind} {kind}"]
        out += [f"{modifier} {kind}" for modifier in question.modifiers]
        out.append(f"mentions {min(len(organisation.starts), 4)}")
        if question.rule == organisation.name:
            out += ["rule", f"rule {noun}", f"rule {kind}", f"rule near {near}"]
        if organisation.name == self.first:
            out += ["first", f"first fit {fit}", f"first {kind}", f"first {question.kind}"]
        if organisation.name == self.most:
            out += ["most", f"most fit {fit}"]
        if organisation.starts and organisation.starts[0] < self.title_end:
            out += ["title", f"title fit {fit}"]
        if sum(1 for other in self.organisations if other.type == kind) == 1:
            out += ["only of type", f"only of type fit {fit}"]
        if self._last(question.position) == organisation.name:
            out += ["last", f"last fit {fit}", f"last near {near}", f"last {question.kind}"]
        if question.before[0] == organisation.name:
            away = min(self._breaks(question.before[1], question.position), 3)
            out += ["before", f"before {away}", f"before {away} fit {fit}"]
        if organisation.name == self.municipal.administration:
            out += ["own", f"own {noun}"]
        if question.noun in MAYORS:
            mayor = "head" if question.noun == question.lemma else "deputy"
            out += [
                f"{mayor} {kind} {near}",
                f"{mayor} {kind} last {self._last_place(question.position, organisation)}",
            ]
        if question.unit:
            out += [f"unit {kind}", f"unit near {near}", f"unit {question.unit} {kind}"]
        return out

    def _last(self, position: int) -> str | None:
        """The organisation mentioned right before `position`."""
        at = bisect_left(self.starts, position)
        return self.names[at - 1] if at else None

    def _last_place(self, position: int, organisation: _Organisation) -> str:
        """Whether no place stands between the nearest mention before `position` and there, nor a sentence end."""
        before = [place for place in self.municipal.places if place.start < position]
        if not before or before[-1].body != organisation.name:
            return "no"
        return str(min(self._breaks(before[-1].start, position), 3))

    def _contested(self, position: int, organisation: _Organisation) -> str:
        """How many sentences before `position` another place is named last."""
        before = [place for place in self.municipal.places if place.start < position]
        if not before or before[-1].body == organisation.name:
            return "no"
        return str(min(self._breaks(before[-1].start, position), 3))

    def _near(self, position: int, starts: Sequence[int]) -> str:
        """How far the nearest mention stands: sentences before, or else after."""
        at = bisect_left(starts, position)
        if at > 0:
            away = self._breaks(starts[at - 1], position)
            if away == 0 or at == len(starts):
                return f"-{_step(away)}"
        if at < len(starts):
            after = self._breaks(position, starts[at])
            if after == 0:
                return "+0"
            if at == 0:
                return f"+{_step(after)}"
        return f"-{_step(self._breaks(starts[at - 1], position))}" if at > 0 else "unnamed"

    def _breaks(self, start: int, end: int) -> int:
        return bisect_right(self.breaks, end) - bisect_right(self.breaks, start)


def _step(away: int) -> str:
    return str(away) if away < 3 else "3" if away < 6 else "6"


def _sphere(question: Question) -> tuple[str, ...]:
    types = spheres().get(question.lemma) or spheres().get(question.noun) or ()
    if "изпълнителен" in question.modifiers:
        return ("company", "agency", "foundation", "association", "any")
    return types
