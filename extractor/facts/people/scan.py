"""A text as the items that names and positions are made of: words, initials, titles, quotations, marks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extractor.lexicon import table
from extractor.lexicon.register import settlements_by_name

#: Kinds of items.
LOWER, CAPITALISED, UPPER, INITIAL = "lower", "capitalised", "upper", "initial"
TITLE, ABBREVIATION, QUOTATION, NUMBER, MARK, LINE, PERSON = (
    "title",
    "abbreviation",
    "quotation",
    "number",
    "mark",
    "line",
    "person",
)


class Item(NamedTuple):
    """A stretch ``text[start:end]`` of one kind; for a person, `person` numbers the mention."""

    kind: str
    text: str
    start: int
    end: int
    person: int = -1

    @property
    def low(self) -> str:
        """The item in lower case."""
        return self.text.lower()


@lru_cache(maxsize=1)
def _item_pattern() -> regex.Pattern[str]:
    titles = sorted((row["form"] for row in table("titles.csv")), key=len, reverse=True)
    abbreviations = sorted((row["abbreviation"] for row in table("role_abbreviations.csv")), key=len, reverse=True)
    dotted = [form for form in abbreviations if form.endswith(".")]

    # How given names are cut short: "Хр.", "Анг.", in a text in capitals "ХР."
    endings = "нг|нт|им|ик|ас|ел|ор|ет|ар|ир|их"
    capitals = "ДЖ|ХР|ЦВ|СТ|ЮЛ|АЛ|ВЛ|КР|МЛ|ИВ"

    def either(forms: list[str]) -> str:
        # By the first letter: nearly every word of a text is none of them, and that letter says so for most.
        by_letter: dict[str, list[str]] = {}
        for form in forms:
            by_letter.setdefault(form[0].lower(), []).append(regex.escape(form[1:]).replace(r"\ ", r"[ \u00a0]"))
        return "|".join(f"{regex.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())

    return regex.compile(
        rf"""
          (?P<line>         (?<! [ \t] ) [ \t]*+ \n \s*+ )
        | (?P<quotation>    [„“"«] [^„“”"«»\n]{{1,70}} (?<![.!?,…]) [“”"»]
                          | ,, (?![,\s]) [^„“”"«»\n]{{1,70}} (?<![.!?,…]) [“”"] )
        | (?P<title>        (?<![\p{{L}}\d-]) (?i: {either(titles)} ) (?![\p{{L}}-]) )
        | (?P<abbreviation> (?<![\p{{L}}\d]) (?i: {either(dotted)} )
                            (?! (?<= \p{{Lu}} \p{{Ll}}{{0,3}} \.) [ ]? \p{{Lu}}[\p{{Lu}}\p{{Ll}}] ) )
        | (?P<spaced>       (?<! [\p{{L}}.] ) \p{{Lu}} (?: [ ] \p{{Lu}} ){{3,14}} (?! [\p{{L}}.] | [ ] \p{{Lu}} \b ) )
        | (?P<initial>      (?<![\p{{L}}\d]) \p{{Lu}} (?: [бвгджзйклмнпрстфхцчш] | {endings} )?+ \. (?! [.\d] )
                          | (?<![\p{{L}}\d]) (?: {capitals} ) \. (?= [ ]? \p{{Lu}}{{2}} ) )
        | (?P<word>         \p{{L}}++ (?: ['’] \p{{L}}++ )*+ (?: -\p{{L}}++ )*+ (?: -[\d]++ )?+ )
        | (?P<number>       \d++ (?: [.,]\d++ )*+ )
        | (?P<mark>         [^\s] )
        """,
        regex.VERBOSE,
    )


@cache
def word_group(group: str) -> frozenset[str]:
    """A closed class of words from ``lexicon/people_words.csv``."""
    return frozenset(row["word"] for row in table("people_words.csv") if row["group"] == group)


def scan(text: str) -> list[Item]:
    """The items of `text` in order; white space is left out, line ends are items."""
    return list(_scan(text))


def _scan(text: str) -> Iterator[Item]:
    for match in _item_pattern().finditer(text):
        kind = match.lastgroup or MARK
        word = match.group()
        if kind == "spaced":  # "К М Е Т"
            yield Item(UPPER, word.replace(" ", ""), match.start(), match.end())
            continue
        if kind == TITLE and word[0].isupper() and _names_town(word, text, match.end()):
            kind = word_kind(word)
        elif kind == "word":
            kind = word_kind(word)
            if "-" not in word:
                yield Item(kind, word, match.start(), match.end())
                continue
            cut = _JOINED.match(word)
            if cut is not None:  # "Нанков-председател": a name and a position without spaces
                middle = match.start() + cut.end("name")
                yield Item(CAPITALISED, cut["name"], match.start(), middle)
                yield Item(MARK, "-", middle, middle + 1)
                yield Item(LOWER, cut["rest"], middle + 1, match.end())
                continue
            office = _OFFICE.match(word)
            if office is not None:  # "началник-отдел": the position and the department it heads
                middle = match.start() + office.end("noun")
                yield Item(LOWER, office["noun"], match.start(), middle)
                yield Item(LOWER, office["unit"], middle + 1, match.end())
                continue
        yield Item(kind, word, match.start(), match.end())


_TOWN = regex.compile(r"[ \u00a0]\p{Lu}\p{L}+[оеОЕ](?!\p{L})")


def _names_town(title: str, text: str, end: int) -> bool:
    """Whether the title that ends at `end` opens the name of a town: "Генерал Тошево", "Капитан Андреево"."""
    town = _TOWN.match(text, end)
    return town is not None and f"{title} {town.group()[1:]}".lower() in settlements_by_name()


_OFFICE = regex.compile(
    r"(?P<noun>(?i:началник|завеждащ|ръководител|директор))(?:-)"
    r"(?P<unit>отдел|сектор|отделение|направление|управление|дирекция|служба|звено|участък)$"
)
_JOINED = regex.compile(
    r"(?P<name>\p{Lu}\p{Ll}+(?:ов|ова|ев|ева|ски|ска))-(?P<rest>(?!младши|старши)\p{Ll}{4,}+|гл|ст|мл|зам)$"
)


#: Words that are no part of a name in whatever letter case they stand.
_FUNCTION_WORDS = frozenset({"на", "и", "за", "от", "в", "във", "с", "със", "по", "при", "към", "до", "му", "ни"})


_ARABIC = regex.compile(r"(?:ал|ел|ан|ас|аш|ад)-\p{Lu}\p{Ll}")  # "ал-Хатиб"


def word_kind(word: str) -> str:
    """Lower, capitalised ("Иван", "Бауман-Щайн") or upper ("ИВАН", "НАСО")."""
    if _ARABIC.match(word):
        return CAPITALISED
    if not word[0].isupper() or word.lower() in _FUNCTION_WORDS:
        return LOWER
    return UPPER if len(word) > 1 and word.isupper() else CAPITALISED
