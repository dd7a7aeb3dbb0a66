"""When has a file in the inbox stopped changing? A pure tracker and a thin look at the folder.

A file is ready when two looks, `quiet` seconds apart, show the same size and time, nobody has it open for
writing (where the system can tell), and it is no name that programs use for half-written files.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

QUIET = 2.0  # seconds without change on a local disk
QUIET_ON_SHARE = 10.0  # a network share shows times late
TEMPORARY_ENDINGS = (".part", ".partial", ".tmp", ".crdownload", ".filepart", ".swp", "~")
TEMPORARY_BEGINNINGS = (".", "~$", "~")
NO_LETTERS = ("thumbs.db", "desktop.ini")  # Windows leaves them in every folder that is looked at


class Refusal(StrEnum):
    """Why something in the inbox is no file to take, in Vietnamese."""

    LINK = "Đây là liên kết tượng trưng, không phải tệp."
    SPECIAL = "Đây không phải tệp thường (ống dẫn, thiết bị)."


@dataclass(frozen=True, slots=True)
class Sighting:
    """One look at one file: its path below the inbox, size in bytes, times in nanoseconds, and inode.

    `path` can be written down anywhere; where the name on disk is no UTF-8, `on_disk` holds that name.
    """

    path: str
    size: int
    modified_ns: int
    inode: int = 0
    refusal: Refusal | None = None
    on_disk: str = ""

    @property
    def place(self) -> str:
        """Where the file is found below the inbox."""
        return self.on_disk or self.path

    @property
    def name(self) -> str:
        """The file's own name, in NFC."""
        return unicodedata.normalize("NFC", Path(self.path).name)

    @property
    def label(self) -> str:
        """The subfolders it stands in, as the letter's label (nhãn), in NFC."""
        parent = Path(self.path).parent
        return "" if parent == Path() else unicodedata.normalize("NFC", parent.as_posix())


def is_temporary(name: str) -> bool:
    """Say whether programs give this name to files that are still being written, or to their own notes."""
    low = name.lower()
    return name.startswith(TEMPORARY_BEGINNINGS) or low.endswith(TEMPORARY_ENDINGS) or low in NO_LETTERS


def writable(name: str) -> str:
    r"""Return a name as text that any database takes: bytes that are no UTF-8 become `\xe8`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def look(inbox: Path) -> Iterator[Sighting]:
    """Yield what stands in the inbox and its subfolders; files that vanish meanwhile are left out."""
    stack = [inbox]
    while stack:
        try:
            entries = list(os.scandir(stack.pop()))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in sorted(entries, key=lambda e: e.name):
            if is_temporary(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                stack.append(Path(entry.path))
                continue
            seen = _sighting(entry, inbox)
            if seen is not None:
                yield seen


def _sighting(entry: os.DirEntry[str], inbox: Path) -> Sighting | None:
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    refusal = None
    if stat.S_ISLNK(status.st_mode):
        refusal = Refusal.LINK
    elif not stat.S_ISREG(status.st_mode):
        refusal = Refusal.SPECIAL
    place = Path(entry.path).relative_to(inbox).as_posix()
    path = writable(place)
    on_disk = "" if path == place else place
    return Sighting(path, status.st_size, status.st_mtime_ns, status.st_ino, refusal, on_disk)


def has_writer(path: Path) -> bool:
    """Say whether somebody has the file open for writing; False where the system cannot tell.

    Linux grants a read lease only on a file that nobody is writing. Network file systems refuse leases.
    """
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        return False
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False


@dataclass(frozen=True, slots=True)
class _Watched:
    seen: Sighting
    since: float  # when this size and time were first seen


@dataclass(slots=True)
class StabilityTracker:
    """Which files have stopped changing? Fed with sightings and the time; asks nobody and touches nothing."""

    quiet: float = QUIET
    _watched: dict[str, _Watched] = field(default_factory=dict)

    def observe(self, sightings: Iterable[Sighting], now: float) -> list[Sighting]:
        """Take one look at the folder; return the files that have been quiet long enough, oldest first.

        A file is returned on every look until it is gone or changes: the caller may find that it still has a
        writer, and ask again.
        """
        present: dict[str, _Watched] = {}
        for seen in sightings:
            before = self._watched.get(seen.path)
            unchanged = before is not None and before.seen == seen
            present[seen.path] = before if unchanged and before else _Watched(seen, now)
        self._watched = present
        ready = [
            one for one in present.values() if one.seen.refusal is None and now - one.since >= self.quiet
        ]
        return [one.seen for one in sorted(ready, key=lambda one: (one.seen.modified_ns, one.seen.path))]

    def waiting(self) -> int:
        """Return how many files are watched."""
        return len(self._watched)
