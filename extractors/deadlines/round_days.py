"""A day within what comes round: "trước ngày 20", "ngày 15 của tháng cuối quý", "thứ Sáu", "15/6"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.deadlines.words import (
    BEFORE_WORD,
    CLOCK,
    DAY_WORD,
    EACH,
    MONTH_WORD,
    SESSION,
    WEEKDAY,
    YEAR_WORD,
    clock,
    weekday,
)
from models.finding import Bound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CUE = rf"""(?P<cue>(?:{BEFORE_WORD}|chậm\s+nhất|muộn\s+nhất|không\s+quá|hạn\s+chót|đến\s+hết|vào|trong|xong)
    (?:\s+(?:là|vào|trước|đến|hết|trong|ngày)){{0,4}}\s+)?"""
_NEXT = r"(?:sau|tiếp\s+theo|kế\s+tiếp|liền\s+kề)"
_EARLIER = r"(?:liền\s+kề\s+trước|liền\s+trước|trước\s+liền\s+kề)"
# " của tháng cuối quý", " tháng đầu quý sau", " tháng liền kề sau quý báo cáo", " tháng sau",
# " tháng liền kề trước tháng kế hoạch"
_TAIL = rf"""(?:\s*(?:của\s+)?(?P<tail>
      {MONTH_WORD}\s+(?:đầu|thứ\s+(?:hai|ba|nhất|\d)|giữa|cuối)(?:\s+(?:tiên|cùng))?(?:\s+của)?
        (?:\s+{EACH})?\s+quý(?:\s+{_NEXT})?
    | {MONTH_WORD}\s+{_EARLIER}(?:\s+(?:của\s+)?(?:quý|kỳ|{MONTH_WORD})(?!\s*\d)(?:\s+kế\s+hoạch|\s+báo\s+cáo)?)?
    | {MONTH_WORD}\s+(?:liền\s+kề\s+)?(?:{_NEXT}|kế)
        (?:\s+(?:sau\s+)?(?:quý|kỳ|{MONTH_WORD})(?:\s+báo\s+cáo)?)?
    | {MONTH_WORD}\s+(?:cuối|đầu)\s+(?:kỳ|{YEAR_WORD})))?"""
# "trước ngày 20", "trước 20" (hằng tháng), "từ ngày 25 đến ngày 30", "trước ngày 15/6",
# "chậm nhất ngày làm việc cuối cùng"
DAY = re.compile(
    rf"""(?<!\w){_CUE}(?:từ\s+{DAY_WORD}\s+\d{{1,2}}\s*(?:đến|-)\s*)?(?:hết\s+)?
    (?: {DAY_WORD}\s*(?:m[ồù]ng\s+)?(?P<day>\d{{1,2}})(?!\d)
        (?:(?:\s?/\s?|\s+{MONTH_WORD}\s+)(?P<month>\d{{1,2}})(?![\d/])(?!\s*{YEAR_WORD}\s*\d))?
      | (?P<bare>\d{{1,2}}(?:\s?/\s?|\s+{MONTH_WORD}\s+)\d{{1,2}})(?![\d/.,])
      | (?<=trước\ )(?P<alone>\d{{1,2}})(?:\s+{MONTH_WORD}\s+(?P<of_month>\d{{1,2}}))?
          (?=\s*$|\s+(?:của\s+)?{EACH}\s+(?:{MONTH_WORD}|{YEAR_WORD})(?!\w))
      | {DAY_WORD}\s+(?:làm\s+việc\s+)?(?P<last>cuối\s+cùng|cuối)(?!\w) )
    (?!\s?[/.-]\s?\d)(?:\s+{EACH}(?=\s+{MONTH_WORD}))?{_TAIL}
    (?P<following>\s*(?:của\s+)?{YEAR_WORD}\s+{_NEXT}(?:\s+liền\s+kề)?)?""",
    re.VERBOSE,
)
WEEK_DAY = re.compile(
    rf"""(?<!\w){_CUE}(?:(?P<clock>{CLOCK})\s*,?\s*)?(?:(?:{SESSION})\s*,?\s*)?(?:{DAY_WORD}\s+)?
    (?P<weekday>{WEEKDAY})(?!\w)""",
    re.VERBOSE,
)
_WEEK_DAY_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<clock>{CLOCK})\s*,?\s*)?(?:các\s+)?(?:{DAY_WORD}\s+)?(?P<weekday>{WEEKDAY})\s*(?:,|và)\s*$"
)
CLOCK_CUE = re.compile(rf"(?<!\w)(?P<cue>{BEFORE_WORD}|chậm\s+nhất(?:\s+là)?|vào|lúc)\s+(?P<clock>{CLOCK})")
_LINK = re.compile(r"[\s,(]*(?:(?:của|vào|trong)\s+)?(?:định\s+kỳ\s+)?")
_DIRECT = re.compile(r"[\s,(:]*(?:vào\s+)?")
_AND = re.compile(r"\s*(?:,|và)\s*")
_AT_LATEST = re.compile(r"nhất|quá|hạn|hết|xong")
_SPAN_OF_DAYS = re.compile(rf"từ\s+{DAY_WORD}")
_FOLLOWING = re.compile(rf"{MONTH_WORD}\s+(?:liền\s+kề\s+)?{_NEXT}(?!\w)(?!.*quý)")
_BEFORE_IT = re.compile(_EARLIER)
_SECOND = re.compile(r"thứ\s+hai|giữa")
REACH = 170
"""How far from "hằng tháng" its day may stand within the sentence."""


@dataclass(frozen=True, slots=True)
class RoundDay:
    """A day within a period: where it stands and what it says. `offset` is the month within a quarter.

    `following` says that the day is one of the month behind the period, `earlier` of the one before it.
    """

    start: int
    end: int
    bound: Bound
    day: int | None = None
    month: int | None = None
    weekday: int | None = None
    time: str | None = None
    offset: int | None = None
    following: bool = False
    earlier: bool = False


def days_before(low: str, first: int, start: int) -> list[RoundDay]:
    """Return the days named right before a period: "trước ngày 15/6 và 15/12 " (hằng năm)."""
    window = max(first, start - 70)
    for pattern in (DAY, WEEK_DAY, CLOCK_CUE):
        for match in pattern.finditer(low, window, start):
            if _LINK.fullmatch(low, match.end(), start):
                return _with_earlier(low, window, round_day(match))
    return []


def days_after(low: str, stop: int, limit: int) -> list[RoundDay]:
    """Return the days named behind a period: by a cue, or right behind it."""
    limit = min(limit, stop + REACH)
    found = [
        day for pattern in (DAY, WEEK_DAY) for day in _cued(low, stop, pattern.finditer(low, stop, limit))
    ]
    return found or [round_day(match) for match in CLOCK_CUE.finditer(low, stop, min(limit, stop + 90))]


def _cued(low: str, stop: int, matches: Iterable[re.Match[str]]) -> Iterator[RoundDay]:
    """Yield the days that a cue opens or that stand right behind the period, and those joined to them by "và"."""
    last: RoundDay | None = None
    for match in matches:
        day = round_day(match)
        if match["cue"] or _DIRECT.fullmatch(low, stop, match.start()):
            last = day
        elif last is not None and _AND.fullmatch(low, last.end, match.start()):
            last = replace(day, bound=last.bound)
        else:
            continue
        yield last


def round_day(match: re.Match[str]) -> RoundDay:
    """Read a match of one of the patterns above."""
    groups = match.groupdict()
    cue, start, end = groups.get("cue") or "", match.start(), match.end()
    bound = Bound.BY if _AT_LATEST.search(cue) or _SPAN_OF_DAYS.search(match[0]) else Bound.ON
    bound = Bound.BEFORE if re.search(BEFORE_WORD, cue) else bound
    time = clock(groups["clock"]) if groups.get("clock") else None
    if groups.get("weekday"):
        return RoundDay(start, end, bound, weekday=weekday(groups["weekday"]), time=time)
    if time:
        return RoundDay(start, end, bound, time=time)
    if groups.get("bare"):
        day, month = (int(part) for part in re.findall(r"\d+", groups["bare"]))
        return RoundDay(start, end, bound, day=day, month=month)
    written = groups.get("day") or groups.get("alone")
    day = int(written) if written else -1
    named = groups.get("month") or groups.get("of_month")
    month_of = int(named) if named else None
    tail = groups.get("tail") or ""
    return RoundDay(
        start,
        end,
        bound,
        day=day,
        month=month_of,
        offset=_offset(tail),
        following=bool(_FOLLOWING.match(tail)),
        earlier=bool(_BEFORE_IT.search(tail)),
    )


def _with_earlier(low: str, window: int, nearest: RoundDay) -> list[RoundDay]:
    if nearest.weekday:
        return _with_earlier_weekdays(low, window, nearest)
    for match in DAY.finditer(low, window, nearest.start):
        if _AND.fullmatch(low, match.end(), nearest.start):
            earlier = round_day(match)
            if match["cue"] and nearest.bound is Bound.ON:
                nearest = replace(nearest, bound=earlier.bound)
            return [earlier, nearest]
    return [nearest]


def _with_earlier_weekdays(low: str, window: int, nearest: RoundDay) -> list[RoundDay]:
    """Read "vào 16h00 các ngày thứ ba, thứ sáu" (hằng tuần): one clock for all of them."""
    found = [nearest]
    while match := _WEEK_DAY_BEFORE.search(low, window, found[0].start):
        time = clock(match["clock"]) if match["clock"] else None
        found = [replace(one, time=one.time or time) for one in found]
        found.insert(
            0,
            replace(
                nearest, start=match.start(), end=match.end("weekday"), weekday=weekday(match["weekday"])
            ),
        )
        found[0] = replace(found[0], time=time)
    return found


def _offset(tail: str) -> int | None:
    """Return the month within the quarter that "tháng cuối quý", "tháng đầu quý sau" means."""
    if "quý" in tail and _BEFORE_IT.search(tail):
        return 3  # the last month of the quarter before
    if "quý" in tail and ("đầu" in tail or "sau" in tail):
        return 1  # also "tháng liền kề sau quý báo cáo"
    if "quý" in tail and "cuối" in tail:
        return 3
    return 2 if _SECOND.search(tail) else None
