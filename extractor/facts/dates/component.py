"""The spaCy component that finds dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc

from extractor.cleaning.cleaned import Cleaned
from extractor.facts.dates.attachment import DOCUMENT, POINT, role_of, tense_of
from extractor.facts.dates.phrases import Phrase, Reader
from extractor.facts.dates.value import Clock, Moment, Stretch, Tense
from extractor.facts.dates.published import published_date
from extractor.facts.mark import add_fact, add_source_fact, cleaned_of
from extractor.facts.model import DateFact


@Language.component("extractor_dates")
def dates(doc: Doc) -> Doc:
    """Add the dates of an article to ``doc.spans["dates"]``."""
    text = doc.text
    cleaned = cleaned_of(doc)
    phrases = Reader(text).phrases()
    given = _iso(doc._.published)
    stated = published_date(cleaned) if given is None else None
    published = given or _iso(stated[0] if stated else None)
    clock = Clock(published or _own_day(text, phrases))
    iso = published.isoformat() if published else None
    for phrase in phrases:
        edtf = _resolve(clock, phrase, text, iso)
        if edtf is not None:
            role = role_of(text, phrase, edtf, iso)
            add_fact(doc, DateFact, phrase.start, phrase.end, rule=f"dates.{phrase.rule}", edtf=edtf, role=role)
    if published is not None:
        _mark_furniture(doc, cleaned, published)
    return doc


def _mark_furniture(doc: Doc, cleaned: Cleaned, published: date) -> None:
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
                add_source_fact(doc, DateFact, start, end, rule=rule, edtf=day.edtf, role="published")
                return


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _own_day(text: str, phrases: list[Phrase]) -> date | None:
    """The day around which a text without a publication date is written: its first full date of no document."""
    for phrase in phrases:
        moment = phrase.first
        if moment.explicit and not DOCUMENT.search(text[max(0, phrase.start - 90) : phrase.start]):
            return date(moment.year or 1, moment.month or 1, moment.day or 1)
    return None


def _resolve(clock: Clock, phrase: Phrase, text: str, published: str | None) -> str | None:
    tense = tense_of(text, phrase)
    if tense is None and phrase.reach == "since" and phrase.first.weekday is not None:
        tense = "future"
    first = clock.resolve(phrase.first, tense)
    if first is None:
        return None
    if phrase.reach == "between":
        last = _end_of_range(clock, phrase, first, tense)
        if last is None:
            return None
        if moment_is_weekday(phrase.first) and clock.published and last.last > clock.published.isoformat():
            first = clock.resolve(phrase.first, "future") or first
        both = Stretch(first.first, last.last)
        if len(first.first) == len(last.last) and first.first > last.last:
            both = Stretch(last.first, first.last)  # "вчера и онзи ден"
        clock.remember(both)
        return both.edtf
    clock.remember(first)
    if phrase.reach == "until":
        return f"../{first.last}"
    if phrase.reach == "since":
        before = text[max(0, phrase.start - 90) : phrase.start] + phrase.cue
        if DOCUMENT.search(before + " ") or POINT.search(before):
            return first.edtf
        if phrase.first.explicit and first.first == published:
            return first.edtf
        if phrase.first.shift is not None and phrase.cue.lower() == "след":
            return first.edtf
        return f"{first.first}/.."
    return first.edtf


def moment_is_weekday(moment: Moment) -> bool:
    return moment.weekday is not None and moment.month is None and moment.shift is None


def _end_of_range(clock: Clock, phrase: Phrase, first: Stretch, tense: Tense | None) -> Stretch | None:
    """The end of a range, never before its beginning: "от 15 ноември до 15 март" ends in the next year."""
    moment = phrase.last
    begin = _iso(first.first)
    if begin is not None and moment.weekday is not None and moment.month is None and moment.day is None:
        return Clock(begin - timedelta(days=1)).resolve(replace(moment, shift=None), "future")
    last = clock.resolve(moment, tense)
    if last is None or moment.shift is not None or moment.year is not None or moment.month is None or not first.first[:4].isdigit():
        return last
    year = int(first.first[:4])
    last = clock.resolve(replace(moment, year=year, shift=None), tense)
    if last is not None and last.last < first.first[: len(last.last)]:
        last = clock.resolve(replace(moment, year=year + 1, shift=None), tense)
    return last
