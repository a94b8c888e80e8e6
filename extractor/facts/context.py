"""The words around a stretch of text, as named features for `extractor.facts.linear`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

import regex
from spacy.tokens import Doc

from extractor.language.source import text_of
from extractor.lexicon import words

_WORD = regex.compile(r"\p{L}+(?:-\p{L}+)*|\d+(?:[.,\u00a0 ]\d+)*|[^\w\s]|\n+")
_BREAK = frozenset(',;:()/–—-⏎„“"')
#: Letters of a word that stand for its stem: Bulgarian inflects at the end.
STEM = 6
SHORT = 4
#: Characters kept of what is no word: a table of numbers is one number a page long, and looked at from each of them.
_LONGEST = 40


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(w.casefold() for name in ("function_words.txt", "prepositions.txt") for w in words(name))


class Word(NamedTuple):
    """A word, number or sign: ``text[start:end]``; `stem` is its beginning in lower case, "#" for a number."""

    start: int
    end: int
    text: str
    stem: str


@lru_cache(maxsize=2)  # two components want those of one document
def _words(text: str) -> list[Word]:
    found = ((m.start(), m.end(), m[0] if m[0][0].isalpha() else m[0][:_LONGEST]) for m in _WORD.finditer(text))
    return [Word(start, end, written, stem(written)) for start, end, written in found]


class Context:
    """The words of a document with its sentences, made once for all stretches."""

    def __init__(self, doc: Doc) -> None:
        text = text_of(doc)
        self.text = text
        self.words = _words(text)
        self._starts = [word.start for word in self.words]
        self._lines: list[int] = [0, *(m.end() for m in regex.finditer(r"\n", text))]
        if doc.has_annotation("SENT_START"):
            self._sentences = [sent.start_char for sent in doc.sents]
        else:
            self._sentences = [m.end() for m in regex.finditer(r"^|\n", text)]

    def sentence(self, offset: int) -> tuple[int, int]:
        """Where the sentence of the character at `offset` starts and ends."""
        at = bisect_right(self._sentences, offset)
        start = self._sentences[at - 1] if at else 0
        return start, self._sentences[at] if at < len(self._sentences) else len(self.text)

    def line(self, offset: int) -> int:
        """Where the line of the character at `offset` starts."""
        return self._lines[bisect_right(self._lines, offset) - 1]

    def line_end(self, offset: int) -> int:
        """Where the line of the character at `offset` ends, before its line break."""
        at = bisect_right(self._lines, offset)
        return self._lines[at] - 1 if at < len(self._lines) else len(self.text)

    def before(self, offset: int, since: int, most: int = 14) -> list[Word]:
        """Up to `most` words that end before `offset` and start at or after `since`, nearest first."""
        at = bisect_left(self._starts, offset)
        first = max(bisect_left(self._starts, since), at - most)
        return self.words[first:at][::-1]

    def after(self, offset: int, until: int, most: int = 12) -> list[Word]:
        """Up to `most` words from `offset` on that start before `until`."""
        at = bisect_left(self._starts, offset)
        return self.words[at : min(bisect_left(self._starts, until), at + most)]

    def features(self, start: int, end: int) -> list[str]:
        """Words around ``text[start:end]`` by place: next to it, in its clause and sentence."""
        first, last = self.sentence(start)
        left, right = self.before(start, first, 30), self.after(end, max(last, end), 24)
        found = []
        for side, near in (("l", left), ("r", right)):
            stems = [w.stem for w in near] + ["|"] * 3
            found += [f"{side}{i}={stems[i - 1]}" for i in (1, 2, 3)]
            found += [f"{side}12={stems[0]} {stems[1]}", f"{side}23={stems[1]} {stems[2]}"]
            content = [
                w.text.casefold() for w in near if w.text[0].isalpha() and w.text.casefold() not in _function_words()
            ]
            for i, written in enumerate(content[:3], 1):
                found += [f"{side}k{i}={written[:STEM]}", f"{side}k:{written[:SHORT]}"]
            if content:
                found.append(f"{side}1k1={stems[0]} {content[0][:SHORT]}")
            found += [f"{side}4:{written[:SHORT]}" for written in content[:10]]
            clause = True
            for i, word in enumerate(near):
                if word.stem in _BREAK:
                    clause = clause and i == 0
                    continue
                found.append(f"{side}s:{word.stem}")
                if clause:
                    found.append(f"{side}c:{word.stem}")
                if i < 6:
                    found.append(f"{side}n:{word.stem}")
        found.append(f"l1r1={left[0].stem if left else '|'} {right[0].stem if right else '|'}")
        at = bisect_left(self._starts, self.line(start))
        found += [f"line:{word.stem}" for word in self.words[at : at + 3]]
        return found


def stem(word: str) -> str:
    """The beginning of `word` in lower case; "#" for a number, "⏎" for line breaks."""
    if word[0].isdigit():
        return "#"
    if word[0] == "\n":
        return "⏎"
    return word.casefold()[:STEM]
