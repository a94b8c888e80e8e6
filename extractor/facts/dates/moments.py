"""How the moments of neighbouring expressions go together: one after the other, or two names of one day."""

from __future__ import annotations

from dataclasses import replace

from extractor.facts.dates.value import Moment, Shift


def follows(a: Moment, b: Moment) -> bool:
    """Whether `b` is the day, month or year right after `a`, so that "23 и 24 юли" is one range."""
    if a.shift is not None and a.shift != b.shift:
        if b.shift is None or not a.shift.unit == b.shift.unit == "day":
            return False
        return abs(a.shift.count - b.shift.count) == 1
    if a.day is not None and b.day is not None:
        if a.month == b.month:
            return b.day == a.day + 1
        last = {4: 30, 6: 30, 9: 30, 11: 30, 2: 28}.get(a.month or 0, 31)
        next_month = b.month == (a.month or 0) % 12 + 1
        return a.month is not None and next_month and b.day == 1 and a.day >= last
    if a.day is None and b.day is None and a.month is not None and b.month is not None and a.last_month is None:
        return b.month == a.month % 12 + 1
    if a.weekday is not None and b.weekday is not None and a.month is None and b.month is None:
        return b.weekday == a.weekday + 1
    if a.month is None and b.month is None and a.year is not None and b.year is not None:
        return b.year == a.year + 1
    return False


def share(a: Moment, b: Moment) -> Moment:
    """Give `a` what it leaves open and its partner settles: "от 9 до 12 май 2020 г.".

    The year goes back by one where the months would run backwards ("от 1 декември до 15 януари 2013 г.").
    """
    if a.day is not None and a.month is None and a.shift is None:
        a = replace(a, month=b.month, shift=b.shift if a.year is None else None)
    if a.month is not None and a.year is None and a.shift is None:
        if b.year is not None and b.month is not None:
            back = (a.month, a.day or 0) > (b.month, b.day or 31)
            return replace(a, year=b.year - back)
        if b.shift is not None and b.month is not None and b.shift.unit == "year":
            back = (a.month, a.day or 0) > (b.month, b.day or 31)
            return replace(a, shift=replace(b.shift, count=b.shift.count - back))
    return a


def same_scale(a: Moment, b: Moment) -> bool:
    """Whether two atoms can be the ends of one range: no hour beside a month, no year beside a weekday."""
    if a.month is None and a.year is not None and a.shift is None:
        return b.month is None and b.year is not None and a.year < b.year
    if a.explicit and b.month is None and b.year is not None and b.shift is None:
        return False
    return not (b.month is None and b.year is not None and b.shift is None)


def names_same_day(a: Moment, b: Moment) -> bool:
    """Whether two neighbours can be two names of one day ("вчера, 12 октомври", "петък, 25 октомври")."""
    relative_a = a.shift is not None and a.month is None and a.day is None
    if a.weekday is not None and a.month is None and (b.month is not None and b.day is not None):
        return True
    if relative_a and a.shift is not None:
        if a.shift.unit == "day":
            return (b.day is not None and b.month is not None) or b.weekday is not None
        if a.shift.unit == "year":
            return b.year is not None
        if a.shift.unit in ("week", "weekend"):
            return b.day is not None and b.month is not None
    if a.day is not None and a.month is not None and b.month is None and b.day is None:
        return (b.weekday is not None and b.shift is None) or b.feast is not None
    if (a.weekend or a.feast) and b.day is not None:
        return True
    if a.weekday is not None and a.month is None and b.day is not None and b.month is None and b.shift is None:
        return True
    return a.month is not None and a.day is None and b.day is not None and b.month is None and b.shift is None


def merge(a: Moment, b: Moment) -> Moment:
    """One moment of two names: the calendar date counts, the weekday checks it."""
    if a.day is not None and a.month is not None:
        return replace(a, weekday=b.weekday) if a.year is None and a.shift is None and b.weekday is not None else a
    if a.month is not None and b.day is not None and b.month is None:
        return replace(a, day=b.day)
    if b.month is None and b.year is None and (b.weekday is not None or a.weekday is not None):
        return a
    return replace(b, weekday=a.weekday) if b.year is None and b.shift is None else b


def is_vague(moment: Moment) -> bool:
    """Whether a moment only names days of the week."""
    return moment.month is None and moment.day is None and (moment.weekday is not None or moment.weekend)


def in_year(moment: Moment, shift: Shift | None) -> Moment:
    """`moment` with the moved year `shift`, unless it has one of its own."""
    return replace(moment, shift=shift) if moment.year is None and moment.shift is None else moment
