"""What a new letter does to others: open tasks whose decision it changes are flagged, extensions are proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, insert, literal, select, update

from models.finding import Relation
from models.states import ProposalKind, Settled
from models.tables import CitationRow, FlagRow, LetterRow, ProposalRow, TaskRow
from pipeline.register_documents import CHANGING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from pipeline.register_prepared import Prepared

_NOT_RESTING = (*CHANGING, Relation.REPLIES)
"""A letter that itself amends a decision, or answers it, does not rest on it."""


def note_consequences(
    session: Session, letter_id: int, rows: Prepared, documents: Sequence[int], at: dt.datetime
) -> None:
    """Flag open tasks that rest on decisions the new letter changes; propose the extensions it grants."""
    for row, document_id in zip(rows.citations, documents, strict=True):
        relation = row["relation"]
        if relation is Relation.EXTENDS:
            _propose_extensions(session, letter_id, rows, document_id, at)
        elif relation in CHANGING:
            _flag(session, letter_id, document_id, relation, at)


def _flag(session: Session, letter_id: int, document_id: int, relation: Relation, at: dt.datetime) -> None:
    citing = select(CitationRow.letter_id).where(
        CitationRow.document_id == document_id,
        CitationRow.relation.not_in(_NOT_RESTING),
        CitationRow.removed.is_(False),
    )
    own = select(LetterRow.id).where(LetterRow.document_id == document_id)
    resting = select(TaskRow.id).where(
        TaskRow.is_open.is_(True),
        TaskRow.letter_id != letter_id,
        TaskRow.letter_id.in_(citing.union(own)),  # one list: an "or" of two is answered from all open tasks
    )
    columns = ["task_id", "document_id", "letter_id", "relation", "made_at", "settled"]
    values = (
        literal(document_id),
        literal(letter_id),
        literal(relation.value),
        literal(at, FlagRow.made_at.type),
    )
    session.execute(
        insert(FlagRow).from_select(
            columns,
            resting.add_columns(*values, literal(Settled.OPEN, FlagRow.settled.type)),
            include_defaults=False,
        )
    )
    flagged = select(FlagRow.task_id).where(
        and_(FlagRow.letter_id == letter_id, FlagRow.document_id == document_id)
    )
    session.execute(
        update(TaskRow)
        .where(TaskRow.id.in_(flagged))
        .values(flagged=True)
        .execution_options(synchronize_session=False)
    )


def _propose_extensions(
    session: Session, letter_id: int, rows: Prepared, document_id: int, at: dt.datetime
) -> None:
    """Propose the new letter's day for the open tasks of the letter whose deadline it extends."""
    days = sorted({one["due"] for one in _deadlines(rows) if one["due"]})
    tasks = session.scalars(
        select(TaskRow)
        .join(LetterRow, LetterRow.id == TaskRow.letter_id)
        .where(
            LetterRow.document_id == document_id,
            TaskRow.is_open.is_(True),
            TaskRow.due_on.is_not(None),
        )
    ).all()
    proposals = [
        {
            "kind": ProposalKind.EXTENSION,
            "letter_id": task.letter_id,
            "task_id": task.id,
            "target": "due",
            "before": task.due_on.isoformat() if task.due_on else None,
            "after": days[0].isoformat() if len(days) == 1 else None,
            "detail": {"days": [day.isoformat() for day in days]},
            "reason": _reason(rows),
            "source_letter_id": letter_id,
            "made_at": at,
        }
        for task in tasks
        if not days or any(task.due_on is None or day > task.due_on for day in days)
    ]
    if proposals:
        session.execute(insert(ProposalRow), proposals)


def _deadlines(rows: Prepared) -> list[dict[str, Any]]:
    return [*rows.loose_deadlines, *(one for many in rows.deadlines for one in many)]


def _reason(rows: Prepared) -> str:
    symbol, day = rows.letter["number_symbol"], rows.letter["issued_on"]
    return f"Gia hạn theo văn bản số {symbol or '(không số)'}" + (f" ngày {day:%d/%m/%Y}" if day else "")
