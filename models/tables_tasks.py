"""Tasks with their assignments and deadlines."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, String, column
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.finding import AssigneeKind, Bound, DeadlineKind, Role, TaskKind
from models.states import DeadlineSource, Origin, Settled, TaskState
from models.tables_base import Base, Identity64, Placed

NO_DAY = dt.date(9999, 12, 31)
"""Stands for "no deadline" where lists are sorted: such tasks come last."""


_TAKEN_OUT = column("removed", Boolean).is_(True)


class TaskRow(Placed, Base):
    """One thing that somebody is told to do (nhiệm vụ)."""

    __tablename__ = "tasks"
    __table_args__ = (
        Index("ix_tasks_letter_id_ordinal", "letter_id", "ordinal"),
        Index("ix_tasks_state_due_sort", "state", "due_sort", "id"),
        Index("ix_tasks_open", "is_open", "due_sort", "id"),
        Index("ix_tasks_removed", "id", sqlite_where=_TAKEN_OUT, postgresql_where=_TAKEN_OUT),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    ordinal: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    origin: Mapped[Origin] = mapped_column(default=Origin.MACHINE)
    machine: Mapped[dict[str, Any] | None]  # what the machine had said, once a person changed it
    accepted_by: Mapped[str | None] = mapped_column(String(80))  # a person looked and agreed
    doubt: Mapped[str | None]

    text: Mapped[str]
    kind: Mapped[TaskKind]
    report_to: Mapped[str | None]
    product: Mapped[str | None]

    state: Mapped[TaskState] = mapped_column(default=TaskState.WAITING)
    state_on: Mapped[dt.date | None]  # since when
    assigned_on: Mapped[dt.date | None]
    done_on: Mapped[dt.date | None]
    result: Mapped[str | None]  # the answer's number, or what was handed in
    note: Mapped[str | None]
    removed: Mapped[bool] = mapped_column(default=False)  # taken out by a person; the row stays

    # What counts now, copied from `deadlines` so that lists need one table.
    due_on: Mapped[dt.date | None]
    due_time: Mapped[str | None] = mapped_column(String(5))
    due_before: Mapped[bool] = mapped_column(default=False)  # "trước ngày": the day itself is too late
    due_sort: Mapped[dt.date] = mapped_column(default=NO_DAY)
    is_open: Mapped[bool] = mapped_column(default=False)  # somebody still owes the work; for indexes
    due_source: Mapped[DeadlineSource] = mapped_column(default=DeadlineSource.NONE)
    first_due_on: Mapped[dt.date | None]  # before any extension
    rrule: Mapped[str | None]
    flagged: Mapped[bool] = mapped_column(default=False)  # rests on a decision that no longer stands

    assignments: Mapped[list[AssignmentRow]] = relationship(
        lazy="raise", order_by="AssignmentRow.ordinal", viewonly=True
    )
    deadlines: Mapped[list[DeadlineRow]] = relationship(
        lazy="raise", order_by="DeadlineRow.ordinal", viewonly=True
    )


class AssignmentRow(Placed, Base):
    """Somebody told to do a task. State and due day repeat the task's, for lists by body."""

    __tablename__ = "assignments"
    __table_args__ = (
        Index("ix_assignments_task_id", "task_id"),
        # With all that a list and its total ask, so that they need not look at the rows.
        Index("ix_assignments_body", "body_id", "state", "due_sort", "task_id", "removed"),
        Index("ix_assignments_open", "body_id", "is_open", "due_sort", "task_id", "removed"),
    )

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    ordinal: Mapped[int]
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    name: Mapped[str]  # as the letter names it
    role: Mapped[Role]
    kind: Mapped[AssigneeKind]
    inherited: Mapped[bool] = mapped_column(default=False)
    origin: Mapped[Origin] = mapped_column(default=Origin.MACHINE)
    machine: Mapped[dict[str, Any] | None]
    removed: Mapped[bool] = mapped_column(default=False)

    state: Mapped[TaskState] = mapped_column(default=TaskState.WAITING)
    due_sort: Mapped[dt.date] = mapped_column(default=NO_DAY)
    is_open: Mapped[bool] = mapped_column(default=False)


class MemberRow(Base):
    """One member of a group that shares a task (UBND các xã, phường): done when, and by what."""

    __tablename__ = "members"
    __table_args__ = (Index("ix_members_task_id", "task_id"),)

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    done_on: Mapped[dt.date | None]
    result: Mapped[str | None]
    removed: Mapped[bool] = mapped_column(default=False)


class DeadlineRow(Placed, Base):
    """A time limit: of a task, or of the letter where `task_id` is empty."""

    __tablename__ = "deadlines"
    __table_args__ = (
        Index("ix_deadlines_task_id", "task_id"),
        Index("ix_deadlines_letter_id", "letter_id"),
    )

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))
    ordinal: Mapped[int]
    origin: Mapped[Origin] = mapped_column(default=Origin.MACHINE)
    machine: Mapped[dict[str, Any] | None]
    removed: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str | None]  # as read

    kind: Mapped[DeadlineKind]
    source: Mapped[DeadlineSource]
    due: Mapped[dt.date | None]
    time: Mapped[str | None] = mapped_column(String(5))
    bound: Mapped[Bound | None]
    amount: Mapped[int | None]
    unit: Mapped[str | None] = mapped_column(String(20))
    anchor: Mapped[str | None] = mapped_column(String(20))
    anchor_on: Mapped[dt.date | None]
    every: Mapped[str | None] = mapped_column(String(20))
    day: Mapped[int | None]
    month_offset: Mapped[int | None]
    weekday: Mapped[int | None]
    month: Mapped[int | None]
    year: Mapped[int | None]
    event: Mapped[str | None]
    count: Mapped[list[Any] | None]  # how the day was reached, Vietnamese
    rrule: Mapped[str | None]

    reason: Mapped[str | None]  # of an extension (gia hạn)
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("letters.id"))  # the letter that grants it


class TaskStateRow(Base):
    """What counted for a task from a moment on. Only added to: reports of the past stay reproducible."""

    __tablename__ = "task_states"
    __table_args__ = (Index("ix_task_states_task_id_at", "task_id", "at"),)

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    at: Mapped[dt.datetime]  # when it was recorded
    state: Mapped[TaskState]
    assigned_on: Mapped[dt.date | None]
    due_on: Mapped[dt.date | None]
    due_before: Mapped[bool] = mapped_column(default=False)
    done_on: Mapped[dt.date | None]
    body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))  # who leads
    removed: Mapped[bool] = mapped_column(default=False)


class FlagRow(Base):
    """An open task rests on a decision that a later letter replaces, amends or cancels."""

    __tablename__ = "flags"
    __table_args__ = (Index("ix_flags_task_id", "task_id"),)

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))  # that no longer stands
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))  # that says so
    relation: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[dt.datetime]
    settled: Mapped[Settled] = mapped_column(default=Settled.OPEN)
    settled_by: Mapped[str | None] = mapped_column(String(80))
