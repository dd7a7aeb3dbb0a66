"""What a span of time is counted from: the letter's receipt, its issue, a day, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.deadlines.vocabulary import words
from extractors.deadlines.words import day_of

if TYPE_CHECKING:
    import datetime as dt

# " kể từ ngày nhận được văn bản này", ", tính từ ngày 20/3/2024", " sau khi kết thúc kiểm tra"
_ANCHOR = re.compile(
    r"""\s*,?\s*(?: (?:được\s+)?(?:kể|tính)(?:\s+(?:cả|bắt\s+đầu))?\s+từ | (?:bắt\s+đầu\s+)?từ | sau )\s+
        (?P<when>(?:khi|ngày|thời\s+điểm|lúc|thời\s+gian)\b[^.;:()\n]{0,120})""",
    re.VERBOSE,
)
_DATED_ANCHOR = re.compile(
    r"\s*,?\s*(?:(?:kể|tính)\s+)?từ\s+(?=ngày\s+\d{1,2}(?:\s?[/.-]\s?|\s+tháng\s+)\d{1,2})"
)
_DAY = re.compile(
    r"ngày\s+(\d{1,2})(?:\s?[/.-]\s?|\s+tháng\s+)(\d{1,2})(?:\s?[/.-]\s?|\s+năm\s+)(\d{4})(?!\d)"
)
_MOMENT = r"(?:khi|ngày|thời\s+điểm|lúc)"
_RECEIVED = re.compile(
    rf"""(?P<words>{_MOMENT}\s+nhận(?:\s+được)?
        (?:\s+(?:đủ\s+)?{words("letter")}(?:\s+số\s+\S+)?(?:\s+(?:này|trên))?)?)
        (?=\s*$|\s*,|\s+(?:phải|các|để|mà|đề\s+nghị\s+các)\b)""",
    re.VERBOSE,
)
_ISSUED = re.compile(
    rf"""(?P<words>{_MOMENT}\s+(?:ký\s+ban\s+hành|ký|ban\s+hành|phát\s+hành|ra)(?:\s+{words("letter")})?(?:\s+này)?)
        (?=\s*$|\s*,|\s+(?:phải|các)\b)""",
    re.VERBOSE,
)
_RANGE = re.compile(r"\d\s+đến\s+(?:hết\s+)?(?:ngày\s+)?\d")
_END = re.compile(r",|\s+(?:phải|thì|nếu)\s")


@dataclass(frozen=True, slots=True)
class Anchored:
    """What is counted from: receipt, issue, event or None; its day where printed; the event's words."""

    kind: str | None
    end: int
    on: dt.date | None = None
    event: str | None = None


def read_anchor(low: str, start: int, end: int) -> Anchored | None:
    """Read "kể từ …" at `start` of folded text."""
    dated = _DATED_ANCHOR.match(low, start, end)
    day = _DAY.match(low, dated.end(), end) if dated else None
    if day:
        return Anchored("event", day.end(), on=_date(day))
    anchor = _ANCHOR.match(low, start, end)
    if anchor is None:
        return None
    when, begin = anchor["when"], anchor.start("when")
    for pattern, kind in ((_RECEIVED, "receipt"), (_ISSUED, "issue")):
        match = pattern.match(when)
        if match:
            return Anchored(kind, begin + match.end("words"))
    event = _END.split(when, maxsplit=1)[0].rstrip()
    if _RANGE.search(event):
        return None  # "gọn trong một ngày, từ ngày 01/11 đến 18/11/2019"
    return Anchored("event", begin + len(event), event=event)


def read_day(low: str, start: int, end: int) -> dt.date | None:
    """Return the first whole day printed in a stretch."""
    match = _DAY.search(low, start, end)
    return _date(match) if match else None


def _date(match: re.Match[str]) -> dt.date | None:
    day, month, year = (int(part) for part in match.groups())
    return day_of(year, month, day)
