"""What hangs on an event rather than a day: "trước khi khai giảng", "ngay sau khi nhận được văn bản này"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extractors.deadlines.vocabulary import any_of, events
from extractors.deadlines.words import BEFORE_WORD
from models.finding import Bound, Deadline, DeadlineKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.deadlines.context import View

_LETTER = r"(?:văn bản|công văn|chỉ thị|kế hoạch|thông báo|quyết định|công điện|giấy mời|hướng dẫn|kết luận)"
_AT_ONCE = re.compile(
    rf"(?<!\w)ngay(?:\s+sau)?\s+khi\s+nhận(?:\s+được)?\s+{_LETTER}(?:\s+này)?(?!\w)|(?<!\w)ngay\s+(?:lập tức|tức khắc)(?!\w)"
)
_ONCE_DONE = re.compile(
    r"(?<!\w)(?:(?P<once>ngay\s+)(?:sau\s+)?|sau\s+)khi\s+(?P<event>(?:có\s+(?:kết quả|hướng dẫn|ý kiến|văn bản|thông báo|kết luận|chỉ đạo|quyết định)|kết thúc|hoàn thành)[^.;:,()]{0,80})"
)
_WORK = re.compile(
    r"(?<!\w)(?:báo cáo|gửi|thực hiện|triển khai|hoàn thành|trình|tham mưu|công bố|tổ chức|phải)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Event:
    """A limit that an event sets, at `start:end`."""

    start: int
    end: int
    deadline: Deadline
    sure: float
    rule: str


@cache
def _before_event() -> re.Pattern[str]:
    words = any_of(row["words"] for row in events() if row["sort"] != "none")
    return re.compile(
        rf"(?<!\w){BEFORE_WORD}\s+(?:(?:khi|ngày|thời điểm|dịp|thềm)\s+)*(?:(?:diễn ra|tổ chức|bước vào|bắt đầu|đến|nghỉ|vào)\s+)*"
        rf"(?P<event>(?P<named>{words})(?!\w)[^.;:,()\n]{{0,60}})"
    )


def find_events(view: View, start: int, end: int) -> Iterator[Event]:
    """Yield the limits that events set in a stretch of the letter."""
    for match in _AT_ONCE.finditer(view.low, start, end):
        yield Event(match.start(), match.end(), Deadline(DeadlineKind.IMMEDIATE), 0.85, "at once")
    for match in _before_event().finditer(view.low, start, end):
        if not view.quoted(match.start()) and not _fact(view, match.start()):
            yield _before(view, match)
    for match in _ONCE_DONE.finditer(view.low, start, end):
        before = view.low[view.sentence(match.start())[0] : match.start()]
        if (match["once"] or _WORK.search(before[-60:])) and not view.quoted(match.start()):
            value = Deadline(DeadlineKind.EVENT, event=_words(view, match))
            yield Event(match.start(), match.end("event"), value, 0.6 if match["once"] else 0.5, "once done")


def _fact(view: View, at: int) -> bool:
    """Say whether "trước" here belongs to what happened: "như trước Tết", "tháng trước, hội nghị"."""
    return bool(
        re.search(
            r"(?<!\w)(?:đã|như|từ|hơn|so với|tháng|năm|kỳ|thời gian)\s+$", view.low[max(0, at - 12) : at]
        )
    )


def _before(view: View, match: re.Match[str]) -> Event:
    sorts = {row["words"]: row["sort"] for row in events()}
    tet = sorts.get(" ".join(match["named"].split())) == "tet"
    value = Deadline(
        DeadlineKind.EVENT, bound=Bound.BEFORE, event=_words(view, match), anchor="lunar" if tet else None
    )
    return Event(
        match.start(), match.start("event") + len(match["event"].rstrip()), value, 0.7, "before an event"
    )


def _words(view: View, match: re.Match[str]) -> str:
    start, end = match.span("event")
    return " ".join(view.raw[start:end].split())
