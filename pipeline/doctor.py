"""Is everything there that congvan needs? Each check says what was found and, if it is wrong, what to do."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import CongvanError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.settings import Settings

LOW_DISK = 2_000_000_000  # bytes; a day of scans of a busy office
FONTS = (
    "/usr/share/fonts/truetype/croscore",
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/truetype/noto",
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its name, whether it is well, what was found, and the next step if not."""

    name: str
    well: bool
    found: str
    next_step: str = ""
    needed: bool = True  # False: congvan works without it, less well


def examine(settings: Settings) -> Iterator[Check]:
    """Run every check; none of them changes anything but a probe file in folders that it may write."""
    yield _python()
    yield _tesseract()
    yield from _folders(settings)
    yield _disk(settings)
    yield _database(settings)
    yield _fonts()
    yield _office(settings)


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check("Python", sys.version_info >= (3, 11), version, "Cài Python 3.11 trở lên.")


def _guard(name: str, look: Callable[[], str], next_step: str) -> Check:
    try:
        return Check(name, well=True, found=look())
    except CongvanError as error:
        return Check(name, well=False, found=error.cause, next_step=error.next_step)
    except (OSError, RuntimeError) as error:
        return Check(name, well=False, found=str(error), next_step=next_step)


def _tesseract() -> Check:
    def look() -> str:
        from pipeline.reading.ocr import tesseract_version  # noqa: PLC0415 - heavy

        return tesseract_version()

    return _guard("Tesseract, tiếng Việt", look, "Chạy: sudo apt-get install tesseract-ocr-vie")


def _folders(settings: Settings) -> Iterator[Check]:
    named = (("Thư mục dữ liệu", settings.data), ("Hộp đến", settings.inbox), ("Bản gốc", settings.originals))
    for name, folder in named:
        yield _folder(name, folder)


def _folder(name: str, folder: Path) -> Check:
    there = next((one for one in (folder, *folder.absolute().parents) if one.exists()), Path("/"))
    if not os.access(there, os.W_OK | os.X_OK):
        step = f"Cấp quyền ghi: sudo chown -R $USER {there}"
        return Check(name, well=False, found=f"{folder}: không có quyền ghi", next_step=step)
    state = "sẵn sàng" if folder.exists() else "chưa có, sẽ được tạo"
    return Check(name, well=True, found=f"{folder}: {state}")


def _disk(settings: Settings) -> Check:
    there = next(one for one in (settings.data.absolute(), *settings.data.absolute().parents) if one.exists())
    free = shutil.disk_usage(there).free
    found = f"còn trống {free / 1e9:.1f} GB"
    return Check("Dung lượng đĩa", free > LOW_DISK, found, "Dọn bớt hoặc thêm đĩa; dưới 2 GB là dễ đầy.")


def _database(settings: Settings) -> Check:
    def look() -> str:
        from models.database import open_database, revision_of  # noqa: PLC0415 - heavy

        shown = settings.url.split("@")[-1] if "@" in settings.url else settings.url
        if settings.url.startswith("sqlite") and not Path(settings.url.removeprefix("sqlite:///")).exists():
            return f"{shown}: chưa có, sẽ được tạo"
        database = open_database(settings.url)
        try:
            return f"{shown}: phiên bản {revision_of(database)}"
        finally:
            database.close()

    return _guard("Cơ sở dữ liệu", look, "Kiểm tra CONGVAN_DATABASE_URL và máy chủ PostgreSQL.")


def _fonts() -> Check:
    there = [Path(folder).name for folder in FONTS if Path(folder).is_dir()]
    step = "Chạy: sudo apt-get install fonts-croscore"
    return Check("Phông chữ có dấu", bool(there), ", ".join(there) or "không thấy", step, needed=False)


def _office(settings: Settings) -> Check:
    step = 'Ghi office = "UBND …" vào congvan.toml để biết văn bản nào giao việc cho cơ quan mình.'
    return Check("Tên cơ quan", bool(settings.office), settings.office or "chưa đặt", step, needed=False)
