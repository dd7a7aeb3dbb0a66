"""What happened: the chain of events, proposals that wait for a person, and the ledger of files."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.states import LedgerState, ProposalKind, Settled
from models.tables_base import Base, Identity64


class EventRow(Base):
    """One change: who, when, what, before, after, why; each row's hash covers the one before it.

    `changes` are the rows as they were and became, so that every action can be undone.
    """

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_letter_id", "letter_id", "id"),
        Index("ix_events_who", "who", "id"),
        Index("ix_events_kind", "kind", "id"),
    )

    id: Mapped[int] = mapped_column(Identity64, primary_key=True, autoincrement=False)  # 1, 2, 3 … no gaps
    at: Mapped[dt.datetime]
    who: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(40))
    letter_id: Mapped[int | None] = mapped_column(Identity64)
    task_id: Mapped[int | None] = mapped_column(Identity64)
    document_id: Mapped[int | None] = mapped_column(Identity64)
    field: Mapped[str | None] = mapped_column(String(80))
    before: Mapped[str | None]
    after: Mapped[str | None]
    why: Mapped[str | None]
    undoes: Mapped[int | None] = mapped_column(Identity64, index=True)  # the event that this one takes back
    changes: Mapped[list[Any] | None]
    hash: Mapped[str] = mapped_column(String(64))


class ProposalRow(Base):
    """A change that a person must decide on; nothing is changed until then."""

    __tablename__ = "proposals"
    __table_args__ = (
        Index("ix_proposals_letter_id", "letter_id"),
        Index("ix_proposals_settled", "settled", "id"),
    )

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    kind: Mapped[ProposalKind]
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"), index=True)
    target: Mapped[str] = mapped_column(String(80))  # "number_symbol", "task.due_on" …
    before: Mapped[str | None]
    after: Mapped[str | None]
    detail: Mapped[dict[str, Any] | None]
    reason: Mapped[str]  # Vietnamese
    source_letter_id: Mapped[int | None] = mapped_column(ForeignKey("letters.id"))
    made_at: Mapped[dt.datetime]
    settled: Mapped[Settled] = mapped_column(default=Settled.OPEN)
    settled_by: Mapped[str | None] = mapped_column(String(80))
    settled_at: Mapped[dt.datetime | None]


class LedgerRow(Base):
    """One file seen in the inbox, from first sight to the end (nhật ký tệp)."""

    __tablename__ = "ledger"
    __table_args__ = (
        Index("ix_ledger_path", "path"),
        Index("ix_ledger_sha256", "sha256"),
        Index("ix_ledger_state", "state", "next_try_at"),
        Index("ix_ledger_seen_at", "seen_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    path: Mapped[str]  # below the inbox
    label: Mapped[str] = mapped_column(String(200), default="")
    file_name: Mapped[str]
    size: Mapped[int | None] = mapped_column(Identity64)
    modified_ns: Mapped[int | None] = mapped_column(Identity64)
    sha256: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[LedgerState] = mapped_column(default=LedgerState.SEEN)
    reason: Mapped[str | None]  # Vietnamese
    next_step: Mapped[str | None]  # what to do about it, Vietnamese
    code: Mapped[str | None] = mapped_column(String(40))  # the error's code
    passing: Mapped[bool] = mapped_column(default=False)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[dt.datetime | None]
    urgency_rank: Mapped[int] = mapped_column(default=0)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letters.id"), index=True)
    uploaded_by: Mapped[str | None] = mapped_column(String(80))
    seen_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    gone_at: Mapped[dt.datetime | None]  # when the inbox file was removed or moved


class WorkerRow(Base):
    """A process that takes letters from the queue; `seen_at` is its last sign of life."""

    __tablename__ = "workers"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)  # the executor's name
    started_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime]
