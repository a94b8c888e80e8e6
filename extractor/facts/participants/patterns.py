"""What a count looks like: a quantity, and the noun it counts.

Every whole number that is no part of a date or a sum is a candidate; whether what it
counts takes part in something is decided in `attachment`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

import regex
from spacy.tokens import Doc

from extractor.facts.context import Context, Word
from extractor.grammar.quantities import Quantity, quantities
from extractor.language.morphology import base_form
from extractor.lexicon import table, words


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
    noun_class: str  # person, group, measure, unknown, "" without a noun
    pattern: str  # noun, share ("17 от 21 съветници"), noun_before ("участниците са 64"), bare


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table("counted_nouns.csv"):
        for noun in row["nouns"].split():
            found.setdefault(noun, row["class"])
    return found


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    return frozenset(
        w.casefold() for name in ("function_words.txt", "prepositions.txt", "count_stops.txt") for w in words(name)
    )


_TAKES_PART = regex.compile(r"\p{L}{3,}(?:ха|хме|вам?е|ваха|ват|ят|ат|оха|аха|иха)$")
_MODIFIER = regex.compile(r"\p{L}{2,}(?:и|ите|ия|ият|ата)$")  # before another word of the noun group
# Endings of nouns for people; not all words with them are such, so they make a class of their own.
_AGENT = regex.compile(
    r"(?:тел|телк|ист|истк|ьор|ьорк|анин|янин|чанин|овец|евец|ник|ничк|ар|арк|ант|антк|лог|граф|джия|лия|вач|ец|ор|ер)а?$"
)
_MEMBERS = regex.compile(r"\s?-?\s?членн\p{L}{1,3}\s", regex.IGNORECASE)
_MALE = regex.compile(
    r"(?:\p{L}+(?:има|имата|ма|мата|мина|мината)|двама(?:та)?|\d+\s?-\s?(?:има|ма|мата|имата))$", regex.IGNORECASE
)
_SHARE = regex.compile(r"\s{1,2}от\s{1,2}(?:общо\s|всички(?:те)?\s|всичко\s)?(?=\d|\p{Ll})", regex.IGNORECASE)
# Between a count and its noun: "Над 200 бяха участниците".
_WERE = regex.compile(r"\s(?:бяха|са|ще\sбъдат|станаха)\s(?:общо\s)?(?=\p{Ll})", regex.IGNORECASE)
# Between a part and its whole: "15 от 19", "19 съветници от общо 21".
_PART_OF = regex.compile(
    r"\s{1,2}от(?:\s{1,2}(?:общо|всичк(?:о|и|ите)|поканени(?:те)?|предвидени(?:те)?|избрани(?:те)?|тези))?\s{1,2}"
    r"|(?:\s{1,2}\p{L}{3,20}){1,2}\s{1,2}от\s{1,2}(?:общо|всичк(?:о|и|ите))\s{1,2}",
    regex.IGNORECASE,
)


_COUNTED = (
    *(("ия", "ие"), ("ията", "ие"), ("ите", "и"), ("а", ""), ("я", "й"), ("ни", "ен"), ("ните", "ен")),
    *(("и", ""), ("ите", ""), ("и", "а"), ("ите", "а"), ("и", "ин"), ("ите", "ин")),
)


@lru_cache(maxsize=4096)
def noun_class(word: str) -> tuple[str, str]:
    """The base form of a noun and its class: person, group, measure, or unknown."""
    lower = word.casefold()
    known = _classes()
    if lower in known:
        return lower, known[lower]
    base = base_form(lower)
    if base in known:
        return base, known[base]
    # The count form ("петима кандидата", "64 екипажа") and the plural of "-ие" ("три предприятия").
    for ending, singular in _COUNTED:
        if lower.endswith(ending) and (other := lower.removesuffix(ending) + singular) in known:
            return other, known[other]
    for part in (base.rsplit("-", 1)[-1], base.split("-", 1)[0]):  # "футболисти-ветерани"
        if part in known:
            return base, known[part]
    return base, "agent" if _AGENT.search(base) else "unknown"


def head(following: Sequence[Word]) -> Word | None:
    """The noun that a number before `following` counts: the first known one, else the first that is no modifier."""
    run: list[Word] = []
    for at, word in enumerate(following):
        lower = word.text.casefold()
        after = following[at + 1].text if at + 1 < len(following) else ""
        if lower == "." and run and len(run[-1].text) < 6 and after[:1].islower():
            run.pop()  # an abbreviated modifier: "11 общ. съветници"
            continue
        if lower in ("и", ",") and run and _MODIFIER.fullmatch(run[-1].text.casefold()) and _MODIFIER.fullmatch(after):
            if noun_class(run[-1].text)[1] != "unknown":
                break
            continue  # "профилирани и професионални гимназии"
        if not word.text[0].isalpha() or (word.text[0].isupper() and not word.text.isupper()):
            break
        if lower in _stops():
            if lower in ("му", "им", "ѝ", "ни", "ви", "ми", "най"):
                continue  # "петте му деца"
            break
        if _TAKES_PART.fullmatch(lower) and noun_class(lower)[1] == "unknown":
            break
        run.append(word)
    for i, word in enumerate(run[:4]):
        if noun_class(word.text)[1] != "unknown":
            after_word = run[i + 1] if i + 1 < len(run) else None
            if (
                after_word is not None
                and after_word.text.casefold().endswith(("и", "а"))
                and _MODIFIER.fullmatch(word.text.casefold())
                and noun_class(after_word.text)[1] in ("person", "group")
            ):
                return after_word  # "възрастни хора"
            return word
    for word, next_word in zip_longest(run[:3], run[1:3]):
        if word is not None and (next_word is None or not _MODIFIER.fullmatch(word.text.casefold())):
            return word
    return None


@lru_cache(maxsize=1)
def _terms() -> frozenset[str]:
    return words("counted_terms.txt")


def _term(phrase: str, noun: str) -> str:
    """The term of several words that `phrase` ends in ("детски градини": "детска градина"), else `noun`."""
    last = phrase.split()[-2:]
    if len(last) == 2:
        term = base_form(" ".join(last).casefold())
        if term in _terms():
            return term
    return noun


def _plural(word: str, base: str) -> bool:
    lower = word.casefold()
    return lower != base and lower.endswith(("и", "ите", "а", "ата", "е", "ове", "овете", "та"))


def candidates(doc: Doc, context: Context) -> list[Candidate]:
    """All counts of an article that may be participants, in reading order."""
    closed = [(s.start_char, s.end_char) for key in ("dates", "budgets") for s in doc.spans.get(key, [])]
    text = doc.text
    found = []
    numbers = quantities(text)
    numerals_at = {q.number: q for q in numbers}
    for i, quantity in enumerate(numbers):
        if quantity.value < 1 or quantity.value != int(quantity.value) or quantity.value >= 10**9:
            continue
        if any(start < quantity.end and quantity.number < end for start, end in closed):
            continue
        if regex.match(r"\s?(?:%|‰|на\sсто|процент|-?\s?годиш|/\d|°|[.:]\d)", text[quantity.end : quantity.end + 12]):
            continue
        candidate = _candidate(text, context, quantity, numerals_at)
        if i and candidate.noun_class and _is_whole(text, numbers[i - 1], quantity, candidate.noun_class):
            continue
        found.append(candidate)
    return found


def _is_whole(text: str, part: Quantity, whole: Quantity, kind: str) -> bool:
    """Whether `whole` only tells of how many `part` is: the 21 of "17 от 21 съветници", not the 5 of "64 от 5 села"."""
    if part.value > whole.value or not _PART_OF.fullmatch(text, part.end, whole.start):
        return False
    return kind == "person" or not _MALE.search(text[part.number : part.end])


def _candidate(text: str, context: Context, quantity: Quantity, numerals_at: dict[int, Quantity]) -> Candidate:
    first, last = context.sentence(quantity.number)
    end = quantity.end
    male = bool(_MALE.search(text[quantity.number : quantity.end]))
    pattern, noun, of, kind, written = "noun", None, "", "", ""
    members = _MEMBERS.match(text, end)
    if members is not None:
        pattern, noun = "members", head(context.after(members.end(), last, 5))
    else:
        noun = head(context.after(end, last, 8))
    if noun is None and members is None and (share := _SHARE.match(text, end)) is not None:
        other = numerals_at.get(share.end())
        noun = head(context.after(other.end if other is not None else share.end(), last, 8))
        if noun is not None:
            pattern = "share"
            kind = noun_class(noun.text)[1]
            if not (kind == "person" or (kind == "group" and other is not None and not male)):
                noun = None  # "140 от румънския бряг": where from, not who
    if noun is None and (verb := _WERE.match(text, end)) is not None:
        noun = head(context.after(verb.end(), last, 3))
        if noun is not None and noun_class(noun.text)[1] != "person":
            noun = None
    if noun is not None:
        written = noun.text
        of, kind = noun_class(written)
        of = "член" if pattern == "members" else _term(text[end : noun.end], of)
        end = noun.end
    else:
        pattern, kind = "bare", ""
        for word in context.before(quantity.start, context.sentence(max(0, first - 1))[0], 40):
            if not word.text[0].isalpha() or len(word.text) < 4:
                continue
            base, group = noun_class(word.text)
            if (group == "person" or (group == "group" and not male)) and _plural(word.text, base):
                of = base
                if word.start >= first:
                    pattern, written, kind = "noun_before", word.text, group
                break
    if not of and male:
        of = "душа"
    return Candidate(
        quantity.start,
        end,
        quantity.number,
        None if quantity.low is None else int(quantity.low),
        None if quantity.high is None else int(quantity.high),
        quantity.approx,
        quantity,
        written,
        of,
        kind,
        pattern,
    )
