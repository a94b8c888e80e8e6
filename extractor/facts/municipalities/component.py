"""The spaCy component that finds municipalities."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("extractor_municipalities")
def municipalities(doc: Doc) -> Doc:
    """Add the municipalities of an article to ``doc.spans["municipalities"]``."""
    return doc
