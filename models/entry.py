"""What goes into the register for one letter: one value a field, or a doubt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.finding import Assignee, Deadline, Field, Instruction, Reference
    from models.letter import Box


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where in the letter a value stands, and how sure it is."""

    text: str
    start: int
    end: int
    page: int
    boxes: tuple[Box, ...]
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A text value with its evidence."""

    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class EntryReference:
    """One referenced document, with every place that names it."""

    reference: Reference
    evidence: Evidence
    mentions: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class EntryDeadline:
    """A time limit with its due day where one can be known.

    `count` tells, in Vietnamese, how a computed day was reached.
    """

    deadline: Deadline
    evidence: Evidence
    computed: bool = False
    count: tuple[str, ...] = ()
    rrule: str | None = None


@dataclass(frozen=True, slots=True)
class EntryAssignee:
    """Somebody told to do a task."""

    assignee: Assignee
    evidence: Evidence
    inherited: bool = False  # from a heading or from "Kính gửi"


@dataclass(frozen=True, slots=True)
class EntryTask:
    """One thing somebody is told to do."""

    instruction: Instruction
    evidence: Evidence
    assignees: tuple[EntryAssignee, ...] = ()
    deadlines: tuple[EntryDeadline, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person must look at: a field that could not be read or that has two readings.

    `target` names the value: a header field ("number_symbol") or "references.3.issued_on".
    """

    target: str
    reason: str  # in Vietnamese
    page: int
    boxes: tuple[Box, ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One letter as it will stand in the register, awaiting review."""

    header: Mapping[Field, Chosen] = field(default_factory=dict)
    addressees: tuple[Chosen, ...] = ()
    recipients: tuple[Chosen, ...] = ()
    references: tuple[EntryReference, ...] = ()
    deadlines: tuple[EntryDeadline, ...] = ()
    tasks: tuple[EntryTask, ...] = ()
    doubts: tuple[Doubt, ...] = ()
