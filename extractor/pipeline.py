"""Assemble the spaCy pipeline: an engine's analysis, then one component for each kind of fact."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from spacy.language import Language

from extractor.facts.mark import register_extensions
from extractor.language.engines import analysis

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
    for name in COMPONENTS:
        import_module(f"extractor.facts.{name.removeprefix('extractor_')}.component")


def load(
    engine: str = "spacy",
    *,
    model: str | Path | None = None,
    stanza_dir: str | Path | None = None,
    disable: Iterable[str] = (),
) -> Language:
    """A spaCy `Language` that finds all six kinds of fact.

    `engine` reads the text: ``spacy`` (the trained pipeline that ships with the package, or the one in
    the folder `model`), ``stanza`` (with the models in `stanza_dir`, else its official ones) or ``rules``
    (no trained weights). `disable` names components to leave out (see `COMPONENTS`).
    Raises `extractor.language.errors.EngineError` with one clear line if the engine cannot be used.
    """
    register()
    left_out = set(disable)
    nlp = analysis(engine, model=model, stanza_dir=stanza_dir, disable=left_out - set(COMPONENTS))
    for name in COMPONENTS:
        if name not in left_out:
            nlp.add_pipe(name)
    return nlp
