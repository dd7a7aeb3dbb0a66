"""Do inbox, ledger and originals fit together? What does not is told in words."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.states import LedgerState
from pipeline.intake import NO_LETTERS, is_temporary
from pipeline.originals_remote import originals_of
from pipeline.register_ledger import kept_files, untaken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.register import Register
    from pipeline.register_ledger import FileRecord
    from pipeline.settings import Settings

LONG = 3600.0
"""Seconds after which something in the inbox that is not taken is told of."""

_YOUNG = 600.0  # an original of the last minutes may be ahead of its ledger row
_PARTS = [f"{number:02x}" for number in range(256)]
_PARTS_AT_A_TIME = 16


def mismatches(register: Register, settings: Settings, *, hashes: bool = False) -> Iterator[str]:
    """Yield each thing that does not fit, in Vietnamese; `hashes` reads every original again."""
    yield from in_the_inbox(register, settings)
    yield from _in_the_store(register, settings, "", hashes=hashes)


def in_the_inbox(register: Register, settings: Settings) -> Iterator[str]:
    """Yield what has stood in the inbox for long and was not taken."""
    before = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=LONG)
    for record in register.read(untaken, before=before):
        yield f"“{record.path}” đã ở hộp đến hơn một giờ mà chưa nhận được: có chương trình còn đang ghi?"
    for path in sorted(settings.inbox.rglob("*")):
        if is_temporary(path.name) and path.name.lower() not in NO_LETTERS and _age(path) > LONG:
            yield f"“{path.name}” mang tên tệp tạm nên không được nhận: đổi tên nếu đó là văn bản."


def _in_the_store(register: Register, settings: Settings, part: str, *, hashes: bool) -> Iterator[str]:
    """Yield what does not fit between ledger and originals, for hashes that begin with `part`."""
    originals = originals_of(settings)
    wanted: dict[str, FileRecord] = {}
    for record in register.read(kept_files, part=part):
        if record.state is LedgerState.FILED and record.letter_id is None:
            yield f"Tệp số {record.id} “{record.file_name}” ghi là đã vào sổ nhưng không có văn bản."
        wanted.setdefault(record.sha256 or "", record)
    for sha256, record in wanted.items():
        if originals.path_of(sha256) is None:
            yield f"Mất bản gốc của “{record.file_name}” (tệp số {record.id})."
        elif hashes and not originals.verify(sha256):
            yield f"Bản gốc của “{record.file_name}” (tệp số {record.id}) đã bị thay đổi."
    for path in originals.part(part):
        if path.stem not in wanted and _age(path) > _YOUNG:
            yield f"Bản gốc {path.name} không có trong nhật ký."


def _age(path: Path) -> float:
    """Return the seconds since a file was written; for ever where it is not on this machine."""
    try:
        return time.time() - path.lstat().st_mtime
    except OSError:
        return float("inf")


@dataclass(slots=True)
class Rounds:
    """Reconciling by and by: each round looks at the inbox and at a sixteenth of the store."""

    register: Register
    settings: Settings
    _found: dict[str, tuple[str, ...]] = field(default_factory=dict)  # part of the store → what does not fit
    _next: int = 0

    def go(self) -> int:
        """Look once; return how many things do not fit, as far as is known."""
        self._found["inbox"] = tuple(in_the_inbox(self.register, self.settings))
        for part in _PARTS[self._next : self._next + _PARTS_AT_A_TIME]:
            self._found[part] = tuple(_in_the_store(self.register, self.settings, part, hashes=False))
        self._next = (self._next + _PARTS_AT_A_TIME) % len(_PARTS)
        return len(self.found)

    @property
    def found(self) -> tuple[str, ...]:
        """What does not fit, in Vietnamese."""
        return tuple(told for _, several in sorted(self._found.copy().items()) for told in several)
