"""A scanned page made ready for reading: upright, level, paper white, ink dark, at one resolution.

Each step first measures whether it is needed: a clean page pays for the measuring only.
Coloured ink (seals, stamps, signatures) is taken out of the grey picture and kept apart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from models.letter import Box
from pipeline.reading.lines import shapes_of
from pipeline.reading.printed import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.reading.rendering import PageImage, Pixels

cv2.setNumThreads(1)  # pages are read side by side; threads within one would only get in the way

DPI = 200.0  # reading needs no more: the network sees an x-height of 11 pixels
_PAPER = 250
_COLOURED = 40  # distance between channels from which ink is coloured
_FEW = 2e-4  # share of the page below which colour is chance
_GRAINY = 9.0  # standard deviation of the paper's grey from which denoising pays
_HEAVY = 20.0  # the same, from which specks are taken out first
_SPECK = 110  # grey levels by which a speck differs from what is around it
_COARSE, _FINE = 130.0, 180.0  # dpi
_SKEWED = 0.15  # degrees that are worth turning the page
_STEEPEST = 8.0  # degrees: more is not skew
_RULE = 36.0  # points: a shorter stroke is no rule
_STROKES = 600  # letters that are enough to measure skew


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page ready for reading. Pictures are at `dpi`; `width` and `height` are points, upright."""

    number: int
    width: float
    height: float
    dpi: float
    grey: Pixels  # text only: rules, red and blue are painted out
    ink: Pixels  # 1 where `grey` is ink
    drawn: Pixels  # ink with the ruled lines still in it
    red: Pixels | None  # grey picture of what is red, or None
    blue: Pixels | None
    rules: tuple[Rule, ...]
    scan_dpi: float
    rotation: int
    skew: float
    noise: float
    scanned: bool  # a picture of paper, not a drawing of text

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return self.dpi / 72


@dataclass(slots=True)
class _Layers:
    """The page's pictures while they are turned together."""

    grey: Pixels
    red: Pixels | None
    blue: Pixels | None

    def each(self, change: _Change) -> None:
        self.grey = change(self.grey)
        self.red = None if self.red is None else change(self.red)
        self.blue = None if self.blue is None else change(self.blue)


@dataclass(frozen=True, slots=True)
class _Letters:
    """Middles and feet of a page's letters, in a picture of `size` (height, width)."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    foot: NDArray[np.float64]
    size: tuple[int, ...]


if TYPE_CHECKING:
    from collections.abc import Callable

    _Change = Callable[[Pixels], Pixels]


def clean(image: PageImage, *, rotation: int | None = None) -> CleanPage:
    """Make a page ready for reading; `rotation` (degrees clockwise) is measured where it is not given."""
    pixels, dpi = image.pixels, image.dpi
    noise = noise_of(_grey(pixels))
    if noise < _GRAINY:
        pixels, dpi = _scaled(pixels, dpi, min(dpi, DPI)), min(dpi, DPI)
    layers = _split(pixels)
    layers.grey = _levelled(layers.grey, dpi)
    if noise >= _GRAINY:
        layers.grey = _smoothed(layers.grey, noise, image.dpi)
    layers.each(lambda layer: _scaled(layer, dpi, DPI))
    letters = _letters(layers.grey)
    turn = _sideways(letters) if rotation is None else rotation
    if turn:
        layers.each(lambda layer: np.ascontiguousarray(np.rot90(layer, -turn // 90)))
        letters = _letters(layers.grey)
    skew = skew_of(letters)
    if abs(skew) > _SKEWED:
        layers.each(lambda layer: _turned(layer, skew))
    ink = ink_of(layers.grey)
    wide, high = (image.height, image.width) if turn % 180 else (image.width, image.height)
    drawn = ink.copy()
    rules = _take_rules(layers.grey, ink)
    return CleanPage(
        image.number,
        wide,
        high,
        72 * layers.grey.shape[1] / wide,
        layers.grey,
        ink,
        drawn,
        layers.red,
        layers.blue,
        rules,
        image.dpi,
        turn % 360,
        skew if abs(skew) > _SKEWED else 0.0,
        noise,
        image.scanned,
    )


def _smoothed(grey: Pixels, noise: float, dpi: float) -> Pixels:
    """Take grain from the paper, as much as there is; what measured best at each resolution.

    Heavy grain comes with specks, which a blur alone would smear into letters. On a coarse picture light grain
    and marks are alike: it stays as it is.
    """
    if noise >= _HEAVY:
        usual = cv2.medianBlur(grey, 3)
        clear = np.where(cv2.absdiff(grey, usual) > _SPECK, usual, grey).astype(np.uint8)
        return cv2.GaussianBlur(clear, (0, 0), 0.8)
    if dpi <= _COARSE:
        return grey
    soft = grey if dpi > _FINE else cv2.GaussianBlur(grey, (0, 0), 0.6)
    return cv2.bilateralFilter(soft, 5, 60, 2)


def noise_of(grey: Pixels) -> float:
    """Return the standard deviation of the grain on the paper, 0 for a bilevel or drawn page."""
    height, width = grey.shape
    part = grey[height // 8 : -height // 8 : 1, width // 8 : -width // 8]
    step = max(1, part.shape[0] // 400)
    rows = np.concatenate([part[i : i + 8] for i in range(0, part.shape[0] - 8, 8 * step)] or [part])
    paper = rows > np.percentile(rows, 40)
    detail = cv2.absdiff(rows, cv2.blur(rows, (3, 3)))[paper]
    if detail.size == 0:
        return 0.0
    return float(1.4826 * np.median(detail) / math.sqrt(8 / 9))


def _grey(pixels: Pixels) -> Pixels:
    return pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)


def _scaled(pixels: Pixels, dpi: float, wanted: float) -> Pixels:
    factor = wanted / dpi
    if abs(factor - 1) < 0.01:
        return pixels
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=how)


def _split(pixels: Pixels) -> _Layers:
    """Part a page into black, red and blue ink; black under a seal stays."""
    if pixels.ndim == 2:
        return _Layers(pixels.copy(), None, None)
    grey = _grey(pixels)
    soft = cv2.blur(pixels, (3, 3))
    red, green, blue = (soft[:, :, i] for i in range(3))
    reddish = cv2.subtract(red, cv2.max(green, blue))
    bluish = cv2.min(cv2.subtract(blue, red), cv2.convertScaleAbs(cv2.subtract(blue, green), beta=25))
    dark = int(np.count_nonzero(grey < 128))
    layers = _Layers(grey, None, None)
    for channel, strength, name in ((0, reddish, "red"), (2, bluish, "blue")):
        coloured = (strength > _COLOURED).astype(np.uint8)
        share = int(np.count_nonzero(coloured))
        # A page written in one colour only is not stamped: its text is that colour.
        if share < _FEW * grey.size or (name == "blue" and share > 0.6 * max(dark, 1)):
            continue
        setattr(layers, name, cv2.bitwise_not(cv2.convertScaleAbs(strength, alpha=1.4)))
        near = cv2.dilate(coloured, np.ones((3, 3), np.uint8)) > 0
        through = np.clip((pixels[:, :, channel].astype(np.float32) - 70) * (255 / 80), 0, 255)
        grey[near] = np.maximum(grey[near], through[near].astype(np.uint8))
    return layers


def _levelled(grey: Pixels, dpi: float) -> Pixels:
    """Even out the paper to white where it is shaded or yellow."""
    small = cv2.resize(grey, None, fx=25 / dpi, fy=25 / dpi, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8)), 21)
    usual = float(np.median(paper))
    if usual > _PAPER - 8 and float(np.percentile(paper, 2)) > _PAPER - 20:
        return grey
    paper = np.maximum(paper, np.uint8(min(250, 0.45 * usual)))  # a black border stays black
    paper = cv2.resize(paper, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, paper, scale=_PAPER)


def ink_of(grey: Pixels) -> Pixels:
    """Return 1 where a grey picture is ink, 0 where it is paper."""
    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)
    return (grey <= min(threshold, 225)).astype(np.uint8)


def _letters(grey: Pixels) -> _Letters:
    """Return where the letters stand, measured on a picture of half the size."""
    small = ink_of(cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    shapes = shapes_of(small)
    fit = (shapes.height > 4) & (shapes.height < 40) & (shapes.width > 2) & (shapes.width < 60)
    fit[0] = False
    left, top, width, height = (part[fit] for part in (shapes.left, shapes.top, shapes.width, shapes.height))
    return _Letters(left + width / 2, top + height / 2, (top + height).astype(np.float64), small.shape)


def _sideways(letters: _Letters) -> int:
    """Return 90 where the lines of text run up and down, else 0."""
    if len(letters.x) < 40:
        return 0
    high, wide = letters.size
    across, along = _sharpness(letters.y, high), _sharpness(letters.x, wide)
    return 90 if along > 1.6 * across else 0


def _sharpness(places: NDArray[np.float64], size: int) -> float:
    """Say how much places crowd into lines: the variance of their counts over the mean."""
    counts = np.bincount((places / 2).astype(np.int64), minlength=size // 2 + 1).astype(np.float64)
    return float(counts.var() / max(counts.mean(), 1e-9))


def skew_of(letters: _Letters) -> float:
    """Return by how many degrees the lines of text fall to the right (clockwise)."""
    if len(letters.x) < 30:
        return 0.0
    wide = letters.size[1]
    every = len(letters.x) // _STROKES + 1
    x, y = letters.x[::every] - wide / 2, letters.foot[::every]

    def crowding(degrees: float) -> float:
        rows = (y - x * math.tan(math.radians(degrees)) + wide).astype(np.int64)
        counts = np.bincount(np.clip(rows, 0, None)).astype(np.float64)
        return float((np.convolve(counts, [0.5, 1, 0.5]) ** 2).sum())

    best = 0.0
    for reach, step in ((_STEEPEST, 0.5), (0.5, 0.1), (0.1, 0.02)):
        steps = round(reach / step)
        tries = [best + i * step for i in range(-steps, steps + 1)]
        best = max(tries, key=crowding)
    return best


def _turned(pixels: Pixels, degrees: float) -> Pixels:
    height, width = pixels.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,))


def _take_rules(grey: Pixels, ink: Pixels) -> tuple[Rule, ...]:
    """Find the ruled lines and paint them out of both pictures."""
    found: list[Rule] = []
    length = round(_RULE * DPI / 72)
    # Scanned rules break: close the smallest gaps; wider bridges would run along the hooks of "ươ".
    # Upright ones also waver: a pixel to the left or right is the same rule.
    for kernel, bridge, waver in (((1, length), (1, 3), (1, 1)), ((length, 1), (5, 1), (1, 3))):
        strokes = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(bridge, np.uint8))
        strokes = cv2.dilate(strokes, np.ones(waver, np.uint8))
        strokes = cv2.morphologyEx(strokes, cv2.MORPH_OPEN, np.ones(kernel, np.uint8))
        outlines, _ = cv2.findContours(strokes, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        thin = [one for one in outlines if min(cv2.boundingRect(one)[2:]) <= DPI / 18]  # 4 points
        if not thin:
            continue
        found += [Rule(_box(cv2.boundingRect(one))) for one in thin]
        painted = cv2.drawContours(np.zeros_like(ink), thin, -1, (1,), thickness=cv2.FILLED)
        painted = _without_crossings(cv2.dilate(painted, np.ones((5, 5), np.uint8)), ink, kernel)
        grey[painted > 0] = 255
        ink[painted > 0] = 0
    return tuple(found)


def _without_crossings(rule: Pixels, ink: Pixels, kernel: tuple[int, int]) -> Pixels:
    """Leave the ink that crosses a rule: letters that stand on it."""
    across = (7, 1) if kernel[0] == 1 else (1, 7)
    crossing = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(across, np.uint8))
    return cv2.subtract(rule, crossing)


def _box(rectangle: Sequence[int]) -> Box:
    left, top, width, height = (value * 72 / DPI for value in rectangle)
    return Box(left, top, left + width, top + height)
