"""What the register answers about tasks: who, until when, how they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

    from models.finding import AssigneeKind, Deadline, Relation, Role, TaskKind
    from models.register_values import Place
    from models.states import DeadlineSource, Origin, Settled, TaskState, Timeliness


@dataclass(frozen=True, slots=True)
class AssigneeView:
    """Somebody told to do a task."""

    id: int
    body_id: int
    name: str
    role: Role
    kind: AssigneeKind
    inherited: bool
    origin: Origin
    place: Place


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A time limit of a task."""

    id: int
    deadline: Deadline
    source: DeadlineSource
    origin: Origin
    text: str | None
    count: tuple[str, ...]
    rrule: str | None
    reason: str | None  # of an extension
    granted_by: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member of a group that shares a task."""

    id: int
    body_id: int
    name: str
    done_on: dt.date | None
    result: str | None


@dataclass(frozen=True, slots=True)
class FlagView:
    """Why an open task may no longer stand."""

    id: int
    task_id: int
    document_id: int
    document: str
    letter_id: int
    relation: Relation
    settled: Settled


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task with all that hangs on it."""

    id: int
    letter_id: int
    ordinal: int
    version: int
    origin: Origin
    text: str
    kind: TaskKind
    report_to: str | None
    product: str | None
    state: TaskState
    assigned_on: dt.date | None
    done_on: dt.date | None
    result: str | None
    note: str | None
    due_on: dt.date | None
    due_time: str | None
    due_before: bool
    due_source: DeadlineSource
    first_due_on: dt.date | None
    rrule: str | None
    doubt: str | None
    settled: bool
    removed: bool
    place: Place
    assignees: tuple[AssigneeView, ...]
    deadlines: tuple[DeadlineView, ...]
    members: tuple[MemberView, ...] = ()
    flags: tuple[FlagView, ...] = ()
    machine: dict[str, Any] | None = None  # what the machine had said where a person changed it


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in a list. `days_over` counts from the last permitted day; negative: still so many days."""

    id: int
    version: int
    letter_id: int
    text: str
    state: TaskState
    timeliness: Timeliness
    days_over: int | None
    due_on: dt.date | None
    due_time: str | None
    due_before: bool
    due_source: DeadlineSource
    first_due_on: dt.date | None
    rrule: str | None
    assigned_on: dt.date | None
    done_on: dt.date | None
    result: str | None
    product: str | None
    report_to: str | None
    flagged: bool
    number_symbol: str | None
    issued_on: dt.date | None
    issuing_body: str | None
    subject: str | None
    urgency: str | None
    assignees: tuple[AssigneeView, ...]
    members_done: int = 0
    members: int = 0
    next_on: dt.date | None = None  # of a recurring deadline
