"""Does the register hold together? The chain of events, arrival numbers, counts, and what each event left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.states import OPEN_STATES, LetterState
from models.tables import (
    AssignmentRow,
    CitationRow,
    CounterRow,
    DocumentRow,
    EventRow,
    LetterRow,
    LetterTextRow,
    TaskRow,
)
from pipeline.register_journal import check_chain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session


def check_events(session: Session) -> Iterator[str]:
    """Yield, in Vietnamese, every place where history was changed after the fact."""
    for broken in check_chain(session):
        yield broken.reason
    filed = select(EventRow.letter_id).where(EventRow.kind == "filed")
    for letter_id in session.scalars(select(LetterRow.id).where(LetterRow.id.not_in(filed)).limit(20)):
        yield f"văn bản {letter_id} không có sự kiện vào sổ"
    gone = select(EventRow.letter_id).where(
        EventRow.kind == "filed", EventRow.letter_id.not_in(select(LetterRow.id))
    )
    for lost in session.scalars(gone.limit(20)):
        yield f"văn bản {lost} đã vào sổ nhưng không còn"


def check_arrival_numbers(session: Session) -> Iterator[str]:
    """Yield every year whose arrival numbers have a gap, or go beyond the last one given."""
    rows = session.execute(
        select(
            LetterRow.arrival_year,
            func.count(),
            func.min(LetterRow.arrival_number),
            func.max(LetterRow.arrival_number),
        )
        .where(LetterRow.arrival_number.is_not(None))
        .group_by(LetterRow.arrival_year)
    ).all()
    for year, count, first, last in rows:
        if year is None or first is None or last is None:
            continue
        counter = session.get(CounterRow, year)
        if last - first + 1 != count:
            yield f"số đến năm {year}: từ {first} đến {last} chỉ có {count} số"
        if counter is None or counter.last < last:
            yield f"số đến năm {year}: sổ cấp số không khớp với số cuối {last}"


def check_counts(session: Session) -> Iterator[str]:
    """Yield documents whose counted citations or open tasks are wrong, and lists that repeat a task wrongly."""
    cited = (
        select(CitationRow.document_id, func.count(func.distinct(CitationRow.letter_id)).label("letters"))
        .join(LetterRow, LetterRow.id == CitationRow.letter_id)
        .where(CitationRow.removed.is_(False), LetterRow.trashed_at.is_(None))
        .group_by(CitationRow.document_id)
        .subquery()
    )
    letters = func.coalesce(cited.c.letters, 0)
    wrong = (
        select(DocumentRow.id, DocumentRow.cited_by, letters)
        .outerjoin(cited, cited.c.document_id == DocumentRow.id)
        .where(DocumentRow.cited_by != letters, DocumentRow.merged_into.is_(None))
        .limit(20)
    )
    for document_id, counted, letters in session.execute(wrong):
        yield f"văn bản viện dẫn {document_id}: ghi {counted} nơi viện dẫn, thực có {letters}"
    differing = (
        select(TaskRow.id)
        .join(AssignmentRow, AssignmentRow.task_id == TaskRow.id)
        .where(
            (AssignmentRow.state != TaskRow.state)
            | (AssignmentRow.due_sort != TaskRow.due_sort)
            | (AssignmentRow.is_open != TaskRow.is_open)
        )
        .distinct()
        .limit(20)
    )
    for task_id in session.scalars(differing):
        yield f"nhiệm vụ {task_id}: phân công ghi khác trạng thái hoặc thời hạn"
    yield from _open_tasks(session)
    textless = (
        select(LetterRow.id)
        .where(LetterRow.id.not_in(select(LetterTextRow.letter_id)), LetterRow.state != LetterState.REMOVED)
        .limit(20)
    )
    for letter_id in session.scalars(textless):
        yield f"văn bản {letter_id} mất toàn văn"


def letter_hashes(session: Session) -> Iterator[tuple[int, str]]:
    """Yield (letter, hash of its original)."""
    rows = session.execute(
        select(LetterRow.id, LetterRow.sha256).order_by(LetterRow.id).execution_options(yield_per=1000)
    )
    yield from rows


def _open_tasks(session: Session) -> Iterator[str]:
    opened = (
        select(TaskRow.letter_id, func.count().label("tasks"))
        .where(TaskRow.state.in_(OPEN_STATES), TaskRow.removed.is_(False))
        .group_by(TaskRow.letter_id)
        .subquery()
    )
    pairs = (
        select(CitationRow.document_id, CitationRow.letter_id)
        .where(CitationRow.removed.is_(False))
        .distinct()
        .subquery()
    )
    counted = (
        select(pairs.c.document_id, func.sum(opened.c.tasks).label("tasks"))
        .join(opened, opened.c.letter_id == pairs.c.letter_id)
        .group_by(pairs.c.document_id)
        .subquery()
    )
    wrong = (
        select(DocumentRow.id, DocumentRow.open_tasks, func.coalesce(counted.c.tasks, 0))
        .outerjoin(counted, counted.c.document_id == DocumentRow.id)
        .where(DocumentRow.open_tasks != func.coalesce(counted.c.tasks, 0), DocumentRow.merged_into.is_(None))
        .limit(20)
    )
    for document_id, stored, tasks in session.execute(wrong):
        yield f"văn bản viện dẫn {document_id}: ghi {stored} việc đang mở, thực có {tasks}"
