"""Saved views and the settings that the page may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select

from models.errors import NotFoundError, UsageError
from models.register import ViewView
from models.tables import SettingRow, ViewRow
from pipeline.register_edit import check_version
from pipeline.register_journal import Journal

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def list_views(session: Session, account_id: int, page: str | None = None) -> tuple[ViewView, ...]:
    """Return an account's saved views and those that others share."""
    query = select(ViewRow).where(or_(ViewRow.account_id == account_id, ViewRow.shared.is_(True)))
    if page is not None:
        query = query.where(ViewRow.page == page)
    return tuple(
        ViewView(row.id, row.page, row.name, row.query, row.shared, row.account_id == account_id)
        for row in session.scalars(query.order_by(ViewRow.name))
    )


def save_view(
    session: Session, account_id: int, page: str, name: str, query: str, *, shared: bool = False
) -> int:
    """Save a view under a name; one of that name is replaced.

    Raises:
        UsageError: the name is empty.
    """
    name = " ".join(name.split())[:120]
    if not name:
        raise UsageError("Thiếu tên khung nhìn.", "Đặt một tên ngắn.")
    row = session.scalar(
        select(ViewRow).where(ViewRow.account_id == account_id, ViewRow.page == page, ViewRow.name == name)
    )
    if row is None:
        row = ViewRow(account_id=account_id, page=page, name=name, query=query, shared=shared)
        session.add(row)
    row.query, row.shared = query, shared
    session.flush()
    return row.id


def remove_view(session: Session, view_id: int, account_id: int) -> None:
    """Remove one of the account's own views.

    Raises:
        NotFoundError: it is not theirs, or gone.
    """
    removed = session.execute(
        delete(ViewRow).where(ViewRow.id == view_id, ViewRow.account_id == account_id).returning(ViewRow.id)
    )
    if removed.first() is None:
        raise NotFoundError("Không có khung nhìn này.", "Tải lại trang.")


def get_setting(session: Session, name: str) -> tuple[dict[str, Any], int]:
    """Return a setting of the page and its version; ({}, 0) where it was never set."""
    row = session.get(SettingRow, name)
    return (dict(row.value), row.version) if row else ({}, 0)


def save_setting(
    session: Session, name: str, value: dict[str, Any], *, by: str, version: int | None = None
) -> int:
    """Write a setting; return its new version.

    Raises:
        ConflictError: somebody changed it since `version`.
    """
    journal = Journal(session, by)
    row = session.get(SettingRow, name, populate_existing=True)
    if row is None:
        row = SettingRow(name=name, value=value, version=0)
        session.add(row)
        before = None
    else:
        check_version(row, version)
        before = row.value
    row.value, row.version = value, row.version + 1
    journal.write("setting", field=name, before=before, after=value)
    return row.version


STATE_NAMES = "state_names"
"""The setting that gives states other names: {"in-progress": "đang xử lý"}."""


def labels(session: Session) -> dict[str, str]:
    """Return the words for states and the like: the office's own where it has set them."""
    from models.states import LABELS  # noqa: PLC0415

    own, _ = get_setting(session, STATE_NAMES)
    known = {state.value: label for state, label in LABELS.items()}
    return known | {name: str(label) for name, label in own.items() if name in known and label}
