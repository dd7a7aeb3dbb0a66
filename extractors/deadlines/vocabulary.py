"""The words of time limits as patterns, built from the CSV tables once."""

from __future__ import annotations

import re
from functools import cache

from extractors.vocabulary import table
from models.folding import fold


@cache
def cues() -> dict[str, tuple[str, str]]:
    """Folded cue → (bound, force)."""
    return {fold(row["words"]): (row["bound"], row["force"]) for row in table("deadline_cues")}


@cache
def labels() -> dict[str, str]:
    """Folded word of a "Thời gian …:" label → limit, span or event."""
    return {fold(row["words"]): row["reading"] for row in table("deadline_labels")}


@cache
def verbs(*strengths: str) -> str:
    """Return an alternation of the verbs of doing."""
    return any_of(row["words"] for row in table("deadline_verbs") if row["strength"] in strengths)


@cache
def exclusions(where: str) -> str:
    """Return an alternation of words that make what follows no time limit."""
    return any_of(row["words"] for row in table("deadline_exclusions") if row["where"] == where)


@cache
def events() -> tuple[dict[str, str], ...]:
    """Events that limits hang on."""
    return tuple({**row, "words": fold(row["words"])} for row in table("deadline_events"))


@cache
def _about() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(labels())}(?!\w)")


def label_reading(about: str) -> str:
    """Return what a label's words make of what follows: limit, span or event."""
    found = {labels()[" ".join(match[0].split())] for match in _about().finditer(about)}
    if "limit" in found:
        return "limit"
    if "event" in found or "dự kiến" in about:
        return "event" if "span" not in found or "event" in found else "span"
    return "span"


def any_of(words: object) -> str:
    """Return an alternation, longest first, with any run of blanks between words."""
    assert not isinstance(words, str)
    found = sorted({fold(str(word)) for word in words}, key=len, reverse=True)  # type: ignore[attr-defined]
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in found) + ")"
