"""How date expressions join: ranges, lists, open ends, and two names of one day.

The joints are read from the words between and before neighbouring atoms; nothing here
looks at the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import regex

from extractor.facts.dates.atoms import atoms
from extractor.facts.dates.moments import follows, in_year, is_vague, merge, names_same_day, same_scale, share
from extractor.facts.dates.value import Atom, Moment

Reach = Literal["at", "until", "since", "between"]

_FLAGS = regex.VERBOSE | regex.IGNORECASE

#: Words between two atoms that make them the ends of one range.
RANGE = regex.compile(
    r"""\s{0,2}(?:г\.)?(?:,?\s\d{1,2}(?:[:.]\d\d)?\s?(?:ч\.|часа))?,?\s{0,2} (?: [-–—−]{1,2} | до(?:\s+към)? | срещу
      | (?:и\s+)?(?:ще\s+)?(?:трае|траят|продължи|продължава)\s+до )
      (?:\s+(?:края|средата|началото)\s+на|\s+на|\s+\d{1,2}(?:[:.]\d\d)?\s?(?:ч\.?|часа)\s+на)?\s{0,2}""",
    _FLAGS,
)
#: Words between the days or months of a list.
LIST = regex.compile(
    r"\s{0,2}(?:,|и|,\s?и|или|/)\s{0,2}(?:(?:на|през|в|във)\s{1,2})?(?:(?:края|средата|началото)\s+на\s{1,2})?", _FLAGS
)
#: What may stand between two names of one day: "вчера, 10.08.2023 г.", "в събота (15 септември)".
APPOSITION = regex.compile(r"""\s{0,2}[,–-]?\s{0,2} [(/\[]?\s{0,2} (?:(?:на|през|г\.)\s)? \s{0,2}""", _FLAGS)
CLOSING = regex.compile(r"\s{0,2}[)/\]]")

_PART = r"(?:(?:самия\s+)?(?:края|средата|началото|крaя)\s+на\s+|(?:първата|втората)\s+половина\s+на\s+)?"
_HOUR = r"(?:(?:към\s+)?\d{1,2}(?:[:.,]\d\d)?\s?(?:ч\.?|часа)\s*(?:на\s+)?|полунощ\s+на\s+)?"
_NEAR = r"(?:м\.\s?|месец\s+|самия\s+)?"
#: Words before an atom that say where its stretch begins or ends, read backwards from the atom.
UNTIL = regex.compile(
    rf"""(?<!\p{{L}})(?<!\d[.:]\d\d\s)(?<!\d\s?(?:ч\.?|часа)\s)
      (?: не\s+по-късно\s+от | най-късно\s+(?:до|на|през|в) | до
        | (?<!(?<!\p{{L}})не\s)преди | срок(?:ът|\s+до)?:? )\s+
      (?:към\s+)?(?:в(?:ъв)?\s+|на\s+|деня\s+)?{_HOUR}{_PART}{_NEAR}$""",
    _FLAGS,
)
SINCE = regex.compile(
    rf"""(?<!\p{{L}})(?: [оo]т | считано\s+от | след | не\s+преди | най-рано\s+(?:на|през|от|в) | не\s+по-рано\s+от )\s+
      (?:в(?:ъв)?\s+|на\s+)?{_HOUR}(?P<part>{_PART}){_NEAR}$""",
    _FLAGS,
)
BETWEEN = regex.compile(rf"(?<!\p{{L}})между\s+{_PART}{_NEAR}$", _FLAGS)
PART = regex.compile(
    r"""(?:(?P<end>края)|средата|(?P<begin>началото)|половина(?:та)?|пролетта|лятото|есента|зимата|десетдневка)
      \s+на\s+(?:м\.\s?|месец\s+)?$""",
    _FLAGS,
)
BEGINNING = regex.compile(r"началото\s+на\s+$", _FLAGS)
AFTER_SINCE = regex.compile(r"\s+(?:насам|досега|до\s+(?:днес|сега|момента)|нататък)(?!\p{L})", _FLAGS)
BARE = regex.compile(r"(?<!\p{L})(?:на|до|от|за|между|срещу|през|в|във|и|към|след|за)\s+$", _FLAGS)
#: What follows a day of the month: a mark, a function word, a word that no ordinal agrees with ("5-и клас" is none).
AFTER_BARE_DAY = regex.compile(
    r"""\s*(?:[.,;:)(/!?–-]|$|\n|(?:и|в|във|на|до|от|с|със|през|ще|бе|беше|се|са|е|при|пред|този|от)(?!\p{L})
      | [ ](?:(?:ги|им|ни|ви|му|ми|ти|си|сме|сте|съм)(?!\p{L}) | (?-i:\p{Ll}){1,20}[аоея](?!\p{L})))""",
    _FLAGS,
)


#: An opening quotation mark and at most three words of a name.
QUOTED = regex.compile(r"[„“\"«,]\s?(?:\p{Lu}[\p{L}-]{0,20}\s(?:[\p{L}-]{1,20}\s){0,2})?$")
#: "Отчетът за миналата година" is about a year; it does not say when.
OF_YEAR = regex.compile(r"(?<!\p{L})(?:за|от|към|спрямо|на|със?)\s+$", _FLAGS)
SENTENCE_BREAK = regex.compile(r"[.!?;…](?:\s|$)|\n|,\s(?:а|но)\s")
STREET = regex.compile(r"(?<!\p{L})(?:ул|бул|пл|площад|кв|ж\.к|ОУ|СУ|ОДЗ|ДГ|НЧ|улица)\.?\s?$")
WELCOMED = regex.compile(r"(?<!\p{L})посрещ\p{L}{1,5}\s+$", _FLAGS)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One fact to be: the atoms of its two ends (equal but for ranges), its characters and its reach."""

    start: int
    end: int
    first: Moment
    last: Moment
    reach: Reach
    rule: str
    cue: str = ""  # the words before it that gave its reach


def _before(text: str, start: int, width: int = 60) -> str:
    return text[max(0, start - width) : start]


class Reader:
    """Reads the phrases of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.atoms = [atom for atom in atoms(text) if atom.rule != "name" and not self._in_name(atom)]

    def phrases(self) -> list[Phrase]:
        """All date phrases in reading order."""
        found: list[Phrase] = []
        at = 0
        while at < len(self.atoms):
            group, at = self._group(at)
            for phrase in self._read(group):
                if found and self._year_before(found[-1], phrase):
                    shift = found.pop().first.shift
                    phrase = replace(phrase, first=in_year(phrase.first, shift), last=in_year(phrase.last, shift))
                if found and self._beside(found[-1], phrase):
                    if is_vague(phrase.first) and not is_vague(found[-1].first):
                        continue
                    if is_vague(found[-1].first) and not is_vague(phrase.first):
                        phrase = replace(phrase, start=found.pop().start)
                found.append(phrase)
        return found

    def _year_before(self, a: Phrase, b: Phrase) -> bool:
        """Whether "догодина" or "миналата година" gives its year to a day or month later in the sentence."""
        shift, moment = a.first.shift, b.first
        if shift is None or shift.unit != "year" or a.first.month or a.first.feast or a.reach != "at":
            return False
        if moment.month is None and moment.feast is None:
            return False
        if OF_YEAR.search(_before(self.text, a.start, 12)):
            return False
        gap = self.text[a.end : b.start]
        return (
            moment.year is None
            and moment.shift is None
            and not moment.last_month
            and len(gap) < 90
            and not SENTENCE_BREAK.search(gap)
        )

    def _beside(self, a: Phrase, b: Phrase) -> bool:
        """Whether two phrases name the same days twice: "в събота и неделя (7 и 8 февруари)"."""
        gap = self.text[a.end : b.start]
        return len(gap) < 9 and "\n" not in gap.strip() and bool(APPOSITION.fullmatch(gap))

    def _in_name(self, atom: Atom) -> bool:
        """Whether a date stands inside a name: „3 март“, фондация „Европа утре“, посрещна Нова година."""
        text = self.text
        before, after = _before(text, atom.start, 30), text[atom.end : atom.end + 2]
        if WELCOMED.search(before):
            return True
        if atom.moment.year is not None and atom.moment.day is not None:
            return False
        if QUOTED.search(before) is None:
            return bool(STREET.search(before))
        return after[:1] in "“”\"»'" and after != ""

    def _gap(self, a: Atom, b: Atom) -> str:
        return self.text[a.end : b.start]

    def _group(self, at: int) -> tuple[list[tuple[Atom, str]], int]:
        """Atoms that stand in one list or range, each with the joint before it, and where to go on."""
        first, at = self._named_twice(at)
        group = [(first, "")]
        while at < len(self.atoms):
            gap = self._gap(group[-1][0], self.atoms[at])
            if len(gap) > 40 or "\n" in gap.strip(" "):
                break
            joint = "range" if RANGE.fullmatch(gap) else "list" if LIST.fullmatch(gap) else ""
            joint = "or" if joint == "list" and "или" in gap.lower() else joint
            if not joint:
                break
            following, after = self._named_twice(at)
            group.append((following, joint))
            at = after
        return group, at

    def _named_twice(self, at: int) -> tuple[Atom, int]:
        """The atom at an index, merged with a second name of the same day after it, and the next index."""
        atom = self.atoms[at]
        at += 1
        while at < len(self.atoms):
            other = self.atoms[at]
            gap = self._gap(atom, other)
            if len(gap) > 10 or "\n" in gap.strip() or not APPOSITION.fullmatch(gap):
                break
            if not names_same_day(atom.moment, other.moment):
                break
            following = self.atoms[at + 1] if at + 1 < len(self.atoms) else None
            if following is not None and other.moment.day is not None and atom.moment.month is None:
                # "в събота и неделя (4 и 5 юли)": the days have a range of their own, see `_beside`.
                joint = self._gap(other, following)
                if len(joint) < 6 and (RANGE.fullmatch(joint) or LIST.fullmatch(joint)):
                    break
            bracketed = any(c in gap for c in "(/[")
            while bracketed and at + 1 < len(self.atoms) and self._goes_on(other, self.atoms[at + 1]):
                other = replace(other, end=self.atoms[at + 1].end)
                at += 1
            closing = CLOSING.match(self.text, other.end)
            end = closing.end() if closing and bracketed else other.end
            rule = other.rule if other.moment.day is not None else atom.rule
            atom = Atom(atom.start, end, merge(atom.moment, other.moment), rule)
            at += 1
        return atom, at

    def _goes_on(self, a: Atom, b: Atom) -> bool:
        """Whether a second weekday follows in the same brackets: "14.11. и 15.11. /вторник и сряда/"."""
        return is_vague(a.moment) and is_vague(b.moment) and bool(LIST.fullmatch(self._gap(a, b)))

    def _read(self, group: list[tuple[Atom, str]]) -> Iterator[Phrase]:
        group = self._with_shared_parts(group)
        before = _before(self.text, group[0][0].start)
        between = BETWEEN.search(before)
        at = 0
        while at < len(group):
            atom = group[at][0]
            last = at
            if at + 1 < len(group):
                joint = group[at + 1][1]
                if joint == "range" and BEGINNING.search(before) and at == 0:
                    atom = self._from_new_year(atom)
                ranged = joint == "range" or (between and at == 0)
                if ranged and same_scale(atom.moment, group[at + 1][0].moment):
                    last = at + 1
                elif joint == "list":
                    while (
                        last + 1 < len(group)
                        and group[last + 1][1] == "list"
                        and follows(group[last][0].moment, group[last + 1][0].moment)
                    ):
                        last += 1
            if last > at:
                yield from self._range(atom, group[last][0], before if at == 0 else "")
            else:
                yield from self._single(atom)
            at = last + 1

    @staticmethod
    def _from_new_year(atom: Atom) -> Atom:
        """ "От началото на 2011 г. до 31 август" begins on the first of January."""
        moment = atom.moment
        if moment.month is None and moment.year is not None and moment.last_year is None:
            return replace(atom, moment=replace(moment, month=1, day=1), weak=False)
        return atom

    @staticmethod
    def _with_shared_parts(group: list[tuple[Atom, str]]) -> list[tuple[Atom, str]]:
        shared = list(group)
        for index in range(len(shared) - 2, -1, -1):
            atom, joint = shared[index]
            partner = shared[index + 1][0].moment
            moment = share(atom.moment, partner)
            shared[index] = (replace(atom, moment=moment, weak=atom.weak and moment.month is None), joint)
        for index in range(1, len(shared)):
            atom, joint = shared[index]
            moment, partner = atom.moment, shared[index - 1][0].moment
            if moment.weekday is not None and moment.month is None and moment.shift is None:
                if partner.weekday is not None and partner.shift is not None:
                    moment = replace(moment, shift=partner.shift)
                    shared[index] = (replace(atom, moment=moment), joint)
                continue
            if moment.day is not None and moment.month is None and moment.shift is None and partner.month is not None:
                moment = replace(moment, month=partner.month, year=partner.year, shift=partner.shift)
                shared[index] = (replace(atom, moment=moment, weak=False), joint)
        return shared

    def _range(self, a: Atom, b: Atom, before: str) -> Iterator[Phrase]:
        if a.weak and b.weak and a.moment.weekday is None and not self._firm_years(a, b):
            return
        if a.moment.day is not None and a.moment.month is None and a.moment.shift is None:
            return
        cue = ""
        start = a.start
        for pattern in (SINCE, BETWEEN):
            found = pattern.search(before)
            if found:
                start -= len(found[0])
                cue = found[0].strip()
                break
        yield Phrase(start, b.end, a.moment, b.moment, "between", f"{a.rule}_range", cue)

    def _firm_years(self, a: Atom, b: Atom) -> bool:
        years = (a.moment.year or 0, b.moment.year or 0)
        return 1850 <= years[0] < years[1] <= 2060 and bool(
            BARE.search(_before(self.text, a.start)) or self.text[a.start - 1 : a.start] in ("(", "/")
        )

    def _single(self, atom: Atom) -> Iterator[Phrase]:
        before = _before(self.text, atom.start)
        moment = atom.moment
        if atom.weak and not self._firm(atom, before):
            return
        until, since, part = UNTIL.search(before), SINCE.search(before), PART.search(before)
        if atom.rule == "school_year":
            yield Phrase(atom.start, atom.end, moment, moment, "at", atom.rule)
            return
        if until:
            yield Phrase(atom.start - len(until[0]), atom.end, moment, moment, "until", atom.rule, until[0].strip())
            return
        whole_year = (
            moment.month is None
            and moment.feast is None
            and (moment.year is not None or (moment.shift is not None and moment.shift.unit == "year"))
        )
        if part and whole_year:
            if since and part["begin"]:
                first = replace(moment, month=1, day=1)
                yield Phrase(atom.start - len(since[0]), atom.end, first, first, "since", atom.rule, since[0].strip())
            return
        if since:
            tail = AFTER_SINCE.match(self.text, atom.end)
            end = tail.end() if tail else atom.end
            yield Phrase(atom.start - len(since[0]), end, moment, moment, "since", atom.rule, since[0].strip())
            return
        yield Phrase(atom.start, atom.end, moment, moment, "at", atom.rule)

    def _firm(self, atom: Atom, before: str) -> bool:
        """Whether a weak atom has the words around it that make it a date."""
        text, moment = self.text, atom.moment
        if not BARE.search(before) and not UNTIL.search(before) and not PART.search(before):
            return False
        if atom.rule == "day":
            return bool(AFTER_BARE_DAY.match(text, atom.end))
        if atom.rule == "year":
            return 1850 <= (moment.year or 0) <= 2060
        return True
