"""The municipality, the council and the villages that a text is about: bodies that mayors and councillors belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.facts.people.names import is_settlement, proper_case
from extractor.facts.people.value import organisation_name
from extractor.lexicon import table, words

_CAPITALISED = regex.compile(r"\p{Lu}[\p{L}-]++(?:[ \u00a0]\p{Lu}[\p{L}-]++){0,3}")
_MUNICIPAL_BODY = regex.compile(
    r"""\b (?i: община | общ\. | кмет(?:ът|а|ицата)?\ на | общински(?:я|ят)?\ съвет(?:\ на|\ в|\s[-–])? | обс\s[-–] )
        \s* [„"]? $""",
    regex.VERBOSE,
)
_COUNCIL = regex.compile(r"Общински(?:я|ят)? съвет(?:\s*[-–]\s*|\s+(?:в|на)\s+|\s+)\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?")
_VILLAGE = regex.compile(r"^(?i:с\.|село|селото|кметство)\s*(?P<name>\p{Lu}[\p{L} ]+)")


#: What stands right before a place: "в ", "от с. ", "село ".
_LOCATIVE = regex.compile(r"(?i:\b(?:в|във|от|на|до|край|с\.|гр\.|село|селата|град|община|общ\.|кметство))[ \u00a0]?$")


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
    """A town or village named at `start`, and the body that its mayor heads."""

    start: int
    body: str
    village: bool


@lru_cache(maxsize=1)
def _municipalities() -> frozenset[str]:
    return frozenset(row["name"] for row in table("municipalities.csv"))


class MunicipalBodies:
    """Municipal bodies of one document."""

    def __init__(self, text: str, mentions: Sequence[Institution]) -> None:
        self.text = text
        self.mentions = mentions
        self.places: list[Place] = []
        self.municipality = self._main_municipality()

    @property
    def administration(self) -> str | None:
        """ "Община X" for the municipality that the text is about."""
        return f"Община {self.municipality}" if self.municipality else None

    def _main_municipality(self) -> str | None:
        """The municipality whose text this is: the one that is named most, its bodies and the first lines above all."""
        names: Counter[str] = Counter()
        for match in _CAPITALISED.finditer(self.text):
            after = [proper_case(word) for word in match.group().split()]
            before = self.text[max(0, match.start() - 24) : match.start()].lower()
            body = ("об" in before or "кмет" in before) and bool(
                _MUNICIPAL_BODY.search(self.text, max(0, match.start() - 24), match.start())
            )
            at = 0
            while at < len(after):
                if after[at].lower() in ("община", "общинският", "кметът"):
                    body, at = after[at].lower() == "община", at + 1
                    continue
                size = next((n for n in (3, 2, 1) if " ".join(after[at : at + n]) in _municipalities()), 0)
                name = " ".join(after[at : at + size])
                self._note(match, after[at : at + 2], name, body or " ".join(after) == name)
                if size and (body or (name not in words("ambiguous_places.txt") and len(after) <= size + 1)):
                    names[name] += 3 if body else 1
                    names[name] += 2 if match.start() < 200 else 0
                at += max(size, 1)
                body = body and size > 0
        names.pop("Столична", None)
        return names.most_common(1)[0][0] if names else None

    def _note(self, match: regex.Match[str], words_: Sequence[str], municipality: str, whole: bool) -> None:
        """Keep the place that `words_` name in the capitalised words of `match`, if they are nothing else."""
        start = match.start() + max(match.group().lower().find(words_[0].lower()), 0)
        marked = _LOCATIVE.search(self.text, max(0, start - 12), start)
        if municipality and whole and (marked or municipality not in words("ambiguous_places.txt")):
            body = "Столична община" if municipality in ("София", "Столична") else f"Община {municipality}"
            self.places.append(Place(start, body, village=False))
            return
        village = next((name for n in (2, 1) if is_settlement(name := " ".join(words_[:n]))), None)
        if village and not municipality and marked and len(match.group().split()) <= len(village.split()):
            self.places.append(Place(start, f"Кметство {village}", village=True))

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
        near = [place for place in self.places if position - 200 < place.start < position]
        return near[-1].body if near else None

    def headed_by_mayor(self, raw: str, noun: str, position: int = 0) -> str | None:
        """The body a mayor heads: "Лом" gives "Община Лом", "с. Замфир" "Кметство Замфир"."""
        raw = raw.strip(" ,.;–-")
        if raw.lower() in ("селото", "село"):
            return self.village(position)
        if raw.lower() == "града" and (town := self.town(position)) is not None:
            return town
        if regex.fullmatch(r"(?i)общината|града", raw):
            return f"Община {self.municipality}" if self.municipality else None
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
        village = (
            name not in _municipalities() and is_settlement(name) and not regex.search(r"(?i)\bобщ|\bгр(?:ад|\.)", raw)
        )
        return f"Кметство {name}" if village or noun == "наместник" else f"Община {name}"
