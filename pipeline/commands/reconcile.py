"""`congvan reconcile`: the day's slip, and whether folder, ledger and originals fit together."""

from __future__ import annotations

import datetime as dt
import os
import sys
from typing import Any

import click

from pipeline import settings as settings_module


@click.command()
@click.option("--day", metavar="NGÀY", help="Ngày, dạng 2024-03-15 (mặc định: hôm nay).")
@click.option("--hash", "hashes", is_flag=True, help="Đọc lại mọi bản gốc và so mã băm (lâu).")
@click.pass_obj
def command(options: dict[str, Any], day: str | None, *, hashes: bool) -> None:
    r"""In phiếu cuối ngày và đối chiếu hộp đến, nhật ký, bản gốc.

    \b
    Ví dụ:
      congvan reconcile
      congvan reconcile --day 2024-03-15 --hash
    """
    from rich.console import Console  # noqa: PLC0415 - for a quick --help
    from rich.table import Table  # noqa: PLC0415 - same

    from models.vietnam_time import VIETNAM  # noqa: PLC0415 - same
    from pipeline.reconcile import mismatches  # noqa: PLC0415 - same
    from pipeline.register import Register  # noqa: PLC0415 - same
    from pipeline.register_ledger import slip  # noqa: PLC0415 - same

    settings = settings_module.load(os.environ, data=options["data"])
    asked = _day(day) or dt.datetime.now(VIETNAM).date()
    console = Console()
    with Register(settings) as register:
        one = register.read(slip, asked)
        table = Table(title=f"Phiếu cuối ngày {asked:%d/%m/%Y}", show_header=False)
        rows = (
            ("Tệp đã thấy", one.seen),
            ("  vào sổ", one.letters),
            ("  trùng", one.duplicates),
            ("  để riêng (mật)", one.set_aside),
            ("  lỗi", one.failed),
            ("  đang chờ", one.waiting),
        )
        for label, number in rows:
            table.add_row(label, str(number))
        console.print(table)
        console.print("Khớp." if one.balanced else "[red]Không khớp.[/]")
        problems = list(mismatches(register, settings, hashes=hashes))
    for problem in problems:
        console.print(f"[red]✗[/] {problem}")
    if problems or not one.balanced:
        sys.exit(1)
    console.print("Hộp đến, nhật ký và bản gốc khớp nhau.")


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        message = f"“{text}” không phải là ngày dạng 2024-03-15."
        raise click.BadParameter(message, param_hint="--day") from error
