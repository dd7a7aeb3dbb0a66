"""DOCX: by LibreOffice where it is installed, else by python-docx: paragraphs and tables give the blocks."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError

from models.errors import FileTooLargeError, UnreadableFileError
from models.letter import Cell, TextSource, Zone
from pipeline.reading.docx_parts import Numbers, Printed, contents, footnotes, printed_lines, text_boxes
from pipeline.reading.layout_body import addressing_apart
from pipeline.reading.layout_header import ADDRESSING, MOTTO, SUBJECT, TYPE_LINE
from pipeline.reading.layout_lines import BULLET, Line
from pipeline.reading.layout_signature import ANNEX, POST, RECIPIENTS, recipient_entries
from pipeline.reading.layout_text import Draft, assemble, without_geometry
from pipeline.reading.printed import PrintedPage
from pipeline.reading.secrecy import refuse_secret

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.letter import Letter, Source

# What a file of broken parts raises, by python-docx, lxml, zipfile and the file itself
_BROKEN = (
    PackageNotFoundError,
    XMLSyntaxError,
    KeyError,
    ValueError,
    OSError,
    zipfile.BadZipFile,
    zlib.error,
)
LARGEST = 400_000_000  # bytes when unpacked: more is a bomb
PATIENCE = 90.0  # seconds for LibreOffice


def to_pdf(path: Path) -> bytes | None:
    """Convert a document with LibreOffice; None where it is not installed or fails."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        command = [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(path.absolute()),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603 - our own arguments
            return (Path(folder) / f"{path.stem}.pdf").read_bytes()
        except (subprocess.SubprocessError, OSError):
            return None


def read_document(path: Path, source: Source) -> Letter:
    """Read a DOCX file by python-docx.

    Raises:
        UnreadableFileError: the file is broken.
    """
    try:
        _check_size(path)
        document = docx.Document(str(path))
        reader = _Reader(Numbers(document))
        for element in contents(document.element.body, document):
            if isinstance(element, DocxTable):
                reader.table(element)
            else:
                reader.paragraph(element)
        notes = list(footnotes(document))
    except _BROKEN as error:
        raise UnreadableFileError("Tệp DOCX bị hỏng.", "Mở bằng Word, lưu lại rồi thử lại.") from error
    reason = "tệp DOCX, đọc bằng python-docx (không có trang và vị trí trên trang)"
    page = PrintedPage(1, 0, 0, (), TextSource.PLAIN, reason)
    return without_geometry(assemble(source, reader.finish(notes), [page], ()))


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if sum(info.file_size for info in archive.infolist()) > LARGEST:
            raise FileTooLargeError("Tệp DOCX giải nén ra quá lớn.", "Xin lại tệp gốc, hoặc lưu thành PDF.")


class _Reader:
    """Goes through the document once and says for each block what it is: head, title, body, foot, annex."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.drafts: list[Draft] = []
        self.recipients: list[Line] = []
        self.part = "head"
        self.tables = 0

    def finish(self, notes: Iterable[Line]) -> list[Draft]:
        self._close_foot()
        foot = next(
            (i for i, draft in enumerate(self.drafts) if draft.zone in {Zone.RECIPIENTS, Zone.SIGNATURE}),
            len(self.drafts),
        )
        self.drafts[foot:foot] = [Draft(Zone.FOOTNOTE, [line]) for line in notes]
        return self.drafts

    def paragraph(self, paragraph: Any) -> None:
        for box in text_boxes(paragraph._p):  # noqa: SLF001 - python-docx does not show text boxes
            self.paragraph(Paragraph(box, paragraph._parent))  # noqa: SLF001
        for printed in printed_lines(paragraph, self.numbers.label(paragraph)):
            self._take(printed)

    def _take(self, printed: Printed) -> None:
        line = printed.line
        if RECIPIENTS.match(printed.columns[0].opening) and self.part != "annex":
            self.part = "foot"
        if self.part == "foot":
            self._foot(printed.columns)
            return
        if self.part in {"head", "title"} and self._head(printed):
            return
        if self.part != "annex":
            self.part = "body"
        annex = self.part == "annex"
        before = self.drafts[-1] if self.drafts else None
        if before and _unfinished_addressing(before) and line.text[:1].islower():
            before.lines.append(line)
            return
        zone = Zone.ANNEX if annex else Zone.BODY
        self.drafts.extend(addressing_apart(Draft(zone, [line], centred=printed.centred, annex=annex)))

    def _head(self, printed: Printed) -> bool:
        line = printed.line
        if ADDRESSING.match(line.opening):
            return False
        if self.part == "head":
            refuse_secret(printed.columns)
            if TYPE_LINE.match(line.opening) and line.capitals:
                self.part = "title"
            elif len(printed.columns) > 1 or MOTTO.search(line.folded) or SUBJECT.match(line.text):
                return self._head_columns(printed.columns)
            elif (
                not any(draft.zone is Zone.MOTTO for draft in self.drafts)
                and line.capitals
                and len(line.words) < 12
            ):
                self.drafts.append(Draft(Zone.LETTERHEAD, [line], centred=True))
                return True
            else:
                return False
        elif not printed.centred:
            return False
        self.drafts.append(Draft(Zone.TITLE, [line], centred=True))
        return True

    def _head_columns(self, columns: list[Line]) -> bool:
        for place, column in enumerate(columns):
            right = MOTTO.search(column.folded) or (place and place == len(columns) - 1)
            self.drafts.append(Draft(Zone.MOTTO if right else Zone.LETTERHEAD, [column], centred=True))
        self.drafts.sort(key=lambda draft: draft.zone is not Zone.LETTERHEAD)
        return True

    def _foot(self, columns: list[Line]) -> None:
        signed = bool(self.drafts) and self.drafts[-1].zone is Zone.SIGNATURE
        for place, column in enumerate(columns):
            if ANNEX.match(column.opening) and column.capitals and place == 0:
                self._close_foot()
                self.drafts.append(Draft(Zone.ANNEX, [column], centred=True, annex=True))
                return
            post = column.capitals and POST.match(column.opening)
            alone = signed and not BULLET.match(column.text) and len(column.words) < 8
            if place or post or alone:
                self.drafts.append(Draft(Zone.SIGNATURE, [column], centred=True))
            elif signed and not BULLET.match(column.text) and self.recipients:
                self._close_foot()
                self.drafts.append(Draft(Zone.ANNEX, [column], annex=True))
            else:
                self.recipients.append(column)

    def _close_foot(self) -> None:
        at = next((i for i, d in enumerate(self.drafts) if d.zone is Zone.SIGNATURE), len(self.drafts))
        self.drafts[at:at] = recipient_entries(self.recipients)
        self.recipients = []
        if self.part == "foot":
            self.part = "annex"

    def table(self, table: Any) -> None:
        lines = [
            line for row in table.rows for cell in row.cells for line in self._cell_lines(cell, peek=True)
        ]
        if self.part == "head" and any(MOTTO.search(line.folded) for line in lines):
            self._columns(table, Zone.LETTERHEAD, Zone.MOTTO)
        elif self.part != "annex" and any(RECIPIENTS.match(line.opening) for line in lines):
            self._columns(table, Zone.RECIPIENTS, Zone.SIGNATURE)
            self.part = "foot"
            self._close_foot()
        elif self.part in {"head", "title"} and any(ADDRESSING.match(line.opening) for line in lines[:3]):
            for line in lines:  # "Kính gửi:" in one cell, its entries in the next
                self._take(Printed([line]))
        else:
            if self.part != "annex":
                self.part = "body"
            self._cells(table)

    def _columns(self, table: Any, left: Zone, right: Zone) -> None:
        halves: dict[Zone, list[Line]] = {left: [], right: []}
        for row in table.rows:
            cells = _distinct(row)
            for place, (_, _, cell) in enumerate(cells):
                lines = self._cell_lines(cell)
                side = right if place and place >= len(cells) / 2 else left
                if len(cells) == 1 and any(MOTTO.search(line.folded) for line in lines):
                    side = right
                halves[side].extend(lines)
        if left is Zone.RECIPIENTS:
            self.drafts.extend(recipient_entries(halves[left]))
        else:
            refuse_secret(halves[left] + halves[right])
            self.drafts.extend(Draft(left, [line], centred=True) for line in halves[left])
        self.drafts.extend(Draft(right, [line], centred=True) for line in halves[right])

    def _cells(self, table: Any) -> None:
        seen: dict[Any, Draft] = {}
        for at, row in enumerate(table.rows):
            for column, span, cell in _distinct(row):
                key = cell._tc  # noqa: SLF001 - python-docx has no other name for a merged cell
                if key in seen:
                    old = seen[key].cell
                    assert old
                    seen[key].cell = Cell(old.table, old.row, old.column, at - old.row + 1, old.column_span)
                    continue
                place = Cell(self.tables, at, column, 1, span)
                lines = self._cell_lines(cell)
                seen[key] = Draft(Zone.TABLE, lines, cell=place, annex=self.part == "annex")
                self.drafts.append(seen[key])
        self.tables += 1

    def _cell_lines(self, cell: Any, *, peek: bool = False) -> list[Line]:
        lines: list[Line] = []
        for element in contents(cell._tc, cell):  # noqa: SLF001 - also tables inside the cell
            if isinstance(element, DocxTable):
                inner = [one for row in element.rows for _, _, one in _distinct(row)]
                lines += [line for one in inner for line in self._cell_lines(one, peek=peek)]
                continue
            label = "" if peek else self.numbers.label(element)
            lines += [printed.line for printed in printed_lines(element, label)]
            for box in text_boxes(element._p):  # noqa: SLF001 - a letterhead's "V/v" often stands in one
                lines += [printed.line for printed in printed_lines(Paragraph(box, element._parent))]  # noqa: SLF001
        return lines


def _unfinished_addressing(draft: Draft) -> bool:
    opened = bool(draft.lines) and bool(ADDRESSING.match(draft.lines[0].opening))  # an empty cell has no line
    return opened and not draft.text.endswith((".", ";", ":"))


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
