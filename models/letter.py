"""A letter as it was read: its text, and where on the page each character stands.

`Letter.text` is written once, by `pipeline.reading`, in NFC, and never rewritten:
every later value points into it by character offsets.

Text is a sequence of *blocks*, separated by one newline; a block holds no newline.
In the body a block is a paragraph (its printed lines joined by one space); in the
letterhead, the motto, the title and the signature a block is one printed line; in
"Nơi nhận" a block is one entry; in a table a block is one cell, row by row.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in PDF points (1/72 inch) from the page's top left, as the reader sees the page."""

    x0: float
    top: float
    x1: float
    bottom: float

    def __post_init__(self) -> None:
        """Refuse a box turned inside out."""
        if self.x1 < self.x0 or self.bottom < self.top:
            msg = f"box with negative side: {self}"
            raise ValueError(msg)

    def union(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )

    def same_line(self, other: Box) -> bool:
        """Say whether the two overlap by half the lower one's height."""
        overlap = min(self.bottom, other.bottom) - max(self.top, other.top)
        return overlap >= 0.5 * min(self.bottom - self.top, other.bottom - other.top)

    def holds_middle_of(self, other: Box, *, slack: float = 0.0) -> bool:
        """Say whether the other's middle lies in this box, or at most `slack` points outside."""
        x, y = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
        across = self.x0 - slack <= x <= self.x1 + slack
        return across and self.top - slack <= y <= self.bottom + slack

    @property
    def rounded(self) -> list[float]:
        """`[x0, top, x1, bottom]` to a hundredth of a point."""
        return [round(v, 2) for v in (self.x0, self.top, self.x1, self.bottom)]


class TextSource(StrEnum):
    """Where a page's text came from."""

    TEXT_LAYER = "text-layer"
    OCR = "ocr"
    MIXED = "mixed"
    PLAIN = "plain"


class Zone(StrEnum):
    """The part of a letter a block stands in (Nghị định 30/2020, phụ lục I)."""

    LETTERHEAD = "letterhead"  # left: parent, issuing body, number, "V/v" (ô 2, 3, 5b)
    MOTTO = "motto"  # right: quốc hiệu, tiêu ngữ or Party title; place and date (ô 1, 4)
    TITLE = "title"  # centred: type and subject of a named type (ô 5a)
    BODY = "body"  # "Kính gửi" and the text (ô 9a, 6)
    TABLE = "table"
    RECIPIENTS = "recipients"  # "Nơi nhận" (ô 9b)
    SIGNATURE = "signature"  # capacity, post, name (ô 7)
    FOOTNOTE = "footnote"
    ANNEX = "annex"  # phụ lục: text after the signature


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word. `box` is None where the source has no pages."""

    start: int
    end: int
    page: int
    box: Box | None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in its table a block stands, counted from 0."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a printed line or a table cell: `Letter.text[start:end]`."""

    zone: Zone
    start: int
    end: int
    page: int
    indent: float | None = None  # x of the first line in points; None without geometry
    bold: bool = False
    italic: bool = False
    centred: bool = False
    cell: Cell | None = None
    annex: bool = False  # stands after the signature (also where `zone` is table)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size in points as the reader sees it, and how its text was had."""

    number: int  # 1-based
    width: float
    height: float
    source: TextSource
    reason: str = ""  # why this source, in Vietnamese, for the letter's page
    rotation: int = 0  # degrees clockwise that turn the stored page upright
    dpi: float | None = None  # of the scan
    skew: float = 0.0  # degrees
    quality: float = 1.0  # 0…1: share of words that are sure and Vietnamese


class AsideKind(StrEnum):
    """Text on the page that is not the letter's own."""

    PAGE_NUMBER = "page-number"
    ARRIVAL_STAMP = "arrival-stamp"  # dấu Đến
    DIGITAL_SIGNATURE = "digital-signature"  # "Ký bởi … Thời gian ký …"
    URGENCY_STAMP = "urgency-stamp"
    SECRECY_STAMP = "secrecy-stamp"
    FURNITURE = "furniture"  # address line, "Scanned by …", rules
    HANDWRITING = "handwriting"


@dataclass(frozen=True, slots=True)
class Aside:
    """Text kept apart from `Letter.text`; `facts` are what it says ("number", "date", "signer", "time")."""

    kind: AsideKind
    text: str
    page: int
    box: Box | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where something is written that could not be read for sure (a handwritten number).

    `start == end` where nothing stands in the text. `candidates` are readings, best first;
    none of them may be taken as the value without a person.
    """

    start: int
    end: int
    page: int
    box: Box | None
    reason: str  # in Vietnamese
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The file a letter came from."""

    file_name: str
    sha256: str
    media_type: str
    pages: int


@dataclass(frozen=True)
class Letter:
    """A letter as read (see the module's docstring for the shape of `text`)."""

    source: Source
    text: str
    pages: tuple[Page, ...] = ()
    words: tuple[Word, ...] = ()
    blocks: tuple[Block, ...] = ()
    asides: tuple[Aside, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = field(default=())  # what reading did that a person should know, Vietnamese

    @property
    def text_source(self) -> TextSource:
        """One source where all pages agree, else `mixed`."""
        sources = {page.source for page in self.pages}
        return sources.pop() if len(sources) == 1 else TextSource.MIXED

    @cached_property
    def _word_ends(self) -> list[int]:
        return [word.end for word in self.words]

    @cached_property
    def _block_ends(self) -> list[int]:
        return [block.end for block in self.blocks]

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that overlap `text[start:end]`."""
        place = bisect_left(self._word_ends, start + 1)
        found = []
        while place < len(self.words) and self.words[place].start < end:
            found.append(self.words[place])
            place += 1
        return tuple(found)

    def lines_in(self, start: int, end: int) -> Iterator[tuple[int, Box]]:
        """Yield (page, box) for each printed line of `text[start:end]`."""
        current: tuple[int, Box] | None = None
        for word in self.words_in(start, end):
            if word.box is None:
                continue
            if current and current[0] == word.page and _continues(current[1], word.box):
                current = (word.page, current[1].union(word.box))
                continue
            if current:
                yield current
            current = (word.page, word.box)
        if current:
            yield current

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Return a box for each printed line of `text[start:end]` on the span's first page."""
        page = self.page_of(start, end)
        return tuple(box for number, box in self.lines_in(start, end) if number == page)

    def page_of(self, start: int, end: int | None = None) -> int:
        """Return the 1-based page on which `text[start:end]` begins."""
        words = self.words_in(start, max(start + 1, end or 0))
        if words:
            return words[0].page
        block = self.block_at(start)
        return block.page if block else 1

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds `offset` (a newline belongs to the block before it)."""
        place = bisect_left(self._block_ends, offset)
        if place < len(self.blocks) and self.blocks[place].start <= offset:
            return self.blocks[place]
        return None

    def text_of(self, block: Block) -> str:
        """Return the block's text."""
        return self.text[block.start : block.end]

    def confidence(self, start: int, end: int) -> float:
        """Return the lowest reading confidence among the words of the span (1.0 without words)."""
        return min((word.confidence for word in self.words_in(start, end)), default=1.0)

    def in_zones(self, *zones: Zone) -> Iterator[Block]:
        """Yield the blocks of these zones in reading order."""
        return (block for block in self.blocks if block.zone in zones)


def _continues(line: Box, word: Box) -> bool:
    return line.same_line(word) and word.x0 >= line.x0 - 1
