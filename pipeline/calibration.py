"""Confidences that mean something: what the rules say of themselves, mended by how often they were right.

`calibration.csv` holds, for the values on which a deadline or a search rests, how often each rule was right in
letters with gold. `benchmarks/reliability.py` makes it; docs/decisions tells from what.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.finding import Deadline, Field, Reference
from models.letter import TextSource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.finding import Finding
    from models.letter import Letter

TABLE = Path(__file__).with_name("calibration.csv")
FAITH = 10
"""The rules' own confidence counts as so many letters seen: few measurements change it little."""
MOST = 0.995


class Measured(NamedTuple):
    """How often a rule was right, and the sum of the confidences that it gave (what it expected).

    `source` is "scan" for letters that OCR read, wholly or in part, else "text": OCR is unsure of each word.
    """

    field: str
    rule: str
    source: str
    right: int
    seen: int
    expected: float


class Calibration:
    """Mends confidences rule by rule."""

    def __init__(self, rows: Iterable[Measured]) -> None:
        """Take the rows of a table; a rule without a row keeps its confidence."""
        self._factors = {(row.field, row.rule, row.source): _factor(row) for row in rows if row.seen}

    def mend(self, field: str, rule: str, source: str, confidence: float) -> float:
        """Return the confidence that the rule has earned, between 0 and 1."""
        factor = self._factors.get((field, rule, source))
        return confidence if factor is None else min(MOST, confidence * factor)

    def of(self, finding: Finding, letter: Letter) -> float:
        """Return the mended confidence of a finding of a letter."""
        return self.mend(field_of(finding), finding.rule, source_of(letter), finding.confidence)


def source_of(letter: Letter) -> str:
    """Return under which source a letter's values are measured."""
    return "scan" if letter.text_source in {TextSource.OCR, TextSource.MIXED} else "text"


def field_of(finding: Finding) -> str:
    """Return the name under which a finding is measured."""
    if isinstance(finding.value, Reference):
        return "reference"
    if isinstance(finding.value, Deadline):
        return "deadline"
    return Field(finding.field).value


def _factor(row: Measured) -> float:
    """Return by how much a rule was better or worse than it said, drawn towards 1 where little was seen."""
    mean = row.expected / row.seen
    return (row.right + FAITH * mean) / (row.seen + FAITH) / mean


@cache
def calibration() -> Calibration:
    """Return the calibration that the program comes with."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return Calibration(
            Measured(
                row["field"],
                row["rule"],
                row["source"],
                int(row["right"]),
                int(row["seen"]),
                float(row["expected"]),
            )
            for row in csv.DictReader(file)
        )
