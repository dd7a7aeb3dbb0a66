"""What several lists ask alike: who may see a letter, and how many rows there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, or_, select

from models.tables import AccessRow, LetterRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

COUNT_UP_TO = 2_000
"""Totals of filtered lists are counted so far and no further: a page must stay quick at a million letters."""


def seen_by(bodies: frozenset[int]) -> ColumnElement[bool]:
    """Return the condition that a letter is open to all, or limited to one of `bodies`."""
    limits = select(AccessRow.letter_id).where(AccessRow.letter_id == LetterRow.id)
    return or_(~limits.exists(), limits.where(AccessRow.body_id.in_(bodies)).exists())


def count_up_to(session: Session, query: Select[Any], limit: int = COUNT_UP_TO) -> int:
    """Return how many rows a query has, counting no further than `limit`."""
    return session.scalar(select(func.count()).select_from(query.limit(limit).subquery())) or 0


def begins_with(session: Session, column: Any, key: str) -> ColumnElement[bool]:
    """Return the condition that a key begins so, in the form that each database's index can answer."""
    if session.get_bind().dialect.name == "sqlite":
        return and_(column >= key, column < key + chr(0x10FFFF))
    return cast("ColumnElement[bool]", column.startswith(key, autoescape=True))


def written_out(ids: Sequence[int]) -> BindParameter[Sequence[int]]:
    """Return numbers to stand in the statement itself: more than a database takes as parameters."""
    return bindparam("ids", list(ids), expanding=True, literal_execute=True, unique=True)
