"""Who may log in and what they may do: accounts with argon2 passwords, roles, keys for the HTTP API."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from models.errors import ConflictError, NotFoundError, UsageError
from models.states import LABELS, AccountRole
from models.tables import AccountBodyRow, AccountRow, TokenRow
from pipeline.register_journal import MACHINE, Journal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argon2 import PasswordHasher
    from sqlalchemy.orm import Session

    from models.database import Database

SHORTEST_PASSWORD = 8
_TOKEN_PREFIX = "cv_"  # noqa: S105 - what a key begins with, so that leaked ones are found


class Right(StrEnum):
    """What an account may be allowed to do, besides reading."""

    UPLOAD = "upload"  # nộp văn bản
    REVIEW = "review"  # sửa và duyệt
    FOLLOW = "follow"  # đổi trạng thái nhiệm vụ
    DIRECT = "direct"  # giao, gia hạn
    TIDY = "tidy"  # thùng rác, gộp, giới hạn người xem
    GOVERN = "govern"  # thiết lập, tài khoản


RIGHTS: dict[AccountRole, frozenset[Right]] = {
    AccountRole.CLERK: frozenset({Right.UPLOAD, Right.REVIEW, Right.FOLLOW, Right.DIRECT, Right.TIDY}),
    AccountRole.OFFICER: frozenset({Right.REVIEW, Right.FOLLOW}),
    AccountRole.LEADER: frozenset({Right.FOLLOW, Right.DIRECT}),
    AccountRole.ADMIN: frozenset(Right),
}


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in."""

    id: int
    name: str
    full_name: str
    role: AccountRole
    active: bool
    bodies: frozenset[int]  # whose limited letters it may see; its own tasks
    epoch: int
    made_at: dt.datetime

    @property
    def title(self) -> str:
        """Return the name that people see."""
        return self.full_name or self.name

    def may(self, right: Right) -> bool:
        """Say whether the account's role allows `right`."""
        return right in RIGHTS[self.role]


@dataclass(frozen=True, slots=True)
class Token:
    """A key for the HTTP API, without the key itself."""

    id: int
    name: str
    made_at: dt.datetime
    used_at: dt.datetime | None
    revoked_at: dt.datetime | None


class Accounts:
    """Reads and writes accounts; each method is its own transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Account, ...]:
        """Return every account by name."""
        with self._database.transaction(write=False) as session:
            bodies: dict[int, set[int]] = {}
            for link in session.scalars(select(AccountBodyRow)):
                bodies.setdefault(link.account_id, set()).add(link.body_id)
            rows = session.scalars(select(AccountRow).order_by(AccountRow.name))
            return tuple(_account(row, frozenset(bodies.get(row.id, ()))) for row in rows)

    def any(self) -> bool:
        """Say whether there is an account at all."""
        with self._database.transaction(write=False) as session:
            return session.scalar(select(AccountRow.id).limit(1)) is not None

    def get(self, account_id: int) -> Account | None:
        """Return one account."""
        with self._database.transaction(write=False) as session:
            row = session.get(AccountRow, account_id)
            return _account(row, _bodies(session, row.id)) if row else None

    def authenticate(self, name: str, password: str) -> Account | None:
        """Return the active account with this name and password.

        An unknown name takes as long as a wrong password, so that names cannot be tried out.
        """
        with self._database.transaction(write=False) as session:
            row = session.scalar(select(AccountRow).where(AccountRow.name == name.strip().lower()))
            bodies = _bodies(session, row.id) if row else frozenset()
        stored = row.password_hash if row else _dummy_hash()
        right = _verify(stored, password)
        if row is None or not right or not row.active:
            return None
        if _hasher().check_needs_rehash(stored):
            with self._database.transaction() as session:
                _row(session, row.id).password_hash = _hasher().hash(password)
        return _account(row, bodies)

    def add(
        self,
        name: str,
        role: AccountRole,
        password: str,
        *,
        full_name: str = "",
        bodies: Iterable[int] = (),
        by: str = MACHINE,
    ) -> Account:
        """Make an account.

        Raises:
            UsageError: the name or the password will not do.
            ConflictError: the name is taken.
        """
        name = name.strip().lower()
        if not name or len(name) > 80 or any(c.isspace() or not c.isprintable() for c in name):
            raise UsageError("Tên đăng nhập trống hoặc có dấu cách.", "Ghi liền, ví dụ van.thu.")
        _check_password(password)
        with self._database.transaction() as session:
            if session.scalar(select(AccountRow.id).where(AccountRow.name == name)):
                raise ConflictError(f"Đã có tài khoản “{name}”.", "Chọn tên đăng nhập khác.")
            row = AccountRow(
                name=name,
                full_name=full_name.strip(),
                role=role,
                password_hash=_hasher().hash(password),
                active=True,
                made_at=_now(),
                epoch=0,
            )
            session.add(row)
            session.flush()
            Journal(session, by).write("account", field=name, after=f"thêm tài khoản ({LABELS[role]})")
            return _account(row, _set_bodies(session, row.id, bodies))

    def change(
        self,
        account_id: int,
        *,
        full_name: str,
        role: AccountRole,
        active: bool,
        bodies: Iterable[int],
        by: str = MACHINE,
    ) -> Account:
        """Change what an account is; a change of role or of being active ends its sessions.

        Raises:
            UsageError: nobody would be left who may govern.
        """
        with self._database.transaction() as session:
            row = _row(session, account_id)
            governs = row.role is AccountRole.ADMIN and row.active
            if governs and not (role is AccountRole.ADMIN and active) and _admins(session) == 1:
                raise UsageError(
                    "Đây là tài khoản quản trị cuối cùng.", "Thêm một tài khoản quản trị khác trước."
                )
            if (row.role, row.active) != (role, active):
                row.epoch += 1
            row.full_name, row.role, row.active = full_name.strip(), role, active
            told = f"{LABELS[role]}, {'đang dùng' if active else 'đã khóa'}"
            Journal(session, by).write("account", field=row.name, after=told)
            return _account(row, _set_bodies(session, row.id, bodies))

    def set_password(self, account_id: int, password: str, *, by: str = MACHINE) -> Account:
        """Set a password and end all sessions of the account."""
        _check_password(password)
        with self._database.transaction() as session:
            row = _row(session, account_id)
            row.password_hash = _hasher().hash(password)
            row.epoch += 1
            Journal(session, by).write("account", field=row.name, after="đặt mật khẩu mới")
            return _account(row, _bodies(session, row.id))

    def end_sessions(self, account_id: int) -> None:
        """Log the account out everywhere."""
        with self._database.transaction() as session:
            _row(session, account_id).epoch += 1

    def calendar_key(self, account_id: int, *, renew: bool = False) -> str:
        """Return the key of the account's secret calendar address; `renew` makes the old one void."""
        with self._database.transaction() as session:
            row = _row(session, account_id)
            if renew or row.calendar_key is None:
                row.calendar_key = secrets.token_urlsafe(24)
            return row.calendar_key

    def by_calendar_key(self, key: str) -> Account | None:
        """Return the active account whose calendar has this key."""
        with self._database.transaction(write=False) as session:
            query = select(AccountRow).where(AccountRow.calendar_key == key, AccountRow.active)
            row = session.scalar(query)
            return _account(row, _bodies(session, row.id)) if row else None

    def issue_token(self, account_id: int, name: str) -> str:
        """Make a key for the HTTP API; it is returned once and never again."""
        token = _TOKEN_PREFIX + secrets.token_urlsafe(32)
        with self._database.transaction() as session:
            _row(session, account_id)
            session.add(
                TokenRow(
                    account_id=account_id,
                    name=name.strip()[:80] or "khóa API",
                    token_hash=_digest(token),
                    made_at=_now(),
                )
            )
        return token

    def tokens(self, account_id: int) -> tuple[Token, ...]:
        """Return the account's keys, newest first."""
        query = select(TokenRow).where(TokenRow.account_id == account_id).order_by(TokenRow.id.desc())
        with self._database.transaction(write=False) as session:
            return tuple(
                Token(row.id, row.name, row.made_at, row.used_at, row.revoked_at)
                for row in session.scalars(query)
            )

    def revoke_token(self, account_id: int, token_id: int) -> None:
        """Take one of the account's own keys back."""
        with self._database.transaction() as session:
            row = session.get(TokenRow, token_id)
            if row is None or row.account_id != account_id:
                raise NotFoundError("Không có khóa này.", "Tải lại trang.")
            row.revoked_at = row.revoked_at or _now()

    def by_token(self, token: str) -> Account | None:
        """Return the active account that a key belongs to, and note the day it was used."""
        query = (
            select(TokenRow, AccountRow)
            .join(AccountRow, AccountRow.id == TokenRow.account_id)
            .where(TokenRow.token_hash == _digest(token), TokenRow.revoked_at.is_(None), AccountRow.active)
        )
        with self._database.transaction(write=False) as session:
            found = session.execute(query).one_or_none()
            if found is None:
                return None
            row, owner = found
            bodies = _bodies(session, owner.id)
        if row.used_at is None or row.used_at.date() != _now().date():
            with self._database.transaction() as session:
                used = session.get(TokenRow, row.id)
                if used:
                    used.used_at = _now()
        return _account(owner, bodies)


def first_account(accounts: Accounts) -> tuple[str, str] | None:
    """Make the first administrator when there is no account; return its name and password, shown once."""
    if accounts.any():
        return None
    password = secrets.token_urlsafe(9)
    accounts.add("admin", AccountRole.ADMIN, password, full_name="Quản trị")
    return "admin", password


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # noqa: PLC0415 - only logging in needs it

    return PasswordHasher()


@cache
def _dummy_hash() -> str:
    return _hasher().hash(secrets.token_hex())


def _verify(stored: str, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

    try:
        return _hasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def _check_password(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise UsageError(
            f"Mật khẩu ngắn hơn {SHORTEST_PASSWORD} ký tự.", "Đặt mật khẩu dài hơn, ví dụ ba bốn từ ghép lại."
        )
    if len(password) > 1024:
        raise UsageError("Mật khẩu quá dài.", "Đặt mật khẩu dưới 1.024 ký tự.")


def _admins(session: Session) -> int:
    query = select(func.count()).where(AccountRow.role == AccountRole.ADMIN, AccountRow.active)
    return session.scalar(query) or 0


def _row(session: Session, account_id: int) -> AccountRow:
    row = session.get(AccountRow, account_id)
    if row is None:
        raise NotFoundError("Không có tài khoản này.", "Tải lại trang.")
    return row


def _account(row: AccountRow, bodies: frozenset[int]) -> Account:
    return Account(row.id, row.name, row.full_name, row.role, row.active, bodies, row.epoch, row.made_at)


def _bodies(session: Session, account_id: int) -> frozenset[int]:
    query = select(AccountBodyRow.body_id).where(AccountBodyRow.account_id == account_id)
    return frozenset(session.scalars(query))


def _set_bodies(session: Session, account_id: int, bodies: Iterable[int]) -> frozenset[int]:
    wanted = frozenset(bodies)
    session.execute(delete(AccountBodyRow).where(AccountBodyRow.account_id == account_id))
    session.add_all(AccountBodyRow(account_id=account_id, body_id=body_id) for body_id in wanted)
    return wanted


def _digest(token: str) -> str:
    # A key holds 256 random bits: a plain hash is enough, and can be looked up.
    return hashlib.sha256(token.encode()).hexdigest()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
