"""Numbers in digits and words: tables of phrase and value, and what holds for any text."""

from __future__ import annotations

import csv
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.grammar.numerals import FLAGS, NUMBER, ORDINAL, RANGE, is_about, numerals, ordinal_of, value_of


def rows(name: str) -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    table = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return [(row[0], row[1]) for row in table][1:]


@pytest.mark.parametrize(("phrase", "value"), rows("cardinals.tsv"))
def test_cardinal(phrase: str, value: str) -> None:
    assert value_of(phrase) == (Decimal(value) if value else None)


@pytest.mark.parametrize(("phrase", "value"), rows("ordinals.tsv"))
def test_ordinal(phrase: str, value: str) -> None:
    assert ordinal_of(phrase) == (int(value) if value else None)


@pytest.mark.parametrize(("text", "values"), rows("texts.tsv"))
def test_text(text: str, values: str) -> None:
    assert [n.value for n in numerals(text)] == [Decimal(v) for v in values.split("|") if v]


@pytest.mark.parametrize("phrase", ["10-20", "от 10 до 20", "между 10 и 20", "10 до 20", "пет-шест", "двама – трима"])
def test_range(phrase: str) -> None:
    assert regex.fullmatch(RANGE, phrase, FLAGS)


def test_fragments_compose() -> None:
    pattern = regex.compile(rf"(?P<n>{NUMBER})\s(?P<noun>деца)|(?P<o>{ORDINAL})\sклас", FLAGS)
    assert pattern.search("около двайсет и пет деца")["n"] == "двайсет и пет"
    assert pattern.search("в седми клас")["o"] == "седми"


def test_estimate_by_form() -> None:
    assert is_about("двайсетина") and is_about("20-ина") and not is_about("двайсет")


@given(st.text(alphabet=st.sampled_from("0123456789 .,-–:/\u00a0двехилястопткоинма") | st.characters(), max_size=60))
def test_any_text(text: str) -> None:
    found = numerals(text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    value_of(text)
    ordinal_of(text)
