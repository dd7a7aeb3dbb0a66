"""Reading letters: lists, one letter whole, its words, and the next one that waits for a reviewer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from models.errors import NotFoundError
from models.finding import Field
from models.letter import Letter, Source
from models.register import AsideView, DoubtView, LetterFilter, LetterLine, LetterView, Paged, WordView
from models.states import LetterState
from models.symbol import symbol_key
from models.tables import (
    AccessRow,
    CitationRow,
    DeadlineRow,
    FieldRow,
    LetterRow,
    LetterTextRow,
    PresenceRow,
    TaskRow,
)
from pipeline.layout_store import unpack_layout, unpack_pages
from pipeline.register_conditions import COUNT_UP_TO, count_up_to, seen_by
from pipeline.register_letter_filter import letter_conditions
from pipeline.register_tasks import tasks_of_letter
from pipeline.register_views import citation_view, deadline_view, field_view, letter_line, sides_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

SORTS: dict[str, tuple[Any, ...]] = {
    "urgent": (LetterRow.urgency_rank.desc(), LetterRow.id.asc()),
    "newest": (LetterRow.id.desc(),),
    "oldest": (LetterRow.id.asc(),),
    "issued": (LetterRow.issued_on.desc(), LetterRow.id.desc()),
    "arrival": (LetterRow.arrival_year.desc(), LetterRow.arrival_number.desc(), LetterRow.id.desc()),
}


def list_letters(
    session: Session, wanted: LetterFilter, *, sort: str = "newest", limit: int = 50, offset: int = 0
) -> Paged[LetterLine]:
    """Return letters with the number of their tasks."""
    conditions = letter_conditions(session, wanted)
    rows = session.scalars(
        select(LetterRow)
        .where(*conditions)
        .order_by(*SORTS.get(sort, SORTS["newest"]))
        .limit(limit)
        .offset(offset)
    ).all()
    total = count_up_to(session, select(LetterRow.id).where(*conditions))
    return Paged(_with_tasks(session, rows), total, more=total >= COUNT_UP_TO)


def letter_lines(
    session: Session, letter_ids: Sequence[int], *, visible_to: frozenset[int] | None = None
) -> dict[int, LetterLine]:
    """Return letters by id; those that may not be seen are left out."""
    query = select(LetterRow).where(LetterRow.id.in_(letter_ids))
    if visible_to is not None:
        query = query.where(seen_by(visible_to))
    return {line.id: line for line in _with_tasks(session, session.scalars(query).all())}


def letter_counts(session: Session) -> dict[LetterState, int]:
    """Return how many letters are in each state (those in the trash are left out)."""
    rows = session.execute(
        select(LetterRow.state, func.count()).where(LetterRow.trashed_at.is_(None)).group_by(LetterRow.state)
    )
    return dict.fromkeys(LetterState, 0) | dict(rows.all())


def get_letter(session: Session, letter_id: int, *, visible_to: frozenset[int] | None = None) -> LetterView:
    """Return one letter whole, as the review page shows it.

    Raises:
        NotFoundError: there is no such letter, or it is limited to others.
    """
    letter_seen(session, letter_id, visible_to)
    row = find_letter(session, letter_id)
    stored = session.get_one(LetterTextRow, letter_id)
    layout = unpack_layout(stored.layout)
    fields = [
        field_view(one)
        for one in session.scalars(
            select(FieldRow)
            .where(FieldRow.letter_id == letter_id, FieldRow.removed.is_(False))
            .order_by(FieldRow.name, FieldRow.ordinal)
        )
    ]
    return LetterView(
        line=_with_tasks(session, [row])[0],
        sha256=row.sha256,
        media_type=row.media_type,
        handed_to=row.handed_to,
        note=row.note,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        document_id=row.document_id,
        header={one.name: one for one in fields if one.name not in {Field.ADDRESSEE, Field.RECIPIENT}},
        addressees=tuple(one for one in fields if one.name is Field.ADDRESSEE),
        recipients=tuple(one for one in fields if one.name is Field.RECIPIENT),
        citations=_citations(session, letter_id),
        tasks=tasks_of_letter(session, letter_id),
        deadlines=tuple(
            deadline_view(one)
            for one in session.scalars(
                select(DeadlineRow)
                .where(
                    DeadlineRow.letter_id == letter_id,
                    DeadlineRow.task_id.is_(None),
                    DeadlineRow.removed.is_(False),
                )
                .order_by(DeadlineRow.ordinal)
            )
        ),
        doubts=tuple(
            DoubtView(d["target"], d["reason"], d["page"], sides_of(d["boxes"]), tuple(d["candidates"]))
            for d in stored.doubts or ()
        ),
        pages=unpack_pages(stored.pages),
        asides=tuple(
            AsideView(
                a.kind.value, a.text, a.page, sides_of([a.box.rounded] if a.box else None), dict(a.facts)
            )
            for a in layout["asides"]
        ),
        notes=tuple(stored.notes or ()),
        limited_to=tuple(session.scalars(select(AccessRow.body_id).where(AccessRow.letter_id == letter_id))),
    )


def find_letter(session: Session, letter_id: int) -> LetterRow:
    """Return a letter's row.

    Raises:
        NotFoundError: there is no such letter, or it was removed from the trash.
    """
    row = session.get(LetterRow, letter_id)
    if row is None:
        raise _no_letter(letter_id)
    if row.state is LetterState.REMOVED:
        raise NotFoundError(
            f"Văn bản số {letter_id} đã được xóa hẳn sau 30 ngày ở thùng rác.",
            "Nếu cần, đưa lại tệp vào hộp đến; văn bản sẽ vào sổ như mới.",
        )
    return row


def _no_letter(letter_id: int) -> NotFoundError:
    return NotFoundError(
        f"Trong sổ không có văn bản số {letter_id}.", "Xem danh sách bằng “congvan letters”."
    )


def find_letters(session: Session, named: str, *, limit: int = 20) -> list[int]:
    """Return the ids of the letters that a clerk means: an id, "12/2024" (số đến/năm), a symbol or a file name."""
    named = named.strip()
    if named.isdigit() and session.get(LetterRow, int(named)) is not None:
        return [int(named)]
    number, _, year = named.partition("/")
    choices: list[ColumnElement[bool]] = [
        LetterRow.symbol_key == symbol_key(named),
        LetterRow.file_name == named,
    ]
    if number.isdigit() and year.isdigit() and len(year) == 4:
        choices.append((LetterRow.arrival_number == int(number)) & (LetterRow.arrival_year == int(year)))
    return list(
        session.scalars(select(LetterRow.id).where(or_(*choices)).order_by(LetterRow.id.desc()).limit(limit))
    )


def page_words(session: Session, letter_id: int, page: int) -> tuple[WordView, ...]:
    """Return the words of one page in reading order."""
    find_letter(session, letter_id)
    stored = session.get_one(LetterTextRow, letter_id)
    words = unpack_layout(stored.layout)["words"]
    return tuple(
        WordView(
            stored.text[word.start : word.end],
            word.start,
            word.end,
            sides_of([word.box.rounded])[0] if word.box else None,
            word.confidence,
        )
        for word in words
        if word.page == page
    )


def stored_letter(session: Session, letter_id: int) -> Letter:
    """Return the letter as it was read, to be extracted again or searched for boxes."""
    row = find_letter(session, letter_id)
    stored = session.get_one(LetterTextRow, letter_id)
    return Letter(
        source=Source(row.file_name, row.sha256, row.media_type, row.pages),
        text=stored.text,
        pages=unpack_pages(stored.pages),
        notes=tuple(stored.notes or ()),
        **unpack_layout(stored.layout),
    )


def letter_seen(session: Session, letter_id: int, visible_to: frozenset[int] | None) -> None:
    """Make sure that a letter is there and may be seen.

    Raises:
        NotFoundError: there is no such letter, or it is limited to others.
    """
    query = select(LetterRow.id).where(LetterRow.id == letter_id)
    if visible_to is not None:
        query = query.where(seen_by(visible_to))
    if session.scalar(query) is None:
        raise _no_letter(letter_id)


def letter_text(session: Session, letter_id: int) -> str:
    """Return a letter's text as it was read."""
    find_letter(session, letter_id)
    return session.scalars(select(LetterTextRow.text).where(LetterTextRow.letter_id == letter_id)).one()


def next_for_review(
    session: Session,
    *,
    after: int | None = None,
    visible_to: frozenset[int] | None = None,
    backward: bool = False,
    account: str | None = None,
) -> int | None:
    """Return the letter behind `after` in the queue: urgent ones first, then the oldest; round at the end.

    `backward` gives the one before it. What somebody else than `account` has open is passed over while other
    letters wait. None where nothing else waits.
    """
    waiting = letter_conditions(session, LetterFilter(state=LetterState.WAITING, visible_to=visible_to))
    if account is not None:
        since = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=PRESENT_SECONDS)
        open_elsewhere = select(PresenceRow.letter_id).where(
            PresenceRow.account != account, PresenceRow.seen_at > since
        )
        free = _next(session, [*waiting, LetterRow.id.not_in(open_elsewhere)], after, backward=backward)
        if free is not None:
            return free
    return _next(session, waiting, after, backward=backward)


PRESENT_SECONDS = 60
"""So long after the last sign of life somebody counts as looking at a letter."""


def _next(
    session: Session, waiting: list[ColumnElement[bool]], after: int | None, *, backward: bool
) -> int | None:
    order = (LetterRow.urgency_rank.desc(), LetterRow.id.asc())
    if backward:
        order = (LetterRow.urgency_rank.asc(), LetterRow.id.desc())
    query = select(LetterRow.id).where(*waiting).order_by(*order).limit(1)
    if after is None:
        return session.scalar(query)
    rank = session.scalar(select(LetterRow.urgency_rank).where(LetterRow.id == after)) or 0
    further = or_(
        LetterRow.urgency_rank > rank if backward else LetterRow.urgency_rank < rank,
        and_(LetterRow.urgency_rank == rank, LetterRow.id < after if backward else LetterRow.id > after),
    )
    return session.scalar(query.where(further)) or session.scalar(query.where(LetterRow.id != after))


def _with_tasks(session: Session, rows: Sequence[LetterRow]) -> tuple[LetterLine, ...]:
    counts: dict[int, int] = dict(
        session.execute(
            select(TaskRow.letter_id, func.count())
            .where(TaskRow.letter_id.in_([row.id for row in rows]), TaskRow.removed.is_(False))
            .group_by(TaskRow.letter_id)
        ).all()
    )
    return tuple(letter_line(row, counts.get(row.id, 0)) for row in rows)


def _citations(session: Session, letter_id: int) -> tuple[Any, ...]:
    rows = session.scalars(
        select(CitationRow)
        .where(CitationRow.letter_id == letter_id, CitationRow.removed.is_(False))
        .order_by(CitationRow.ordinal)
    ).all()
    held = dict(
        session.execute(
            select(LetterRow.document_id, func.min(LetterRow.id))
            .where(
                LetterRow.document_id.in_({row.document_id for row in rows}), LetterRow.trashed_at.is_(None)
            )
            .group_by(LetterRow.document_id)
        ).all()
    )
    return tuple(citation_view(row, held.get(row.document_id)) for row in rows)
