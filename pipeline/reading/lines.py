"""Printed lines in a clean picture, found by the shapes of their letters, each cut out for Tesseract.

Tesseract cuts its lines too tightly for Vietnamese: stacked marks (ế, ỗ) of tight lines are lost.
Lines that are cut here to a fixed height in units of the x-height, with the ink of their neighbours
painted out, are read with a third of the errors, in half the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from pipeline.reading.rendering import Pixels

    Numbers = NDArray[Any]  # int32; OpenCV's own types are too wide to name it

# Tesseract's network sees a line as 36 rows; these leave the x-height the share it was trained on.
ROWS = 36
ABOVE = 1.7  # x-heights above the x-height: room for capitals with two marks
BELOW = 0.6  # x-heights below the baseline
CAPITAL = 1.45  # height of a capital or a figure in x-heights, Times New Roman
X_HEIGHT_OF_SIZE = 0.45  # x-height as a share of the font size, Times New Roman


@dataclass(frozen=True, slots=True)
class Shapes:
    """The connected shapes of ink on a page, as parallel arrays; shape 0 is the paper."""

    labels: Numbers
    left: Numbers
    top: Numbers
    width: Numbers
    height: Numbers
    area: Numbers

    @property
    def right(self) -> Numbers:
        """Right edges."""
        return self.left + self.width

    @property
    def bottom(self) -> Numbers:
        """Bottom edges."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: where its letters stand, in pixels of the clean picture."""

    left: int
    right: int
    middle: float  # x at which `base` holds
    base: float  # y of the baseline there
    slope: float
    x_height: float
    tallest: int  # height of its tallest shape

    def base_at(self, x: float | NDArray[np.float64]) -> float | NDArray[np.float64]:
        """Return the baseline's y at `x`."""
        return self.base + self.slope * (x - self.middle)


@dataclass(frozen=True, slots=True)
class LineImage:
    """A line cut out and scaled for Tesseract; `mask` says where its ink is, in page pixels."""

    line: Line
    pixels: Pixels
    left: int  # page x of the first column
    top: int  # page y of the mask's first row
    scale: float  # columns of `pixels` a page pixel
    mask: Pixels
    crop: Pixels  # the same ink before it was scaled


def shapes_of(ink: Pixels) -> Shapes:
    """Return the connected shapes of a picture of ink (1) and paper (0)."""
    _, labels, table, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    left, top, width, height, area = (np.ascontiguousarray(table[:, i]) for i in range(5))
    return Shapes(labels, left, top, width, height, area)


def common_height(shapes: Shapes, dpi: float) -> float:
    """Return the height that most letters have: the page's x-height in pixels, 0 where there is no text."""
    low, high = dpi / 36, dpi / 4  # 2 to 18 points
    letters = (
        (shapes.height > low)
        & (shapes.height < high)
        & (shapes.width < 3 * high)
        & (shapes.area > 0.1 * shapes.width * shapes.height)
    )
    letters[0] = False
    if letters.sum() < 3:
        return 0.0
    # Counted by their ink: specks and the dots of a screened ground are many, letters are large.
    ink = shapes.area[letters].astype(np.float64)
    counts: NDArray[Any] = np.bincount(shapes.height[letters], weights=ink, minlength=int(high) + 1)
    counts = np.convolve(counts, [0.5, 1, 0.5], "same")
    peak = int(np.argmax(counts))
    smaller = np.arange(int(0.6 * peak), int(0.78 * peak) + 1)
    below = int(smaller[np.argmax(counts[smaller])])
    # Where letters touch, the tall ones (b, h, capitals) may be the most: the small ones say the x-height.
    if counts[below] >= 0.3 * counts[peak]:
        return float(below)
    # Where nothing stands taller than the most, as b and h do over x, the most are themselves the tall ones.
    taller = float(counts[int(1.36 * peak) : int(1.6 * peak) + 1].max(initial=0.0))
    if taller > 0.25 * counts[peak]:
        return float(peak)
    return float(below) if counts[below] >= 0.1 * counts[peak] else peak / CAPITAL


def find_lines(shapes: Shapes, x_height: float) -> tuple[Line, ...]:
    """Return the lines of text, in no particular order; a wide gap splits a line."""
    if not x_height:
        return ()
    letters = (
        (shapes.height > 0.7 * x_height) & (shapes.height < 3.4 * x_height) & (shapes.width < 25 * x_height)
    )
    letters[0] = False
    which = np.flatnonzero(letters)
    strips: Pixels = np.zeros(shapes.labels.shape, np.uint8)
    for left, top, right, bottom in zip(
        shapes.left[which],
        shapes.top[which] + (0.28 * shapes.height[which]).astype(np.int32),
        shapes.right[which],
        shapes.bottom[which] - (0.28 * shapes.height[which]).astype(np.int32),
        strict=True,
    ):
        strips[top : max(top + 1, bottom), left:right] = 1  # the core, so that lines do not touch
    reach = int(1.8 * x_height) | 1
    strips = cv2.morphologyEx(strips, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    count, groups = cv2.connectedComponents(strips, connectivity=8)
    group = groups[shapes.top[which] + shapes.height[which] // 2, shapes.left[which]]
    order = np.argsort(group, kind="stable")
    bounds = np.searchsorted(group[order], np.arange(1, count + 1))
    lines = [
        _line(shapes, which[order[start:end]], x_height) for start, end in pairwise(bounds) if end > start
    ]
    return tuple(line for line in lines if not _is_mark(line, lines, x_height))


def _is_mark(line: Line, lines: list[Line], x_height: float) -> bool:
    """Say whether a "line" is stacked marks (ế, ổ) that stand apart from their letters.

    Printed lines are at least two and a half x-heights apart: nothing so close above a longer one is a line.
    """
    if line.tallest > 1.1 * x_height:
        return False
    return any(
        other.right - other.left > 2 * (line.right - line.left)
        and other.left - x_height < line.left
        and line.right < other.right + x_height
        and 0.5 * x_height < other.base_at(line.middle) - line.base < 2.1 * x_height
        for other in lines
    )


def _line(shapes: Shapes, letters: NDArray[np.intp], x_height: float) -> Line:
    """Fit baseline and x-height to the letters of one line."""
    x = shapes.left[letters] + shapes.width[letters] / 2
    bottom = shapes.bottom[letters].astype(np.float64)
    middle, base, slope = float(x.mean()), float(np.median(bottom)), 0.0
    near = np.abs(bottom - base) < 0.3 * x_height
    if near.sum() >= 8 and np.ptp(x) > 12 * x_height:
        slope, at_zero = _fit(x[near], bottom[near])
        close = np.abs(bottom - slope * x - at_zero) < 0.15 * x_height
        if close.sum() >= 6:
            slope, at_zero = _fit(x[close], bottom[close])
        base = slope * middle + at_zero
    standing = np.abs(bottom - base - slope * (x - middle)) < 0.2 * x_height  # no descenders, no dots
    heights = shapes.height[letters][standing] if standing.sum() >= 2 else shapes.height[letters]
    return Line(
        int(shapes.left[letters].min()),
        int(shapes.right[letters].max()),
        middle,
        float(base),
        float(slope),
        _x_height(heights, x_height),
        int(shapes.height[letters].max()),
    )


def _fit(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    """Return slope and intercept of the line through points; polyfit would start the threads of a BLAS."""
    away = x - x.mean()
    slope = float((away * y).sum() / (away * away).sum())
    return slope, float(y.mean() - slope * x.mean())


def _x_height(heights: Numbers, usual: float) -> float:
    """Return the x-height of a line from the heights of its letters.

    Where small and tall letters are there, the small ones say it. But they may be capitals, and the tall
    ones capitals with marks: what the page usually has decides.
    """
    small, tall = np.percentile(heights, (25, 85), method="nearest")
    if tall >= 1.25 * small:
        height = float(np.mean(heights[(heights >= 0.88 * small) & (heights <= 1.12 * small)]))
    else:
        height = float(np.median(heights))
        if len(heights) >= 5 and height > 1.1 * usual:
            return (
                height / CAPITAL
            )  # "VT, NVD." in smaller type: larger small letters would have tall ones beside
    return min((height, height / CAPITAL), key=lambda guess: abs(np.log(guess / usual)))


def owners(shapes: Shapes, lines: tuple[Line, ...]) -> Numbers:
    """Return for each shape the number of the line it belongs to, -1 for none.

    A mark belongs to the line below it unless it hangs closely under the line above (ạ, ệ).
    """
    x = shapes.left + shapes.width / 2
    best = np.full(len(x), np.inf)
    owner = np.full(len(x), -1, np.int32)
    for number, line in enumerate(lines):
        size = line.x_height
        base = line.base_at(x)
        above = np.maximum(0.0, base - size - shapes.bottom)
        below = np.maximum(0.0, shapes.top - base)
        cost = above + 2 * below
        out_of_reach = (
            (shapes.right < line.left - 1.2 * size)
            | (shapes.left > line.right + 1.2 * size)
            | (above > 1.4 * size)
            | (below > 0.6 * size)
            | (shapes.height > 5 * size)
            | (shapes.area < (0.11 * size) ** 2)
        )
        cost[out_of_reach] = np.inf
        better = cost < best
        owner[better] = number
        best[better] = cost[better]
    owner[0] = -1
    return owner


def _crossing(shapes: Shapes, line: Line) -> NDArray[np.intp]:
    """Return the shapes that cross a line and reach beyond it: letters that touch those of another line."""
    size = line.x_height
    base = line.base_at(shapes.left + shapes.width / 2)
    within = np.minimum(shapes.bottom, base) - np.maximum(shapes.top, base - size)
    found = (
        (shapes.height > 2.4 * size)
        & (shapes.height < 9 * size)
        & (within > 0.6 * size)
        & (shapes.right > line.left - 0.6 * size)
        & (shapes.left < line.right + 0.6 * size)
    )
    found[0] = False
    return np.flatnonzero(found)


def cut_lines(
    grey: Pixels, shapes: Shapes, lines: tuple[Line, ...], *, above: float = ABOVE, below: float = BELOW
) -> Iterator[LineImage]:
    """Yield each line as a picture of its own ink only, `ROWS` high."""
    owner = owners(shapes, lines)
    order = np.argsort(owner, kind="stable")
    bounds = np.searchsorted(owner[order], np.arange(len(lines) + 1))
    for number, line in enumerate(lines):
        members = order[bounds[number] : bounds[number + 1]]
        if len(members):
            members = np.union1d(members, _crossing(shapes, line))
            yield _cut(grey, shapes, line, members, (above, below))


def _cut(
    grey: Pixels, shapes: Shapes, line: Line, members: NDArray[np.intp], span: tuple[float, float]
) -> LineImage:
    above, below = span
    mine = np.zeros(len(shapes.left), np.uint8)
    mine[members] = 1
    height, width = grey.shape
    left = max(0, int(min(line.left, shapes.left[members].min())) - 4)
    right = min(width, int(max(line.right, shapes.right[members].max())) + 5)
    top = round(line.base - line.x_height * (1 + above))
    bottom = round(line.base + line.x_height * below) + 1
    inside = slice(max(0, top), min(height, bottom)), slice(left, right)
    mask: Pixels = mine[shapes.labels[inside]]
    soft = 2 * max(1, round(0.1 * line.x_height)) + 1  # keep the grey edges of the letters
    pixels: Pixels = np.where(cv2.dilate(mask, np.ones((soft, soft), np.uint8)) > 0, grey[inside], 255)
    pixels = pixels.astype(np.uint8)
    pad = max(0, -top), max(0, bottom - height)
    if any(pad):
        pixels = cv2.copyMakeBorder(pixels, *pad, 0, 0, cv2.BORDER_CONSTANT, value=255)
        mask = cv2.copyMakeBorder(mask, *pad, 0, 0, cv2.BORDER_CONSTANT, value=0)
    if abs(line.slope) * (right - left) > 0.15 * line.x_height:
        shear = np.array([[1, 0, 0], [-line.slope, 1, line.slope * (line.middle - left)]], np.float32)
        pixels = cv2.warpAffine(pixels, shear, pixels.shape[::-1], borderValue=255)
    scale = ROWS / pixels.shape[0]
    columns = max(1, round(pixels.shape[1] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(pixels, (columns, ROWS), interpolation=how)
    return LineImage(line, scaled, left, top, columns / (right - left), mask, pixels)
