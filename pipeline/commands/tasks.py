"""`congvan tasks`: the tasks of the register."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from pipeline.terminal import (
    choice_of,
    console,
    day_of,
    days_of,
    due_words,
    open_register,
    overdue_words,
    say,
    today,
    who_words,
)

if TYPE_CHECKING:
    from models.register import Paged, TaskFilter, TaskLine
    from models.states import Timeliness

SORTS = ("due", "-due", "newest", "oldest", "letter", "state")


@click.command()
@click.option("--overdue", is_flag=True, help="Chỉ nhiệm vụ quá hạn.")
@click.option("--due-in", metavar="7d", help="Đến hạn trong khoảng này (và chưa quá hạn).")
@click.option("--assignee", metavar="TÊN", help="Cơ quan, chức vụ hoặc người; gõ không dấu cũng được.")
@click.option(
    "--state", "states", multiple=True, metavar="TRẠNG_THÁI", help="chờ duyệt, đã giao, hoàn thành …"
)
@click.option("--letter", type=int, metavar="SỐ", help="Của văn bản này.")
@click.option("--flagged", is_flag=True, help="Căn cứ đã bị thay thế, sửa đổi hoặc bãi bỏ.")
@click.option("--all", "everything", is_flag=True, help="Cả nhiệm vụ đã hoàn thành và đã hủy.")
@click.option("--as-of", metavar="NGÀY", help="Tính đến ngày (mặc định: hôm nay).")
@click.option("--sort", type=click.Choice(SORTS), default="due", show_default=True, help="Thứ tự.")
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
    r"""Liệt kê nhiệm vụ: việc gì, ai làm, hạn nào, còn hay quá.

    \b
    Ví dụ:
      congvan tasks
      congvan tasks --overdue
      congvan tasks --due-in 7d --assignee "phong noi vu"
    """
    from models.register import TaskFilter  # noqa: PLC0415 - for a quick --help
    from models.states import PENDING_STATES, TaskState  # noqa: PLC0415 - same
    from pipeline.register_tasks import list_tasks  # noqa: PLC0415 - same
    from pipeline.timeliness import as_of  # noqa: PLC0415 - same

    day = day_of(asked["as_of"], "--as-of") or today()
    states = tuple(choice_of(one, TaskState, "--state") for one in asked["states"])
    wanted = TaskFilter(
        states=states or (() if asked["everything"] else PENDING_STATES),
        timeliness=_timeliness(overdue=asked["overdue"], due_in=asked["due_in"]),
        assignee=asked["assignee"],
        letter_id=asked["letter"],
        flagged=True if asked["flagged"] else None,
        due_to=day + dt.timedelta(days=days_of(asked["due_in"], "--due-in")) if asked["due_in"] else None,
    )
    with open_register(options) as register:
        if wanted.letter_id is not None:
            from pipeline.register_letters import letter_seen  # noqa: PLC0415 - for a quick --help

            register.read(letter_seen, wanted.letter_id, None)
        found = register.read(list_tasks, wanted, as_of(register.settings, day), sort=sort, limit=limit)
    if found.rows:
        _print(found)
    else:
        _say_empty(wanted)


def _timeliness(*, overdue: bool, due_in: str | None) -> tuple[Timeliness, ...]:
    from models.states import Timeliness  # noqa: PLC0415 - for a quick --help

    chosen = [Timeliness.OVERDUE] if overdue else []
    if due_in:
        chosen += [Timeliness.DUE_SOON, Timeliness.NOT_DUE]
    return tuple(chosen)


def _print(found: Paged[TaskLine]) -> None:
    from rich.table import Table  # noqa: PLC0415 - for a quick --help
    from rich.text import Text  # noqa: PLC0415 - same

    from models.states import LABELS, Timeliness  # noqa: PLC0415 - same

    table = Table(header_style="bold", show_lines=True)
    table.add_column("Số", justify="right", no_wrap=True)
    table.add_column("Nội dung", ratio=5)
    table.add_column("Người thực hiện", ratio=3)
    table.add_column("Thời hạn", no_wrap=True)
    table.add_column("Văn bản", ratio=1)
    table.add_column("Trạng thái", no_wrap=True)
    colours = {Timeliness.OVERDUE: "bold red", Timeliness.DUE_SOON: "yellow"}
    for task in found.rows:
        colour = colours.get(task.timeliness, "")
        when = due_words(task)
        if colour:
            when = f"{when}\n{overdue_words(task.days_over)}"
        flag = Text("⚠ căn cứ đã thay đổi\n", style="yellow") if task.flagged else Text()
        table.add_row(
            str(task.id),
            flag + Text(task.text),
            Text(who_words(task.assignees)),
            Text(when, style=colour),
            Text(f"{task.number_symbol or '(không số)'} [{task.letter_id}]"),
            Text(LABELS[task.state], style=colour),
        )
    terminal = console()
    terminal.print(table)
    more = "hơn " if found.more else ""
    if len(found.rows) < found.total:
        terminal.print(f"{len(found.rows)} trong {more}{found.total} nhiệm vụ; xem thêm bằng --limit.")


def _say_empty(wanted: TaskFilter) -> None:
    from models.states import Timeliness  # noqa: PLC0415 - for a quick --help

    if wanted.timeliness == (Timeliness.OVERDUE,):
        say("Không có nhiệm vụ nào quá hạn.")
    elif wanted.due_to is not None:
        say("Không có nhiệm vụ nào đến hạn trong khoảng này.")
    else:
        say("Không có nhiệm vụ nào khớp. Đưa văn bản vào sổ bằng “congvan add TỆP…”,")
        say("bỏ bớt điều kiện, hoặc xem cả việc đã xong bằng --all.")
