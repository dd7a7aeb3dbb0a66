"""Signature fields that show a picture: the place and day in the head, the signer's name below the seal.

Some signing programs draw the whole line "Đà Nẵng, ngày 27 tháng 9 năm 2021" as a picture over an empty place.
What is read there keeps the reader's confidence; a name is taken only where each of its words is sure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.reading.blanks import SURE, read_again
from pipeline.reading.layout_header import DATE_LINE
from pipeline.reading.layout_lines import fold, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.letter import Box
    from pipeline.reading.printed import PrintedPage, PrintedWord
    from pipeline.settings import Settings

_WIDE = 90.0  # points: place and day, or a signature with its name; a number's field is narrower
_NAME = range(2, 6)  # words of a name


def read_pictures(page: PrintedPage, pictures: Sequence[Box], path: Path, settings: Settings) -> PrintedPage:
    """Add the lines that signature fields show as pictures, where the page has no words of its own."""
    for box in pictures:
        if box.x1 - box.x0 < _WIDE or any(box.holds_middle_of(word.box) for word in page.words):
            continue
        found = read_again(path, page.number, box, settings)
        words = found if DATE_LINE.search(_key(found)) else _name_below(page.number, found)
        page = replace(page, words=(*page.words, *words))
    return page


def _name_below(number: int, found: Sequence[PrintedWord]) -> Sequence[PrintedWord]:
    """Return the last line where it is a name, each of whose words was read for sure."""
    *_, last = (None, *lines_of(number, found))
    if last is None or len(last.words) not in _NAME:
        return ()
    named = all(word.text.istitle() and word.confidence >= SURE for word in last.words)
    return last.words if named else ()


def _key(words: Sequence[PrintedWord]) -> str:
    return fold("".join(word.text for word in words))
