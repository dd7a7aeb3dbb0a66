"""What kind of file is it? By its first bytes, never by its name; and what is wrong with it."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from typing import TYPE_CHECKING

from models.errors import (
    FileTooLargeError,
    MissingFileError,
    UnreadableFileError,
    UnsupportedFileError,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.settings import Settings


class Kind(StrEnum):
    """The kinds of file congvan reads, by media type."""

    PDF = "application/pdf"
    TIFF = "image/tiff"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    TEXT = "text/plain"


PICTURES = {Kind.TIFF, Kind.JPEG, Kind.PNG, Kind.WEBP}
READABLE = "Dùng tệp PDF, TIFF, JPEG, PNG, WebP, DOCX hoặc TXT."

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
    (b"MM\x00+", Kind.TIFF),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (_OLE, "tệp Word kiểu cũ (.doc) hoặc có mật khẩu"),
    (b"{\\rtf", "tệp RTF"),
    (b"GIF8", "ảnh GIF"),
    (b"BM", "ảnh BMP"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén gzip"),
    (b"MZ", "chương trình Windows"),
    (b"\x7fELF", "chương trình"),
    (b"%!PS", "tệp PostScript"),
)


def load(path: Path, settings: Settings) -> bytes:
    """Read the file's bytes.

    Raises:
        MissingFileError: it is not there or may not be read.
        FileTooLargeError: it is larger than the settings allow.
        UnreadableFileError: it is empty or is not a file.
    """
    try:
        if path.is_dir():
            raise UnreadableFileError("Đây là thư mục, không phải tệp.", "Chọn một tệp trong thư mục đó.")
        size = path.stat().st_size
        if size > settings.max_bytes:
            raise FileTooLargeError(
                f"Tệp nặng {size // 1_000_000} MB, quá mức {settings.max_bytes // 1_000_000} MB.",
                "Tách nhỏ tệp, hoặc nâng thiết lập max_bytes.",
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise MissingFileError("Không có tệp này.", "Kiểm tra lại tên và đường dẫn.") from error
    except PermissionError as error:
        raise MissingFileError("Không được quyền đọc tệp này.", "Cấp quyền đọc rồi làm lại.") from error
    except OSError as error:
        raise MissingFileError(
            f"Không mở được tệp ({error.strerror}).", "Kiểm tra ổ đĩa rồi làm lại."
        ) from error
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFileError("Tệp rỗng.", "Chép lại tệp từ nơi gửi.")
    return data


def kind_of(data: bytes, name: str) -> Kind:
    """Say what kind of file the bytes are.

    Raises:
        UnsupportedFileError: a kind that congvan does not read.
        UnreadableFileError: the name says PDF or picture, the bytes say otherwise.
    """
    head = data[:1024]
    if b"%PDF-" in head:
        return Kind.PDF
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head.startswith(b"PK"):
        return _zipped(data)
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise UnsupportedFileError(f"Đây là {what}, congvan không đọc loại này.", READABLE)
    if not looks_like_text(data):
        raise UnsupportedFileError("Không nhận ra loại tệp.", READABLE)
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if suffix in {"pdf", "png", "jpg", "jpeg", "tif", "tiff", "webp", "docx"}:
        raise UnreadableFileError(
            f"Tên tệp là .{suffix} nhưng bên trong chỉ là chữ, không phải {suffix.upper()}.",
            "Đổi tên thành .txt nếu đó là văn bản, hoặc xin lại tệp gốc.",
        )
    return Kind.TEXT


def looks_like_text(data: bytes) -> bool:
    """Say whether the bytes are text in one of the encodings congvan reads."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or data[:3] == b"\xef\xbb\xbf":
        return True
    sample = data[:20_000]
    zeros = sample.count(0)
    if zeros:  # UTF-16 without its mark: every other byte of Latin letters is zero
        return zeros > 0.2 * len(sample) and sum(byte < 9 for byte in sample) < 0.7 * len(sample)
    return sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in sample) < 0.02 * len(sample)


def _zipped(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableFileError(
            "Tệp nén hoặc DOCX bị hỏng, bị cắt cụt.", "Chép lại tệp từ nơi gửi."
        ) from error
    if "word/document.xml" in names:
        return Kind.DOCX
    raise UnsupportedFileError("Đây là tệp nén hoặc tệp Office khác, congvan không đọc loại này.", READABLE)
