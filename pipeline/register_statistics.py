"""Numbers for the leader: performance as of a day, week by week, and how often the machine was corrected."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, case, extract, func, or_, select

from models.register import PerformanceRow, QualityRow, WeekRow
from models.states import OPEN_STATES, LetterState, Origin, TaskState, Timeliness, ValueStatus
from models.tables import BodyRow, CitationRow, FieldRow, LetterRow, TaskRow, TaskStateRow
from pipeline.register_task_filter import standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from pipeline.timeliness import AsOf


def performance(
    session: Session, asked: AsOf, *, known_at: dt.datetime | None = None, body_ids: Sequence[int] = ()
) -> tuple[PerformanceRow, ...]:
    """Return, body by body, how the given tasks stand on a day, from what was recorded up to `known_at`.

    The same day and the same `known_at` give the same report for ever.
    """
    newest = select(func.max(TaskStateRow.id).label("id")).group_by(TaskStateRow.task_id)
    if known_at is not None:
        newest = newest.where(TaskStateRow.at <= known_at)
    last = newest.subquery()
    stand = standing(session, TaskStateRow, asked)
    counted = (
        Timeliness.DONE_EARLY, Timeliness.DONE_ON_TIME, Timeliness.DONE_LATE, Timeliness.DONE_NO_DEADLINE,
        Timeliness.NOT_DUE, Timeliness.DUE_SOON, Timeliness.OVERDUE, Timeliness.NO_DEADLINE,
    )  # fmt: skip
    query = (
        select(TaskStateRow.body_id, func.count(), *(_sum(stand[one]) for one in counted))
        .join(last, last.c.id == TaskStateRow.id)
        .where(
            TaskStateRow.removed.is_(False),
            TaskStateRow.state.in_((*OPEN_STATES, TaskState.DONE)),
            TaskStateRow.assigned_on <= asked.day,
        )
        .group_by(TaskStateRow.body_id)
    )
    if body_ids:
        query = query.where(TaskStateRow.body_id.in_(body_ids))
    rows = session.execute(query).all()
    names = dict(session.execute(select(BodyRow.id, BodyRow.name)).all()) if rows else {}
    return tuple(
        sorted(
            (_performance(row, names.get(row[0], "(chưa rõ)")) for row in rows),
            key=lambda row: (-row.given, row.name),
        )
    )


def weeks(session: Session, day: dt.date, count: int = 12) -> tuple[WeekRow, ...]:
    """Return, week by week up to `day`, how many tasks were given, open, due and overdue at each week's end."""
    ends = [day - dt.timedelta(weeks=i) for i in range(count - 1, -1, -1)]
    columns: list[Any] = []
    for end in ends:
        given = TaskRow.assigned_on <= end
        still = and_(given, or_(TaskRow.done_on.is_(None), TaskRow.done_on > end))
        week = TaskRow.due_sort.between(end - dt.timedelta(days=6), end)
        columns += [
            _sum(and_(given, TaskRow.assigned_on > end - dt.timedelta(weeks=1))),
            _sum(still),
            _sum(and_(given, week)),
            _sum(and_(still, TaskRow.due_sort < end)),
        ]
    counts = session.execute(
        select(*columns).where(TaskRow.removed.is_(False), TaskRow.state.in_((*OPEN_STATES, TaskState.DONE)))
    ).one()
    numbers = [int(count or 0) for count in counts]
    return tuple(WeekRow(end, *numbers[4 * i : 4 * i + 4]) for i, end in enumerate(ends))


QUALITY_GROUPS = ("field", "issuer", "source", "month")


def quality(session: Session, group: str = "field") -> tuple[QualityRow, ...]:
    """Return how often approved values had to be corrected, field by field and by issuer, scan or month."""
    groups: dict[str, list[Any]] = {
        "issuer": [LetterRow.issuing_body],
        "source": [LetterRow.text_source, case((LetterRow.quality >= GOOD, "rõ"), else_="kém")],
        "month": [extract("year", LetterRow.approved_at), extract("month", LetterRow.approved_at)],
    }
    by = groups.get(group, [])
    approved = LetterRow.state == LetterState.APPROVED
    rows = session.execute(
        select(FieldRow.name, func.count(), _sum(_field_corrected()), *by)
        .join(LetterRow, LetterRow.id == FieldRow.letter_id)
        .where(approved)
        .group_by(FieldRow.name, *by)
    )
    found = [QualityRow(row[0].value, _group(group, row[3:]), row[1], int(row[2] or 0)) for row in rows]
    tables: tuple[tuple[str, Any], ...] = (("task", TaskRow), ("reference", CitationRow))
    for label, table in tables:
        changed = or_(table.machine.is_not(None), table.origin == Origin.PERSON, table.removed.is_(True))
        rows = session.execute(
            select(func.count(), _sum(changed), *by)
            .select_from(table)
            .join(LetterRow, LetterRow.id == table.letter_id)
            .where(approved)
            .group_by(*by)
        )
        found += [
            QualityRow(label, _group(group, row[2:]), row[0], int(row[1] or 0)) for row in rows if row[0]
        ]
    return tuple(sorted(found, key=lambda row: (row.group, row.field)))


GOOD = 0.9
"""From this page quality on, a scan counts as clear."""


def _field_corrected() -> ColumnElement[bool]:
    agreed = or_(
        FieldRow.person_status.is_(None),
        and_(FieldRow.person_status == ValueStatus.VALUE, FieldRow.person_value == FieldRow.machine_value),
        and_(FieldRow.person_status == ValueStatus.ABSENT, FieldRow.machine_value.is_(None)),
    )
    return or_(FieldRow.removed.is_(True), func.coalesce(agreed, False).is_(False))


def _group(group: str, values: Sequence[Any]) -> str:
    if group == "month" and values[0] is not None:
        return f"{int(values[0]):04d}-{int(values[1]):02d}"
    return " ".join(str(getattr(value, "value", value) or "(chưa rõ)") for value in values)


def _sum(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((condition, 1), else_=0))


def _performance(row: Sequence[Any], name: str) -> PerformanceRow:
    early, on_time, late, undated, not_due, soon, overdue, none = (int(one or 0) for one in row[2:])
    return PerformanceRow(
        body_id=row[0],
        name=name,
        given=row[1],
        done_early=early,
        done_on_time=on_time,
        done_late=late,
        done_no_deadline=undated,
        in_time=not_due + soon,
        due_soon=soon,
        overdue=overdue,
        no_deadline=none,
    )
