"""A person's changes to the documents that a letter names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select, update

from models.errors import NotFoundError, UsageError
from models.finding import Relation
from models.states import Origin
from models.symbol import normalise
from models.tables import CitationRow, DocumentRow, LetterRow, TaskRow
from pipeline.register_derived import is_open, refresh_letter
from pipeline.register_documents import document_of
from pipeline.register_edit import change_by_person, check_version, place_columns
from pipeline.register_journal import Journal
from pipeline.register_letters import find_letter
from pipeline.register_rows import parse_date
from pipeline.register_views import citation_view

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from models.register import CitationView, Place

EDITABLE = frozenset({"relation", "type", "number_symbol", "issued_on", "issuer", "title", "pinpoint"})


def set_citation(
    session: Session,
    citation_id: int,
    *,
    by: str,
    version: int | None = None,
    place: Place | None = None,
    **values: Any,
) -> CitationView:
    """Change what a letter says about a document it names: relation, type, number_symbol, issued_on and so on.

    The citation then belongs to the document that its new number and date make.

    Raises:
        ConflictError: somebody changed the citation since `version`.
        UsageError: a column that is none, or a date that is none.
    """
    if values.keys() - EDITABLE:
        raise UsageError("Sai trường của văn bản viện dẫn.", f"Các trường: {', '.join(sorted(EDITABLE))}.")
    journal, row = _begin(session, citation_id, by, version)
    before = _told(row)
    wanted = {name: _checked(name, value) for name, value in values.items()}
    change_by_person(journal, row, **wanted, **place_columns(place), accepted_by=by)
    session.flush()
    document_id = document_of(session, row, find_letter(session, row.letter_id))
    former = row.document_id
    if journal.change(row, document_id=document_id):
        session.flush()
        recount_documents(session, {former, document_id})
    return _end(session, journal, row, "citation", before=before, after=_told(row))


def accept_citation(
    session: Session, citation_id: int, *, by: str, version: int | None = None
) -> CitationView:
    """Note that a person looked at a citation and agrees."""
    journal, row = _begin(session, citation_id, by, version)
    journal.change(row, accepted_by=by, version=row.version + 1)
    return _end(session, journal, row, "citation-accept")


def add_citation(
    session: Session,
    letter_id: int,
    *,
    by: str,
    number_symbol: str | None = None,
    type: str | None = None,  # noqa: A002 - the record's own word
    issued_on: dt.date | None = None,
    issuer: str | None = None,
    title: str | None = None,
    relation: Relation = Relation.MENTIONS,
    text: str | None = None,
    place: Place | None = None,
) -> CitationView:
    """Add a document that the letter names and the machine missed.

    Raises:
        UsageError: neither number nor title.
    """
    if not (number_symbol or title):
        raise UsageError("Thiếu số, ký hiệu hoặc tên văn bản.", "Ghi ít nhất một trong hai.")
    journal = Journal(session, by)
    letter = find_letter(session, letter_id)
    last = session.scalar(select(func.max(CitationRow.ordinal)).where(CitationRow.letter_id == letter_id))
    row = CitationRow(
        letter_id=letter_id,
        ordinal=0 if last is None else last + 1,
        version=1,
        origin=Origin.PERSON,
        accepted_by=by,
        removed=False,
        text=text,
        relation=relation,
        type=type,
        number_symbol=normalise(number_symbol) if number_symbol else None,
        issued_on=issued_on,
        issuer=issuer,
        title=title,
        **place_columns(place),
    )
    row.document_id = document_of(session, row, letter)
    journal.add(row)
    recount_documents(session, {row.document_id})
    return _end(session, journal, row, "citation-add", after=_told(row))


def remove_citation(session: Session, citation_id: int, *, by: str, version: int | None = None) -> None:
    """Take a citation off: the letter names no such document."""
    journal, row = _begin(session, citation_id, by, version)
    change_by_person(journal, row, removed=True)
    session.flush()
    recount_documents(session, {row.document_id})
    _end(session, journal, row, "citation-remove", before=_told(row))


def recount_documents(session: Session, document_ids: Iterable[int]) -> None:
    """Count anew who cites documents and which open tasks rest on them."""
    for document_id in sorted(set(document_ids)):
        citing = (
            select(CitationRow.letter_id)
            .join(LetterRow, LetterRow.id == CitationRow.letter_id)
            .where(
                CitationRow.document_id == document_id,
                CitationRow.removed.is_(False),
                LetterRow.trashed_at.is_(None),
            )
        )
        states = session.execute(select(TaskRow.state, TaskRow.removed).where(TaskRow.letter_id.in_(citing)))
        held = select(LetterRow.id).where(
            LetterRow.document_id == document_id, LetterRow.trashed_at.is_(None)
        )
        session.execute(
            update(DocumentRow)
            .where(DocumentRow.id == document_id)
            .values(
                cited_by=select(func.count(func.distinct(citing.subquery().c.letter_id))).scalar_subquery(),
                open_tasks=sum(is_open(state, removed=removed) for state, removed in states),
                held=or_(held.exists()),
            )
            .execution_options(synchronize_session=False)
        )


def _begin(session: Session, citation_id: int, by: str, version: int | None) -> tuple[Journal, CitationRow]:
    journal = Journal(session, by)
    row = session.get(CitationRow, citation_id, populate_existing=True)
    if row is None:
        raise NotFoundError(f"Không có văn bản viện dẫn số {citation_id}.", "Tải lại trang.")
    check_version(row, version)
    return journal, row


def _end(session: Session, journal: Journal, row: CitationRow, kind: str, **told: Any) -> CitationView:
    refresh_letter(session, row.letter_id)
    journal.write(kind, letter_id=row.letter_id, document_id=row.document_id, **told)
    return citation_view(row)


def _told(row: CitationRow) -> str:
    day = f" ngày {row.issued_on:%d/%m/%Y}" if row.issued_on else ""
    return f"{row.type or ''} {row.number_symbol or row.title or ''}{day}".strip()


def _checked(name: str, value: Any) -> Any:
    if name == "relation":
        return Relation(value)
    if not value:
        return None
    if name == "issued_on" and isinstance(value, str):
        day = parse_date(value)
        if day is None:
            raise UsageError(f"“{value}” không phải là ngày.", "Ghi ngày dạng năm-tháng-ngày.")
        return day
    return normalise(value) if name == "number_symbol" else value
