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
    "|сътруднич|публикув|качи|качва|обжалв|оспор|дари|дарява|изготв|изпрат|изпращ|назнач|изплат|изплащ|информир"
    "|предупре|подпом|поздрав|чества|придоби|откри|закри|поддърж|управлява|стопанис|членува|реализир|изпълнява"
    "|внедр|настан|наема|нае(?!м)|възрази|възраз|отговаря|отказ|сдружи|сдружа|изпълни|поиска|иска"
)
#: What a municipality does: the verb after its name (folded); after "е" or "са" only an active form ("е получила").
_ACTS = regex.compile(
    rf"""["]?+ \s (?:вече\s|също\s|вчера\s|днес\s|изобщо\s|не\s|няма\sда\s|ще\s|се\s|си\s|я\s|го\s|ги\s)*+ (?:
        (?:е|са|бе|беше|бяха)\s (?:вече\s|също\s|не\s|се\s|си\s|я\s|го\s|ги\s)*+
          (?: (?:{_VERBS})\p{{L}}*?л[аои]?(?!\p{{L}}) | награ|отлич|глоб|санкцион|осъд)
      | {_VERBS})""",
    _FLAGS,
)
#: The sum that it gets or gives, in a list: "– 1,46 млн. евро", "(5 хил. лв.)" (folded).
_SUM_AFTER = regex.compile(
    r"[ ]?(?:[-–—]|\()[ ]?(?:\p{L}{1,12}[ ]){0,3}\d[\d .,]{0,14}[ ]?(?:хил|млн|милион|млрд|лв|лева|евро|€)", _FLAGS
)
#: The verb before it, or another institution in one list with it (folded).
_ACTED = regex.compile(
    rf"""(?:(?<!\p{{L}})(?:{_VERBS})\p{{L}}{{0,6}}+ (?:\s(?:и(?:\sна)?|на|ги|я|го|им))?
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
          |партнира\p{L}*|сътруднич\p{L}*) \s (?:(?:на|по|за|в)\s(?:\p{L}++\s){1,5}?)?(?:са|с|със|между)
      | партньори
      ) \s\Z""",
    _FLAGS,
)
TERRITORY = regex.compile(
    r"(?:(?<!\p{L})(?:в|във|из|край|през|за|до)|част\p{L}*\sот|жител\p{L}*\s(?:на|от)|територия\p{L}*\sна|цялата)\s\Z",
    _FLAGS,
)
_LOWER = regex.compile(r"(?<!\p{L})(?P<noun>общината|община|[Оо]бщините)[ ](?P<quote>[„“\"])?(?=\p{Lu})")
_JOINT = regex.compile(r"(?:[ ]\([^()\n]{1,30}\))?(?:,[ ]?|[ ]и[ ]|[ ]и[ ]община[ ])[„“\"]?(?=\p{Lu})")
#: A list of municipalities after their number: "13 общини, сред тях А, Б и В", "седемте общини – А, Б и В".
_COUNTED = regex.compile(
    r"""(?<!\p{L})(?P<before>(?:(?:общо|всички|всичките|другите|останалите)[ ])?(?:\d{1,3}[ ]|\p{L}{3,14}[ ])?)
        общини(?:те)?(?:[ ][-–—][ ]|:[ ]|,[ ](?:сред|между)[ ](?:тях|които)[ ](?:са[ ]|и[ ]){0,2})(?=\p{Lu})""",
    _FLAGS,
)
#: A person before the municipality in brackets or slashes: "Мария Иванова-Ненчева /община Суворово/".
_PERSON_BEFORE = regex.compile(
    r"""(?<!с\.[ ]|село[ ])(?<![\p{L}-])\p{Lu}\p{Ll}++[ ](?:\p{Lu}\p{L}*+\.?[ ])?
        (?:\p{Lu}\p{Ll}++-)?\p{Lu}\p{Ll}*(?:[оеи]ва?|ск[иа])[ ]?[(/]\Z""",
    _FLAGS,
)
#: The village that lies in the municipality: "Дъбово, община Мъглиж – 100 лв."
_VILLAGE_BEFORE = regex.compile(r"\p{Lu}\p{L}++[ ]?[,(][ ]?\Z")
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
        if hit["noun"] == "общината":
            continue
        places = _places(text, folded, hit.end(), several=hit["noun"].endswith("ите"))
        foreign = None if places or hit["quote"] else _FOREIGN_PLACE.match(text, hit.end())
        if foreign is not None and hit["noun"] == "община" and not folded.endswith(("ка ", "ката "), 0, hit.start()):
            places = [foreign.span()]
        if not places:
            continue
        acts = _acts(text, folded, hit.start(), places[-1][1])
        if acts or foreign is None:
            yield from _each(text, hit.start(), places, acts=acts)
    for hit in _COUNTED.finditer(text):
        places = _places(text, folded, hit.end(), several=True)
        before = folded[max(0, hit.start() - 60) : hit.start()]
        sent_by_them = _EMPLOYS.search(before) and not before.endswith("от ")  # "служители от 25 общини" are a count
        if len(places) > 1 and (sent_by_them or _ACTED.search(before)):
            yield from _each(text, places[0][0], places, acts=True)


def _acts(text: str, folded: str, start: int, end: int) -> bool:
    """Whether the words around ``text[start:end]`` say that the municipalities named there act, employ or are paid."""
    before = folded[max(0, start - 60) : start]
    if _EMPLOYS.search(before) or _ACTED.search(before):
        return True
    if _PERSON_BEFORE.search(text, max(0, start - 50), start) and text[end : end + 1] in ("/", ")"):
        return True
    if TERRITORY.search(before):
        return False
    lies_in_it = _VILLAGE_BEFORE.search(text, max(0, start - 30), start)
    return bool(_ACTS.match(folded, end) or (_SUM_AFTER.match(folded, end) and not lies_in_it))


def _each(text: str, first: int, places: list[tuple[int, int]], *, acts: bool) -> Iterator[Candidate]:
    """One candidate for each of `places`; that of the first begins at `first`."""
    rule = "municipality_acts" if acts else "municipality_mentioned"
    if len(places) > 1:
        rule += "_in_list"
    for number, (start, end) in enumerate(places):
        candidate = _candidate(start if number else first, end, text[start:end], rule)
        yield replace(candidate, weak=not acts)


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
        if not TERRITORY.search(before):
            shown = next((place.name for place in settlements_by_name()[town] if place.is_town), town.title())
            yield _candidate(hit.start(), hit.end(), shown, "municipality_adjective")
