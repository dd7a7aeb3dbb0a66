"""What a step leaves for the next one: a letter half-way, on disk, until it is in the register."""

from __future__ import annotations

import os
import pickle
import shutil
from typing import TYPE_CHECKING, Any

from models.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path


class Workbench:
    """A folder for each letter underway, named by the original's hash. Only congvan writes there."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, sha256: str, name: str, value: Any) -> None:
        """Keep a step's result; a half-written one is never seen.

        Raises:
            StorageError: the disk is full or may not be written.
        """
        target = self.root / sha256 / name
        part = target.with_name(f".{name}.{os.getpid()}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise StorageError(
                f"Không ghi được kết quả đọc ({error.strerror}).",
                "Giải phóng ổ đĩa; văn bản sẽ được đọc tiếp.",
            ) from error

    def get(self, sha256: str, name: str) -> Any | None:
        """Return a step's result; None where it is not there or cannot be used any more."""
        try:
            return pickle.loads((self.root / sha256 / name).read_bytes())  # noqa: S301 - our own folder
        except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError):
            return None

    def clear(self, sha256: str) -> None:
        """Remove what the steps left."""
        shutil.rmtree(self.root / sha256, ignore_errors=True)
