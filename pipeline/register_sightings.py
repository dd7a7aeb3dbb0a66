"""What a look into the inbox folder changes in the ledger: files that are new, grew, were renamed or vanished."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.states import LedgerState
from models.tables import LedgerRow
from pipeline.register_ledger import UNTAKEN, FileRecord, end_row, record_of, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.orm import Session

    from pipeline.intake import Sighting

_UPLOAD_TIME = dt.timedelta(minutes=1)  # between an uploaded file's row and its name in the folder
_COLUMNS = [getattr(LedgerRow, name) for name in FileRecord.__slots__]


def note_sightings(
    session: Session, sightings: Iterable[Sighting], *, now: dt.datetime
) -> dict[str, FileRecord]:
    """Write down what stands in the inbox; return the row of each path that is there.

    A new file gets a row; one that grew or was given another name keeps its row; one that vanished before it
    was taken ends as failed. A link or a pipe gets a row that says why it is refused.
    """
    present = {seen.path: seen for seen in sightings}
    known = {record.path: record for record in _standing(session)}
    renamed = {
        (one.size, one.modified_ns): one
        for path, one in known.items()
        if path not in present and one.state in UNTAKEN
    }
    here: dict[str, FileRecord] = {}
    new: list[LedgerRow] = []
    for seen in present.values():
        record = known.pop(seen.path, None)
        if record is None or not _same_file(record, seen):
            if record is None and (before := renamed.pop((seen.size, seen.modified_ns), None)):
                record = known.pop(before.path)
            row = _changed(session, record, seen, now)
            new += [row] if row.id is None else []
            record = record_of(row)
        here[seen.path] = record
    session.add_all(new)
    session.flush()
    here |= {row.path: record_of(row) for row in new}
    for record in known.values():
        _note_absent(row_of(session, record.id), now)
    return here


def _standing(session: Session) -> Iterator[FileRecord]:
    """Yield the rows of files that stood in the inbox at the last look; thousands, so no objects that change."""
    return (FileRecord(*row) for row in session.execute(select(*_COLUMNS).where(LedgerRow.gone_at.is_(None))))


def _changed(session: Session, record: FileRecord | None, seen: Sighting, now: dt.datetime) -> LedgerRow:
    """Return the row of a file that is new, that grew, or that stands under another name."""
    row = None if record is None else row_of(session, record.id)
    if row is not None and row.state not in UNTAKEN:
        row.gone_at = now  # taken before; another file came under its name
        row = None
    if row is None:
        row = LedgerRow(state=LedgerState.SEEN, seen_at=now, passing=False, tries=0, urgency_rank=0)
    row.path, row.file_name, row.label = seen.path, seen.name, seen.label[:200]
    row.size, row.modified_ns, row.changed_at = seen.size, seen.modified_ns, now
    if seen.refusal:
        end_row(row, LedgerState.FAILED, now, reason=seen.refusal.value)
        row.next_step, row.code = "Chép tệp thật vào hộp đến, rồi xóa mục này.", "refused"
    return row


def _note_absent(row: LedgerRow, now: dt.datetime) -> None:
    """Write down that a file is not in the inbox any more."""
    if row.state in UNTAKEN and row.uploaded_by and now - row.changed_at < _UPLOAD_TIME:
        return  # noted by the page, and about to appear
    row.gone_at = now
    if row.state in UNTAKEN:
        end_row(row, LedgerState.FAILED, now, reason="Tệp biến mất khỏi hộp đến trước khi được nhận.")
        row.next_step, row.code = "Hãy quét lại văn bản, trừ khi đã chuyển đi có chủ ý.", "vanished"


def _same_file(row: FileRecord, seen: Sighting) -> bool:
    return (row.size, row.modified_ns) == (seen.size, seen.modified_ns)
