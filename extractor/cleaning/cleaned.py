"""Cleaned text with a map back to the source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of the source that is site furniture: ``source[start:end]``, and the rule that said so."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text that knows where each of its characters came from.

    `segments` are triples (offset in `text`, offset in `source`, length): runs of characters
    that correspond one to one, in order, without overlap. Characters of `text` outside every
    run were inserted (a missing space); characters of `source` outside were left out
    (furniture, soft hyphens). All offsets are code points from 0.
    """

    text: str
    source: str
    segments: tuple[tuple[int, int, int], ...]
    furniture: tuple[Furniture, ...] = ()
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [segment[0] for segment in self.segments])

    @classmethod
    def identity(cls, source: str) -> Self:
        """Text that needs no cleaning."""
        return cls(source, source, ((0, 0, len(source)),) if source else ())

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in `source` of ``text[start:end]``, from its first to its last source character.

        An inserted character has no place of its own and takes the nearest one before it.
        Raises ValueError for an empty or impossible stretch.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no characters at {start}:{end} in a text of {len(self.text)}")
        first = self._source_index(start, forward=True)
        last = self._source_index(end - 1, forward=False)
        return first, max(last, first) + 1

    def _source_index(self, index: int, *, forward: bool) -> int:
        at = bisect_right(self._starts, index) - 1
        if at >= 0:
            text_start, source_start, length = self.segments[at]
            if index < text_start + length:
                return source_start + index - text_start
            if not forward or at + 1 == len(self.segments):
                return source_start + length - 1
        return self.segments[at + 1][1] if self.segments else 0

    def to_dict(self) -> dict[str, Any]:
        """Plain values for serialisation."""
        return {
            "text": self.text,
            "source": self.source,
            "segments": [list(segment) for segment in self.segments],
            "furniture": [[f.start, f.end, f.rule] for f in self.furniture],
        }

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """The inverse of `to_dict`."""
        return cls(
            plain["text"],
            plain["source"],
            tuple((a, b, c) for a, b, c in plain["segments"]),
            tuple(Furniture(*f) for f in plain["furniture"]),
        )
