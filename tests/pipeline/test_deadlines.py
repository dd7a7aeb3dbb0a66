"""From a limit as written to its day: Điều 145–148, the count told, missing years, recurrences."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from models.finding import Bound, Deadline, DeadlineKind
from pipeline.calendar import Calendar
from pipeline.deadlines import occurrences, resolve, rrule_of

CALENDAR = Calendar()
ISSUED = dt.date(2024, 3, 20)


def date_limit(**values):
    return Deadline(DeadlineKind.DATE, **values)


def span(amount, unit, anchor="issue", **values):
    return Deadline(
        DeadlineKind.DURATION, amount=amount, unit=unit, anchor=anchor, **{"bound": Bound.BY, **values}
    )


def recurring(**values):
    return Deadline(DeadlineKind.RECURRING, **values)


def test_a_printed_day_never_moves():
    """A printed Sunday stays; the count says by when to be ready."""
    resolved = resolve(date_limit(due=dt.date(2024, 3, 31), bound=Bound.BY), ISSUED, None, CALENDAR)

    assert resolved.deadline.due == dt.date(2024, 3, 31)
    assert not resolved.computed
    assert "thứ Sáu, 29/03/2024" in resolved.count[0]


@pytest.mark.parametrize(
    ("amount", "unit", "start", "due"),
    [
        (10, "day", "2024-03-20", "2024-04-01"),  # ends on a Saturday: the next working day
        (30, "day", "2024-03-20", "2024-04-19"),
        (1, "month", "2024-01-31", "2024-02-29"),  # no 31 February
        (3, "month", "2024-03-20", "2024-06-20"),
        (1, "year", "2024-02-29", "2025-02-28"),
        (5, "working_day", "2024-02-05", "2024-02-19"),
        (24, "hour", "2024-03-20", "2024-03-21"),
    ],
)
def test_spans_end_as_the_civil_code_says(amount, unit, start, due):
    """The first day does not count; months end on the same day or the last; days off at the end pass."""
    resolved = resolve(span(amount, unit), dt.date.fromisoformat(start), None, CALENDAR)

    assert resolved.deadline.due == dt.date.fromisoformat(due)
    assert resolved.computed


def test_the_count_names_holidays_and_make_up_saturdays():
    """Each working day is told, with the reason for each day left out."""
    counted = resolve(span(5, "working_day"), dt.date(2024, 4, 24), None, CALENDAR).count

    assert "ngày ban hành" in counted[0]
    assert counted[1].startswith("Ngày 1: thứ Năm, 25/04/2024")
    assert any("30/04/2024" in line and "Chiến thắng" in line for line in counted)
    assert any("29/04/2024" in line and "hoán đổi" in line for line in counted)
    assert counted[-1] == "Ngày 5: thứ Bảy, 04/05/2024 – Làm bù cho ngày 29/4/2024."


def test_what_is_counted_from_an_unknown_day_has_no_due_day():
    """Without the day of receipt or the event's day nothing is guessed; for receipt a person is asked."""
    received = resolve(span(5, "day", "receipt"), ISSUED, None, CALENDAR)
    event = resolve(span(5, "day", "event"), ISSUED, ISSUED, CALENDAR)

    assert received.deadline.due is None
    assert received.doubt is not None
    assert event.deadline.due is None
    assert event.doubt is None


def test_counting_back_from_an_event():
    """Three working days before 15 May 2024 is 10 May; calendar days may fall on a day off."""
    meeting = dt.date(2024, 5, 15)
    working = span(3, "working_day", "event", anchor_on=meeting, bound=Bound.BEFORE)
    plain = span(10, "day", "event", anchor_on=meeting, bound=Bound.BEFORE)

    assert resolve(working, ISSUED, None, CALENDAR).deadline.due == dt.date(2024, 5, 10)
    resolved = resolve(plain, ISSUED, None, CALENDAR)
    assert resolved.deadline.due == dt.date(2024, 5, 5)
    assert "nên xong" in resolved.count[-1]


def test_a_day_that_has_just_gone_by_is_doubted():
    """A day "05/3" in a letter of 20 March takes next year, and a person is asked."""
    resolved = resolve(date_limit(day=5, month=3), ISSUED, None, CALENDAR)

    assert resolved.deadline.due == dt.date(2025, 3, 5)
    assert resolved.doubt is not None
    assert resolve(date_limit(day=5, month=1), dt.date(2024, 12, 20), None, CALENDAR).doubt is None


@pytest.mark.parametrize(
    "limit",
    [
        date_limit(due=dt.date(2024, 3, 1)),  # before the letter
        date_limit(due=dt.date(2024, 3, 22), weekday=4),  # a Friday
        date_limit(day=30, month=2, year=2024),
        date_limit(day=31, month=4),
        Deadline(DeadlineKind.PERIOD, due=dt.date(2024, 2, 29), month=2, year=2024),
    ],
)
def test_what_cannot_be_right_is_doubted(limit):
    """A past day, a wrong weekday and a day that no calendar has are shown to a person."""
    assert resolve(limit, ISSUED, None, CALENDAR).doubt


def test_without_the_letters_day_no_year_is_guessed():
    """A day, a period and a relative day need the letter's own day."""
    for limit in (
        date_limit(day=5, month=4),
        Deadline(DeadlineKind.PERIOD, month=6),
        date_limit(unit="day", amount=0, anchor="issue"),
    ):
        resolved = resolve(limit, None, None, CALENDAR)
        assert resolved.deadline.due is None
        assert resolved.doubt


@given(
    day=st.integers(1, 31),
    month=st.integers(1, 12),
    issued=st.dates(dt.date(2005, 1, 1), dt.date(2035, 12, 31)),
)
def test_a_missing_year_puts_the_day_on_or_after_the_letter(day, month, issued):
    """The year is the first that has such a day not before the letter; 30 February stays open."""
    due = resolve(date_limit(day=day, month=month), issued, None, CALENDAR).deadline.due

    if due is None:
        assert day > 29
    else:
        assert due >= issued
        assert (due.day, due.month) == (day, month)
        assert (due - issued).days < (366 if (day, month) != (29, 2) else 8 * 366)


@pytest.mark.parametrize(
    ("limit", "rule", "following"),
    [
        (recurring(every="month", day=20), "FREQ=MONTHLY;BYMONTHDAY=20", ["2024-04-20", "2024-05-20"]),
        (recurring(every="month", day=30), "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
         ["2024-03-30", "2024-04-30"]),
        (recurring(every="month", day=-1), "FREQ=MONTHLY;BYMONTHDAY=-1", ["2024-03-31", "2024-04-30"]),
        (recurring(every="quarter", day=15, month_offset=3),
         "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15", ["2024-06-15", "2024-09-15"]),
        (recurring(every="quarter", day=10, month_offset=1),
         "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10", ["2024-04-10", "2024-07-10"]),
        (recurring(every="half", day=15, month_offset=6),
         "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15", ["2024-06-15", "2024-12-15"]),
        (recurring(every="year", day=15, month_offset=12),
         "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", ["2024-12-15", "2025-12-15"]),
        (recurring(every="week", weekday=5), "FREQ=WEEKLY;BYDAY=FR", ["2024-03-22", "2024-03-29"]),
        (recurring(every="week", weekday=5, time="15:00"),
         "FREQ=WEEKLY;BYDAY=FR;BYHOUR=15;BYMINUTE=0;BYSECOND=0", ["2024-03-22", "2024-03-29"]),
        (recurring(every="quarter"), "FREQ=MONTHLY;INTERVAL=3", ["2024-03-31", "2024-06-30"]),
        (recurring(every="half"), "FREQ=MONTHLY;INTERVAL=6", ["2024-06-30", "2024-12-31"]),
        (recurring(every="year"), "FREQ=YEARLY", ["2024-12-31", "2025-12-31"]),
        (recurring(unit="day"), "FREQ=DAILY", ["2024-03-21", "2024-03-22"]),
        (recurring(), None, []),
    ],
)  # fmt: skip
def test_what_recurs_has_a_rule_and_next_days(limit, rule, following):
    """RRULE strings name the printed days; without a day, periods end with their last one."""
    assert rrule_of(limit) == rule
    assert [str(day) for day in occurrences(limit, ISSUED, 2)] == following


@given(
    every=st.sampled_from(["week", "month", "quarter", "half", "year"]),
    day=st.one_of(st.none(), st.just(-1), st.integers(1, 31)),
    offset=st.one_of(st.none(), st.integers(1, 3)),
    after=st.dates(dt.date(2010, 1, 1), dt.date(2040, 1, 1)),
)
def test_rules_are_readable_and_days_ascend(every, day, offset, after):
    """Any rule is one that others read (RFC 5545), and next days come after the day asked about."""
    limit = recurring(every=every, day=day, month_offset=None if every in {"week", "month"} else offset)
    rule = rrule_of(limit)

    assert rrulestr(rule, dtstart=dt.datetime.combine(after, dt.time()))
    days = occurrences(limit, after, 4)
    assert len(days) == 4
    assert after < days[0] < days[1] < days[2] < days[3]
