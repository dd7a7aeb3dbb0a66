"""Filing: a letter and its entry become rows, in one transaction, once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from models.errors import SecretLetterError
from models.finding import Field
from models.states import LetterState, Likeness
from models.tables import (
    AssignmentRow,
    CitationRow,
    DeadlineRow,
    FieldRow,
    LetterRow,
    LetterTextRow,
    TaskRow,
    TaskStateRow,
)
from pipeline.register_bodies import find_or_make_bodies
from pipeline.register_chains import note_consequences
from pipeline.register_documents import cite, describe_cited, describe_own, hold, standpoint_of
from pipeline.register_duplicates import note_duplicates
from pipeline.register_journal import MACHINE, append_event, lock_chain
from pipeline.register_rows import Prepared, prepare

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.entry import Entry
    from models.letter import Letter


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a letter that was to be filed."""

    letter_id: int
    new: bool  # False: the same bytes were in the register already
    duplicates: tuple[tuple[int, Likeness], ...] = ()  # other letters that may be this one


def file_letter(
    session: Session,
    letter: Letter,
    entry: Entry,
    *,
    received_at: dt.datetime | None = None,
    label: str = "",
    by: str = MACHINE,
    copy: int = 0,
) -> Filed:
    """Put a letter into the register; the same bytes a second time give the letter that is there.

    `copy` above 0 files the same bytes once more, where a clerk says so.

    Raises:
        SecretLetterError: the letter is secret; such letters never get in.
    """
    return file_prepared(
        session, check_and_prepare(letter, entry), received_at=received_at, label=label, by=by, copy=copy
    )


def check_and_prepare(letter: Letter, entry: Entry, *, province: str = "") -> Prepared:
    """Do all of filing's work that needs no database (call it before the transaction begins).

    `province` is the office's, for letters that do not say theirs.
    """
    secrecy = entry.header.get(Field.SECRECY)
    if secrecy is not None:
        raise SecretLetterError(
            f"Văn bản có dấu chỉ độ mật “{secrecy.value}”, không được đưa vào sổ.",
            "Xử lý theo quy định về bảo vệ bí mật nhà nước.",
        )
    rows = prepare(letter, entry)
    rows.standpoint = standpoint_of(rows.letter, province)
    rows.own = describe_own(rows.letter, rows.standpoint)
    rows.cited = [describe_cited(row, rows.standpoint) for row in rows.citations]
    return rows


def file_prepared(
    session: Session,
    rows: Prepared,
    *,
    received_at: dt.datetime | None = None,
    label: str = "",
    by: str = MACHINE,
    copy: int = 0,
) -> Filed:
    """File rows made by `check_and_prepare`; see `file_letter`."""
    now = dt.datetime.now(dt.UTC)
    lock_chain(session)
    sha256 = rows.letter["sha256"]
    known = session.scalar(select(LetterRow.id).where(LetterRow.sha256 == sha256, LetterRow.copy == copy))
    if known is not None:
        return Filed(known, new=False, duplicates=((known, Likeness.SAME_BYTES),))
    document_id = hold(session, rows.own)
    letter_id = session.execute(
        insert(LetterRow).returning(LetterRow.id),
        {
            **rows.letter,
            "state": LetterState.WAITING,
            "received_at": received_at or now,
            "filed_at": now,
            "label": label[:200],
            "copy": copy,
            "document_id": document_id,
        },
    ).scalar_one()
    session.execute(insert(LetterTextRow), {**rows.text, "letter_id": letter_id})
    session.execute(insert(FieldRow), [{**row, "letter_id": letter_id} for row in rows.fields])
    task_ids = _insert_tasks(session, letter_id, rows, now)
    documents = _insert_citations(session, letter_id, document_id, rows)
    note_consequences(session, letter_id, rows, documents, now)
    duplicates = note_duplicates(session, letter_id, rows)
    append_event(
        session,
        "filed",
        by,
        now,
        letter_id=letter_id,
        after=f"sha256 {sha256}, {len(task_ids)} nhiệm vụ, {len(rows.citations)} văn bản viện dẫn",
    )
    return Filed(letter_id, new=True, duplicates=duplicates)


def _insert_tasks(session: Session, letter_id: int, rows: Prepared, now: dt.datetime) -> list[int]:
    deadlines = [{**row, "letter_id": letter_id, "task_id": None} for row in rows.loose_deadlines]
    task_ids: list[int] = []
    if rows.tasks:
        task_ids = list(
            session.scalars(
                insert(TaskRow).returning(TaskRow.id, sort_by_parameter_order=True),
                [{**row, "letter_id": letter_id} for row in rows.tasks],
            )
        )
        bodies = find_or_make_bodies(
            session, [(a["name"], a["kind"]) for many in rows.assignments for a in many]
        )
        assignments: list[dict[str, Any]] = []
        states: list[dict[str, Any]] = []
        for task_id, task, given, limits in zip(
            task_ids, rows.tasks, rows.assignments, rows.deadlines, strict=True
        ):
            shared = {"task_id": task_id, "state": task["state"], "due_sort": task["due_sort"]}
            with_body = [{**one, **shared, "body_id": bodies[one["name"]]} for one in given]
            assignments += with_body
            deadlines += [{**one, "letter_id": letter_id, "task_id": task_id} for one in limits]
            states.append(
                {
                    "task_id": task_id,
                    "at": now,
                    "state": task["state"],
                    "due_on": task["due_on"],
                    "due_before": task["due_before"],
                    "body_id": leading_body(with_body),
                }
            )
        if assignments:
            session.execute(insert(AssignmentRow), assignments)
        session.execute(insert(TaskStateRow), states)
    if deadlines:
        session.execute(insert(DeadlineRow), deadlines)
    return task_ids


def leading_body(assignments: list[dict[str, Any]]) -> int | None:
    """Return the body that leads: the first with the role `lead`, else the first."""
    lead = [one["body_id"] for one in assignments if one["role"] == "lead"]
    return lead[0] if lead else assignments[0]["body_id"] if assignments else None


def _insert_citations(
    session: Session, letter_id: int, own_document: int | None, rows: Prepared
) -> list[int]:
    if not rows.citations:
        return []
    documents = cite(session, letter_id, own_document, rows)
    session.execute(
        insert(CitationRow),
        [
            {**row, "letter_id": letter_id, "document_id": document_id}
            for row, document_id in zip(rows.citations, documents, strict=True)
        ],
    )
    return documents
