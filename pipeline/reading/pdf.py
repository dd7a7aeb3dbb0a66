"""A PDF's pages: each from its text layer where that can be trusted, else by OCR."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from models.errors import UnreadableFileError
from models.letter import Aside, AsideKind, TextSource
from pipeline.reading.appearance import read_appearances
from pipeline.reading.blanks import agreed, fill_blanks, overlay, put_back, settle_overprints
from pipeline.reading.hidden import without_hidden
from pipeline.reading.printed import PrintedPage
from pipeline.reading.quality import measure
from pipeline.reading.recursion import refuse_recursion
from pipeline.reading.secrecy import mark_in, refuse_secret_page
from pipeline.reading.signed_pictures import read_pictures
from pipeline.reading.text_drawings import COVERING
from pipeline.reading.text_layer import LayerPage, open_pdf, read_layer
from pipeline.reading.trust import Judgement, judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.reading.appearance import Appearance
    from pipeline.reading.printed import PrintedWord
    from pipeline.settings import Settings

_NEAR = 3.0  # points: a stamp's words may stick out of its field
_HELD = 16_000_000  # bytes of a file whose fonts and pictures may be held at once


def read_pdf(path: Path, data: bytes, settings: Settings) -> list[PrintedPage]:
    """Read all pages."""
    refuse_recursion(data)
    layers = list(_layers(data, settings))
    annotated = [layer.number for layer in layers if layer.annotations]
    shown = read_appearances(data, annotated) if annotated else {}
    judged = {layer.number: (layer, judge(layer)) for layer in layers}
    pages = {
        number: _printed(layer, judgement)
        for number, (layer, judgement) in judged.items()
        if judgement.trusted
    }
    images = [number for number in judged if number not in pages]
    if 1 in pages:
        refuse_secret_page(pages[1])  # before the scanned pages behind it are read
    if images:
        from pipeline.reading.scans import read_image_pages  # noqa: PLC0415 - Tesseract

        for page in read_image_pages(path, images, settings):
            pages[page.number] = _better(page, *judged[page.number])
            if page.number == 1:
                refuse_secret_page(page)
    whole = [_with_appearance(pages[number], shown.get(number)) for number in sorted(pages)]
    return [_looked_at(page, shown.get(page.number), data, path, settings) for page in whole]


def _layers(data: bytes, settings: Settings) -> Iterator[LayerPage]:
    """Read what the pages' own content says, some pages at a time.

    pdfium keeps every font and picture of a document until it is closed: a file with 80 MB of fonts would
    take half a gigabyte.
    """
    document = open_pdf(data, settings)
    try:
        pages = len(document)
        at_once = max(1, pages * _HELD // len(data))
        for place in range(pages):
            if place and place % at_once == 0:
                document.close()
                document = open_pdf(data, settings)
            yield _layer(document, place + 1)
    finally:
        document.close()


def _looked_at(
    page: PrintedPage, shown: Appearance | None, data: bytes, path: Path, settings: Settings
) -> PrintedPage:
    """Settle from the page's picture what its text layer leaves open."""
    if page.source is not TextSource.TEXT_LAYER:
        return page
    page = without_hidden(page, data)
    if page.number == 1:
        page = fill_blanks(page, data, path, settings)
    if shown is not None and shown.pictures:
        page = read_pictures(page, shown.pictures, path, settings)
    if any(word.candidates for word in page.words):
        page = settle_overprints(page, path, settings)
    return page


def _layer(document: pdfium.PdfDocument, number: int) -> LayerPage:
    try:
        return read_layer(document, number)
    except pdfium.PdfiumError as error:
        raise UnreadableFileError(
            f"Trang {number} của tệp PDF bị hỏng.", "Xin lại tệp gốc từ nơi gửi."
        ) from error


def _printed(layer: LayerPage, judgement: Judgement) -> PrintedPage:
    return PrintedPage(
        layer.number,
        layer.width,
        layer.height,
        judgement.words,
        TextSource.TEXT_LAYER,
        judgement.reason,
        layer.rules,
        tuple(_stamped(layer.tilted, layer.number)),
        rotation=layer.rotation,
        quality=judgement.quality,
    )


def _stamped(words: Sequence[PrintedWord], page: int) -> Iterator[Aside]:
    """Text that runs askew over the page: stamps and watermarks, not the letter's lines."""
    if not words:
        return
    text = " ".join(word.text for word in words)
    box = words[0].box
    for word in words[1:]:
        box = box.union(word.box)
    kind = AsideKind.SECRECY_STAMP if mark_in(text) else AsideKind.FURNITURE
    yield Aside(AsideKind.URGENCY_STAMP if _URGENT.match(text) else kind, text, page, box)


_URGENT = re.compile(r"^(?:THƯỢNG )?KHẨN$|^H[OỎ][AẢ] TỐC")


def _better(page: PrintedPage, layer: LayerPage, judgement: Judgement) -> PrintedPage:
    """The OCR'd page, unless OCR reads less of it than its doubtful layer says."""
    read = measure(word.text for word in page.words)
    if (
        layer.picture_share < COVERING
        and judgement.quality > read.score
        and len(judgement.words) > read.words
    ):
        reason = f"{judgement.reason}; nhận dạng ảnh không khá hơn nên vẫn dùng lớp chữ"
        return replace(_printed(layer, judgement), reason=reason)
    page = replace(page, reason=f"{judgement.reason}: nhận dạng từ ảnh")
    drawn = layer.picture_share < COVERING and not layer.covered and layer.invisible < 0.5 * layer.characters
    return agreed(page, judgement.words) if drawn else page


def _with_appearance(page: PrintedPage, shown: Appearance | None) -> PrintedPage:
    """Add what signature fields show, and take away what OCR read of their stamps."""
    if shown is None or not (shown.words or shown.stamps):
        return page
    stamps = [stamp.box for stamp in shown.stamps if stamp.box]
    words = [
        word for word in page.words if not any(box.holds_middle_of(word.box, slack=_NEAR) for box in stamps)
    ]
    return replace(
        page,
        words=tuple(overlay(words, [put_back(page, word) for word in shown.words])),
        asides=(*page.asides, *shown.stamps),
        reason=page.reason + ("; số, ngày lấy từ ô chữ ký số" if shown.words else ""),
    )
