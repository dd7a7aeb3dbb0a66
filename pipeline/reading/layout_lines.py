"""Printed lines: words of one page put side by side, with the questions layout asks of them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from models.letter import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.reading.printed import PrintedWord


def fold(text: str) -> str:
    """Return capitals without marks and blanks, for comparing with what should stand there."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D").replace("Ð", "D"))
    return "".join(char for char in plain if not unicodedata.combining(char) and not char.isspace()).upper()


@dataclass(frozen=True)
class Line:
    """A printed line, or the part of one that stands in a column."""

    page: int
    words: tuple[PrintedWord, ...]

    @cached_property
    def box(self) -> Box:
        """The smallest box around all words."""
        boxes = [word.box for word in self.words]
        return Box(
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        )

    @cached_property
    def text(self) -> str:
        """The words with one blank between them."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def folded(self) -> str:
        """The text in capitals without marks and blanks."""
        return fold(self.text)

    @cached_property
    def opening(self) -> str:
        """The folded text from its first letter or figure on: specks before it do not count."""
        return re.sub(r"^\W+", "", self.folded)

    @cached_property
    def size(self) -> float:
        """Font size; where the source does not tell it, from the height of the words."""
        return median(word.size or (word.box.bottom - word.box.top) / 1.1 for word in self.words)

    @cached_property
    def bold(self) -> bool:
        """Whether most letters are bold."""
        return _most(self.words, bold=True)

    @cached_property
    def italic(self) -> bool:
        """Whether most letters are slanted."""
        return _most(self.words, bold=False)

    @cached_property
    def capitals(self) -> bool:
        """Whether the line is written in capitals (figures and marks do not count)."""
        letters = [char for char in self.text if char.isalpha()]
        return len(letters) >= 2 and sum(char.isupper() for char in letters) >= 0.85 * len(letters)

    @property
    def middle(self) -> float:
        """The x halfway along the line."""
        return (self.box.x0 + self.box.x1) / 2

    def parts(self, gap: float) -> list[Line]:
        """Split where a blank is wider than `gap` times the font size."""
        cuts = [0]
        for place, (left, right) in enumerate(pairwise(self.words), start=1):
            if right.box.x0 - left.box.x1 > gap * self.size:
                cuts.append(place)
        cuts.append(len(self.words))
        return [Line(self.page, self.words[a:b]) for a, b in pairwise(cuts)]

    def split_at(self, x: float, reach: float = 60.0, gap: float = 0.9) -> tuple[Line | None, Line | None]:
        """Split into what stands left and right of `x`, at the widest blank near it.

        A line without such a blank stays whole, on the side where its middle lies.
        """
        best, cut = gap * self.size, None
        for place, (left, right) in enumerate(pairwise(self.words), start=1):
            width = right.box.x0 - left.box.x1
            if width > best and left.box.x1 - reach < x < right.box.x0 + reach:
                best, cut = width, place
        if cut is not None:
            return Line(self.page, self.words[:cut]), Line(self.page, self.words[cut:])
        return (self, None) if self.middle < x else (None, self)


def _most(words: Sequence[PrintedWord], *, bold: bool) -> bool:
    total = sum(len(word.text) for word in words)
    marked = sum(len(word.text) for word in words if (word.bold if bold else word.italic))
    return marked > 0.6 * total


def lines_of(page: int, words: Iterable[PrintedWord], *, uneven: bool = False) -> list[Line]:
    """Put words of one page that stand on one line together, from top to bottom.

    `uneven`: the boxes are as high as the ink, as OCR gives them, and not as high as the line.
    """
    if uneven:
        lines = [Line(page, tuple(_apart(row))) for row in _uneven_rows(words)]
    else:
        lines = [Line(page, tuple(sorted(row, key=lambda word: word.box.x0))) for row in _even_rows(words)]
    return sorted(lines, key=lambda line: (line.box.bottom, line.box.x0))


def _even_rows(words: Iterable[PrintedWord]) -> list[list[PrintedWord]]:
    rows: list[list[PrintedWord]] = []
    tallest: list[PrintedWord] = []
    for word in sorted(words, key=lambda word: (word.box.bottom, word.box.x0)):
        for place in range(len(rows) - 1, max(-1, len(rows) - 5), -1):
            if _beside(rows[place], tallest[place], word):
                rows[place].append(word)
                if word.size > tallest[place].size:
                    tallest[place] = word
                break
        else:
            rows.append([word])
            tallest.append(word)
    return rows


def _beside(row: list[PrintedWord], tallest: PrintedWord, word: PrintedWord) -> bool:
    box, level = word.box, tallest.box
    height = min(level.bottom - level.top, box.bottom - box.top)
    if min(level.bottom, box.bottom) - max(level.top, box.top) < 0.55 * height:
        return False
    if abs(level.bottom - box.bottom) <= 0.3 * height:
        return True
    return not any(other.box.x0 < box.x1 - 1 and box.x0 < other.box.x1 - 1 for other in row)


def _uneven_rows(words: Iterable[PrintedWord]) -> list[list[PrintedWord]]:
    """Join the runs that OCR read from left to right into rows: two columns' runs, a stray figure's run."""
    runs = _runs(words)
    if not runs:
        return []
    usual = median(word.box.bottom - word.box.top for run in runs for word in run)
    rows: list[list[list[PrintedWord]]] = []
    for run in sorted(runs, key=lambda run: (-len(run), run[0].box.x0)):
        best, found = 0.45, -1
        for place, row in enumerate(rows):
            share = _level_share(row, run, usual)
            if share > best and not any(_crosses(other, run) for other in row):
                best, found = share, place
        if found < 0:
            rows.append([run])
        else:
            rows[found].append(run)
    return [[word for run in sorted(row, key=lambda run: run[0].box.x0) for word in run] for row in rows]


def _runs(words: Iterable[PrintedWord]) -> list[list[PrintedWord]]:
    """Words in OCR's own order, as long as they go on to the right at one height, without a wide blank."""
    runs: list[list[PrintedWord]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        onward = last and (_middle(word) > _middle(last) or word.box.x0 > last.box.x0 + 1)
        if last and onward and _share(last.box, word.box) > 0.3:
            wide = word.box.x0 - last.box.x1 > 2.5 * max(last.size, word.size, word.box.bottom - word.box.top)
            if not wide:
                runs[-1].append(word)
                continue
        runs.append([word])
    return runs


def _middle(word: PrintedWord) -> float:
    return (word.box.x0 + word.box.x1) / 2


def _level_share(row: list[list[PrintedWord]], run: list[PrintedWord], usual: float) -> float:
    """How well a run stands at a row's height, at the row's words nearest to it."""
    others = [word for other in row for word in other]
    middle = (run[0].box.x0 + run[-1].box.x1) / 2
    near = sorted(others, key=lambda word: abs((word.box.x0 + word.box.x1) / 2 - middle))[:3]
    return _share(_level(near, usual), _level(run, usual))


def _level(words: Sequence[PrintedWord], usual: float) -> Box:
    """The height at which words stand, specks and blots left out where there are others."""
    sound = [word.box for word in words if 0.55 * usual < word.box.bottom - word.box.top < 1.6 * usual]
    boxes = sound or [word.box for word in words]
    return Box(0, median(box.top for box in boxes), 1, median(box.bottom for box in boxes))


def _crosses(one: list[PrintedWord], other: list[PrintedWord]) -> bool:
    """Say whether two runs stand over one stretch of the line; one may stand in the other's wide blank."""
    (left, right) = (one, other) if one[0].box.x0 <= other[0].box.x0 else (other, one)
    stretch = [word for word in left if word.box.x0 < right[-1].box.x1 and word.box.x1 > right[0].box.x0]
    return any(_in_the_way(word, own) for word in stretch for own in right)


def _apart(row: list[PrintedWord]) -> list[PrintedWord]:
    """Cut boxes that OCR drew over the words that follow."""
    out = list(row)
    for place, (word, after) in enumerate(pairwise(row)):
        if word.box.x0 < after.box.x0 < word.box.x1 - 2:
            box = Box(word.box.x0, word.box.top, after.box.x0, word.box.bottom)
            out[place] = replace(word, box=box)
    return out


def _share(one: Box, other: Box) -> float:
    """How much of the lower one's height the two share, less how far their middles lie apart."""
    height = min(one.bottom - one.top, other.bottom - other.top)
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    if height <= 0 or shared <= 0:
        return 0.0
    apart = abs(one.top + one.bottom - other.top - other.bottom) / 2
    return shared / height - 0.1 * apart / max(one.bottom - one.top, other.bottom - other.top)


def _in_the_way(one: PrintedWord, other: PrintedWord) -> bool:
    shared = min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)
    return shared > 0.4 * min(one.box.x1 - one.box.x0, other.box.x1 - other.box.x0)


BULLET = re.compile(r"^(?:[-–—+*•●▪■◦○✓√❖➢→·\uf0b7\uf02d\uf0a7\uf0d8\uf0fc]|[-–+•](?=\w))")
NUMBERED = re.compile(
    r"^(?:\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,5}|[IVX]{1,6})[.)/](?=\s|$|[^\d\s])|\d{1,2}(?:\.\d{1,2}){1,4}\.?(?=\s)"
    r"|(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5})\s?\.?[-–]\s+(?=[^\W\d_])"  # "1- ", "3.1- ", "II - "
    r"|(?:Điều|Phần|Chương|Mục|Khoản|PHẦN|CHƯƠNG|MỤC|ĐIỀU)\s+(?:\d|[IVX]))"
)


def opens_item(text: str) -> bool:
    """Say whether a line begins with a bullet or a number of the outline."""
    return bool(BULLET.match(text) or NUMBERED.match(text))


# How a letter's first sentence opens, and no addressee's name.
OPENS_TEXT = re.compile(
    r"^(?:THUCHIEN|CANCU|THEO(?!DOI)|XET|TRALOI|PHUCDAP|TIEPTHEO|TRIENKHAI|NGAY\d|SAUKHI|NHAM|VUAQUA|HIENNAY|QUA(?:THEO|CONG|RA)|"
    r"DE(?:THUC|TRIEN|KIP|CO|TANG|CHU|DAM|BAO|TIEP|NANG))"
)


# "… tăng cao. Để chủ động", but "TP. Đông Lâm": one sentence ends and another begins
_NEXT_SENTENCE = re.compile(r"(?:[^\W\d_]{3,}|\d{4})\. (?=[^\W\d_])")
_ARTICLE = re.compile(r"Điều \d")


def is_text(line: Line) -> bool:
    """Say whether a line below a title is the letter's text: whole sentences, or one that opens a letter."""
    words = line.text.rstrip()
    if words.endswith((".", ":", ";")) or _NEXT_SENTENCE.search(words) or _ARTICLE.match(words):
        return True
    return opens_item(words) or (words[:1].isupper() and bool(OPENS_TEXT.match(line.opening)))
