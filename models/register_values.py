"""What all the register's answers share: a part of a list, a place on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Sides = tuple[float, float, float, float]
"""A box in points from the page's top left: x0, top, x1, bottom."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """A part of a list and how long the whole list is."""

    rows: tuple[Row, ...]
    total: int
    more: bool = False  # the total was not counted to the end


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its letter a value stands."""

    start: int | None
    end: int | None
    page: int | None
    boxes: tuple[Sides, ...] = ()
    confidence: float | None = None
    rule: str | None = None
