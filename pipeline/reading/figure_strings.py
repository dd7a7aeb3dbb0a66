"""A number written by hand: its ink is cut where figures may meet, and the likeliest readings are kept."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

from pipeline.reading.figures import NONE, likelihoods, picture

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.reading.rendering import Pixels

    Ink = NDArray[np.bool_]

_PIECES = 14  # at most: more is no number
_AT_ONCE = 4  # pieces that one figure may be cut into
_KEPT = 40  # readings kept at each place
_LEFT_OUT = 1.5  # what a reading loses for each piece that it leaves out
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a number belongs on a cut of the page, in pixels of the cut."""

    left: float
    right: float
    base: float  # the line's baseline
    capital: float  # how high its capitals are


@dataclass(frozen=True, slots=True)
class _Piece:
    left: int
    right: int
    ink: Ink


def read_by_hand(cut: Pixels, slot: Slot, most: int = 4) -> tuple[str, ...]:
    """Return the likeliest readings of the figures in a slot, the likeliest first; none where no ink is.

    `cut` is grey, dark on light, and reaches beyond the slot so that its neighbours are whole.
    """
    pieces = [part for piece in _pieces(_ink(cut), slot) for part in _parts(piece)]
    if not pieces or len(pieces) > _PIECES:
        return ()
    return tuple(_readings(pieces, slot.capital)[:most])


def _ink(cut: Pixels) -> Ink:
    smooth = cv2.GaussianBlur(cut, (0, 0), 0.8)
    level, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return smooth < min(max(level, 60), float(np.percentile(smooth, 90)) - 30)


def _pieces(ink: Ink, slot: Slot) -> list[_Piece]:
    """Return what stands in the slot from left to right; what stands above one another is one piece."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    inside = [number for number in range(1, count) if _belongs(stats[number], slot)]
    inside = [number for number in inside if len(inside) < 2 or not _is_next(stats[number], slot)]
    pieces: list[_Piece] = []
    for number in sorted(inside, key=lambda number: int(stats[number][0])):
        left, _, width, _, _ = (int(value) for value in stats[number])
        own = _Piece(left, left + width, labels == number)
        last = pieces[-1] if pieces else None
        if last and min(last.right, own.right) - own.left > 0.5 * min(last.right - last.left, width):
            pieces[-1] = _Piece(last.left, max(last.right, own.right), last.ink | own.ink)
        else:
            pieces.append(own)
    return pieces


def _belongs(stat: NDArray[np.int32], slot: Slot) -> bool:
    """Say whether a shape is as large as a part of a figure, and stands on the line inside the slot."""
    left, top, width, height, _ = (int(value) for value in stat)
    high = slot.capital
    if not slot.left <= left + width / 2 <= slot.right or max(height, width) < 0.35 * high:
        return False  # a dot of a dotted line, of a colon
    if height > 4 * high or (height < 0.12 * high and width > 0.8 * high):
        return False  # a rule
    return top < slot.base - 0.2 * high and top + height > slot.base - 1.3 * high


def _is_next(stat: NDArray[np.int32], slot: Slot) -> bool:
    """Say whether a narrow shape at the right edge is the slash or the next word's first letter."""
    left, width = int(stat[0]), int(stat[2])
    return left + width / 2 > slot.right - 0.25 * slot.capital and width < 0.75 * slot.capital


def _parts(piece: _Piece) -> list[_Piece]:
    """Cut a wide piece wherever its ink is thin: figures may be joined there."""
    rows = np.nonzero(piece.ink.any(axis=1))[0]
    height, width = int(rows.max() - rows.min()) + 1, piece.right - piece.left
    if width <= 0.75 * height:
        return [piece]
    depth = piece.ink[:, piece.left : piece.right].sum(axis=0).astype(np.float32)
    depth = cv2.GaussianBlur(depth[None], (0, 0), 1.2)[0]
    margin, apart = int(0.2 * height), max(4, int(0.12 * height))
    cuts = [0]
    for place in range(margin, width - margin):
        thinnest = depth[place] == depth[max(0, place - 4) : place + 5].min()
        if thinnest and (len(cuts) == 1 or place - cuts[-1] >= apart):
            cuts.append(place)
    return [part for start, end in pairwise([*cuts, width]) if (part := _part(piece, start, end)).ink.any()]


def _part(piece: _Piece, start: int, end: int) -> _Piece:
    left, right = piece.left + start, piece.left + end
    ink = np.zeros_like(piece.ink)
    ink[:, left:right] = piece.ink[:, left:right]
    return _Piece(left, right, ink)


def _readings(pieces: list[_Piece], capital: float) -> list[str]:
    """Return the likeliest strings, by a search over where one figure ends and the next begins."""
    spans = _spans(pieces, capital)
    if not spans:
        return []
    likely = np.log(likelihoods([picture(ink) for ink in spans.values()]) + _LEAST)
    scores = dict(zip(spans, likely, strict=True))
    reached: list[list[tuple[float, str]]] = [[(0.0, "")], *([] for _ in pieces)]
    for first in range(len(pieces)):
        for score, text in sorted(reached[first], reverse=True)[:_KEPT]:
            alone = scores.get((first, first))
            left_out = (alone[NONE] if alone is not None else 0.0) - _LEFT_OUT
            reached[first + 1].append((score + left_out, text))
            for last in range(first, min(len(pieces), first + _AT_ONCE)):
                own = scores.get((first, last))
                if own is not None:
                    reached[last + 1] += [(score + own[figure], f"{text}{figure}") for figure in range(NONE)]
    return list(dict.fromkeys(text for _, text in sorted(reached[-1], reverse=True) if text))


def _spans(pieces: list[_Piece], capital: float) -> dict[tuple[int, int], Ink]:
    """Return the ink of each run of pieces that may be one figure."""
    spans: dict[tuple[int, int], Ink] = {}
    for first, piece in enumerate(pieces):
        ink = piece.ink
        for last in range(first, min(len(pieces), first + _AT_ONCE)):
            ink = ink | pieces[last].ink
            if pieces[last].right - piece.left > 2.2 * capital:
                break
            rows = np.nonzero(ink.any(axis=1))[0]
            if rows.max() - rows.min() >= 0.45 * capital:
                spans[first, last] = ink
    return spans
