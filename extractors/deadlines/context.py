"""What stands around a place of the letter: its sentence, quotation marks, the letter's own day."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from extractors.deadlines.periods import with_year
from extractors.deadlines.words import YEAR
from extractors.patterns import LOWER
from models.folding import fold, unmarked
from models.letter import Zone

if TYPE_CHECKING:
    from models.finding import Deadline
    from models.letter import Block, Letter

READ_ZONES = frozenset({Zone.TITLE, Zone.BODY, Zone.TABLE, Zone.ANNEX})
LONGEST_QUOTE = 4000

_SENTENCE = re.compile(rf"[.!?…]['\"”’)]*\s+(?=[^\s{LOWER}])|;\s+|\n")
_HEAD_DATE = re.compile(
    rf"(?<![a-z])ngay(?P<day>[^a-z]{{0,12}}?)(?<![a-z])thang(?P<month>[^a-z]{{0,12}}?)(?<![a-z])nam\s*(?P<year>{YEAR})"
)
_INVITATION = re.compile(r"^\W*giấy mời\b")
_REPORT = re.compile(r"^\W*(?:báo cáo|tờ trình)\s*$")


@dataclass(frozen=True, slots=True)
class Standing:
    """When the letter was written, as far as its head says: from `first` to `last`."""

    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def exact(self) -> bool:
        """Whether the day itself is printed."""
        return self.first is not None and self.first == self.last

    @property
    def month_known(self) -> bool:
        """Whether the month is printed, with or without the day."""
        return self.first is not None and self.last is not None and (self.last - self.first).days < 31

    def is_past(self, day: dt.date) -> bool:
        """Say whether a day lies before the letter for sure."""
        return self.first is not None and day < self.first


class View:
    """A letter's text beside its key, with what extractors ask of it again and again."""

    def __init__(self, letter: Letter) -> None:
        """Fold the text once."""
        self.letter = letter
        self.raw = letter.text
        self.low = fold(letter.text)

    @cached_property
    def standing(self) -> Standing:
        """The letter's own day from its head."""
        for zones in ((Zone.MOTTO,), (Zone.LETTERHEAD, Zone.TITLE)):
            for block in self.letter.in_zones(*zones):
                match = _HEAD_DATE.search(unmarked(self.letter.text_of(block)))
                if match:
                    return _standing(match)
        return Standing()

    @cached_property
    def invites(self) -> bool:
        """Whether the letter is an invitation, whose hours are those of a meeting."""
        return any(
            _INVITATION.match(self.low, block.start, block.end)
            for block in self.letter.in_zones(Zone.TITLE, Zone.LETTERHEAD)
        )

    @cached_property
    def reports(self) -> bool:
        """Whether the letter is a report or a proposal: it tells rather than orders."""
        return any(
            _REPORT.match(self.low[block.start : block.end]) for block in self.letter.in_zones(Zone.TITLE)
        )

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [0, *(match.end() for match in _SENTENCE.finditer(self.raw))]

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the sentence (or the part between semicolons) that holds a place."""
        starts = self._sentence_starts
        place = bisect_right(starts, at)
        return starts[place - 1], starts[place] if place < len(starts) else len(self.raw)

    @cached_property
    def _quotes(self) -> list[tuple[int, int]]:
        found, opened = [], -1
        for match in re.finditer("[“”]", self.raw):
            if match[0] == "“":
                opened = match.start()
            elif opened >= 0:
                if match.start() - opened <= LONGEST_QUOTE:
                    found.append((opened, match.start()))
                opened = -1
        return found

    def quoted(self, at: int) -> bool:
        """Say whether a place stands between quotation marks, over paragraphs too."""
        place = bisect_right(self._quotes, (at, len(self.raw)))
        return place > 0 and self._quotes[place - 1][1] > at

    def dated(self, deadline: Deadline) -> Deadline:
        """Fill in a missing year where only the month of the letter's day is printed.

        With a whole day in the head the year is left to be computed from it, so that a corrected
        head corrects the deadline.
        """
        standing = self.standing
        if standing.exact or standing.first is None or deadline.year or deadline.anchor == "lunar":
            return deadline
        if deadline.unit:
            return _from_month(deadline, standing.first) if standing.month_known else deadline
        for year in (standing.first.year, standing.first.year + 1):
            filled = with_year(replace(deadline, year=year))
            if filled.due and filled.due >= standing.first:
                return filled
        return deadline


def blocks_to_read(letter: Letter) -> list[Block]:
    """Return the blocks in which time limits stand."""
    return [block for block in letter.blocks if block.zone in READ_ZONES]


def _from_month(deadline: Deadline, first: dt.date) -> Deadline:
    """Read "ngày 05 tháng sau", "cuối năm", "15/01 năm sau" from the month of the letter's day."""
    amount = deadline.amount or 0
    if deadline.unit == "year":
        found = replace(deadline, year=first.year + amount, month=deadline.month or 12)
    elif deadline.unit == "month":
        month = first.month - 1 + amount
        found = replace(deadline, year=first.year + month // 12, month=month % 12 + 1)
    else:
        return deadline  # weeks and days need the day itself
    filled = with_year(replace(found, unit=None, amount=None, anchor=None))
    return filled if filled.due else deadline


def _standing(match: re.Match[str]) -> Standing:
    year = int(match["year"])
    day, month = (re.sub(r"\D", "", match[name]) for name in ("day", "month"))
    try:
        if day and month and match["day"].strip(" .,…_").isdigit():
            exact = dt.date(year, int(month), int(day))
            return Standing(exact, exact)
        if month:
            first = dt.date(year, int(month), 1)
            return Standing(first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1))
        return Standing(dt.date(year, 1, 1), dt.date(year, 12, 31))
    except ValueError:
        return Standing()
