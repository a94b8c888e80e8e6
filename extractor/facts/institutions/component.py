"""The spaCy component that finds institutions."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extractor.facts.institutions.candidate import Candidate
from extractor.facts.institutions.candidates import find_candidates
from extractor.facts.institutions.entities import from_entity
from extractor.facts.institutions.gazetteer import fold
from extractor.facts.institutions.merging import merge
from extractor.facts.mark import add_fact
from extractor.facts.model import InstitutionFact


@Language.component("extractor_institutions")
def institutions(doc: Doc) -> Doc:
    """Add the institutions of an article to ``doc.spans["institutions"]``.

    Beside the patterns, the trained recogniser's ORG entities (where the engine has one) count
    where no pattern covers them.
    """
    found = find_candidates(doc.text)
    for institution in merge([*found, *_recognised(doc, found)]):
        for member in institution.members:
            add_fact(
                doc,
                InstitutionFact,
                member.start,
                member.end,
                rule=member.rule,
                name=institution.name,
                acronym=institution.acronym,
                type=institution.type,
            )
    return doc


def _recognised(doc: Doc, found: list[Candidate]) -> Iterator[Candidate]:
    """Entities of the trained recogniser that no pattern touches."""
    taken = [(c.start, c.end) for c in found if not c.weak]
    named = {fold(name) for c in found if not c.weak for name in (c.acronym, c.core, c.body, c.name) if name}
    for entity in doc.ents:
        start, end = entity.start_char, entity.end_char
        if entity.label_ != "ORG" or any(start < b and a < end for a, b in taken):
            continue
        candidate = from_entity(doc.text, start, end)
        if candidate is not None and candidate.body not in named:
            yield candidate
