"""Pictures of pages for the reviewer, and searchable copies: made once in a reader process, then kept on disk."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.errors import NotFoundError, StorageError
from pipeline.originals_remote import originals_of
from pipeline.reading.sandbox import Readers

if TYPE_CHECKING:
    from pathlib import Path

    from models.letter import Box, Letter
    from pipeline.settings import Settings

DPI = 110.0
SHARP_DPI = 200.0
ROOM = 2 << 30  # bytes of pictures kept; older ones are drawn again when they are wanted
_TIDY_EVERY = 500  # pictures drawn between two looks at the room they take
_QUALITY = 80  # of JPEG: text stays crisp at reading size


@dataclass(slots=True)
class PagePictures:
    """The office's page pictures, below `data/pages`."""

    settings: Settings
    readers: Readers = field(default_factory=lambda: Readers(count=2, seconds=60))
    _drawn: int = 0

    def picture(self, sha256: str, page: int, *, rotation: int = 0, sharp: bool = False) -> Path:
        """Return the file of one page's picture (PNG or JPEG), drawing it when it is first wanted.

        Raises:
            NotFoundError: the original is not there.
            UnreadableFileError: the page cannot be drawn.
        """
        dpi = SHARP_DPI if sharp else DPI
        folder = self.settings.data / "pages" / sha256[:2]
        stem = f"{sha256}-{page}-{dpi:.0f}-{rotation}"
        for suffix in (".jpg", ".png"):
            kept = folder / (stem + suffix)
            if kept.is_file():
                return kept
        drawn: bytes = self.readers.call(draw, self._original(sha256), page, dpi, rotation)
        place = folder / (stem + (".jpg" if drawn[:2] == b"\xff\xd8" else ".png"))
        _write(place, drawn)
        self._drawn += 1
        if self._drawn % _TIDY_EVERY == 1:
            self.tidy()
        return place

    def searchable(self, letter: Letter) -> Path:
        """Return a PDF copy of a scan in which the words that were read can be searched and copied.

        Raises:
            NotFoundError: the original is not there, or no page of the letter is a scan.
            UnreadableFileError: the original cannot be opened.
        """
        sha256 = letter.source.sha256
        version = hashlib.sha256(letter.text.encode()).hexdigest()[:12]  # what was read may change
        place = self.settings.data / "pages" / sha256[:2] / f"{sha256}-{version}.pdf"
        if not place.is_file():
            copy: bytes = self.readers.call(make_searchable, self._original(sha256), letter)
            if not copy:
                raise NotFoundError(
                    "Văn bản này không có trang quét nào.", "Mở bản gốc: chữ đã tìm được sẵn."
                )
            _write(place, copy)
        return place

    def read_again(self, sha256: str, page: int, box: Box) -> str:
        """Read a box of a page once more, enlarged, and return its words."""
        from pipeline.reading.scans import read_region  # noqa: PLC0415 - loads Tesseract in the reader only

        words: Any = self.readers.call(read_region, self._original(sha256), page, box, self.settings)
        return " ".join(word.text for word in words)

    def tidy(self) -> None:
        """Remove the pictures that were not wanted for longest, where all of them take too much room."""
        files = [(path.stat(), path) for path in (self.settings.data / "pages").glob("*/*") if path.is_file()]
        taken = sum(stat.st_size for stat, _ in files)
        for stat, path in sorted(files, key=lambda one: one[0].st_atime):
            if taken <= ROOM:
                return
            path.unlink(missing_ok=True)
            taken -= stat.st_size

    def warm(self) -> None:
        """Start the reader processes, so that the first page need not wait for them."""
        with ThreadPoolExecutor(self.readers.count) as threads:
            for _ in range(self.readers.count):
                threads.submit(self.readers.call, nothing, 0.05)

    def close(self) -> None:
        """Stop the reader processes."""
        self.readers.close()

    def _original(self, sha256: str) -> Path:
        path = originals_of(self.settings).path_of(sha256)
        if path is None:
            raise NotFoundError(
                "Không thấy bản gốc của văn bản này.", "Chạy “congvan verify” để kiểm tra kho."
            )
        return path


def nothing(seconds: float) -> None:
    """Do nothing for a moment. Runs in a reader process."""
    time.sleep(seconds)


def draw(path: Path, page: int, dpi: float, rotation: int) -> bytes:
    """Draw one page upright: JPEG for a scan, PNG for what was drawn as text. Runs in a reader process."""
    from PIL import Image  # noqa: PLC0415 - loaded in the reader only

    from pipeline.reading.rendering import render  # noqa: PLC0415

    image = render(path, page, dpi)
    picture = Image.fromarray(image.pixels)
    if image.dpi > dpi * 1.05:
        factor = dpi / image.dpi
        size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
        picture = picture.resize(size, Image.Resampling.BOX if factor < 0.5 else Image.Resampling.BILINEAR)
    if rotation % 360:
        picture = picture.rotate(-rotation, expand=True)
    out = io.BytesIO()
    if image.scanned:
        picture.save(out, "JPEG", quality=_QUALITY)
    else:
        picture.save(out, "PNG", compress_level=3)
    return out.getvalue()


def make_searchable(path: Path, letter: Letter) -> bytes:
    """Return a searchable copy, empty where no page is a scan. Runs in a reader process."""
    from pipeline.reading.searchable import searchable_copy  # noqa: PLC0415 - loaded in the reader only

    return searchable_copy(path, letter)


def _write(place: Path, content: bytes) -> None:
    """Write whole or not at all: another reader may ask for the same picture meanwhile."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.replace(name, place)  # noqa: PTH105 - `name` is a string
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)  # noqa: PTH108
            raise
    except OSError as error:
        raise StorageError(
            f"Không ghi được ảnh trang ({error.strerror}).",
            "Kiểm tra dung lượng và quyền ghi thư mục dữ liệu.",
        ) from error
