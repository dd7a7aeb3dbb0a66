"""Pages that are pictures: render, clean, read, say where each word stands."""

from __future__ import annotations

import unicodedata
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import cv2
import numpy as np

from models.letter import Box, TextSource
from pipeline.reading.clean import clean, ink_of
from pipeline.reading.compounds import mend_marks
from pipeline.reading.handwriting import HEAD, ReadLine, outside, read_header
from pipeline.reading.lines import CAPITAL, X_HEIGHT_OF_SIZE, common_height, cut_lines, find_lines, shapes_of
from pipeline.reading.ocr import Layout, read_words
from pipeline.reading.printed import PrintedPage, PrintedWord
from pipeline.reading.quality import measure
from pipeline.reading.rendering import render, render_all
from pipeline.reading.second_look import look_again
from pipeline.reading.stamps import take_arrival, take_stamps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from models.letter import Gap
    from pipeline.reading.clean import CleanPage
    from pipeline.reading.lines import LineImage, Shapes
    from pipeline.reading.ocr import ReadWord
    from pipeline.reading.rendering import PageImage, Pixels
    from pipeline.settings import Settings

_SURE_ENOUGH = 0.45
_SURE_ENOUGH_ALONE = 0.6  # for a line of three letters or fewer
_WORTH_LETTERS = 6  # a line of so many letters is read again before it is taken for a stain
_SMALLEST = 20.0  # points: no page, and no letter would have room on it
_WHITE = 230  # grey: a page without a darker spot is blank
_UPSIDE_DOWN = 0.5  # quality below which the page may lie on its head
_SAMPLE = 8  # lines that tell which way up a page is
_SURE_IN_COLOUR = 0.7  # coloured ink is seldom text


def read_image_pages(path: Path, page_numbers: Sequence[int], settings: Settings) -> Iterator[PrintedPage]:
    """Read these pages (1-based) of a PDF or picture file by OCR, in the order asked.

    Several pages are read side by side: Tesseract and OpenCV let go of Python's lock while they work.
    """
    images = render_all(path, page_numbers)
    workers = min(settings.ocr_workers, len(page_numbers))
    if workers < 2:
        yield from map(read_page, images)
        return
    with ThreadPoolExecutor(workers, "ocr") as pool:
        waiting = deque(pool.submit(read_page, image) for image in islice(images, workers))
        while waiting:
            page = waiting.popleft().result()
            waiting.extend(pool.submit(read_page, image) for image in islice(images, 1))
            yield page


def read_page(image: PageImage) -> PrintedPage:
    """Read one rendered page, whichever way up it lies."""
    if min(image.width, image.height) < _SMALLEST:
        return PrintedPage(
            image.number, image.width, image.height, (), TextSource.OCR, reason="trang quá nhỏ để có chữ"
        )
    if int(image.pixels.min()) > _WHITE:
        return PrintedPage(image.number, image.width, image.height, (), TextSource.OCR, reason="trang trắng")
    page = clean(image)
    if page.rotation:
        flipped = clean(image, rotation=page.rotation + 180)
        return _read_clean(max((page, flipped), key=_legibility))
    read = _read_clean(page)
    if read.words and read.quality < _UPSIDE_DOWN:
        flipped = clean(image, rotation=180)
        if _legibility(flipped) > _legibility(page) + 0.1:
            return _read_clean(flipped)
    return read


def _legibility(page: CleanPage) -> float:
    """Return how surely the longest lines of a page are read."""
    shapes = shapes_of(page.ink)
    lines = find_lines(shapes, common_height(shapes, page.dpi))
    longest = tuple(sorted(lines, key=lambda line: line.left - line.right)[:_SAMPLE])
    words = [word for line in cut_lines(page.grey, shapes, longest) for word in _read_line(line, page)]
    return _quality(words) if words else 0.0


def _read_clean(page: CleanPage) -> PrintedPage:
    stamps = take_stamps(page)
    shapes = shapes_of(page.ink)
    x_height = common_height(shapes, page.dpi)
    words, gaps = _read_black(page, shapes, x_height, stamps.seals)
    covered = (*stamps.seals, *(aside.box for aside in stamps.asides if aside.box))
    words += _read_coloured(page, x_height, covered)
    words, arrivals = take_arrival(words, page.number)
    return PrintedPage(
        number=page.number,
        width=page.width,
        height=page.height,
        words=tuple(words),
        source=TextSource.OCR,
        reason="trang là ảnh quét",
        rules=page.rules,
        asides=(*stamps.asides, *arrivals),
        gaps=tuple(gaps),
        rotation=page.rotation,
        dpi=round(page.scan_dpi, 1),
        skew=round(page.skew, 2),
        quality=_quality(words),
    )


def _read_black(
    page: CleanPage, shapes: Shapes, x_height: float, seals: Sequence[Box]
) -> tuple[list[PrintedWord], list[Gap]]:
    """Read the lines of the page; what is written by hand in the header stays open."""
    lines = find_lines(shapes, x_height)
    head: list[ReadLine] = []
    body: list[ReadLine] = []
    for image in cut_lines(page.grey, shapes, lines):
        if any(_holds(seal, _line_box(image, page.scale)) for seal in seals):
            continue  # written round or in a seal
        line = ReadLine(image, tuple(_read_line(image, page)))
        (head if image.line.base < HEAD * page.grey.shape[0] else body).append(line)
    gaps, figures = read_header(page, shapes, head)
    places = [gap.box for gap in gaps if gap.box]
    kept = [line for line in head if _is_text(line.words) or _beside(line, places)]
    words = [piece for line in kept for word in line.words for piece in outside(word, places)]
    for figure in figures:
        words = [piece for word in words for piece in outside(word, [figure.box])] + [figure]
    return words + [word for line in body if _is_text(line.words) for word in line.words], gaps


def _beside(line: ReadLine, places: Sequence[Box]) -> bool:
    """Say whether handwriting made a line of the header unsure: "Số:2275/SYT" is kept for its code."""
    return any(word.box.same_line(place) for place in places for word in line.words)


def _read_coloured(page: CleanPage, x_height: float, covered: Sequence[Box]) -> list[PrintedWord]:
    """Read what is printed in red or blue: a name stamp, a link."""
    words: list[PrintedWord] = []
    for layer, colour in ((page.red, "red"), (page.blue, "blue")):
        if layer is None:
            continue
        shapes = shapes_of(ink_of(layer))
        for line in cut_lines(layer, shapes, find_lines(shapes, x_height)):
            box = _line_box(line, page.scale)
            if any(_holds(other, box) for other in covered):
                continue
            found = _read_line(line, page)
            if _letters(found) > 3 and _sureness(found) > _SURE_IN_COLOUR:
                words += [replace(word, colour=colour) for word in found]
    return words


def _read_line(line: LineImage, page: CleanPage) -> list[PrintedWord]:
    read = read_words(line.pixels, page.dpi, layout=Layout.RAW_LINE)
    words = [_placed(word, line, page.scale) for word in read]
    if not _is_text(words):
        read = _read_at_other_scales(line, page) if _letters(words) >= _WORTH_LETTERS else ()
        if not _is_text(read):
            return words
    words = []
    looked = look_again(read, line, page.dpi)
    for word, (_, other) in zip(mend_marks([word for word, _ in looked]), looked, strict=True):
        placed = _placed(word, line, page.scale)
        words.append(replace(placed, candidates=(placed.text, other)) if other else placed)
    return words


def _read_at_other_scales(line: LineImage, page: CleanPage) -> tuple[ReadWord, ...]:
    """Return the surest of other readings of a line that was not read as text: "-Lưu:VT,NVD." in one word."""
    best: tuple[ReadWord, ...] = ()
    for wider in (1.12, 0.9):
        scaled = cv2.resize(line.pixels, None, fx=wider, fy=1, interpolation=cv2.INTER_CUBIC)
        read = tuple(
            replace(word, left=round(word.left / wider), right=round(word.right / wider))
            for word in read_words(scaled, page.dpi, layout=Layout.RAW_LINE)
        )
        best = max(best, read, key=lambda words: _sureness(words) if words else 0.0)
    return best


def _is_text(words: Sequence[PrintedWord | ReadWord]) -> bool:
    """Say whether a line is text, and not a stroke of a seal, a signature or a stain."""
    letters = _letters(words)
    return letters > 0 and _sureness(words) > (_SURE_ENOUGH if letters > 3 else _SURE_ENOUGH_ALONE)


def _letters(words: Sequence[PrintedWord | ReadWord]) -> int:
    return sum(char.isalnum() for word in words for char in word.text)


def _sureness(words: Sequence[PrintedWord | ReadWord]) -> float:
    return sum(word.confidence * len(word.text) for word in words) / sum(len(word.text) for word in words)


def _line_box(line: LineImage, scale: float) -> Box:
    at = line.line
    return Box(at.left / scale, (at.base - at.x_height) / scale, at.right / scale, at.base / scale)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x0 - 2 <= inner.x0
        and inner.x1 <= outer.x1 + 2
        and outer.top - 2 <= inner.top
        and inner.bottom <= outer.bottom + 2
    )


def _quality(words: Sequence[PrintedWord]) -> float:
    if not words:
        return 1.0
    return round(_sureness(words) * measure(word.text for word in words).score, 3)


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
        (line.left + first) / scale,
        max(0.0, (line.top + high) / scale),
        (line.left + max(first, last)) / scale,
        max(0.0, (line.top + low) / scale),
    )
    size = line.line.x_height / scale / X_HEIGHT_OF_SIZE
    return PrintedWord(_normal(word.text), box, word.confidence, size=round(size, 1))


def _normal(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("Ð", "Đ"))
    text = text.replace("⁄/", "/").replace("⁄", "/")  # Tesseract's thin stroke: "40⁄QĐ-UBND"
    return f"-{text[1:].lstrip('-')}" if text.startswith("~") else text  # a small dash; no letter has a tilde


def read_region(path: Path, page: int, box: Box, settings: Settings) -> tuple[PrintedWord, ...]:
    """Read a region of a page again, on the page as it was turned upright for reading.

    A figure that is read in two ways has little confidence and both readings as candidates.
    """
    del settings
    clean_page = _upright(render(path, page))
    scale = clean_page.scale
    rows = slice(max(0, round(box.top * scale)), max(0, round(box.bottom * scale)))
    columns = slice(max(0, round(box.x0 * scale)), max(0, round(box.x1 * scale)))
    grey, ink = _all_ink(clean_page, rows, columns)
    shapes = shapes_of(np.ascontiguousarray(ink))
    # Two or three figures do not say what the x-height is; the tallest of them does.
    x_height = common_height(shapes, clean_page.dpi) or float(shapes.height[1:].max(initial=0)) / CAPITAL
    words: list[PrintedWord] = []
    for line in sorted(find_lines(shapes, x_height), key=lambda line: (round(line.base / 8), line.left)):
        for image in cut_lines(grey, shapes, (line,)):
            words += _read_line(image, clean_page)
    return tuple(_moved(word, columns.start / scale, rows.start / scale) for word in words)


def _upright(image: PageImage) -> CleanPage:
    if not image.scanned:
        return clean(image, rotation=0)
    page = clean(image)
    if not page.rotation and _legibility(page) > _UPSIDE_DOWN:
        return page
    return max((page, clean(image, rotation=page.rotation + 180)), key=_legibility)


def _all_ink(page: CleanPage, rows: slice, columns: slice) -> tuple[Pixels, Pixels]:
    """Return a part of a page with its coloured ink, which may be what was asked for."""
    grey: Pixels = page.grey[rows, columns].copy()
    for layer in (page.red, page.blue):
        if layer is not None:
            grey = np.minimum(grey, layer[rows, columns])
    return grey, (ink_of(grey) if grey.size and int(grey.min()) < 160 else np.zeros_like(grey))


def _moved(word: PrintedWord, x: float, y: float) -> PrintedWord:
    box = word.box
    return replace(word, box=Box(box.x0 + x, box.top + y, box.x1 + x, box.bottom + y))
