"""The publication date that a text itself gives: a date line, a dateline, "Публикувано на ..."."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import regex

from extractor.facts.dates.patterns import WEEKDAYS
from extractor.facts.dates.phrases import Reader
from extractor.grammar.numerals import alternatives

_FLAGS = regex.VERBOSE | regex.IGNORECASE

#: Words that say that the date on their line is the one of publication.
SAYS_SO = regex.compile(
    r"""(?<!\p{L})(?: публ(?:икув\p{L}*|\.) | дата(?:\s+на\s+(?:публик\p{L}*|издаване|създаване))?\s*: | новина\s+от
      | добавен[оаи]? | качен[оаи]? | постна(?:то|т) | изпратено | написана | въведен[оа]? | създаден[оа]?\s+на | изх\.
      | posted | published )(?!\p{L})""",
    _FLAGS,
)
#: Words that say that it is another date: of a change, of today, of a copyright.
SAYS_NOT = regex.compile(
    r"(?:последн\p{L}+\s+(?:промяна|обновяване|редакция)|обновен|актуализ|променен|времето|©|copyright|валид|срок|до\s+дата)",
    _FLAGS,
)
#: What readers' counters and page tools beside a date look like.
TOOLS = regex.compile(
    r"(?:прочет|преглежд|прегледи|видян|посещ|коментар|разпечат|печат|admin|админ|автор|категория|\||рубрика|сподел|\d{1,2}:\d\d)",
    _FLAGS,
)
#: What may stand with a date that has a line of its own: a weekday, a time, brackets.
LONE = regex.compile(
    rf"[\s,;:.()\[\]/|–-]|\d{{1,2}}[:.]\d\d(?::\d\d)?|ч\.?(?!\p{{L}})|г\.|часа?|(?<!\p{{L}})(?:{alternatives(WEEKDAYS)})(?!\p{{L}})",
    _FLAGS,
)
#: A head line that ends in its date: "в. „Глас“, бр. 13, 29 март 2012 г.", "Бюлетин № 12 / 14.04.2020 г.".
HEADED = regex.compile(r"(?:[,/|·–—(]|(?<!\p{L})(?:и|бюлетин|новини|брой|вестник))\s*$", _FLAGS)
#: "София, 3 ноември 2023 г. /БТА/": the place before the date, at the beginning of a line.
PLACE = regex.compile(
    r"[\s(„\"/]*(?:гр\.|с\.)?\s?\p{Lu}[\p{L}.-]{2,20}(?:\s\p{Lu}[\p{L}.-]{1,20}){0,2}\s?[,.–-]\s{0,2}$"
)
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MARGIN = 12  # lines at the head and at the foot of a page where a bare date is the one of publication


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A full date on a line of the source: its value, its place in the source, and how sure a sign it is."""

    when: date
    start: int
    end: int
    rank: int  # 3 the line says so, 2 alone on its line or beside counters, 1 a dateline or head line, 0 no sign


def published_date(source: str) -> tuple[str, int, int] | None:
    """The date the text gives as its own publication date: ISO date and its place in `source`.

    Looks at the article and at the furniture around it. None where nothing says so.
    """
    best: DatedLine | None = None
    for line in dated_lines(source):
        if line.rank and (best is None or line.rank > best.rank):
            best = line
    return (best.when.isoformat(), best.start, best.end) if best else None


def dated_lines(source: str) -> Iterator[DatedLine]:
    """Full dates on the lines that could give the date of publication, in reading order."""
    starts = [0, *(m.end() for m in regex.finditer(r"\n", source)), len(source) + 1]
    filled = [i for i in range(len(starts) - 1) if source[starts[i] : starts[i + 1] - 1].strip()]
    margin = set(filled[:_MARGIN] + filled[-5:])
    for index in filled:
        start, end = starts[index], min(starts[index + 1] - 1, starts[index] + 400)
        line = source[start:end]
        if not _YEAR.search(line) or not (index in margin or SAYS_SO.search(line)):
            continue
        for phrase in Reader(line).phrases():
            moment = phrase.first
            if not moment.explicit or phrase.reach not in ("at", "since") or SAYS_NOT.search(line[: phrase.start]):
                continue
            rank = _rank(line, phrase.start, phrase.end, index in margin)
            when = date(moment.year or 1, moment.month or 1, moment.day or 1)
            yield DatedLine(when, start + phrase.start, start + phrase.end, rank)


def _rank(line: str, start: int, end: int, margin: bool) -> int:
    before, after = line[:start], line[end:]
    if SAYS_SO.search(before[-60:]):
        return 3
    if not margin:
        return 0
    if not LONE.sub("", before + after):
        return 2
    if len(line) < 120 and TOOLS.search(after) and not LONE.sub("", before):
        return 2
    if len(line) < 120 and not LONE.sub("", after[:12]) and HEADED.search(before):
        return 1
    return 1 if PLACE.match(before) else 0
