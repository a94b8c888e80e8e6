"""The organisations that a document mentions, and which of them a rule takes for a position that names none."""

from __future__ import annotations

from collections.abc import Sequence

import regex
from spacy.tokens import Doc

from extractor.facts.people.municipal import Institution, MunicipalBodies
from extractor.facts.people.questions import MAYORS, heads, spheres
from extractor.facts.people.roles import RolePhrase
from extractor.language.source import cleaned_of, text_of

MINISTERS = frozenset({"министър", "министърка", "вицепремиер", "еврокомисар"})
_COUNCILLORS = frozenset({"съветник", "съветничка"})


class MentionedOrganisations:
    """The organisations of one document, in the order of their mentions."""

    def __init__(self, doc: Doc, people: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text_of(doc)
        self.mentions = sorted(
            (
                Institution(span.start_char, span.end_char, fact.name, fact.acronym, fact.type)
                for span in doc.spans.get("institutions", [])
                if (fact := span._.fact) is not None
            ),
            key=lambda mention: mention.start,
        )
        self._by_start = {mention.start: mention for mention in reversed(self.mentions) if mention.type != "party"}
        cleaned = cleaned_of(doc)
        furniture = "\n".join(cleaned.source[part.start : part.end] for part in cleaned.furniture)
        self.municipal = MunicipalBodies(self.text, self.mentions, people, furniture)

    def generic(self, noun: str, position: int, *, named_only: bool = False) -> str | None:
        """The organisation that "дружеството" at `position` means: the nearest named before it, else after it."""
        if noun == "община":
            return self.municipal.administration
        if noun == "съвет":
            return self.municipal.council()
        by_name = [m for m in self.mentions if noun in regex.findall(r"\p{L}+", m.name.lower())]
        by_type = [m for m in self.mentions if m.type in heads().get(noun, ())]
        for group in (by_name,) if named_only else (by_name, by_type):
            before = [m for m in group if m.start <= position]
            if before:
                return before[-1].name
            if group:
                return group[0].name
        return None

    def regional_administration(self) -> str | None:
        """The regional administration that the document names first."""
        return next((m.name for m in self.mentions if m.name.lower().startswith("областна администрация")), None)

    def default(self, phrase: RolePhrase, noun: str, position: int, unit: str | None = None) -> str | None:
        """The organisation of a position that names none, where the document settles it."""
        lemma = phrase.word.lemma
        own = self.municipal.administration
        if noun in MAYORS and noun not in ("наместник", "бургмистър"):
            return own
        if noun in _COUNCILLORS or "съветник" in lemma:
            return self.municipal.council()
        if noun in MINISTERS:
            return None
        if noun in ("управител", "управителка") and any("областен" in word for word in phrase.modifiers):
            return self.regional_administration()
        if "социален" in phrase.modifiers and noun in ("работник", "работничка"):
            return own
        if unit is not None and "отделение" not in unit.lower():
            first = next((m for m in self.mentions if m.type not in ("eu", "party", "international")), None)
            if first is not None and first.type in ("municipality", "government", "agency", "court"):
                return first.name
            return own or (first.name if first else None)
        types = spheres().get(lemma) or spheres().get(noun)
        if unit is not None:
            types = ("health",)
        if "класен" in phrase.modifiers or noun.endswith(("класник", "класничка")):
            types = ("education",)
        if "изпълнителен" in phrase.modifiers:
            types = ("company", "agency", "foundation", "association", "any")
        return self.nearest(types, position) if types else None

    def ministry(self, portfolio: str) -> str | None:
        """The ministry of a minister, where the document names it, in full or by its initials."""
        topic = regex.findall(r"\p{L}{2,}", portfolio.lower())
        initials = "М" + "".join(word[0].upper() for word in topic if word not in ("на", "по", "за"))
        named = [m for m in self.mentions if m.name.lower().startswith("министерство") or m.name == initials]
        if not topic:
            return named[0].name if len({m.name for m in named}) == 1 else None
        fitting = [m for m in named if m.name == initials or any(w in m.name.lower() for w in topic if len(w) > 3)]
        return fitting[0].name if fitting else None

    def at(self, start: int) -> Institution | None:
        """The institution whose mention begins at `start`."""
        return self._by_start.get(start)

    def body_named_over(self, position: int) -> str | None:
        """The institution whose name the word at `position` is part of: "комисия" in "Централна … комисия"."""
        over = (m for m in self.mentions if m.type in ("agency", "court") and m.start <= position < m.end)
        return next((m.name for m in over), None)

    def inside(self, start: int, end: int) -> Institution | None:
        """The first institution mentioned in ``text[start:end]``."""
        return next((m for m in self.mentions if start <= m.start and m.end <= end and m.type != "party"), None)

    def ending_at(self, end: int) -> Institution | None:
        """The institution whose mention ends at `end` or is followed there by brackets."""
        for mention in self.mentions:
            between = self.text[mention.end : end] if mention.end <= end else None
            if (
                between is not None
                and len(between) < 40
                and regex.fullmatch(
                    r"\s*(?:\([^)]*\)|/[^/]*/)?(?:,\ (?:с\.|гр\.)?\ ?\p{Lu}[\p{L} ]{2,20})?,?\s*", between
                )
            ):
                return mention
        return None

    def nearest(self, types: Sequence[str], position: int) -> str | None:
        """The institution of one of `types` that the text around `position` is about.

        The nearest before it in the same sentence, else the one the text opens with if it is of such
        a type, else the nearest before it, else the first; "any" is the institution the text opens with.
        """
        own = [m for m in self.mentions if m.type not in ("eu", "party", "international")]
        wanted = [m for m in own if m.type in types]
        sentence = max(self.text.rfind(mark, 0, position) for mark in (". ", "\n", "! ", "? "))
        here = [m for m in wanted if sentence < m.start < position]
        if here:
            return here[-1].name
        if own and (own[0].type in types or "any" in types):
            return own[0].name
        before = [m for m in wanted if m.start < position]
        if before:
            return before[-1].name
        return wanted[0].name if wanted else None
