"""Spans of time from something on, or back from it: "trong 05 ngày làm việc kể từ ngày nhận được văn bản này"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.deadlines.words import DAY_WORD, MONTH_WORD, NUMBER_WORD, YEAR_WORD, number
from models.finding import Bound, Deadline, DeadlineKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.deadlines.context import View

_LETTER = r"(?:văn bản|công văn|chỉ thị|kế hoạch|thông báo|quyết định|công điện|giấy mời|hướng dẫn|kết luận|phiếu chuyển|tài liệu|thông tư)"
# "05 ngày làm việc", "hai (02) tuần", "10 (mười) ngày", "24 giờ", "24h"
_SPAN = re.compile(
    rf"(?<![\w/.,-])(?:(?P<word>{NUMBER_WORD})\s*\((?P<digits>\d{{1,3}})\)|(?P<number>\d{{1,3}})(?:\s*\([^()\d]{{2,20}}\))?"
    rf"|(?P<spelled>{NUMBER_WORD})|(?P<half>nửa))\s*"
    rf"(?P<unit>{DAY_WORD}\s+làm\s+việc|{DAY_WORD}|tuần|{MONTH_WORD}|quý|{YEAR_WORD}|giờ|tiếng|h)(?!\w)(?:\s+(?:lịch|lễ|đồng hồ|làm việc)(?!\w))?"
)
_IN = re.compile(
    r"(?<!\w)(?:(?P<term>(?:trong|với)\s+(?:thời\s+hạn|vòng|khoảng thời gian|thời gian)|thời\s+hạn)|trong)"
    r"(?:\s+(?:là|tối đa|không quá|chậm nhất|nhiều nhất|khoảng))*\s*:?\s*$"
)
_AT_MOST = re.compile(
    r"(?<!\w)(?P<cue>chậm nhất|muộn nhất|không quá|không chậm quá|không muộn hơn|tối đa|nhiều nhất)"
    r"(?:\s*,?\s+(?:là|sau|trong(?:\s+(?:thời\s+hạn|vòng))?|không quá|sau khi))*\s*$"
)
_TERM_OF = re.compile(
    r"(?<!\w)(?:thời\s+hạn|thời\s+gian)\s+[^.;:,]{3,60}?(?:\s+(?:là|tối đa|không quá)|\s*:)\s*$"
)
_AFTER = re.compile(r"(?<!\w)sau\s*$")
_AT_LEAST = re.compile(r"(?<!\w)(?:ít nhất|tối thiểu|chậm nhất|muộn nhất)(?:\s+(?:là|trước))*\s*$")
_AHEAD = re.compile(r"(?<!\w)trước(?:\s+(?:ít nhất|tối thiểu))?\s*$")
_BACK_FROM = re.compile(
    r"(?<!\w)trước\s+(?:khi|ngày|thời điểm|lúc)\s+(?P<event>[^.;:,()\d]{3,70}?)(?:\s+(?:ít nhất|tối thiểu|chậm nhất))?\s*$"
)
_ANCHOR = re.compile(
    r"\s*,?\s*(?P<cue>(?:được\s+)?(?:kể|tính)(?:\s+(?:cả|bắt đầu))?\s+từ|(?:bắt đầu\s+)?từ|sau)\s+(?P<when>(?:khi|ngày|thời điểm|lúc|thời gian)\b[^.;:()\n]{0,120})"
)
_DATED_ANCHOR = re.compile(
    r"ngày\s+(\d{1,2})(?:\s?[/.-]\s?|\s+tháng\s+)(\d{1,2})(?:\s?[/.-]\s?|\s+năm\s+)(\d{4})"
)
_BEFORE_EVENT = re.compile(
    r"\s*,?\s*(?:(?:so với|tính đến|kể từ)\s+)?trước\s+(?:khi\s+|ngày\s+|thời điểm\s+|lúc\s+)?(?P<event>[^.;:,()\n]{3,80})"
)
_LATER_BEFORE = re.compile(r"[^.;]{0,140}?(?<!\w)trước\s+(?:khi|ngày)\s+(?P<event>[^.;:,()\n]{3,80})")
_THIS_RECEIVED = re.compile(
    rf"(?:khi|ngày|thời điểm|lúc)\s+nhận(?:\s+được)?\s+(?:đủ\s+)?(?:{_LETTER}(?:\s+số\s+\S+)?(?:\s+(?:này|trên)|\s*$|\s*,|\s+(?:phải|các|để|mà|đề nghị các)\b)|$)"
)
_THIS_ISSUED = re.compile(
    rf"(?:khi|ngày|thời điểm)\s+(?:ký|ban hành|phát hành|ký ban hành|ra)(?:\s+{_LETTER}(?:\s+này)?)?(?=\s*$|\s*,|\s+(?:này|phải|các)\b)"
)
# What follows such words is no limit on anybody's work.
_NOT_BEFORE = re.compile(
    r"(?<!\w)(?:có thời hạn|giá trị|hiệu lực|nhiệm kỳ|nghỉ|phạt|giảm|rút ngắn|kéo dài|gia hạn|tăng|liên tục|kinh nghiệm|công tác|học|tập huấn|quá"
    r"|bồi dưỡng|đào tạo|hợp đồng|hiệu lực thi hành|tuổi|bảo hành|lưu trữ|bảo quản|thuê|thời gian gia hạn|sử dụng|hưởng|trợ cấp|từ đủ)\s+(?:\w+\s+){0,2}$"
)
_NOT_AFTER = re.compile(
    r"\s*(?:\d|liên tục|liên tiếp|liền kề|gần nhất|gần đây|qua(?!\w)|đầu|cuối|trước đó|vừa qua|trở lên|một lần|/|tuổi|%|kinh nghiệm|tết|nghỉ|lễ(?!\w)|học|thứ)"
)
_IN_FORCE = re.compile(r"(?<!\w)(?:có hiệu lực|hiệu lực thi hành)(?!\w)")
_NOTICE = re.compile(
    r"(?<!\w)(?:thông báo|gửi|báo|báo cáo|đăng ký|trình|cung cấp|nộp|công bố|niêm yết|chuẩn bị)(?!\w)[^.;]*$"
)
_UNITS = {"tuần": ("day", 7), "quý": ("month", 3), "giờ": ("hour", 1), "tiếng": ("hour", 1), "h": ("hour", 1)}
_WINDOW = 100


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time that is a limit, at `start:end`."""

    start: int
    end: int
    deadline: Deadline
    sure: float
    rule: str


def find_durations(view: View, start: int, end: int) -> Iterator[Duration]:
    """Yield the spans of time in a stretch of the letter within which something is to be done."""
    for match in _SPAN.finditer(view.low, start, end):
        amount, unit = _measure(match)
        if amount:
            found = _read(view, match, amount, unit, start, end)
            if found:
                yield found


def _measure(match: re.Match[str]) -> tuple[int, str]:
    """Return the amount in a unit of the record: a week is 7 days, "nửa tháng" 15."""
    amount = number(match["digits"] or match["number"] or match["spelled"] or match["word"] or "") or 0
    word = " ".join(match["unit"].split())
    if match["half"]:
        return (
            (15, "day")
            if re.fullmatch(MONTH_WORD, word)
            else (6, "month")
            if re.fullmatch(YEAR_WORD, word)
            else (0, "")
        )
    if word.endswith("làm việc"):
        return amount, "working_day"
    if word in _UNITS:
        unit, factor = _UNITS[word]
        return amount * factor, unit
    if re.fullmatch(DAY_WORD, word):
        return amount, "day"
    return amount, "month" if re.fullmatch(MONTH_WORD, word) else "year"


def _read(view: View, match: re.Match[str], amount: int, unit: str, start: int, end: int) -> Duration | None:
    low = view.low
    floor = max(start, view.sentence(match.start())[0])
    before = low[max(floor, match.start() - _WINDOW) : match.start()]
    if view.quoted(match.start()) or _NOT_AFTER.match(low, match.end(), end):
        return None
    back = _backward(low, match, before, end, unit)
    if back:
        at, stop, event = back
        value = Deadline(
            DeadlineKind.DURATION, bound=Bound.BEFORE, amount=amount, unit=unit, anchor="event",
            anchor_on=_date_in(low, match.end(), end), event=event,
        )  # fmt: skip
        return Duration(match.start() - at, stop, value, 0.85, "counted back")
    return _forward(view, match, amount, unit, before, end)


def _backward(
    low: str, match: re.Match[str], before: str, end: int, unit: str
) -> tuple[int, int, str | None] | None:
    """Return how far before the span its words begin, where they end, and the event counted back from."""
    event = _BEFORE_EVENT.match(low, match.end(), end)
    ahead = _AT_LEAST.search(before) or _AHEAD.search(before)
    if event and (ahead or not _AFTER.search(before)):
        lead = len(before) - ahead.start() if ahead else 0
        return lead, event.end(), event["event"].strip()
    named = _BACK_FROM.search(before)
    if named:
        return len(before) - named.start(), match.end(), named["event"].strip()
    least = _AT_LEAST.search(before)
    later = _LATER_BEFORE.match(low, match.end(), end)
    if least and later and "nhất" in least[0] + "nhất" and _NOTICE.search(before[: least.start()]):
        return len(before) - least.start(), match.end(), later["event"].strip()
    plain = _AHEAD.search(before)
    if (
        plain
        and unit != "hour"
        and _NOTICE.search(before[: plain.start()])
        and re.match(r"\s*(?:[.,;)]|$)", low[match.end() : end])
    ):
        return len(before) - plain.start(), match.end(), None
    return None


def _forward(
    view: View, match: re.Match[str], amount: int, unit: str, before: str, end: int
) -> Duration | None:
    low = view.low
    anchor = _ANCHOR.match(low, match.end(), end)
    cue = _cue(before, unit, anchored=anchor is not None)
    if cue is None:
        return None
    at, rule, sure = cue
    lead = before[: len(before) - at]
    if (
        _NOT_BEFORE.search(lead)
        or re.search(r"(?<!\w)(?:có|còn|với|là)\s+$", lead)
        or _IN_FORCE.search(before[-60:])
    ):
        return None
    after_only = rule == "after"
    if (
        after_only
        and anchor is None
        and not re.match(r"\s+(?:thực hiện|triển khai|thi hành)", low[match.end() : end])
    ):
        return None
    kind, on, event, stop = _anchored(low, anchor, match.end())
    tail = low[match.end() : match.end() + 20]
    if kind is None and re.match(r"\s+tiếp theo", tail):
        kind = "event"
    if kind is None and after_only:
        kind = "issue"  # "sau 03 tháng thực hiện"
    value = Deadline(
        DeadlineKind.DURATION, bound=None if after_only else Bound.BY, amount=amount, unit=unit,
        anchor=kind, anchor_on=on, event=event,
    )  # fmt: skip
    return Duration(match.start() - at, stop, value, sure, rule)


def _cue(before: str, unit: str, *, anchored: bool) -> tuple[int, str, float] | None:
    """Return how long the words before the span are that make it a limit, the rule, and how sure."""
    matches = [
        (p.search(before), rule)
        for p, rule in ((_AT_MOST, "at most"), (_IN, "in"), (_TERM_OF, "term"), (_AFTER, "after"))
    ]
    found = [(match, rule) for match, rule in matches if match]
    if not found:
        return (0, "counted from", 0.75) if anchored and unit in {"working_day", "day"} else None
    match, rule = found[0]
    longest = max(len(before) - match.start() for match, _ in found)
    sure = 0.92 if anchored else 0.85
    if anchored or rule == "term" or len(found) > 1:
        return longest, rule, sure
    if rule == "in":
        term = match["term"] or ""
        loose = unit in {"month", "year", "hour"} if not term else "thời gian" in term
        return None if loose else (longest, rule, sure)
    if rule == "at most" and match["cue"] in {"tối đa", "nhiều nhất", "không quá"}:
        return (longest, rule, 0.7) if unit in {"working_day", "day"} and _NOTICE.search(before) else None
    return longest, rule, sure


def _anchored(
    low: str, anchor: re.Match[str] | None, end: int
) -> tuple[str | None, dt.date | None, str | None, int]:
    """Return what the span is counted from: kind, day, the event's words, and where the words end."""
    if anchor is None:
        return None, None, None, end
    when = anchor["when"]
    dated = _DATED_ANCHOR.match(when)
    stop = anchor.start("when")
    if dated:
        try:
            on = dt.date(int(dated[3]), int(dated[2]), int(dated[1]))
        except ValueError:
            on = None
        return "event", on, None, stop + dated.end()
    received = _THIS_RECEIVED.match(when)
    if received:
        return (
            "receipt",
            None,
            None,
            stop + len(received[0].rstrip(" ,").removesuffix(" phải").removesuffix(" các")),
        )
    issued = _THIS_ISSUED.match(when)
    if issued:
        return "issue", None, None, stop + issued.end()
    words = re.split(r",|\s+(?:phải|thì|nếu)\s", when)[0].strip()
    return "event", None, words, stop + len(words)


def _date_in(low: str, start: int, end: int) -> dt.date | None:
    match = _DATED_ANCHOR.search(low, start, min(end, start + 80))
    if not match:
        return None
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
