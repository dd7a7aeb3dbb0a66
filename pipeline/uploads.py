"""Files that arrive through the web page: checked, then put into the inbox folder whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import unicodedata
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from models.errors import FileTooLargeError, StorageError, UnsupportedFileError
from pipeline.register_uploads import note_uploaded

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.register import Register

ENDINGS = frozenset({".pdf", ".docx", ".txt", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"})
_HEAD = 4096
_LONGEST_NAME = 180  # bytes: room is left for " (2)" and ".part"


def put_into_inbox(register: Register, name: str, content: IO[bytes], *, by: str) -> Path:
    """Write one uploaded file into the inbox folder and return its place there; no file is overwritten.

    The inbox never shows half a file: it is written under a hidden temporary name first. The ledger says who
    handed it over.

    Raises:
        UnsupportedFileError: its name or its first bytes are of no kind that congvan reads.
        FileTooLargeError: it is larger than `settings.max_bytes`.
        StorageError: the disk is full or may not be written.
    """
    settings = register.settings
    name = safe_name(name)
    head = content.read(_HEAD)
    _check_kind(name, head)
    content.seek(0)
    inbox = settings.inbox
    partial = inbox / f".{secrets.token_hex(8)}.part"
    try:
        inbox.mkdir(parents=True, exist_ok=True)
        with partial.open("xb") as file:
            shutil.copyfileobj(content, file, 1 << 20)
            if file.tell() > settings.max_bytes:
                raise FileTooLargeError(
                    f"Tệp lớn hơn {settings.max_bytes // 1_000_000} MB.", "Quét lại ở 300 dpi hoặc chia nhỏ."
                )
            file.flush()
            os.fsync(file.fileno())
        return _name_it(register, partial, name, by)
    except OSError as error:
        raise StorageError(
            f"Không ghi được vào hộp đến ({error.strerror}).",
            "Kiểm tra dung lượng và quyền ghi thư mục dữ liệu.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def safe_name(given: str) -> str:
    """Return a plain file name: no folder, nothing invisible, not too long, in NFC.

    Raises:
        UnsupportedFileError: no name is left, or it ends like nothing that congvan reads.
    """
    plain = unicodedata.normalize("NFC", given.replace("\\", "/"))
    plain = "".join(c for c in PurePosixPath(plain).name if c.isprintable() and c not in '<>:"|?*').strip(
        ". "
    )
    path = PurePosixPath(plain or "x")
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UnsupportedFileError(
            f"congvan không đọc tệp “{given[:80]}”.", "Nộp PDF, DOCX, TXT hoặc ảnh (PNG, JPEG, TIFF, WebP)."
        )
    stem = path.stem.encode()[: _LONGEST_NAME - len(ending)].decode(errors="ignore").strip(". ~$")
    return (stem or "van-ban") + ending


def _check_kind(name: str, head: bytes) -> None:
    ending = PurePosixPath(name).suffix
    fits = {
        ".pdf": b"%PDF-" in head[:1024],
        ".docx": head.startswith(b"PK\x03\x04"),
        ".txt": b"\x00" not in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"),
        ".png": head.startswith(b"\x89PNG"),
        ".webp": head[:4] == b"RIFF" and head[8:12] == b"WEBP",
        **dict.fromkeys((".jpg", ".jpeg"), head.startswith(b"\xff\xd8\xff")),
        **dict.fromkeys((".tif", ".tiff"), head[:2] in (b"II", b"MM")),
    }[ending]
    if not fits or not head:
        raise UnsupportedFileError(
            f"“{name}” không phải là tệp {ending[1:].upper()}." if head else f"“{name}” là tệp rỗng.",
            "Xem lại tệp gốc rồi nộp lại.",
        )


def _name_it(register: Register, partial: Path, name: str, by: str) -> Path:
    """Give the file its name, after the ledger knows it; one that is taken gets a number."""
    plain, status = PurePosixPath(name), partial.stat()
    file_id = None
    for count in range(1, 10_000):
        place = partial.with_name(name if count == 1 else f"{plain.stem} ({count}){plain.suffix}")
        if place.exists():
            continue
        noted = register.write(
            note_uploaded,
            place.name,
            size=status.st_size,
            modified_ns=status.st_mtime_ns,
            by=by,
            file_id=file_id,
        )
        if noted is None:
            continue
        file_id = noted
        try:
            os.link(partial, place)  # unlike a rename, never replaces a file
        except FileExistsError:
            continue
        except OSError:  # a file system without hard links
            if place.exists():
                continue
            partial.rename(place)
        return place
    raise StorageError(f"Hộp đến đã có quá nhiều tệp tên “{name}”.", "Đổi tên tệp rồi nộp lại.")
