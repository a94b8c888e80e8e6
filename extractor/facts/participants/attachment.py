"""Whether what a number counts takes part in what the article reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from extractor.facts.context import Context, Word
from extractor.facts.cues import Cues
from extractor.facts.linear import LinearModel
from extractor.facts.participants.patterns import Candidate, is_male
from extractor.lexicon import words

#: Words between "от" and the whole: "19 от общо 21".
_ALL = frozenset({"общо", "всички", "всичко", "поканен"})
#: What ends a clause, beside a full stop: the verb on its other side governs something else.
_SIGNS = frozenset(',;:()–—⏎„“"-.!?')
_JOINTS = frozenset(
    {"че", "който", "която", "които", "което", "като", "докато", "а", "но", "защото", "където", "когато"}
)
#: Between two counts: what says that they share a verb.
_GAPS = frozenset({"и", ",", "от", "с", "в", "за", "/", "-", "–", "(", "и още", ", от които", ", както и"})
#: How far (characters) to look for a quotation mark and for years.
_NEAR = 300
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LAST_WORD = regex.compile(r"\p{L}+(?=\P{L}*$)")
# Context features that cost more than they tell here: stems in pairs, first words of the line.
_LEFT_OUT = ("line:", "l12=", "r12=", "l23=", "r23=", "lk", "rk")


@dataclass(slots=True)
class Earlier:
    """What was decided of the counts before a count."""

    last: Candidate | None = None
    last_takes_part: bool = False
    values: dict[tuple[int | None, int | None], bool] = field(default_factory=dict)

    def add(self, candidate: Candidate, takes_part: bool) -> None:
        """Remember the decision on `candidate`."""
        self.last, self.last_takes_part = candidate, takes_part
        key = (candidate.low, candidate.high)
        self.values[key] = takes_part or self.values.get(key, False)


def candidate_features(context: Context, candidate: Candidate, earlier: Earlier) -> list[str]:
    """Features of whether `candidate` is a count of participants, given the decisions on the `earlier` ones."""
    around = [f for f in context.features(candidate.quantity.start, candidate.end) if not f.startswith(_LEFT_OUT)]
    return [
        *around,
        *_form(context, candidate),
        *_concepts(context, candidate),
        *_clause(context, candidate),
        *_links(context, candidate, earlier),
    ]


def _form(context: Context, candidate: Candidate) -> Iterator[str]:
    """How the number and its noun are written."""
    quantity, noun = candidate.quantity, candidate.noun.casefold()
    kind, pattern, sort = candidate.noun_class, candidate.pattern, candidate.sort or candidate.noun_class or "-"
    written = context.text[quantity.number : quantity.end]
    after = context.after(quantity.end, quantity.end + 40, 3)
    male, definite = is_male(written), noun.endswith(("те", "та"))
    yield from (f"of={candidate.of}", f"class={kind}", f"pattern={pattern}", f"pattern={pattern} class={kind}")
    yield from (f"sort={sort}", f"sort={sort} {pattern}", f"sort={sort} bound={quantity.bound}")
    yield from (f"male={male} {pattern}", f"male={male} class={kind}")
    yield from (f"bound={quantity.bound}", f"bound={quantity.bound} class={kind}", f"form={quantity.form} {pattern}")
    yield from (
        f"sort={sort} form={quantity.form}",
        f"sort={sort} definite={definite}",
        f"definite={definite} class={kind}",
    )
    yield from (f"size={len(str(int(quantity.value)))} class={kind}", f"one={quantity.value == 1} {sort}")
    yield f"near={_look(after)} {pattern}"
    yield f"year={written.isdigit() and 1800 <= quantity.value <= 2100}"
    yield f"article={written.casefold().endswith(('те', 'та'))}"
    yield from (f"end{n}={noun[-n:]} {pattern}" for n in (2, 3, 4))
    yield from (f"n{i}={word.stem}" for i, word in enumerate(after, 1))
    yield from (f"m:{word.stem}" for word in context.after(quantity.end, candidate.end, 5))


def _look(after: Sequence[Word]) -> str:
    """What kind of word or sign comes next."""
    if not after:
        return "|"
    first = after[0].text[0]
    return "lower" if first.islower() else "Upper" if first.isupper() else first


def _sides(context: Context, candidate: Candidate) -> tuple[Sequence[Word], Sequence[Word]]:
    """The words of the sentence before a count, nearest first, and those after it."""
    first, last = context.sentence(candidate.quantity.start)
    left = context.before(candidate.quantity.start, first, 30)
    return left, context.after(candidate.end, max(last, candidate.end), 24)


def _concepts(context: Context, candidate: Candidate) -> Iterator[str]:
    """What the words around a count speak of: attending, awards, staff, victims and so on."""
    of, kind = Cues.load("participation_cues.csv").of, candidate.noun_class
    before, following = _sides(context, candidate)
    left, right = of(before), of(following)
    yield f"class={kind} l1={before[0].stem if before else '|'}"
    yield f"class={kind} r1={following[0].stem if following else '|'}"
    yield from (f"class={kind} s:{word.stem}" for word in [*before, *following] if len(word.stem) > 2)
    for cue in {*left, *right}:
        yield from (f"any={cue}", f"any={cue} class={kind}")
    for side, concepts in (("l", left), ("r", right)):
        nearest = concepts[0] if concepts else "|"
        yield from (
            f"{side}cue={nearest}",
            f"{side}cue={nearest} class={kind}",
            f"{side}cue={nearest} {candidate.pattern}",
        )
        yield from (f"{side}any={cue}" for cue in set(concepts))
        yield f"{side}2={' '.join(concepts[:2])}"
    for cue in {*of(before[:4]), *of(following[:4])}:
        yield from (f"near={cue}", f"near={cue} class={kind}")
    yield f"cues={left[0] if left else '|'} {right[0] if right else '|'}"
    first = context.sentence(candidate.quantity.start)[0]
    yield from (f"earlier={cue}" for cue in set(of(context.before(first, max(0, first - 300), 20))))
    yield from (f"title={cue}" for cue in set(of(context.words[:16])))
    yield f"in_title={context.line(candidate.quantity.start) == 0}"
    # "15 от 21 съветници": the number before "от" has come, the one after is the whole.
    stems = [word.stem for word in before[:3]]
    whole = stems[:2] == ["от", "#"] or (len(stems) == 3 and stems[0] in _ALL and stems[1:] == ["от", "#"])
    yield f"whole={whole}"


def _clause(context: Context, candidate: Candidate) -> Iterator[str]:
    """What the clause of a count speaks of, and whether it is said in a quotation or beside a year or a share."""
    of = Cues.load("participation_cues.csv").of
    start, kind, sort = candidate.quantity.start, candidate.noun_class, candidate.sort or candidate.noun_class or "-"
    before, following = _sides(context, candidate)
    inside = [_until_break(before), _until_break(following)]
    cues = [of(side) for side in inside]
    left, right = (side[0] if side else "-" for side in cues)
    lowered = (word.text.casefold() for word in before[:2])
    preposition = next((word for word in lowered if word in words("prepositions.txt")), "-")
    yield from (f"clause {left} {right}", f"clause {left} preposition={preposition}")
    for side, cue in (("l", left), ("r", right)):
        yield from (f"{side}clause={cue}", f"{side}clause={cue} class={kind}", f"{side}clause={cue} sort={sort}")
    yield from (f"clause:{cue} sort={sort}" for cue in {*cues[0], *cues[1]})
    yield from (f"preposition={preposition} sort={sort}", f"preposition={preposition} class={kind}")
    yield from (f"opens={not inside[0]} {sort}", f"closes={not inside[1]} {sort}")
    text = context.text
    opening, closing = text.rfind("„", max(0, start - _NEAR), start), text.rfind("“", max(0, start - _NEAR), start)
    yield f"quoted={opening > closing} {sort}"
    first, last = context.sentence(start)
    first, last = max(first, start - _NEAR), min(last, candidate.end + _NEAR)
    yield from (
        f"year_near={_YEAR.search(text, first, last) is not None}",
        f"percent={text.find('%', first, last) >= 0}",
    )
    title = text[: min(context.line_end(0), _NEAR)].casefold()
    yield f"noun_in_title={bool(candidate.noun) and candidate.noun.casefold()[:6] in title} {kind}"


def _until_break(side: Sequence[Word]) -> Sequence[Word]:
    """The words of `side` up to what ends the clause."""
    for i, word in enumerate(side):
        if word.stem in _SIGNS or word.text.casefold() in _JOINTS:
            return side[:i]
    return side


def _links(context: Context, candidate: Candidate, earlier: Earlier) -> Iterator[str]:
    """What was decided of the count before, and of an earlier one with the same value."""
    sort = candidate.sort or candidate.noun_class or "-"
    before = earlier.values.get((candidate.low, candidate.high))
    size = min(3, len(str(int(candidate.quantity.value))))
    yield from (f"again={before} {candidate.noun_class}", f"again={before} size={size} {candidate.pattern}")
    last, taken = earlier.last, earlier.last_takes_part
    if last is None:
        yield "previous=-"
        return
    if context.sentence(last.number)[0] != context.sentence(candidate.number)[0]:
        yield f"previous={taken} {'line' if context.line(last.number) == context.line(candidate.number) else 'other'}"
        return
    between = context.text[last.end : candidate.quantity.start][:60].strip().casefold()
    gap = between if between in _GAPS else "long" if len(between) > 40 else "short"
    word = _LAST_WORD.search(between)
    yield from (
        f"previous={taken}",
        f"previous={taken} {sort}",
        f"previous={taken} {last.noun_class} {candidate.noun_class}",
    )
    yield from (
        f"previous={taken} {gap}",
        f"previous={taken} {gap} {sort}",
        f"previous={taken} {gap} {candidate.noun_class}",
    )
    yield f"previous={taken} {word[0][:6] if word else ''}"


def takes_part(context: Context, candidate: Candidate, earlier: Earlier) -> float:
    """Probability that `candidate` is a count of participants."""
    return LinearModel.load("participants").probabilities(candidate_features(context, candidate, earlier))["yes"]
