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
_MODIFIER = regex.compile(
    r"\p{L}{2,}(?:ски|ките|ските|шни|чни|нни|лни|рни|тни|вни|дни|зни|бни|пни|сни|мни|жни|ови|еви|щи|ащи|ещи|али|ели|или|ани|ени|нати|ите|ия|ният|ата)$"
)
_MALE = regex.compile(
    r"(?:\p{L}+(?:има|имата|ма|мата|мина|мината)|двама(?:та)?|\d+\s?-\s?(?:има|ма|мата|имата))$", regex.IGNORECASE
)
_SHARE = regex.compile(r"\s{1,2}от\s{1,2}(?:общо\s|всички(?:те)?\s|всичко\s)?(?=\d|\p{Ll})", regex.IGNORECASE)


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
    last = base.rsplit("-", 1)[-1]  # "футболисти-ветерани"
    return base, known.get(last, "unknown")


def head(following: Sequence[Word]) -> Word | None:
    """The noun that a number before `following` counts: the first known one, else the first that is no modifier."""
    run: list[Word] = []
    for word in following:
        lower = word.text.casefold()
        if not word.text[0].isalpha() or lower in _stops() or (word.text[0].isupper() and not word.text.isupper()):
            break
        if _TAKES_PART.fullmatch(lower) and noun_class(lower)[1] == "unknown":
            break
        run.append(word)
        if len(run) == 4:
            break
    known = next((w for w in run[:4] if noun_class(w.text)[1] != "unknown"), None)
    if known is not None:
        return known
    for word, after in zip_longest(run, run[1:]):
        if after is None or not _MODIFIER.fullmatch(word.text.casefold()):
            return word
    return None


def candidates(doc: Doc, context: Context) -> list[Candidate]:
    """All counts of an article that may be participants, in reading order."""
    closed = [(s.start_char, s.end_char) for key in ("dates", "budgets") for s in doc.spans.get(key, [])]
    text = doc.text
    found = []
    numbers = quantities(text)
    numerals_at = {q.number: q for q in numbers}
    for quantity in numbers:
        if quantity.value < 1 or quantity.value != int(quantity.value) or quantity.value >= 10**9:
            continue
        if any(start < quantity.end and quantity.number < end for start, end in closed):
            continue
        if regex.match(
            r"\s?(?:%|‰|на\sсто|процент|-\s?годиш|-\s?член|/\d|°|[.:]\d)", text[quantity.end : quantity.end + 12]
        ):
            continue
        found.append(_candidate(text, context, quantity, numerals_at))
    return found


def _candidate(text: str, context: Context, quantity: Quantity, numerals_at: dict[int, Quantity]) -> Candidate:
    first, last = context.sentence(quantity.number)
    end = quantity.end
    pattern, noun = "noun", head(context.after(end, last, 5))
    if noun is None and (share := _SHARE.match(text, end)) is not None:
        pattern = "share"
        other = numerals_at.get(share.end())
        noun = head(context.after(other.end if other is not None else share.end(), last, 5))
    if noun is not None:
        of, kind = noun_class(noun.text)
        end = noun.end
        written = noun.text
    else:
        pattern, written, of, kind = "bare", "", "", ""
        for word in context.before(quantity.start, first, 12):
            base, group = noun_class(word.text) if word.text[0].isalpha() and len(word.text) > 3 else ("", "unknown")
            if group in ("person", "group") and base != word.text.casefold():
                pattern, written, of, kind = "noun_before", word.text, base, group
                break
    if not of and _MALE.search(text[quantity.number : quantity.end]):
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
