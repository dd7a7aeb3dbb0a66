"""One figure written by hand: which it most looks like, by a small network that came with the program.

The network was trained by `benchmarks/train_figures.py`; what it says is shown to a person, never taken.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Picture = NDArray[np.float32]

SIDE = 32  # pixels of a picture
_INK = 24  # pixels: the larger side of the ink inside
_CELL = 4  # pixels of a cell
_DIRECTIONS = 8  # of strokes
NONE = 10  # the class of what is no whole figure: half of one, two at once, a letter


def picture(ink: NDArray[np.bool_]) -> Picture:
    """Return ink (at least one pixel) cropped, scaled and set in the middle of a square; 1 is black."""
    rows, columns = np.nonzero(ink)
    part = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    crop = np.where(part, np.uint8(255), np.uint8(0))
    height, width = crop.shape
    scale = _INK / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    crop = cv2.resize(crop, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    square = np.zeros((SIDE, SIDE), np.float32)
    top, left = (SIDE - size[1]) // 2, (SIDE - size[0]) // 2
    square[top : top + size[1], left : left + size[0]] = crop / 255
    return square


def features(one: Picture) -> Picture:
    """Return how strongly strokes run in each direction in each cell, and the picture itself, coarsely."""
    smooth = cv2.GaussianBlur(one, (0, 0), 0.7)
    across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, ksize=3)
    down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=3)
    strength = np.hypot(across, down)
    direction = (np.arctan2(down, across) % np.pi) / np.pi * _DIRECTIONS
    low = np.floor(direction).astype(int) % _DIRECTIONS
    part = direction - np.floor(direction)
    planes = np.zeros((_DIRECTIONS, SIDE, SIDE), np.float32)
    row, column = np.mgrid[:SIDE, :SIDE]
    planes[low, row, column] += strength * (1 - part)
    planes[(low + 1) % _DIRECTIONS, row, column] += strength * part
    count = SIDE // _CELL
    cells = planes.reshape(_DIRECTIONS, count, _CELL, count, _CELL).sum((2, 4))
    cells = np.sqrt(cells / (np.linalg.norm(cells) + 1e-6))
    coarse = cv2.resize(one, (count, count), interpolation=cv2.INTER_AREA)
    return np.concatenate([cells.ravel(), coarse.ravel()]).astype(np.float32)


def likelihoods(pictures: Sequence[Picture]) -> Picture:
    """Return for each picture how likely it is each of 0 … 9 and `NONE`; shape (pictures, 11)."""
    first, first_bias, second, second_bias = _network()
    hidden = np.maximum(np.stack([features(one) for one in pictures]) @ first + first_bias, 0)
    scores = hidden @ second + second_bias
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Picture = likely / likely.sum(axis=1, keepdims=True)
    return found


@cache
def _network() -> tuple[Picture, ...]:
    with (files("pipeline.reading") / "figures.npz").open("rb") as file, np.load(file) as layers:
        return tuple(layers[name].astype(np.float32) for name in ("w1", "b1", "w2", "b2"))
