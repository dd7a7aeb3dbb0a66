"""Thống kê: how the tasks stand, by body, as of a day; and how well the machine reads."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from models.register import PerformanceRow
from pipeline.register_history import FIELD_NAMES
from pipeline.register_statistics import QUALITY_GROUPS, performance, quality, weeks
from pipeline.timeliness import as_of
from review.charts import bars, week_lines
from review.guard import Office, SignedIn, day
from review.page import render

router = APIRouter(include_in_schema=False)

GROUPS = {"field": "từng trường", "issuer": "cơ quan ban hành", "source": "chất lượng quét", "month": "tháng"}
MOST_BARS = 30
MOST_ROWS = 200  # the rest is in the Excel report
WEEKS = 12


@router.get("/statistics")
def statistics(request: Request, office: Office, who: SignedIn) -> HTMLResponse:
    """Show the performance report as of a day, with charts."""
    del who
    on = day(request.query_params.get("on", "")) or office.today
    asked = as_of(office.settings, on)

    def report() -> tuple[Any, ...]:
        with office.register.transaction(write=False) as session:
            rows = performance(session, asked)
            return sorted(rows, key=_worst_first), weeks(session, on, WEEKS), office.now

    rows, history, told_at = office.dear.get(("performance", asked), report)
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
        week=history[-1] if history else None,
    )


def _worst_first(row: PerformanceRow) -> tuple[int, int, str]:
    return -row.overdue, -row.given, row.name


@router.get("/statistics/quality")
def reading_quality(request: Request, office: Office, who: SignedIn) -> HTMLResponse:
    """Show what share of each field people had to correct."""
    del who
    by = request.query_params.get("by", "field")
    by = by if by in QUALITY_GROUPS else "field"
    found = office.dear.get(("quality", by), lambda: office.register.read(quality, by))
    names = FIELD_NAMES | {"task": "nhiệm vụ", "reference": "văn bản viện dẫn"}
    fields_seen = [name for name in names if any(row.field == name for row in found)]
    table: defaultdict[str, dict[str, object]] = defaultdict(dict)
    seen: Counter[str] = Counter()
    for row in found:
        table[row.group][row.field] = row
        seen[row.group] += row.seen
    order = sorted(table) if by == "month" else [group for group, _ in seen.most_common(MOST_ROWS)]
    shown = {group: table[group] for group in order}
    return render(request, "quality.html", by=by, groups=GROUPS, fields=fields_seen, names=names, table=shown)


def total(rows: Sequence[PerformanceRow]) -> PerformanceRow:
    """Return the sum of all bodies; each task counts once, with the body that leads."""
    counts = [one.name for one in fields(PerformanceRow) if one.name not in {"body_id", "name"}]
    sums = {name: sum(getattr(row, name) for row in rows) for name in counts}
    return PerformanceRow(None, "Tổng số", **sums)
