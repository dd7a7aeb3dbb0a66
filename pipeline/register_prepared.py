"""A letter ready to be filed: its rows, and the documents that it is and cites, before the database gives ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.bodies import Standpoint
    from pipeline.identity import Identity


@dataclass(frozen=True, slots=True)
class Described:
    """A document as a letter describes it: its identity, and the columns of a new row."""

    identity: Identity
    columns: dict[str, Any]

    @property
    def key(self) -> str:
        """What is unique in `documents`."""
        return str(self.columns["identity"])


@dataclass(slots=True)
class Prepared:
    """All rows of one letter, as plain dicts without the ids that only the database knows."""

    letter: dict[str, Any]
    text: dict[str, Any]
    fields: list[dict[str, Any]]
    citations: list[dict[str, Any]] = field(default_factory=list)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    assignments: list[list[dict[str, Any]]] = field(default_factory=list)  # of each task
    deadlines: list[list[dict[str, Any]]] = field(default_factory=list)  # of each task
    loose_deadlines: list[dict[str, Any]] = field(default_factory=list)  # of the letter alone
    signature: bytes | None = None
    own: Described | None = None  # the document that the letter itself is
    cited: list[Described] = field(default_factory=list)
    standpoint: Standpoint | None = None
