"""Pages that are pictures: render, clean, read, say where each word stands."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from models.letter import Box, TextSource
from pipeline.reading.clean import clean
from pipeline.reading.lines import X_HEIGHT_OF_SIZE, common_height, cut_lines, find_lines, shapes_of
from pipeline.reading.ocr import Layout, read_words
from pipeline.reading.printed import PrintedPage, PrintedWord
from pipeline.reading.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.reading.clean import CleanPage
    from pipeline.reading.lines import LineImage
    from pipeline.reading.ocr import ReadWord
    from pipeline.reading.rendering import PageImage
    from pipeline.settings import Settings

_SURE_ENOUGH = 0.45
_SURE_ENOUGH_ALONE = 0.6  # for a line of three letters or fewer


def read_image_pages(path: Path, page_numbers: Sequence[int], settings: Settings) -> Iterator[PrintedPage]:
    """Read these pages (1-based) of a PDF or picture file by OCR, in the order asked."""
    del settings
    for number in page_numbers:
        yield read_page(render(path, number))


def read_page(image: PageImage) -> PrintedPage:
    """Read one rendered page."""
    page = clean(image)
    words = tuple(read_lines(page))
    return PrintedPage(
        number=page.number,
        width=page.width,
        height=page.height,
        words=words,
        source=TextSource.OCR,
        reason="trang là ảnh quét",
        rules=page.rules,
        rotation=page.rotation,
        dpi=round(page.scan_dpi, 1),
        skew=round(page.skew, 2),
    )


def read_lines(page: CleanPage) -> Iterator[PrintedWord]:
    """Yield the words of all lines of a clean page."""
    shapes = shapes_of(page.ink)
    lines = find_lines(shapes, common_height(shapes, page.dpi))
    for line in cut_lines(page.grey, shapes, lines):
        words = read_words(line.pixels, page.dpi, layout=Layout.RAW_LINE)
        if _is_text(words):
            for word in words:
                yield _placed(word, line, page.scale)


def _is_text(words: Sequence[ReadWord]) -> bool:
    """Say whether a line was worth reading: not a stroke of a seal, a signature or a stain."""
    letters = sum(sum(char.isalnum() for char in word.text) for word in words)
    if not letters:
        return False
    sure = sum(word.confidence * len(word.text) for word in words) / sum(len(word.text) for word in words)
    return sure > (_SURE_ENOUGH if letters > 3 else _SURE_ENOUGH_ALONE)


def _placed(word: ReadWord, line: LineImage, scale: float) -> PrintedWord:
    """Put a word at the ink it was read from."""
    columns = line.mask.max(axis=0)
    first = max(0, round(word.left / line.scale))
    last = min(len(columns), max(first + 1, round(word.right / line.scale)))
    inked = np.flatnonzero(columns[first:last])
    if len(inked):
        first, last = first + int(inked[0]), first + int(inked[-1]) + 1
    rows = np.flatnonzero(line.mask[:, first:last].max(axis=1, initial=0))
    high, low = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, line.mask.shape[0])
    box = Box(
        (line.left + first) / scale, (line.top + high) / scale,
        (line.left + last) / scale, (line.top + low) / scale,
    )  # fmt: skip
    size = line.line.x_height / scale / X_HEIGHT_OF_SIZE
    return PrintedWord(_normal(word.text), box, word.confidence, size=round(size, 1))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("Ð", "Đ"))


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
    return PrintedWord(_normal(word.text), box, word.confidence, size=box.bottom - box.top)
