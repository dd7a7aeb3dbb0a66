"""The printed lines of a letter's head and foot, trimmed of rules, bullets and seals' traces."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from models.folding import fold, unmarked
from models.letter import Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.letter import Block, Letter

# Rules under the motto, asterisks under a Party issuer, stray marks of a scan.
RULES = " \t_-–—=~*.,;:|¬⸺•·…'\"`“”‘’<>«»\\/+^"

# What trimming takes off a broken line though it belongs to the words: "khu công nghiệp, / khu kinh tế", "SỞ A - /".
_GOES_ON = re.compile(r"(?:[,;](?=\s*$)|\s?[-–](?=\s*$))\s*$")

# Printed lines are shorter; what is longer here is no line, and would only cost time.
LONGEST_LINE = 600

# Below this reading confidence a figure is a guess (handwriting, a stamp over it): a person reads it.
UNREADABLE = 0.5

# What opens the right half of the head where reading has let it run into the left one.
_MOTTO = re.compile(r"cộng hoà xã hội chủ|độc lập\s*-\s*tự do|đảng cộng sản việt nam$")

# "Số: 12/UBND-NV", "Số 53-CV/TU", "Luật số: 59/2020/QH14", OCR's "Só;"; never "Sở Nội vụ": a sign,
# a digit or a slash follows.
NUMBER_LINE = re.compile(
    r"""^\W{0,3} (?:(?:bộ\ luật|luật|pháp\ lệnh|lệnh|nghị\ quyết|nghị\ định|quyết\ định|công\ văn)\ )?
        (?:số|sô|só|sồ|sổ|sỗ|sộ|sõ|so|s6|s0) \s*
        (?: [:;.,]+ \s* | $ | (?= \d[\d\s.]*[a-zđ]?\s*[/-] | […._]*\s*[/-] | \d+\W*$ ) ) (?P<rest>.*) $""",
    re.VERBOSE,
)

# "V/v", "V/v:", "Về việc", OCR's "V/ ", "VW" and "Viv": how a công văn's subject opens below the number.
ABOUT = re.compile(r"^\W*(?:[vw]\s*[/.,|l]\s*[vyw]|v\s*/(?=\s)|về\s*việc|vv|vw|viv)(?!\w)\W*")

# The arrival stamp (dấu Đến) of the office that received the letter.
STAMP = re.compile(
    r"^\W*(?:(?:văn bản |công văn )?đến\b|(?:ngày|giờ|số) đến\b|chuyển\s*:|lưu hồ sơ|số và ký hiệu)|\bđến\s*$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: `Letter.text[start:end]` is `text`."""

    text: str
    start: int
    end: int
    zone: Zone
    page: int
    bold: bool = False
    italic: bool = False
    tail: str = ""  # the comma, hyphen or semicolon that trimming took off where the line is broken

    @property
    def folded(self) -> str:
        """The line's key with marks."""
        return fold(self.text)

    @property
    def bare(self) -> str:
        """The line's key without marks, for text that OCR may have spoiled."""
        return unmarked(self.text)

    @property
    def capital(self) -> bool:
        """Whether the line is printed in capitals (slips of a letter or two aside)."""
        letters = sum(map(str.isalpha, self.text))
        return letters > 0 and sum(map(str.isupper, self.text)) >= 0.8 * letters

    def part(self, start: int, end: int) -> Line:
        """Return the part between two offsets within the line, trimmed."""
        part = _line(self.text, self.start, start, end, self)
        if end != len(self.text) or part.tail or not self.tail:
            return part
        return replace(part, tail=self.tail)


def zone_lines(letter: Letter, *zones: Zone, limit: int | None = None) -> tuple[Line, ...]:
    """Return the (first) lines of these zones in reading order; lines of nothing but rules are left out."""
    return tuple(islice(_lines(letter, letter.in_zones(*zones)), limit))


def letterhead_lines(letter: Letter) -> tuple[Line, ...]:
    """Return the left half of the head, without what has slipped in from the right half."""
    lines = []
    for line in zone_lines(letter, Zone.LETTERHEAD):
        motto = _MOTTO.search(line.folded)
        kept = line.part(0, motto.start()) if motto else line
        if kept.text:
            lines.append(kept)
    return tuple(lines)


def joined(lines: Iterable[Line]) -> tuple[str, int, int]:
    """Return the text of lines joined by one blank, with the span from the first to the last."""
    kept = list(lines)
    words = [" ".join(line.text.split()) for line in kept]
    broken = [f"{word}{line.tail}" for word, line in zip(words[:-1], kept, strict=False)]
    return " ".join([*broken, words[-1]]), kept[0].start, kept[-1].end


def _lines(letter: Letter, blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        if block.end - block.start > LONGEST_LINE and block.zone not in {Zone.BODY, Zone.TABLE}:
            continue
        text = letter.text_of(block)
        whole = Line(text, block.start, block.end, block.zone, block.page, block.bold, block.italic)
        line = whole.part(0, len(text))
        if line.text:
            yield line


def _line(text: str, offset: int, start: int, end: int, like: Line) -> Line:
    stop = end
    while start < end and text[start] in RULES:
        start += 1
    while end > start and text[end - 1] in RULES:
        end -= 1
    goes_on = _GOES_ON.match(text, end, stop)
    return Line(
        text[start:end], offset + start, offset + end, like.zone, like.page, like.bold, like.italic,
        goes_on[0].rstrip() if goes_on else "",
    )  # fmt: skip
