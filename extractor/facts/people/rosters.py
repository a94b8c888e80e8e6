"""Rosters: the people under a heading ("Лектори: …", "В журито са …"), each with remarks of their own."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.facts.people.noun_groups import is_verb
from extractor.facts.people.roles import RolePhrase
from extractor.facts.people.scan import (
    CAPITALISED,
    LINE,
    LOWER,
    MARK,
    NUMBER,
    PERSON,
    QUOTATION,
    TITLE,
    UPPER,
    Item,
    word_group,
)

_BULLETS = frozenset({".", ")", "-", "–", "—", "•", "*", "·", "►", "✓", "→", "▪", ""})
_PAIRS = {"(": ")", "/": "/", "[": "]"}
_JOINING = frozenset({"и", "както", "също", "още", "плюс"})
#: Lower-case words whose point ends no sentence.
_SHORTENED = frozenset({"с", "гр", "ул", "бул", "пл", "кв", "жк", "общ", "обл", "им", "св", "г", "к", "м", "т"})
#: How many items a remark after one name may have before the next name.
_MAX_REMARK = 40
_MAX_LINE = 80


class Rosters:
    """Reads lists of people whose entries have positions, towns and organisations of their own."""

    def __init__(self, items: Sequence[Item], phrases: Sequence[RolePhrase]) -> None:
        self.items = items
        self.phrases = {phrase.start: phrase for phrase in phrases}

    def opening(self, at: int) -> int | None:
        """The person that opens the entry at item `at`, behind bullets, numbers and positions; None without one.

        "- съдия А", "1. д-р А", "двамата експерти А и Б".
        """
        items, position = self.items, False
        for _ in range(8):
            if at >= len(items):
                return None
            item = items[at]
            if item.kind == PERSON:
                return at
            if at in self.phrases:
                at, position = self.phrases[at].end, True
            elif position:
                return None  # "шофьор – А" has a heading of its own
            elif item.text in _BULLETS or item.kind == NUMBER or item.low in word_group("numeral"):
                at += 1
            else:
                return None
        return None

    def of(self, first: int) -> list[int]:
        """The persons of the roster whose first entry has the person at item `first`."""
        if self._begins_line(first):
            entries = self._on_lines(first)
            if len(entries) > 1:
                return self._numbers(entries)
        if self._has_semicolon(first):
            return self._numbers(self._between_semicolons(first))
        return self._numbers(self._in_sentence(first))

    def _numbers(self, entries: Sequence[int]) -> list[int]:
        return list(dict.fromkeys(self.items[at].person for at in entries))

    def _begins_line(self, at: int) -> bool:
        for before in range(at - 1, max(at - 12, -1), -1):
            if self.items[before].kind == LINE:
                return self.opening(before + 1) == at
        return False

    def _on_lines(self, first: int) -> list[int]:
        """One entry on each line, with those that "и" joins to it."""
        found = [first, *self._joined(first)]
        at = found[-1]
        while (line := self._line_end(at)) is not None and self.items[line].text.count("\n") == 1:
            following = self.opening(line + 1)
            if following is None:
                break
            found += [following, *self._joined(following)]
            at = found[-1]
        return found

    def _line_end(self, at: int) -> int | None:
        for index in range(at + 1, min(at + _MAX_LINE, len(self.items))):
            if self.items[index].kind == LINE:
                return index
        return None

    def _joined(self, at: int) -> list[int]:
        """The persons that follow the one at `at` after "и" or a comma, over remarks in brackets."""
        found: list[int] = []
        while True:
            index = self._over_brackets(at + 1)
            if index + 1 < len(self.items) and (self.items[index].low == "и" or self.items[index].text == ","):
                following = index + 1
                if self.items[following].kind == PERSON:
                    found.append(following)
                    at = following
                    continue
            return found

    def _has_semicolon(self, at: int) -> bool:
        for index in range(at, min(at + 90, len(self.items))):
            if self.items[index].text == ";":
                return True
            if self._ends(index):
                return False
        return False

    def _between_semicolons(self, first: int) -> list[int]:
        found = [first, *self._joined(first)]
        index = first + 1
        while index < len(self.items) and not self._ends(index):
            if self.items[index].text == ";":
                following = self.opening(index + 1)
                if following is None and index + 1 < len(self.items) and self.items[index + 1].low == "и":
                    following = self.opening(index + 2)
                if following is None or following > index + 8:
                    break
                found += [following, *self._joined(following)]
                index = found[-1]
            index += 1
        return found

    def _in_sentence(self, first: int) -> list[int]:
        """Entries between commas and "и", over appositions, towns and what stands behind "от"."""
        found = [first]
        while (following := self._after(found[-1])) is not None:
            found.append(following)
        return found

    def _after(self, at: int) -> int | None:
        """The next person of a sentence's roster after the one at `at`."""
        items = self.items
        index = at + 1
        while index < min(at + _MAX_REMARK, len(items)):
            item = items[index]
            closed = self._over_brackets(index)
            if closed > index:
                index = closed
            elif item.text == "," or item.low in _JOINING:
                following = index + 1
                while following < len(items) and items[following].low in _JOINING:
                    following += 1
                person = self.opening(following)
                if person is not None:
                    return person
                if following >= len(items) or (item.text == "," and not self._remark(following)):
                    return None
                index = following
            elif index in self.phrases:
                index = max(self.phrases[index].end, index + 1)
            elif self._closes(index):
                return None
            else:
                index += 1
        return None

    def _closes(self, at: int) -> bool:
        """Whether item `at` ends a roster that runs in a sentence: a verb, a clause, another person."""
        item = self.items[at]
        if self._ends(at) or item.text in ":;" or item.kind == PERSON:
            return True
        return is_verb(item) or (item.kind == LOWER and item.low in word_group("stop"))

    def _remark(self, at: int) -> bool:
        """Whether what begins after a comma can be said of the person before it: a position, a town, a name."""
        item = self.items[at]
        if at in self.phrases:
            end = self.phrases[at].end
            return end >= len(self.items) or self.items[end].text not in {":", "-", "–"}
        return item.kind in (CAPITALISED, UPPER, NUMBER, QUOTATION, TITLE)

    def _over_brackets(self, at: int) -> int:
        """The item after the brackets that open at `at`; `at` where none do."""
        if at >= len(self.items):
            return at
        closing = _PAIRS.get(self.items[at].text)
        if closing is None:
            return at
        for index in range(at + 1, min(at + 24, len(self.items))):
            if self.items[index].text == closing:
                return index + 1
        return at

    def _ends(self, at: int) -> bool:
        """Whether a line or a sentence ends at item `at`."""
        item = self.items[at]
        if item.kind == LINE:
            return True
        if item.text in ("!", "?"):
            return True
        before = self.items[at - 1] if at else None
        return (
            item.kind == MARK
            and item.text == "."
            and before is not None
            and before.kind != NUMBER
            and before.low not in _SHORTENED
        )
