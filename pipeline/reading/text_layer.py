"""The text layer of a PDF: opened with pdfium, page by page, with what is measured of it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pypdfium2 import raw

from models.errors import EncryptedFileError, FileTooLargeError, UnreadableFileError
from models.letter import Box
from pipeline.reading.text_drawings import Upright, area, read_drawings
from pipeline.reading.text_glyphs import read_text

if TYPE_CHECKING:
    from pipeline.reading.printed import PrintedWord, Rule
    from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class LayerPage:
    """What the page's own content says, before anybody asks whether it may be trusted."""

    number: int
    width: float
    height: float
    rotation: int  # degrees clockwise that turn the stored page upright
    words: tuple[PrintedWord, ...]
    fonts: tuple[str, ...]  # a font's name for each word
    rules: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    upright: Upright
    objects: int  # how many things are drawn
    annotations: int
    characters: int
    unmapped: int  # characters without a code point
    invisible: int  # characters drawn without ink (an OCR layer over a picture)
    covered: bool  # the largest picture is drawn over the text
    tilted: tuple[PrintedWord, ...] = ()  # words that run askew: watermarks, stamps

    def upright_box(self, box: tuple[float, float, float, float]) -> Box:
        """Return a rectangle given in the file's own coordinates as it lies on the shown page."""
        return Box(*self.upright.box(*box))

    @property
    def picture_share(self) -> float:
        """How much of the page its largest picture covers."""
        largest = max((area(box) for box in self.pictures), default=0.0)
        return largest / max(1.0, self.width * self.height)


def open_pdf(data: bytes, settings: Settings) -> pdfium.PdfDocument:
    """Open a PDF, or say what is wrong with it.

    Raises:
        EncryptedFileError: it needs a password.
        FileTooLargeError: it has more pages than the settings allow.
        UnreadableFileError: it is broken, cut off or has no page.
    """
    whole = b"%%EOF" in data[-4096:]
    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
    except pdfium.PdfiumError as error:
        raise (_fault(data) if whole else _cut_off()) from error
    if not whole:
        document.close()
        raise _cut_off()
    if pages > settings.max_pages:
        document.close()
        raise FileTooLargeError(
            f"Tệp PDF có {pages} trang, quá mức {settings.max_pages} trang.",
            "Tách nhỏ tệp, hoặc nâng thiết lập max_pages.",
        )
    return document


_AGAIN = "Xin lại tệp gốc từ nơi gửi."


def _cut_off() -> UnreadableFileError:
    return UnreadableFileError("Tệp PDF bị cắt cụt, thiếu phần cuối.", "Tải hoặc chép lại tệp cho đủ.")


def _fault(data: bytes) -> UnreadableFileError:
    """What is wrong with a complete file that pdfium does not open; its own error may be an older one."""
    import pikepdf  # noqa: PLC0415 - only broken files need it

    try:
        with pikepdf.open(io.BytesIO(data)) as file:
            if not len(file.pages):
                return UnreadableFileError("Tệp PDF không có trang nào.", _AGAIN)
    except pikepdf.PasswordError:
        return EncryptedFileError(
            "Tệp PDF có mật khẩu.", "Mở bằng mật khẩu, lưu lại thành bản không mật khẩu rồi thử lại."
        )
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError):
        pass
    return UnreadableFileError("Tệp PDF bị hỏng, không mở được.", _AGAIN)


def read_layer(document: pdfium.PdfDocument, number: int) -> LayerPage:
    """Read page `number` (1-based) of an open document."""
    page = document[number - 1]
    try:
        upright = Upright(page)
        text = read_text(page, upright)
        if text.turns:  # the text runs sideways: turn the page so that it can be read
            upright = Upright(page, 4 - text.turns)
            text = read_text(page, upright)
        drawn = read_drawings(page, upright)
        return LayerPage(
            number,
            upright.width,
            upright.height,
            90 * upright.turns,
            tuple(text.words),
            tuple(text.fonts),
            tuple(drawn.rules),
            tuple(drawn.pictures),
            upright,
            objects=drawn.objects,
            annotations=raw.FPDFPage_GetAnnotCount(page),
            characters=text.characters,
            unmapped=text.unmapped,
            invisible=text.invisible,
            covered=drawn.covered,
            tilted=tuple(text.tilted),
        )
    finally:
        page.close()
