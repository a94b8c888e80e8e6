"""Which candidates of a document are one institution, and its fullest name."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import regex

from extractor.facts.institutions.candidate import Candidate
from extractor.facts.institutions.gazetteer import fold
from extractor.facts.institutions.known_names import fold_case
from extractor.lexicon import table

_WORDS = regex.compile(r"[\p{L}\p{N}+]+")


@dataclass(slots=True)
class Institution:
    """An institution of one document with all its mentions."""

    members: list[Candidate] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest name: of the longest mention that is no acronym."""
        full = [m for m in self.members if not m.short] or self.members
        return max(full, key=lambda m: (len(m.name), -m.start)).name

    @property
    def acronym(self) -> str | None:
        """The first acronym that the document gives it."""
        return next((m.acronym for m in self.members if m.acronym), None)

    @property
    def type(self) -> str:
        """The type of the fullest mention."""
        strong = [m for m in self.members if not m.weak] or self.members
        return max(strong, key=lambda m: len(m.name)).type


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return " ".join(_WORDS.findall(fold(name)))


def merge(candidates: list[Candidate]) -> list[Institution]:
    """Group the candidates of a document; a weak one is a name of another where there is one."""
    groups: list[Institution] = []
    by_key: dict[str, Institution] = {}
    by_acronym: dict[str, list[Institution]] = {}
    full = [c for c in candidates if not c.weak and not c.short]
    for candidate in sorted(full, key=lambda c: -len(c.name)):
        key = _key(candidate.name)
        group = by_key.get(key) or _longer_form(candidate, key, groups)
        if group is None:
            group = Institution()
            groups.append(group)
        by_key.setdefault(key, group)
        group.members.append(candidate)
        known = {_known_acronyms().get(name) for name in (candidate.body, candidate.core) if name}
        for acronym in {candidate.acronym, *known} - {None}:
            owners = by_acronym.setdefault(fold_case(acronym or ""), [])
            if group not in owners:
                owners.append(group)
    for candidate in candidates:
        if not (candidate.weak or candidate.short):
            continue
        group = _owner(candidate, groups, by_acronym, by_key)
        if group is None:
            group = Institution()
            groups.append(group)
        group.members.append(candidate)
        by_key.setdefault(_key(candidate.name), group)
    return groups


@lru_cache(maxsize=1)
def _known_acronyms() -> dict[str, str]:
    return {fold(row["name"]): row["acronyms"].split(";")[0] for row in table("institutions.csv") if row["acronyms"]}


#: First words that the short name of a well-known body leaves out: "Червеният кръст", "Гранична полиция".
_LEFT_OUT = regex.compile(r"(?:българск[иао]|националн[ао]|национален|главна дирекция|държавн[ао]|държавен) ")


def _is_short_for(key: str, other: str) -> bool:
    lead = _LEFT_OUT.match(other)
    return lead is not None and other[lead.end() :] == key


def _longer_form(candidate: Candidate, key: str, groups: list[Institution]) -> Institution | None:
    """The institution of which `candidate` is a shorter name."""
    fitting = []
    for group in groups:
        for member in group.members:
            other = _key(member.name)
            if (
                candidate.core
                and candidate.core == member.core
                and candidate.type == member.type
                and candidate.type in ("company", "foundation", "association", "media")
            ):
                return group
            if (
                candidate.type == member.type
                and " " in key
                and other.startswith(key + " ")
                and not (candidate.place and member.place != candidate.place)
                and candidate.type not in ("municipality", "government")
            ):
                fitting.append(group)
                break
            if candidate.rule == "institutions.known" and not candidate.place and _is_short_for(key, other):
                fitting.append(group)
                break
            if candidate.body and candidate.body == member.body and not candidate.place and member.place:
                fitting.append(group)
                break
            if candidate.body and candidate.body == member.body and candidate.place and candidate.place == member.place:
                return group
    return fitting[0] if len(fitting) == 1 else None


def _owner(
    candidate: Candidate,
    groups: list[Institution],
    by_acronym: dict[str, list[Institution]],
    by_key: dict[str, Institution],
) -> Institution | None:
    """The institution that an acronym or a quoted name stands for."""
    if (same := by_key.get(_key(candidate.name))) is not None:
        return same
    if candidate.acronym:
        owners = by_acronym.get(fold_case(candidate.acronym)) or by_acronym.get(fold_case(candidate.name), [])
        if candidate.place:
            owners = [g for g in owners if all(m.place in (None, candidate.place) for m in g.members)]
        if len(owners) == 1 or (owners and not candidate.place):
            return owners[0]
        return None
    if candidate.core:
        owners = [g for g in groups if any(m.core == candidate.core for m in g.members)]
        if not owners:  # „Сигма“ stands for „Сигма Дигитал“ АД
            owners = [
                g
                for g in groups
                if any(m.type == "company" and m.core and m.core.startswith(f"{candidate.core} ") for m in g.members)
            ]
        return owners[0] if owners else None
    return None
