"""The report of task performance as of a day: as Excel, and as a letter in the form of Nghị định 30/2020."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.register import PerformanceRow
from pipeline.export_sheets import Column, write_sheet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

COLUMNS = (
    Column("TT", 5, "center"),
    Column("Cơ quan, đơn vị", 40),
    Column("Số nhiệm vụ được giao", 11, "center"),
    Column("Đã hoàn thành", 11, "center"),
    Column("Trước hạn", 9, "center"),
    Column("Đúng hạn", 9, "center"),
    Column("Quá hạn", 9, "center"),
    Column("Không có hạn", 9, "center"),
    Column("Đang thực hiện", 11, "center"),
    Column("Trong hạn", 9, "center"),
    Column("Sắp đến hạn", 9, "center"),
    Column("Quá hạn", 9, "center"),
    Column("Không có hạn", 9, "center"),
    Column("Tỷ lệ hoàn thành (%)", 11, "center"),
)
"""Sắp đến hạn is a part of Trong hạn; all others add up."""


def totals(rows: Sequence[PerformanceRow]) -> PerformanceRow:
    """Return the sum of all bodies."""
    names = (
        "given", "done_early", "done_on_time", "done_late", "done_no_deadline", "in_time", "due_soon", "overdue",
        "no_deadline",
    )  # fmt: skip
    return PerformanceRow(
        None, "Tổng số", **{name: sum(getattr(row, name) for row in rows) for name in names}
    )


def report_rows(rows: Sequence[PerformanceRow]) -> list[tuple[Any, ...]]:
    """Return the cells of the report, the sum last."""
    listed = [_cells(number, row) for number, row in enumerate(rows, 1)]
    return [*listed, _cells(None, totals(rows))] if rows else []


def write_report(
    path: Path, rows: Sequence[PerformanceRow], *, office: str, day: dt.date, known_at: dt.datetime
) -> int:
    """Write the report as Excel; return how many bodies it lists."""
    write_sheet(
        path,
        COLUMNS,
        report_rows(rows),
        office=office,
        title="TÌNH HÌNH THỰC HIỆN NHIỆM VỤ",
        period=period(day, known_at),
    )
    return len(rows)


def period(day: dt.date, known_at: dt.datetime) -> str:
    """Return what the report holds for, and what was known then: with both it can be made again."""
    return f"(Tính đến hết ngày {day:%d/%m/%Y}, theo số liệu ghi nhận đến {known_at:%H:%M ngày %d/%m/%Y})"


def write_report_letter(
    path: Path,
    rows: Sequence[PerformanceRow],
    *,
    office: str,
    parent: str = "",
    place: str = "",
    day: dt.date,
    known_at: dt.datetime,
) -> int:
    """Write the report as DOCX in the form of Nghị định 30/2020; return how many bodies it lists."""
    from pipeline.export_letter import OfficialLetter  # noqa: PLC0415 - heavy; seldom asked for

    total = totals(rows)
    letter = OfficialLetter(office=office, parent=parent, place=place, symbol="BC", issued_on=known_at.date())
    letter.title("BÁO CÁO", f"Tình hình thực hiện nhiệm vụ được giao (tính đến hết ngày {day:%d/%m/%Y})")
    letter.paragraph(
        f"Tổng số nhiệm vụ được giao: {total.given}. Đã hoàn thành {total.done} ({_percent(total)}), trong đó "
        f"trước hạn {total.done_early}, đúng hạn {total.done_on_time}, quá hạn {total.done_late}, không có hạn "
        f"{total.done_no_deadline}. Đang thực hiện {total.open}, trong đó trong hạn {total.in_time} (sắp đến hạn "
        f"{total.due_soon}), quá hạn {total.overdue}, không có hạn {total.no_deadline}."
    )
    letter.paragraph("Kết quả cụ thể của từng cơ quan, đơn vị:")
    letter.table(
        [column.heading for column in COLUMNS], report_rows(rows), widths=[column.width for column in COLUMNS]
    )
    letter.paragraph(f"Số liệu được ghi nhận đến {known_at:%H:%M ngày %d/%m/%Y}.")
    letter.close(["Như trên", "Lưu: VT"])
    letter.save(path)
    return len(rows)


def _cells(number: int | None, row: PerformanceRow) -> tuple[Any, ...]:
    return (
        number, row.name, row.given, row.done, row.done_early, row.done_on_time, row.done_late, row.done_no_deadline,
        row.open, row.in_time, row.due_soon, row.overdue, row.no_deadline, _percent(row).rstrip(" %"),
    )  # fmt: skip


def _percent(row: PerformanceRow) -> str:
    rate = row.rate
    return "–" if rate is None else f"{rate * 100:.1f} %".replace(".", ",")
