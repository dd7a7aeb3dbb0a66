"""The list "Nơi nhận": each entry, the archive line included."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.mending import mended, was_scanned
from models.finding import Field, Finding
from models.folding import fold
from models.letter import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.letter import Letter

_HEADING = re.compile(r"^\W*(?:\w?ơi nhận|nơi gửi)\s*[:.;]*\s*")
_BULLET = re.compile(r"^[\s\-–—−~•*+=_·.]+")
_INNER_BULLET = re.compile(r"(?<=[;,.])\s+(?:[-–•+]|(?:\S{1,3}\s)?~)\s+(?=[^\W\d_])")
_FILED = re.compile(r"^L[uưùúủứừ][unưuú](?!\w)")  # what OCR makes of "Lưu"
_TAIL = re.compile(r"[\s;.,:]+$")


def recipients(letter: Letter) -> Iterator[Finding]:
    """Yield each entry of the first "Nơi nhận" of the letter."""
    headed = False
    for block in letter.in_zones(Zone.RECIPIENTS):
        text = letter.text_of(block)
        start = 0
        heading = _HEADING.match(fold(text))
        if heading:
            if headed:
                return  # a second letter in the file
            headed, start = True, heading.end()
        for first, last in _parts(letter, block.start + start, block.end):
            entry = _entry(letter, first, last)
            if entry:
                yield entry


def _parts(letter: Letter, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part a block where a bullet stands inside it: reading has joined two entries."""
    for bullet in _INNER_BULLET.finditer(letter.text, start, end):
        yield start, bullet.start()
        start = bullet.start()
    yield start, end


def _entry(letter: Letter, start: int, end: int) -> Finding | None:
    text = letter.text[start:end]
    bullet = _BULLET.match(text)
    start += bullet.end() if bullet else 0
    text = letter.text[start:end]
    tail = _TAIL.search(text)
    end = start + (tail.start() if tail else len(text))
    value = mended(letter, " ".join(letter.text[start:end].split()), start)
    if was_scanned(letter, start):
        value = _FILED.sub("Lưu", value)
    titled = not bullet and letter.text[end : end + 1] == ":"  # "Bản điện tử:" above further entries
    if titled or sum(c.isalpha() for c in value) < 2:
        return None
    return Finding(
        Field.RECIPIENT, value, start, end, min(0.95, letter.confidence(start, end)), "recipients.entry"
    )
