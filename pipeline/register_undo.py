"""Taking back what was done: every action that changed rows, by a new event; an undo can be undone itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from models.errors import ConflictError, NotFoundError
from models.tables import Base, CitationRow, EventRow
from pipeline.register_citations import recount_documents
from pipeline.register_derived import count_citing, refresh_letter, refresh_tasks
from pipeline.register_journal import Journal, plain, unplain
from pipeline.register_letters import find_letter
from pipeline.register_review import limit_access

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy import Table
    from sqlalchemy.orm import Session


def undo_event(session: Session, event_id: int, *, by: str, at: dt.datetime | None = None) -> int:
    """Take back what an event did, by a new event; an undo can itself be undone.

    Raises:
        NotFoundError: there is no such event, or it changed nothing that can be taken back.
        ConflictError: it was undone before, or what it changed was changed again since.
    """
    journal = Journal(session, by, at)
    event = session.get(EventRow, event_id)
    if event is not None and event.kind == "access" and event.letter_id is not None:
        return _restore_access(session, event, by)
    if event is not None and event.letter_id is not None:
        find_letter(session, event.letter_id)  # nothing comes back that was removed for good
    if event is None or not event.changes:
        raise NotFoundError(f"Không có việc nào số {event_id} để hoàn tác.", "Xem lịch sử của văn bản.")
    if session.scalar(select(EventRow.id).where(EventRow.undoes == event_id).limit(1)):
        raise ConflictError("Việc này đã được hoàn tác.", "Tải lại trang.")
    for change in reversed(event.changes):
        _take_back(session, journal, change)
    letters, tasks = touched(session, event.changes)
    refresh_tasks(session, tasks, journal.at)
    for letter_id in sorted(letters):
        refresh_letter(session, letter_id)
    for change in event.changes:
        if change["table"] == "letters" and "trashed_at" in change["before"]:
            count_citing(session, change["key"], 1 if change["before"]["trashed_at"] is None else -1)
    recount_documents(session, _documents(session, event.changes))
    return journal.write(
        "undo",
        letter_id=event.letter_id,
        task_id=event.task_id,
        document_id=event.document_id,
        field=event.field,
        before=event.after,
        after=event.before,
        undoes=event_id,
    )


def restore(session: Session, letter_id: int, *, by: str) -> int:
    """Take a letter out of the trash, with its tasks.

    Raises:
        NotFoundError: the letter is not in the trash.
    """
    event_id = session.scalar(
        select(EventRow.id)
        .where(EventRow.letter_id == letter_id, EventRow.kind == "trash")
        .order_by(EventRow.id.desc())
        .limit(1)
    )
    if event_id is None:
        raise NotFoundError(f"Văn bản số {letter_id} không ở trong thùng rác.", "Tải lại trang.")
    return undo_event(session, event_id, by=by)


def _restore_access(session: Session, event: EventRow, by: str) -> int:
    """Limits are rows without a life of their own: the list before is written again."""
    assert event.letter_id is not None
    return limit_access(session, event.letter_id, json.loads(event.before or "[]"), by=by, undoes=event.id)


def _take_back(session: Session, journal: Journal, change: dict[str, Any]) -> None:
    mapper = _mapper(change["table"])
    row: Any = session.get(mapper, change["key"])
    if row is None:
        raise ConflictError("Dòng cần hoàn tác không còn trong sổ.", "Tải lại trang.")
    table: Table = mapper.__table__  # type: ignore[assignment]
    for name, after in change["after"].items():
        if name not in VOLATILE and plain(getattr(row, name)) != after:
            raise ConflictError(
                "Chỗ này đã được sửa tiếp sau đó, không hoàn tác được.", "Hoàn tác lần sửa sau trước."
            )
    values = {name: unplain(table.c[name], value) for name, value in change["before"].items()}
    if "version" in values:
        values["version"] = row.version + 1  # versions only grow
    journal.change(row, **values)


VOLATILE = frozenset({"version", "doubts", "uses", "open_tasks", "cited_by"})
"""Columns that follow from others: they neither stand in the way of an undo nor prove anything."""


def _mapper(table_name: str) -> type[Base]:
    for mapper in Base.registry.mappers:
        if mapper.local_table.name == table_name:  # type: ignore[attr-defined]
            return mapper.class_
    msg = f"no table {table_name}"
    raise LookupError(msg)


def undo_last(session: Session, letter_id: int, *, by: str, at: dt.datetime | None = None) -> int | None:
    """Take back the newest change of a letter that this person made; None where there is none left."""
    undone = select(EventRow.undoes).where(EventRow.undoes.is_not(None))
    event_id = session.scalar(
        select(EventRow.id)
        .where(
            EventRow.letter_id == letter_id,
            EventRow.who == by,
            or_(EventRow.changes.is_not(None), EventRow.kind == "access"),
            EventRow.kind != "undo",
            EventRow.id.not_in(undone),
        )
        .order_by(EventRow.id.desc())
        .limit(1)
    )
    return None if event_id is None else undo_event(session, event_id, by=by, at=at)


def _documents(session: Session, changes: Iterable[dict[str, Any]]) -> set[int]:
    """Return the documents whose counts may have changed."""
    found: set[int] = set()
    for change in changes:
        for values in (change["before"], change["after"]):
            found |= {values[name] for name in ("document_id", "merged_into") if values.get(name) is not None}
        if change["table"] == "documents":
            found.add(change["key"])
        elif change["table"] == "citations":
            found.add(session.get_one(CitationRow, change["key"]).document_id)
    return found


def touched(session: Session, changes: Iterable[dict[str, Any]]) -> tuple[set[int], set[int]]:
    """Return the letters and tasks that hang on changed rows."""
    letters: set[int] = set()
    tasks: set[int] = set()
    for change in changes:
        row: Any = session.get(_mapper(change["table"]), change["key"])
        if change["table"] == "letters":
            letters.add(row.id)
        elif change["table"] == "tasks":
            tasks.add(row.id)
        elif getattr(row, "task_id", None) is not None:
            tasks.add(row.task_id)
        if getattr(row, "letter_id", None) is not None:
            letters.add(row.letter_id)
    return letters, tasks
