"""The clerk's folder: what stands in it is written down, stored for ever, and only then removed."""

from __future__ import annotations

import contextlib
import datetime as dt
import glob
import os
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from models.errors import CongvanError, StorageError
from models.states import LedgerState
from pipeline.complete import looks_whole
from pipeline.intake import QUIET, Sighting, StabilityTracker, has_writer, look, writable
from pipeline.originals import hash_file, sync_folder
from pipeline.originals_remote import originals_of
from pipeline.quarantine import Quarantine
from pipeline.register_ledger import (
    UNTAKEN,
    FileRecord,
    note_added,
    note_all,
    note_all_stored,
    note_failed,
    note_gone,
    note_stored,
)
from pipeline.register_sightings import note_sightings
from pipeline.urgency import label_rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline.originals import Originals
    from pipeline.register import Register
    from pipeline.settings import Settings

_Item = TypeVar("_Item")

PATIENCE = 60.0
"""A file that looks unfinished is given so many quiet seconds; then it is taken, and reading says why."""

PATIENCE_ON_SHARE = 900.0
"""The same where the system cannot tell whether somebody still writes."""

AT_ONCE = 500  # files taken before the next look: an urgent one that comes now does not wait for thousands
TOGETHER = 16  # files stored side by side and written down in one transaction


@dataclass(frozen=True, slots=True)
class _Stored:
    """A file whose original is on disk, before the ledger knows it."""

    row: FileRecord
    seen: Sighting
    sha256: str
    original: Path
    urgency: int


@dataclass(slots=True)
class Inbox:
    """The folder and what is known of it.

    `tell` is called with every file that is ready to be read; `urgency_of` looks into a stored file for an
    urgency mark; `stopping` ends a look between two files.
    """

    settings: Settings
    register: Register
    tell: Callable[[FileRecord], None]
    urgency_of: Callable[[Path], int] = lambda _path: 0
    quiet: float = QUIET
    stopping: threading.Event = field(default_factory=threading.Event)
    patience: float = PATIENCE
    tracker: StabilityTracker = field(init=False)
    originals: Originals = field(init=False)

    def __post_init__(self) -> None:
        """Make the folder, so that the clerk finds it."""
        self.settings.inbox.mkdir(parents=True, exist_ok=True)
        self.tracker = StabilityTracker(quiet=self.quiet)
        self.originals = originals_of(self.settings)

    def sweep(self) -> int:
        """Look once: write down what is there, take what is ready; return how many files were taken.

        Raises:
            StorageError: disk or database refuse; what could be taken was, and the next look tries again.
        """
        sightings = list(look(self.settings.inbox))
        ready = self.tracker.observe(sightings, time.monotonic())
        rows = self.register.write(note_sightings, sightings, now=dt.datetime.now(dt.UTC))
        ready.sort(key=lambda seen: -label_rank(seen.label))  # of equal rank the oldest stays first
        both = [(rows[seen.path], seen) for seen in ready]
        untaken = ((row, seen) for row, seen in both if row.state in UNTAKEN and self._finished(seen))
        taken = 0
        with ThreadPoolExecutor(TOGETHER) as threads:
            for group in _groups(islice(untaken, AT_ONCE), TOGETHER):
                if self.stopping.is_set():
                    break
                taken += self._take(group, threads)
        # Those that were stored before, but a stop or a folder that may not be written came in between.
        self._remove([(row, seen) for row, seen in both if row.state not in UNTAKEN and row.sha256])
        return taken

    def _finished(self, seen: Sighting) -> bool:
        path = self.settings.inbox / seen.place
        return not has_writer(path) and (looks_whole(path) or _quiet_for(seen) > self.patience)

    def _take(self, group: Sequence[tuple[FileRecord, Sighting]], threads: ThreadPoolExecutor) -> int:
        """Store some files, write that down, hand them on, and only then take them out of the inbox."""
        self.register.write(note_all, [row.id for row, _ in group], LedgerState.STABLE)
        results = list(threads.map(lambda one: self._store(*one), group))
        stored = [one for one in results if isinstance(one, _Stored)]
        records = self.register.write(
            note_all_stored, [(one.row.id, one.sha256, one.urgency) for one in stored]
        )
        for one, record in zip(stored, records, strict=True):
            if record.state is LedgerState.STORED:
                self.tell(record)
            elif record.state is LedgerState.SET_ASIDE:
                Quarantine(self.settings.data).set_aside(one.original, record.file_name, record.id)
                self.originals.forget(one.sha256)
        self._remove([(record, one.seen) for record, one in zip(records, stored, strict=True)])
        trouble = next((one for one in results if isinstance(one, StorageError)), None)
        if trouble is not None:
            raise trouble
        return len(stored)

    def _store(self, row: FileRecord, seen: Sighting) -> _Stored | StorageError | None:
        """Store one file; None if it cannot be taken now, an error if nothing can."""
        path = self.settings.inbox / seen.place
        try:
            sha256, original = self.originals.store(path, unchanged=lambda: _unchanged(path, seen))
        except StorageError as error:
            return error
        except CongvanError as error:
            if _unchanged(path, seen):  # it may not be read: that can pass, and if not a clerk is told
                away = StorageError(error.cause, "Cấp quyền đọc tệp cho congvan; sẽ tự thử lại.")
                self.register.write(note_failed, row.id, away)
            return None  # it is gone or somebody wrote on: the next look sees
        urgency = label_rank(row.label) or self.urgency_of(original)
        return _Stored(row, seen, sha256, original, urgency)

    def _remove(self, files: Sequence[tuple[FileRecord, Sighting]]) -> None:
        """Take files out of the inbox: original and ledger row are on disk by now.

        Raises:
            StorageError: one could not be removed; the others are.
        """
        gone, folders, refused = [], set(), ""
        for row, seen in files:
            path = self.settings.inbox / seen.place
            try:
                if _unchanged(path, seen):
                    self._remove_one(path, seen)
                    gone.append(row.id)
                    folders.add(path.parent)
            except OSError as error:
                refused = f"{row.file_name}: {error.strerror}"
        for folder in folders:
            with contextlib.suppress(OSError):  # not every system can
                sync_folder(folder)
        if gone:
            self.register.write(note_gone, *gone)
        if refused:
            raise StorageError(
                f"Không lấy được tệp đã lưu ra khỏi hộp đến ({refused}).",
                "Cấp quyền ghi thư mục hộp đến cho congvan.",
            )

    def _remove_one(self, path: Path, seen: Sighting) -> None:
        if not self.settings.keep_inbox_copy:
            path.unlink(missing_ok=True)
            return
        done = self.settings.data / "done" / seen.place
        done.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, _free_name(done))

    def add(self, path: Path, *, by: str) -> FileRecord:
        """Take a file from anywhere, once, leaving it where it is.

        Raises:
            CongvanError: it cannot be read or stored.
        """
        sha256, stored = self.originals.store(path)
        now = dt.datetime.now(dt.UTC)
        size = stored.stat().st_size
        row = self.register.write(
            note_added, writable(str(path.absolute())), writable(path.name), size, by=by, now=now
        )
        record = self.register.write(note_stored, row.id, sha256, urgency_rank=self.urgency_of(stored))
        if record.state is LedgerState.STORED:
            self.tell(record)
        return record


def _quiet_for(seen: Sighting) -> float:
    return time.time() - seen.modified_ns / 1e9


def _unchanged(path: Path, seen: Sighting) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns, status.st_ino) == (seen.size, seen.modified_ns, seen.inode)


def _free_name(path: Path) -> Path:
    """Return the path, or one with a number, that no file has yet; the longest names are cut to make room."""
    free, number = path, 1
    while free.exists():
        number += 1
        ending = f" ({number}){path.suffix}"
        stem = os.fsencode(path.stem)[: _LONGEST_NAME - len(os.fsencode(ending))]
        free = path.with_name(stem.decode("utf-8", "ignore") + ending)
    return free


_LONGEST_NAME = 255  # bytes


def forget_done(done: Path, taken: FileRecord) -> None:
    """Remove the copies of a secret letter from the folder of taken files: it is read only after it was taken."""
    for path in done.rglob(f"*{glob.escape(Path(taken.file_name).suffix)}"):
        if path.is_file() and path.stat().st_size == taken.size and hash_file(path) == taken.sha256:
            path.unlink()


def _groups(many: Iterable[_Item], most: int) -> Iterator[list[_Item]]:
    """Yield the items in lists of at most so many."""
    rest = iter(many)
    while group := list(islice(rest, most)):
        yield group
