"""Tables of sentences and the municipalities that they name, and what holds for any text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extractor.lexicon.register import municipalities, settlements_by_name

TABLES = sorted(Path(__file__).parent.glob("*.tsv"))


def cases() -> list[tuple[str, str]]:
    lines = [line for table in TABLES for line in table.read_text(encoding="utf-8").splitlines()]
    return [tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize(("sentence", "expected"), cases())
def test_sentence(nlp: Language, sentence: str, expected: str) -> None:
    facts = [fact for fact in nlp(sentence)._.facts if fact.kind == "municipality"]
    found = {f"{fact.code}:{fact.basis[0]}" for fact in facts}
    assert found == set(expected.split())


@given(st.text(alphabet="Община Бяла,с.гр„“\n\u00a0Роман-я1Ќİß", max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text(rules: Language, text: str) -> None:
    doc = rules(text)
    for fact in doc._.facts:
        assert doc._.cleaned.source[fact.start : fact.end] == fact.text


def test_register_is_whole() -> None:
    assert len(municipalities()) == 265
    assert {place.municipality.code for place in settlements_by_name()["баня"]} >= {"BLG37", "PAZ20", "PDV13"}
