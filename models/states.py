"""What a letter, a task, a value or a file can be: names stored in the register, with their Vietnamese words."""

from __future__ import annotations

from enum import StrEnum


class LetterState(StrEnum):
    """How far a letter has come with the reviewers."""

    WAITING = "waiting"
    APPROVED = "approved"
    REMOVED = "removed"  # 30 days after it was put into the trash


class TaskState(StrEnum):
    """What a person says about a task. Whether it is late is computed, never stored."""

    WAITING = "waiting"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    RETURNED = "returned"
    CANCELLED = "cancelled"


OPEN_STATES = (TaskState.ASSIGNED, TaskState.IN_PROGRESS, TaskState.RETURNED)
"""States in which somebody still owes the work."""

PENDING_STATES = (TaskState.WAITING, *OPEN_STATES)
"""The same with tasks that no reviewer has approved yet: their days pass too."""


class Timeliness(StrEnum):
    """How a task stands to its deadline on a given day."""

    NOT_DUE = "not-due"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    DONE_EARLY = "done-early"
    DONE_ON_TIME = "done-on-time"
    DONE_LATE = "done-late"
    NO_DEADLINE = "no-deadline"
    DONE_NO_DEADLINE = "done-no-deadline"
    NOT_COUNTED = "not-counted"  # cancelled


class ValueStatus(StrEnum):
    """What is known of one value; the last three are three different kinds of nothing."""

    VALUE = "value"
    EMPTY = "empty"  # read, and nothing was found
    ABSENT = "absent"  # a person says: không có trong văn bản
    UNREAD = "unread"  # something stands there that was not read: chưa đọc


class Origin(StrEnum):
    """Who made a row."""

    MACHINE = "machine"
    PERSON = "person"


class DeadlineSource(StrEnum):
    """Where a task's due day comes from."""

    WRITTEN = "written"
    COMPUTED = "computed"
    NONE = "none"


class LedgerState(StrEnum):
    """How far a file from the inbox has come (nhật ký tệp)."""

    SEEN = "seen"
    STABLE = "stable"
    STORED = "stored"
    READ = "read"
    EXTRACTED = "extracted"
    FILED = "filed"
    DUPLICATE = "duplicate"
    SET_ASIDE = "set-aside"
    FAILED = "failed"


ENDED = (LedgerState.FILED, LedgerState.DUPLICATE, LedgerState.SET_ASIDE, LedgerState.FAILED)
"""Ledger states in which nothing more happens by itself (a failed file may still be tried again)."""


class Likeness(StrEnum):
    """Why two letters may be one."""

    SAME_BYTES = "same-bytes"
    SAME_PAGES = "same-pages"
    SAME_NUMBER = "same-number"


class ProposalKind(StrEnum):
    """What proposes a change that a person must decide on."""

    REREAD = "reread"  # the machine reads the letter otherwise now
    EXTENSION = "extension"  # a later letter extends a deadline
    IMPORT = "import"  # a corrected spreadsheet


class Settled(StrEnum):
    """What a person decided about a proposal or a flag."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class AccountRole(StrEnum):
    """What an account may do."""

    CLERK = "clerk"
    OFFICER = "officer"
    LEADER = "leader"
    ADMIN = "admin"


class Part(StrEnum):
    """What a letter or a task wants of the office."""

    LEAD = "lead"  # to do it, or to see that others do it
    COOPERATE = "cooperate"
    INFORMATION = "information"


LABELS: dict[StrEnum, str] = {
    Part.LEAD: "phải làm",
    Part.COOPERATE: "phối hợp",
    Part.INFORMATION: "để biết",
    LetterState.WAITING: "chờ duyệt",
    LetterState.APPROVED: "đã duyệt",
    LetterState.REMOVED: "đã xóa",
    TaskState.WAITING: "chờ duyệt",
    TaskState.ASSIGNED: "đã giao",
    TaskState.IN_PROGRESS: "đang thực hiện",
    TaskState.DONE: "hoàn thành",
    TaskState.RETURNED: "trả lại",
    TaskState.CANCELLED: "hủy",
    Timeliness.NOT_DUE: "chưa đến hạn",
    Timeliness.DUE_SOON: "sắp đến hạn",
    Timeliness.OVERDUE: "quá hạn",
    Timeliness.DONE_EARLY: "hoàn thành trước hạn",
    Timeliness.DONE_ON_TIME: "hoàn thành đúng hạn",
    Timeliness.DONE_LATE: "hoàn thành quá hạn",
    Timeliness.NO_DEADLINE: "không có hạn",
    Timeliness.DONE_NO_DEADLINE: "hoàn thành (không có hạn)",
    Timeliness.NOT_COUNTED: "không tính",
    ValueStatus.VALUE: "có",
    ValueStatus.EMPTY: "không tìm thấy",
    ValueStatus.ABSENT: "không có trong văn bản",
    ValueStatus.UNREAD: "chưa đọc",
    DeadlineSource.WRITTEN: "ghi trong văn bản",
    DeadlineSource.COMPUTED: "tính ra",
    DeadlineSource.NONE: "không có hạn",
    LedgerState.SEEN: "đã thấy",
    LedgerState.STABLE: "đã ghi xong",
    LedgerState.STORED: "đã lưu bản gốc",
    LedgerState.READ: "đã đọc",
    LedgerState.EXTRACTED: "đã bóc tách",
    LedgerState.FILED: "đã vào sổ",
    LedgerState.DUPLICATE: "trùng",
    LedgerState.SET_ASIDE: "để riêng",
    LedgerState.FAILED: "lỗi",
    Likeness.SAME_BYTES: "cùng một tệp",
    Likeness.SAME_PAGES: "cùng nội dung, quét lại",
    Likeness.SAME_NUMBER: "cùng cơ quan, số, ký hiệu và ngày",
    ProposalKind.REREAD: "máy đọc lại khác",
    ProposalKind.EXTENSION: "văn bản gia hạn",
    ProposalKind.IMPORT: "từ tệp Excel",
    Settled.OPEN: "chưa xem",
    Settled.ACCEPTED: "đã nhận",
    Settled.REJECTED: "đã bỏ",
    AccountRole.CLERK: "văn thư",
    AccountRole.OFFICER: "chuyên viên",
    AccountRole.LEADER: "lãnh đạo",
    AccountRole.ADMIN: "quản trị",
}
