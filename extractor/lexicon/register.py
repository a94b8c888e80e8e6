"""Typed access to the register of administrative-territorial units.

The data are `municipalities.csv` and `settlements.csv` of this folder (National Statistical
Institute of Bulgaria), with `town_adjectives.csv` ("ловешки" of Ловеч) and `resorts.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.lexicon import table

_FIRST = regex.compile(r"\p{L}++\.?+")


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality: `code` as in the register ("SLV20"), `nuts3` of its district ("BG342")."""

    code: str
    name: str
    district: str
    district_code: str
    nuts3: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """A town (`is_town`), village or resort, and the municipality that it lies in."""

    name: str
    municipality: Municipality
    is_town: bool
    population: int
    is_resort: bool = False


@lru_cache(maxsize=1)
def municipalities() -> dict[str, Municipality]:
    """The 265 municipalities by code."""
    return {
        row["municipality_code"]: Municipality(
            row["municipality_code"], row["name"], row["district"], row["district_code"], row["nuts3"]
        )
        for row in table("municipalities.csv")
    }


@lru_cache(maxsize=1)
def municipalities_by_name() -> dict[str, tuple[Municipality, ...]]:
    """Municipalities by case-folded name, with the other names that documents use."""
    found: dict[str, list[Municipality]] = {}
    for unit in municipalities().values():
        found.setdefault(unit.name.casefold(), []).append(unit)
    by_code = municipalities()
    found["софия"] = found["столична община"] = [by_code["SOF46"]]
    found["добричка"] = found["добрич – селска"] = [by_code["DOB15"]]
    found["хисар"] = [by_code["PDV37"]]
    return {name: tuple(units) for name, units in found.items()}


@lru_cache(maxsize=1)
def settlements_by_name() -> dict[str, tuple[Settlement, ...]]:
    """Settlements and resorts by case-folded name."""
    by_code = municipalities()
    found: dict[str, list[Settlement]] = {}
    for row in table("settlements.csv"):
        unit = by_code.get(row["municipality_code"])
        if unit is None:
            continue
        population = int(row["population_2013"] or 0)
        place = Settlement(row["name"], unit, row["kind"] == "гр.", population)
        found.setdefault(place.name.casefold(), []).append(place)
    for row in table("resorts.csv"):
        place = Settlement(row["name"], by_code[row["municipality_code"]], False, 0, is_resort=True)
        found.setdefault(place.name.casefold(), []).append(place)
    found["хисар"] = found["хисаря"]
    return {name: tuple(places) for name, places in found.items()}


@lru_cache(maxsize=1)
def districts() -> dict[str, str]:
    """District codes by case-folded name of the district."""
    names = {unit.district.casefold(): unit.district_code for unit in municipalities().values()}
    names["софия"] = "SFO"
    return names


@lru_cache(maxsize=1)
def town_adjectives() -> dict[str, str]:
    """Case-folded names of towns by the stem of their adjective ("ловеш" of "ловешки": "ловеч")."""
    stems: dict[str, str] = {}
    for row in table("town_adjectives.csv"):
        stems.setdefault(row["adjective"].removesuffix("ки"), row["name"].casefold())
    return stems


@lru_cache(maxsize=1)
def place_forms() -> dict[str, tuple[tuple[str, str], ...]]:
    """By first word: pairs (form in the text, name in the register), longest form first.

    Forms are case-folded and include short ones of towns: "в. търново", "ст.загора".
    """
    forms: dict[str, str] = {name: name for name in (*municipalities_by_name(), *settlements_by_name())}
    short: dict[str, set[str]] = {}
    for name, places in settlements_by_name().items():
        head, _, rest = name.partition(" ")
        if rest and (name in municipalities_by_name() or any(place.is_town for place in places)):
            for cut in {head[:1], *({"ст"} if head.startswith("ст") else ())}:
                for space in ("", " "):
                    short.setdefault(f"{cut}.{space}{rest}", set()).add(name)
    for form, full in short.items():
        if len(full) == 1:
            forms.setdefault(form, next(iter(full)))
    by_first: dict[str, list[tuple[str, str]]] = {}
    for form, name in forms.items():
        first = _FIRST.match(form)
        by_first.setdefault(first.group() if first else form, []).append((form, name))
    return {first: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for first, pairs in by_first.items()}


def place_at(folded: str, start: int) -> tuple[int, str] | None:
    """End of the place name that begins at `start` of a case-folded text, and its name in the register."""
    first = _FIRST.match(folded, start)
    if first is None:
        return None
    word, forms = first.group(), place_forms()
    for form, name in (*forms.get(word, ()), *(forms.get(word[:-1], ()) if word.endswith(".") else ())):
        end = start + len(form)
        if folded.startswith(form, start) and not folded[end : end + 1].isalpha():
            return end, name
    return None
