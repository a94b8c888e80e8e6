"""Lists of people in a sentence, joined by commas, semicolons and "и"; `Rosters` reads those under a heading."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.facts.people.roles import RolePhrase
from extractor.facts.people.scan import (
    CAPITALISED,
    LINE,
    MARK,
    NUMBER,
    PERSON,
    QUOTATION,
    TITLE,
    UPPER,
    Item,
)

_OPENING = frozenset("(/")
_CLOSING = frozenset(")/")
_DASHES = frozenset("-–—")
_BETWEEN = frozenset({"-", "–", "—", ".", ")", "•", "*", "с", "със", "от", "на"})
_MAX_REMARK = 16


class PersonLists:
    """Reads lists of people in the items of a text, over the remarks and positions inside them."""

    def __init__(self, items: Sequence[Item], phrases: Sequence[RolePhrase]) -> None:
        self.items = items
        self.phrase_end = {phrase.start: phrase.end for phrase in phrases}

    def after(self, at: int) -> list[int]:
        """The persons of the list that begins with the person at item `at`."""
        found = [self.items[at].person]
        while (following := self._next(at)) is not None:
            found.append(self.items[following].person)
            at = following
        return found

    def _next(self, at: int) -> int | None:
        """The item of the next person of the list after the person at `at`."""
        items = self.items
        joined = False
        for index in range(self._skip_remarks(at + 1), len(items)):
            item = items[index]
            if item.text in (",", ";") or item.low == "и":
                joined = True
            elif joined and item.kind == PERSON:
                return index
            elif not (joined and (item.kind == NUMBER or item.text in _BETWEEN)):
                return None
        return None

    def _skip_remarks(self, at: int, *, positions: bool = True) -> int:
        """Skip "(Троян)", "/ГЕРБ/", "от Раднево" after a name and, with `positions`, "– експерт в отдел „Култура“"."""
        items = self.items
        while at < len(items):
            if items[at].text in _OPENING:
                end = self._closing(at)
                if end is None:
                    return at
                at = end + 1
            elif items[at].low == "от" and at + 1 < len(items):
                end = at + 1
                while (
                    end < len(items)
                    and end < at + 6
                    and (
                        items[end].kind in (CAPITALISED, UPPER, QUOTATION, TITLE)
                        or items[end].low in ("с", "гр", ".", "село", "град")
                    )
                ):
                    end += 1
                if end == at + 1:
                    return at
                at = end
            elif positions and items[at].text in _DASHES and at + 1 in self.phrase_end:
                at = self.phrase_end[at + 1]
            else:
                return at
        return at

    def _closing(self, opening: int) -> int | None:
        for end in range(opening + 1, min(opening + _MAX_REMARK, len(self.items))):
            if self.items[end].text in _CLOSING:
                return end
        return None

    def remark(self, at: int) -> str | None:
        """The words in brackets right after the person at `at`: "Троян" in "А (Троян)"."""
        if at + 1 < len(self.items) and self.items[at + 1].text in _OPENING:
            end = self._closing(at + 1)
            if end is not None:
                return " ".join(item.text for item in self.items[at + 2 : end])
        return None

    def remark_text(self, text: str, at: int) -> str | None:
        """The remark after the person at `at` as written in `text`."""
        if self.remark(at) is None:
            return None
        end = self._closing(at + 1)
        return None if end is None else text[self.items[at + 1].end : self.items[end].start].strip()

    def remark_span(self, at: int) -> tuple[int, int] | None:
        """Where the remark after the person at `at` stands in the text."""
        if self.remark(at) is None:
            return None
        end = self._closing(at + 1)
        return None if end is None else (self.items[at + 1].end, self.items[end].start)

    def person_ending_at(self, at: int) -> int | None:
        """The person whose mention, with remarks, ends at item `at`: "А", "А (ГЕРБ)", "А от Троян".

        One with a position of their own takes no part in a position that several share.
        """
        items = self.items
        if at < 0:
            return None
        if items[at].kind == MARK and items[at].text == "," and at > 0:
            at -= 1
        if items[at].kind == PERSON:
            return at
        for back in range(at - 1, max(at - _MAX_REMARK, -1), -1):
            if items[back].kind == PERSON:
                return back if self._skip_remarks(back + 1, positions=False) == at + 1 else None
            if items[back].kind == LINE or items[back].text == ";":
                return None
        return None

    def before(self, at: int) -> list[int]:
        """The persons of the list that ends with the person at item `at`."""
        found = [self.items[at].person]
        while at > 1 and (self.items[at - 1].text == "," or self.items[at - 1].low == "и"):
            previous = self.person_ending_at(at - 2)
            if previous is None:
                break
            found.insert(0, self.items[previous].person)
            at = previous
        return found
