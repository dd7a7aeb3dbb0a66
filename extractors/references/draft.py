"""A reference while it is being put together from its pieces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.finding import Reference, Relation

if TYPE_CHECKING:
    import datetime as dt

    from extractors.references.heads import Head
    from extractors.references.titles import Title
    from models.symbol import Symbol


@dataclass
class Draft:
    """One mention: from its type word to the end of its date and issuer.

    `number_at` is where the symbol (or the law's name) begins; `end` grows with each clause.
    """

    start: int
    number_at: int
    number_end: int
    end: int
    rule: str
    type: str | None = None
    symbol: Symbol | None = None
    head: Head | None = None
    day: dt.date | None = None
    day_sure: bool = True
    year: int | None = None
    issuer: str | None = None
    issuer_after: bool = False  # from a clause behind the number
    issuer_sure: bool = True
    title: Title | None = None
    law_title: str | None = None
    relation: Relation = Relation.MENTIONS
    pinpoint: str | None = None
    repaired: bool = False
    nested: bool = False  # named inside another reference's title
    confidence: float = 0.98
    candidates: tuple[str, ...] = ()
    outer: int = 0  # where the pinpoint in front of it begins
    amended_by: list[str] = field(default_factory=list)

    @property
    def reach(self) -> int:
        """Where everything that belongs to the mention ends, its title included."""
        return max(self.end, self.title.end if self.title else 0)

    def value(self, text: str) -> Reference:
        """Return the finished value."""
        title = " ".join(text[self.title.start : self.title.end].split()) if self.title else None
        return Reference(
            type=self.type,
            number_symbol=self.symbol.canonical if self.symbol and self.symbol.number else None,
            issued_on=self.day,
            issuer=self.issuer,
            title=self.law_title or title,
            relation=self.relation,
            pinpoint=self.pinpoint,
            amended_by=tuple(dict.fromkeys(self.amended_by)),
            year=None if self.day else self.year,
        )
