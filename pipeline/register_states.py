"""What a person says about tasks as time goes by: taken up, done, given back, called off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.errors import NotFoundError, UsageError
from models.states import Settled, TaskState
from models.tables import FlagRow, MemberRow, TaskRow
from models.vietnam_time import VIETNAM
from pipeline.register_derived import refresh_letter, refresh_tasks
from pipeline.register_edit import check_version
from pipeline.register_journal import Journal
from pipeline.register_tasks import find_task, get_task

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from models.register import TaskView


def set_states(
    session: Session,
    task_ids: Sequence[int],
    state: TaskState,
    *,
    by: str,
    on: dt.date | None = None,
    result: str | None = None,
    note: str | None = None,
    versions: Mapping[int, int] | None = None,
) -> int:
    """Set the state of tasks, one event each; return how many changed.

    `on` is the day it counts from (today); for `DONE` the day of completion.

    Raises:
        ConflictError: somebody changed one of the tasks since its version; then none is changed.
        UsageError: a task still waits for approval, or a return has no reason.
    """
    if state is TaskState.RETURNED and not (note or "").strip():
        raise UsageError("Thiếu lý do trả lại.", "Ghi lý do trả lại vào ghi chú.")
    journal = Journal(session, by)
    day = on or journal.at.astimezone(VIETNAM).date()
    changed: list[TaskRow] = []
    for task_id in dict.fromkeys(task_ids):
        task = find_task(session, task_id)
        check_version(task, (versions or {}).get(task_id))
        before = task.state
        values: dict[str, object] = {"state": state, "state_on": day}
        values["done_on"] = day if state is TaskState.DONE else None
        if state in {TaskState.ASSIGNED, TaskState.IN_PROGRESS} and task.assigned_on is None:
            values["assigned_on"] = day
        if result is not None:
            values["result"] = result
        if note is not None:
            values["note"] = note
        if journal.change(task, **values):
            journal.change(task, version=task.version + 1)
            journal.write(
                "state",
                letter_id=task.letter_id,
                task_id=task_id,
                field="state",
                before=before.value,
                after=state.value,
                why=note,
            )
            changed.append(task)
    refresh_tasks(session, [task.id for task in changed], journal.at)
    for letter_id in sorted({task.letter_id for task in changed}):
        refresh_letter(session, letter_id)
    return len(changed)


def complete_member(
    session: Session, task_id: int, member_id: int, *, by: str, on: dt.date | None, result: str | None = None
) -> TaskView:
    """Note when a member of the group was done (None: not yet); the task is done when all are."""
    journal = Journal(session, by)
    task = find_task(session, task_id)
    row = session.get(MemberRow, member_id, populate_existing=True)
    if row is None or row.task_id != task_id:
        raise NotFoundError(f"Nhiệm vụ này không có thành viên số {member_id}.", "Tải lại trang.")
    before = row.done_on
    journal.change(row, done_on=on, result=result)
    session.flush()
    members = session.scalars(
        select(MemberRow).where(MemberRow.task_id == task_id, MemberRow.removed.is_(False))
    ).all()
    days = [member.done_on for member in members]
    if days and all(days):
        last = max(day for day in days if day is not None)
        journal.change(task, state=TaskState.DONE, state_on=last, done_on=last)
    elif task.state is TaskState.DONE:
        journal.change(task, state=TaskState.IN_PROGRESS, state_on=None, done_on=None)
    journal.change(task, version=task.version + 1)
    refresh_tasks(session, [task_id], journal.at)
    journal.write(
        "member", letter_id=task.letter_id, task_id=task_id, field="done_on", before=before, after=on
    )
    return get_task(session, task_id)


def settle_flag(session: Session, flag_id: int, settled: Settled, *, by: str) -> TaskView:
    """Say whether a task still stands though its decision was changed: accepted (seen) or rejected (no matter)."""
    journal = Journal(session, by)
    row = session.get(FlagRow, flag_id)
    if row is None:
        raise NotFoundError(f"Không có cảnh báo số {flag_id}.", "Tải lại trang.")
    task = find_task(session, row.task_id)
    journal.change(row, settled=settled, settled_by=by)
    session.flush()
    left = session.scalar(
        select(FlagRow.id).where(FlagRow.task_id == task.id, FlagRow.settled == Settled.OPEN).limit(1)
    )
    journal.change(task, flagged=left is not None, version=task.version + 1)
    session.flush()
    journal.write("flag", letter_id=task.letter_id, task_id=task.id, after=settled.value)
    return get_task(session, task.id)
