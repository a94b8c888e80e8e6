"""Which language a text is in, told by py3langid; Bulgarian in Latin letters is told apart by a second look."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from extractor.lexicon import words

#: ISO 639-1 codes of the languages told apart: those of neighbours, and what press releases are translated into.
LANGUAGES = ("bg", "mk", "sr", "ru", "uk", "be", "en", "de", "fr", "ro", "el", "tr")
#: BCP 47 tag of Bulgarian in Latin letters. The library knows it in Cyrillic only and takes it for Serbian.
LATIN_BULGARIAN = "bg-Latn"
_CYRILLIC = ("bg", "mk", "sr", "ru", "uk", "be")
_LEAST_CHANCE = 0.7
_LEAST_FUNCTION_WORDS = 0.1  # of the words
_ENOUGH = 1500  # characters; no more are needed for the same answer on 1,798 press releases and news articles
_LEAST_LETTERS = 20


#: The Transliteration Act of 2009 read backwards, and what people type without Cyrillic: "6te", "4as", "wsi4ki", "nq".
_LETTERS = {
    "sht": "щ", "6t": "щ", "zh": "ж", "ch": "ч", "4": "ч", "sh": "ш", "6": "ш", "ts": "ц", "c": "ц", "yu": "ю",
    "ya": "я", "q": "я", "j": "ж", "w": "в", "x": "х", **dict(zip("abvgdeziyklmnoprstufh", "абвгдезийклмнопрстуфх",
    strict=True)),
}  # fmt: skip
_LATIN = regex.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
_WORD = regex.compile(r"\p{L}++")


@cache
def _identifier(languages: tuple[str, ...] = LANGUAGES) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(languages))
    return identifier


def detect_language(text: str) -> str | None:
    """BCP 47 tag of the language of `text` ("bg", "ru"), or None where there are too few letters to tell."""
    sample = text[:_ENOUGH]
    if sum(c.isalpha() for c in sample) < _LEAST_LETTERS:
        return None
    code, _ = _identifier().classify(sample)
    if code == "sr" and _is_latin_bulgarian(sample):
        return LATIN_BULGARIAN
    return str(code)


def _is_latin_bulgarian(text: str) -> bool:
    """Whether `text` reads as Bulgarian when its Latin letters are turned into Cyrillic ones.

    Serbian and Croatian do not: "je", "u", "će" are no Bulgarian words.
    """
    cyrillic = _LATIN.sub(lambda found: _LETTERS[found.group()], text.lower())
    if cyrillic == text.lower():
        return False
    found = _WORD.findall(cyrillic)
    known = sum(word in words("function_words.txt") for word in found)
    code, chance = _identifier(_CYRILLIC).classify(cyrillic)
    return bool(code == "bg" and chance >= _LEAST_CHANCE and known >= _LEAST_FUNCTION_WORDS * len(found))
