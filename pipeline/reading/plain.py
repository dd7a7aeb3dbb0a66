"""Plain text, set on a made-up page of fixed-width characters so that layout can see its columns."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from models.letter import Box, TextSource
from pipeline.reading.listed_cells import find_listed
from pipeline.reading.printed import PrintedPage, PrintedWord
from pipeline.reading.quality import is_broken, is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator

ADVANCE = 6.0  # points a character
LEADING = 14.0  # points a line
SIZE = 12.0
PARAGRAPH = 130  # characters: no printed line is wider, so that one this long is a whole paragraph
UNWRAPPED = 2  # so many whole paragraphs show that no line of the text is wrapped
PARAGRAPH_ROWS = 2.5  # how far below one the next line is set: further than between a paragraph's lines


def plain_pages(text: str, encoding: str = "UTF-8") -> list[PrintedPage]:
    """Set text on pages; a form feed begins a new one."""
    sheets = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    width = _columns(text) * ADVANCE
    return [
        PrintedPage(
            number,
            width,
            max(60.0, _height(sheet)) * LEADING,
            tuple(_words(sheet)),
            TextSource.PLAIN,
            f"tệp văn bản {encoding}, không có trang",
        )
        for number, sheet in enumerate([sheet for sheet in sheets if sheet.strip()] or [""], start=1)
    ]


def _columns(text: str) -> int:
    """How many letters wide the text is set; a few longer lines do not count."""
    ends = sorted(len(line.expandtabs(8).rstrip()) for line in text.splitlines() if len(line.strip()) > 40)
    return max(60, ends[int(0.9 * len(ends))] + 2) if ends else 80


def _words(sheet: str) -> Iterator[PrintedWord]:
    clean = unicodedata.normalize("NFC", sheet).translate({0x200B: None, 0xFEFF: None, 0xA0: " "})
    lines = [line.expandtabs(8) for line in clean.split("\n")]
    if _double_spaced(lines):
        lines = _without_doubled_blanks(lines)
    broken = sum(_breaks(line, certain=True) for line in lines) > 1
    for row, line in _set(lines):
        top = row * LEADING
        for start, end, text in _mended(line) if broken else _found(line):
            box = Box(start * ADVANCE, top, end * ADVANCE, top + SIZE * 1.1)
            yield PrintedWord(text, box, size=SIZE)


def _set(lines: list[str]) -> Iterator[tuple[float, str]]:
    """Yield each line with its row.

    What follows a blank line, or a paragraph written in one line, stands apart as a paragraph does.
    """
    row, apart = 0.0, 0.0
    first, last = _unwrapped(lines)
    ends = _cell_ends(lines)
    for place, line in enumerate(lines):
        if line.strip():
            row = max(row, apart)
            ended = _is_paragraph(line) or first <= place < last or place in ends
            apart = row + PARAGRAPH_ROWS if ended else 0.0
        elif place and lines[place - 1].strip():
            apart = max(apart, row - 1 + PARAGRAPH_ROWS)
        yield row, line
        row += 1


def _cell_ends(lines: list[str]) -> frozenset[int]:
    """Return the last line of each cell of tables whose cells stand one to a line, and the line before them."""
    full = [place for place, line in enumerate(lines) if line.strip()]
    ends: set[int] = set()
    for table in find_listed([lines[place].strip() for place in full]):
        ends.update(full[behind - 1] for _, behind in table.cells)
        ends.update(full[first - 1] for first, _ in table.cells[:1] if first)
    return frozenset(ends)


def _unwrapped(lines: list[str]) -> tuple[int, int]:
    """From which line to which each is a paragraph of its own, as the paragraphs among them show."""
    long = [place for place, line in enumerate(lines) if _is_paragraph(line)]
    if len(long) < UNWRAPPED:
        return 0, 0
    first, last = long[0], long[-1]
    between = [line.strip() for line in lines[first:last] if line.strip()]
    wrapped = sum(a[-1] not in ".;:,!?" and b[0].islower() for a, b in pairwise(between))
    return (first, last) if wrapped == 0 else (0, 0)


def _is_paragraph(line: str) -> bool:
    text = line.strip()
    return len(text) > PARAGRAPH and "   " not in text  # not two columns side by side


def _height(sheet: str) -> float:
    """How many rows a sheet takes at the most."""
    lines = sheet.split("\n")
    first, last = _unwrapped(lines)
    apart = (
        last - first + len(_cell_ends(lines)) + sum(_is_paragraph(line) or not line.strip() for line in lines)
    )
    return len(lines) + 1 + PARAGRAPH_ROWS * apart


def _found(line: str) -> list[tuple[int, int, str]]:
    return [(match.start(), match.end(), match.group()) for match in re.finditer(r"\S+", line)]


def _breaks(line: str, *, certain: bool) -> int:
    """How many blanks stand inside a syllable; certain: what stands before is no syllable itself."""
    return sum(
        is_broken(head, tail) and not (certain and is_syllable(head)) for head, tail in pairwise(line.split())
    )


def _mended(line: str) -> list[tuple[int, int, str]]:
    """The line's words, with syllables that a blank had parted put together again."""
    words: list[tuple[int, int, str]] = []
    for start, end, text in _found(line):
        if words and start - words[-1][1] == 1 and is_broken(words[-1][2].lstrip('(“"'), text):
            words[-1] = (words[-1][0], end, words[-1][2] + text)
        else:
            words.append((start, end, text))
    return words


def _double_spaced(lines: list[str]) -> bool:
    """Whether a blank line stands between all lines, as some extractions write them."""
    full = [place for place, line in enumerate(lines) if line.strip()]
    if len(full) < 6:
        return False
    apart = sum(b - a >= 2 for a, b in pairwise(full))
    return apart > 0.85 * (len(full) - 1)


def _without_doubled_blanks(lines: list[str]) -> list[str]:
    kept: list[str] = []
    blanks = 0
    for line in lines:
        if line.strip():
            kept.extend([""] * max(0, blanks - 1))
            kept.append(line)
            blanks = 0
        else:
            blanks += 1
    return kept
