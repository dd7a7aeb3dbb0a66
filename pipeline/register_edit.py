"""What all changes by a person share: the version check, the machine's value kept, the place pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.errors import ConflictError
from models.states import Origin
from pipeline.register_journal import plain

if TYPE_CHECKING:
    from models.register import Place
    from pipeline.register_journal import Journal


def check_version(row: Any, version: int | None) -> None:
    """Refuse to overwrite what somebody else changed meanwhile (None: the caller does not care).

    Raises:
        ConflictError: the row has another version by now.
    """
    if version is not None and row.version != version:
        raise ConflictError(
            "Có người khác vừa sửa đúng chỗ này.", "Tải lại trang để xem bản mới rồi sửa lại nếu vẫn cần."
        )


def change_by_person(journal: Journal, row: Any, **values: Any) -> bool:
    """Change a row, keeping beside it what the machine had said."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return False
    if row.origin is Origin.MACHINE:
        said = {name: plain(getattr(row, name)) for name in changed if name in _SAID}
        kept = said | (row.machine or {})
        if kept:
            changed["machine"] = kept
    if hasattr(row, "version"):
        changed["version"] = row.version + 1
    return journal.change(row, **changed)


_SAID = frozenset(
    [
        "text",
        "kind",
        "report_to",
        "product",
        "name",
        "role",
        "relation",
        "type",
        "number_symbol",
        "issued_on",
        "issuer",
        "title",
        "pinpoint",
        "due",
        "time",
        "bound",
        "amount",
        "unit",
        "anchor",
        "anchor_on",
        "every",
        "day",
        "month_offset",
        "weekday",
        "month",
        "year",
        "event",
        "source",
        "rrule",
        "removed",
    ]
)
"""Columns that the machine may have filled; the others are a person's alone."""


def place_columns(place: Place | None) -> dict[str, Any]:
    """Return the columns of `Placed` for a place that a person pointed at."""
    if place is None:
        return {}
    return {
        "text_start": place.start,
        "text_end": place.end,
        "page": place.page,
        "boxes": [list(box) for box in place.boxes] or None,
        "confidence": 1.0,
        "rule": "person",
    }


def place_json(place: Place | None) -> dict[str, Any] | None:
    """Return a place as JSON."""
    if place is None:
        return None
    return {
        "start": place.start,
        "end": place.end,
        "page": place.page,
        "boxes": [list(box) for box in place.boxes],
    }
