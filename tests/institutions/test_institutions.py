"""Tables of sentences and the institutions that they name, and what holds for any text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extractor.facts.model import InstitutionFact

TABLES = sorted(Path(__file__).parent.glob("*.tsv"))


def cases() -> list[tuple[str, str]]:
    lines = [line for table in TABLES for line in table.read_text(encoding="utf-8").splitlines()]
    return [tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#")]


def shown(fact: InstitutionFact) -> str:
    acronym = f" [{fact.acronym}]" if fact.acronym and fact.acronym not in fact.name else ""
    return f"{fact.name}{acronym} ({fact.type})"


@pytest.mark.parametrize(("sentence", "expected"), cases())
def test_sentence(nlp: Language, sentence: str, expected: str) -> None:
    facts = (fact for fact in nlp(sentence)._.facts if isinstance(fact, InstitutionFact))
    found = list(dict.fromkeys(shown(fact) for fact in facts))
    assert sorted(found) == sorted(filter(None, expected.split(" | ")))


@given(st.text(alphabet='Община ЕООД„“"(-–)Съд на№\n\u00a0МОНİß', max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text(rules: Language, text: str) -> None:
    doc = rules(text)
    for fact in doc._.facts:
        assert doc._.cleaned.source[fact.start : fact.end] == fact.text
