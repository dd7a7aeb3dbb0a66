"""What a general date library makes of deadlines: dateparser's search_dates, for comparison."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from models.finding import Bound, Deadline, DeadlineKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.letter import Letter


def dateparser_deadlines(letter: Letter, issued_on: dt.date | None = None) -> Iterator[Deadline]:
    """Yield each future day that `search_dates` finds, as a limit: the best use of it one can make.

    Days before the letter's own are left out, since they are those of other documents.
    """
    from dateparser.search import search_dates  # noqa: PLC0415 - only needed for the comparison

    base = dt.datetime.combine(issued_on or dt.date(2000, 1, 1), dt.time())
    settings = {"PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY", "RELATIVE_BASE": base}
    seen = set()
    for block in letter.blocks:
        for _, moment in search_dates(letter.text_of(block), languages=["vi"], settings=settings) or ():
            day = moment.date()
            if day > base.date() and day not in seen:
                seen.add(day)
                yield Deadline(DeadlineKind.DATE, due=day, bound=Bound.BY)
