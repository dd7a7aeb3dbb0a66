"""Where letters wait that did not get in: faulty ones with their reason, secret ones locked away."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

from models.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

REASON = "lý do.txt"


class Quarantine:
    """Two folders below the data folder: `loi` for failed letters, `mat` for secret ones."""

    def __init__(self, data: Path) -> None:
        self.failed = data / "loi"
        self.secret = data / "mat"

    def hold(self, original: Path | None, file_name: str, file_id: int, reason: str) -> None:
        """Show a failed letter to the clerk: its file and the reason, in a folder of its own.

        Raises:
            StorageError: the disk is full or may not be written.
        """
        folder = self.failed / _folder_name(file_id, file_name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if original is not None:
                _link_or_copy(original, folder / _short(file_name))
            (folder / REASON).write_text(reason, "utf-8")
        except OSError as error:
            raise StorageError(
                f"Không ghi được vào thư mục lỗi ({error.strerror}).", "Giải phóng ổ đĩa hoặc cấp quyền ghi."
            ) from error

    def holds_any(self) -> bool:
        """Say whether a failed letter waits."""
        return self.failed.is_dir() and any(self.failed.iterdir())

    def release(self, file_name: str, file_id: int) -> None:
        """Take a letter out that got in after all."""
        shutil.rmtree(self.failed / _folder_name(file_id, file_name), ignore_errors=True)

    def set_aside(self, original: Path | None, file_name: str, file_id: int) -> None:
        """Move a secret letter out of the originals, where only the owner of the program may look.

        Raises:
            StorageError: the disk is full or may not be written.
        """
        try:
            self.secret.mkdir(parents=True, exist_ok=True)
            self.secret.chmod(0o700)
            folder = self.secret / _folder_name(file_id, file_name)
            folder.mkdir(mode=0o700, exist_ok=True)
            if original is not None:
                shutil.move(original, folder / _short(file_name))
        except OSError as error:
            raise StorageError(
                f"Không chuyển được văn bản mật ra khỏi kho ({error.strerror}).",
                "Giải phóng ổ đĩa hoặc cấp quyền.",
            ) from error


def _short(name: str) -> str:
    """Return a name that any file system takes: its ending kept, at most 200 bytes."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = name, ""
    room = 200 - len(ending.encode()) - 1
    cut = stem.encode()[:room].decode("utf-8", "ignore")
    return f"{cut}.{ending}" if ending else cut


def _folder_name(file_id: int, file_name: str) -> str:
    return f"{file_id:06} {_short(file_name)}"


def _link_or_copy(source: Path, target: Path) -> None:
    with contextlib.suppress(FileExistsError):
        try:
            os.link(source, target)
        except FileExistsError:
            raise
        except OSError:
            shutil.copyfile(source, target)
