"""Municipalities as institutions: where they act, own, employ or pay, not where they are a territory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractor.facts.institutions import patterns as p
from extractor.facts.institutions.candidate import Candidate
from extractor.lexicon.register import place_at, settlements_by_name, town_adjectives

_FLAGS = regex.VERBOSE | regex.VERSION1
_VERBS = (
    "кандидатств|подпис|организир|учреди|внес|внас|обяв|изград|осигур|финансир|получ|плаща|плати|купи|подкреп|реши"
    "|предостав|дава|даде|отпус|партнир|стартир|заплащ|прие|въвед|разполага|планира|възнамеряв|кани|покан|търси|търсят"
    "|благодар|започва|ремонтира|асфалтир|домакин|закупи|ангажир|участва|отдел|задел|издаде|подаде|спечели|настоява"
    "|предлаг|предлож|продав|отда|уведом|съобщ|напомн|призов|удължа|удължи|провежд|провед|работ|поема|превежд|преве"
    "|възла|санкцион|глоб|осъд|съдейств|дължа|съфинанс|отче|закъсн|приканв|присъедин|сключ|награ"
)
#: What a municipality does: the verb after its name (folded).
_ACTS = regex.compile(
    rf"""["]?+ \s (?:вече\s|също\s|вчера\s|днес\s|не\s|няма\sда\s|ще\s|са\s|е\s|бяха\s|беше\s|бе\s|се\s|си\s)*+
        (?:{_VERBS})""",
    _FLAGS,
)
#: The verb before it, or another institution in one list with it (folded).
_ACTED = regex.compile(
    rf"""(?:(?<!\p{{L}})(?:{_VERBS})\p{{L}}{{0,6}}+ (?:\s(?:и(?:\sна)?|на|ги))?
          | ["]\s(?:\p{{L}}++\s)?и | \s(?:ад|еад|оод|еоод)\sи) \s \Z""",
    _FLAGS,
)
#: Whom it employs, with whom it works (folded).
_EMPLOYS = regex.compile(
    r"""(?:
        (?:кмет|секретар|говорител|експерт|служител|представител|юрисконсулт|архитект
          |специалист|счетоводител|инспектор)\p{L}*+
          \s(?:на|в|от|към)
      | (?:партньор\p{L}*|споразумени\p{L}+|договор\p{L}*|партньорство|съвместно|заедно|наред
          |партнира\p{L}*) \s (?:(?:на|по)\s(?:\p{L}++\s){1,3})?(?:са|с|със|между)
      | партньори
      ) \s\Z""",
    _FLAGS,
)
_TERRITORY = regex.compile(
    r"(?:(?<!\p{L})(?:в|във|из|край|през|за|до)|жител\p{L}*\s(?:на|от)|територия\p{L}*\sна|цялата)\s\Z",
    _FLAGS,
)
_LOWER = regex.compile(r"(?<!\p{L})(?P<noun>общината|община|[Оо]бщините)[ ](?P<quote>[„“\"])?(?=\p{Lu})")
_JOINT = regex.compile(r"(?:[ ]\([^()\n]{1,30}\))?(?:,[ ]?|[ ]и[ ]|[ ]и[ ]община[ ])[„“\"]?(?=\p{Lu})")
_COUNCILS = regex.compile(r"(?<!\p{L})[Оо]бщински(?:те)?[ ]съвети(?:те)?[ ](?P<joint>на|в|във)[ ][„“\"]?(?=\p{Lu})")
_FOREIGN_PLACE = regex.compile(r"\p{Lu}\p{L}++(?:[ -]\p{Lu}\p{L}++)?")
_ADJECTIVE = regex.compile(r"(?<!\p{L})(?P<stem>\p{L}{3,20})ката[ ]община(?!\p{L})", regex.IGNORECASE)


def find_communes(text: str, folded: str) -> Iterator[Candidate]:
    """ "Община Перник", "пернишката община", "споразумение с общините Елена и Антоново"."""
    yield from _named(text, folded)
    yield from _lower_case(text, folded)
    yield from _by_adjective(text, folded)
    yield from _councils(text, folded)


def _places(text: str, folded: str, at: int, *, several: bool) -> list[tuple[int, int]]:
    """Spans of the place names from `at` on, with `several` a whole list: "Елена, Антоново и Опака"."""
    places: list[tuple[int, int]] = []
    while place := place_at(folded, at):
        places.append((at, place[0]))
        joint = _JOINT.match(text, place[0]) if several else None
        if joint is None:
            break
        at = joint.end()
    return places


def _candidate(start: int, end: int, shown: str, rule: str) -> Candidate:
    name = f"Община {shown.title() if shown.isupper() else shown}"
    return Candidate(start, end, name, "municipality", f"institutions.{rule}", body="община", place=shown.casefold())


def _named(text: str, folded: str) -> Iterator[Candidate]:
    """With a capital letter it is the institution; also of foreign places ("Община Гюмри")."""
    for hit in p.COMMUNE.finditer(text):
        place = place_at(folded, hit.end())
        if place:
            end = place[0]
        else:
            word = _FOREIGN_PLACE.match(text, hit.end())
            if word is None or hit["quote"]:
                continue
            end = word.end()
        shown = text[hit.end() : end]
        if hit["quote"] and text[end : end + 1] in tuple('“”"»„'):
            end += 1
        yield _candidate(hit.start(), end, shown, "municipality")


def _lower_case(text: str, folded: str) -> Iterator[Candidate]:
    """Without a capital letter it may be a territory: weak where the words around do not say that it acts."""
    for hit in _LOWER.finditer(text):
        places = _places(text, folded, hit.end(), several=hit["noun"].endswith("ите"))
        if not places or hit["noun"] == "общината":
            continue
        before = folded[max(0, hit.start() - 60) : hit.start()]
        employs = _EMPLOYS.search(before)
        acts = _ACTS.match(folded, places[-1][1]) and not _TERRITORY.search(before)
        rule = "municipality_acts" if employs or acts or _ACTED.search(before) else "municipality_mentioned"
        if len(places) > 1:
            rule += "_in_list"
        for number, (start, end) in enumerate(places):
            candidate = _candidate(start if number else hit.start(), end, text[start:end], rule)
            yield replace(candidate, weak=rule.startswith("municipality_mentioned"))


def _councils(text: str, folded: str) -> Iterator[Candidate]:
    """ "общинските съвети на Елена и Антоново": one institution for each place."""
    for hit in _COUNCILS.finditer(text):
        for number, (start, end) in enumerate(_places(text, folded, hit.end(), several=True)):
            name = f"Общински съвет {hit['joint']} {text[start:end]}"
            first = start if number else hit.start()
            yield Candidate(
                first, end, name, "council", "institutions.councils", body="общински съвет", place=folded[start:end]
            )


def _by_adjective(text: str, folded: str) -> Iterator[Candidate]:
    """ "Троянската община", "сливенската община"."""
    for hit in _ADJECTIVE.finditer(folded):
        town = town_adjectives().get(hit["stem"])
        if town is None or town == "софия":
            continue
        before = folded[max(0, hit.start() - 40) : hit.start()]
        if not _TERRITORY.search(before):
            shown = next((place.name for place in settlements_by_name()[town] if place.is_town), town.title())
            yield _candidate(hit.start(), hit.end(), shown, "municipality_adjective")
