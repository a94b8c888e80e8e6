"""The role of a date, and whether "от" before it opens a range: two small linear models over context.

The weights stand in ``facts/weights/date_role.tsv`` and ``date_opening.tsv`` (`extractor.facts.linear`). A feature
is a short string; a label's score is the sum of the weights of the features that are present.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from extractor.facts.dates.attachment import DOCUMENT, MOVED, POINT, TO_ANOTHER_DAY, sentence_around, tense_of
from extractor.facts.dates.phrases import AFTER_SINCE, Phrase
from extractor.facts.dates.published import SAYS_SO, TOOLS
from extractor.facts.linear import LinearModel

#: Words that speak for a role; the models learn how strongly.
CUES: dict[str, regex.Pattern[str]] = {
    name: regex.compile(rf"(?<!\p{{L}})(?:{words})", regex.VERBOSE | regex.IGNORECASE)
    for name, words in {
        "deadline": r"""срок | пода[вд] | прием | кандидатств | заявк | заявлени | записв | запиш | трябва | следва\s+да
            | приключ | завърш | изпраща | внес | изтича | оферт | предложени | потвърд | документи | готов | регистр
            | най-късно | не\s+по-късно | крайн | плат | депозир | становищ""",
        "event": r"""провед | състо | откри | ще\s+се | насроч | гостув | концерт | среща | заседани | сесия | семинар
            | обучени | подпис | посети | турнир | форум | празник | посрещ | връч | събра | започ | старт | изложб
            | конференц""",
        "document": r"""договор | решени | заповед | постановлени | протокол | наредб | закон | писмо | споразумени
            | меморандум | указ | акт | лиценз | разрешени | ПМС | РМС | ДВ\b | №""",
        "background": r"""основан | създаден | построен | учреден | роден | завършил | работи | съществува | досега
            | спрямо | сравнение | повече | по-малко | предишн | последн | за\s+първи\s+път | рекорд | история | бюджет
            | отчет | данни | приходи | насам | средно""",
        "says_so": SAYS_SO.pattern,
    }.items()
}
WORD = regex.compile(r"\p{L}+|\d+|[^\s\p{L}\d]")


def _scale(edtf: str) -> str:
    """ "day", "month", "year" or "range", with the open end."""
    if edtf.startswith(".."):
        return "until_" + _scale(edtf[3:])
    if edtf.endswith(".."):
        return "since_" + _scale(edtf[:-3])
    first, _, last = edtf.partition("/")
    scale = {4: "year", 7: "month", 10: "day"}.get(len(first), "other")
    return f"{scale}_range" if last else scale


def _distance(edtf: str, published: date | None) -> str:
    """Where a date lies to the day of publication, in rough steps."""
    part = edtf.removeprefix("../").partition("/")[0]
    if published is None or not part[:4].isdigit():
        return "unknown"
    if len(part) < 10:
        years = int(part[:4]) - published.year
        return f"years{max(-3, min(3, years))}"
    try:
        days = (date.fromisoformat(part) - published).days
    except ValueError:
        return "unknown"
    for limit in (-3650, -365, -60, -8, -2, -1, 0, 1, 7, 30, 120, 365):
        if days <= limit:
            return f"days{limit}"
    return "later"


def _shape(word: str) -> str:
    return "9" if word.isdigit() else word[:6]


def _words(text: str) -> list[str]:
    return [match[0] for match in WORD.finditer(text.lower())]


def role_features(text: str, phrase: Phrase, edtf: str, published: date | None) -> Iterator[str]:
    """What the role of ``text[phrase.start:phrase.end]`` can be read from."""
    begin, end = sentence_around(text, phrase.start, phrase.end)
    before, after = text[begin : phrase.start], text[phrase.end : end]
    scale, distance = _scale(edtf), _distance(edtf, published)
    yield f"scale={scale}"
    yield f"distance={distance}"
    yield f"scale={scale}|distance={distance}"
    yield f"rule={phrase.rule}"
    tense = tense_of(text, phrase) or "none"
    yield f"tense={tense}"
    yield f"tense={tense}|scale={scale}"
    yield f"cue={phrase.cue.lower()[:14]}"
    if phrase.first.shift is not None:
        yield f"shift={phrase.first.shift.unit}{max(-2, min(2, phrase.first.shift.count))}"
    left, right = _words(before[-80:]), _words(after[:60])
    for place, word in enumerate(reversed(left[-4:]), start=1):
        yield f"-{place}={_shape(word)}"
    if len(left) > 1:
        yield f"-2-1={_shape(left[-2])} {_shape(left[-1])}"
    for place, word in enumerate(right[:3], start=1):
        yield f"+{place}={_shape(word)}"
    for word in {_shape(w) for w in left[-10:] if len(w) > 2}:
        yield f"left={word}"
    for word in {_shape(w) for w in right[:8] if len(w) > 2}:
        yield f"right={word}"
    for name, pattern in CUES.items():
        if pattern.search(before[-70:]):
            yield f"before:{name}"
            yield f"before:{name}|{scale}"
        if pattern.search(after[:60]):
            yield f"after:{name}"
    if DOCUMENT.search(text[max(0, phrase.start - 90) : phrase.start] + phrase.cue):
        yield "document"
    yield from _line_features(text, phrase, edtf, published)


def _line_features(text: str, phrase: Phrase, edtf: str, published: date | None) -> Iterator[str]:
    """Date lines stand alone, near the head or the foot of a page, or after "Публикувано на"."""
    start = text.rfind("\n", 0, phrase.start) + 1
    end = text.find("\n", phrase.end)
    end = len(text) if end < 0 else end
    before, after = text[start : phrase.start], text[phrase.end : end]
    same = published is not None and edtf == published.isoformat()
    alone = not before.strip(" ([/|-–\t") and len(after.strip(" )]/|.-–\t")) < 12
    head = text.count("\n", 0, phrase.start) < 6 and phrase.start < 600
    foot = len(text) - phrase.end < 120
    yield f"same={same}"
    place = "head" if head else "foot" if foot else "body"
    yield f"place={place}|same={same}"
    if alone:
        yield f"alone|same={same}"
        yield f"alone|{place}|same={same}"
    if SAYS_SO.search(before[-60:]):
        yield f"says_so|same={same}"
    if TOOLS.search(after[:40]) or TOOLS.search(before[-40:]):
        yield f"tools|same={same}"
    if len(before) < 40 and not phrase.cue and before.strip() and before.strip()[-1] in ",/|(":
        yield f"dateline|{place}|same={same}"
    if not before.strip():
        yield "line_start"


def opening_features(text: str, phrase: Phrase) -> Iterator[str]:
    """What tells "действа от 2019 г." (a beginning) from "шампионът от 2019 г." (a point)."""
    begin, end = sentence_around(text, phrase.start, phrase.end)
    before = text[max(begin, phrase.start - 90) : phrase.start]
    left, right = _words(before), _words(text[phrase.end : min(end, phrase.end + 50)])
    moment = phrase.first
    scale = "day" if moment.day else "month" if moment.month else "year" if moment.year else "relative"
    yield f"scale={scale}"
    yield f"cue={phrase.cue.lower()[:10]}"
    last = left[-1] if left else "^"
    yield f"-1={last[:7]}"
    yield f"-1={last[:7]}|{scale}"
    for length in (1, 2, 3, 4):
        yield f"-1$={last[-length:]}"
    yield f"-1$={last[-2:]}|{scale}"
    yield f"-2={_shape(left[-2]) if len(left) > 1 else '^'}"
    for word in {_shape(w) for w in left[-8:] if len(w) > 2}:
        yield f"left={word}"
    following = right[0] if right else "$"
    yield f"+1={following[:6]}"
    yield f"+1$={following[-2:]}"
    yield f"+2={_shape(right[1]) if len(right) > 1 else '$'}"
    yield f"tense={tense_of(text, phrase) or 'none'}|{scale}"
    if DOCUMENT.search(before + phrase.cue):
        yield "document"
    if POINT.search(before + phrase.cue):
        yield "point"
    if not left:
        yield f"first|{scale}"
    if AFTER_SINCE.search(text, phrase.start, phrase.end):
        yield "to_this_day"


def role_scores(text: str, phrase: Phrase, edtf: str, published: date | None) -> dict[str, int]:
    """Scores of the five roles for one mention of a date."""
    return LinearModel.load("date_role").scores(role_features(text, phrase, edtf, published))


def opens(text: str, phrase: Phrase) -> bool:
    """Whether "от" or "след" before a date is the beginning of an open range.

    "От 2019 г. насам" always is; a comparison ("повече от 2020 г.") and "след вчерашната среща" never
    are; else the model decides.
    """
    if AFTER_SINCE.search(text, phrase.start, phrase.end):
        return True
    before = text[max(0, phrase.start - 90) : phrase.start] + phrase.cue
    after_a_day = phrase.first.shift is not None and phrase.cue.lower() == "след"
    if after_a_day or POINT.search(before):
        return False
    if MOVED.search(before) and TO_ANOTHER_DAY.match(text, phrase.end):
        return False
    scores = LinearModel.load("date_opening").scores(opening_features(text, phrase))
    return scores.get("since", 0) >= scores.get("at", 0)
