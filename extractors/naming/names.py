"""The names of those who are told to do something, as values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.finding import AssigneeKind


@dataclass(frozen=True, slots=True)
class Name:
    """One body, post or person: `text[start:end]`, named `name`."""

    start: int
    end: int
    name: str
    kind: AssigneeKind
    grouped: bool = False  # "các cơ quan, đơn vị": a class of bodies, not one

    def reaching(self, raw: str, stop: int) -> Name:
        """Return the name as it stands in the text up to `stop`: with what says which body is meant."""
        return replace(self, end=stop, name=" ".join(raw[self.start : stop].split()))


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names as read, and where reading stopped."""

    names: tuple[Name, ...]
    end: int
    stop: str = ""  # the word or mark that ended the list, folded; empty at the end of the text
    unlisted: bool = False  # it ended where work must begin, with a word that no list holds
