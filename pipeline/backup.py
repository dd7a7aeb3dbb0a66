"""Backups: a folder with every original once and a snapshot of the register for each day it was taken.

    <folder>/originals/ab/cd/<sha256>.pdf
    <folder>/snapshots/2024-03-15T170000/{register.jsonl.gz, manifest.json, congvan.toml}

A snapshot is complete when its manifest is there; a backup broken off leaves none.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.database import open_database
from models.errors import NotFoundError, StorageError, UsageError
from models.migrations import HEAD
from pipeline.export_dump import counts, dump, load
from pipeline.originals import Originals, hash_file, sync_folder
from pipeline.originals_remote import originals_of
from pipeline.register_history import last_event
from pipeline.register_verify import check_arrival_numbers, check_events, letter_hashes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from models.database import Database
    from pipeline.settings import Settings

REGISTER = "register.jsonl.gz"
MANIFEST = "manifest.json"


@dataclass(slots=True)
class Backup:
    """A snapshot made or looked at."""

    place: Path
    counts: dict[str, int]
    originals: int = 0
    copied: int = 0
    problems: list[str] = field(default_factory=list)  # Vietnamese

    @property
    def whole(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.problems


def make_backup(
    settings: Settings,
    database: Database,
    folder: Path,
    *,
    now: dt.datetime,
    progress: Callable[[str], None] = print,
) -> Backup:
    """Take a snapshot of the register and copy the originals that the folder does not have yet.

    Raises:
        StorageError: the folder cannot be written, or lies inside the data folder.
    """
    if folder.resolve().is_relative_to(settings.data.resolve()):
        raise StorageError("Thư mục sao lưu nằm trong thư mục dữ liệu.", "Chọn một ổ đĩa khác.")
    place = folder / "snapshots" / now.strftime("%Y-%m-%dT%H%M%S")
    try:
        place.mkdir(parents=True)
        progress("Đang chép sổ …")
        manifest = _write_register(database, place / REGISTER)
        settings_file = settings.data / "congvan.toml"
        if settings_file.is_file():
            shutil.copy2(settings_file, place / "congvan.toml")
        progress("Đang chép bản gốc …")
        made = Backup(place, manifest["counts"])
        manifest["missing"] = _copy_originals(settings, folder, manifest.pop("hashes"), made)
        _write_json(place / MANIFEST, manifest | {"made_at": now.isoformat(), "originals": made.originals})
    except OSError as error:
        raise StorageError(
            f"Không ghi được bản sao lưu ({error.strerror}).",
            "Kiểm tra dung lượng và quyền ghi của ổ đĩa đích.",
        ) from error
    return made


def newest_snapshot(folder: Path) -> Path:
    """Return the newest complete snapshot.

    Raises:
        NotFoundError: there is none.
    """
    found = sorted((folder / "snapshots").glob(f"*/{MANIFEST}"))
    if not found:
        raise NotFoundError(
            f"{folder} không có bản sao lưu hoàn chỉnh nào.", "Sao lưu bằng “congvan backup THƯ_MỤC”."
        )
    return found[-1].parent


def check_backup(folder: Path, *, progress: Callable[[str], None] = print) -> Backup:
    """Restore the newest snapshot into a scratch folder and compare counts, history and every original's hash."""
    place = newest_snapshot(folder)
    manifest = _read_manifest(place)
    checked = Backup(place, manifest["counts"])
    with tempfile.TemporaryDirectory(prefix="congvan-check-") as scratch:
        progress("Đang phục hồi vào thư mục tạm …")
        database = open_database(f"sqlite:///{Path(scratch) / 'register.sqlite3'}")
        try:
            _load_register(database, place, manifest)
            with database.transaction(write=False) as session:
                found = counts(session)
                checked.problems += [
                    f"bảng {name}: sao lưu ghi {number} dòng, phục hồi được {found.get(name, 0)}"
                    for name, number in manifest["counts"].items()
                    if found.get(name, 0) != number
                ]
                if last_event(session) != manifest["last_event"]:
                    checked.problems.append("sự kiện cuối không khớp")
                checked.problems += [*check_events(session), *check_arrival_numbers(session)]
                hashes = {sha256 for _, sha256 in letter_hashes(session)}
        finally:
            database.close()
    progress("Đang đối chiếu bản gốc …")
    _check_originals(folder, hashes - set(manifest["missing"]), checked)
    return checked


def restore_backup(
    settings: Settings, folder: Path, *, snapshot: str | None = None, progress: Callable[[str], None] = print
) -> Backup:
    """Put a snapshot and its originals into an empty data folder.

    Raises:
        StorageError: the register there is not empty; nothing is overwritten, ever.
        NotFoundError: there is no such snapshot.
    """
    place = folder / "snapshots" / snapshot if snapshot else newest_snapshot(folder)
    manifest = _read_manifest(place)
    restored = Backup(place, manifest["counts"])
    database = open_database(settings.url)
    try:
        progress("Đang nạp sổ …")
        _load_register(database, place, manifest)
        with database.transaction(write=False) as session:
            hashes = {sha256 for _, sha256 in letter_hashes(session)}
    finally:
        database.close()
    progress("Đang chép bản gốc …")
    source, target = Originals(folder / "originals"), originals_of(replace(settings))
    for sha256 in sorted(hashes):
        path = source.path_of(sha256)
        if path is None:
            restored.problems.append(f"thiếu bản gốc {sha256}")
            continue
        target.store(path, sha256=sha256)
        restored.originals += 1
    kept = place / "congvan.toml"
    if kept.is_file() and not (settings.data / "congvan.toml").exists():
        shutil.copy2(kept, settings.data / "congvan.toml")
    return restored


def _write_register(database: Database, path: Path) -> dict[str, Any]:
    """Write the dump and return what its manifest says; all is read in one transaction."""
    digest = hashlib.sha256()
    with database.transaction(write=False) as session, path.open("wb") as raw:
        if not database.is_sqlite:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=4, mtime=0) as packed:
            for line in dump(session):
                data = line.encode() + b"\n"
                digest.update(data)
                packed.write(data)
        raw.flush()
        os.fsync(raw.fileno())
        return {
            "revision": HEAD,
            "sha256": digest.hexdigest(),
            "counts": counts(session),
            "last_event": last_event(session),
            "hashes": [sha256 for _, sha256 in letter_hashes(session)],
        }


def _copy_originals(settings: Settings, folder: Path, hashes: list[str], made: Backup) -> list[str]:
    """Copy what is missing; return the hashes of originals that the office itself does not have."""
    source, target = originals_of(settings), Originals(folder / "originals")
    missing = []
    for sha256 in sorted(set(hashes)):
        if target.path_of(sha256) is None:
            path = source.path_of(sha256)
            if path is None:
                missing.append(sha256)
                made.problems.append(f"bản gốc {sha256} không có trong kho")
                continue
            target.store(path, sha256=sha256)
            made.copied += 1
        made.originals += 1
    return missing


def _load_register(database: Database, place: Path, manifest: dict[str, Any]) -> None:
    path = place / REGISTER
    digest = hashlib.sha256()
    try:
        with gzip.open(path, "rb") as packed:
            for block in iter(lambda: packed.read(1 << 20), b""):
                digest.update(block)
        if digest.hexdigest() != manifest["sha256"]:
            raise StorageError("Bản sao lưu của sổ đã bị thay đổi.", "Dùng bản sao lưu khác.")
        with gzip.open(path, "rt", encoding="utf-8") as lines, database.transaction() as session:
            load(session, (line.rstrip("\n") for line in lines))
    except (OSError, EOFError) as error:
        raise StorageError(
            f"Bản sao lưu của sổ không đọc được ({error}).", "Dùng bản sao lưu khác."
        ) from error


def _check_originals(folder: Path, hashes: set[str], checked: Backup) -> None:
    store = Originals(folder / "originals")
    for sha256 in sorted(hashes):
        path = store.path_of(sha256)
        if path is None:
            checked.problems.append(f"thiếu bản gốc {sha256}")
        elif hash_file(path) != sha256:
            checked.problems.append(f"bản gốc {path.name} đã bị hỏng")
        else:
            checked.originals += 1


def _read_manifest(place: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((place / MANIFEST).read_text("utf-8"))
    except FileNotFoundError as error:
        raise NotFoundError(
            f"Không có bản sao lưu {place.name}.", "Xem các thư mục trong snapshots/."
        ) from error
    except (OSError, ValueError) as error:
        raise StorageError(f"Bản kê {place / MANIFEST} không đọc được.", "Dùng bản sao lưu khác.") from error
    if manifest.get("revision") != HEAD:
        raise UsageError(
            f"Bản sao lưu thuộc lược đồ {manifest.get('revision')}, bản congvan này dùng {HEAD}.",
            "Phục hồi bằng đúng bản congvan đã sao lưu, rồi nâng cấp.",
        )
    return dict(manifest)


def _write_json(path: Path, value: dict[str, Any]) -> None:
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as writing:
        json.dump(value, writing, ensure_ascii=False, indent=1)
        writing.flush()
        os.fsync(writing.fileno())
    part.replace(path)
    sync_folder(path.parent)
