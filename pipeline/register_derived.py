"""Columns that follow from others: brought up to date after every change and after every undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update
from sqlalchemy.orm import selectinload

from models.states import OPEN_STATES, LetterState, TaskState
from models.tables import (
    AssignmentRow,
    CitationRow,
    DocumentRow,
    FieldRow,
    LetterRow,
    LetterTextRow,
    TaskRow,
    TaskStateRow,
)
from pipeline.register_documents import describe_own, header_of, hold, province_of, standpoint_of
from pipeline.register_rows import due_columns, letter_columns

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

_DUE = ("due", "time", "bound", "source", "reason", "rrule", "removed")


def refresh_letter(session: Session, letter_id: int) -> None:
    """Bring a letter's header columns, its own document and its count of doubts up to date."""
    session.flush()
    letter = session.get_one(LetterRow, letter_id)
    values = {
        row.name.value: row.person_value if row.person_status else row.machine_value
        for row in session.scalars(
            select(FieldRow).where(
                FieldRow.letter_id == letter_id, FieldRow.ordinal == 0, FieldRow.removed.is_(False)
            )
        )
    }
    before = letter.document_id
    for name, value in letter_columns({name: value for name, value in values.items() if value}).items():
        setattr(letter, name, value)
    own = header_of(letter)
    letter.document_id = hold(session, describe_own(own, standpoint_of(own, province_of(session))))
    letter.doubts = count_doubts(session, letter_id)
    letter.version += 1
    session.flush()
    if before is not None and before != letter.document_id:
        release(session, before)


def release(session: Session, document_id: int) -> None:
    """Note that a document is held no longer, unless another letter is it."""
    others = select(LetterRow.id).where(LetterRow.document_id == document_id, LetterRow.trashed_at.is_(None))
    session.execute(update(DocumentRow).where(DocumentRow.id == document_id).values(held=others.exists()))


def count_doubts(session: Session, letter_id: int) -> int:
    """Return how many places of a letter a person must still look at."""
    loose = session.scalar(select(LetterTextRow.doubts).where(LetterTextRow.letter_id == letter_id))
    state = session.scalar(select(LetterRow.state).where(LetterRow.id == letter_id))
    if state is LetterState.APPROVED:
        return 0
    fields = select(func.count()).where(
        FieldRow.letter_id == letter_id,
        FieldRow.doubt.is_not(None),
        FieldRow.person_status.is_(None),
        FieldRow.removed.is_(False),
    )
    tasks = select(func.count()).where(
        TaskRow.letter_id == letter_id,
        TaskRow.doubt.is_not(None),
        TaskRow.accepted_by.is_(None),
        TaskRow.removed.is_(False),
    )
    citations = select(func.count()).where(
        CitationRow.letter_id == letter_id,
        CitationRow.doubt.is_not(None),
        CitationRow.accepted_by.is_(None),
        CitationRow.removed.is_(False),
    )
    return len(loose or ()) + sum(session.scalar(query) or 0 for query in (fields, tasks, citations))


def refresh_tasks(session: Session, task_ids: Iterable[int], at: dt.datetime) -> None:
    """Bring due days, the assignments' copies, the history and the documents' counts up to date."""
    session.flush()
    rows = session.scalars(
        select(TaskRow)
        .where(TaskRow.id.in_(sorted(set(task_ids))))
        .options(selectinload(TaskRow.deadlines), selectinload(TaskRow.assignments))
        .execution_options(populate_existing=True)
    ).all()
    last = _last_states(session, [row.id for row in rows])
    for task in rows:
        deadlines = [{name: getattr(one, name) for name in _DUE} for one in task.deadlines]
        for name, value in due_columns(deadlines).items():
            setattr(task, name, value)
        task.is_open = is_open(task.state, removed=task.removed)
        for one in task.assignments:
            one.state, one.due_sort, one.is_open = task.state, task.due_sort, task.is_open
        _note_state(session, task, last.get(task.id), at)
    session.flush()


def _last_states(session: Session, task_ids: list[int]) -> dict[int, TaskStateRow]:
    newest = (
        select(func.max(TaskStateRow.id))
        .where(TaskStateRow.task_id.in_(task_ids))
        .group_by(TaskStateRow.task_id)
    )
    return {
        row.task_id: row for row in session.scalars(select(TaskStateRow).where(TaskStateRow.id.in_(newest)))
    }


def _note_state(session: Session, task: TaskRow, last: TaskStateRow | None, at: dt.datetime) -> None:
    now = TaskStateRow(
        task_id=task.id,
        at=at,
        state=task.state,
        assigned_on=task.assigned_on,
        due_on=task.due_on,
        due_before=task.due_before,
        done_on=task.done_on,
        body_id=_lead(task.assignments),
        removed=task.removed,
    )
    names = ("state", "assigned_on", "due_on", "due_before", "done_on", "body_id", "removed")
    if last is not None and all(getattr(last, name) == getattr(now, name) for name in names):
        return
    session.add(now)
    was_open = last is not None and is_open(last.state, removed=last.removed)
    change = int(is_open(task.state, removed=task.removed)) - int(was_open)
    if change:
        count_open_tasks(session, task.letter_id, change)


def is_open(state: TaskState, *, removed: bool) -> bool:
    """Say whether somebody still owes the work."""
    return state in OPEN_STATES and not removed


def count_open_tasks(session: Session, letter_id: int, change: int) -> None:
    """Add to the open tasks of every document that the letter cites."""
    _change_cited(session, letter_id, {"open_tasks": DocumentRow.open_tasks + change})


def count_citing(session: Session, letter_id: int, change: int) -> None:
    """Add to the citing letters of every document that the letter cites: those in the trash do not count."""
    _change_cited(session, letter_id, {"cited_by": DocumentRow.cited_by + change})


def _change_cited(session: Session, letter_id: int, values: Mapping[str, ColumnElement[int]]) -> None:
    cited = select(CitationRow.document_id).where(
        CitationRow.letter_id == letter_id, CitationRow.removed.is_(False)
    )
    session.execute(
        update(DocumentRow)
        .where(DocumentRow.id.in_(cited))
        .values(dict(values))
        .execution_options(synchronize_session=False)
    )


def _lead(assignments: Iterable[AssignmentRow]) -> int | None:
    kept = [one for one in assignments if not one.removed]
    leading = [one.body_id for one in kept if one.role == "lead"]
    return leading[0] if leading else kept[0].body_id if kept else None
