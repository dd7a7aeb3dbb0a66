"""The words of time limits as patterns, built from the CSV tables once."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extractors.patterns import alternatives
from extractors.vocabulary import table
from models.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def cues() -> dict[str, tuple[str, str]]:
    """Folded cue → (bound, force)."""
    return {fold(row["words"]): (row["bound"], row["force"]) for row in table("deadline_cues")}


@cache
def words(*groups: str) -> str:
    """Return an alternation of whole words of these groups of deadline_words.csv."""
    found = any_of(row["words"] for row in table("deadline_words") if row["group"] in groups)
    return rf"(?<!\w){found}(?!\w)"


@cache
def events() -> dict[str, str]:
    """Events that limits hang on, folded, with their sort: tet | event."""
    return {fold(row["words"]): row["sort"] for row in table("deadline_events")}


def any_of(listed: Iterable[str]) -> str:
    """Return an alternation, longest first, with any run of blanks between words."""
    return f"(?:{alternatives(map(fold, listed))})"


@cache
def _labels() -> dict[str, str]:
    return {fold(row["words"]): row["reading"] for row in table("deadline_labels")}


@cache
def _about() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(_labels())}(?!\w)")


def label_reading(about: str) -> str:
    """Return what a "Thời gian …:" label makes of what follows: limit, span or event."""
    found = {_labels()[" ".join(match[0].split())] for match in _about().finditer(about)}
    if "limit" in found:
        return "limit"
    if "event" in found:
        return "event"
    return "event" if "dự kiến" in about and not found else "span"
