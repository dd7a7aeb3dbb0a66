"""`congvan show`: one letter whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from models.errors import NotFoundError, UsageError
from pipeline.terminal import console, due_words, open_register, shown_day, who_words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from models.register import FieldView, LetterView, Place
    from pipeline.register import Register

SURE = 0.9


@click.command()
@click.argument("letter", metavar="VĂN_BẢN")
@click.option("--json", "as_json", is_flag=True, help="In mọi thứ dạng JSON.")
@click.option("--text", "as_text", is_flag=True, help="In toàn văn đã đọc.")
@click.option("--history", is_flag=True, help="Kèm lịch sử thay đổi.")
@click.pass_obj
def command(options: dict[str, Any], letter: str, *, as_json: bool, as_text: bool, history: bool) -> None:
    r"""Xem một văn bản: thể thức, nhiệm vụ, viện dẫn, thời hạn, chỗ ngờ; mỗi giá trị kèm trang và độ tin.

    VĂN_BẢN là số trong sổ, số đến/năm (15/2024), số ký hiệu, hoặc tên tệp.

    \b
    Ví dụ:
      congvan show 12
      congvan show 1313/UBND-TTHC
      congvan show 12 --json
    """
    from pipeline.register_letters import get_letter, letter_text  # noqa: PLC0415 - for a quick --help

    with open_register(options) as register:
        letter_id = find_one(register, letter)
        if as_text:
            click.echo(register.read(letter_text, letter_id))
            return
        view = register.read(get_letter, letter_id)
        if as_json:
            click.echo(json.dumps(_plain(view), ensure_ascii=False))
            return
        _print(view)
        if history:
            _print_history(register, letter_id)


def find_one(register: Register, named: str) -> int:
    """Return the one letter that is meant.

    Raises:
        NotFoundError: there is none.
        UsageError: several are of that name.
    """
    from pipeline.register_letters import find_letters  # noqa: PLC0415 - for a quick --help

    ids = register.read(find_letters, named)
    if not ids:
        raise NotFoundError(
            f"Trong sổ không có văn bản “{named}”.",
            "Xem danh sách bằng “congvan letters”, hoặc “congvan search”.",
        )
    if len(ids) > 1:
        numbers = ", ".join(map(str, ids))
        raise UsageError(
            f"“{named}” là {len(ids)} văn bản: {numbers}.", "Chọn một số, ví dụ “congvan show 12”."
        )
    return ids[0]


def _plain(value: Any) -> Any:
    from dataclasses import fields, is_dataclass  # noqa: PLC0415 - for a quick --help

    from pipeline.register_journal import plain  # noqa: PLC0415 - same

    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return plain(value)


def _print(view: LetterView) -> None:
    from rich.console import Group  # noqa: PLC0415 - for a quick --help
    from rich.panel import Panel  # noqa: PLC0415 - same
    from rich.text import Text  # noqa: PLC0415 - same

    from models.states import LABELS  # noqa: PLC0415 - same

    line = view.line
    parts: list[RenderableType] = [_header(view)]
    parts.append(_tasks(view) if view.tasks else Text("Không có nhiệm vụ nào.", style="dim"))
    if view.citations:
        parts.append(_citations(view))
    if view.deadlines:
        parts.append(_deadlines(view))
    doubts = _doubts(view)
    if doubts.plain:
        parts.append(doubts)
    parts += [Text(f"Ghi chú khi đọc: {note}", style="dim") for note in view.notes]
    title = f"Văn bản {line.id} · {line.file_name} · {LABELS[line.state]}"
    console().print(Panel(Group(*parts), title=title, title_align="left"))


def _header(view: LetterView) -> Table:
    from rich.table import Table  # noqa: PLC0415 - for a quick --help
    from rich.text import Text  # noqa: PLC0415 - same

    from models.finding import HEADER_FIELDS, Field  # noqa: PLC0415 - same
    from models.states import LABELS, ValueStatus  # noqa: PLC0415 - same
    from pipeline.register_history import FIELD_NAMES  # noqa: PLC0415 - same

    table = Table.grid(padding=(0, 2))
    if view.line.arrival_number:
        number = f"{view.line.arrival_number}/{view.line.arrival_year}"
        table.add_row(Text("số đến", style="dim"), f"{number}, ngày {shown_day(view.line.arrived_on)}", "")
    for name in HEADER_FIELDS:
        one = view.header[name]
        if one.status is ValueStatus.EMPTY:
            continue
        value = one.value or LABELS[one.status]
        if name is Field.ISSUED_ON and one.value:
            value = shown_day(view.line.issued_on)
        table.add_row(Text(FIELD_NAMES[name], style="dim"), Text(value, style=_style(one)), _place(one.place))
    for label, many in (("Kính gửi", view.addressees), ("Nơi nhận", view.recipients)):
        for i, one in enumerate(many):
            table.add_row(
                Text(label if i == 0 else "", style="dim"), Text(one.value or ""), _place(one.place)
            )
    return table


def _style(one: FieldView) -> str:
    if one.settled:
        return "green"
    sure = one.doubt is None and (one.place.confidence or 0) >= SURE
    return "" if sure else "yellow"


def _place(place: Place) -> Text:
    """Return "tr. 2, 97 %"."""
    from rich.text import Text  # noqa: PLC0415 - for a quick --help

    parts = [f"tr. {place.page}"] if place.page else []
    if place.confidence is not None:
        parts.append(f"{place.confidence:.0%}".replace("%", " %"))
    return Text(", ".join(parts), style="dim", no_wrap=True)


def _tasks(view: LetterView) -> Table:
    from rich.text import Text  # noqa: PLC0415 - for a quick --help

    from models.states import LABELS  # noqa: PLC0415 - same

    table = _table(
        "Nhiệm vụ", (("Số", 0), ("Nội dung", 5), ("Người thực hiện", 3), ("Thời hạn", 2), ("Trạng thái", 1))
    )
    for task in view.tasks:
        when = due_words(task)
        for one in task.deadlines:
            words = one.text or ""
            if words and one.deadline.due != task.due_on:
                when = f"{when}\n{words}".strip()
            when = "\n".join([when, *one.count]) if one.count else when
        table.add_row(
            str(task.id),
            Text(task.text),
            Text(who_words(task.assignees)),
            Text(when),
            Text(LABELS[task.state]),
            _place(task.place),
        )
    return table


def _citations(view: LetterView) -> Table:
    from rich.text import Text  # noqa: PLC0415 - for a quick --help

    from pipeline.register_views import RELATION_WORDS  # noqa: PLC0415 - same

    columns = (("Quan hệ", 1), ("Loại", 1), ("Số, ký hiệu", 2), ("Ngày", 1), ("Cơ quan", 2), ("Nội dung", 4))
    table = _table("Văn bản viện dẫn", columns)
    for one in view.citations:
        cells = (
            RELATION_WORDS[one.relation], one.type, one.number_symbol, shown_day(one.issued_on), one.issuer, one.title,
        )  # fmt: skip
        table.add_row(*(Text(cell or "") for cell in cells), _place(one.place))
    return table


def _deadlines(view: LetterView) -> Table:
    from rich.text import Text  # noqa: PLC0415 - for a quick --help

    table = _table("Thời hạn khác", (("Ghi trong văn bản", 4), ("Ngày", 1)))
    for one in view.deadlines:
        table.add_row(Text(one.text or ""), shown_day(one.deadline.due), _place(one.place))
    return table


def _table(title: str, columns: tuple[tuple[str, int], ...]) -> Table:
    from rich.table import Table  # noqa: PLC0415 - for a quick --help

    table = Table(title=title, title_justify="left", show_lines=True, expand=True, header_style="bold")
    for name, ratio in columns:
        if ratio:
            table.add_column(name, ratio=ratio, min_width=10 if name == "Ngày" else None)
        else:
            table.add_column(name, justify="right")
    table.add_column("Trang, độ tin", no_wrap=True)
    return table


def _doubts(view: LetterView) -> Text:
    from rich.text import Text  # noqa: PLC0415 - for a quick --help

    text = Text()
    found = [(one.doubt, one.place.page, one.candidates) for one in view.header.values() if not one.settled]
    found += [(one.doubt, one.place.page, one.candidates) for one in view.citations if not one.settled]
    found += [(one.doubt, one.place.page, ()) for one in view.tasks if not one.settled]
    found += [(one.reason, one.page, one.candidates) for one in view.doubts]
    for reason, page, candidates in found:
        if reason:
            text.append("? ", style="bold yellow")
            text.append(f"{reason} (trang {page})" if page else reason)
            text.append(f" – có thể là {', '.join(candidates)}\n" if candidates else "\n", style="dim")
    return text


def _print_history(register: Register, letter_id: int) -> None:
    from rich.table import Table  # noqa: PLC0415 - for a quick --help
    from rich.text import Text  # noqa: PLC0415 - same

    from models.vietnam_time import VIETNAM  # noqa: PLC0415 - same
    from pipeline.register_history import list_events  # noqa: PLC0415 - same

    table = Table(title="Lịch sử", title_justify="left", header_style="bold")
    for name in ("Lúc", "Ai", "Việc", "Trước", "Sau", "Lý do"):
        table.add_column(name)
    for one in register.read(list_events, letter_id=letter_id, limit=200):
        moment = one.at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M")
        table.add_row(
            moment, *(Text(cell or "") for cell in (one.who, one.what, one.before, one.after, one.why))
        )
    console().print(table)
