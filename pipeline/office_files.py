"""The office's own files in the data folder, as the settings page changes them.

congvan.toml and holidays.csv count; the register only remembers who changed them.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import tomlkit

from models.errors import StorageError, UsageError
from pipeline.calendar import OFFICE_FILE, SpecialDay, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pipeline.settings import Settings

EDITABLE = (
    "office",
    "province",
    "due_soon_days",
    "before_is_strict",
    "day_ends",
    "sure",
    "number_on_approval",
)
"""Settings that the page may change; the others belong to whoever runs the machine."""


def fixed_by_environment(environment: Mapping[str, str]) -> frozenset[str]:
    """Return the settings that an environment variable fixes, so that the file does not count."""
    return frozenset(name for name in EDITABLE if f"CONGVAN_{name.upper()}" in environment)


def change_settings(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    """Write changes into congvan.toml, keeping its remarks, and return the settings with them.

    Raises:
        UsageError: a value that cannot be.
        StorageError: the file cannot be written.
    """
    unknown = changes.keys() - set(EDITABLE)
    if unknown:
        raise UsageError(f"Không đổi được thiết lập {', '.join(sorted(unknown))} ở đây.", "Sửa congvan.toml.")
    _check(changes)
    path = settings.data / "congvan.toml"
    document = tomlkit.parse(path.read_text("utf-8")) if path.is_file() else tomlkit.document()
    for name, value in changes.items():
        document[name] = value
    _write(path, tomlkit.dumps(document))
    return replace(settings, **changes)


def _check(changes: Mapping[str, Any]) -> None:
    days, sure, ends = changes.get("due_soon_days"), changes.get("sure"), changes.get("day_ends")
    if days is not None and not 0 <= days <= 60:
        raise UsageError("Số ngày “sắp đến hạn” ngoài khoảng 0–60.", "Ghi một số ngày, ví dụ 3.")
    if sure is not None and not 0.5 <= sure <= 1:
        raise UsageError("Ngưỡng chắc chắn ngoài khoảng 50–100 %.", "Ghi ví dụ 90.")
    if ends is not None:
        hour, _, minute = ends.partition(":")
        good = (
            hour.isdecimal()
            and minute.isdecimal()
            and len(ends) == 5
            and int(hour) * 60 + int(minute) <= 1440
        )
        if not good or int(minute) > 59:
            raise UsageError(f"“{ends}” không phải là giờ.", "Ghi dạng 17:00; hết ngày là 24:00.")


def office_days(settings: Settings) -> tuple[SpecialDay, ...]:
    """Return the office's own holidays and make-up days."""
    path = settings.data / OFFICE_FILE
    if not path.is_file():
        return ()
    return tuple(read_table(path.read_text("utf-8").splitlines(), OFFICE_FILE))


def write_office_days(settings: Settings, days: Iterable[SpecialDay]) -> None:
    """Write the office's own holidays and make-up days; a later row for a day replaces the earlier."""
    by_day = {one.day: one for one in days}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("day", "kind", "name"))
    writer.writerows((one.day.isoformat(), one.kind, one.name) for _, one in sorted(by_day.items()))
    _write(settings.data / OFFICE_FILE, out.getvalue())


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)  # noqa: PTH105 - `name` is a string
    except OSError as error:
        raise StorageError(
            f"Không ghi được {path.name} ({error.strerror}).", "Kiểm tra quyền ghi của thư mục dữ liệu."
        ) from error
