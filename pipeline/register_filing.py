"""Filing: a letter and its entry become rows, in one transaction, once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from models.errors import SecretLetterError
from models.finding import Field, Role
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
from pipeline.register_bulk import insert_rows, reserve_ids, table_of, without_waiting
from pipeline.register_chains import note_consequences
from pipeline.register_documents import (
    count_documents,
    describe_cited,
    describe_own,
    link,
    name_documents,
    province_of,
    standpoint_of,
)
from pipeline.register_duplicates import find_duplicates, note_duplicates
from pipeline.register_journal import MACHINE, append_event, end_of_chain, lock_chain
from pipeline.register_rows import prepare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

    from models.entry import Entry
    from models.letter import Letter
    from pipeline.register_prepared import Prepared


_LETTERS = table_of(LetterRow)
# Statements of the busiest path are built once.
_SAME_BYTES = select(_LETTERS.c.copy, _LETTERS.c.id, _LETTERS.c.state).where(
    _LETTERS.c.sha256 == bindparam("sha256")
)


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
    rows = check_and_prepare(letter, entry, province=province_of(session))
    return file_prepared(session, rows, received_at=received_at, label=label, by=by, copy=copy)


def check_and_prepare(letter: Letter, entry: Entry, *, province: str = "") -> Prepared:
    """Do all of filing's work that needs no database (call it before the transaction begins).

    `province` is the office's, for letters that do not say theirs.

    Raises:
        SecretLetterError: the letter is secret; such letters never get in.
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
    connection = session.connection()
    sha256 = rows.letter["sha256"]
    found = connection.execute(_SAME_BYTES, {"sha256": sha256}).all()
    same = {row.copy: row.id for row in found if row.state is not LetterState.REMOVED}
    if copy not in same and any(
        row.copy == copy for row in found
    ):  # removed from the trash: it is filed anew, once
        copy = min(same, default=max(row.copy for row in found) + 1)
    if copy in same:
        return Filed(same[copy], new=False, duplicates=((same[copy], Likeness.SAME_BYTES),))
    (letter_id,) = reserve_ids(connection, LetterRow, 1)
    own_document, documents = name_documents(session, rows)
    bodies = find_or_make_bodies(
        session, [(one["name"], one["kind"]) for many in rows.assignments for one in many]
    )
    task_ids = reserve_ids(connection, TaskRow, len(rows.tasks)) if rows.tasks else ()
    behind = end_of_chain(session)
    alike = find_duplicates(connection, rows, same_bytes=list(same.values()))
    filed = {
        "id": letter_id,
        "state": LetterState.WAITING,
        "received_at": received_at or now,
        "filed_at": now,
        "label": label[:200],
        "copy": copy,
        "document_id": own_document,
    }
    with without_waiting(connection):
        count_documents(connection, own_document, documents)
        insert_rows(connection, LetterRow, [rows.letter | filed])
        insert_rows(connection, LetterTextRow, [rows.text | {"letter_id": letter_id}])
        insert_rows(connection, FieldRow, [row | {"letter_id": letter_id} for row in rows.fields])
        _insert_tasks(connection, letter_id, task_ids, rows, bodies, now)
        insert_rows(
            connection,
            CitationRow,
            [
                row | {"letter_id": letter_id, "document_id": document_id}
                for row, document_id in zip(rows.citations, documents, strict=True)
            ],
        )
        note_duplicates(connection, letter_id, rows, alike)
        told = f"sha256 {sha256}, {len(rows.tasks)} nhiệm vụ, {len(rows.citations)} văn bản viện dẫn"
        append_event(session, "filed", by, now, behind=behind, letter_id=letter_id, after=told)
    link(session, letter_id, own_document, rows, documents)
    note_consequences(session, letter_id, rows, documents, now)
    return Filed(
        letter_id, new=True, duplicates=tuple((other, likeness) for other, (likeness, _) in alike.items())
    )


def _insert_tasks(
    connection: Connection,
    letter_id: int,
    task_ids: Sequence[int],
    rows: Prepared,
    bodies: Mapping[str, int],
    now: dt.datetime,
) -> None:
    deadlines = [row | {"letter_id": letter_id, "task_id": None} for row in rows.loose_deadlines]
    tasks = [
        row | {"id": task_id, "letter_id": letter_id}
        for task_id, row in zip(task_ids, rows.tasks, strict=True)
    ]
    insert_rows(connection, TaskRow, tasks)
    _insert_assignments(connection, tasks, rows.assignments, bodies, now)
    for task, limits in zip(tasks, rows.deadlines, strict=True):
        deadlines += [one | {"letter_id": letter_id, "task_id": task["id"]} for one in limits]
    insert_rows(connection, DeadlineRow, deadlines)


def _insert_assignments(
    connection: Connection,
    tasks: Sequence[dict[str, Any]],
    given: Sequence[Sequence[dict[str, Any]]],
    bodies: Mapping[str, int],
    now: dt.datetime,
) -> None:
    assignments: list[dict[str, Any]] = []
    states: list[dict[str, Any]] = []
    for task, many in zip(tasks, given, strict=True):
        shared = {"task_id": task["id"], "state": task["state"], "due_sort": task["due_sort"]}
        with_body = [one | shared | {"body_id": bodies[one["name"]]} for one in many]
        assignments += with_body
        states.append(
            {
                "task_id": task["id"],
                "at": now,
                "state": task["state"],
                "due_on": task["due_on"],
                "due_before": task["due_before"],
                "body_id": leading_body(with_body),
            }
        )
    insert_rows(connection, AssignmentRow, assignments)
    insert_rows(connection, TaskStateRow, states)


def leading_body(assignments: Sequence[dict[str, Any]]) -> int | None:
    """Return the body that leads: the first with the role `lead`, else the first."""
    lead = [one["body_id"] for one in assignments if one["role"] is Role.LEAD]
    return lead[0] if lead else assignments[0]["body_id"] if assignments else None
