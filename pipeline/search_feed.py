"""What the index is fed with: letters that changed since an event, with their tasks, read from the register."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.tables import AssignmentRow, CitationRow, EventRow, LetterRow, LetterTextRow, TaskRow
from pipeline.search_citations import cited_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class IndexedTask:
    """A task as the index needs it."""

    id: int
    text: str
    state: str
    due_on: dt.date | None
    assignees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexedLetter:
    """A letter as the index needs it."""

    id: int
    head: str  # number, subject, signer: what weighs more
    text: str
    issuer: str
    type: str
    label: str
    issued_on: dt.date | None
    cites: tuple[str, ...]
    tasks: tuple[IndexedTask, ...]


def same_history(session: Session, event: int, event_hash: str) -> bool:
    """Say whether the register still has the event that the index stopped at."""
    if event == 0:
        return True
    return session.scalar(select(EventRow.hash).where(EventRow.id == event)) == event_hash


def changed_letters(session: Session, since: int, most: int) -> tuple[list[int], int, str]:
    """Return the letters that the next events after `since` touch, and the last of these events with its hash."""
    until = since + most  # events are numbered without gaps
    last = session.execute(
        select(EventRow.id, EventRow.hash).where(EventRow.id <= until).order_by(EventRow.id.desc()).limit(1)
    ).first()
    if last is None or last.id <= since:
        return [], since, ""
    touched = (
        select(EventRow.letter_id)
        .where(EventRow.id > since, EventRow.id <= last.id, EventRow.letter_id.is_not(None))
        .distinct()
        .order_by(EventRow.letter_id)
    )
    letters = [one for one in session.scalars(touched) if one is not None]
    return letters, last.id, last.hash


def indexed_letters(session: Session, letter_ids: Sequence[int]) -> Iterator[IndexedLetter]:
    """Yield the letters (those in the trash are left out: the index forgets them)."""
    for start in range(0, len(letter_ids), 500):
        yield from _read(session, letter_ids[start : start + 500])


def _read(session: Session, ids: Sequence[int]) -> Iterator[IndexedLetter]:
    letters = session.execute(
        select(
            LetterRow.id, LetterRow.number_symbol, LetterRow.subject, LetterRow.signer_name, LetterRow.file_name,
            LetterRow.issuing_body, LetterRow.parent_body, LetterRow.document_type, LetterRow.label,
            LetterRow.issued_on, LetterTextRow.text,
        )
        .join(LetterTextRow, LetterTextRow.letter_id == LetterRow.id)
        .where(LetterRow.id.in_(ids), LetterRow.trashed_at.is_(None))
    )  # fmt: skip
    cites: dict[int, list[str]] = defaultdict(list)
    for letter_id, symbol, title in session.execute(
        select(CitationRow.letter_id, CitationRow.number_symbol, CitationRow.title).where(
            CitationRow.letter_id.in_(ids), CitationRow.removed.is_(False)
        )
    ):
        cites[letter_id].append(cited_key(symbol, title))
    tasks = _tasks(session, ids)
    for row in letters:
        head = "\n".join(
            one for one in (row.number_symbol, row.subject, row.signer_name, row.file_name) if one
        )
        issuer = " ".join(one for one in (row.parent_body, row.issuing_body) if one)
        yield IndexedLetter(
            id=row.id,
            head=head,
            text=row.text,
            issuer=issuer,
            type=row.document_type or "",
            label=row.label,
            issued_on=row.issued_on,
            cites=tuple(cites[row.id]),
            tasks=tuple(tasks[row.id]),
        )


def _tasks(session: Session, ids: Sequence[int]) -> dict[int, list[IndexedTask]]:
    rows = session.execute(
        select(TaskRow.id, TaskRow.letter_id, TaskRow.text, TaskRow.state, TaskRow.due_on).where(
            TaskRow.letter_id.in_(ids), TaskRow.removed.is_(False)
        )
    ).all()
    names: dict[int, list[str]] = defaultdict(list)
    wanted = [row.id for row in rows]
    for start in range(0, len(wanted), 5000):
        for task_id, name in session.execute(
            select(AssignmentRow.task_id, AssignmentRow.name).where(
                AssignmentRow.task_id.in_(wanted[start : start + 5000]), AssignmentRow.removed.is_(False)
            )
        ):
            names[task_id].append(name)
    found: dict[int, list[IndexedTask]] = defaultdict(list)
    for row in rows:
        task = IndexedTask(row.id, row.text, row.state.value, row.due_on, tuple(names[row.id]))
        found[row.letter_id].append(task)
    return found
