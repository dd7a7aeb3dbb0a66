"""Thống kê: how the tasks stand, by body, as of a day; and how well the machine reads."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from models.register import PerformanceRow, QualityRow
from pipeline.register_statistics import QUALITY_GROUPS, performance, quality, weeks
from pipeline.register_tasks import due_days
from pipeline.timeliness import as_of
from review.charts import bars, share_line, week_lines
from review.guard import Office, SignedIn, day
from review.page import render
from review.sheet import LABELS

router = APIRouter(include_in_schema=False)

GROUPS = {
    "field": "Theo mục",
    "issuer": "Theo cơ quan ban hành",
    "source": "Theo chất lượng bản quét",
    "month": "Theo tháng",
}
MOST_BARS = 14
MOST_ROWS = 200  # the rest is in the Excel report
WEEKS = 12
MONTHS = 24
NAMES = {name.value: words for name, words in LABELS.items()} | {
    "secrecy": "Độ mật",
    "task": "Nhiệm vụ",
    "reference": "Văn bản viện dẫn",
}


@router.get("/statistics")
def statistics(request: Request, office: Office, who: SignedIn) -> HTMLResponse:
    """Show the performance report as of a day, with charts."""
    del who
    on = day(request.query_params.get("on", "")) or office.today
    asked = as_of(office.settings, on)
    monday = on - dt.timedelta(on.weekday())
    sunday = monday + dt.timedelta(6)

    def report() -> tuple[Any, ...]:
        with office.register.transaction(write=False) as session:
            rows = performance(session, asked)
            due = sum(due_days(session, monday, sunday).values())
            return sorted(rows, key=_worst_first), weeks(session, on, WEEKS), due, office.now

    rows, history, due, told_at = office.dear.get(("performance", asked), report)
    return render(
        request,
        "statistics.html",
        on=on,
        told_at=told_at,
        whole=total(rows) if rows else None,
        rows=rows[:MOST_ROWS],
        left_out=max(0, len(rows) - MOST_ROWS),
        bars=bars(rows[:MOST_BARS]),
        chart=week_lines(history),
        due=due,
        monday=monday,
        sunday=sunday,
    )


def _worst_first(row: PerformanceRow) -> tuple[int, int, str]:
    return -row.overdue, -row.given, row.name


@router.get("/statistics/quality")
def reading_quality(request: Request, office: Office, who: SignedIn) -> HTMLResponse:
    """Show what share of each field people had to correct: as a whole, by issuer, by scan, month by month."""
    del who
    by = request.query_params.get("by", "field")
    by = by if by in QUALITY_GROUPS else "field"
    found: Sequence[QualityRow] = office.dear.get(("quality", by), lambda: office.register.read(quality, by))
    named = [name for name in NAMES if any(row.field == name for row in found)]
    corrected = {row.field for row in found if row.corrected}
    table: defaultdict[str, dict[str, QualityRow]] = defaultdict(dict)
    seen: Counter[str] = Counter()
    for row in found:
        table[row.group][row.field] = row
        seen[row.group] += row.seen
    order = sorted(table) if by == "month" else [group for group, _ in seen.most_common(MOST_ROWS)]
    groups = [(group, table[group], _together(group, table[group].values())) for group in order]
    shares = [(whole.group, whole.share) for _, _, whole in groups]
    return render(
        request,
        "quality.html",
        by=by,
        groups=GROUPS,
        fields=named if by == "field" else [name for name in named if name in corrected],
        spotless=[name for name in named if name not in corrected],
        names=NAMES,
        table=groups,
        chart=share_line(shares[-MONTHS:]) if by == "month" and len(shares) > 1 else None,
    )


def _together(group: str, rows: Iterable[QualityRow]) -> QualityRow:
    rows = tuple(rows)
    return QualityRow("", group, sum(row.seen for row in rows), sum(row.corrected for row in rows))


def total(rows: Sequence[PerformanceRow]) -> PerformanceRow:
    """Return the sum of all bodies; each task counts once, with the body that leads."""
    counts = [one.name for one in fields(PerformanceRow) if one.name not in {"body_id", "name"}]
    sums = {name: sum(getattr(row, name) for row in rows) for name in counts}
    return PerformanceRow(None, "Tổng số", **sums)
