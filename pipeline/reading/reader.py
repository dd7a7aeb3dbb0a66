"""One file to one Letter: its kind decides who reads it; heavy parts are loaded when they are needed."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import FileTooLargeError, UnreadableFileError
from models.letter import Source
from pipeline.reading.files import PICTURES, Kind, kind_of, load
from pipeline.reading.layout import lay_out
from pipeline.reading.layout_text import without_geometry
from pipeline.reading.listed_cells import with_listed_cells

if TYPE_CHECKING:
    from models.letter import Letter
    from pipeline.reading.printed import PrintedPage
    from pipeline.settings import Settings

_LETTERS_OF_PAGE = 4_000  # a full page in print has 3,000


def read_file(path: Path, settings: Settings) -> Letter:
    """Read one file; see `pipeline.reading.read`."""
    data = load(path, settings)
    kind = kind_of(data, path.name)
    source = Source(path.name, hashlib.sha256(data).hexdigest(), kind.value, 1)
    letter = _read(path, data, source, settings)
    if not letter.text.strip():
        raise UnreadableFileError(
            "Không thấy chữ nào trong tệp.", "Xem lại tệp: trang trắng, ảnh mờ hoặc không phải văn bản."
        )
    return letter


def _read(path: Path, data: bytes, source: Source, settings: Settings) -> Letter:
    if source.media_type == Kind.DOCX:
        return _read_docx(path, source, settings)
    if source.media_type == Kind.TEXT:
        pages = _text_pages(data, settings)
        return with_listed_cells(without_geometry(lay_out(replace(source, pages=len(pages)), pages)))
    pages = (
        _picture_pages(path, settings) if source.media_type in PICTURES else _pdf_pages(path, data, settings)
    )
    return lay_out(replace(source, pages=len(pages)), pages)


def _pdf_pages(path: Path, data: bytes, settings: Settings) -> list[PrintedPage]:
    from pipeline.reading.pdf import read_pdf  # noqa: PLC0415 - pdfium, not for text files

    return read_pdf(path, data, settings)


def _text_pages(data: bytes, settings: Settings) -> list[PrintedPage]:
    from pipeline.reading.encodings import decode  # noqa: PLC0415
    from pipeline.reading.plain import plain_pages  # noqa: PLC0415

    most = settings.max_pages * _LETTERS_OF_PAGE
    if len(data) > 4 * most:  # no encoding takes more bytes a letter
        raise _too_long(settings)
    text, encoding = decode(data)
    if len(text) > most:
        raise _too_long(settings)
    return plain_pages(text, encoding)


def _too_long(settings: Settings) -> FileTooLargeError:
    return FileTooLargeError(
        f"Tệp văn bản dài hơn {settings.max_pages} trang.",
        "Tách nhỏ tệp, hoặc nâng thiết lập max_pages.",
    )


def _read_docx(path: Path, source: Source, settings: Settings) -> Letter:
    from pipeline.reading.documents import read_document, to_pdf  # noqa: PLC0415 - python-docx

    data = to_pdf(path)
    if data is None:
        return read_document(path, source)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        pages = _pdf_pages(Path(file.name), data, settings)
    said = [replace(page, reason=f"tệp DOCX, LibreOffice chuyển thành PDF; {page.reason}") for page in pages]
    return lay_out(replace(source, pages=len(said)), said)


def _picture_pages(path: Path, settings: Settings) -> list[PrintedPage]:
    from pipeline.reading.rendering import page_sizes  # noqa: PLC0415 - OpenCV, Tesseract
    from pipeline.reading.scans import read_image_pages  # noqa: PLC0415

    try:
        return list(read_image_pages(path, range(1, len(page_sizes(path)) + 1), settings))
    except (OSError, SyntaxError, TypeError, ValueError) as error:  # what Pillow raises on a broken picture
        raise UnreadableFileError(
            "Ảnh bị hỏng hoặc bị cắt cụt.", "Quét lại, hoặc chép lại tệp từ nơi gửi."
        ) from error
