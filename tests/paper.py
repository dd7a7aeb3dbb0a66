"""PDF files for tests: text set at places in a font with Vietnamese letters, signature fields on top.

    paper = Paper()
    paper.put(85, 100, "Số:")
    data = paper.finish()
    data = with_fields(data, [Field((140, 730, 180, 745), "7432")])

Heights are baselines from the page's top.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading.rendering import render

FONTS = "/usr/share/fonts/truetype/croscore/Tinos-{}.ttf"


class Paper:
    """A PDF that is being written, page by page."""

    def __init__(self, width=595, height=842):
        for face in ("Regular", "Bold", "Italic"):
            pdfmetrics.registerFont(TTFont(face, FONTS.format(face)))
        self.height = height
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=(width, height), pageCompression=0)

    def put(self, x, y, text, *, size=13, face="Regular", mode=None, colour=(0, 0, 0)):
        """Set a line of text with its first letter at x."""
        line = self.canvas.beginText(x, self.height - y)
        line.setFont(face, size)
        line.setFillColorRGB(*colour)
        if mode is not None:
            line.setTextRenderMode(mode)
        line.textOut(text)
        self.canvas.drawText(line)
        return x + pdfmetrics.stringWidth(text, face, size)

    def turned(self, x, y, degrees, text, *, size=13):
        """Set a line that runs at an angle, counted against the clock."""
        self.canvas.saveState()
        self.canvas.translate(x, self.height - y)
        self.canvas.rotate(degrees)
        self.canvas.setFont("Regular", size)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def letter(self, *, number="Số: 12/SNV-TCBC", day="ngày 05 tháng 3"):
        """Set a short letter on this page."""
        self.put(100, 60, "UBND TỈNH AN BÌNH", size=11)
        self.put(120, 76, "SỞ NỘI VỤ", size=11, face="Bold")
        self.put(280, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=11, face="Bold")
        self.put(330, 76, "Độc lập - Tự do - Hạnh phúc", size=11, face="Bold")
        if number:
            self.put(100, 100, number)
        if day:
            self.put(310, 100, f"An Bình, {day} năm 2024", face="Italic")
        self.put(200, 140, "Kính gửi: Ủy ban nhân dân các xã, phường.")
        y = 180
        for line in (
            "Thực hiện Công văn số 15/UBND-NC ngày 02/3/2024 của Ủy ban nhân dân tỉnh",
            "về việc tăng cường kỷ luật, kỷ cương hành chính, Sở Nội vụ đề nghị Ủy ban",
            "nhân dân các xã, phường báo cáo kết quả thực hiện trước ngày 15/3/2024./.",
        ):
            self.put(85 + (36 if y == 180 else 0), y, line)
            y += 18
        self.put(85, 270, "Nơi nhận:", size=11, face="Bold")
        self.put(85, 284, "- Như trên;", size=11)
        self.put(85, 298, "- Lưu: VT.", size=11)
        self.put(400, 270, "GIÁM ĐỐC", face="Bold")
        self.put(390, 340, "Lê Thị Hoa", face="Bold")

    def page(self):
        """Begin the next page."""
        self.canvas.showPage()

    def finish(self) -> bytes:
        """End the file and return it."""
        self.canvas.showPage()
        self.canvas.save()
        return self.file.getvalue()


@dataclass
class Field:
    """A signature field: its rectangle in the file's own coordinates, and what its appearance says."""

    rectangle: tuple[float, float, float, float]
    text: str
    size: float = 11


def with_fields(data: bytes, fields, page=0) -> bytes:
    """Put signature fields with appearances on a page, as signing programs do."""
    file = pikepdf.open(io.BytesIO(data))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    widgets = []
    for place, field in enumerate(fields):
        x0, y0, x1, y1 = field.rectangle
        lines = "".join(
            f"1 0 0 1 0 {y1 - y0 - field.size * (row + 1):.1f} Tm ({line}) Tj "
            for row, line in enumerate(field.text.split("\n"))
        )
        look = pikepdf.Stream(file, f"BT /F {field.size} Tf {lines}ET".encode("latin-1"))
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = [0, 0, x1 - x0, y1 - y0]
        look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        widgets.append(
            file.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Widget,
                    FT=pikepdf.Name.Sig,
                    T=f"Signature{place}",
                    Rect=[x0, y0, x1, y1],
                    F=132,
                    AP=pikepdf.Dictionary(N=look),
                )
            )
        )
    file.pages[page].obj.Annots = pikepdf.Array(widgets)
    file.Root.AcroForm = file.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array(widgets), SigFlags=3))
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def scanned(data, *, dpi=200, page=1):
    """The picture that a scanner would make of a page."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        return replace(render(Path(file.name), page, dpi), scanned=True)
