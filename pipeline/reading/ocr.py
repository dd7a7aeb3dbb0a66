"""Tesseract, in this process: pixels in, words with boxes and confidence out.

The one module that knows tesserocr. Each process keeps one engine a language, with one thread.
"""

from __future__ import annotations

import os
import threading
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tesserocr

from models.errors import MissingToolError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.reading.rendering import Pixels

LANGUAGE = "vie"
_of_thread = threading.local()
_DATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


class Layout(IntEnum):
    """Tesseract's page segmentation modes that we use."""

    PAGE = 3
    COLUMN = 4
    BLOCK = 6
    LINE = 7
    WORD = 8
    SPARSE = 11
    RAW_LINE = 13


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word as Tesseract gives it; the box is in pixels: left, top, right, bottom."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float  # 0…1
    line: tuple[int, int, int]  # block, paragraph, line


@cache
def data_folder() -> Path:
    """Return the folder that holds `vie.traineddata`.

    Raises:
        MissingToolError: Tesseract's Vietnamese data is not installed.
    """
    prefix = os.environ.get("TESSDATA_PREFIX")
    for name in ((prefix, f"{prefix}/tessdata") if prefix else ()) + _DATA_FOLDERS:
        folder = Path(name)
        if (folder / f"{LANGUAGE}.traineddata").is_file():
            return folder
    for file in sorted(Path("/usr/share").glob(f"tesseract*/**/{LANGUAGE}.traineddata")):
        return file.parent
    raise MissingToolError(
        "Chưa cài dữ liệu tiếng Việt cho Tesseract (vie.traineddata).",
        "Chạy: sudo apt-get install tesseract-ocr-vie",
    )


def tesseract_version() -> str:
    """Return Tesseract's version and the languages that are installed, for `congvan doctor`.

    Raises:
        MissingToolError: Tesseract's Vietnamese data is not installed.
    """
    folder = data_folder()
    languages = sorted(file.stem for file in folder.glob("*.traineddata"))
    return f"{tesserocr.tesseract_version().split()[1]} ({', '.join(languages)}; {folder})"


def _engine(language: str) -> Any:
    """Return this thread's engine: Tesseract may be used by many threads, an engine by one."""
    engines: dict[str, Any] = _of_thread.__dict__
    if language not in engines:
        engines[language] = tesserocr.PyTessBaseAPI(
            path=str(data_folder()), lang=language, oem=tesserocr.OEM.LSTM_ONLY, psm=Layout.PAGE
        )
        engines[language].SetVariable("tessedit_do_invert", "0")  # letters are dark on light
        engines[language].SetVariable("debug_file", "/dev/null")
    return engines[language]


@contextmanager
def _on(pixels: Pixels, dpi: float, layout: Layout, language: str) -> Iterator[Any]:
    engine = _engine(language)
    engine.SetPageSegMode(layout)
    height, width = pixels.shape[:2]
    depth = 1 if pixels.ndim == 2 else pixels.shape[2]
    engine.SetImageBytes(pixels.tobytes(), width, height, depth, width * depth)
    engine.SetSourceResolution(round(dpi))
    try:
        yield engine
    finally:
        engine.Clear()


def read_words(
    pixels: Pixels, dpi: float, *, layout: Layout = Layout.PAGE, language: str = LANGUAGE
) -> tuple[ReadWord, ...]:
    """Return the words that stand in a grey or RGB picture, in Tesseract's order."""
    with _on(pixels, dpi, layout, language) as engine:
        return tuple(_words(engine.GetTSVText(0)))


def read_symbols(
    pixels: Pixels, dpi: float, *, layout: Layout = Layout.RAW_LINE, language: str = LANGUAGE
) -> tuple[ReadWord, ...]:
    """Return the characters that stand in a picture, each with its own box; for places that matter."""
    with _on(pixels, dpi, layout, language) as engine:
        engine.Recognize()
        return tuple(_symbols(engine.GetIterator()))


def _symbols(iterator: Any) -> Iterator[ReadWord]:
    level = tesserocr.RIL.SYMBOL
    for item in tesserocr.iterate_level(iterator, level) if iterator else ():
        box = item.BoundingBox(level)
        try:
            text = item.GetUTF8Text(level)
        except RuntimeError:  # tesserocr's way to say that there is no character here
            continue
        if box and text.strip():
            left, top, right, bottom = box
            sure = item.Confidence(level) / 100
            yield ReadWord(unicodedata.normalize("NFC", text), left, top, right, bottom, sure, (0, 0, 0))


def read_figures(pixels: Pixels, dpi: float) -> str:
    """Return the figures that a picture of figures most looks like; a candidate, never a value."""
    engine = _engine(LANGUAGE)
    engine.SetVariable("tessedit_char_whitelist", "0123456789")
    try:
        return "".join(word.text for word in read_words(pixels, dpi, layout=Layout.RAW_LINE))
    finally:
        engine.SetVariable("tessedit_char_whitelist", "")


def _words(table: str) -> Iterator[ReadWord]:
    """Yield the words of Tesseract's table: level, page, block, par, line, word, x, y, w, h, conf, text."""
    for row in table.splitlines():
        cells = row.split("\t", 11)
        if len(cells) < 12 or cells[0] != "5":
            continue
        text = unicodedata.normalize("NFC", cells[11].strip())
        if not text:
            continue
        block, paragraph, line, _, left, top, width, height = (int(cell) for cell in cells[2:10])
        confidence = min(1.0, max(0.0, float(cells[10]) / 100))
        yield ReadWord(text, left, top, left + width, top + height, confidence, (block, paragraph, line))
