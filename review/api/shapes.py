"""The API's shapes: what goes in and out, as OpenAPI tells it."""

import datetime as dt
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field

from models.finding import Relation, Role
from models.states import DeadlineSource, LetterState, TaskState, Timeliness

Item = TypeVar("Item")

Id = Annotated[int, Path(ge=1, lt=2**63)]
Version = Annotated[
    int | None, Field(ge=0, lt=2**31, description="Bản đã xem; khác bản mới nhất thì trả 409")
]
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Words = Annotated[str | None, Query(max_length=500)]


class Shape(BaseModel):
    """A value that is read from the register's own values."""

    model_config = ConfigDict(from_attributes=True)


class Given(BaseModel):
    """A value that a program sends; unknown names are refused, so that none is lost unseen."""

    model_config = ConfigDict(extra="forbid")


class Problem(BaseModel):
    """An error, RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    next_step: str | None = None


class Items(BaseModel, Generic[Item]):
    """A part of a list."""

    items: list[Item]
    total: int
    more: bool = Field(description="Tổng chưa đếm hết")


class LetterOut(Shape):
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
    issuing_body: str | None
    subject: str | None
    urgency: str | None
    file_name: str
    pages: int
    doubts: int
    tasks: int


class RecordOut(BaseModel):
    """A letter whole, as the letter record "congvan/letter/1" with the reviewed values."""

    model_config = ConfigDict(extra="allow")

    schema_: str = Field(alias="schema")
    id: int
    state: LetterState
    version: int
    source: dict[str, Any]
    text: str
    header: dict[str, Any]
    addressees: list[dict[str, Any]]
    recipients: list[dict[str, Any]]
    references: list[dict[str, Any]]
    deadlines: list[dict[str, Any]]
    tasks: list[dict[str, Any]]
    doubts: list[dict[str, Any]]


class AssigneeOut(Shape):
    """Somebody told to do a task."""

    id: int
    body_id: int
    name: str
    role: Role


class TaskOut(Shape):
    """A task in a list."""

    id: int
    version: int
    letter_id: int
    text: str
    state: TaskState
    timeliness: Timeliness
    days_over: int | None
    due_on: dt.date | None
    due_time: str | None
    due_source: DeadlineSource
    first_due_on: dt.date | None
    assigned_on: dt.date | None
    done_on: dt.date | None
    result: str | None
    product: str | None
    report_to: str | None
    number_symbol: str | None
    assignees: list[AssigneeOut]


class DocumentOut(Shape):
    """A referenced document."""

    id: int
    type: str | None
    number_symbol: str | None
    issued_on: dt.date | None
    issuer: str | None
    title: str | None
    held: bool
    cited_by: int
    open_tasks: int


class CitingOut(Shape):
    """A letter that cites a document."""

    letter_id: int
    number_symbol: str | None
    issued_on: dt.date | None
    issuing_body: str | None
    relation: Relation
    page: int | None
    sentence: str


class DecisionOut(BaseModel):
    """A decision with those who cite it and what rests on it."""

    document: DocumentOut
    letters: list[LetterOut]
    citing: Items[CitingOut]
    tasks: Items[TaskOut]


class SuggestionOut(Shape):
    """A document that a citation may mean."""

    document: DocumentOut
    exact: bool
    score: float
    reason: str


class HitOut(BaseModel):
    """A letter or task that a search found; `snippet` marks the found words with ⟦ ⟧."""

    kind: Literal["letter", "task"]
    id: int
    letter_id: int
    snippet: str
    page: int | None


class FoundOut(BaseModel):
    """A search's answer."""

    query: str
    suggestions: list[SuggestionOut]
    letters: Items[HitOut]
    tasks: Items[HitOut]
    notes: list[str]


class ChangeOut(Shape):
    """Something that happened."""

    id: int
    at: dt.datetime
    who: str
    kind: str
    what: str
    letter_id: int | None
    task_id: int | None
    document_id: int | None
    field: str | None
    before: str | None
    after: str | None


class Changes(BaseModel):
    """What happened after a cursor; ask again with `cursor`."""

    items: list[ChangeOut]
    cursor: int


class UploadedOut(BaseModel):
    """What became of an uploaded file."""

    file_name: str
    taken: bool
    detail: str


class Correction(Given):
    """A person's word on one value.

    `target`: a header field ("number_symbol"), "citation.12.issued_on", "task.5.text" (product, report_to).
    """

    target: Annotated[str, Field(max_length=80)]
    action: Literal["set", "accept", "absent"] = "set"
    value: Annotated[str | None, Field(max_length=20_000)] = None
    version: Version = None


class Corrected(BaseModel):
    """The letter's version after a correction, and that of the value."""

    letter_id: int
    target: str
    version: int


class Approval(Given):
    """Approve a letter; `anyway` although places are left that nobody has looked at."""

    anyway: bool = False
    version: Version = None


class Approved(BaseModel):
    """The letter's version after approval."""

    letter_id: int
    version: int


class NewState(Given):
    """A task's new state."""

    state: TaskState
    on: dt.date | None = None
    result: Annotated[str | None, Field(max_length=400)] = None
    note: Annotated[str | None, Field(max_length=4000)] = None
    version: Version = None


class Extension(Given):
    """A later deadline, with the reason."""

    due: dt.date
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    letter_id: Annotated[int | None, Field(ge=1, lt=2**63)] = None
    version: Version = None
