"""The ledger of files (nhật ký tệp): every file seen in the inbox has a row, from first sight to the end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, or_, select, update

from models.errors import CongvanError, NotFoundError
from models.states import ENDED, LedgerState, LetterState
from models.tables import LedgerRow, LetterRow, WorkerRow
from models.vietnam_time import VIETNAM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

UNTAKEN = (LedgerState.SEEN, LedgerState.STABLE)
UNDERWAY = (LedgerState.STORED, LedgerState.READ, LedgerState.EXTRACTED)
MOST_TRIES = 40
"""After so many tries in a row a passing error is given to the clerk: a disk that fills up in the evening is
freed in the morning, 18 hours later, and nobody need ask for each letter."""

FIRST_WAIT = dt.timedelta(seconds=10)
LONGEST_WAIT = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One row of the ledger, for showing and for the flow."""

    id: int
    path: str
    label: str
    file_name: str
    size: int | None
    modified_ns: int | None
    sha256: str | None
    state: LedgerState
    reason: str | None
    next_step: str | None
    passing: bool
    tries: int
    next_try_at: dt.datetime | None
    urgency_rank: int
    letter_id: int | None
    uploaded_by: str | None
    seen_at: dt.datetime
    changed_at: dt.datetime
    ended_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Slip:
    """The end-of-day slip (phiếu cuối ngày): every file seen is accounted for."""

    day: dt.date
    seen: int
    letters: int
    duplicates: int
    set_aside: int
    failed: int
    waiting: int

    @property
    def balanced(self) -> bool:
        """Say whether seen = letters + duplicates + set aside + failed + waiting."""
        return self.seen == self.letters + self.duplicates + self.set_aside + self.failed + self.waiting


def record_of(row: LedgerRow) -> FileRecord:
    """Return a row as a value."""
    return FileRecord(**{name: getattr(row, name) for name in FileRecord.__slots__})


def row_of(session: Session, file_id: int) -> LedgerRow:
    """Return one row, to be changed.

    Raises:
        NotFoundError: there is none of that number.
    """
    row = session.get(LedgerRow, file_id)
    if row is None:
        raise NotFoundError(f"Nhật ký không có tệp số {file_id}.", "Xem các tệp trong Hộp đến.")
    return row


def end_row(row: LedgerRow, state: LedgerState, now: dt.datetime, *, reason: str | None = None) -> None:
    """Let a row end: nothing more happens by itself, and nothing is left of an error before."""
    row.state, row.reason, row.changed_at, row.ended_at = state, reason, now, now
    row.next_try_at = row.next_step = row.code = None
    row.passing = False


def note_added(
    session: Session, path: str, file_name: str, size: int, *, by: str, now: dt.datetime
) -> FileRecord:
    """Write down a file that is handed over directly and does not stand in the inbox."""
    row = LedgerRow(
        path=path, file_name=file_name, size=size, state=LedgerState.STABLE, uploaded_by=by,
        seen_at=now, changed_at=now, gone_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return record_of(row)


def note_all_stored(session: Session, stored: Sequence[tuple[int, str, int]]) -> tuple[FileRecord, ...]:
    """Write down that originals are stored: row, hash and urgency of each; see `note_stored`."""
    return tuple(note_stored(session, file_id, sha256, urgency_rank=rank) for file_id, sha256, rank in stored)


def note_stored(session: Session, file_id: int, sha256: str, *, urgency_rank: int = 0) -> FileRecord:
    """Write down that the original is stored; a second file with the same bytes ends here as a duplicate.

    A file whose bytes failed before, or whose letter was removed from the trash, is tried again under its new
    row; one whose bytes were set aside as secret is set aside too.
    """
    row = row_of(session, file_id)
    now = dt.datetime.now(dt.UTC)
    row.sha256, row.urgency_rank = sha256, urgency_rank
    removed = select(LetterRow.id).where(
        LetterRow.trashed_at.is_not(None), LetterRow.state == LetterState.REMOVED
    )
    first = session.scalar(
        select(LedgerRow)
        .where(LedgerRow.sha256 == sha256, LedgerRow.id != file_id, LedgerRow.state.not_in(_REPEATABLE))
        .where(or_(LedgerRow.letter_id.is_(None), LedgerRow.letter_id.not_in(removed)))
        .order_by(LedgerRow.id)
        .limit(1)
    )
    if first is None:
        row.state, row.changed_at = LedgerState.STORED, now
    else:
        row.letter_id = first.letter_id
        reason = f"Giống hệt tệp “{first.file_name}” nhận ngày {_day(first.seen_at)}."
        secret = first.state is LedgerState.SET_ASIDE
        end_row(row, LedgerState.SET_ASIDE if secret else LedgerState.DUPLICATE, now, reason=reason)
    return record_of(row)


_REPEATABLE = (LedgerState.FAILED, LedgerState.DUPLICATE, *UNTAKEN)


def _day(moment: dt.datetime) -> str:
    return moment.astimezone(VIETNAM).strftime("%d/%m/%Y")


def note_gone(session: Session, *file_ids: int) -> None:
    """Write down that inbox files were removed or moved away."""
    now = dt.datetime.now(dt.UTC)
    session.execute(update(LedgerRow).where(LedgerRow.id.in_(file_ids)).values(gone_at=now))


def note_progress(session: Session, file_id: int, state: LedgerState) -> None:
    """Write down a finished step; a row that has ended stays ended."""
    note_all(session, (file_id,), state)


def note_all(session: Session, file_ids: Sequence[int], state: LedgerState) -> None:
    """Write down a finished step of several files; see `note_progress`."""
    now = dt.datetime.now(dt.UTC)
    session.execute(
        update(LedgerRow)
        .where(LedgerRow.id.in_(file_ids), LedgerRow.state.not_in(ENDED))
        .values(state=state, changed_at=now)
        .execution_options(synchronize_session=False)
    )


def note_filed(session: Session, file_id: int, letter_id: int, *, new: bool) -> None:
    """Write down, in the transaction that files the letter, where the file ended."""
    row = row_of(session, file_id)
    now = dt.datetime.now(dt.UTC)
    if row.state in (LedgerState.FILED, LedgerState.DUPLICATE):
        return
    row.letter_id = letter_id
    if new:
        end_row(row, LedgerState.FILED, now)
    else:
        end_row(row, LedgerState.DUPLICATE, now, reason=f"Giống hệt văn bản số {letter_id} trong sổ.")
    for twin in session.scalars(
        select(LedgerRow).where(LedgerRow.sha256 == row.sha256, LedgerRow.state.in_(_REPEATABLE))
    ):
        twin.letter_id = letter_id
        if twin.state is LedgerState.FAILED:  # it failed before, and got in when it was dropped again
            end_row(twin, LedgerState.DUPLICATE, now, reason=f"Giống hệt văn bản số {letter_id} trong sổ.")


def twins(session: Session, record: FileRecord) -> tuple[FileRecord, ...]:
    """Return the other files with the same bytes that ended as its duplicates."""
    same = select(LedgerRow).where(LedgerRow.sha256 == record.sha256, LedgerRow.id != record.id)
    return tuple(map(record_of, session.scalars(same.where(LedgerRow.state == LedgerState.DUPLICATE))))


def note_set_aside(session: Session, file_id: int, reason: str) -> None:
    """Write down that the letter is secret and was set aside unread."""
    end_row(row_of(session, file_id), LedgerState.SET_ASIDE, dt.datetime.now(dt.UTC), reason=reason)


def note_failed(session: Session, file_id: int, error: CongvanError) -> FileRecord:
    """Write down an error; one that can pass is tried again by itself, later and later, the others wait."""
    row = row_of(session, file_id)
    if row.state in ENDED and row.state is not LedgerState.FAILED:
        return record_of(row)  # it got in meanwhile: an error that comes late changes nothing
    now = dt.datetime.now(dt.UTC)
    row.tries += 1
    again = error.passing and row.tries % MOST_TRIES != 0
    reason = error.cause if again or not error.passing else f"{error.cause} Đã thử {row.tries} lần."
    end_row(row, LedgerState.FAILED, now, reason=reason)
    row.next_step, row.code, row.passing = error.next_step, error.code, again
    row.next_try_at = now + _wait_after(row.tries % MOST_TRIES) if again else None
    return record_of(row)


def _wait_after(tries: int) -> dt.timedelta:
    """Return how long to wait after so many tries in a row."""
    return min(FIRST_WAIT * int(3 ** min(tries - 1, 9)), LONGEST_WAIT)


def retry(session: Session, file_id: int) -> FileRecord:
    """Try a failed file again, because a clerk says so.

    Raises:
        NotFoundError: there is no such file, or nothing is left of it that could be tried again.
    """
    row = row_of(session, file_id)
    at_hand = row.sha256 is not None or (row.gone_at is None and row.code != "refused")
    if row.state is not LedgerState.FAILED or not at_hand:
        raise NotFoundError(
            f"Tệp “{row.file_name}” không ở trạng thái lỗi có thể thử lại.",
            "Đưa lại tệp vào hộp đến nếu cần.",
        )
    row.tries += (
        -row.tries % MOST_TRIES
    )  # `tries` only grows: it names the try; a clerk gives a new row of them
    _begin_again(row)
    return record_of(row)


def due_for_retry(session: Session, *, now: dt.datetime) -> tuple[FileRecord, ...]:
    """Take up the failed files whose time to try again has come; return those that are underway now.

    One that was never stored is seen again as if it were new.
    """
    rows = session.scalars(
        select(LedgerRow).where(LedgerRow.state == LedgerState.FAILED, LedgerRow.next_try_at <= now)
    ).all()
    for row in rows:
        _begin_again(row)
    return tuple(record_of(row) for row in rows if row.state is LedgerState.STORED)


def _begin_again(row: LedgerRow) -> None:
    row.state = LedgerState.STORED if row.sha256 else LedgerState.SEEN
    row.ended_at, row.next_try_at = None, None
    row.changed_at = dt.datetime.now(dt.UTC)


def underway(session: Session, *, after: int = 0, limit: int | None = None) -> tuple[FileRecord, ...]:
    """Return files whose original is stored and whose letter is not yet in the register, by their number."""
    query = select(LedgerRow).where(LedgerRow.state.in_(UNDERWAY), LedgerRow.id > after)
    return tuple(map(record_of, session.scalars(query.order_by(LedgerRow.id).limit(limit))))


def get_file(session: Session, file_id: int) -> FileRecord:
    """Return one row."""
    return record_of(row_of(session, file_id))


def files(
    session: Session,
    *,
    state: LedgerState | None = None,
    day: dt.date | None = None,
    limit: int = 100,
    offset: int = 0,
) -> tuple[FileRecord, ...]:
    """Return rows, urgent ones first among those not ended, then the newest first."""
    query = select(LedgerRow)
    if state is not None:
        query = query.where(LedgerRow.state == state)
    if day is not None:
        query = query.where(LedgerRow.seen_at >= _midnight(day), LedgerRow.seen_at < _midnight(day, 1))
    rows = session.scalars(
        query.order_by(LedgerRow.urgency_rank.desc(), LedgerRow.id.desc()).limit(limit).offset(offset)
    )
    return tuple(map(record_of, rows))


def counts(session: Session, *, day: dt.date | None = None) -> dict[LedgerState, int]:
    """Count rows by state, of one day or of all time."""
    query = select(LedgerRow.state, func.count()).group_by(LedgerRow.state)
    if day is not None:
        query = query.where(LedgerRow.seen_at >= _midnight(day), LedgerRow.seen_at < _midnight(day, 1))
    return dict(row.tuple() for row in session.execute(query))


def slip(session: Session, day: dt.date) -> Slip:
    """Return the slip of the files first seen on a day (Vietnam time)."""
    by_state = counts(session, day=day)
    waiting = sum(by_state.get(state, 0) for state in (*UNTAKEN, *UNDERWAY))
    return Slip(
        day=day,
        seen=sum(by_state.values()),
        letters=by_state.get(LedgerState.FILED, 0),
        duplicates=by_state.get(LedgerState.DUPLICATE, 0),
        set_aside=by_state.get(LedgerState.SET_ASIDE, 0),
        failed=by_state.get(LedgerState.FAILED, 0),
        waiting=waiting,
    )


def note_alive(session: Session, worker: str, *, now: dt.datetime) -> None:
    """Write down a worker's sign of life."""
    row = session.get(WorkerRow, worker)
    if row is None:
        session.add(WorkerRow(id=worker, started_at=now, seen_at=now))
        session.execute(delete(WorkerRow).where(WorkerRow.seen_at < now - dt.timedelta(days=1)))
    else:
        row.seen_at = now


def alive(session: Session, *, since: dt.datetime) -> frozenset[str]:
    """Return the workers that gave a sign of life since a moment."""
    return frozenset(session.scalars(select(WorkerRow.id).where(WorkerRow.seen_at >= since)))


def oldest_waiting(session: Session) -> dt.datetime | None:
    """Return when the oldest file that has not ended was first seen."""
    return session.scalar(select(func.min(LedgerRow.seen_at)).where(LedgerRow.state.not_in(ENDED)))


def kept_files(session: Session, *, part: str = "") -> tuple[FileRecord, ...]:
    """Return the files whose original must be in the store: all that were stored but the secret ones.

    `part` restricts them to hashes that begin so.
    """
    secret = select(LedgerRow.sha256).where(
        LedgerRow.state == LedgerState.SET_ASIDE, LedgerRow.sha256.is_not(None)
    )
    rows = session.scalars(
        select(LedgerRow).where(LedgerRow.sha256.between(part, part + "g"), LedgerRow.sha256.not_in(secret))
    )
    return tuple(map(record_of, rows))


def untaken(session: Session, *, before: dt.datetime) -> tuple[FileRecord, ...]:
    """Return the files that have stood in the inbox since before a moment and are not stored."""
    rows = session.scalars(select(LedgerRow).where(LedgerRow.state.in_(UNTAKEN), LedgerRow.seen_at < before))
    return tuple(map(record_of, rows))


def _midnight(day: dt.date, days: int = 0) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days), dt.time(), VIETNAM)
