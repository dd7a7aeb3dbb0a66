"""Filters on letters as conditions."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, or_, select

from models.folding import unmarked
from models.states import LetterState
from models.symbol import symbol_key
from models.tables import LetterRow
from pipeline.register_conditions import begins_with, seen_by, written_out
from pipeline.register_rows import key_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.register import LetterFilter


def letter_conditions(session: Session, wanted: LetterFilter) -> list[ColumnElement[bool]]:
    """Return the filter as conditions on `letters`."""
    trashed = LetterRow.trashed_at.is_not(None) if wanted.in_trash else LetterRow.trashed_at.is_(None)
    conditions: list[ColumnElement[bool]] = [trashed, *_equal(wanted), *_between(wanted)]
    if wanted.in_trash:
        conditions.append(LetterRow.state != LetterState.REMOVED)
    if wanted.issuer:
        # The few issuers are looked through first, then their letters are found by the index.
        named = LetterRow.issuer_key.contains(key_of(wanted.issuer) or "", autoescape=True)
        conditions.append(LetterRow.issuer_key.in_(select(LetterRow.issuer_key).where(named).distinct()))
    if wanted.words:
        conditions.append(_in_line(session, wanted.words.strip(), wanted.found))
    if wanted.doubtful is not None:
        conditions.append(LetterRow.doubts > 0 if wanted.doubtful else LetterRow.doubts == 0)
    if wanted.ids:
        conditions.append(LetterRow.id.in_(wanted.ids))
    if wanted.visible_to is not None:
        conditions.append(seen_by(wanted.visible_to))
    return conditions


def _equal(wanted: LetterFilter) -> list[ColumnElement[bool]]:
    pairs: tuple[tuple[Any, Any], ...] = (
        (LetterRow.state, wanted.state),
        (LetterRow.document_type, wanted.document_type),
        (LetterRow.arrival_year, wanted.arrival_year),
        (LetterRow.urgency, wanted.urgency),
        (LetterRow.label, wanted.label),
    )
    return [column == value for column, value in pairs if value is not None]


def _between(wanted: LetterFilter) -> list[ColumnElement[bool]]:
    bounds: tuple[tuple[Any, Any, Any], ...] = (
        (operator.ge, LetterRow.issued_on, wanted.issued_from),
        (operator.le, LetterRow.issued_on, wanted.issued_to),
        (operator.ge, LetterRow.arrived_on, wanted.arrived_from),
        (operator.le, LetterRow.arrived_on, wanted.arrived_to),
    )
    return [compare(column, day) for compare, column, day in bounds if day is not None]


def _in_line(session: Session, words: str, found: tuple[int, ...] | None) -> ColumnElement[bool]:
    in_subject = LetterRow.subject.icontains(words, autoescape=True)
    choices = [
        in_subject if found is None else LetterRow.id.in_(written_out(found)),
        LetterRow.file_name.icontains(words, autoescape=True),
        LetterRow.issuer_key.contains(unmarked(words), autoescape=True),
    ]
    key = symbol_key(words)
    return or_(begins_with(session, LetterRow.symbol_key, key), *choices) if key else or_(*choices)
