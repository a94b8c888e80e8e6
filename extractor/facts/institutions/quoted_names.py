"""Names in quotation marks, with the noun before them and the legal form after them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractor.facts.institutions import patterns as p
from extractor.facts.institutions.candidate import Candidate, base_form, in_capitals, placed_after_quote
from extractor.facts.institutions.composed_names import ADJECTIVE_ENDING, initials_fit, is_verb
from extractor.facts.institutions.gazetteer import Head, acronym_types, classifying_adjectives, heads
from extractor.lexicon import words
from extractor.lexicon.register import place_at

#: Who lies in a place and is named after it beyond a quoted name: schools, hospitals, associations.
_PLACED = frozenset({"education", "culture", "health", "association", "foundation", "sport", "agency", "church"})
#: Nouns that are no part of a company's name where its legal form follows: 'завод "Велосипеди" АД'.
_KINDS_WITH_FORM = frozenset(
    {"дружество", "обединение", "община", "завод", "фабрика", "хотелски комплекс", "предприятие"}
)
_UTILITIES = frozenset({"вик", "в и к", "водоснабдяване и канализация", "топлофикация", "бкс"})


def find_quoted(text: str, folded: str) -> Iterator[Candidate]:
    for quote in p.QUOTED.finditer(text):
        start, end = quote.span()
        if start and text[start - 1].isalpha() and _is_closing(text, start):
            continue
        core = folded[quote.start("inside") : quote.end("inside")].strip()
        form = p.FORM_AFTER.match(text, end)
        form_before = p.FORM_BEFORE.search(text, max(0, start - 8), start)
        head = None if form_before else _head_before(text, folded, start)
        if head is None and not form_before:
            head = _acronym_before(text, start)
        if head and head[1].lemma == "оп" and p.OPERATIONAL_PROGRAMME.match(core):
            continue  # "ОП" is a municipal enterprise or an operational programme
        if form:
            end = form.end()
        kind = "company" if form or form_before else None
        if head and "d" in head[1].takes:
            rule, first, kind = "institutions.head_and_quoted", start, head[1].type
        elif head:
            kind = "company" if kind and head[1].type not in ("health", "media") else head[1].type
            rule, first = "institutions.head_and_quoted", head[0]
            if head[1].lemma == "агенция" and p.MEDIUM.fullmatch(core):
                kind = "media"
            if form and head[1].lemma in _KINDS_WITH_FORM:
                first = start
        elif kind:
            rule, first = "institutions.legal_form", form_before.start() if form_before else start
        elif p.MEDIUM.fullmatch(core) and not p.NO_INSTITUTION_BEFORE.search(folded, max(0, start - 40), start):
            rule, first, kind = "institutions.medium", start, "media"
        elif _team_of_a_place(text, folded, start, end):
            rule, first, kind = "institutions.team_of_a_place", start, "sport"
        elif (
            (defined := p.DEFINITION.match(text, end))
            and initials_fit(quote["inside"], defined["acronym"])
            and not p.NO_INSTITUTION_BEFORE.search(folded, max(0, start - 40), start)
        ):
            rule, first, kind = "institutions.defined", start, "other"
        else:
            rule, first, kind = "institutions.quoted", start, "other"
        candidate = Candidate(
            first, end, base_form(text[first:end]), kind, rule, core=core, weak=rule == "institutions.quoted"
        )
        town = regex.match(r",[ ]гр\.[ ]?(?=\p{Lu})", text[end : end + 8]) if form and core in _UTILITIES else None
        if town and (found := place_at(folded, end + town.end())):
            candidate = replace(candidate, end=found[0], name=text[first : found[0]], place=found[1])
        if (
            rule == "institutions.team_of_a_place"
            and (stop := text.find(")", end, end + 30)) > 0
            and "(" in text[end : end + 2]
        ):
            candidate = replace(candidate, end=stop + 1, name=text[start : stop + 1])
        if (
            (kind in _PLACED and head)
            or rule == "institutions.team_of_a_place"
            or core in _UTILITIES
            or (form and regex.match(r"-\p{Lu}", text[end : end + 2]))
        ):
            candidate = placed_after_quote(text, folded, candidate)
        yield candidate


def _team_of_a_place(text: str, folded: str, start: int, end: int) -> bool:
    """Whether a bare quoted name is followed by its town as teams are: „Спартак“ (Плевен), „Локо 98” – Дряново."""
    lead = p.TEAM_PLACE.match(text, end)
    place = place_at(folded, lead.end()) if lead else None
    if (
        lead is None
        or place is None
        or end - start > 25
        or p.NO_INSTITUTION_BEFORE.search(folded, max(0, start - 40), start)
    ):
        return False
    return text.startswith(")", place[0]) if lead["open"] else not regex.match(r"[ ]?[-–—][ ]?\p{Lu}", text[place[0] :])


def _acronym_before(text: str, quote: int) -> tuple[int, Head] | None:
    """Start of an unknown acronym before a quotation mark, as a head: "ЕВК „Марица“"."""
    hit = p.ACRONYM_BEFORE_QUOTE.search(text, max(0, quote - 8), quote)
    if hit is None or not hit["acronym"].isupper() or in_capitals(text, quote):
        return None
    acronym = hit["acronym"]
    vowels = sum(letter in "АЕИОУЪЮЯ" for letter in acronym)
    if len(acronym) > 3 and 3 * vowels >= len(acronym):
        return None  # "КУПА „Тракия“" is a word
    if acronym in words("acronyms_of_other_things.txt") or acronym in acronym_types():
        return None
    return hit.start(), Head(acronym, "other", "q")


def _words_before(text: str, end: int, most: int = 10) -> list[tuple[int, int]]:
    """Spans of the words that end at `end`, joined by single spaces, nearest last."""
    spans: list[tuple[int, int]] = []
    at = end
    while len(spans) < most:
        stop = at
        while stop > 0 and text[stop - 1] in " \u00a0" and at - stop < 2:
            stop -= 1
        start = stop
        while start > 0 and (
            text[start - 1].isalnum() or text[start - 1] in "-" or (text[start - 1] == "." and start == stop)
        ):
            start -= 1
        if text[stop - 1] == "." and stop - start > 6:
            break  # the end of a sentence, no abbreviation
        if start == stop or (spans and stop == at):
            break
        spans.append((start, stop))
        at = start
    return spans[::-1]


def _head_before(text: str, folded: str, quote: int) -> tuple[int, Head] | None:
    """Start and head of the noun group before a quotation mark: "Професионална гимназия по лозарство "."""
    spans = _words_before(text, quote)
    forms = heads()
    n = len(spans)
    for i in range(n - 1, -1, -1):
        for k in range(min(4, n - i), 0, -1):
            shown = text[spans[i][0] : spans[i + k - 1][1]]
            head = forms.get(folded[spans[i][0] : spans[i + k - 1][1]])
            if head is None and i + k == n and p.SCHOOL_ACRONYM.fullmatch(shown):
                head = Head(shown, "education", "q")
            if head is None or "q" not in head.takes or shown == "зад":
                continue
            between = [folded[a:b] for a, b in spans[i + k :]]
            if between and not (
                between[0] in ("по", "за", "на", "към", "при", "с", "със")
                and (k > 1 or between[0] == "по" or not text[spans[i][0] : spans[i][1]].isupper())
                and _NO_PART_OF_NAME.isdisjoint(between)
                and len(between) <= 7
                and not any(is_verb(word) for word in between)
                and (text[spans[i][0]].isupper() or _adjective_start(text, spans, i) is not None)
            ):
                continue
            left = _adjective_start(text, spans, i)
            if left is None and text[spans[i][0]].islower() and head.lemma != "храм" and head.type != "media":
                left, plain = _classified(text, spans, i)
                if plain and head.lemma in _KIND_OF_COMPANY:
                    head = Head(head.lemma, head.type, head.takes + "d")
            # A longer compound head may begin further left: "многопрофилна болница".
            for j in range(max(0, i - 4), i):
                longer = forms.get(folded[spans[j][0] : spans[i + k - 1][1]])
                if longer is not None and (left is None or spans[j][0] <= left):
                    left, head = spans[j][0], longer
                    break
            return (left if left is not None else spans[i][0]), head
    return None


#: "семинар на тема „…“", "Движението по бул. „…“".
_NO_PART_OF_NAME = frozenset({"тема", "бул.", "ул.", "пл.", "кв.", "улица", "булевард", "площад"})
#: "119." of "119. СУ „Академик Михаил Арнаудов“".
_NUMBER_OF_SCHOOL = regex.compile(r"\d{1,3}(?:\.|-\p{L}{1,3})?")


def _is_enumerated(text: str, start: int, end: int) -> bool:
    """Whether the number ``text[start:end]`` counts the lines or items of a list: "2. „Плиска“, 3. СК „Атлет“"."""
    if start == 0 or text[start - 1] == "\n":
        return True
    number = int(regex.match(r"\d+", text[start:end]).group())
    before = text[max(0, start - 200) : start]
    return number == 1 or regex.search(rf"(?<!\d){number - 1}\.[ ]", before) is not None


def _is_closing(text: str, quote: int) -> bool:
    """Whether a straight quotation mark that touches a letter closes one that stands open in its line."""
    line = text.rfind("\n", max(0, quote - 300), quote) + 1 or max(0, quote - 300)
    return text.count('"', line, quote) % 2 == 1


#: Nouns that say with an adjective what a company is, and are then no part of its name: "гръцкото дружество „Хелиос“".
_KIND_OF_COMPANY = frozenset({"дружество", "организация"})


def _classified(text: str, spans: list[tuple[int, int]], i: int) -> tuple[int | None, bool]:
    """Where lower-case adjectives of the name begin before its noun, word `i`; whether another adjective is there."""
    start = None
    for j in range(i - 1, max(-1, i - 4), -1):
        word = text[spans[j][0] : spans[j][1]].casefold()
        if word not in classifying_adjectives():
            return start, start is None and ADJECTIVE_ENDING.fullmatch(word) is not None
        start = spans[j][0]
    return start, False


def _adjective_start(text: str, spans: list[tuple[int, int]], i: int) -> int | None:
    """Where a capitalised adjective begins the group whose noun is word `i`."""
    found = None
    for j in range(i - 1, max(-1, i - 5), -1):
        word = text[spans[j][0] : spans[j][1]]
        if _NUMBER_OF_SCHOOL.fullmatch(word):
            return found if _is_enumerated(text, *spans[j]) else spans[j][0]
        if is_verb(word.casefold()) or not ADJECTIVE_ENDING.fullmatch(word.casefold()):
            break
        if word[0].isupper():
            found = spans[j][0]
    return found
