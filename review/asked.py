"""What a list's address asks for: filters that live in the URL, read leniently."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from models.finding import Role
from models.register import LetterFilter, TaskFilter
from models.states import LetterState, TaskState, Timeliness
from review.guard import day, whole

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

Choice = TypeVar("Choice", bound=StrEnum)

LETTER_NAMES = (
    "q", "state", "issuer", "type", "from", "to", "arrived_from", "arrived_to", "year", "urgency", "doubtful",
    "label", "trash", "sort",
)  # fmt: skip
TASK_NAMES = (
    "q", "state", "time", "body", "who", "role", "letter", "document", "from", "to", "urgency", "flagged",
    "open", "sort",
)  # fmt: skip
LONGEST = 500


def asked_page(params: QueryParams) -> int:
    """Return the page number that an address asks for, from 1."""
    return min(max(1, whole(params.get("page", "1")) or 1), 1_000_000)


def kept(params: QueryParams, names: tuple[str, ...]) -> dict[str, list[str]]:
    """Return those parameters that filter, to be put into other addresses."""
    found = {name: [value[:LONGEST] for value in params.getlist(name) if value] for name in names}
    return {name: values for name, values in found.items() if values}


def letter_filter(params: QueryParams, sees: frozenset[int] | None) -> LetterFilter:
    """Return what a list of letters is asked for.

    Raises:
        UsageError: a day is none.
    """
    doubtful = params.get("doubtful")
    return LetterFilter(
        state=first(LetterState, params.getlist("state")),
        issuer=text(params, "issuer"),
        document_type=(text(params, "type") or "").lower() or None,
        issued_from=day(params.get("from", "")),
        issued_to=day(params.get("to", "")),
        arrived_from=day(params.get("arrived_from", "")),
        arrived_to=day(params.get("arrived_to", "")),
        arrival_year=whole(params.get("year", "")),
        urgency=text(params, "urgency"),
        words=text(params, "q"),
        label=text(params, "label"),
        doubtful=None if not doubtful else doubtful == "1",
        in_trash=params.get("trash") == "1",
        visible_to=sees,
    )


def task_filter(params: QueryParams, sees: frozenset[int] | None) -> TaskFilter:
    """Return what a list of tasks is asked for.

    Raises:
        UsageError: a day is none.
    """
    flagged = params.get("flagged")
    return TaskFilter(
        states=several(TaskState, params.getlist("state")),
        timeliness=several(Timeliness, params.getlist("time")),
        body_id=whole(params.get("body", "")),
        assignee=text(params, "who"),
        role=first(Role, params.getlist("role")),
        letter_id=whole(params.get("letter", "")),
        document_id=whole(params.get("document", "")),
        due_from=day(params.get("from", "")),
        due_to=day(params.get("to", "")),
        words=text(params, "q"),
        urgency=text(params, "urgency"),
        flagged=None if not flagged else flagged == "1",
        open_only=params.get("open") == "1",
        visible_to=sees,
    )


def text(params: QueryParams, name: str) -> str | None:
    """Return a parameter's words, None for none."""
    value = params.get(name, "").replace("\x00", "").strip()
    return value[:LONGEST] or None


def several(kind: type[Choice], values: list[str]) -> tuple[Choice, ...]:
    """Return those values that `kind` knows."""
    known = {member.value: member for member in kind}
    return tuple(known[value] for value in dict.fromkeys(values) if value in known)


def first(kind: type[Choice], values: list[str]) -> Choice | None:
    """Return the first value that `kind` knows."""
    return next(iter(several(kind, values)), None)
