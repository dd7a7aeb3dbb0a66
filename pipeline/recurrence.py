"""Recurring time limits as RRULE strings (RFC 5545), and their next days.

The days are those printed: "trước ngày 20 hằng tháng" recurs on the 20th, bound `before`.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.finding import Deadline

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONTHS_APART = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def rrule_of(deadline: Deadline) -> str | None:
    """Return the rule, None where the letter does not say how often ("định kỳ")."""
    parts = _frequency(deadline)
    if parts is None:
        return None
    if deadline.time:
        hour, minute = deadline.time.split(":")
        parts += [f"BYHOUR={int(hour)}", f"BYMINUTE={int(minute)}", "BYSECOND=0"]
    return ";".join(parts)


def occurrences(deadline: Deadline, after: dt.date, count: int) -> tuple[dt.date, ...]:
    """Return the next `count` printed days later than `after`.

    Without a printed day these are the last days of each week (Friday), month, quarter, half or year.
    """
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - only recurring deadlines need it

    rule = rrule_of(_with_last_day(deadline))
    if rule is None:
        return ()
    start = dt.datetime.combine(after + dt.timedelta(days=1), dt.time())
    if "INTERVAL=" in rule:  # counted from the day asked about: the letter does not say from when
        start = dt.datetime.combine(after, dt.time())
    found = (moment.date() for moment in rrulestr(rule, dtstart=start))
    return tuple(islice((day for day in found if day > after), count))


def _frequency(deadline: Deadline) -> list[str] | None:
    every, interval = deadline.every, deadline.amount or 1
    apart = [f"INTERVAL={interval}"] if interval > 1 else []
    if every is None:
        return ["FREQ=DAILY", *apart] if deadline.unit == "day" else None
    if every == "week":
        day = [f"BYDAY={_WEEKDAYS[deadline.weekday - 1]}"] if deadline.weekday else []
        return ["FREQ=WEEKLY", *apart, *day]
    if every == "month":
        return ["FREQ=MONTHLY", *apart, *_month_day(deadline.day)]
    if deadline.month_offset:
        step = _MONTHS_APART[every]
        named = ",".join(str(month) for month in range((deadline.month_offset - 1) % step + 1, 13, step))
        shortest = min(monthrange(2023, int(month))[1] for month in named.split(","))
        return ["FREQ=YEARLY", *apart, f"BYMONTH={named}", *_month_day(deadline.day, shortest)]
    if every == "year":
        return ["FREQ=YEARLY", *apart]
    return ["FREQ=MONTHLY", f"INTERVAL={_MONTHS_APART[every] * interval}", *_month_day(deadline.day)]


def _month_day(day: int | None, shortest: int = 28) -> list[str]:
    """Return the rule's day; where a month may be too short for it, that month's last day."""
    if day is None:
        return []
    if day <= shortest:
        return [f"BYMONTHDAY={day}"]
    if day == 31:
        return ["BYMONTHDAY=-1"]
    return [f"BYMONTHDAY={','.join(str(one) for one in range(28, day + 1))}", "BYSETPOS=-1"]


def _with_last_day(deadline: Deadline) -> Deadline:
    if deadline.every == "week" and deadline.weekday is None:
        return replace(deadline, weekday=5)
    if deadline.every in _MONTHS_APART and deadline.every != "week":
        offset = deadline.month_offset or _MONTHS_APART[deadline.every]
        return replace(
            deadline,
            day=deadline.day or -1,
            month_offset=offset if deadline.every != "month" else None,
            time=None,
        )
    return replace(deadline, time=None)
