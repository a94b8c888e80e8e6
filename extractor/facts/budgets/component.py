"""The spaCy component that finds budgets."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("extractor_budgets")
def budgets(doc: Doc) -> Doc:
    """Add the budgets of an article to ``doc.spans["budgets"]``."""
    return doc
