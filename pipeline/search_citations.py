"""A citation typed in any shape gives the decision, or those it may mean with the reason for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from models.register import Suggestion
from models.symbol import symbol_key
from models.tables import DocumentRow
from pipeline.citation import candidate_numbers, parse_citation, similarity
from pipeline.register_conditions import begins_with
from pipeline.register_rows import key_of
from pipeline.register_views import document_line
from pipeline.search_titles import find_titled

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from pipeline.citation import Citation

_MOST_ROWS = 2_000
"""Rows compared in Python for one citation; a bare common number has more, the most cited are looked at."""


def find_documents(session: Session, typed: str, *, limit: int = 5) -> tuple[Suggestion, ...]:
    """Return the documents that a citation may mean, the surest first; nothing where `typed` is no citation.

    What has no number is found by its type and title.
    """
    citation = parse_citation(typed)
    if citation is None:
        return find_titled(session, typed, limit=limit)
    exact = _compared(session, citation, _same_key(session, citation), limit)
    if any(one.exact for one in exact):
        return exact[:limit]
    return _compared(session, citation, _alike(citation), limit)[:limit]


def cited_keys(session: Session, typed: str) -> tuple[str, ...]:
    """Return the keys under which the index knows the documents that a `cites:` names; none where nobody knows one."""
    return keys_of(
        session, [one.document.id for one in find_documents(session, typed, limit=50) if one.exact]
    )


def keys_of(session: Session, document_ids: Sequence[int]) -> tuple[str, ...]:
    """Return the keys under which the index knows documents, and those that were merged into them."""
    if not document_ids:
        return ()
    rows = session.execute(
        select(DocumentRow.number_symbol, DocumentRow.title)
        .where(or_(DocumentRow.id.in_(document_ids), DocumentRow.merged_into.in_(document_ids)))
        .order_by(DocumentRow.id)
    )
    keys = (cited_key(symbol, title) for symbol, title in rows)
    return tuple(dict.fromkeys(key for key in keys if key))


def cited_key(number_symbol: str | None, title: str | None) -> str:
    """Return the key of a cited document in the index: its symbol's, or its title's where it has none."""
    return symbol_key(number_symbol) if number_symbol else key_of(title) or ""


def _compared(
    session: Session, citation: Citation, condition: ColumnElement[bool], limit: int
) -> tuple[Suggestion, ...]:
    rows = session.execute(_light().where(condition).limit(_MOST_ROWS)).all()
    merged = {row.id: row.merged_into for row in rows if row.merged_into is not None}
    scored = []
    for row in rows:
        likeness = similarity(
            citation,
            number_symbol=row.number_symbol,
            type=row.type,
            issued_on=row.issued_on,
            issuer=row.issuer,
        )
        if likeness is not None:
            reason = "" if likeness.exact else likeness.reason
            if row.id in merged:
                reason = f"đã gộp với {row.number_symbol}" + (f"; {reason}" if reason else "")
            scored.append((likeness.exact, likeness.score, row.cited_by, merged.get(row.id, row.id), reason))
    scored.sort(key=lambda one: one[:4], reverse=True)
    surest = {one[3]: one for one in reversed(scored)}  # of a document and those merged into it the likest
    found = sorted(surest.values(), key=lambda one: one[:4], reverse=True)[:limit]
    lines = {
        row.id: document_line(row)
        for row in session.scalars(select(DocumentRow).where(DocumentRow.id.in_([one[3] for one in found])))
    }
    return tuple(
        Suggestion(lines[document_id], exact, score, reason) for exact, score, _, document_id, reason in found
    )


def _light() -> Select[int, str | None, str | None, dt.date | None, str | None, int, int | None]:
    return select(
        DocumentRow.id,
        DocumentRow.number_symbol,
        DocumentRow.type,
        DocumentRow.issued_on,
        DocumentRow.issuer,
        DocumentRow.cited_by,
        DocumentRow.merged_into,
    )


def _same_key(session: Session, citation: Citation) -> ColumnElement[bool]:
    """The index on symbols answers: the key itself, or those that begin with it."""
    return or_(
        DocumentRow.symbol_key == citation.key,
        begins_with(session, DocumentRow.symbol_key, f"{citation.key} "),
    )


def _alike(citation: Citation) -> ColumnElement[bool]:
    """The same number with any symbol, or a number that one slip turns into this one with the same symbol."""
    rest = citation.key.partition(" ")[2]
    numbers = [one for one in candidate_numbers(citation) if one != citation.number]
    choices: list[ColumnElement[bool]] = [DocumentRow.number_key == (citation.number.lstrip("0") or "0")]
    if rest:
        choices.append(DocumentRow.symbol_key.in_([f"{number} {rest}" for number in numbers]))
    elif citation.number:
        choices.append(DocumentRow.number_key.in_(numbers))
    return or_(*choices)
