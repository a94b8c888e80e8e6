"""Which organisation and which department a position belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex
from spacy.tokens import Doc

from extractor.facts.people.mentioned import MINISTERS, MentionedOrganisations
from extractor.facts.people.names import is_settlement
from extractor.facts.people.questions import MAYORS, Question, heads
from extractor.facts.people.ranking import Choice, Ranking
from extractor.facts.people.roles import Complement, RolePhrase
from extractor.facts.people.scan import CAPITALISED, LINE, LOWER, MARK, PERSON, QUOTATION, UPPER, Item, word_group
from extractor.facts.people.value import organisation_name, role_name
from extractor.language.morphology import base_form, indefinite

_ENVOYS = frozenset({"посланик", "консул", "аташе", "посланичка"})
_REGIONAL = regex.compile(r"(?i)^(?:област|район|регион|национал|столич|главн|окръж|териториал|изпълнител|европейск)")

#: Departments that keep an adjective of their own: "Стопанският факултет", "Детското отделение".
_ALWAYS_INNER = frozenset({"факултет", "отделение", "катедра", "клиника", "секция", "лаборатория", "колегия", "звено"})
_HEADS_OF_UNITS = frozenset({"началник", "началничка", "ръководител", "ръководителка", "завеждащ"})
_BARE_BODIES = frozenset({"журито", "комисията"})


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A position resolved: its name, department and organisation."""

    role: str
    unit: str | None
    org: str | None
    #: The organisations it was chosen from, where none stands beside the position.
    choices: tuple[Choice, ...] = ()


def _unit_noun(unit: str | None) -> str | None:
    """What kind of department: "отдел", "факултет"."""
    if unit is None:
        return None
    words = unit.lower().split()
    return next((word for word in words if word in word_group("unit")), words[0])


_POINTS_TO_PLACE = {"общината": "община", "селото": "село", "града": "град"}


def _pronoun(items: Sequence[Item], phrase: RolePhrase) -> str:
    """Whose position it is: "own" ("директорката ни"), "its" ("директорката му") or ""."""
    near = [item.low for item in items[max(phrase.start - 1, 0) : phrase.noun + 2]]
    if any(word in word_group("our") for word in near):
        return "own"
    return "its" if any(word in word_group("its") for word in near) else ""


def _definite(word: str) -> bool:
    return word != indefinite(word)


class Organisations(MentionedOrganisations):
    """The organisations of one document, to resolve "общината", "дружеството" and positions without one."""

    def __init__(self, doc: Doc, people: Sequence[tuple[int, int]] = ()) -> None:
        super().__init__(doc, people)
        self.ranking = Ranking(self.text, self.mentions, self.municipal)
        self.before: tuple[str | None, int, bool] = (None, -1, False)

    def affiliation(
        self, items: Sequence[Item], phrase: RolePhrase, surnames: frozenset[str] = frozenset(), *, guess: bool = True
    ) -> Affiliation:
        """What `phrase` says about the position, its department and its organisation.

        Where the text names none beside it, the ranker chooses one, unless `guess` is False; `surnames`
        are those of who holds the position.
        """
        noun = phrase.word.lemma.rpartition("-")[2]
        tail: list[str] = []
        unit: str | None = None
        org: str | None = None
        #: The noun that points back ("дружеството"), and what the rules take it for.
        pointer: tuple[str, str | None] | None = None
        for part in self._merged(items, phrase.complements):
            raw = self._raw(items, part)
            written = f"{part.preposition} {raw}" if part.preposition else raw
            kind = self._kind(items, part, noun, bool(tail))
            if raw.lower() in _BARE_BODIES:  # "председателят на журито" is "председател на жури"
                written = f"{part.preposition} {indefinite(raw.lower())}"
            if kind == "tail" and ((org is None and pointer is None) or part.preposition == "по"):
                tail.append(written)
            elif kind == "unit":
                named = self._named_department(items, part)
                org = org or named
                if (
                    part.preposition and " " not in raw and not _definite(raw) and base_form(raw) != raw
                ):  # "лидерите на секции"
                    tail.append(f"{part.preposition} {base_form(raw)}")
                elif named is None:
                    unit = unit or self._department(items, part) or organisation_name(raw)
            elif kind == "municipality":
                headed = self.municipal.headed_by_mayor(raw, noun, items[part.start].start)
                if org is None and (place := _POINTS_TO_PLACE.get(raw.lower())) is not None:
                    pointer = (place, headed)
                else:
                    org = org or headed
            elif kind == "generic":
                generic = self._head(items, part)
                named_only = noun in ("ръководител", "ръководителка") or generic in word_group("body")
                found = self.generic(generic, items[part.start].start, named_only=named_only)
                if org is None and found is not None and generic in heads() and generic != "съвет":
                    pointer = (generic, found)
                else:
                    org = org or found
                within = named_only or generic in word_group("project") or generic not in heads()
                if found is None and within and not tail and part.preposition == "на":
                    tail.append(written)
            elif kind == "org":
                org = org or self.named(items, part, noun)
        role = role_name(phrase, " ".join(tail))
        if org is None and noun in MINISTERS:
            org = self.ministry(" ".join(tail))
        if org is None and pointer is None:
            org, unit = self._beside(items, phrase, unit)
        choices: tuple[Choice, ...] = ()
        if org is None and guess:
            position = items[phrase.start].start
            points_by, org = pointer or (None, self.default(phrase, noun, position, unit))
            regional = any("областен" in word for word in phrase.modifiers) and noun in ("управител", "управителка")
            if noun not in MINISTERS and not regional:
                question = Question.of(
                    phrase,
                    position,
                    org,
                    tail=bool(tail),
                    unit=_unit_noun(unit),
                    before=self.before,
                    surnames=surnames,
                    pronoun=_pronoun(items, phrase),
                    generic=points_by,
                )
                choices = tuple(self.ranking.choices(question))
                org = self.ranking.best(choices)
        self.before = (org, items[phrase.start].start, not choices)
        return Affiliation(role, unit, org, choices)

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
        led = start > 0 and items[start - 1].text in (",", "–", "-") and at < len(items) and items[at].kind == PERSON
        if (
            led and not phrase.word.definite and phrase.word.lemma in word_group("leader")
        ):  # "хор „Х“, гр. Лом, диригент А"
            before = self.ending_at(items[start - 1].start)
            if before is not None:
                return before.name, unit
        if start > 0 and items[start - 1].text == "(" and not phrase.word.definite:  # "СУ „Х“ (капитан А)"
            before = self.ending_at(items[start - 1].start)
            if before is not None:
                return before.name, unit
        while at + 1 < len(items) and items[at].text == ",":
            mention = self.at(items[at + 1].start)
            if mention is not None:
                return mention.name, unit
            if unit is not None and self._is_acronym(items, at + 1):  # "експерт в дирекция „Х“, АМС"
                return items[at + 1].text, unit
            if indefinite(items[at + 1].low) not in word_group("unit") or unit is not None:
                break
            end = at + 2
            while end < len(items) and items[end].kind in (QUOTATION, UPPER, CAPITALISED):
                end += 1
            unit = organisation_name(self.text[items[at + 1].start : items[end - 1].end])
            at = end
        return None, unit

    def _is_acronym(self, items: Sequence[Item], at: int) -> bool:
        """Whether a word in capitals alone stands between commas: no family name, no beginning of a name."""
        item = items[at]
        alone = at + 1 == len(items) or items[at + 1].kind in (MARK, LINE) or items[at + 1].low == "и"
        return item.kind == UPPER and 2 < len(item.text) < 8 and "-" not in item.text and alone

    def _named_department(self, items: Sequence[Item], part: Complement) -> str | None:
        """The organisation that "бюрото" alone points back to: "Дирекция „Бюро по труда“"."""
        first = items[part.start]
        if part.end - part.start > 1 or not _definite(first.low):
            return None
        return self.generic(indefinite(first.low), first.start, named_only=True)

    def _department(self, items: Sequence[Item], part: Complement) -> str | None:
        """The department that "клиниката" alone points back to: "Клиника по неонатология"."""
        first = items[part.start]
        if part.end - part.start > 1 or not _definite(first.low):
            return None
        noun = regex.escape(indefinite(first.low))
        quoted = r"„[^“”\n]{2,60}[“”]"
        named = rf"(?:\p{{Lu}}\p{{Ll}}+\ {noun} | (?i:{noun}) \ (?:{quoted} | по\ \p{{Ll}}+(?:\ и\ \p{{Ll}}+)?))"
        found = regex.search(named, self.text[: first.start], regex.VERBOSE | regex.REVERSE)
        return organisation_name(found.group()) if found else None

    def _first_of_two(self, items: Sequence[Item], part: Complement) -> Complement:
        """Of "МОН и Община Видин" the first, so that two organisations do not become one name."""
        first = self.at(items[part.start].start)
        if first is None or first.end >= items[part.end - 1].end:
            return part
        end = next((at for at in range(part.start, part.end) if items[at].start >= first.end), part.end)
        if end + 1 < part.end and items[end].low == "и" and self.at(items[end + 1].start) is not None:
            return Complement(part.preposition, part.start, end)
        return part

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
        return [self._first_of_two(items, part) for part in merged]

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
        if (
            head in heads()
            and head != "община"
            and (before.end - before.start > 1 or items[before.start].kind != LOWER or head in ("съюз", "сдружение"))
        ):
            return part.preposition in ("на", "за", "по", "от") or is_settlement(self._raw(items, part))
        return head in heads() and head != "община" and part.preposition in ("по", "за")

    def _head(self, items: Sequence[Item], part: Complement) -> str:
        """The noun that says what a complement is, in base form and lower case; its first word where none does."""
        first = items[part.start]
        if first.kind == QUOTATION:
            return ""
        known = word_group("unit") | word_group("body") | word_group("project") | heads().keys()
        for item in items[part.start : min(part.end, part.start + 4)]:
            if item.kind not in (LOWER, CAPITALISED, UPPER):
                break
            noun = item.low.partition("-")[0]  # "фирмите-партньори"
            for word in (indefinite(noun), base_form(noun), noun):
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
        if noun in MAYORS and preposition in ("на", "в"):
            return "municipality"
        if (noun in MINISTERS and preposition == "на" and not has_tail) or preposition == "по":
            return "tail"
        if noun in _ENVOYS and preposition == "на" and not has_tail and head not in heads():
            return "tail"
        proper = any(item.kind in (CAPITALISED, UPPER, QUOTATION) for item in items[part.start : part.end])
        if preposition == "за":
            return "tail" if first.kind == LOWER and not has_tail else ""
        if head in ("община", "общ") or raw.lower().startswith(("община ", "общ. ")):
            return "generic" if raw.lower() == "общината" else "municipality"
        bare = indefinite(first.low) == head or first.kind == LOWER or head in _ALWAYS_INNER
        regional = _REGIONAL.match(raw) and head not in _ALWAYS_INNER
        if head in word_group("unit") and not regional and bare and not regex.search(r"[–-]\s?\p{Lu}", raw):
            return "unit"
        if head in ("район", "група") and noun in _HEADS_OF_UNITS and proper and first.kind == LOWER:
            return "unit"  # "началник на район Левски"
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
        alone = part.end - part.start == 1 and first.kind == CAPITALISED and first.low != indefinite(first.low)
        if head in heads() and (alone or (first.kind == LOWER and not proper)):
            return "generic"
        if head in word_group("project") and preposition == "на" and not has_tail:
            return "tail"
        place = regex.sub(r"^(?:гр\.|град|с\.|село)\s*", "", raw)
        if is_settlement(place) and preposition in ("от", "в", "във"):
            return ""
        if proper or head in heads():
            return "org"
        return "tail" if preposition in ("на", "към") and not has_tail else ""

    def named(self, items: Sequence[Item], part: Complement, noun: str) -> str | None:
        """The organisation written at `part`, as written there and in its base form."""
        raw = self._raw(items, part)
        if noun in ("управител", "управителка") and is_settlement(regex.sub(r"(?i)^област\s+", "", raw)):
            administration = self.regional_administration()
            if administration is not None:
                return administration
            return f"Област {regex.sub(r'(?i)^област ', '', raw)}"
        start, end = items[part.start].start, items[part.end - 1].end
        raw = _ARTICLE_OF_ACRONYM.sub("", raw)
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


#: "МИГ-а", "СОУ-то".
_ARTICLE_OF_ACRONYM = regex.compile(r"(?<=^\p{Lu}{2,})-(?:а|я|ът|ят|та|то|те)$")
#: "хор „Зора“, с. Баня, " right before "с диригент".
_QUOTED_BEFORE = regex.compile(
    r"(?P<name>(?:\p{L}+\ ){0,3}[„\"“][^„“”\"\n]{2,60}[“”\"])(?:,\ (?:с\.|гр\.)?\ ?\p{Lu}[\p{L} ]{2,24}){0,2},?\s*$"
)
_BOARD = regex.compile(
    r"(?i)(?:управител|контрол|надзор|обществен|организацион|педагогическ|родителск|ученическ|управляващ)"
    r"|(?i)(?:общото? събр|съвета? на дир)"
)
