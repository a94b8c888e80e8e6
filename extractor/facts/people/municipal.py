"""The municipality, the council and the villages that a text is about: bodies that mayors and councillors belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.facts.municipalities.mentions import Meaning, Mention, find_mentions
from extractor.facts.municipalities.value import resolve
from extractor.facts.people.names import is_settlement, proper_case
from extractor.facts.people.value import organisation_name
from extractor.lexicon.register import Municipality, municipalities_by_name, settlements_by_name

_COUNCIL = regex.compile(r"Общински(?:я|ят)? съвет(?:\s*[-–]\s*|\s+(?:в|на)\s+|\s+)\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?")
_VILLAGE = regex.compile(r"^(?i:с\.|село|селото|кметство)\s*(?P<name>\p{Lu}[\p{L} ]+)")
#: "полския град Яшло", "побратимения Калафат": a town abroad.
_ABROAD = regex.compile(
    r"""(?<!\p{L}) (?: \p{Ll}{3,16}(?:ския|ският|ски) (?:\ (?:град|община))?
                     | (?:побратимен|братск|партньорск)\p{L}{1,4}+ (?:\ (?:ни|им))? (?:\ (?:град|община))? )
        \  (?P<name> \p{Lu}\p{Ll}++ (?: (?:\ (?:ди|де|ла|ле|дел|сюр))? [\ -]\p{Lu}\p{Ll}++ )? ) (?!\ \p{Lu}|[“”"-])""",
    regex.VERBOSE,
)
#: Weight of how a place is named for whose text it is, and of standing in the first lines.
_AS_BODY, _IN_FIRST_LINES, _FIRST_LINES = 3, 2, 200
#: What leads to the place inside the quoted name of a group: „Граждани за Попово“.
_FOR_PLACE = regex.compile(r"(?i:\b(?:за|на|в))[ \u00a0]$")
_ON = regex.compile(r"(?i:\b(?:на|от))[ \u00a0]$")


@dataclass(frozen=True, slots=True)
class Institution:
    """A mention of an organisation at ``doc.text[start:end]``."""

    start: int
    end: int
    name: str
    acronym: str | None
    type: str


@dataclass(frozen=True, slots=True)
class Place:
    """A town or village named at ``text[start:end]``, and the body that its mayor heads.

    `mark` says how it is named: "body" (the municipality), "town", "village", "bare", "around" (the municipality
    that a village lies in) or "abroad".
    """

    start: int
    end: int
    body: str
    village: bool
    mark: str


class MunicipalBodies:
    """Municipal bodies of one document.

    `people` are the stretches of names of persons, where no place is named.
    """

    def __init__(
        self, text: str, mentions: Sequence[Institution], people: Sequence[tuple[int, int]] = (), furniture: str = ""
    ) -> None:
        self.text = text
        self.mentions = mentions
        named = [
            mention
            for mention in find_mentions(text)
            if mention.meaning is Meaning.MUNICIPALITY
            or not any(start <= mention.start and mention.end <= end for start, end in people)
        ]
        resolved = resolve(text, named, find_mentions(furniture) if furniture else ())
        self.municipality = _main_municipality([*resolved, *_named_for(text, named)])
        self.places = sorted(
            (place for mention, unit in resolved for place in _places(mention, unit)), key=lambda place: place.start
        )
        known = {place.start for place in self.places}
        self.places += [  # "214 жители на Зимница", a name too common to be a place by itself
            Place(mention.start, mention.end, f"Кметство {name}", village=True, mark="bare")
            for mention in named
            if mention.start not in known
            and mention.rule == "municipalities.ambiguous"
            and mention.name not in municipalities_by_name()
            and _ON.search(text, max(0, mention.start - 8), mention.start)
            and (name := _settlement(mention.name)) is not None
        ]
        self.places += [
            Place(hit.start("name"), hit.end("name"), f"Община {hit['name']}", village=False, mark="abroad")
            for hit in _ABROAD.finditer(text)
            if hit.start("name") not in known
        ]
        self.places.sort(key=lambda place: place.start)

    @property
    def administration(self) -> str | None:
        """ "Община X" for the municipality that the text is about."""
        return _administration(self.municipality) if self.municipality else None

    def council(self) -> str | None:
        """The municipal council of the document."""
        named = next((m.name for m in self.mentions if m.type == "council"), None)
        match = _COUNCIL.search(self.text)
        if named is None and match:
            named = organisation_name(match.group())
        return named or (f"Общински съвет – {self.municipality}" if self.municipality else None)

    def village(self, position: int) -> str | None:
        """The village that "селото" at `position` means: the nearest named before it, else the first."""
        named = [place for place in self.places if place.village]
        before = [place for place in named if place.start < position]
        return before[-1].body if before else named[0].body if named else None

    def town(self, position: int) -> str | None:
        """The body of the place named last before `position`, if its sentence or the one before names one."""
        near = [place for place in self.places if position - 200 < place.start < position and place.mark != "around"]
        return near[-1].body if near else None

    def headed_by_mayor(self, raw: str, noun: str, position: int = 0) -> str | None:
        """The body a mayor heads: "Лом" gives "Община Лом", "с. Замфир" "Кметство Замфир"."""
        raw = raw.strip(" ,.;–-")
        if raw.lower() in ("селото", "село"):
            return self.village(position)
        if raw.lower() == "града" and (town := self.town(position)) is not None:
            return town
        if regex.fullmatch(r"(?i)общината|града", raw):
            return self.administration
        if regex.match(r"(?i)столи|софия$|гр\. софия$", raw):
            return "Столична община"
        if match := _VILLAGE.match(raw):
            return f"Кметство {match['name'].strip()}"
        if regex.match(r"(?i)район\s", raw):
            return "Район " + raw.split(None, 1)[1]
        if match := regex.match(r"(?i)селата\s+(.+)", raw):
            return f"Кметство {match[1]}"
        name = regex.sub(r"(?i)^(?:общините|общината|община|общ\.|гр\.|града|град)\s*", "", raw)
        name = regex.split(r"\s[–-]\s|,|\sи\s(?=\p{Ll})", name)[0].strip()
        if name[:1].islower() and (last := regex.search(r"(?:\p{Lu}[\p{L}-]+ ?)+$", name)):
            name = last.group().strip()  # "сръбския град Зайчар"
        name = " ".join(proper_case(word) for word in name.split())
        if not name or name[0].islower():
            return None
        known = name.casefold() in municipalities_by_name()
        village = not known and is_settlement(name) and not regex.search(r"(?i)\bобщ|\bгр(?:ад|\.)", raw)
        return f"Кметство {name}" if village or noun == "наместник" else f"Община {name}"


def _administration(municipality: str) -> str:
    return "Столична община" if municipality == "Столична" else f"Община {municipality}"


def _settlement(folded: str) -> str | None:
    return next((place.name for place in settlements_by_name().get(folded, ())), None)


def _named_for(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Municipality]]:
    """The municipalities that groups are named for: сдружение „Граждани за Попово“."""
    for mention in mentions:
        if mention.rule == "municipalities.quoted" and _FOR_PLACE.search(
            text, max(0, mention.start - 5), mention.start
        ):
            for unit in municipalities_by_name().get(mention.name, ())[:1]:
                yield mention, unit


def _main_municipality(resolved: Sequence[tuple[Mention, Municipality]]) -> str | None:
    """The municipality whose text this is: the one that is named most, its bodies and the first lines above all."""
    names: Counter[str] = Counter()
    for mention, unit in resolved:
        body = mention.meaning is Meaning.MUNICIPALITY
        if unit.name == "Столична" and not body:
            continue  # much happens in Sofia that its municipality has no part in
        names[unit.name] += _AS_BODY if body else 1
        names[unit.name] += _IN_FIRST_LINES if mention.start < _FIRST_LINES else 0
    return names.most_common(1)[0][0] if names else None


def _places(mention: Mention, unit: Municipality) -> list[Place]:
    """The bodies that a mayor may head where `mention` names a place of the municipality `unit`."""
    at = mention.start, mention.end
    around = _administration(unit.name)
    if mention.meaning is Meaning.MUNICIPALITY:
        return [Place(*at, around, village=False, mark="body")]
    own = unit in municipalities_by_name().get(mention.name, ())
    if own and mention.meaning is not Meaning.VILLAGE:
        return [Place(*at, around, village=False, mark=mention.meaning.value)]
    name = _settlement(mention.name)
    if name is None:
        return [Place(*at, around, village=False, mark="around")]
    return [
        Place(*at, f"Кметство {name}", village=True, mark=mention.meaning.value),
        Place(*at, around, village=False, mark="around"),
    ]
