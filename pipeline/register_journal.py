"""The chain of events: every change is written down with its before and after, hashed over the one before it.

All writing goes through a `Journal`, so that whatever a person does can be shown, proved and undone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect, literal_column, select

from models.tables import Base, EventRow, Moment
from pipeline.register_bulk import insert_rows, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

MACHINE = "congvan"
"""The name under which the program itself writes events."""

_CHAIN_LOCK = 0x63764C6B
_FIRST_HASH = "0" * 64
_HASHED = (
    "id",
    "who",
    "kind",
    "letter_id",
    "task_id",
    "document_id",
    "field",
    "before",
    "after",
    "why",
    "undoes",
)


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain of events does not fit."""

    event_id: int
    reason: str  # Vietnamese


class Journal:
    """Collects the row changes of one action, then writes the event that tells of them."""

    def __init__(self, session: Session, by: str, at: dt.datetime | None = None) -> None:
        self.session = session
        self.by = by
        self.at = at or dt.datetime.now(dt.UTC)
        self._changes: list[dict[str, Any]] = []
        lock_chain(session)

    def change(self, row: Base, **values: Any) -> bool:
        """Set a row's columns and keep what they were; say whether anything changed."""
        before = {name: getattr(row, name) for name in values}
        values = {name: value for name, value in values.items() if value != before[name]}
        if not values:
            return False
        for name, value in values.items():
            setattr(row, name, value)
        table = row.__table__
        self._changes.append(
            {
                "table": table.name,  # type: ignore[attr-defined]
                "key": _key(row),
                "before": {name: plain(before[name]) for name in values},
                "after": {name: plain(value) for name, value in values.items()},
            }
        )
        return True

    def add(self, row: Base) -> None:
        """Insert a row; to undo it is to mark it removed."""
        self.session.add(row)
        self.session.flush()
        self._changes.append(
            {
                "table": row.__table__.name,  # type: ignore[attr-defined]
                "key": _key(row),
                "before": {"removed": True},
                "after": {"removed": False},
            }
        )

    def write(self, kind: str, **told: Any) -> int:
        """Append the event and return its number; `told` are EventRow's columns."""
        self.session.flush()
        event_id = append_event(self.session, kind, self.by, self.at, changes=self._changes or None, **told)
        self._changes = []
        return event_id


def _key(row: Base) -> Any:
    identity = inspect(row).identity
    assert identity is not None, "only rows that are in the database are changed"
    return identity[0]


def lock_chain(session: Session) -> None:
    """Let one writer at a time append; SQLite's BEGIN IMMEDIATE has done so already."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().exec_driver_sql("SELECT pg_advisory_xact_lock(%(key)s)", {"key": _CHAIN_LOCK})


_EVENTS = table_of(EventRow)
_LAST = select(_EVENTS.c.id, _EVENTS.c.hash).order_by(_EVENTS.c.id.desc()).limit(literal_column("1"))


def end_of_chain(session: Session) -> tuple[int, str]:
    """Return the number and the hash of the last event; the caller holds the chain's lock."""
    last = session.connection().execute(_LAST).first()
    return (last.id, last.hash) if last else (0, _FIRST_HASH)


def append_event(
    session: Session,
    kind: str,
    who: str,
    at: dt.datetime,
    *,
    behind: tuple[int, str] | None = None,
    **told: Any,
) -> int:
    """Append one event to the chain, `behind` the `end_of_chain`; the caller holds the chain's lock."""
    last, previous = behind or end_of_chain(session)
    number = last + 1
    for name in ("before", "after"):
        if told.get(name) is not None:
            told[name] = str(plain(told[name]))
    event = dict.fromkeys(_HASHED) | {"id": number, "who": who, "kind": kind} | told
    event["at"] = at
    event.setdefault("changes", None)
    event["hash"] = _hash(previous, event)
    insert_rows(session.connection(), EventRow, [event])
    return number


def check_chain(session: Session, *, since: int = 0) -> Iterator[Break]:
    """Yield every place where an event was changed, taken out or put in after the fact."""
    previous = _FIRST_HASH
    if since:
        previous = session.scalar(select(EventRow.hash).where(EventRow.id == since)) or _FIRST_HASH
    expected = since + 1
    rows = session.execute(
        select(EventRow.__table__)
        .where(EventRow.id > since)
        .order_by(EventRow.id)
        .execution_options(yield_per=1000)
    )
    for row in rows.mappings():
        if row["id"] != expected:
            yield Break(expected, f"thiếu sự kiện {expected} đến {row['id'] - 1}")
        elif _hash(previous, row) != row["hash"]:
            yield Break(row["id"], f"sự kiện {row['id']} đã bị sửa hoặc bị chèn")
        expected, previous = row["id"] + 1, row["hash"]


def plain(value: Any) -> Any:
    """Return a column's value as JSON can hold it."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value.value if hasattr(value, "value") else value


def unplain(column: Any, value: Any) -> Any:
    """Return a JSON value as the column's own type."""
    if value is None:
        return None
    kind = column.type
    if isinstance(kind, Moment):
        return dt.datetime.fromisoformat(value)
    python_type = kind.python_type
    if python_type is dt.date:
        return dt.date.fromisoformat(value)
    if python_type is bytes:
        return bytes.fromhex(value)
    if getattr(kind, "enum_class", None) is not None:
        return kind.enum_class(value)
    return value


def _hash(previous: str, event: Any) -> str:
    told = {name: event[name] for name in _HASHED}
    told["at"] = plain(event["at"])
    told["changes"] = event["changes"]
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((previous + canonical).encode()).hexdigest()
