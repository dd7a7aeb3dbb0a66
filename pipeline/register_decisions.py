"""A decision's page: what it is, who cites it, which tasks rest on it, what changed it; and which are missing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from models.errors import NotFoundError, UsageError
from models.register import (
    CitingView,
    DecisionView,
    DocumentLine,
    Happening,
    LinkView,
    Paged,
    TaskFilter,
    TaskLine,
)
from models.tables import CitationRow, DocumentRow, LetterRow, LetterTextRow, LinkRow, TaskRow
from pipeline.register_citations import recount_documents
from pipeline.register_conditions import COUNT_UP_TO, count_up_to, seen_by
from pipeline.register_journal import Journal
from pipeline.register_letters import letter_lines
from pipeline.register_tasks import list_tasks
from pipeline.register_views import RELATION_WORDS, document_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from models.finding import Relation
    from pipeline.timeliness import AsOf

_SENTENCE = 160
"""So many characters on each side of a citation are shown, cut at the sentence."""


def get_decision(
    session: Session,
    document_id: int,
    asked: AsOf,
    *,
    limit: int = 20,
    offset: int = 0,
    visible_to: frozenset[int] | None = None,
) -> DecisionView:
    """Return a decision's page; `limit` and `offset` are those of the citing letters.

    A document that was merged into another gives the other's page.

    Raises:
        NotFoundError: there is no such document.
    """
    row = find_document(session, document_id)
    line = document_line(row)
    letter_ids = session.scalars(
        select(LetterRow.id)
        .where(LetterRow.document_id == row.id, LetterRow.trashed_at.is_(None))
        .order_by(LetterRow.id)
        .limit(10)
    ).all()
    lines = letter_lines(session, letter_ids, visible_to=visible_to)
    letters = tuple(lines[one] for one in letter_ids if one in lines)
    links = _links(session, row.id)
    return DecisionView(
        document=line,
        letters=letters,
        citing=citing_letters(session, row.id, limit=limit, offset=offset, visible_to=visible_to),
        links=links,
        tasks=resting_tasks(session, row.id, asked, visible_to=visible_to),
        timeline=_timeline(line, letters, links),
        similar=_similar(session, row),
        merged=tuple(
            document_line(one)
            for one in session.scalars(select(DocumentRow).where(DocumentRow.merged_into == row.id).limit(20))
        ),
    )


def find_document(session: Session, document_id: int) -> DocumentRow:
    """Return a document's row, following a merge.

    Raises:
        NotFoundError: there is no such document.
    """
    row = session.get(DocumentRow, document_id)
    if row is not None and row.merged_into is not None:
        row = session.get(DocumentRow, row.merged_into)
    if row is None:
        raise NotFoundError(f"Sổ không biết văn bản viện dẫn số {document_id}.", "Tra cứu bằng số, ký hiệu.")
    return row


def get_document(session: Session, document_id: int) -> DocumentLine:
    """Return a document as a line.

    Raises:
        NotFoundError: there is no such document.
    """
    return document_line(find_document(session, document_id))


def citing_letters(
    session: Session,
    document_id: int,
    *,
    limit: int = 20,
    offset: int = 0,
    visible_to: frozenset[int] | None = None,
) -> Paged[CitingView]:
    """Return the letters that cite a document, the newest first, each with its sentence."""
    cited = [
        CitationRow.document_id == document_id, CitationRow.removed.is_(False), LetterRow.trashed_at.is_(None)
    ]  # fmt: skip
    if visible_to is not None:
        cited.append(seen_by(visible_to))
    rows = session.execute(
        select(CitationRow, LetterRow)
        .join(LetterRow, LetterRow.id == CitationRow.letter_id)
        .where(*cited)
        .order_by(CitationRow.letter_id.desc())
        .limit(limit)
        .offset(offset)
    )
    found = list(rows)
    ids = [letter.id for _, letter in found]
    sentences = _sentences(session, [citation for citation, _ in found])
    tasks = session.execute(select(TaskRow.letter_id, TaskRow.is_open).where(TaskRow.letter_id.in_(ids)))
    open_tasks = Counter(letter_id for letter_id, is_open in tasks if is_open)
    total = session.scalar(select(DocumentRow.cited_by).where(DocumentRow.id == document_id)) or 0
    return Paged(
        tuple(
            CitingView(
                citation_id=citation.id,
                letter_id=letter.id,
                number_symbol=letter.number_symbol,
                document_type=letter.document_type,
                issued_on=letter.issued_on,
                issuing_body=letter.issuing_body,
                subject=letter.subject,
                relation=citation.relation,
                pinpoint=citation.pinpoint,
                page=citation.page,
                sentence=sentences.get(citation.id, citation.text or ""),
                open_tasks=open_tasks[letter.id],
            )
            for citation, letter in found
        ),
        max(total, offset + len(found)),
    )


def resting_tasks(
    session: Session,
    document_id: int,
    asked: AsOf,
    *,
    limit: int = 20,
    offset: int = 0,
    visible_to: frozenset[int] | None = None,
) -> Paged[TaskLine]:
    """Return the open tasks that rest on a document, the most pressing of the newest letters first."""
    citing = (
        select(CitationRow.letter_id)
        .where(CitationRow.document_id == document_id, CitationRow.removed.is_(False))
        .order_by(CitationRow.letter_id.desc())
        .limit(_NEWEST)
    )
    own = select(LetterRow.id).where(LetterRow.document_id == document_id)
    tasks = session.execute(
        select(TaskRow.id, TaskRow.is_open).where(
            TaskRow.letter_id.in_([*session.scalars(citing), *session.scalars(own)])
        )
    )
    ids = [task_id for task_id, is_open in tasks if is_open]
    if not ids:
        return Paged((), 0)
    wanted = TaskFilter(ids=tuple(ids), visible_to=visible_to)
    page = list_tasks(session, wanted, asked, limit=limit, offset=offset)
    total = session.scalar(select(DocumentRow.open_tasks).where(DocumentRow.id == document_id)) or 0
    return Paged(page.rows, max(total, page.total))


_NEWEST = 500
"""Of a decision that thousands cite, the tasks of so many of the newest letters are looked at."""


def missing_documents(session: Session, *, limit: int = 50, offset: int = 0) -> Paged[DocumentLine]:
    """Return documents that are cited but not held, those with the most open tasks first."""
    conditions = (DocumentRow.held.is_(False), DocumentRow.merged_into.is_(None), DocumentRow.cited_by > 0)
    rows = session.scalars(
        select(DocumentRow)
        .where(*conditions)
        .order_by(DocumentRow.open_tasks.desc(), DocumentRow.id.desc())
        .limit(limit)
        .offset(offset)
    )
    total = count_up_to(session, select(DocumentRow.id).where(*conditions))
    return Paged(tuple(document_line(row) for row in rows), total, more=total >= COUNT_UP_TO)


def merge_documents(session: Session, document_id: int, into_id: int, *, by: str) -> DocumentLine:
    """Say that two documents are one; undo takes them apart again.

    Raises:
        UsageError: they are one already.
    """
    journal = Journal(session, by)
    row, into = find_document(session, document_id), find_document(session, into_id)
    if row.id == into.id:
        raise UsageError("Hai văn bản này đã là một.", "Chọn văn bản khác.")
    for citation in session.scalars(select(CitationRow).where(CitationRow.document_id == row.id)):
        journal.change(citation, document_id=into.id)
    for link in session.scalars(
        select(LinkRow).where((LinkRow.from_id == row.id) | (LinkRow.to_id == row.id))
    ):
        journal.change(
            link,
            from_id=into.id if link.from_id == row.id else link.from_id,
            to_id=into.id if link.to_id == row.id else link.to_id,
        )
    for letter in session.scalars(select(LetterRow).where(LetterRow.document_id == row.id)):
        journal.change(letter, document_id=into.id)
    for name in (
        "number_symbol",
        "symbol_key",
        "number_key",
        "issued_on",
        "issuer",
        "issuer_key",
        "title",
        "title_key",
    ):
        if getattr(into, name) is None and getattr(row, name) is not None:
            journal.change(into, **{name: getattr(row, name)})
    journal.change(row, merged_into=into.id, version=row.version + 1)
    session.flush()
    recount_documents(session, {row.id, into.id})
    journal.write("document-merge", document_id=into.id, before=_name(row), after=_name(into))
    session.refresh(into)
    return document_line(into)


def chain_of(
    session: Session, document_id: int, *, limit: int = 40
) -> tuple[list[DocumentLine], list[tuple[int, int, Relation]]]:
    """Return the documents around one (its links, what its letter cites, the newest that cite it) and the edges."""
    row = find_document(session, document_id)
    edges: dict[tuple[int, int], Relation] = {}
    for link in session.scalars(
        select(LinkRow)
        .where((LinkRow.from_id == row.id) | (LinkRow.to_id == row.id), LinkRow.removed.is_(False))
        .limit(limit)
    ):
        edges[link.from_id, link.to_id] = link.relation
    cites = (
        select(LetterRow.document_id, CitationRow.document_id, CitationRow.relation)
        .join(LetterRow, LetterRow.id == CitationRow.letter_id)
        .where(LetterRow.document_id.is_not(None), CitationRow.removed.is_(False))
    )
    for query in (
        cites.where(LetterRow.document_id == row.id).limit(limit),
        cites.where(CitationRow.document_id == row.id).order_by(CitationRow.letter_id.desc()).limit(limit),
    ):
        for source, target, relation in session.execute(query):
            if source is not None and source != target:
                edges.setdefault((source, target), relation)
    kept = dict(list(edges.items())[: 2 * limit])
    ids = {row.id} | {one for edge in kept for one in edge}
    rows = session.scalars(select(DocumentRow).where(DocumentRow.id.in_(ids)).order_by(DocumentRow.id))
    return [document_line(one) for one in rows], [(a, b, relation) for (a, b), relation in kept.items()]


def _links(session: Session, document_id: int) -> tuple[LinkView, ...]:
    rows = session.scalars(
        select(LinkRow)
        .where((LinkRow.from_id == document_id) | (LinkRow.to_id == document_id), LinkRow.removed.is_(False))
        .order_by(LinkRow.id.desc())
        .limit(100)
    ).all()
    others = {row.to_id if row.from_id == document_id else row.from_id for row in rows}
    lines = {
        row.id: document_line(row)
        for row in session.scalars(select(DocumentRow).where(DocumentRow.id.in_(others)))
    }
    found: dict[tuple[int, Relation, bool], LinkView] = {}
    for row in rows:
        outgoing = row.from_id == document_id
        other = row.to_id if outgoing else row.from_id
        found.setdefault(
            (other, row.relation, outgoing), LinkView(lines[other], row.relation, row.letter_id, outgoing)
        )
    return tuple(found.values())


def _timeline(
    line: DocumentLine, letters: Sequence[object], links: Sequence[LinkView]
) -> tuple[Happening, ...]:
    from models.register import LetterLine  # noqa: PLC0415

    points = [Happening(line.issued_on, "ban hành", document_id=line.id)]
    points += [
        Happening(letter.arrived_on or letter.received_at.date(), "vào sổ văn bản đến", letter_id=letter.id)
        for letter in letters
        if isinstance(letter, LetterLine)
    ]
    for link in links:
        word = RELATION_WORDS[link.relation]
        name = f"{link.document.type or 'văn bản'} {link.document.number_symbol or link.document.title or ''}".strip()
        what = f"{word} {name}" if link.outgoing else f"được {name} {word}"
        day = line.issued_on if link.outgoing else link.document.issued_on
        points.append(Happening(day, what, link.letter_id, link.document.id))
    return tuple(sorted(points, key=lambda point: (point.on is None, point.on or 0)))


def _similar(session: Session, row: DocumentRow) -> tuple[DocumentLine, ...]:
    """Documents of the same number whose date or issuer one of the two does not know."""
    if not row.symbol_key:
        return ()
    rows = session.scalars(
        select(DocumentRow)
        .where(
            DocumentRow.symbol_key == row.symbol_key,
            DocumentRow.id != row.id,
            DocumentRow.merged_into.is_(None),
        )
        .order_by(DocumentRow.cited_by.desc())
        .limit(20)
    )
    return tuple(
        document_line(one)
        for one in rows
        if one.issued_on is None or row.issued_on is None or one.issued_on == row.issued_on
    )


def _sentences(session: Session, citations: Sequence[CitationRow]) -> dict[int, str]:
    """Return the sentence around each citation, cut from the letters' texts by the database."""
    first = case((CitationRow.text_start > _SENTENCE, CitationRow.text_start - _SENTENCE), else_=0)
    rows = session.execute(
        select(
            CitationRow.id,
            CitationRow.text_start,
            CitationRow.text_end,
            func.substr(LetterTextRow.text, first + 1, CitationRow.text_end - first + _SENTENCE),
        )
        .join(LetterTextRow, LetterTextRow.letter_id == CitationRow.letter_id)
        .where(CitationRow.id.in_([one.id for one in citations]), CitationRow.text_start.is_not(None))
    )
    found: dict[int, str] = {}
    for citation_id, start, end, part in rows:
        if start is None or end is None:
            continue
        before = max(0, start - _SENTENCE)
        found[citation_id] = _cut(part or "", start - before, end - before, whole=before == 0)
    return found


def _cut(text: str, start: int, end: int, *, whole: bool) -> str:
    left = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start) + 1 if ". " in text[:start] else -1)
    right = [place for mark in ("\n", ". ", "; ") if (place := text.find(mark, end)) >= 0]
    sentence = " ".join(text[left + 1 : min(right) + 1 if right else len(text)].split())
    before = "" if left >= 0 or whole else "… "
    return before + sentence + ("" if right else " …")


def _name(row: DocumentRow) -> str:
    return f"{row.type or ''} {row.number_symbol or row.title or ''}".strip()
