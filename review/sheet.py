"""The review page as values: rows in their order with labels, and marks for each page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from models.finding import Field
from models.states import ValueStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.register import FieldView, LetterView, Place, Sides

LABELS: dict[Field, str] = {
    Field.NUMBER_SYMBOL: "Số, ký hiệu",
    Field.ISSUED_ON: "Ngày ban hành",
    Field.ISSUING_BODY: "Cơ quan ban hành",
    Field.PARENT_BODY: "Cơ quan chủ quản",
    Field.DOCUMENT_TYPE: "Loại văn bản",
    Field.SUBJECT: "Trích yếu",
    Field.URGENCY: "Độ khẩn",
    Field.PLACE: "Địa danh",
    Field.SIGNER_NAME: "Người ký",
    Field.SIGNER_TITLE: "Chức vụ",
    Field.SIGNING_CAPACITY: "Thẩm quyền ký",
    Field.SECRECY: "Độ mật",
    Field.ADDRESSEE: "Kính gửi",
    Field.RECIPIENT: "Nơi nhận",
}
"""Header fields in the order of the page, with their words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle on a page: which row it belongs to, and its colour's name."""

    target: str
    colour: str
    box: Sides


def header_rows(letter: LetterView) -> tuple[FieldView, ...]:
    """Return the header values that are there or doubtful, in the order of the page."""
    return tuple(one for one in _ordered(letter) if has_something(one))


def missing_rows(letter: LetterView) -> tuple[FieldView, ...]:
    """Return the header values that the letter does not seem to have."""
    return tuple(one for one in _ordered(letter) if not has_something(one))


def has_something(one: FieldView) -> bool:
    """Say whether a value is there, or something that a person must look at."""
    return one.status in {ValueStatus.VALUE, ValueStatus.UNREAD} or is_doubt(one)


def is_doubt(one: FieldView) -> bool:
    """Say whether a person must still look at a value."""
    return bool(one.doubt or one.status is ValueStatus.UNREAD) and not one.settled


def _ordered(letter: LetterView) -> Iterator[FieldView]:
    for name in LABELS:
        if name in letter.header and name is not Field.SECRECY:
            yield letter.header[name]


def doubts_left(letter: LetterView) -> int:
    """Count what a person must still look at."""
    rows = (*letter.header.values(), *letter.addressees, *letter.recipients)
    citations = sum(bool(one.doubt and not one.settled) for one in letter.citations)
    tasks = sum(bool(one.doubt and not one.settled) for one in letter.tasks)
    return sum(map(is_doubt, rows)) + citations + tasks


def marks(letter: LetterView) -> dict[int, tuple[Mark, ...]]:
    """Return page → marks; tasks first, so that what stands inside them can be clicked."""
    found = sorted(
        (
            (place.page, Mark(target, colour, box))
            for target, colour, place in _places(letter)
            for box in place.boxes
            if place.page is not None
        ),
        key=lambda one: one[0],
    )
    return {page: tuple(mark for _, mark in part) for page, part in groupby(found, key=lambda one: one[0])}


def _places(letter: LetterView) -> Iterator[tuple[str, str, Place]]:
    """Yield what has a place: its row, its colour's name, the place."""
    for task in letter.tasks:
        yield f"task-{task.id}", "task", task.place
    for field in (*letter.header.values(), *letter.addressees, *letter.recipients):
        yield f"field-{field.id}", field.name.value, field.place
    for citation in letter.citations:
        for place in citation.mentions or (citation.place,):
            yield f"citation-{citation.id}", "citation", place
    for task in letter.tasks:
        for one in task.assignees:
            if not one.inherited:
                yield f"assignment-{one.id}", "assignment", one.place
    for limit in (*letter.deadlines, *(limit for task in letter.tasks for limit in task.deadlines)):
        yield f"deadline-{limit.id}", "deadline", limit.place


def view_of(letter: LetterView, one: FieldView) -> tuple[str | None, int | None]:
    """Return the viewBox that shows a header value, and its page.

    A number, day or place that was not read has no place of its own: the part of the letterhead is shown
    where such a value stands as a rule, for a person to look.
    """
    shown = crop(one.place)
    if shown or one.name not in _LETTERHEAD:
        return shown, one.place.page
    head = letter.header[Field.ISSUING_BODY].place
    if not head.boxes or head.page is None:
        return None, None
    width = letter.pages[head.page - 1].width
    top = max(box[3] for box in head.boxes) - 4
    left, right = (0.0, width / 2) if one.name is Field.NUMBER_SYMBOL else (width * 0.4, width)
    return f"{left:.1f} {top:.1f} {right - left:.1f} 56.0", head.page


_LETTERHEAD = frozenset({Field.NUMBER_SYMBOL, Field.ISSUED_ON, Field.PLACE})


def crop(place: Place) -> str | None:
    """Return the viewBox that shows a place with some room around it; None where it stands on no page."""
    if not place.boxes or place.page is None:
        return None
    x0 = min(box[0] for box in place.boxes)
    top = min(box[1] for box in place.boxes)
    x1 = max(box[2] for box in place.boxes)
    bottom = max(box[3] for box in place.boxes)
    x0, top, x1, bottom = x0 - 14, top - 7, x1 + 14, min(bottom, top + 70) + 7
    # At least so wide, or a single word would fill the whole line.
    spare = max(0.0, 190 - (x1 - x0)) / 2
    return f"{x0 - spare:.1f} {top:.1f} {x1 - x0 + 2 * spare:.1f} {bottom - top:.1f}"
