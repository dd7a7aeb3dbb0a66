"""What annotations and signature fields show on the page but the page's own text does not hold.

Digitally signed letters carry their number and day in signature fields: the page says
"Số:        /UBND-XD", the field's appearance says "7432". pikepdf lives here.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium

from models.letter import Aside, AsideKind
from pipeline.reading.layout_lines import lines_of
from pipeline.reading.layout_stamps import is_stamp, stamp_aside
from pipeline.reading.text_layer import read_layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.letter import Box
    from pipeline.reading.printed import PrintedWord
    from pipeline.reading.text_layer import LayerPage

SHORT = 4  # words: a remark so short may be a number or a day that somebody filled in
logging.getLogger("pikepdf").setLevel(logging.ERROR)  # its warnings are about the file's form, not its text


@dataclass(slots=True)
class Appearance:
    """What the annotations of one page show: words of the letter, and stamps of signatures."""

    words: list[PrintedWord] = field(default_factory=list)
    stamps: list[Aside] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)


def read_appearances(data: bytes, numbers: Sequence[int]) -> dict[int, Appearance]:
    """Say what the annotations of these pages (1-based) show; nothing where pikepdf cannot open the file."""
    import pikepdf  # noqa: PLC0415 - only signed letters need it

    try:
        with pikepdf.open(io.BytesIO(data)) as file:
            boxes = {number: _shown(file.pages[number - 1].obj) for number in numbers}
            only = _annotations_only(file, numbers)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, KeyError, AttributeError):
        return {}
    document = pdfium.PdfDocument(only)
    try:
        layers = [read_layer(document, place + 1) for place in range(len(document))]
    finally:
        document.close()
    return {
        number: _sort_out(layer, boxes[number], number) for number, layer in zip(numbers, layers, strict=True)
    }


def _annotations_only(file: Any, numbers: Sequence[int]) -> bytes:
    """A copy of the file with only these pages, showing nothing but their annotations."""
    import pikepdf  # noqa: PLC0415

    wanted = set(numbers)
    for place in range(len(file.pages), 0, -1):
        if place not in wanted:
            del file.pages[place - 1]
    for page in file.pages:
        page.obj.Contents = pikepdf.Stream(file, b"")
    file.flatten_annotations("all")
    copy = io.BytesIO()
    file.save(copy)
    return copy.getvalue()


@dataclass(frozen=True, slots=True)
class _Shown:
    """One annotation with an appearance: its rectangle in the file's own coordinates."""

    rectangle: tuple[float, float, float, float]
    field: bool  # a form or signature field, not a reader's remark


def _shown(page: Any) -> list[_Shown]:
    found = []
    for annotation in page.get("/Annots", []):
        if "/AP" in annotation and "/Rect" in annotation:
            a, b, c, d = (float(value) for value in annotation.Rect)
            field = str(annotation.get("/Subtype", "")) in {"/Widget", "/Stamp"}
            found.append(_Shown((min(a, c), min(b, d), max(a, c), max(b, d)), field))
    return found


def _sort_out(layer: LayerPage, annotations: list[_Shown], number: int) -> Appearance:
    found = Appearance(pictures=list(layer.pictures))
    groups: dict[int, list[PrintedWord]] = {}
    upright = [layer.upright_box(one.rectangle) for one in annotations]
    for word in layer.words:
        x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
        held = [i for i, box in enumerate(upright) if _holds(box, x, y)]
        smallest = min(held, key=lambda i: _area(upright[i]), default=-1)
        groups.setdefault(smallest, []).append(word)
    for place, words in groups.items():
        lines = lines_of(number, words)
        if is_stamp(" ".join(line.text for line in lines)):
            stamp = stamp_aside(lines, number)
            found.stamps.append(stamp if place < 0 else replace(stamp, box=upright[place]))
        elif place < 0 or annotations[place].field or len(words) <= SHORT:
            found.words.extend(words)
        else:
            text = " ".join(line.text for line in lines)
            found.stamps.append(Aside(AsideKind.FURNITURE, text, number, upright[place]))
    return found


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 - 2 <= x <= box.x1 + 2 and box.top - 4 <= y <= box.bottom + 4
