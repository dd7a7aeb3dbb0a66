"""From rows to the values that the register answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.finding import Deadline, Relation
from models.register import (
    AssigneeView,
    CitationView,
    DeadlineView,
    DocumentLine,
    FieldView,
    LetterLine,
    Place,
    TaskView,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.register import FlagView, MemberView, Sides
    from models.tables import (
        AssignmentRow,
        CitationRow,
        DeadlineRow,
        DocumentRow,
        FieldRow,
        LetterRow,
        TaskRow,
    )

_DEADLINE_COLUMNS = (
    "kind", "due", "time", "bound", "amount", "unit", "anchor", "anchor_on", "every",
    "day", "month_offset", "weekday", "month", "year", "event",
)  # fmt: skip


def sides_of(boxes: Iterable[Sequence[float]] | None) -> tuple[Sides, ...]:
    """Return stored boxes as tuples."""
    return tuple((box[0], box[1], box[2], box[3]) for box in boxes or ())


def place_of(row: Any) -> Place:
    """Return the evidence columns of a row."""
    return Place(row.text_start, row.text_end, row.page, sides_of(row.boxes), row.confidence, row.rule)


def place_from(stored: dict[str, Any]) -> Place:
    """Return a place kept as JSON."""
    return Place(stored.get("start"), stored.get("end"), stored.get("page"), sides_of(stored.get("boxes")))


def field_view(row: FieldRow) -> FieldView:
    """Return a header value with what counts of it."""
    machine_place = place_of(row)
    looked = row.person_status is not None
    return FieldView(
        id=row.id,
        name=row.name,
        ordinal=row.ordinal,
        version=row.version,
        status=row.person_status or row.machine_status,
        value=row.person_value if looked else row.machine_value,
        place=place_from(row.person_place) if row.person_place else machine_place,
        machine_status=row.machine_status,
        machine_value=row.machine_value,
        machine_text=row.machine_text,
        machine_place=machine_place,
        person_status=row.person_status,
        person_value=row.person_value,
        person_by=row.person_by,
        person_at=row.person_at,
        candidates=tuple(row.candidates or ()),
        doubt=row.doubt,
        settled=looked,
    )


def assignee_view(row: AssignmentRow) -> AssigneeView:
    """Return an assignment."""
    return AssigneeView(
        row.id, row.body_id, row.name, row.role, row.kind, row.inherited, row.origin, place_of(row)
    )


def deadline_view(row: DeadlineRow) -> DeadlineView:
    """Return a time limit."""
    return DeadlineView(
        id=row.id,
        deadline=Deadline(**{name: getattr(row, name) for name in _DEADLINE_COLUMNS}),
        source=row.source,
        origin=row.origin,
        text=row.text,
        count=tuple(row.count or ()),
        rrule=row.rrule,
        reason=row.reason,
        granted_by=row.granted_by,
        place=place_of(row),
    )


def task_view(
    row: TaskRow,
    assignments: Iterable[AssignmentRow],
    deadlines: Iterable[DeadlineRow],
    members: Sequence[MemberView] = (),
    flags: Sequence[FlagView] = (),
) -> TaskView:
    """Return a task with all that hangs on it."""
    names = (
        "id", "letter_id", "ordinal", "version", "origin", "text", "kind", "report_to", "product", "state",
        "assigned_on", "done_on", "result", "note", "due_on", "due_time", "due_before", "due_source",
        "first_due_on", "rrule", "doubt", "removed", "machine",
    )  # fmt: skip
    return TaskView(
        **{name: getattr(row, name) for name in names},
        settled=row.accepted_by is not None,
        place=place_of(row),
        assignees=tuple(assignee_view(one) for one in assignments if not one.removed),
        deadlines=tuple(deadline_view(one) for one in deadlines if not one.removed),
        members=tuple(members),
        flags=tuple(flags),
    )


def citation_view(row: CitationRow, held_letter_id: int | None = None) -> CitationView:
    """Return a citation."""
    names = (
        "id", "ordinal", "version", "document_id", "origin", "relation", "type", "number_symbol", "issued_on",
        "issuer", "title", "pinpoint", "text", "doubt", "removed", "machine",
    )  # fmt: skip
    return CitationView(
        **{name: getattr(row, name) for name in names},
        candidates=tuple(row.candidates or ()),
        settled=row.accepted_by is not None,
        place=place_of(row),
        mentions=tuple(place_from(one) for one in row.mentions or ()),
        held_letter_id=held_letter_id,
    )


def letter_line(row: LetterRow, tasks: int) -> LetterLine:
    """Return a letter for a list."""
    names = (
        "id", "state", "version", "received_at", "arrival_number", "arrival_year", "arrived_on", "number_symbol",
        "document_type", "issued_on", "parent_body", "issuing_body", "subject", "urgency", "file_name", "label",
        "pages",
        "text_source", "quality", "doubts", "trashed_at",
    )  # fmt: skip
    return LetterLine(**{name: getattr(row, name) for name in names}, tasks=tasks)


def document_line(row: DocumentRow) -> DocumentLine:
    """Return a referenced document for a list."""
    names = (
        "id", "type", "number_symbol", "issued_on", "issuer", "title", "held", "cited_by", "open_tasks",
    )  # fmt: skip
    return DocumentLine(**{name: getattr(row, name) for name in names})


RELATION_WORDS: dict[Relation, str] = {
    Relation.BASIS: "căn cứ",
    Relation.IMPLEMENTS: "thực hiện",
    Relation.REPLIES: "trả lời",
    Relation.PROPOSED_IN: "theo đề nghị tại",
    Relation.ATTACHES: "kèm theo",
    Relation.AMENDS: "sửa đổi, bổ sung",
    Relation.REPLACES: "thay thế",
    Relation.CANCELS: "bãi bỏ",
    Relation.EXTENDS: "gia hạn",
    Relation.GUIDES: "hướng dẫn",
    Relation.MENTIONS: "nhắc tới",
}
