"""The spaCy component that finds dates."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from extractor.cleaning.cleaned import Cleaned
from extractor.facts.dates.phrases import Phrase, Reader
from extractor.facts.dates.published import published_date
from extractor.facts.dates.reading import readings
from extractor.facts.dates.role import role_scores
from extractor.facts.dates.value import Clock, Shift, iso_date
from extractor.facts.mark import add_fact, add_source_fact, span_group
from extractor.facts.model import DateFact
from extractor.language.source import cleaned_of, text_of

TODAY = Shift("day", 0)


@Language.component("extractor_dates")
def dates(doc: Doc) -> Doc:
    """Add the dates of an article to ``doc.spans["dates"]``."""
    span_group(doc, DateFact)
    text = text_of(doc)
    cleaned = cleaned_of(doc)
    published = iso_date(doc._.published)
    if doc._.published is None and (stated := published_date(cleaned.source)) is not None:
        published = iso_date(stated[0])
    found = readings(text, published)
    roles = _roles(text, found, published)
    for phrase, edtf in found:
        rule = f"dates.{phrase.rule}"
        add_fact(doc, DateFact, phrase.start, phrase.end, rule=rule, edtf=edtf, role=roles[edtf])
    if published is not None:
        _mark_furniture(doc, cleaned, published, roles.get(published.isoformat(), "published"))
    return doc


def _roles(text: str, found: list[tuple[Phrase, str]], published: date | None) -> dict[str, str]:
    """The role of each date; all its mentions have a say, since a document has one fact for them."""
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, edtf in found:
        total[edtf].update(role_scores(text, phrase, edtf, published))
        if phrase.first.shift == TODAY:
            # What is told of today is an event, also when today is the day of publication.
            total[edtf]["published"] -= 100_000
    return {edtf: max(scores, key=scores.__getitem__) for edtf, scores in total.items()}


def _mark_furniture(doc: Doc, cleaned: Cleaned, published: date, role: str) -> None:
    """A date in the furniture is a fact where it is the day of publication."""
    clock = Clock(published)
    for piece in cleaned.furniture:
        for phrase in Reader(cleaned.source[piece.start : piece.end]).phrases():
            moment = phrase.first
            if moment.day is None or moment.month is None or phrase.reach not in ("at", "since"):
                continue
            day = clock.resolve(moment)
            if day is not None and day.edtf == published.isoformat():
                start, end = piece.start + phrase.start, piece.start + phrase.end
                rule = "dates.publication_line"
                add_source_fact(doc, DateFact, start, end, rule=rule, edtf=day.edtf, role=role)
                return
