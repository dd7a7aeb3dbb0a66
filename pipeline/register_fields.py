"""A person's word on header values, addressees and recipients: it stands beside the machine's and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.errors import NotFoundError, UsageError
from models.finding import Field
from models.states import ValueStatus
from models.symbol import normalise
from models.tables import FieldRow
from pipeline.register_derived import refresh_letter
from pipeline.register_edit import check_version, place_json
from pipeline.register_journal import Journal
from pipeline.register_letters import find_letter
from pipeline.register_rows import parse_date
from pipeline.register_views import field_view

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.register import FieldView, Place

LISTS = (Field.ADDRESSEE, Field.RECIPIENT)


def set_field(
    session: Session,
    field_id: int,
    value: str,
    *,
    by: str,
    version: int | None = None,
    place: Place | None = None,
    why: str | None = None,
) -> FieldView:
    """Write a person's value.

    Raises:
        ConflictError: somebody changed the field since `version`.
        UsageError: the value is empty, or no date where a date belongs.
    """
    row = find_field(session, field_id)
    return _decide(
        session,
        row,
        ValueStatus.VALUE,
        _checked(row.name, value),
        by=by,
        version=version,
        place=place,
        why=why,
    )


def absent_field(
    session: Session, field_id: int, *, by: str, version: int | None = None, why: str | None = None
) -> FieldView:
    """Note a person's word that the letter does not say this (không có trong văn bản)."""
    return _decide(
        session, find_field(session, field_id), ValueStatus.ABSENT, by=by, version=version, why=why
    )


def accept_field(session: Session, field_id: int, *, by: str, version: int | None = None) -> FieldView:
    """Note that a person looked and agrees with the machine.

    Raises:
        UsageError: the machine has not read anything there.
    """
    row = find_field(session, field_id)
    if row.machine_status is ValueStatus.UNREAD:
        raise UsageError("Máy chưa đọc được chỗ này.", "Gõ giá trị, hoặc chọn “không có trong văn bản”.")
    status = ValueStatus.VALUE if row.machine_status is ValueStatus.VALUE else ValueStatus.ABSENT
    return _decide(session, row, status, row.machine_value, by=by, version=version)


def reset_field(session: Session, field_id: int, *, by: str, version: int | None = None) -> FieldView:
    """Take a person's word back; the machine's counts again."""
    return _decide(session, find_field(session, field_id), None, by=by, version=version)


def add_entry(
    session: Session, letter_id: int, name: Field, value: str, *, by: str, place: Place | None = None
) -> FieldView:
    """Add an addressee or a recipient that the machine missed.

    Raises:
        UsageError: `name` is no list.
    """
    if name not in LISTS:
        raise UsageError(f"“{name}” không phải là danh sách.", "Sửa thẳng giá trị của trường.")
    find_letter(session, letter_id)
    last = session.scalar(
        select(func.max(FieldRow.ordinal)).where(FieldRow.letter_id == letter_id, FieldRow.name == name)
    )
    journal = Journal(session, by)
    row = FieldRow(
        letter_id=letter_id,
        name=name,
        ordinal=0 if last is None else last + 1,
        version=1,
        machine_status=ValueStatus.EMPTY,
        person_status=ValueStatus.VALUE,
        person_value=_checked(name, value),
        person_place=place_json(place),
        person_by=by,
        person_at=journal.at,
        removed=False,
    )
    journal.add(row)
    refresh_letter(session, letter_id)
    journal.write("add-entry", letter_id=letter_id, field=name.value, after=row.person_value)
    return field_view(row)


def remove_entry(session: Session, field_id: int, *, by: str, version: int | None = None) -> None:
    """Take an addressee or recipient off its list."""
    row = find_field(session, field_id)
    check_version(row, version)
    if row.name not in LISTS:
        raise UsageError("Trường này không xóa được.", "Chọn “không có trong văn bản”.")
    journal = Journal(session, by)
    journal.change(row, removed=True, version=row.version + 1)
    refresh_letter(session, row.letter_id)
    before = row.person_value or row.machine_value
    journal.write("remove-entry", letter_id=row.letter_id, field=row.name.value, before=before)


def find_field(session: Session, field_id: int) -> FieldRow:
    """Return a field's row.

    Raises:
        NotFoundError: there is no such field.
    """
    row = session.get(FieldRow, field_id)
    if row is None:
        raise NotFoundError(f"Trong sổ không có trường số {field_id}.", "Tải lại trang.")
    return row


def _decide(
    session: Session,
    row: FieldRow,
    status: ValueStatus | None,
    value: str | None = None,
    *,
    by: str,
    version: int | None,
    place: Place | None = None,
    why: str | None = None,
) -> FieldView:
    journal = Journal(session, by)  # first: it waits for other writers, then the version is the newest
    session.refresh(row)
    check_version(row, version)
    before = row.person_value if row.person_status else row.machine_value
    changed = journal.change(
        row,
        person_status=status,
        person_value=value if status is ValueStatus.VALUE else None,
        person_place=place_json(place),
        person_by=by if status else None,
        person_at=journal.at if status else None,
        version=row.version + 1,
    )
    if changed:
        refresh_letter(session, row.letter_id)
        kind = "reset" if status is None else "accept" if value == row.machine_value else "correct"
        after = row.person_value if status else row.machine_value
        journal.write(
            kind,
            letter_id=row.letter_id,
            field=row.name.value,
            before=before,
            after="(không có trong văn bản)" if status is ValueStatus.ABSENT else after,
            why=why,
        )
    return field_view(row)


def _checked(name: Field, value: str) -> str:
    value = " ".join(value.split())
    if not value:
        raise UsageError("Giá trị trống.", "Gõ giá trị, hoặc chọn “không có trong văn bản”.")
    if name is Field.ISSUED_ON and parse_date(value) is None:
        raise UsageError(f"“{value}” không phải là ngày.", "Ghi ngày dạng năm-tháng-ngày, ví dụ 2024-03-15.")
    return normalise(value) if name is Field.NUMBER_SYMBOL else value
