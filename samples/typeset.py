"""Set a sample letter in the form of Nghị định 30/2020: fonts, margins, zones (phụ lục I)."""

from __future__ import annotations

import datetime as dt
import functools
import io
from html import escape
from typing import TYPE_CHECKING, Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.pdfgen.canvas import Canvas

FONTS = "/usr/share/fonts/truetype/croscore/Tinos-{}.ttf"
WIDTH = A4[0] - 30 * mm - 18 * mm  # between the margins
STATE_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PARTY_MOTTO = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
SEAL_SPACE = 52  # points between capacity and name


@functools.cache
def register_fonts() -> None:
    """Make Tinos, the metric twin of Times New Roman with all Vietnamese letters, known to reportlab, once."""
    for name, face in (("T", "Regular"), ("TB", "Bold"), ("TI", "Italic"), ("TBI", "BoldItalic")):
        pdfmetrics.registerFont(TTFont(name, FONTS.format(face)))
    pdfmetrics.registerFontFamily("T", normal="T", bold="TB", italic="TI", boldItalic="TBI")


def _style(name: str, size: float, **changes: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName="T", fontSize=size, leading=size * 1.22, **changes)


class Styles:
    """The sizes of phụ lục I."""

    def __init__(self) -> None:
        """Make them once the fonts are registered."""
        self.head = _style("head", 12.5, alignment=TA_CENTER)
        self.left = _style("left", 12.5, alignment=TA_LEFT)
        self.title = _style("title", 14, alignment=TA_CENTER)
        self.body = _style("body", 13.5, alignment=TA_JUSTIFY, firstLineIndent=12 * mm, spaceAfter=5)
        self.addressee = _style("addressee", 13.5, leftIndent=58 * mm)
        self.small = _style("small", 11, alignment=TA_LEFT)
        self.cell = _style("cell", 11.5, alignment=TA_LEFT)


def _spaced(text: str) -> str:
    """Keep runs of blanks, which reportlab would fold."""
    return text.replace("  ", "\u00a0\u00a0")


def date_line(header: dict[str, Any]) -> str:
    """Return "Hải Lâm, ngày 05 tháng 3 năm 2024"; days below 10 and months 1, 2 take a zero."""
    if "date_printed" in header:
        return str(header["date_printed"])
    day = dt.date.fromisoformat(header["issued_on"])
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{header['place']}, ngày {day.day:02} tháng {month} năm {day.year}"


def number_line(header: dict[str, Any], *, party: bool) -> str:
    """Return the number as printed: "Số: 12/UBND", of the Party "Số 12-CV/TU"."""
    printed = header.get("number_printed", header.get("number_symbol"))
    return f"Số {printed}" if party else f"Số: {printed}"


def _rule(width: float) -> HRFlowable:
    return HRFlowable(width=width, thickness=0.6, color="black", spaceBefore=1, spaceAfter=3)


def _letterhead(letter: dict[str, Any], styles: Styles, number: str) -> Table:
    header = letter["header"]
    party = letter["letter"].get("family") == "party"
    parents = header.get("parent_lines", [])
    left: list[Flowable] = [Paragraph(line, styles.head) for line in parents]
    left += [Paragraph(f"<b>{line}</b>", styles.head) for line in header["issuer_lines"]]
    left += [Paragraph("*", styles.head) if party else _rule(60)]
    left += [Paragraph(_spaced(number), styles.head)]
    if header["document_type"] == "công văn":
        words = f"<i>{header['subject']}</i>" if party else f"V/v {header['subject']}"
        left.append(Paragraph(words, _style("vv", 12, alignment=TA_CENTER)))
    motto = PARTY_MOTTO if party else STATE_MOTTO
    right: list[Flowable] = [Paragraph(f"<b>{line}</b>", styles.head) for line in motto]
    right += [_rule(150), Paragraph(f"<i>{_spaced(date_line(header))}</i>", styles.head)]
    table = Table([[left, right]], colWidths=[WIDTH * 0.4, WIDTH * 0.6])
    every = ((0, 0), (-1, -1))
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", *every, "TOP"),
                ("LEFTPADDING", *every, 0),
                ("RIGHTPADDING", *every, 0),
                ("ALIGN", *every, "CENTER"),
            ]
        )
    )
    return table


def _opening(letter: dict[str, Any], styles: Styles, room: float) -> list[Flowable]:
    header, content = letter["header"], letter["letter"]
    flow: list[Flowable] = [Spacer(1, room)]
    if header["document_type"] != "công văn":
        subject = header["subject"]
        lead = (
            "" if header["document_type"] in {"thông báo", "giấy mời", "kế hoạch", "chỉ thị"} else "Về việc "
        )
        flow += [
            Paragraph(f"<b>{header['document_type'].upper()}</b>", styles.title),
            Paragraph(f"<b>{lead}{subject[0].lower() + subject[1:] if lead else subject}</b>", styles.title),
            _rule(80),
        ]
    if "opening" in content:
        flow += [Paragraph(f"<b>{content['opening']}</b>", styles.title), Spacer(1, 6)]
    names = content.get("addressees", [])
    if "telegram" in content:
        flow.append(Paragraph(f"<b>{content['telegram']}</b>", styles.body))
        flow += _list(names, styles)
    elif len(names) == 1:
        flow.append(Paragraph(f"Kính gửi: {names[0]}.", _style("to", 13.5, alignment=TA_CENTER)))
    elif names:
        flow.append(Paragraph("Kính gửi:", _style("to", 13.5, leftIndent=40 * mm)))
        flow += _list(names, styles)
    return [*flow, Spacer(1, 8)]


def _list(names: list[str], styles: Styles) -> list[Flowable]:
    ends = [";"] * (len(names) - 1) + ["."]
    return [Paragraph(f"- {name}{end}", styles.addressee) for name, end in zip(names, ends, strict=True)]


def _body(text: str, styles: Styles) -> list[Flowable]:
    flow: list[Flowable] = []
    rows: list[list[Paragraph]] = []
    for line in [*text.strip().splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            bold = not rows
            rows.append([Paragraph(f"<b>{c}</b>" if bold else c, styles.cell) for c in cells])
            continue
        if rows:
            flow.append(_grid(rows))
            rows = []
        if line.startswith("# ") and line[2:].isupper() and "ĐIỀU" not in line:
            centred = (
                line[2:].rstrip(":").isupper() and not line[2:3].isdigit() and not line.startswith("# I")
            )
            style = styles.title if centred else styles.body
            flow.append(Paragraph(f"<b>{line[2:]}</b>", style))
        elif line.startswith("# "):
            flow.append(Paragraph(f"<b>{line[2:]}</b>", styles.body))
        elif line.startswith("(Kèm theo"):
            flow += [Paragraph(f"<i>{line}</i>", styles.head), Spacer(1, 6)]
        elif line:
            flow.append(Paragraph(line, styles.body))
    return flow


def _grid(rows: list[list[Paragraph]]) -> Table:
    widths = [0.07, 0.34, 0.22, 0.2, 0.17]
    table = Table(rows, colWidths=[WIDTH * w for w in widths], repeatRows=1)
    table.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.6, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    )
    return table


def _signature(letter: dict[str, Any], styles: Styles) -> KeepTogether:
    header = letter["header"]
    capacity = header.get("capacity_lines") or (
        [header["signing_capacity"]] if "signing_capacity" in header else []
    )
    right: list[Flowable] = [
        Paragraph(f"<b>{line}</b>", styles.head) for line in [*capacity, header["signer_title"]]
    ]
    right += [Spacer(1, SEAL_SPACE), Paragraph(f"<b>{header['signer_name']}</b>", styles.head)]
    names = letter["letter"]["recipients"]
    left: list[Flowable] = [Paragraph("<b><i>Nơi nhận:</i></b>", styles.small)]
    ends = [";"] * (len(names) - 1) + ["."]
    left += [Paragraph(f"- {name}{end}", styles.small) for name, end in zip(names, ends, strict=True)]
    table = Table([[left, right]], colWidths=[WIDTH * 0.5, WIDTH * 0.5])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    return KeepTogether([Spacer(1, 6), table])


def _mark(word: str) -> Table:
    table = Table(
        [[Paragraph(f"<b>{word.upper()}</b>", _style("mark", 13, alignment=TA_CENTER))]], colWidths=[90]
    )
    table.setStyle(TableStyle([("BOX", (0, 0), (-1, -1), 1, "black")]))
    table.hAlign = "LEFT"
    return table


def _escaped(value: Any) -> Any:
    """Escape what reportlab would take as markup."""
    if isinstance(value, dict):
        return {key: _escaped(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_escaped(one) for one in value]
    return escape(value, quote=False) if isinstance(value, str) else value


def typeset(letter: dict[str, Any], path: Path, *, number: str | None = None, room: float = 26) -> None:
    """Write the letter as a PDF.

    `number` replaces the printed number line (blank for a hand-written one); `room` is left under the
    letterhead, in points.
    """
    register_fonts()
    styles = Styles()
    letter = _escaped(letter)
    header = letter["header"]
    party = letter["letter"].get("family") == "party"
    flow: list[Flowable] = [_letterhead(letter, styles, number or number_line(header, party=party))]
    flow += [_mark(header[field]) for field in ("secrecy", "urgency") if field in header]
    flow += [
        *_opening(letter, styles, room),
        *_body(letter["letter"]["body"], styles),
        _signature(letter, styles),
    ]
    if "annex" in letter["letter"]:
        flow += [PageBreak(), *_body(letter["letter"]["annex"], styles)]

    def page_number(canvas: Canvas, document: BaseDocTemplate) -> None:
        if document.page > 1:
            canvas.setFont("T", 13)
            canvas.drawCentredString(A4[0] / 2, A4[1] - 13 * mm, str(document.page))

    buffer = io.BytesIO()
    frame = Frame(30 * mm, 20 * mm, WIDTH, A4[1] - 40 * mm, 0, 0, 0, 0)
    document = BaseDocTemplate(buffer, pagesize=A4, title=header.get("subject", ""), invariant=True)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=page_number))
    document.build(flow)
    path.write_bytes(buffer.getvalue())
