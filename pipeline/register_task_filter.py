"""Filters on tasks as conditions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Date,
    and_,
    case,
    cast,
    false,
    func,
    not_,
    or_,
    select,
    true,
)

from models.states import PENDING_STATES, TaskState, Timeliness
from models.tables import AssignmentRow, CitationRow, LetterRow, TaskRow, TaskStateRow
from pipeline.register_conditions import seen_by, written_out
from pipeline.timeliness import ONE_DAY, AsOf

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.register import TaskFilter


def task_conditions(session: Session, wanted: TaskFilter, asked: AsOf) -> list[ColumnElement[bool]]:
    """Return the filter as conditions on `tasks`, all but the body (see `list_tasks`)."""
    conditions: list[ColumnElement[bool]] = [TaskRow.removed.is_(False), *_plain_conditions(wanted)]
    if wanted.timeliness:
        conditions.append(or_(*(timeliness_condition(session, one, asked) for one in wanted.timeliness)))
    if wanted.document_id is not None:
        conditions.append(rests_on(wanted.document_id))
    if wanted.role is not None and wanted.body_id is None and not wanted.assignee:
        somebody = AssignmentRow.removed.is_(False), AssignmentRow.role == wanted.role
        conditions.append(TaskRow.id.in_(select(AssignmentRow.task_id).where(*somebody)))
    letter = select(LetterRow.id).where(LetterRow.id == TaskRow.letter_id)
    if wanted.urgency is not None:
        conditions.append(letter.where(LetterRow.urgency == wanted.urgency).exists())
    if wanted.visible_to is not None:
        conditions.append(letter.where(seen_by(wanted.visible_to)).exists())
    return conditions


def _plain_conditions(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    pairs: tuple[tuple[bool, ColumnElement[bool]], ...] = (
        (wanted.open_only, TaskRow.is_open.is_(True)),
        (bool(wanted.states), TaskRow.state.in_(wanted.states)),
        (wanted.letter_id is not None, TaskRow.letter_id == (wanted.letter_id or 0)),
        (wanted.due_from is not None, TaskRow.due_on >= (wanted.due_from or dt.date.min)),
        (wanted.due_to is not None, TaskRow.due_sort <= (wanted.due_to or dt.date.max)),
        (
            bool(wanted.words) and wanted.ids is None,
            TaskRow.text.icontains((wanted.words or "").strip(), autoescape=True),
        ),
        (wanted.flagged is not None, TaskRow.flagged.is_(bool(wanted.flagged))),
        (wanted.ids is not None, TaskRow.id.in_(written_out(wanted.ids or ()))),
    )
    return [condition for asked, condition in pairs if asked]


def rests_on(document_id: int) -> ColumnElement[bool]:
    """Return the condition that a task's letter cites this document, or is it."""
    citing = select(CitationRow.letter_id).where(
        CitationRow.document_id == document_id, CitationRow.removed.is_(False)
    )
    own = select(LetterRow.id).where(LetterRow.document_id == document_id)
    return or_(TaskRow.letter_id.in_(citing), TaskRow.letter_id.in_(own))


def timeliness_condition(session: Session, wanted: Timeliness, asked: AsOf) -> ColumnElement[bool]:
    """Return `timeliness` as a condition on `tasks`."""
    return standing(session, TaskRow, asked)[wanted]


def standing(
    session: Session, table: type[TaskRow | TaskStateRow], asked: AsOf
) -> dict[Timeliness, ColumnElement[bool]]:
    """Return each timeliness as a condition on `tasks`, or on their history."""
    due: Any = TaskRow.due_sort if table is TaskRow else table.due_on  # the indexed column where there is one
    done = and_(table.state == TaskState.DONE, table.done_on <= asked.day)
    is_open = and_(
        table.state.in_((*PENDING_STATES, TaskState.DONE)),
        or_(table.done_on.is_(None), table.done_on > asked.day),
    )
    dated = table.due_on.is_not(None)
    early = and_(table.due_before.is_(True), true() if asked.strict else false())
    overdue = or_(due < asked.day, and_(early, due <= asked.day))
    if table is TaskRow and asked.time is not None:
        overdue = or_(overdue, and_(due == asked.day, _hour_passed(asked, asked.time)))
    soon = or_(due <= asked.soon, and_(early, due <= asked.soon + ONE_DAY))
    last = _last_day(session, table, early)
    return {
        Timeliness.OVERDUE: and_(is_open, dated, overdue),
        Timeliness.DUE_SOON: and_(is_open, dated, not_(overdue), soon),
        Timeliness.NOT_DUE: and_(is_open, dated, not_(overdue), not_(soon)),
        Timeliness.NO_DEADLINE: and_(is_open, not_(dated)),
        Timeliness.DONE_EARLY: and_(done, dated, table.done_on < last),
        Timeliness.DONE_ON_TIME: and_(done, dated, table.done_on == last),
        Timeliness.DONE_LATE: and_(done, dated, table.done_on > last),
        Timeliness.DONE_NO_DEADLINE: and_(done, not_(dated)),
        Timeliness.NOT_COUNTED: table.state == TaskState.CANCELLED,
    }


def _last_day(
    session: Session, table: type[TaskRow | TaskStateRow], early: ColumnElement[bool]
) -> ColumnElement[Any]:
    if session.get_bind().dialect.name == "sqlite":
        before: ColumnElement[Any] = func.date(table.due_on, "-1 day")
    else:
        before = cast(table.due_on, Date) - 1  # PostgreSQL counts days in whole numbers
    return case((early, before), else_=table.due_on)


def _hour_passed(asked: AsOf, time: dt.time) -> ColumnElement[bool]:
    written = func.coalesce(TaskRow.due_time, "99:99") < time.strftime("%H:%M")
    if asked.day_ends is not None and time > asked.day_ends:
        return or_(written, TaskRow.due_time.is_(None))
    return written
