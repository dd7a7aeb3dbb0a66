"""What is asked of the register's lists and of the search, and what the search answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from models.finding import Role
    from models.register_decisions import DocumentLine
    from models.register_letters import LetterLine
    from models.register_tasks import TaskLine
    from models.register_values import Paged
    from models.states import LetterState, TaskState, Timeliness


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What to list of the tasks; an empty field filters nothing."""

    states: tuple[TaskState, ...] = ()
    timeliness: tuple[Timeliness, ...] = ()
    body_id: int | None = None
    assignee: str | None = None  # part of a name, unmarked typing finds
    role: Role | None = None
    letter_id: int | None = None
    document_id: int | None = None  # rests on this decision
    due_from: dt.date | None = None
    due_to: dt.date | None = None
    words: str | None = None  # in the task's text, marks and all, where no search has found `ids`
    urgency: str | None = None
    flagged: bool | None = None
    open_only: bool = False
    ids: tuple[int, ...] | None = None  # of these only, as a search for the words found them
    cut: bool = False  # the search found more than it says
    visible_to: frozenset[int] | None = None  # bodies of the account that asks; None: sees all


@dataclass(frozen=True, slots=True)
class LetterFilter:
    """What to list of the letters."""

    state: LetterState | None = None
    issuer: str | None = None  # unmarked typing finds
    document_type: str | None = None
    issued_from: dt.date | None = None
    issued_to: dt.date | None = None
    arrived_from: dt.date | None = None
    arrived_to: dt.date | None = None
    arrival_year: int | None = None
    urgency: str | None = None
    words: str | None = None  # in number, subject, file name
    found: tuple[int, ...] | None = None  # with the words in number or subject, as a search found them
    cut: bool = False  # the search found more than it says
    label: str | None = None
    doubtful: bool | None = None
    in_trash: bool = False
    visible_to: frozenset[int] | None = None
    ids: tuple[int, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text with the words that were found: (text, found) parts."""

    parts: tuple[tuple[str, bool], ...]
    page: int | None = None

    @property
    def text(self) -> str:
        """The whole piece."""
        return "".join(part for part, _ in self.parts)


@dataclass(frozen=True, slots=True)
class Hit:
    """A letter or a task that a search found."""

    kind: str  # letter | task
    id: int
    letter_id: int
    snippet: Snippet
    same_marks: bool  # the words stand there with the marks that were typed
    letter: LetterLine | None = None
    task: TaskLine | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A document that a citation may mean, and why it is suggested where it is not exactly that."""

    document: DocumentLine
    exact: bool
    score: float
    reason: str  # Vietnamese; empty where exact


@dataclass(frozen=True, slots=True)
class Found:
    """A search's answer: documents for a citation first, then letters and tasks."""

    query: str
    suggestions: tuple[Suggestion, ...]
    letters: Paged[Hit]
    tasks: Paged[Hit]
    notes: tuple[str, ...] = ()  # what was not understood, Vietnamese
