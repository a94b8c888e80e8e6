"""What a date expression means: from the words of an expression to Extended Date/Time Format.

An expression settles some parts of a date (`Moment`); the document's clock settles the rest
(`Clock.resolve`), and the result is a `Stretch` of the calendar with EDTF strings at both ends.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dateutil.easter import EASTER_ORTHODOX, easter

Tense = Literal["past", "future"]
Unit = Literal["day", "week", "weekend", "month", "year"]

#: How far a date may contradict the tense of its sentence before another year is taken. Measured on
#: annotated releases: nearer than this, the verb belonged to something else in almost every case.
AGAINST_FUTURE = timedelta(days=60)
AGAINST_PAST = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Shift:
    """A distance on the calendar: `count` units from the publication, or from the date mentioned before."""

    unit: Unit
    count: int
    from_previous: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """What the words of an expression settle; None is what they leave to the document.

    `last_month` makes a quarter or half-year of `month`; `weekday` counts from Monday 0;
    `nth` picks a weekday inside a month (1 to 4, -1 is the last), or with weekday 5 and
    `weekend` a Saturday with its Sunday. `feast` is "MM-DD" or a number of days from Easter.
    `last_year` makes a school year or a span of years. `turn` is -1 for the last one before the
    publication ("миналия октомври") and 1 for the next.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_month: int | None = None
    last_year: int | None = None
    weekday: int | None = None
    nth: int | None = None
    weekend: bool = False
    feast: str | None = None
    turn: int = 0
    shift: Shift | None = None

    @property
    def explicit(self) -> bool:
        """True when the words name a calendar day of a stated year."""
        return self.year is not None and self.month is not None and self.day is not None

    def possible(self) -> bool:
        """False for the 30th of February and the like."""
        if self.day is None or self.month is None:
            return True
        longest = calendar.monthrange(self.year or 2024, self.month)[1]
        return 1 <= self.day <= longest


@dataclass(frozen=True, slots=True)
class Atom:
    """``text[start:end]`` and what it says. `weak` atoms only count beside another one or after a preposition."""

    start: int
    end: int
    moment: Moment
    rule: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A resolved stretch of the calendar, from EDTF `first` to EDTF `last` (equal for one day, month or year)."""

    first: str
    last: str

    @property
    def edtf(self) -> str:
        return self.first if self.first == self.last else f"{self.first}/{self.last}"


def _edtf(year: int | None, month: int | None = None, day: int | None = None) -> str:
    text = "XXXX" if year is None else f"{year:04}"
    if month is not None or day is not None:
        text += "-XX" if month is None else f"-{month:02}"
    if day is not None:
        text += f"-{day:02}"
    return text


def _one(year: int | None, month: int | None = None, day: int | None = None) -> Stretch:
    text = _edtf(year, month, day)
    return Stretch(text, text)


def day_of(when: date) -> Stretch:
    """One calendar day."""
    return _one(when.year, when.month, when.day)


def add_months(when: date, count: int) -> tuple[int, int]:
    """Year and month `count` months after the month of `when`."""
    index = when.year * 12 + when.month - 1 + count
    return index // 12, index % 12 + 1


def iso_date(text: str | None) -> date | None:
    """The day of an ISO string, None for anything else."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def feast_day(feast: str, year: int) -> date:
    """The day of a feast ("MM-DD", or days from Orthodox Easter) in a year."""
    if feast[2:3] == "-":
        return date(year, int(feast[:2]), int(feast[3:]))
    sunday: date = easter(year, EASTER_ORTHODOX)
    return sunday + timedelta(days=int(feast))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth `weekday` of a month, counted from the end for a negative `nth`; None if there is none."""
    days = [week[weekday] for week in calendar.monthcalendar(year, month) if week[weekday]]
    index = nth - 1 if nth > 0 else nth
    return date(year, month, days[index]) if -len(days) <= index < len(days) else None


def clamp(year: int) -> bool:
    """Whether Python's calendar knows the year."""
    return 1 <= year <= 9999


@dataclass(slots=True)
class Clock:
    """The document's own time: the day of publication and the date that was mentioned last."""

    published: date | None
    previous: tuple[int | None, int | None, int | None] = (None, None, None)

    def remember(self, stretch: Stretch) -> None:
        """Take a resolved stretch as the date mentioned last."""
        parts = stretch.last.split("-")
        numbers = [int(p) if p.isdigit() else None for p in parts] + [None, None]
        self.previous = (numbers[0], numbers[1], numbers[2])

    def resolve(self, moment: Moment, tense: Tense | None = None) -> Stretch | None:
        """Put a moment on the calendar; None where the document does not tell where it lies.

        `tense` is that of the sentence: it decides between the years around the day of
        publication and between last and next Wednesday.
        """
        if moment.shift is not None:
            return self._shifted(moment, moment.shift)
        if moment.feast is not None:
            feast = moment.feast
            return self._in_year(moment, tense, lambda year: feast_day(feast, year))
        if moment.nth is not None and moment.weekday is not None and moment.month is not None:
            month, weekday, nth = moment.month, moment.weekday, moment.nth
            day = self._in_year(moment, tense, lambda year: nth_weekday(year, month, weekday, nth))
            return _weekend_from(day) if day and moment.weekend else day
        if moment.month is not None:
            return self._month_or_day(moment, tense)
        if moment.year is not None:
            return Stretch(_edtf(moment.year), _edtf(moment.last_year or moment.year))
        if moment.day is not None:
            return self._bare_day(moment.day, tense)
        if moment.weekday is not None or moment.weekend:
            return self._weekday(moment, tense)
        return None

    def _month_or_day(self, moment: Moment, tense: Tense | None) -> Stretch | None:
        month, day = moment.month, moment.day
        assert month is not None
        if moment.last_month is not None:
            last = moment.last_month
            year = moment.year
            if year is None and self.published is not None:
                # A quarter is a matter of accounts: the one of this year, unless it is still to come.
                year = self.published.year
                if tense == "past" and date(year, month, 1) > self.published:
                    year -= 1
                if tense == "future" and last < self.published.month:
                    year += 1
                if tense is None and date(year, month, 1) > self.published + timedelta(days=100):
                    year -= 1
            return Stretch(_edtf(year, month), _edtf(year, last))
        if day is None:
            if moment.year is not None:
                return _one(moment.year, month)
            middle = self._in_year(moment, tense, lambda year: date(year, month, 15), whole_month=True)
            if middle is None or self.published is None:
                return _one(None, month)
            return _one(int(middle.first[:4]), month)

        def of(year: int) -> date | None:
            longest = calendar.monthrange(year, month)[1]
            return date(year, month, day) if day <= longest else None

        found = self._in_year(moment, tense, of)
        return found if found is not None else _one(moment.year, month, day)

    def _in_year(
        self,
        moment: Moment,
        tense: Tense | None,
        of: Callable[[int], date | None],
        whole_month: bool = False,
    ) -> Stretch | None:
        """The day that `of` gives for the stated year, or for the likeliest year around the publication."""
        if moment.year is not None:
            when = of(moment.year) if clamp(moment.year) else None
            return day_of(when) if when else None
        anchor = self.published
        if anchor is None:
            return None
        near = list(self._candidates(anchor, of, moment.weekday if moment.nth is None else None))
        if not near:
            return None
        best = min(near, key=lambda when: abs(when - anchor))
        if whole_month and not moment.turn and (best.year, best.month) == (anchor.year, anchor.month):
            return day_of(best)
        if moment.turn:
            # "Миналия октомври" is never the one of this month.
            away = [when for when in near if (when - anchor).days * moment.turn > 0]
            away = [when for when in away if (when.year, when.month) != (anchor.year, anchor.month)]
            return day_of(min(away, key=lambda when: abs(when - anchor), default=best))
        if tense == "future" and best < anchor - AGAINST_FUTURE:
            best = min((when for when in near if when >= anchor), default=best)
        elif tense == "past" and best > anchor + AGAINST_PAST:
            best = max((when for when in near if when <= anchor), default=best)
        return day_of(best)

    @staticmethod
    def _candidates(anchor: date, of: Callable[[int], date | None], weekday: int | None) -> Iterator[date]:
        years = [year for year in range(anchor.year - 3, anchor.year + 4) if clamp(year)]
        days = [when for when in map(of, years) if when is not None]
        right = [when for when in days if weekday is None or when.weekday() == weekday]
        for when in right or days:
            if abs(when.year - anchor.year) <= 1 or (weekday is not None and right):
                yield when

    def _bare_day(self, day: int, tense: Tense | None) -> Stretch | None:
        year, month, _ = self.previous
        if month is None and self.published is not None:
            year, month = self.published.year, self.published.month
        if month is None or not Moment(year, month, day).possible():
            return _one(year, month, day) if month is None else None
        found = _one(year, month, day)
        when, anchor = iso_date(found.first), self.published
        if when is not None and anchor is not None:
            # "Ще е на 22-ри" in a text of 1 February is no day of January, whatever month was named last.
            against = (tense == "future" and when < anchor) or (tense == "past" and when > anchor)
            nearer = Moment(anchor.year, anchor.month, day)
            if against and (when.year, when.month) != (anchor.year, anchor.month) and nearer.possible():
                return _one(anchor.year, anchor.month, day)
        return found

    def _weekday(self, moment: Moment, tense: Tense | None) -> Stretch | None:
        anchor = self.published
        if anchor is None:
            return None
        weekday = 5 if moment.weekend else moment.weekday
        assert weekday is not None
        ahead = (weekday - anchor.weekday()) % 7
        days = (ahead or 7) if tense == "future" else -(-ahead % 7)
        when = anchor + timedelta(days=days)
        return _weekend_from(day_of(when)) if moment.weekend else day_of(when)

    def _base(self, shift: Shift) -> date | None:
        if not shift.from_previous:
            return self.published
        year, month, day = self.previous
        if shift.unit == "month" and year is None:
            return self.published
        if shift.unit == "year" and shift.count:
            return date(year, 1, 1) if year is not None and month is None and clamp(year) else self.published
        if year is None or month is None:
            return None
        return date(year, month, day or 1)

    def _shifted(self, moment: Moment, shift: Shift) -> Stretch | None:
        base = self._base(shift)
        count = shift.count
        if base is None:
            return self._without_base(moment, shift)
        try:
            if shift.unit == "day":
                return day_of(base + timedelta(days=count))
            if shift.unit in ("week", "weekend"):
                monday = base - timedelta(days=base.weekday()) + timedelta(weeks=count)
                if moment.weekday is not None:
                    return day_of(self._shifted_weekday(base, moment.weekday, count))
                first = monday + timedelta(days=5 if shift.unit == "weekend" else 0)
                return Stretch(first.isoformat(), (monday + timedelta(days=6)).isoformat())
            if shift.unit == "month":
                year, month = add_months(base, count)
                found = replace(moment, year=year, month=month, shift=None)
                return self.resolve(found) if found.possible() else None
            return self.resolve(replace(moment, year=base.year + count, shift=None))
        except (OverflowError, ValueError):
            return None

    @staticmethod
    def _shifted_weekday(base: date, weekday: int, count: int) -> date:
        """ "Last Wednesday" is the one before today, "next" the one after, "this" the one of this week."""
        ahead = (weekday - base.weekday()) % 7
        if count == 0:
            return base + timedelta(days=weekday - base.weekday())
        if count > 0:
            return base + timedelta(days=(ahead or 7) + 7 * (count - 1))
        return base - timedelta(days=((base.weekday() - weekday) % 7 or 7) + 7 * (-count - 1))

    def _without_base(self, moment: Moment, shift: Shift) -> Stretch | None:
        """Where the clock does not run: a month and a day stay, the year is unknown."""
        year, month, day = self.previous
        if shift.unit == "day" and shift.from_previous and month and day:
            when = date(2024, month, day) + timedelta(days=shift.count)
            return _one(None, when.month, when.day)
        if shift.unit == "month" and shift.from_previous and month and shift.count == 0:
            return _one(year, month, moment.day)
        if shift.unit == "year" and moment.month is not None and moment.last_month is None:
            return _one(None, moment.month, moment.day)
        return None


def _weekend_from(saturday: Stretch) -> Stretch:
    sunday = date.fromisoformat(saturday.first) + timedelta(days=1)
    return Stretch(saturday.first, sunday.isoformat())
