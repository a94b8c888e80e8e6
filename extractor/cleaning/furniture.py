"""Which lines are site furniture: a linear-chain model over the features of lines.

A conditional random field with two states, trained by `models/furniture/train.py`; its weights
are a small table (`furniture_weights.csv`), so that cutting needs nothing but addition. The
forward-backward algorithm gives each line the probability that it is furniture.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

import regex

from extractor.cleaning.cleaned import Furniture
from extractor.cleaning.features import TITLE, Group, feature_groups, is_trace, repeated_titles, zones
from extractor.cleaning.lines import MONTH, Line, read_lines

#: A line is cut when it is furniture with at least this probability: a wrong cut loses facts,
#: a menu left in loses nothing but looks.
CUT_AT = 0.6
#: Between two paragraphs of the article, or where nothing else gives a site away, more is asked for.
CUT_WITHIN_ARTICLE_AT = 0.75
#: A short line with a date below the article ("18.05.2023 г. | Прочетено: 214") is a signature or a dateline as often
#: as furniture, also where the model leans to furniture (of such lines with 0.7 to 0.9, five in eight are article).
CUT_DATELINE_AT = 0.9
#: Above the article such a line is its dateline and says when it was published: content, whatever else stands there.
_DATED = frozenset({"has_date", "date_only"})

#: Score taken from the line that is most likely the title: an article is not left without one.
_TITLE_COST = 6.0
_HOPELESS = 6.0
_CONTEXT = ("above:", "below:", "bias", "zone=", "site", "from_", "words", "head:traces", "tail:traces", "flat:traces")
#: A share link or a counter that ran into the end of a paragraph: "... до 5 май.Сподели във Facebook".
_GLUED = regex.compile(
    r"""
    (?<= [.!?…”“"»)] ) \s{0,3}+
    (?P<link>
        (?: Сподели (?: \s във? )? | Споделете | Share (?: [ ]on )? | Tweet | Туитни | Принтирай | «[ ]?Назад
          | (?: Прочетен[оа] | Видян[оа] | Посещения | Прегледи ) :? \s? \d[\d ]{0,9} (?:пъти)?
        ) \b
        (?: [\s|:•·,]{0,3}+
            (?: Facebook | Фейсбук | Twitter | Туитър | LinkedIn | Viber | Вайбър | Tweet | Печат | X ) \b
        ){0,6}+
    )
    \s*+ $
    """,
    regex.VERBOSE,
)
_GLUED_LENGTH = 120
#: The source that an article names at its end, between slashes or brackets: a signature, and so content.
_SIGNATURE = regex.compile(r"[/(\[] [\p{L}„“”\"][^/()\[\]|\d]{4,60} [/)\]]", regex.VERBOSE)
_STATES = ("article", "furniture")
#: A cell of a calendar that was copied one cell to a line: a day of the month, or a short name of a weekday.
_CELL = regex.compile(r"[•*·-]?\s{0,3}+(?: (?P<day> [0-3]?\d ) | \p{Lu}\p{L}{0,2} \.? )", regex.VERBOSE)
_LEAST_CELLS = 7  # a week
#: "Снимка 1 от 5", "Photo 3/12"
_PICTURE_OF_GALLERY = regex.compile(
    r"(?:снимка|фото|слайд|photo|image|slide) [:\s№#]{1,3}+ \d{1,3} \s? (?:от|из|of|/) \s? \d{1,3} \.?",
    regex.VERBOSE | regex.IGNORECASE,
)
#: What stands above the names of the weekdays: "Март 2015", "« май »".
_MONTH_OF_CALENDAR = regex.compile(
    rf"[«‹<◄←»›>►→|\s]{{0,4}}+ {MONTH} (?: [\s,]{{1,2}}+ (?:19|20)\d\d )?+ (?: \s? г\. )?+ [«‹<◄←»›>►→|\s]{{0,4}}+",
    regex.VERBOSE | regex.IGNORECASE,
)
#: The heading of a calendar whose days did not come along: "Календар януари 2011", "« май 2023 »".
_CALENDAR_HEADING = regex.compile(
    rf"""
      (?: календар (?: \s на \s събитията )? [\s:|,–-]{{1,3}}+ {MONTH} [\s,]{{1,2}}+ (?:19|20)\d\d (?: \s? г\. )?
      | [«‹<◄←]{{1,2}}+ \s? {MONTH} [\s,]{{1,2}}+ (?:19|20)\d\d \s? [»›>►→]{{1,2}}+ )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


@lru_cache(maxsize=1)
def _weights() -> tuple[dict[str, float], list[list[float]]]:
    """Weight of each feature for furniture (against article), and of each transition."""
    features: dict[str, float] = {}
    transitions = [[0.0, 0.0], [0.0, 0.0]]
    text = (files(__package__) / "furniture_weights.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        weight = float(row["weight"])
        if row["type"] == "transition":
            before, after = row["name"].split(">")
            transitions[_STATES.index(before)][_STATES.index(after)] = weight
        else:
            features[row["name"]] = weight
    return features, transitions


def _add(a: float, b: float) -> float:
    """log(exp(a) + exp(b))"""
    high, low = (a, b) if a > b else (b, a)
    return high + math.log1p(math.exp(low - high))


@lru_cache(maxsize=16384)
def _weigh(group: Group) -> float:
    weight, _ = _weights()
    return sum(weight.get(feature, 0.0) for feature in group)


def _probabilities(scores: list[float]) -> list[float]:
    """The probability of each line to be furniture, from the scores of all lines of a document."""
    _, transition = _weights()
    forward: list[tuple[float, float]] = []
    a = b = 0.0
    for i, score in enumerate(scores):
        if i:
            a, b = (
                _add(a + transition[0][0], b + transition[1][0]),
                _add(a + transition[0][1], b + transition[1][1]),
            )
        b += score
        forward.append((a, b))
    found = [0.0] * len(scores)
    a = b = 0.0
    for i in range(len(scores) - 1, -1, -1):
        odds = forward[i][1] + b - forward[i][0] - a
        found[i] = 1 / (1 + math.exp(-odds)) if odds > -700 else 0.0
        score = scores[i]
        a, b = (
            _add(transition[0][0] + a, transition[0][1] + score + b),
            _add(transition[1][0] + a, transition[1][1] + score + b),
        )
    return found


def _reason(groups: list[Group]) -> str:
    """The feature of the line itself that spoke loudest for furniture."""
    weight, _ = _weights()
    own = [f for f in (*groups[0], *groups[-1]) if not f.startswith(_CONTEXT)]
    name = max(own, key=lambda f: weight.get(f, 0.0), default="place")
    return "furniture." + name.split(":")[-1].replace("=", "_").replace("<", "").replace(">", "over_")


def certain_furniture(lines: list[Line], zone_of: list[str]) -> dict[int, str]:
    """Lines that need no weighing, by their index: the rule that says so."""
    found = dict.fromkeys(repeated_titles(lines), "furniture.repeated_title")
    found |= dict.fromkeys(_cells_of_calendars(lines), "furniture.calendar")
    for i, line in enumerate(lines):
        shape = line.shape
        if "no_letters" in shape and zone_of[i] != "body" and line.end - line.start > 1:
            found[i] = "furniture.ruled_line"
        elif "lead=updated" in shape and line.n_words <= 9 and "capitals" not in shape:
            found[i] = "furniture.change_date"  # "Последна промяна: 12.03.2024, 10:15"
        elif _PICTURE_OF_GALLERY.fullmatch(line.body):
            found[i] = "furniture.gallery"
        elif zone_of[i] == "tail" and _CALENDAR_HEADING.fullmatch(line.body):
            found[i] = "furniture.calendar"
        elif "lead=calendar" in shape and "cover=all" in shape and line.n_words >= 5:
            found[i] = "furniture.calendar"
            if i and _MONTH_OF_CALENDAR.fullmatch(lines[i - 1].body):
                found[i - 1] = "furniture.calendar"
            for j in range(i + 1, min(i + 8, len(lines))):
                if "numbers_only" not in lines[j].shape:
                    break
                found[j] = "furniture.calendar"
    return found


def _cells_of_calendars(lines: list[Line]) -> Iterator[int]:
    """Lines of calendars with a cell to a line: at least a week of days that follow one another."""
    cells = [_CELL.fullmatch(line.body) for line in lines]
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and cells[end] is not None:
            end += 1
        days = [int(cell["day"]) for cell in cells[at:end] if cell is not None and cell["day"]]
        steps = sum(day == before + 1 or day == 1 for before, day in pairwise(days))
        if len(days) >= _LEAST_CELLS and steps >= 0.8 * (len(days) - 1):
            yield from range(at, end)
        at = end + 1


def find_furniture(source: str) -> list[Furniture]:
    """The lines of `source` that are site furniture, in order; empty where no article would be left."""
    lines = read_lines(source)
    if len(lines) < 2:
        return []
    zone_of = zones(lines)
    certain = certain_furniture(lines, zone_of)
    scores: list[float] = []
    reasons: list[str] = []
    for groups in feature_groups(lines):
        scores.append(sum(map(_weigh, groups)) - _TITLE_COST * (TITLE in groups[-1]))
        # A line that scores far below cannot be cut, whatever its neighbours.
        reasons.append(_reason(groups) if scores[-1] > -_HOPELESS else "furniture.place")
    on_a_site = any(map(is_trace, lines))
    cut = []
    for i, chance in enumerate(_probabilities(scores)):
        dated = bool(_DATED & lines[i].shape)
        kept = (dated and zone_of[i] == "head") or _SIGNATURE.fullmatch(source, lines[i].start, lines[i].end)
        # The name of an institution by itself is a fact, whether a letterhead or the name of the site.
        is_plain = on_a_site and zone_of[i] != "body" and "lead=org" not in lines[i].shape
        needed = CUT_AT if is_plain or is_trace(lines[i]) else CUT_WITHIN_ARTICLE_AT
        if i in certain or (chance >= max(needed, CUT_DATELINE_AT * dated) and not kept):
            cut.append(Furniture(lines[i].start, lines[i].end, certain.get(i) or reasons[i]))
        elif glued := _GLUED.search(source, max(lines[i].start + 1, lines[i].end - _GLUED_LENGTH), lines[i].end):
            cut.append(Furniture(glued.start("link"), glued.end("link"), "furniture.glued_link"))
    whole = sum(f.rule != "furniture.glued_link" for f in cut)
    return cut if whole < len(lines) else []
