"""A person's changes to who does a task and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.errors import NotFoundError, UsageError
from models.finding import AssigneeKind, Role
from models.states import DeadlineSource, Origin
from models.tables import AssignmentRow, BodyRow, DeadlineRow, MemberRow, TaskRow
from pipeline.register_bodies import find_or_make_bodies
from pipeline.register_derived import refresh_letter, refresh_tasks
from pipeline.register_edit import change_by_person, place_columns
from pipeline.register_task_edits import begin
from pipeline.register_tasks import get_task

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from models.finding import Deadline
    from models.register import Place, TaskView
    from pipeline.register_journal import Journal

_DEADLINE_COLUMNS = (
    "kind", "due", "time", "bound", "amount", "unit", "anchor", "anchor_on", "every",
    "day", "month_offset", "weekday", "month", "year", "event",
)  # fmt: skip


def add_assignee(
    session: Session,
    task_id: int,
    name: str | None = None,
    *,
    by: str,
    body_id: int | None = None,
    role: Role = Role.LEAD,
    kind: AssigneeKind = AssigneeKind.BODY,
    place: Place | None = None,
    version: int | None = None,
) -> TaskView:
    """Assign a task to a body of the list, or to a name as the letter writes it."""
    journal, task = begin(session, task_id, by, version)
    name, body_id, kind = _who(session, name, body_id, kind)
    ordinal = max((one.ordinal for one in task.assignments), default=-1) + 1
    journal.add(
        AssignmentRow(
            task_id=task_id,
            ordinal=ordinal,
            body_id=body_id,
            name=name,
            role=role,
            kind=kind,
            origin=Origin.PERSON,
            state=task.state,
            due_sort=task.due_sort,
            removed=False,
            **place_columns(place),
        )
    )
    return _end(session, journal, task, "assign", field=role.value, after=name)


def set_assignee(
    session: Session,
    assignment_id: int,
    *,
    by: str,
    name: str | None = None,
    body_id: int | None = None,
    role: Role | None = None,
    version: int | None = None,
) -> TaskView:
    """Change who an assignment means, or the role."""
    row = _assignment(session, assignment_id)
    journal, task = begin(session, row.task_id, by, version)
    before = f"{row.name} ({row.role.value})"
    values: dict[str, Any] = {} if role is None else {"role": role}
    if name is not None or body_id is not None:
        name, body_id, kind = _who(session, name, body_id, row.kind)
        values |= {"name": name, "body_id": body_id, "kind": kind, "inherited": False}
    change_by_person(journal, row, **values)
    return _end(session, journal, task, "assign", before=before, after=f"{row.name} ({row.role.value})")


def remove_assignee(session: Session, assignment_id: int, *, by: str, version: int | None = None) -> TaskView:
    """Take somebody off a task."""
    row = _assignment(session, assignment_id)
    journal, task = begin(session, row.task_id, by, version)
    change_by_person(journal, row, removed=True)
    return _end(session, journal, task, "unassign", before=row.name)


def set_deadline(
    session: Session,
    task_id: int,
    deadline: Deadline,
    *,
    by: str,
    deadline_id: int | None = None,
    source: DeadlineSource = DeadlineSource.WRITTEN,
    count: Iterable[str] = (),
    rrule: str | None = None,
    text: str | None = None,
    place: Place | None = None,
    version: int | None = None,
) -> TaskView:
    """Give a task a deadline, or change the one named."""
    journal, task = begin(session, task_id, by, version)
    values = {name: getattr(deadline, name) for name in _DEADLINE_COLUMNS}
    values |= {"source": source, "count": list(count) or None, "rrule": rrule, **place_columns(place)}
    if text is not None:
        values["text"] = text
    if deadline_id is None:
        ordinal = max((one.ordinal for one in task.deadlines), default=-1) + 1
        row = DeadlineRow(
            letter_id=task.letter_id,
            task_id=task_id,
            ordinal=ordinal,
            origin=Origin.PERSON,
            removed=False,
            **values,
        )
        journal.add(row)
        before = None
    else:
        row = _deadline(session, task, deadline_id)
        before = row.due
        change_by_person(journal, row, **values)
    return _end(session, journal, task, "deadline", field="due", before=before, after=row.due or row.kind)


def remove_deadline(
    session: Session, task_id: int, deadline_id: int, *, by: str, version: int | None = None
) -> TaskView:
    """Take a deadline off a task."""
    journal, task = begin(session, task_id, by, version)
    row = _deadline(session, task, deadline_id)
    change_by_person(journal, row, removed=True)
    return _end(session, journal, task, "deadline", field="due", before=row.due or row.kind)


def extend(
    session: Session,
    task_id: int,
    due: dt.date,
    reason: str,
    *,
    by: str,
    letter_id: int | None = None,
    version: int | None = None,
) -> TaskView:
    """Extend a task's deadline (gia hạn), with the reason and the letter that grants it; the first day is kept.

    Raises:
        UsageError: no reason is given.
    """
    if not reason.strip():
        raise UsageError("Thiếu lý do gia hạn.", "Ghi lý do, ví dụ “theo Công văn số 12/UBND-NV”.")
    from models.finding import Bound, DeadlineKind  # noqa: PLC0415

    journal, task = begin(session, task_id, by, version)
    before = task.due_on
    ordinal = max((one.ordinal for one in task.deadlines), default=-1) + 1
    journal.add(
        DeadlineRow(
            letter_id=task.letter_id,
            task_id=task_id,
            ordinal=ordinal,
            origin=Origin.PERSON,
            removed=False,
            kind=DeadlineKind.DATE,
            source=DeadlineSource.WRITTEN,
            due=due,
            bound=Bound.BY,
            reason=reason.strip(),
            granted_by=letter_id,
        )
    )
    return _end(session, journal, task, "extend", field="due", before=before, after=due, why=reason.strip())


def set_members(session: Session, task_id: int, body_ids: Iterable[int], *, by: str) -> TaskView:
    """Name the members of the group that shares a task; their completions are then counted."""
    journal, task = begin(session, task_id, by, None)
    wanted = set(body_ids)
    from sqlalchemy import select  # noqa: PLC0415

    rows = session.scalars(select(MemberRow).where(MemberRow.task_id == task_id)).all()
    for row in rows:
        journal.change(row, removed=row.body_id not in wanted)
    for body_id in sorted(wanted - {row.body_id for row in rows}):
        journal.add(MemberRow(task_id=task_id, body_id=body_id, removed=False))
    return _end(session, journal, task, "members", after=len(wanted))


def _who(
    session: Session, name: str | None, body_id: int | None, kind: AssigneeKind
) -> tuple[str, int, AssigneeKind]:
    if body_id is not None:
        body = session.get(BodyRow, body_id)
        if body is None:
            raise NotFoundError(f"Không có cơ quan số {body_id}.", "Chọn lại trong danh sách.")
        known = body.kind if body.kind in set(AssigneeKind) else AssigneeKind.BODY
        return name or body.name, body_id, AssigneeKind(known)
    name = " ".join((name or "").split())
    if not name:
        raise UsageError("Thiếu tên người thực hiện.", "Gõ tên cơ quan, chức vụ hoặc người.")
    return name, find_or_make_bodies(session, [(name, kind)])[name], kind


def _assignment(session: Session, assignment_id: int) -> AssignmentRow:
    row = session.get(AssignmentRow, assignment_id)
    if row is None:
        raise NotFoundError(f"Không có phân công số {assignment_id}.", "Tải lại trang.")
    return row


def _deadline(session: Session, task: TaskRow, deadline_id: int) -> DeadlineRow:
    row = session.get(DeadlineRow, deadline_id)
    if row is None or row.task_id != task.id:
        raise NotFoundError(f"Nhiệm vụ này không có thời hạn số {deadline_id}.", "Tải lại trang.")
    return row


def _end(session: Session, journal: Journal, task: TaskRow, kind: str, **told: Any) -> TaskView:
    journal.change(task, version=task.version + 1)
    refresh_tasks(session, [task.id], journal.at)
    refresh_letter(session, task.letter_id)
    journal.write(kind, letter_id=task.letter_id, task_id=task.id, **told)
    return get_task(session, task.id)
