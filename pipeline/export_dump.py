"""The whole register as JSON Lines and back: every row, byte for byte the same after a round trip.

The first line tells the schema's revision; each further line is one row: {"table": …, "row": {…}}.
A dump of one kind of database loads into the other.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, text, update

from models.errors import StorageError, UsageError
from models.migrations import HEAD
from models.tables import Base
from pipeline.register_journal import plain, unplain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

TRANSIENT = frozenset({"presence", "workers"})
"""Tables about this very moment, of no use later."""

PART = 1_000
KIND = "congvan-register"


def dump(session: Session) -> Iterator[str]:
    """Yield the dump's lines, without line ends."""
    yield _line({"kind": KIND, "revision": HEAD})
    for table in dumped_tables():
        rows = session.execute(
            select(table).order_by(*table.primary_key.columns).execution_options(yield_per=PART)
        )
        for row in rows.mappings():
            yield _line({"table": table.name, "row": {name: plain(value) for name, value in row.items()}})


def load(session: Session, lines: Iterable[str]) -> Counter[str]:
    """Fill an empty register with a dump; return the number of rows by table.

    Raises:
        UsageError: this is no dump, or one of another version of congvan.
        StorageError: the register is not empty.
    """
    if any(session.execute(select(func.count()).select_from(table)).scalar() for table in dumped_tables()):
        raise StorageError("Sổ không trống.", "Chỉ nạp vào một thư mục dữ liệu mới.")
    lines = iter(lines)
    _check_head(next(lines, ""))
    tables = {table.name: table for table in dumped_tables()}
    loader = _Loader(session)
    for number, line in enumerate(lines, 2):
        if not line.strip():
            continue
        try:
            stored = json.loads(line)
            table = tables[stored["table"]]
            row = {name: unplain(table.c[name], value) for name, value in stored["row"].items()}
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"Dòng {number} của tệp không đọc được ({error}).", "Xuất lại tệp từ sổ gốc."
            ) from error
        loader.take(table, row)
    loader.finish()
    return loader.counts


def dumped_tables() -> list[Table]:
    """Return the tables of a dump, referenced ones before those that refer to them."""
    return [table for table in Base.metadata.sorted_tables if table.name not in TRANSIENT]


def counts(session: Session) -> dict[str, int]:
    """Return the number of rows by table."""
    return {
        table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in dumped_tables()
    }


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _check_head(line: str) -> None:
    try:
        head = json.loads(line)
    except ValueError:
        head = {}
    if not isinstance(head, dict) or head.get("kind") != KIND:
        raise UsageError(
            "Tệp không phải là bản xuất của sổ congvan.", "Chọn tệp do “congvan export all” tạo ra."
        )
    if head.get("revision") != HEAD:
        raise UsageError(
            f"Tệp thuộc lược đồ {head.get('revision')}, bản congvan này dùng {HEAD}.",
            "Dùng đúng bản congvan đã xuất, nạp xong rồi nâng cấp.",
        )


class _Loader:
    """Inserts rows in parts; columns that point into their own table are filled in at the end."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.counts: Counter[str] = Counter()
        self._table: Table | None = None
        self._rows: list[dict[str, Any]] = []
        self._later: list[tuple[Table, dict[str, Any], dict[str, Any]]] = []

    def take(self, table: Table, row: dict[str, Any]) -> None:
        if table is not self._table or len(self._rows) >= PART:
            self._write()
            self._table = table
        own = {
            key.parent.name: row[key.parent.name]
            for key in table.foreign_keys
            if key.column.table is table and row[key.parent.name] is not None
        }
        if own:
            row = row | dict.fromkeys(own)
            self._later.append((table, {column.name: row[column.name] for column in table.primary_key}, own))
        self._rows.append(row)
        self.counts[table.name] += 1

    def finish(self) -> None:
        self._write()
        for table, key, values in self._later:
            where = [table.c[name] == value for name, value in key.items()]
            self.session.execute(update(table).where(*where).values(**values))
        if self.session.get_bind().dialect.name == "postgresql":
            self._set_sequences()

    def _write(self) -> None:
        if self._rows and self._table is not None:
            self.session.execute(insert(self._table), self._rows)
        self._rows = []

    def _set_sequences(self) -> None:
        """Let PostgreSQL number new rows after those that came with their numbers."""
        for table in dumped_tables():
            if "id" not in table.c or table.c["id"].autoincrement is False or table.name == "events":
                continue
            sequence = self.session.scalar(
                text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": table.name}
            )
            if sequence:
                last = self.session.execute(select(func.max(table.c["id"]))).scalar()
                if last:
                    self.session.execute(
                        text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last}
                    )
