"""Phrases and values: the tables beside this file are test and documentation at once."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from extractor.cleaning.cleaned import Cleaned, Furniture
from extractor.facts.dates.component import dates
from extractor.facts.dates.published import published_date
from extractor.facts.dates.reading import readings
from extractor.facts.mark import facts_of, register_extensions
from extractor.facts.model import DateFact
from extractor.language.source import set_cleaned
from extractor.running.analyse import analyse

HERE = Path(__file__).parent
register_extensions()
NLP = spacy.blank("bg")


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    table = csv.reader(kept, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [[cell.replace("\\n", "\n") for cell in row] for row in table]


def found(nlp: Language, text: str, published: str) -> list[DateFact]:
    doc = analyse(nlp, nlp.make_doc(text), None if published == "-" else published)
    return [fact for fact in facts_of(doc) if isinstance(fact, DateFact)]


@pytest.mark.parametrize(("published", "sentence", "expected"), rows("phrases.tsv"))
def test_value(nlp: Language, published: str, sentence: str, expected: str) -> None:
    values = list(dict.fromkeys(fact.edtf for fact in found(nlp, sentence, published)))
    assert values == ([] if expected == "-" else expected.split())


@pytest.mark.parametrize(("published", "text", "edtf", "role"), rows("roles.tsv"))
def test_role(nlp: Language, published: str, text: str, edtf: str, role: str) -> None:
    first = found(nlp, text, published)[0]
    assert (first.edtf, first.role) == (edtf, role)


@pytest.mark.parametrize(("text", "iso", "characters"), rows("published.tsv"))
def test_published_date(text: str, iso: str, characters: str) -> None:
    stated = published_date(text)
    if iso == "-":
        assert stated is None
    else:
        assert stated is not None
        assert (stated[0], text[stated[1] : stated[2]]) == (iso, characters)


def test_publication_date_in_the_furniture_is_a_fact() -> None:
    source = "Публикувано на 06.07.2015\nЧиталището посрещна гости.\n© 2015"
    article = "Читалището посрещна гости.\n"
    at = source.index(article)
    cleaned = Cleaned(
        article,
        source,
        ((0, at, len(article)),),
        (Furniture(0, at, "date_line"), Furniture(at + len(article), len(source), "copyright")),
    )
    doc = NLP.make_doc(article)
    set_cleaned(doc, cleaned)
    doc._.published = "2015-07-06"
    (fact,) = facts_of(dates(doc))
    assert isinstance(fact, DateFact)
    assert (fact.edtf, fact.role, fact.text) == ("2015-07-06", "published", "06.07.2015")
    assert source[fact.start : fact.end] == fact.text
    assert facts_of(Doc(NLP.vocab).from_bytes(doc.to_bytes())) == [fact]


PIECES = """от до на през и - – , . / ( ) 1 12 31 2023 1999 99 05 г. т.г. май март ян. 10.08.2023 12.05. вчера утре
    в събота миналата година догодина XII V първи края началото тримесечие седмица Великден
    преди две по-късно „ “ ч. лв."""
FRAGMENTS = st.sampled_from(PIECES.split())


@settings(deadline=None)
@given(st.lists(FRAGMENTS, max_size=25).map(" ".join) | st.text(max_size=80))
def test_any_text_gives_facts_that_stand_where_they_say(rules: Language, text: str) -> None:
    for fact in found(rules, text, "2024-03-14") + found(rules, text, "-"):
        assert text[fact.start : fact.end] == fact.text
        assert fact.edtf.strip("./")


def test_long_hostile_lines_end() -> None:
    for piece in ("1", "1,", "1 и ", "12.", "12-", "от 1 до ", "2023/", "първи ", "на 5 "):
        readings(piece * 3000, date(2024, 3, 14))
