"""A letter of the register as the letter record, with the values that count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.finding import HEADER_FIELDS
from models.states import ValueStatus
from pipeline.record import SCHEMA

if TYPE_CHECKING:
    from models.register import (
        AssigneeView,
        CitationView,
        DeadlineView,
        FieldView,
        LetterView,
        Place,
        TaskView,
    )


def letter_record(letter: LetterView, text: str) -> dict[str, Any]:
    """Return the record; `id`, `version` and `state` of the register stand beside its own keys."""
    line = letter.line
    return {
        "schema": SCHEMA,
        "id": line.id,
        "state": line.state,
        "version": line.version,
        "arrival_number": line.arrival_number,
        "arrived_on": line.arrived_on,
        "source": {
            "file_name": line.file_name,
            "sha256": letter.sha256,
            "media_type": letter.media_type,
            "pages": line.pages,
            "text_source": line.text_source.value,
        },
        "text": text,
        "header": {name.value: _field(letter.header.get(name), text) for name in HEADER_FIELDS},
        "addressees": [_field(one, text) for one in letter.addressees if one.value],
        "recipients": [_field(one, text) for one in letter.recipients if one.value],
        "references": [_reference(one, text) for one in letter.citations],
        "deadlines": [
            _deadline(one, text)
            for one in (*letter.deadlines, *(d for t in letter.tasks for d in t.deadlines))
        ],
        "tasks": [_task(one, text) for one in letter.tasks],
        "doubts": _doubts(letter),
    }


def _evidence(place: Place, text: str) -> dict[str, Any]:
    known = place.start is not None and place.end is not None
    return {
        "text": text[place.start : place.end] if known else None,
        "start": place.start,
        "end": place.end,
        "page": place.page,
        "boxes": [list(box) for box in place.boxes],
        "confidence": place.confidence,
    }


def _field(one: FieldView | None, text: str) -> dict[str, Any] | None:
    if one is None or one.status is not ValueStatus.VALUE:
        return None
    return {"value": one.value, "id": one.id, "version": one.version, **_evidence(one.place, text)}


def _reference(one: CitationView, text: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "version": one.version,
        "document_id": one.document_id,
        "type": one.type,
        "number_symbol": one.number_symbol,
        "issued_on": one.issued_on,
        "issuer": one.issuer,
        "title": one.title,
        "relation": one.relation.value,
        "pinpoint": one.pinpoint,
        "mentions": [
            {"start": m.start, "end": m.end, "page": m.page, "boxes": [list(b) for b in m.boxes]}
            for m in one.mentions
        ],
        **_evidence(one.place, text),
    }


def _deadline(one: DeadlineView, text: str) -> dict[str, Any]:
    said = one.deadline
    names = ("time", "amount", "unit", "anchor", "every", "day", "month_offset", "weekday", "event")
    return {
        "id": one.id,
        "kind": said.kind.value,
        "due": said.due,
        "bound": said.bound.value if said.bound else None,
        **{name: getattr(said, name) for name in names},
        "count": list(one.count),
        "rrule": one.rrule,
        **_evidence(one.place, text),
    }


def _assignee(one: AssigneeView, text: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "body_id": one.body_id,
        "name": one.name,
        "role": one.role.value,
        "kind": one.kind.value,
        "inherited": one.inherited,
        **_evidence(one.place, text),
    }


def _task(one: TaskView, text: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "version": one.version,
        "state": one.state.value,
        "kind": one.kind.value,
        "assignees": [_assignee(who, text) for who in one.assignees],
        "deadlines": [_deadline(limit, text) for limit in one.deadlines],
        "report_to": one.report_to,
        "product": one.product,
        **_evidence(one.place, text),
        "text": one.text,
    }


def _doubts(letter: LetterView) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {
            "target": doubt.target,
            "reason": doubt.reason,
            "page": doubt.page,
            "boxes": [list(box) for box in doubt.boxes],
            "candidates": list(doubt.candidates),
        }
        for doubt in letter.doubts
    ]
    rows: list[tuple[str, FieldView | CitationView | TaskView]] = [
        *((name.value, one) for name, one in letter.header.items()),
        *((f"citation.{one.id}", one) for one in letter.citations),
        *((f"task.{one.id}", one) for one in letter.tasks),
    ]
    found.extend(_doubt(target, one) for target, one in rows if one.doubt and not one.settled)
    return found


def _doubt(target: str, one: FieldView | CitationView | TaskView) -> dict[str, Any]:
    return {
        "target": target,
        "reason": one.doubt,
        "page": one.place.page,
        "boxes": [list(box) for box in one.place.boxes],
        "candidates": list(getattr(one, "candidates", ())),
    }
