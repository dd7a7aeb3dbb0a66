"""White letters on white paper: text that is in the file and that nobody sees."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

if TYPE_CHECKING:
    from pipeline.reading.printed import PrintedPage, PrintedWord

WHITE = "white"  # the ink's name in the text layer
_PAPER = 235  # of 255: lighter than this is paper


def without_hidden(page: PrintedPage, data: bytes) -> PrintedPage:
    """Leave out the white words of a page that stand on no darker ground."""
    if page.rotation or not any(word.colour == WHITE for word in page.words):
        return page
    document = pdfium.PdfDocument(data)
    try:
        picture = document[page.number - 1].render(scale=1, grayscale=True)
        pixels, stride = bytes(picture.buffer), picture.stride
        high = picture.height
    finally:
        document.close()

    def seen(word: PrintedWord) -> bool:
        left, right = max(0, int(word.box.x0)), min(stride, int(word.box.x1) + 1)
        rows = range(max(0, int(word.box.top)), min(high, int(word.box.bottom) + 1))
        ground = b"".join(pixels[y * stride + left : y * stride + right] for y in rows)
        return bool(ground) and sum(pixel < _PAPER for pixel in ground) > 0.3 * len(ground)

    kept = [word for word in page.words if word.colour != WHITE or seen(word)]
    words = tuple(replace(word, colour="black") if word.colour == WHITE else word for word in kept)
    if len(kept) == len(page.words):
        return replace(page, words=words)
    note = f"Trang {page.number} có chữ trắng trên nền trắng, người đọc không thấy; đã bỏ qua."
    return replace(page, words=words, notes=(*page.notes, note))
