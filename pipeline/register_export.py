"""Reading whole lists for exports, a part at a time: a year's register fits no memory twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.register import RegisterEntry
from models.tables import LetterRow, TaskRow
from pipeline.register_letter_filter import letter_conditions
from pipeline.register_tasks import task_ids, task_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from models.register import LetterFilter, TaskFilter, TaskLine
    from pipeline.timeliness import AsOf

PART = 500


def every_letter(session: Session, wanted: LetterFilter) -> Iterator[RegisterEntry]:
    """Yield letters as the arrival register (sổ đăng ký văn bản đến) lists them: by arrival number."""
    rows = session.execute(
        select(
            LetterRow.id, LetterRow.version, LetterRow.arrived_on, LetterRow.received_at, LetterRow.arrival_number,
            LetterRow.arrival_year, LetterRow.issuing_body, LetterRow.number_symbol, LetterRow.issued_on,
            LetterRow.document_type, LetterRow.subject, LetterRow.handed_to, LetterRow.note, LetterRow.urgency,
            LetterRow.pages, LetterRow.file_name,
        )
        .where(*letter_conditions(session, wanted))
        .order_by(LetterRow.arrival_year, LetterRow.arrival_number, LetterRow.id)
        .execution_options(yield_per=PART)
    )  # fmt: skip
    for row in rows.mappings():
        yield RegisterEntry(**row)


def every_task(session: Session, wanted: TaskFilter, asked: AsOf, *, sort: str = "due") -> Iterator[TaskLine]:
    """Yield tasks as a list shows them, all of them."""
    ids = task_ids(session, wanted, asked, sort=sort)
    for start in range(0, len(ids), PART):
        part = ids[start : start + PART]
        lines = task_lines(session, part, asked)
        yield from (lines[one] for one in part)


def task_versions(session: Session, ids: list[int]) -> dict[int, tuple[int, int]]:
    """Return task → (letter, version)."""
    rows = session.execute(select(TaskRow.id, TaskRow.letter_id, TaskRow.version).where(TaskRow.id.in_(ids)))
    return {task_id: (letter_id, version) for task_id, letter_id, version in rows}


def first_and_last_day(session: Session, wanted: LetterFilter) -> tuple[dt.date | None, dt.date | None]:
    """Return the span of arrival days of the letters asked for."""
    row = session.execute(
        select(func.min(LetterRow.arrived_on), func.max(LetterRow.arrived_on)).where(
            *letter_conditions(session, wanted)
        )
    ).one()
    return row[0], row[1]
