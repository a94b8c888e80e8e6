"""Which language a text is in, told by py3langid."""

from __future__ import annotations

from functools import cache
from typing import Any

#: ISO 639-1 codes of the languages told apart: those of neighbours, and what press releases are translated into.
LANGUAGES = ("bg", "mk", "sr", "ru", "uk", "be", "en", "de", "fr", "ro", "el", "tr")
_ENOUGH = 3000  # characters
_LEAST_LETTERS = 20


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, or None where there are too few letters to tell."""
    sample = text[:_ENOUGH]
    if sum(c.isalpha() for c in sample) < _LEAST_LETTERS:
        return None
    code, _ = _identifier().classify(sample)
    return str(code)
