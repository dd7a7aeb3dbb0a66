"""DOCX through python-docx: its paragraphs and tables give the blocks; there are no pages and no boxes."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from models.letter import Box, Cell, TextSource, Zone
from pipeline.reading.layout_body import addressing_apart
from pipeline.reading.layout_header import ADDRESSING, MOTTO, TYPE_LINE
from pipeline.reading.layout_lines import Line
from pipeline.reading.layout_signature import POST, RECIPIENTS, recipient_entries
from pipeline.reading.layout_text import Draft, assemble, without_geometry
from pipeline.reading.printed import PrintedPage, PrintedWord

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.letter import Letter, Source

NOWHERE = Box(0, 0, 0, 0)


def read_document(path: Path, source: Source) -> Letter:
    """Read a DOCX file."""
    import docx

    reader = _Reader()
    for element in docx.Document(str(path)).iter_inner_content():
        if hasattr(element, "rows"):
            reader.table(element)
        else:
            reader.paragraph(element)
    reason = "tệp DOCX, đọc bằng python-docx (không có trang và vị trí trên trang)"
    page = PrintedPage(1, 0, 0, (), TextSource.PLAIN, reason)
    return without_geometry(assemble(source, reader.finish(), [page], ()))


class _Reader:
    """Goes through the document once and says for each block what it is."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.recipients: list[Line] = []
        self.part = "head"  # head → title → body → foot → annex
        self.tables = 0

    def finish(self) -> list[Draft]:
        self._close_foot()
        return self.drafts

    def paragraph(self, paragraph: Any) -> None:
        for line in _printed_lines(paragraph):
            self._line(line, centred=paragraph.alignment == 1)

    def _line(self, text: Line, *, centred: bool) -> None:
        folded = text.folded
        if RECIPIENTS.match(folded):
            self.part = "foot"
        if self.part == "foot":
            self._foot_line(text)
            return
        if self.part in {"head", "title"} and self._head_line(text, centred=centred):
            return
        if self.part != "annex":
            self.part = "body"
        annex = self.part == "annex"
        draft = Draft(Zone.ANNEX if annex else Zone.BODY, [text], centred=centred, annex=annex)
        self.drafts.extend(addressing_apart(draft))

    def _head_line(self, line: Line, *, centred: bool) -> bool:
        if ADDRESSING.match(line.folded):
            return False
        if self.part == "head" and TYPE_LINE.match(line.folded) and line.capitals:
            self.part = "title"
        elif self.part == "title" and not centred:
            return False
        if self.part == "title":
            self.drafts.append(Draft(Zone.TITLE, [line], centred=True))
            return True
        if MOTTO.search(line.folded):
            self.drafts.append(Draft(Zone.MOTTO, [line], centred=True))
            return True
        return False

    def _foot_line(self, line: Line) -> None:
        if line.capitals and POST.match(line.folded):
            self._close_foot()
            self.part = "foot"
        signed = self.drafts and self.drafts[-1].zone is Zone.SIGNATURE
        if (line.capitals and POST.match(line.folded)) or (signed and not self.recipients):
            self.drafts.append(Draft(Zone.SIGNATURE, [line], centred=True))
        else:
            self.recipients.append(line)

    def _close_foot(self) -> None:
        self.drafts.extend(recipient_entries(self.recipients))
        self.recipients = []
        if self.part == "foot":
            self.part = "annex"

    def table(self, table: Any) -> None:
        rows = [[_cell_lines(cell) for cell in row.cells] for row in table.rows]
        words = " ".join(line.folded for row in rows for cell in row for line in cell)
        if self.part == "head" and MOTTO.search(words):
            self._columns(table, Zone.LETTERHEAD, Zone.MOTTO)
        elif self.part != "annex" and any(
            RECIPIENTS.match(line.folded) for row in rows for cell in row for line in cell
        ):
            self.part = "foot"
            self._columns(table, Zone.RECIPIENTS, Zone.SIGNATURE)
            self._close_foot()
        else:
            if self.part != "annex":
                self.part = "body"
            self._cells(table)

    def _columns(self, table: Any, left: Zone, right: Zone) -> None:
        halves: dict[Zone, list[Line]] = {left: [], right: []}
        for row in table.rows:
            cells = _distinct(row)
            for place, (_, _, cell) in enumerate(cells):
                lines = _cell_lines(cell)
                side = right if place and place >= len(cells) / 2 else left
                if len(cells) == 1 and any(MOTTO.search(line.folded) for line in lines):
                    side = right
                halves[side].extend(lines)
        if left is Zone.RECIPIENTS:
            self.recipients.extend(halves[left])
            self.drafts.extend(recipient_entries(self.recipients))
            self.recipients = []
        else:
            self.drafts.extend(Draft(left, [line], centred=True) for line in halves[left])
        self.drafts.extend(Draft(right, [line], centred=True) for line in halves[right])

    def _cells(self, table: Any) -> None:
        seen: dict[int, Draft] = {}
        for at, row in enumerate(table.rows):
            for column, span, cell in _distinct(row):
                key = id(cell._tc)  # noqa: SLF001 - python-docx has no other name for a merged cell
                if key in seen:
                    old = seen[key].cell
                    assert old
                    seen[key].cell = Cell(old.table, old.row, old.column, at - old.row + 1, old.column_span)
                    continue
                place = Cell(self.tables, at, column, 1, span)
                draft = Draft(Zone.TABLE, _cell_lines(cell), cell=place, annex=self.part == "annex")
                seen[key] = draft
                self.drafts.append(draft)
        self.tables += 1


def _distinct(row: Any) -> list[tuple[int, int, Any]]:
    """The row's cells as (column, columns spanned, cell): python-docx names a merged cell once a column."""
    found: list[tuple[int, int, Any]] = []
    for column, cell in enumerate(row.cells):
        if found and found[-1][2]._tc is cell._tc:  # noqa: SLF001
            first, span, same = found[-1]
            found[-1] = (first, span + 1, same)
        else:
            found.append((column, 1, cell))
    return found


def _cell_lines(cell: Any) -> list[Line]:
    return [line for paragraph in cell.paragraphs for line in _printed_lines(paragraph)]


def _printed_lines(paragraph: Any) -> Iterator[Line]:
    """The paragraph's lines: it is broken only where its writer broke it."""
    words: list[PrintedWord] = []
    open_text, bold, italic = "", False, False

    def flush() -> None:
        nonlocal open_text
        if open_text:
            words.append(
                PrintedWord(unicodedata.normalize("NFC", open_text), NOWHERE, bold=bold, italic=italic)
            )
            open_text = ""

    for run in paragraph.runs:
        for piece in re.findall(r"\n|[^\S\n]+|\S+", run.text):
            if piece.isspace():
                flush()
                if piece == "\n" and words:
                    yield Line(1, tuple(words))
                    words = []
                continue
            if not open_text:
                bold, italic = bool(run.bold), bool(run.italic)
            open_text += piece
    flush()
    if words:
        yield Line(1, tuple(words))


