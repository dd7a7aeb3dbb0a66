"""What stands in a DOCX file: lines of its paragraphs, automatic numbers, footnotes, by python-docx."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from models.letter import Box
from pipeline.reading.encodings import repair
from pipeline.reading.layout_lines import Line
from pipeline.reading.printed import PrintedWord

if TYPE_CHECKING:
    from collections.abc import Iterator

NOWHERE = Box(0, 0, 0, 0)
COLUMN_BREAK = "\v"  # where a tab or a row of blanks parts two columns
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HIDDEN = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), f"{_COMPATIBILITY}Fallback"}
_PIECES = re.compile(r"\n|\v|\t+|[^\S\n\v\t]{4,}|[^\S\n\v\t]+|\S+")


@dataclass(slots=True)
class Printed:
    """One printed line of a paragraph, in its columns."""

    columns: list[Line]
    centred: bool = False

    @property
    def line(self) -> Line:
        """The columns put together."""
        return Line(1, tuple(word for column in self.columns for word in column.words))


@dataclass(slots=True)
class _Style:
    bold: bool = False
    italic: bool = False
    font: str = ""


class Numbers:
    """Counts automatic numbering: the number of a list paragraph is not in its text."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for abstract in root.findall(qn("w:abstractNum")):
            levels = {}
            for level in abstract.findall(qn("w:lvl")):
                levels[int(level.get(qn("w:ilvl")))] = (
                    _value(level, "w:numFmt", "decimal"),
                    _value(level, "w:lvlText", ""),
                    int(_value(level, "w:start", "1") or 1),
                )
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for number in root.findall(qn("w:num")):
            self._abstract[number.get(qn("w:numId"))] = _value(number, "w:abstractNumId", "")

    def label(self, paragraph: Any) -> str:
        """Return the paragraph's own number or bullet, "" where it has none."""
        place = _numbering(paragraph)
        if place is None:
            return ""
        number, level = place
        key = self._abstract.get(number, "")
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        counts = self._counts[key]
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        form, text, _ = levels[level]
        if form == "bullet":
            return "-" if text in {"-", "–", "—", "\uf02d"} else "+" if text == "+" else "•"
        if form == "none":
            return ""

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            default = levels.get(at, ("decimal", "", 1))
            return _written(counts.get(at, default[2]), default[0])

        return re.sub(r"%(\d)", one, text).strip()


def _value(element: Any, tag: str, default: str) -> str:
    child = element.find(qn(tag))
    return default if child is None else child.get(qn("w:val"), default)


def _numbering(paragraph: Any) -> tuple[str, int] | None:
    holders = [paragraph._p]  # noqa: SLF001 - python-docx shows no numbering
    style = paragraph.style
    while style is not None:
        holders.append(style.element)
        style = style.base_style
    for holder in holders:
        properties = holder.find(qn("w:pPr"))
        found = None if properties is None else properties.find(qn("w:numPr"))
        if found is not None:
            number = _value(found, "w:numId", "0")
            return None if number == "0" else (number, int(_value(found, "w:ilvl", "0")))
    return None


_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _written(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"}:
        text = ""
        for value, sign in _ROMAN:
            while number >= value:
                text, number = text + sign, number - value
        return text if form == "lowerRoman" else text.upper()
    return f"{number:02}" if form == "decimalZero" else str(number)


def contents(element: Any, parent: Any) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in order, also those inside content controls."""
    for child in element.iterchildren():
        if child.tag == qn("w:p"):
            yield Paragraph(child, parent)
        elif child.tag == qn("w:tbl"):
            yield Table(child, parent)
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")}:
            yield from contents(child, parent)


def printed_lines(paragraph: Any, label: str = "") -> Iterator[Printed]:
    """The paragraph's lines: it is broken only where its writer broke it."""
    collector = _Collector(centred=paragraph.alignment == 1)
    base = _style_of(paragraph.style)
    if label:
        collector.take(label + " ", base)
    for run in paragraph._p.iter(qn("w:r")):  # noqa: SLF001 - also runs of insertions and links
        if any(parent.tag in _HIDDEN for parent in _parents(run, paragraph._p)):  # noqa: SLF001
            continue
        collector.take(_run_text(run), _run_style(run, base))
    yield from collector.finish()


def text_boxes(element: Any) -> Iterator[Any]:
    """The paragraphs of text boxes that hang at this element."""
    for box in element.iter(qn("w:txbxContent")):
        if not any(parent.tag.endswith("}Fallback") for parent in _parents(box, element)):
            yield from box.iter(qn("w:p"))


def _parents(element: Any, top: Any) -> Iterator[Any]:
    parent = element.getparent()
    while parent is not None and parent is not top:
        yield parent
        parent = parent.getparent()


def _run_text(run: Any) -> str:
    parts = []
    for child in run:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag == qn("w:tab"):
            parts.append("\t")
        elif child.tag in {qn("w:br"), qn("w:cr")}:
            parts.append("\n")
        elif child.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif child.tag == qn("w:sym"):
            parts.append("•")
    return "".join(parts)


def _on(properties: Any, tag: str) -> bool | None:
    child = None if properties is None else properties.find(qn(tag))
    return None if child is None else child.get(qn("w:val"), "1") not in {"0", "false", "none"}


def _style_of(style: Any) -> _Style:
    chain = []
    while style is not None:
        chain.append(style)
        style = style.base_style
    found = _Style()
    for one in reversed(chain):
        if one.font.bold is not None:
            found.bold = bool(one.font.bold)
        if one.font.italic is not None:
            found.italic = bool(one.font.italic)
        found.font = one.font.name or found.font
    return found


def _run_style(run: Any, base: _Style) -> _Style:
    properties = run.find(qn("w:rPr"))
    bold, italic = _on(properties, "w:b"), _on(properties, "w:i")
    fonts = None if properties is None else properties.find(qn("w:rFonts"))
    font = (fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi"))) if fonts is not None else None
    return _Style(
        base.bold if bold is None else bold, base.italic if italic is None else italic, font or base.font
    )


@dataclass(slots=True)
class _Collector:
    """Puts the runs' letters together to words, columns and lines."""

    centred: bool
    lines: list[list[list[tuple[str, _Style]]]] = field(default_factory=lambda: [[[]]])
    open: str = ""
    style: _Style = field(default_factory=_Style)

    def take(self, text: str, style: _Style) -> None:
        for piece in _PIECES.findall(text):
            if not piece.isspace():
                if not self.open:
                    self.style = style
                self.open += piece
                continue
            self._close()
            if piece == "\n":
                self.lines.append([[]])
            elif (piece[0] == "\t" or len(piece) > 3) and self.lines[-1][-1]:
                self.lines[-1].append([])

    def _close(self) -> None:
        if self.open:
            self.lines[-1][-1].append((self.open, self.style))
        self.open = ""

    def finish(self) -> Iterator[Printed]:
        self._close()
        for line in self.lines:
            columns = [_words(column) for column in line]
            lines = [Line(1, words) for words in columns if words]
            if lines:
                yield Printed(lines, self.centred)


def _words(column: list[tuple[str, _Style]]) -> tuple[PrintedWord, ...]:
    texts, _ = repair(
        [unicodedata.normalize("NFC", text) for text, _ in column], [style.font for _, style in column]
    )
    return tuple(
        PrintedWord(text, NOWHERE, bold=style.bold, italic=style.italic)
        for text, (_, style) in zip(texts, column, strict=True)
        if text
    )


def footnotes(document: Any) -> Iterator[Line]:
    """The document's footnotes, each as one line with its number."""
    for relation in document.part.rels.values():
        if not relation.reltype.endswith("/footnotes"):
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(relation.target_part.blob, parser)
        for number, note in enumerate(
            (one for one in root.findall(qn("w:footnote")) if one.get(qn("w:type")) is None), start=1
        ):
            text = " ".join(
                "".join(part.text or "" for part in p.iter(qn("w:t"))) for p in note.iter(qn("w:p"))
            )
            if text.strip():
                yield Line(1, _words([(word, _Style()) for word in f"{number} {text}".split()]))
