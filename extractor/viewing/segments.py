"""Cut a source text into stretches that are shown alike: furniture, facts of one kind, the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from extractor.cleaning.cleaned import Furniture


@dataclass(frozen=True, slots=True)
class Stretch:
    """``source[start:end]``, shown in one style. `kind` is a fact's kind, "furniture", or None."""

    start: int
    end: int
    kind: str | None
    facts: tuple[int, ...] = ()  # numbers of the rows that stand here


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to highlight: the kind of the fact, and the number of its row."""

    start: int
    end: int
    kind: str
    row: int


def stretches(length: int, marks: Sequence[Mark], furniture: Iterable[Furniture]) -> list[Stretch]:
    """The text from 0 to `length` as stretches in order, without gap or overlap.

    Where facts overlap, the shorter one gives the colour, and the stretch names them all.
    """
    dim = [(f.start, f.end) for f in furniture]
    cuts = {0, length, *(c for m in marks for c in (m.start, m.end)), *(c for pair in dim for c in pair)}
    edges = sorted(c for c in cuts if 0 <= c <= length)
    by_start = sorted(marks, key=lambda m: m.start)
    found: list[Stretch] = []
    active: list[Mark] = []
    following = 0
    dimmed = sorted(dim)
    at_dim = 0
    for start, end in pairwise(edges):
        while following < len(by_start) and by_start[following].start <= start:
            active.append(by_start[following])
            following += 1
        active = [mark for mark in active if mark.end > start]
        while at_dim < len(dimmed) and dimmed[at_dim][1] <= start:
            at_dim += 1
        kind: str | None = None
        if active:
            kind = min(active, key=lambda m: (m.end - m.start, m.kind)).kind
        elif at_dim < len(dimmed) and dimmed[at_dim][0] <= start:
            kind = "furniture"
        found.append(Stretch(start, end, kind, tuple(sorted({mark.row for mark in active}))))
    return found


def marks_of(rows: Iterable[dict[str, Any]]) -> list[Mark]:
    """A mark for each row of the facts table."""
    return [Mark(row["start"], row["end"], row["kind"], number) for number, row in enumerate(rows)]
