"""Referenced documents as entities: found by what makes them this one and no other, made when they are new."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from models.finding import Relation
from models.folding import unmarked
from models.symbol import parse, symbol_key
from models.tables import DocumentRow, LinkRow
from pipeline.register_rows import KEY_LENGTH, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from models.tables import CitationRow
    from pipeline.register_rows import Prepared

CHANGING = (Relation.AMENDS, Relation.REPLACES, Relation.CANCELS, Relation.EXTENDS)
"""Relations after which the older document no longer stands as it was."""


def hold(session: Session, letter: dict[str, Any]) -> int | None:
    """Return the document that the letter itself is, None where its number was not read."""
    if not letter["number_symbol"]:
        return None
    described = _described(
        letter["document_type"],
        letter["number_symbol"],
        letter["issued_on"],
        letter["issuing_body"],
        letter["subject"],
    )
    (document_id,) = find_or_make_documents(session, [described])
    session.execute(update(DocumentRow).where(DocumentRow.id == document_id).values(held=True))
    return document_id


def cite(session: Session, letter_id: int, own_document: int | None, rows: Prepared) -> list[int]:
    """Return the documents that the citations name, count them, and keep how they stand to this letter."""
    documents = find_or_make_documents(session, [_cited(row) for row in rows.citations])
    session.execute(
        update(DocumentRow)
        .where(DocumentRow.id.in_(sorted(set(documents))))
        .values(cited_by=DocumentRow.cited_by + 1)
    )
    links = _links(session, letter_id, own_document, rows.citations, documents)
    if links:
        session.execute(insert(LinkRow), links)
    return documents


def find_or_make_documents(session: Session, described: Sequence[dict[str, Any]]) -> list[int]:
    """Return the id of each described document, in order."""
    wanted = {one["identity"]: one for one in described}
    known = {
        identity: merged or document_id
        for identity, document_id, merged in session.execute(
            select(DocumentRow.identity, DocumentRow.id, DocumentRow.merged_into).where(
                DocumentRow.identity.in_(wanted)
            )
        ).tuples()
    }
    missing = [one for identity, one in wanted.items() if identity not in known]
    if missing:
        ids = session.scalars(
            insert(DocumentRow).returning(DocumentRow.id, sort_by_parameter_order=True), missing
        )
        known |= {one["identity"]: document_id for one, document_id in zip(missing, ids, strict=True)}
    return [known[one["identity"]] for one in described]


def document_of(session: Session, citation: CitationRow) -> int:
    """Return the document that a citation's number and date make."""
    columns = ("type", "number_symbol", "issued_on", "issuer", "title")
    return find_or_make_documents(session, [_cited({name: getattr(citation, name) for name in columns})])[0]


def _cited(row: dict[str, Any]) -> dict[str, Any]:
    return _described(row["type"], row["number_symbol"], row["issued_on"], row["issuer"], row["title"])


def _described(
    type_: str | None, symbol: str | None, issued_on: Any, issuer: str | None, title: str | None
) -> dict[str, Any]:
    parsed = parse(symbol) if symbol else None
    key = symbol_key(symbol) if symbol else None
    year = parsed.year if parsed else None
    day = issued_on.isoformat() if issued_on else str(year) if year else ""
    issuer_key, title_key = key_of(issuer), key_of(title)
    if key:
        identity = f"{key}|{day}|{'' if issued_on or year else issuer_key or ''}"
    else:
        identity = f"{unmarked(type_ or '')}|{day}|{title_key or ''}"
    return {
        "identity": identity[:400],
        "type": type_ or (parsed.type_name if parsed else None),
        "number_symbol": symbol,
        "symbol_key": key[:KEY_LENGTH] if key else None,
        "number_key": _number(parsed.number if parsed else symbol),
        "issued_on": issued_on,
        "issuer": issuer,
        "issuer_key": issuer_key,
        "title": title,
        "title_key": title_key,
    }


def _number(written: str | None) -> str | None:
    match = re.match(r"\d+", written or "")
    return (match[0].lstrip("0") or "0")[:40] if match else None


def _links(
    session: Session,
    letter_id: int,
    own_document: int | None,
    citations: Sequence[dict[str, Any]],
    documents: Sequence[int],
) -> list[dict[str, Any]]:
    links: list[dict[str, Any]] = []
    for row, document_id in zip(citations, documents, strict=True):
        if own_document and row["relation"] in CHANGING and document_id != own_document:
            links.append({"from_id": own_document, "to_id": document_id, "relation": row["relation"]})
        for symbol in row["amended_by"] or ():
            (amending,) = find_or_make_documents(session, [_described(None, symbol, None, None, None)])
            links.append({"from_id": amending, "to_id": document_id, "relation": Relation.AMENDS})
    return [{**link, "letter_id": letter_id} for link in links]


def count_documents(session: Session) -> int:
    """Return how many documents the register knows."""
    return session.scalar(select(func.count()).select_from(DocumentRow)) or 0
