"""What annotations and signature fields show on the page but the page's own text does not hold.

Digitally signed letters carry their number and day in signature fields: the page says
"Số:        /UBND-XD", the field's appearance says "7432". pikepdf lives here.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium

from models.letter import Aside, AsideKind, Box
from pipeline.reading.layout_lines import Line, lines_of
from pipeline.reading.printed import PrintedPage
from pipeline.reading.text_layer import read_layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.reading.printed import PrintedWord
    from pipeline.reading.text_layer import LayerPage


@dataclass(slots=True)
class Appearance:
    """What the annotations of one page show: words of the letter, and stamps of signatures."""

    words: list[PrintedWord] = field(default_factory=list)
    stamps: list[Aside] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)


# what a signature's picture says of itself
STAMP = re.compile(
    r"K[yý]\s*b[oở]i|Ng[uư][oờ]i\s*k[yý]|Th[oờ]i\s*gian\s*k[yý]|Ng[aà]y\s*k[yý]|[\w.]+@[\w.]+|SAO\s+[YL]\b|Signature|Digitally"
    r"|\d{1,2}:\d{2}:\d{2}",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})[ T]+(?P<t>\d{1,2}:\d{2}(?::\d{2})?)(?:\s*(?P<z>[+-]\d{2}:?\d{2}))?"
    r"|(?P<y2>\d{4})[./-](?P<m2>\d{1,2})[./-](?P<d2>\d{1,2})[ T]+(?P<t2>\d{1,2}:\d{2}(?::\d{2})?)(?:\s*(?P<z2>[+-]\d{2}:?\d{2}))?"
)
_SIGNER = re.compile(
    r"(?:K[yý]\s*b[oở]i|Ng[uư][oờ]i\s*k[yý])\s*:?\s*(?P<signer>.+?)\s*(?=Email|E-mail|C[oơ] quan|Th[oờ]i gian|Ng[aà]y k[yý]|$)",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"C[oơ] quan\s*:?\s*(?P<agency>.+?)\s*(?=Th[oờ]i gian|Ng[aà]y k[yý]|Email|$)", re.IGNORECASE
)


def read_appearances(data: bytes, numbers: Sequence[int]) -> dict[int, Appearance]:
    """Say what the annotations of these pages (1-based) show. A file that pikepdf cannot open gives nothing."""
    import pikepdf

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
        number: _sort_out(layer, boxes[number], number)
        for number, layer in zip(numbers, layers, strict=True)
    }


def _annotations_only(file: Any, numbers: Sequence[int]) -> bytes:
    """A copy of the file with only these pages, showing nothing but their annotations."""
    import pikepdf

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


def _shown(page: Any) -> list[tuple[float, float, float, float]]:
    """The rectangles of the annotations that have an appearance, in the file's own coordinates."""
    found = []
    for annotation in page.get("/Annots", []):
        if "/AP" in annotation and "/Rect" in annotation:
            a, b, c, d = (float(value) for value in annotation.Rect)
            found.append((min(a, c), min(b, d), max(a, c), max(b, d)))
    return found


def _sort_out(layer: LayerPage, boxes: list[tuple[float, float, float, float]], number: int) -> Appearance:
    found = Appearance(pictures=list(layer.pictures))
    groups: dict[int, list[PrintedWord]] = {}
    upright = [layer.upright_box(box) for box in boxes] if boxes else []
    for word in layer.words:
        x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
        held = [i for i, box in enumerate(upright) if box.x0 - 2 <= x <= box.x1 + 2 and box.top - 4 <= y <= box.bottom + 4]
        smallest = min(held, key=lambda i: _area(upright[i]), default=-1)
        groups.setdefault(smallest, []).append(word)
    for words in groups.values():
        lines = lines_of(PrintedPage(number, layer.width, layer.height, tuple(words), None))  # type: ignore[arg-type]
        text = " ".join(line.text for line in lines)
        if STAMP.search(text):
            found.stamps.append(stamp_aside(lines, number))
        else:
            found.words.extend(words)
    return found


def stamp_aside(lines: list[Line], page: int) -> Aside:
    """Return a digital signature's picture as an aside, with its signer and time."""
    text = " ".join(line.text for line in lines)
    facts: list[tuple[str, str]] = []
    if match := _SIGNER.search(text):
        facts.append(("signer", match["signer"].strip(" ;,.")))
    if match := _AGENCY.search(text):
        facts.append(("agency", match["agency"].strip(" ;,.")))
    if match := _TIME.search(text):
        facts.append(("time", _iso(match)))
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    return Aside(AsideKind.DIGITAL_SIGNATURE, text, page, box, tuple(facts))


def _iso(match: re.Match[str]) -> str:
    year, month, day = match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]
    zone = match["z"] or match["z2"] or ""
    return f"{year}-{int(month):02}-{int(day):02}T{match['t'] or match['t2']}{zone}"


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)
