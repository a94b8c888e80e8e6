"""What belongs to a date: the tense of its sentence, which settles the year, and its role."""

from __future__ import annotations

import regex

from extractor.facts.dates.phrases import Phrase
from extractor.facts.dates.value import Tense

_FLAGS = regex.VERBOSE | regex.IGNORECASE

FUTURE = regex.compile(
    r"""(?<!\p{L})(?: ще | предсто\p{L}{1,4} | насроч\p{L}{1,4} | очаква\p{L}{0,3} | планира\p{L}{0,3} | предвижда\p{L}{0,2}
      | следващ\p{L}{1,3} | подават | приемат | срок(?:ът|а)? | изтича | заповядайте | канят?|каним | покан\p{L}{1,3} | трябва
      | стартира(?:т)? | започва(?:т)? | предстоящ\p{L}{1,3} | догодина | програма )(?!\p{L})""",
    _FLAGS,
)
PAST = regex.compile(
    r"""(?<!\p{L})(?: бе | беше | бяха | бил[аио]? | проведе(?:ни|на|н|но|ха)? | състоя(?:ха|л|ла|ли)? | откри(?:ха|т|та|то|ти)? | получи(?:ха|л)?
      | миналата | изминал\p{L}{1,3} | завърши(?:ха|л|ла|ло|ли)? | подписа(?:ха|н|на|но|ни)? | участва(?:ха|л|ли) | припомн\p{L}{1,3}
      | стана(?:ха|ла|ло|ли)? | има(?:ше|ло) | \p{L}{3,20}(?:аха|яха|иха|оха|ъха|яхме|ахме|ихме|охме|ала|яла|ила|али|яли|или|ено|ени|ана|ано|ани)
      )(?!\p{L})""",
    _FLAGS,
)
SENTENCE_END = regex.compile(r"[.!?…]\s+(?=[\p{Lu}„\"“–\n])|\n")


def sentence_around(text: str, start: int, end: int, reach: int = 300) -> tuple[int, int]:
    """Offsets of the sentence around ``text[start:end]``, at most `reach` characters to each side."""
    low, high = max(0, start - reach), min(len(text), end + reach)
    begin = low
    for match in SENTENCE_END.finditer(text, low, start):
        if not regex.search(r"(?:\bг|\d|т\.г|м|\bгр|\bс|инж|проф|доц|д-р|ул)$", text[low : match.start()], _FLAGS):
            begin = match.end()
    found = SENTENCE_END.search(text, end, high)
    return begin, found.start() if found else high


def tense_of(text: str, phrase: Phrase) -> Tense | None:
    """The tense of the words nearest to a date in its sentence; None where nothing tells."""
    begin, end = sentence_around(text, phrase.start, phrase.end)
    best: tuple[int, Tense] | None = None
    for pattern, tense in ((FUTURE, "future"), (PAST, "past")):
        for match in pattern.finditer(text, begin, end):
            if phrase.start <= match.start() < phrase.end:
                continue
            distance = phrase.start - match.end() if match.end() <= phrase.start else (match.start() - phrase.end) * 2
            if best is None or distance < best[0]:
                best = (distance, tense)  # type: ignore[assignment]
    if phrase.reach == "until" and (best is None or best[1] == "past" and best[0] > 25):
        return "future"
    return best[1] if best else None


DOCUMENT = regex.compile(
    r"""(?: договор\p{L}{0,3} | решени(?:е|я|ето|ята) | заповед\p{L}{0,3} | постановлени\p{L}{1,3} | протокол\p{L}{0,3} | наредба\p{L}{0,2}
      | закон\p{L}{0,2} | писмо(?:то)? | споразумени\p{L}{1,3} | ПМС | РМС | РИ | ДВ | заявлени\p{L}{1,3} | акт\p{L}{0,2} | указани\p{L}{1,3} | изх\. | № )
      [^.;!?\n]{0,60}?(?:от|/|на)\s*$""",
    _FLAGS,
)
PUBLISHED = regex.compile(
    r"(?:публик|публ\.|добавен|дата|качен|posted|published|изпратен|\bот\s+admin|информация\s+за\s+медиите)[^\n]{0,40}$",
    _FLAGS,
)
DEADLINE = regex.compile(
    r"""(?: срок | подава | приема | кандидатств | заявк | записван | запиш | трябва | готов | приключ | завърш | изпраща | внес | изтича
      | оферт | предложени | потвърд | документи )""",
    _FLAGS,
)


def role_of(text: str, phrase: Phrase, edtf: str, published: str | None) -> str:
    """event, published, document, deadline or other."""
    begin, end = sentence_around(text, phrase.start, phrase.end)
    before = text[begin : phrase.start]
    line = text[text.rfind("\n", 0, phrase.start) + 1 : (text.find("\n", phrase.end) + 1 or len(text) + 1) - 1]
    cue = text[max(begin, phrase.start - 90) : phrase.end]
    if edtf == published and phrase.reach == "at" and (len(line) < 60 or PUBLISHED.search(before)):
        return "published"
    if DOCUMENT.search(text[max(0, phrase.start - 90) : phrase.start]) or (
        phrase.reach == "since" and DOCUMENT.search(cue[: len(cue) - (phrase.end - phrase.start)] + phrase.cue)
    ):
        return "document"
    if phrase.reach == "until":
        return "deadline" if len(edtf) > 6 else "other"
    if DEADLINE.search(before[-60:]) and "срок" in before[-60:].lower():
        return "deadline"
    if len(edtf) <= 9 and not edtf.startswith("X") and "-" not in edtf:
        return "other"
    return "event"
