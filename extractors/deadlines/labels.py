"""Limits that a label or a column's heading announces: "Thời gian thực hiện: Quý II/2024"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.deadlines.cues import Verdict
from extractors.deadlines.vocabulary import label_reading
from extractors.deadlines.words import DAY_WORD, SESSION
from models.finding import Bound
from models.letter import Zone

if TYPE_CHECKING:
    from extractors.deadlines.context import View
    from extractors.deadlines.words import Moment
    from models.letter import Block

_MARKER = r"[\s\-+*–•·(]*(?:(?:[ivx]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)/]\s*)?"
_LABEL_WORDS = r"(?:thời\s+gian|thời\s+hạn|thời\s+điểm|tiến\s+độ|hạn)(?P<about>(?:\s+[^:.;\n]{1,70}?)?)"
_LABEL = re.compile(rf"{_MARKER}(?P<label>{_LABEL_WORDS})\s*:\s*")
_HEADING = re.compile(rf"{_MARKER}(?P<label>{_LABEL_WORDS})\s*[.:]?\s*")
# What may stand between a label and its day: "hoàn thành trong 02 " (ngày 28-29/3)
_LEAD = re.compile(
    r"""(?: (?:từ|trong|vào|trước|hoàn\s+thành|xong|dự\s+kiến|khoảng|cuối|ngay|bắt\s+đầu|làm\s+việc
          |ngày|tháng|quý|năm|đến|hết|thực\s+hiện|kể|lúc)(?!\w)
        | \d{1,2}(?=\s+ngày|\s*$) | một | [\s,:("-] )*""",
    re.VERBOSE,
)
_FROM = re.compile(r"(?<!\w)từ\s+$")
# "từ quý I/2024 đến hết " (năm 2024): what stands behind is the end
_SINCE = re.compile(r"\s*(?:bắt\s+đầu\s+)?từ\s+[^.;:]{4,40}?\s+(?=đến\s)")
_GOES_TO = re.compile(r"[-–,]|(?<!\w)(?:đến|và)(?!\w)")
_VENUE = re.compile(r"(?<!\w)địa\s+điểm")
_COLUMN = re.compile(r"(?<!\w)(?:thời\s+gian|thời\s+hạn|thời\s+điểm|tiến\s+độ|hạn|hoàn\s+thành)(?!\w)")
_WORK_COLUMN = re.compile(
    r"(?<!\w)(?:nội\s+dung|nhiệm\s+vụ|công\s+việc|chủ\s+trì|thực\s+hiện|hoạt\s+động|đơn\s+vị|cơ\s+quan|sản\s+phẩm|kết\s+quả|tên)(?!\w)"
)
_SCHEDULE_COLUMN = re.compile(
    r"(?<!\w)(?:địa\s+điểm|giảng\s+viên|người\s+trình\s+bày|báo\s+cáo\s+viên|buổi|sáng|chiều|lớp|phòng\s+thi)(?!\w)"
)
_DAY = re.compile(rf"(?:{SESSION}\s*,?\s*)?{DAY_WORD}")  # "Ngày 06/6/2021", "Sáng ngày 06/6"
HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column whose cells are limits."""

    reading: str  # limit | span


class Labels:
    """Finds the label above or before a moment in running text."""

    def __init__(self, view: View) -> None:
        """Remember the letter's blocks by place."""
        self.view = view
        self.blocks = view.letter.blocks
        self.places = {block.start: place for place, block in enumerate(self.blocks)}

    def judge(self, block: Block, moment: Moment) -> Verdict | None:
        """Return the limit that "Thời gian thực hiện:" makes of a moment."""
        low = self.view.low
        first = max(block.start, self.view.sentence(moment.start)[0])
        match = _LABEL.match(low, first, moment.start) or _LABEL.match(low, block.start, moment.start)
        if match:
            lead, about = match.end(), match["about"]
        else:
            above = self._heading_above(block)
            if above is None:
                return None
            marker = re.compile(_MARKER).match(low, block.start, moment.start)
            lead, about = marker.end() if marker else block.start, above
        return self._verdict(block, moment, lead, about)

    def _verdict(self, block: Block, moment: Moment, lead: int, about: str) -> Verdict | None:
        low = self.view.low
        since = _SINCE.match(low, lead, moment.start)
        lead = since.end() if since else lead
        if not _LEAD.fullmatch(low, lead, moment.cue_end) or moment.timed or self.view.invites:
            return None
        if _only_begins(low, moment):
            return None
        reading = label_reading(about)
        if reading == "event" or (reading == "span" and self._venue_near(block)):
            return None
        ranged = moment.shape == "range" or re.search(r"(?<!\w)từ(?!\w)", low[lead : moment.start])
        if reading == "limit" and ranged and "báo cáo" in about:
            return None  # what the report is about
        if moment.deadline.due and self.view.standing.is_past(moment.deadline.due):
            return None
        on = reading == "span" and moment.shape in {"day", "days", "each"}
        value = replace(self.view.dated(moment.deadline), bound=Bound.ON if on else Bound.BY)
        sure = 0.9 if reading == "limit" or about.strip() else 0.8
        return Verdict(value, _range_start(low, moment), sure * (0.7 if moment.mended else 1), "label")

    def _heading_above(self, block: Block) -> str | None:
        """Return the label that a heading of its own line gives to this block."""
        place = self.places.get(block.start, 0)
        if place == 0 or block.zone is Zone.TABLE:
            return None
        above = self.blocks[place - 1]
        if above.zone is not block.zone or above.end - above.start > 90:
            return None
        match = _HEADING.fullmatch(self.view.low, above.start, above.end)
        return match["about"] if match else None

    def _venue_near(self, block: Block) -> bool:
        """Say whether a place is named beside the time, as for a meeting or a course."""
        place = self.places.get(block.start, 0)
        near = self.blocks[max(0, place - 2) : place + 3]
        return any(_VENUE.search(self.view.low, one.start, one.end) for one in near)


def limit_columns(view: View) -> dict[tuple[int, int], Column]:
    """Return the columns (table, column) whose cells say by when the row's work is due."""
    heads: dict[int, dict[int, str]] = {}
    for block in view.letter.in_zones(Zone.TABLE):
        if (
            block.cell
            and block.cell.row < HEAD_ROWS
            and not re.search(r"\d", view.raw[block.start : block.end])
        ):
            texts = heads.setdefault(block.cell.table, {})
            for column in range(block.cell.column, block.cell.column + block.cell.column_span):
                texts[column] = f"{texts.get(column, '')} {view.low[block.start : block.end]}"
    found = {}
    for table, texts in heads.items():
        for column, words in texts.items():
            others = " ".join(text for other, text in texts.items() if other != column)
            if _is_limit(words, others):
                found[table, column] = Column(label_reading(words))
    return found


def _is_limit(words: str, others: str) -> bool:
    if not _COLUMN.search(words) or len(words) > 160 or not _WORK_COLUMN.search(others):
        return False
    reading = label_reading(words)
    return reading == "limit" or (reading == "span" and not _SCHEDULE_COLUMN.search(others))


def judge_cell(view: View, moment: Moment, column: Column) -> Verdict | None:
    """Return the limit that a cell of such a column says, with or without cue words."""
    if _only_begins(view.low, moment):
        return None
    if moment.deadline.due and view.standing.is_past(moment.deadline.due):
        return None
    block = view.letter.block_at(moment.start)
    first = block is not None and block.start == moment.start and _DAY.match(view.low, moment.start)
    on = column.reading == "span" and moment.shape in {"day", "days", "each"} and first
    value = replace(view.dated(moment.deadline), bound=Bound.ON if on else Bound.BY)
    return Verdict(
        value,
        _range_start(view.low, moment),
        0.93 * (0.7 if moment.mended else 1),
        f"column, {column.reading}",
    )


def _only_begins(low: str, moment: Moment) -> bool:
    """Say whether a period is only when the work begins: "từ quý III/2024", and no end."""
    begins = _FROM.search(low, max(0, moment.start - 6), moment.start)
    return bool(begins) and moment.shape == "period" and not _GOES_TO.search(low, moment.start, moment.end)


def _range_start(low: str, moment: Moment) -> int:
    """Take in the "từ" of "từ tháng 4 đến tháng 12"."""
    opened = _FROM.search(low, max(0, moment.start - 6), moment.start)
    return opened.start() if opened else moment.start
