"""Who handed a file over: written down before the file appears in the inbox folder."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.states import LedgerState
from models.tables import LedgerRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def note_uploaded(
    session: Session, name: str, *, size: int, modified_ns: int, by: str, file_id: int | None = None
) -> int | None:
    """Write down that `by` is about to put a file into the inbox under `name`; return the row's number.

    Written before the file appears, so that whoever looks into the folder finds the row waiting. `file_id` is
    the row of an earlier try under a name that was taken. None where the ledger still follows a file of that
    name: another name must be found.
    """
    following = select(LedgerRow.id).where(LedgerRow.path == name, LedgerRow.gone_at.is_(None))
    if session.scalar(following.limit(1)) is not None:
        return None
    now = dt.datetime.now(dt.UTC)
    row = session.get(LedgerRow, file_id) if file_id is not None else None
    if row is None:
        row = LedgerRow(
            state=LedgerState.SEEN, size=size, modified_ns=modified_ns, uploaded_by=by, seen_at=now
        )
        session.add(row)
    row.path, row.file_name, row.changed_at = name, name, now
    session.flush()
    return row.id


def uploader(session: Session, letter_id: int) -> str | None:
    """Return who handed over the file that became a letter; None for one that came through the folder."""
    return session.scalar(
        select(LedgerRow.uploaded_by)
        .where(LedgerRow.letter_id == letter_id, LedgerRow.state == LedgerState.FILED)
        .order_by(LedgerRow.id)
        .limit(1)
    )
