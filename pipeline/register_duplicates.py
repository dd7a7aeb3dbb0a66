"""Letters that may be one: same bytes, same pages scanned again, same issuer, number and date. A clerk decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, or_, select

from models.errors import NotFoundError
from models.register import DuplicateView
from models.states import Likeness
from models.tables import DuplicateRow, LetterRow, LikenessBandRow, SignatureRow
from pipeline.likeness import SAME_PAGES, bands, share
from pipeline.register_bulk import OneOf, insert_rows, table_of
from pipeline.register_journal import Journal
from pipeline.register_letters import letter_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

    from pipeline.register_prepared import Prepared

_MOST_CANDIDATES = 50


_LETTERS, _BANDS, _SIGNATURES = table_of(LetterRow), table_of(LikenessBandRow), table_of(SignatureRow)
# Statements of the busiest path are built once.
_SAME_NUMBER = (
    select(_LETTERS.c.id, _LETTERS.c.issuer_key)
    .where(
        _LETTERS.c.symbol_key == bindparam("symbol"),
        _LETTERS.c.issued_on == bindparam("day"),
    )
    .limit(_MOST_CANDIDATES)
)
_near = select(_BANDS.c.letter_id).where(OneOf(_BANDS.c.band, "bands")).limit(_MOST_CANDIDATES)
_NEAR = (
    select(_SIGNATURES.c.letter_id, _SIGNATURES.c.signature, _LETTERS.c.symbol_key, _LETTERS.c.issued_on)
    .join(_LETTERS, _LETTERS.c.id == _SIGNATURES.c.letter_id)
    .where(_SIGNATURES.c.letter_id.in_(_near))
)


def find_duplicates(
    connection: Connection, rows: Prepared, *, same_bytes: Sequence[int] = ()
) -> dict[int, tuple[Likeness, float]]:
    """Return which letters one that is not filed yet may repeat, and how alike they are; `same_bytes` are known to."""
    found: dict[int, tuple[Likeness, float]] = {}
    for other, score in _same_pages(connection, rows):
        found[other] = (Likeness.SAME_PAGES, score)
    for other in _same_number(connection, rows):
        found[other] = (Likeness.SAME_NUMBER, 1.0)
    for other in same_bytes:
        found[other] = (Likeness.SAME_BYTES, 1.0)
    return found


def note_duplicates(
    connection: Connection, letter_id: int, rows: Prepared, found: Mapping[int, tuple[Likeness, float]]
) -> None:
    """Write down which letters the new one may repeat, and how later ones find it."""
    if rows.signature is not None:
        keys = dict.fromkeys(bands(rows.signature))
        insert_rows(connection, SignatureRow, [{"letter_id": letter_id, "signature": rows.signature}])
        insert_rows(connection, LikenessBandRow, [{"band": band, "letter_id": letter_id} for band in keys])
    insert_rows(
        connection,
        DuplicateRow,
        [
            {"letter_id": letter_id, "other_id": other, "likeness": likeness, "score": score}
            for other, (likeness, score) in found.items()
        ],
    )


def _same_number(connection: Connection, rows: Prepared) -> list[int]:
    letter = rows.letter
    if not (letter["symbol_key"] and letter["issued_on"]):
        return []
    asked = {"symbol": letter["symbol_key"], "day": letter["issued_on"]}
    issuer = letter["issuer_key"]
    return [
        other
        for other, other_issuer in connection.execute(_SAME_NUMBER, asked)
        if not issuer or not other_issuer or issuer == other_issuer
    ]


def _same_pages(connection: Connection, rows: Prepared) -> list[tuple[int, float]]:
    if rows.signature is None:
        return []
    keys = list(dict.fromkeys(bands(rows.signature)))
    return [
        (other, round(score, 3))
        for other, signed, symbol, issued_on in connection.execute(_NEAR, {"bands": keys})
        if not _told_apart(rows.letter, symbol, issued_on)
        and (score := share(rows.signature or b"", signed)) >= SAME_PAGES
    ]


def _told_apart(letter: dict[str, object], symbol: str | None, issued_on: object) -> bool:
    """Say whether number or date differ though both are known: two invitations from one form."""
    return bool(
        (letter["symbol_key"] and symbol and letter["symbol_key"] != symbol)
        or (letter["issued_on"] and issued_on and letter["issued_on"] != issued_on)
    )


def list_duplicates(session: Session, letter_id: int) -> tuple[DuplicateView, ...]:
    """Return the letters that may be this one, whichever came first."""
    rows = session.scalars(
        select(DuplicateRow)
        .where(or_(DuplicateRow.letter_id == letter_id, DuplicateRow.other_id == letter_id))
        .order_by(DuplicateRow.id)
    ).all()
    others = {row.id: row.other_id if row.letter_id == letter_id else row.letter_id for row in rows}
    lines = letter_lines(session, list(others.values()))
    return tuple(
        DuplicateView(row.id, lines[others[row.id]], row.likeness, row.score, row.same) for row in rows
    )


def settle_duplicate(session: Session, duplicate_id: int, *, same: bool, by: str) -> None:
    """Note the clerk's word on two letters; neither is deleted.

    Raises:
        NotFoundError: there is no such pair.
    """
    journal = Journal(session, by)
    row = session.get(DuplicateRow, duplicate_id)
    if row is None:
        raise NotFoundError(f"Không có cặp văn bản trùng số {duplicate_id}.", "Tải lại trang.")
    journal.change(row, same=same, decided_by=by, decided_at=journal.at)
    journal.write(
        "duplicate", letter_id=row.letter_id, field=str(row.other_id), after="trùng" if same else "khác"
    )
