"""All candidates of a text: one finder for each way of naming; where they overlap, the longest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractor.facts.institutions import patterns as p
from extractor.facts.institutions.candidate import Candidate, in_capitals, placed
from extractor.facts.institutions.communes import TERRITORY, find_communes
from extractor.facts.institutions.composed_names import find_composed
from extractor.facts.institutions.gazetteer import acronym_types, fold, heads
from extractor.facts.institutions.known_names import (
    branch_at,
    find_embassies,
    find_known,
    find_town_bodies,
    find_village_halls,
)
from extractor.facts.institutions.plain_names import find_plain
from extractor.facts.institutions.quoted_names import find_quoted
from extractor.lexicon import words
from extractor.lexicon.register import place_at


def find_candidates(text: str) -> list[Candidate]:
    """Candidates of `text` in reading order, the longest where several overlap."""
    folded = fold(text)
    known_names = list(find_known(text, folded))
    found = [
        *known_names,
        *find_quoted(text, folded),
        *find_communes(text, folded),
        *find_embassies(text),
        *find_village_halls(text, folded),
        *_companies(text),
        *_dateline_agencies(text),
        *find_composed(text, folded, {candidate.start for candidate in known_names}),
        *find_town_bodies(text, folded),
        *find_plain(text, folded),
        *_acronyms(text, folded),
    ]
    found = [_with_acronym(text, candidate) for candidate in found]
    found.sort(key=lambda c: (c.weak, -(c.end - c.start), c.start))
    kept: list[Candidate] = []
    taken = bytearray(len(text))
    for candidate in found:
        if not any(taken[candidate.start : candidate.end]):
            kept.append(candidate)
            taken[candidate.start : candidate.end] = b"\x01" * (candidate.end - candidate.start)
    return _promoted(text, sorted(kept, key=lambda c: c.start))


#: What joins two institutions that do something together: "община Белене и Фондация „Искра“".
_AND = regex.compile(r"[“”\"]?[ ](?:и|и на|и с|и от|и към|както и|заедно с|съвместно с)[ ]")


def _promoted(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """`candidates` with municipalities that may be mere territories made strong beside another institution."""
    for i, candidate in enumerate(candidates):
        if not (candidate.weak and candidate.rule.startswith("institutions.municipality_mentioned")):
            continue
        before = candidates[i - 1] if i else None
        after = candidates[i + 1] if i + 1 < len(candidates) else None
        if (before and not before.weak and _AND.fullmatch(text, before.end, candidate.start)) or (
            after
            and not after.weak
            and _AND.fullmatch(text, candidate.end, after.start)
            and not TERRITORY.search(text, max(0, candidate.start - 30), candidate.start)
        ):
            rule = candidate.rule.replace("mentioned", "beside_another")
            candidates[i] = replace(candidate, weak=False, rule=rule)
    return candidates


def _companies(text: str) -> Iterator[Candidate]:
    for hit in p.UNQUOTED_COMPANY.finditer(text):
        yield Candidate(
            hit.start(), hit.end(), hit.group(), "company", "institutions.legal_form_unquoted", core=fold(hit["name"])
        )
    for hit in p.SOLE_TRADER.finditer(text):
        yield Candidate(
            hit.start(), hit.end(), hit.group(), "company", "institutions.legal_form", core=fold(hit["name"])
        )
    for hit in p.LATIN_NAME.finditer(text):
        yield Candidate(hit.start(), hit.end(), hit.group(), "company", "institutions.latin", core=fold(hit.group()))


def _dateline_agencies(text: str) -> Iterator[Candidate]:
    """The news agency that signs a dateline."""
    for hit in p.DATELINE_AGENCY.finditer(text):
        name = hit["agency"]
        if name not in words("acronyms_of_other_things.txt"):
            start, end = hit.span("agency")
            yield Candidate(start, end, name, "media", "institutions.dateline_agency", core=fold(name))


def _acronyms(text: str, folded: str) -> Iterator[Candidate]:
    """Acronyms that the gazetteer does not know; heads as acronyms with a place ("МБАЛ – Раднево")."""
    for hit in p.ACRONYM.finditer(text):
        acronym = hit["acronym"]
        head = heads().get(fold(acronym))
        if head is not None and "p" in head.takes:
            candidate = Candidate(
                hit.start(),
                hit.end(),
                acronym,
                head.type,
                "institutions.head_and_place",
                body=fold(acronym),
                acronym=acronym,
                short=True,
            )
            local = placed(text, folded, candidate)
            if local.place and local.name != acronym:
                yield local
            continue
        academy = p.OF_ACADEMY.match(text, hit.end())
        if academy or (
            not regex.fullmatch(r"[IVXLC]++|\p{Latin}++", acronym)
            and p.AFFILIATION_AFTER.match(text, hit.end())
            and acronym not in words("acronyms_of_other_things.txt")
            and p.AFFILIATION_BEFORE.search(text, max(0, hit.start() - 40), hit.start())
        ):
            end = academy.end() if academy else hit.end()
            kind = "education" if academy else acronym_types().get(acronym, "other")
            rule = "institutions.institute" if academy else "institutions.affiliation"
            yield Candidate(hit.start(), end, text[hit.start() : end], kind, rule, acronym=acronym, short=True)
            continue
        if acronym in words("acronyms_of_other_things.txt") or regex.fullmatch(r"[IVXLC]+|\p{Latin}+", acronym):
            continue
        weak = Candidate(
            hit.start(),
            hit.end(),
            acronym,
            acronym_types().get(acronym, "other"),
            "institutions.acronym",
            acronym=acronym,
            short=True,
            weak=True,
        )
        if in_capitals(text, hit.start()):
            yield weak
        elif (branch := branch_at(text, folded, hit.end())) is not None:
            name = acronym + text[hit.end() : branch]
            if form := p.FORM_AFTER.match(text, branch):
                branch, name = form.end(), name + form.group()
            yield replace(weak, end=branch, name=name, rule="institutions.acronym_and_place", weak=False)
        elif head is None and p.OFFICE_BEFORE.search(text, max(0, hit.start() - 90), hit.start()):
            yield replace(weak, rule="institutions.acronym_of_office", weak=False)
        else:
            yield weak


def _with_acronym(text: str, candidate: Candidate) -> Candidate:
    """`candidate` with the acronym that stands in brackets after it."""
    hit = p.DEFINITION.match(text, candidate.end)
    if hit is None or candidate.weak or candidate.acronym:
        return candidate
    acronym = hit["acronym"]
    capitals = max(sum(char.isupper() for char in word) for word in acronym.split())
    if capitals < 2 or place_at(fold(acronym), 0):  # a person stands in brackets too: "ЕООД (Мария Колева)"
        return candidate
    return replace(candidate, acronym=" ".join(acronym.split()))
