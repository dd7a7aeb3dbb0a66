"""What stands printed on a page, before anybody says what it means: words with their boxes, and ruled lines.

The text layer and OCR both give `PrintedPage`; `layout` turns a list of them into a Letter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.letter import Aside, Box, Gap, TextSource


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """One word between blanks, in NFC, with its box in points from the page's top left."""

    text: str
    box: Box
    confidence: float = 1.0
    size: float = 0.0  # font size in points; 0 where unknown
    bold: bool = False
    italic: bool = False
    colour: str = "black"  # black | red | blue
    candidates: tuple[str, ...] = ()  # other readings of this word, best first


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn straight line: the border of a table or the line under a heading."""

    box: Box

    @property
    def horizontal(self) -> bool:
        """Say whether it is wider than high."""
        return self.box.x1 - self.box.x0 >= self.box.bottom - self.box.top


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """All that stands on one page, upright."""

    number: int
    width: float
    height: float
    words: tuple[PrintedWord, ...]
    source: TextSource
    reason: str = ""  # why this source, in Vietnamese
    rules: tuple[Rule, ...] = ()
    asides: tuple[Aside, ...] = ()  # stamps and signatures, already kept apart
    gaps: tuple[Gap, ...] = ()  # places that could not be read; offsets are 0 here, `layout` sets them
    rotation: int = 0
    dpi: float | None = None
    skew: float = 0.0
    quality: float = 1.0
    notes: tuple[str, ...] = field(default=())
