"""Deadlines as iCalendar, for a file and for a calendar program that asks again and again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from models.states import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from icalendar import Event

    from models.register import TaskLine

ZONE = dt.timezone(dt.timedelta(hours=7))
REMIND = dt.timedelta(days=-1)


def calendar_of(tasks: Iterable[TaskLine], *, name: str, now: dt.datetime, address: str = "") -> bytes:
    """Return the calendar of the tasks that have a day; `address` is where the page stands, for links."""
    from icalendar import Calendar  # noqa: PLC0415 - heavy; seldom asked for

    calendar = Calendar()
    calendar.add("prodid", "-//congvan//nhiem vu//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    for task in tasks:
        if task.due_on or task.next_on:
            calendar.add_component(_event(task, now, address))
    return bytes(calendar.to_ical())


def _event(task: TaskLine, now: dt.datetime, address: str) -> Event:
    from icalendar import Alarm, Event, vRecur  # noqa: PLC0415 - heavy; seldom asked for

    event = Event()
    event.add("uid", f"nhiem-vu-{task.id}@congvan")
    event.add("dtstamp", now)
    event.add("sequence", task.version)
    event.add("summary", f"{'Trước ngày này' if task.due_before else 'Hạn'}: {task.text[:200]}")
    day = task.due_on or task.next_on
    assert day is not None
    if task.due_time:
        # In UTC: a nameless offset would be dropped, and the hour read as the viewer's own.
        start = dt.datetime.combine(day, dt.time.fromisoformat(task.due_time), ZONE).astimezone(dt.UTC)
        event.add("dtstart", start)
        event.add("dtend", start)
    else:
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    if task.rrule and task.due_on is None and task.next_on is not None:
        event.add("rrule", vRecur.from_ical(task.rrule))
    event.add("description", _description(task))
    event.add("categories", [LABELS[task.state]])
    if address:
        event.add("url", f"{address.rstrip('/')}/nhiem-vu/{task.id}")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Sắp đến hạn")
    alarm.add("trigger", REMIND)
    event.add_component(alarm)
    return event


def _description(task: TaskLine) -> str:
    who = "; ".join(one.name for one in task.assignees)
    letter = f"{task.number_symbol or '(không số)'} – {task.issuing_body or ''}".rstrip(" –")
    return "\n".join(
        part for part in (task.text, f"Thực hiện: {who}" if who else "", f"Văn bản: {letter}") if part
    )
