"""Which of many bodies are meant, and who only helps: what stands between a name and its work."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors import order_patterns as say

if TYPE_CHECKING:
    from extractors.clauses import Clause, View
    from extractors.naming import Names


def which_is_meant(view: View, names: Names, verb: int, end: int) -> tuple[Names, int]:
    """Pass over what says which body is meant: "do Sở Y tế làm Tổ trưởng", "có dự án đi qua"."""
    aside = say.LED_BY.match(view.folded, names.end, end) or say.ACTS_AS.match(view.folded, names.end, end)
    if aside:
        return names, aside.end()
    last = names.names[-1]
    above = say.NAMED_ABOVE.match(view.folded, names.end, end)
    which = above if above and last.grouped else None
    if which is None and (last.grouped or "các" in last.name.split()):
        which = say.WHICH_THROUGH.match(view.folded, names.end, end) or say.WHICH.match(
            view.folded, names.end, end
        )
    if which is None:
        return names, verb
    stop = len(view.raw[: which.end()].rstrip())
    whole = (*names.names[:-1], last.reaching(view.raw, stop))
    return replace(names, names=whole, end=stop), which.end()


def with_helpers(view: View, clause: Clause) -> Clause:
    """Part those who are told from those together with whom they do it."""
    for place, (one, other) in enumerate(pairwise(clause.told), start=1):
        if say.TOGETHER.search(view.folded, one.end, other.start):
            return replace(clause, told=clause.told[:place], helpers=clause.told[place:])
    return clause
