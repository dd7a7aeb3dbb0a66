"""Letters, their pages and their header values."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.finding import Field
from models.letter import TextSource
from models.states import LetterState, Likeness, ValueStatus
from models.tables_base import BEGINNINGS, Base, Identity64, Key, Placed, where_given

if TYPE_CHECKING:
    from models.tables_tasks import TaskRow  # noqa: TC004 - SQLAlchemy finds the class by its name


class LetterRow(Base):
    """One letter (văn bản đến). Its header columns hold what counts now: the person's value, else the machine's."""

    __tablename__ = "letters"
    __table_args__ = (
        UniqueConstraint("arrival_year", "arrival_number"),
        UniqueConstraint("sha256", "copy"),
        Index("ix_letters_state_id", "state", "id"),
        Index("ix_letters_issuer_key_issued_on", "issuer_key", "issued_on"),
        Index("ix_letters_symbol_key_issued_on", "symbol_key", "issued_on", postgresql_ops=BEGINNINGS),
        Index("ix_letters_issued_on", "issued_on"),
        where_given("ix_letters_trashed_at", "trashed_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    state: Mapped[LetterState] = mapped_column(default=LetterState.WAITING)
    version: Mapped[int] = mapped_column(default=1)
    received_at: Mapped[dt.datetime]
    filed_at: Mapped[dt.datetime]
    approved_at: Mapped[dt.datetime | None]
    approved_by: Mapped[str | None] = mapped_column(String(80))
    trashed_at: Mapped[dt.datetime | None]

    arrival_number: Mapped[int | None]  # số đến
    arrival_year: Mapped[int | None]
    arrived_on: Mapped[dt.date | None]  # ngày đến
    handed_to: Mapped[str | None]  # đơn vị hoặc người nhận
    note: Mapped[str | None]

    file_name: Mapped[str]
    label: Mapped[str] = mapped_column(String(200), default="")  # the inbox's subfolder
    sha256: Mapped[str] = mapped_column(String(64))
    copy: Mapped[int] = mapped_column(default=0)  # a clerk may file the same bytes once more
    media_type: Mapped[str] = mapped_column(String(100))
    pages: Mapped[int]
    text_source: Mapped[TextSource]
    quality: Mapped[float] = mapped_column(default=1.0)
    doubts: Mapped[int] = mapped_column(default=0)  # open ones

    parent_body: Mapped[str | None]
    issuing_body: Mapped[str | None]
    issuer_key: Mapped[str | None] = mapped_column(Key)
    document_type: Mapped[str | None] = mapped_column(String(80))
    number_symbol: Mapped[str | None] = mapped_column(String(120))
    symbol_key: Mapped[str | None] = mapped_column(Key)
    place: Mapped[str | None]
    issued_on: Mapped[dt.date | None]
    subject: Mapped[str | None]
    urgency: Mapped[str | None] = mapped_column(String(20))
    urgency_rank: Mapped[int] = mapped_column(default=0)  # 0 none … 3 hỏa tốc
    signing_capacity: Mapped[str | None]
    signer_title: Mapped[str | None]
    signer_name: Mapped[str | None]

    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)

    tasks: Mapped[list[TaskRow]] = relationship(lazy="raise", order_by="TaskRow.ordinal", viewonly=True)
    fields: Mapped[list[FieldRow]] = relationship(
        lazy="raise", order_by="(FieldRow.name, FieldRow.ordinal)", viewonly=True
    )


Index("ix_letters_state_urgency", LetterRow.state, LetterRow.urgency_rank.desc(), LetterRow.id)


class LetterTextRow(Base):
    """What was read on a letter's pages; kept apart so that lists stay light."""

    __tablename__ = "letter_texts"

    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), primary_key=True)
    text: Mapped[str]
    pages: Mapped[list[Any]]  # size, source, reason … of each page
    layout: Mapped[bytes]  # words, blocks, asides and gaps (see pipeline/layout_store.py)
    notes: Mapped[list[Any] | None]
    doubts: Mapped[list[Any] | None]  # those that hang on no value


class FieldRow(Placed, Base):
    """One header value, addressee or recipient: the machine's, and a person's beside it."""

    __tablename__ = "fields"
    __table_args__ = (UniqueConstraint("letter_id", "name", "ordinal"),)

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    name: Mapped[Field]
    ordinal: Mapped[int] = mapped_column(default=0)  # place in a list of addressees or recipients
    version: Mapped[int] = mapped_column(default=1)

    machine_status: Mapped[ValueStatus]
    machine_value: Mapped[str | None]
    machine_text: Mapped[str | None]  # as read
    candidates: Mapped[list[Any] | None]
    doubt: Mapped[str | None]  # why a person must look, Vietnamese

    person_status: Mapped[ValueStatus | None]  # None: nobody has looked
    person_value: Mapped[str | None]
    person_place: Mapped[dict[str, Any] | None]  # start, end, page, boxes that a person pointed at
    person_by: Mapped[str | None] = mapped_column(String(80))
    person_at: Mapped[dt.datetime | None]
    removed: Mapped[bool] = mapped_column(default=False)  # a person took the entry off its list


class LikenessBandRow(Base):
    """A letter's text in hashed bands: letters that share a band may be one scanned twice."""

    __tablename__ = "likeness_bands"
    __table_args__ = ({"sqlite_with_rowid": False},)

    band: Mapped[int] = mapped_column(Identity64, primary_key=True, autoincrement=False)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), primary_key=True)


class SignatureRow(Base):
    """A letter's whole likeness signature, compared once a band has matched."""

    __tablename__ = "signatures"

    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), primary_key=True)
    signature: Mapped[bytes]


class DuplicateRow(Base):
    """Two letters that may be one; a person decides, nothing is deleted."""

    __tablename__ = "duplicates"
    __table_args__ = (UniqueConstraint("letter_id", "other_id"),)

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), index=True)
    likeness: Mapped[Likeness]
    score: Mapped[float]
    same: Mapped[bool | None]  # what the clerk says; None: not yet
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[dt.datetime | None]
