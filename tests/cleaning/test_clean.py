"""Cleaning: what is cut, what is repaired, and that every character keeps its place in the source."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.cleaning import Cleaned, clean

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    table = csv.DictReader((line for line in lines if line and not line.startswith("#")), delimiter="\t")
    # Escapes such as \n and \u00ad are written out in the tables, so that a reader can see them.
    return [{k: _unescape(v) for k, v in row.items()} for row in table]


def _unescape(text: str) -> str:
    return text.encode("latin-1", "backslashreplace").decode("unicode-escape")


def assert_consistent(cleaned: Cleaned) -> None:
    """Segments run in order without overlap, and every offset leads into the source."""
    text_end = source_end = 0
    for text_at, source_at, length in cleaned.segments:
        assert length > 0
        assert text_at >= text_end
        assert source_at >= source_end
        text_end, source_end = text_at + length, source_at + length
    assert text_end <= len(cleaned.text)
    assert source_end <= len(cleaned.source)
    for at in range(len(cleaned.text)):
        start, end = cleaned.to_source(at, at + 1)
        assert 0 <= start < end <= len(cleaned.source)
    for piece in cleaned.furniture:
        assert 0 <= piece.start < piece.end <= len(cleaned.source)
        assert piece.rule


@pytest.mark.parametrize("row", rows("repairs.tsv"), ids=lambda row: row["source"][:40])
def test_repairs(row: dict[str, str]) -> None:
    cleaned = clean(row["source"])
    assert cleaned.text == row["text"]
    assert_consistent(cleaned)


@pytest.mark.parametrize("row", rows("whole_texts.tsv"), ids=lambda row: row["text"][:40])
def test_whole_texts_are_left_whole(row: dict[str, str]) -> None:
    assert clean(row["text"]).furniture == ()


ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "абвгдеАБВйЙеоacoHXxIVIІ.,;:!?-–„“”\"' \n\r\t0123456789@/|»«\u00a0\u00ad\u200b\u0306\u0301\u2028"
        ),
        st.characters(),
    )
)


@settings(max_examples=300, deadline=None)
@given(ODD)
def test_any_string(source: str) -> None:
    cleaned = clean(source)
    assert cleaned.source == source
    assert_consistent(cleaned)


@settings(max_examples=200, deadline=None)
@given(ODD)
def test_a_cleaned_single_line_is_clean(source: str) -> None:
    line = " ".join(source.split())
    once = clean(line)
    assert clean(once.text.replace("\n", " ")).text.count("\u00a0") == 0
    assert "\u00ad" not in once.text
