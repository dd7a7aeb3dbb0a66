"""A corrected Excel sheet comes back: every difference becomes a proposal that a person decides on.

The sheet is one of ours (`pipeline.export_sheets`): its columns are known by their headings, its rows by “Mã”.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from models.errors import UnreadableFileError, UsageError
from models.finding import Role
from models.folding import unmarked
from models.register import LetterFilter
from models.states import LABELS, ProposalKind, TaskState
from pipeline.export_sheets import cell_text
from pipeline.register_bodies import import_bodies
from pipeline.register_export import every_letter
from pipeline.register_proposals import add_proposals
from pipeline.register_tasks import task_lines
from pipeline.search_query import parse_day
from pipeline.timeliness import AsOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from models.register import RegisterEntry, TaskLine

_MOST_ROWS = 200_000


@dataclass(slots=True)
class Imported:
    """What a sheet brought."""

    kind: str  # tasks | letters | bodies
    rows: int = 0
    proposals: int = 0
    new: int = 0  # bodies
    problems: list[str] = field(default_factory=list)  # Vietnamese, one a row


def import_sheet(session: Session, path: Path, *, by: str) -> Imported:
    """Read a sheet and note what differs from the register.

    Raises:
        UnreadableFileError: the file is no sheet.
        UsageError: its columns are none of ours.
    """
    rows = list(_rows(path))
    headings = rows[0] if rows else {}
    names = {_slug(str(name)) for name in headings}
    if "noidungnhiemvu" in names and "ma" in names:
        return _tasks(session, rows, by)
    if "tacgia" in names and "ma" in names:
        return _letters(session, rows, by)
    if names & {"tencoquan", "name"}:
        return _bodies(session, rows, by)
    raise UsageError(
        "Không nhận ra các cột của tệp.",
        "Dùng tệp do “congvan export” tạo ra (giữ hàng tiêu đề và cột Mã), hoặc danh sách có cột “Tên cơ quan”.",
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield each row below the headings as heading → value."""
    if path.suffix.lower() == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as reading:
            yield from csv.DictReader(reading)
        return
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy; seldom asked for

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableFileError(f"{path.name} không phải là tệp Excel.", "Lưu lại dạng .xlsx.") from error
    headings: list[str] | None = None
    for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True)):
        filled = [cell for cell in cells if cell not in (None, "")]
        if headings is None:
            if len(filled) > 2:
                headings = [str(cell or "") for cell in cells]
        elif filled:
            yield dict(zip(headings, cells, strict=False))
        if number > _MOST_ROWS:
            raise UsageError(f"Tệp có hơn {_MOST_ROWS} hàng.", "Chia thành nhiều tệp.")


def _tasks(session: Session, rows: Iterable[dict[str, Any]], by: str) -> Imported:
    found = Imported("tasks")
    by_id = _numbered(rows, found)
    lines: dict[int, TaskLine] = {}
    for part in _parts(list(by_id)):
        lines |= task_lines(session, part, AsOf(dt.date.today()))  # noqa: DTZ011 - no day is asked about
    for task_id, row in by_id.items():
        line = lines.get(task_id)
        if line is None:
            found.problems.append(f"Mã {task_id}: không có nhiệm vụ này trong sổ.")
            continue
        differences = list(_task_differences(line, row, found))
        _propose(session, line.letter_id, differences, by, found)
    return found


def _task_differences(line: TaskLine, row: dict[str, Any], found: Imported) -> Iterator[dict[str, Any]]:
    base = {"task_id": line.id}
    text = _text(row, "Nội dung nhiệm vụ")
    if text and text != _shown(line.text):
        yield base | {"target": "task.text", "before": line.text, "after": text}
    due = _date(row, "Thời hạn", line.id, found)
    if due is not None and due != (line.due_on or line.next_on):
        yield base | {"target": "task.due", "before": _iso(line.due_on), "after": due.isoformat()}
    done = _date(row, "Ngày hoàn thành", line.id, found)
    state = _state(row, line, found)
    if (state is not None and state is not line.state) or (done is not None and done != line.done_on):
        state = TaskState.DONE if done is not None else state or line.state
        yield base | {
            "target": "task.state",
            "before": line.state.value,
            "after": state.value,
            "detail": {"on": _iso(done), "note": _text(row, "Ghi chú")},
        }
    for heading, roles in (
        ("Cơ quan chủ trì", (Role.LEAD,)),
        ("Cơ quan phối hợp", (Role.COOPERATE, Role.MONITOR)),
    ):
        now = [_shown(one.name) or "" for one in line.assignees if one.role in roles]
        names = [" ".join(one.split()) for one in (_text(row, heading) or "").split(";") if one.strip()]
        if names != now:
            yield base | {
                "target": "task.assignees",
                "before": "; ".join(now),
                "after": "; ".join(names),
                "detail": {"role": roles[0].value},
            }


def _letters(session: Session, rows: Iterable[dict[str, Any]], by: str) -> Imported:
    found = Imported("letters")
    by_id = _numbered(rows, found)
    entries: dict[int, RegisterEntry] = {}
    for part in _parts(list(by_id)):
        entries |= {one.id: one for one in every_letter(session, LetterFilter(ids=tuple(part)))}
    for letter_id, row in by_id.items():
        entry = entries.get(letter_id)
        if entry is None:
            found.problems.append(f"Mã {letter_id}: không có văn bản này trong sổ.")
            continue
        _propose(session, letter_id, list(_letter_differences(entry, row, found)), by, found)
    return found


def _letter_differences(
    entry: RegisterEntry, row: dict[str, Any], found: Imported
) -> Iterator[dict[str, Any]]:
    for heading, name, now in (
        ("Tác giả", "issuing_body", entry.issuing_body),
        ("Số, ký hiệu", "number_symbol", entry.number_symbol),
    ):
        value = _text(row, heading)
        if value and value != _shown(now):
            yield {"target": f"field.{name}", "before": now, "after": value}
    day = _date(row, "Ngày, tháng văn bản", entry.id, found)
    if day is not None and day != entry.issued_on:
        yield {"target": "field.issued_on", "before": _iso(entry.issued_on), "after": day.isoformat()}
    subject = _text(row, "Tên loại và trích yếu nội dung")
    if subject and entry.document_type:
        kind, colon, rest = subject.partition(": ")
        subject = rest if colon and unmarked(kind) == unmarked(entry.document_type) else subject
    if subject and subject not in (_shown(entry.subject), _shown(entry.file_name)):
        yield {"target": "field.subject", "before": entry.subject, "after": subject}
    for heading, name, now in (("Đơn vị hoặc người nhận", "handed_to", entry.handed_to),):
        value = _text(row, heading)
        if value and value != _shown(now):
            yield {"target": f"letter.{name}", "before": now, "after": value}


def _bodies(session: Session, rows: Iterable[dict[str, Any]], by: str) -> Imported:
    names = {
        "tencoquan": "name", "kyhieu": "symbol", "cap": "level", "coquanchuquan": "parent",
        "tenkhac": "other_names", "loai": "kind",
    }  # fmt: skip
    listed = [
        {names.get(_slug(str(key)), str(key)): str(value or "") for key, value in row.items()} for row in rows
    ]
    return Imported("bodies", rows=len(listed), new=import_bodies(session, listed, by=by))


def _propose(
    session: Session, letter_id: int, differences: list[dict[str, Any]], by: str, found: Imported
) -> None:
    add_proposals(session, letter_id, ProposalKind.IMPORT, f"Bảng tính do {by} nạp ghi khác.", differences)
    found.proposals += len(differences)


def _numbered(rows: Iterable[dict[str, Any]], found: Imported) -> dict[int, dict[str, Any]]:
    by_id: dict[int, dict[str, Any]] = {}
    for row in rows:
        found.rows += 1
        number = row.get("Mã")
        try:
            by_id[int(number or "")] = row
        except (TypeError, ValueError):
            found.problems.append(f"Hàng {found.rows}: thiếu mã, bỏ qua.")
    return by_id


def _parts(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + 500] for start in range(0, len(ids), 500))


def _text(row: dict[str, Any], heading: str) -> str | None:
    value = row.get(heading)
    return " ".join(str(value).removeprefix("'").split()) or None if value is not None else None


def _shown(now: str | None) -> str | None:
    """Return what the sheet shows of a value, to be compared with what comes back."""
    return " ".join(cell_text(now).split()) or None if now else None


def _date(row: dict[str, Any], heading: str, number: int, found: Imported) -> dt.date | None:
    value = row.get(heading)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date) or value in (None, ""):
        return value or None
    day = parse_day(str(value))
    if day is None:
        found.problems.append(f"Mã {number}: “{value}” ở cột {heading} không phải là ngày.")
    return day


def _state(row: dict[str, Any], line: TaskLine, found: Imported) -> TaskState | None:
    value = _text(row, "Tình trạng")
    if value is None:
        return None
    for state in TaskState:
        if _slug(LABELS[state]) == _slug(value):
            return state
    found.problems.append(f"Mã {line.id}: không có tình trạng “{value}”.")
    return None


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _slug(name: str) -> str:
    return "".join(one for one in unmarked(name) if one.isalnum())
