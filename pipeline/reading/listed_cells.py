"""Tables in plain text whose cells stand one to a line, first the titles, then row by row.

Such a table ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"; "1", "Rà soát chợ tạm", …) is known by its titles, each of
which a list of columns holds, and by its rows' numbers, which may stand on the line of their work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.assignment_tables import column_of
from models.folding import fold
from models.letter import Cell, Zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.letter import Block, Letter

LEAST = 3  # titles that make a table, its numbers' among them
LONGEST_ROW = 40  # lines
_NUMBER = re.compile(r"0?(\d{1,3})\s?[.)]?(?:\s+(?=\w)|$)")
_GROUP = re.compile(r"[IVX]{1,5}[.)]?|[A-EĐ][.)]?")
_WHEN = re.compile(r"\d/\d|\b(?:quý|tháng|năm|h[ằà]ng|thường xuyên|trước|trong|ngày|định kỳ|theo)\b")
_GOES_ON = re.compile(r"[,;–-]\s*$|\b(?:và|của|các|với|về)\s*$")

Lines = tuple[int, int]  # the first of a cell's lines, and the one behind its last
Row = dict[int, Lines]
Title = tuple[str, Lines]  # what its column holds, and its lines


@dataclass(frozen=True, slots=True)
class Listed:
    """One table: its rows, each by column, the titles' first."""

    rows: tuple[Row, ...]

    @property
    def cells(self) -> list[Lines]:
        """All cells in reading order."""
        return sorted(cell for row in self.rows for cell in row.values())


def find_listed(lines: Sequence[str]) -> list[Listed]:
    """Return the tables that lines hold, in their order."""
    found: list[Listed] = []
    at = 0
    while at < len(lines):
        titles = _titles(lines, at)
        table = _Rows(lines, titles).read() if titles else None
        if table:
            found.append(table)
            at = table.cells[-1][1]
        else:
            at += 1
    return found


def with_listed_cells(letter: Letter) -> Letter:
    """Return the letter with the blocks of such tables as cells."""
    body = [place for place, block in enumerate(letter.blocks) if block.zone in {Zone.BODY, Zone.ANNEX}]
    found = find_listed([letter.text_of(letter.blocks[place]).strip() for place in body])
    if not found:
        return letter
    free = 1 + max((block.cell.table for block in letter.blocks if block.cell), default=-1)
    placed: dict[int, Block | None] = {}
    for table, listed in enumerate(found, start=free):
        for row, cells in enumerate(listed.rows):
            for column, (first, behind) in cells.items():
                head, *rest = (body[line] for line in range(first, behind))
                block = letter.blocks[head]
                number = (
                    _NUMBER.match(letter.text_of(block)) if row and column == 1 and 0 not in cells else None
                )
                placed[head] = replace(
                    block,
                    zone=Zone.TABLE,
                    start=block.start + (number.end() if number else 0),
                    end=letter.blocks[rest[-1] if rest else head].end,
                    cell=Cell(table, row, column),
                )
                placed.update(dict.fromkeys(rest))
    blocks = (placed.get(place, block) for place, block in enumerate(letter.blocks))
    return replace(letter, blocks=tuple(block for block in blocks if block is not None))


def _titles(lines: Sequence[str], at: int) -> list[Title]:
    """Return the titles that stand from `at` on; none where they hand out no work."""
    titles: list[Title] = []
    while at < len(lines):
        behind = at + 2 if titles and lines[at + 1 : at + 2] and lines[at + 1][:1].islower() else at + 1
        column = column_of(" ".join(lines[at:behind]))
        if column is None or (not titles and column != "number"):
            break
        titles.append((column, (at, behind)))
        at = behind
    held = {column for column, _ in titles}
    return titles if len(titles) >= LEAST and "content" in held and held & {"lead", "deadline"} else []


class _Rows:
    """Reads the rows below titles, as long as their numbers follow one another."""

    def __init__(self, lines: Sequence[str], titles: list[Title]) -> None:
        self.lines, self.columns = lines, [column for column, _ in titles]
        self.rows: list[Row] = [{place: cell for place, (_, cell) in enumerate(titles)}]
        self.at = titles[-1][1][1]
        self.number = 1

    def read(self) -> Listed | None:
        """Return the table, if it has a row."""
        numbered = 0
        while self.at < len(self.lines):
            if self._is_number(self.at):
                self._row()
                numbered += 1
            elif self._is_group(self.at):
                self.rows.append({0: (self.at, self.at + 1), 1: (self.at + 1, self.at + 2)})
                self.at += 2
            else:
                break
        return Listed(tuple(self.rows)) if numbered else None

    def _is_number(self, at: int) -> bool:
        number = _NUMBER.match(self.lines[at])
        if number and int(number[1]) == 1 and self._is_group(at - 2):
            self.number = 1  # numbers begin anew below "II"
        return bool(number) and int(number[1] if number else 0) == self.number

    def _is_group(self, at: int) -> bool:
        """Say whether the title of a group stands here: "I", "Cải cách thể chế", and then a number."""
        named = at >= 0 and at + 2 < len(self.lines) and bool(_GROUP.fullmatch(self.lines[at]))
        return named and _NUMBER.match(self.lines[at + 2]) is not None

    def _row(self) -> None:
        alone = _NUMBER.fullmatch(self.lines[self.at]) is not None
        begin = self.at + alone
        self.number += 1
        reach = range(self.at + 1, min(begin + LONGEST_ROW, len(self.lines)))
        stop = next((at for at in reach if self._is_number(at) or self._is_group(at)), None)
        cells = self._cells(begin, reach.stop if stop is None else stop)
        if stop is None:
            cells = cells[: len(self.columns) - 1]  # the last row ends where its columns do
        self.rows.append({**({0: (self.at, begin)} if alone else {}), **self._placed(cells)})
        self.at = cells[-1][1] if cells else begin

    def _cells(self, begin: int, end: int) -> list[Lines]:
        """Put the lines of a cell together: one that begins small goes on the line before."""
        cells: list[Lines] = []
        for at in range(begin, end):
            goes_on = self.lines[at][:1].islower() or (at > begin and _GOES_ON.search(self.lines[at - 1]))
            if cells and goes_on:
                cells[-1] = (cells[-1][0], at + 1)
            else:
                cells.append((at, at + 1))
        return cells

    def _placed(self, cells: list[Lines]) -> Row:
        """Give each cell its column; where some are blank, by what stands in the others."""
        width = len(self.columns) - 1
        extra = len(cells) - width
        if extra > 0:
            cells = [(cells[0][0], cells[extra][1]), *cells[extra + 1 :]]
        row: Row = {}
        column = 1
        for count, cell in enumerate(cells):
            left = len(cells) - count
            while column + left <= width and not self._fits(cell, self.columns[column]):
                column += 1
            row[column] = cell
            column += 1
        return row

    def _fits(self, cell: Lines, column: str) -> bool:
        timed = bool(_WHEN.search(fold(self.lines[cell[0]]))) and len(self.lines[cell[0]]) < 60
        return column == "content" or timed == (column == "deadline")
