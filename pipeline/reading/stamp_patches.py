"""Stamps in coloured ink that no whole frame shows: a patch of red or blue, turned upright and read.

A stamp set on text has a broken frame, and many have none; in its own colour it still stands alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from pipeline.reading.clean import ink_of
from pipeline.reading.lines import shapes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.reading.rendering import Pixels

_SEARCH_DPI = 50.0
_MM = 1 / 25.4  # inches
_TOGETHER = 3.0  # millimetres between letters of one stamp, at the most
_WIDE, _HIGH = (10.0, 95.0), (4.0, 60.0)  # millimetres: from a bare KHẨN to an arrival stamp
_STEEPEST = 40  # degrees
_POINTS = 4000  # of ink that are enough to measure a tilt
_MENDED = 0.9  # millimetres: the breadth of a stroke of text that crosses a stamp's letter
_FRAME = 0.3  # of a patch's width: no letter has so long a stroke
_MOST = 6  # patches of a page


@dataclass(frozen=True, slots=True)
class Patch:
    """A patch of coloured ink: where it lies (left, top, right, bottom) and its picture, turned upright."""

    place: tuple[int, int, int, int]
    upright: Pixels


def patches(ink: Pixels, grey: Pixels, dpi: float) -> Iterator[Patch]:
    """Yield the patches of a layer of ink that are as large as stamps, the largest first."""
    factor = _SEARCH_DPI / dpi
    small = cv2.resize(ink * np.uint8(255), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    near = round(_TOGETHER * _MM * _SEARCH_DPI) | 1
    joined = cv2.morphologyEx((small > 40).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((near, near), np.uint8))
    shapes = shapes_of(joined)
    wide, high = (np.array(span) * _MM * _SEARCH_DPI for span in (_WIDE, _HIGH))
    fit = (
        (shapes.width > wide[0])
        & (shapes.width < wide[1])
        & (shapes.height > high[0])
        & (shapes.height < high[1])
    )
    fit[0] = False
    largest = sorted(np.flatnonzero(fit), key=lambda place: -int(shapes.area[place]))[:_MOST]
    for place in largest:
        left, top, right, bottom = (
            max(0, round(edge / factor) + room)
            for edge, room in (
                (shapes.left[place], -4),
                (shapes.top[place], -4),
                (shapes.right[place], 4),
                (shapes.bottom[place], 4),
            )
        )
        inside = slice(top, bottom), slice(left, right)
        size = ink[inside].shape[::-1]
        own = cv2.resize(
            (shapes.labels == place).astype(np.uint8), ink.shape[::-1], interpolation=cv2.INTER_NEAREST
        )
        mask = cv2.dilate(own[inside], np.ones((9, 9), np.uint8))
        drawn = ink[inside] * mask
        if min(size) < 8 or not drawn.any():
            continue
        picture = np.where(cv2.dilate(drawn, np.ones((3, 3), np.uint8)) > 0, grey[inside], 255).astype(
            np.uint8
        )
        yield Patch((left, top, right, bottom), _turned(picture, tilt_of(drawn)))


def tilt_of(ink: Pixels) -> float:
    """Return by how many degrees the lines of a patch of ink fall to the right."""
    rows, columns = np.nonzero(ink)
    every = len(rows) // _POINTS + 1
    y, x = rows[::every].astype(np.float64), columns[::every].astype(np.float64)

    def crowding(degrees: float) -> float:
        turn = np.radians(degrees)
        places = y * np.cos(turn) - x * np.sin(turn)
        counts = np.bincount((places - places.min()).astype(np.int64) // 2).astype(np.float64)
        return float((counts**2).sum())

    best = max(
        range(-_STEEPEST, _STEEPEST + 1, 2), key=lambda degrees: crowding(degrees) - abs(degrees) * 1e-6
    )
    return float(max((best + step for step in (-1.5, -1, -0.5, 0, 0.5, 1, 1.5)), key=crowding))


def _turned(grey: Pixels, degrees: float) -> Pixels:
    high, wide = grey.shape
    reach = int(np.hypot(high, wide)) + 2
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    matrix[:, 2] += (reach - wide) / 2, (reach - high) / 2
    turned = cv2.warpAffine(grey, matrix, (reach, reach), flags=cv2.INTER_CUBIC, borderValue=(255,))
    found = cv2.boundingRect(ink_of(turned)) if int(turned.min()) < 160 else (0, 0, reach, reach)
    left, top, width, height = found
    return np.ascontiguousarray(turned[top : top + height, left : left + width])


def readings(patch: Patch, dpi: float) -> Iterator[Pixels]:
    """Yield pictures of what is written in a patch: as it is, and with letters mended where text crossed them."""
    plain = _without_frame(patch.upright)
    yield plain
    reach = round(_MENDED * _MM * dpi) | 1
    closed = cv2.morphologyEx(cv2.bitwise_not(plain), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    yield cv2.bitwise_not(closed)


def _without_frame(grey: Pixels) -> Pixels:
    """Paint the long strokes of a frame out of an upright picture."""
    ink = ink_of(grey)
    high, wide = grey.shape
    along = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    across = cv2.morphologyEx(along, cv2.MORPH_OPEN, np.ones((1, max(8, round(_FRAME * wide))), np.uint8))
    if not across.any():
        return grey  # no frame: strokes as high as the patch are letters
    along = cv2.dilate(ink, np.ones((1, 3), np.uint8))
    down = cv2.morphologyEx(along, cv2.MORPH_OPEN, np.ones((max(8, round(0.75 * high)), 1), np.uint8))
    frame = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    return np.where(frame > 0, 255, grey).astype(np.uint8)
