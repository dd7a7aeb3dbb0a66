"""Which letters are read again after an upgrade: differences become proposals, nothing is changed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.tables import LetterRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def letters_since(session: Session, since: dt.date | None) -> tuple[tuple[int, str], ...]:
    """Return (letter, hash of its original) of the letters received since a day, newest first."""
    query = select(LetterRow.id, LetterRow.sha256).where(LetterRow.trashed_at.is_(None))
    if since is not None:
        query = query.where(LetterRow.received_at >= dt.datetime.combine(since, dt.time(), dt.UTC))
    return tuple(row.tuple() for row in session.execute(query.order_by(LetterRow.id.desc())))
