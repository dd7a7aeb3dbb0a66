"""From a file to a Letter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

    from models.letter import Letter, Source
    from pipeline.reading.files import Kind
    from pipeline.reading.printed import PrintedPage
    from pipeline.settings import Settings


def read(path: Path, settings: Settings) -> Letter:
    """Read one file, by what is in it and not by its name.

    Raises:
        UnreadableFileError: the file cannot be read as a letter.
        SecretLetterError: the letter is secret; its body was not laid out.
    """
    from pipeline.reading.files import kind_of, load

    data = load(path, settings)
    letter = _read(path, data, kind_of(data, path.name), settings)
    if not letter.text.strip():
        raise UnreadableFileError(
            "Không thấy chữ nào trong tệp.", "Xem lại tệp: trang trắng, ảnh mờ hoặc không phải văn bản."
        )
    return letter


def _read(path: Path, data: bytes, kind: Kind, settings: Settings) -> Letter:
    import hashlib

    from models.letter import Source
    from pipeline.reading.files import PICTURES, Kind

    source = Source(path.name, hashlib.sha256(data).hexdigest(), kind.value, 1)
    if kind is Kind.DOCX:
        return _read_docx(path, source, settings)

    from pipeline.reading.layout import lay_out

    if kind is Kind.TEXT:
        from pipeline.reading.encodings import decode
        from pipeline.reading.layout_text import without_geometry
        from pipeline.reading.plain import plain_pages

        pages = plain_pages(*decode(data))
        return without_geometry(lay_out(replace(source, pages=len(pages)), pages))
    if kind in PICTURES:
        pages = _picture_pages(path, settings)
    else:
        from pipeline.reading.pdf import read_pdf

        pages = read_pdf(path, data, settings)
    return lay_out(replace(source, pages=len(pages)), pages)


def _read_docx(path: Path, source: Source, settings: Settings) -> Letter:
    import tempfile

    from pipeline.reading.documents import read_document, to_pdf

    data = to_pdf(path)
    if data is None:
        return read_document(path, source)

    from pipeline.reading.layout import lay_out
    from pipeline.reading.pdf import read_pdf

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        pages = read_pdf(type(path)(file.name), data, settings)
    said = [replace(page, reason=f"tệp DOCX, LibreOffice chuyển thành PDF; {page.reason}") for page in pages]
    return lay_out(replace(source, pages=len(said)), said)


def _picture_pages(path: Path, settings: Settings) -> list[PrintedPage]:
    from pipeline.reading.rendering import page_sizes
    from pipeline.reading.scans import read_image_pages

    try:
        return list(read_image_pages(path, range(1, len(page_sizes(path)) + 1), settings))
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises on a broken picture
        raise UnreadableFileError(
            "Ảnh bị hỏng hoặc bị cắt cụt.", "Quét lại, hoặc chép lại tệp từ nơi gửi."
        ) from error
