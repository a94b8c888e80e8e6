"""What a sum is for: its role, from the concepts around it and from the sums beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.facts.budgets.patterns import Sum
from extractor.facts.context import Context, Word
from extractor.facts.cues import Cues
from extractor.facts.linear import LinearModel

_SIGNS = frozenset(',;.:()/–—⏎„“"-•')
# Between a sum and the same one in another currency: "195,58 лв. (100 евро)", "100 евро или 195,58 лв.".
_TWIN = regex.compile(r"\s{0,2}(?:[(/\[–-]|,?\s?или|,?\s?равни\sна|=)\s{0,2}(?:около\s|близо\s)?", regex.IGNORECASE)
#: How many sums after one may add up to it: "112 000 лв., от тях 100 000 лв. … и 12 000 лв. …".
_PARTS = 5


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A sum with those before and after it in the article, and the role of the one before, if in its sentence."""

    sums: Sequence[Sum]  # all sums of the article, in reading order
    at: int
    role_before: str

    @property
    def before(self) -> Sum | None:
        return self.sums[self.at - 1] if self.at else None

    @property
    def after(self) -> Sum | None:
        return self.sums[self.at + 1] if self.at + 1 < len(self.sums) else None


def roles_of(context: Context, found: Sequence[Sum]) -> Iterator[str]:
    """The role of each sum of an article, in reading order."""
    role = ""
    model = LinearModel.load("budget_role")
    for at, sum_ in enumerate(found):
        before = role if at and same_sentence(context, found[at - 1], sum_) else ""
        if not (at and before and is_twin(context.text, found[at - 1], sum_)):
            role, _ = model.predict(role_features(context, sum_, Neighbours(found, at, before)))
        yield role


def same_sentence(context: Context, a: Sum, b: Sum) -> bool:
    """Whether two sums stand in one sentence."""
    return context.sentence(a.start)[0] == context.sentence(b.start)[0]


def is_twin(text: str, first: Sum, second: Sum) -> bool:
    """Whether `second` repeats `first` in another currency."""
    return first.currency != second.currency and _TWIN.fullmatch(text, first.end, second.start) is not None


def role_features(context: Context, sum_: Sum, beside: Neighbours) -> list[str]:
    """Features of the role of `sum_`."""
    return [
        *context.features(sum_.start, sum_.end),
        *_size(sum_, beside),
        *_concepts(context, sum_, beside.role_before),
        *_piece(context, sum_, beside),
    ]


def _size(sum_: Sum, beside: Neighbours) -> Iterator[str]:
    """How large the sum is, by itself and beside the others."""
    value = sum_.quantity.value
    size, previous = f"size={len(str(int(value)))}", beside.role_before
    yield from (size, f"{sum_.currency} {size}", f"bound={sum_.quantity.bound}", f"whole={value == int(value)}")
    yield from (f"previous={previous}", f"previous={previous} {size}")
    yield f"adds_up={last_part(beside.sums, beside.at) is not None}"
    wholes = range(max(0, beside.at - _PARTS), beside.at)
    part = any((last := last_part(beside.sums, i)) is not None and last >= beside.at for i in wholes)
    yield from (f"part={part}", f"part={part} previous={previous}")
    if beside.before is not None and beside.before.currency == sum_.currency and value:
        longer = len(str(int(beside.before.quantity.value))) - len(str(int(value)))
        yield f"longer={min(3, max(-3, longer))} {previous}"


def last_part(sums: Sequence[Sum], at: int) -> int | None:
    """Where the sums end that follow ``sums[at]`` and add up to it; None where no two or more do."""
    whole, total, count = sums[at], Decimal(0), 0
    near = max(Decimal("0.05"), whole.quantity.value / 1000)
    for i in range(at + 1, min(len(sums), at + 1 + _PARTS)):
        if sums[i].currency == whole.currency:
            total, count = total + sums[i].quantity.value, count + 1
            if count > 1 and abs(total - whole.quantity.value) <= near:
                return i
    return None


def _concepts(context: Context, sum_: Sum, previous: str) -> Iterator[str]:
    """What the sentence, the lines above and the title speak of."""
    first, last = context.sentence(sum_.start)
    of = Cues.load("budget_cues.csv").of
    nearest = []
    for side, near in (
        ("l", context.before(sum_.start, first, 30)),
        ("r", context.after(sum_.end, max(last, sum_.end), 12)),
    ):
        cues = of(near)
        nearest.append(cues[0] if cues else "")
        yield f"{side}cue={nearest[-1]}"
        yield from (f"{side}anycue={cue}" for cue in set(cues))
        yield from (f"{side}2cue={' '.join(cues[:2])}", f"{side}nearcue={' '.join(sorted(set(of(near[:4]))))}")
        yield f"{side}sums={min(3, sum(word.stem in ('лв', 'лева', 'евро', '€') for word in near))}"
    yield from (f"cues={' / '.join(nearest)}", f"lcue={nearest[0]} previous={previous}")
    yield f"rcue={nearest[1]} previous={previous}"
    line = context.line(sum_.start)
    yield from (f"top={cue}" for cue in set(of(context.before(sum_.start, max(0, line - 400), 60))))
    yield from (f"title={cue}" for cue in set(of(context.words[:20])))


def _piece(context: Context, sum_: Sum, beside: Neighbours) -> Iterator[str]:
    """What the sum's own piece of the sentence speaks of: between the sums and commas on both sides of it."""
    first, last = context.sentence(sum_.start)
    since = max(first, beside.before.end if beside.before is not None else 0)
    until = min(last, beside.after.start if beside.after is not None else last)
    of = Cues.load("budget_cues.csv").of
    left = context.before(sum_.start, since, 20)
    right = context.after(sum_.end, max(until, sum_.end), 16)
    near = []
    for side, words in (("l", left), ("r", right)):
        piece, whole = of(_until_sign(words)), of(words)
        near.append(piece[0] if piece else "-")
        yield from (f"{side}piece={near[-1]}", f"{side}between={whole[0] if whole else '-'}")
        yield from (f"{side}piece:{cue}" for cue in set(piece))
        yield from (f"{side}between:{cue}" for cue in set(whole))
        yield f"{side}sign={words[0].text[0] if words and not words[0].text[0].isalnum() else 'word' if words else '|'}"
        yield from (f"{side}p:{word.stem}" for word in _until_sign(words)[:6])
    yield from (f"pieces={near[0]} {near[1]}", f"pieces={near[0]} {near[1]} previous={beside.role_before}")
    yield f"lpiece={near[0]} previous={beside.role_before}"
    yield f"rpiece={near[1]} previous={beside.role_before}"
    yield f"twin={beside.before is not None and is_twin(context.text, beside.before, sum_)} {beside.role_before}"


def _until_sign(words: Sequence[Word]) -> Sequence[Word]:
    """The words up to a comma or another sign; one directly beside the sum is passed over."""
    words = words[1:] if words and words[0].stem in _SIGNS else words
    return words[: next((i for i, word in enumerate(words) if word.stem in _SIGNS), len(words))]
