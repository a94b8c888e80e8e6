"""Which bare numbers beside sums are sums themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from extractor.facts.budgets.patterns import Sum
from extractor.facts.context import Context
from extractor.facts.stretches import Stretches
from extractor.grammar.quantities import Quantity

#: Below this share of the sum beside it, a number is rarely a part of it.
TINY = 0.01


#: How far (characters) a bare number may be from the sum that lends it a currency.
REACH = 220


def bare_candidates(
    found: Sequence[Quantity], sums: Sequence[Sum], closed: Sequence[tuple[int, int]]
) -> list[tuple[Quantity, Sum]]:
    """Numbers without a currency near a sum, each with the nearest sum; none inside the stretches `closed`.

    `sums` are in reading order.
    """
    used = {s.quantity.number for s in sums}
    taken = Stretches([*closed, *((s.start, s.end) for s in sums)])
    starts = [s.start for s in sums]
    candidates = []
    for quantity in found:
        if quantity.number in used or quantity.bound == "vague" or quantity.value < 1:
            continue
        if taken.touch(quantity.number, quantity.end):
            continue
        after = bisect_left(starts, quantity.number)
        left = sums[after - 1] if after else None
        right = sums[after] if after < len(sums) else None
        if left is not None and quantity.number - left.end < REACH:
            candidates.append((quantity, left))
        elif right is not None and quantity.end <= right.start and right.start - quantity.end < REACH // 2:
            candidates.append((quantity, right))
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
