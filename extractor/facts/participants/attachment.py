"""Whether what a number counts takes part in what the article reports."""

from __future__ import annotations

from extractor.facts.context import Context
from extractor.facts.cues import Cues
from extractor.facts.linear import LinearModel
from extractor.facts.participants.patterns import _MALE, Candidate

#: Words between "от" and the whole: "19 от общо 21".
_ALL = frozenset({"общо", "всички", "всичко", "поканен"})


def candidate_features(context: Context, candidate: Candidate) -> list[str]:
    """Features of whether `candidate` is a count of participants."""
    quantity = candidate.quantity
    text = context.text
    written = text[quantity.number : quantity.end]
    found = context.features(quantity.start, candidate.end)
    after = context.after(quantity.end, quantity.end + 40, 3)
    male = bool(_MALE.search(written))
    of, kind, pattern = candidate.of, candidate.noun_class, candidate.pattern
    near = (
        "|"
        if not after
        else "lower"
        if after[0].text[0].islower()
        else "Upper"
        if after[0].text[0].isupper()
        else after[0].text[0]
    )
    found += [
        f"of={of}",
        f"class={kind}",
        f"pattern={pattern}",
        f"pattern={pattern} class={kind}",
        f"male={male} {pattern}",
        f"male={male} class={kind}",
        f"bound={quantity.bound}",
        f"bound={quantity.bound} class={kind}",
        f"form={quantity.form} {pattern}",
        f"size={len(str(int(quantity.value)))} class={kind}",
        f"one={quantity.value == 1}",
        f"near={near} {pattern}",
        f"year={written.isdigit() and 1800 <= quantity.value <= 2100}",
        f"definite={candidate.noun.casefold().endswith(('те', 'та'))} class={kind}",
        f"article={written.casefold().endswith(('те', 'та'))}",
        *(f"end{n}={candidate.noun.casefold()[-n:]} {pattern}" for n in (2, 3, 4)),
    ]
    found += [f"n{i}={word.stem}" for i, word in enumerate(after, 1)]
    found += [f"m:{w.stem}" for w in context.after(quantity.end, candidate.end, 5)]
    first, last = context.sentence(quantity.start)
    before = context.before(quantity.start, first, 3)
    following = context.after(candidate.end, max(last, candidate.end), 3)
    found += [
        f"class={kind} l1={before[0].stem if before else '|'}",
        f"class={kind} r1={following[0].stem if following else '|'}",
    ]
    sentence = context.before(quantity.start, first, 30) + context.after(candidate.end, max(last, candidate.end), 24)
    found += [f"class={kind} s:{word.stem}" for word in sentence if len(word.stem) > 2]
    return found + _concepts(context, candidate)


def _concepts(context: Context, candidate: Candidate) -> list[str]:
    """What the words around a count speak of: attending, awards, staff, victims and so on."""
    cues = Cues.load("participation_cues.csv")
    quantity, kind = candidate.quantity, candidate.noun_class
    first, last = context.sentence(quantity.start)
    before = context.before(quantity.start, first, 30)
    following = context.after(candidate.end, max(last, candidate.end), 24)
    left, right = cues.of(before), cues.of(following)
    found = [f"any={cue}" for cue in {*left, *right}]
    found += [f"any={cue} class={kind}" for cue in {*left, *right}]
    for side, concepts in (("l", left), ("r", right)):
        nearest = concepts[0] if concepts else "|"
        found += [
            f"{side}cue={nearest}",
            f"{side}cue={nearest} class={kind}",
            f"{side}cue={nearest} {candidate.pattern}",
        ]
        found += [f"{side}any={cue}" for cue in set(concepts)]
        found.append(f"{side}2={' '.join(concepts[:2])}")
    near = cues.of(before[:4]) + cues.of(following[:4])
    found += [f"near={cue}" for cue in set(near)] + [f"near={cue} class={kind}" for cue in set(near)]
    found.append(f"cues={left[0] if left else '|'} {right[0] if right else '|'}")
    earlier = cues.of(context.before(first, max(0, first - 300), 20))
    found += [f"earlier={cue}" for cue in set(earlier)]
    found += [f"title={cue}" for cue in set(cues.of(context.words[:16]))]
    found.append(f"in_title={context.text.find(chr(10), 0, quantity.start) < 0}")
    # "15 от 21 съветници": the number before "от" has come, the one after is the whole.
    stems = [word.stem for word in before[:3]]
    whole = stems[:2] == ["от", "#"] or (len(stems) == 3 and stems[0] in _ALL and stems[1:] == ["от", "#"])
    found.append(f"whole={whole}")
    return found


def takes_part(context: Context, candidate: Candidate) -> float:
    """Probability that `candidate` is a count of participants."""
    return LinearModel.load("participants").probabilities(candidate_features(context, candidate))["yes"]
