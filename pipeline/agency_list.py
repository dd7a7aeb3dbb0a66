"""An office's list of bodies as a spreadsheet or CSV file: columns are found by their headings."""

from __future__ import annotations

import csv
import io
import itertools
from typing import TYPE_CHECKING

from models.errors import UsageError
from models.folding import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEADINGS = {
    "name": ("name", "ten", "ten co quan", "ten don vi", "co quan", "don vi", "co quan don vi"),
    "symbol": ("symbol", "ky hieu", "viet tat", "ma"),
    "level": ("level", "cap"),
    "parent": ("parent", "cap tren", "co quan cap tren", "co quan chu quan", "truc thuoc"),
    "other_names": ("other_names", "other names", "ten khac", "ten cu"),
    "kind": ("kind", "loai"),
}
"""What a column may be called, unmarked."""

MOST_ROWS = 200_000
_HEADING_WITHIN = 10  # rows from the top


def read_agency_list(content: bytes, name: str) -> list[dict[str, str]]:
    """Return the rows of an XLSX or CSV file under the names that the register knows.

    Raises:
        UsageError: the file is neither, or no column holds the names.
    """
    rows = _xlsx(content) if name.lower().endswith(".xlsx") else _csv(content)
    top = list(itertools.islice(rows, _HEADING_WITHIN))
    for place, row in enumerate(top):
        columns = _columns(row)
        if "name" in columns:
            rest = itertools.chain(top[place + 1 :], rows)
            return [found for found in _named(columns, itertools.islice(rest, MOST_ROWS)) if found["name"]]
    raise UsageError(
        f"Không thấy cột tên cơ quan trong “{name}”.",
        "Dòng đầu cần có cột “Tên”, thêm “Ký hiệu”, “Cấp trên” nếu có.",
    )


def _columns(row: Iterable[str]) -> dict[str, int]:
    titles = [" ".join(unmarked(cell).split()) for cell in row]
    found: dict[str, int] = {}
    for key, names in HEADINGS.items():
        for place, title in enumerate(titles):
            if title in names:
                found.setdefault(key, place)
    return found


def _named(columns: dict[str, int], rows: Iterable[list[str]]) -> Iterator[dict[str, str]]:
    for row in rows:
        yield {key: row[place].strip() if place < len(row) else "" for key, place in columns.items()}


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("Tệp CSV không ở bảng mã UTF-8.", "Lưu lại dạng “CSV UTF-8” hoặc XLSX.") from error
    head = text[:2000]
    delimiter = max(",;\t", key=head.count)
    return iter(csv.reader(io.StringIO(text), delimiter=delimiter))


def _xlsx(content: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy, and only wanted here

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:  # openpyxl has no error of its own for a broken file
        raise UsageError("Không mở được tệp Excel.", "Lưu lại dạng .xlsx rồi thử lại.") from error
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(values_only=True):
        yield ["" if cell is None else str(cell) for cell in row]
