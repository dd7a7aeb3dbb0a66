"""Printed pages for tests of layout: words put at places, as the text layer or OCR would give them.

    sheet = Sheet()
    sheet.head("UBND TỈNH AN BÌNH", "SỞ NỘI VỤ", "Số: 12/SNV-TCBC")
    y = sheet.paragraph(200, "Thực hiện Công văn số …")
    letter = lay_out(SOURCE, [sheet.page()])

Heights are baselines, in points from the top; a letter is half as wide as the size.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from models.letter import Box, Source, TextSource
from pipeline.reading.printed import PrintedPage, PrintedWord, Rule

SOURCE = Source("thu.pdf", "0" * 64, "application/pdf", 1)
LEFT, RIGHT, INDENT = 85.0, 540.0, 36.0
SIZE, LEADING = 13.0, 18.0


def width_of(text: str, size: float = SIZE) -> float:
    return 0.5 * size * len(text)


@dataclass
class Sheet:
    """One page that is being written."""

    number: int = 1
    width: float = 595.0
    height: float = 842.0
    source: TextSource = TextSource.TEXT_LAYER
    words: list[PrintedWord] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def put(self, x, y, text, *, size=SIZE, bold=False, italic=False, gap=None, confidence=1.0):
        """Put words on a line from x on; `gap` is the blank between them. Returns the x behind the last."""
        gap = 0.25 * size if gap is None else gap
        for word in text.split():
            box = Box(x, y - 0.88 * size, x + width_of(word, size), y + 0.22 * size)
            self.words.append(PrintedWord(word, box, confidence, size, bold, italic))
            x = box.x1 + gap
        return x - gap

    def centre(self, x, y, text, **style):
        """Put words on a line with their middle at x."""
        size = style.get("size", SIZE)
        wide = sum(width_of(word, size) for word in text.split()) + 0.25 * size * (len(text.split()) - 1)
        return self.put(x - wide / 2, y, text, **style)

    def head(
        self, *left, right=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"), top=60.0
    ):
        """Set a header in two columns; the right column's first lines are the motto."""
        for place, text in enumerate(left):
            self.centre(160, top + place * 16, text, size=11)
        for place, text in enumerate(right):
            self.centre(415, top + place * 16, text, size=11, bold=True)
        return top + 16 * max(len(left), len(right))

    def paragraph(self, y, text, *, indent=INDENT, left=LEFT, right=RIGHT, **style):
        """Set a justified paragraph; returns the height of the next line."""
        size = style.get("size", SIZE)
        line: list[str] = []
        x, start = left + indent, left + indent
        for word in text.split():
            if line and x + width_of(word, size) > right:
                self._justified(start, right, y, line, style)
                y, start, x, line = y + LEADING, left, left, []
            line.append(word)
            x += width_of(word, size) + 0.25 * size
        self.put(start, y, " ".join(line), **style)
        return y + LEADING

    def _justified(self, start, right, y, line, style):
        size = style.get("size", SIZE)
        wide = sum(width_of(word, size) for word in line)
        gap = (right - start - wide) / max(1, len(line) - 1)
        self.put(start, y, " ".join(line), gap=gap, **style)

    def grid(self, xs, ys):
        """Draw a table's rules."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])

    def rule(self, x0, y0, x1, y1):
        """Draw one straight rule."""
        self.rules.append(Rule(Box(x0, y0, x1, y1)))

    def page(self, **more):
        """Return the printed page."""
        return PrintedPage(
            self.number,
            self.width,
            self.height,
            tuple(self.words),
            self.source,
            rules=tuple(self.rules),
            **more,
        )


def texts(letter, *zones):
    """The texts of the blocks of these zones (of all without any), in reading order."""
    return [letter.text_of(block) for block in letter.blocks if not zones or block.zone in zones]
