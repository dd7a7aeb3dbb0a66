"""A quick look at a file before its turn to be read comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def first_page_text(path: Path) -> str:
    """Return the text layer of a PDF's first page; nothing where there is none or the file is no PDF.

    Runs in a reader process: a file that nobody has looked at may crash pdfium.
    """
    import pypdfium2  # noqa: PLC0415 - only the reader processes pay for it

    try:
        with pypdfium2.PdfDocument(path) as document:
            return str(document[0].get_textpage().get_text_bounded())
    except (pypdfium2.PdfiumError, OSError, IndexError, ValueError):
        return ""
