"""What the register's commands share at a terminal: the open register, days, and words for deadlines."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

from models.errors import UsageError
from pipeline import settings as settings_module

if TYPE_CHECKING:
    from enum import StrEnum

    from rich.console import Console

    from models.register import AssigneeView, TaskLine, TaskView
    from pipeline.register import Register

Choice = TypeVar("Choice", bound="StrEnum")

PIPE_WIDTH = 200
"""Columns where the output goes to a file or another program."""


def open_register(options: dict[str, Any]) -> Register:
    """Open the register that the command line names."""
    from pipeline.register import Register  # noqa: PLC0415 - heavy; for a quick --help

    return Register(settings_module.load(os.environ, data=options["data"]))


def console() -> Console:
    """Return the terminal; wide where nobody looks at it."""
    from rich.console import Console  # noqa: PLC0415 - for a quick --help

    return Console() if sys.stdout.isatty() else Console(width=PIPE_WIDTH)


def today() -> dt.date:
    """Return the day in Vietnam."""
    from models.vietnam_time import VIETNAM  # noqa: PLC0415 - for a quick --help

    return dt.datetime.now(VIETNAM).date()


def day_of(text: str | None, option: str, *, last: bool = False) -> dt.date | None:
    """Return the day that an option names ("15/3/2024", "2024-03-15", "3/2024").

    Raises:
        UsageError: it is none.
    """
    if text is None:
        return None
    from pipeline.search_query import parse_day  # noqa: PLC0415 - heavy; for a quick --help

    day = parse_day(text, last=last)
    if day is None:
        raise UsageError(f"{option}: “{text}” không phải là ngày.", "Ghi dạng 15/3/2024 hoặc 2024-03-15.")
    return day


def days_of(text: str, option: str) -> int:
    """Return the days of "7d", "7", "7 ngày", "2w", "2 tuần".

    Raises:
        UsageError: it is no span.
    """
    match = re.fullmatch(r"\s*(\d{1,4})\s*(d|ngày|ngay|w|tuần|tuan)?\s*", text.lower())
    if match is None:
        raise UsageError(
            f"{option}: “{text}” không phải là khoảng thời gian.", "Ghi dạng 7d (ngày) hoặc 2w (tuần)."
        )
    weeks = (match[2] or "d") in {"w", "tuần", "tuan"}
    return int(match[1]) * (7 if weeks else 1)


def choice_of(text: str, choices: type[Choice], option: str) -> Choice:
    """Return the member that a value or a Vietnamese label names, marks or not.

    Raises:
        UsageError: there is none of that name.
    """
    from models.folding import unmarked  # noqa: PLC0415 - for a quick --help
    from models.states import LABELS  # noqa: PLC0415 - same

    wanted = "".join(unmarked(text).replace("-", " ").split())
    for one in choices:
        if wanted in {one.value.replace("-", ""), "".join(unmarked(LABELS[one]).split())}:
            return one
    known = ", ".join(f"{one.value} ({LABELS[one]})" for one in choices)
    raise UsageError(f"{option}: không có “{text}”.", f"Các giá trị: {known}.")


def shown_day(day: dt.date | None) -> str:
    """Return dd/mm/yyyy, or nothing."""
    return day.strftime("%d/%m/%Y") if day else ""


def due_words(task: TaskLine | TaskView) -> str:
    """Return when a task is due: "trước 15/03/2024", "16:00 15/03/2024", "định kỳ"."""
    if task.due_on is None:
        following = shown_day(getattr(task, "next_on", None))
        return f"định kỳ {following}".strip() if task.rrule else ""
    words = ["trước"] if task.due_before else []
    return " ".join([*words, *([task.due_time] if task.due_time else []), shown_day(task.due_on)])


def who_words(assignees: tuple[AssigneeView, ...]) -> str:
    """Return who does a task, those that lead first."""
    from models.finding import Role  # noqa: PLC0415 - for a quick --help

    names = {Role.LEAD: "", Role.COOPERATE: " (phối hợp)", Role.MONITOR: " (theo dõi)"}
    order = list(names)
    ranked = sorted(assignees, key=lambda one: order.index(one.role))
    return "; ".join(f"{one.name}{names[one.role]}" for one in ranked)


def overdue_words(days: int | None) -> str:
    """Return "quá 3 ngày", "còn 5 ngày", "hôm nay"."""
    if days is None:
        return ""
    return f"quá {days} ngày" if days > 0 else "hôm nay" if days == 0 else f"còn {-days} ngày"


def say(text: str) -> None:
    """Print a line that is no table."""
    click.echo(text)
