"""Months, quarters, half-years and years as written: "tháng 6/2024", "quý I, II", "cuối năm"."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.deadlines.words import (
    DAY_WORD,
    MONTH_WORD,
    QUARTER,
    YEAR,
    YEAR_WORD,
    Moment,
    day_of,
    holds,
    number,
    quarter,
)
from models.finding import Deadline, DeadlineKind

if TYPE_CHECKING:
    from collections.abc import Iterator

# "/2024", " năm 2024", "-2024"
_OF_YEAR = rf"(?:\s?[/-]\s?|,?\s+(?:của\s+)?{YEAR_WORD}\s+)(?P<year>{YEAR})(?!\d|\s?[-–]\s?{YEAR})"
# " năm sau", " của năm tới": counted from the letter's year
_NEXT_YEAR = rf"\s+(?:của\s+)?{YEAR_WORD}\s+(?P<which>nay|này|sau|tới|kế\s+tiếp|tiếp\s+theo|liền\s+kề)(?!\w)"
# "10 ngày đầu của", "05 ngày làm việc đầu tiên"
_FIRST_DAYS = rf"\d{{1,2}}\s+{DAY_WORD}\s+đầu(?:\s+tiên)?(?:\s+của)?"
_PART = rf"""(?:(?P<part>cuối|đầu|giữa|nửa\s+đầu|{_FIRST_DAYS}|(?:trung|hạ|thượng)\s+tuần
    |tuần\s+(?:đầu|cuối|thứ\s+\w+|[1-4])(?:\s+của)?)\s+)?"""
_NUMBER = r"(?:1[0-2]|0?[1-9])(?!\d)"
_AND = r"\s*(?:,|và|-|đến(?:\s+hết)?)\s*"
_EARLY, _LATER = _OF_YEAR.replace("<year>", "<early>"), _OF_YEAR.replace("<year>", "<later>")
_SOME_YEAR = _OF_YEAR.replace("?P<year>", "?:")
# "tháng 6/2024", "tháng 3 - tháng 5", "tháng 3, 4/2024"; never the month of a whole date
_MONTH = re.compile(
    rf"""(?<!\w){_PART}{MONTH_WORD}\s*(?P<first>{_NUMBER})(?!\s?/\s?\d{{1,2}}/)(?:{_EARLY})?
    (?:{_AND}(?:{MONTH_WORD}\s*(?P<last>{_NUMBER})|(?P<short>{_NUMBER})(?={_SOME_YEAR}|\s*-\s*\d))){{0,8}}
    (?:{_OF_YEAR}|{_NEXT_YEAR})?(?![\w%]|/\d)""",
    re.VERBOSE,
)
# "quý II/2024", "quý I, II", "quý III năm 2024 đến quý I năm 2025"
_QUARTER = re.compile(
    rf"""(?<!\w)(?:(?P<part>cuối|đầu|{_FIRST_DAYS})\s+)?quý\s+(?P<first>{QUARTER})(?:{_OF_YEAR})?
    (?:{_AND}(?:quý\s+)?(?P<last>{QUARTER})(?:{_LATER})?){{0,8}}(?:{_NEXT_YEAR})?""",
    re.VERBOSE,
)
_CELL_MONTH = re.compile(
    rf"(?<![\d/.,-])(?:(?P<first>{_NUMBER})\s?[-–]\s?)?(?P<last>{_NUMBER})\s?/\s?(?P<year>{YEAR})(?![\d/.-])"
)
# "6 tháng đầu năm 2024", "3 tháng cuối năm"
_HALF = re.compile(
    rf"""(?<!\w)(?P<count>0?[369]|sáu|ba|chín)\s+{MONTH_WORD}\s+(?P<side>đầu|cuối)\s+{YEAR_WORD}
    (?:\s+(?P<year>{YEAR}))?(?!\d)""",
    re.VERBOSE,
)
# "cuối năm 2024", "năm sau"; not "năm 2021 - 2025"
_YEAR = re.compile(
    rf"""(?<!\w)(?:(?P<part>cuối|giữa|đầu)\s+)?{YEAR_WORD}\s+
    (?:(?P<year>{YEAR})(?!\d|\s?-\s?{YEAR})|(?P<which>nay|này|sau|tới)(?!\w))""",
    re.VERBOSE,
)
# "cuối tháng", "cuối quý này", "tuần sau"
_LOOSE = re.compile(
    rf"""(?<!\w)(?:(?P<part>cuối|giữa)\s+(?P<unit>{MONTH_WORD}|quý|{YEAR_WORD}|tuần)
      |(?P<named>{MONTH_WORD}|quý|tuần)(?=\s+(?:này|sau|tới)))
    (?:\s+(?P<which>này|sau|tới|nay))?(?!\s*\d|\s+(?:i{{1,3}}|iv)\b)(?!\w)""",
    re.VERBOSE,
)
_UNITS = {"quý": "quarter", "tuần": "week"}
_DAY_OF_PART = {"đầu": 1, "giữa": 15, "nửa đầu": 15, "trung tuần": 20, "thượng tuần": 10}
_WEEK_OF_MONTH = {"đầu": 7, "1": 7, "nhất": 7, "2": 14, "hai": 14, "3": 21, "ba": 21, "4": 28, "tư": 28}
# What each of these needs, begun with a letter so that the search skips what cannot match
_ANY_MONTH = re.compile(rf"{MONTH_WORD}\s*\d")
_ANY_HALF = re.compile(rf"{MONTH_WORD}\s+(?:đầu|cuối)")
_ANY_YEAR = re.compile(rf"{YEAR_WORD}\s+(?:{YEAR}|nay|này|sau|tới)")
_ANY_NEXT = re.compile(rf"(?:{MONTH_WORD}|quý|tuần)\s+(?:này|sau|tới)")
_DAY_BLANK = re.compile(r"(?:ng[aàáảãạâ]y[\s.…_]*(?:\d{1,2}\s*)?|\d\s?)$")


def find_periods(low: str, start: int, end: int) -> Iterator[Moment]:
    """Yield every period of a folded stretch; what belongs to a whole date is left to `find_dates`."""
    for match in _MONTH.finditer(low, start, end) if _ANY_MONTH.search(low, start, end) else ():
        if not _DAY_BLANK.search(low, max(start, match.start() - 12), match.start()):
            yield _month(match)
    for match in _QUARTER.finditer(low, start, end) if holds(low, start, end, "quý") else ():
        yield _quarter(match)
    for match in _HALF.finditer(low, start, end) if _ANY_HALF.search(low, start, end) else ():
        months = number(match["count"]) or 6
        month = months if match["side"] == "đầu" else 12
        yield _moment(match, month, match["year"], month - months + 1)
    for match in _YEAR.finditer(low, start, end) if _ANY_YEAR.search(low, start, end) else ():
        yield _year(match)
    loose = holds(low, start, end, "cuối", "giữa") or _ANY_NEXT.search(low, start, end)
    for match in _LOOSE.finditer(low, start, end) if loose else ():
        yield _loose(match)


def find_cell_months(low: str, start: int, end: int) -> Iterator[Moment]:
    """Yield the months of a cell that says when, without the word: "01/2017", "4-5/2017"."""
    for match in _CELL_MONTH.finditer(low, start, end):
        yield _moment(match, int(match["last"]), match["year"], int(match["first"] or match["last"]))


def _month(match: re.Match[str]) -> Moment:
    month = int(match["short"] or match["last"] or match["first"])
    moment = _moment(match, month, match["year"] or match["early"], int(match["first"]))
    part = " ".join((match["part"] or "").split())
    if part in _DAY_OF_PART:
        return _on_day(moment, _DAY_OF_PART[part])
    if part[:1].isdigit():
        return _on_day(moment, int(part.split()[0]))
    if part.startswith("tuần") and "cuối" not in part:
        word = part.removesuffix("của").split()[-1]
        return _on_day(moment, _WEEK_OF_MONTH.get(word, 0))
    return moment


def _quarter(match: re.Match[str]) -> Moment:
    written = match["last"] or match["first"]
    part = match["part"] or ""
    month = 3 * quarter(written) - (2 if "đầu" in part else 0)
    moment = _moment(match, month, match["later"] or match["year"], 3 * quarter(match["first"]) - 2)
    return _on_day(moment, int(part.split()[0])) if part[:1].isdigit() else moment


def _year(match: re.Match[str]) -> Moment:
    month = {"giữa": 6, "đầu": 1}.get(match["part"] or "", 12)
    if match["which"]:
        amount = 0 if match["which"] in {"nay", "này"} else 1
        deadline = Deadline(DeadlineKind.PERIOD, unit="year", amount=amount, anchor="issue", month=month)
        return Moment(match.start(), match.end(), deadline, shape="relative")
    return _moment(match, month, match["year"], 1)


def _loose(match: re.Match[str]) -> Moment:
    """Read "cuối tháng", "cuối năm", "tuần này", "tháng sau": counted from the letter's day."""
    word = match["unit"] or match["named"]
    unit = _UNITS.get(word) or ("year" if word.startswith("n") else "month")
    amount = 1 if match["which"] in {"sau", "tới"} else 0
    deadline = Deadline(DeadlineKind.PERIOD, unit=unit, amount=amount, anchor="issue")
    if match["part"] == "giữa" and unit == "month":
        deadline = replace(deadline, day=15)
    if match["part"] == "giữa" and unit == "year":
        deadline = Deadline(DeadlineKind.PERIOD, month=6)
    return Moment(match.start(), match.end(), deadline, shape="relative")


def _moment(match: re.Match[str], month: int, year: str | None, first_month: int) -> Moment:
    deadline = Deadline(DeadlineKind.PERIOD, month=month, year=int(year) if year else None)
    which = match.groupdict().get("which")
    if which and not year:
        amount = 0 if which in {"nay", "này"} else 1
        deadline = replace(deadline, unit="year", amount=amount, anchor="issue")
    return Moment(
        match.start(),
        match.end(),
        _dated(deadline),
        shape="period",
        first_month=first_month,
        partial=bool(match.groupdict().get("part")),
    )


def _on_day(moment: Moment, day: int) -> Moment:
    return replace(moment, deadline=_dated(replace(moment.deadline, day=day or None)))


def _dated(deadline: Deadline) -> Deadline:
    """Fill in the period's last day where its year is written."""
    if deadline.year is None or deadline.month is None:
        return deadline
    last = calendar.monthrange(deadline.year, deadline.month)[1]
    return replace(deadline, due=day_of(deadline.year, deadline.month, deadline.day or last))


def with_year(deadline: Deadline) -> Deadline:
    """Fill in the day of a date or the last day of a period whose year has been found."""
    if deadline.kind is DeadlineKind.PERIOD:
        return _dated(deadline)
    if deadline.year is None or deadline.month is None or deadline.day is None:
        return deadline
    return replace(deadline, due=day_of(deadline.year, deadline.month, deadline.day))


def first_day(moment: Moment) -> Moment:
    """Turn a period into its first day, for "trước quý IV": nothing of the quarter may pass."""
    year, month = moment.deadline.year, moment.first_month
    if month is None:
        return moment
    due = day_of(year, month, 1) if year else None
    return replace(moment, deadline=Deadline(DeadlineKind.DATE, due=due, day=1, month=month, year=year))
