"""Do inbox, ledger and originals fit together? What does not is told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.states import LedgerState
from pipeline.originals_remote import originals_of
from pipeline.register_ledger import kept_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.register import Register
    from pipeline.settings import Settings


def mismatches(register: Register, settings: Settings, *, hashes: bool = False) -> Iterator[str]:
    """Yield each thing that does not fit, in Vietnamese; `hashes` reads every original again."""
    originals = originals_of(settings)
    wanted = {record.sha256: record for record in register.read(kept_files) if record.sha256}
    for sha256, record in wanted.items():
        if originals.path_of(sha256) is None:
            yield f"Mất bản gốc của “{record.file_name}” (tệp số {record.id})."
        elif hashes and not originals.verify(sha256):
            yield f"Bản gốc của “{record.file_name}” (tệp số {record.id}) đã bị thay đổi."
        if record.state is LedgerState.FILED and record.letter_id is None:
            yield f"Tệp số {record.id} “{record.file_name}” ghi là đã vào sổ nhưng không có văn bản."
    for path in originals:
        if path.stem not in wanted:
            yield f"Bản gốc {path.name} không có trong nhật ký."
