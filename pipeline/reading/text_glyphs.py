"""From pdfium's characters to printed words, whatever order the file draws them in.

Words are built here, and not taken from pdfium, because bold, colour and size are wanted a word,
and because blanks are often missing from the layer or drawn where none is seen.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pypdfium2 import raw

from models.letter import Box
from pipeline.reading.printed import PrintedWord
from pipeline.reading.quality import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2 as pdfium

    from pipeline.reading.text_drawings import Upright

HYPHENS = {0x02, 0xFFFE, 0xFFFF, 0x2010, 0x2011}  # pdfium's mark of a hyphen at a line's end; look-alikes
BLANKS = {0xA0, *range(0x2000, 0x200C), 0x202F, 0x3000, 0xFEFF}
FILLED_AND_STROKED = 2  # text render mode: a regular font made bold
INVISIBLE = 3  # text render mode: neither fill nor stroke
BLANK_WIDTH = 0.18  # of the size: a wider gap is a blank, even where none is drawn
NARROW_BLANK = 0.12  # of the size: a wider gap may be one
ASCENT, DESCENT = 0.88, 0.22  # of the size: what a line of Vietnamese takes above and below its baseline
_MOST_PIECES = 8  # of one word, as narrow blanks part it
TILTED = -1  # neither upright nor turned by a quarter: a watermark, a stamp


@dataclass(slots=True)
class Style:
    """How the characters of one text object are drawn."""

    font: str
    size: float
    bold: bool
    italic: bool
    colour: str
    invisible: bool
    turns: int = 0  # quarters clockwise in which the text runs; TILTED


@dataclass(slots=True, eq=False)
class Glyph:
    """One drawn character; `text` also holds the marks set on it."""

    text: str
    x0: float
    x1: float
    baseline: float
    style: Style
    order: int  # place in the file
    middle: float = 0.0  # of the letter, across the direction in which a line of upright text runs
    over: str = ""  # the figure that stands below this one
    made: bool = False  # pdfium's own blank: there may be none in the file
    doubtful: bool = False  # what stands before it is too narrow to be a blank for sure


@dataclass(slots=True)
class LayerText:
    """The words of a page's own text, and what there is to say of its characters."""

    words: list[PrintedWord] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)  # a font's name for each word
    tilted: list[PrintedWord] = field(default_factory=list)
    turns: int = 0  # quarters clockwise in which most of the text runs
    characters: int = 0
    unmapped: int = 0  # without a code point
    invisible: int = 0  # drawn without ink


def read_text(page: pdfium.PdfPage, upright: Upright) -> LayerText:
    """Read the words of a page."""
    text = LayerText()
    text_page = raw.FPDFText_LoadPage(page)
    try:
        glyphs = list(_glyphs(text_page, max(0, raw.FPDFText_CountChars(text_page)), upright, text))
    finally:
        raw.FPDFText_ClosePage(text_page)
    for turns in (1, 2, 3):
        if sum(glyph.style.turns == turns for glyph in glyphs) > 0.6 * max(30, len(glyphs)):
            text.turns = turns
    for row in _rows([glyph for glyph in glyphs if not glyph.style.turns]):
        for run in _syllables_apart(_row_words(row)):
            text.words.append(_word(run))
            text.fonts.append(run[0].style.font)
    for run in _turned_words(glyph for glyph in glyphs if glyph.style.turns):
        word = _turned_word(run)
        if run[0].style.turns == TILTED:
            text.tilted.append(word)
        else:
            text.words.append(word)
            text.fonts.append(run[0].style.font)
    return text


def _glyphs(text_page: Any, count: int, upright: Upright, text: LayerText) -> Iterator[Glyph]:
    styles: dict[int, Style] = {}
    rect = raw.FS_RECTF()
    across, up = ctypes.c_double(), ctypes.c_double()
    last: Glyph | None = None
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in {0, 10, 13} or not raw.FPDFText_GetLooseCharBox(text_page, index, rect):
            continue
        blank = (code <= 0x20 and code not in HYPHENS) or code in BLANKS
        made = blank and raw.FPDFText_IsGenerated(text_page, index) == 1
        char = " " if blank else "-" if code in HYPHENS else chr(code)
        handle = raw.FPDFText_GetTextObject(text_page, index)
        key = ctypes.addressof(handle.contents) if handle else 0
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(text_page, index, handle, upright)
        raw.FPDFText_GetCharOrigin(text_page, index, across, up)
        x0, top, x1, bottom = upright.box(rect.left, rect.bottom, rect.right, rect.top)
        origin, baseline = upright.point(across.value, up.value)
        seen = x1 >= 0 and x0 <= upright.width and 0 <= baseline <= upright.height + style.size
        if not seen or not math.isfinite(x1 - x0 + baseline):
            continue  # off the page: nobody sees it
        if not blank:
            text.characters += 1
            text.invisible += style.invisible
            text.unmapped += raw.FPDFText_HasUnicodeMapError(text_page, index) == 1
        if last is not None and unicodedata.combining(char):
            last.text += char
            continue
        x0 = x0 if style.turns else min(x0, origin)
        last = Glyph(char, x0, x1, baseline, style, index, (top + bottom) / 2, made=made)
        yield last


def _turned_words(glyphs: Iterator[Glyph]) -> Iterator[list[Glyph]]:
    """Words of text that runs up, down or askew: in the file's own order, parted at blanks."""
    run: list[Glyph] = []
    for glyph in glyphs:
        far = (
            run and math.dist((glyph.x0, glyph.middle), (run[-1].x0, run[-1].middle)) > 2.5 * glyph.style.size
        )
        if run and (glyph.text == " " or far or glyph.style is not run[-1].style):
            yield run
            run = []
        if glyph.text != " ":
            run.append(glyph)
    if run:
        yield run


def _turned_word(run: list[Glyph]) -> PrintedWord:
    half = 0.5 * max(4.0, run[0].style.size)
    box = Box(
        min(glyph.x0 for glyph in run),
        min(glyph.middle for glyph in run) - half,
        max(glyph.x1 for glyph in run),
        max(glyph.middle for glyph in run) + half,
    )
    text = unicodedata.normalize("NFC", "".join(glyph.text for glyph in run))
    style = run[0].style
    return PrintedWord(text, box, size=style.size, bold=style.bold, italic=style.italic, colour=style.colour)


def _rows(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Group glyphs by their baseline, whatever order the file draws them in."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: one.baseline):
        if row and glyph.baseline - row[-1].baseline > 0.22 * max(
            4.0, min(glyph.style.size, row[-1].style.size)
        ):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _in_order(row: list[Glyph]) -> list[Glyph]:
    """Order a row from left to right; of a letter drawn back over a blank ("A V") the blank comes first."""
    row.sort(key=lambda glyph: glyph.x0)
    for place, (before, glyph) in enumerate(pairwise(row), start=1):
        if glyph.made and before.order == glyph.order + 1:
            row[place - 1], row[place] = glyph, before
    return row


def _row_words(row: list[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    blank: Glyph | None = None
    for glyph in _in_order(row):
        if glyph.text == " ":
            blank = glyph
            continue
        if run:
            last = run[-1]
            if glyph.text == last.text and glyph.x0 - last.x0 < 0.12 * glyph.style.size:
                continue  # printed twice to look bold
            if _printed_over(last, glyph):
                run[-1] = glyph if glyph.order > last.order else last
                run[-1].over = last.text if glyph.order > last.order else glyph.text
                continue
            if _parted(last, blank, glyph):
                yield run
                run = []
            made = blank is not None and blank.made
            glyph.doubtful = made or glyph.x0 - last.x1 > NARROW_BLANK * max(4.0, glyph.style.size)
        run.append(glyph)
        blank = None
    if run:
        yield run


def _syllables_apart(runs: Iterator[list[Glyph]]) -> Iterator[list[Glyph]]:
    """Part words at narrow blanks where two syllables stand there and not one.

    Browsers draw no blanks, and set "NGHĨA VIỆT" so closely that the gap alone does not tell.
    """
    for run in runs:
        cuts = [0, *(place for place, glyph in enumerate(run) if place and glyph.doubtful), len(run)]
        pieces = ["".join(glyph.text for glyph in run[a:b]) for a, b in pairwise(cuts)]
        start = 0
        for count in _fewest_syllables(tuple(pieces)) or (len(pieces),):
            yield run[cuts[start] : cuts[start + count]]
            start += count


def _fewest_syllables(pieces: tuple[str, ...]) -> tuple[int, ...]:
    """Join pieces to as few syllables as there can be: how many each is made of; nothing where some is none."""
    if not pieces:
        return ()
    best: tuple[int, ...] = ()
    for count in range(len(pieces), 0, -1) if len(pieces) <= _MOST_PIECES else ():
        if _bare_syllable("".join(pieces[:count])):
            rest = _fewest_syllables(pieces[count:])
            if (rest or count == len(pieces)) and (not best or 1 + len(rest) < len(best)):
                best = (count, *rest)
    return best


def _bare_syllable(text: str) -> bool:
    return is_syllable(unicodedata.normalize("NFC", text).strip("“”\"'(),.;:!?/"))


def _printed_over(last: Glyph, glyph: Glyph) -> bool:
    """Say whether one figure stands on another: a number corrected by a stamp."""
    if not (last.text.isdigit() and glyph.text.isdigit()):
        return False
    return glyph.x0 - last.x0 < 0.5 * min(last.x1 - last.x0, glyph.x1 - glyph.x0)


def _parted(last: Glyph, blank: Glyph | None, glyph: Glyph) -> bool:
    """Say whether a new word begins: after a wide gap, or after a blank that was written with its neighbour.

    Blanks of another text may lie below a number that was set over them: those part nothing.
    """
    wide = BLANK_WIDTH * max(4.0, glyph.style.size)
    if glyph.x0 - last.x1 > wide:
        return True
    if blank is not None and blank.made:
        ends = last.x0 + 0.7 * (last.x1 - last.x0)  # a substitute font's letter is wider than its place
        return blank.x0 >= ends and glyph.x0 - blank.x0 > wide
    if blank is None or blank.x1 - blank.x0 < 0.1 * glyph.style.size:  # a blank without width is none
        return False
    return abs(blank.order - last.order) == 1 or abs(glyph.order - blank.order) == 1


def _word(run: list[Glyph]) -> PrintedWord:
    style = max(run, key=lambda glyph: glyph.style.size).style
    baseline = run[0].baseline
    size = max(4.0, style.size)
    text = unicodedata.normalize("NFC", "".join(glyph.text for glyph in run))
    other = "".join(glyph.over or glyph.text for glyph in run)
    return PrintedWord(
        text,
        Box(run[0].x0, baseline - ASCENT * size, max(glyph.x1 for glyph in run), baseline + DESCENT * size),
        size=style.size,
        bold=style.bold,
        italic=style.italic,
        colour=style.colour,
        candidates=(text, other) if any(glyph.over for glyph in run) else (),
    )


def _style(text_page: Any, index: int, handle: Any, upright: Upright) -> Style:
    buffer = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, index, buffer, 256, flags)
    font = buffer.value.decode("utf-8", "replace")
    size = raw.FPDFText_GetFontSize(text_page, index)
    matrix = raw.FS_MATRIX()
    turns = 0
    if raw.FPDFText_GetMatrix(text_page, index, matrix):
        size *= math.hypot(matrix.c, matrix.d)
        turns = _turns(upright.direction(matrix.a, matrix.b))
    size = min(size, 500.0) if math.isfinite(size) else 10.0
    weight = raw.FPDFText_GetFontWeight(text_page, index)
    mode = raw.FPDFTextObj_GetTextRenderMode(handle) if handle else 0
    bold, italic = _face(font)
    if not (bold or italic) and handle and not 100 <= weight <= 900:
        bold, italic = _embedded_face(raw.FPDFTextObj_GetFont(handle))  # the file's own weight is nonsense
        weight = 400
    return Style(
        font,
        round(size, 2),
        bold or weight >= 600 or bool(flags.value & (1 << 18)) or mode == FILLED_AND_STROKED,
        italic or bool(flags.value & (1 << 6)),
        _colour(text_page, index),
        mode == INVISIBLE,
        turns,
    )


def _turns(degrees: float) -> int:
    quarters = round(degrees / 90)
    return TILTED if abs(degrees - 90 * quarters) > 8 else quarters % 4


def _embedded_face(font: Any) -> tuple[bool, bool]:
    """Bold and italic as the embedded TrueType font's own head table says."""
    length = ctypes.c_size_t()
    if not font or not raw.FPDFFont_GetFontData(font, None, 0, length) or not 12 < length.value < 20_000_000:
        return False, False
    data = (ctypes.c_uint8 * length.value)()
    raw.FPDFFont_GetFontData(font, data, length.value, length)
    held = bytes(data)
    for place in range(12, 12 + 16 * int.from_bytes(held[4:6], "big"), 16):
        if held[place : place + 4] == b"head":
            at = int.from_bytes(held[place + 8 : place + 12], "big")
            style = int.from_bytes(held[at + 44 : at + 46], "big")
            return bool(style & 1), bool(style & 2)
    return False, False


@lru_cache(maxsize=256)
def _face(font: str) -> tuple[bool, bool]:
    name = font.lower()
    return "bold" in name or "-bd" in name or ",b" in name, "italic" in name or "oblique" in name


def _colour(text_page: Any, index: int) -> str:
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFText_GetFillColor(text_page, index, r, g, b, a):
        return "black"
    return colour_name(r.value, g.value, b.value)


def colour_name(red: int, green: int, blue: int) -> str:
    """Name an ink: red, blue, white or black (everything else)."""
    if min(red, green, blue) > 240:
        return "white"
    if red > 120 and red > 1.6 * max(green, blue):
        return "red"
    if blue > 100 and blue > 1.4 * red and blue > 1.1 * green:
        return "blue"
    return "black"
