"""Documents that people name by their title, not by a number: "luật đất đai", "luat giao duc 2019"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from extractors.references.vocabulary import type_words, whole_type_words
from models.folding import unmarked
from models.register import Suggestion
from models.tables import DocumentRow
from pipeline.register_conditions import begins_with
from pipeline.register_views import document_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

_YEAR = re.compile(r"(?:\s+nam)?\s+((?:19|20)\d\d)$")
_MOST_ROWS = 200
_LEAST = 4  # letters of a title: fewer name nothing


@dataclass(frozen=True, slots=True)
class _Title:
    type: str
    key: str  # without marks and year
    year: int | None


def find_titled(session: Session, typed: str, *, limit: int = 5) -> tuple[Suggestion, ...]:
    """Return documents of the type that `typed` begins with whose title begins so, the surest first."""
    found: dict[int, tuple[Suggestion, int]] = {}
    for title in _parse(typed):
        for named in (
            DocumentRow.title_key == title.key,
            begins_with(session, DocumentRow.title_key, title.key),
        ):
            rows = session.scalars(
                select(DocumentRow)
                .where(named, DocumentRow.type == title.type, DocumentRow.merged_into.is_(None))
                .limit(_MOST_ROWS)
            )
            found |= {row.id: (_compared(title, row), row.cited_by) for row in rows}
    surest = sorted(found.values(), key=lambda one: (one[0].exact, one[0].score, one[1]), reverse=True)
    return tuple(one for one, _ in surest[:limit])


def _parse(typed: str) -> Iterator[_Title]:
    words = " ".join(unmarked(typed).split())
    year = _YEAR.search(words)
    bare = words[: year.start()] if year else words
    for name, type_ in _names().items():
        rest = bare.removeprefix(f"{name} ")
        if rest != bare and len(rest) >= _LEAST:
            yield _Title(type_, rest, int(year[1]) if year else None)


@cache
def _names() -> dict[str, str]:
    """Type words that name a document without a number, without marks."""
    return {unmarked(name): type_words()[name] for name in whole_type_words()}


def _compared(title: _Title, row: DocumentRow) -> Suggestion:
    key = row.title_key or ""
    said = _YEAR.search(key)
    bare = key[: said.start()] if said else key
    year = int(said[1]) if said else row.year or (row.issued_on.year if row.issued_on else None)
    reasons = []
    score = 1.0
    if bare != title.key:
        reasons.append(f"tên đầy đủ: {row.title}")
        score *= max(0.5, len(title.key) / len(bare))
    if title.year and year != title.year:
        reasons.append(f"khác năm: {year}" if year else "không rõ năm")
        score *= 0.6 if year else 0.9
    return Suggestion(document_line(row), not reasons, round(score, 4), "; ".join(reasons))
