"""Candidates from the trained recogniser: names that no pattern knows.

Only shapes in which the recogniser is right more often than not on annotated documents count:
names in quotation marks and names in Latin letters.
"""

from __future__ import annotations

import regex

from extractor.facts.institutions import patterns as p
from extractor.facts.institutions.candidate import Candidate, base_form
from extractor.facts.institutions.gazetteer import fold
from extractor.lexicon.register import place_at

_QUOTES = '„“”"«»'
_LATIN = regex.compile(r"[\p{Latin}\d .&'-]{3,}")


def from_entity(text: str, start: int, end: int) -> Candidate | None:
    """The candidate of an ORG entity at ``text[start:end]``, None where its shape is no sign of one."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if text[start - 1 : start] in tuple(_QUOTES) and text[end : end + 1] in tuple(_QUOTES):
        start, end = start - 1, end + 1
    shown = text[start:end]
    bare = shown.strip(_QUOTES + " ")
    if not bare or bare[0].islower() or "\n" in shown:
        return None
    if _LATIN.fullmatch(bare):
        rule = "institutions.recognised_latin"
    elif shown[0] in _QUOTES and shown[-1] in _QUOTES:
        rule = "institutions.recognised_quoted"
    else:
        return None
    folded = fold(text)
    place = place_at(folded, start + (shown[0] in _QUOTES))
    if p.NO_INSTITUTION_BEFORE.search(folded, max(0, start - 25), start) or (place and place[0] >= end - 1):
        return None
    core = fold(bare) if shown[0] in _QUOTES else None
    return Candidate(start, end, base_form(shown), "other", rule, core=core, body=fold(bare))
