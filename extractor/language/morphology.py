"""Base forms of Bulgarian noun phrases: the article taken off, the plural made singular.

A phrase is a noun group, optionally with a tail: "държавните експерти в отдела". The article
stands on the group's first word, the number on all of it; the tail (from the first preposition,
quotation mark, digit or capitalised word on) is left as it is. Endings decide, and
``lexicon/irregular_forms.csv`` holds what endings cannot tell. The rules follow the school
grammar of modern Bulgarian (Андрейчин, "Основна българска граматика").
"""

from __future__ import annotations

from functools import lru_cache

import regex

from extractor.lexicon import table, words

#: What ends the noun group: a preposition, a conjunction or a relative word.
_TAIL_WORDS = words("prepositions.txt") | {"и", "или", "както", "който", "която", "които"}
_WORD = regex.compile(r"\S+")
_VOWELS = "аеиоуъюя"


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    return {row["form"]: row["lemma"] for row in table("irregular_forms.csv")}


@lru_cache(maxsize=1)
def _masculine() -> frozenset[str]:
    people = {row["lemma"] for row in table("role_nouns.csv") if row["gender"] == "m"}
    return frozenset(people | words("masculine_nouns.txt"))


@lru_cache(maxsize=1)
def _feminine() -> frozenset[str]:
    return frozenset(row["lemma"] for row in table("role_nouns.csv") if row["gender"] == "f")


def indefinite(phrase: str) -> str:
    """`phrase` without the definite article of its first word, letter case kept.

    "Централната избирателна комисия" is "Централна избирателна комисия", "главния секретар"
    is "главен секретар", "кметът" is "кмет". A phrase without an article comes back unchanged.
    """
    first = _WORD.search(phrase)
    if first is None:
        return phrase
    word = first.group()
    after = [w for w in phrase[first.end() :].split(maxsplit=3)[:2] if w != "и"]
    following = after[0] if after and _in_group(after[0]) else None
    return phrase[: first.start()] + _cased(word, _without_article(word, following)) + phrase[first.end() :]


def singular(phrase: str) -> str:
    """The noun group at the start of `phrase` in the singular, letter case kept.

    "държавни експерти" is "държавен експерт", "членове на комисията" is "член на комисията",
    "медицински сестри" is "медицинска сестра". A singular comes back unchanged.
    """
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(phrase):
        if not _in_group(match.group().lower() if not spans else match.group()):
            break
        spans.append(match.span())
    if not spans:
        return phrase
    start, end = spans[-1]
    head = phrase[start:end]
    lemma = _singular_noun(head.lower())
    if lemma is None:
        return phrase
    gender = _gender(lemma)
    parts, at = [], 0
    for start, end in spans[:-1]:
        word = phrase[start:end]
        parts += [phrase[at:start], _cased(word, _singular_adjective(word.lower(), gender))]
        at = end
    start, end = spans[-1]
    return "".join([*parts, phrase[at:start], _cased(head, lemma), phrase[end:]])


def base_form(phrase: str) -> str:
    """`phrase` in the singular and without its article: "държавните експерти" is "държавен експерт"."""
    return singular(indefinite(phrase))


def _in_group(word: str) -> bool:
    """Whether `word` can belong to the noun group: lower case, no preposition, no quotation, no number."""
    return word[0].islower() and word not in _TAIL_WORDS and word.strip("-").replace("-", "").isalpha()


def _cased(model: str, word: str) -> str:
    """`word` with the letter case of `model`."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def _without_article(word: str, following: str | None) -> str:
    """Lower-case `word` without its article; `following` is the next word of the noun group or None."""
    low = word.lower()
    prefix, hyphen, last = low.rpartition("-")
    if hyphen and len(last) > 2 and len(prefix) > 1:
        return prefix + hyphen + _without_article(last, following)
    if low in words("articleless_nouns.txt"):
        return low
    if low.endswith("ия") and (
        low.endswith(("ския", "шкия", "цкия", "чкия")) or (following and _looks_masculine(following))
    ):
        return _masculine_adjective(low[:-2])
    if low.endswith("ият"):
        stem = low[:-3]
        return stem + "ий" if low in ("гений", "сценарият", "критерият") else _masculine_adjective(stem)
    if len(low) > 4 and low.endswith("ът"):
        return low[:-2]
    if len(low) > 4 and low.endswith("ят"):
        stem = low[:-2]
        return stem + "й" if stem[-1] in _VOWELS else stem
    if len(low) > 4 and low.endswith(("ата", "ята", "стта", "щта", "жта", "ечта", "чтта")):
        return low[:-2]
    if low in ("вечерта", "есента", "пролетта", "солта", "кръвта", "любовта", "смъртта", "частта", "мисълта"):
        return low[:-2]
    if len(low) > 4 and low.endswith(("ото", "ето", "ито", "уто", "юто")):
        return low[:-2]
    if len(low) > 4 and low.endswith(("ите", "вете", "жете", "рете", "лете", "зете")):
        return low[:-2]
    return _without_short_article(low)


def _without_short_article(word: str) -> str:
    """ "директора" is "директор", "управителя" is "управител": only for nouns known or shaped as masculine."""
    if word.endswith("я"):
        stem = word[:-1]
        if stem.endswith("тел") or stem in _masculine():
            return stem
        if stem + "й" in _masculine():
            return stem + "й"
    elif word.endswith("а"):
        stem = word[:-1]
        if (
            word not in _feminine()
            and word not in _irregular()
            and (stem in _masculine() or stem.endswith(("олог", "атор")))
        ):
            return stem
    return word


def _looks_masculine(word: str) -> bool:
    return word[-1] not in "аяоеию" or word.endswith(("ски", "шки", "чки", "жки", "цки"))  # "младежки"


_ORDINALS = frozenset(
    {
        "първ",
        "втор",
        "трет",
        "четвърт",
        "пет",
        "шест",
        "седм",
        "осм",
        "девет",
        "десет",
        "единадесет",
        "единайсет",
        "дванадесет",
        "дванайсет",
    }
)
_ADJECTIVES = {
    "голям": "голям",
    "голем": "голям",
    "бел": "бял",
    "цел": "цял",
    "бивш": "бивш",
    "висш": "висш",
    "старш": "старши",
    "младш": "младши",
    "тежк": "тежък",
    "близк": "близък",
    "ниск": "нисък",
    "узк": "узък",
    "кратк": "кратък",
    "рядк": "рядък",
    "редк": "рядък",
    "мъртв": "мъртъв",
    "дълг": "дълъг",
    "един": "един",
    "мъдр": "мъдър",
    "добр": "добър",
    "храбр": "храбър",
    "хитр": "хитър",
    "бистр": "бистър",
    "остр": "остър",
    "бодр": "бодър",
    "топл": "топъл",
    "светл": "светъл",
    "кръгл": "кръгъл",
    "зл": "зъл",
    "син": "син",
    "божи": "божи",
    "черн": "черен",
}


def _masculine_adjective(stem: str) -> str:
    """The masculine singular of an adjective from its stem: "главн" gives "главен", "българск" "български"."""
    if stem in _ADJECTIVES:
        return _ADJECTIVES[stem]
    if stem in _ORDINALS:
        return stem + "и"
    if regex.search(r"[сшцчжз]к$", stem):
        return stem + "и"
    if stem.endswith("йн"):
        return stem[:-2] + "ен"
    if len(stem) > 2 and stem.endswith("н") and stem[-2] not in _VOWELS:
        return stem[:-1] + "ен"
    return stem


def _singular_adjective(word: str, gender: str) -> str:
    """A modifier in the plural ("държавни") as it stands beside a singular noun of `gender`."""
    if not word.endswith("и") or word in ("старши", "младши", "висши", "бивши", "божи"):
        if word == "бивши":
            return {"m": "бивш", "f": "бивша", "n": "бивше"}[gender]
        if word in ("старши", "младши") and gender == "f":
            return word[:-1] + "а"
        return word
    stem = word[:-1]
    if gender == "f":
        return stem + "а"
    if gender == "n":
        return stem + "о"
    return _masculine_adjective(stem)


def _gender(lemma: str) -> str:
    last = lemma.rpartition("-")[2]
    if last in _masculine():
        return "m"
    if last.endswith(("а", "я", "ост", "област", "помощ")):
        return "m" if last in ("съдия", "мюфтия", "колега", "владика", "баща", "старейшина") else "f"
    return "n" if last.endswith(("о", "е")) or last == "жури" else "m"


#: Plural endings and what they become, longest first; the first that fits decides.
_PLURALS: tuple[tuple[str, str], ...] = (
    ("ждани", "жданин"),
    ("щани", "щанин"),
    ("чани", "чанин"),
    ("яни", "янин"),
    ("лози", "лог"),
    ("гози", "гог"),
    ("рзи", "рг"),
    ("телки", "телка"),
    ("йци", "ец"),
    ("тории", "тория"),
    ("ии", "ия"),
    ("тели", "тел"),
    ("ища", "ище"),
    ("ства", "ство"),
    ("ения", "ение"),
    ("чета", "че"),
    ("мета", "ме"),
    ("лета", "ле"),
    ("нета", "не"),
    ("ки", "ка"),
    ("ги", "га"),
    ("хи", "ха"),
    ("тини", "тина"),
    ("еи", "ей"),
    ("аи", "ай"),
    ("ои", "ой"),
)


def _singular_noun(word: str) -> str | None:
    """The singular of a plural noun in lower case; None where `word` is no plural we know."""
    prefix, hyphen, last = word.rpartition("-")
    if hyphen and len(last) > 2:
        lemma = _singular_noun(last)
        return None if lemma is None else prefix + hyphen + lemma
    if word in _irregular():
        return _irregular()[word]
    if word in _masculine() or word in _feminine() or len(word) < 4:
        return None
    if word.endswith(("ове", "еве")):
        stem = word[:-3]
        return stem + "й" if word.endswith("еве") and stem[-1] in _VOWELS else stem
    if word.endswith(("ски", "шки", "цки")):  # an adjective without its noun
        return None
    if word.endswith("и"):
        stem = word[:-1]
        for lemma in (stem, stem + "а", stem + "я"):
            if lemma in _masculine() or lemma in _feminine():
                return lemma
        if word.endswith("ници"):
            return word[:-2] + "к"
        if word.endswith("ци"):
            if word[-3] in _VOWELS:
                return word[:-2] + "к"
            return word[:-3] + "ец" if word[-3] == "й" else word[:-2] + "ец"
        if regex.search(r"[тд]ри$", word):
            return word[:-2] + "ър"
        for ending, instead in _PLURALS:
            if word.endswith(ending):
                return word[: -len(ending)] + instead
        return stem
    if word.endswith(("а", "я")):
        stem = _without_short_article(word)  # the counted form: "двама кмета", "100 участника"
        if stem != word:
            return stem
        for ending, instead in _PLURALS:
            if ending.endswith("а") and word.endswith(ending):
                return word[: -len(ending)] + instead
        if word.endswith("ения"):
            return word[:-1] + "е"
    return None
