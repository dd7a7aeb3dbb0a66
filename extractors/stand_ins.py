"""Who does what no heading gives to anybody: a plan's leader, its maker, the body that the bullet before names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import item_patterns as patterns

if TYPE_CHECKING:
    from extractors.clauses import View
    from extractors.task_sentences import Span


class StandIns:
    """Remembers, while a letter is read, where those stand who do what names nobody."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.leader: tuple[Span, ...] = ()  # where the body stands that is to lead a plan
        self.maker: tuple[Span, ...] = ()  # where the body stands that made it, or whom the letter guides
        # a list's place, and its bullet that names somebody
        self._beside: tuple[int | None, tuple[Span, ...]] = (None, ())

    def lead(self, span: Span, who: tuple[Span, ...]) -> None:
        """Remember who is told to lead the whole plan: those lead what names nobody."""
        if who and not self.leader and patterns.LEADS_ALL.search(self.view.folded, *span):
            self.leader = who

    def name_in_list(self, parent: int | None, span: Span, *, labelled: bool) -> None:
        """Remember a bullet that names somebody for those behind it; a label ("Sở Y tế: …") is for its own alone."""
        self._beside = (parent, () if labelled else (span,))

    def beside(self, parent: int | None) -> tuple[Span, ...]:
        """Return the bullet before in the same list that says who is told."""
        return self._beside[1] if parent == self._beside[0] else ()

    def scope_of(self, scope: tuple[Span, ...], beside: tuple[Span, ...]) -> tuple[Span, ...]:
        """Return where it stands who does a task: a plan's leader before the bullet beside it and the maker."""
        nearer = self.leader or beside
        if not nearer:
            return (*self.maker, *scope)
        # what stands nearest counts, and the opening names the maker
        makers = [start for start, _ in self.maker]
        return (*nearer, *(span for span in scope if not any(span[0] <= at < span[1] for at in makers)))
