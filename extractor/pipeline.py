"""Assemble the spaCy pipeline: an engine's analysis, then one component for each kind of fact."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

import spacy
from spacy.language import Language

from extractor.facts.mark import register_extensions

#: Fact components in their order: a later one may read what an earlier one found.
COMPONENTS = (
    "extractor_dates",
    "extractor_budgets",
    "extractor_institutions",
    "extractor_people",
    "extractor_municipalities",
    "extractor_participants",
)


def register() -> None:
    """Register the tokenizers, factories and extensions of this package with spaCy."""
    register_extensions()
    import_module("extractor.language.tokenizer")
    import_module("extractor.language.sentences")
    for name in COMPONENTS:
        import_module(f"extractor.facts.{name.removeprefix('extractor_')}.component")


def load(engine: str = "rules", *, disable: Iterable[str] = ()) -> Language:
    """A spaCy `Language` that finds all six kinds of fact.

    `disable` names components to leave out (see `COMPONENTS`).
    """
    register()
    nlp = spacy.blank("bg", config={"nlp": {"tokenizer": {"@tokenizers": "extractor.article_tokenizer.v1"}}})
    nlp.add_pipe("bulgarian_sentences")
    for name in COMPONENTS:
        if name not in set(disable):
            nlp.add_pipe(name)
    return nlp
