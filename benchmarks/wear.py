"""Wear a drawn page as printing, sealing, fading and scanning do. Seeded, so always the same."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from pipeline.reading.rendering import Pixels

_SEAL = np.array([205, 45, 50], np.float32)


@dataclass(frozen=True)
class Wear:
    """One level: degrees of skew, blur at 300 dpi, share of ink left, shade, grain, specks, JPEG, seals."""

    skew: float
    blur: float
    ink: float
    shade: float
    grain: float
    specks: float
    quality: int
    seals: int


LEVELS = {
    0: None,
    1: Wear(skew=0.4, blur=0.5, ink=0.95, shade=0.0, grain=5, specks=0.0, quality=80, seals=0),
    2: Wear(skew=1.2, blur=0.8, ink=0.88, shade=0.12, grain=16, specks=0.001, quality=55, seals=1),
    3: Wear(skew=2.0, blur=1.0, ink=0.75, shade=0.3, grain=38, specks=0.006, quality=35, seals=2),
}


def worn(drawn: Pixels, level: int, dpi: int) -> Pixels:
    """Return a page, grey or in colour, worn to a level, in colour."""
    wear = LEVELS[level]
    page: Pixels = drawn if drawn.ndim == 3 else cv2.cvtColor(drawn, cv2.COLOR_GRAY2RGB)
    if wear is None:
        return page
    rng = np.random.default_rng(1000 * level + dpi)
    scale = dpi / 300
    high, wide = page.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), wear.skew * rng.choice([-1, 1]), 1)
    page = cv2.warpAffine(page, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    paper = cv2.GaussianBlur(page.astype(np.float32), (0, 0), max(0.3, wear.blur * scale))
    for _ in range(wear.seals):
        paper = _sealed(paper, dpi, rng)
    paper = 255 - (255 - paper) * wear.ink
    down, right = np.mgrid[0:high, 0:wide].astype(np.float32)
    paper *= (1 - wear.shade * (0.5 * right / wide + 0.5 * down / high))[..., None]
    paper *= np.array([1, 0.99, 0.95 if wear.shade else 1], np.float32)
    paper += rng.normal(0, wear.grain, (high, wide, 1)).astype(np.float32)
    chance = rng.random((high, wide))
    paper[chance < wear.specks] = 0
    paper[chance > 1 - (wear.specks if level > 2 else 0)] = 255
    _, data = cv2.imencode(
        ".jpg",
        np.clip(paper, 0, 255).astype(np.uint8)[..., ::-1],
        [cv2.IMWRITE_JPEG_QUALITY, wear.quality],
    )
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1])


def _sealed(paper: Pixels, dpi: int, rng: np.random.Generator) -> Pixels:
    """Set a red seal on the text: what is black under it stays black."""
    high, wide = paper.shape[:2]
    scale, radius = dpi / 300, round(1.8 / 2.54 * dpi)
    x, y = int(wide * rng.uniform(0.45, 0.8)), int(high * rng.uniform(0.3, 0.8))
    ink = np.zeros((high, wide), np.uint8)
    cv2.circle(ink, (x, y), radius, 255, max(2, round(10 * scale)))
    cv2.circle(ink, (x, y), round(0.7 * radius), 255, max(1, round(5 * scale)))
    for degrees in range(0, 360, 15):
        angle = math.radians(degrees)
        place = round(x + 0.85 * radius * math.cos(angle)), round(y + 0.85 * radius * math.sin(angle))
        letter = str(rng.choice(list("ABCDEHKNOT")))
        cv2.putText(ink, letter, place, cv2.FONT_HERSHEY_DUPLEX, 1.1 * scale, 255, max(1, round(2 * scale)))
    cover = cv2.GaussianBlur(ink.astype(np.float32) / 255, (0, 0), scale + 0.3)[..., None] * 0.85
    return paper * (1 - cover) + np.minimum(paper, _SEAL) * cover
