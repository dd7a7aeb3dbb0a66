"""Working days in Vietnam: public holidays, swapped days and make-up Saturdays, each with its name.

Three sources, each over the one before: the `holidays` library, `official_days.csv` beside this file,
and the office's own `holidays.csv` in its data folder (columns day, kind, name; kind is off or work).
"""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from models.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipeline.settings import Settings

OFFICE_FILE = "holidays.csv"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5
WEEKLY = "nghỉ hằng tuần"


class SpecialDay(NamedTuple):
    """A day that is not what its weekday says: `off`, or a `work` day on a weekend."""

    day: dt.date
    kind: str  # off | work
    name: str


class Calendar:
    """Which days are worked, and why the others are not."""

    def __init__(self, rows: Iterable[SpecialDay] = ()) -> None:
        """Lay the office's own rows over the official ones."""
        self._rows = {row.day: row for row in (*_official(), *rows)}

    def name_of(self, day: dt.date) -> str | None:
        """Return why a day is off, or why a weekend is worked; None for an ordinary working day."""
        special = self._special(day)
        if special:
            return special.name
        return WEEKLY if day.weekday() >= SATURDAY else None

    def is_working(self, day: dt.date) -> bool:
        """Say whether offices work on this day."""
        special = self._special(day)
        return special.kind == "work" if special else day.weekday() < SATURDAY

    def next_working(self, day: dt.date) -> dt.date:
        """Return the day itself where it is worked, else the first worked day after it."""
        return next(one for one in _days(day, ONE_DAY) if self.is_working(one))

    def nudge(self, day: dt.date) -> dt.date:
        """Return the last worked day on or before the day: when superiors expect a thing due on a day off."""
        return next(one for one in _days(day, -ONE_DAY) if self.is_working(one))

    def after_working_days(self, day: dt.date, count: int) -> dt.date:
        """Return the `count`-th working day after `day`; the day itself does not count (Điều 147)."""
        return self._step(day, count, ONE_DAY)

    def before_working_days(self, day: dt.date, count: int) -> dt.date:
        """Return the `count`-th working day before `day`."""
        return self._step(day, count, -ONE_DAY)

    def working_days_between(self, first: dt.date, last: dt.date) -> int:
        """Return the working days after `first` up to `last`, negative where `last` is earlier."""
        if last < first:
            return -self.working_days_between(last, first)
        return sum(self.is_working(first + dt.timedelta(days=n)) for n in range(1, (last - first).days + 1))

    def _step(self, day: dt.date, count: int, step: dt.timedelta) -> dt.date:
        worked = (one for one in _days(day + step, step) if self.is_working(one))
        reached = day
        for _ in range(count):
            reached = next(worked)
        return reached

    def _special(self, day: dt.date) -> SpecialDay | None:
        return self._rows.get(day) or _national(day.year).get(day)


def say_day(day: dt.date) -> str:
    """Return "thứ Hai, 05/02/2024"."""
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"


def calendar_of(settings: Settings) -> Calendar:
    """Return the office's calendar; its own table is read again when the file has changed.

    Raises:
        UsageError: the office's table has a line that cannot be understood.
    """
    path = settings.data / OFFICE_FILE
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return _plain()
    return _of_file(path, changed)


def office_calendar(rows: Iterable[tuple[dt.date, str, str]]) -> Calendar:
    """Return a calendar with rows of (day, "off" or "work", name) over the official days."""
    return Calendar(SpecialDay(*row) for row in rows)


def read_table(lines: Iterable[str], where: str) -> list[SpecialDay]:
    """Read rows day,kind,name; a line that opens with # is a remark.

    Raises:
        UsageError: a line with another kind or no day.
    """
    found = []
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    for number, row in enumerate(csv.DictReader(kept), start=2):
        try:
            day = dt.date.fromisoformat((row.get("day") or "").strip())
        except ValueError:
            day = None
        kind = (row.get("kind") or "").strip()
        if day is None or kind not in {"off", "work"}:
            raise UsageError(
                f"{where}: dòng {number} không hiểu được ({', '.join(str(v) for v in row.values())}).",
                "Mỗi dòng ghi: ngày dạng 2026-01-10, loại off (nghỉ) hoặc work (làm bù), tên.",
            )
        found.append(SpecialDay(day, kind, (row.get("name") or "").strip() or kind))
    return found


def _days(day: dt.date, step: dt.timedelta) -> Iterator[dt.date]:
    while True:
        yield day
        day += step


@cache
def _plain() -> Calendar:
    return Calendar()


@lru_cache(maxsize=4)
def _of_file(path: Path, _changed: int) -> Calendar:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: không đọc được ({error}).", "Lưu tệp dạng CSV, mã UTF-8.") from error
    return Calendar(read_table(lines, str(path)))


@cache
def _official() -> tuple[SpecialDay, ...]:
    with (files(__package__) / "official_days.csv").open(encoding="utf-8") as lines:
        return tuple(read_table(lines, "official_days.csv"))


@cache
def _national(year: int) -> dict[dt.date, SpecialDay]:
    """Return a year's public holidays and make-up days as the library knows them."""
    from holidays.countries.vietnam import VN  # noqa: PLC0415 - heavy, and only deadlines need it

    national = VN(years=year, language="vi")  # type: ignore[no-untyped-call]
    found = {day: SpecialDay(day, "off", name) for day, name in national.items()}
    for day in national.weekend_workdays:
        if day.year == year:
            found[day] = SpecialDay(day, "work", "Làm bù ngày nghỉ hoán đổi")
    return found
