"""What a count looks like: a quantity, and the noun it counts.

Every whole number that is no part of a date or a sum is a candidate; whether what it
counts takes part in something is decided in `attachment`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex
from spacy.tokens import Doc

from extractor.facts.context import Context, Word
from extractor.facts.participants.nouns import head, is_plural, noun_of, term
from extractor.facts.stretches import Stretches
from extractor.grammar.numerals import value_of
from extractor.grammar.quantities import Quantity, quantities
from extractor.language.source import text_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A count at ``doc.text[start:end]``: its number begins at `number`, `of` is the noun in its base form."""

    start: int
    end: int
    number: int
    low: int | None
    high: int | None
    approx: bool
    quantity: Quantity
    noun: str  # as written, "" where none stands beside the number
    of: str  # base form, "" where nothing tells
    noun_class: str  # person, group, measure, agent (by its ending), unknown, "" without a noun
    sort: str  # what kind of person or group, see lexicon/counted_nouns.csv
    pattern: (
        str  # noun, members ("7-членно жури"), share ("17 от 21 съветници"), noun_before ("участниците са 64"), bare
    )


_MEMBERS = regex.compile(r"\s?-?\s?членн\p{L}{1,3}\s", regex.IGNORECASE)
_MALE = regex.compile(
    r"(?:\p{L}+(?:има|имата|ма|мата|мина|мината)|двама(?:та)?|\d+\s?-\s?(?:има|ма|мата|имата))$", regex.IGNORECASE
)
# "Петчленно жури" has its number inside the word.
_IN_WORD = regex.compile(r"(?<!\p{L})(?P<number>\p{L}{2,20})членн\p{L}{1,3}\s", regex.IGNORECASE)
# Numbers of acts and places ("Решение № 97"), of a class with its letter ("9б клас"), shares, ages and scores.
_NUMBERED = regex.compile(r"(?:№|(?<!\p{L})(?:чл|ал|т|стр|бр|ул|бл|вх|ет|ап|тел)\.)\s?$", regex.IGNORECASE)
_NO_COUNT = regex.compile(r"\s?(?:%|‰|на\sсто|процент|-?\s?годиш|/\d|°|[.:]\d)|\p{L}(?!\p{L})", regex.IGNORECASE)
# Bare numbers that count nothing: "1) да се внесе справка", "2014-2020", the number in „Тунджанка 96“.
_ITEM = regex.compile(r"(?<=\n\s?|[:;.,]\s)\d{1,2}\)")
_YEARS = regex.compile(r"(?:18|19|20)\d\d(?:\s?[-–—/]\s?(?:(?:18|19|20)\d\d|\d\d))?")
_QUOTED_NAME = regex.compile(r"[„“\"«]\p{Lu}[\p{L}-]*(?:\s\p{L}+){0,2}[\s–-]{0,3}$")
_QUOTE_ENDS = regex.compile(r"[“”\"»](?!,)")
_SCHOOL = regex.compile(r"\.?\s?(?:СУ|СОУ|ОУ|НУ|ЕГ|ПГ|ПМГ|ДГ|ЦДГ|ОДЗ|ДЯ)(?!\p{L})")  # "учениците от 32. СУ"
_SHARE = regex.compile(r"\s{1,2}от\s{1,2}(?:общо\s|всички(?:те)?\s|всичко\s)?(?=\d|\p{Ll})", regex.IGNORECASE)
# A share of a list: "обучени са служители от общините Самоков – 35, Червен бряг-30".
_OF_A_NAME = regex.compile(r"\p{Lu}[\p{L}. ]{1,30}\s?[-–—:]\s?$")
_SINGING = regex.compile(r"(?<!\p{L})(?:пя|пее|изпя|запя|хоров|диригент|певчес|песнопен)", regex.IGNORECASE)
_COPULA = frozenset({"са", "бяха", "станаха", "били", "бъдат"})
# Between a count and its noun: "Над 200 бяха участниците".
_WERE = regex.compile(r"\s(?:бяха|са|ще\sбъдат|станаха)\s(?:общо\s)?(?=\p{Ll})", regex.IGNORECASE)
# Between a part and its whole: "15 от 19", "19 съветници от общо 21".
_PART_OF = regex.compile(
    r"\s{1,2}от(?:\s{1,2}(?:общо|всичк(?:о|и|ите)|поканени(?:те)?|предвидени(?:те)?|избрани(?:те)?|тези))?\s{1,2}"
    r"|(?:\s{1,2}\p{L}{3,20}){1,2}\s{1,2}от\s{1,2}(?:общо|всичк(?:о|и|ите))\s{1,2}",
    regex.IGNORECASE,
)


def candidates(doc: Doc, context: Context) -> list[Candidate]:
    """All counts of an article that may be participants, in reading order."""
    closed = Stretches((s.start_char, s.end_char) for key in ("dates", "budgets") for s in doc.spans.get(key, []))
    text = text_of(doc)
    found: list[Candidate] = []
    numbers = _with_members(text, quantities(text))
    numerals_at = {q.number: q for q in numbers}
    for i, quantity in enumerate(numbers):
        if quantity.value < 2 or quantity.value != int(quantity.value) or quantity.value >= 10**9:
            continue
        if closed.touch(quantity.number, quantity.end) or _NO_COUNT.match(text, quantity.end):
            continue
        if _NUMBERED.search(text, max(0, quantity.number - 6), quantity.number):
            continue
        candidate = _candidate(text, context, quantity, numerals_at)
        if candidate is None and _counts_nothing(text, quantity):
            continue
        if candidate is None:
            candidate = _without_noun(text, context, quantity, found)
        if i and candidate.noun_class and _is_whole(text, numbers[i - 1], quantity, candidate.noun_class):
            continue
        found.append(candidate)
    return found


def _counts_nothing(text: str, quantity: Quantity) -> bool:
    """Whether a number without a noun is a year, the number of an item or of a school, or part of a quoted name."""
    start, end = quantity.number, quantity.end
    return (
        _YEARS.fullmatch(text, start, end) is not None
        or _ITEM.match(text, start) is not None
        or _SCHOOL.match(text, end) is not None
        or (
            _QUOTE_ENDS.match(text, end) is not None
            and _QUOTED_NAME.search(text, max(0, start - 60), start) is not None
        )
    )


def _with_members(text: str, found: list[Quantity]) -> list[Quantity]:
    """`found` with the numbers inside words: the 5 of "петчленно жури"."""
    more = []
    for match in _IN_WORD.finditer(text):
        value = value_of(match["number"])
        if value is not None:
            start, end = match.span("number")
            more.append(Quantity(start, end, start, value, value, False, "", "words"))
    return sorted([*found, *more], key=lambda q: q.number) if more else found


def _is_whole(text: str, part: Quantity, whole: Quantity, kind: str) -> bool:
    """Whether `whole` only tells of how many `part` is: the 21 of "17 от 21 съветници", not the 5 of "64 от 5 села"."""
    if part.value > whole.value or not _PART_OF.fullmatch(text, part.end, whole.start):
        return False
    return kind == "person" or not is_male(text[part.number : part.end])


def is_male(number: str) -> bool:
    """Whether the form of `number` says that it counts people: "двама", "15-има"."""
    return _MALE.search(number) is not None


def _candidate(text: str, context: Context, quantity: Quantity, numerals_at: dict[int, Quantity]) -> Candidate | None:
    """The count with the noun beside it, None where there is none."""
    last = context.sentence(quantity.number)[1]
    end = quantity.end
    pattern = "noun"
    members = _MEMBERS.match(text, end)
    if members is not None:
        pattern, noun = "members", head(context.after(members.end(), last, 5))
    else:
        noun = head(context.after(end, last, 8))
    if noun is None and members is None and (share := _SHARE.match(text, end)) is not None:
        other = numerals_at.get(share.end())
        noun = head(context.after(other.end if other is not None else share.end(), last, 8))
        if noun is not None:
            pattern, kind = "share", noun_of(noun.text).kind
            group = kind == "group" and other is not None and not is_male(text[quantity.number : end])
            if kind != "person" and not group:
                noun = None  # "140 от румънския бряг": where from, not who
    if noun is None and (verb := _WERE.match(text, end)) is not None:
        noun = head(context.after(verb.end(), last, 3))
        if noun is not None and not (
            (known := noun_of(noun.text)).kind == "person" or (known.kind == "group" and noun.text.endswith("те"))
        ):
            noun = None
    if noun is None:
        return None
    base, kind, sort = noun_of(noun.text)
    if noun.text.casefold() == "хора" and _SINGING.search(text, max(0, quantity.start - 100), noun.end + 60):
        base, kind, sort = noun_of("хор")  # "хора" is the plural of "човек" and of "хор"
    of = "член" if pattern == "members" else term(text[end : noun.end], base)
    return _count(quantity, noun.end, noun.text, of, kind, sort, pattern)


def _without_noun(text: str, context: Context, quantity: Quantity, found: Sequence[Candidate]) -> Candidate:
    """A count whose noun stands before it or has been said: "участниците бяха 64", "девет от тях"."""
    first = context.sentence(quantity.number)[0]
    since = context.sentence(max(0, first - 1))[0]
    male = is_male(text[quantity.number : quantity.end])
    if (subject := _subject(context.before(quantity.start, first, 6))) is not None:
        base, kind, sort = noun_of(subject.text)
        return _count(quantity, quantity.end, subject.text, base, kind, sort, "noun_before")
    counted = _counted_before(text, quantity, found, since, male)
    if counted is not None:
        if counted.number >= first:
            return _count(
                quantity, quantity.end, counted.noun, counted.of, counted.noun_class, counted.sort, "noun_before"
            )
        return _count(quantity, quantity.end, "", counted.of, "", counted.sort, "bare")
    shared = _OF_A_NAME.search(text, max(0, quantity.start - 40), quantity.start) is not None
    for word in context.before(quantity.start, since, 40):
        if not word.text[0].isalpha() or len(word.text) < 4:
            continue
        base, kind, sort = noun_of(word.text)
        if (kind == "person" or (kind == "group" and not male and not shared)) and is_plural(word.text, base):
            if word.start >= first:
                return _count(quantity, quantity.end, word.text, base, kind, sort, "noun_before")
            return _count(quantity, quantity.end, "", base, "", sort, "bare")
    return _count(quantity, quantity.end, "", "душа" if male else "", "", "", "bare")


def _subject(before: Sequence[Word]) -> Word | None:
    """The noun of "участниците бяха 64", from the words before the number, nearest first."""
    at = next((i for i, word in enumerate(before[:3]) if word.text.casefold() in _COPULA), None)
    if at is None or at + 1 == len(before):
        return None
    word = before[at + 1]
    noun = noun_of(word.text)
    return word if noun.kind in ("person", "group") and is_plural(word.text, noun.base) else None


def _counted_before(
    text: str, quantity: Quantity, found: Sequence[Candidate], since: int, male: bool
) -> Candidate | None:
    """The last count before `quantity` whose noun it may share, from the offset `since` on."""
    for other in reversed(found[-8:]):
        if other.number < since or quantity.start - other.end > 250:
            return None
        person = other.noun_class in ("person", "agent")
        whence = not person and text[max(0, other.quantity.start - 4) : other.quantity.start].strip() == "от"
        if other.noun and not whence and (person or (other.noun_class == "group" and not male)):
            return other
    return None


def _count(quantity: Quantity, end: int, noun: str, of: str, kind: str, sort: str, pattern: str) -> Candidate:
    return Candidate(
        quantity.start,
        end,
        quantity.number,
        None if quantity.low is None else int(quantity.low),
        None if quantity.high is None else int(quantity.high),
        quantity.approx,
        quantity,
        noun,
        of,
        kind,
        sort,
        pattern,
    )
