"""A time limit that a person typed or picked, read by the same grammar as those of the letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.deadlines import deadlines_plain
from models.finding import Bound, Deadline, DeadlineKind
from models.letter import Block, Letter, Page, Source, TextSource, Zone
from models.states import DeadlineSource
from pipeline.deadlines import Resolved, resolve
from pipeline.typed import tidy, typed_day, typed_hour

if TYPE_CHECKING:
    import datetime as dt

    from pipeline.calendar import Calendar


# 5 ngày làm việc, 02 tuần: an amount of time, no day of the month
_AMOUNT = re.compile(r"\d+\s*(?:\(\w+\)\s*)?(?:ngày|tuần|tháng|quý|năm|giờ)", re.IGNORECASE)


def typed_deadline(
    text: str, calendar: Calendar, *, issued_on: dt.date | None, received_on: dt.date | None
) -> Resolved:
    """Return the time limit that a text names: "15/3/2026", "trong 05 ngày làm việc", "ngày 20 hằng tháng".

    Raises:
        UsageError: it names none.
    """
    text = tidy(text)
    lead = "chậm nhất ngày" if text[:1].isdigit() and not _AMOUNT.match(text) else "chậm nhất trong"
    for phrase in (text, f"{lead} {text}"):
        for finding in deadlines_plain(_letter_of(phrase)):
            if isinstance(finding.value, Deadline):
                return resolve(finding.value, issued_on, received_on, calendar)
    day = typed_day(text)
    return Resolved(Deadline(DeadlineKind.DATE, due=day, time=typed_hour(text), bound=Bound.BY))


def source_of(found: Resolved) -> DeadlineSource:
    """Return where the due day comes from."""
    if found.computed:
        return DeadlineSource.COMPUTED
    return DeadlineSource.WRITTEN if found.deadline.due or found.rrule else DeadlineSource.NONE


def _letter_of(text: str) -> Letter:
    return Letter(
        source=Source("", "", "text/plain", 1),
        text=text,
        pages=(Page(1, 0.0, 0.0, TextSource.PLAIN),),
        blocks=(Block(Zone.BODY, 0, len(text), 1),),
    )
