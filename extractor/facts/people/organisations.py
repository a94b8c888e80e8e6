"""Which organisation and which department a position belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex
from spacy.tokens import Doc

from extractor.facts.people.names import proper_case, settlement_names
from extractor.facts.people.roles import Complement, RolePhrase
from extractor.facts.people.scan import CAPITALISED, LOWER, QUOTATION, UPPER, Item
from extractor.facts.people.value import organisation_name, role_name
from extractor.language.morphology import indefinite
from extractor.lexicon import table

_UNITS = frozenset(
    [
        "отдел",
        "дирекция",
        "сектор",
        "отделение",
        "звено",
        "направление",
        "бюро",
        "катедра",
        "факултет",
        "клиника",
        "лаборатория",
        "секция",
        "служба",
        "управление",
        "филиал",
        "група",
        "департамент",
        "подразделение",
    ]
)
_BODIES = frozenset(
    [
        "ус",
        "кс",
        "нс",
        "сд",
        "ос",
        "управителен",
        "контролен",
        "надзорен",
        "обществен",
        "журито",
        "жури",
        "комисия",
        "комитет",
        "настоятелство",
        "щаб",
        "съвет",
        "събрание",
        "работен",
        "организационен",
        "временен",
        "мандатен",
        "постоянен",
        "училищен",
        "родителски",
        "групата",
        "група",
        "колегиум",
        "президиум",
        "борд",
        "бюро",
        "екип",
    ]
)
_PROJECTS = frozenset(
    [
        "проект",
        "екип",
        "програма",
        "учение",
        "експедиция",
        "група",
        "отбор",
        "клас",
        "разкопки",
        "разкопките",
        "отряд",
        "кампания",
        "инициатива",
        "стая",
        "форум",
        "конкурс",
        "фестивал",
        "турнир",
        "състав",
        "филм",
        "книга",
        "изложба",
        "обект",
        "цех",
        "смяна",
        "курс",
        "хор",
        "школа",
        "кабинет",
        "производство",
        "продажби",
        "делегация",
        "мисия",
        "събрание",
    ]
)
_GENERIC = {
    "община": ("municipality",),
    "министерство": ("government",),
    "ведомство": ("government",),
    "агенция": ("agency", "media"),
    "дружество": ("company", "association"),
    "фирма": ("company",),
    "компания": ("company",),
    "предприятие": ("company",),
    "завод": ("company",),
    "сдружение": ("association",),
    "асоциация": ("association",),
    "организация": ("association",),
    "съюз": ("association", "party"),
    "федерация": ("sport", "association"),
    "клуб": ("sport", "association"),
    "фондация": ("foundation",),
    "училище": ("education",),
    "гимназия": ("education",),
    "университет": ("education",),
    "институт": ("education", "agency"),
    "градина": ("education",),
    "болница": ("health",),
    "читалище": ("culture",),
    "музей": ("culture",),
    "театър": ("culture",),
    "библиотека": ("culture",),
    "галерия": ("culture",),
    "партия": ("party",),
    "съд": ("court",),
    "прокуратура": ("court",),
    "съвет": ("council",),
    "инспекция": ("agency",),
    "администрация": ("government", "municipality"),
    "институция": ("government", "agency"),
    "палата": ("association",),
    "камара": ("association",),
    "център": ("culture", "health", "education", "other"),
    "вестник": ("media",),
    "медия": ("media",),
    "храм": ("church",),
    "хор": ("culture",),
    "ансамбъл": ("culture",),
    "оркестър": ("culture",),
    "отбор": ("sport",),
    "дирекция": ("agency",),
}


@dataclass(frozen=True, slots=True)
class Institution:
    """A mention of an organisation at ``doc.text[start:end]``."""

    start: int
    end: int
    name: str
    acronym: str | None
    type: str


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A position resolved: its name, department and organisation."""

    role: str
    unit: str | None
    org: str | None


@lru_cache(maxsize=1)
def _municipalities() -> frozenset[str]:
    return frozenset(row["name"] for row in table("municipalities.csv"))


class Organisations:
    """The organisations of one document, to resolve "общината", "дружеството" and positions without one."""

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        self.mentions = [
            Institution(span.start_char, span.end_char, fact.name, fact.acronym, fact.type)
            for span in doc.spans.get("institutions", [])
            if (fact := span._.fact) is not None
        ]
        self.mentions.sort(key=lambda mention: mention.start)
        self.municipality = self._main_municipality()

    def _main_municipality(self) -> str | None:
        """The municipality whose text this is: the one named most, the first of equals."""
        names: Counter[str] = Counter()
        for match in _MUNICIPALITY.finditer(self.text):
            words_after = match.group("name").split()
            for size in (3, 2, 1):
                name = " ".join(proper_case(word) for word in words_after[:size])
                if name in _municipalities():
                    names[name] += 3 if match.group("kind").lower().startswith("общин") else 2
                    break
        if not names:
            return None
        return names.most_common(1)[0][0]

    def affiliation(self, items: Sequence[Item], phrase: RolePhrase, text: str) -> Affiliation:
        """What `phrase` says about the position, its department and its organisation."""
        lemma = phrase.word.lemma
        noun = lemma.rpartition("-")[2]
        tail: list[str] = []
        unit: str | None = None
        org: str | None = None
        minister = (
            noun in ("министър", "министърка", "вицепремиер", "премиер", "еврокомисар", "президент")
            and noun != "президент"
        )
        mayor = noun in ("кмет", "кметица", "кметка", "вицекмет", "наместник", "градоначалник")
        for part in phrase.complements:
            raw = text[items[part.start].start : items[part.end - 1].end]
            raw = " ".join(raw.split())
            head = self._head(items, part)
            written = f"{part.preposition} {raw}" if part.preposition else raw
            if part.preposition is None:
                if items[part.start].kind == UPPER:
                    org = organisation_name(raw)
                else:
                    tail.append(raw)
            elif (minister and part.preposition == "на" and not tail) or part.preposition == "по":
                tail.append(written)
            elif mayor and part.preposition in ("на", "в"):
                org = self.municipality_body(raw, noun)
            elif head in _UNITS and not (head == "служба" and items[part.start].kind == CAPITALISED):
                unit = unit or organisation_name(raw)
            elif (
                head in _BODIES
                and noun
                in (
                    "председател",
                    "председателка",
                    "член",
                    "секретар",
                    "секретарка",
                    "съпредседател",
                    "вицепрезидент",
                    "заместник",
                )
            ) or (head in ("ус", "кс", "сд", "управителен", "контролен")):
                if (head == "съвет" and "общинск" in raw.lower()) or head == "общински":
                    org = organisation_name(raw)
                elif not tail:
                    tail.append(written)
                else:
                    org = org or organisation_name(raw)
            elif (
                head in _PROJECTS
                and part.preposition in ("на", "за")
                and items[part.start].kind == LOWER
                and org is None
            ):
                tail.append(written)
            elif part.preposition == "за":
                if org is None and unit is None:
                    tail.append(written)
            elif head in _GENERIC and items[part.start].kind == LOWER and part.end - part.start == 1:
                org = self.generic(head, items[part.start].start) or org
            elif org is None:
                org = self.named(items[part.start].start, items[part.end - 1].end, raw)
        role = role_name(phrase, " ".join(tail))
        if org is None:
            org = self.default(phrase, noun, items[phrase.start].start)
        return Affiliation(role, unit, org)

    def _head(self, items: Sequence[Item], part: Complement) -> str:
        """The noun or first word of a complement in base form and lower case."""
        first = items[part.start]
        if first.kind == QUOTATION:
            return ""
        word = indefinite(first.low)
        if (
            first.kind == LOWER
            and part.end - part.start > 1
            and regex.search(r"(?:ски|ски|ен|ов|на|ска|но|ско|ова)$", word)
        ):
            second = items[part.start + 1]
            if second.kind == LOWER and indefinite(second.low) in _UNITS | _BODIES | _PROJECTS:
                return indefinite(second.low)
        return word

    def named(self, start: int, end: int, raw: str) -> str | None:
        """The name of the organisation written at `start`: the institution's there, else the words themselves."""
        if regex.match(r"(?i)общината?\b", raw) or regex.match(r"(?i)общ\.", raw):
            return self.municipality_body(raw, "кмет")
        return organisation_name(raw)

    def generic(self, noun: str, position: int) -> str | None:
        """The organisation that "дружеството" at `position` means: the nearest named before it, else after it."""
        if noun == "община" and self.municipality:
            return f"Община {self.municipality}"
        by_name = [m for m in self.mentions if indefinite(m.name.lower()).startswith(noun)]
        by_type = [m for m in self.mentions if m.type in _GENERIC[noun]]
        for group in (by_name, by_type):
            before = [m for m in group if m.start <= position]
            if before:
                return before[-1].name
            if group:
                return group[0].name
        return None

    def municipality_body(self, raw: str, noun: str) -> str | None:
        """The body a mayor heads: "Лом" gives "Община Лом", "с. Замфир" "Кметство Замфир"."""
        raw = raw.strip(" ,.;–-")
        if regex.fullmatch(r"(?i)общината|града|столицата", raw):
            if raw.lower() == "столицата":
                return "Столична община"
            return f"Община {self.municipality}" if self.municipality else None
        match = _VILLAGE.match(raw)
        if match:
            return f"Кметство {match.group('name').strip()}"
        if regex.match(r"(?i)район", raw):
            return "Район " + raw.split(None, 1)[1] if " " in raw else None
        name = regex.sub(r"(?i)^(?:община|общ\.|гр\.|град|столичната|столична)\s*", "", raw).strip()
        name = regex.split(r"\s[–-]\s|,", name)[0]
        name = " ".join(proper_case(word) for word in name.split())
        if name in ("София", "Столична община", "община", "") and regex.search(r"(?i)столичн|софия", raw):
            return "Столична община"
        if not name:
            return None
        bare = name.strip('„“"”')
        if noun == "наместник" or (
            bare not in _municipalities() and bare in settlement_names() and not regex.match(r"(?i)общ|гр", raw)
        ):
            return f"Кметство {name}"
        return f"Община {name}"

    def default(self, phrase: RolePhrase, noun: str, position: int) -> str | None:
        """The organisation of a position that names none, where the document settles it."""
        if noun in ("кмет", "кметица", "кметка", "вицекмет") and self.municipality:
            return f"Община {self.municipality}"
        if noun in ("съветник", "съветничка") and self.municipality:
            council = [m.name for m in self.mentions if m.type == "council"]
            return council[0] if council else f"Общински съвет – {self.municipality}"
        if noun in ("министър", "министърка", "премиер", "вицепремиер", "президент", "депутат", "представител"):
            return None
        return None


_MUNICIPALITY = regex.compile(
    r"(?P<kind>\bобщина|\bобщ\.|\bкмет(?:ът|а|ицата)?\ на|\bобщински(?:я|ят)?\ съвет(?:\ на|\ в|\ [-–])?|\bобс\ [-–]?)\s*[„\"]?"
    r"(?P<name>\p{Lu}[\p{L}-]+(?:\ \p{Lu}[\p{L}-]+){0,2})",
    regex.IGNORECASE,
)
_VILLAGE = regex.compile(r"^(?:с\.|село|селото|кметство)\s*(?P<name>\p{Lu}[\p{L} ]+)", regex.IGNORECASE)
