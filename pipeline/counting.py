"""Counting a period day by day, as Điều 146–148 of the Civil Code say, and telling it in Vietnamese."""

from __future__ import annotations

import calendar as months
import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.calendar import ONE_DAY, SATURDAY, say_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.calendar import Calendar

UNIT_NAMES = {
    "working_day": "ngày làm việc",
    "day": "ngày",
    "month": "tháng",
    "year": "năm",
    "hour": "giờ",
}


@dataclass(frozen=True, slots=True)
class Count:
    """Where a count ends, and how it got there."""

    due: dt.date
    lines: tuple[str, ...]


def count_on(start: dt.date, amount: int, unit: str, calendar: Calendar, anchor: str) -> Count:
    """Count forward from a day that does not itself count."""
    lines = [f"Mốc tính: {say_day(start)} ({anchor}); không tính ngày này (Điều 147 Bộ luật Dân sự)."]
    if unit == "working_day":
        lines.extend(_working_days(start, amount, calendar, ONE_DAY))
        return Count(calendar.after_working_days(start, amount), tuple(lines))
    end = _later(start, amount, unit)
    lines.append(f"{amount} {UNIT_NAMES[unit]} sau: {say_day(end)}.")
    due = end if unit == "hour" else calendar.next_working(end)
    if due != end:
        lines.extend(_off_days(end, due - ONE_DAY, calendar))
        lines.append(f"Hết hạn ngày làm việc tiếp theo: {say_day(due)} (Điều 148 khoản 5 Bộ luật Dân sự).")
    return Count(due, tuple(lines))


def count_back(start: dt.date, amount: int, unit: str, calendar: Calendar, anchor: str) -> Count:
    """Count backward from a day: "ít nhất 03 ngày làm việc trước ngày họp"."""
    lines = [f"Mốc tính lùi: {say_day(start)} ({anchor})."]
    if unit == "working_day":
        lines.extend(_working_days(start, amount, calendar, -ONE_DAY))
        return Count(calendar.before_working_days(start, amount), tuple(lines))
    due = _later(start, -amount, unit)
    lines.append(f"{amount} {UNIT_NAMES[unit]} trước: {say_day(due)}.")
    if not calendar.is_working(due):
        ready = calendar.nudge(due)
        lines.append(f"Rơi vào ngày nghỉ ({calendar.name_of(due)}); nên xong {say_day(ready)}.")
    return Count(due, tuple(lines))


def months_later(day: dt.date, count: int) -> dt.date:
    """Return the same day so many months later, or that month's last day where it has no such day."""
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    return dt.date(year, month, min(day.day, months.monthrange(year, month)[1]))


def _later(start: dt.date, amount: int, unit: str) -> dt.date:
    if unit == "hour":
        whole = -(-abs(amount) // 24)  # the hour is not known: the day by which it has surely passed
        return start + (whole if amount >= 0 else -whole) * ONE_DAY
    if unit in {"month", "year"}:
        return months_later(start, amount * (12 if unit == "year" else 1))
    return start + amount * ONE_DAY


def _working_days(start: dt.date, amount: int, calendar: Calendar, step: dt.timedelta) -> Iterator[str]:
    """Tell each day passed: numbered where it is worked, with the reason where it is not."""
    day, number = start, 0
    skipped: list[dt.date] = []
    while number < amount:
        day += step
        if not calendar.is_working(day):
            skipped.append(day)
            continue
        yield from _reasons(skipped, calendar)
        skipped.clear()
        number += 1
        made_up = f" – {calendar.name_of(day)}" if day.weekday() >= SATURDAY else ""
        yield f"Ngày {number}: {say_day(day)}{made_up}."


def _off_days(first: dt.date, last: dt.date, calendar: Calendar) -> Iterator[str]:
    yield from _reasons([first + n * ONE_DAY for n in range((last - first).days + 1)], calendar)


def _reasons(days: list[dt.date], calendar: Calendar) -> Iterator[str]:
    """Tell why days do not count, those with one reason together."""
    for name, group in groupby(days, key=calendar.name_of):
        same = [f"{say_day(day)}" for day in group]
        yield f"Không tính {'; '.join(same)}: {name}."
