"""Names of the gazetteer in a text, with the place or the quoted name that belongs to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractor.facts.institutions import patterns as p
from extractor.facts.institutions.candidate import (
    Candidate,
    any_place,
    base_form,
    in_capitals,
    placed,
    placed_after_quote,
)
from extractor.facts.institutions.gazetteer import Known, fold, known
from extractor.lexicon.register import place_at, town_adjectives


def _lookup(text: str, folded: str, start: int, end: int) -> tuple[int, Known] | None:
    """The longest known name that begins at `start`, whose first word ends at `end` at the latest."""
    word = folded[start:end]
    for first in dict.fromkeys((word, word.rstrip(".-"), word.partition("-")[0])):
        for rest, entry in known().get(first, ()):
            stop = start + len(first) + len(rest)
            if not folded.startswith(rest, start + len(first)) or folded[stop : stop + 1].isalnum():
                continue
            if entry.is_acronym and fold_case(text[start:stop]) != fold_case(entry.name):
                continue
            if entry.name.isupper() and " " not in entry.name and not text[start:stop].isupper():
                continue
            return stop, entry
    return None


def fold_case(text: str) -> str:
    """Letters of `text` without quotation marks and spaces, case kept."""
    return "".join(char for char in text if char.isalnum() or char == "+")


def find_known(text: str, folded: str) -> Iterator[Candidate]:
    after = 0
    for word in p.CAPITALISED.finditer(text):
        start = word.start()
        if start < after:
            continue
        hit = _lookup(text, folded, start, word.end())
        if hit is None:
            continue
        end, entry = hit
        opening = text[start - 1 : start] in tuple('„“”"«')
        if entry.quoted and not (opening and text[end : end + 1] in tuple('“”"»„')):
            continue
        if opening and p.NO_INSTITUTION_BEFORE.search(folded, max(0, start - 40), start - 1):
            continue
        after = end
        body = fold(entry.name)
        candidate = Candidate(start, end, entry.name, entry.type, "institutions.known", body=body)
        if entry.is_acronym:
            if entry.name in ("ВиК", "В и К") and not (opening or p.PLACE_DASH.match(text, end)):
                continue
            if regex.match(r"\)?[ ](?:№|\d+/)", text[end : end + 8]) or in_capitals(text, start):
                continue  # "Регламент (ЕС) 2016/679"; a word of a headline in capitals
            candidate = replace(candidate, rule="institutions.known_acronym", acronym=entry.name, short=True)
        elif body == "народно събрание" and (ordinal := p.ORDINAL_BEFORE.search(text, max(0, start - 8), start)):
            number = ordinal.group().replace("тото", "то").replace("рото", "ро").replace("вото", "во")
            candidate = replace(candidate, start=ordinal.start(), name=number + entry.name)
        quote = p.QUOTED.match(text, end + 1) if text[end : end + 1] == " " and not opening else None
        if quote and (entry.local or entry.type in ("culture", "education", "association")) and '"' not in body:
            core = folded[quote.start("inside") : quote.end("inside")]
            name = f"{entry.name} {quote.group()}"
            candidate = replace(candidate, end=quote.end(), name=name, core=core, short=False, body=None)
            candidate = placed_after_quote(text, folded, candidate)
            after = candidate.end
        elif entry.local or (entry.is_acronym and p.PLACE_DASH.match(text, end) and entry.type == "education"):
            candidate = placed(text, folded, candidate)
        elif entry.is_acronym and entry.name != "БАН" and (academy := p.OF_ACADEMY.match(text, end)):
            stop = academy.end()
            candidate = replace(candidate, end=stop, name=text[start:stop])
            after = stop
        elif entry.type in ("education", "culture") and not entry.is_acronym and text.startswith(" при БАН", end):
            after = end + len(" при БАН")
            candidate = replace(candidate, end=after, name=f"{entry.name} при БАН")
        elif entry.type in _WITH_BRANCHES and (branch := branch_at(text, folded, end)):
            candidate = replace(candidate, end=branch, name=f"{entry.name}{text[end:branch]}")
            after = branch
        elif (form := p.FORM_AFTER.match(text, end + (1 if opening else 0))) and entry.type in ("company", "health"):
            name = base_form(text[start - opening : form.end()])
            candidate = replace(candidate, start=start - opening, end=form.end(), name=name, core=body)
        yield candidate


#: Kinds of institution with branches in towns: "БНР – Кърджали", "Планинска спасителна служба - Карлово".
_WITH_BRANCHES = frozenset({"agency", "association", "education", "foundation", "media", "other"})


def branch_at(text: str, folded: str, end: int) -> int | None:
    """End of the town after a dash that names a branch; None for a second place after it ("БТА – София, Варна")."""
    lead = p.PLACE_DASH.match(text, end)
    place = any_place(text, folded, lead.end(), p.PLACE_DASH) if lead else None
    if place is None or regex.match(r"[ ]?[-–—]|,[ ]?\p{Lu}", text[place[0] : place[0] + 3]):
        return None
    return place[0]


_OF_A_TOWN = regex.compile(r"(.+?)к(?:и|а|о|ия|ият|ата|ото)")


def find_town_bodies(text: str, folded: str) -> Iterator[Candidate]:
    """ "Габровският районен съд", "Великотърновски общински съвет", "Столичната РЗИ"."""
    for word in p.CAPITALISED.finditer(text):
        low = folded[word.start() : word.end()]
        stem = _OF_A_TOWN.fullmatch(low)
        place = town_adjectives().get(stem[1]) if stem else None
        if place is None and low.startswith("столичн"):
            place = "софия"
        if place is None or text[word.end() : word.end() + 1] != " ":
            continue
        start = word.end() + 1
        hit = _lookup(text, folded, start, next(iter(m.end() for m in [p.WORD.match(text, start - 1)] if m), start))
        if hit and hit[1].local:
            name = base_form(text[word.start() : word.end()]) + text[word.end() : hit[0]]
            yield Candidate(
                word.start(), hit[0], name, hit[1].type, "institutions.town_body", place=place, body=fold(hit[1].name)
            )


def find_embassies(text: str) -> Iterator[Candidate]:
    for hit in p.EMBASSY.finditer(text):
        name = f"{hit['noun']} на {hit['country']}" if hit["noun"] else f"{hit['adjective']} {hit['after']}"
        start = hit.start() if hit["noun"] else hit.start("adjective")
        yield Candidate(start, hit.end(), name, "government", "institutions.embassy", body=fold(name))


def find_village_halls(text: str, folded: str) -> Iterator[Candidate]:
    for hit in p.VILLAGE_HALL.finditer(text):
        if place := place_at(folded, hit.end()):
            name = hit["noun"] + hit["joint"] + text[hit.end() : place[0]]
            yield Candidate(
                hit.start(),
                place[0],
                name,
                "municipality",
                "institutions.village_hall",
                body="кметство",
                place=place[1],
            )
