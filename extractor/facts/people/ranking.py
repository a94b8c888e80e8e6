"""Which organisation a position belongs to that names none beside it: a small linear ranker over the document's.

Each organisation of the document, the municipal bodies it is about, and "none" are choices; a choice has
named features, and the weights of ``facts/weights/position_org.tsv`` (models/roles/train.py) add up to its score.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.facts.linear import LinearModel
from extractor.facts.people.municipal import Institution, MunicipalBodies, Place
from extractor.facts.people.questions import MAYORS, Question, Seat, fit, heads, heads_place, sphere
from extractor.language.morphology import indefinite
from extractor.lexicon import table

_BREAK = regex.compile(r"(?<=[\p{Ll}\d)“\"”][.!?])\s++(?=[\p{Lu}„\"“])|\n\s*+")
#: The kind and the own name of an institution: "СК по борба", "Лъв".
_QUOTED = regex.compile(r"(?P<kind>\p{L}[\p{L} ]*+)[„“\"](?P<own>[^„“”\"]++)[“”\"](?P<place>.*+)")
_SMALL_WORDS = frozenset({"по", "и", "на", "за", "с", "със", "в"})
_WORD = regex.compile(r"\p{L}++")
#: What stands right before a mention: a preposition, a conjunction, a verb.
_WORD_BEFORE = regex.compile(r"(?P<word>[\p{L}]++)[ \u00a0„\"“]{1,2}$|(?P<mark>[^\s\p{L}])\s*$")

#: How much "none" must lead, in thousandths: a reader would rather be given the likeliest organisation than nothing.
#: Five folds of documents: at 2500 both the share of right answers and that of organisations found rise.
_RESERVE = 2500


@dataclass(frozen=True, slots=True)
class Choice:
    """An organisation (None: no organisation) with its features."""

    org: str | None
    features: tuple[str, ...]


@dataclass(slots=True)
class _Organisation:
    """An organisation of the document and where it is mentioned."""

    name: str
    type: str
    starts: list[int]
    ends: list[int]

    @property
    def head(self) -> str:
        """The first word of its name in lower case."""
        return self.name.split()[0].lower().strip('„“"')

    @property
    def words(self) -> list[str]:
        """The words of its name in lower case."""
        found: list[str] = _WORD.findall(self.name.lower())
        return found


@lru_cache(maxsize=1)
def _never_last() -> frozenset[str]:
    """Abbreviations that no sentence ends with: "гр.", "инж."."""
    return frozenset(row["form"] for row in table("abbreviations.csv") if row["ends"] == "no")


def _breaks(text: str) -> Iterator[int]:
    """Where a sentence or a line begins, but for the first."""
    for match in _BREAK.finditer(text):
        before = text[max(0, match.start() - 10) : match.start()].split()
        if match.group()[0] == "\n" or not before or before[-1].lower() not in _never_last():
            yield match.end()


def _fullest(names: Iterable[str]) -> dict[str, str]:
    """Each name with the longest that says the same: "ПГТ „Х“" with "Професионална гимназия по туризъм „Х“"."""
    read = {name: quoted for name in names if (quoted := _QUOTED.fullmatch(name))}
    keys = {name: (_initials(quoted["kind"]), quoted["own"].casefold()) for name, quoted in read.items()}
    by_key: dict[tuple[str, str], list[str]] = {}
    for name, key in keys.items():
        by_key.setdefault(key, []).append(name)
    same = {name: name for name in names}
    for group in by_key.values():
        places = {read[name]["place"] for name in group} - {""}
        if len(places) < 2:  # else it is told apart by its town
            same |= dict.fromkeys(group, max(group, key=lambda name: (len(name), name)))
    return same


def _initials(kind: str) -> str:
    """The initials of the words that say what an institution is; an acronym gives all its letters."""
    found = ""
    for word in kind.split():
        if word.casefold() not in _SMALL_WORDS:
            capitals = kind.isupper() and " " in kind.strip()  # "СК ПО БОРБА"
            acronym = word.isupper() and len(word) < (4 if capitals else 7)
            found += word if acronym else word[0]
    return found.casefold()


class Ranking:
    """The organisations of one document, ranked for positions that name none."""

    def __init__(self, text: str, mentions: Sequence[Institution], municipal: MunicipalBodies) -> None:
        self.text = text
        self.municipal = municipal
        self.seats: dict[str, list[Seat]] = defaultdict(list)
        self.places: dict[str, list[Place]] = defaultdict(list)
        for place in municipal.places:
            self.places[place.body].append(place)
        self.place_starts = [place.start for place in municipal.places]
        self.breaks = list(_breaks(text))
        self.title_end = next((at for at in self.breaks if at > 0), len(text))
        by_name: dict[str, _Organisation] = {}
        fullest = _fullest({mention.name for mention in mentions})
        for mention in mentions:
            full = fullest[mention.name]
            known = by_name.setdefault(full, _Organisation(full, mention.type, [], []))
            known.starts.append(mention.start)
            known.ends.append(mention.end)
        self.starts = [mention.start for mention in mentions]
        self.names = [fullest[mention.name] for mention in mentions]
        for name, kind in ((municipal.administration, "municipality"), (municipal.council(), "council")):
            if name is not None and name not in by_name:
                by_name[name] = _Organisation(name, kind, [], [])
        self.organisations = list(by_name.values())
        own = [o for o in self.organisations if o.starts and o.type not in ("eu", "party", "international", "media")]
        self.first = min(own, key=lambda o: o.starts[0]).name if own else None
        self.most = max(own, key=lambda o: len(o.starts)).name if own else None
        self.types = Counter(o.type for o in self.organisations)
        self.spoken = Counter(
            lemma
            for word in _WORD.findall(text)
            if word[-2:] in ("то", "та", "ът", "ят")
            and (lemma := indefinite(word.lower())) in heads()
            and lemma != word
        )

    def choices(self, question: Question) -> list[Choice]:
        """Every organisation the position may belong to, and none, each with its features."""
        candidates = self._headed_places(question) if heads_place(question) else self.organisations
        if question.unit is not None:  # "деканът на Стопанския факултет": the faculty is no organisation of its own
            candidates = [o for o in candidates if question.unit not in o.name.lower().split()[:3]]
        found = [Choice(None, tuple(self._none(question)))]
        fitting = self._fitting(question, candidates)
        found += [Choice(o.name, tuple(self._features(question, o, fitting))) for o in candidates]
        if question.rule is not None and all(choice.org != question.rule for choice in found):
            ruled = _Organisation(question.rule, "derived", [], [])
            found.append(Choice(question.rule, tuple(self._features(question, ruled, fitting))))
        return found

    def _headed_places(self, question: Question) -> list[_Organisation]:
        """The municipalities and villages of the text, as far as a mayor at `position` may head them."""
        found: dict[str, _Organisation] = {}
        for place in self.municipal.places:
            if place.village != (question.generic == "село") and question.generic in ("община", "село"):
                continue
            kind = "village" if place.village else "municipality"
            known = found.setdefault(place.body, _Organisation(place.body, kind, [], []))
            known.starts.append(place.start)
            known.ends.append(place.end)
        own = self.municipal.administration
        if own is not None and own not in found and question.generic != "село":
            found[own] = _Organisation(own, "municipality", [], [])
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
        out.append(f"none sphere {(sphere(question) or ('-',))[0]}")
        if question.rule is None:
            out += ["none rule", f"none rule {question.kind}"]
        if question.before[0] is None and question.before[1] >= 0:
            out.append("none before")
        if question.pronoun:
            out.append(f"none pronoun {question.pronoun}")
        if question.generic:
            out.append("none generic")
        out.append(f"none of {min(len(self.organisations), 5)}")
        return out

    def _features(
        self, question: Question, organisation: _Organisation, fitting: Mapping[str, Sequence[str]]
    ) -> list[str]:
        if heads_place(question):
            return self._as_place(question, organisation)
        kind, noun = organisation.type, question.lemma
        head = organisation.head
        suits = fit(question, kind, organisation.words)
        near = self._near(question.position, organisation.starts)
        out = [f"type {kind}", f"{noun} {kind}", f"{noun} head {head}", f"head {head}", f"fit {suits}", f"near {near}"]
        out += [f"fit {suits} near {near}", f"type {kind} near {near}", f"kind {question.kind} {kind}"]
        out += [f"{modifier} {kind}" for modifier in question.modifiers]
        out.append(f"mentions {min(len(organisation.starts), 4)}")
        marks = list(self._marks(question, organisation, fitting))
        out += marks
        out += [f"{mark} fit {suits}" for mark in marks]
        if question.rule == organisation.name:
            out += [f"rule {noun}", f"rule {kind}", f"rule near {near}"]
        if organisation.name == self.first:
            out += [f"first {kind}", f"first {question.kind}"]
        if self._last(question.position) == organisation.name:
            out += [f"last near {near}", f"last {question.kind}"]
        if question.before[0] == organisation.name:
            away = min(self._breaks(question.before[1], question.position), 3)
            out += [f"before {away}", f"before {away} fit {suits}", f"before {away} said {question.before[2]}"]
            if question.unit:
                out += [f"unit before {away}", f"unit before {away} said {question.before[2]}"]
        if question.pronoun:
            out += [f"pronoun {question.pronoun} {mark}" for mark in marks]
            out += [f"pronoun {question.pronoun} near {near}"]
        if question.generic:
            out += [f"generic {mark}" for mark in marks] + [f"generic {suits} near {near}"]
        if organisation.name == self.municipal.administration:
            out += ["own", f"own {noun}"]
        if question.unit:
            out += [f"unit {kind}", f"unit near {near}", f"unit {question.unit} {kind}"]
            out += [f"unit {mark}" for mark in marks]
        return out

    def _marks(
        self, question: Question, organisation: _Organisation, fitting: Mapping[str, Sequence[str]]
    ) -> Iterator[str]:
        """What sets `organisation` off among the others of the document."""
        name, position = organisation.name, question.position
        if question.rule == name:
            yield "rule"
        if name == self.first:
            yield "first"
        if name == self.most:
            yield "most"
        if organisation.starts and organisation.starts[0] < self.title_end:
            yield "title"
        if self.types[organisation.type] == 1:
            yield "only of type"
        if self._last(position) == name:
            yield "last"
        if question.before[0] == name:
            yield "before"
        yield from fitting.get(name, ())
        if self.spoken[organisation.head] > 1:
            yield "spoken"
        seats = self.seats.get(name, ())
        if any(seat.lemma == question.lemma and not seat.surnames & question.surnames for seat in seats):
            yield "taken"
        own = next((seat for seat in seats if seat.surnames & question.surnames), None)
        if own is not None:
            yield "held" if own.lemma == question.lemma else "held otherwise"
        at = bisect_left(organisation.starts, position)
        if at and self._breaks(organisation.starts[at - 1], position) == 0:
            start = organisation.starts[at - 1]
            if self._opens(start):
                yield "opens"
            end = organisation.ends[at - 1]
            between = len(_WORD.findall(self.text, end, max(position, end)))
            yield f"words {next((most for most in (0, 2, 5, 10) if between <= most), 11)}"
            word = _WORD_BEFORE.search(self.text, max(0, start - 24), start)
            yield f"after {(word['word'] or word['mark']).lower()}" if word else "after -"

    def _fitting(self, question: Question, candidates: Sequence[_Organisation]) -> dict[str, list[str]]:
        """Marks of the candidates of the best fit that there is: the only, the first and the last before."""
        grades = [(fit(question, o.type, o.words), o) for o in candidates if o.starts]
        for grade in ("named", "0", "1", "2", "any"):
            if found := [o for known, o in grades if known == grade]:
                break
        else:
            return {}
        first = min(found, key=lambda o: o.starts[0])
        marks = {first.name: ["only fitting" if len(found) == 1 else "first fitting"]}
        before = [(o.starts[at - 1], o.name) for o in found if (at := bisect_left(o.starts, question.position))]
        if before:
            marks.setdefault(max(before)[1], []).append("last fitting")
        return marks

    def _as_place(self, question: Question, organisation: _Organisation) -> list[str]:
        """What shows that a mayor heads `organisation`: how its place is named, and what other places are."""
        kind, position = organisation.type, question.position
        deputy = question.noun != question.lemma or "заместник" in question.modifiers
        mayor = "other" if question.noun not in MAYORS else "deputy" if deputy else question.generic or "head"
        near, last = self._near(position, organisation.starts), self._last_place(position, organisation)
        own = organisation.name == self.municipal.administration
        shown = [kind, f"near {near}", f"last {last}", f"mentions {min(len(organisation.starts), 4)}"]
        shown += [mark for mark in self._marks(question, organisation, {}) if mark not in ("rule", "last")]
        if own:
            shown += ["own", f"own last {last}", f"own near {near}"]
        elif kind == "municipality":
            shown += ["not own", f"not own last {last}", f"not own near {near}"]
        named = self.places.get(organisation.name, [])
        shown += [f"mark {mark}" for mark in {place.mark for place in named}]
        if before := [place for place in named if place.start < position]:
            shown.append(f"near {near} mark {before[-1].mark}")
            if self._opens(before[-1].start):
                shown.append(f"opens {min(self._breaks(before[-1].start, position), 2)}")
        if question.pronoun:
            shown += [f"pronoun {question.pronoun} near {near}", f"pronoun {question.pronoun} own {own}"]
        if question.rule == organisation.name and question.generic == "село":
            shown.append("rule")
        return [f"place {each}" for each in shown] + [f"place {mayor} {each}" for each in shown]

    def _opens(self, start: int) -> bool:
        """Whether a sentence or line begins right before `start`."""
        at = bisect_right(self.breaks, start)
        return start - (self.breaks[at - 1] if at else 0) < 8

    def _last(self, position: int) -> str | None:
        """The organisation mentioned right before `position`."""
        at = bisect_left(self.starts, position)
        return self.names[at - 1] if at else None

    def _last_place(self, position: int, organisation: _Organisation) -> str:
        """Whether no place stands between the nearest mention before `position` and there, nor a sentence end."""
        at = bisect_left(self.place_starts, position)
        if not at:
            return "none"
        last = self.municipal.places[bisect_left(self.place_starts, self.place_starts[at - 1]) : at]
        away = min(self._breaks(last[0].start, position), 3)
        if all(place.body != organisation.name for place in last):
            return f"other {away}{last[0].mark}"
        return f"{away}{last[-1].mark}"

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
