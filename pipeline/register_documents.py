"""Referenced documents as entities: found by what makes them this one and no other, made when they are new.

Who issued a document is made whole from the letter that names it (`pipeline.identity`). Where issuer or year
is not known the document is its own until number, symbol and day agree with one other, or a person merges them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from models.finding import Reference, Relation
from models.symbol import parse
from models.tables import DocumentRow, LinkRow
from pipeline.bodies import Standpoint
from pipeline.identity import Identity, identity, may_be_same, own_identity
from pipeline.register_bulk import OneOf, PairOf, insert_rows, reserve_ids, table_of
from pipeline.register_prepared import Described
from pipeline.register_rows import KEY_LENGTH, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

    from models.tables import CitationRow, LetterRow
    from pipeline.register_prepared import Prepared

CHANGING = (Relation.AMENDS, Relation.REPLACES, Relation.CANCELS, Relation.EXTENDS)
"""Relations after which the older document no longer stands as it was."""


def standpoint_of(letter: Mapping[str, Any], province: str = "") -> Standpoint:
    """Return what a letter says about itself; names of bodies in it are relative to this."""
    return Standpoint(
        letter["issuing_body"], letter["parent_body"], letter["place"], letter["issued_on"], province or None
    )


def describe_own(letter: Mapping[str, Any], standpoint: Standpoint) -> Described | None:
    """Describe the document that a letter itself is, None where its number was not read."""
    found = own_identity(letter["document_type"], letter["number_symbol"], letter["issued_on"], standpoint)
    if found is None:
        return None
    return _described(
        found,
        type_=letter["document_type"],
        symbol=letter["number_symbol"],
        issuer=letter["issuing_body"],
        title=letter["subject"],
    )


def describe_cited(row: Mapping[str, Any], standpoint: Standpoint) -> Described:
    """Describe a document that a letter names; `row` has a citation's columns."""
    reference = Reference(
        row["type"], row["number_symbol"], row["issued_on"], row["issuer"], row["title"], year=row["year"]
    )
    return _described(
        identity(reference, standpoint),
        type_=row["type"],
        symbol=row["number_symbol"],
        issuer=row["issuer"],
        title=row["title"],
    )


def describe_symbol(symbol: str, standpoint: Standpoint) -> Described:
    """Describe a document of which a letter says nothing but its symbol."""
    found = identity(Reference(None, symbol), standpoint)
    return _described(found, type_=None, symbol=symbol, issuer=None, title=None)


def hold(session: Session, own: Described | None) -> int | None:
    """Return the document that a letter itself is, and note that it is held."""
    if own is None:
        return None
    (document_id,) = find_or_make_documents(session, [own])
    session.execute(
        update(DocumentRow)
        .where(DocumentRow.id == document_id)
        .values(held=True)
        .execution_options(synchronize_session=False)
    )
    return document_id


def name_documents(session: Session, rows: Prepared) -> tuple[int | None, list[int]]:
    """Return the document that a new letter is and those that it cites; see `count_documents`."""
    described = [*([rows.own] if rows.own else []), *rows.cited]
    ids = find_or_make_documents(session, described) if described else []
    return (ids[0], ids[1:]) if rows.own else (None, ids)


def count_documents(connection: Connection, own: int | None, cited: Sequence[int]) -> None:
    """Note that a new letter is one document, and cites others."""
    if own is not None:
        connection.execute(_HOLD, {"document": own})
    if cited:
        connection.execute(_COUNT, {"ids": sorted(set(cited))})


def link(
    session: Session, letter_id: int, own_document: int | None, rows: Prepared, documents: Sequence[int]
) -> None:
    """Keep how the documents stand to the letter, and to those that the letter says amend them."""
    links = _links(session, own_document, rows, documents)
    if links:
        session.execute(insert(LinkRow), [one | {"letter_id": letter_id} for one in links])


def find_or_make_documents(session: Session, described: Sequence[Described]) -> list[int]:
    """Return the id of each described document, in order."""
    wanted = {one.key: one for one in described}
    known = _by_identity(session, wanted)
    missing = [one for key, one in wanted.items() if key not in known]
    known |= _met_otherwise(session, missing)
    new = [one.columns for one in missing if one.key not in known]
    if new:
        connection = session.connection()
        ids = reserve_ids(connection, DocumentRow, len(new))
        insert_rows(connection, DocumentRow, [one | {"id": i} for one, i in zip(new, ids, strict=True)])
        known |= {columns["identity"]: document_id for columns, document_id in zip(new, ids, strict=True)}
    return [known[one.key] for one in described]


def province_of(session: Session) -> str:
    """Return the office's province, for letters that do not say theirs."""
    return str(session.info.get("province", ""))


def document_of(session: Session, citation: CitationRow, letter: LetterRow) -> int:
    """Return the document that a citation's number and date make."""
    columns = ("type", "number_symbol", "issued_on", "issuer", "title", "year")
    row = {name: getattr(citation, name) for name in columns}
    described = describe_cited(row, standpoint_of(header_of(letter), province_of(session)))
    return find_or_make_documents(session, [described])[0]


def header_of(letter: LetterRow) -> dict[str, Any]:
    """Return the columns that describe a letter as a document."""
    names = ("document_type", "number_symbol", "issued_on", "issuing_body", "parent_body", "place", "subject")
    return {name: getattr(letter, name) for name in names}


def _described(
    found: Identity, *, type_: str | None, symbol: str | None, issuer: str | None, title: str | None
) -> Described:
    parsed = parse(symbol) if symbol else None
    has_symbol = bool(symbol) or found.exact
    day = found.day.isoformat() if found.day else ""
    # What is not known for sure is told apart by its day, where it has one.
    key = found.key if found.exact else f"{found.key}|{day}?"
    columns = {
        "identity": key[:400],
        "exact": found.exact,
        "type": type_ or (parsed.type_name if parsed else None),
        "number_symbol": symbol,
        "symbol_key": found.symbol[:KEY_LENGTH] if has_symbol else None,
        "number_key": _number(parsed.number if parsed else symbol or (found.symbol if found.exact else None)),
        "issued_on": found.day,
        "year": found.year,
        "issuer": issuer,
        "issuer_key": found.issuer_key[:KEY_LENGTH] or None,
        "title": title,
        "title_key": key_of(title),
    }
    return Described(found, columns)


def _number(written: str | None) -> str | None:
    match = re.match(r"\d+", written or "")
    return (match[0].lstrip("0") or "0")[:40] if match else None


def _by_identity(session: Session, wanted: Iterable[str]) -> dict[str, int]:
    rows = session.connection().execute(_BY_IDENTITY, {"wanted": list(wanted)})
    return {key: merged or document_id for key, document_id, merged in rows}


def _met_otherwise(session: Session, missing: Sequence[Described]) -> dict[str, int]:
    """Find documents known under a less or a more certain identity: same number, symbol and day, and only one."""
    dated = {one.key: one for one in missing if one.identity.day and one.columns["symbol_key"]}
    if not dated:
        return {}
    pairs = {(one.columns["symbol_key"], one.identity.day) for one in dated.values()}
    asked = {"symbols": [symbol for symbol, _ in pairs], "days": [day for _, day in pairs]}
    rows = session.connection().execute(_BY_SYMBOL_AND_DAY, asked)
    known = [(row, _known(row)) for row in rows]
    found: dict[str, int] = {}
    for key, one in dated.items():
        same = [
            row for row, other in known if other.day == one.identity.day and may_be_same(other, one.identity)
        ]
        if len(same) != 1 or (one.identity.exact and same[0].exact):
            continue
        found[key] = same[0].id
        if one.identity.exact:
            _make_certain(session, same[0], one)
    return found


_COMPARED = (
    "id", "identity", "symbol_key", "issuer", "issuer_key", "year", "issued_on", "exact", "number_symbol", "type",
    "title", "title_key",
)  # fmt: skip


_DOCUMENTS = table_of(DocumentRow)
# Statements of the busiest path are built once.
_HOLD = update(_DOCUMENTS).where(_DOCUMENTS.c.id == bindparam("document")).values(held=True)
_COUNT = update(_DOCUMENTS).where(OneOf(_DOCUMENTS.c.id, "ids")).values(cited_by=_DOCUMENTS.c.cited_by + 1)
_BY_IDENTITY = select(_DOCUMENTS.c.identity, _DOCUMENTS.c.id, _DOCUMENTS.c.merged_into).where(
    OneOf(_DOCUMENTS.c.identity, "wanted")
)
_BY_SYMBOL_AND_DAY = select(*(_DOCUMENTS.c[name] for name in _COMPARED)).where(
    PairOf((_DOCUMENTS.c.symbol_key, _DOCUMENTS.c.issued_on), ("symbols", "days")),
    _DOCUMENTS.c.merged_into.is_(None),
)


def _make_certain(session: Session, row: Any, described: Described) -> None:
    """Give a document the identity that a later letter makes certain."""
    names = ("type", "issuer", "title", "title_key")
    values = {name: described.columns[name] for name in names if getattr(row, name) is None}
    session.execute(
        update(DocumentRow)
        .where(DocumentRow.id == row.id)
        .values(identity=described.key, exact=True, issuer_key=described.columns["issuer_key"], **values)
    )


def _known(row: Any) -> Identity:
    return Identity(
        key=row.identity,
        symbol=row.symbol_key or "",
        issuer=row.issuer,
        issuer_key=row.issuer_key or "",
        year=row.year,
        day=row.issued_on,
        exact=row.exact,
        reason="",
        written=row.number_symbol or "",
    )


def _links(
    session: Session,
    own_document: int | None,
    rows: Prepared,
    documents: Sequence[int],
) -> list[dict[str, Any]]:
    links: list[dict[str, Any]] = []
    for row, document_id in zip(rows.citations, documents, strict=True):
        if own_document and row["relation"] in CHANGING and document_id != own_document:
            links.append({"from_id": own_document, "to_id": document_id, "relation": row["relation"]})
        for symbol in row["amended_by"] or ():
            (amending,) = find_or_make_documents(
                session, [describe_symbol(symbol, rows.standpoint or Standpoint())]
            )
            links.append({"from_id": amending, "to_id": document_id, "relation": Relation.AMENDS})
    return links
