"""Sentence boundaries that survive Bulgarian abbreviations, by rules over tokens."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("bulgarian_sentences", assigns=["token.is_sent_start"])
def bulgarian_sentences(doc: Doc) -> Doc:
    """Set ``token.is_sent_start`` for every token."""
    start = True
    for token in doc:
        token.is_sent_start = start
        start = token.text in {".", "!", "?", "…"} or "\n" in token.text
    return doc
