"""Tables that hand out work row by row: nội dung | chủ trì | phối hợp | thời hạn | sản phẩm.

A row is a task. A cell that is blank or says "nt", "như trên" stands for the one above it.
The task's `details` are the cells that say who and when.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from extractors.naming import Name, read_names
from extractors.patterns import UPPER
from extractors.vocabulary import table
from models.finding import Assignee, AssigneeKind, Field, Finding, Instruction, Role
from models.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.letter import Block, Letter

Row = dict[int, "Block"]  # column → cell
WHO = {"lead": Role.LEAD, "cooperate": Role.COOPERATE, "monitor": Role.MONITOR}
TITLE_ROWS = 4  # a table's titles take no more rows
# What a title tells that no list holds as a whole: "Đơn vị phối hợp, cung cấp số liệu"
_TELLING = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        ("note", r"căn cứ|ghi chú|kinh phí|chỉ tiêu"),
        ("monitor", r"theo dõi|đôn đốc|lãnh đạo"),
        ("lead", r"chủ trì|chịu trách nhiệm|thực hiện chính"),
        ("cooperate", r"phối hợp"),
        ("deadline", r"\b(?:thời hạn|thời gian|tiến độ|hạn hoàn thành|hoàn thành|thời điểm)\b"),
        ("product", r"sản phẩm|kết quả|đầu ra"),
        (
            "content",
            r"^(?:nội dung|nhiệm vụ|công việc|đầu việc|hoạt động|tên nhiệm vụ|tên công việc|các nhiệm vụ)\b",
        ),
    )
)
_SAME = re.compile(r"[-–\s]*(?:nt|như trên|n\.t|\"|''|//|″)[-–\s.]*|[-–\s.]*")
_GROUP = re.compile(r"(?:[ivxlc]+|[a-hđ]|phần \w+|mục \w+)[.)]?")
# a cell may list names that no list of heads knows
_CELL_BREAK = re.compile(rf"[;\n]|,\s+(?=[{UPPER}])|$")
_CEREMONY = re.compile(
    r"\W*(?:đón (?:tiếp )?(?:đại biểu|khách)|ổn định tổ chức|chào cờ|tuyên bố lý do|giới thiệu đại biểu"
    r"|(?:phát biểu |diễn văn )?(?:khai mạc|bế mạc)|phát biểu (?:kết luận|chỉ đạo|chào mừng)|nghỉ giải lao|giải lao)\b"
)
_PROGRAMME = 2  # such rows
_BULLET = re.compile(rf"(?:(?<=\s)|^|(?<=\n))[-–+•]\s+(?=[{UPPER}\"“])", re.MULTILINE)
# "Văn phòng | chủ trì, phối hợp với | các phòng liên quan"
_LEADS_WITH = re.compile(r"\s*(?:chủ trì)?,?\s*(?:phối hợp|cùng)(?: chặt chẽ)? với\s+")
_WORDY = re.compile(r"[^\W\d_]{2,}")


@dataclass(slots=True)
class _Table:
    """One table: what each column holds, and its rows below the titles."""

    columns: dict[int, str]
    rows: list[tuple[int, Row]] = field(default_factory=list)


@cache
def _titles() -> Mapping[str, str]:
    return {fold(row["title"]): row["column"] for row in table("table_columns")}


def assignment_tables(letter: Letter) -> Iterator[Finding]:
    """Yield a task for each row of each table that hands out work, and those whom its cells name."""
    for number, rows in _tables(letter).items():
        found = _read(letter, rows)
        if found is not None and not _is_programme(letter, found):
            yield from _findings(letter, number, found)


def _tables(letter: Letter) -> dict[int, dict[int, Row]]:
    tables: dict[int, dict[int, Row]] = defaultdict(lambda: defaultdict(dict))
    for block in letter.blocks:
        if block.cell is not None and block.end > block.start:
            tables[block.cell.table][block.cell.row].setdefault(block.cell.column, block)
    return tables


def _read(letter: Letter, rows: dict[int, Row]) -> _Table | None:
    """Return the table if its titles say that it hands out work."""
    columns: dict[int, str] = {}
    places = sorted(rows)
    body = 0
    for body, place in enumerate(places):
        named = {
            column: name for column, cell in rows[place].items() if (name := column_of(letter.text_of(cell)))
        }
        if not named or body >= TITLE_ROWS or (columns and len(named) == 1 and len(rows[place]) > 2):
            break
        for column, name in named.items():
            span = rows[place][column].cell
            for wide in range(column, column + (span.column_span if span else 1)):
                columns[wide] = name
    held = set(columns.values())
    if "content" not in held or not (held & set(WHO) or {"deadline", "product"} <= held):
        return None
    first = min(column for column, name in columns.items() if name == "content")
    columns = {column: name for column, name in columns.items() if name != "content" or column == first}
    return _Table(columns, [(place, rows[place]) for place in places[body:]])


def _is_programme(letter: Letter, found: _Table) -> bool:
    """Say whether the rows are a meeting's programme: who opens it and who speaks is no work that is handed out."""
    column = next(column for column, name in found.columns.items() if name == "content")
    words = (fold(letter.text_of(row[column])) for _, row in found.rows if column in row)
    return sum(bool(_CEREMONY.match(one)) for one in words) >= _PROGRAMME


def column_of(words: str) -> str | None:
    """Say what a column holds, by its title; "(1)" and long cells are no titles."""
    title = re.sub(r"\s{0,3}\([^()]{0,200}\)", "", fold(words)).strip(" .:/")
    if len(title) > 70:
        return None
    title = re.sub(r"\s*/\s*", "/", title)
    names = _titles()
    if title in names:
        return names[title]
    parts = [names[part] for part in title.split("/") if part in names]
    if parts:
        return parts[0]
    return next((column for column, pattern in _TELLING if pattern.search(title)), None)


def _findings(letter: Letter, number: int, found: _Table) -> Iterator[Finding]:
    """Yield the rows' tasks and assignees; `above` is what each column last said."""
    above: dict[str, Block] = {}
    content: Block | None = None
    for place, row in found.rows:
        cells = {
            name: row[column] for column, name in sorted(found.columns.items(), reverse=True) if column in row
        }
        text = cells.get("content")
        if text is not None and _is_group(letter, row, cells):
            above = {}
            continue
        said = {name: cell for name, cell in cells.items() if not _SAME.fullmatch(fold(letter.text_of(cell)))}
        led = "lead" in said
        above = {name: cell for name, cell in above.items() if _stands(name, place, cell, cells, led=led)}
        for name in (*WHO, "deadline", "product"):
            if name in said:
                above[name] = said[name]
                if name in WHO:
                    yield from _named(letter, said[name], WHO[name])
        if text is None or text == content or not _WORDY.search(letter.text_of(text)):
            continue
        content = text
        for span in _jobs(letter.text, text.start, text.end):
            yield _task(letter, (number, place), span, above)


def _stands(name: str, row: int, above: Block, cells: Mapping[str, Block], *, led: bool) -> bool:
    """Say whether what a column said above still holds: a tall cell, "nt", a blank beside a blank lead."""
    tall = above.cell is not None and above.cell.row + above.cell.row_span > row
    if tall or name in cells:  # a cell that is not blank says something new or "nt"
        return True
    return name == "lead" or (name != "product" and not led)


def _is_group(letter: Letter, row: Row, cells: Mapping[str, Block]) -> bool:
    """Say whether a row is the title of those below it: "I. Cải cách thể chế", one cell over all columns."""
    if any(name in cells for name in WHO) or "deadline" in cells:
        return False
    numbers = [fold(letter.text_of(cell)).strip() for name, cell in cells.items() if name == "number"]
    text = fold(letter.text_of(cells["content"])).strip()
    wide = len(row) == 1
    return (
        wide
        or any(_GROUP.fullmatch(number) for number in numbers)
        or bool(re.match(r"[ivx]{1,5}[.)]\s", text))
    )


def _jobs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the bullets of a cell that is a list of them: each is work of its own; else the cell."""
    if not _BULLET.match(text, start, end):
        yield start, end
        return
    begins = [match.end() for match in _BULLET.finditer(text, start, end)]
    ends = [match.start() for match in _BULLET.finditer(text, start, end)][1:]
    for begin, stop in zip(begins, [*ends, end], strict=True):
        yield begin, begin + len(text[begin:stop].rstrip(" .;\n"))


def _task(
    letter: Letter, place: tuple[int, int], span: tuple[int, int], above: Mapping[str, Block]
) -> Finding:
    made = " ".join(letter.text_of(above["product"]).split()) if "product" in above else None
    cells = tuple((above[name].start, above[name].end) for name in (*WHO, "deadline") if name in above)
    value = Instruction(product=made, row=place, details=cells)
    who = any(name in above for name in WHO)
    return Finding(Field.TASK, value, *span, 0.93 if who else 0.8, "assignment_tables")


def _named(letter: Letter, cell: Block, role: Role) -> Iterator[Finding]:
    """Yield every body, post and person that a cell names, and who helps whom."""
    leads = _LEADS_WITH.search(fold(letter.text_of(cell)))
    stop = cell.start + leads.start() if leads else cell.end
    parts = [(cell.start, stop, role)]
    if leads:
        parts.append((cell.start + leads.end(), cell.end, Role.COOPERATE))
    for start, end, part in parts:
        yield from _named_in(letter, start, end, part)


def _named_in(letter: Letter, start: int, end: int, role: Role) -> Iterator[Finding]:
    for name in _cell_names(letter.text, start, end):
        yield Finding(
            Field.ASSIGNEE,
            Assignee(name.name, role, name.kind),
            name.start,
            name.end,
            0.93,
            "assignment_tables",
        )


def _cell_names(text: str, start: int, end: int) -> Iterator[Name]:
    """Read a cell as a list of names; a part that no list of heads knows is a name as it stands."""
    raw = text[start:end]
    folded = fold(raw)
    position = 0
    while position < len(raw):
        names = read_names(raw, folded, position).names
        if names:
            for name in names:
                yield Name(start + name.start, start + name.end, name.name, name.kind, name.grouped)
            position = names[-1].end
        else:
            stop = _CELL_BREAK.search(raw, position)
            close = stop.start() if stop else len(raw)
            words = raw[position:close].strip(" -–+,;.")
            if _WORDY.search(words):
                first = raw.index(words, position)
                yield Name(
                    start + first, start + first + len(words), " ".join(words.split()), AssigneeKind.BODY
                )
            position = close
        rest = re.compile(r"[\s,;.+–-]*(?:và\s+)?").match(raw, position)
        position = max(position + 1, rest.end()) if rest else position + 1
