"""What happened, for people and for programs that follow along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.finding import Field
from models.register import EventView
from models.states import LABELS, TaskState
from models.tables import EventRow
from pipeline.register_journal import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

WHAT = {
    "filed": "vào sổ",
    "correct": "sửa",
    "accept": "xác nhận",
    "reset": "bỏ giá trị đã sửa",
    "add-entry": "thêm",
    "remove-entry": "xóa",
    "approve": "duyệt",
    "reopen": "mở lại để duyệt",
    "trash": "bỏ vào thùng rác",
    "purge": "hết hạn trong thùng rác",
    "note": "ghi chú",
    "arrival": "cấp số đến",
    "arrival-start": "đặt số đến bắt đầu",
    "access": "giới hạn người xem",
    "task": "sửa nhiệm vụ",
    "task-accept": "xác nhận nhiệm vụ",
    "task-add": "thêm nhiệm vụ",
    "task-remove": "xóa nhiệm vụ",
    "task-split": "tách nhiệm vụ",
    "task-merge": "gộp nhiệm vụ",
    "task-move": "chuyển thứ tự nhiệm vụ",
    "assign": "giao",
    "unassign": "thôi giao",
    "deadline": "sửa thời hạn",
    "extend": "gia hạn",
    "members": "ghi thành viên của nhóm",
    "member": "ghi kết quả của thành viên",
    "state": "đổi trạng thái",
    "flag": "xem cảnh báo",
    "citation": "sửa văn bản viện dẫn",
    "citation-accept": "xác nhận văn bản viện dẫn",
    "citation-add": "thêm văn bản viện dẫn",
    "citation-remove": "xóa văn bản viện dẫn",
    "document-merge": "gộp hai văn bản viện dẫn",
    "duplicate": "trả lời về văn bản trùng",
    "body": "sửa cơ quan",
    "body-add": "thêm cơ quan",
    "body-merge": "gộp hai cơ quan",
    "body-import": "nhập danh sách cơ quan",
    "proposal": "trả lời đề nghị",
    "proposed": "có đề nghị mới",
    "setting": "đổi thiết lập",
    "undo": "hoàn tác",
}
"""What each kind of event is called."""

FIELD_NAMES: dict[str, str] = {
    Field.PARENT_BODY: "cơ quan chủ quản",
    Field.ISSUING_BODY: "cơ quan ban hành",
    Field.DOCUMENT_TYPE: "loại văn bản",
    Field.NUMBER_SYMBOL: "số, ký hiệu",
    Field.PLACE: "địa danh",
    Field.ISSUED_ON: "ngày ban hành",
    Field.SUBJECT: "trích yếu",
    Field.URGENCY: "độ khẩn",
    Field.SECRECY: "độ mật",
    Field.SIGNING_CAPACITY: "thẩm quyền ký",
    Field.SIGNER_TITLE: "chức vụ người ký",
    Field.SIGNER_NAME: "người ký",
    Field.ADDRESSEE: "nơi gửi đến (Kính gửi)",
    Field.RECIPIENT: "nơi nhận",
    "state": "trạng thái",
    "due": "thời hạn",
    "text": "nội dung",
    "arrival_number": "số đến",
    "handed_to": "người nhận",
}

_NOT_TO_BE_UNDONE = frozenset({"filed", "arrival", "arrival-start", "purge", "proposed", "body-import"})


def list_events(
    session: Session,
    *,
    letter_id: int | None = None,
    task_id: int | None = None,
    document_id: int | None = None,
    who: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> tuple[EventView, ...]:
    """Return what happened, newest first; `before` is the event to go on from."""
    query = select(EventRow).order_by(EventRow.id.desc()).limit(limit)
    for column, value in (
        (EventRow.letter_id, letter_id),
        (EventRow.task_id, task_id),
        (EventRow.document_id, document_id),
        (EventRow.who, who),
    ):
        if value is not None:
            query = query.where(column == value)
    if before is not None:
        query = query.where(EventRow.id < before)
    return _views(session, session.scalars(query).all())


def changes_since(session: Session, cursor: int, *, limit: int = 500) -> tuple[EventView, ...]:
    """Return what happened after event `cursor`, oldest first."""
    rows = session.scalars(
        select(EventRow).where(EventRow.id > cursor).order_by(EventRow.id).limit(limit)
    ).all()
    return _views(session, rows)


def last_event(session: Session) -> int:
    """Return the newest event's number, 0 for an empty register."""
    return session.scalar(select(EventRow.id).order_by(EventRow.id.desc()).limit(1)) or 0


def _views(session: Session, rows: Sequence[EventRow]) -> tuple[EventView, ...]:
    undone = set(
        session.scalars(select(EventRow.undoes).where(EventRow.undoes.in_([row.id for row in rows])))
    )
    return tuple(
        EventView(
            id=row.id,
            at=row.at,
            who=row.who,
            kind=row.kind,
            what=_what(row),
            letter_id=row.letter_id,
            task_id=row.task_id,
            document_id=row.document_id,
            field=row.field,
            before=_shown(row.before),
            after=_shown(row.after),
            why=row.why,
            undoes=row.undoes,
            can_undo=row.id not in undone
            and row.kind not in _NOT_TO_BE_UNDONE
            and (bool(row.changes) or row.kind == "access"),
        )
        for row in rows
    )


def _what(row: EventRow) -> str:
    name = FIELD_NAMES.get(row.field or "")
    what = WHAT.get(row.kind, row.kind)
    return f"{what} {name}" if name and name not in what else what


_STATES = {plain(state): LABELS[state] for state in TaskState}


def _shown(value: str | None) -> str | None:
    return _STATES.get(value or "", value)
