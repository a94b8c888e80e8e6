"""Base forms: the position as one says it in a list of offices, the organisation as one names it."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractor.facts.people.roles import RolePhrase
from extractor.language.morphology import indefinite
from extractor.lexicon import words

#: Words for a past post, beside "бивш".
_PAST = frozenset({"някогашен", "доскорошен", "предишен", "екс"})


def role_name(phrase: RolePhrase, tail: str = "") -> str:
    """The position in lower case, singular and without article; `tail` is the portfolio or board that stays with it.

    "зам.-кметът" with the tail "по финанси" is "заместник-кмет по финанси".
    """
    kept = [word for word in phrase.modifiers if word not in words("dropped_modifiers.txt")]
    noun, gender = phrase.word.lemma, phrase.word.gender
    out = ""
    for index, modifier in enumerate(kept):
        if modifier in ("заместник", "помощник"):
            out += modifier + ("-" if index == len(kept) - 1 else " ")
        elif modifier in _PAST:
            out += agree("бивш", gender) + " "
        elif modifier.startswith("заместник-"):
            out += "заместник-" + agree(modifier.removeprefix("заместник-"), gender) + " "
        elif modifier in ("pr", "hr", "it"):
            out += modifier.upper() + " "
        else:
            out += agree(modifier, gender) + " "
    return " ".join(f"{out}{noun} {tail}".split())


@lru_cache(maxsize=512)
def agree(adjective: str, gender: str) -> str:
    """A masculine adjective as it stands beside a noun of `gender`: "главен" beside f is "главна"."""
    if (
        gender == "m"
        or " " in adjective
        or adjective in ("и", "гост", "бизнес", "прес", "кандидат", "помощник", "съдия", "пресслужба")
    ):
        return adjective
    ending = "а" if gender == "f" else "о"
    if adjective.endswith("ен") and len(adjective) > 4 and not adjective.endswith("ствен"):
        return adjective[:-2] + "н" + ending
    if adjective.endswith("и"):
        return adjective[:-1] + ending
    return adjective if adjective.endswith(ending) else adjective + ending


_PLACE = regex.compile(r"^(?:(?:община|общ\.|гр\.|град|град[аъ]т?)\s*)", regex.IGNORECASE)
_GENERIC_TAIL = regex.compile(r"[\s,;:–—-]+$")


def organisation_name(text: str) -> str:
    """An organisation as written, made indefinite: "Министерството на финансите" is "Министерство на финансите"."""
    name: str = _GENERIC_TAIL.sub("", " ".join(text.split()))
    name = regex.sub(r"\s*[(/]\p{Lu}{2,}[)/]", "", name)
    if not name or name[0] in '„“"«,':
        return name
    first = name.split()[0]
    if any(letter.isupper() for letter in first[1:]):
        return name  # an acronym
    name = indefinite(name[0].lower() + name[1:])
    return name[0].upper() + name[1:] if text.strip()[0].isupper() else name
