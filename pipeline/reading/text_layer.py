"""The text layer of a born-digital PDF as printed pages: words, drawn rules, pictures. pdfium lives here.

pdfium gives each character with its box; words are built from them here because bold,
colour and size are wanted a word, and because blanks are often missing from the layer.
"""

from __future__ import annotations

import ctypes
import io
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from models.errors import EncryptedFileError, FileTooLargeError, UnreadableFileError
from models.letter import Box
from pipeline.reading.printed import PrintedWord, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.settings import Settings

HYPHENS = {0x02, 0xFFFE, 0xFFFF, 0x2010, 0x2011}  # pdfium's mark of a hyphen at a line's end; look-alikes
BLANKS = {0xA0, *range(0x2000, 0x200C), 0x202F, 0x3000, 0xFEFF}
FILLED_AND_STROKED = 2  # text render mode: a regular font made bold
INVISIBLE = 3  # text render mode: neither fill nor stroke
COVERING = 0.6  # of the page: a picture that takes so much of it is the page
BLANK_WIDTH = 0.18  # of the size: a wider gap is a blank, even where none is drawn
ASCENT, DESCENT = 0.88, 0.22  # of the size: what a line of Vietnamese takes above and below its baseline


@dataclass(frozen=True, slots=True)
class LayerPage:
    """What the page's own content says, before anybody asks whether it may be trusted."""

    number: int
    width: float
    height: float
    rotation: int
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

    def upright_box(self, box: tuple[float, float, float, float]) -> Box:
        """Return a rectangle given in the file's own coordinates as it lies on the shown page."""
        return Box(*self.upright.box(*box))

    @property
    def picture_share(self) -> float:
        """How much of the page its largest picture covers."""
        largest = max((_area(box) for box in self.pictures), default=0.0)
        return largest / max(1.0, self.width * self.height)


@dataclass(slots=True)
class _Style:
    """How the characters of one text object are drawn."""

    font: str
    size: float
    bold: bool
    italic: bool
    colour: str
    invisible: bool


@dataclass(slots=True, eq=False)
class Glyph:
    """One drawn character; `text` also holds the marks set on it."""

    text: str
    x0: float
    x1: float
    baseline: float
    style: _Style
    order: int  # place in the file
    over: str = ""  # the figure that stands below this one
    made: bool = False  # pdfium's own blank: there may be none in the file


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
        if "password" in str(error).lower():
            raise EncryptedFileError(
                "Tệp PDF có mật khẩu.", "Mở bằng mật khẩu, lưu lại thành bản không mật khẩu rồi thử lại."
            ) from error
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
    """What is wrong with a complete file that pdfium does not open."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as file:
            if not len(file.pages):
                return UnreadableFileError("Tệp PDF không có trang nào.", _AGAIN)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError):
        pass
    return UnreadableFileError("Tệp PDF bị hỏng, không mở được.", _AGAIN)


def read_layer(document: pdfium.PdfDocument, number: int) -> LayerPage:
    """Read page `number` (1-based) of an open document."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        upright = Upright(page, width, height)
        drawn = _drawings(page, upright)
        text = _text(page, upright)
        return LayerPage(
            number,
            width,
            height,
            page.get_rotation(),
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
        )
    finally:
        page.close()


class Upright:
    """Turns a PDF's own coordinates into points from the top left of the page as it is shown."""

    def __init__(self, page: pdfium.PdfPage, width: float, height: float) -> None:
        self.width, self.height = width, height
        scale = 64
        across, down = ctypes.c_int(), ctypes.c_int()

        def device(x: float, y: float) -> tuple[float, float]:
            size = round(width * scale), round(height * scale)
            raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
            return across.value / scale, down.value / scale

        origin = device(0, 0)
        self.e, self.f = origin
        right, up = device(1000, 0), device(0, 1000)
        self.a, self.b = (round((right[i] - origin[i]) / 1000, 4) for i in (0, 1))
        self.c, self.d = (round((up[i] - origin[i]) / 1000, 4) for i in (0, 1))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return x from the left and y from the top."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return x0, top, x1, bottom."""
        xa, xb = self.a * left + self.c * bottom + self.e, self.a * right + self.c * top + self.e
        ya, yb = self.b * left + self.d * bottom + self.f, self.b * right + self.d * top + self.f
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


@dataclass(slots=True)
class _Text:
    words: list[PrintedWord] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    characters: int = 0
    unmapped: int = 0
    invisible: int = 0


def _text(page: pdfium.PdfPage, upright: Upright) -> _Text:
    text = _Text()
    text_page = raw.FPDFText_LoadPage(page)
    try:
        glyphs = list(_glyphs(text_page, max(0, raw.FPDFText_CountChars(text_page)), upright, text))
    finally:
        raw.FPDFText_ClosePage(text_page)
    for row in _rows(glyphs):
        for run in _row_words(row):
            text.words.append(_word(run))
            text.fonts.append(run[0].style.font)
    return text


def _glyphs(text_page: Any, count: int, upright: Upright, text: _Text) -> Iterator[Glyph]:
    styles: dict[int, _Style] = {}
    rect = raw.FS_RECTF()
    across, up = ctypes.c_double(), ctypes.c_double()
    last: Glyph | None = None
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in {0, 10, 13} or not raw.FPDFText_GetLooseCharBox(text_page, index, rect):
            continue
        blank = code <= 0x20 and code not in HYPHENS or code in BLANKS
        made = blank and raw.FPDFText_IsGenerated(text_page, index) == 1
        char = " " if blank else "-" if code in HYPHENS else chr(code)
        handle = raw.FPDFText_GetTextObject(text_page, index)
        key = ctypes.addressof(handle.contents) if handle else 0
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(text_page, index, handle)
        raw.FPDFText_GetCharOrigin(text_page, index, across, up)
        x0, _, x1, _ = upright.box(rect.left, rect.bottom, rect.right, rect.top)
        origin, baseline = upright.point(across.value, up.value)
        if x1 < 0 or x0 > upright.width or baseline < 0 or baseline > upright.height + style.size:
            continue  # off the page: nobody sees it
        if not blank:
            text.characters += 1
            text.invisible += style.invisible
            text.unmapped += raw.FPDFText_HasUnicodeMapError(text_page, index) == 1
        if last is not None and unicodedata.combining(char):
            last.text += char
            continue
        last = Glyph(char, min(x0, origin), x1, baseline, style, index, made=made)
        yield last


def _rows(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Group glyphs by their baseline, whatever order the file draws them in."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: one.baseline):
        if row and glyph.baseline - row[-1].baseline > 0.22 * max(4.0, min(glyph.style.size, row[-1].style.size)):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _row_words(row: list[Glyph]) -> Iterator[list[Glyph]]:
    row.sort(key=lambda glyph: glyph.x0)
    run: list[Glyph] = []
    blank: Glyph | None = None
    for glyph in row:
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
        run.append(glyph)
        blank = None
    if run:
        yield run


def _printed_over(last: Glyph, glyph: Glyph) -> bool:
    """Say whether one figure stands on another: a number corrected by a stamp."""
    narrow = min(last.x1 - last.x0, glyph.x1 - glyph.x0)
    return last.text.isdigit() and glyph.text.isdigit() and glyph.x0 - last.x0 < 0.5 * narrow


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
    return blank is not None and (abs(blank.order - last.order) == 1 or abs(glyph.order - blank.order) == 1)


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


def _style(text_page: Any, index: int, handle: Any) -> _Style:
    buffer = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, index, buffer, 256, flags)
    font = buffer.value.decode("utf-8", "replace")
    size = raw.FPDFText_GetFontSize(text_page, index)
    matrix = raw.FS_MATRIX()
    if handle and raw.FPDFPageObj_GetMatrix(handle, matrix):
        size *= (matrix.c**2 + matrix.d**2) ** 0.5
    weight = raw.FPDFText_GetFontWeight(text_page, index)
    mode = raw.FPDFTextObj_GetTextRenderMode(handle) if handle else 0
    bold, italic = _face(font)
    if not (bold or italic) and handle and not 100 <= weight <= 900:
        bold, italic = _embedded_face(raw.FPDFTextObj_GetFont(handle))  # the file's own weight is nonsense
        weight = 400
    return _Style(
        font,
        round(size, 2),
        bold or weight >= 600 or bool(flags.value & (1 << 18)) or mode == FILLED_AND_STROKED,
        italic or bool(flags.value & (1 << 6)),
        _colour(text_page, index),
        mode == INVISIBLE,
    )


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
    """Name an ink: red, blue or black (everything else)."""
    if red > 120 and red > 1.6 * max(green, blue):
        return "red"
    if blue > 100 and blue > 1.4 * red and blue > 1.1 * green:
        return "blue"
    return "black"


@dataclass(slots=True)
class _Drawn:
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    objects: int = 0
    covered: bool = False


def _drawings(page: pdfium.PdfPage, upright: Upright) -> _Drawn:
    drawn = _Drawn()
    texts = largest = 0.0
    for handle, matrix in _objects(page):
        drawn.objects += 1
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts += 1
            drawn.covered = False
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(handle, matrix, upright)
            if box and _area(box) > 4:
                drawn.pictures.append(box)
                if _area(box) > largest:
                    largest = _area(box)
                    drawn.covered = texts > 0 and largest > COVERING * upright.width * upright.height
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            drawn.rules.extend(_path_rules(handle, matrix, upright))
    return drawn


Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Any, Matrix]]:
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _inside(raw.FPDFPage_GetObject(page, index), IDENTITY, 0)


def _inside(handle: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    if raw.FPDFPageObj_GetType(handle) != raw.FPDF_PAGEOBJ_FORM:
        yield handle, outer
        return
    if depth > 6:  # a form inside itself
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, own)
    inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
    for index in range(raw.FPDFFormObj_CountObjects(handle)):
        yield from _inside(raw.FPDFFormObj_GetObject(handle, index), inner, depth + 1)


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _at(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _bounds(handle: Any, matrix: Matrix, upright: Upright) -> Box | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(handle, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return Box(*upright.box(*_at(matrix, left, bottom), *_at(matrix, right, top)))


THIN = 2.6  # points: a drawn line is no thicker
SHORT = 12.0  # points: anything shorter is a tick, a dash or part of a glyph


def _path_rules(handle: Any, matrix: Matrix, upright: Upright) -> Iterator[Rule]:
    bounds = _bounds(handle, matrix, upright)
    if bounds is None or max(bounds.x1 - bounds.x0, bounds.bottom - bounds.top) < SHORT:
        return
    if min(bounds.x1 - bounds.x0, bounds.bottom - bounds.top) <= THIN:
        yield Rule(bounds)
        return
    count = raw.FPDFPath_CountSegments(handle)
    if count > 2000:  # a drawing, not a table
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, own)
    whole = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    pieces = _segments(handle, count) if stroke.value else _patches(handle, count)
    for x0, y0, x1, y1 in pieces:
        box = Box(*upright.box(*_at(whole, x0, y0), *_at(whole, x1, y1)))
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if min(wide, high) <= THIN and max(wide, high) >= SHORT:
            yield Rule(box)


def _patches(handle: Any, count: int) -> Iterator[tuple[float, float, float, float]]:
    """The bounds of each filled patch of a path: a border may be filled instead of stroked, a shade is no border."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count + 1):
        segment = raw.FPDFPath_GetPathSegment(handle, index) if index < count else None
        if segment is None or raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                yield min(xs), min(ys), max(xs), max(ys)
            points = []
        if segment is not None:
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((x.value, y.value))


def _segments(handle: Any, count: int) -> Iterator[tuple[float, float, float, float]]:
    start: tuple[float, float] | None = None
    here: tuple[float, float] | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and here:
            yield (*here, *point)
        here = point
        if raw.FPDFPathSegment_GetClose(segment) and start:
            yield (*point, *start)
            here = start


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)
