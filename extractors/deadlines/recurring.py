"""What comes round: "hằng tháng, trước ngày 20", "6 tháng (trước ngày 15/6) và năm", "định kỳ báo cáo"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.deadlines.places import Places
from extractors.deadlines.round_days import CLOCK_CUE, DAY, WEEK_DAY, days_after, days_before, round_day
from extractors.deadlines.vocabulary import words
from extractors.deadlines.words import DAY_WORD, EACH, MONTH_WORD, YEAR_WORD, number
from models.finding import Bound, Deadline, DeadlineKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extractors.deadlines.context import View
    from extractors.deadlines.round_days import RoundDay

_ROUND = rf"""(?: (?:0?6|sáu)\s+{MONTH_WORD}(?!\s+(?:đầu|cuối))
    | (?:0?[39]|ba|chín)\s+{MONTH_WORD} | nửa\s+{YEAR_WORD}
    | tuần | {MONTH_WORD} | quý | (?:(?:0?1|một)\s+)?{YEAR_WORD} | {DAY_WORD} )(?!\s*\d)"""
_NOTE = r"(?:\s*\([^()]{0,80}\))?"
_MORE = rf"""(?:{_NOTE}\s*(?:,|và|hoặc|hay|/)\s*(?:(?:báo\s+cáo|định\s+kỳ|{EACH})\s+){{0,3}}{_ROUND}){{0,12}}
    {_NOTE}"""
# "hằng tháng", "định kỳ 6 tháng, hằng năm", "báo cáo quý, 6 tháng và năm"
_HEAD = re.compile(
    rf"""(?<!\w)(?:
      (?P<periodic>định\s+kỳ)(?:\s*,)?(?:\s+(?:{EACH}|vào|theo|là|báo\s+cáo)){{0,3}}\s+(?P<first>{_ROUND}{_MORE})
    | (?P<each>{EACH})\s+(?P<second>{_ROUND}{_MORE})
    | báo\s+cáo(?:\s+định\s+kỳ)?(?:\s+theo)?\s+(?P<third>{_ROUND}{_NOTE}\s*(?:,|và|hoặc)\s*{_ROUND}{_MORE})
    | theo\s+(?P<fourth>{_ROUND}{_NOTE}\s*(?:,|và|hoặc)\s*{_ROUND}{_MORE})(?=\s*,?\s*(?:báo\s+cáo|gửi)(?!\w))
    | (?P<noted>(?:0?6|sáu)\s+{MONTH_WORD}\s*\((?:trước|chậm\s+nhất|muộn\s+nhất)[^()]{{0,60}}\)
        \s*(?:,|và)\s*(?:{EACH}\s+)?{YEAR_WORD}{_MORE}) )(?!\w)""",
    re.VERBOSE,
)
_ITEM = re.compile(rf"(?P<round>{_ROUND})(?!\w)(?P<note>\s*\([^()]*\))?", re.VERBOSE)
# "báo cáo quý", not "báo cáo quý I", "báo cáo năm 2024"
_REPORT = re.compile(
    rf"""(?<!\w)báo\s+cáo\s+(?P<round>{DAY_WORD}|tuần|{MONTH_WORD}|quý|(?:0?6|sáu)\s+{MONTH_WORD}|{YEAR_WORD})(?!\w)
    (?!\s*\d|\s+(?:[iv]+\b|đầu|cuối|báo\s+cáo))""",
    re.VERBOSE,
)
_ROUNDS = re.compile(rf"(?<!\w)(?:{EACH}\s|định\s+kỳ|báo\s+cáo\s+(?:{MONTH_WORD}|quý)(?!\s*\d|\s+[iv]+\b))")
_MONTHLY = re.compile(rf"(?<!\w)(?:báo\s+cáo|theo|khai)\s+{MONTH_WORD}(?!\w)(?!\s*\d)")
# "mỗi quý ít nhất 01 lần"; "02 tuần/lần", "3 tháng một lần"
_TIMES = re.compile(
    rf"(?<!\w)mỗi\s+(?P<unit>tuần|{MONTH_WORD}|quý|{YEAR_WORD})"
    r"\s+(?:(?:ít\s+nhất|tối\s+thiểu)\s+)?(?:0?1|một)\s+lần(?!\w)"
)
_PER_TIME = re.compile(
    rf"""(?<!\w)(?P<count>\d{{1,2}}|một|hai|ba|sáu)\s+(?P<unit>{DAY_WORD}|tuần|{MONTH_WORD}|quý|{YEAR_WORD})
    \s*(?:/|một\s+|\s)\s*(?:(?:0?1|một)\s+)?lần(?!\w)""",
    re.VERBOSE,
)
# "hằng tháng, trong 05 ngày đầu của tháng sau"
_FIRST_DAYS = re.compile(
    rf"""(?<!\w)(?:{EACH}\s+(?:{MONTH_WORD}|quý)\s*,?\s*)?trong\s+(?:vòng\s+)?(?P<days>\d{{1,2}})\s+{DAY_WORD}
    (?P<work>\s+làm\s+việc)?\s+đầu(?:\s+tiên)?(?:\s+của)?(?:\s+{EACH})?\s+(?P<unit>{MONTH_WORD}|quý)
    (?:\s+(?:sau|tiếp\s+theo|kế\s+tiếp|liền\s+kề))?(?!\w|\s*\d|\s+(?:[iv]+\b|này|tới))""",
    re.VERBOSE,
)
_BARE = re.compile(r"(?<!\w)(?P<theo>theo\s+)?(?P<word>định\s+kỳ)(?!\w)")
_BARE_FOLLOWED = re.compile(
    rf"\s*,?\s*(?:(?:hoặc|và|,)\s*(?:đột\s+xuất|khi\s+có\s+yêu\s+cầu)\s*,?\s*)?{words('regular')}"
)
_NOUN = re.compile(r"(?<!\w)(?:báo\s+cáo|chế\s+độ|họp|hội\s+nghị)\s*$")
_YEARLY_NOUN = re.compile(rf"{words('yearly noun')}\s+(?:\w+\s+)?$")
_REGULAR = re.compile(words("regular"))
_HANDED_IN = re.compile(r"(?<!\w)(?:báo\s+cáo|giao\s+ban|gửi)(?!\w)")
_NOT_DONE = re.compile(rf"{words('not done')}\s+(?:\w+\s+)?{words('done to')}[^,;.]*$")
_OPENING = re.compile(
    r"[\s\-+*–•·.()]*(?:(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ][.)])\s*)?(?:(?:và|đồng\s+thời|từ)\s*)?"
)
_CLOSED = re.compile(
    r"""\s*(?: $ | [.;:)] | ,\s*(?:trước|chậm\s+nhất|vào|báo\s+cáo|gửi|tổng\s+hợp|đột\s+xuất|hoặc|và)
    | (?:báo\s+cáo|gửi|về|cho|tổng\s+hợp|(?:và|hoặc)\s+đột\s+xuất|theo)(?!\w) )""",
    re.VERBOSE,
)
_REPORTED = re.compile(r"(?<!\w)(?:báo\s+cáo|gửi|nộp|chuyển|tổng\s+hợp)(?!\w)")
_FIGURES = re.compile(r"(?<!\w)(?:luỹ\s+kế|tính|đến)(?!\w)")
_OF_EACH = re.compile(
    rf"\s+(?:của\s+)?(?:{EACH}\s+)?{MONTH_WORD}(?!\w)(?!\s*(?:\d|này|sau|trước|tới|cuối|đầu))"
)
_CLAUSE_BEFORE = re.compile(r"[,;]\s*$")
_REPORTS_THEN = re.compile(r"\s*,?\s*(?:báo\s+cáo|gửi|tổng\s+hợp,?\s+báo\s+cáo)(?!\w)")
_FOR_EACH = re.compile(r"mỗi|từng")
_BROKEN = re.compile(r"[.;,]")
# "nhân dịp các ngày lễ lớn 3/2, 19/5 và 2/9 " (hằng năm): when it is kept, and no limit
_FEASTS = re.compile(
    r"(?<!\w)(?:ngày\s+lễ|ngày\s+truyền\s+thống|kỷ\s+niệm|nhân\s+dịp|vào\s+dịp)(?!\w)[^.;]*$"
)
_AFTER_ITS_YEAR = re.compile(
    rf"(?:\s*(?:của\s+)?{YEAR_WORD}(?:\s+(?:liền\s+kề|kế\s+tiếp|tiếp\s+theo))?)?\s+sau\s+{YEAR_WORD}\s+"
    r"(?:đánh\s+giá|báo\s+cáo|kế\s+hoạch|thực\s+hiện|tài\s+chính|ngân\s+sách|học)(?!\w)"
)
_WIDEST = 90
"""A limit's words with its period are taken as one place up to this length."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """A recurring limit; `parts` are the places of its words, so that no date among them is read again."""

    start: int
    end: int
    deadline: Deadline
    sure: float
    rule: str
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """The words that name one or more periods, with the bounds of their sentence."""

    match: re.Match[str]
    units: tuple[str, ...]
    rule: str
    first: int
    last: int


def find_recurring(view: View, start: int, end: int) -> Iterator[Recurring]:
    """Yield what recurs in a stretch of the letter, each period of a list by itself."""
    taken = Places()
    for rule, needed in _RULES:
        if not needed.search(view.low, start, end):
            continue
        found = [one for one in rule(view, start, end) if not taken.touch(one.start, one.end)]
        for part in (part for one in found for part in one.parts):
            taken.add(*part)
        yield from found


def _of_heads(view: View, start: int, end: int) -> Iterator[Recurring]:
    taken = start
    for match in _HEAD.finditer(view.low, start, end):
        if match.start() < taken:
            continue
        for one in _rounds(view, match, start, end):
            taken = max(taken, *(stop for _, stop in one.parts))
            yield one


def _rounds(view: View, match: re.Match[str], floor: int, ceiling: int) -> Iterator[Recurring]:
    """Yield each period of a list with its own day: one in brackets behind it, else one of the sentence."""
    low = view.low
    name = next(one for one in ("first", "second", "third", "fourth", "noted") if match[one])
    begin, stop = match.span(name)
    items = list(_ITEM.finditer(low, begin, stop))
    first, last = view.sentence(match.start())
    rule = "each" if match["each"] else "periodic" if match["periodic"] else "report list"
    units = tuple(_every(item["round"]) for item in items)
    head = _Head(match, units, rule, max(first, floor), min(last, ceiling))
    following = _HEAD.search(low, stop, head.last)
    shared: list[RoundDay] = []
    if not _FEASTS.search(low, max(head.first, match.start() - 70), match.start()):
        behind = following.start() if following else head.last
        shared = days_before(low, head.first, match.start()) or days_after(low, stop, behind)
    for item, unit in zip(items, units, strict=True):
        noted = days_after(low, item.end("round"), item.end()) if item["note"] else []
        fitting = noted or [day for day in shared if _fits(unit, day, units)]
        yield from _with_days(head, unit, stop, fitting)
        sure = 0.0 if fitting else _sure_without_day(view, head, unit, stop)
        if sure:
            yield Recurring(match.start(), stop, _value(unit), sure, rule, ((match.start(), stop),))


def _with_days(head: _Head, unit: str, stop: int, days: list[RoundDay]) -> Iterator[Recurring]:
    start = head.match.start()
    for day in days[:4]:
        begin, end = _span(start, stop, day)
        parts = ((start, stop), (day.start, day.end))
        yield Recurring(begin, end, _value(unit, day), 0.93, f"{head.rule}, day", parts)


def _span(start: int, stop: int, day: RoundDay) -> tuple[int, int]:
    """Return the words of the limit: the day alone where it stands far from its period."""
    low, high = min(start, day.start), max(stop, day.end)
    return (low, high) if high - low <= _WIDEST else (day.start, day.end)


def _fits(unit: str, day: RoundDay, units: tuple[str, ...]) -> bool:
    """Say whether a day of the sentence belongs to this period of the list."""
    if day.day is not None and day.day != -1 and not 1 <= day.day <= 31:
        return False
    if day.month is not None:
        of_half = {"half", "year"} <= set(units) and (unit == "half") != (day.month <= 7)
        return 1 <= day.month <= 12 and unit in {"half", "year"} and not of_half
    if day.weekday:
        return unit == "week"
    if day.day is None:
        return unit in {"day", "week"}
    if day.following:
        return unit in {"month", "quarter"}
    return unit == "quarter" if day.offset is not None else unit not in {"day", "week"}


def _value(unit: str, day: RoundDay | None = None, times: int | None = None) -> Deadline:
    """Return the recurring limit; a day within it where one is named."""
    every = None if unit == "day" else "year" if unit == "nine" else unit
    value = Deadline(
        DeadlineKind.RECURRING,
        every=every,
        amount=times,
        unit="day" if unit == "day" else None,
        month_offset=9 if unit == "nine" else None,
    )
    if day is None:
        return value
    offset = day.month if day.month is not None else day.offset
    if unit == "quarter" and day.following:
        offset = 1
    if unit == "half" and offset:
        offset = (offset - 1) % 6 + 1
    value = replace(value, bound=day.bound, day=day.day, weekday=day.weekday, time=day.time)
    return replace(value, month_offset=offset or value.month_offset)


def _every(written: str) -> str:
    word = " ".join(written.split())
    if re.match(r"(?:0?6|sáu)\s|nửa", word):
        return "half"
    if re.match(r"(?:0?[39]|ba|chín)\s", word):
        return "nine" if "9" in word or "chín" in word else "quarter"
    if word in {"tuần", "quý"}:
        return {"tuần": "week", "quý": "quarter"}[word]
    if re.fullmatch(DAY_WORD, word):
        return "day"
    return "month" if re.fullmatch(MONTH_WORD, word) else "year"


def _sure_without_day(view: View, head: _Head, unit: str, stop: int) -> float:
    """Return how sure a period without a day is a limit.

    "Hằng quý, báo cáo …" is one, "kế hoạch hằng năm" is not.
    """
    low, at = view.low, head.match.start()
    before = low[max(head.first, at - 100) : at]
    if unit == "day" or view.quoted(at) or _NOT_DONE.search(before):
        return 0.0
    if head.rule == "periodic":
        return 0.6 if view.reports else 0.85
    if head.rule == "report list":
        return 0.7
    if _FOR_EACH.match(low, at):
        return 0.0  # "mỗi năm trồng 1.000 cây"
    if _OPENING.fullmatch(low, head.first, at):
        return 0.5 if view.reports else 0.8
    named = _YEARLY_NOUN.search(before) or not _HANDED_IN.search(before[-80:])
    closed = not named and _CLOSED.match(low, stop, head.last)
    # "theo dõi, tổng hợp, hằng tuần báo cáo Lãnh đạo Cục"
    opens = _CLAUSE_BEFORE.search(before) or not _YEARLY_NOUN.search(before)
    between = opens and _REPORTS_THEN.match(low, stop, head.last)
    return 0.7 if closed or between else 0.0


def _of_report(view: View, start: int, end: int) -> Iterator[Recurring]:
    """Read "báo cáo quý gửi trước ngày 20", and "báo cáo năm trước ngày 05/12" beside what plainly recurs."""
    rounds: bool | None = None
    for match in _REPORT.finditer(view.low, start, end):
        unit = _every(match["round"])
        if unit in {"year", "half"}:
            rounds = bool(_ROUNDS.search(view.low, start, end)) if rounds is None else rounds
            if not rounds:
                continue
        pattern = {"week": WEEK_DAY, "day": CLOCK_CUE}.get(unit, DAY)
        near = pattern.finditer(view.low, match.end(), min(end, match.end() + 60))
        day = next((round_day(one) for one in near if one["cue"]), None)
        if day and _fits(unit, day, (unit,)) and not _BROKEN.search(view.low, match.end(), day.start):
            begin, stop = _span(match.start(), match.end(), day)
            yield Recurring(begin, stop, _value(unit, day), 0.85, "report of", ((begin, stop),))


def _of_quarter(view: View, start: int, end: int) -> Iterator[Recurring]:
    """Read "ngày 20 của tháng liền kề sau quý báo cáo": the month's own name says that it comes round."""
    for match in DAY.finditer(view.low, start, end):
        tail = match["tail"]
        opens = (
            "quý" in (tail or "") and not view.low[view.sentence(match.start())[0] : match.start()].strip()
        )
        if match["last"] and not match["cue"]:
            yield from _last_of(view, match, end)
        if not tail or not (match["cue"] or opens) or match["month"]:
            continue
        monthly = (
            "báo cáo" in tail
            or round_day(match).earlier
            or any(
                _MONTHLY.search(view.low, max(start, first), min(end, last))
                for first, last in ((match.start() - 80, match.start()), (match.end(), match.end() + 60))
            )
        )
        if "quý" in tail or monthly:
            value = _value("quarter" if "quý" in tail else "month", round_day(match))
            yield Recurring(match.start(), match.end(), value, 0.9, "day of a round", (match.span(),))


def _of_year_after(view: View, start: int, end: int) -> Iterator[Recurring]:
    """Read "ngày 10 tháng 01 của năm liền kề sau năm đánh giá": the year has no number, so it comes round."""
    for match in DAY.finditer(view.low, start, end):
        behind = (
            _AFTER_ITS_YEAR.match(view.low, match.end(), end) if match["month"] or match["bare"] else None
        )
        if behind and match["cue"]:
            value = _value("year", round_day(match))
            yield Recurring(
                match.start(), behind.end(), value, 0.9, "day of a round", ((match.start(), behind.end()),)
            )


def _last_of(view: View, match: re.Match[str], end: int) -> Iterator[Recurring]:
    """Read "chuyển số liệu ngày cuối cùng của tháng": of each month, for none is named."""
    month = _OF_EACH.match(view.low, match.end(), end)
    before = view.low[max(view.sentence(match.start())[0], match.start() - 60) : match.start()]
    if month and _REPORTED.search(before) and not _FIGURES.search(before):
        value = _value("month", round_day(match))
        yield Recurring(
            match.start(), month.end(), value, 0.7, "day of a round", ((match.start(), month.end()),)
        )


def _per_time(view: View, start: int, end: int) -> Iterator[Recurring]:
    """Read "02 tuần/lần", "3 tháng một lần"."""
    for match in _PER_TIME.finditer(view.low, start, end):
        count, unit = number(match["count"]) or 1, _every(match["unit"])
        if unit == "month" and count in {3, 6, 12}:
            unit, count = {3: "quarter", 6: "half", 12: "year"}[count], 1
        last = min(view.sentence(match.start())[1], end)
        behind = [day for day in days_after(view.low, match.end(), last) if _fits(unit, day, (unit,))]
        value = _value(unit, behind[0] if behind else None, times=count if count > 1 else None)
        begin, stop = _span(match.start(), match.end(), behind[0]) if behind else match.span()
        parts = ((match.start(), match.end()), *((day.start, day.end) for day in behind[:1]))
        yield Recurring(begin, stop, value, 0.7, "once in", parts)


def _times(view: View, start: int, end: int) -> Iterator[Recurring]:
    for match in _TIMES.finditer(view.low, start, end):
        value = _value(_every(match["unit"]))
        yield Recurring(match.start(), match.end(), value, 0.6, "once in", (match.span(),))


def _bare(view: View, start: int, end: int) -> Iterator[Recurring]:
    """Read "định kỳ báo cáo", "báo cáo … theo định kỳ": that something recurs, not how often."""
    low = view.low
    for match in _BARE.finditer(low, start, end):
        first, last = view.sentence(match.start())
        before = low[max(first, start, match.start() - 60) : match.start()]
        if _NOUN.search(before) or view.quoted(match.start()):
            continue
        followed = _BARE_FOLLOWED.match(low, match.end(), min(last, end))
        if followed or (match["theo"] and _REGULAR.search(before)):
            value = Deadline(DeadlineKind.RECURRING)
            yield Recurring(match.start(), match.end(), value, 0.7, "bare", (match.span(),))


def _first_days(view: View, start: int, end: int) -> Iterator[Recurring]:
    """Read "trong 07 ngày đầu của tháng": in each month, for none is named."""
    for match in _FIRST_DAYS.finditer(view.low, start, end):
        unit = _every(match["unit"])
        day = int(match["days"]) if not match["work"] else None
        value = Deadline(
            DeadlineKind.RECURRING,
            every=unit,
            bound=Bound.BY,
            day=day,
            month_offset=1 if unit != "month" else None,
        )
        yield Recurring(match.start(), match.end(), value, 0.75, "first days", (match.span(),))


# The rules in their order, each with what it needs: a quick search spares the slow pattern
_RULES: tuple[tuple[Callable[[View, int, int], Iterator[Recurring]], re.Pattern[str]], ...] = (
    (_first_days, re.compile(rf"{DAY_WORD}\s+(?:làm\s+việc\s+)?đầu")),
    (
        _of_heads,
        re.compile(rf"{EACH}\s|định\s+kỳ|báo\s+cáo\s+(?:định|theo|[\dsbcntqm])|theo\s+[\dtqns]|tháng\s*\("),
    ),
    (_of_report, re.compile(r"báo\s+cáo\s+[\dstqn]")),
    (
        _of_quarter,
        re.compile(rf"{MONTH_WORD}\s+(?:đầu|thứ|giữa|cuối|liền|sau|tiếp|kế|trước)|{DAY_WORD}\s+(?:làm|cuối)"),
    ),
    (_of_year_after, re.compile(rf"sau\s+{YEAR_WORD}\s")),
    (_per_time, re.compile("lần")),
    (_times, re.compile("mỗi")),
    (_bare, re.compile("định")),
)
