"""Which municipality a name of a place means: by the units beside it, then by the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.facts.municipalities.mentions import Meaning, Mention, is_town, lower_case
from extractor.facts.municipalities.patterns import UNIT_AFTER
from extractor.lexicon.register import (
    Municipality,
    districts,
    municipalities_by_name,
    settlements_by_name,
    town_adjectives,
)

_SMALL = 5000  # inhabitants; a bare name of a larger town always means the town
_AT_HOME = 3  # weight of a municipality that the document names as such


def possible(mention: Mention) -> tuple[Municipality, ...]:
    """The municipalities that the name may mean, for how it is meant."""
    places = settlements_by_name().get(mention.name, ())
    units = municipalities_by_name().get(mention.name, ())
    if mention.meaning is Meaning.MUNICIPALITY and units:
        return units
    towns = [place for place in places if place.is_town]
    villages = [place for place in places if not place.is_town]
    if mention.meaning is Meaning.VILLAGE:
        chosen = villages or towns
    elif towns and mention.meaning in (Meaning.TOWN, Meaning.BARE, Meaning.MUNICIPALITY):
        chosen = towns
    elif units and places:
        # The seat of a municipality of this name: "Крушари".
        chosen = [place for place in places if place.municipality in units] or list(places)
    else:
        chosen = [place for place in places if place.is_resort] or list(places)
    return tuple(dict.fromkeys(place.municipality for place in chosen))


def resolve(text: str, mentions: Sequence[Mention], elsewhere: Sequence[Mention]) -> list[tuple[Mention, Municipality]]:
    """Each mention of a place with its municipality; what the document does not settle is left out.

    `elsewhere` are mentions outside the article (a site's header): they help to settle a name
    but are no facts themselves.
    """
    settled: list[tuple[Mention, Municipality]] = []
    open_ones: list[tuple[Mention, tuple[Municipality, ...]]] = []
    named_districts: Counter[str] = Counter()
    weight: Counter[str] = Counter()
    for mention in mentions:
        if mention.meaning is Meaning.DISTRICT and (code := districts().get(mention.name)):
            named_districts[code] += 1
        if mention.meaning in (Meaning.DISTRICT, Meaning.OTHER):
            continue
        units = possible(mention)
        if len(units) == 1 and mention.meaning is Meaning.BARE and (others := _namesakes(mention, units[0])):
            open_ones.append((mention, (units[0], *others)))
            continue
        if len(units) > 1:
            units = _by_unit_beside(text, mention, units)
        if len(units) == 1:
            settled.append((mention, units[0]))
            weight[units[0].code] += 3 if mention.meaning is Meaning.MUNICIPALITY else 2
        elif units:
            open_ones.append((mention, units))
    for mention in elsewhere:
        if mention.meaning is not Meaning.OTHER and len(units := possible(mention)) == 1:
            weight[units[0].code] += 1
    near: Counter[str] = Counter(named_districts)
    by_code = {unit.code: unit for _, unit in settled}
    for code, unit in by_code.items():
        near[unit.district_code] += weight[code]
    for mention, units in open_ones:
        chosen = _choose(mention, units, weight, near)
        if chosen is not None:
            settled.append((mention, chosen))
    return sorted(settled, key=lambda pair: pair[0].start)


def _choose(
    mention: Mention, units: tuple[Municipality, ...], weight: Counter[str], near: Counter[str]
) -> Municipality | None:
    """The one of `units` that the document means, None where it does not settle it."""
    usual = possible(mention)
    if len(usual) == 1:  # a small town or seat with namesakes: the town, unless we are at a namesake's home
        rivals = [unit for unit in units if unit != usual[0] and weight[unit.code] >= _AT_HOME]
        return rivals[0] if len(rivals) == 1 and not weight[usual[0].code] else usual[0]
    by_document = _by_document(units, weight, near)
    return by_document if by_document or mention.meaning is Meaning.BARE else _seat(mention, units)


def _namesakes(mention: Mention, unit: Municipality) -> tuple[Municipality, ...]:
    """Municipalities with a village of the name of a small town or seat: "Невестино" near Карнобат."""
    places = settlements_by_name().get(mention.name, ())
    if not is_town(mention.name) or max((place.population for place in places), default=0) > _SMALL:
        return ()
    return tuple(dict.fromkeys(place.municipality for place in places if place.municipality != unit))


def _seat(mention: Mention, units: tuple[Municipality, ...]) -> Municipality | None:
    """The municipality of the same name among `units`: "с. Медковец"."""
    return next((unit for unit in units if unit.name.casefold() == mention.name), None)


def _by_unit_beside(text: str, mention: Mention, units: tuple[Municipality, ...]) -> tuple[Municipality, ...]:
    """Narrow the choice by what follows: "община Разлог", "обл. Варна", "Белоградчишко", "Самоков"."""
    hit = UNIT_AFTER.match(text[mention.end : mention.end + 60])
    if hit is None:
        return units
    words = lower_case(hit["unit"] or hit["name"])
    for name in (words, words.replace("-", " ").split()[0]):
        stem = name.removesuffix("ко")
        town = town_adjectives().get(stem, name) if stem != name else name
        in_district = [u for u in units if u.district_code == districts().get(town)]
        in_unit = [u for u in units if u.name.casefold() == town]
        if hit["kind"] and lower_case(hit["kind"]).startswith("обл"):
            in_unit = []
        if narrowed := (in_unit or in_district):
            return tuple(narrowed)
    return units


def _by_document(units: tuple[Municipality, ...], weight: Counter[str], near: Counter[str]) -> Municipality | None:
    """The one municipality that the rest of the document speaks of, or whose district it does."""
    weights = ([weight[unit.code] for unit in units], [near[unit.district_code] for unit in units])
    for scores in weights:
        best = max(scores)
        if best and scores.count(best) == 1:
            return units[scores.index(best)]
    return None
