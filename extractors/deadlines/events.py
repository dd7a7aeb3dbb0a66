"""What hangs on an event rather than a day: "trước khi khai giảng", "ngay sau khi nhận được văn bản này"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.deadlines.vocabulary import any_of, events, words
from extractors.deadlines.words import BEFORE_WORD, YEAR, holds
from models.finding import Bound, Deadline, DeadlineKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.deadlines.context import View

_AT_ONCE = re.compile(
    rf"(?<!\w)ngay(?:\s+sau)?\s+khi\s+nhận(?:\s+được)?\s+{words('letter')}(?:\s+này)?|(?<!\w)ngay\s+(?:lập\s+tức|tức\s+khắc)(?!\w)"
)
_ONCE_DONE = re.compile(
    rf"(?<!\w)(?:(?P<once>ngay\s+)(?:sau\s+)?|sau\s+)khi\s+(?P<event>{words('result')}[^.;:,()]{{0,80}})"
)
_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_WORK = re.compile(words("work"))
_HAPPENED = re.compile(r"(?<!\w)(?:đã|như|từ|hơn|so\s+với|tháng|năm|kỳ|thời\s+gian)\s+$")
_ANY_BEFORE = re.compile(rf"{BEFORE_WORD}\s")
_NAMED = any_of(name for name, sort in events().items() if sort != "none")
# "trước khi diễn ra kỳ họp", "trước Tết", "trước năm học mới 2024-2025"
_BEFORE_EVENT = re.compile(
    rf"""(?<!\w){BEFORE_WORD}\s+(?:(?:khi|ngày|thời\s+điểm|dịp|thềm)\s+){{0,2}}
        (?:(?:diễn\s+ra|tổ\s+chức|bước\s+vào|bắt\s+đầu|đến|nghỉ|vào)\s+){{0,2}}
        (?P<event>(?P<named>{_NAMED})(?!\w)[^.;:,()\n]{{0,60}})""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Event:
    """A limit that an event sets, at `start:end`."""

    start: int
    end: int
    deadline: Deadline
    sure: float
    rule: str


def find_events(view: View, start: int, end: int) -> Iterator[Event]:
    """Yield the limits that events set in a stretch of the letter."""
    low = view.low
    for match in _AT_ONCE.finditer(low, start, end) if holds(low, start, end, "ngay") else ():
        yield Event(match.start(), match.end(), Deadline(DeadlineKind.IMMEDIATE), 0.85, "at once")
    for match in _BEFORE_EVENT.finditer(low, start, end) if _ANY_BEFORE.search(low, start, end) else ():
        if not view.quoted(match.start()) and not _fact(view, match.start()):
            yield _before(view, match)
    for match in _ONCE_DONE.finditer(low, start, end) if holds(low, start, end, "khi") else ():
        before = view.low[view.sentence(match.start())[0] : match.start()]
        if (match["once"] or _WORK.search(before[-60:])) and not view.quoted(match.start()):
            value = Deadline(DeadlineKind.EVENT, event=_as_printed(view, match))
            yield Event(match.start(), match.end("event"), value, 0.6 if match["once"] else 0.5, "once done")


def _fact(view: View, at: int) -> bool:
    """Say whether "trước" here belongs to what happened: "như trước Tết", "tháng trước, hội nghị"."""
    return bool(
        re.search(
            r"(?<!\w)(?:đã|như|từ|hơn|so với|tháng|năm|kỳ|thời gian)\s+$", view.low[max(0, at - 12) : at]
        )
    )


def _before(view: View, match: re.Match[str]) -> Event:
    tet = events().get(" ".join(match["named"].split())) == "tet"
    year = _YEAR.search(match["event"]) if tet else None
    value = Deadline(
        DeadlineKind.EVENT,
        bound=Bound.BEFORE,
        event=_as_printed(view, match),
        anchor="lunar" if tet else None,
        year=int(year[0]) if year else None,
    )
    return Event(
        match.start(), match.start("event") + len(match["event"].rstrip()), value, 0.7, "before an event"
    )


def _as_printed(view: View, match: re.Match[str]) -> str:
    start, end = match.span("event")
    return " ".join(view.raw[start:end].split())
