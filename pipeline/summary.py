"""A letter's entry for a person at a terminal, in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from models.finding import HEADER_FIELDS, Bound, DeadlineKind, Field, Role
from models.states import LABELS, Part

if TYPE_CHECKING:
    import datetime as dt

    from models.entry import Entry, EntryAssignee, EntryDeadline
    from models.letter import Letter
    from pipeline.involvement import Involved

FIELDS: dict[Field, str] = {
    Field.PARENT_BODY: "Cơ quan chủ quản",
    Field.ISSUING_BODY: "Cơ quan ban hành",
    Field.DOCUMENT_TYPE: "Loại văn bản",
    Field.NUMBER_SYMBOL: "Số, ký hiệu",
    Field.PLACE: "Nơi ban hành",
    Field.ISSUED_ON: "Ngày ban hành",
    Field.SUBJECT: "Trích yếu",
    Field.URGENCY: "Độ khẩn",
    Field.SECRECY: "Độ mật",
    Field.SIGNING_CAPACITY: "Thẩm quyền ký",
    Field.SIGNER_TITLE: "Chức vụ",
    Field.SIGNER_NAME: "Người ký",
}
ROLES: dict[Role, str] = {Role.LEAD: "chủ trì", Role.COOPERATE: "phối hợp", Role.MONITOR: "theo dõi"}
BOUNDS: dict[Bound, str] = {Bound.BEFORE: "trước", Bound.BY: "chậm nhất", Bound.ON: "vào"}
EVERY = {
    "week": "hằng tuần",
    "month": "hằng tháng",
    "quarter": "hằng quý",
    "half": "6 tháng",
    "year": "hằng năm",
}


def vietnamese_date(day: dt.date | None) -> str:
    """Return dd/mm/yyyy, or nothing."""
    return day.strftime("%d/%m/%Y") if day else ""


def deadline_words(one: EntryDeadline) -> str:
    """Return a deadline in a few words: "trước 16:00 15/03/2024", "hằng tháng"."""
    deadline = one.deadline
    if deadline.kind is DeadlineKind.RECURRING:
        return EVERY.get(deadline.every or "", "định kỳ")
    if deadline.kind is DeadlineKind.IMMEDIATE:
        return "ngay"
    if deadline.due is None:
        return deadline.event or one.evidence.text
    words = [BOUNDS[deadline.bound]] if deadline.bound else []
    return " ".join([*words, *([deadline.time] if deadline.time else []), vietnamese_date(deadline.due)])


def _who(assignees: tuple[EntryAssignee, ...]) -> Text:
    text = Text()
    for number, one in enumerate(assignees):
        text.append("\n" if number else "")
        text.append(one.assignee.name, style="bold" if one.assignee.role is Role.LEAD else "")
        if one.assignee.role is not Role.LEAD:
            text.append(f" ({ROLES[one.assignee.role]})", style="dim")
    return text


def _header(entry: Entry, ours: Involved | None) -> Table:
    table = Table.grid(padding=(0, 2))
    doubted = {doubt.target for doubt in entry.doubts}
    for name in HEADER_FIELDS:
        chosen = entry.header.get(name)
        if chosen is None:
            continue
        value = chosen.value
        if name is Field.ISSUED_ON:
            year, month, day = value.split("-")
            value = f"{day}/{month}/{year}"
        style = "yellow" if name.value in doubted else ""
        table.add_row(Text(FIELDS[name], style="dim"), Text(value, style=style))
    if entry.addressees:
        table.add_row(Text("Kính gửi", style="dim"), Text("; ".join(c.value for c in entry.addressees)))
    if ours:
        style = "" if ours.part is Part.INFORMATION else "bold"
        words = Text(LABELS[ours.part].capitalize(), style=style).append(f" – {ours.reason}", style="dim")
        table.add_row(Text("Cơ quan ta", style="dim"), words)
    return table


def _tasks(entry: Entry, ours: Involved | None) -> Table:
    table = Table(title="Nhiệm vụ", title_justify="left", show_lines=True, expand=True)
    for name, ratio in (("Nội dung", 5), ("Đơn vị", 3), ("Thời hạn", 2)):
        table.add_column(name, ratio=ratio)
    table.add_column("Trang", justify="right")
    parts = ours.parts if ours else ()
    for place, task in enumerate(entry.tasks):
        part = parts[place] if place < len(parts) else None
        what = Text(f"[{LABELS[part]}] ", style="bold green") if part else Text()
        when = "\n".join(deadline_words(d) for d in task.deadlines)
        what.append(task.evidence.text)
        table.add_row(what, _who(task.assignees), Text(when), str(task.evidence.page))
    return table


def _references(entry: Entry) -> Table:
    table = Table(title="Văn bản viện dẫn", title_justify="left", expand=True)
    for name, ratio in (("Loại", 2), ("Số, ký hiệu", 2), ("Ngày", None), ("Cơ quan", 2), ("Nội dung", 4)):
        table.add_column(name, ratio=ratio, no_wrap=ratio is None, overflow="fold")
    table.add_column("Trang", justify="right")
    for one in entry.references:
        reference = one.reference
        cells = (
            reference.type, reference.number_symbol, vietnamese_date(reference.issued_on),
            reference.issuer, reference.title, str(one.evidence.page),
        )  # fmt: skip
        table.add_row(*(Text(cell or "") for cell in cells))
    return table


def _doubts(entry: Entry) -> Text:
    text = Text()
    for doubt in entry.doubts:
        text.append("? ", style="bold yellow")
        text.append(f"{doubt.reason} (trang {doubt.page})")
        text.append(
            f" – có thể là {', '.join(doubt.candidates)}\n" if doubt.candidates else "\n", style="dim"
        )
    return text


def print_summary(letter: Letter, entry: Entry, ours: Involved | None = None) -> None:
    """Print one letter: header, the office's own part, tasks, references, doubts."""
    parts: list[Table | Text] = [_header(entry, ours)]
    if entry.tasks:
        parts.append(_tasks(entry, ours))
    else:
        parts.append(Text("Không thấy nhiệm vụ nào trong văn bản.", style="dim"))
    if entry.references:
        parts.append(_references(entry))
    if entry.doubts:
        parts.append(_doubts(entry))
    Console().print(Panel(Group(*parts), title=letter.source.file_name, title_align="left"))
