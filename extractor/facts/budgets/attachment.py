"""What a sum is for (its role), and which bare numbers beside sums are sums themselves."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.facts.budgets.patterns import Sum
from extractor.facts.context import Context
from extractor.facts.cues import Cues
from extractor.facts.linear import LinearModel
from extractor.grammar.quantities import Quantity

#: Below this share of the sum beside it, a number is rarely a part of it.
TINY = 0.01


def role_features(context: Context, sum_: Sum, previous: str) -> list[str]:
    """Features of the role of `sum_`; `previous` is the role of the sum before it in the sentence, or ""."""
    found = context.features(sum_.start, sum_.end)
    first, last = context.sentence(sum_.start)
    value = sum_.quantity.value
    size = f"size={len(str(int(value)))}"
    found += [
        size,
        f"{sum_.currency} {size}",
        f"bound={sum_.quantity.bound}",
        f"whole={value == int(value)}",
        f"previous={previous}",
        f"previous={previous} {size}",
    ]
    cues_of = Cues.load("budget_cues.csv").of
    nearest = []
    for side, near in (
        ("l", context.before(sum_.start, first, 30)),
        ("r", context.after(sum_.end, max(last, sum_.end), 12)),
    ):
        cues = cues_of(near)
        nearest.append(cues[0] if cues else "")
        found += [f"{side}cue={cues[0]}" if cues else f"{side}cue=", *(f"{side}anycue={cue}" for cue in set(cues))]
        found += [f"{side}2cue={' '.join(cues[:2])}", f"{side}nearcue={' '.join(sorted(set(cues_of(near[:4]))))}"]
        found.append(f"{side}sums={min(3, sum(word.stem in ('лв', 'лева', 'евро', '€') for word in near))}")
    found.append(f"cues={' / '.join(nearest)}")
    found.append(f"lcue={nearest[0]} previous={previous}")
    found.append(f"rcue={nearest[1]} previous={previous}")
    line = context.text.rfind("\n", 0, sum_.start) + 1
    found += [f"top={cue}" for cue in set(cues_of(context.before(sum_.start, max(0, line - 400), 60)))]
    title = context.words[:20]
    found += [f"title={cue}" for cue in set(cues_of(title))]
    return found


def role_of(context: Context, sum_: Sum, previous: str) -> tuple[str, float]:
    """The role of a sum and its probability."""
    return LinearModel.load("budget_role").predict(role_features(context, sum_, previous))


def same_sentence(context: Context, a: Sum, b: Sum) -> bool:
    return context.sentence(a.start)[0] == context.sentence(b.start)[0]


#: How far (characters) a bare number may be from the sum that lends it a currency.
REACH = 220


def bare_candidates(
    found: Sequence[Quantity], sums: Sequence[Sum], closed: Sequence[tuple[int, int]]
) -> list[tuple[Quantity, Sum]]:
    """Numbers without a currency near a sum, each with the nearest sum; none inside the stretches `closed`."""
    used = {s.quantity.number for s in sums}
    candidates = []
    for quantity in found:
        if quantity.number in used or quantity.bound == "vague" or quantity.value < 1:
            continue
        if any(start < quantity.end and quantity.number < end for start, end in closed):
            continue
        if any(s.start <= quantity.number < s.end for s in sums):
            continue
        left = [s for s in sums if s.end <= quantity.number and quantity.number - s.end < REACH]
        right = [s for s in sums if quantity.end <= s.start and s.start - quantity.end < REACH // 2]
        if left or right:
            candidates.append((quantity, left[-1] if left else right[0]))
    return candidates


def bare_features(context: Context, quantity: Quantity, lender: Sum) -> list[str]:
    """Features of whether a number without a currency is a sum in the currency of `lender`."""
    found = context.features(quantity.start, quantity.end)
    value = quantity.value
    between = context.text[min(lender.end, quantity.end) : max(lender.start, quantity.number)]
    side = "left" if lender.start < quantity.number else "right"
    ratio = value / lender.quantity.value
    same = context.sentence(lender.start)[0] == context.sentence(quantity.number)[0]
    after = context.after(quantity.end, quantity.end + 40, 2)
    word = after[0].text if after else "|"
    kind = "lower" if word[0].islower() else "upper" if word[0].isupper() else word[0]
    written = context.text[quantity.number : quantity.end]
    return [
        *found,
        f"lender={side} {same}",
        f"gap={min(6, len(between) // 20)}",
        f"ratio={'<' if ratio < TINY else '~' if ratio < 1 else '=' if ratio <= 2 else '>'}",
        f"size={min(7, len(str(int(value))))}",
        f"lendersize={min(7, len(str(int(lender.quantity.value)))) - min(7, len(str(int(value))))}",
        f"kind={kind}",
        f"kind={kind} {quantity.form}",
        f"form={quantity.form}",
        f"grouped={any(c.isspace() for c in written.strip())} {quantity.form}",
        f"decimal={value != int(value)}",
        f"ending={written[-3:].casefold() if quantity.form != 'digits' else ''}",
        f"year={written.isdigit() and 1900 <= value <= 2100}",
    ]
