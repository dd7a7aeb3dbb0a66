"""Fills a register with a province's letters: streamed, in bulk, in minutes.

python benchmarks/province_load.py --letters 100000 URL
"""

from __future__ import annotations

import argparse
import json
import time
from typing import Any

from province import Province
from sqlalchemy import Connection, text

from models.database import Database, open_database
from models.tables import Base
from pipeline.register_bulk import insert_rows

BATCH = 2_000


def fill(database: Database, letters: int, *, progress: bool = True) -> None:
    """Fill an empty register; indexes are made at the end, as every bulk load does."""
    province = Province(letters)
    started = time.monotonic()
    with _quick(database) as connection:
        load(connection, "bodies", province.bodies())
        batch: dict[str, list[dict[str, Any]]] = {}
        for number in range(1, letters + 1):
            for name, rows in province.letter(number).items():
                batch.setdefault(name, []).extend(rows)
            if number % BATCH == 0 or number == letters:
                for name in _ORDER:
                    load(connection, name, batch.get(name, []))
                batch = {}
                if progress and number % (BATCH * 10) == 0:
                    print(f"{number:>9} letters  {time.monotonic() - started:7.1f} s", flush=True)
        for start in range(1, province.documents + 1, BATCH):
            numbers = range(start, min(start + BATCH, province.documents + 1))
            load(connection, "documents", [province.document(one) for one in numbers])
        if progress:
            print(f"{letters:>9} letters  {time.monotonic() - started:7.1f} s, indexes …", flush=True)
    print(f"{letters} letters filled in {time.monotonic() - started:.0f} s")


_ORDER = (
    "letters",
    "letter_texts",
    "fields",
    "tasks",
    "assignments",
    "deadlines",
    "task_states",
    "citations",
    "events",
)
_MAPPED = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}


def load(connection: Connection, name: str, rows: list[dict[str, Any]]) -> None:
    """Insert rows: by executemany into SQLite, by COPY into PostgreSQL."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        insert_rows(connection, _MAPPED[name], rows)
        return
    table = _MAPPED[name].__table__
    defaults = {c.name: c.default.arg for c in table.columns if c.default is not None and c.default.is_scalar}
    names = list(rows[0]) + [one for one in defaults if one not in rows[0]]
    with (
        connection.connection.cursor() as cursor,
        cursor.copy(f"COPY {name} ({','.join(names)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([_plain(row.get(one, defaults.get(one))) for one in names])


def _plain(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return json.dumps(value)
    return getattr(value, "value", value)


class _quick:  # noqa: N801 - a context, named as what it does
    """A connection without indexes and without care for crashes; both come back at the end."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def __enter__(self) -> Connection:
        self.indexes = [
            index for name in (*_ORDER, "documents") for index in Base.metadata.tables[name].indexes
        ]
        engine = self.database.engine
        self.connection = engine.connect()
        if self.database.is_sqlite:
            raw = self.connection.connection.driver_connection
            for pragma in (
                "journal_mode = OFF",
                "foreign_keys = OFF",
                "synchronous = OFF",
                "cache_size = -500000",
            ):
                raw.execute(f"PRAGMA {pragma}")
        self.transaction = self.connection.begin()
        if not self.database.is_sqlite:
            self.connection.execute(text("SET session_replication_role = replica"))
        for index in self.indexes:
            index.drop(self.connection)
        return self.connection

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            if not self.database.is_sqlite:
                self.connection.execute(text("SET maintenance_work_mem = '1GB'"))
                for name in (*_ORDER, "documents", "bodies"):
                    if "id" in Base.metadata.tables[name].c and name != "events":
                        sequence = f"SELECT setval('{name}_id_seq', (SELECT max(id) FROM {name}))"
                        self.connection.execute(text(sequence))
            for index in self.indexes:
                index.create(self.connection)
            self.transaction.commit()
            with self.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                if self.database.is_sqlite:
                    connection.connection.driver_connection.execute("ANALYZE")
                    connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")
                else:
                    connection.execute(text("VACUUM ANALYZE"))
        self.connection.close()


def main() -> None:
    """Fill the database that the command line names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("url")
    parser.add_argument("--letters", type=int, default=100_000)
    given = parser.parse_args()
    fill(open_database(given.url), given.letters)


if __name__ == "__main__":
    main()
