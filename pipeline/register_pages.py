"""A letter's pages for the screen: whether an account may see them, and what stands on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.errors import NotFoundError
from models.register import Place
from models.tables import LetterRow, LetterTextRow
from pipeline.layout_store import unpack_layout
from pipeline.register_conditions import seen_by

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from models.letter import Box


@dataclass(frozen=True, slots=True)
class SeenLetter:
    """The little that must be known before a letter's pages are shown."""

    id: int
    sha256: str
    file_name: str
    media_type: str
    pages: int
    version: int


@dataclass(frozen=True, slots=True)
class Picked:
    """What a person selected on a page: the words, and where they stand."""

    text: str
    place: Place


def seen_letter(session: Session, letter_id: int, visible_to: frozenset[int] | None = None) -> SeenLetter:
    """Return a letter that accounts of these bodies may see (None: all letters).

    Raises:
        NotFoundError: there is none, or it is limited to others.
    """
    columns = (LetterRow.id, LetterRow.sha256, LetterRow.file_name, LetterRow.media_type, LetterRow.pages)
    query = select(*columns, LetterRow.version).where(LetterRow.id == letter_id)
    if visible_to is not None:
        query = query.where(seen_by(visible_to))
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(f"Trong sổ không có văn bản số {letter_id}.", "Xem danh sách văn bản.")
    return SeenLetter(*row.tuple())


def hidden_letters(
    session: Session, letter_ids: Collection[int], visible_to: frozenset[int]
) -> frozenset[int]:
    """Return those of the letters that accounts of these bodies may not see."""
    query = select(LetterRow.id).where(LetterRow.id.in_(letter_ids), seen_by(visible_to))
    return frozenset(letter_ids) - frozenset(session.scalars(query))


def page_rotation(session: Session, letter_id: int, page: int) -> int:
    """Return the degrees clockwise that turn a stored page upright.

    Raises:
        NotFoundError: the letter has no such page.
    """
    pages = session.scalar(select(LetterTextRow.pages).where(LetterTextRow.letter_id == letter_id))
    for one in pages or ():
        if one["number"] == page:
            return int(one.get("rotation") or 0)
    raise NotFoundError(f"Văn bản không có trang {page}.", "Tải lại trang.")


def letter_text(session: Session, letter_id: int) -> str:
    """Return the letter's text as read."""
    return session.scalar(select(LetterTextRow.text).where(LetterTextRow.letter_id == letter_id)) or ""


def pick(session: Session, letter_id: int, spans: Sequence[tuple[int, int]], page: int) -> Picked:
    """Return the words of a selection with their place; spans outside the text are left out."""
    stored = session.get_one(LetterTextRow, letter_id)
    spans = sorted((start, end) for start, end in spans if 0 <= start < end <= len(stored.text))
    words = [stored.text[start:end] for start, end in spans]
    boxes: list[Box] = []
    wanted = set(spans)
    for word in unpack_layout(stored.layout)["words"]:
        if (word.start, word.end) not in wanted or word.box is None or word.page != page:
            continue
        if boxes and boxes[-1].same_line(word.box):
            boxes[-1] = boxes[-1].union(word.box)
        else:
            boxes.append(word.box)
    place = Place(
        start=spans[0][0] if spans else None,
        end=spans[-1][1] if spans else None,
        page=page,
        boxes=tuple((box.x0, box.top, box.x1, box.bottom) for box in boxes),
        confidence=1.0,
        rule="person",
    )
    return Picked(" ".join(words), place)
