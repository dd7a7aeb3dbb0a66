"""Stamps on a scan: found by their frames and colour, read upright, kept apart from the letter's text.

Arrival stamps (dấu đến), marks of urgency (KHẨN, HỎA TỐC) and of secrecy (MẬT), in red, blue or black,
straight or tilted. What is written in a round seal is nobody's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from models.letter import Aside, AsideKind, Box
from pipeline.reading.clean import ink_of
from pipeline.reading.layout_lines import fold
from pipeline.reading.lines import common_height, cut_lines, find_lines, shapes_of
from pipeline.reading.ocr import Layout, read_words
from pipeline.reading.seals import find_seals, without_rings
from pipeline.reading.stamp_patches import patches, readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.reading.clean import CleanPage
    from pipeline.reading.lines import Shapes
    from pipeline.reading.printed import PrintedWord
    from pipeline.reading.rendering import Pixels

_MARKS = {
    "HOATOC": (AsideKind.URGENCY_STAMP, "HỎA TỐC"),
    "THUONGKHAN": (AsideKind.URGENCY_STAMP, "THƯỢNG KHẨN"),
    "KHAN": (AsideKind.URGENCY_STAMP, "KHẨN"),
    "TUYETMAT": (AsideKind.SECRECY_STAMP, "TUYỆT MẬT"),
    "TOIMAT": (AsideKind.SECRECY_STAMP, "TỐI MẬT"),
    "MAT": (AsideKind.SECRECY_STAMP, "MẬT"),
}
_ARRIVAL = re.compile(r"D[EÉ]N")
_ARRIVAL_WORDS = ("DEN", "CV", "CVDEN", "CONGVANDEN")
_SIDE = 180.0  # points: "CV" alone is a stamp's at the left of the page only
_ARRIVAL_LABELS = re.compile(r"\bS[OỐ]\b|NGAY|GIO|CHUYEN|CONGVAN|\bCV\b|LUUHOSO")
_DATE = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{2,4})")
_NUMBER = re.compile(r"[Ss][ốoôồổ0ó]\W*?(\d{1,6})\b")
_HEAD = 0.6  # of the page's height: black stamps are looked for above
_MM = 72 / 25.4
_SHORT = 5  # letters
_HOUR = 28  # letters: "hẹn giờ: 15 giờ 30, ngày 21/9" behind HỎA TỐC
_MOST_SHAPES = 150  # in a stamp: a frame with more is a table


@dataclass(frozen=True, slots=True)
class Stamps:
    """What was found, and where round seals cover the page."""

    asides: tuple[Aside, ...]
    seals: tuple[Box, ...]


def take_stamps(page: CleanPage) -> Stamps:
    """Find the stamps of a page and paint them out of its pictures."""
    asides: list[Aside] = []
    seals: list[Box] = []
    for ink, grey, height in _layers(page):
        rings = find_seals(ink, page.dpi)
        seals += (ring.box(page.scale) for ring in rings)
        without_rings(grey, ink, rings, whole=ink is not page.drawn)
        if rings and ink is page.drawn:
            without_rings(page.grey, page.ink, rings, whole=False)
        if ink is not page.drawn:
            asides += _in_patches(page, ink, grey)
        for left, top, right, bottom in _frames(ink[:height], page.scale):
            if _taken(asides, (left, top, right, bottom), page.scale):
                continue
            part = slice(top, bottom), slice(left, right)
            aside = _read(page, ink[part], grey[part], (left, top))
            if aside:
                asides.append(aside)
                if ink is page.drawn:  # coloured ink is out of the grey picture already
                    page.grey[part] = np.where(ink[part] > 0, 255, page.grey[part])
                    page.ink[part] = 0
    return Stamps(tuple(asides), tuple(seals))


def _in_patches(page: CleanPage, ink: Pixels, grey: Pixels) -> Iterator[Aside]:
    """Find the stamps that stand in an ink of their own, whole frame or none."""
    for patch in patches(ink, grey, page.dpi):
        left, top, right, bottom = (edge / page.scale for edge in patch.place)
        box = Box(left, top, right, bottom)
        found: list[Aside] = []
        for picture in readings(patch, page.dpi):
            lines = list(_lines_in(picture, page.dpi, 0.0))
            said = [stamp_of(text, page.number, box) for text in (" ".join(lines), *lines)]
            said += [_secret_word(text, page.number, box) for text in lines]
            found += [aside for aside in said if aside]
        in_head = top < _HEAD * page.height
        yield from [one for one in _fullest(found) if in_head or one.kind is AsideKind.ARRIVAL_STAMP]


def _fullest(found: Sequence[Aside]) -> list[Aside]:
    """Of several readings of one stamp keep the longest mark: "KHẨN" may be the rest of "THƯỢNG KHẨN"."""
    marks = [aside for aside in found if aside.kind is not AsideKind.ARRIVAL_STAMP]
    return [max(marks or found, key=lambda aside: len(aside.text))] if found else []


def _secret_word(text: str, page: int, box: Box) -> Aside | None:
    """Return a mark of secrecy of which a part was not read: "rồi MẬT" in an ink of its own is no letter's text."""
    words = [re.sub(r"\W", "", word) for word in text.split()]
    return Aside(AsideKind.SECRECY_STAMP, "MẬT", page, box) if "MẬT" in words else None


def _taken(asides: Sequence[Aside], place: tuple[int, int, int, int], scale: float) -> bool:
    """Say whether the middle of a frame lies in a stamp that was read already."""
    x, y = (place[0] + place[2]) / 2 / scale, (place[1] + place[3]) / 2 / scale
    boxes = (aside.box for aside in asides if aside.box)
    return any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in boxes)


def _layers(page: CleanPage) -> Iterator[tuple[Pixels, Pixels, int]]:
    """Yield ink, its grey picture, and down to which row framed stamps are looked for."""
    if page.red is not None:
        yield ink_of(page.red), page.red, page.red.shape[0]
    if page.blue is not None:
        yield ink_of(page.blue), page.blue, page.blue.shape[0]
    yield page.drawn, page.grey, round(page.drawn.shape[0] * _HEAD)


def _frames(ink: Pixels, scale: float) -> Iterator[tuple[int, int, int, int]]:
    """Yield where the frame of a stamp may be: a large and hollow shape; left, top, right, bottom."""
    small = cv2.resize(ink * np.uint8(255), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    shapes = shapes_of((small > 60).astype(np.uint8))
    millimetre = scale * _MM / 2
    found = (
        (shapes.width > 13 * millimetre)
        & (shapes.width < 80 * millimetre)
        & (shapes.height > 6 * millimetre)
        & (shapes.height < 52 * millimetre)
        & (shapes.area < 0.6 * shapes.width * shapes.height)
    )
    found[0] = False
    for frame in np.flatnonzero(found):
        left, top = 2 * int(shapes.left[frame]) - 2, 2 * int(shapes.top[frame]) - 2
        right, bottom = 2 * int(shapes.right[frame]) + 2, 2 * int(shapes.bottom[frame]) + 2
        yield max(0, left), max(0, top), right, bottom


def _inside(shapes: Shapes, frame: int) -> NDArray[np.intp]:
    """Return the shapes that stand in a frame, however it is tilted, and not only beside its corners."""
    points = cv2.findNonZero((shapes.labels == frame).astype(np.uint8))
    area = np.zeros(shapes.labels.shape, np.uint8)
    cv2.fillPoly(area, [cv2.boxPoints(cv2.minAreaRect(points)).astype(np.int32)], (1,))
    x, y = shapes.left + shapes.width // 2, shapes.top + shapes.height // 2
    within = (area[y, x] > 0) & (shapes.width < 0.8 * shapes.width[frame]) & (shapes.area > 3)
    within[[0, frame]] = False
    return np.flatnonzero(within)


def _read(page: CleanPage, ink: Pixels, grey: Pixels, corner: tuple[int, int]) -> Aside | None:
    """Read what stands in a frame, turned upright, and say what stamp it is."""
    shapes = shapes_of(ink)
    frame = 1 + int(np.argmax(shapes.width[1:] * shapes.height[1:]))
    inside = _inside(shapes, frame)
    spread = int(shapes.width[inside].sum()) if len(inside) <= _MOST_SHAPES else 0
    if spread < 0.3 * shapes.width[frame]:
        return None  # empty, or a frame around text
    letters = np.isin(shapes.labels, inside).astype(np.uint8)
    picture = np.where(cv2.dilate(letters, np.ones((3, 3), np.uint8)) > 0, grey, 255)
    (left, top), (high, wide), scale = corner, ink.shape, page.scale
    box = Box(left / scale, top / scale, (left + wide) / scale, (top + high) / scale)
    tilt = _tilt((shapes.labels == frame).astype(np.uint8))
    for turn in (
        (tilt, 0.0) if 0.7 < abs(tilt) < 10 else (tilt,)
    ):  # a slanted frame may be a worn straight one
        lines = list(_lines_in(picture.astype(np.uint8), page.dpi, turn))
        # "KHẨN" on a line by itself may be the rest of "THƯỢNG KHẨN"; a longer mark is whole
        said = [" ".join(lines), *(line for line in lines if len(line) > _SHORT)]
        if found := _fullest([stamp for text in said if (stamp := stamp_of(text, page.number, box))]):
            return found[0]
    return None


def _tilt(frame: Pixels) -> float:
    """Return by how many degrees the frame falls to the right, between -45 and 45."""
    points = cv2.findNonZero(frame)
    _, (wide, high), angle = cv2.minAreaRect(points)
    if wide < high:
        angle -= 90
    while angle <= -45:
        angle += 90
    while angle > 45:
        angle -= 90
    return float(angle)


def _lines_in(grey: Pixels, dpi: float, tilt: float) -> Iterator[str]:
    if abs(tilt) > 0.7:
        high, wide = grey.shape
        reach = int(np.hypot(high, wide)) + 2
        matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), tilt, 1)
        matrix[:, 2] += (reach - wide) / 2, (reach - high) / 2
        grey = cv2.warpAffine(grey, matrix, (reach, reach), flags=cv2.INTER_CUBIC, borderValue=(255,))
    shapes = shapes_of(ink_of(grey))
    # Heavy ink runs letters together: then the tallest shape is the line, marks and all.
    tallest = int(shapes.height[1:].max(initial=0))
    lines = find_lines(shapes, common_height(shapes, dpi) or 0.5 * tallest)
    for line in sorted(lines, key=lambda line: line.base):
        for image in cut_lines(grey, shapes, (line,)):
            yield " ".join(word.text for word in read_words(image.pixels, dpi, layout=Layout.RAW_LINE))


def stamp_of(text: str, page: int, box: Box | None) -> Aside | None:
    """Return the stamp that a text is, None where it is none."""
    bare = re.sub(r"\W", "", fold(text))
    for mark, (kind, name) in _MARKS.items():
        near = Levenshtein.distance(bare, mark) <= (1 if len(mark) > 5 else 0)
        within = len(mark) > 5 and (mark in bare and len(bare) < len(mark) + 6)
        timed = mark == "HOATOC" and bare.startswith(mark) and len(bare) < len(mark) + _HOUR
        if near or within or timed:
            return Aside(kind, name, page, box)
    folded = fold(" ".join(text.split()))
    if _ARRIVAL.search(bare) and _ARRIVAL_LABELS.search(folded) and len(bare) < 160:
        return Aside(AsideKind.ARRIVAL_STAMP, text, page, box, tuple(_arrival_facts(text)))
    return None


def _arrival_facts(text: str) -> Iterator[tuple[str, str]]:
    if number := _NUMBER.search(text):
        yield "number", number[1]
    if date := _DATE.search(text):
        day, month, year = (int(part) for part in date.groups())
        year += 2000 if year < 100 else 0
        if 1 <= day <= 31 and 1 <= month <= 12:
            yield "date", f"{year:04}-{month:02}-{day:02}"


def take_arrival(words: Sequence[PrintedWord], page: int) -> tuple[list[PrintedWord], list[Aside]]:
    """Take an arrival stamp without a whole frame out of a page's words: ĐẾN beside Số, Ngày, Chuyển."""
    kept = list(words)
    asides: list[Aside] = []
    for seed in words:
        key = fold(re.sub(r"[\W_]", "", seed.text))
        if key not in _ARRIVAL_WORDS or not seed.text.isupper() or seed not in kept:
            continue
        near = [word for word in kept if word is not seed and _beside(seed.box, word.box)]
        labels = [word for word in near if _ARRIVAL_LABELS.search(fold(word.text))]
        unsure = sum(word.confidence < 0.7 for word in near)  # dotted lines and handwriting
        at_the_side = bool(labels) and seed.box.x0 < _SIDE
        if len(labels) + unsure < 3 or not (key == "DEN" or at_the_side):
            continue
        box = seed.box
        for word in labels:
            box = box.union(word.box)
        top, right = max(0.0, box.top - 9 * _MM), max(box.x1, seed.box.x0 + 57 * _MM)
        box = Box(max(0.0, box.x0 - 3), top, right, box.bottom + 3)
        members = [
            word for word in kept if box.holds_middle_of(word.box) and not _runs_past(word, seed, kept, box)
        ]
        text = " ".join(word.text for word in sorted(members, key=lambda word: (word.box.top, word.box.x0)))
        asides.append(Aside(AsideKind.ARRIVAL_STAMP, text, page, box, tuple(_arrival_facts(text))))
        gone = {id(word) for word in members}
        kept = [word for word in kept if id(word) not in gone]
    return kept, asides


def _beside(seed: Box, box: Box) -> bool:
    return abs(box.top - seed.top) < 12 * _MM and -15 * _MM < box.x0 - seed.x0 < 50 * _MM


def _runs_past(word: PrintedWord, seed: PrintedWord, words: Sequence[PrintedWord], box: Box) -> bool:
    """Say whether a word is of a line of the letter that the stamp was set on."""
    if word is seed or word.confidence < 0.8:
        return False
    following = [
        other
        for other in words
        if other.box.same_line(word.box)
        and box.x1 - 12 < other.box.x0 < box.x1 + 30
        and other.confidence > 0.9
    ]
    return bool(following) and word.box.x0 > seed.box.x1
