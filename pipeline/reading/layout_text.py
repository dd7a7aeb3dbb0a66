"""From blocks of printed lines to `Letter.text` with its offsets: written once, here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from models.letter import Block, Box, Cell, Gap, Letter, Page, Source, TextSource, Word, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.letter import Aside
    from pipeline.reading.layout_lines import Line
    from pipeline.reading.printed import PrintedPage, PrintedWord


@dataclass(slots=True)
class Draft:
    """A block before it has its place in the text."""

    zone: Zone
    lines: list[Line]
    centred: bool = False
    cell: Cell | None = None
    annex: bool = False
    indent: float | None = field(default=None)

    @property
    def text(self) -> str:
        """The words of all lines with single blanks."""
        return " ".join(line.text for line in self.lines)


# a symbol broken at the line's end: "119/" | "NQ-HĐND", "253/TTr-" | "SNV", "số 36-" | "KH/TU"
_BROKEN_SYMBOL = re.compile(r"(?:[\w.]+[/-])*[\w.]*(?:\d|[A-ZĐƯƠÂÊÔ]|[A-ZĐ]r|Tr|Th)[/-]$|[\w./-]*/$")


def joins_closely(before: str, after: str) -> bool:
    """Say whether a line's last word and the next line's first are one symbol, broken at "/" or "-".

    "253/TTr-" + "SNV" are one, "Kinh tế -" + "Xã hội" are not.
    """
    if not after or not (after[0].isalnum()):
        return (
            after.startswith(("/", "-")) and len(after) > 1 and before[-1:].isdigit() and after[1].isalpha()
        )
    return len(before) > 1 and bool(_BROKEN_SYMBOL.search(before))


def assemble(
    source: Source,
    drafts: Iterable[Draft],
    pages: Sequence[PrintedPage],
    asides: Iterable[Aside],
    notes: Sequence[str] = (),
) -> Letter:
    """Write the text, and say for each word where in it it stands."""
    writer = _Writer()
    for draft in drafts:
        writer.block(draft)
    gaps = tuple(gap for page in pages for gap in writer.gaps(page))
    return Letter(
        source,
        "".join(writer.text),
        tuple(_page(page) for page in pages),
        tuple(writer.words),
        tuple(writer.blocks),
        tuple(asides),
        tuple(sorted(gaps, key=lambda gap: gap.start)),
        tuple(dict.fromkeys(notes)),
    )


def _page(page: PrintedPage) -> Page:
    return Page(
        page.number,
        page.width,
        page.height,
        page.source,
        page.reason,
        page.rotation,
        page.dpi,
        page.skew,
        page.quality,
    )


class _Writer:
    def __init__(self) -> None:
        self.text: list[str] = []
        self.at = 0
        self.words: list[Word] = []
        self.blocks: list[Block] = []
        self.doubtful: list[Gap] = []

    def put(self, text: str) -> None:
        self.text.append(text)
        self.at += len(text)

    def block(self, draft: Draft) -> None:
        lines = [line for line in draft.lines if line.words]
        if not lines:
            return
        if self.at:
            self.put("\n")
        start = self.at
        before = ""
        for line in lines:
            for place, word in enumerate(line.words):
                if before and not (place == 0 and joins_closely(before, word.text)):
                    self.put(" ")
                self.word(word, line.page)
                before = word.text
        weight = sum(len(line.text) for line in lines)
        self.blocks.append(
            Block(
                draft.zone,
                start,
                self.at,
                lines[0].page,
                _x0(lines[0]) if draft.indent is None else draft.indent,
                bold=sum(len(line.text) for line in lines if line.bold) > 0.6 * weight,
                italic=sum(len(line.text) for line in lines if line.italic) > 0.6 * weight,
                centred=draft.centred,
                cell=draft.cell,
                annex=draft.annex,
            )
        )

    def word(self, word: PrintedWord, page: int) -> None:
        start = self.at
        self.put(word.text)
        self.words.append(Word(start, self.at, page, word.box, word.confidence))
        if word.candidates:
            self.doubtful.append(
                Gap(start, self.at, page, word.box, "Đọc được hai cách khác nhau.", word.candidates)
            )

    def gaps(self, page: PrintedPage) -> Iterable[Gap]:
        yield from (gap for gap in self.doubtful if gap.page == page.number)
        for gap in page.gaps:
            start, end = self.place(gap)
            yield replace(gap, start=start, end=end)

    def place(self, gap: Gap) -> tuple[int, int]:
        """Where a gap stands: over the words it covers, else right after the word left of it."""
        here = [word for word in self.words if word.page == gap.page and word.box]
        box = gap.box
        if box is None or not here:
            return (here[0].start, here[0].start) if here else (0, 0)
        covered = [word for word in here if word.box and _covered(word.box, box)]
        if covered:
            return covered[0].start, covered[-1].end
        row = [word for word in here if word.box and word.box.same_line(box)]
        left = [word for word in row if word.box and word.box.x1 <= box.x0 + 2]
        if left:
            nearest = max(left, key=lambda word: word.box.x1 if word.box else 0)
            return nearest.end, nearest.end
        near = min(row or here, key=lambda word: _distance(word.box, box) if word.box else 0)
        return near.start, near.start


def _x0(line: Line) -> float | None:
    return round(line.box.x0, 2)


def _covered(word: Box, box: Box) -> bool:
    wide = min(word.x1, box.x1) - max(word.x0, box.x0)
    return word.same_line(box) and wide > 0.5 * (word.x1 - word.x0)


def _distance(one: Box, other: Box) -> float:
    return abs(one.x0 - other.x0) + 3 * abs(one.top - other.top)


def without_geometry(letter: Letter) -> Letter:
    """Return the letter of a source that has no pages: the boxes were only made up for layout."""
    return replace(
        letter,
        words=tuple(replace(word, box=None) for word in letter.words),
        blocks=tuple(replace(block, indent=None) for block in letter.blocks),
        pages=tuple(replace(page, width=0.0, height=0.0, source=TextSource.PLAIN) for page in letter.pages),
        gaps=tuple(replace(gap, box=None) for gap in letter.gaps),
        asides=tuple(replace(aside, box=None) for aside in letter.asides),
    )
