"""From a file to a Letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from models.letter import Letter
    from pipeline.settings import Settings


def read(path: Path, settings: Settings) -> Letter:
    """Read one file, by what is in it and not by its name.

    Raises:
        UnreadableFileError: the file cannot be read as a letter.
        SecretLetterError: the letter is secret; its body was not laid out.
    """
    import hashlib
    from dataclasses import replace

    from models.letter import Source
    from pipeline.reading.files import PICTURES, Kind, kind_of, load

    data = load(path, settings)
    kind = kind_of(data, path.name)
    source = Source(path.name, hashlib.sha256(data).hexdigest(), kind.value, 1)
    if kind is Kind.DOCX:
        from pipeline.reading.documents import read_document

        return read_document(path, source)

    from pipeline.reading.layout import lay_out

    if kind is Kind.TEXT:
        from pipeline.reading.layout_text import without_geometry
        from pipeline.reading.encodings import decode
        from pipeline.reading.plain import plain_pages

        pages = plain_pages(*decode(data))
        return without_geometry(lay_out(replace(source, pages=len(pages)), pages))
    if kind in PICTURES:
        from pipeline.reading.rendering import page_sizes
        from pipeline.reading.scans import read_image_pages

        pages = list(read_image_pages(path, range(1, len(page_sizes(path)) + 1), settings))
    else:
        from pipeline.reading.pdf import read_pdf

        pages = read_pdf(path, data, settings)
    return lay_out(replace(source, pages=len(pages)), pages)
