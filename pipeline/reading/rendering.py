"""Pictures of pages: from PDF by pdfium, from TIFF, JPEG, PNG and WebP by Pillow.

The one module that opens files as pictures; it gives OpenCV arrays to OCR and PNG files to the reviewer.
"""

from __future__ import annotations

import io
import threading
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from models.errors import EncryptedFileError, FileTooLargeError, MissingFileError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from numpy.typing import NDArray

    Pixels = NDArray[Any]  # uint8; OpenCV's own types are too wide to name it

POINTS_PER_INCH = 72.0
# A page is never rendered beyond this: A4 at 600 dpi has 35 million pixels, a bomb has thousands of millions.
MAX_PIXELS = 40_000_000
# Tesseract reads best near this; more only costs time.
OCR_DPI = 300.0
_LOWEST_DPI = 60.0
_FINER = 1.15  # times the resolution that is needed: a picture so fine is made smaller
# A picture that covers this much of the page is the page: a scan.
_PAGE_COVER = 0.6
_pdfium_lock = threading.RLock()  # pdfium may be called by one thread only


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as pixels: grey (height × width) or RGB (height × width × 3), and its size in points."""

    number: int
    pixels: Pixels
    width: float
    height: float
    dpi: float
    scanned: bool  # a picture of paper, not a drawing of text

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return float(self.pixels.shape[1] / self.width)


def page_sizes(path: Path) -> tuple[tuple[float, float], ...]:
    """Return width and height in points of every page of a PDF or picture file.

    Raises:
        UnreadableFileError: the file is missing, broken, encrypted or too large.
    """
    with _opened(path) as pages:
        return tuple(pages.size(number) for number in range(1, len(pages) + 1))


def render(path: Path, page: int, dpi: float | None = None) -> PageImage:
    """Return one page (1-based) as pixels, at `dpi` or, for a scan, at the scan's own resolution.

    Raises:
        UnreadableFileError: the page cannot be drawn.
    """
    with _opened(path) as pages:
        return pages.image(page, dpi)


def render_all(path: Path, pages: Iterable[int]) -> Iterator[PageImage]:
    """Yield these pages as pixels, one at a time: a book of 300 pages is never in memory whole.

    Raises:
        UnreadableFileError: a page cannot be drawn.
    """
    with _opened(path) as opened:
        for page in pages:
            yield opened.image(page, None)


def page_picture(path: Path, page: int, dpi: float = 110) -> bytes:
    """Return one page as a PNG file, for the reviewer's screen."""
    image = render(path, page, dpi)
    picture = Image.fromarray(image.pixels)
    if image.dpi > dpi * 1.05:
        factor = dpi / image.dpi
        size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=3)
    return out.getvalue()


def _opened(path: Path) -> AbstractContextManager[_PdfPages | _PicturePages]:
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        raise MissingFileError(
            "Không mở được tệp.", "Kiểm tra đường dẫn và quyền đọc rồi thử lại."
        ) from error
    return _PdfPages(path) if b"%PDF-" in head else _PicturePages(path)


class _PdfPages:
    """Pages of a PDF, drawn by pdfium."""

    def __init__(self, path: Path) -> None:
        with _pdfium_lock:
            try:
                self._document = pypdfium2.PdfDocument(path, autoclose=True)
                self._document.init_forms()
            except pypdfium2.PdfiumError as error:
                if "password" in str(error).lower():
                    raise EncryptedFileError(
                        "Tệp PDF đặt mật khẩu.", "Gỡ mật khẩu (mở bằng mật khẩu, in ra PDF) rồi nộp lại."
                    ) from error
                raise _broken("PDF") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with _pdfium_lock:
            self._document.close()

    def __len__(self) -> int:
        with _pdfium_lock:
            return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        with _pdfium_lock:
            width, height = self._document.get_page_size(number - 1)
        return float(width), float(height)

    def image(self, number: int, dpi: float | None) -> PageImage:
        with _pdfium_lock:
            try:
                page = self._document[number - 1]
                width, height = page.get_size()
                _check_size(width, height)
                native = _scan_dpi(page, width, height)
                wanted = dpi or min(native or OCR_DPI, OCR_DPI)
                bitmap = page.render(scale=wanted / POINTS_PER_INCH, rev_byteorder=True)
                pixels = _plain(bitmap.to_numpy())
            except pypdfium2.PdfiumError as error:
                raise _broken(f"PDF (trang {number})") from error
        return PageImage(number, pixels, width, height, wanted, scanned=native is not None)


class _PicturePages:
    """Frames of a TIFF, or the one picture of a JPEG, PNG or WebP file."""

    def __init__(self, path: Path) -> None:
        Image.MAX_IMAGE_PIXELS = MAX_PIXELS * 4
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._image = Image.open(path, formats=("TIFF", "JPEG", "PNG", "WEBP"))
        except Image.DecompressionBombError as error:
            raise _too_large() from error
        except (UnidentifiedImageError, OSError, SyntaxError, TypeError, ValueError) as error:
            raise _broken("ảnh") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._image.close()

    def __len__(self) -> int:
        return int(getattr(self._image, "n_frames", 1))

    def size(self, number: int) -> tuple[float, float]:
        self._image.seek(number - 1)
        dpi = _file_dpi(self._image)
        width, height = self._image.size
        if self._turned():
            width, height = height, width
        return width * POINTS_PER_INCH / dpi, height * POINTS_PER_INCH / dpi

    def _turned(self) -> bool:
        return self._image.getexif().get(0x0112, 1) in (5, 6, 7, 8)

    def image(self, number: int, dpi: float | None) -> PageImage:
        del dpi  # a picture has the pixels it has
        try:
            width, height = self.size(number)
            if self._image.width * self._image.height > MAX_PIXELS * 4:
                raise _too_large()
            upright = ImageOps.exif_transpose(_not_finer(self._image, _file_dpi(self._image)))
            if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                paper = Image.new("RGBA", upright.size, "white")
                upright = Image.alpha_composite(paper, upright.convert("RGBA"))
            mode = "L" if upright.mode in ("1", "L", "I;16", "I", "F") else "RGB"
            pixels = _plain(np.asarray(upright.convert(mode)))
        except (OSError, SyntaxError, TypeError, ValueError, EOFError) as error:
            raise _broken(f"ảnh (trang {number})") from error
        scale = pixels.shape[1] / width * POINTS_PER_INCH
        return PageImage(number, pixels, width, height, scale, scanned=True)


def _not_finer(image: Image.Image, dpi: float) -> Image.Image:
    """Return a picture at no more than reading needs: at 600 dpi, a page in colour takes 100 MB at each step."""
    factor = dpi / OCR_DPI
    if factor < _FINER:
        return image
    size = round(image.width / factor), round(image.height / factor)
    tags = image.getexif()
    if image.mode in ("1", "P"):
        image = image.convert("RGB" if image.mode == "P" else "L")
    image = image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    image.getexif().update(tags)
    return image


def _file_dpi(image: Any) -> float:
    """Resolution that the file states, or, where it states none or nonsense, that of an A4 page."""
    width, height = image.size
    stated = float((image.info.get("dpi") or (0, 0))[0] or 0)
    if _LOWEST_DPI < stated < 1300 and max(width, height) / stated < 40:
        return stated
    return float(max(1.0, max(width, height) / 11.69))  # A4 is 11.69 inches high


def _scan_dpi(page: Any, width: float, height: float) -> float | None:
    """Resolution of the picture that covers the page, or None where the page is drawn."""
    best: tuple[float, float] | None = None
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        left, bottom, right, top = item.get_bounds()
        cover = (right - left) * (top - bottom) / (width * height)
        pixels = item.get_px_size()
        if right - left <= 1 or (best and cover <= best[0]):
            continue
        turned = (pixels[0] > pixels[1]) != (right - left > top - bottom)
        across = pixels[1] if turned else pixels[0]
        best = cover, across * POINTS_PER_INCH / (right - left)
    if best is None or best[0] < _PAGE_COVER:
        return None
    return max(_LOWEST_DPI, best[1])


def _plain(pixels: Any) -> Pixels:
    """Drop the padding channel, and colour where all channels are one."""
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        pixels = pixels[:, :, 0]
    if pixels.ndim == 3:
        pixels = pixels[:, :, :3]
    return np.ascontiguousarray(pixels)


def _check_size(width: float, height: float) -> None:
    if width < 1 or height < 1:
        raise _broken("PDF (trang không có kích thước)")
    if width * height * (OCR_DPI / POINTS_PER_INCH) ** 2 > MAX_PIXELS * 4:
        raise _too_large()


def _broken(kind: str) -> UnreadableFileError:
    return UnreadableFileError(f"Không mở được {kind}: tệp hỏng hoặc thiếu.", "Xin lại tệp gốc rồi nộp lại.")


def _too_large() -> FileTooLargeError:
    return FileTooLargeError("Trang quá lớn để đọc.", "Quét lại ở khổ A4, 300 dpi.")


def pages_of(path: Path) -> Iterator[int]:
    """Yield the page numbers of a file."""
    with _opened(path) as pages:
        count = len(pages)
    yield from range(1, count + 1)
