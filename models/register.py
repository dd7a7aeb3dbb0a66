"""What the register answers: plain values for the page, the command line and the exports. They know no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import datetime as dt

    from models.finding import AssigneeKind, Deadline, Field, Relation, Role, TaskKind
    from models.letter import Page, TextSource
    from models.states import (
        DeadlineSource,
        LetterState,
        Likeness,
        Origin,
        ProposalKind,
        Settled,
        TaskState,
        Timeliness,
        ValueStatus,
    )

Sides = tuple[float, float, float, float]
"""A box in points from the page's top left: x0, top, x1, bottom."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """A part of a list and how long the whole list is."""

    rows: tuple[Row, ...]
    total: int
    more: bool = False  # the total was not counted to the end


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its letter a value stands."""

    start: int | None
    end: int | None
    page: int | None
    boxes: tuple[Sides, ...] = ()
    confidence: float | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class FieldView:
    """A header value, addressee or recipient. `value` and `status` are what counts."""

    id: int
    name: Field
    ordinal: int
    version: int
    status: ValueStatus
    value: str | None
    place: Place  # where a person pointed, else where the machine read
    machine_status: ValueStatus
    machine_value: str | None
    machine_text: str | None
    machine_place: Place
    person_status: ValueStatus | None
    person_value: str | None
    person_by: str | None
    person_at: dt.datetime | None
    candidates: tuple[str, ...]
    doubt: str | None  # why a person must look
    settled: bool  # a person has looked


@dataclass(frozen=True, slots=True)
class AssigneeView:
    """Somebody told to do a task."""

    id: int
    body_id: int
    name: str
    role: Role
    kind: AssigneeKind
    inherited: bool
    origin: Origin
    place: Place


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A time limit of a task."""

    id: int
    deadline: Deadline
    source: DeadlineSource
    origin: Origin
    text: str | None
    count: tuple[str, ...]
    rrule: str | None
    reason: str | None  # of an extension
    granted_by: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member of a group that shares a task."""

    id: int
    body_id: int
    name: str
    done_on: dt.date | None
    result: str | None


@dataclass(frozen=True, slots=True)
class FlagView:
    """Why an open task may no longer stand."""

    id: int
    task_id: int
    document_id: int
    document: str
    letter_id: int
    relation: Relation
    settled: Settled


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task with all that hangs on it."""

    id: int
    letter_id: int
    ordinal: int
    version: int
    origin: Origin
    text: str
    kind: TaskKind
    report_to: str | None
    product: str | None
    state: TaskState
    assigned_on: dt.date | None
    done_on: dt.date | None
    result: str | None
    note: str | None
    due_on: dt.date | None
    due_time: str | None
    due_before: bool
    due_source: DeadlineSource
    first_due_on: dt.date | None
    rrule: str | None
    doubt: str | None
    settled: bool
    removed: bool
    place: Place
    assignees: tuple[AssigneeView, ...]
    deadlines: tuple[DeadlineView, ...]
    members: tuple[MemberView, ...] = ()
    flags: tuple[FlagView, ...] = ()
    machine: dict[str, Any] | None = None  # what the machine had said where a person changed it


@dataclass(frozen=True, slots=True)
class CitationView:
    """One document that the letter names, with every place."""

    id: int
    ordinal: int
    version: int
    document_id: int
    origin: Origin
    relation: Relation
    type: str | None
    number_symbol: str | None
    issued_on: dt.date | None
    issuer: str | None
    title: str | None
    pinpoint: str | None
    text: str | None
    doubt: str | None
    candidates: tuple[str, ...]
    settled: bool
    removed: bool
    place: Place
    mentions: tuple[Place, ...]
    held_letter_id: int | None = None
    machine: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class DoubtView:
    """A doubt that hangs on no single value."""

    target: str
    reason: str
    page: int
    boxes: tuple[Sides, ...]
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AsideView:
    """Text on the page that is not the letter's own (arrival stamp, page number …)."""

    kind: str
    text: str
    page: int
    boxes: tuple[Sides, ...]
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter in a list."""

    id: int
    state: LetterState
    version: int
    received_at: dt.datetime
    arrival_number: int | None
    arrival_year: int | None
    arrived_on: dt.date | None
    number_symbol: str | None
    document_type: str | None
    issued_on: dt.date | None
    parent_body: str | None
    issuing_body: str | None
    subject: str | None
    urgency: str | None
    file_name: str
    label: str
    pages: int
    text_source: TextSource
    quality: float
    doubts: int
    tasks: int
    trashed_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A letter as the arrival register (sổ đăng ký văn bản đến) lists it."""

    id: int
    version: int
    arrived_on: dt.date | None
    received_at: dt.datetime
    arrival_number: int | None
    arrival_year: int | None
    issuing_body: str | None
    number_symbol: str | None
    issued_on: dt.date | None
    document_type: str | None
    subject: str | None
    handed_to: str | None
    note: str | None
    urgency: str | None
    pages: int
    file_name: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter whole, as the review page shows it."""

    line: LetterLine
    sha256: str
    media_type: str
    handed_to: str | None
    note: str | None
    approved_by: str | None
    approved_at: dt.datetime | None
    document_id: int | None
    header: dict[Field, FieldView]
    addressees: tuple[FieldView, ...]
    recipients: tuple[FieldView, ...]
    citations: tuple[CitationView, ...]
    tasks: tuple[TaskView, ...]
    deadlines: tuple[DeadlineView, ...]  # of no task
    doubts: tuple[DoubtView, ...]
    pages: tuple[Page, ...]
    asides: tuple[AsideView, ...]
    notes: tuple[str, ...]
    limited_to: tuple[int, ...] = ()  # bodies that alone may see it


@dataclass(frozen=True, slots=True)
class WordView:
    """A word on a page, for selecting."""

    text: str
    start: int
    end: int
    box: Sides | None
    confidence: float


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in a list. `days_over` counts from the last permitted day; negative: still so many days."""

    id: int
    version: int
    letter_id: int
    text: str
    state: TaskState
    timeliness: Timeliness
    days_over: int | None
    due_on: dt.date | None
    due_time: str | None
    due_before: bool
    due_source: DeadlineSource
    first_due_on: dt.date | None
    rrule: str | None
    assigned_on: dt.date | None
    done_on: dt.date | None
    result: str | None
    product: str | None
    report_to: str | None
    flagged: bool
    number_symbol: str | None
    issued_on: dt.date | None
    issuing_body: str | None
    subject: str | None
    urgency: str | None
    assignees: tuple[AssigneeView, ...]
    members_done: int = 0
    members: int = 0
    next_on: dt.date | None = None  # of a recurring deadline


@dataclass(frozen=True, slots=True)
class BodyView:
    """A body, post or person."""

    id: int
    name: str
    kind: str
    symbol: str | None
    parent: str | None
    known: bool
    uses: int
    other_names: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    successor: str | None = None
    successor_id: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A referenced document in a list."""

    id: int
    type: str | None
    number_symbol: str | None
    issued_on: dt.date | None
    issuer: str | None
    title: str | None
    held: bool
    cited_by: int
    open_tasks: int


@dataclass(frozen=True, slots=True)
class CitingView:
    """A letter that cites a document: with the sentence, the page and the relation."""

    citation_id: int
    letter_id: int
    number_symbol: str | None
    document_type: str | None
    issued_on: dt.date | None
    issuing_body: str | None
    subject: str | None
    relation: Relation
    pinpoint: str | None
    page: int | None
    sentence: str
    open_tasks: int


@dataclass(frozen=True, slots=True)
class LinkView:
    """How another document stands to this one, and the letter that says so."""

    document: DocumentLine
    relation: Relation
    letter_id: int
    outgoing: bool  # this document acts on the other


@dataclass(frozen=True, slots=True)
class Happening:
    """A point on a decision's timeline."""

    on: dt.date | None
    what: str  # Vietnamese
    letter_id: int | None = None
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision's page."""

    document: DocumentLine
    letters: tuple[LetterLine, ...]  # held: its own letters
    citing: Paged[CitingView]
    links: tuple[LinkView, ...]
    tasks: Paged[TaskLine]  # open ones that rest on it
    timeline: tuple[Happening, ...]
    similar: tuple[DocumentLine, ...]  # may be the same document
    merged: tuple[DocumentLine, ...] = ()  # were merged into this one


@dataclass(frozen=True, slots=True)
class EventView:
    """One change in the history."""

    id: int
    at: dt.datetime
    who: str
    kind: str
    what: str  # Vietnamese
    letter_id: int | None
    task_id: int | None
    document_id: int | None
    field: str | None
    before: str | None
    after: str | None
    why: str | None
    undoes: int | None
    can_undo: bool


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A change that waits for a person."""

    id: int
    kind: ProposalKind
    letter_id: int
    task_id: int | None
    target: str
    before: str | None
    after: str | None
    reason: str
    source_letter_id: int | None
    made_at: dt.datetime
    settled: Settled


@dataclass(frozen=True, slots=True)
class DuplicateView:
    """Another letter that may be this one."""

    id: int
    letter: LetterLine
    likeness: Likeness
    score: float
    same: bool | None


@dataclass(frozen=True, slots=True)
class ViewView:
    """A saved view: a name for a list's filters."""

    id: int
    page: str
    name: str
    query: str
    shared: bool
    own: bool


@dataclass(frozen=True, slots=True)
class PerformanceRow:
    """One body's tasks in the report of performance, as of a day."""

    body_id: int | None
    name: str
    given: int
    done_early: int
    done_on_time: int
    done_late: int
    done_no_deadline: int
    in_time: int  # đang thực hiện trong hạn
    due_soon: int  # of those, sắp đến hạn
    overdue: int
    no_deadline: int

    @property
    def done(self) -> int:
        """All that are done."""
        return self.done_early + self.done_on_time + self.done_late + self.done_no_deadline

    @property
    def open(self) -> int:
        """All that are still to be done."""
        return self.in_time + self.overdue + self.no_deadline

    @property
    def rate(self) -> float | None:
        """Share of the given tasks that are done, 0…1."""
        return self.done / self.given if self.given else None


@dataclass(frozen=True, slots=True)
class WeekRow:
    """How the tasks stood at a week's end."""

    ends_on: dt.date
    given: int  # in this week
    open: int
    due: int  # in this week
    overdue: int


@dataclass(frozen=True, slots=True)
class QualityRow:
    """How often people had to correct one field."""

    field: str
    group: str  # issuer, scan quality or month
    seen: int
    corrected: int

    @property
    def share(self) -> float:
        """Share corrected, 0…1."""
        return self.corrected / self.seen if self.seen else 0.0


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
    words: str | None = None  # in the task's text
    urgency: str | None = None
    flagged: bool | None = None
    open_only: bool = False
    ids: tuple[int, ...] | None = None  # of these only, as a search found them
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
