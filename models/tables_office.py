"""Bodies, accounts, saved views and settings: the office itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.states import AccountRole
from models.tables_base import Base, Identity64, Key


class BodyRow(Base):
    """A body, post or person that letters name. `known` once an office's list or a person confirms it."""

    __tablename__ = "bodies"
    __table_args__ = (Index("ix_bodies_uses", "uses"),)

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(Key, unique=True)
    initials: Mapped[str] = mapped_column(String(40), default="")  # "pnv", for quick typing
    kind: Mapped[str] = mapped_column(String(20), default="body")  # body | post | person | group
    symbol: Mapped[str | None] = mapped_column(String(60))  # as in numbers: UBND, SNV
    level: Mapped[str | None] = mapped_column(String(20))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    known: Mapped[bool] = mapped_column(default=False)
    uses: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class BodyNameRow(Base):
    """Another name of a body: abbreviation, former name, spelling."""

    __tablename__ = "body_names"
    __table_args__ = (UniqueConstraint("name_key", "body_id"),)

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(Key)
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]


class GroupMemberRow(Base):
    """Who belongs to a group body (UBND các xã, phường)."""

    __tablename__ = "group_members"

    group_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), primary_key=True)


class AccountRow(Base):
    """Somebody who may log in."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    full_name: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str]
    role: Mapped[AccountRole]
    active: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime | None]  # last login
    epoch: Mapped[int] = mapped_column(default=0)  # raised to end all sessions
    calendar_key: Mapped[str | None] = mapped_column(String(64), unique=True)  # of the secret calendar URL


class AccountBodyRow(Base):
    """A body whose letters an account may see, and whose tasks are its own."""

    __tablename__ = "account_bodies"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), primary_key=True)


class TokenRow(Base):
    """An account's key for the HTTP API; only its hash is kept."""

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    revoked_at: Mapped[dt.datetime | None]


class AccessRow(Base):
    """Limits a letter to the accounts of named bodies; a letter without rows is open to all accounts."""

    __tablename__ = "access"

    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), primary_key=True)


class ViewRow(Base):
    """A saved view: a name for a set of filters."""

    __tablename__ = "views"
    __table_args__ = (UniqueConstraint("account_id", "page", "name"),)

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    page: Mapped[str] = mapped_column(String(40))  # which list it belongs to
    name: Mapped[str] = mapped_column(String(120))
    query: Mapped[str]  # the URL's query string
    shared: Mapped[bool] = mapped_column(default=False)


class PresenceRow(Base):
    """Who has a letter open on the review page, and since when they were last heard of."""

    __tablename__ = "presence"

    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), primary_key=True)
    account: Mapped[str] = mapped_column(String(80), primary_key=True)
    seen_at: Mapped[dt.datetime]


class SettingRow(Base):
    """A setting that the page may change (office's name, holidays, thresholds)."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)


class CounterRow(Base):
    """The last arrival number (số đến) given in a year."""

    __tablename__ = "counters"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
