"""Positions as written: a noun of a position with its adjectives before and its complements after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractor.facts.people.names import is_settlement
from extractor.facts.people.role_nouns import Noun, modifier_lemma, noun_forms, role_noun
from extractor.facts.people.scan import (
    ABBREVIATION,
    CAPITALISED,
    INITIAL,
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
from extractor.lexicon import table, words

_PREPOSITIONS = frozenset(["на", "за", "от", "в", "във", "по", "при", "към"])


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
        noun = role_noun(item.text)
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
            and at + 1 < len(items)
            and items[at + 1].kind in (PERSON, CAPITALISED, UPPER, INITIAL, TITLE)
        ):
            return None  # "капитан Иванов" has a title, "капитан на отбора" a position
        counted = at > 0 and (items[at - 1].kind == NUMBER or items[at - 1].low in word_group("numeral"))
        if counted and not noun.plural:
            noun = replace(noun, plural=True, definite=False)
        return noun
    if item.kind == ABBREVIATION and item.low in (
        "н-к",
        "нач.",
        "предс.",
        "дир.",
        "кор.",
        "спец.",
        "юрк.",
        "рък.",
        "експ.",
    ):
        full = _abbreviation(item)
        base = noun_forms().get(full or "")
        if base is not None and not (
            at + 1 < len(items) and items[at + 1].kind == LOWER and role_noun(items[at + 1].text)
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
        if item.text == "-" and not gap and start - 2 >= floor and items[start - 2].low == "зам.":
            start -= 1
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


def _is_verb(item: Item) -> bool:
    low = item.low
    return low in words("verb_forms.txt") or (
        len(low) > 5 and low.endswith(("аха", "иха", "яха", "оха", "ваше", "еше"))
    )


def read_complements(text: str, items: Sequence[Item], phrase: RolePhrase, institutions: Mapping[int, int]) -> None:
    """Extend `phrase` over what belongs to the noun: a name in quotation marks, and chains of prepositions."""
    at = phrase.noun + 1
    if at < len(items) and items[at].kind == QUOTATION:
        phrase.complements.append(Complement(None, at, at + 1))
        at += 1
    elif (
        phrase.word.lemma.startswith(("завеждащ", "представляващ"))
        and at < len(items)
        and (items[at].kind in (CAPITALISED, UPPER) or (items[at].kind == LOWER and items[at].low not in _PREPOSITIONS))
    ):  # "завеждащият Родилно отделение"
        end = _phrase_end(text, items, at, portfolio=False)
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
        end = _phrase_end(text, items, at, portfolio=False)
        phrase.complements.append(Complement(None, at, end))
        at = end
    portfolio = phrase.word.lemma.rpartition("-")[2] in (
        "министър",
        "министърка",
        "вицепремиер",
        "еврокомисар",
        "комисар",
    )
    while at + 1 < len(items) and items[at].kind == LOWER and items[at].low in _PREPOSITIONS:
        end = _phrase_end(text, items, at + 1, portfolio=portfolio, plural=phrase.plural)
        end = max(end, _institution_end(items, at + 1, end, institutions))
        if end == at + 1 or (phrase.word.lemma in _OF_PERSONS and _has_own_person(items, at + 1, end)):
            break
        phrase.complements.append(Complement(items[at].low, at + 1, end))
        at = end
    phrase.end = at


def _institution_end(items: Sequence[Item], at: int, end: int, institutions: Mapping[int, int]) -> int:
    """The item after the institution that begins in ``items[at:end]`` and reaches over `end`; `end` without one."""
    reach = max((institutions.get(item.start, 0) for item in items[at : max(end, at + 1)]), default=0)
    while end < len(items) and items[end].start < reach and items[end].kind not in (PERSON, LINE):
        end += 1
    return end


def _has_own_person(items: Sequence[Item], at: int, end: int) -> bool:
    """ "възпитаници на треньора А": the complement is a position with a person of its own."""
    if end >= len(items) or items[end].kind != PERSON or end > at + 3:
        return False
    word = next((role_noun(item.text) for item in items[at:end] if item.kind == LOWER and role_noun(item.text)), None)
    return word is not None and word.definite


def _phrase_end(text: str, items: Sequence[Item], at: int, *, portfolio: bool, plural: bool = False) -> int:
    """The end of the noun group that begins at `at`; `at` itself where there is none."""
    end = at
    while end < len(items):
        item = items[end]
        low = item.low
        if item.kind in (PERSON, LINE, INITIAL, TITLE):
            break
        if item.kind == LOWER:
            if low in word_group("pronoun") and end > at and end + 1 < len(items) and items[end + 1].kind == LOWER:
                end += 1  # "на управителния му съвет"
                continue
            if low == "с" and end + 1 < len(items) and items[end + 1].text == ".":
                end += 2  # "с. Баня"
                continue
            if low == "лицето":
                break  # "в лицето на кмета": the position comes after it
            if low in _PREPOSITIONS or low in word_group("stop"):
                if low == "и":
                    pass
                else:
                    break
            if low == "и":
                if not _and_continues(text, items, at, end, portfolio):
                    break
            elif (end > at and not portfolio and _is_verb(item)) or (
                end > at and role_noun(low) is not None and items[end - 1].kind != ABBREVIATION
            ):
                break
        elif item.kind == MARK:
            if item.text == "," and portfolio and _ministry_goes_on(items, end):
                end += 1
                continue
            if item.text == "," and plural and end + 1 < len(items) and _is_town(items, end + 1):
                end += 1
                continue
            if item.text in "(/" and _acronym_in_brackets(items, end) and end > at:
                end += 3
                continue
            if item.text in "-–—" and end > at and _town_after_dash(text, items, end):
                end += 2
                continue
            if (
                item.text == "."
                and end > at
                and items[end - 1].low in ("гр", "с", "общ", "обл", "св", "ул", "жк", "кв", "им")
            ):
                end += 1
                continue
            break
        elif (
            item.kind in (CAPITALISED, UPPER)
            and end > at
            and role_noun(item.text) is not None
            and item.kind == CAPITALISED
        ):
            break
        end += 1
    while end > at and items[end - 1].low in ("и", ","):
        end -= 1
    return end


def _and_continues(text: str, items: Sequence[Item], start: int, at: int, portfolio: bool) -> bool:
    """Whether the "и" at `at` joins two words of one name rather than two positions or two clauses."""
    if at + 1 >= len(items) or at == start:
        return False
    after = items[at + 1]
    if after.kind in (PERSON, TITLE, MARK, LINE, NUMBER, ABBREVIATION, QUOTATION):
        return after.kind == QUOTATION and items[at - 1].kind == QUOTATION
    if (
        after.low in word_group("stop")
        or after.low in _PREPOSITIONS
        or _is_verb(after)
        or role_noun(after.text) is not None
    ):
        return False
    follow = at + 1
    while follow < len(items) and items[follow].kind == LOWER and modifier_lemma(items[follow].text):
        follow += 1
    if follow > at + 1 and follow < len(items) and role_noun(items[follow].text) is not None:
        return False
    if items[at - 1].kind == LOWER:
        return after.kind == LOWER
    return True


def _ministry_goes_on(items: Sequence[Item], comma: int) -> bool:
    """ "на образованието, младежта и науката": a comma inside a portfolio has an "и" soon after it."""
    after = list(items[comma + 1 : comma + 5])
    kinds = [item.kind for item in after]
    return (
        len(after) >= 3
        and kinds[0] == LOWER
        and any(item.low == "и" for item in after[1:3])
        and not _is_verb(after[0])
        and after[0].low not in word_group("stop")
        and after[0].low.endswith(("та", "то", "те", "ът", "а"))
    )


def _acronym_in_brackets(items: Sequence[Item], at: int) -> bool:
    return at + 2 < len(items) and items[at + 1].kind == UPPER and items[at + 2].text in ")/"


def _is_town(items: Sequence[Item], at: int) -> bool:
    """Whether a settlement stands at `at`, of one or two words."""
    if items[at].kind not in (CAPITALISED, UPPER):
        return False
    two = f"{items[at].text} {items[at + 1].text}" if at + 1 < len(items) else ""
    return is_settlement(items[at].text) or is_settlement(two)


def _town_after_dash(text: str, items: Sequence[Item], dash: int) -> bool:
    """ "РИОСВ – Враца": a town after a dash belongs to the institution before it."""
    return dash + 1 < len(items) and _is_town(items, dash + 1)
