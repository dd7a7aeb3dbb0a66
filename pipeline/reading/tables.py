"""Tables with drawn rules: to cells with their spans, over page breaks.

The rules come from the text layer or from the scan; both give `Rule`, so that one way serves both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.letter import Box, Cell, TextSource, Zone
from pipeline.reading.layout_lines import Line, lines_of
from pipeline.reading.layout_text import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.reading.printed import PrintedPage, PrintedWord, Rule

TOUCH = 4.0  # points: how far a rule may fall short of the rule it should meet
SAME = 3.0  # points: rules nearer than this are one


@dataclass(slots=True)
class TableCell:
    """One cell, by its place in the grid."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table on one page; `follows` is set where it goes on from the page before."""

    page: int
    box: Box
    cells: list[TableCell]
    columns: tuple[float, ...]  # x of the vertical borders

    @property
    def rows(self) -> int:
        """How many rows the grid has."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def text(self) -> str:
        """All cells' words."""
        return " ".join(line.text for cell in self.cells for line in cell.lines)

    def row_text(self, row: int) -> str:
        """The words of one row."""
        return " ".join(line.text for cell in self.cells if cell.row == row for line in cell.lines)


@dataclass(slots=True)
class _Stroke:
    """A straight line of the grid: `at` on one axis, from `start` to `end` on the other."""

    at: float
    start: float
    end: float


def ruled_tables(page: PrintedPage) -> tuple[list[Table], set[int]]:
    """Return the page's ruled tables and the places of the words they hold."""
    across, down = _strokes(page.rules, horizontal=True), _strokes(page.rules, horizontal=False)
    if len(across) < 2 or len(down) < 2:
        return [], set()
    tables: list[Table] = []
    taken: set[int] = set()
    for h, v in _grids(across, down):
        table = _table(page, h, v)
        if table is None:
            continue
        inside = _fill(table, page, taken)
        if sum(bool(cell.lines) for cell in table.cells) >= 3:
            tables.append(table)
            taken |= inside
    return sorted(tables, key=lambda table: table.box.top), taken


def _strokes(rules: Iterable[Rule], *, horizontal: bool) -> list[_Stroke]:
    """Join the pieces that a long line is drawn in."""
    pieces: list[_Stroke] = []
    for rule in rules:
        if rule.horizontal is not horizontal:
            continue
        box = rule.box
        if horizontal:
            pieces.append(_Stroke((box.top + box.bottom) / 2, box.x0, box.x1))
        else:
            pieces.append(_Stroke((box.x0 + box.x1) / 2, box.top, box.bottom))
    pieces.sort(key=lambda piece: (round(piece.at / SAME), piece.start))
    joined: list[_Stroke] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and abs(last.at - piece.at) <= SAME and piece.start <= last.end + TOUCH:
            last.end = max(last.end, piece.end)
        else:
            joined.append(_Stroke(piece.at, piece.start, piece.end))
    return [stroke for stroke in joined if stroke.end - stroke.start >= 8]


def _meets(h: _Stroke, v: _Stroke) -> bool:
    return h.start - TOUCH <= v.at <= h.end + TOUCH and v.start - TOUCH <= h.at <= v.end + TOUCH


def _grids(across: list[_Stroke], down: list[_Stroke]) -> list[tuple[list[_Stroke], list[_Stroke]]]:
    """Group strokes that meet one another."""
    group = list(range(len(across) + len(down)))

    def root(one: int) -> int:
        while group[one] != one:
            group[one] = group[group[one]]
            one = group[one]
        return one

    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if _meets(h, v):
                group[root(i)] = root(len(across) + j)
    found: dict[int, tuple[list[_Stroke], list[_Stroke]]] = {}
    for i, h in enumerate(across):
        found.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down):
        found.setdefault(root(len(across) + j), ([], []))[1].append(v)
    return [(h, v) for h, v in found.values() if len(h) >= 2 and len(v) >= 2 and len(h) + len(v) >= 5]


def _levels(values: Iterable[float]) -> list[float]:
    levels: list[list[float]] = []
    for value in sorted(values):
        if levels and value - levels[-1][-1] <= SAME:
            levels[-1].append(value)
        else:
            levels.append([value])
    return [sum(level) / len(level) for level in levels]


def _table(page: PrintedPage, across: list[_Stroke], down: list[_Stroke]) -> Table | None:
    xs, ys = _levels(v.at for v in down), _levels(h.at for h in across)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows < 2 or columns * rows > 4000:
        return None
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    if box.x1 - box.x0 < 60 or box.bottom - box.top < 15:
        return None
    owner = _merge(xs, ys, across, down)
    cells: list[TableCell] = []
    for first in sorted(set(owner.values())):
        held = [place for place, own in owner.items() if own == first]
        top, left = min(row for row, _ in held), min(column for _, column in held)
        bottom, right = max(row for row, _ in held) + 1, max(column for _, column in held) + 1
        cells.append(
            TableCell(top, left, bottom - top, right - left, Box(xs[left], ys[top], xs[right], ys[bottom]))
        )
    return Table(page.number, box, cells, tuple(xs))


def _merge(
    xs: list[float], ys: list[float], across: list[_Stroke], down: list[_Stroke]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Say for each place of the grid to which cell it belongs: places without a border between are one."""
    owner = {(row, column): (row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            place = owner[place]
        return place

    for row, column in sorted(owner):
        x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
        if (row, column + 1) in owner and not _drawn(down, xs[column + 1], y):
            owner[root((row, column + 1))] = root((row, column))
        if (row + 1, column) in owner and not _drawn(across, ys[row + 1], x):
            owner[root((row + 1, column))] = root((row, column))
    return {place: root(place) for place in owner}


def _drawn(strokes: list[_Stroke], at: float, through: float) -> bool:
    return any(abs(s.at - at) <= SAME + 1 and s.start - TOUCH <= through <= s.end + TOUCH for s in strokes)


def _fill(table: Table, page: PrintedPage, taken: set[int]) -> set[int]:
    """Put the page's words into the cells that hold their middle."""
    held: dict[int, list[PrintedWord]] = {}
    inside: set[int] = set()
    area = table.box
    for place, word in enumerate(page.words):
        x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
        if place in taken or not (area.x0 <= x <= area.x1 and area.top <= y <= area.bottom):
            continue
        for at, cell in enumerate(table.cells):
            if cell.box.x0 <= x <= cell.box.x1 and cell.box.top <= y <= cell.box.bottom:
                held.setdefault(at, []).append(word)
                inside.add(place)
                break
    for at, words in held.items():
        table.cells[at].lines = lines_of(page.number, words, uneven=page.source is TextSource.OCR)
    return inside


def table_drafts(tables: Sequence[Table], first: int, *, annex: bool) -> list[Draft]:
    """Return the cells of one table, given as its parts page by page, as blocks row by row."""
    drafts: dict[tuple[int, int], Draft] = {}
    offset = 0
    for part, table in enumerate(tables):
        skipped = _repeated(tables[0], table) if part else 0
        broken = part > 0 and _goes_on(tables[part - 1], table, skipped)
        if broken:
            offset -= 1
        for cell in sorted(table.cells, key=lambda one: (one.row, one.column)):
            if cell.row < skipped or not cell.lines:
                continue
            place = (cell.row - skipped + offset, cell.column)
            if place in drafts:
                drafts[place].lines.extend(cell.lines)
                continue
            where = Cell(first, place[0], place[1], cell.row_span, cell.column_span)
            drafts[place] = Draft(Zone.TABLE, list(cell.lines), cell=where, annex=annex)
        offset += table.rows - skipped
    return [drafts[place] for place in sorted(drafts)]


def _repeated(first: Table, table: Table) -> int:
    """How many rows at a page's top say the heading of the table again."""
    if not table.row_text(0):
        return 0
    rows = range(min(first.rows, table.rows))
    return next((row for row in rows if table.row_text(row) != first.row_text(row)), len(rows))


def _goes_on(before: Table, table: Table, row: int) -> bool:
    """Say whether the row at a page's top is the rest of the row at the foot of the page before."""
    last = {cell.column: cell for cell in before.cells if cell.row + cell.row_span == before.rows}
    first = {cell.column: cell for cell in table.cells if cell.row == row}
    filled = [column for column, cell in first.items() if cell.lines]
    numbered = 0 in last and 0 in first and bool(last[0].lines)
    if not filled or not numbered or first[0].lines:
        return False
    return all(column in last for column in filled) and first[0].column_span == 1


def same_table(before: Table, table: Table) -> bool:
    """Say whether a table at the top of a page goes on from the one that ended the page before."""
    return (
        table.page == before.page + 1
        and len(before.columns) == len(table.columns)
        and all(abs(a - b) < 8 for a, b in zip(before.columns, table.columns, strict=True))
    )
