"""What all tables share: naming of constraints, types, and the place in a letter that a value comes from."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    Enum,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite numbers rows by "INTEGER PRIMARY KEY" only; PostgreSQL gets 64 bits.
Identity64 = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[dt.datetime]):
    """A point in time, always aware and in UTC; SQLite keeps no zone of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        """Refuse a time without zone and turn the others into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a moment needs its time zone: {value}"
            raise ValueError(msg)
        value = value.astimezone(dt.UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:  # noqa: ARG002
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


Structure = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Base(DeclarativeBase):
    """Base of all rows. Enums are stored by value, as text without a type of their own."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it so
        StrEnum: Enum(
            StrEnum,
            values_callable=lambda kind: [member.value for member in kind],
            native_enum=False,
            create_constraint=False,
            length=32,
        ),
        dt.datetime: Moment,
        dt.date: Date,
        str: Text,
        dict[str, Any]: Structure,
        list[Any]: Structure,
    }


Key = String(200)
"""A folded key that is looked up; longer ones are cut, which only widens a search."""


BEGINNINGS = {"symbol_key": "varchar_pattern_ops", "title_key": "varchar_pattern_ops"}
"""Lets PostgreSQL answer "begins with" from a key's index, whatever the database's collation."""


def where_given(name: str, column: str) -> Index:
    """Return an index of the few rows that have a value; SQLite would take one of all rows for "IS NULL"."""
    there = text(f"{column} IS NOT NULL")
    return Index(name, column, sqlite_where=there, postgresql_where=there)


class Placed:
    """Where in its letter a value stands, how sure it is and what made it (evidence)."""

    text_start: Mapped[int | None]
    text_end: Mapped[int | None]
    page: Mapped[int | None]
    boxes: Mapped[list[Any] | None]  # [[x0, top, x1, bottom], …] in points
    confidence: Mapped[float | None]
    rule: Mapped[str | None] = mapped_column(String(80))
