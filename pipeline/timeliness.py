"""How a task stands to its deadline on any day: computed, never stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.states import TaskState, Timeliness

if TYPE_CHECKING:
    from pipeline.settings import Settings

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day (and hour) that is asked about, and the office's habits.

    Without a time the whole day has passed only for deadlines before it.
    """

    day: dt.date
    time: dt.time | None = None
    due_soon_days: int = 3
    strict: bool = True  # "trước ngày 15": on the 15th it is too late
    day_ends: dt.time | None = None  # end of working hours; None: midnight

    @property
    def soon(self) -> dt.date:
        """The last day that counts as soon."""
        return self.day + dt.timedelta(days=self.due_soon_days)


def as_of(settings: Settings, day: dt.date, time: dt.time | None = None) -> AsOf:
    """Return the question for one day with the office's settings."""
    ends = settings.day_ends
    return AsOf(
        day,
        time,
        settings.due_soon_days,
        settings.before_is_strict,
        dt.time.fromisoformat(ends) if ends and ends != "24:00" else None,
    )


def last_day(due_on: dt.date, *, before: bool, strict: bool = True) -> dt.date:
    """Return the last day on which the task is still in time."""
    return due_on - ONE_DAY if before and strict else due_on


def timeliness(
    asked: AsOf,
    state: TaskState,
    due_on: dt.date | None,
    *,
    due_time: str | None = None,
    before: bool = False,
    done_on: dt.date | None = None,
) -> Timeliness:
    """Return how a task stands on the day asked about."""
    if state is TaskState.CANCELLED:
        return Timeliness.NOT_COUNTED
    done = state is TaskState.DONE and done_on is not None and done_on <= asked.day
    if due_on is None:
        return Timeliness.DONE_NO_DEADLINE if done else Timeliness.NO_DEADLINE
    last = last_day(due_on, before=before, strict=asked.strict)
    if done and done_on is not None:
        if done_on < last:
            return Timeliness.DONE_EARLY
        return Timeliness.DONE_ON_TIME if done_on == last else Timeliness.DONE_LATE
    if last < asked.day or (last == asked.day and _hour_passed(asked, due_time)):
        return Timeliness.OVERDUE
    return Timeliness.DUE_SOON if last <= asked.soon else Timeliness.NOT_DUE


def days_over(asked: AsOf, due_on: dt.date | None, *, before: bool = False) -> int | None:
    """Return the days past the last permitted day (negative: days left), None without a deadline."""
    if due_on is None:
        return None
    return (asked.day - last_day(due_on, before=before, strict=asked.strict)).days


def _hour_passed(asked: AsOf, due_time: str | None) -> bool:
    ends = dt.time.fromisoformat(due_time) if due_time else asked.day_ends
    return asked.time is not None and ends is not None and asked.time > ends
