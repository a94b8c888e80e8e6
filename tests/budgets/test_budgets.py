"""Sums of money: a table of texts and sums, roles, and what holds for any text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extractor.facts.budgets.patterns import money

LINES = (Path(__file__).parent / "sums.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [(r[0], r[1]) for r in csv.reader((x for x in LINES if not x.startswith("#")), delimiter="\t")][1:]


@pytest.mark.parametrize(("text", "sums"), ROWS)
def test_sums(nlp: Language, text: str, sums: str) -> None:
    facts = [fact for fact in nlp(text)._.facts if fact.kind == "budget"]
    assert [fact.value for fact in facts] == [s for s in sums.split("|") if s]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("За нарушението беше наложена глоба от 500 лв.", "penalty"),
        ("Цената на билета за възрастни е 5 лв.", "price"),
        ("Победителят получи награда от 300 лв.", "pay"),
        ("Общата стойност на проекта е 1 200 000 лв.", "total"),
    ],
)
def test_role(nlp: Language, text: str, role: str) -> None:
    assert [fact.role for fact in nlp(text)._.facts if fact.kind == "budget"] == [role]


@settings(deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("0123456789 .,-–()/€$лвхилмнеуродост\u00a0") | st.characters(codec="utf-8"),
        max_size=60,
    )
)
def test_any_text(text: str) -> None:
    assert all(0 <= s.start < s.end <= len(text) for s in money(text))
