"""A person's changes to tasks: their words, their number and their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, select

from models.errors import UsageError
from models.finding import TaskKind
from models.states import LetterState, Origin, TaskState
from models.tables import AssignmentRow, DeadlineRow, LetterRow, TaskRow
from pipeline.register_derived import refresh_letter, refresh_tasks
from pipeline.register_edit import change_by_person, check_version, place_columns
from pipeline.register_journal import Journal
from pipeline.register_letters import find_letter
from pipeline.register_tasks import find_task, get_task

Hanging = TypeVar("Hanging", AssignmentRow, DeadlineRow)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from models.register import Place, TaskView

EDITABLE = frozenset({"text", "kind", "report_to", "product", "note", "result"})


def set_task(
    session: Session,
    task_id: int,
    *,
    by: str,
    version: int | None = None,
    place: Place | None = None,
    **values: str | None,
) -> TaskView:
    """Change a task's own columns: text, kind, report_to, product, note, result.

    Raises:
        ConflictError: somebody changed the task since `version`.
        UsageError: a column that is not a task's own, or an empty text.
    """
    unknown = values.keys() - EDITABLE
    if unknown or not str(values.get("text", "-") or "").strip():
        raise UsageError(
            "Nội dung nhiệm vụ trống hoặc sai trường.", f"Các trường: {', '.join(sorted(EDITABLE))}."
        )
    journal, task = begin(session, task_id, by, version)
    before = {name: getattr(task, name) for name in values}
    wanted: dict[str, Any] = dict(values)
    if "kind" in wanted:
        wanted["kind"] = TaskKind(wanted["kind"])
    if change_by_person(journal, task, **wanted, **place_columns(place), accepted_by=by):
        name = ", ".join(values)
        told = (
            [str(one or "") for one in (before[n] for n in values)],
            [str(one or "") for one in values.values()],
        )
        _end(
            session, journal, "task", [task], field=name, before="; ".join(told[0]), after="; ".join(told[1])
        )
    return get_task(session, task_id)


def accept_task(session: Session, task_id: int, *, by: str, version: int | None = None) -> TaskView:
    """Note that a person looked at a task and agrees."""
    journal, task = begin(session, task_id, by, version)
    if journal.change(task, accepted_by=by, version=task.version + 1):
        _end(session, journal, "task-accept", [task])
    return get_task(session, task_id)


def add_task(
    session: Session,
    letter_id: int,
    text: str,
    *,
    by: str,
    place: Place | None = None,
    after: int | None = None,
    kind: TaskKind = TaskKind.DIRECTIVE,
) -> TaskView:
    """Add a task that the machine missed, after task `after` or at the end.

    Raises:
        UsageError: the text is empty.
    """
    text = " ".join(text.split())
    if not text:
        raise UsageError("Nội dung nhiệm vụ trống.", "Gõ nội dung hoặc bôi đen trên trang.")
    journal = Journal(session, by)
    letter = find_letter(session, letter_id)
    ordinal = _room_after(session, journal, letter_id, after)
    task = _new_task(letter, journal, ordinal, text=text, kind=kind, accepted_by=by, **place_columns(place))
    journal.add(task)
    _end(session, journal, "task-add", [task], after=text)
    return get_task(session, task.id)


def remove_task(session: Session, task_id: int, *, by: str, version: int | None = None) -> None:
    """Take a task out: it was none. The row stays and can be brought back by undo."""
    journal, task = begin(session, task_id, by, version)
    if change_by_person(journal, task, removed=True):
        _end(session, journal, "task-remove", [task], before=task.text)


def split_task(
    session: Session, task_id: int, at: int, *, by: str, version: int | None = None
) -> tuple[TaskView, TaskView]:
    """Split a task's text at an offset in it; both halves keep assignees and deadlines.

    Raises:
        UsageError: one of the halves would be empty.
    """
    journal, task = begin(session, task_id, by, version)
    first, second = task.text[:at].strip(" ;,"), task.text[at:].strip(" ;,")
    if not first or not second:
        raise UsageError("Một nửa sẽ trống.", "Đặt con trỏ giữa nội dung rồi tách.")
    letter = find_letter(session, task.letter_id)
    before = task.text
    ordinal = _room_after(session, journal, task.letter_id, task.id)
    start = task.text_start + at if task.text_start is not None else None
    other = _new_task(
        letter,
        journal,
        ordinal,
        text=second,
        kind=task.kind,
        report_to=task.report_to,
        product=task.product,
        state=task.state,
        assigned_on=task.assigned_on,
        accepted_by=by,
        **{name: getattr(task, name) for name in ("page", "boxes", "confidence", "rule")},
        text_start=start,
        text_end=task.text_end,
    )
    journal.add(other)
    for given in task.assignments:
        if not given.removed:
            journal.add(_copy(given, other.id))
    for limit in task.deadlines:
        if not limit.removed:
            journal.add(_copy(limit, other.id))
    change_by_person(journal, task, text=first, accepted_by=by)
    _end(session, journal, "task-split", [task, other], before=before, after=f"{first} | {second}")
    return get_task(session, task.id), get_task(session, other.id)


def merge_tasks(session: Session, task_ids: Sequence[int], *, by: str) -> TaskView:
    """Join tasks of one letter into the first; assignees and deadlines are put together.

    Raises:
        UsageError: fewer than two, or of different letters.
    """
    journal = Journal(session, by)
    tasks = sorted(
        (find_task(session, one, whole=True) for one in dict.fromkeys(task_ids)), key=lambda t: t.ordinal
    )
    if len(tasks) < 2 or len({task.letter_id for task in tasks}) > 1:
        raise UsageError("Cần ít nhất hai nhiệm vụ của cùng một văn bản.", "Chọn lại các nhiệm vụ cần gộp.")
    kept, *others = tasks
    known = {(one.body_id, one.role) for one in kept.assignments if not one.removed}
    limits = {(one.due, one.kind, one.rrule) for one in kept.deadlines if not one.removed}
    for other in others:
        for given in other.assignments:
            if not given.removed and (given.body_id, given.role) not in known:
                known.add((given.body_id, given.role))
                journal.add(_copy(given, kept.id))
        for limit in other.deadlines:
            if not limit.removed and (limit.due, limit.kind, limit.rrule) not in limits:
                limits.add((limit.due, limit.kind, limit.rrule))
                journal.add(_copy(limit, kept.id))
        change_by_person(journal, other, removed=True)
    text = "; ".join(task.text.rstrip(" ;.") for task in tasks)
    change_by_person(journal, kept, text=text, accepted_by=by)
    _end(session, journal, "task-merge", tasks, after=text)
    return get_task(session, kept.id)


def move_task(session: Session, task_id: int, position: int, *, by: str) -> None:
    """Put a task at another place among its letter's tasks (0 is first)."""
    journal, task = begin(session, task_id, by, None)
    rows = session.scalars(
        select(TaskRow)
        .where(TaskRow.letter_id == task.letter_id, TaskRow.removed.is_(False), TaskRow.id != task_id)
        .order_by(TaskRow.ordinal, TaskRow.id)
    ).all()
    place = max(0, min(position, len(rows)))
    for ordinal, row in enumerate((*rows[:place], task, *rows[place:])):
        journal.change(row, ordinal=ordinal)
    journal.write("task-move", letter_id=task.letter_id, task_id=task_id, after=position + 1)


def begin(session: Session, task_id: int, by: str, version: int | None) -> tuple[Journal, TaskRow]:
    """Start a change of one task: wait for other writers, then check the version."""
    journal = Journal(session, by)
    task = find_task(session, task_id, whole=True)
    check_version(task, version)
    return journal, task


def _end(session: Session, journal: Journal, kind: str, tasks: Sequence[TaskRow], **told: Any) -> None:
    refresh_tasks(session, [task.id for task in tasks], journal.at)
    refresh_letter(session, tasks[0].letter_id)
    journal.write(kind, letter_id=tasks[0].letter_id, task_id=tasks[0].id, **told)


def _room_after(session: Session, journal: Journal, letter_id: int, after: int | None) -> int:
    """Return a free ordinal after a task, moving the following ones down."""
    if after is None:
        last = session.scalar(select(func.max(TaskRow.ordinal)).where(TaskRow.letter_id == letter_id))
        return 0 if last is None else last + 1
    place = session.get_one(TaskRow, after).ordinal
    for row in session.scalars(
        select(TaskRow).where(TaskRow.letter_id == letter_id, TaskRow.ordinal > place)
    ):
        journal.change(row, ordinal=row.ordinal + 1)
    return place + 1


def _new_task(letter: LetterRow, journal: Journal, ordinal: int, **values: Any) -> TaskRow:
    approved = letter.state is LetterState.APPROVED
    state = TaskState.ASSIGNED if approved else TaskState.WAITING
    defaults = {"state": state, "assigned_on": journal.at.date() if approved else None}
    return TaskRow(
        letter_id=letter.id, ordinal=ordinal, origin=Origin.PERSON, removed=False, **(defaults | values)
    )


def _copy(row: Hanging, task_id: int) -> Hanging:
    values = {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key != "id"}
    return type(row)(**values | {"task_id": task_id})
