"""Excel sheets as offices keep them: the arrival register (Nghị định 30/2020, phụ lục IV) and the task list.

Dates are dates, an empty date is an empty cell, and text stays text whatever it begins with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from models.finding import Role
from models.states import LABELS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from models.register import RegisterEntry, TaskLine

FONT = "Times New Roman"
DATE = "dd/mm/yyyy"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_THIN = Side(style="thin", color="999999")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: heading, width in characters, and how its cells stand."""

    heading: str
    width: float
    align: str = "left"
    date: bool = False


LETTER_COLUMNS = (
    Column("Ngày đến", 12, "center", date=True),
    Column("Số đến", 8, "center"),
    Column("Tác giả", 26),
    Column("Số, ký hiệu", 20),
    Column("Ngày, tháng văn bản", 13, "center", date=True),
    Column("Tên loại và trích yếu nội dung", 52),
    Column("Đơn vị hoặc người nhận", 22),
    Column("Ngày chuyển", 12, "center", date=True),
    Column("Ký nhận", 12),
    Column("Ghi chú", 20),
    Column("Mã", 8, "center"),
)
TASK_COLUMNS = (
    Column("TT", 6, "center"),
    Column("Nội dung nhiệm vụ", 52),
    Column("Văn bản giao", 24),
    Column("Ngày văn bản", 12, "center", date=True),
    Column("Cơ quan chủ trì", 28),
    Column("Cơ quan phối hợp", 28),
    Column("Thời hạn", 12, "center", date=True),
    Column("Thời hạn ghi trong văn bản", 18),
    Column("Kết quả, sản phẩm", 20),
    Column("Ngày hoàn thành", 12, "center", date=True),
    Column("Tình trạng", 15),
    Column("Tiến độ", 18),
    Column("Số ngày quá hạn", 9, "center"),
    Column("Ghi chú", 20),
    Column("Mã", 8, "center"),
)
"""“Mã” is the row's number in the register: by it a corrected sheet finds its way back."""


def write_letters(
    path: Path, entries: Iterable[RegisterEntry], *, office: str, title: str = "", period: str = ""
) -> int:
    """Write the arrival register; return how many letters it lists."""
    rows = (
        (
            one.arrived_on, one.arrival_number, one.issuing_body, one.number_symbol, one.issued_on,
            _type_and_subject(one), one.handed_to, None, None, _remark(one), one.id,
        )
        for one in entries
    )  # fmt: skip
    return write_sheet(
        path, LETTER_COLUMNS, rows, office=office, title=title or "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", period=period
    )


def write_tasks(
    path: Path, tasks: Iterable[TaskLine], *, office: str, title: str = "", period: str = ""
) -> int:
    """Write the task list; return how many tasks it holds."""
    rows = (task_row(number, one) for number, one in enumerate(tasks, 1))
    return write_sheet(
        path, TASK_COLUMNS, rows, office=office, title=title or "DANH MỤC NHIỆM VỤ ĐƯỢC GIAO", period=period
    )


def task_row(number: int, one: TaskLine) -> tuple[Any, ...]:
    """Return a task's cells in the order of `TASK_COLUMNS`."""
    return (
        number,
        one.text,
        one.number_symbol,
        one.issued_on,
        _names(one, Role.LEAD),
        _names(one, Role.COOPERATE, Role.MONITOR),
        one.due_on or one.next_on,
        _due_note(one),
        one.result or one.product,
        one.done_on,
        LABELS[one.state],
        LABELS[one.timeliness],
        one.days_over if one.days_over and one.days_over > 0 and not one.done_on else None,
        "Căn cứ đã thay đổi" if one.flagged else None,
        one.id,
    )


def write_sheet(
    path: Path,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    office: str,
    title: str,
    period: str = "",
) -> int:
    """Write one sheet with headings, filters, frozen panes and a print set-up."""
    book = Workbook()
    sheet: Worksheet = book.active  # type: ignore[assignment]
    sheet.title = title.title()[:31]
    heading = head(sheet, len(columns), office, title, period)
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(heading, number, column.heading)
        cell.font, cell.border = Font(FONT, 12, bold=True), _GRID
        cell.alignment = Alignment("center", "center", wrap_text=True)
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    count = 0
    for row in rows:
        count += 1
        for number, (column, value) in enumerate(zip(columns, row, strict=True), 1):
            put(sheet, heading + count, number, value, align=column.align, date=column.date)
    last = f"{get_column_letter(len(columns))}{heading + count}"
    sheet.auto_filter.ref = f"A{heading}:{last}"
    sheet.freeze_panes = f"A{heading + 1}"
    set_print(sheet, heading)
    book.save(path)
    return count


def cell_text(value: str) -> str:
    """Return a text as a cell can hold it: without control characters, and not too long."""
    return _FORBIDDEN.sub("", value)[:32_000]


def head(sheet: Worksheet, width: int, office: str, title: str, period: str) -> int:
    """Write the office's name and the sheet's title; return the row for the headings."""
    lines = ((office.upper(), 12, "left"), (title, 14, "center"), (period, 12, "center"))
    for number, (text, size, align) in enumerate(lines, 1):
        put(sheet, number, 1, text, align=align, grid=False)
        cell = sheet.cell(number, 1)
        cell.font = Font(FONT, size, bold=number < 3, italic=number == 3)
        cell.alignment = Alignment(align, "center")
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=width)
    return 5


def put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: Any,
    *,
    align: str = "left",
    date: bool = False,
    grid: bool = True,
) -> None:
    """Write one cell; what a letter says can never become a formula."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = cell_text(value)
        cell.data_type = "s"  # "=1+1" and "@x" stay what they are
    else:
        cell.value = value
    cell.font = Font(FONT, 12)
    cell.alignment = Alignment(align, "top", wrap_text=True)
    if grid:
        cell.border = _GRID
    if date:
        cell.number_format = DATE


def set_print(sheet: Worksheet, heading: int) -> None:
    """Set A4 across, one page wide, headings on every page, page numbers below."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{heading}:{heading}"
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "&P/&N"
    sheet.page_margins.left, sheet.page_margins.right = 0.6, 0.4


def _type_and_subject(one: RegisterEntry) -> str:
    kind = one.document_type or ""
    subject = one.subject or one.file_name
    return f"{kind[:1].upper()}{kind[1:]}: {subject}" if kind else subject


def _remark(one: RegisterEntry) -> str | None:
    return "; ".join(part for part in (one.urgency and one.urgency.upper(), one.note) if part) or None


def _names(task: TaskLine, *roles: Role) -> str:
    return "; ".join(one.name for one in task.assignees if one.role in roles)


def _due_note(task: TaskLine) -> str | None:
    if task.rrule:
        return "định kỳ"
    if task.due_on is None:
        return None
    words = ["trước"] if task.due_before else []
    if task.due_time:
        words.append(task.due_time)
    if task.first_due_on:
        words.append(f"(gia hạn từ {day_words(task.first_due_on)})")
    return " ".join(words) or None


def day_words(day: dt.date | None) -> str:
    """Return dd/mm/yyyy, or nothing."""
    return day.strftime("%d/%m/%Y") if day else ""
