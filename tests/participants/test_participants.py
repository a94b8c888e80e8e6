"""Counts of participants: a table of texts and counts, and what holds for any text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

LINES = (Path(__file__).parent / "counts.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [(r[0], r[1]) for r in csv.reader((x for x in LINES if not x.startswith("#")), delimiter="\t")][1:]


@pytest.mark.parametrize(("text", "counts"), ROWS)
def test_counts(nlp: Language, text: str, counts: str) -> None:
    facts = [f for f in nlp(text)._.facts if f.kind == "participants"]
    assert [f"{fact.value.lstrip('~')} {fact.of}" for fact in facts] == [c for c in counts.split("|") if c]


@settings(deadline=None, max_examples=40)
@given(
    st.text(alphabet=st.sampled_from("0123456789 .,-–душиотдецаучастник") | st.characters(codec="utf-8"), max_size=60)
)
def test_any_text(rules: Language, text: str) -> None:
    for fact in rules(text)._.facts:
        assert text[fact.start : fact.end] == fact.text
