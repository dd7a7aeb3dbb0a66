"""The trash's end: what a letter said is removed 30 days after it was put there; that it came is not.

Removed: the text, the header's values, tasks, deadlines, citations and all that hangs on them.
Kept, as the audit needs it: the letter's line with number in the register, arrival number, file name, hash and days;
the chain of events, which is hashed as a whole; and the original, which is written once and never by the register.
The same file dropped again is filed anew, under a number of its own.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select, update

from models.states import LetterState
from models.tables import (
    AccessRow,
    AssignmentRow,
    CitationRow,
    DeadlineRow,
    DuplicateRow,
    FieldRow,
    FlagRow,
    LetterRow,
    LetterTextRow,
    LikenessBandRow,
    LinkRow,
    MemberRow,
    PresenceRow,
    ProposalRow,
    SignatureRow,
    TaskRow,
    TaskStateRow,
)
from pipeline.likeness import bands
from pipeline.register_citations import recount_documents
from pipeline.register_journal import Journal
from pipeline.register_rows import letter_columns

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TRASH_DAYS = 30
AT_ONCE = 50
"""So many letters at most are removed in one transaction: others want to write too."""

_OF_TASKS: tuple[Any, ...] = (AssignmentRow, MemberRow, TaskStateRow, FlagRow, DeadlineRow, ProposalRow)
_OF_LETTERS: tuple[Any, ...] = (
    ProposalRow, DeadlineRow, TaskRow, CitationRow, LinkRow, FieldRow, SignatureRow, AccessRow, PresenceRow,
    LetterTextRow,
)  # fmt: skip


def purge_trash(
    session: Session, *, by: str, at: dt.datetime | None = None, most: int = AT_ONCE
) -> list[int]:
    """Remove what the letters said that have lain in the trash for 30 days; return their ids, at most `most`.

    `at` is the moment that counts (default: now).
    """
    journal = Journal(session, by, at)
    limit = journal.at - dt.timedelta(days=TRASH_DAYS)
    due = session.scalars(
        select(LetterRow)
        .where(LetterRow.trashed_at <= limit, LetterRow.state != LetterState.REMOVED)
        .order_by(LetterRow.trashed_at, LetterRow.id)
        .limit(most)
    ).all()
    for letter in due:
        _remove(session, letter.id)
        journal.write("purge", letter_id=letter.id, why=f"đã ở thùng rác {TRASH_DAYS} ngày")
    return [letter.id for letter in due]


def _remove(session: Session, letter_id: int) -> None:
    cited = session.scalars(select(CitationRow.document_id).where(CitationRow.letter_id == letter_id)).all()
    tasks = select(TaskRow.id).where(TaskRow.letter_id == letter_id)
    _forget_likeness(session, letter_id)
    for mapped in _OF_TASKS:
        _delete(session, mapped, mapped.task_id.in_(tasks))
    for mapped in _OF_LETTERS:
        _delete(session, mapped, mapped.letter_id == letter_id)
    _delete(
        session, DuplicateRow, or_(DuplicateRow.letter_id == letter_id, DuplicateRow.other_id == letter_id)
    )
    session.execute(
        update(LetterRow)
        .where(LetterRow.id == letter_id)
        .values(
            **letter_columns({}),
            state=LetterState.REMOVED,
            version=LetterRow.version + 1,
            document_id=None,
            handed_to=None,
            note=None,
            doubts=0,
        )
    )
    recount_documents(session, cited)


def _forget_likeness(session: Session, letter_id: int) -> None:
    signature = session.scalar(select(SignatureRow.signature).where(SignatureRow.letter_id == letter_id))
    if signature is not None:  # the bands are kept by band: the letter's own are computed again
        own = LikenessBandRow.band.in_(list(bands(signature)))
        _delete(session, LikenessBandRow, own & (LikenessBandRow.letter_id == letter_id))


def _delete(session: Session, mapped: Any, condition: Any) -> None:
    session.execute(delete(mapped).where(condition).execution_options(synchronize_session=False))
