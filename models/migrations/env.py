"""Alembic's entry: runs on the connection that `run.py` hands over."""

from __future__ import annotations

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from models.tables import Base, Moment


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our types by short names that `script.py.mako` spells out: old migrations need none of our code."""
    if kind != "type":
        return False
    if isinstance(item, Moment):
        return "Moment"
    if isinstance(item, sa.JSON):
        return "Structure"
    if isinstance(item, sa.BigInteger):
        return "Identity64"
    if isinstance(item, sa.Enum):
        return "sa.String(32)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=render,
)
context.run_migrations()
