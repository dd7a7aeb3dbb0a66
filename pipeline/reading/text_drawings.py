"""What is drawn on a PDF page besides text: straight rules and pictures, with pdfium."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pypdfium2 import raw

from models.letter import Box
from pipeline.reading.printed import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2 as pdfium

COVERING = 0.6  # of the page: a picture that takes so much of it is the page


class Upright:
    """Turns a PDF's own coordinates into points from the top left of the page as it is shown."""

    def __init__(self, page: pdfium.PdfPage, turns: int = 0) -> None:
        """`turns`: by how many quarters clockwise the shown page is turned further."""
        width, height = page.get_size()
        self.width, self.height = (height, width) if turns % 2 else (width, height)
        self.turns = turns
        scale = 64
        across, down = ctypes.c_int(), ctypes.c_int()

        def device(x: float, y: float) -> tuple[float, float]:
            size = round(self.width * scale), round(self.height * scale)
            raw.FPDF_PageToDevice(page, 0, 0, *size, turns, x, y, across, down)
            return across.value / scale, down.value / scale

        origin = device(0, 0)
        self.e, self.f = origin
        right, up = device(1000, 0), device(0, 1000)
        self.a, self.b = (round((right[i] - origin[i]) / 1000, 4) for i in (0, 1))
        self.c, self.d = (round((up[i] - origin[i]) / 1000, 4) for i in (0, 1))

    def direction(self, x: float, y: float) -> float:
        """Return in degrees, clockwise, where a vector of the file's own coordinates points on the page."""
        return math.degrees(math.atan2(self.b * x + self.d * y, self.a * x + self.c * y))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return x from the left and y from the top."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return x0, top, x1, bottom."""
        xa, xb = self.a * left + self.c * bottom + self.e, self.a * right + self.c * top + self.e
        ya, yb = self.b * left + self.d * bottom + self.f, self.b * right + self.d * top + self.f
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def rectangle(self, left: float, bottom: float, right: float, top: float) -> Box | None:
        """Return the same as a Box; None where the file gives no numbers."""
        sides = self.box(left, bottom, right, top)
        return Box(*sides) if all(map(math.isfinite, sides)) else None


@dataclass(slots=True)
class Drawn:
    """The page's rules and pictures, and how many objects it has."""

    rules: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    objects: int = 0
    covered: bool = False  # the largest picture is drawn over most of the text


def read_drawings(page: pdfium.PdfPage, upright: Upright) -> Drawn:
    """Collect what is drawn on a page."""
    drawn = Drawn()
    texts = before = 0  # text objects in all, and before the largest picture
    largest = 0.0
    for handle, matrix in _objects(page):
        drawn.objects += 1
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts += 1
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(handle, matrix, upright)
            if box and area(box) > 4:
                drawn.pictures.append(box)
                if area(box) > largest:
                    largest, before = area(box), texts
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            drawn.rules.extend(_path_rules(handle, matrix, upright))
    page_area = max(1.0, upright.width * upright.height)
    drawn.covered = largest > COVERING * page_area and before > 0.5 * texts
    return drawn


Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Any, Matrix]]:
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _inside(raw.FPDFPage_GetObject(page, index), IDENTITY, 0)


def _inside(handle: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    if raw.FPDFPageObj_GetType(handle) != raw.FPDF_PAGEOBJ_FORM:
        yield handle, outer
        return
    if depth > 6:  # a form inside itself
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, own)
    inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
    for index in range(raw.FPDFFormObj_CountObjects(handle)):
        yield from _inside(raw.FPDFFormObj_GetObject(handle, index), inner, depth + 1)


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _at(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _bounds(handle: Any, matrix: Matrix, upright: Upright) -> Box | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(handle, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return upright.rectangle(*_at(matrix, left, bottom), *_at(matrix, right, top))


THIN = 2.6  # points: a drawn line is no thicker
SHORT = 12.0  # points: anything shorter is a tick, a dash or part of a glyph


def _path_rules(handle: Any, matrix: Matrix, upright: Upright) -> Iterator[Rule]:
    bounds = _bounds(handle, matrix, upright)
    if bounds is None or max(bounds.x1 - bounds.x0, bounds.bottom - bounds.top) < SHORT:
        return
    if min(bounds.x1 - bounds.x0, bounds.bottom - bounds.top) <= THIN:
        yield Rule(bounds)
        return
    count = raw.FPDFPath_CountSegments(handle)
    if count > 2000:  # a drawing, not a table
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, own)
    whole = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    pieces = _segments(handle, count) if stroke.value else _patches(handle, count)
    for x0, y0, x1, y1 in pieces:
        box = upright.rectangle(*_at(whole, x0, y0), *_at(whole, x1, y1))
        if box is None:
            continue
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if min(wide, high) <= THIN and max(wide, high) >= SHORT:
            yield Rule(box)


def _patches(handle: Any, count: int) -> Iterator[tuple[float, float, float, float]]:
    """The bounds of each filled patch of a path: a border may be filled instead of stroked."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count + 1):
        segment = raw.FPDFPath_GetPathSegment(handle, index) if index < count else None
        if segment is None or raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                yield min(xs), min(ys), max(xs), max(ys)
            points = []
        if segment is not None:
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((x.value, y.value))


def _segments(handle: Any, count: int) -> Iterator[tuple[float, float, float, float]]:
    start: tuple[float, float] | None = None
    here: tuple[float, float] | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and here:
            yield (*here, *point)
        here = point
        if raw.FPDFPathSegment_GetClose(segment) and start:
            yield (*point, *start)
            here = start


def area(box: Box) -> float:
    """Width times height."""
    return (box.x1 - box.x0) * (box.bottom - box.top)
