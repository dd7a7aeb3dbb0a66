"""What the register answers about letters: header values, citations, lists, the review page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

    from models.finding import Field, Relation
    from models.letter import Page, TextSource
    from models.register_tasks import DeadlineView, TaskView
    from models.register_values import Place, Sides
    from models.states import LetterState, Likeness, Origin, ValueStatus


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
class DuplicateView:
    """Another letter that may be this one."""

    id: int
    letter: LetterLine
    likeness: Likeness
    score: float
    same: bool | None
