"""From raw text to a `Doc` of Bulgarian tokens: cleaning first, then spaCy's tokenizer with our exceptions.

``doc.text`` is the cleaned article, so that trained models and grammars never see menus and
broken characters; ``doc._.cleaned`` maps every character back to the source.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from extractor.cleaning import clean
from extractor.facts.mark import set_cleaned


def bulgarian_tokenizer(nlp: Language) -> Tokenizer:
    """spaCy's Bulgarian tokenizer with the abbreviations and joints of press releases."""
    return spacy.blank("bg", vocab=nlp.vocab).tokenizer


class ArticleTokenizer:
    """Cleans a text, tokenizes what is left, and keeps the map to the source on the `Doc`."""

    def __init__(self, nlp: Language) -> None:
        self.inner = bulgarian_tokenizer(nlp)

    def __call__(self, text: str) -> Doc:
        cleaned = clean(text)
        doc = self.inner(cleaned.text)
        set_cleaned(doc, cleaned)
        return doc

    # The rules live in code and data files, not in the saved pipeline.
    def to_disk(self, path: str | Path, **kwargs: Any) -> None: ...
    def from_disk(self, path: str | Path, **kwargs: Any) -> ArticleTokenizer:
        return self

    def to_bytes(self, **kwargs: Any) -> bytes:
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> ArticleTokenizer:
        return self


@spacy.registry.tokenizers("extractor.article_tokenizer.v1")
def create_article_tokenizer() -> Callable[[Language], ArticleTokenizer]:
    """Tokenizer for whole press releases: cleans, then tokenizes."""
    return ArticleTokenizer


@spacy.registry.tokenizers("extractor.bulgarian_tokenizer.v1")
def create_bulgarian_tokenizer() -> Callable[[Language], Tokenizer]:
    """Tokenizer alone, without cleaning: for training corpora."""
    return bulgarian_tokenizer
