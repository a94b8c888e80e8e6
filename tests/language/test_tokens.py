"""Tokens and sentences: what stands in the tables, and what holds for any text."""

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from extractor.language.sentences import bulgarian_sentences
from extractor.language.tokenizer import bulgarian_tokenizer

TABLES = Path(__file__).parent
TOKENIZE = bulgarian_tokenizer(spacy.blank("bg"))


def rows(name: str) -> list[tuple[str, list[str]]]:
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(text.replace("\\n", "\n"), expected.split("|")) for text, expected in cells]


@pytest.fixture(scope="module")
def nlp() -> Language:
    blank = spacy.blank("bg")
    blank.tokenizer = bulgarian_tokenizer(blank)
    blank.add_pipe("bulgarian_sentences")
    return blank


@pytest.mark.parametrize(("text", "tokens"), rows("tokens.tsv"))
def test_tokens(nlp: Language, text: str, tokens: list[str]) -> None:
    assert [token.text for token in nlp.make_doc(text)] == tokens


@pytest.mark.parametrize(("text", "sentences"), rows("sentences.tsv"))
def test_sentences(nlp: Language, text: str, sentences: list[str]) -> None:
    assert [" ".join(sentence.text.split()) for sentence in nlp(text).sents] == sentences


press = st.lists(
    st.sampled_from(["г.", "гр.", "И.", "5", ".", " ", "\n", "Кмет", "лв", "„", "“", "-", "–", "/", "(", "!", "а"])
    | st.text(max_size=3)
).map("".join)


@given(press)
def test_any_text_keeps_its_characters(text: str) -> None:
    doc = bulgarian_sentences(TOKENIZE(text))
    assert doc.text == text
    if text:
        assert "".join(sentence.text_with_ws for sentence in doc.sents) == text
