"""Calendar days as written: "ngày 25/3/2024", "16h00 ngày 18/9", "ngày 26, 27/12/2011"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.deadlines.words import (
    CLOCK,
    DAY_WORD,
    MONTH_WORD,
    SESSION,
    WEEKDAY,
    YEAR,
    YEAR_WORD,
    Moment,
    clock,
    day_of,
    holds,
    number,
    weekday,
)
from models.finding import Deadline, DeadlineKind

if TYPE_CHECKING:
    from collections.abc import Iterator

# Digits, and letters that OCR puts for them: "l5/3", "o5/4". At least one digit must be left.
_LOOKS_LIKE = str.maketrans("ol", "01")
_CORE = re.compile(
    rf"(?<![\d/.,:])(?:(?<!\w)|(?<=ngày))(?P<day>[0-3ol]?[\dol])\s?"
    rf"(?:(?P<mark>[/.-])\s?|\s?{MONTH_WORD}\s)(?P<month>[01ol]?[\dol])"
    rf"(?:\s?(?:(?P<then>[/.-])\s?|,?\s?{YEAR_WORD}\s?)(?P<year>{YEAR}|\d\d(?!\d)))?(?![\w/%]|[.,-]\d)"
)
# "ngày 30 tháng Sáu năm 2024"
_WORDED = re.compile(
    rf"(?<!\w){DAY_WORD}\s+(?P<day>\d{{1,2}})\s+{MONTH_WORD}\s+(?P<month>mười\s+một|mười\s+hai|mười|hai|ba|tư|năm|sáu"
    rf"|bảy|tám|chín)(?!\w)(?:\s+{YEAR_WORD}\s+(?P<year>{YEAR}))?"
)
_AFTER_FRACTION = re.compile(r"/\d{1,2}\s$")
_DAY_BEFORE = re.compile(rf"(?:{DAY_WORD}|mồng|mùng)\s*:?\s*$")
_DAYS_BEFORE = re.compile(
    rf"(?:{DAY_WORD}\s*)?(?<![\w/.,:])(?<!giờ )(?<!gio )\d{{1,2}}"
    rf"(?P<month>\s?/\s?\d{{1,2}}(?:/{YEAR})?|\s{MONTH_WORD}\s\d{{1,2}}(?:\s{YEAR_WORD}\s{YEAR})?)?"
    rf"\s*(?:\((?:{WEEKDAY})\)\s*)?(?P<join>,|và|đến(?:\s+hết)?|-)\s*(?:cả\s+|hết\s+)?(?:{DAY_WORD}\s*)?$"
)
# "16h00 ", "17.00 " (ngày …)
_CLOCK_BEFORE = re.compile(rf"(?<![\w/,.:])(?P<clock>{CLOCK}|[01]?\d\.[0-5]\d(?=\s*$))\s*,?\s*(?:của\s+)?$")
_SESSION_BEFORE = re.compile(rf"(?<!\w)(?:{SESSION})\s*,?\s*$")
_WEEKDAY_BEFORE = re.compile(rf"(?<!\w)(?P<weekday>{WEEKDAY})\s*[,(]?\s*$")
_WEEKDAY_AFTER = re.compile(rf"\s*\((?P<weekday>{WEEKDAY})\)")
_CLOCK_AFTER = re.compile(rf"\s*[,(]?\s*(?:lúc|vào\s+lúc|trước)\s+(?P<clock>{CLOCK})")
_HOURS_BEFORE = re.compile(r"\d\s*(?:h|g|giờ|:)\s*\d{0,2}\s*(?:-|đến)\s*$")
_FROM_BEFORE = re.compile(rf"(?<!\w)từ\s+(?:{DAY_WORD}\s*)?$")
_LUNAR_AFTER = re.compile(rf"(?:\s+{YEAR_WORD}(?:\s+\w+){{1,2}}?)?\s*\(?(?:âm\s+lịch|âl)(?!\w)\)?")
_WHICH = r"(?P<which>nay|này|sau|tới|kế\s+tiếp|tiếp\s+theo|liền\s+kề)"
_YEAR_AFTER = re.compile(rf"\s*\(?(?:của\s+)?{YEAR_WORD}\s+{_WHICH}(?:\s+liền\s+(?:kề|sau))?\)?")
# "ngày 05 tháng sau", "ngày 25/tháng này"
_OF_MONTH = re.compile(
    rf"{DAY_WORD}\s*(?P<day>\d{{1,2}})\s*(?:/|của)?\s*{MONTH_WORD}\s+{_WHICH}(?!\w|\s+trước)"
)
# "thứ Hai tuần sau"
_OF_WEEK = re.compile(rf"(?<!\w)(?P<weekday>{WEEKDAY})\s*,?\s*tuần\s+{_WHICH}(?!\w)")
# "ngày 25" alone: the month goes without saying
_ALONE = re.compile(
    rf"""{DAY_WORD}\s*(?P<day>[0-3]?\d)(?!\d|\s*(?:[/.-]\s*\d|,\s*\d|và\s|đến\s|{MONTH_WORD}(?!\w)|của\s|hằng\s|hàng\s
        |mỗi\s|%|thứ\s|cuối\s|đầu\s))""",
    re.VERBOSE,
)
# "ngày hôm nay", "ngày mai", "chiều nay"
_NEAR = re.compile(
    r"(?<!\w)(?:(?:ngày\s+)?(?P<which>hôm\s+nay|ngày\s+mai)"
    r"|(?:sáng|trưa|chiều|tối)\s+(?:(?P<near>nay|mai)|hôm\s+(?P<later>nay)))(?!\w)"
)
# "gửi báo cáo trong ngày", "trình trong tuần": of the day or week that is running
_RUNNING = re.compile(
    rf"(?<=trong )(?P<unit>{DAY_WORD}|tuần|{MONTH_WORD})(?=\s*(?:[.;,)/]|$|(?:để|theo|và)(?!\w)))"
)
_THIS = {"này", "nay", "hôm nay"}
_DAYS_WINDOW, _CLOCK_WINDOW, _WORD_WINDOW = 50, 24, 16
"""How far back the words that open a date are looked for: days before it, clock or session, "ngày"."""
# "Công văn số 12/SNV-VP " (ngày …)
_OF_DOCUMENT = re.compile(r"(?<!\w)số\s*:?\s*\d[^\s]*[/-][^\s]*\s*,?\s*$")
_JOINS = (",", "-", "và", "đến", "hết", "cả")


def find_dates(low: str, start: int, end: int) -> Iterator[Moment]:
    """Yield every calendar day of a folded stretch, with its clock time and the days joined to it."""
    for match in _CORE.finditer(low, start, end):
        if match["year"] is None and _AFTER_FRACTION.search(
            low, max(start, match.start() - 4), match.start()
        ):
            continue  # one of a row of numbers
        moment = _read(match)
        if moment:
            yield _widen(low, start, end, moment)
    for match in _WORDED.finditer(low, start, end) if holds(low, start, end, "tháng ") else ():
        yield _with_clock(low, start, _worded(match))
    for match in _ALONE.finditer(low, start, end):
        yield replace(_with_clock(low, start, _alone(match)), shape="alone")
    for match in _RUNNING.finditer(low, start, end) if holds(low, start, end, "trong ") else ():
        yield _running(match)
    for pattern, unit, *needed in (
        (_OF_MONTH, "month", "th"),
        (_OF_WEEK, "week", "tuần"),
        (_NEAR, "day", " nay", " mai"),
    ):
        for match in pattern.finditer(low, start, end) if holds(low, start, end, *needed) else ():
            yield _with_clock(low, start, _relative(match, unit))


def _read(match: re.Match[str]) -> Moment | None:
    if (match["mark"], match["then"]) == ("-", "/"):
        return None  # "4-5/2017": two months
    written = (match["day"], match["month"])
    if not all(any(c.isdigit() for c in part) for part in written):
        return None
    day, month = (int(part.translate(_LOOKS_LIKE)) for part in written)
    year = int(match["year"]) if match["year"] else None
    if year is not None and year < 100:
        if match["mark"] is None:
            return None
        year += 2000 if year < 60 else 1900
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    due = day_of(year, month, day) if year else None
    deadline = Deadline(DeadlineKind.DATE, due=due, day=day, month=month, year=year)
    mended = any(part.translate(_LOOKS_LIKE) != part for part in written)
    bare = year is None and match["mark"] is not None
    return Moment(match.start(), match.end(), deadline, bare=bare, mended=mended)


def _worded(match: re.Match[str]) -> Moment:
    day, month = int(match["day"]), number(match["month"]) or 4  # "tháng tư"
    year = int(match["year"]) if match["year"] else None
    due = day_of(year, month, day) if year else None
    return Moment(
        match.start(), match.end(), Deadline(DeadlineKind.DATE, due=due, day=day, month=month, year=year)
    )


def _widen(low: str, floor: int, ceiling: int, moment: Moment) -> Moment:
    """Take in what belongs to the date on both sides."""
    moment = _left(low, floor, moment)
    return _right(low, ceiling, moment)


def _left(low: str, floor: int, moment: Moment) -> Moment:
    """Take in "ngày" and the days that a list or a span names before this one."""
    found = _DAY_BEFORE.search(low, max(floor, moment.start - _WORD_WINDOW), moment.start)
    if found:
        moment = replace(moment, bare=False, start=found.start())
    shape, at = _days_before(low, floor, found.end() if found else moment.start)
    if not shape:
        moment = _with_clock(low, floor, moment)
        return _until_clock(low, floor, moment) if moment.timed else moment
    named = _DAY_BEFORE.match(low, at, moment.start)
    bare = moment.bare and not named
    if shape == "each":
        return replace(_with_clock(low, floor, moment), list_start=at, bare=bare, shape="each")
    if shape == "span" and _FROM_BEFORE.search(low, max(floor, at - _WORD_WINDOW), at):
        shape = "range"
    return _with_clock(
        low, floor, replace(moment, start=at, bare=bare, shape="days" if shape == "span" else shape)
    )


def _until_clock(low: str, floor: int, moment: Moment) -> Moment:
    """Take in the first day of "từ ngày 01/4 đến 17 giờ 00 ngày 05/4"."""
    shape, at = _days_before(low, floor, moment.start)
    if shape != "span" or not _FROM_BEFORE.search(low, max(floor, at - _WORD_WINDOW), at):
        return moment
    return replace(moment, start=at, bare=False, shape="range")


def _days_before(low: str, floor: int, at: int) -> tuple[str, int]:
    """Return how earlier days are joined to a date, and where they begin.

    A span ("28-29/3"), days ("28, 29/3"), each ("28/3 và 29/3": whole dates of their own), "" none.
    """
    shape = ""
    for _ in range(4):
        if (
            not low[max(floor, at - _WORD_WINDOW) : at]
            .rstrip()
            .removesuffix("ngày")
            .rstrip()
            .endswith(_JOINS)
        ):
            break
        match = _DAYS_BEFORE.search(low, max(floor, at - _DAYS_WINDOW), at)
        if not match:
            break
        if match["join"].startswith("đến") and _OF_DOCUMENT.search(low, floor, match.start()):
            break  # "gia hạn … tại Công văn số 12/SNV ngày 01/3/2024 đến hết ngày 31/3/2024"
        listed = match["join"] in {",", "và"}
        shape = "span" if not listed else "each" if match["month"] else "days"
        at = match.start()
    return shape, at


def _with_clock(low: str, floor: int, moment: Moment) -> Moment:
    """Take in "16h00 thứ Sáu, " or "chiều " before a date."""
    at, deadline, timed = moment.start, moment.deadline, moment.timed
    for _ in range(3):
        window = max(floor, at - _CLOCK_WINDOW)
        named = _WEEKDAY_BEFORE.search(low, window, at)
        session = None if named else _SESSION_BEFORE.search(low, window, at)
        hour = None if named or session else _CLOCK_BEFORE.search(low, window, at)
        if named:
            deadline = replace(deadline, weekday=weekday(named["weekday"]))
        elif hour:
            deadline = replace(deadline, time=clock(hour["clock"]))
        found = named or session or hour
        if found is None:
            break
        at, timed = found.start(), timed or found is not named
    timed = timed or bool(_HOURS_BEFORE.search(low, max(floor, at - 12), at))
    return replace(moment, start=at, deadline=deadline, timed=timed)


def _right(low: str, ceiling: int, moment: Moment) -> Moment:
    deadline, end = moment.deadline, moment.end
    named = _WEEKDAY_AFTER.match(low, end, ceiling)
    if named:
        deadline, end = replace(deadline, weekday=weekday(named["weekday"])), named.end()
    hour = _CLOCK_AFTER.match(low, end, ceiling)
    if hour and deadline.time is None:
        deadline, end = replace(deadline, time=clock(hour["clock"])), hour.end()
    if deadline.year is None:
        lunar = _LUNAR_AFTER.match(low, end, ceiling)
        following = _YEAR_AFTER.match(low, end, ceiling)
        if lunar:
            deadline, end = replace(deadline, anchor="lunar"), lunar.end()
        elif following:
            amount = 0 if " ".join(following["which"].split()) in _THIS else 1
            deadline = replace(deadline, unit="year", amount=amount, anchor="issue")
            end = following.end()
    elif lunar := _LUNAR_AFTER.match(low, end, ceiling):
        deadline, end = replace(deadline, anchor="lunar", due=None), lunar.end()
    return replace(moment, deadline=deadline, end=end)


def _alone(match: re.Match[str]) -> Moment:
    deadline = Deadline(DeadlineKind.DATE, unit="month", amount=0, anchor="issue", day=int(match["day"]))
    return Moment(match.start(), match.end(), deadline)


def _running(match: re.Match[str]) -> Moment:
    unit = {"n": "day", "t": "month"}[match["unit"][0]] if match["unit"] != "tuần" else "week"
    kind = DeadlineKind.DATE if unit == "day" else DeadlineKind.PERIOD
    deadline = Deadline(kind, unit=unit, amount=0, anchor="issue")
    return Moment(match.start(), match.end(), deadline, shape="running")


def _relative(match: re.Match[str], unit: str) -> Moment:
    groups = match.groupdict()
    day = int(groups["day"]) if groups.get("day") else None
    named = weekday(groups["weekday"]) if groups.get("weekday") else None
    which = match["which"] or groups.get("near") or groups.get("later") or ""
    amount = 0 if " ".join(which.split()) in _THIS else 1
    deadline = Deadline(DeadlineKind.DATE, unit=unit, amount=amount, anchor="issue", day=day, weekday=named)
    return Moment(match.start(), match.end(), deadline, shape="relative")
