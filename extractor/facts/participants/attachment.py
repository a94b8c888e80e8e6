"""Whether what a number counts takes part in what the article reports."""

from __future__ import annotations

from extractor.facts.context import Context
from extractor.facts.linear import LinearModel
from extractor.facts.participants.patterns import _MALE, Candidate


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
    return found


def takes_part(context: Context, candidate: Candidate) -> float:
    """Probability that `candidate` is a count of participants."""
    return LinearModel.load("participants").probabilities(candidate_features(context, candidate))["yes"]
