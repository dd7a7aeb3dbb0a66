"""Lists as CSV, for other programs: UTF-8 with the mark that Excel looks for, ISO dates."""

from __future__ import annotations

import csv
import datetime as dt
from typing import TYPE_CHECKING, Any

from pipeline.export_sheets import LETTER_COLUMNS, TASK_COLUMNS, task_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from models.register import RegisterEntry, TaskLine

_RISKY = ("=", "+", "@", "\t", "\r")


def letters_csv(out: TextIO, entries: Iterable[RegisterEntry]) -> int:
    """Write the arrival register; return how many letters it lists."""
    rows = (
        (
            one.arrived_on, one.arrival_number, one.issuing_body, one.number_symbol, one.issued_on,
            f"{one.document_type or ''}: {one.subject or one.file_name}".removeprefix(": "), one.handed_to,
            None, None, one.note, one.id,
        )
        for one in entries
    )  # fmt: skip
    return _write(out, [column.heading for column in LETTER_COLUMNS], rows)


def tasks_csv(out: TextIO, tasks: Iterable[TaskLine]) -> int:
    """Write the task list; return how many tasks it holds."""
    rows = (task_row(number, one) for number, one in enumerate(tasks, 1))
    return _write(out, [column.heading for column in TASK_COLUMNS], rows)


def _write(out: TextIO, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(headings)
    count = 0
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        count += 1
    return count


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value)
    # A spreadsheet would run it as a formula; the apostrophe shows that it is text. "- " begins list items.
    risky = text.startswith(_RISKY) or (text.startswith("-") and text[1:2].isalnum())
    return f"'{text}" if risky else text
