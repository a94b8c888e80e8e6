"""A stretch of text that may name an institution, its base form and its place."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractor.facts.institutions import patterns as p
from extractor.facts.institutions.gazetteer import fold, heads
from extractor.language.morphology import indefinite
from extractor.lexicon import words
from extractor.lexicon.register import municipalities_by_name, place_at


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible institution at ``text[start:end]``.

    `name` is the base form, `core` the folded name inside quotation marks, `place` the folded
    place of a local body, `body` the folded name without place.
    """

    start: int
    end: int
    name: str
    type: str
    rule: str
    acronym: str | None = None
    core: str | None = None
    place: str | None = None
    body: str | None = None
    short: bool = False  # an acronym, with its place or without
    weak: bool = False  # only another name of an institution that is found elsewhere


def base_form(phrase: str) -> str:
    """`phrase` without the article of its first word, white space folded."""
    phrase = " ".join(phrase.split())
    if not phrase[:1].isalpha():
        return phrase
    first, space, rest = phrase.partition(" ")
    head = heads().get(fold(first))
    if head is not None and " " not in head.lemma and fold(first) != head.lemma:
        lemma = head.lemma.capitalize() if first[:1].isupper() else head.lemma
        return lemma + space + rest
    if first.isupper() or not first.isalpha():
        return phrase  # an acronym or a joined quotation: no article
    return indefinite(phrase)


#: Characters of a line looked at on each side of a word, a bound on very long lines.
_HEADLINE = 300


def in_capitals(text: str, at: int) -> bool:
    """Whether the line around `at` is a headline in capitals."""
    low, high = max(0, at - _HEADLINE), min(len(text), at + _HEADLINE)
    end = text.find("\n", at, high)
    line = text[max(low, text.rfind("\n", low, at) + 1) : end if end >= 0 else high]
    letters = list(filter(str.isalpha, line))
    return len(letters) > 14 and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def placed(text: str, folded: str, candidate: Candidate) -> Candidate:
    """`candidate` with the place that follows it: "– Ловеч", "в Троян"."""
    if district := p.PLACE_DISTRICT.match(text, candidate.end):
        name = candidate.name + " " + " ".join(district.group().split())
        return replace(candidate, end=district.end(), name=name, place=fold(district.group().split()[-1]))
    for pattern in (p.PLACE_DASH, p.PLACE_IN, p.PLACE_BRACKET, p.PLACE_COMMA, p.PLACE_BARE):
        lead = pattern.match(text, candidate.end)
        if lead and (place := any_place(text, folded, lead.end(), pattern)):
            if (
                pattern is p.PLACE_BARE
                and text[place[0] : place[0] + 2].strip()[:1].isupper()
                and place[1] not in municipalities_by_name()
            ):
                continue  # "ОИК Роман Петров"
            end = place[0] + (1 if pattern is p.PLACE_BRACKET and text[place[0] : place[0] + 1] == ")" else 0)
            suffix = " ".join(text[candidate.end : end].split())
            if suffix.isupper() and not candidate.name.isupper():
                suffix = "".join(word.title() if len(word) > 3 else word.lower() for word in _WORDS.findall(suffix))
            joint = "" if suffix[:1] in ",-" else " "
            return replace(candidate, end=end, name=candidate.name + joint + suffix, place=place[1])
    return candidate


_WORDS = regex.compile(r"\w+|\W+")
_CITY_OR_LAND = regex.compile(r"[ -](?:област|град)(?!\p{L})")


def any_place(text: str, folded: str, start: int, pattern: object) -> tuple[int, str] | None:
    """A Bulgarian place; after "–" or "в" also a foreign one. "София-област" is one place."""
    place = place_at(folded, start)
    if place is None and pattern in (p.PLACE_DASH, p.PLACE_IN):
        word = regex.match(r"\p{Lu}\p{Ll}++", text[start : start + 30])
        if word and word.group() in words("world_places.txt"):
            return start + word.end(), fold(word.group())
    if place and (more := _CITY_OR_LAND.match(folded, place[0])):
        return more.end(), place[1] + more.group()
    return place


def placed_after_quote(text: str, folded: str, candidate: Candidate) -> Candidate:
    """A quoted name with its place: only after a dash ("– Ловеч", "- с. Баня", "– Будапеща", not "– гр. Айтос")."""
    lead = p.PLACE_DASH.match(text, candidate.end)
    if (
        lead
        and not (lead["lead"] or "").startswith("гр")
        and (place := any_place(text, folded, lead.end(), p.PLACE_DASH))
        and not text[place[0] : place[0] + 2].strip(" ")[:1].isupper()
    ):
        joint = "" if text[candidate.end] == "-" else " "
        name = candidate.name + joint + text[candidate.end : place[0]].strip()
        return replace(candidate, end=place[0], name=name, place=place[1])
    return candidate
