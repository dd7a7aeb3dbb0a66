"""The references of a text, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.references import drafts_of

if TYPE_CHECKING:
    from models.finding import Reference


def read(text: str) -> list[Reference]:
    """Return what each mention in the text says, in its order."""
    return [draft.value(text) for draft in drafts_of(text)]


def only(text: str) -> Reference:
    """Return what the one mention in the text says."""
    (value,) = read(text)
    return value
