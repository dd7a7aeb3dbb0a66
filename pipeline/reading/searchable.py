"""A copy of a scan in which text can be searched, selected and copied: the picture, with unseen words on it.

The original is never touched. Words stand where they were read, on the page as it lies in the file.
"""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import TYPE_CHECKING

import img2pdf  # type: ignore[import-untyped]
import pikepdf
from fpdf import FPDF
from fpdf.enums import TextMode

from models.errors import MissingToolError, UnreadableFileError
from models.letter import TextSource

if TYPE_CHECKING:
    from models.letter import Letter, Page, Word

_FONT = "unseen"
_FONT_FILES = (  # each has all Vietnamese letters; Liberation has not
    "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/freefont/FreeSerif.ttf",
)
_DESCENT = 0.22  # of the box's height: below the baseline


def searchable_copy(original: Path, letter: Letter) -> bytes:
    """Return a searchable PDF copy of `original`; empty where no page of the letter is a scan.

    Raises:
        MissingToolError: no font with Vietnamese marks is installed.
        UnreadableFileError: the original cannot be opened as a PDF or picture.
    """
    scanned = [page for page in letter.pages if page.source in {TextSource.OCR, TextSource.MIXED}]
    if not scanned:
        return b""
    font = _font_file()
    words: dict[int, list[Word]] = {page.number: [] for page in scanned}
    for word in letter.words:
        if word.box is not None and word.page in words:
            words[word.page].append(word)
    with _as_pdf(original) as document:
        for page in scanned:
            layer = _layer(page, words[page.number], letter.text, font)
            with pikepdf.open(io.BytesIO(layer)) as overlay:
                document.pages[page.number - 1].add_overlay(overlay.pages[0], None)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def _font_file() -> Path:
    for name in _FONT_FILES:
        if Path(name).is_file():
            return Path(name)
    raise MissingToolError("Thiếu phông chữ có dấu tiếng Việt.", "Chạy: sudo apt-get install fonts-croscore")


def _as_pdf(original: Path) -> pikepdf.Pdf:
    try:
        if b"%PDF-" in original.read_bytes()[:1024]:
            return pikepdf.open(original)
        made = img2pdf.convert(str(original), rotation=img2pdf.Rotation.ifvalid)
        return pikepdf.open(io.BytesIO(made))
    except (
        pikepdf.PdfError,
        img2pdf.ImageOpenError,
        img2pdf.AlphaChannelError,
        OSError,
        ValueError,
    ) as error:
        raise UnreadableFileError(
            "Không tạo được bản PDF tìm kiếm được.", "Bản gốc vẫn dùng được; xuất lại tệp nếu cần bản này."
        ) from error


def _layer(page: Page, words: list[Word], text: str, font: Path) -> bytes:
    """Return a one-page PDF that holds the words and shows nothing."""
    lying = (page.height, page.width) if page.rotation % 180 else (page.width, page.height)
    layer = FPDF(unit="pt", format=lying)
    layer.set_auto_page_break(auto=False)
    layer.add_font(_FONT, fname=font)
    layer.add_page()
    layer.text_mode = TextMode.INVISIBLE
    for word in words:
        _write(layer, page, lying, word, text[word.start : word.end])
    return bytes(layer.output())


def _write(layer: FPDF, page: Page, lying: tuple[float, float], word: Word, text: str) -> None:
    box = word.box
    if box is None or not text.strip() or box.x1 - box.x0 < 0.5:
        return
    size = max(2.0, box.bottom - box.top)
    layer.set_font(_FONT, size=size)
    layer.set_stretching(100)
    natural = layer.get_string_width(text)
    if natural <= 0:
        return
    foot = box.bottom - _DESCENT * size
    x, y = _on_file(page, lying, box.x0, foot)
    ahead_x, ahead_y = _on_file(page, lying, box.x1, foot)
    layer.set_stretching(100 * (box.x1 - box.x0) / natural)
    with layer.rotation(math.degrees(math.atan2(y - ahead_y, ahead_x - x)), x, y):
        layer.text(x, y, text + " ")


def _on_file(page: Page, lying: tuple[float, float], x: float, y: float) -> tuple[float, float]:
    """Return where a point of the upright, straightened page lies in the file, from the top left."""
    turn = math.radians(page.skew)
    right, down = x - page.width / 2, y - page.height / 2
    x = page.width / 2 + math.cos(turn) * right - math.sin(turn) * down
    y = page.height / 2 + math.sin(turn) * right + math.cos(turn) * down
    wide, high = lying
    match page.rotation % 360:
        case 90:
            return y, high - x
        case 180:
            return wide - x, high - y
        case 270:
            return wide - y, x
        case _:
            return x, y
