"""Groups of words after the noun of a position: where each ends, and what of a name goes on behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.facts.people.names import is_settlement
from extractor.facts.people.role_nouns import modifier_lemma, role_noun
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
from extractor.lexicon import words

#: Nouns in the names of ministries that are verb forms too: "министърът на вътрешните работи".
_IN_PORTFOLIOS = frozenset({"работи"})
PREPOSITIONS = frozenset({"на", "за", "от", "в", "във", "по", "при", "към"})


def is_verb(item: Item) -> bool:
    """Whether a word is a form of a verb, by the list of verb forms or by a past ending."""
    low = item.low
    return low in words("verb_forms.txt") or (
        len(low) > 5 and low.endswith(("аха", "иха", "яха", "оха", "ваше", "еше"))
    )


def institution_end(items: Sequence[Item], at: int, end: int, institutions: Mapping[int, int]) -> int:
    """The item after the institution that begins in ``items[at:end]`` and reaches over `end`; `end` without one."""
    reach = max((institutions.get(item.start, 0) for item in items[at : max(end, at + 1)]), default=0)
    while end < len(items) and items[end].start < reach and items[end].kind not in (PERSON, LINE):
        end += 1
    return end


def has_own_person(items: Sequence[Item], at: int, end: int) -> bool:
    """ "възпитаници на треньора А": the complement is a position with a person of its own."""
    if end >= len(items) or items[end].kind != PERSON or end > at + 3:
        return False
    word = next((role_noun(item.text) for item in items[at:end] if item.kind == LOWER and role_noun(item.text)), None)
    return word is not None and word.definite


def noun_group_end(text: str, items: Sequence[Item], at: int, *, portfolio: bool, plural: bool = False) -> int:
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
            if low in PREPOSITIONS or low in word_group("stop"):
                if low == "и":
                    pass
                else:
                    break
            if low == "и":
                if not _and_continues(text, items, at, end, portfolio):
                    break
            elif (end > at and is_verb(item) and not (portfolio and low in _IN_PORTFOLIOS)) or (
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
        or after.low in PREPOSITIONS
        or is_verb(after)
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
        and not is_verb(after[0])
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


def name_goes_on(text: str, items: Sequence[Item], end: int) -> int:
    """The item after what belongs to the name that ends before `end`: "(РУО – Видин)", "– Ямбол", "II ст."."""
    start = -1
    while end < len(items) and end != start:
        start = end
        if items[end].kind == TITLE and items[end].text.endswith("ст."):
            end += 1
        elif items[end].text in "(/" and _acronym_in_brackets(items, end):
            end += 3
        elif items[end].text == "(" and end + 4 < len(items) and items[end + 1].kind == UPPER:
            if items[end + 2].text in "-–—" and _is_town(items, end + 3) and items[end + 4].text == ")":
                end += 5
        elif items[end].text in "-–—" and _town_after_dash(text, items, end):
            end += 2
    return end


def municipality_goes_on(items: Sequence[Item], end: int) -> int:
    """The item after ", община Разлог" behind the name of a village that ends before `end`."""
    if end + 2 >= len(items) or items[end].text != "," or items[end + 1].low not in ("община", "област", "общ."):
        return end
    after = end + 2
    while after < len(items) and after < end + 4 and items[after].kind == CAPITALISED:
        after += 1
    closed = after < len(items) and (items[after].kind == PERSON or items[after].text == ",")
    return after if closed and after > end + 2 else end
