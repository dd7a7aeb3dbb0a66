"""Originals: every letter's file as it came, kept for ever under its hash and never written again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from models.errors import MissingFileError, StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHUNK = 1 << 20


class Originals:
    """A write-once store: `<root>/ab/cd/<sha256><suffix>`; a file there is read-only and complete."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._durable: set[Path] = set()  # folders whose own name this process knows to be on disk

    def path_of(self, sha256: str) -> Path | None:
        """Return the stored file, None where there is none."""
        try:
            with os.scandir(self._folder(sha256)) as entries:
                return next((Path(one.path) for one in entries if one.name.startswith(sha256)), None)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def store(
        self, source: Path, *, sha256: str | None = None, unchanged: Callable[[], bool] = lambda: True
    ) -> tuple[str, Path]:
        """Copy `source` into the store and return its hash and place; a file already there stays as it is.

        The file and its folder are on disk (fsync) when this returns. `unchanged` is asked after the last byte
        was read: a source that somebody wrote on meanwhile does not get in.

        Raises:
            StorageError: the disk is full or may not be written.
            MissingFileError: the source vanished, cannot be read, or changed meanwhile.
        """
        try:
            reading = source.open("rb")
        except OSError as error:
            raise MissingFileError(
                f"không đọc được tệp ({error.strerror}).", "Kiểm tra tệp còn ở đó."
            ) from error
        with reading:
            try:
                return self._store(reading, source.suffix.lower(), sha256, unchanged)
            except OSError as error:
                raise StorageError(
                    f"Không lưu được bản gốc ({error.strerror}).",
                    "Kiểm tra dung lượng và quyền ghi của thư mục originals.",
                ) from error

    def verify(self, sha256: str) -> bool:
        """Say whether the stored file still has the hash that names it."""
        path = self.path_of(sha256)
        return path is not None and hash_file(path) == sha256

    def forget(self, sha256: str) -> None:
        """Nothing more to do here: a secret letter's file was moved out of the folder."""

    def __iter__(self) -> Iterator[Path]:
        """Yield every stored file."""
        return self.part("")

    def part(self, beginning: str) -> Iterator[Path]:
        """Yield the stored files whose hash begins so (two hex digits, or nothing for all)."""
        folders = sorted(self.root.glob(f"{beginning or '??'}/??/*"))
        return (path for path in folders if not path.name.startswith("."))

    def _folder(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:4]

    def _store(
        self, reading: BinaryIO, suffix: str, expected: str | None, unchanged: Callable[[], bool]
    ) -> tuple[str, Path]:
        self.root.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        descriptor, name = tempfile.mkstemp(prefix=".part-", dir=self.root)
        part = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as writing:
                while chunk := reading.read(_CHUNK):
                    digest.update(chunk)
                    writing.write(chunk)
                writing.flush()
                os.fsync(writing.fileno())
            sha256 = digest.hexdigest()
            if (expected is not None and sha256 != expected) or not unchanged():
                raise MissingFileError("tệp thay đổi trong lúc đọc.", "Đợi tệp ghi xong rồi nạp lại.")
            if (known := self.path_of(sha256)) is not None:
                return sha256, known
            part.chmod(stat.S_IRUSR | stat.S_IRGRP)
            return sha256, self._put(part, sha256, suffix)
        finally:
            with contextlib.suppress(FileNotFoundError):
                part.unlink()

    def _put(self, part: Path, sha256: str, suffix: str) -> Path:
        folder = self._folder(sha256)
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / f"{sha256}{suffix[:10]}"
        with contextlib.suppress(FileExistsError):  # another worker stored the same bytes: equally good
            os.link(part, place)
        sync_folder(folder)
        for made in (folder, folder.parent):  # their names stand in the folders above
            if made not in self._durable:
                sync_folder(made.parent)
                self._durable.add(made)
        return place


def hash_file(path: Path) -> str:
    """Return the file's SHA-256 in hex."""
    with path.open("rb") as reading:
        return hashlib.file_digest(reading, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
