"""Spans of time from something on, or back from it: "trong 05 ngày làm việc kể từ ngày nhận được …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.deadlines.anchors import Anchored, read_anchor, read_day
from extractors.deadlines.vocabulary import words
from extractors.deadlines.words import DAY_WORD, MONTH_WORD, NUMBER_WORD, YEAR_WORD, holds, number
from models.finding import Bound, Deadline, DeadlineKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.deadlines.context import View

# "ngày làm việc thứ 05"
_NTH = re.compile(rf"(?<!\w){DAY_WORD}(?P<work>\s+làm\s+việc)?\s+thứ\s+(?P<number>\d{{1,3}})(?!\d)")
# Such as "05 ngày làm việc", "hai (02) tuần", "10 (mười) ngày", "24 giờ", "24h", "nửa tháng"
_SPAN = re.compile(
    rf"""(?<![\w/.,-])
        (?: (?P<word>{NUMBER_WORD})\s*\((?P<digits>\d{{1,3}})\)
          | (?P<number>\d{{1,3}})(?:\s*\([^()\d]{{2,20}}\))? | (?P<spelled>{NUMBER_WORD})(?!\w)
          | (?P<half>nửa)(?!\w) )\s*
        (?P<unit> {DAY_WORD}\s+làm\s+việc | {DAY_WORD} | tuần | {MONTH_WORD} | quý | {YEAR_WORD}
          | (?:giờ | h)(?!\s*,?\s*(?:{DAY_WORD}|thứ|hôm|phút|\d)) | tiếng )
        (?!\w)(?:\s+(?:lịch|lễ|đồng\s+hồ|làm\s+việc)(?!\w))?""",
    re.VERBOSE,
)
# Such as "trong thời hạn không quá "
_IN = re.compile(
    r"""(?<!\w)(?:
          (?P<term>(?:trong|với)\s+(?:thời\s+hạn|vòng|(?:khoảng\s+)?thời\s+gian)|thời\s+hạn) | trong )
        (?:\s+(?:là|tối\s+đa|không\s+quá|chậm\s+nhất|nhiều\s+nhất|khoảng))*\s*:?\s*$""",
    re.VERBOSE,
)
# Such as "chậm nhất là sau "
_AT_MOST = re.compile(
    rf"(?P<cue>{words('at most')})"
    r"(?:\s*,?\s+(?:là|vào|sau\s+khi|sau|trong(?:\s+(?:thời\s+hạn|vòng))?|không\s+quá))*\s*$"
)
# Such as "thời hạn gửi ý kiến: "
_TERM_OF = re.compile(
    r"(?<!\w)thời\s+(?P<what>hạn|gian)\s+[^.;:,]{3,60}?(?:\s+(?:là|tối\s+đa|không\s+quá)|\s*:)\s*$"
)
# "ngay sau khi kết thúc khám " (01 ngày), "sau mỗi buổi thi không quá " (24 giờ)
_AFTER_EVENT = re.compile(
    r"(?<!\w)sau\s+(?:khi|mỗi|từng)\s+(?P<event>[^.;:,()\d]{3,60}?)\s*(?:không\s+quá|chậm\s+nhất|tối\s+đa)?\s*$"
)
_AFTER = re.compile(r"(?<!\w)sau\s*$")
_BRACKET_AFTER = re.compile(r"\(\s*sau\s*$")
_AT_LEAST = re.compile(rf"{words('at least')}(?:\s+(?:là|trước))*\s*$")
_AHEAD = re.compile(r"(?<!\w)trước(?:\s+(?:ít\s+nhất|tối\s+thiểu))?\s*$")
# "trước khi tổ chức hội nghị " (10 ngày)
_BACK_FROM = re.compile(
    r"(?<!\w)trước\s+(?:(?:khi|ngày|thời\s+điểm|lúc)\s+"
    r"|(?=(?:mỗi|đêm|buổi|kỳ|phiên|hội nghị|cuộc|đại hội|lễ)(?!\w)))"
    r"(?P<event>[^.;:,()]{3,70}?)(?:\s+(?:ít\s+nhất|tối\s+thiểu|chậm\s+nhất))?\s*$"
)
# (03 ngày) " trước ngày họp"
_BEFORE_EVENT = re.compile(
    r"\s*,?\s*(?:(?:so\s+với|tính\s+đến|kể\s+từ)\s+)?trước\s+(?:(?:khi|ngày|thời\s+điểm|lúc)\s+)?"
    r"(?!\d)(?P<event>[^.;:,()\n]{3,80})"
)
# "trước 30 ngày làm việc | của các đợt trao tặng"
_OF_EVENT = re.compile(
    r"\s*(?:của|so\s+với|đối\s+với)\s+(?P<event>(?:các|mỗi|từng|đợt|kỳ|ngày|buổi|cuộc|lễ)(?!\w)[^.;:,()\n]{2,70})"
)
# What is done behind "cuối đợt giám sát (sau 05 ngày làm việc": each member hands in something
_IN_BRACKETS = re.compile(
    r"\)\s*,?\s*[^.;]{0,120}?(?<!\w)(?:gửi|nộp|báo\s+cáo|hoàn\s+thành|tổ\s+chức|tổng\s+hợp)(?!\w)"
)
_LATER_BEFORE = re.compile(r"[^.;]{0,140}?(?<!\w)trước\s+(?:khi|ngày)\s+(?P<event>[^.;:,()\n]{3,80})")
# The period that is reported on: "báo cáo 6 tháng trước ngày 10/6"
_REPORTED = re.compile(
    r"(?<!\w)(?:báo\s+cáo|sơ\s+kết|tổng\s+kết|số\s+liệu)(?:\s+(?:kết\s+quả|tình\s+hình))?\s*$"
)
# What such words go before or behind is how long something lasts, and no limit on anybody's work.
_STATE = re.compile(rf"{words('span of a state')}\s+(?:\w+\s+){{0,2}}$|(?<!\w)(?:có|còn|với|là)\s+$")
_STATE_AFTER = re.compile(rf"\s*(?:[\d/%]|{words('span of a state after')})")
_HAS_TERM = re.compile(r"(?<!\w)(?:có|còn|với)\s+thời\s+hạn\s+")
_FROM_TO = re.compile(
    r"\s*,?\s*\(?từ\s+(?:ngày\s+)?\d[^.;]{0,20}?\sđến\s"
)  # how long a meeting takes, and when
_EACH_TIME = re.compile(r"\s*/\s*(?:lượt|hồ\s+sơ|vụ|trường\s+hợp)(?!\w)")  # "02 ngày làm việc/hồ sơ"
_IN_FORCE = re.compile(r"(?<!\w)(?:có\s+hiệu\s+lực|hiệu\s+lực\s+thi\s+hành)(?!\w)")
_NOTICE = re.compile(rf"{words('notice')}[^.;]*$")
# "sau 03 tháng thực hiện, báo cáo sơ kết", but not "sau 03 năm thực hiện, du lịch đã phát triển"
_CARRIED_OUT = re.compile(
    r"\s+(?:thực\s+hiện|triển\s+khai|thi\s+hành)(?!\w)(?:(?!(?<!\w)(?:đã|đạt|tăng)(?!\w))[^.;]){0,80}?"
    r"(?<!\w)(?:báo\s+cáo|sơ\s+kết|tổng\s+kết|đánh\s+giá|gửi|rà\s+soát)(?!\w)"
)
_NEXT = re.compile(r"\s+tiếp\s+theo(?!\w)")
_CLOSED = re.compile(r"\s*(?:[.,;)]|$|(?:khi|để)(?!\w))")
_UNITS = {"tuần": ("day", 7), "quý": ("month", 3), "giờ": ("hour", 1), "tiếng": ("hour", 1), "h": ("hour", 1)}
_DAYS = frozenset({"day", "working_day"})
_WINDOW = 100


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time that is a limit, at `start:end`."""

    start: int
    end: int
    deadline: Deadline
    sure: float
    rule: str


@dataclass(frozen=True, slots=True)
class _Span:
    """An amount of time at `start:end`; `before` are the words before it in its sentence, up to `limit`."""

    start: int
    end: int
    amount: int
    unit: str
    before: str
    limit: int


def find_durations(view: View, start: int, end: int) -> Iterator[Duration]:
    """Yield the spans of time in a stretch of the letter within which something is to be done."""
    for match in _SPAN.finditer(view.low, start, end):
        amount, unit = _measure(match)
        each = unit == "working_day" and _EACH_TIME.match(view.low, match.end(), end)
        if amount and (each or not _STATE_AFTER.match(view.low, match.end(), end)):
            yield from _limits(view, match, (amount, unit), start, end)
    for match in _NTH.finditer(view.low, start, end) if holds(view.low, start, end, "thứ") else ():
        unit = "working_day" if match["work"] else "day"
        yield from _limits(view, match, (int(match["number"]), unit), start, end)


def _limits(
    view: View, match: re.Match[str], measure: tuple[int, str], start: int, end: int
) -> Iterator[Duration]:
    if view.quoted(match.start()) or not measure[0]:
        return
    floor = max(start, view.sentence(match.start())[0], match.start() - _WINDOW)
    before = view.low[floor : match.start()]
    span = _Span(match.start(), match.end(), *measure, before, end)
    if span.unit in {"month", "year"} and _REPORTED.search(before):
        return
    found = _backward(view.low, span) or _forward(view.low, span) or _behind(view.low, span)
    if found:
        yield found


def _measure(match: re.Match[str]) -> tuple[int, str]:
    """Return the amount in a unit of the record: a week is 7 days, "nửa tháng" 15."""
    amount = number(match["digits"] or match["number"] or match["spelled"] or match["word"] or "") or 0
    word = " ".join(match["unit"].split())
    is_month = re.fullmatch(MONTH_WORD, word) is not None
    if match["half"]:
        is_year = re.fullmatch(YEAR_WORD, word) is not None
        return (15, "day") if is_month else (6, "month") if is_year else (0, "")
    if word.endswith("làm việc"):
        return amount, "working_day"
    if word in _UNITS:
        unit, factor = _UNITS[word]
        return amount * factor, unit
    if re.fullmatch(DAY_WORD, word):
        return amount, "day"
    return amount, "month" if is_month else "year"


def _backward(low: str, span: _Span) -> Duration | None:
    """Read "ít nhất 03 ngày trước ngày họp", "trước khi tổ chức hội nghị 10 ngày"."""
    found = _counted_back(low, span)
    if found is None:
        return None
    lead, end, event = found
    value = Deadline(
        DeadlineKind.DURATION,
        bound=Bound.BEFORE,
        amount=span.amount,
        unit=span.unit,
        anchor="event",
        anchor_on=read_day(low, span.end, min(span.limit, span.end + 80)),
        event=event,
    )
    return Duration(span.start - lead, end, value, 0.85, "counted back")


def _counted_back(low: str, span: _Span) -> tuple[int, int, str | None] | None:
    """Return how far before the span its words begin, where they end, and the event counted back from."""
    before, size = span.before, len(span.before)
    event = _BEFORE_EVENT.match(low, span.end, span.limit)
    least = _AT_LEAST.search(before)
    ahead = least or _AHEAD.search(before)
    if not event or (not ahead and _AFTER.search(before)):
        event = _OF_EVENT.match(low, span.end, span.limit) if ahead else None
    if event:
        return size - ahead.start() if ahead else 0, event.end(), event["event"].strip()
    named = _BACK_FROM.search(before)
    if named:
        return size - named.start(), span.end, named["event"].strip()
    if ahead is None or not _NOTICE.search(before[: ahead.start()]):
        return None
    later = _LATER_BEFORE.match(low, span.end, span.limit)
    if least and later:  # "thông báo ít nhất 10 ngày … trước khi sử dụng"
        return size - least.start(), span.end, later["event"].strip()
    if not least and span.unit != "hour" and _CLOSED.match(low, span.end, span.limit):
        return size - ahead.start(), span.end, None
    return None


def _behind(low: str, span: _Span) -> Duration | None:
    """Read "báo cáo … ngay sau khi kết thúc khám 01 ngày": the span stands behind what it counts from."""
    event = _AFTER_EVENT.search(span.before)
    closed = (
        event and span.unit in {"day", "working_day", "hour"} and _CLOSED.match(low, span.end, span.limit)
    )
    if not event or not closed or not _NOTICE.search(span.before[: event.start()]):
        return None
    value = Deadline(
        DeadlineKind.DURATION,
        bound=Bound.BY,
        amount=span.amount,
        unit=span.unit,
        anchor="event",
        event=event["event"].strip(),
    )
    return Duration(span.start - len(span.before) + event.start(), span.end, value, 0.7, "behind an event")


def _forward(low: str, span: _Span) -> Duration | None:
    """Read "trong 05 ngày kể từ ngày ký", "sau 15 ngày kể từ ngày …", "không quá 03 ngày làm việc"."""
    anchored = read_anchor(low, span.end, span.limit)
    cue = _cue(span, anchored=anchored is not None)
    if cue is None or (anchored is None and _FROM_TO.match(low, span.end, span.limit)):
        return None
    length, rule, sure = cue
    counted = (
        anchored is not None and rule == "in" and not _HAS_TERM.search(span.before)
    )  # "trong 15 ngày kể từ ngày nhận được công văn này"
    state = not counted and _STATE.search(span.before[: len(span.before) - length])
    if state or _IN_FORCE.search(span.before[-60:]):
        return None
    after = rule == "after"
    bracketed = after and _BRACKET_AFTER.search(span.before) and _IN_BRACKETS.match(low, span.end, span.limit)
    if bracketed:
        anchored = Anchored("event", span.end)
    if after and anchored is None and not _CARRIED_OUT.match(low, span.end, span.limit):
        return None
    if anchored is None:
        # "sau 03 tháng thực hiện" counts from the letter; "trong 07 ngày tiếp theo" from the step before
        kind = "issue" if after else "event" if _NEXT.match(low, span.end, span.limit) else None
        anchored = Anchored(kind, span.end)
    value = Deadline(
        DeadlineKind.DURATION,
        bound=None if after else Bound.BY,
        amount=span.amount,
        unit=span.unit,
        anchor=anchored.kind,
        anchor_on=anchored.on,
        event=anchored.event,
    )
    return Duration(span.start - length, anchored.end, value, sure, rule)


def _cue(span: _Span, *, anchored: bool) -> tuple[int, str, float] | None:
    """Return how long the words before the span are that make it a limit, the rule, and how sure."""
    before, days = span.before, span.unit in _DAYS
    rules = ((_AT_MOST, "at most"), (_IN, "in"), (_TERM_OF, "term"), (_AFTER, "after"))
    found = [(match, rule) for pattern, rule in rules if (match := pattern.search(before))]
    if not found:
        return (0, "counted from", 0.75) if anchored and days else None
    match, rule = found[0]
    longest = max(len(before) - one.start() for one, _ in found)
    if anchored:
        return longest, rule, 0.92
    if len(found) == 1 and rule == "term" and match["what"] == "gian":
        return None  # "thời gian kiểm tra: 01 ngày"
    if len(found) == 1 and rule == "in":
        term = match["term"] or ""
        if ("thời gian" in term and span.unit != "working_day") or not (term or days):
            return None
    if len(found) == 1 and rule == "at most" and match["cue"] not in {"chậm nhất", "muộn nhất"}:
        office = span.unit == "working_day"  # nothing else is counted in them
        return (longest, rule, 0.7) if office or (days and _NOTICE.search(before)) else None
    return longest, rule, 0.85
