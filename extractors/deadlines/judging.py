"""From a cue's verdict to a limit one can stand by: what is past, what no calendar has, which year."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.deadlines.cues import Verdict, judge_by_cue
from extractors.deadlines.exclusions import is_told
from extractors.deadlines.periods import with_year
from models.finding import DeadlineKind

if TYPE_CHECKING:
    from extractors.deadlines.context import View
    from extractors.deadlines.words import Moment
    from models.finding import Deadline

_STRONG = frozenset({"before", "at latest", "done by", "until", "window", "phase", "extension"})
"""Rules whose cue is near enough that "15/3" is a day and no fraction."""
_STRONGEST = frozenset({"before", "at latest"})
_FAR_DAYS = 3 * 366
"""A limit so far ahead is more likely a digit misread."""
_SLIP_DAYS = 150
"""A day this soon after the letter, a year too early, is a slip of the pen ("15/01/2023" in January 2024)."""
_LEAP_YEAR = 2024


def judge(view: View, moment: Moment) -> Verdict | None:
    """Return the time limit that a moment is, None where it is a day like any other."""
    found = judge_by_cue(view, moment)
    if found is None or (moment.bare and found.rule not in _STRONG):
        return None
    if moment.shape == "alone" and found.rule not in _STRONGEST:
        return None
    deadline = found.deadline
    if deadline.due and view.standing.is_past(deadline.due):
        slip = _is_slip(view, deadline.due, moment.end)
        return replace(found, sure=0.5, rule="slip of the year") if slip else None
    sure = found.sure * (0.7 if moment.mended else 1)
    if moment.shape == "alone":
        sure = min(sure, 0.6)
    if deadline.due and view.standing.last and (deadline.due - view.standing.last).days > _FAR_DAYS:
        sure = min(sure, 0.8)
    if deadline.due is None and not _exists(deadline):
        sure = 0.4
    elif deadline.due is None and not view.standing.first:
        sure = min(sure, 0.8)
    start = found.start if moment.list_start is None else moment.start
    return Verdict(view.dated(deadline), start, sure, found.rule)


def _exists(deadline: Deadline) -> bool:
    """Say whether the calendar has the day in some year."""
    if deadline.anchor == "lunar" or deadline.unit or not deadline.day or not deadline.month:
        return True
    year = deadline.year or _LEAP_YEAR
    return with_year(replace(deadline, kind=DeadlineKind.DATE, year=year)).due is not None


def _is_slip(view: View, due: dt.date, at: int) -> bool:
    standing = view.standing
    if standing.last is None or is_told(view, at):
        return False
    try:
        meant = due.replace(year=due.year + 1)
    except ValueError:
        return False
    return dt.timedelta(0) <= meant - standing.last <= dt.timedelta(days=_SLIP_DAYS)
