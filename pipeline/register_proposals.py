"""Changes that wait for a person: read again by a newer machine, extended by a letter, corrected in a spreadsheet.

Nothing here changes a value by itself; what a person accepts is written as that person's word.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from models.errors import ConflictError, NotFoundError, UsageError
from models.finding import AssigneeKind, Deadline, DeadlineKind, Field, Relation, Role, TaskKind
from models.register import Place, ProposalView
from models.states import DeadlineSource, ProposalKind, Settled, TaskState
from models.tables import CitationRow, FieldRow, ProposalRow, TaskRow
from pipeline.register_assignments import add_assignee, extend, remove_assignee, set_deadline
from pipeline.register_citations import add_citation, remove_citation
from pipeline.register_fields import absent_field, set_field
from pipeline.register_journal import MACHINE, Journal, append_event, lock_chain, plain
from pipeline.register_letters import find_letter
from pipeline.register_review import set_letter
from pipeline.register_states import set_states
from pipeline.register_task_edits import add_task, remove_task, set_task
from pipeline.register_tasks import get_task
from pipeline.register_views import sides_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from pipeline.register_prepared import Prepared


def list_proposals(
    session: Session,
    *,
    letter_id: int | None = None,
    kind: ProposalKind | None = None,
    settled: Settled | None = Settled.OPEN,
    limit: int = 100,
    offset: int = 0,
) -> tuple[ProposalView, ...]:
    """Return proposals, the newest first; by default those that nobody has decided on."""
    query = select(ProposalRow).order_by(ProposalRow.id.desc()).limit(limit).offset(offset)
    for column, value in (
        (ProposalRow.letter_id, letter_id),
        (ProposalRow.kind, kind),
        (ProposalRow.settled, settled),
    ):
        if value is not None:
            query = query.where(column == value)
    names = list(ProposalView.__dataclass_fields__)
    return tuple(
        ProposalView(**{name: getattr(row, name) for name in names}) for row in session.scalars(query)
    )


def propose_reading(session: Session, letter_id: int, rows: Prepared, *, by: str = MACHINE) -> int:
    """Compare a letter read anew with what the register says; every difference becomes a proposal.

    Open proposals of an earlier reading are replaced. Return how many differences there are.
    """
    lock_chain(session)
    find_letter(session, letter_id)
    now = dt.datetime.now(dt.UTC)
    session.execute(
        update(ProposalRow)
        .where(
            ProposalRow.letter_id == letter_id,
            ProposalRow.kind == ProposalKind.REREAD,
            ProposalRow.settled == Settled.OPEN,
        )
        .values(settled=Settled.REJECTED, settled_by=by, settled_at=now)
    )
    found = [
        *_field_differences(session, letter_id, rows),
        *_citation_differences(session, letter_id, rows),
        *_task_differences(session, letter_id, rows),
    ]
    add_proposals(session, letter_id, ProposalKind.REREAD, "Máy đọc lại cho kết quả khác.", found)
    if found:
        append_event(
            session, "proposed", by, now, letter_id=letter_id, after=f"{len(found)} chỗ đọc lại khác"
        )
    return len(found)


def add_proposals(
    session: Session, letter_id: int, kind: ProposalKind, reason: str, found: Sequence[dict[str, Any]]
) -> None:
    """Write proposals down: dicts of target, before, after, detail and task_id."""
    now = dt.datetime.now(dt.UTC)
    if found:
        empty: dict[str, Any] = {"task_id": None, "before": None, "after": None, "detail": None}
        session.execute(
            insert(ProposalRow),
            [
                empty | one | {"letter_id": letter_id, "kind": kind, "reason": reason, "made_at": now}
                for one in found
            ],
        )


def settle_proposal(
    session: Session, proposal_id: int, *, accept: bool, by: str, after: str | None = None
) -> None:
    """Accept a proposal (it is then done in this person's name, `after` instead of what it says) or reject it.

    Raises:
        NotFoundError: there is no such proposal.
        ConflictError: somebody decided on it already.
    """
    row = session.get(ProposalRow, proposal_id)
    if row is None:
        raise NotFoundError(f"Không có đề nghị số {proposal_id}.", "Tải lại trang.")
    if row.settled is not Settled.OPEN:
        raise ConflictError("Đề nghị này đã có người trả lời.", "Tải lại trang.")
    if accept:
        _apply(session, row, after or row.after, by)
    journal = Journal(session, by)
    row.settled = Settled.ACCEPTED if accept else Settled.REJECTED
    row.settled_by, row.settled_at = by, journal.at
    journal.write(
        "proposal",
        letter_id=row.letter_id,
        task_id=row.task_id,
        field=row.target,
        before=row.before,
        after=row.settled.value,
        why=row.reason,
    )


def _apply(session: Session, row: ProposalRow, after: str | None, by: str) -> None:
    detail = row.detail or {}
    kind, _, name = row.target.partition(".")
    if row.kind is ProposalKind.EXTENSION:
        if after is None:
            raise UsageError("Đề nghị này chưa rõ ngày.", "Chọn ngày trong văn bản gia hạn.")
        task_id = row.task_id or 0
        extend(
            session, task_id, dt.date.fromisoformat(after), row.reason, by=by, letter_id=row.source_letter_id
        )
    elif kind == "field":
        _apply_field(session, row, name, after, by)
    elif kind == "citation":
        _apply_citation(session, row.letter_id, name, detail, by)
    elif kind == "task":
        _apply_task(session, row, name, after, by)
    elif kind == "letter":
        values: dict[str, Any] = {name: after}
        set_letter(session, row.letter_id, by=by, **values)


def _apply_field(session: Session, row: ProposalRow, name: str, after: str | None, by: str) -> None:
    field_id = session.scalars(
        select(FieldRow.id).where(
            FieldRow.letter_id == row.letter_id, FieldRow.name == Field(name), FieldRow.ordinal == 0
        )
    ).one()
    if after is None:
        absent_field(session, field_id, by=by)
    else:
        set_field(session, field_id, after, by=by, place=_place(row.detail or {}))


def _apply_citation(session: Session, letter_id: int, name: str, detail: dict[str, Any], by: str) -> None:
    if name == "remove":
        remove_citation(session, detail["id"], by=by)
        return
    day = detail.get("issued_on")
    add_citation(
        session,
        letter_id,
        by=by,
        relation=Relation(detail["relation"]),
        issued_on=dt.date.fromisoformat(day) if day else None,
        place=_place(detail),
        **{one: detail.get(one) for one in ("number_symbol", "type", "issuer", "title", "text")},
    )


def _apply_task(session: Session, row: ProposalRow, name: str, after: str | None, by: str) -> None:
    detail = row.detail or {}
    if name == "remove":
        remove_task(session, row.task_id or 0, by=by)
    elif name == "add":
        task = add_task(
            session, row.letter_id, after or "", by=by, place=_place(detail), kind=TaskKind(detail["kind"])
        )
        for one in detail["assignees"]:
            role, kind = Role(one["role"]), AssigneeKind(one["kind"])
            add_assignee(session, task.id, one["name"], by=by, role=role, kind=kind)
        for one in detail["deadlines"]:
            set_deadline(session, task.id, _deadline(one), by=by, source=DeadlineSource(one["source"]))
    elif name == "due":
        _apply_due(session, row, dt.date.fromisoformat(after or ""), by)
    elif name == "state":
        done = detail.get("on")
        on = dt.date.fromisoformat(done) if done else None
        set_states(session, [row.task_id or 0], TaskState(after or ""), by=by, on=on, note=detail.get("note"))
    elif name == "assignees":
        _apply_assignees(session, row.task_id or 0, after or "", Role(detail["role"]), by)
    else:
        values: dict[str, Any] = {name: after}
        set_task(session, row.task_id or 0, by=by, **values)


def _apply_due(session: Session, row: ProposalRow, due: dt.date, by: str) -> None:
    """Move the deadline that gave the old day; where there was none a new one is made."""
    deadlines = get_task(session, row.task_id or 0).deadlines
    old = [
        one
        for one in deadlines
        if one.deadline.due is not None and one.deadline.due.isoformat() == row.before
    ]
    limit = replace(old[-1].deadline, due=due) if old else Deadline(DeadlineKind.DATE, due=due)
    set_deadline(session, row.task_id or 0, limit, by=by, deadline_id=old[-1].id if old else None)


def _apply_assignees(session: Session, task_id: int, after: str, role: Role, by: str) -> None:
    """Make those of a role the ones named: others go, missing ones come."""
    names = [name.strip() for name in after.split(";") if name.strip()]
    leading = role is Role.LEAD
    now = [one for one in get_task(session, task_id).assignees if (one.role is Role.LEAD) == leading]
    for one in now:
        if one.name not in names:
            remove_assignee(session, one.id, by=by)
    for name in names:
        if name not in {one.name for one in now}:
            add_assignee(session, task_id, name, by=by, role=role)


def _field_differences(session: Session, letter_id: int, rows: Prepared) -> Iterable[dict[str, Any]]:
    now = {
        row.name: row.person_value if row.person_status else row.machine_value
        for row in session.scalars(
            select(FieldRow).where(FieldRow.letter_id == letter_id, FieldRow.ordinal == 0)
        )
        if row.name not in {Field.ADDRESSEE, Field.RECIPIENT}
    }
    for row in rows.fields:
        value = row["machine_value"]
        if row["name"] in now and value is not None and value != now[row["name"]]:
            yield {
                "target": f"field.{row['name'].value}",
                "before": now[row["name"]],
                "after": value,
                "detail": _detail(row, "text_start", "text_end", "page", "boxes"),
            }


def _citation_differences(session: Session, letter_id: int, rows: Prepared) -> Iterable[dict[str, Any]]:
    there = session.scalars(
        select(CitationRow).where(CitationRow.letter_id == letter_id, CitationRow.removed.is_(False))
    ).all()
    known = {_cited(row.number_symbol, row.issued_on, row.title): row for row in there}
    new = {_cited(row["number_symbol"], row["issued_on"], row["title"]): row for row in rows.citations}
    columns = (
        "number_symbol", "type", "issued_on", "issuer", "title", "relation", "text", "text_start", "text_end",
        "page", "boxes",
    )  # fmt: skip
    for key, row in new.items():
        if key not in known:
            yield {"target": "citation.add", "after": row["text"], "detail": _detail(row, *columns)}
    for key, old in known.items():
        if key not in new and old.accepted_by is None:
            yield {"target": "citation.remove", "before": old.text, "detail": {"id": old.id}}


def _task_differences(session: Session, letter_id: int, rows: Prepared) -> Iterable[dict[str, Any]]:
    there = session.scalars(select(TaskRow).where(TaskRow.letter_id == letter_id)).all()
    # A task that a person changed is known by the machine's words too.
    known = {
        _words(text): row for row in there for text in (row.text, (row.machine or {}).get("text")) if text
    }
    seen: set[int] = set()
    for row, assignees, deadlines in zip(rows.tasks, rows.assignments, rows.deadlines, strict=True):
        old = known.get(_words(row["text"]))
        if old is None:
            detail = _detail(row, "kind", "text_start", "text_end", "page", "boxes")
            detail["assignees"] = [_detail(one, "name", "role", "kind") for one in assignees]
            detail["deadlines"] = [_detail(one, *_LIMIT, "source") for one in deadlines]
            yield {"target": "task.add", "after": row["text"], "detail": detail}
            continue
        seen.add(old.id)
        due = row["due_on"]
        if due is not None and due not in (old.due_on, old.first_due_on) and not old.removed:
            before = old.due_on.isoformat() if old.due_on else None
            yield {"target": "task.due", "task_id": old.id, "before": before, "after": due.isoformat()}
    for old in there:
        if old.id not in seen and not old.removed and old.accepted_by is None:
            yield {"target": "task.remove", "task_id": old.id, "before": old.text}


_LIMIT = (
    "kind",
    "due",
    "time",
    "bound",
    "amount",
    "unit",
    "anchor",
    "every",
    "day",
    "month_offset",
    "weekday",
    "event",
)


def _detail(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: plain(row[name]) for name in names}


def _deadline(stored: dict[str, Any]) -> Deadline:
    values: dict[str, Any] = {name: stored.get(name) for name in _LIMIT}
    due = values["due"]
    return Deadline(
        **values | {"kind": DeadlineKind(stored["kind"]), "due": dt.date.fromisoformat(due) if due else None}
    )


def _place(detail: dict[str, Any]) -> Place | None:
    if detail.get("page") is None:
        return None
    return Place(
        detail.get("text_start"), detail.get("text_end"), detail["page"], sides_of(detail.get("boxes"))
    )


def _cited(symbol: str | None, day: dt.date | None, title: str | None) -> tuple[object, ...]:
    return (symbol, day) if symbol else (title, day)


def _words(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(" .;,")
