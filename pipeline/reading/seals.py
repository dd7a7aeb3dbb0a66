"""Round seals: found by their rings, whatever their colour and whatever is written across them.

The ring is taken out of the picture, so that the letters it touches stand free; what is written in the
seal is nobody's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from models.letter import Box

if TYPE_CHECKING:
    from pipeline.reading.rendering import Pixels

_SMALLEST, _LARGEST = 12.0, 21.0  # radius in millimetres; state seals have 17 to 21, copies are smaller
_SEARCH_DPI = 50.0
_VOTES = 28
_CLOSED = 0.7  # share of a ring that must be ink
_MOST = 6


@dataclass(frozen=True, slots=True)
class Seal:
    """A round seal, in pixels."""

    x: float
    y: float
    radius: float

    def box(self, scale: float) -> Box:
        """Return the square around it in points."""
        left, top = max(0.0, self.x - self.radius), max(0.0, self.y - self.radius)
        return Box(left / scale, top / scale, (self.x + self.radius) / scale, (self.y + self.radius) / scale)


def find_seals(ink: Pixels, dpi: float) -> tuple[Seal, ...]:
    """Return the rings in a picture of ink that are closed enough to be seals."""
    factor = _SEARCH_DPI / dpi
    small = cv2.resize(ink * np.uint8(85), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    small = cv2.convertScaleAbs(small, alpha=9)  # thin strokes count in full
    millimetre = _SEARCH_DPI / 25.4
    found = cv2.HoughCircles(
        small,
        cv2.HOUGH_GRADIENT,
        dp=1,
        minDist=10 * millimetre,
        param1=200,
        param2=_VOTES,
        minRadius=round(_SMALLEST * millimetre),
        maxRadius=round(_LARGEST * millimetre),
    )
    if found is None:
        return ()
    near = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    rings = (_fitted(near, x / factor, y / factor, r / factor) for x, y, r in found.reshape(-1, 3)[:_MOST])
    return tuple(seal for share, seal in rings if share >= _CLOSED)


def _fitted(ink: Pixels, x: float, y: float, radius: float) -> tuple[float, Seal]:
    """Move a circle to where most of it is ink, and return that share."""
    turn = np.radians(np.arange(0, 360, 2))
    sine, cosine = np.sin(turn), np.cos(turn)
    high, wide = ink.shape
    best = (0.0, Seal(x, y, radius))
    for grow in range(-8, 9, 2):
        for right in range(-6, 7, 2):
            columns = (x + right + (radius + grow) * cosine).astype(np.int64)
            for down in range(-6, 7, 2):
                rows = (y + down + (radius + grow) * sine).astype(np.int64)
                seen = (columns >= 0) & (columns < wide) & (rows >= 0) & (rows < high)
                share = float(ink[rows[seen], columns[seen]].sum()) / len(turn)
                if share >= best[0]:  # of equal ones the widest: a ring has a breadth
                    best = (share, Seal(x + right, y + down, radius + grow))
    return best


def without_rings(grey: Pixels, ink: Pixels, seals: tuple[Seal, ...], *, whole: bool) -> None:
    """Paint out the rings, or the whole of the seals where all that is in them is the seal's own ink."""
    for seal in seals:
        centre = round(seal.x), round(seal.y)
        stamp = np.zeros(ink.shape, np.uint8)
        cv2.circle(stamp, centre, round(1.04 * seal.radius) + 2, 1, thickness=cv2.FILLED)
        if not whole:
            cv2.circle(stamp, centre, round(0.95 * seal.radius - 4), 0, thickness=cv2.FILLED)
        ink[stamp > 0] = 0
        grey[stamp > 0] = 255
