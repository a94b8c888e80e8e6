"""The spaCy component that finds institutions."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("extractor_institutions")
def institutions(doc: Doc) -> Doc:
    """Add the institutions of an article to ``doc.spans["institutions"]``."""
    return doc
