"""From the printed lines of pages back to running text: what a PDF has instead of paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import regex

from extractor.lexicon import words

#: How many lines at the top and at the bottom of a page may be its running title and its number.
_EDGE = 2
_WIDE_SPACE = regex.compile(r"(?<=\S)[ \u00a0]{2,}+(?=\S)")
_DIGITS = regex.compile(r"\d++")
_PAGE_NUMBER = regex.compile(
    r"(?: стр\.? | страница | page ) \s? \d{1,3} (?: \s? (?:/|от|of) \s? \d{1,3} )?"
    r" | \d{1,3} \s? (?:/|от|of) \s? \d{1,3}",
    regex.VERBOSE | regex.IGNORECASE,
)
_GOES_ON = regex.compile(r"\p{Ll}(?! [.)] | \) )", regex.VERBOSE)  # no list item "а) ..."
_NUMBER = regex.compile(r"\d++(?![.)])")
_LAST_WORD = regex.compile(r"(?:^|[\s„“(])(\p{L}++)$")
#: A line that is shorter than this share of the longest lines of its page ended because its paragraph did.
_FULL = 0.75


def running_text(pages: Iterable[str]) -> str:
    """The pages as one text: without running titles and page numbers, a paragraph a line where that can be told.

    A line goes on in the next one where that begins with a small letter, or, for a full line, with a number, or
    where it ends in a comma or a preposition. Words broken at a hyphen stay so; the cleaning puts them together.
    """
    lines: list[str] = []
    widths: list[int] = []
    for page in _without_edges([[_WIDE_SPACE.sub(" ", line).strip() for line in page.splitlines()] for page in pages]):
        full = _FULL * max(map(len, page), default=0)
        for line in page:
            if lines and lines[-1] and line and _goes_on(lines[-1], line, full=widths[-1] >= full):
                lines[-1] += " " + line
                widths[-1] = len(line)
            else:
                lines.append(line)
                widths.append(len(line))
    return "\n".join(lines)


def _goes_on(before: str, line: str, *, full: bool) -> bool:
    """Whether `line` is of the same paragraph as the one before it; `full` tells that this one is of full width."""
    if before[-1] in "-\u00ad:;":
        return False
    if _GOES_ON.match(line):
        return True
    if not full or before[-1] in ".!?…":
        return False
    last = _LAST_WORD.search(before)
    hanging = before[-1] == "," or (last is not None and last[1] in words("prepositions.txt"))
    return hanging or _NUMBER.match(line) is not None


def _without_edges(pages: list[list[str]]) -> list[list[str]]:
    """Pages with their running titles once, at the top of the first or the bottom of the last, and without numbers.

    A running title comes again, but for its digits, at the edges of half of the pages or more.
    """
    pages = [_without_blank_edges(page) for page in pages]
    found: Counter[str] = Counter()
    for page in pages:
        found.update({_key(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    least = max(2, len(pages) / 2)

    def runs(line: str) -> bool:
        return found[_key(line)] >= least

    kept = []
    for number, page in enumerate(pages, start=1):
        text = page
        for _ in range(_EDGE):
            if text and (_is_page_number(text[0], number) or (number > 1 and runs(text[0]))):
                del text[0]
            if text and (_is_page_number(text[-1], number) or (number < len(pages) and runs(text[-1]))):
                del text[-1]
            text = _without_blank_edges(text)
        kept.append(text)
    return kept


def _key(line: str) -> str:
    """What a running title keeps from page to page; a bare number is no title."""
    return _DIGITS.sub("0", line) if any(map(str.isalpha, line)) else line


def _without_blank_edges(lines: list[str]) -> list[str]:
    start, end = 0, len(lines)
    while start < end and not lines[start]:
        start += 1
    while start < end and not lines[end - 1]:
        end -= 1
    return lines[start:end]


def _is_page_number(line: str, number: int) -> bool:
    """Whether a line is "стр. 3 от 12", "3/12", and or the bare number of the page itself."""
    return line.strip("-–— ") == str(number) or _PAGE_NUMBER.fullmatch(line) is not None
