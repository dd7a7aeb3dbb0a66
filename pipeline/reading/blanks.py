"""Blanks in a born-digital header that are not blank to the eye, and figures printed over one another.

"Số:        /UBND-XD" and "ngày     tháng 5": where ink stands in such a blank, the picture of the page
is read. What is not read for sure stays open, with what was read as a candidate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.errors import MissingToolError
from models.letter import Box, Gap
from pipeline.reading.layout_lines import fold, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pypdfium2 as pdfium

    from pipeline.reading.layout_lines import Line
    from pipeline.reading.printed import PrintedPage, PrintedWord
    from pipeline.settings import Settings

_NUMBER = re.compile(r"^SO:?$")
_HEAD = 0.42  # of the page's height: number, place and date stand above
_NARROWEST = 7.0  # points: a blank for a figure
_BESIDE = 6.0  # points: how far a stamped number may begin under "Số:"
_AROUND = 4.0  # points: how far outside its gap the same figure may stand in the text layer
SURE = 0.9
WHY_NUMBER = "Số văn bản không có trong lớp chữ, nhìn thấy trên trang."
WHY_DATE = "Ngày ký không có trong lớp chữ, nhìn thấy trên trang."
WHY_OVER = "Hai chữ số in đè lên nhau."


@dataclass(frozen=True, slots=True)
class Blank:
    """A place in the header where a figure belongs and the text layer has none."""

    box: Box
    number: bool  # of the number, else of the date
    symbol: str = ""  # what stands behind a blank number: "/UBND-XD"


def find_blanks(page: PrintedPage) -> list[Blank]:
    """Find the empty places of number and date in the head of a page."""
    head = [word for word in page.words if word.box.bottom < _HEAD * page.height]
    return [blank for line in lines_of(page.number, head) for blank in _in_line(line)]


def _in_line(line: Line) -> Iterator[Blank]:
    for place, word in enumerate(line.words[:-1]):
        after = line.words[place + 1]
        key, following = fold(word.text), fold(after.text)
        wide = after.box.x0 - word.box.x1
        if _NUMBER.match(key) and after.text.startswith(("/", "-")) and wide > _NARROWEST:
            yield Blank(_between(word, after), number=True, symbol=after.text)
        elif (key == "NGAY" and following.startswith("THANG") and wide > _NARROWEST) or (
            key == "THANG" and following.startswith("NAM") and wide > _NARROWEST
        ):
            yield Blank(_between(word, after), number=False)


def _between(left: PrintedWord, right: PrintedWord) -> Box:
    high = left.box.bottom - left.box.top
    return Box(
        left.box.x1 + 0.5, left.box.top - 0.25 * high, right.box.x0 - 0.5, left.box.bottom + 0.15 * high
    )


def _inked(blanks: list[Blank], data: bytes, number: int) -> list[Blank]:
    """The blanks in which something is drawn, as the reader sees the page."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - most headers have no blank

    document = pdfium.PdfDocument(data)
    try:
        document.init_forms()
        page = document[number - 1]
        return [blank for blank in blanks if _has_ink(page, blank.box)]
    finally:
        document.close()


def _has_ink(page: pdfium.PdfPage, box: Box) -> bool:
    width, height = page.get_size()
    crop = (box.x0, height - box.bottom, width - box.x1, box.top)  # what is cut off left, below, right, above
    picture = page.render(scale=100 / 72, crop=crop, grayscale=True)
    pixels = bytes(picture.buffer)
    lines = [pixels[y * picture.stride : y * picture.stride + picture.width] for y in range(picture.height)]
    # a leader of dots or a rule along the foot of the blank is no figure: look at the upper part
    upper = b"".join(lines[: max(1, round(0.62 * len(lines)))])
    return sum(pixel < 160 for pixel in upper) > 0.012 * max(1, len(upper))


def fill_blanks(page: PrintedPage, data: bytes, path: Path, settings: Settings) -> PrintedPage:
    """Read what stands in the header's blanks from the page's picture."""
    blanks = []
    for blank in find_blanks(page):
        stamped = _stamped_on(page, blank)
        if stamped is None:
            blanks.append(blank)
            continue
        others = tuple(word for word in page.words if word is not stamped)
        page = replace(page, words=(*others, _set(stamped, blank.box)))
    for blank in _inked(blanks, data, page.number) if blanks else ():
        found = read_again(path, page.number, blank.box, settings)
        sure = [word for word in found if word.confidence >= SURE and word.text.isdigit()]
        if len(found) == 1 and sure and _plausible(sure[0].text, blank):
            page = replace(page, words=(*page.words, _set(sure[0], blank.box)))
            continue
        text = "".join(word.text for word in found)
        gap = Gap(
            0, 0, page.number, blank.box, WHY_NUMBER if blank.number else WHY_DATE, (text,) if text else ()
        )
        page = replace(page, gaps=(*page.gaps, gap))
    return page


def put_back(page: PrintedPage, word: PrintedWord) -> PrintedWord:
    """Put "934/UBND-XD", which a signing program set elsewhere on the page, into the blank before "/UBND-XD"."""
    for blank in find_blanks(page):
        figures = word.text.removesuffix(blank.symbol)
        if blank.symbol and figures != word.text and figures.isdigit() and _plausible(figures, blank):
            return _set(replace(word, text=figures), blank.box)
    return word


def _stamped_on(page: PrintedPage, blank: Blank) -> PrintedWord | None:
    """Return the figures that a stamp set a little above or below their blank, so that they touch it."""
    box = blank.box
    found = [
        word
        for word in page.words
        if word.text.isdigit()
        and not word.candidates
        and _plausible(word.text, blank)
        and box.x0 - _BESIDE <= (word.box.x0 + word.box.x1) / 2 <= box.x1
        and min(word.box.bottom, box.bottom) - max(word.box.top, box.top)
        > 0.2 * (word.box.bottom - word.box.top)
    ]
    return found[0] if len(found) == 1 else None


def _plausible(text: str, blank: Blank) -> bool:
    return 1 <= len(text) <= 6 if blank.number else 1 <= len(text) <= 2 and 1 <= int(text) <= 31


def _set(word: PrintedWord, box: Box) -> PrintedWord:
    """Put a word that was read from the picture on the line of its blank."""
    high = (box.bottom - box.top) / 1.4
    top = box.top + 0.25 * high
    x0 = max(box.x0, word.box.x0)
    return replace(word, box=Box(x0, top, max(x0 + 1, min(box.x1, word.box.x1)), top + high), size=high / 1.1)


def read_again(path: Path, number: int, box: Box, settings: Settings) -> tuple[PrintedWord, ...]:
    """Read a region from the page's picture; nothing where Tesseract is not there."""
    from pipeline.reading.scans import read_region  # noqa: PLC0415 - Tesseract

    try:
        return read_region(path, number, box, settings)
    except MissingToolError:  # without Tesseract the place stays open
        return ()


def settle_overprints(page: PrintedPage, path: Path, settings: Settings) -> PrintedPage:
    """Look at figures printed over one another, and take what the picture shows where that is sure."""
    words: list[PrintedWord] = []
    for word in page.words:
        if not word.candidates:
            words.append(word)
            continue
        box = Box(word.box.x0 - 2, word.box.top - 2, word.box.x1 + 2, word.box.bottom + 2)
        found = read_again(path, page.number, box, settings)
        seen = found[0] if len(found) == 1 and found[0].confidence >= SURE else None
        if seen and seen.text in word.candidates:
            words.append(replace(word, text=seen.text, candidates=(), confidence=seen.confidence))
        else:
            words.append(word)
    return replace(page, words=tuple(words))


def agreed(page: PrintedPage, layer: Sequence[PrintedWord]) -> PrintedPage:
    """Fill what OCR left open where a distrusted text layer has the figures that OCR also read."""
    gaps: list[Gap] = []
    words = list(page.words)
    for gap in page.gaps:
        figures = [word for word in layer if word.text.isdigit()]
        inside = [word for word in figures if gap.box and gap.box.holds_middle_of(word.box, slack=_AROUND)]
        if len(inside) == 1 and inside[0].text in gap.candidates:
            words.append(replace(inside[0], candidates=()))
        else:
            gaps.append(gap)
    return replace(page, words=tuple(words), gaps=tuple(gaps))


def overlay(words: Sequence[PrintedWord], shown: Sequence[PrintedWord]) -> list[PrintedWord]:
    """Put the words of signature fields over the page's own: they cover a blank, the same, or a doubt."""
    kept = list(words)
    for new in shown:
        under = [old for old in kept if _overlap(old.box, new.box)]
        kept = [old for old in kept if not _overlap(old.box, new.box)]
        rival = under[0] if len(under) == 1 and under[0].text.isdigit() else None
        if rival and new.text.isdigit():
            same = rival.text.lstrip("0") == new.text.lstrip("0")
            kept.append(new if same else replace(new, candidates=(new.text, rival.text)))
            continue
        kept.extend(old for old in (_without_leader(old, new.box) for old in under) if old)
        kept.append(new)
    return kept


def _without_leader(word: PrintedWord, box: Box) -> PrintedWord | None:
    """The word without the row of dots that the figure was set on: "…../UBND" leaves "/UBND"."""
    rest = word.text.lstrip(".…_ ")
    if rest == word.text:
        return word
    if not rest:
        return None
    x0 = min(max(word.box.x0, box.x1), word.box.x1)
    return replace(word, text=rest, box=Box(x0, word.box.top, word.box.x1, word.box.bottom))


def _overlap(old: Box, new: Box) -> bool:
    wide = min(old.x1, new.x1) - max(old.x0, new.x0)
    high = min(old.bottom, new.bottom) - max(old.top, new.top)
    narrow = min(old.x1 - old.x0, new.x1 - new.x0)
    return wide > 0.5 * narrow and high > 0.4 * min(old.bottom - old.top, new.bottom - new.top)
