"""What sort of instruction an order is: work, a ban, coming to a meeting, blame, a general call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import order_patterns as say
from extractors.general_calls import carries_out_only
from extractors.telling import verb_at
from models.finding import TaskKind

if TYPE_CHECKING:
    from extractors.clauses import Clause, View


def kind_of(view: View, clause: Clause, end: int) -> TaskKind:
    """Say what sort of instruction a clause is, by how its verbs begin."""
    begin = clause.verb or clause.start
    if clause.upward:
        return TaskKind.REQUEST
    for pattern, place, kind in (
        (say.ACCOUNTABLE, begin, TaskKind.ACCOUNTABILITY),
        (say.TROUBLE, clause.start, TaskKind.CONDITIONAL),
        (say.FORBIDDEN, begin, TaskKind.PROHIBITION),
        (say.ATTEND, begin, TaskKind.EVENT),
    ):
        if pattern.match(view.folded, place, end):
            worked = kind is TaskKind.ACCOUNTABILITY and _works_on(view, place, end)
            return TaskKind.DIRECTIVE if worked else kind
    return TaskKind.GENERAL if carries_out_only(view, begin, end) else TaskKind.DIRECTIVE


def _works_on(view: View, begin: int, end: int) -> bool:
    """Say whether work follows a semicolon: "Chịu trách nhiệm trước UBND tỉnh …; kiện toàn Ban Chỉ đạo …"."""
    return any(verb_at(view, match.end(), end) for match in say.SEMICOLON.finditer(view.folded, begin, end))
