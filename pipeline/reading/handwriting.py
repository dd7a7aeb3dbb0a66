"""Number and day of a scanned header: printed, or written by hand?

Tesseract reads handwritten figures wrongly and is sure of it (299 as 899). What tells them apart is
geometry: printed figures stand on the baseline, as high as the line's capitals, in strokes of one width.
What is written by hand stays open, with its place and what it most looks like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

import cv2
import numpy as np

from models.letter import Box, Gap
from pipeline.reading.figure_strings import Slot, read_by_hand
from pipeline.reading.layout_lines import fold
from pipeline.reading.lines import CAPITAL, X_HEIGHT_OF_SIZE
from pipeline.reading.ocr import read_figures, read_symbols
from pipeline.reading.printed import PrintedWord

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.reading.clean import CleanPage
    from pipeline.reading.lines import LineImage, Shapes
    from pipeline.reading.rendering import Pixels

LAST_DAY = 31
HEAD = 0.45  # of the page's height: number, place and date stand above
_LABEL = r"\W{0,3}[Ss](?:.{1,3}?[:;.,]+|[o0])"
_CODE = r"(?=(?:TTr|[A-Z]{2,}[A-Z0-9&.-]*)(?:[^a-z]|$))"
_NUMBER = re.compile(
    _LABEL
    + r"(?P<before_year>.{0,6}?)/\d{4}/|"
    + _LABEL
    + r"(?P<zone>.{0,9}?)/(?:"
    + _CODE
    + r"|(?=[A-Z0-9]{2,5}-[A-Z]))"
)
_NUMBER_OF_PARTY = re.compile(_LABEL + r"(?P<zone>[^/]{0,9}?)[-–](?=[A-Z]{2,3}/[A-Z])")  # "Số 356-CV/TU"
# The slash was lost, or taken for a stroke: what stands before the code is the number.
_NUMBER_WITHOUT_SLASH = re.compile(_LABEL + r"(?P<zone>.{0,9}?)" + _CODE)
_PIECE = re.compile(
    r"\W{0,3}[Ss]\S{1,3}?[:;.,]|ng\S{0,2}y|th\S?ng|n\S?m$|/(?=[A-ZĐ]{2}|[A-ZĐ]-|\d{4}/).*$|[A-ZĐ]{2,}[\w.&-]*$"
)
_DATE = re.compile(r"[nr]g.{1,3}?y(?P<day>.{0,7}?)t?[hn].?n?g(?P<month>.{0,6}?)n.m.{0,6}$", re.IGNORECASE)
_LONGEST_ROW = 75  # characters: number, place and date side by side
_NEAR = 8.0  # x-heights: number and date stand side by side
_LONGEST_PLACE = 24  # characters: "Thành phố Hồ Chí Minh,"
_THINNEST = 0.78  # of the stroke of the letters beside them: what is thinner is no print
_AGREED = 0.9  # confidence of figures that two readings agree on
_WHY_NUMBER = "Số văn bản viết tay hoặc không rõ."
_WHY_DATE = "Ngày, tháng viết tay hoặc không rõ."


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as it was cut out, and the words that were read in it."""

    image: LineImage
    words: tuple[PrintedWord, ...]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A character with its place on the page, in pixels."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the header where figures belong, and the characters that were read there."""

    symbols: tuple[Symbol, ...]
    left: float  # the end of the character before it
    right: float
    line: LineImage  # a line beside it, for baseline and size
    number: bool


def read_header(
    page: CleanPage, shapes: Shapes, lines: Sequence[ReadLine]
) -> tuple[list[Gap], list[PrintedWord]]:
    """Return the places of a header where number or date are written by hand, and figures read anew."""
    gaps: list[Gap] = []
    figures: list[PrintedWord] = []
    for place in _places(lines, page):
        read = "".join(symbol.text for symbol in place.symbols)
        inside = _shapes_at(shapes, place)
        if not len(inside) and not read and not _coloured(page, place):
            continue  # left blank
        if _printed(page, shapes, place, inside):
            sure = _agreed(page, place, read, len(inside))
            if sure == read:
                continue
            if sure:
                figures.append(_figure(page, shapes, inside, sure))
                continue
        why = _WHY_NUMBER if place.number else _WHY_DATE
        gaps.append(Gap(0, 0, page.number, _box(page, place), why, _candidates(page, place, read)))
    return gaps, figures


def outside(word: PrintedWord, places: Sequence[Box]) -> list[PrintedWord]:
    """Return what of a word stands beside those places."""
    pieces = [word]
    for box in places:
        pieces = [piece for one in pieces for piece in _outside(one, box)]
    return pieces


def _places(lines: Sequence[ReadLine], page: CleanPage) -> Iterator[Place]:
    """Yield the places of the letter's number, its day and its month: the first rows that hold them."""
    number, date_at = False, 0.0
    for row in _rows(lines):
        if not _may_hold_figures("".join(word.text for line in row for word in line.words)):
            continue
        symbols, owner = _symbols(row, page.dpi)
        key, at = _key(symbols)
        match = None if number else _number_in(key)
        if match and not (
            date_at and abs(row[0].image.line.base - date_at) > _NEAR * row[0].image.line.x_height
        ):
            number = True
            zone = "before_year" if match.groupdict().get("before_year") is not None else "zone"
            yield _place(symbols, owner, at, match.span(zone), number=True)
        match = None if date_at else _DATE.search(key)
        if match and _of_header(symbols, owner, at[match.start()], page):
            date_at = owner[at[match.start()]].line.base
            for zone in ("day", "month"):
                yield _place(symbols, owner, at, match.span(zone), number=False)


def _number_in(key: str) -> re.Match[str] | None:
    for pattern in (_NUMBER_OF_PARTY, _NUMBER, _NUMBER_WITHOUT_SLASH):
        if match := pattern.match(key):
            return match
    return None


def _may_hold_figures(text: str) -> bool:
    """Say whether a row is worth a look at each of its characters."""
    if len(text) > _LONGEST_ROW:
        return False
    labelled = re.match(r"\W{0,3}[Ss]", text) and ("/" in text or re.search(r"[A-ZĐ]{2}-", text))
    return bool(labelled) or bool(re.search(r"n.{0,2}m\W*\d{4}|th.{0,2}ng.*n.{0,2}m", text, re.IGNORECASE))


def _of_header(symbols: Sequence[Symbol], owner: Sequence[LineImage], at: int, page: CleanPage) -> bool:
    """Say whether a date stands where the letter's own does: right of the middle, after a place only."""
    before = sum(one is owner[at] for one in owner[:at])
    return symbols[at].left > 0.3 * page.grey.shape[1] and before <= _LONGEST_PLACE


def _rows(lines: Sequence[ReadLine]) -> list[list[ReadLine]]:
    """Put lines of one height side by side, from the top of the page down."""
    rows: list[list[ReadLine]] = []
    for line in sorted(lines, key=lambda line: line.image.line.base):
        at = line.image.line
        last = rows[-1][-1].image.line if rows else None
        if last and abs(at.base - last.base) < 0.6 * max(at.x_height, last.x_height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.image.line.left) for row in rows]


def _symbols(row: Sequence[ReadLine], dpi: float) -> tuple[list[Symbol], list[LineImage]]:
    symbols: list[Symbol] = []
    owner: list[LineImage] = []
    for line in row:
        image = line.image
        read = read_symbols(image.pixels, dpi)
        for one, after in zip_longest(read, read[1:]):
            # Tesseract's boxes may run on over their neighbours: a character ends where the next begins.
            right = min(one.right, after.left) if after and after.left > one.left else one.right
            symbols.append(
                Symbol(one.text, image.left + one.left / image.scale, image.left + right / image.scale)
            )
            owner.append(image)
    return symbols, owner


def _key(symbols: Sequence[Symbol]) -> tuple[str, list[int]]:
    """Return the characters without their marks, and for each which symbol it is of."""
    key, at = "", []
    for number, symbol in enumerate(symbols):
        plain = fold(symbol.text)
        plain = plain if symbol.text.isupper() else plain.lower()
        key += plain
        at += [number] * len(plain)
    return key, at


def _place(
    symbols: Sequence[Symbol],
    owner: Sequence[LineImage],
    at: Sequence[int],
    span: tuple[int, int],
    *,
    number: bool,
) -> Place:
    first, last = (at[i] if i < len(at) else len(symbols) for i in span)
    left = symbols[first - 1].right if first else 0.0
    right = symbols[last].left if last < len(symbols) else left
    beside = owner[last] if last < len(symbols) else owner[first - 1]  # the code shows the print best
    return Place(tuple(symbols[first:last]), left, max(left, right), beside, number)


def _shapes_at(shapes: Shapes, place: Place) -> NDArray[np.intp]:
    """Return the shapes of ink that the figures of a place consist of."""
    left, right = place.left, place.right
    if place.symbols and all(symbol.text.isdigit() for symbol in place.symbols):
        left, right = max(left, place.symbols[0].left), min(right, place.symbols[-1].right)
    middle = shapes.left + shapes.width / 2
    size, base = place.line.line.x_height, place.line.line.base_at(middle)
    found = (
        (middle > left - 2)
        & (middle < right + 2)
        & (shapes.top < base)
        & (shapes.bottom > base - 2.3 * size)
        & (shapes.height > 0.4 * CAPITAL * size)
    )
    found[0] = False
    return np.flatnonzero(found)


def _printed(page: CleanPage, shapes: Shapes, place: Place, inside: NDArray[np.intp]) -> bool:
    """Say whether figures stand and look like print: as the line's own, or set in by a machine."""
    if not len(inside):
        return False
    line = place.line
    high = CAPITAL * line.line.x_height
    middle = shapes.left[inside] + shapes.width[inside] / 2
    heights = shapes.height[inside] / high
    feet = (shapes.bottom[inside] - line.line.base_at(middle)) / high
    slack = max(0.0, 1.5 / high - 0.06)  # pixels are coarse on small print
    stroke = _stroke(shapes, line, inside) / max(0.1, _stroke(shapes, line, _beside(shapes, line, inside)))
    if not _THINNEST < stroke < 1.25:
        return False
    if np.all(np.abs(heights - 1.0) < 0.13 + slack) and np.all(np.abs(feet) < 0.065 + slack):
        return True
    even = np.ptp(heights) < 0.08 + slack and np.ptp(feet) < 0.08 + slack
    near = bool(np.all(np.abs(heights - 1.0) < 0.15) and np.all(np.abs(feet) < 0.3))
    return bool(even) and near and (not page.scanned or len(inside) > 1)


def _agreed(page: CleanPage, place: Place, read: str, count: int) -> str:
    """Return the printed figures that readings at several scales agree on, as many as there are shapes.

    What is read as figures at first sight is taken at its word where it has as many as there are shapes.
    """
    if read.isdigit() and (len(read) == count or not page.scanned):
        return read
    again = [text for text in _read_again(page, place) if text.isdigit() and len(text) == count]
    return again[0] if len(again) > 1 and len(set(again)) == 1 else ""


def _read_again(page: CleanPage, place: Place) -> Iterator[str]:
    """Yield what is read where figures stand when their line is scaled wider or narrower."""
    image, scale, start = place.line.pixels, place.line.scale, place.line.left
    left, right = place.left, place.right
    if place.symbols:
        left, right = place.symbols[0].left, place.symbols[-1].right
    if left < start or (right - start) * scale > image.shape[1]:
        return
    for wider in (1.15, 0.92, 1.3):
        scaled = cv2.resize(image, None, fx=wider, fy=1, interpolation=cv2.INTER_CUBIC)
        inside = [
            one.text
            for one in read_symbols(scaled, page.dpi)
            if (left - start) * scale - 4 < (one.left + one.right) / 2 / wider < (right - start) * scale + 4
        ]
        yield re.sub(r"^\D+|\D+$", "", "".join(inside))


def _figure(page: CleanPage, shapes: Shapes, inside: NDArray[np.intp], text: str) -> PrintedWord:
    """Return figures that were read anew as a word at their ink."""
    left, right = float(shapes.left[inside].min()), float(shapes.right[inside].max())
    high, low = float(shapes.top[inside].min()), float(shapes.bottom[inside].max())
    box = Box(left / page.scale, high / page.scale, right / page.scale, low / page.scale)
    return PrintedWord(
        text, box, _AGREED, size=round((low - high) / page.scale / X_HEIGHT_OF_SIZE / CAPITAL, 1)
    )


def _beside(shapes: Shapes, line: LineImage, inside: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the letters of the line that are not those figures."""
    labels = np.unique(shapes.labels[_band(shapes, line), line.left : line.left + line.mask.shape[1]])
    tall = labels[(shapes.height[labels] > 0.8 * line.line.x_height) & (labels > 0)]
    return np.setdiff1d(tall, inside)


def _band(shapes: Shapes, line: LineImage) -> slice:
    return slice(max(0, line.top), min(shapes.labels.shape[0], line.top + line.mask.shape[0]))


def _stroke(shapes: Shapes, line: LineImage, members: NDArray[np.intp]) -> float:
    """Return the mean width of the pen or type that drew these shapes."""
    if not len(members):
        return 0.0
    columns = slice(int(shapes.left[members].min()), int(shapes.right[members].max()))
    part = shapes.labels[_band(shapes, line), columns]
    drawn = np.isin(part, members).astype(np.uint8)
    if not drawn.any():
        return 0.0
    depth = cv2.distanceTransform(drawn, cv2.DIST_L2, 3)
    ridge = (depth >= cv2.dilate(depth, np.ones((3, 3), np.uint8)) - 1e-6) & (drawn > 0)
    return float(2 * np.mean(depth[ridge]))


def _coloured(page: CleanPage, place: Place) -> bool:
    """Say whether something stands there in blue ink."""
    if page.blue is None:
        return False
    part = page.blue[_upright(place), round(place.left) : round(place.right)]
    return part.size > 0 and int(np.count_nonzero(part < 128)) > 0.01 * part.size


def _candidates(page: CleanPage, place: Place, read: str) -> tuple[str, ...]:
    """Return what the figures most look like, the likeliest first."""
    layer = page.blue if page.blue is not None and _coloured(page, place) else page.grey
    drawn = layer if page.blue is None else np.minimum(page.grey, page.blue)
    guesses = [*_by_hand(drawn, place), *([read] if read.isdigit() else [])]
    crop = layer[_upright(place), max(0, round(place.left) - 2) : round(place.right) + 2]
    if crop.shape[1] > 4:
        crop = cv2.copyMakeBorder(crop, 4, 4, 8, 8, cv2.BORDER_CONSTANT, value=(255,))
        guesses.append(read_figures(crop, page.dpi))
    fitting = (guess for guess in guesses if guess and (place.number or _is_day(guess)))
    return tuple(dict.fromkeys(fitting))


def _by_hand(layer: Pixels, place: Place) -> tuple[str, ...]:
    """Return what a reader of handwriting sees in the place; the place's neighbours are cut out whole."""
    size = place.line.line.x_height
    base = float(place.line.line.base_at((place.left + place.right) / 2))
    top, left = max(0, round(base - 4 * size)), max(0, round(place.left - 10 * size))
    cut = layer[top : round(base + 3 * size), left : round(place.right + 10 * size)]
    if cut.size == 0 or place.right <= place.left:
        return ()
    # beside "Số" stands a colon only: a figure may lean over it
    begin = place.left - (0.4 * CAPITAL * size if place.number else 0)
    return read_by_hand(cut, Slot(begin - left, place.right - left, base - top, CAPITAL * size))


def _is_day(figures: str) -> bool:
    return figures.isdigit() and 1 <= int(figures) <= LAST_DAY


def _upright(place: Place) -> slice:
    return slice(max(0, place.line.top), max(0, place.line.top + place.line.mask.shape[0]))


def _box(page: CleanPage, place: Place) -> Box:
    size = place.line.line.x_height
    base = float(place.line.line.base_at((place.left + place.right) / 2))
    return Box(
        place.left / page.scale,
        max(0.0, (base - 2.2 * size) / page.scale),
        max(place.left, place.right) / page.scale,
        (base + 0.8 * size) / page.scale,
    )


def _outside(word: PrintedWord, box: Box) -> Iterator[PrintedWord]:
    """Yield what of a word stands beside the place: "Số:07/CT-UBND" leaves "Số:" and "/CT-UBND"."""
    wide = word.box.x1 - word.box.x0
    middle = (word.box.top + word.box.bottom) / 2
    if (
        not box.top <= middle <= box.bottom
        or word.box.x1 <= box.x0 + 0.2 * wide
        or word.box.x0 >= box.x1 - 0.2 * wide
    ):
        yield word
        return
    for piece in _PIECE.finditer(word.text):
        start, end = (word.box.x0 + wide * at / len(word.text) for at in piece.span())
        if min(end, box.x1) - max(start, box.x0) < 0.6 * (end - start):
            yield replace(word, text=piece[0], box=Box(start, word.box.top, end, word.box.bottom))
