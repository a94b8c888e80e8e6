"""Sums of money: a table of texts and sums, roles, and what holds for any text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extractor.facts.budgets.patterns import money


def rows(name: str) -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    table = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return [(row[0], row[1]) for row in table][1:]


@pytest.mark.parametrize(("text", "sums"), rows("sums.tsv"))
def test_sums(nlp: Language, text: str, sums: str) -> None:
    facts = [fact for fact in nlp(text)._.facts if fact.kind == "budget"]
    assert [fact.value for fact in facts] == [s for s in sums.split("|") if s]


@pytest.mark.parametrize(("text", "roles"), rows("roles.tsv"))
def test_roles(nlp: Language, text: str, roles: str) -> None:
    assert [fact.role for fact in nlp(text)._.facts if fact.kind == "budget"] == roles.split("|")


@settings(deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("0123456789 .,-–()/€$лвхилмнеуродост\u00a0") | st.characters(codec="utf-8"),
        max_size=60,
    )
)
def test_any_text(text: str) -> None:
    assert all(0 <= s.start < s.end <= len(text) for s in money(text))
