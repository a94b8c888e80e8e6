"""One sentence and all the rows it gives, for every cause that was ever fixed: tables that document what is covered.

The notation is explained at the head of `numerals_and_amounts.tsv`.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import regex
from spacy.language import Language

from extractor.facts.model import (
    BudgetFact,
    DateFact,
    Fact,
    InstitutionFact,
    MunicipalityFact,
    ParticipantsFact,
    PersonFact,
)

#: The day on which every sentence without a day of its own was published: a Wednesday.
PUBLISHED = "2024-05-15"
GAPS = "# known gaps"
TABLES = sorted(Path(__file__).parent.glob("*.tsv"))


def _cases(*, gaps: bool) -> list[object]:
    """Sentence, expected rows and day of publication; those of the known gaps, or all others."""
    cases: list[object] = []
    for table in TABLES:
        in_gaps = False
        for line in table.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                in_gaps = in_gaps or line.startswith(GAPS)
            elif line.strip() and in_gaps == gaps:
                sentence, rows, *other_day = line.split("\t")
                published = other_day[0] if other_day else PUBLISHED
                mark = [pytest.mark.xfail(strict=True, reason="a known gap")] if gaps else []
                expected = sorted(filter(None, (row.strip() for row in rows.split(" | "))))
                text = sentence.replace("⏎", "\n")
                cases.append(pytest.param(text, expected, published, marks=mark, id=f"{table.stem}: {sentence[:60]}"))
    return cases


def shown(fact: Fact) -> list[str]:
    """A fact as the rows of the tables write it."""
    match fact:
        case DateFact():
            return [f"date {fact.edtf} {fact.role}"]
        case PersonFact():
            who = f"person {fact.name}" + (f" ({fact.title})" if fact.title else "")
            return [
                f"{who}: {p.role}" + (f" / {p.unit}" if p.unit else "") + (f" @ {p.org}" if p.org else "")
                for p in fact.positions
            ] or [who]
        case InstitutionFact():
            acronym = f" [{fact.acronym}]" if fact.acronym and fact.acronym not in fact.name else ""
            return [f"institution {fact.name}{acronym} ({fact.type})"]
        case ParticipantsFact():
            return [f"participants {fact.value} {fact.of}"]
        case MunicipalityFact():
            code = f" {fact.code}" if fact.name == "Бяла" else ""
            return [f"municipality {fact.name}{code} ({fact.basis})"]
        case BudgetFact():
            return [f"budget {fact.value.replace('.00', '')} {fact.role}"]
    raise AssertionError(fact)


def rows_of(nlp: Language, text: str, published: str) -> list[str]:
    """The distinct rows that `text` gives, sorted."""
    doc = nlp.make_doc(text)
    doc._.published = published or None
    return sorted({row for fact in nlp(doc)._.facts for row in shown(fact)})


@pytest.mark.parametrize(("sentence", "expected", "published"), [*_cases(gaps=False), *_cases(gaps=True)])
def test_sentence(nlp: Language, sentence: str, expected: list[str], published: str) -> None:
    assert rows_of(nlp, sentence, published) == expected


_LATIN = str.maketrans("АВЕКМНОРСТХаеорсх", "ABEKMHOPCTXaeopcx")
_WORD = regex.compile(r"\p{Cyrillic}{4,}")


def _latin(word: str, choice: random.Random) -> str:
    """`word` with one of its letters in Latin that looks the same."""
    places = [i for i, letter in enumerate(word) if ord(letter) in _LATIN]
    if not places:
        return word
    place = choice.choice(places)
    return word[:place] + word[place].translate(_LATIN) + word[place + 1 :]


def _soft(word: str, choice: random.Random) -> str:
    """`word` with a soft hyphen inside."""
    place = choice.randrange(2, len(word) - 1)
    return word[:place] + "\u00ad" + word[place:]


def damaged(text: str, how: str) -> str:
    """`text` with confusable letters, soft hyphens, no-break spaces or straight quotes, always the same ones."""
    choice = random.Random(text + how)
    match how:
        case "Latin letters":
            return _WORD.sub(lambda word: _latin(word[0], choice), text)
        case "soft hyphens":
            return _WORD.sub(lambda word: _soft(word[0], choice), text)
        case "no-break spaces":
            return "".join("\u00a0" if char == " " and choice.random() < 0.5 else char for char in text)
        case _:
            return text.translate(str.maketrans("„“”", '"""'))


@pytest.mark.parametrize("how", ["Latin letters", "soft hyphens", "no-break spaces", "straight quotes"])
@pytest.mark.parametrize(("sentence", "expected", "published"), _cases(gaps=False))
def test_odd_characters_lose_no_fact(
    rules: Language, sentence: str, expected: list[str], published: str, how: str
) -> None:
    """Quotation marks inside a name are part of it, so that they are compared without their shape."""

    def plain(rows: list[str]) -> list[str]:
        return sorted(regex.sub(r"[„“”\"]", '"', row) for row in rows)

    assert plain(rows_of(rules, damaged(sentence, how), published)) == plain(expected)
