"""Pages that are pictures: render, clean, read, say where each word stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.letter import Box, TextSource
from pipeline.reading.ocr import Layout, read_words
from pipeline.reading.printed import PrintedPage, PrintedWord
from pipeline.reading.rendering import PageImage, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.reading.ocr import ReadWord
    from pipeline.settings import Settings


def read_image_pages(path: Path, page_numbers: Sequence[int], settings: Settings) -> Iterator[PrintedPage]:
    """Read these pages (1-based) of a PDF or picture file by OCR, in the order asked."""
    del settings
    for number in page_numbers:
        yield read_page(render(path, number))


def read_page(image: PageImage) -> PrintedPage:
    """Read one rendered page."""
    words = read_words(image.pixels, image.dpi)
    return PrintedPage(
        number=image.number,
        width=image.width,
        height=image.height,
        words=tuple(_printed(word, image.scale) for word in words),
        source=TextSource.OCR,
        reason="trang là ảnh quét",
        dpi=round(image.dpi, 1),
    )


def read_region(path: Path, page: int, box: Box, settings: Settings) -> tuple[PrintedWord, ...]:
    """Read a region of a page again, enlarged."""
    del settings
    image = render(path, page, dpi=400)
    scale = image.scale
    top, bottom = max(0, round(box.top * scale)), round(box.bottom * scale)
    left, right = max(0, round(box.x0 * scale)), round(box.x1 * scale)
    crop = image.pixels[top:bottom, left:right]
    if crop.size == 0:
        return ()
    words = read_words(crop, image.dpi, layout=Layout.BLOCK)
    return tuple(_printed(word, scale, box.x0, box.top) for word in words)


def _printed(word: ReadWord, scale: float, x: float = 0, y: float = 0) -> PrintedWord:
    box = Box(x + word.left / scale, y + word.top / scale, x + word.right / scale, y + word.bottom / scale)
    return PrintedWord(word.text.replace("Ð", "Đ"), box, word.confidence, size=box.bottom - box.top)
