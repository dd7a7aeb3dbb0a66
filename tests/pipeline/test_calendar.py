"""Which days are worked in Vietnam: holidays, swapped days, make-up Saturdays, and the office's own table."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UsageError
from pipeline.calendar import Calendar, calendar_of, office_calendar
from pipeline.lunar import solar_of
from pipeline.settings import Settings

CALENDAR = Calendar()
# Days that offices in the years 2020–2027 look up; beyond, the yearly notice is not yet known.
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2027, 6, 30))


@pytest.mark.parametrize(
    "day",
    [
        *("2023-01-20", "2023-01-26", "2023-05-02", "2023-05-03", "2023-09-01", "2023-09-04"),
        *("2024-02-08", "2024-02-14", "2024-04-18", "2024-04-29", "2024-05-01", "2024-09-03"),
        *("2025-01-27", "2025-01-31", "2025-04-07", "2025-05-02", "2025-09-01"),
        *("2026-01-02", "2026-02-16", "2026-02-20", "2026-04-27", "2026-08-31", "2026-09-02"),
    ],
)
def test_official_days_off_are_not_worked(day):
    """Tết, Giỗ Tổ, 30/4, 01/5, Quốc khánh, days in lieu and swapped days are off, each with a name."""
    date = dt.date.fromisoformat(day)

    assert not CALENDAR.is_working(date)
    assert CALENDAR.name_of(date)


@pytest.mark.parametrize("day", ["2019-01-05", "2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"])
def test_make_up_saturdays_are_worked(day):
    """A swapped day is made up on a Saturday that counts as a working day."""
    date = dt.date.fromisoformat(day)

    assert date.isoweekday() == 6
    assert CALENDAR.is_working(date)
    assert "Làm bù" in (CALENDAR.name_of(date) or "")


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("2024-03-20", 5, "2024-03-27"),
        ("2024-03-20", 30, "2024-05-06"),
        ("2024-04-24", 5, "2024-05-04"),
        ("2024-02-02", 5, "2024-02-16"),
        ("2025-04-25", 1, "2025-04-26"),
    ],
)
def test_working_days_are_counted_over_holidays(start, count, due):
    """The first day does not count; days off do not; make-up Saturdays do."""
    assert CALENDAR.after_working_days(dt.date.fromisoformat(start), count) == dt.date.fromisoformat(due)


@given(day=DAYS, count=st.integers(1, 60))
def test_counting_there_and_back_agree(day, count):
    """As many working days lie between a day and where a count from it ends."""
    due = CALENDAR.after_working_days(day, count)

    assert CALENDAR.is_working(due)
    assert CALENDAR.working_days_between(day, due) == count
    assert CALENDAR.before_working_days(due + dt.timedelta(days=1), 1) == due


@given(day=DAYS)
def test_nudges_reach_the_nearest_worked_day(day):
    """Nothing worked lies between a day and its neighbours that are worked."""
    before, after = CALENDAR.nudge(day), CALENDAR.next_working(day)

    assert before <= day <= after
    assert (before == day == after) == CALENDAR.is_working(day)
    assert CALENDAR.working_days_between(before, day) == 0


def test_the_offices_table_lies_over_all_others(tmp_path):
    """A row of the office's holidays.csv makes a day off or worked; a changed file is read again."""
    settings = Settings(data=tmp_path)
    monday = dt.date(2026, 11, 23)
    assert calendar_of(settings).is_working(monday)

    (tmp_path / "holidays.csv").write_text(
        "day,kind,name\n# năm 2026\n2026-11-23,off,Nghỉ hoán đổi\n2026-11-28,work,Làm bù\n", "utf-8"
    )

    assert calendar_of(settings).name_of(monday) == "Nghỉ hoán đổi"
    assert calendar_of(settings).is_working(dt.date(2026, 11, 28))


@pytest.mark.parametrize("row", ["2026-13-01,off,Sai", "2026-11-23,nghỉ,Sai", "23/11/2026,off,Sai"])
def test_a_row_that_cannot_be_read_is_named(tmp_path, row):
    """The error says file and line, and how a row is written."""
    (tmp_path / "holidays.csv").write_text(f"day,kind,name\n{row}\n", "utf-8")

    with pytest.raises(UsageError, match="dòng 2") as caught:
        calendar_of(Settings(data=tmp_path))
    assert "off" in caught.value.next_step


def test_rows_from_elsewhere_make_a_calendar_too():
    """The register's own table of days serves as well as a file."""
    tuesday = dt.date(2024, 3, 5)

    assert office_calendar([(tuesday, "off", "Nghỉ")]).name_of(tuesday) == "Nghỉ"


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [
        ((1, 1, 2024), "2024-02-10"),
        ((1, 1, 2030), "2030-02-02"),
        ((10, 3, 2026), "2026-04-26"),
        ((15, 8, 2025), "2025-10-06"),  # after the doubled sixth month
        ((1, 1, 1985), "1985-01-21"),  # a month before China's
    ],
)
def test_lunar_days_are_those_of_vietnam(lunar, solar):
    """Lunar dates follow UTC+7."""
    day, month, year = lunar
    assert solar_of(day, month, year) == dt.date.fromisoformat(solar)


def test_doubled_months_and_missing_days():
    """A doubled month has two firsts; a short month no thirtieth."""
    assert solar_of(1, 6, 2025, leap=True) == dt.date(2025, 7, 25)
    assert solar_of(1, 7, 2025, leap=True) is None
    assert solar_of(30, 12, 2024) is None
    assert solar_of(1, 13, 2024) is None
