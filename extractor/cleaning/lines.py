"""Lines of a source, each with what it looks like: the evidence for telling furniture from article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from extractor.lexicon import table, words

#: Every character at which `str.splitlines` breaks a line; CR LF counts as one break.
LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
#: Evidence is read from this many characters of a line: enough to know prose, and a bound on very long lines.
EVIDENCE = 600

_WORD = re.compile(r"[^\W_]+(?:[-.'][^\W_]+)*[+\-]?")
_SEPARATOR = re.compile(
    r"[|»«>›‹<•·\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]"  # arrows, boxes, emoji
    r"|::|//|(?<=\s)[/*:](?=\s)|(?<=\w)[|/>](?=\w)|\s{2,}|\t|->"
)
#: What icons leave behind at the ends of a line separates nothing: "Събор край реката | ||||", "📢 Елате!".
_ICONS = re.compile(r"^[\U0001f300-\U0001faff\ufe0f\s]+|(?<=[^|\s])[|\s\U0001f300-\U0001faff\ufe0f]+$")
#: Entries of a menu that ran together when they were copied: "ВходРегистрация".
_GLUED = re.compile(r"(?<=[а-я]{2})(?=[А-Я][а-я])")
#: A name with its letters set apart: "О Б Щ И Н А".
_SPACED_OUT = re.compile(r"(?<!\S)(?:[А-Я] ){3,}[А-Я](?!\S)")
_VOWEL = re.compile(r"[АЕИОУЪЮЯ]")
#: How often a page was read, liked or passed on, in a short line of its own.
_COUNTED = re.compile(
    r"(?:прочетен|четен|видян|посетен|гледан|разгледан|харесван|изтеглен|споделян)\w{0,3}\W{1,3}(?:\w+ )?\d[\d ]{0,9}"
    r"|\d (?:пъти|посещени[ея]|прегле\w+|прочитания|показвания|гледания|харесвания|споделяния)\b"
    r"|\d (?:коментара?|гласа?|мнения)\b",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://|www\.|\b[a-z0-9-]{2,63}\.(?:bg|com|eu|org|net|info|example)\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]{1,64}(?:@|\(at\)|\[at\])[\w.-]{1,64}")
_PHONE = re.compile(
    r"(?:тел|факс|моб|gsm|phone|☎)\W{0,4}(?:/факс)?\W{0,3}[+(]?\d"  # "тел. 02/940 00 00"
    r"|(?<!\d)(?:\+359|0[0-9])\d{0,4}[ /)-]{1,3}\d[\d /-]{4,14}\d",  # "0675/3 00 00"
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<!\d)[1-9]\d{3}\s+(?:гр\.|с\.)?\s*[А-Я]|\b(?:ул|бул|пл)\.\s?[„“\"«А-Я]")
#: A month's name in Bulgarian or English, whole or shortened; for `re.IGNORECASE`.
MONTH = (
    r"(?:яну|фев|март|мар|апр|май|юни|юли|авг|сеп|окт|ное|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[а-яa-z]{0,7}\.?"
)
_DATE = (
    r"(?:\d{1,2}(?:\.\d{1,2}\.|/\d{1,2}/|-\d{1,2}-)(?:19|20)?\d\d(?!\d)|(?:19|20)\d\d-\d\d-\d\d"
    rf"|\d{{1,2}}[ -]+{MONTH}[ -]+(?:19|20)\d\d|{MONTH} \d{{1,2}}, (?:19|20)\d\d)"
)
_HAS_DATE = re.compile(_DATE, re.IGNORECASE)
_WEEKDAY = r"(?:понеделник|вторник|сряда|четвъртък|петък|събота|неделя|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_DATE_ONLY = re.compile(
    rf"\W{{0,3}}(?:(?:дата|публикувано(?: на)?|публикувана(?: на)?)\s?:?\s*)?(?:{_WEEKDAY},?\s*)?{_DATE}"
    rf"(?:\s?г(?:\.|одина)?)?[\s,|/-]*(?:\d{{1,2}}[:.]\d\d(?::\d\d)?\s?ч?\.?)?(?:\s*,?\s*{_WEEKDAY})?\W{{0,3}}",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[а-яa-z0-9)”“\"»][.!?…](?=\s|$|[”“\"»)])")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png|mp[34])\b|\d\s?[KMкм][BБ]\b", re.IGNORECASE)
_ISSUE = re.compile(r"\b(?:бр(?:ой|\.)?|год\.|№)\s?№?\s?\d|\bцена\b.{0,8}\d", re.IGNORECASE)
#: Kinds of phrases that mark a line without making it furniture.
_NEUTRAL = frozenset({"org", "role", "closing", "masthead", "genre"})
#: Kinds that also come as whole sentences: cookie notices, disclaimers.
_LONG_WINDED = frozenset({"legal", "funding", "contact", "subscribe"})
#: Kinds whose phrases are nouns that may as well open a title ("Доброволци почистиха парка").
_NOUNS = frozenset({"menu", "gallery", "weather", "ad", "calendar", "counter", "contact", "posted", "comment"})
_RUNS_ON = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){3}")
_LABELS = frozenset({"genre", "menu", "gallery", "role", "org", "closing", "masthead", "posted", "contact"})
_LABEL = re.compile(r"[^:]{2,60}:\s*\S")
_END_MARKS = {".": "stop", "!": "exclamation", "?": "question", ":": "colon", ";": "list", ",": "list", "…": "ellipsis"}
_TRUNCATED = re.compile(r"\w(?:\.\.\.|…)$")
_NAME = re.compile(r"(?:[А-Я][а-я]+|[А-Я]\.)(?:[ -](?:[А-Я][а-я]+|[А-Я]{3,}|[А-Я]\.)){1,2}")
#: What a paper or a blog says of itself: "Тракийски фар – вестник за Ямбол", "Брой 12 (4211)".
_PAPER = re.compile(
    r"\s[-–—*/|]+\s(?:\w+ ){0,2}(?:вестник|седмичник|всекидневник|ежедневник|списание|издание)\b"
    r"|\s[-–—*/|]+\s(?:\w+ ){0,2}(?:блог|портал|бюлетин|сайт)\b"
    r"|^(?:личен |авторски )?блог\b|\bбр(?:\.|ой) ?№? ?\d+ ?\(\d+\)",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(r"\b[А-Я][а-я]+ (?:[А-Я]\. )?[А-Я][а-я]+\b")
_INITIALS = re.compile(r"[/(][А-Я]{1,3}(?:,.{0,12})?[/)].{0,6}")


@dataclass(slots=True)
class Line:
    """One line that is not blank: ``source[start:end]`` is its text without white space around it."""

    start: int
    end: int
    body: str  # the evidence: at most `EVIDENCE` characters
    key: str  # what makes it "the same line" as another: its letters and digits, case-folded
    n_words: int
    is_prose: bool
    shape: frozenset[str]  # features of the line by itself


_Phrases = dict[str, list[tuple[tuple[str, ...], str]]]

#: Stems are looked up by this many first letters.
_STEM = 5


@lru_cache(maxsize=1)
def _phrases() -> tuple[_Phrases, _Phrases]:
    """Furniture phrases by their first word, and one-word stems by their first letters; longest first."""
    phrases: _Phrases = {}
    stems: _Phrases = {}
    for row in table("furniture_phrases.csv"):
        phrase = row["phrase"]
        tokens = tuple(_WORD.findall(phrase.rstrip("*")))
        if phrase.endswith("*"):
            stems.setdefault(tokens[0][:_STEM], []).append((tokens, row["kind"]))
        elif tokens:
            phrases.setdefault(tokens[0], []).append((tokens, row["kind"]))
    for entries in phrases.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return phrases, stems


def _hits(tokens: list[str]) -> Iterator[tuple[int, int, str]]:
    """Furniture phrases among lower-case words: first word, number of words, kind."""
    phrases, stems = _phrases()
    reached = 0
    for at, token in enumerate(tokens):
        if at < reached:
            continue
        for phrase, kind in phrases.get(token, ()):
            n = len(phrase)
            if n == 1 or tuple(tokens[at : at + n]) == phrase:
                if at + n < reached:
                    break
                reached = at + n
                yield at, n, kind
        if reached <= at:
            for phrase, kind in stems.get(token[:_STEM], ()):
                if token.startswith(phrase[0]):
                    reached = at + 1
                    yield at, 1, kind


def _bucket(value: float, edges: tuple[float, ...]) -> str:
    for edge in edges:
        if value <= edge:
            return f"<={edge:g}"
    return f">{edges[-1]:g}"


def _end_class(body: str) -> str:
    last = body[-1]
    if last in _END_MARKS:
        return _END_MARKS[last]
    if last.isdigit():
        return "digit"
    return "letter" if last.isalpha() else "other"


def _pushed_together(found: re.Match[str]) -> str:
    """A word written letter by letter; the initials of the weekdays, which have no vowel, stay apart."""
    return found[0].replace(" ", "") if _VOWEL.search(found[0]) else found[0]


def _first_class(body: str) -> str:
    first = body[0]
    if first.isdigit():
        return "digit"
    if first.isalpha():
        return "upper" if first.isupper() else "lower"
    if first in "„“\"«”'":
        return "quote"
    return "dash" if first in "-–—•*" else "other"


@lru_cache(maxsize=4096)
def _evidence(body: str) -> tuple[str, int, bool, frozenset[str]]:
    """Words of a line as one string, their number, whether they read as prose, and the line's features.

    Cached, because the lines of a site come again on each of its pages.
    """
    if "&" in body:
        body = unescape(body).strip() or body
    plain, glued = _GLUED.subn(" ", _SPACED_OUT.sub(_pushed_together, body))
    tokens = _WORD.findall(plain.lower())
    n = len(tokens)
    width = _bucket(n, (0, 1, 2, 4, 7, 12, 20, 35))
    shape = {f"words{width}", f"end={_end_class(body)}", f"first={_first_class(body)}"}
    function_words = words("function_words.txt")
    share = sum(token in function_words for token in tokens) / n if n else 0.0
    shape.add(f"function_words{_bucket(share, (0, 0.12, 0.25, 0.4))}")
    sentences = len(_SENTENCE_END.findall(body))
    is_prose = n >= 14 and share >= 0.12 and sentences > 0
    separators = len(_SEPARATOR.findall(_ICONS.sub("", plain))) + glued
    covered, kinds = 0, set()
    last_at = -1
    for at, length, kind in _hits(tokens):
        if at and not separators and tokens[at].startswith("сподели"):
            continue  # the verb of a sentence: "Радваме се, сподели кметът"
        if at != last_at and kind not in _NEUTRAL:
            covered += length
            last_at = at
        if kind not in _NEUTRAL or at == 0:
            kinds.add(kind)
        if at == 0:
            # "Партньори: хотел „Престиж“" is a label of the article, "Партньори" a link.
            is_label = (
                kind in _LABELS
                and length < n
                and _LABEL.match(body)
                and body[: body.index(":")].count(" ") == length - 1
            )
            if is_label and kind == "menu":
                kinds.discard(kind)
            elif is_label:
                shape.add(f"label={kind}")
            elif kind not in _NOUNS or 2 * length >= n or not _RUNS_ON.match(body):
                shape.add(f"lead={kind}")
    if is_prose:
        shape.update(f"prose_has={kind}" for kind in kinds & _LONG_WINDED)
    else:
        sparse = n >= 7 and covered <= 0.2 * n
        shape.update(f"has={kind}" for kind in (kinds & _LONG_WINDED if sparse else kinds))
    cover = "all" if n and covered >= n else _bucket(covered / n if n else 0.0, (0, 0.2, 0.4, 0.7, 1))
    shape.add(f"cover={cover}")
    kinds -= _NEUTRAL
    if len(kinds) > 1 and not is_prose:
        shape.add(f"kinds{_bucket(len(kinds), (2, 3))}")
    shape.add(f"separators{_bucket(separators, (0, 1, 2, 4))}")
    if separators and n and n / (separators + 1) <= 2.5:
        shape.add("short_cells")
    if " - " in body or " – " in body:
        shape.add("dash")
    letters = sum(map(str.isalpha, body))
    digits = sum(map(str.isdigit, body))
    if not letters:
        shape.add("no_letters" if not digits else "numbers_only")
    elif digits > letters:
        shape.add("mostly_digits")
    if letters > 3 and body.upper() == body:
        shape.add("capitals")
    # The letters of a mail address say nothing about the language, nor is its host a link.
    unaddressed = _EMAIL.sub("", body) if "@" in body else body
    if letters and sum(map(str.isascii, filter(str.isalpha, unaddressed))) * 2 > letters:
        shape.add("latin")
    has_digit = digits > 0
    for name, pattern, possible in (
        ("url", _URL, "." in unaddressed),
        ("email", _EMAIL, "@" in body or "at" in body),
        ("phone", _PHONE, has_digit),
        ("address", _ADDRESS, has_digit or ". " in body),
        ("file", _FILE, "." in body or has_digit),
        ("issue", _ISSUE, has_digit),
    ):
        if possible and pattern.search(unaddressed if name == "url" else body):
            shape.add(name)
            if not is_prose:
                shape.add(f"short_{name}")
    if has_digit and _DATE_ONLY.fullmatch(body):
        shape.add("date_only")
    elif has_digit and not shape & {"lead=updated", "lead=tags"} and _HAS_DATE.search(body):
        shape.add("has_date" if not is_prose else "prose_date")
    if "has_date" in shape and "counter" in kinds:
        shape.add("date_and_counter")
    if n <= 12 and _PAPER.search(body):
        shape.add("paper")
    if has_digit and n <= 8 and _COUNTED.search(body):
        shape.add("counted")
    if "©" in body or "(c)" in body.lower():
        shape.add("copyright")
    if body[0] == "#" or body.count("#") > 1:
        shape.add("hashtags")
    if body[0] == "[" and "]" in body:
        shape.add("brackets")
    if body[0] in "«<◄←→>»►▸▪☰🔍📷☎✉" or body[-1] in "»>►→☰▶":
        shape.add("arrow")
    if _TRUNCATED.search(body):
        shape.add("truncated")
    if "," in body:
        shape.add("commas")
    if _LABEL.match(body) and not any(f.startswith("lead=") and f[5:] not in _NEUTRAL for f in shape):
        shape.add("label_and_value")
    if len(_FULL_NAME.findall(body)) > 1:
        shape.add("names")
    if _NAME.fullmatch(body):
        shape.add("name")
    if _INITIALS.fullmatch(body):
        shape.add("initials")
    if sentences:
        shape.add("sentence")
    if is_prose:
        shape.add("prose")
    return " ".join(tokens), n, is_prose, frozenset(shape)


def read_lines(source: str) -> list[Line]:
    """The lines of `source` that are not blank, in order, with the evidence of each."""
    lines: list[Line] = []
    at = 0
    end = len(source)
    while at <= end:
        found = LINE_BREAK.search(source, at)
        stop = found.start() if found else end
        whole = source[at:stop]
        body = whole.strip()
        if body:
            start = at + len(whole) - len(whole.lstrip())
            evidence = body[:EVIDENCE]
            key, n_words, is_prose, shape = _evidence(evidence)
            if len(body) > EVIDENCE:
                key = body.casefold()
            lines.append(Line(start, start + len(body), evidence, key, n_words, is_prose, shape))
        if not found:
            break
        at = found.end()
    return lines
