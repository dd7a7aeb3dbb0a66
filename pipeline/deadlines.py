"""A time limit as written → the day it falls on, with the count told in Vietnamese.

What is printed stays as printed ("trước ngày 25/3" is due on 25/3, bound `before`); what is computed
follows Điều 145–148 of the Civil Code: the first day does not count, months end on the same day of the
month or its last one, and a counted period that ends on a day off ends on the next working day.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.finding import Bound, Deadline, DeadlineKind
from pipeline.calendar import ONE_DAY, say_day
from pipeline.counting import count_back, count_on, months_later
from pipeline.lunar import solar_of
from pipeline.recurrence import occurrences, rrule_of

if TYPE_CHECKING:
    from pipeline.calendar import Calendar

__all__ = ["Resolved", "occurrences", "resolve", "rrule_of"]

PROBABLY_PAST_DAYS = 180
"""A day without a year that has just gone by is more likely a past event than one of next year."""

ANCHOR_NAMES = {
    "receipt": "ngày nhận văn bản",
    "issue": "ngày ban hành văn bản",
    "event": "mốc ghi trong văn bản",
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A time limit with its day where one can be known; `doubt` says in Vietnamese why to look."""

    deadline: Deadline
    computed: bool = False
    count: tuple[str, ...] = ()
    rrule: str | None = None
    doubt: str | None = None


def resolve(
    deadline: Deadline, issued_on: dt.date | None, received_on: dt.date | None, calendar: Calendar
) -> Resolved:
    """Fill in the due day from the letter's own days.

    Args:
        deadline: as the extractor read it.
        issued_on: the day in the letter's head, None where it is blank or was not read.
        received_on: the day of the arrival stamp or of the register.
        calendar: which days are worked.
    """
    if deadline.kind is DeadlineKind.RECURRING:
        return Resolved(deadline, rrule=rrule_of(deadline))
    if deadline.kind is DeadlineKind.DURATION:
        return _duration(deadline, issued_on, received_on, calendar)
    if deadline.kind is DeadlineKind.PERIOD:
        return _period(deadline, issued_on, calendar)
    if deadline.kind is DeadlineKind.DATE:
        return _date(deadline, issued_on, calendar)
    return _event(deadline, issued_on)


def _date(deadline: Deadline, issued_on: dt.date | None, calendar: Calendar) -> Resolved:
    if deadline.due:
        return _written(deadline, issued_on, calendar)
    if deadline.anchor == "lunar":
        return _lunar(deadline, issued_on, calendar)
    if deadline.year is not None:
        return Resolved(deadline, doubt=f"Không có ngày {deadline.day}/{deadline.month}/{deadline.year}.")
    if issued_on is None:
        return Resolved(deadline, doubt="Chưa biết ngày văn bản nên chưa suy ra được ngày hạn.")
    if deadline.unit:
        return _relative(deadline, issued_on, calendar)
    return _without_year(deadline, issued_on, calendar)


def _written(deadline: Deadline, issued_on: dt.date | None, calendar: Calendar) -> Resolved:
    """Check a printed day against the letter's day and the printed weekday."""
    due = deadline.due
    assert due is not None
    doubt = None
    if issued_on and due < issued_on:
        doubt = f"Ngày hạn {due:%d/%m/%Y} đã qua khi văn bản ban hành ({issued_on:%d/%m/%Y})."
    elif deadline.weekday and due.isoweekday() != deadline.weekday:
        doubt = f"Văn bản ghi thứ không khớp: {due:%d/%m/%Y} là {say_day(due).split(',')[0]}."
    return Resolved(deadline, count=_nudge(deadline, calendar), doubt=doubt)


def _without_year(deadline: Deadline, issued_on: dt.date, calendar: Calendar) -> Resolved:
    """Take the year that makes the day fall on or after the letter's date."""
    day, month = deadline.day, deadline.month
    assert day is not None and month is not None  # noqa: PT018 - one thing: the extractor read a day
    candidates = [_day(issued_on.year + n, month, day) for n in range(9)]  # 29/02 comes within eight years
    due = next((one for one in candidates if one and one >= issued_on), None)
    if due is None:
        return Resolved(deadline, doubt=f"Không có ngày {day}/{month}.")
    doubt = None
    this_year = candidates[0]
    if this_year and 0 < (issued_on - this_year).days <= PROBABLY_PAST_DAYS:
        doubt = (
            f"Ngày {day}/{month} không ghi năm và đã qua khi ban hành ({issued_on:%d/%m/%Y}); "
            f"tạm hiểu là năm {due.year}."
        )
    filled = replace(deadline, due=due, year=due.year)
    checked = _written(filled, issued_on, calendar)
    note = f"Văn bản không ghi năm; lấy năm {due.year} theo ngày văn bản {issued_on:%d/%m/%Y}."
    return replace(checked, count=(note, *checked.count), doubt=doubt or checked.doubt)


def _relative(deadline: Deadline, issued_on: dt.date, calendar: Calendar) -> Resolved:
    """Read "ngày mai", "thứ Hai tuần sau", "ngày 05 tháng sau", "15/01 năm sau" from the letter's day."""
    amount = deadline.amount or 0
    due: dt.date | None
    if deadline.unit == "day":
        due = issued_on + amount * ONE_DAY
    elif deadline.unit == "week":
        monday = issued_on - (issued_on.isoweekday() - 1) * ONE_DAY
        due = monday + (7 * amount + (deadline.weekday or 5) - 1) * ONE_DAY
    elif deadline.unit == "month":
        first = months_later(issued_on.replace(day=1), amount)
        due = _day(first.year, first.month, deadline.day or 1)
    else:
        due = _day(issued_on.year + amount, deadline.month or 1, deadline.day or 1)
    if due is None:
        return Resolved(deadline, doubt="Ngày hạn không có trong tháng đó.")
    doubt = None
    if due < issued_on:
        doubt = f"Ngày hạn {due:%d/%m/%Y} đã qua khi văn bản ban hành ({issued_on:%d/%m/%Y})."
    filled = replace(_dated(deadline, due), day=due.day)
    note = f"Tính từ ngày văn bản {say_day(issued_on)}: {say_day(due)}."
    return Resolved(filled, computed=True, count=(note, *_nudge(filled, calendar)), doubt=doubt)


def _lunar(deadline: Deadline, issued_on: dt.date | None, calendar: Calendar) -> Resolved:
    years = [deadline.year] if deadline.year else []
    if issued_on and not years:
        years = [issued_on.year - 1, issued_on.year, issued_on.year + 1]
    for year in years:
        due = solar_of(deadline.day or 0, deadline.month or 0, year)
        if due and (deadline.year or (issued_on and due >= issued_on)):
            filled = replace(deadline, due=due, anchor=None)
            note = f"Ngày {deadline.day}/{deadline.month} âm lịch là {say_day(due)} dương lịch."
            return Resolved(filled, computed=True, count=(note, *_nudge(filled, calendar)))
    return Resolved(deadline, doubt="Ngày âm lịch chưa đổi được sang dương lịch.")


def _period(deadline: Deadline, issued_on: dt.date | None, calendar: Calendar) -> Resolved:
    if deadline.due:
        return _period_checked(deadline, issued_on, calendar)
    if deadline.year is not None:
        return Resolved(deadline, doubt=f"Không có tháng {deadline.month}/{deadline.year}.")
    if issued_on is None:
        return Resolved(deadline, doubt="Chưa biết ngày văn bản nên chưa suy ra được năm của kỳ hạn.")
    if deadline.unit:
        due = _relative_end(deadline, issued_on)
        filled = _dated(deadline, due)
        checked = _period_checked(filled, issued_on, calendar)
        note = f"Tính từ ngày văn bản {say_day(issued_on)}: {say_day(due)}."
        return replace(checked, computed=True, count=(note, *checked.count))
    for year in (issued_on.year, issued_on.year + 1):
        end = period_end(year, deadline.month or 12, deadline.day)
        if end and end >= issued_on:
            filled = replace(deadline, due=end, year=year)
            checked = _period_checked(filled, issued_on, calendar)
            note = f"Văn bản không ghi năm; lấy năm {year} theo ngày văn bản {issued_on:%d/%m/%Y}."
            return replace(checked, count=(note, *checked.count))
    return Resolved(deadline, doubt=f"Không có tháng {deadline.month}.")


def _period_checked(deadline: Deadline, issued_on: dt.date | None, calendar: Calendar) -> Resolved:
    due = deadline.due
    assert due is not None
    doubt = None
    if issued_on and due < issued_on:
        doubt = f"Kỳ hạn kết thúc {due:%d/%m/%Y}, trước ngày văn bản ({issued_on:%d/%m/%Y})."
    elif deadline.day == 1:
        doubt = "“Đầu tháng” là ngày 01 theo Điều 146 Bộ luật Dân sự; nơi gửi có thể hiểu là 10 ngày đầu."
    note = f"Kỳ hạn kết thúc {say_day(due)}."
    return Resolved(deadline, count=(note, *_nudge(deadline, calendar)), doubt=doubt)


def _relative_end(deadline: Deadline, issued_on: dt.date) -> dt.date:
    """Return the last day of this or the next week, month, quarter, half or year."""
    amount = deadline.amount or 0
    if deadline.unit == "week":
        sunday = issued_on + (7 - issued_on.isoweekday() + 7 * amount) * ONE_DAY
        return sunday - 2 * ONE_DAY  # an office's week ends on Friday
    if deadline.unit == "year" and deadline.month:  # "quý I năm sau"
        return period_end(issued_on.year + amount, deadline.month, deadline.day) or issued_on
    length = {"month": 1, "quarter": 3, "half": 6, "year": 12}[deadline.unit or "month"]
    last = (issued_on.month - 1) // length * length + length  # last month of the running period
    end = months_later(dt.date(issued_on.year, last, 1), amount * length)
    found = period_end(end.year, end.month, deadline.day)
    return found or end


def period_end(year: int, month: int, day: int | None = None) -> dt.date | None:
    """Return the last day of a month, or the named day of it; None for a month that is none."""
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return None
    last = months.monthrange(year, month)[1]
    return dt.date(year, month, min(day, last) if day and day > 0 else last)


def _duration(
    deadline: Deadline, issued_on: dt.date | None, received_on: dt.date | None, calendar: Calendar
) -> Resolved:
    if deadline.due:
        return Resolved(deadline)
    anchor = deadline.anchor or "receipt"
    start = {"issue": issued_on, "receipt": received_on, "event": deadline.anchor_on}.get(anchor)
    if start is None:
        return Resolved(deadline, doubt=_why_no_start(anchor))
    name = ANCHOR_NAMES[anchor]
    back = deadline.bound is Bound.BEFORE
    counted = (count_back if back else count_on)(
        start, deadline.amount or 0, deadline.unit or "day", calendar, name
    )
    doubt = None
    if deadline.unit == "hour":
        doubt = "Hạn tính theo giờ: cần biết giờ bắt đầu mới có giờ hết hạn."
    if deadline.anchor is None:
        doubt = "Văn bản không ghi tính từ ngày nào; tạm tính từ ngày nhận."
    return Resolved(replace(deadline, due=counted.due), computed=True, count=counted.lines, doubt=doubt)


def _why_no_start(anchor: str) -> str | None:
    if anchor == "receipt":
        return "Hạn tính từ ngày nhận văn bản: nhập ngày đến để có ngày hạn."
    if anchor == "issue":
        return "Hạn tính từ ngày ban hành nhưng chưa biết ngày văn bản."
    return None  # counted from something that has not happened yet: nothing to look up


def _event(deadline: Deadline, issued_on: dt.date | None) -> Resolved:
    """Date what the calendar dates: only Tết; school years and sessions are fixed each year by others."""
    if deadline.kind is not DeadlineKind.EVENT or not issued_on or deadline.due:
        return Resolved(deadline)
    if deadline.anchor != "lunar" or deadline.bound is not Bound.BEFORE:
        return Resolved(deadline)
    for year in (deadline.year,) if deadline.year else (issued_on.year, issued_on.year + 1):
        first = solar_of(1, 1, year)
        if first and first >= issued_on:
            note = f"Mùng 1 Tết Nguyên đán: {say_day(first)}."
            filled = replace(deadline, due=first, anchor=None)
            return Resolved(filled, computed=True, count=(note,))
    return Resolved(deadline)


def _nudge(deadline: Deadline, calendar: Calendar) -> tuple[str, ...]:
    """Say when to be ready where the last permitted day is a day off; a printed day itself never moves."""
    assert deadline.due is not None
    last = deadline.due - ONE_DAY if deadline.bound is Bound.BEFORE else deadline.due
    if calendar.is_working(last):
        return ()
    ready = calendar.nudge(last)
    return (f"Ngày cuối {say_day(last)} là ngày nghỉ ({calendar.name_of(last)}); nên xong {say_day(ready)}.",)


def _dated(deadline: Deadline, due: dt.date) -> Deadline:
    """Put a day in the place of words that pointed to it."""
    return replace(deadline, due=due, month=due.month, year=due.year, amount=None, unit=None, anchor=None)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
