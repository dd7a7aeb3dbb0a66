"""Charts for the leader, as numbers ready to be drawn in SVG by the server."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.register import PerformanceRow, WeekRow

WIDTH, HEIGHT = 640.0, 200.0
LEFT, BOTTOM, TOP = 42.0, 24.0, 10.0


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a stacked bar."""

    kind: str
    words: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One body's tasks as a stacked bar of 100 units."""

    row: PerformanceRow
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line over weeks: SVG points, and each point with its number."""

    kind: str
    words: str
    points: str
    dots: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines with their axes."""

    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, int], ...]  # y and number
    labels: tuple[tuple[float, str], ...]  # x and day
    width: float = WIDTH
    height: float = HEIGHT


def bars(rows: Sequence[PerformanceRow]) -> tuple[Bar, ...]:
    """Return stacked bars, scaled to the longest."""
    longest = max((row.given for row in rows), default=0) or 1
    found = []
    for row in rows:
        parts = (
            ("done", "hoàn thành đúng, trước hạn", row.done - row.done_late),
            ("late", "hoàn thành quá hạn", row.done_late),
            ("open", "đang thực hiện", row.in_time + row.no_deadline),
            ("overdue", "quá hạn", row.overdue),
        )
        x, segments = 0.0, []
        for kind, words, count in parts:
            width = 100 * count / longest
            if count:
                segments.append(Segment(kind, words, count, round(x, 2), round(width, 2)))
            x += width
        found.append(Bar(row, tuple(segments)))
    return tuple(found)


def week_lines(weeks: Sequence[WeekRow]) -> LineChart:
    """Return how open, due and overdue tasks went over the weeks."""
    highest = _round_up(max((max(w.open, w.due, w.overdue, w.given) for w in weeks), default=0))
    step = (WIDTH - LEFT - 12) / max(1, len(weeks) - 1)

    def place(index: int, count: int) -> tuple[float, float]:
        return round(LEFT + index * step, 1), round(
            HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * count / highest, 1
        )

    kinds = (("open", "đang thực hiện"), ("overdue", "quá hạn"), ("given", "mới giao"))
    lines = []
    for kind, words in kinds:
        counts = [getattr(week, kind) for week in weeks]
        dots = tuple((*place(index, count), count) for index, count in enumerate(counts))
        lines.append(Line(kind, words, " ".join(f"{x},{y}" for x, y, _ in dots), dots))
    ticks = tuple((place(0, highest * i // 4)[1], highest * i // 4) for i in range(5))
    every = max(1, len(weeks) // 6)
    labels = tuple(
        (place(i, 0)[0], f"{week.ends_on:%d/%m}") for i, week in enumerate(weeks) if i % every == 0
    )
    return LineChart(tuple(lines), tuple(dict.fromkeys(ticks)), labels)


def share_line(shares: Sequence[tuple[str, float]]) -> LineChart:
    """Return how a share (0…1) went from month ("2026-03") to month, in per cent."""
    highest = _round_up(max(1, math.ceil(100 * max(share for _, share in shares))))
    step = (WIDTH - LEFT - 12) / max(1, len(shares) - 1)

    def place(index: int, count: float) -> tuple[float, float]:
        return round(LEFT + index * step, 1), round(
            HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * count / highest, 1
        )

    dots = tuple((*place(i, 100 * share), round(100 * share)) for i, (_, share) in enumerate(shares))
    line = Line("overdue", "tỷ lệ phải sửa", " ".join(f"{x},{y}" for x, y, _ in dots), dots)
    ticks = tuple((place(0, highest * i / 4)[1], highest * i // 4) for i in range(5))
    every = max(1, len(shares) // 6)
    labels = tuple(
        (place(i, 0)[0], "/".join(reversed(month.split("-"))))
        for i, (month, _) in enumerate(shares)
        if i % every == 0
    )
    return LineChart((line,), ticks, labels)


def _round_up(count: int) -> int:
    """Return the next number that four steps divide."""
    size = 4
    while size < count:
        size *= 2 if str(size)[0] in "48" else 1
        size = size if size >= count else -(-count // 4) * 4
    return size
