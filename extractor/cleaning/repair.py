"""Repair the characters of a text for matching: spaces, quotes, look-alike letters, broken words.

What comes out holds only these: LF as line break, the plain space and the tab, the quotation marks
„ “ ” " « » and ’ ', the dashes - – —. Everything else that a page, an editor or a scanner
leaves behind is replaced one for one where possible, so that few offsets move.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from itertools import pairwise

import regex

from extractor.lexicon import words

#: An edit: ``source[start:end]`` becomes `replacement`, which is never longer than it, or is inserted (start == end).
Edit = tuple[int, int, str]

_CYRILLIC = "А-Яа-яЁёЍѝЀѐ"
#: Latin letters that look like Cyrillic ones in print.
LOOK_ALIKES = dict(zip("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук", strict=True))
_ROMAN = str.maketrans("ХІМСѴ", "XIMCV")


@lru_cache(maxsize=1)
def _one_for_one() -> dict[int, str]:
    """Characters that are replaced wherever they stand."""
    plain = {
        " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
        "\n": "\v\f\x1c\x1d\x1e\x85\u2028\u2029",
        "-": "\u2010\u2011\u2043\ufe63\uff0d",
        "–": "\u2012\u2212",
        "—": "\u2015",
        "„": "‚",  # low opening quotes; Bulgarian opens with them
        "“": "\u201f\u301d",
        "”": "\u301e",
        '"': "\uff02\u2033\u02ba",
        "’": "\u2018\u201b\u02bc\u2032",
        "«": "‹",
        "»": "›",
        "\ufffd": "".join(map(chr, range(0xD800, 0xE000))),  # lone surrogates, which no encoding can write
    }
    plain[" "] += "".join(map(chr, [*range(9), *range(14, 28), 31, 127, *range(0x86, 0xA0), *range(0x80, 0x85)]))
    return {ord(char): to for to, chars in plain.items() for char in chars}


_INVISIBLE = regex.compile(
    r"\u00AD[ \t]*+\r?+\n[ \t]*+(?=[а-я])|[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]++"
)
_CARRIAGE_RETURN = regex.compile(r"\r(?=\n)|\r")
_COMBINED = regex.compile(r"(?<=(\p{L}))[\u0300-\u036F]{1,8}+")
_STRESS = "\u0300\u0301"

_BROKEN_LINE = regex.compile(r"(?<=[а-я])-[ \t]*+\r?+\n[ \t]*+(?=[а-я]{2})")
_LEFT_PART = regex.compile(r"(?<![-\w])[А-Яа-я][а-я]{0,40}$")
#: First parts that keep their hyphen at a line end: "по-\nголям", "зам.-\nкмет", "бизнес-\nцентър".
_HYPHENATED = frozenset(["по", "най", "вице", "екс", "бизнес", "онлайн", "видео", "прес", "топ", "уеб"])

#: A text wrapped at a width has no longer lines than this.
_WIDEST_WRAP = 120
_LEAST_WRAPPED = 4  # lines

_MISSING_SPACE = regex.compile(
    rf"""
      (?<= [{_CYRILLIC}\d)”“"»%] ) [,;!?…]   (?= [{_CYRILLIC}„«] )                # "форума,каза"
    | (?<= [{_CYRILLIC})”“"»] ) :            (?= [{_CYRILLIC}„«] )                # "каза:Днес"
    | (?<= [{_CYRILLIC}] ) ,                 (?= \d )                             # "петък,12 май"
    | (?<= [{_CYRILLIC}] ) [.)]              (?= [А-Я][а-я] | [„«] )              # "работа.Срещата", "гр.София"
    | (?<= [а-я][а-я] ) \.                   (?= [А-Я] \b (?!\.) | [А-Я]{{2}} )    # "работа.В", "форума.НСОРБ"
    | (?<= [”“"»%\d] ) \.                    (?= [А-Я][а-я] )                      # "„Лъв“.Срещата", "2023.Срещата"
    | (?<= \d г | \d [ ] г ) \.              (?= [а-я]++ (?!\.) )                  # "2023 г.в София"
    | (?<= \b млн | \b хил | \b млрд ) \.    (?= [а-я] )                           # "5 млн.лв."
    """,
    regex.VERBOSE,
)
#: A title that ran into the text after it: "БатошевоОфертата", "МЕДИАТОРИСливен".
_RUN_TOGETHER = regex.compile(r"(?<= [а-я]{4} | [А-Я]{5} ) (?= [А-Я][а-я]{4} )", regex.VERBOSE)
_TITLE_WORD = regex.compile(r"(?<![„“\"«\w-])(?:[А-Яа-я][а-я]{4,40}|[А-Я]{5,40})$")
_ADDRESS = regex.compile(r"[@/\\]|www\.", regex.IGNORECASE)

_TOUCHING = regex.compile(rf"(?<=[{_CYRILLIC}])[A-Za-z]|[A-Za-z](?=[{_CYRILLIC}])")
_WORD = regex.compile(r"\p{L}++")
_ROMAN_NUMBER = regex.compile(r"(?<!\p{L})(?=[ХМС]*+[IVXІѴ])[IVXLCMХІМСѴ]{2,15}+(?!\p{L})")
_LONE_LATIN = regex.compile(
    rf"(?<=[{_CYRILLIC}\d][,;]?[ ]) [ABCEHKMOPTXYaceopxyk]{{1,5}}+ (?=[.,]?[ ][„“\"]?[{_CYRILLIC}\d])",
    regex.VERBOSE,
)
_ENTITY = regex.compile(r"&(?:[a-zA-Z]{2,8}|\#\d{2,5}|\#x[0-9a-fA-F]{2,4});")
_LOW_COMMAS = regex.compile(r"(?<![\d\w,]),,(?=[\p{L}\d])")
_TWO_APOSTROPHES = regex.compile(r"['’]{2}")


def one_for_one(source: str) -> str:
    """`source` with single characters replaced; offsets stay as they are. `\\r` is left to `edits`."""
    return source.translate(_one_for_one())


def _combined(text: str) -> Iterator[Edit]:
    """Letters written as base and accent: "и" and a breve is "й"; a stress mark is left out."""
    for found in _COMBINED.finditer(text):
        base = found[1]
        composed = unicodedata.normalize("NFC", base + found.group())
        if len(composed) > 1:
            kept = "".join(mark for mark in found.group() if mark not in _STRESS)
            composed = unicodedata.normalize("NFC", base + kept)
        if len(composed) == 1:
            yield found.start() - 1, found.end(), composed


def _broken_words(text: str) -> Iterator[Edit]:
    for found in _BROKEN_LINE.finditer(text):
        start, end = found.span()
        left = _LEFT_PART.search(text, max(0, start - 42), start)
        if left:
            yield start + (left.group().lower() in _HYPHENATED), end, ""


def _wrapped_lines(text: str) -> Iterator[Edit]:
    """Line breaks within paragraphs, where the whole text was wrapped at a width, as mail and copies of PDF are.

    It was where nearly each line is so full that the first word of the next one had no room on it; elsewhere a
    line break means something.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if width > _WIDEST_WRAP or len(lines) <= _LEAST_WRAPPED:
        return
    found: list[Edit] = []
    n_pairs = at = 0
    for line, follower in pairwise(lines):
        at += len(line) + 1
        kept, next_word = line.rstrip(), follower.split(maxsplit=1)[:1]
        if not kept or not next_word:
            continue
        n_pairs += 1
        if len(kept) + 1 + len(next_word[0]) > width and kept[-1] not in "-:;":
            found.append((at - 1 - len(line) + len(kept), at, " "))
    if len(found) < max(_LEAST_WRAPPED, 0.7 * n_pairs):
        return
    for start, end, space in found:
        if text[end : end + 1].islower() or text[start - 1] not in ".!?…":
            yield start, end, space


def _inside_address(text: str, at: int) -> bool:
    """Whether the place is within a web or mail address or a file path."""
    start = max(text.rfind(" ", max(0, at - 80), at), text.rfind("\n", max(0, at - 80), at), at - 80, 0)
    end = at
    while end < len(text) and end < at + 80 and not text[end].isspace():
        end += 1
    before = text[start:at]
    return bool(_ADDRESS.search(before)) and (":/" in before or "@" in before or "www." in before.lower())


def _missing_spaces(text: str) -> Iterator[Edit]:
    has_address = "@" in text or ":/" in text or "www." in text.lower()
    for found in _MISSING_SPACE.finditer(text):
        if not (has_address and _inside_address(text, found.end())):
            yield found.end(), found.end(), " "
    for found in _RUN_TOGETHER.finditer(text):
        at = found.start()
        if _TITLE_WORD.search(text, max(0, at - 42), at):
            yield at, at, "\n"


def _look_alikes(text: str) -> Iterator[Edit]:
    """Latin letters within Cyrillic words, lone ones that stand for a word, Cyrillic ones in Roman numbers."""
    done = -1
    for touching in _TOUCHING.finditer(text):
        if touching.start() < done:
            continue
        start = touching.start()
        while start > 0 and text[start - 1].isalpha():
            start -= 1
        found = _WORD.match(text, start)
        done = found.end()
        word = found.group()
        latin = [char for char in word if char.isascii()]
        if _ROMAN_NUMBER.fullmatch(word) or not all(char in LOOK_ALIKES for char in latin):
            continue
        repaired = "".join(LOOK_ALIKES.get(char, char) for char in word)
        yield found.start(), found.end(), repaired
    for found in _LONE_LATIN.finditer(text):
        repaired = "".join(LOOK_ALIKES[char] for char in found.group())
        if (repaired.islower() or len(repaired) > 1) and repaired.lower() in words("function_words.txt"):
            yield found.start(), found.end(), repaired
    for found in _ROMAN_NUMBER.finditer(text):
        repaired = found.group().translate(_ROMAN)
        if repaired != found.group():
            yield found.start(), found.end(), repaired


def _entities(text: str) -> Iterator[Edit]:
    """HTML entities that were left in the text: "&laquo;", "&quot;"."""
    for found in _ENTITY.finditer(text):
        char = one_for_one(unescape(found.group()))
        if len(char) == 1 and char != "\r":
            yield found.start(), found.end(), char


def edits(text: str) -> list[Edit]:
    """Repairs of `text` (already through `one_for_one`), by place; they may overlap."""
    found: list[Edit] = [(m.start(), m.end(), "") for m in _INVISIBLE.finditer(text)]
    if "\r" in text:
        found += [(m.start(), m.end(), "" if text[m.end() : m.end() + 1] == "\n" else "\n")
                  for m in _CARRIAGE_RETURN.finditer(text)]  # fmt: skip
    if not text.isascii():
        found += _combined(text)
        found += _broken_words(text)
        found += _wrapped_lines(text)
        found += _missing_spaces(text)
        found += _look_alikes(text)
    if "&" in text:
        entities = list(_entities(text))
        ends = {end for _, end, _ in entities}  # "&#8222;Нов": no space is missing after the semicolon
        found = [edit for edit in found if edit[0] != edit[1] or edit[0] not in ends] + entities
    if ",," in text:
        found += [(m.start(), m.end(), "„") for m in _LOW_COMMAS.finditer(text)]
    for found_pair in _TWO_APOSTROPHES.finditer(text):
        # The mark takes the place of the second apostrophe, so that what it closes ends there.
        found += [(found_pair.start(), found_pair.start() + 1, ""), (found_pair.end() - 1, found_pair.end(), "”")]
    found.sort()
    return found
