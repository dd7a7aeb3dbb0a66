"""What an extractor finds: a value with its place in the text, how sure it is, and the rule that made it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


class Field(StrEnum):
    """The record's fields; the header's names are those of the letter record."""

    PARENT_BODY = "parent_body"
    ISSUING_BODY = "issuing_body"
    DOCUMENT_TYPE = "document_type"
    NUMBER_SYMBOL = "number_symbol"
    PLACE = "place"
    ISSUED_ON = "issued_on"
    SUBJECT = "subject"
    URGENCY = "urgency"
    SECRECY = "secrecy"
    SIGNING_CAPACITY = "signing_capacity"
    SIGNER_TITLE = "signer_title"
    SIGNER_NAME = "signer_name"
    ADDRESSEE = "addressee"
    RECIPIENT = "recipient"
    REFERENCE = "reference"
    DEADLINE = "deadline"
    TASK = "task"
    ASSIGNEE = "assignee"


HEADER_FIELDS: tuple[Field, ...] = tuple(Field)[:12]


class Relation(StrEnum):
    """How a referenced document stands to this letter."""

    BASIS = "basis"  # căn cứ, theo
    IMPLEMENTS = "implements"  # thực hiện, triển khai
    REPLIES = "replies"  # trả lời, phúc đáp
    PROPOSED_IN = "proposed_in"  # theo đề nghị tại
    ATTACHES = "attaches"  # kèm theo
    AMENDS = "amends"  # sửa đổi, bổ sung
    REPLACES = "replaces"  # thay thế
    CANCELS = "cancels"  # bãi bỏ
    EXTENDS = "extends"  # gia hạn
    GUIDES = "guides"  # hướng dẫn
    MENTIONS = "mentions"  # nhắc tới


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention of another document (văn bản viện dẫn), as written."""

    type: str | None  # lower-case Vietnamese name
    number_symbol: str | None  # "1789/QĐ-UBND"
    issued_on: dt.date | None = None
    issuer: str | None = None
    title: str | None = None
    relation: Relation = Relation.MENTIONS
    pinpoint: str | None = None  # "điểm a khoản 2 Điều 5"
    amended_by: tuple[str, ...] = ()  # symbols of the documents that amend this one, as the letter says
    year: int | None = None  # where no day is written but a year: "Quyết định 1789/QĐ-UBND năm 2023"


class DeadlineKind(StrEnum):
    """See the letter record: what kind of time limit (thời hạn) is written."""

    DATE = "date"
    PERIOD = "period"
    DURATION = "duration"
    RECURRING = "recurring"
    IMMEDIATE = "immediate"
    EVENT = "event"


class Bound(StrEnum):
    """Whether the day itself still counts."""

    BEFORE = "before"  # trước ngày: the day itself is too late
    BY = "by"  # chậm nhất, đến, hết, trong
    ON = "on"  # vào ngày


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit as written. `due` is filled by `choose` where it needs the letter's own date.

    `day`, `month`, `year` are what is printed: for a date without a year, `year` is None;
    for a period, `month` is its last month.
    """

    kind: DeadlineKind
    due: dt.date | None = None
    time: str | None = None  # "16:00"
    bound: Bound | None = None
    amount: int | None = None
    unit: str | None = None  # working_day | day | month | year | hour (week is given as 7 days)
    anchor: str | None = None  # receipt | issue | event
    anchor_on: dt.date | None = None  # the anchor's date, where it is printed
    every: str | None = None  # week | month | quarter | half | year
    day: int | None = None
    month_offset: int | None = None
    weekday: int | None = None
    month: int | None = None
    year: int | None = None
    event: str | None = None  # the event's words


class Role(StrEnum):
    """What an assignee is to do."""

    LEAD = "lead"  # chủ trì, or simply told to
    COOPERATE = "cooperate"  # phối hợp
    MONITOR = "monitor"  # theo dõi, đôn đốc, tổng hợp


class AssigneeKind(StrEnum):
    """What sort of assignee: a body (cơ quan), a post (chức vụ) or a person (người)."""

    BODY = "body"
    POST = "post"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Assignee:
    """Somebody who is told to do something, as the letter names it."""

    name: str
    role: Role = Role.LEAD
    kind: AssigneeKind = AssigneeKind.BODY


class TaskKind(StrEnum):
    """What sort of instruction: only `directive` and `general` count as tasks of the record."""

    DIRECTIVE = "directive"
    GENERAL = "general"  # closing "nghiêm túc triển khai thực hiện"
    CONDITIONAL = "conditional"
    PROHIBITION = "prohibition"
    ACCOUNTABILITY = "accountability"
    REQUEST = "request"  # upward
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Instruction:
    """One thing somebody is told to do: the task's words and where it stands in the outline.

    `scope` are the (start, end) spans of the headings it stands under, outermost first:
    their assignees and deadlines are inherited.
    """

    kind: TaskKind = TaskKind.DIRECTIVE
    report_to: str | None = None
    product: str | None = None
    scope: tuple[tuple[int, int], ...] = ()
    row: tuple[int, int] | None = None  # (table, row) where it is a table row
    details: tuple[tuple[int, int], ...] = ()  # cells and lines elsewhere that say who does it and when
    role: Role = Role.LEAD  # of those who are not named in the task itself but by a heading or "Kính gửi"


Value = str | Reference | Deadline | Assignee | Instruction


@dataclass(frozen=True, slots=True)
class Finding:
    """`value` stands at `Letter.text[start:end]`; `rule` names what found it."""

    field: Field
    value: Value
    start: int
    end: int
    confidence: float
    rule: str
    candidates: tuple[str, ...] = ()  # other readings of the same place

    def __post_init__(self) -> None:
        """Refuse an empty or reversed span and a confidence outside 0…1."""
        if not 0 <= self.start <= self.end:
            msg = f"finding with span {self.start}…{self.end}"
            raise ValueError(msg)
        if not 0 <= self.confidence <= 1:
            msg = f"finding with confidence {self.confidence}"
            raise ValueError(msg)
