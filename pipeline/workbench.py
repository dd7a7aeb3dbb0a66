"""What a step leaves for the next one: a letter half-way, on disk, until it is in the register."""

from __future__ import annotations

import copyreg
import dataclasses
import hashlib
import os
import pickle
import shutil
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from models import entry, finding, letter
from models.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable
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
        target = self.root / sha256 / f"{name}-{_SHAPE}"
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
        """Return a step's result; None where it is not there, or a version with other values left it."""
        try:
            return pickle.loads((self.root / sha256 / f"{name}-{_SHAPE}").read_bytes())  # noqa: S301 - our own folder
        except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError):
            return None

    def clear(self, sha256: str) -> None:
        """Remove what the steps left."""
        shutil.rmtree(self.root / sha256, ignore_errors=True)


def _quickly() -> str:
    """Have our values pickled by their class and fields, three times as fast as slotted ones are; name the shape.

    The name changes with the fields: what another version of the program left is not taken for this one's.
    """
    digest = hashlib.sha256()
    for module in (letter, finding, entry):
        for kind in vars(module).values():
            if (
                isinstance(kind, type)
                and dataclasses.is_dataclass(kind)
                and kind.__module__ == module.__name__
            ):
                names = [one.name for one in dataclasses.fields(kind)]
                digest.update(f"{kind.__qualname__}({','.join(names)})".encode())
                if len(names) > 1:
                    copyreg.pickle(kind, _reducer(kind, attrgetter(*names)))
    return digest.hexdigest()[:8]


def _reducer(kind: type, fields_of: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda value: (kind, fields_of(value))


_SHAPE = _quickly()
