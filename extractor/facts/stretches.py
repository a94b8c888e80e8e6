"""Stretches of a text that are taken already, and whether another one touches them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


class Stretches:
    """Pairs of start and end offsets, looked up in logarithmic time; overlapping ones count as one."""

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(pairs):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def touch(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` shares a character with one of the stretches."""
        at = bisect_left(self._starts, end) - 1  # the last that starts before `end`
        return at >= 0 and self._ends[at] > start
