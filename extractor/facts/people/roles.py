"""Positions as written: a noun of a position with its adjectives before and its complements after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractor.facts.people.noun_groups import (
    PREPOSITIONS,
    has_own_person,
    institution_end,
    municipality_goes_on,
    name_goes_on,
    noun_group_end,
)
from extractor.facts.people.role_nouns import Noun, modifier_lemma, noun_forms, role_noun, title_is_position, title_noun
from extractor.facts.people.scan import (
    ABBREVIATION,
    CAPITALISED,
    INITIAL,
    LOWER,
    NUMBER,
    PERSON,
    QUOTATION,
    TITLE,
    UPPER,
    Item,
    word_group,
)
from extractor.lexicon import table, words

#: Positions one holds beside another person.
_OF_PERSONS = frozenset({"възпитаник", "възпитаничка", "заместник", "помощник", "помощничка", "питомец", "питомка"})
#: First parts of a position that leave the article to the noun: "заместник кметът", "прес секретарят".
_UNINFLECTED = frozenset(
    {
        "зам",
        "зам-",
        "старши",
        "младши",
        "заместник",
        "помощник",
        "кандидат",
        "прес",
        "бизнес",
        "гост",
        "pr",
        "hr",
        "it",
        "и",
    }
)


#: Abbreviations that are a position only right before the name of who holds it.
_SHORT_OFFICES = {"отг.": "отговорник", "тр.": "треньор", "докл.": "докладчик", "реж.": "режисьор"}


@dataclass(frozen=True, slots=True)
class Complement:
    """A part after the noun, from a preposition (or None) on: ``items[start:end]``."""

    preposition: str | None
    start: int
    end: int


@dataclass(slots=True)
class RolePhrase:
    """A position at ``items[start:end]``; the noun is ``items[noun]``."""

    start: int
    noun: int
    end: int
    word: Noun
    modifiers: tuple[str, ...]
    complements: list[Complement] = field(default_factory=list)

    @property
    def plural(self) -> bool:
        return self.word.plural


def _abbreviation(item: Item) -> str | None:
    for row in table("role_abbreviations.csv"):
        if row["abbreviation"] == item.low.replace("\u00a0", " "):
            return row["full"]
    return None


def find_roles(text: str, items: Sequence[Item], institutions: Mapping[int, int] | None = None) -> list[RolePhrase]:
    """All positions in `items`, in order, without overlap.

    `institutions` gives the end of each institution found before, by its start: a position
    that names one goes on to its end.
    """
    found: list[RolePhrase] = []
    taken = 0
    for at, _item in enumerate(items):
        if at < taken:
            continue
        noun = _noun_at(items, at)
        if noun is None:
            continue
        start, modifiers = _modifiers_before(text, items, at, taken)
        phrase = RolePhrase(start, at, at + 1, noun, modifiers)
        read_complements(text, items, phrase, institutions or {})
        found.append(phrase)
        taken = phrase.end
    return found


def _noun_at(items: Sequence[Item], at: int) -> Noun | None:
    item = items[at]
    if item.kind in (LOWER, CAPITALISED, UPPER, TITLE):
        noun = role_noun(item.text) or (title_noun(items, at) if item.kind == TITLE else None)
        if noun is None:
            return None
        if noun.lemma in ("заместник", "помощник") and at + 1 < len(items) and not noun.plural:
            after = at + 1
            while after < len(items) and items[after].kind == LOWER and modifier_lemma(items[after].text):
                after += 1
            if after < len(items) and items[after].kind == LOWER and role_noun(items[after].text):
                return None  # "заместник областен управител": the noun comes later
        if noun.lemma == "сестра" and not (
            at > 0 and (items[at - 1].kind == ABBREVIATION or modifier_lemma(items[at - 1].text))
        ):
            return None
        if noun.lemma in ("гражданин", "гражданка") and not (at > 0 and items[at - 1].low.startswith("почет")):
            return None
        if noun.lemma == "лице" and not (at > 0 and items[at - 1].low in ("вещо", "вещото", "вещи", "вещите")):
            return None
        if (
            item.kind == TITLE
            and not title_is_position(items, at)
            and at + 1 < len(items)
            and items[at + 1].kind in (PERSON, CAPITALISED, UPPER, INITIAL, TITLE)
        ):
            return None  # "капитан Иванов" has a title, "капитан на отбора" a position
        counted = at > 0 and (items[at - 1].kind == NUMBER or items[at - 1].low in word_group("numeral"))
        if counted and not noun.plural:
            noun = replace(noun, plural=True, definite=False)
        return noun
    if item.kind == ABBREVIATION:
        full = _abbreviation(item)
        held = at + 1 < len(items) and (items[at + 1].kind == PERSON or items[at + 1].text in (":", "-", "–"))
        full = _SHORT_OFFICES.get(item.low, full) if held else full
        base = noun_forms().get(full or "")
        if (
            base is not None
            and full not in ("заместник", "помощник", "генерал")
            and not (at + 1 < len(items) and items[at + 1].kind == LOWER and role_noun(items[at + 1].text))
        ):
            return base
    return None


def _modifiers_before(text: str, items: Sequence[Item], at: int, floor: int) -> tuple[int, tuple[str, ...]]:
    """Where the adjectives before the noun begin, and their base forms in order."""
    modifiers: list[str] = []
    noun = items[at]
    start = at
    word = role_noun(noun.text)
    definite = word is not None and word.definite and not word.plural and noun.kind != ABBREVIATION
    while start > floor:
        item = items[start - 1]
        gap = text[item.end : items[start].start]
        if item.text == "-" and len(gap) < 2 and start - 2 >= floor and items[start - 2].low in ("зам.", "пом."):
            start -= 1
            continue
        if item.low == "длъжността" and start - 2 >= floor and items[start - 2].low.startswith("изпълняващ"):
            acting = "изпълняваща длъжността" if items[start - 2].low.endswith("а") else "изпълняващ длъжността"
            start -= 2
            if start > floor and items[start - 1].low == "временно":
                acting, start = f"временно {acting}", start - 1
            modifiers.insert(0, acting)
            continue
        if len(gap) > 2:
            break
        if definite and item.kind in (LOWER, CAPITALISED, UPPER) and item.low not in _UNINFLECTED:
            break  # the article stands on the first word: in "лично председателят" the adverb is no part
        if item.kind == ABBREVIATION and (full := _abbreviation(item)) is not None:
            if role_noun(full) and full not in ("заместник", "помощник"):
                break
            modifiers.insert(0, full)
        elif item.kind in (LOWER, CAPITALISED, UPPER) and item.low in ("зам", "заместник", "зам-"):
            modifiers.insert(0, "заместник")
        elif item.kind in (LOWER, CAPITALISED, UPPER) and (lemma := modifier_lemma(item.text)) is not None:
            if item.kind != LOWER and noun.kind == LOWER and start - 1 > floor and items[start - 2].kind == CAPITALISED:
                break
            modifiers.insert(0, lemma)
        elif item.low in word_group("pronoun") and start - 2 >= floor and modifier_lemma(items[start - 2].text):
            pass  # "бившият ми заместник"
        elif (
            item.low == "и"
            and modifiers
            and start - 2 >= floor
            and modifier_lemma(items[start - 2].text) in ("извънреден", "главен")
        ):
            modifiers.insert(0, "и")
        else:
            break
        start -= 1
    return start, tuple(modifiers)


def read_complements(text: str, items: Sequence[Item], phrase: RolePhrase, institutions: Mapping[int, int]) -> None:
    """Extend `phrase` over what belongs to the noun: a name in quotation marks, and chains of prepositions."""
    at = phrase.noun + 1
    if at < len(items) and items[at].kind == QUOTATION:
        phrase.complements.append(Complement(None, at, at + 1))
        at += 1
    elif (
        phrase.word.lemma.startswith(("завеждащ", "представляващ"))
        and at < len(items)
        and (items[at].kind in (CAPITALISED, UPPER) or (items[at].kind == LOWER and items[at].low not in PREPOSITIONS))
    ):  # "завеждащият Родилно отделение"
        end = noun_group_end(text, items, at, portfolio=False)
        if end > at:
            phrase.complements.append(Complement(None, at, end))
        at = end
    elif (
        at < len(items)
        and items[at].kind == LOWER
        and items[at].low in ("екип", "проект", "отдел", "сектор", "дирекция", "готвач")
    ) or (
        at < len(items)
        and items[at].kind == UPPER
        and items[at].text not in words("eponym_triggers.txt")
        and items[phrase.noun].kind == LOWER
    ):
        end = noun_group_end(text, items, at, portfolio=False)
        phrase.complements.append(Complement(None, at, end))
        at = end
    if at + 1 < len(items) and items[at].low in word_group("pronoun") and items[at + 1].low == "по":
        at += 1  # "говорителят ѝ по околната среда"
    portfolio = phrase.word.lemma.rpartition("-")[2] in (
        "министър",
        "министърка",
        "вицепремиер",
        "еврокомисар",
        "комисар",
    )
    while at + 1 < len(items) and items[at].kind == LOWER and items[at].low in PREPOSITIONS:
        end = noun_group_end(text, items, at + 1, portfolio=portfolio, plural=phrase.plural)
        end = max(end, institution_end(items, at + 1, end, institutions))
        end = name_goes_on(text, items, end) if end > at + 1 else end
        if end == at + 1 or (phrase.word.lemma in _OF_PERSONS and has_own_person(items, at + 1, end)):
            break
        phrase.complements.append(Complement(items[at].low, at + 1, end))
        at = end
    phrase.end = municipality_goes_on(items, at)
