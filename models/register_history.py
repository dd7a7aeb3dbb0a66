"""What the register answers about changes, proposals, reports and saved views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from models.states import ProposalKind, Settled


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
