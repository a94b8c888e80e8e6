"""Nouns of positions and the adjectives before them, in all their written forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extractor.facts.people.scan import CAPITALISED, LOWER, QUOTATION, UPPER, Item, word_group
from extractor.language.morphology import base_form, indefinite
from extractor.lexicon import table, words


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of a position in one of its forms."""

    lemma: str
    gender: str
    kind: str
    plural: bool
    definite: bool


@lru_cache(maxsize=1)
def noun_forms() -> dict[str, Noun]:
    """Every written form of every noun of a position."""
    forms: dict[str, Noun] = {}
    for row in table("role_nouns.csv"):
        lemma, gender, kind = row["lemma"], row["gender"], row["kind"]
        for form, plural, definite in _inflect(lemma, gender):
            known = forms.get(form)
            if known is None or (plural, definite) < (known.plural, known.definite):
                forms[form] = Noun(lemma, gender, kind, plural, definite)
    return forms


def _inflect(lemma: str, gender: str) -> list[tuple[str, bool, bool]]:
    """(form, plural, definite) of a noun for a person."""
    forms = [(lemma, False, False)]
    if lemma.endswith("щ") or lemma in ("учен", "служещ", "главнокомандващ"):  # substantivised
        return [
            *forms,
            (lemma + "ият", False, True),
            (lemma + "ия", False, True),
            (lemma + "и", True, False),
            (lemma + "ите", True, True),
        ]
    if lemma == "учена":
        return [*forms, ("учената", False, True)]
    if lemma.endswith("ща"):
        return [*forms, (lemma + "та", False, True)]
    if gender == "f" or lemma.endswith(("а", "я")):
        plural = lemma[:-1] + "и"
        return [*forms, (lemma + "та", False, True), (plural, True, False), (plural + "те", True, True)]
    if gender == "n":
        plural = "лица" if lemma == "лице" else lemma + "та"
        return [*forms, (lemma + "то", False, True), (plural, True, False), (plural + "та", True, True)]
    if lemma.endswith("й"):
        short, full, plural = lemma[:-1] + "я", lemma[:-1] + "ят", lemma[:-1] + "и"
    elif regex.search(r"(?:тел|ар)$", lemma) and lemma not in ("бар", "гайдар"):
        short, full, plural = lemma + "я", lemma + "ят", lemma + "и"
    else:
        short, full, plural = lemma + "а", lemma + "ът", lemma + "и"
    if lemma.endswith("к"):
        plural = lemma[:-1] + "ци"
    elif lemma.endswith("ец"):  # "борец", "борци"; "самодеец", "самодейци"
        stem = lemma[:-2] + ("й" if lemma[-3] in "аеиоу" else "")
        short, plural = stem + "ца", stem + "ци"
    elif lemma.endswith("г"):
        plural = lemma[:-1] + "зи"
    elif regex.search(r"[тд]ър$", lemma):
        plural = lemma[:-2] + "ри"
    elif lemma in ("кмет", "член", "вицекмет", "кандидат-кмет", "градоначалник"):
        plural = lemma + "ове"
    elif lemma == "гражданин":
        plural = "граждани"
    elif lemma == "гост":
        plural = "гости"
    definite_plural = plural + "те"
    return [
        *forms,
        (short, False, True),
        (full, False, True),
        (plural, True, False),
        (definite_plural, True, True),
    ]


_SHORT_NOUNS = {
    "н-к": "началник",
    "н-кът": "началникът",
    "н-ка": "началника",
    "н-ци": "началници",
    "н-ците": "началниците",
    "р-л": "ръководител",
    "р-лят": "ръководителят",
    "р-ля": "ръководителя",
    "р-лка": "ръководителка",
    "рък-л": "ръководител",
    "с-р": "секретар",
}
#: Titles cut short that are positions behind "главен": "гл. инж. А".
_SHORT_TITLES = {"инж.": "инженер", "арх.": "архитект", "юрк.": "юрисконсулт"}


@lru_cache(maxsize=4096)
def role_noun(word: str) -> Noun | None:
    """The noun of a position that `word` is a form of, also in a compound ("заместник-кметът")."""
    low = word.lower()
    noun = noun_forms().get(low)
    if noun is None and "-" in low:
        first, _, last = low.rpartition("-")
        inner = noun_forms().get(last)
        if inner is not None and (first in word_group("compound") or first in noun_forms()):
            first = "заместник" if first == "зам" else first
            noun = Noun(f"{first}-{inner.lemma}", inner.gender, inner.kind, inner.plural, inner.definite)
    if noun is None and (full := _SHORT_NOUNS.get(low)) is not None:
        noun = noun_forms()[full]
    if noun is None and low.startswith("екс") and (inner := noun_forms().get(low[3:].lstrip("-"))) is not None:
        past = "бивша" if inner.gender == "f" else "бивш"  # "екскметът", "екс-министърът"
        noun = replace(inner, lemma=f"{past} {inner.lemma}")
    return noun


@lru_cache(maxsize=1)
def _modifiers() -> frozenset[str]:
    return words("role_modifiers.txt") | words("dropped_modifiers.txt")


@lru_cache(maxsize=4096)
def modifier_lemma(word: str) -> str | None:
    """The masculine base form of an adjective that can stand before a position, else None."""
    low = word.lower()
    if low in _modifiers():
        return low
    first, hyphen, last = low.partition("-")
    if hyphen and first in ("заместник", "зам") and (lemma := modifier_lemma(last)):
        return f"заместник-{lemma}"
    for form in (indefinite(low + " кмет").split()[0], base_form(low + " кметове").split()[0]):
        if form in _modifiers():
            return form
    stem: str = regex.sub(r"(?:ната|на|ните|ни|но|ното)$", "ен", low)
    if stem in _modifiers():
        return stem
    stem = regex.sub(r"(?:ската|ска|ските)$", "ски", low)
    if stem in _modifiers():
        return stem
    stem = regex.sub(r"(?:ата|а|ите|и|те|ото|о)$", "", low)
    for lemma in (stem, stem + "и", regex.sub("н$", "ен", stem)):
        if lemma in _modifiers():
            return lemma
    return None


#: Adjectives that make a rank of a title: "главен инспектор".
_OF_RANKS = frozenset({"главен", "старши", "младши"})


def title_noun(items: Sequence[Item], at: int) -> Noun | None:
    """The noun of the position that the title at `at` cuts short behind "главен": "гл. инж. А"."""
    full = _SHORT_TITLES.get(items[at].low)
    chief = full is not None and at > 0 and items[at - 1].low in ("гл.", "главен", "главния", "главният", "главната")
    return noun_forms()[full] if full is not None and chief else None


def title_is_position(items: Sequence[Item], at: int) -> bool:
    """Whether the title at `at` is a position: "полицейският инспектор А", "СУ „Х“ (капитан А)"."""
    if title_noun(items, at) is not None:
        return True
    noun = role_noun(items[at].text)
    if noun is None or at == 0:
        return False
    before = items[at - 1]
    if before.text == "(":
        return at > 1 and items[at - 2].kind in (QUOTATION, UPPER, CAPITALISED)
    if noun.lemma in _SHORT_TITLES.values() and before.low == "гл.":
        return True
    modifier = modifier_lemma(before.text) if before.kind in (LOWER, CAPITALISED) else None
    if modifier is None:
        return False
    return modifier not in _OF_RANKS or noun.lemma in _SHORT_TITLES.values()
