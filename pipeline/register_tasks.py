"""Reading tasks: lists with filters, one task whole, counts for any day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import selectinload

from models.errors import NotFoundError
from models.register import FlagView, MemberView, Paged, TaskFilter, TaskLine, TaskView
from models.states import Settled
from models.tables import (
    AssignmentRow,
    BodyRow,
    DeadlineRow,
    DocumentRow,
    FlagRow,
    LetterRow,
    MemberRow,
    TaskRow,
)
from pipeline.recurrence import occurrences
from pipeline.register_conditions import COUNT_UP_TO, count_up_to, seen_by
from pipeline.register_rows import key_of
from pipeline.register_task_filter import task_conditions
from pipeline.register_views import assignee_view, deadline_view, task_view
from pipeline.timeliness import ONE_DAY, AsOf, days_over, timeliness

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

_MOST_BODIES = 500

SORTS: dict[str, tuple[Any, ...]] = {
    "due": (TaskRow.due_sort.asc(), TaskRow.id.asc()),
    "-due": (TaskRow.due_sort.desc(), TaskRow.id.desc()),
    "newest": (TaskRow.id.desc(),),
    "oldest": (TaskRow.id.asc(),),
    "letter": (TaskRow.letter_id.desc(), TaskRow.ordinal.asc()),
    "state": (TaskRow.state.asc(), TaskRow.due_sort.asc(), TaskRow.id.asc()),
}


def list_tasks(
    session: Session, wanted: TaskFilter, asked: AsOf, *, sort: str = "due", limit: int = 50, offset: int = 0
) -> Paged[TaskLine]:
    """Return tasks with their letters, assignees and how they stand on the day asked about."""
    query, order, counted = _query(session, wanted, asked, sort)
    ids = session.scalars(query.order_by(*order).limit(limit).offset(offset)).all()
    total = count_up_to(session, counted)
    lines = task_lines(session, ids, asked)
    return Paged(tuple(lines[i] for i in dict.fromkeys(ids)), total, more=total >= COUNT_UP_TO)


def count_tasks(session: Session, wanted: TaskFilter, asked: AsOf) -> int:
    """Return how many tasks `list_tasks` would list; counting ends where its counting ends."""
    return count_up_to(session, _query(session, wanted, asked, "due")[2])


def task_ids(session: Session, wanted: TaskFilter, asked: AsOf, *, sort: str = "due") -> list[int]:
    """Return all tasks asked for, in order."""
    query, order, _ = _query(session, wanted, asked, sort)
    return list(dict.fromkeys(session.scalars(query.order_by(*order))))


def _query(
    session: Session, wanted: TaskFilter, asked: AsOf, sort: str
) -> tuple[Select[int], tuple[Any, ...], Select[int]]:
    """Return the tasks asked for, their order, and what counts them (the same, or a quicker way to it)."""
    query = select(TaskRow.id).where(*task_conditions(session, wanted, asked))
    order = SORTS.get(sort, SORTS["due"])
    bodies = _bodies(session, wanted)
    if bodies is None:
        return query, order, query
    if order is not SORTS["due"] or wanted != _only_by_body(wanted):
        query, order = _by_body(query, order, bodies, wanted)
        return query, order, query
    given, by_due = _from_assignments(bodies, wanted)
    if len(bodies) == 1:
        return given, by_due, given
    if count_up_to(session, given, _MANY) < _MANY:
        once = given.group_by(AssignmentRow.due_sort, AssignmentRow.task_id)
        return once, by_due, once
    to_them = select(AssignmentRow.id).where(AssignmentRow.task_id == TaskRow.id, *_given_to(bodies, wanted))
    return query.where(to_them.exists()), order, given.distinct()


_MANY = 20_000
"""With so many assignments, going through all tasks by day soon meets a page of them; fewer are sorted quicker."""


def _only_by_body(wanted: TaskFilter) -> TaskFilter:
    """Return the part of a filter that the assignments' own indexes answer."""
    return TaskFilter(
        body_id=wanted.body_id,
        assignee=wanted.assignee,
        open_only=wanted.open_only,
        states=wanted.states,
        role=wanted.role,
    )


def _from_assignments(bodies: list[int], wanted: TaskFilter) -> tuple[Select[int], tuple[Any, ...]]:
    """Read tasks off the index: to look each up only to see that nobody took it out costs more than all the rest."""
    taken_out = select(TaskRow.id).where(TaskRow.removed.is_(True))
    query = select(AssignmentRow.task_id).where(
        *_given_to(bodies, wanted), AssignmentRow.task_id.not_in(taken_out)
    )
    return query, (AssignmentRow.due_sort.asc(), AssignmentRow.task_id.asc())


def task_lines(
    session: Session, task_ids: Sequence[int], asked: AsOf, *, visible_to: frozenset[int] | None = None
) -> dict[int, TaskLine]:
    """Return tasks by id, ready for a list; those whose letter may not be seen are left out."""
    query = (
        select(TaskRow, LetterRow)
        .join(LetterRow, LetterRow.id == TaskRow.letter_id)
        .where(TaskRow.id.in_(task_ids))
        .options(selectinload(TaskRow.assignments))
    )
    if visible_to is not None:
        query = query.where(seen_by(visible_to))
    rows = session.execute(query)
    members = {
        task_id: (count, done)
        for task_id, count, done in session.execute(
            select(MemberRow.task_id, func.count(), func.count(MemberRow.done_on))
            .where(MemberRow.task_id.in_(task_ids), MemberRow.removed.is_(False))
            .group_by(MemberRow.task_id)
        )
    }
    found = {task.id: _line(task, letter, asked, *members.get(task.id, (0, 0))) for task, letter in rows}
    recurring = [line.id for line in found.values() if line.rrule]
    for row in session.scalars(
        select(DeadlineRow).where(
            DeadlineRow.task_id.in_(recurring), DeadlineRow.rrule.is_not(None), DeadlineRow.removed.is_(False)
        )
    ):
        days = occurrences(deadline_view(row).deadline, asked.day - ONE_DAY, 1)
        if days and row.task_id is not None:
            found[row.task_id] = replace(found[row.task_id], next_on=days[0])
    return found


def get_task(session: Session, task_id: int, *, visible_to: frozenset[int] | None = None) -> TaskView:
    """Return one task with all that hangs on it.

    Raises:
        NotFoundError: there is no such task, or its letter is limited to others.
    """
    row = find_task(session, task_id, whole=True)
    if visible_to is not None:
        seen = select(LetterRow.id).where(LetterRow.id == row.letter_id, seen_by(visible_to))
        if session.scalar(seen) is None:
            raise _no_task(task_id)
    return _views(session, [row])[0]


def tasks_of_letter(session: Session, letter_id: int) -> tuple[TaskView, ...]:
    """Return a letter's tasks in their order."""
    rows = session.scalars(
        select(TaskRow)
        .where(TaskRow.letter_id == letter_id, TaskRow.removed.is_(False))
        .order_by(TaskRow.ordinal, TaskRow.id)
        .options(selectinload(TaskRow.assignments), selectinload(TaskRow.deadlines))
        .execution_options(populate_existing=True)
    ).all()
    return _views(session, rows)


def find_task(session: Session, task_id: int, *, whole: bool = False) -> TaskRow:
    """Return a task's row, `whole` with assignments and deadlines.

    Raises:
        NotFoundError: there is no such task.
    """
    options = (selectinload(TaskRow.assignments), selectinload(TaskRow.deadlines)) if whole else ()
    row = session.scalar(
        select(TaskRow)
        .where(TaskRow.id == task_id)
        .options(*options)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise _no_task(task_id)
    return row


def _no_task(task_id: int) -> NotFoundError:
    return NotFoundError(f"Trong sổ không có nhiệm vụ số {task_id}.", "Xem danh sách bằng “congvan tasks”.")


def due_days(
    session: Session, first: dt.date, last: dt.date, wanted: TaskFilter | None = None
) -> dict[dt.date, int]:
    """Return day → number of open tasks due on it, for a calendar."""
    wanted = wanted or TaskFilter()
    conditions = task_conditions(session, wanted, AsOf(dt.date.min))
    bodies = _bodies(session, wanted)
    if bodies is not None:
        given = select(AssignmentRow.task_id).where(*_given_to(bodies, wanted))
        conditions.append(TaskRow.id.in_(given))
    rows = session.execute(
        select(TaskRow.due_sort, func.count())
        .where(*conditions, TaskRow.is_open.is_(True), TaskRow.due_sort.between(first, last))
        .group_by(TaskRow.due_sort)
    )
    return dict(rows.all())


def _bodies(session: Session, wanted: TaskFilter) -> list[int] | None:
    if wanted.body_id is not None:
        return [wanted.body_id]
    if not wanted.assignee:
        return None
    key = key_of(wanted.assignee) or ""
    found = select(BodyRow.id).where(BodyRow.name_key.contains(key, autoescape=True))
    return list(session.scalars(found.order_by(BodyRow.uses.desc()).limit(_MOST_BODIES)))


def _by_body(
    query: Select[int], order: tuple[Any, ...], bodies: list[int], wanted: TaskFilter
) -> tuple[Select[int], tuple[Any, ...]]:
    """Go through the assignments' index, which repeats state and due day for this."""
    conditions = _given_to(bodies, wanted)
    if len(bodies) > 1:
        return query.where(TaskRow.id.in_(select(AssignmentRow.task_id).where(*conditions))), order
    if order is SORTS["due"]:
        order = (AssignmentRow.due_sort.asc(), AssignmentRow.task_id.asc())
    return query.join(AssignmentRow, AssignmentRow.task_id == TaskRow.id).where(*conditions), order


def _given_to(bodies: list[int], wanted: TaskFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        AssignmentRow.body_id.in_(bodies),
        AssignmentRow.removed.is_(False),
    ]
    if wanted.open_only:
        conditions.append(AssignmentRow.is_open.is_(True))
    if wanted.states:
        conditions.append(AssignmentRow.state.in_(wanted.states))
    if wanted.role is not None:
        conditions.append(AssignmentRow.role == wanted.role)
    return conditions


def _line(task: TaskRow, letter: LetterRow, asked: AsOf, members: int, members_done: int) -> TaskLine:
    names = (
        "id", "version", "letter_id", "text", "state", "due_on", "due_time", "due_before", "due_source",
        "first_due_on", "rrule", "assigned_on", "done_on", "result", "product", "report_to", "flagged",
    )  # fmt: skip
    stands = timeliness(
        asked, task.state, task.due_on, due_time=task.due_time, before=task.due_before, done_on=task.done_on
    )
    return TaskLine(
        **{name: getattr(task, name) for name in names},
        timeliness=stands,
        days_over=days_over(asked, task.due_on, before=task.due_before),
        number_symbol=letter.number_symbol,
        issued_on=letter.issued_on,
        issuing_body=letter.issuing_body,
        subject=letter.subject,
        urgency=letter.urgency,
        assignees=tuple(assignee_view(one) for one in task.assignments if not one.removed),
        members=members,
        members_done=members_done,
    )


def _views(session: Session, rows: Iterable[TaskRow]) -> tuple[TaskView, ...]:
    rows = list(rows)
    ids = [row.id for row in rows]
    members: dict[int, list[MemberView]] = defaultdict(list)
    for one, name in session.execute(
        select(MemberRow, BodyRow.name)
        .join(BodyRow, BodyRow.id == MemberRow.body_id)
        .where(MemberRow.task_id.in_(ids), MemberRow.removed.is_(False))
        .order_by(BodyRow.name_key)
    ):
        members[one.task_id].append(MemberView(one.id, one.body_id, name, one.done_on, one.result))
    flags: dict[int, list[FlagView]] = defaultdict(list)
    for flag, symbol in session.execute(
        select(FlagRow, DocumentRow.number_symbol)
        .join(DocumentRow, DocumentRow.id == FlagRow.document_id)
        .where(FlagRow.task_id.in_(ids), FlagRow.settled == Settled.OPEN)
    ):
        flags[flag.task_id].append(_flag(flag, symbol))
    return tuple(
        task_view(row, row.assignments, row.deadlines, members[row.id], flags[row.id]) for row in rows
    )


def _flag(row: FlagRow, symbol: str | None) -> FlagView:
    from models.finding import Relation  # noqa: PLC0415

    return FlagView(
        row.id, row.task_id, row.document_id, symbol or "", row.letter_id, Relation(row.relation), row.settled
    )
