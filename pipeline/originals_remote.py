"""Originals in a store that many machines share (S3 or what else fsspec knows), with a local copy."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import StorageError
from pipeline.originals import Originals, hash_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.settings import Settings


def originals_of(settings: Settings) -> Originals:
    """Return the office's store: a folder, or the shared store that `originals_url` names."""
    if settings.originals_url:
        return RemoteOriginals(settings.originals_url, settings.originals)
    return Originals(settings.originals)


class RemoteOriginals(Originals):
    """A write-once store behind fsspec: `<url>/ab/cd/<sha256><suffix>`; the folder is its cache."""

    def __init__(self, url: str, cache: Path) -> None:
        super().__init__(cache)
        self._local = Originals(cache)
        import fsspec  # noqa: PLC0415 - only offices with a shared store need it

        self._remote, self._base = fsspec.core.url_to_fs(url)

    def store(
        self, source: Path, *, sha256: str | None = None, unchanged: Callable[[], bool] = lambda: True
    ) -> tuple[str, Path]:
        """Store a file in the cache and in the shared store; it is in both when this returns.

        Raises:
            StorageError: the disk is full, or the shared store cannot be reached or written.
            MissingFileError: the source vanished, cannot be read, or changed meanwhile.
        """
        stored, local = self._local.store(source, sha256=sha256, unchanged=unchanged)
        if self._name_of(stored) is None:
            target = posixpath.join(self._base, stored[:2], stored[2:4], local.name)
            self._try(self._remote.makedirs, posixpath.dirname(target), exist_ok=True)
            self._try(self._remote.put_file, str(local), target)
        return stored, local

    def path_of(self, sha256: str) -> Path | None:
        """Return the file's local copy, fetched where it is missing; None where the store has none.

        Raises:
            StorageError: the store cannot be reached, or what came is not what was stored.
        """
        local = self._local.path_of(sha256)
        if local is not None:
            return local
        name = self._name_of(sha256)
        return self._fetch(name, sha256) if name else None

    def _fetch(self, name: str, sha256: str) -> Path | None:
        part = self.root / f".part-{sha256}{Path(name).suffix}"
        self.root.mkdir(parents=True, exist_ok=True)
        try:
            self._try(self._remote.get_file, name, str(part))
            if hash_file(part) != sha256:
                raise StorageError("Bản gốc trong kho chung bị hỏng.", "Khôi phục bản gốc từ bản sao lưu.")
            self._local.store(part, sha256=sha256)
        finally:
            part.unlink(missing_ok=True)
        return self._local.path_of(sha256)

    def _name_of(self, sha256: str) -> str | None:
        folder = posixpath.join(self._base, sha256[:2], sha256[2:4])
        try:
            self._remote.invalidate_cache(folder)
            names: list[str] = self._remote.ls(folder, detail=False)
        except FileNotFoundError:
            return None
        except Exception as error:
            raise _unreachable(error) from error
        return next((name for name in names if posixpath.basename(name).startswith(sha256)), None)

    def part(self, beginning: str) -> Iterator[Path]:
        """Yield stored files by their name in the shared store; see `Originals.part`."""
        names: list[str] = self._try(self._remote.find, posixpath.join(self._base, beginning))
        return (Path(name) for name in sorted(names))

    def forget(self, sha256: str) -> None:
        """Take a secret letter out of the shared store, where others may look."""
        name = self._name_of(sha256)
        if name is not None:
            self._try(self._remote.rm, name)

    def _try(self, action: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return action(*args, **kwargs)
        except Exception as error:
            raise _unreachable(error) from error


def _unreachable(error: Exception) -> StorageError:
    return StorageError(
        f"Kho bản gốc chung không dùng được ({type(error).__name__}).",
        "Kiểm tra originals_url, mạng nội bộ và quyền ghi; sẽ tự thử lại.",
    )
