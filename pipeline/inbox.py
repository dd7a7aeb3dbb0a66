"""The clerk's folder: what stands in it is written down, stored for ever, and only then removed."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.errors import CongvanError, StorageError
from models.states import LedgerState
from pipeline.complete import looks_whole
from pipeline.intake import QUIET, Sighting, StabilityTracker, has_writer, look
from pipeline.originals_remote import originals_of
from pipeline.register_ledger import (
    UNTAKEN,
    FileRecord,
    note_added,
    note_failed,
    note_gone,
    note_progress,
    note_sightings,
    note_stored,
)
from pipeline.urgency import label_rank

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.originals import Originals
    from pipeline.register import Register
    from pipeline.settings import Settings

PATIENCE = 60.0
"""A file that looks unfinished is given so many quiet seconds; then it is taken, and reading says why."""


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
        """Look once: write down what is there, take what is ready; return how many files were taken."""
        sightings = list(look(self.settings.inbox))
        ready = self.tracker.observe(sightings, time.monotonic())
        rows = self.register.write(note_sightings, sightings, now=dt.datetime.now(dt.UTC))
        taken = 0
        for seen in ready:
            if self.stopping.is_set():
                break
            row = rows[seen.path]
            path = self.settings.inbox / seen.path
            if row.state not in UNTAKEN:
                if row.sha256 is not None:
                    self._remove(row, path, seen)  # stored before, but a stop came before it was removed
                continue
            if has_writer(path) or not (looks_whole(path) or _quiet_for(seen) > self.patience):
                continue
            taken += self._take(row, path, seen)
        return taken

    def _take(self, row: FileRecord, path: Path, seen: Sighting) -> bool:
        self.register.write(note_progress, row.id, LedgerState.STABLE)
        try:
            sha256, stored = self.originals.store(path)
        except StorageError:
            raise  # the disk: nothing is lost, the next look tries again
        except CongvanError as error:
            self.register.write(note_failed, row.id, error)
            return False
        if not _unchanged(path, seen):
            return False  # somebody wrote on: it is looked at anew
        urgency = label_rank(row.label) or self.urgency_of(stored)
        record = self.register.write(note_stored, row.id, sha256, urgency_rank=urgency)
        self._remove(record, path, seen)
        if record.state is LedgerState.STORED:
            self.tell(record)
        return True

    def _remove(self, row: FileRecord, path: Path, seen: Sighting) -> None:
        """Take the file out of the inbox: original and ledger row are on disk by now."""
        if not _unchanged(path, seen):
            return
        if self.settings.keep_inbox_copy:
            done = self.settings.data / "done" / seen.path
            done.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, _free_name(done))
        else:
            path.unlink(missing_ok=True)
        sync_folder(path.parent)
        self.register.write(note_gone, row.id)

    def add(self, path: Path, *, by: str) -> FileRecord:
        """Take a file from anywhere, once, leaving it where it is.

        Raises:
            CongvanError: it cannot be read or stored.
        """
        sha256, stored = self.originals.store(path)
        now = dt.datetime.now(dt.UTC)
        size = stored.stat().st_size
        row = self.register.write(note_added, str(path.absolute()), path.name, size, by=by, now=now)
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
    """Return the path, or one with a number, that no file has yet."""
    free, number = path, 1
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free


def sync_folder(folder: Path) -> None:
    """Make a removal or a new name in a folder durable, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
