"""Concepts that words stand for, by their beginnings: "глоби", "глобен" and "глобата" all speak of a fine.

A table of cues is a file of the lexicon with the columns ``concept`` and ``stems``; of several beginnings that
fit a word the longest decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Self

from extractor.facts.context import Word
from extractor.lexicon import table

_LONGEST = 14  # letters of the longest beginning looked up


class Cues:
    """The concepts of one table; each word is looked up once."""

    def __init__(self, stems: dict[str, str]) -> None:
        self._stems = stems
        self._known: dict[str, str | None] = {}

    @classmethod
    @cache
    def load(cls, name: str) -> Self:
        """The cues in ``lexicon/NAME``."""
        return cls({stem: row["concept"] for row in table(name) for stem in row["stems"].split()})

    def concept(self, word: str) -> str | None:
        """The concept of `word`, or None."""
        if word in self._known:
            return self._known[word]
        lower = word.casefold()
        lengths = range(min(len(lower), _LONGEST), 1, -1)
        found = next((self._stems[lower[:n]] for n in lengths if lower[:n] in self._stems), None)
        if len(self._known) < 65536:  # a vocabulary, not every string of an endless stream
            self._known[word] = found
        return found

    def of(self, words: Iterable[Word]) -> list[str]:
        """The concepts of `words`, in their order."""
        return [found for word in words if (found := self.concept(word.text)) is not None]
