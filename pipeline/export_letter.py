"""A letter in Word in the form of Nghị định 30/2020/NĐ-CP: zones, fonts, margins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

FONT = "Times New Roman"
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


class OfficialLetter:
    """A letter being written from top to bottom."""

    def __init__(self, *, office: str, parent: str, place: str, symbol: str, issued_on: dt.date) -> None:
        self._document = Document()
        self._set_page()
        self._head(office or "……………", parent, place or "……………", symbol, issued_on)

    def title(self, kind: str, subject: str) -> None:
        """Write the document type and its subject (ô 5a)."""
        self._line(kind, size=14, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER, before=12)
        self._line(subject, size=14, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
        self._rule(self._document.paragraphs[-1])

    def paragraph(self, text: str) -> None:
        """Write a paragraph of the body."""
        made = self._line(text, size=14, align=WD_ALIGN_PARAGRAPH.JUSTIFY, before=6)
        made.paragraph_format.first_line_indent = Mm(10)

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[Any]], widths: Sequence[float]) -> None:
        """Write a table whose headings repeat on every page; the last row is the sum."""
        table = self._document.add_table(rows=1, cols=len(headings))
        table.style = "Table Grid"
        table.autofit = False
        whole = sum(widths)
        for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            table.columns[place].width = Mm(247 * width / whole)
            self._cell(table.rows[0].cells[place], heading, bold=True)
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no word for it
        for number, row in enumerate(rows, 1):
            cells = table.add_row().cells
            for place, value in enumerate(row):
                self._cell(
                    cells[place],
                    "" if value is None else str(value),
                    bold=number == len(rows),
                    left=place == 1,
                )

    def close(self, recipients: Sequence[str]) -> None:
        """Write recipients on the left and the signature's place on the right (ô 7, 9b)."""
        table = self._document.add_table(rows=1, cols=2)
        left, right = table.rows[0].cells
        self._write(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
        for number, name in enumerate(recipients, 1):
            end = "." if number == len(recipients) else ";"
            self._write(left.add_paragraph(), f"- {name}{end}", size=11)
        self._write(right.paragraphs[0], "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", size=14, bold=True)
        right.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER

    def save(self, path: Path) -> None:
        """Write the file."""
        self._document.save(str(path))

    def _set_page(self) -> None:
        section = self._document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE  # the table is wide; the decree allows it for tables
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin, section.bottom_margin = Mm(20), Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(20)
        style = self._document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(14)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)

    def _head(self, office: str, parent: str, place: str, symbol: str, issued_on: dt.date) -> None:
        table = self._document.add_table(rows=2, cols=2)
        table.autofit = False
        for row in table.rows:
            row.cells[0].width, row.cells[1].width = Mm(110), Mm(137)
        left, right = table.rows[0].cells
        centre = WD_ALIGN_PARAGRAPH.CENTER
        if parent:
            self._write(left.paragraphs[0], parent.upper(), size=13, align=centre)
        owner = left.add_paragraph() if parent else left.paragraphs[0]
        self._write(owner, office.upper(), size=13, bold=True, align=centre)
        self._rule(owner)
        self._write(right.paragraphs[0], STATE, size=13, bold=True, align=centre)
        motto = right.add_paragraph()
        self._write(motto, MOTTO, size=14, bold=True, align=centre)
        self._rule(motto)
        left, right = table.rows[1].cells
        self._write(left.paragraphs[0], f"Số:        /{symbol}-……", size=13, align=centre)
        month = f"{issued_on.month:02d}" if issued_on.month < 3 else str(issued_on.month)
        day = f"{place}, ngày {issued_on.day:02d} tháng {month} năm {issued_on.year}"
        self._write(right.paragraphs[0], day, size=14, italic=True, align=centre)

    def _line(self, text: str, *, size: int, before: int = 0, bold: bool = False, align: Any = None) -> Any:
        paragraph = self._document.add_paragraph()
        self._write(paragraph, text, size=size, bold=bold, align=align)
        paragraph.paragraph_format.space_before = Pt(before)
        return paragraph

    @staticmethod
    def _write(
        paragraph: Any, text: str, *, size: int, bold: bool = False, italic: bool = False, align: Any = None
    ) -> None:
        run = paragraph.add_run(text)
        run.font.name, run.font.size, run.bold, run.italic = FONT, Pt(size), bold, italic
        paragraph.paragraph_format.space_after = Pt(0)
        if align is not None:
            paragraph.alignment = align

    @staticmethod
    def _rule(paragraph: Any) -> None:
        """Draw the line below a heading."""
        borders = OxmlElement("w:pBdr")
        line = OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - python-docx has no word for it
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(30)

    def _cell(self, cell: Any, text: str, *, bold: bool = False, left: bool = False) -> None:
        align = WD_ALIGN_PARAGRAPH.LEFT if left and not bold else WD_ALIGN_PARAGRAPH.CENTER
        self._write(cell.paragraphs[0], text, size=12, bold=bold, align=align)
