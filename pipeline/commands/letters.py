"""`congvan letters`: the letters of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pipeline.terminal import choice_of, console, day_of, open_register, say, shown_day

if TYPE_CHECKING:
    from models.register import LetterLine, Paged

SORTS = ("newest", "oldest", "urgent", "issued", "arrival")


@click.command()
@click.option("--state", metavar="TRẠNG_THÁI", help="chờ duyệt (waiting) hoặc đã duyệt (approved).")
@click.option("--issuer", metavar="CƠ_QUAN", help="Cơ quan ban hành; gõ không dấu cũng được.")
@click.option("--type", "kind", metavar="LOẠI", help="Loại văn bản, ví dụ “công văn”.")
@click.option("--from", "first", metavar="NGÀY", help="Ban hành từ ngày.")
@click.option("--to", "last", metavar="NGÀY", help="Ban hành đến ngày.")
@click.option("--doubtful", is_flag=True, help="Chỉ những văn bản còn chỗ ngờ.")
@click.option("--trash", is_flag=True, help="Xem thùng rác.")
@click.option("--sort", type=click.Choice(SORTS), default="newest", show_default=True, help="Thứ tự.")
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(1, 10_000),
    metavar="SỐ",
    default=50,
    show_default=True,
    help="Số dòng.",
)
@click.pass_obj
def command(options: dict[str, Any], /, sort: str, limit: int, **asked: Any) -> None:
    r"""Liệt kê văn bản trong sổ.

    \b
    Ví dụ:
      congvan letters
      congvan letters --state "chờ duyệt" --sort urgent
      congvan letters --issuer "so noi vu" --from 1/2024
    """
    from models.register import LetterFilter  # noqa: PLC0415 - for a quick --help
    from models.states import LetterState  # noqa: PLC0415 - same
    from pipeline.register_letters import list_letters  # noqa: PLC0415 - same

    wanted = LetterFilter(
        state=choice_of(asked["state"], LetterState, "--state") if asked["state"] else None,
        issuer=asked["issuer"],
        document_type=asked["kind"].lower() if asked["kind"] else None,
        issued_from=day_of(asked["first"], "--from"),
        issued_to=day_of(asked["last"], "--to", last=True),
        doubtful=True if asked["doubtful"] else None,
        in_trash=asked["trash"],
    )
    with open_register(options) as register:
        found = register.read(list_letters, wanted, sort=sort, limit=limit)
        if not found.rows:
            _say_empty(options, wanted == LetterFilter())
            return
    _print(found)


def _print(found: Paged[LetterLine]) -> None:
    from rich.table import Table  # noqa: PLC0415 - for a quick --help
    from rich.text import Text  # noqa: PLC0415 - same

    from models.states import LABELS  # noqa: PLC0415 - same

    table = Table(header_style="bold")
    for name, style in (("Số", "right"), ("Số đến", "right"), ("Số, ký hiệu", ""), ("Ngày", "")):
        table.add_column(name, justify="right" if style else "left", no_wrap=True)
    table.add_column("Cơ quan ban hành", ratio=2)
    table.add_column("Trích yếu", ratio=4)
    for name in ("Nhiệm vụ", "Ngờ"):
        table.add_column(name, justify="right")
    table.add_column("Trạng thái", no_wrap=True)
    for line in found.rows:
        arrival = f"{line.arrival_number}/{line.arrival_year}" if line.arrival_number else ""
        urgent = Text(f"{line.urgency.upper()}  ", style="bold red") if line.urgency else Text()
        table.add_row(
            str(line.id),
            arrival,
            Text(line.number_symbol or ""),
            shown_day(line.issued_on),
            Text(line.issuing_body or ""),
            urgent + Text(line.subject or line.file_name),
            str(line.tasks),
            Text(str(line.doubts) if line.doubts else "", style="yellow"),
            Text("thùng rác" if line.trashed_at else LABELS[line.state]),
        )
    terminal = console()
    terminal.print(table)
    more = "hơn " if found.more else ""
    if len(found.rows) < found.total:
        terminal.print(f"{len(found.rows)} trong {more}{found.total} văn bản; xem thêm bằng --limit.")


def _say_empty(options: dict[str, Any], everything: bool) -> None:  # noqa: FBT001 - one plain question
    data = options["data"] or "data"
    if everything:
        say(f"Sổ chưa có văn bản nào. Thả tệp vào {data}/inbox khi “congvan run” đang chạy,")
        say("hoặc đưa vào ngay bằng: congvan add TỆP…")
    else:
        say("Không có văn bản nào khớp. Bỏ bớt điều kiện, hoặc tìm bằng “congvan search TỪ…”.")
