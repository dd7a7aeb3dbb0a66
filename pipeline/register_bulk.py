"""Inserting many rows quickly: filing writes over a hundred rows a letter, and the ORM's way costs ten times this.

Statements are compiled once for each table and database; values go through the columns' own types.
"""

from __future__ import annotations

import datetime as dt
import json
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, Boolean, Text, TypeDecorator, bindparam, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Column, Connection, Dialect, Table
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlalchemy.types import TypeEngine

    from models.tables import Base


@dataclass(frozen=True, slots=True)
class _Statement:
    """An INSERT for some columns of a table, and how a row's values are made for it."""

    sql: str
    names: tuple[
        str, ...
    ]  # in the order of the parameters: those that the rows name, then those with a default
    pick: Callable[[dict[str, Any]], tuple[Any, ...]]
    makers: tuple[
        tuple[int, Callable[[Any], Any]], ...
    ]  # of the columns whose values are not passed as they are
    defaults: tuple[Any, ...]  # made already
    positional: bool


def table_of(mapped: type[Base]) -> Table:
    """Return the table of a row class."""
    return mapped.__table__  # type: ignore[return-value]


def insert_rows(connection: Connection, mapped: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all name the same columns; the others get their defaults, `id` the next number."""
    if not rows:
        return
    table, dialect, named = table_of(mapped), connection.dialect, tuple(rows[0])
    if dialect.name == "postgresql" and len(rows) > 1:
        # One message and one plan for any number of rows; a message a row costs the server more than the row does.
        connection.exec_driver_sql(_record_set(table, dialect, named), {"rows": _as_json(table, named, rows)})
        return
    statement = _statement(table, dialect, named)
    made = [_values(statement, row) for row in rows]
    if statement.positional:
        connection.exec_driver_sql(statement.sql, made)
    else:
        connection.exec_driver_sql(
            statement.sql, [dict(zip(statement.names, one, strict=True)) for one in made]
        )


@contextmanager
def without_waiting(connection: Connection) -> Iterator[None]:
    """Send PostgreSQL statements that answer nothing one behind the other, and wait once, at the end.

    What goes wrong is raised at the end, too. Nothing may be read meanwhile.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    driver: Any = connection.connection.driver_connection
    errors: Any = connection.dialect.loaded_dbapi
    try:
        with driver.pipeline():
            yield
    except errors.Error as error:  # as SQLAlchemy would have raised it, had it waited for the answer
        raise DBAPIError.instance(
            "INSERT …", None, error, errors.Error, dialect=connection.dialect
        ) from error


def _values(statement: _Statement, row: dict[str, Any]) -> tuple[Any, ...]:
    values = list(statement.pick(row))
    for place, maker in statement.makers:
        if values[place] is not None:
            values[place] = maker(values[place])
    return (*values, *statement.defaults)


def _as_json(table: Table, named: tuple[str, ...], rows: Sequence[dict[str, Any]]) -> str:
    defaults = _defaults(table, named)
    return json.dumps([defaults | row for row in rows], ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"  # as PostgreSQL reads bytea
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        msg = f"a moment needs its time zone: {value}"
        raise ValueError(msg)
    return str(value.isoformat())


class _Many(TypeDecorator[Any]):
    """A list as one parameter: an array for PostgreSQL, JSON for SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type that the database sees."""
        return dialect.type_descriptor(ARRAY(self.item) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Return the list as the database takes it."""
        return list(value) if dialect.name == "postgresql" else json.dumps(list(value), default=_plain)


class OneOf(FunctionElement[bool]):
    """`column` is one of a list, given under `name`: one text and one plan, however long the list is."""

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: Column[Any], name: str) -> None:
        super().__init__(column, bindparam(name, type_=_Many(column.type)))

    def self_group(self, against: Any = None) -> OneOf:  # noqa: ARG002 - SQLAlchemy's own signature
        """Stand as it is: "… = 1" around it, as SQLite's booleans get, would hide it from the index."""
        return self


@compiles(OneOf, "postgresql")
def _any(element: OneOf, compiler: SQLCompiler, **words: Any) -> str:
    column, many = element.clauses
    return f"{compiler.process(column, **words)} = ANY ({compiler.process(many, **words)})"


@compiles(OneOf)
def _in_json(element: OneOf, compiler: SQLCompiler, **words: Any) -> str:
    column, many = element.clauses
    return f"{compiler.process(column, **words)} IN (SELECT value FROM json_each({compiler.process(many, **words)}))"  # noqa: S608 - a parameter's place


class PairOf(OneOf):
    """`columns` together are one of the pairs whose halves are given as two lists under `names`."""

    inherit_cache = True

    def __init__(self, columns: tuple[Column[Any], Column[Any]], names: tuple[str, str]) -> None:
        halves = [
            bindparam(name, type_=_Many(column.type)) for column, name in zip(columns, names, strict=True)
        ]
        FunctionElement.__init__(self, *columns, *halves)


@compiles(PairOf, "postgresql")
def _unnested(element: PairOf, compiler: SQLCompiler, **words: Any) -> str:
    first, second, *halves = (compiler.process(one, **words) for one in element.clauses)
    return f"({first}, {second}) IN (SELECT * FROM unnest({', '.join(halves)}))"  # noqa: S608 - parameters' places


@compiles(PairOf)
def _paired_json(element: PairOf, compiler: SQLCompiler, **words: Any) -> str:
    first, second, one, other = (compiler.process(part, **words) for part in element.clauses)
    pairs = f"SELECT a.value, b.value FROM json_each({one}) a JOIN json_each({other}) b ON a.key = b.key"  # noqa: S608 - parameters' places
    return f"({first}, {second}) IN ({pairs})"


def reserve_ids(connection: Connection, mapped: type[Base], count: int) -> range | list[int]:
    """Return numbers for new rows; the caller holds the only writer's lock on SQLite."""
    table = table_of(mapped)
    if connection.dialect.name == "postgresql":
        return [number for (number,) in connection.exec_driver_sql(_next_numbers(table), {"count": count})]
    last = connection.exec_driver_sql(_last_number(table)).scalar() or 0
    return range(last + 1, last + 1 + count)


@lru_cache(maxsize=128)
def _next_numbers(table: Table) -> str:
    return f"SELECT nextval('{table.name}_id_seq') FROM generate_series(1, %(count)s)"  # noqa: S608 - a name of our own


@lru_cache(maxsize=128)
def _last_number(table: Table) -> str:
    greatest = f"SELECT max(id) FROM {table.name}"  # noqa: S608 - a name of our own
    if not table.dialect_options["sqlite"]["autoincrement"]:
        return greatest
    # Never a number twice, not even of a removed row.
    kept = f"SELECT seq FROM sqlite_sequence WHERE name = '{table.name}'"  # noqa: S608 - a name of our own
    return f"SELECT max(coalesce(({greatest}), 0), coalesce(({kept}), 0))"


@lru_cache(maxsize=128)
def _statement(table: Table, dialect: Dialect, given: tuple[str, ...]) -> _Statement:
    defaults = _defaults(table, given)
    names = (*given, *defaults)
    compiled = insert(table).values(dict.fromkeys(names)).compile(dialect=dialect)
    makers = {
        name: maker
        for name in names
        if (maker := table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) is not None
    }
    sql = str(compiled)
    if compiled.positional:  # in the rows' own order, so that the defaults are only hung on at the end
        columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        sql = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608 - names of our own columns
    return _Statement(
        sql,
        names,
        itemgetter(*given) if len(given) > 1 else lambda row: (row[given[0]],),
        tuple((place, makers[name]) for place, name in enumerate(given) if name in makers),
        tuple(makers[name](value) if name in makers else value for name, value in defaults.items()),
        bool(compiled.positional),
    )


@lru_cache(maxsize=128)
def _record_set(table: Table, dialect: Dialect, given: tuple[str, ...]) -> str:
    names = (*given, *_defaults(table, given))
    quoted = ", ".join(f'"{name}"' for name in names)
    typed = ", ".join(f'"{name}" {table.c[name].type.compile(dialect)}' for name in names)
    return f"INSERT INTO {table.name} ({quoted}) SELECT {quoted} FROM json_to_recordset(%(rows)s) AS rows ({typed})"  # noqa: S608 - names of our own columns


@lru_cache(maxsize=128)
def _defaults(table: Table, given: tuple[str, ...]) -> dict[str, Any]:
    return {
        column.name: column.default.arg  # type: ignore[attr-defined]
        for column in table.columns
        if column.name not in given and column.default is not None and column.default.is_scalar
    }
