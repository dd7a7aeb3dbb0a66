"""A PDF's pages: each from its text layer where that can be trusted, else by OCR."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from models.letter import TextSource
from pipeline.reading.printed import PrintedPage
from pipeline.reading.text_layer import LayerPage, read_layer

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.settings import Settings


def read_pdf(path: Path, data: bytes, settings: Settings) -> list[PrintedPage]:
    """Read all pages."""
    document = pdfium.PdfDocument(data)
    try:
        layers = [read_layer(document, number + 1) for number in range(len(document))]
    finally:
        document.close()
    pages = {layer.number: _printed(layer) for layer in layers if _trusted(layer)}
    images = [layer.number for layer in layers if layer.number not in pages]
    if images:
        from pipeline.reading.scans import read_image_pages

        pages.update((page.number, page) for page in read_image_pages(path, images, settings))
    return [pages[number] for number in sorted(pages)]


def _trusted(layer: LayerPage) -> bool:
    return len(layer.words) > 30 or (bool(layer.words) and layer.picture_share < 0.3)


def _printed(layer: LayerPage) -> PrintedPage:
    return PrintedPage(
        layer.number,
        layer.width,
        layer.height,
        layer.words,
        TextSource.TEXT_LAYER,
        "có lớp chữ đọc được",
        layer.rules,
    )
