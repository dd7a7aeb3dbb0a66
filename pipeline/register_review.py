"""A letter's way through the office: approval, arrival number, trash, who may see it, who looks at it now."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from models.errors import ConflictError, UsageError
from models.states import LetterState, TaskState
from models.tables import AccessRow, CounterRow, LetterRow, PresenceRow, TaskRow
from models.vietnam_time import VIETNAM
from pipeline.register_derived import count_citing, refresh_letter, refresh_tasks, release
from pipeline.register_edit import check_version
from pipeline.register_journal import Journal
from pipeline.register_letters import PRESENT_SECONDS, find_letter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


def approve(
    session: Session,
    letter_id: int,
    *,
    by: str,
    version: int | None = None,
    on: dt.date | None = None,
    with_doubts: bool = False,
) -> int:
    """Approve a letter and assign its tasks; return the letter's new version.

    Raises:
        UsageError: places are left that nobody has looked at, and `with_doubts` does not say that this is meant.
    """
    journal, letter = _begin(session, letter_id, by, version)
    if letter.state is LetterState.APPROVED:
        return letter.version
    if letter.doubts and not with_doubts:
        raise UsageError(f"Còn {letter.doubts} chỗ chưa xem.", "Xem các chỗ còn ngờ, hoặc duyệt kèm chỗ ngờ.")
    day = on or journal.at.astimezone(VIETNAM).date()
    journal.change(letter, state=LetterState.APPROVED, approved_by=by, approved_at=journal.at)
    waiting = session.scalars(
        select(TaskRow).where(
            TaskRow.letter_id == letter_id, TaskRow.state == TaskState.WAITING, TaskRow.removed.is_(False)
        )
    ).all()
    for task in waiting:
        journal.change(
            task, state=TaskState.ASSIGNED, state_on=day, assigned_on=day, version=task.version + 1
        )
    refresh_tasks(session, [task.id for task in waiting], journal.at)
    refresh_letter(session, letter_id)
    journal.write("approve", letter_id=letter_id, field="state", after=f"{len(waiting)} nhiệm vụ được giao")
    return letter.version


def reopen(
    session: Session, letter_id: int, *, by: str, version: int | None = None, why: str | None = None
) -> int:
    """Take an approval back for another look; tasks keep their states."""
    journal, letter = _begin(session, letter_id, by, version)
    journal.change(letter, state=LetterState.WAITING, approved_by=None, approved_at=None)
    refresh_letter(session, letter_id)
    journal.write("reopen", letter_id=letter_id, field="state", why=why)
    return letter.version


def trash(
    session: Session, letter_id: int, *, by: str, version: int | None = None, why: str | None = None
) -> int:
    """Put a letter into the trash, where it stays for 30 days; its tasks leave the lists with it."""
    journal, letter = _begin(session, letter_id, by, version)
    if letter.trashed_at is not None:
        return letter.version
    journal.change(letter, trashed_at=journal.at)
    tasks = session.scalars(
        select(TaskRow).where(TaskRow.letter_id == letter_id, TaskRow.removed.is_(False))
    ).all()
    for task in tasks:
        journal.change(task, removed=True, version=task.version + 1)
    refresh_tasks(session, [task.id for task in tasks], journal.at)
    refresh_letter(session, letter_id)
    count_citing(session, letter_id, -1)
    if letter.document_id is not None:
        release(session, letter.document_id)
    journal.write("trash", letter_id=letter_id, why=why)
    return letter.version


def set_letter(
    session: Session,
    letter_id: int,
    *,
    by: str,
    version: int | None = None,
    handed_to: str | None = None,
    note: str | None = None,
    arrived_on: dt.date | None = None,
) -> int:
    """Write what the clerk notes in the arrival register: to whom it was handed, a note, the arrival day."""
    journal, letter = _begin(session, letter_id, by, version)
    given = {"handed_to": handed_to, "note": note, "arrived_on": arrived_on}
    values = {name: value for name, value in given.items() if value is not None}
    if journal.change(letter, **values, version=letter.version + 1):
        journal.write(
            "note", letter_id=letter_id, field=", ".join(values), after="; ".join(map(str, values.values()))
        )
    return letter.version


def give_arrival_number(
    session: Session, letter_id: int, *, by: str, on: dt.date | None = None, version: int | None = None
) -> int:
    """Give the letter the year's next arrival number (số đến): continuous, never twice.

    A letter that has one keeps it.
    """
    journal, letter = _begin(session, letter_id, by, version)
    if letter.arrival_number is not None:
        return letter.arrival_number
    day = on or letter.arrived_on or journal.at.astimezone(VIETNAM).date()
    counter = session.get(CounterRow, day.year, populate_existing=True)
    if counter is None:
        counter = CounterRow(year=day.year, last=0)
        session.add(counter)
    counter.last += 1
    session.flush()
    # No undo: a number once given is never given again, so it stays with its letter.
    letter.arrival_number, letter.arrival_year, letter.arrived_on = counter.last, day.year, day
    letter.version += 1
    journal.write("arrival", letter_id=letter_id, field="arrival_number", after=f"{counter.last}/{day.year}")
    return counter.last


def start_arrival_numbers(session: Session, year: int, last: int, *, by: str) -> None:
    """Continue a year's numbers from a paper register whose last number was `last`.

    Raises:
        ConflictError: a higher number was given already.
    """
    journal = Journal(session, by)
    counter = session.get(CounterRow, year, populate_existing=True)
    if counter is not None and counter.last > last:
        raise ConflictError(f"Năm {year} đã cấp đến số {counter.last}.", "Chọn số lớn hơn.")
    session.merge(CounterRow(year=year, last=last))
    journal.write("arrival-start", field=str(year), before=counter.last if counter else None, after=last)


def limit_access(
    session: Session, letter_id: int, body_ids: Iterable[int], *, by: str, undoes: int | None = None
) -> int:
    """Let only the accounts of these bodies see a letter; none: everybody may. Return the event's number."""
    journal, _ = _begin(session, letter_id, by, None)
    before = sorted(session.scalars(select(AccessRow.body_id).where(AccessRow.letter_id == letter_id)))
    after = sorted(set(body_ids))
    session.execute(delete(AccessRow).where(AccessRow.letter_id == letter_id))
    if after:
        session.execute(insert(AccessRow), [{"letter_id": letter_id, "body_id": one} for one in after])
    return journal.write(
        "undo" if undoes else "access",
        letter_id=letter_id,
        field="access",
        before=json.dumps(before),
        after=json.dumps(after),
        undoes=undoes,
    )


def note_presence(
    session: Session, letter_id: int, account: str, *, at: dt.datetime | None = None
) -> tuple[str, ...]:
    """Note that somebody looks at a letter, and return who else does."""
    now = at or dt.datetime.now(dt.UTC)
    session.merge(PresenceRow(letter_id=letter_id, account=account, seen_at=now))
    since = now - dt.timedelta(seconds=PRESENT_SECONDS)
    session.execute(delete(PresenceRow).where(PresenceRow.seen_at < since))
    others = select(PresenceRow.account).where(
        PresenceRow.letter_id == letter_id, PresenceRow.account != account
    )
    return tuple(session.scalars(others.order_by(PresenceRow.account)))


def leave(session: Session, letter_id: int, account: str) -> None:
    """Note that somebody closed a letter's page."""
    session.execute(
        delete(PresenceRow).where(PresenceRow.letter_id == letter_id, PresenceRow.account == account)
    )


def _begin(session: Session, letter_id: int, by: str, version: int | None) -> tuple[Journal, LetterRow]:
    journal = Journal(session, by)  # first: it waits for other writers, then the version is the newest
    letter = find_letter(session, letter_id)
    session.refresh(letter)
    check_version(letter, version)
    return journal, letter


def letter_version(session: Session, letter_id: int) -> int:
    """Return the letter's newest version, which every change on its page raises."""
    return find_letter(session, letter_id).version
