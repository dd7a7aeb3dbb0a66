"""What comes round: "hằng tháng, trước ngày 20", "6 tháng (trước ngày 15/6) và năm", "thứ Sáu hằng tuần", "định kỳ"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.deadlines.words import (
    BEFORE_WORD,
    CLOCK,
    DAY_WORD,
    MONTH_WORD,
    SESSION,
    WEEKDAY,
    YEAR_WORD,
    clock,
    number,
    weekday,
)
from models.finding import Bound, Deadline, DeadlineKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.deadlines.context import View

_ROUND = (
    rf"(?:(?:0?6|sáu)\s+{MONTH_WORD}(?!\s+(?:đầu|cuối))|(?:0?3|ba)\s+{MONTH_WORD}|(?:0?9|chín)\s+{MONTH_WORD}|nửa\s+{YEAR_WORD}"
    rf"|tuần|{MONTH_WORD}|quý|(?:0?1\s+|một\s+)?{YEAR_WORD}|{DAY_WORD})(?!\s*\d)"
)
_EACH = r"(?:hằng|hàng|mỗi|từng)"
_PARENTHESIS = r"(?:\s*\([^()]{0,80}\))?"
_MORE = (
    rf"(?:{_PARENTHESIS}\s*(?:,|và|hoặc|hay|/)\s*(?:(?:báo cáo|định kỳ|{_EACH})\s+)*{_ROUND})*{_PARENTHESIS}"
)
# "hằng tháng", "định kỳ 6 tháng, hằng năm", "định kỳ hằng tháng, quý, 6 tháng, năm"
_HEAD = re.compile(
    rf"(?<!\w)(?:(?P<periodic>định\s+kỳ)(?:\s*,)?(?:\s+(?:{_EACH}|vào|theo|là|báo cáo))*\s+(?P<list>{_ROUND}{_MORE})"
    rf"|(?P<each>{_EACH})\s+(?P<list2>{_ROUND}{_MORE})"
    rf"|(?P<report>báo cáo(?:\s+định\s+kỳ)?)\s+(?P<list3>{_ROUND}{_PARENTHESIS}\s*(?:,|và|hoặc)\s*{_ROUND}{_MORE}|(?:quý|{MONTH_WORD})(?=\s+(?:trước|chậm nhất)\s+ngày\s+\d{{1,2}}\s+(?!{MONTH_WORD}\s+\d))))"
    r"(?!\w)"
)
_ITEM = re.compile(rf"(?P<round>{_ROUND})(?!\w)(?P<note>\s*\([^()]*\))?")
# "mỗi quý ít nhất 01 lần"
_TIMES = re.compile(
    rf"(?<!\w)mỗi\s+(?P<unit>tuần|{MONTH_WORD}|quý|{YEAR_WORD})\s+(?:ít nhất\s+|tối thiểu\s+)?(?:0?1|một)\s+lần(?!\w)"
)
# "02 tuần/lần", "3 tháng một lần", "mỗi quý 01 lần"
_PER_TIME = re.compile(
    rf"(?<!\w)(?P<count>\d{{1,2}}|một|hai|ba|sáu)\s+(?P<unit>{DAY_WORD}|tuần|{MONTH_WORD}|quý|{YEAR_WORD})\s*(?:/|một\s+|\s)\s*(?:0?1\s+|một\s+)?lần(?!\w)"
)
_CUE = rf"(?P<cue>(?:{BEFORE_WORD}|chậm nhất|muộn nhất|không quá|hạn chót|đến hết|vào|trong|xong)(?:\s+(?:là|vào|trước|đến|hết|trong|ngày))*\s+)?"
_MONTH_TAIL = (
    rf"(?:\s*(?:của\s+)?(?P<tail>{MONTH_WORD}\s+(?:đầu|thứ\s+(?:hai|ba|nhất|\d)|giữa|cuối)(?:\s+(?:tiên|cùng))?(?:\s+của)?(?:\s+mỗi|\s+hằng|\s+từng)?\s+quý"
    rf"(?:\s+(?:sau|tiếp theo|kế tiếp|liền kề))?|{MONTH_WORD}\s+(?:liền kề\s+)?(?:sau|tiếp theo|kế tiếp|liền kề|kế)(?:\s+(?:sau\s+)?(?:quý|kỳ|{MONTH_WORD})(?:\s+báo cáo)?)?"
    rf"|{MONTH_WORD}\s+(?:cuối|đầu)\s+(?:kỳ|{YEAR_WORD})))?"
)
# "trước ngày 20", "vào ngày 15 của tháng cuối quý", "trước ngày 15/6", "chậm nhất ngày làm việc cuối cùng"
_DAY = re.compile(
    rf"(?<!\w){_CUE}(?:từ\s+{DAY_WORD}\s+\d{{1,2}}\s*(?:đến|-)\s*)?(?:hết\s+)?(?:{DAY_WORD}\s*(?P<day>\d{{1,2}})(?!\d)"
    rf"(?:(?:\s?/\s?|\s+{MONTH_WORD}\s+)(?P<month>\d{{1,2}})(?![\d/])(?!\s*{YEAR_WORD}\s*\d))?|(?P<bare>\d{{1,2}}\s?/\s?\d{{1,2}})(?![\d/.,])"
    rf"|{DAY_WORD}\s+(?:làm việc\s+)?(?P<last>cuối cùng|cuối)(?!\w))"
    rf"(?!\s?[/.-]\s?\d)(?:\s+{_EACH}(?=\s+{MONTH_WORD}))?{_MONTH_TAIL}(?P<following>\s*(?:của\s+)?{YEAR_WORD}\s+(?:sau|liền kề|kế tiếp|tiếp theo)(?:\s+liền\s+kề)?)?"
)
_WEEK_DAY = re.compile(
    rf"(?<!\w){_CUE}(?:(?P<clock>{CLOCK})\s*,?\s*)?(?:(?:{SESSION})\s*,?\s*)?(?:{DAY_WORD}\s+)?(?P<weekday>{WEEKDAY})(?!\w)"
)
_CLOCK_CUE = re.compile(rf"(?<!\w)(?P<cue>{BEFORE_WORD}|chậm nhất(?:\s+là)?|vào|lúc)\s+(?P<clock>{CLOCK})")
_MONTHLY = re.compile(rf"(?<!\w)báo cáo\s+{MONTH_WORD}(?!\s*\d)(?!\w)")
# "báo cáo quý", not "báo cáo quý I", "báo cáo năm 2024"
_REPORT_OF = re.compile(
    rf"(?<!\w)báo\s+cáo\s+(?P<round>tuần|{MONTH_WORD}|quý|(?:0?6|sáu)\s+{MONTH_WORD}|{YEAR_WORD})(?!\w)(?!\s*\d|\s+(?:[iv]+\b|đầu|cuối|báo cáo))"
)
_ROUNDS = re.compile(rf"(?<!\w)(?:{_EACH}\s|định\s+kỳ|báo\s+cáo\s+(?:{MONTH_WORD}|quý)(?!\s*\d|\s+[iv]+\b))")
_BARE = re.compile(r"(?<!\w)(?P<theo>theo\s+)?định\s+kỳ(?!\w)")
_BARE_FOLLOWED = re.compile(
    r"\s*,?\s*(?:(?:hoặc|và|,)\s*(?:đột xuất|khi có yêu cầu)\s*,?\s*)?(?:báo cáo|tổng hợp|kiểm tra|rà soát|thông tin|cung cấp|cập nhật|đánh giá|sơ kết|gửi|tổ chức"
    r"|tham mưu|thống kê|giao ban|đối chiếu|thông báo|công khai|công bố)(?!\w)"
)
_NOUN_BEFORE = re.compile(r"(?<!\w)(?:báo cáo|chế độ báo cáo|chế độ|họp|hội nghị)\s*$")
_NOUN_OWNER = re.compile(
    r"(?<!\w)(?:kế hoạch|chương trình|dự toán|công tác|hội nghị|cuộc họp|nhiệm vụ|ngân sách|phân loại|xếp loại|thi đua|chỉ tiêu|công chức|viên chức|danh mục"
    r"|công nghệ|phát triển|đề án|nhu cầu|biên chế|kinh phí|thu nhập|hội|cán bộ|nghiệm vụ|tổng kết|bình quân|thường niên|hội thảo|học sinh)\s+(?:\w+\s+){0,1}$"
)
_REPORTING = re.compile(
    r"(?<!\w)(?:báo cáo|gửi|tổng hợp|cập nhật|rà soát|kiểm tra|đánh giá|thống kê|sơ kết|giao ban|thông tin|công khai|thực hiện|tổ chức|tham mưu)(?!\w)"
)
_NEGATED = re.compile(
    r"(?<!\w)(?:không|chưa|đã|còn|việc|được)\s+(?:\w+\s+){0,1}(?:báo cáo|thực hiện|tổ chức|gửi|giao|cấp|nhận|xây dựng|phân bổ|bố trí)(?!\w)[^,;.]*$"
)
_OPENING = re.compile(
    r"[\s\-+*–•·.()]*(?:(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ][.)])\s*)?(?:(?:và|đồng thời|từ)\s*)?"
)
_CLOSED_AFTER = re.compile(
    r"\s*(?:$|[.;:)]|,\s*(?:trước|chậm nhất|vào|báo cáo|gửi|tổng hợp|đột xuất|hoặc|và)|(?:báo cáo|gửi|về|cho|tổng hợp|và đột xuất|hoặc đột xuất|theo)(?!\w))"
)
_EVERY = {"t": "month", "q": "quarter"}
REACH = 170
"""How far from "hằng tháng" its day may stand within the sentence."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """A recurring limit; `parts` are the places of its words, so that no date among them is read again."""

    start: int
    end: int
    deadline: Deadline
    sure: float
    rule: str
    parts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Day:
    """A day within a period: where it stands and what it says."""

    start: int
    end: int
    bound: Bound
    day: int | None = None
    month: int | None = None
    weekday: int | None = None
    time: str | None = None
    offset: int | None = None  # the month within a quarter


def find_recurring(view: View, start: int, end: int) -> Iterator[Recurring]:
    """Yield what recurs in a stretch of the letter, each period of a list by itself."""
    taken = start
    places: list[tuple[int, int]] = []
    for match in _HEAD.finditer(view.low, start, end):
        if match.start() >= taken:
            found = list(_rounds(view, match, start, end))
            if found:
                taken = max(stop for one in found for _, stop in one.parts or ((one.start, one.end),))
                places += [part for one in found for part in one.parts or ((one.start, one.end),)]
            yield from found
    for rule in (_of_report, _of_quarter, _per_time, _times, _bare):
        for one in rule(view, start, end):
            if not any(one.start < stop and begin < one.end for begin, stop in places):
                places.append((one.start, one.end))
                yield one


def _rounds(view: View, match: re.Match[str], floor: int, ceiling: int) -> Iterator[Recurring]:
    low = view.low
    name = next(one for one in ("list", "list2", "list3") if match[one])
    begin, stop = match.span(name)
    items = list(_ITEM.finditer(low, begin, stop))
    first, last = view.sentence(match.start())
    first, last = max(first, floor), min(last, ceiling)
    days = _days_around(low, match.start(), stop, first, last)
    every = [_every(item["round"]) for item in items]
    rule = "each" if match["each"] else "periodic" if match["periodic"] else "report list"
    for item, unit in zip(items, every, strict=True):
        own = (
            _days_around(low, item.end("round"), item.end("round"), item.start(), item.end())
            if item["note"]
            else []
        )
        fitting = own or [day for day in days if _fits(unit, day, every)]
        if not fitting:
            sure = _sure_without_day(view, match, rule, unit, first, stop, last)
            if sure:
                yield Recurring(match.start(), stop, _value(unit, None), sure, rule)
        for day in fitting[:4]:
            value = _value(unit, day)
            begin_at, end_at = _span(match.start(), stop, day)
            parts = ((match.start(), stop), (day.start, day.end))
            yield Recurring(begin_at, end_at, value, 0.93, f"{rule}, day", parts)


def _span(start: int, stop: int, day: _Day) -> tuple[int, int]:
    """Return the words of the limit: the day alone where it stands far from its period."""
    low, high = min(start, day.start), max(stop, day.end)
    return (low, high) if high - low <= 90 else (day.start, day.end)


def _days_around(low: str, start: int, stop: int, first: int, last: int) -> list[_Day]:
    """Return the days named right before a period ("ngày 20 hằng tháng") or after it in the sentence."""
    found: list[_Day] = []
    window = max(first, start - 70)
    for pattern in (_DAY, _WEEK_DAY, _CLOCK_CUE):
        for match in pattern.finditer(low, window, start):
            if re.fullmatch(r"[\s,(]*(?:của\s+|vào\s+|trong\s+)?(?:định kỳ\s+)?", low[match.end() : start]):
                found.append(_day(match))
    if found:
        return _listed_before(low, window, found)
    limit = min(last, stop + REACH)
    following = _HEAD.search(low, stop, limit)
    limit = following.start() if following else limit
    for pattern in (_DAY, _WEEK_DAY):
        found += [
            _day(m) for m in pattern.finditer(low, stop, limit) if m["cue"] or _directly(low, stop, m.start())
        ]
    if not found:
        found = [_day(m) for m in _CLOCK_CUE.finditer(low, stop, min(limit, stop + 40))]
    return found


def _listed_before(low: str, window: int, found: list[_Day]) -> list[_Day]:
    """Take in "ngày 15/6 và " of "trước ngày 15/6 và 15/12 hằng năm"."""
    nearest = found[0]
    for match in _DAY.finditer(low, window, nearest.start):
        if re.fullmatch(r"\s*(?:,|và)\s*", low[match.end() : nearest.start]):
            earlier = _day(match)
            if match["cue"] and low[nearest.start] not in "tc":
                nearest = replace(nearest, bound=earlier.bound)
            return [earlier, nearest]
    return found


def _directly(low: str, stop: int, start: int) -> bool:
    return bool(re.fullmatch(r"[\s,(:]*(?:vào\s+)?", low[stop:start]))


def _day(match: re.Match[str]) -> _Day:
    groups = match.groupdict()
    cue = groups.get("cue") or ""
    before = bool(re.search(BEFORE_WORD, cue))
    bound = Bound.BEFORE if before else Bound.BY if re.search(r"nhất|quá|hạn|hết|xong", cue) else Bound.ON
    time = clock(groups["clock"]) if groups.get("clock") else None
    if groups.get("weekday"):
        return _Day(match.start(), match.end(), bound, weekday=weekday(groups["weekday"]), time=time)
    if time:
        return _Day(match.start(), match.end(), bound, time=time)
    if groups.get("bare"):
        day, month = (int(part) for part in groups["bare"].split("/"))
    else:
        day = int(groups["day"]) if groups.get("day") else -1
        month = int(groups["month"]) if groups.get("month") else 0
    if re.search(rf"từ\s+{DAY_WORD}", match[0]):
        bound = Bound.BY
    return _Day(
        match.start(), match.end(), bound, day=day, month=month or None, offset=_offset(groups.get("tail"))
    )


def _offset(tail: str | None) -> int | None:
    """Return the month within the quarter that "tháng cuối quý", "tháng đầu quý sau" means."""
    if not tail:
        return None
    if "quý" in tail and "đầu" in tail:
        return 1
    if "quý" in tail and "sau" in tail:
        return 1  # "tháng liền kề sau quý báo cáo"
    if "quý" in tail and "cuối" in tail:
        return 3
    return 2 if re.search(r"thứ\s+hai|giữa", tail) else None


def _fits(unit: str, day: _Day, units: list[str]) -> bool:
    """Say whether a day of the sentence belongs to this period of the list."""
    if day.day is not None and day.day != -1 and not 1 <= day.day <= 31:
        return False
    if day.month is not None:
        if not 1 <= day.month <= 12 or unit not in {"half", "year"}:
            return False
        if "half" in units and "year" in units:
            return (unit == "half") == (day.month <= 7)
        return True
    if day.weekday:
        return unit == "week"
    if day.time and day.day is None:
        return unit in {"day", "week"}
    if day.offset is not None:
        return unit == "quarter"
    return unit not in {"day", "week"}


def _value(unit: str, day: _Day | None) -> Deadline:
    every, interval = (None, None) if unit == "day" else (unit, None)
    value = Deadline(
        DeadlineKind.RECURRING, every=every, amount=interval, unit="day" if unit == "day" else None
    )
    if unit == "nine":
        value = replace(value, every="year", month_offset=9)
    if day is None:
        return value
    offset = day.month if day.month is not None else day.offset
    if unit == "half" and offset:
        offset = (offset - 1) % 6 + 1
    return replace(
        value,
        bound=day.bound,
        day=day.day,
        weekday=day.weekday,
        time=day.time,
        month_offset=offset or value.month_offset,
    )


def _every(word: str) -> str:
    words = " ".join(word.split())
    if re.match(r"(?:0?6|sáu)\s|nửa", words):
        return "half"
    if re.match(r"(?:0?3|ba)\s", words):
        return "quarter"
    if re.match(r"(?:0?9|chín)\s", words):
        return "nine"
    if words in {"tuần", "quý"}:
        return {"tuần": "week", "quý": "quarter"}[words]
    if re.fullmatch(DAY_WORD, words):
        return "day"
    return "month" if re.fullmatch(MONTH_WORD, words) else "year"


def _sure_without_day(
    view: View, match: re.Match[str], rule: str, unit: str, first: int, stop: int, last: int
) -> float:
    """Return how sure a period without a day is a limit: "Hằng quý, báo cáo …" is, "kế hoạch hằng năm" is not."""
    low = view.low
    before = low[max(first, match.start() - 100) : match.start()]
    if unit == "day" or view.quoted(match.start()) or _NEGATED.search(before):
        return 0.0
    opening = _OPENING.fullmatch(low, first, match.start()) is not None
    if rule == "periodic":
        return 0.85 if not view.reports else 0.6
    if rule == "report list":
        return 0.7
    if opening:
        return 0.8 if not view.reports else 0.5
    if _NOUN_OWNER.search(before) or not _REPORTING.search(before[-80:]):
        return 0.0
    return (
        0.7
        if _CLOSED_AFTER.match(low, stop, last) and re.search(r"báo cáo|giao ban|gửi", before[-80:])
        else 0.0
    )


def _of_quarter(view: View, start: int, end: int) -> Iterator[Recurring]:
    """Read "ngày 20 của tháng liền kề sau quý báo cáo": the month's own name says that it comes round."""
    for match in _DAY.finditer(view.low, start, end):
        tail = match["tail"] or ""
        if "quý" not in tail and not (
            "báo cáo" in tail or _MONTHLY.search(view.low, max(start, match.start() - 80), match.start())
        ):
            continue
        if match["cue"] and tail and not match["month"]:
            value = _value("quarter" if "quý" in tail else "month", _day(match))
            yield Recurring(match.start(), match.end(), value, 0.9, "day of a round")


def _per_time(view: View, start: int, end: int) -> Iterator[Recurring]:
    for match in _PER_TIME.finditer(view.low, start, end):
        count = number(match["count"]) or 1
        unit = _every(match["unit"])
        if unit == "month" and count in {3, 6, 12}:
            unit, count = {3: "quarter", 6: "half", 12: "year"}[count], 1
        value = replace(_value(unit, None), amount=count if count > 1 else None)
        yield Recurring(match.start(), match.end(), value, 0.7, "once in")


def _times(view: View, start: int, end: int) -> Iterator[Recurring]:
    for match in _TIMES.finditer(view.low, start, end):
        yield Recurring(match.start(), match.end(), _value(_every(match["unit"]), None), 0.6, "once in")


def _of_report(view: View, start: int, end: int) -> Iterator[Recurring]:
    """Read "báo cáo quý gửi trước ngày 20", and "báo cáo năm trước ngày 05/12" beside what plainly recurs."""
    rounds: bool | None = None
    for match in _REPORT_OF.finditer(view.low, start, end):
        unit = _every(match["round"])
        if unit in {"year", "half"}:
            if rounds is None:
                rounds = bool(_ROUNDS.search(view.low, start, end))
            if not rounds:
                continue
        day = next(
            (
                _day(one)
                for one in _DAY.finditer(view.low, match.end(), min(end, match.end() + 60))
                if one["cue"]
            ),
            None,
        )
        between = view.low[match.end() : day.start] if day else ""
        if day and _fits(unit, day, [unit]) and not re.search(r"[.;,]", between):
            begin, stop = _span(match.start(), match.end(), day)
            yield Recurring(begin, stop, _value(unit, day), 0.85, "report of", ((day.start, day.end),))


def _bare(view: View, start: int, end: int) -> Iterator[Recurring]:
    """Read "định kỳ báo cáo", "báo cáo … theo định kỳ": that something recurs, not how often."""
    low = view.low
    for match in _BARE.finditer(low, start, end):
        first, last = view.sentence(match.start())
        first, last = max(first, start), min(last, end)
        before = low[max(first, match.start() - 60) : match.start()]
        if _HEAD.match(low, low.index("định", match.start()), end) or _NOUN_BEFORE.search(before):
            continue
        followed = _BARE_FOLLOWED.match(low, match.end(), last)
        if (followed or (match["theo"] and _REPORTING.search(before))) and not view.quoted(match.start()):
            yield Recurring(match.start(), match.end(), Deadline(DeadlineKind.RECURRING), 0.7, "bare")
