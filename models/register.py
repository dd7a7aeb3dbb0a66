"""What the register answers: plain values for the page, the command line and the exports. They know no database.

Each theme has its module `register_<theme>`.
"""

from models.register_decisions import BodyView, CitingView, DecisionView, DocumentLine, Happening, LinkView
from models.register_history import EventView, PerformanceRow, ProposalView, QualityRow, ViewView, WeekRow
from models.register_letters import (
    AsideView,
    CitationView,
    DoubtView,
    DuplicateView,
    FieldView,
    LetterLine,
    LetterView,
    RegisterEntry,
    WordView,
)
from models.register_search import Found, Hit, LetterFilter, Snippet, Suggestion, TaskFilter
from models.register_tasks import AssigneeView, DeadlineView, FlagView, MemberView, TaskLine, TaskView
from models.register_values import Paged, Place, Row, Sides

__all__ = [
    "AsideView",
    "AssigneeView",
    "BodyView",
    "CitationView",
    "CitingView",
    "DeadlineView",
    "DecisionView",
    "DocumentLine",
    "DoubtView",
    "DuplicateView",
    "EventView",
    "FieldView",
    "FlagView",
    "Found",
    "Happening",
    "Hit",
    "LetterFilter",
    "LetterLine",
    "LetterView",
    "LinkView",
    "MemberView",
    "Paged",
    "PerformanceRow",
    "Place",
    "ProposalView",
    "QualityRow",
    "RegisterEntry",
    "Row",
    "Sides",
    "Snippet",
    "Suggestion",
    "TaskFilter",
    "TaskLine",
    "TaskView",
    "ViewView",
    "WeekRow",
    "WordView",
]
