"""The spaCy component that finds institutions."""

from __future__ import annotations

import regex
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.facts.institutions.candidate import Candidate
from extractor.facts.institutions.candidates import find_candidates
from extractor.facts.institutions.gazetteer import fold
from extractor.facts.institutions.merging import Institution, merge
from extractor.facts.institutions.patterns import NO_ACRONYM_BEFORE, NO_INSTITUTION_BEFORE
from extractor.facts.mark import add_fact, span_group
from extractor.facts.model import InstitutionFact
from extractor.language.source import text_of

_LATIN = regex.compile(r"(?=.*\p{Ll})\p{Lu}[\p{Latin}\p{N}&. -]{3,60}")
#: What stands before an organisation that a quoted name stands for: "съветник от „Нова посока“".
_BEFORE_QUOTED = regex.compile(r"(?:(?<!\p{L})(?:на|от|в|във|с|със|срещу|пред|към|и)|[,(/])[ ]?\Z", regex.IGNORECASE)


@Language.component("extractor_institutions")
def institutions(doc: Doc) -> Doc:
    """Add the institutions of an article to ``doc.spans["institutions"]``.

    A weak candidate (a bare quoted name, an unknown acronym, a municipality that may be a mere
    place) needs a stronger name in the document; a quoted one may instead be recognised by a trained engine.
    """
    span_group(doc, InstitutionFact)
    text = text_of(doc)
    candidates = find_candidates(text)
    for institution in merge([*candidates, *_foreign_names(doc, candidates)]):
        if all(member.weak for member in institution.members) and not _recognised(doc, text, institution):
            continue
        name, acronym, type_ = institution.name, institution.acronym, institution.type
        for member in institution.members:
            add_fact(
                doc,
                InstitutionFact,
                member.start,
                member.end,
                rule=member.rule,
                name=name,
                acronym=acronym,
                type=type_,
            )
    return doc


def _foreign_names(doc: Doc, candidates: list[Candidate]) -> list[Candidate]:
    """Names in Latin letters that a trained recogniser calls organisations and no finder covers."""
    taken = {at for c in candidates if not c.weak for at in range(c.start, c.end)}
    return [
        Candidate(e.start_char, e.end_char, e.text, "company", "institutions.latin_recognised", core=fold(e.text))
        for e in doc.ents
        if _is_foreign(e) and taken.isdisjoint(range(e.start_char, e.end_char))
    ]


def _is_foreign(entity: Span) -> bool:
    return entity.label_ == "ORG" and _LATIN.fullmatch(entity.text) is not None


def _recognised(doc: Doc, text: str, institution: Institution) -> bool:
    """Whether a trained recogniser calls a quoted mention or an acronym of `institution` an organisation."""
    organisations = {(entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ == "ORG"}
    acronyms = [member for member in institution.members if member.rule == "institutions.acronym"]
    if any((member.start, member.end) in organisations for member in acronyms) and not any(
        NO_ACRONYM_BEFORE.search(text, max(0, member.start - 15), member.start) for member in acronyms
    ):
        return True
    return any(
        entity.label_ == "ORG" and member.start <= entity.start_char + 1 and entity.end_char <= member.end + 1
        for member in institution.members
        if member.rule == "institutions.quoted"
        and _BEFORE_QUOTED.search(text, max(0, member.start - 10), member.start)
        and not NO_INSTITUTION_BEFORE.search(fold(text[max(0, member.start - 40) : member.start]))
        for entity in doc.ents
        if entity.start_char < member.end and member.start < entity.end_char
    )
