"""Letters that may be one: same bytes, same pages scanned again, same issuer, number and date. A clerk decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, or_, select

from models.errors import NotFoundError
from models.register import DuplicateView
from models.states import Likeness
from models.tables import DuplicateRow, LetterRow, LikenessBandRow, SignatureRow
from pipeline.likeness import SAME_PAGES, bands, share
from pipeline.register_journal import Journal
from pipeline.register_letters import letter_lines

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from pipeline.register_rows import Prepared

_MOST_CANDIDATES = 50


def note_duplicates(session: Session, letter_id: int, rows: Prepared) -> tuple[tuple[int, Likeness], ...]:
    """Write down which letters the new one may repeat."""
    found: dict[int, tuple[Likeness, float]] = {}
    for other, likeness, score in (
        *_same_pages(session, letter_id, rows),
        *_same_number(session, letter_id, rows),
        *_same_bytes(session, letter_id, rows),
    ):
        found[other] = (likeness, score)
    if found:
        session.execute(
            insert(DuplicateRow),
            [
                {"letter_id": letter_id, "other_id": other, "likeness": likeness, "score": score}
                for other, (likeness, score) in found.items()
            ],
        )
    return tuple((other, likeness) for other, (likeness, _) in found.items())


def _same_bytes(session: Session, letter_id: int, rows: Prepared) -> list[tuple[int, Likeness, float]]:
    same = select(LetterRow.id).where(LetterRow.sha256 == rows.letter["sha256"], LetterRow.id != letter_id)
    return [(other, Likeness.SAME_BYTES, 1.0) for other in session.scalars(same)]


def _same_number(session: Session, letter_id: int, rows: Prepared) -> list[tuple[int, Likeness, float]]:
    letter = rows.letter
    if not (letter["symbol_key"] and letter["issued_on"]):
        return []
    issuer = LetterRow.issuer_key == letter["issuer_key"]
    same = select(LetterRow.id).where(
        LetterRow.symbol_key == letter["symbol_key"],
        LetterRow.issued_on == letter["issued_on"],
        or_(issuer, LetterRow.issuer_key.is_(None)) if letter["issuer_key"] else LetterRow.id.is_not(None),
        LetterRow.id != letter_id,
    )
    return [(other, Likeness.SAME_NUMBER, 1.0) for other in session.scalars(same.limit(_MOST_CANDIDATES))]


def _same_pages(session: Session, letter_id: int, rows: Prepared) -> list[tuple[int, Likeness, float]]:
    if rows.signature is None:
        return []
    keys = bands(rows.signature)
    near = (
        select(SignatureRow.letter_id, SignatureRow.signature, LetterRow.symbol_key, LetterRow.issued_on)
        .join(LetterRow, LetterRow.id == SignatureRow.letter_id)
        .where(
            SignatureRow.letter_id.in_(
                select(LikenessBandRow.letter_id)
                .where(LikenessBandRow.band.in_(keys))
                .limit(_MOST_CANDIDATES)
            )
        )
    )
    found = [
        (other, Likeness.SAME_PAGES, round(score, 3))
        for other, signed, symbol, issued_on in session.execute(near)
        if (score := share(rows.signature, signed)) >= SAME_PAGES
        and not _told_apart(rows.letter, symbol, issued_on)
    ]
    session.execute(insert(SignatureRow), {"letter_id": letter_id, "signature": rows.signature})
    session.execute(
        insert(LikenessBandRow), [{"band": band, "letter_id": letter_id} for band in dict.fromkeys(keys)]
    )
    return found


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
