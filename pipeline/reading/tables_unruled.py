"""Tables without drawn rules: columns that stand under a heading line, with no ink between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.reading.tables import Table, TableCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.letter import Box
    from pipeline.reading.layout_lines import Line

# words that head a column of a table of work: "TT", "Nội dung", "Cơ quan chủ trì", "Thời hạn"
_HEADING = re.compile(
    r"^(?:S?TT|SO(?:TT|THUTU)|NOIDUNG|NHIEMVU|CONGVIEC|TEN|HOVATEN|HOTEN|CHUCVU|DONVI|COQUAN|CHUTRI|PHOIHOP|CAPTHUCHIEN"
    r"|THOIGIAN|THOIHAN|TIENDO|HOANTHANH|SANPHAM|KETQUA|GHICHU|PHANCONG|NGUOITHUCHIEN|LINHVUC|SOLUONG|DIACHI|KINHPHI|DIADIEM)"
)
_FIRST = re.compile(r"^S?T\.?T\.?$")
_ROW = re.compile(r"^(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])[.)]?$")
_SECTION = re.compile(r"^[IVX]{1,5}[.)]?$")
_GAP = 0.55  # of the font size: between two columns' headings


@dataclass(frozen=True, slots=True)
class _Columns:
    """The x at which each column begins, the first included, and the right edge."""

    starts: tuple[float, ...]
    right: float

    def of(self, line: Line) -> list[Line | None] | None:
        """The line's part in each column, None where it is empty; None where ink crosses a border."""
        cells: list[list[int]] = [[] for _ in self.starts]
        for place, word in enumerate(line.words):
            column = sum(start <= word.box.x0 + 2 for start in self.starts) - 1
            if column < 0:
                return None
            end = self.starts[column + 1] if column + 1 < len(self.starts) else float("inf")
            if word.box.x1 > end + 1:
                return None
            cells[column].append(place)
        kind = type(line)
        return [kind(line.page, tuple(line.words[p] for p in own)) if own else None for own in cells]


def unruled_tables(lines: Sequence[Line]) -> list[tuple[Table, list[Line]]]:
    """Find tables without rules among the lines of one page; each comes with the lines it is made of."""
    found: list[tuple[Table, list[Line]]] = []
    place = 0
    while place < len(lines):
        table = _table_at(lines, place) if _heads(lines[place]) else None
        if table:
            found.append(table)
            place += len(table[1])
        else:
            place += 1
    return found


def _heads(line: Line) -> bool:
    parts = line.parts(_GAP)
    named = sum(bool(_HEADING.match(part.opening)) for part in parts)
    return len(parts) >= 3 and bool(_FIRST.match(parts[0].opening)) and named >= 2


def _table_at(lines: Sequence[Line], place: int) -> tuple[Table, list[Line]] | None:
    """Take lines under a heading as long as the blank lanes between its columns stay free of ink."""
    heading = [lines[place]]
    following = place + 1
    while following < len(lines) and following < place + 4 and not _ROW.match(lines[following].words[0].text):
        heading.append(lines[following])
        following += 1
    lanes = _lanes(heading)
    if len(lanes) < 2:
        return None
    used = list(heading)
    numbered = 0
    for line in lines[following:]:
        narrowed = _narrow(lanes, line)
        far = line.box.top - used[-1].box.bottom > 2.5 * line.size
        starts_row = bool(_ROW.match(line.words[0].text)) and line.words[0].box.x1 < lanes[0][1]
        if len(narrowed) < len(lanes) or (far and not starts_row) or _opens_section(line, lanes):
            break
        lanes = narrowed
        numbered += starts_row
        used.append(line)
    if numbered < 2:
        return None
    columns = _Columns(tuple(_starts(used, lanes)), max(line.box.x1 for line in used))
    return _build(used, len(heading), columns)


def _opens_section(line: Line, lanes: Sequence[tuple[float, float]]) -> bool:
    """Say whether the letter goes on here: "III. TỔ CHỨC THỰC HIỆN", not under the first column."""
    number, *title = (word.text for word in line.words)
    return (
        line.words[0].box.x0 >= lanes[0][0]
        and bool(_SECTION.match(number))
        and len(title) > 1
        and all(word.isupper() for word in title if word[0].isalpha())
    )


def _lanes(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Stretches of x that no word of these lines touches, between the outermost words."""
    spans = sorted((word.box.x0, word.box.x1) for line in lines for word in line.words)
    wide = max(4.0, 0.5 * lines[0].size)
    lanes: list[tuple[float, float]] = []
    reach = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach > wide:
            lanes.append((reach, x0))
        reach = max(reach, x1)
    return lanes


def _narrow(lanes: list[tuple[float, float]], line: Line) -> list[tuple[float, float]]:
    """The lanes that are left when one more line is laid over them."""
    left: list[tuple[float, float]] = []
    for start, end in lanes:
        pieces = [(start, end)]
        for word in line.words:
            cut: list[tuple[float, float]] = []
            for a, b in pieces:
                if word.box.x1 <= a or word.box.x0 >= b:
                    cut.append((a, b))
                else:
                    cut += [(a, word.box.x0), (word.box.x1, b)]
            pieces = [(a, b) for a, b in cut if b - a > 2.0]
        if pieces:
            left.append(max(pieces, key=lambda piece: piece[1] - piece[0]))
    return left


def _starts(lines: Sequence[Line], lanes: list[tuple[float, float]]) -> list[float]:
    return [min(line.box.x0 for line in lines), *(end - 0.5 for _, end in lanes)]


def _build(used: list[Line], headings: int, columns: _Columns) -> tuple[Table, list[Line]] | None:
    rows: list[list[list[Line]]] = []
    kept: list[Line] = []
    for place, line in enumerate(used):
        parts = columns.of(line)
        if parts is None:
            break
        opens = place >= headings and parts[0] is not None and _ROW.match(parts[0].text)
        if place == 0 or opens:
            rows.append([[] for _ in columns.starts])
        for column, part in enumerate(parts):
            if part:
                rows[-1][column].append(part)
        kept.append(line)
    if len(rows) < 3:
        return None
    cells = [
        TableCell(row, column, 1, 1, _box(part), part)
        for row, cells in enumerate(rows)
        for column, part in enumerate(cells)
        if part
    ]
    box = _box(kept)
    return Table(kept[0].page, box, cells, (*columns.starts, columns.right)), kept


def _box(lines: Sequence[Line]) -> Box:
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    return box
