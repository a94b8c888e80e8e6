"""Names in plain words beside the gazetteer: numbered schools and commissions, media, ministries of other countries."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.facts.institutions.candidate import Candidate, placed
from extractor.facts.institutions.gazetteer import fold
from extractor.lexicon import words

_FLAGS = regex.VERBOSE | regex.VERSION1

#: "32. СУ", "Седмо СУ", "Първо основно училище", "II ОУ"; a name in quotation marks is for `quoted_names`.
_NUMBERED_SCHOOL = regex.compile(
    r"""(?<![\p{L}\p{N}.])(?:
        \d{1,3}(?:\.|-(?:о?т?о|в?о|р?о|м?о|а|та|ва|ра))
      | Първ[оа]|Втор[оа]|Трет[оа]|Четвърт[оа]|Пет[оа]|Шест[оа]|Седм[оа]|Осм[оа]|Девет[оа]|Десет[оа]|Единадесет[оа]
      | [IVX]{1,5}(?:-то|-та)?
      ) [ ] (?:СУ|СОУ|ОУ|НУ|НОУ|ДГ|ЦДГ|ОДЗ|ЕГ|АЕГ|НЕГ|ФЕГ|СУЕЕ|СПУКК
        |(?:средно|основно|начално|обединено|спортно|средно[ ]общообразователно)(?:то)?[ ]училище
        |(?:английска|немска|френска|руска|испанска)?[ ]?езикова(?:та)?[ ]гимназия|детска(?:та)?[ ]градина)
      (?![\p{L}-]|[ ]?[„“"«])""",
    _FLAGS,
)
#: A newspaper or site by its last word, at the head of a line: "Родопски вести | 12.09.2022", "ТРОЯНСКИ ГЛАС, бр. 81".
_MEDIUM_IN_HEAD = regex.compile(
    r"""(?:^|(?<=\|[ ]))(?=\p{Lu})
        (?i:\p{L}[\p{L}-]{3,20}(?:ск[иао]|ен|на|но|ни|ня)
          [ ](?:вести|трибуна|глас|вестник|новини|куриер|ехо|телеграф|искра|зора|правда))
        (?=\s*(?:\||,\s*бр(?:\.|ой)|бр\.|[-–—/]\s*\d|$))""",
    regex.MULTILINE | _FLAGS,
)
#: A medium behind the word for it: "вестник Перник днес", "в. Родопа", "радио Белослав".
_NAMED_MEDIUM = regex.compile(
    r"""(?<!\p{L})(?:[Вв]естник|[Вв]-к|[Рр]адио|[Тт]елевизия)
        [ ]\p{Lu}[\p{L}-]{2,}+(?:[ ]\p{Lu}[\p{L}-]{2,}+)?(?![ ]?[„“"])""",
    _FLAGS,
)
#: "Министерството на културата на Република Армения", "Министерство на развитието на Румъния".
_FOREIGN_MINISTRY = regex.compile(
    r"""(?<!\p{L})Министерство(?:то)?[ ]на[ ](?:\p{Ll}[\p{L}-]*+,?[ ]){1,9}?на[ ]
        (?P<country>Руската[ ]федерация | (?:Република|Кралство)(?:[ ]\p{Lu}\p{L}++){1,2} | \p{Lu}\p{L}++)(?!\p{L})""",
    _FLAGS,
)
#: "РИК 3 – Варна", "РИК – 16 Пловдив", "РИК-27".
_NUMBERED_COMMISSION = regex.compile(r"(?<!\p{L})РИК[ ]?[-–—]?[ ]?\d{1,2}(?!\d|[.:]\d)")


def find_plain(text: str, folded: str) -> Iterator[Candidate]:
    """Candidates named in plain words, see the patterns above."""
    for hit in _NUMBERED_SCHOOL.finditer(text):
        yield Candidate(hit.start(), hit.end(), hit.group(), "education", "institutions.numbered_school")
    for pattern, rule in ((_MEDIUM_IN_HEAD, "medium_in_head"), (_NAMED_MEDIUM, "named_medium")):
        for hit in pattern.finditer(text):
            name = hit.group()
            yield Candidate(hit.start(), hit.end(), name, "media", f"institutions.{rule}", core=fold(name))
    for hit in _FOREIGN_MINISTRY.finditer(text):
        country = hit["country"]
        if country.rpartition(" ")[2] in words("world_places.txt") or country == "Руската федерация":
            name = hit.group().replace("Министерството", "Министерство", 1)
            yield Candidate(hit.start(), hit.end(), name, "government", "institutions.foreign_ministry")
    for hit in _NUMBERED_COMMISSION.finditer(text):
        candidate = Candidate(
            hit.start(), hit.end(), hit.group(), "agency", "institutions.numbered_commission", acronym="РИК", short=True
        )
        yield placed(text, folded, candidate)
