"""Letters for tests, written as plain text with a line `[zone]` before each part.

    letter = letter_of('''
        [letterhead]
        ỦY BAN NHÂN DÂN
        THỊ XÃ ĐÔNG HẢI
        Số: 12/UBND-NV
        [motto]
        Đông Hải, ngày 05 tháng 3 năm 2024
        [body]
        Kính gửi: Phòng Nội vụ.
        [table]
        TT | Nội dung | Đơn vị chủ trì
        1 | Rà soát | Phòng Nội vụ
    ''')

Each line is a block; without a zone line everything is body. In `[table]` each line is a row, cells
parted by `|`; two tables are two `[table]` lines. `[page]` starts the next page. A line between `**` is
bold, between `__` italic. Leading spaces, beyond those all lines share, give blocks an indent. A blank
line is nothing.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from models.letter import (
    Aside,
    AsideKind,
    Block,
    Box,
    Cell,
    Gap,
    Letter,
    Page,
    Source,
    TextSource,
    Word,
    Zone,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from models.finding import Field, Finding

_MARK = re.compile(r"\[(\w[\w-]*)\]")
_LINE_HEIGHT, _LETTER_WIDTH = 16.0, 6.0


@dataclass
class _Builder:
    """What has been written so far."""

    zone: Zone = Zone.BODY
    page: int = 1
    text: str = ""
    row: int = 0
    table: int = -1
    blocks: list[Block] = field(default_factory=list)

    def add(self, line: str, *, indent: float | None, cell: Cell | None = None) -> None:
        bold, italic = line.startswith("**"), line.startswith("__")
        content = line.strip("*_") if bold or italic else line
        if self.blocks:
            self.text += "\n"
        start = len(self.text)
        self.text += content
        self.blocks.append(
            Block(
                zone=self.zone,
                start=start,
                end=len(self.text),
                page=self.page,
                indent=indent,
                bold=bold,
                italic=italic,
                cell=cell,
            )
        )

    def switch(self, name: str) -> None:
        if name == "page":
            self.page += 1
            return
        self.zone = Zone(name)
        if self.zone is Zone.TABLE:
            self.table, self.row = self.table + 1, 0

    def add_row(self, line: str) -> None:
        for column, content in enumerate(line.split("|")):
            self.add(content.strip(), indent=None, cell=Cell(self.table, self.row, column))
        self.row += 1


def letter_of(
    text: str,
    *,
    asides: Iterable[Aside] = (),
    gaps: Iterable[str] = (),
    candidates: tuple[str, ...] = (),
    source: TextSource = TextSource.TEXT_LAYER,
    confidence: float = 1.0,
    boxes: bool = True,
) -> Letter:
    """Build the letter that reading would have made of this.

    Args:
        text: the letter, see the module's docstring.
        asides: text kept apart; `aside()` makes one.
        gaps: phrases of the text that could not be read for sure (first occurrence of each).
        candidates: what the gaps may say.
        source: where every page's text came from.
        confidence: the reading confidence of every word.
        boxes: whether words have boxes, one block a printed line.
    """
    lines = textwrap.dedent(unicodedata.normalize("NFC", text)).splitlines()
    indented = any(line[:1] == " " and line.strip() for line in lines)
    builder = _Builder()
    for line in lines:
        content = line.strip()
        mark = _MARK.fullmatch(content)
        if mark:
            builder.switch(mark[1])
        elif content and builder.zone is Zone.TABLE:
            builder.add_row(content)
        elif content:
            indent = 70.0 + _LETTER_WIDTH * (len(line) - len(line.lstrip())) if indented else None
            builder.add(content, indent=indent)
    pages = tuple(Page(number + 1, 595.0, 842.0, source) for number in range(builder.page))
    letter = Letter(
        source=Source("letter.pdf", "0" * 64, "application/pdf", builder.page),
        text=builder.text,
        pages=pages,
        words=tuple(_words(builder, confidence, boxes=boxes)),
        blocks=tuple(builder.blocks),
        asides=tuple(asides),
    )
    return replace(letter, gaps=tuple(_gap(letter, phrase, candidates) for phrase in gaps))


def aside(kind: AsideKind, text: str, **facts: str) -> Aside:
    """Return an aside on page 1 with these facts."""
    return Aside(kind, text, 1, Box(50, 50, 150, 70), tuple(facts.items()))


def values(extractor: Callable[[Letter], Iterator[Finding]], letter: Letter, name: Field) -> list[object]:
    """Return the values that `extractor` finds for one field, in its order."""
    return [finding.value for finding in extractor(letter) if finding.field is name]


def _words(builder: _Builder, confidence: float, *, boxes: bool) -> Iterator[Word]:
    for number, block in enumerate(builder.blocks):
        left, top = block.indent or 70.0, 50.0 + _LINE_HEIGHT * number
        for match in re.finditer(r"\S+", builder.text[block.start : block.end]):
            x0, x1 = left + _LETTER_WIDTH * match.start(), left + _LETTER_WIDTH * match.end()
            box = Box(x0, top, x1, top + 12.0) if boxes else None
            yield Word(block.start + match.start(), block.start + match.end(), block.page, box, confidence)


def _gap(letter: Letter, phrase: str, candidates: tuple[str, ...]) -> Gap:
    start = letter.text.index(phrase)
    return Gap(start, start + len(phrase), 1, None, "chữ viết tay", candidates)
