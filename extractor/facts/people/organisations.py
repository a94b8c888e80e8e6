"""Which organisation and which department a position belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex
from spacy.tokens import Doc

from extractor.facts.people.municipal import Institution, MunicipalBodies
from extractor.facts.people.names import is_settlement
from extractor.facts.people.roles import Complement, RolePhrase
from extractor.facts.people.scan import CAPITALISED, LOWER, QUOTATION, UPPER, Item, word_group
from extractor.facts.people.value import organisation_name, role_name
from extractor.language.morphology import base_form, indefinite
from extractor.lexicon import table

_MINISTERS = frozenset({"министър", "министърка", "вицепремиер", "еврокомисар"})
_MAYORS = frozenset({"кмет", "кметица", "кметка", "вицекмет", "наместник", "градоначалник", "бургмистър"})
_COUNCILLORS = frozenset({"съветник", "съветничка"})
_ENVOYS = frozenset({"посланик", "консул", "аташе", "посланичка"})
_REGIONAL = regex.compile(r"(?i)^(?:област|район|регион|национал|столич|главн|окръж|териториал|изпълнител|европейск)")

_BARE_BODIES = frozenset({"журито", "комисията"})


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A position resolved: its name, department and organisation."""

    role: str
    unit: str | None
    org: str | None


@lru_cache(maxsize=1)
def _heads() -> dict[str, tuple[str, ...]]:
    return {row["noun"]: tuple(row["types"].split()) for row in table("institution_nouns.csv")}


@lru_cache(maxsize=1)
def _spheres() -> dict[str, tuple[str, ...]]:
    return {row["noun"]: tuple(row["types"].split()) for row in table("role_spheres.csv")}


class Organisations:
    """The organisations of one document, to resolve "общината", "дружеството" and positions without one."""

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        self.mentions = sorted(
            (
                Institution(span.start_char, span.end_char, fact.name, fact.acronym, fact.type)
                for span in doc.spans.get("institutions", [])
                if (fact := span._.fact) is not None
            ),
            key=lambda mention: mention.start,
        )
        self.municipal = MunicipalBodies(self.text, self.mentions)

    def affiliation(self, items: Sequence[Item], phrase: RolePhrase) -> Affiliation:
        """What `phrase` says about the position, its department and its organisation."""
        noun = phrase.word.lemma.rpartition("-")[2]
        tail: list[str] = []
        unit: str | None = None
        org: str | None = None
        for part in self._merged(items, phrase.complements):
            raw = self._raw(items, part)
            written = f"{part.preposition} {raw}" if part.preposition else raw
            kind = self._kind(items, part, noun, bool(tail))
            if raw.lower() in _BARE_BODIES:  # "председателят на журито" is "председател на жури"
                written = f"{part.preposition} {indefinite(raw.lower())}"
            if kind == "tail" and (org is None or part.preposition == "по"):
                tail.append(written)
            elif kind == "unit":
                unit = unit or organisation_name(raw)
            elif kind == "municipality":
                org = org or self.municipal.headed_by_mayor(raw, noun, items[part.start].start)
            elif kind == "generic":
                generic = self._head(items, part)
                named_only = noun in ("ръководител", "ръководителка") or generic in word_group("body")
                found = self.generic(generic, items[part.start].start, named_only=named_only)
                org = org or found
                within = named_only or generic in word_group("project") or generic not in _heads()
                if found is None and within and not tail and part.preposition == "на":
                    tail.append(written)
            elif kind == "org":
                org = org or self.named(items, part, noun)
        role = role_name(phrase, " ".join(tail))
        if org is None and noun in _MINISTERS:
            org = self.ministry(" ".join(tail))
        if org is None:
            beside, unit = self._beside(items, phrase, unit)
            org = beside or self.default(phrase, noun, items[phrase.start].start, unit)
        return Affiliation(role, unit, org)

    def _beside(self, items: Sequence[Item], phrase: RolePhrase, unit: str | None) -> tuple[str | None, str | None]:
        """Organisation and department that stand after a comma ("ст. експерт, отдел „Х“, Община У") or before
        "с" ("хор „Х“ с диригент А")."""
        start, at = phrase.start, phrase.end
        if start > 0 and items[start - 1].low in ("с", "със") and not phrase.word.definite:
            before = self.ending_at(items[start - 1].start - 1)
            if before is not None:
                return before.name, unit
            quoted = _QUOTED_BEFORE.search(self.text, max(0, items[start - 1].start - 120), items[start - 1].start)
            if quoted:
                return organisation_name(quoted["name"]), unit
        while at + 1 < len(items) and items[at].text == ",":
            mention = self.at(items[at + 1].start)
            if mention is not None:
                return mention.name, unit
            if indefinite(items[at + 1].low) not in word_group("unit") or unit is not None:
                break
            end = at + 2
            while end < len(items) and items[end].kind in (QUOTATION, UPPER, CAPITALISED):
                end += 1
            unit = organisation_name(self.text[items[at + 1].start : items[end - 1].end])
            at = end
        return None, unit

    def _raw(self, items: Sequence[Item], part: Complement) -> str:
        written = self.text[items[part.start].start : items[part.end - 1].end].split()
        return " ".join(word for word in written if word not in word_group("pronoun"))

    def _merged(self, items: Sequence[Item], parts: Sequence[Complement]) -> list[Complement]:
        """Complements, those that continue the name of an organisation joined to it."""
        merged: list[Complement] = []
        for part in parts:
            before = merged[-1] if merged else None
            if before is not None and self._continues(items, before, part):
                merged[-1] = Complement(before.preposition, before.start, part.end)
            else:
                merged.append(part)
        return merged

    def _continues(self, items: Sequence[Item], before: Complement, part: Complement) -> bool:
        start, end = items[before.start].start, items[part.end - 1].end
        if any(m.start <= start + 1 and items[part.start].start < m.end for m in self.mentions if m.end <= end + 1):
            return True
        if items[before.end - 1].kind == QUOTATION:
            return False
        raw = self._raw(items, before)
        if before.preposition == "по":
            return part.preposition == "на" and raw.endswith("не")  # "по прилагане на стратегията"
        if items[before.end - 1].kind == UPPER and part.preposition in ("по", "за"):
            return True  # "ПГ по лозарство"
        if items[before.end - 1].kind == UPPER:
            return part.preposition == "в" and is_settlement(self._raw(items, part))
        head = self._head(items, before)
        if head in word_group("board") | {"щаб"} or head in ("съвет", "комисия", "комитет"):
            return part.preposition in ("по", "за") or (head == "съвет" and self._raw(items, part) == "директорите")
        if head in word_group("unit") and not _REGIONAL.match(raw):
            return part.preposition in ("по", "за")
        if head in _heads() and (
            before.end - before.start > 1 or items[before.start].kind != LOWER or head in ("съюз", "сдружение")
        ):
            return part.preposition in ("на", "за", "по", "от") or is_settlement(self._raw(items, part))
        return head in _heads() and part.preposition in ("по", "за")

    def _head(self, items: Sequence[Item], part: Complement) -> str:
        """The noun that says what a complement is, in base form and lower case; its first word where none does."""
        first = items[part.start]
        if first.kind == QUOTATION:
            return ""
        known = word_group("unit") | word_group("body") | word_group("project") | _heads().keys()
        for item in items[part.start : min(part.end, part.start + 4)]:
            if item.kind not in (LOWER, CAPITALISED, UPPER):
                break
            for word in (indefinite(item.low), base_form(item.low), item.low):
                if word in known:
                    return word
        return indefinite(first.low)

    def _kind(self, items: Sequence[Item], part: Complement, noun: str, has_tail: bool) -> str:
        """tail (stays with the position), unit, org, municipality, generic or nothing."""
        first = items[part.start]
        raw = self._raw(items, part)
        head = self._head(items, part)
        preposition = part.preposition
        if preposition is None:
            if head in word_group("unit"):
                return "unit"
            if noun.startswith("представляващ"):
                return "org"
            return "org" if first.kind == UPPER else "tail"
        if noun in _MAYORS and preposition in ("на", "в"):
            return "municipality"
        if (noun in _MINISTERS and preposition == "на" and not has_tail) or preposition == "по":
            return "tail"
        if noun in _ENVOYS and preposition == "на" and not has_tail:
            return "tail"
        proper = any(item.kind in (CAPITALISED, UPPER, QUOTATION) for item in items[part.start : part.end])
        if preposition == "за":
            return "tail" if first.kind == LOWER and not has_tail else ""
        if head in ("община", "общ") or raw.lower().startswith(("община ", "общ. ")):
            return "generic" if raw.lower() == "общината" else "municipality"
        bare = indefinite(first.low) == head or first.kind == LOWER
        if head in word_group("unit") and not _REGIONAL.match(raw) and bare and not regex.search(r"[–-]\s?\p{Lu}", raw):
            return "unit"
        if head in word_group("body"):
            if "общинск" in raw.lower() and "съвет" in raw.lower():
                return "org"
            if part.end - part.start == 1 and first.kind == LOWER and first.low != indefinite(first.low):
                return "generic"
            board = head in word_group("board") or _BOARD.match(raw)
            if first.kind == CAPITALISED and not board and part.end - part.start > 1:
                by_topic = first.low.startswith("комисия") and items[part.start + 1].low == "по"
                return "tail" if by_topic and self.municipal.municipality else "org"
            if noun in word_group("body_office") or board:
                return "org" if has_tail or (head == "комисия" and first.kind == CAPITALISED and proper) else "tail"
        if first.kind == LOWER and head in _heads() and not proper:
            return "generic"
        if head in word_group("project") and preposition == "на" and not has_tail:
            return "tail"
        place = regex.sub(r"^(?:гр\.|град|с\.|село)\s*", "", raw)
        if is_settlement(place) and preposition in ("от", "в", "във"):
            return ""
        if proper or head in _heads():
            return "org"
        return "tail" if preposition in ("на", "към") and not has_tail else ""

    def named(self, items: Sequence[Item], part: Complement, noun: str) -> str | None:
        """The organisation written at `part`, as written there and in its base form."""
        raw = self._raw(items, part)
        if noun in ("управител", "управителка") and is_settlement(regex.sub(r"(?i)^област\s+", "", raw)):
            return f"Област {regex.sub(r'(?i)^област ', '', raw)}"
        start, end = items[part.start].start, items[part.end - 1].end
        if regex.fullmatch(r"[\p{Lu}\p{Ll}]*\p{Lu}{2,}[\p{L}]*|\p{Lu}\p{Ll}\p{Lu}", raw):
            if raw in ("ОбС", "ОБС"):
                return self.municipal.council()
            return next((m.name for m in self.mentions if m.acronym == raw), raw)
        if regex.match(r"(?:[IVXІ]+|\d+)[ -]", raw):
            return None  # "XI б клас"
        for mention in self.mentions:
            if mention.start <= start + 1 and end - 1 <= mention.end and mention.end - mention.start > 3:
                return mention.name
        return organisation_name(raw)

    def generic(self, noun: str, position: int, *, named_only: bool = False) -> str | None:
        """The organisation that "дружеството" at `position` means: the nearest named before it, else after it."""
        if noun == "община":
            return self.municipal.administration
        if noun == "съвет":
            return self.municipal.council()
        by_name = [m for m in self.mentions if noun in m.name.lower().split()]
        by_type = [m for m in self.mentions if m.type in _heads().get(noun, ())]
        for group in (by_name,) if named_only else (by_name, by_type):
            before = [m for m in group if m.start <= position]
            if before:
                return before[-1].name
            if group:
                return group[0].name
        return None

    def default(self, phrase: RolePhrase, noun: str, position: int, unit: str | None = None) -> str | None:
        """The organisation of a position that names none, where the document settles it."""
        lemma = phrase.word.lemma
        own = self.municipal.administration
        if noun in _MAYORS and noun not in ("наместник", "бургмистър"):
            return own
        if noun in _COUNCILLORS or "съветник" in lemma:
            return self.municipal.council()
        if noun in _MINISTERS:
            return None
        if noun in ("управител", "управителка") and any("областен" in word for word in phrase.modifiers):
            return next((m.name for m in self.mentions if m.name.lower().startswith("областна администрация")), None)
        if "социален" in phrase.modifiers and noun in ("работник", "работничка"):
            return own
        if unit is not None and "отделение" not in unit.lower():
            first = next((m for m in self.mentions if m.type not in ("eu", "party", "international")), None)
            if first is not None and first.type in ("municipality", "government", "agency", "court"):
                return first.name
            return own or (first.name if first else None)
        spheres = _spheres()
        types = spheres.get(lemma) or spheres.get(noun)
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
        return next((m for m in self.mentions if m.start == start and m.type != "party"), None)

    def reaches_into(self, position: int) -> bool:
        """Whether the word at `position` goes on the name of an institution: "комисия" in "Централна … комисия"."""
        return any(m.type in ("agency", "court") and m.start < position < m.end for m in self.mentions)

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


#: "хор „Зора“, с. Баня, " right before "с диригент".
_QUOTED_BEFORE = regex.compile(
    r"(?P<name>(?:\p{L}+\ ){0,3}[„\"“][^„“”\"\n]{2,60}[“”\"])(?:,\ (?:с\.|гр\.)?\ ?\p{Lu}[\p{L} ]{2,24}){0,2},?\s*$"
)
_BOARD = regex.compile(
    r"(?i)(?:управител|контрол|надзор|обществен|организацион|педагогическ|родителск|ученическ)"
    r"|(?i)(?:общото? събр|съвета? на дир)"
)
