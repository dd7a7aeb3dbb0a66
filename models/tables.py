"""All rows of the register, by one import; each theme has its module `tables_<theme>`."""

from models.tables_base import Base, Moment
from models.tables_documents import CitationRow, DocumentRow, LinkRow
from models.tables_history import EventRow, LedgerRow, ProposalRow, WorkerRow
from models.tables_letters import (
    DuplicateRow,
    FieldRow,
    LetterRow,
    LetterTextRow,
    LikenessBandRow,
    SignatureRow,
)
from models.tables_office import (
    AccessRow,
    AccountBodyRow,
    AccountRow,
    BodyNameRow,
    BodyRow,
    CounterRow,
    GroupMemberRow,
    PresenceRow,
    SettingRow,
    TokenRow,
    ViewRow,
)
from models.tables_tasks import (
    AssignmentRow,
    DeadlineRow,
    FlagRow,
    MemberRow,
    TaskRow,
    TaskStateRow,
)

__all__ = [
    "AccessRow",
    "AccountBodyRow",
    "AccountRow",
    "AssignmentRow",
    "Base",
    "BodyNameRow",
    "BodyRow",
    "CitationRow",
    "CounterRow",
    "DeadlineRow",
    "DocumentRow",
    "DuplicateRow",
    "EventRow",
    "FieldRow",
    "FlagRow",
    "GroupMemberRow",
    "LedgerRow",
    "LetterRow",
    "LetterTextRow",
    "LikenessBandRow",
    "LinkRow",
    "MemberRow",
    "Moment",
    "PresenceRow",
    "ProposalRow",
    "SettingRow",
    "SignatureRow",
    "TaskRow",
    "TaskStateRow",
    "TokenRow",
    "ViewRow",
    "WorkerRow",
]
