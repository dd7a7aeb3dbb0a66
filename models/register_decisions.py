"""What the register answers about bodies and referenced documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from models.finding import Relation
    from models.register_letters import LetterLine
    from models.register_tasks import TaskLine
    from models.register_values import Paged


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
