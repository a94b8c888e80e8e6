"""What belongs to a date: the tense of its sentence, which settles the year, and its role."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractor.facts.dates.phrases import Phrase
from extractor.facts.dates.value import Tense
from extractor.lexicon import words

_FLAGS = regex.VERBOSE | regex.IGNORECASE

_PAST_VERBS = "|".join(sorted(words("past_verbs.txt"), key=len, reverse=True))
#: Verb forms that tell when something happens; a form takes the words that it governs with it
#: ("ще се проведе", "да бъде подписан"), so that they are not read as a past tense of their own.
TENSES = regex.compile(
    rf"""(?<!\p{{L}})(?:
    (?P<future>
        (?:(?:е|са|бе|беше|бяха)\s+(?:\p{{L}}{{1,14}}\s+)?)?(?:насроч|планир|предвид|отлож)\p{{L}}{{1,6}}
      | (?:ще|да)(?:\s+\p{{L}}{{1,20}}){{1,3}}
      | предсто\p{{L}}{{1,4}} | (?:очаква|планира|предвижда)\p{{L}}{{0,3}} | (?:следва|идва)щ\p{{L}}{{1,3}}
      | подават? | приемат? | изтича | (?:за|по)?кан\p{{L}}{{1,3}} | трябва
      | (?:старт|закри|откри|започ|приключ)\p{{L}}{{0,3}}ват? | стартират? | тръгват? | влизат?
      | край(?:ният|ния)\s+срок
      | (?:е|са)(?=\s+(?:на\s+\d|в(?:ъв)?\s+(?:понед|вторн|сряда|четвърт|петък|събота|недел))) )  # "е в петък"
  | (?P<past>
        (?:{_PAST_VERBS}) | \p{{L}}{{2,20}}(?:[аяиоъ]ха|ваше|яше|еше|чаше)
      | минал(?:ата|ия|ият) | изминал(?:ата|ия) | тогава
      | (?:е|са|бил|била|било|били|съм|сме)\s+(?:\p{{L}}{{1,14}}\s+)?
        \p{{L}}{{3,20}}(?:л|ла|ло|ли|ен|ена|ено|ени|ан|ана|ано|ани|ят|ята|ято|яти|нат|ната|нато|нати) )
    )(?!\p{{L}})""",
    _FLAGS,
)
#: A verb farther away than this many characters, counted with its breaks, says nothing about the date.
FAR = 80
BREAK = regex.compile(r"[,;:–—(]|\sи\s")
SENTENCE_END = regex.compile(r"[.!?…]\s+(?=[\p{Lu}„\"“–\n])|\n")
ABBREVIATION = regex.compile(r"(?:\bг|\b\d{1,2}|т\.г|м|\bгр|\bс|инж|проф|доц|д-р|ул)$", _FLAGS)
_LONGEST = 6  # characters of such an abbreviation, with what "$" allows after it


def sentence_around(text: str, start: int, end: int, reach: int = 300) -> tuple[int, int]:
    """Offsets of the sentence around ``text[start:end]``, at most `reach` characters to each side."""
    low, high = max(0, start - reach), min(len(text), end + reach)
    begin = low
    for match in SENTENCE_END.finditer(text, low, start):
        if not ABBREVIATION.search(text, max(low, match.start() - _LONGEST), match.start()):
            begin = match.end()
    found = SENTENCE_END.search(text, end, high)
    return begin, found.start() if found else high


@lru_cache(maxsize=64)
def tense_of(text: str, phrase: Phrase) -> Tense | None:
    """The tense of the verb nearest to a date in its sentence; None where nothing tells.

    A comma, dash or colon between a date and a verb makes the verb count as farther away.
    """
    begin, end = sentence_around(text, phrase.start, phrase.end)
    best: tuple[int, Tense] | None = None
    for match in TENSES.finditer(text, begin, end):
        if match.end() <= phrase.start:
            between = text[match.end() : phrase.start]
        elif match.start() >= phrase.end:
            between = text[phrase.end : match.start()]
        elif match.start() < phrase.start:
            between = ""  # "ще заседава в петък": the form takes the date with it
        else:
            continue
        distance = len(between) + 25 * len(BREAK.findall(between))
        if best is None or distance < best[0]:
            best = (distance, "future" if match["future"] else "past")
    if best is not None and best[0] <= FAR:
        return best[1]
    return "future" if phrase.reach == "until" else None


DOCUMENT = regex.compile(
    r"""(?<!\p{L})(?:
        (?i:договор|правилник|решени[ея]|заповед|постановлени|протокол|наредб|закон|писмо|споразумени|меморандум|заявлени
          |акт|указани|жалб|определени|удостоверени|разрешени|лиценз|пълномощно|докладн|сигнал)\p{L}{0,5}
      | ПМС | РМС | ДВ | [Ии]зх\. | № )
      (?: [^.;!?\n,]| (?<=бр|чл|ал|т|изх|вх|рег|доп)\. | (?<=\d)[.,](?=\d) ){0,50}?(?:\s[оo]т|/|\sна)\s*$""",
    regex.VERBOSE,
)
#: Words before "от" that make what follows a point and not a beginning: a comparison, or a bare "е от".
POINT = regex.compile(
    r"""(?<!\p{L})(?:
        (?:повече|по-\p{L}{2,20}|най-\p{L}{2,20}|различ\p{L}{1,5}|пъти)(?:\s+\p{L}{1,20}){0,4}
      | е | са | бе | беше | бяха | за\s+първи\s+път )\s+[оo]т$""",
    _FLAGS,
)
#: "Положението, обявено от вторник": what was done that day, without a verb that says so.
PARTICIPLE = regex.compile(r"(?<!\p{L})\p{L}{3,20}(?:[еая]н|[еая]н[аои]|[ия]т[аои]?)\s$", _FLAGS)
#: "Съборът се премества от събота за 25 август": a day that was given up, with the new one after it.
MOVED = regex.compile(
    r"(?<!\p{L})(?:премест|отлож|отлаг|прехвърл|измест)\p{L}{1,5}(?:\s+\p{L}{1,20}){0,3}\s+[оo]т$", _FLAGS
)
TO_ANOTHER_DAY = regex.compile(r"[ ](?:за|на)[ ]")
