"""Sentence boundaries that survive Bulgarian abbreviations, by rules over tokens.

A sentence ends at a full stop, question or exclamation mark, and where a line ends a heading, a list
item or a paragraph; not after an abbreviation that wants something to follow ("гр. Сливен",
"инж. Петров"), after an initial, inside a number, or where a page merely wraps a line.
"""

from __future__ import annotations

from functools import lru_cache

import numpy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from extractor.lexicon import table, words

_TERMINAL = frozenset({".", "!", "?", "…"})
_CLOSING = frozenset('“”»"’)]')
_OPENING = frozenset('„“«"‘([')
_QUOTES = _CLOSING & _OPENING
_ENDING = frozenset(".!?…\N{SPACE}") | _CLOSING
_DASHES = frozenset("-–—−")
# A sentence that so far holds only a date ("На 15 май 2014 г. Община Сливен откри …") has hardly begun.
_DATELINE_TOKENS = 7
# Closing quotation marks and brackets that may stand after a full stop; a bound on texts made of nothing else.
_CLOSING_TOKENS = 20
# Lines shorter than this are headings or list items rather than wrapped prose, in characters.
_WRAPPED_LINE = 55


@Language.component("bulgarian_sentences", assigns=["token.is_sent_start"])
def bulgarian_sentences(doc: Doc) -> Doc:
    """Set ``token.is_sent_start`` for every token; white space belongs to the sentence before it."""
    if not len(doc):
        return doc
    texts = [token.text for token in doc]
    spaces = [bool(token.whitespace_) for token in doc]
    starts = numpy.full(len(texts), -1, dtype="int64")
    starts[0] = 1
    wrapped = _is_wrapped(texts)
    begin = 0  # first token of the current sentence
    line_begin = 0  # first token of the current line
    for i in range(1, len(texts)):
        text = texts[i]
        if text.isspace():
            continue
        before = texts[i - 1]
        if "\n" in before:
            ends = _line_ends(texts, i, line_begin, wrapped)
            line_begin = i
        else:
            grown_together = text in _QUOTES and not spaces[i - 1]
            ends = before[-1] in _ENDING and not grown_together and _sentence_ends(texts, i, begin)
        if ends:
            starts[i] = 1
            begin = i
    doc.from_array([SENT_START], starts.reshape(-1, 1).astype("uint64"))  # type: ignore[arg-type]
    return doc


def _sentence_ends(texts: list[str], i: int, begin: int) -> bool:
    """Whether a sentence that began at `begin` ends before token `i` of the same line."""
    mark = i - 1
    begin_of_closing = max(begin, mark - _CLOSING_TOKENS)
    while mark > begin_of_closing and (texts[mark].isspace() or texts[mark] in _CLOSING):
        mark -= 1
    after = texts[i]
    sign = texts[mark]
    if not (after[0].isupper() or after[0].isdigit() or after in _OPENING):
        return False
    if sign in _TERMINAL or sign[0] == "." == sign[-1]:
        if sign == "." and mark > begin and texts[mark - 1].isdigit():
            # "15. 05. 2015" and "на 5. Юли" are dates; "1. Кметът" at the start of a line is a list item.
            return not after[0].isdigit() and mark - 1 > begin
        if sign in {"…", "..."} or (sign in "!?" and texts[i - 1] in _CLOSING):
            return after[0].isupper() or after in _OPENING
        return True
    if sign[-1] != "." or len(sign) == 1 or (len(sign) <= 3 and sign[0].isupper()):
        return False  # an initial among others
    if sign.lower() not in _ending_abbreviations() or not after[0].isupper():
        return False
    return not _is_dateline(texts[begin:mark])


def _is_dateline(texts: list[str]) -> bool:
    """Whether nothing but a date, its preposition and its weekday have been said."""
    found = [text for text in texts if not text.isspace()]
    return len(found) <= _DATELINE_TOKENS and all(
        not text[0].isalpha() or text.lower() in _date_words() for text in found
    )


def _line_ends(texts: list[str], i: int, line_begin: int, wrapped: bool) -> bool:
    """Whether the line break before token `i` ends a sentence; the line began at `line_begin`."""
    space = i - 1
    while space > 0 and texts[space - 1].isspace():
        space -= 1
    breaks = "".join(texts[space:i])
    last = texts[space - 1]
    if space <= line_begin or breaks.count("\n") > 1 or last in _TERMINAL or last[-1] in ":;!?":
        return True
    if last[-1] == "." and last.lower() in _ending_abbreviations():
        return not texts[i][0].islower()
    length = sum(len(text) + 1 for text in texts[line_begin:space])
    if texts[i][0].islower():
        # "а) първо" and "б. второ" begin items.
        return i + 1 < len(texts) and texts[i + 1] in {")", "."} and len(texts[i]) == 1
    if last == "," or last.lower() in _joining_words():
        return length < _WRAPPED_LINE // 2
    return not (wrapped and length >= _WRAPPED_LINE and last not in _CLOSING and texts[i] not in _DASHES)


def _is_wrapped(texts: list[str]) -> bool:
    """Whether the document breaks its lines at a page width: lines often go on in lower case."""
    goes_on = 0
    for i in range(1, len(texts) - 1):
        if texts[i] == "\n" and texts[i + 1][0].islower() and texts[i - 1] not in _TERMINAL:
            goes_on += 1
            if goes_on >= 3:
                return True
    return False


@lru_cache(maxsize=1)
def _ending_abbreviations() -> frozenset[str]:
    """Abbreviations with which a sentence may end."""
    return frozenset(row["form"] for row in table("abbreviations.csv") if row["ends"] == "maybe")


@lru_cache(maxsize=1)
def _leading_abbreviations() -> frozenset[str]:
    """Abbreviations that want something to follow."""
    return frozenset(row["form"] for row in table("abbreviations.csv") if row["ends"] == "no")


@lru_cache(maxsize=1)
def _date_words() -> frozenset[str]:
    """Words that stand in a date."""
    found = {row["form"] for name in ("months.csv", "weekdays.csv") for row in table(name)}
    return frozenset(found | {"на", "от", "до", "през", "и", "в", "във", "г.", "година", "днес", "вчера", "утре"})


@lru_cache(maxsize=1)
def _joining_words() -> frozenset[str]:
    """Words that want another to follow."""
    return (
        words("prepositions.txt")
        | _leading_abbreviations()
        | {"и", "или", "а", "но", "че", "да", "което", "които", "който", "която"}
    )
