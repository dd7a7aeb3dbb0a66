"""All settings, read once from the environment and `congvan.toml`, then handed in."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Settings:
    """What an office can set. Paths hang below `data`; each name may stand in `congvan.toml` there.

    An environment variable `CONGVAN_<NAME>` overrides the file.
    """

    data: Path = Path("data")
    database_url: str = ""  # empty: SQLite under `data`
    originals_url: str = ""  # a store that many machines share ("s3://bucket/originals"); empty: the folder
    office: str = ""  # the office's own name, for "for us or not"
    province: str = ""  # "Quảng Ngãi"
    host: str = "127.0.0.1"
    port: int = 8321
    due_soon_days: int = 3  # sắp đến hạn: within so many days
    before_is_strict: bool = True  # "trước ngày 15": on the 15th it is too late
    day_ends: str = "24:00"  # end of working hours on a deadline's last day
    sure: float = 0.9  # from this confidence on a value counts as sure
    number_on_approval: bool = False  # a letter gets its arrival number when it is approved
    keep_inbox_copy: bool = False  # move to done/ instead of removing
    network_share: bool = False  # the inbox is on a network share: wait longer before a file counts as whole
    max_pages: int = 500
    max_bytes: int = 300_000_000
    worker_silence: int = 60  # a worker without a sign of life for so many seconds is taken for dead
    ocr_workers: int = field(default_factory=lambda: os.cpu_count() or 1)

    @property
    def inbox(self) -> Path:
        """Where the clerk drops letters (hộp đến)."""
        return self.data / "inbox"

    @property
    def originals(self) -> Path:
        """Where originals are kept for ever, named by their hash."""
        return self.data / "originals"

    @property
    def url(self) -> str:
        """The register's database URL."""
        return self.database_url or f"sqlite:///{(self.data / 'register.sqlite3').absolute()}"


def load(environment: Mapping[str, str], **given: object) -> Settings:
    """Read settings: `given` (from the command line) before the environment before congvan.toml."""
    data = Path(str(given.get("data") or environment.get("CONGVAN_DATA") or "data"))
    values: dict[str, object] = {}
    file = data / "congvan.toml"
    if file.is_file():
        try:
            values.update(tomllib.loads(file.read_text("utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{file}: sai cú pháp TOML ({error}).", "Sửa tệp rồi chạy lại.") from error
    known = {f.name: f for f in fields(Settings)}
    for name in known:
        value = environment.get(f"CONGVAN_{name.upper()}")
        if value is not None:
            values[name] = value
    values.update({name: value for name, value in given.items() if value is not None})
    unknown = values.keys() - known.keys()
    if unknown:
        raise UsageError(
            f"{file}: không có thiết lập tên {', '.join(sorted(unknown))}.",
            f"Các tên dùng được: {', '.join(sorted(known))}.",
        )
    values["data"] = data
    return Settings(**{name: _as(known[name].type, name, value) for name, value in values.items()})  # type: ignore[arg-type]


def _as(kind: object, name: str, value: object) -> object:
    if kind == "Path":
        return Path(str(value))
    try:
        if kind == "bool":
            return str(value).lower() in {"1", "true", "yes", "có"}
        if kind == "int":
            return int(str(value))
        if kind == "float":
            return float(str(value))
    except ValueError as error:
        raise UsageError(f"Thiết lập {name}: “{value}” không phải là số.", "Ghi một số, ví dụ 3.") from error
    return str(value)
