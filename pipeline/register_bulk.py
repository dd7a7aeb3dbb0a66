"""Inserting many rows quickly: filing writes over a hundred rows a letter, and the ORM's way costs ten times this.

Statements are compiled once for each table and database; values go through the columns' own types.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection, Dialect, Table

    from models.tables import Base


@dataclass(frozen=True, slots=True)
class _Statement:
    """An INSERT for some columns of a table, and how its values are made."""

    sql: str
    names: tuple[str, ...]  # in the order of the parameters
    pick: Callable[[dict[str, Any]], tuple[Any, ...]]
    makers: tuple[
        tuple[int, Callable[[Any], Any]], ...
    ]  # of the columns whose values are not passed as they are
    defaults: dict[str, Any]  # of columns that the rows do not name
    positional: bool


def table_of(mapped: type[Base]) -> Table:
    """Return the table of a row class."""
    return mapped.__table__  # type: ignore[return-value]


def insert_rows(connection: Connection, mapped: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all name the same columns; the others get their defaults, `id` the next number."""
    if not rows:
        return
    statement = _statement(table_of(mapped), connection.dialect, tuple(rows[0]))
    made = [_values(statement, row) for row in rows]
    if statement.positional:
        connection.exec_driver_sql(statement.sql, made)
    else:
        connection.exec_driver_sql(
            statement.sql, [dict(zip(statement.names, one, strict=True)) for one in made]
        )


def _values(statement: _Statement, row: dict[str, Any]) -> tuple[Any, ...]:
    values = list(statement.pick(statement.defaults | row))
    for place, maker in statement.makers:
        if values[place] is not None:
            values[place] = maker(values[place])
    return tuple(values)


def reserve_ids(connection: Connection, mapped: type[Base], count: int) -> range | list[int]:
    """Return numbers for new rows; the caller holds the only writer's lock on SQLite."""
    table = table_of(mapped)
    if connection.dialect.name == "postgresql":
        sequence = f"{table.name}_id_seq"
        numbers = text("SELECT nextval(CAST(:sequence AS regclass)) FROM generate_series(1, :count)")
        return list(connection.scalars(numbers, {"sequence": sequence, "count": count}))
    last = connection.scalar(select(func.max(table.c.id))) or 0
    if table.dialect_options["sqlite"]["autoincrement"]:  # never a number twice, not even of a removed row
        query = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
        last = max(last, connection.scalar(query, {"table": table.name}) or 0)
    return range(last + 1, last + 1 + count)


@lru_cache(maxsize=128)
def _statement(table: Table, dialect: Dialect, given: tuple[str, ...]) -> _Statement:
    defaults = {
        column.name: column.default.arg  # type: ignore[attr-defined]
        for column in table.columns
        if column.name not in given and column.default is not None and column.default.is_scalar
    }
    compiled = insert(table).values(dict.fromkeys([*given, *defaults])).compile(dialect=dialect)
    names = tuple(compiled.positiontup or [*given, *defaults])
    makers = [
        (place, maker)
        for place, name in enumerate(names)
        if (maker := table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) is not None
    ]
    pick = itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
    return _Statement(str(compiled), names, pick, tuple(makers), defaults, bool(compiled.positional))
