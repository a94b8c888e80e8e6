"""Base forms of noun phrases: `phrases.tsv` is the table of what is expected."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.morphology import base_form, indefinite, singular

LINES = (Path(__file__).parent / "phrases.tsv").read_text(encoding="utf-8").splitlines()
ROWS = list(csv.reader((line for line in LINES if line and not line.startswith("#")), delimiter="\t"))
CASES = [
    (function, row[0], row[column])
    for row in ROWS
    for column, function in ((1, indefinite), (2, singular), (3, base_form))
    if len(row) > column and row[column]
]


@pytest.mark.parametrize(("function", "phrase", "expected"), CASES)
def test_phrase(function, phrase, expected):
    assert function(phrase) == expected


@given(st.text(max_size=60))
def test_any_string_has_a_base_form(text):
    base_form(text)


@given(st.lists(st.sampled_from("аетияскоъ- "), max_size=12).map("".join))
def test_any_bulgarian_letters_have_a_base_form(text):
    base_form(text)
