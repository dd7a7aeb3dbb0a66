"""Referenced documents as entities of their own, who cites them, and how they stand to one another."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.finding import Relation
from models.states import Origin
from models.tables_base import BEGINNINGS, Base, Identity64, Key, Placed, where_given


class DocumentRow(Base):
    """A document that letters name: a decision, a plan, a law. `held` once its own letter is in the register."""

    __tablename__ = "documents"
    __table_args__ = (
        # The pattern operators let PostgreSQL find keys by their beginning.
        Index("ix_documents_symbol_key_issued_on", "symbol_key", "issued_on", postgresql_ops=BEGINNINGS),
        Index("ix_documents_number_key", "number_key"),
        Index("ix_documents_title_key", "title_key", postgresql_ops=BEGINNINGS),
        Index("ix_documents_missing", "held", "open_tasks"),
        where_given("ix_documents_merged_into", "merged_into"),
    )

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    identity: Mapped[str] = mapped_column(
        String(400), unique=True
    )  # what makes it this document and no other
    exact: Mapped[bool] = mapped_column(default=True)  # False: issuer or year is not known for sure
    version: Mapped[int] = mapped_column(default=1)
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))

    type: Mapped[str | None] = mapped_column(String(80))
    number_symbol: Mapped[str | None] = mapped_column(String(120))
    symbol_key: Mapped[str | None] = mapped_column(Key)
    number_key: Mapped[str | None] = mapped_column(String(40))  # the number alone, without leading zeros
    issued_on: Mapped[dt.date | None]
    year: Mapped[int | None]  # of the day, or the year that is all that is said
    issuer: Mapped[str | None]
    issuer_key: Mapped[str | None] = mapped_column(Key)
    title: Mapped[str | None]
    title_key: Mapped[str | None] = mapped_column(Key)

    held: Mapped[bool] = mapped_column(default=False)
    cited_by: Mapped[int] = mapped_column(default=0)  # letters that cite it
    open_tasks: Mapped[int] = mapped_column(default=0)  # open tasks of those letters


class CitationRow(Placed, Base):
    """One letter naming one document, with every place that names it."""

    __tablename__ = "citations"
    __table_args__ = (
        Index("ix_citations_document_id", "document_id", "letter_id"),
        Index("ix_citations_letter_id", "letter_id", "ordinal"),
    )

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    ordinal: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    origin: Mapped[Origin] = mapped_column(default=Origin.MACHINE)
    machine: Mapped[dict[str, Any] | None]
    accepted_by: Mapped[str | None] = mapped_column(String(80))
    doubt: Mapped[str | None]
    candidates: Mapped[list[Any] | None]
    removed: Mapped[bool] = mapped_column(default=False)

    text: Mapped[str | None]  # as read
    relation: Mapped[Relation]
    type: Mapped[str | None] = mapped_column(String(80))
    number_symbol: Mapped[str | None] = mapped_column(String(120))
    issued_on: Mapped[dt.date | None]
    year: Mapped[int | None]  # where no day is written but a year
    issuer: Mapped[str | None]
    title: Mapped[str | None]
    pinpoint: Mapped[str | None]
    amended_by: Mapped[list[Any] | None]
    mentions: Mapped[list[Any] | None]  # [{start, end, page, boxes}, …]


class LinkRow(Base):
    """How one document stands to another (sửa đổi, thay thế, bãi bỏ …), and the letter that says so."""

    __tablename__ = "links"
    __table_args__ = (
        Index("ix_links_from_id", "from_id"),
        Index("ix_links_to_id", "to_id"),
        Index("ix_links_letter_id", "letter_id"),
    )

    id: Mapped[int] = mapped_column(Identity64, primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    relation: Mapped[Relation]
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    removed: Mapped[bool] = mapped_column(default=False)
