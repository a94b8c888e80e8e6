"""Read the dates of a text: phrases, put on the calendar one after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from extractor.facts.dates.attachment import DOCUMENT, PARTICIPLE, tense_of
from extractor.facts.dates.phrases import AFTER_SINCE, LIST, Phrase, Reader
from extractor.facts.dates.role import opens
from extractor.facts.dates.value import Clock, Moment, Stretch, Tense, day_of, iso_date


def readings(text: str, published: date | None) -> list[tuple[Phrase, str]]:
    """All date phrases of `text` that can be put on a calendar, in reading order, each with its EDTF string.

    `published` is the day of publication, against which relative dates and missing years are read.
    """
    phrases = Reader(text).phrases()
    clock = Clock(published or _own_day(text, phrases))
    found: list[tuple[Phrase, str]] = []
    for phrase in phrases:
        edtf = _resolve(clock, phrase, text)
        if edtf is None:
            continue
        if found and (joined := _joined(text, *found[-1], phrase, edtf)) is not None:
            found[-1] = joined
        else:
            found.append((phrase, edtf))
    return found


def _joined(text: str, a: Phrase, first: str, b: Phrase, last: str) -> tuple[Phrase, str] | None:
    """One range of two neighbouring days that only the calendar shows to be neighbours: "утре и в събота"."""
    if a.reach != "at" or b.reach != "at" or a.first.month is not None or b.first.month is not None:
        return None
    begin, end = iso_date(first), iso_date(last)
    if begin is None or end is None or end - begin != timedelta(days=1) or not LIST.fullmatch(text[a.end : b.start]):
        return None
    return replace(a, end=b.end, last=b.last, reach="between", rule=f"{a.rule}_range"), f"{first}/{last}"


def _own_day(text: str, phrases: list[Phrase]) -> date | None:
    """The day around which a text without a publication date is written: its first full date of no document."""
    for phrase in phrases:
        moment = phrase.first
        if moment.explicit and not DOCUMENT.search(text[max(0, phrase.start - 90) : phrase.start]):
            return date(moment.year or 1, moment.month or 1, moment.day or 1)
    return None


def _resolve(clock: Clock, phrase: Phrase, text: str) -> str | None:
    tense = tense_of(text, phrase)
    if tense is None and phrase.reach == "since" and phrase.first.weekday is not None:
        tense = "past" if PARTICIPLE.search(text, max(0, phrase.start - 40), phrase.start) else "future"
    if AFTER_SINCE.search(text, phrase.start, phrase.end):
        tense = "past"
    first = clock.resolve(phrase.first, tense)
    if first is None:
        return None
    if phrase.reach == "between":
        last = _end_of_range(clock, phrase, first, tense)
        if last is None:
            return None
        if _is_weekday(phrase.first) and clock.published and last.last > clock.published.isoformat():
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
        of_publication = phrase.first.explicit and clock.published is not None and first == day_of(clock.published)
        return first.edtf if of_publication or not opens(text, phrase) else f"{first.first}/.."
    return first.edtf


def _is_weekday(moment: Moment) -> bool:
    return moment.weekday is not None and moment.month is None and moment.shift is None


def _end_of_range(clock: Clock, phrase: Phrase, first: Stretch, tense: Tense | None) -> Stretch | None:
    """The end of a range, never before its beginning: "от 15 ноември до 15 март" ends in the next year."""
    moment = phrase.last
    begin = iso_date(first.first)
    if begin is not None and moment.weekday is not None and moment.month is None and moment.day is None:
        return Clock(begin - timedelta(days=1)).resolve(replace(moment, shift=None), "future")
    last = clock.resolve(moment, tense)
    open_year = moment.year is None and moment.shift is None and moment.month is not None
    if last is None or not open_year or not first.first[:4].isdigit():
        return last
    year = int(first.first[:4])
    last = clock.resolve(replace(moment, year=year, shift=None), tense)
    if last is not None and last.last < first.first[: len(last.last)]:
        last = clock.resolve(replace(moment, year=year + 1, shift=None), tense)
    return last
