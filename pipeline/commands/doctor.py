"""`congvan doctor`: is everything there, and what to do if not."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from pipeline import settings as settings_module


@click.command()
@click.pass_obj
def command(options: dict[str, Any]) -> None:
    r"""Kiểm tra máy: Tesseract, cơ sở dữ liệu, thư mục, đĩa, phông chữ; nói cần làm gì.

    \b
    Ví dụ:
      congvan doctor
      congvan --data /srv/congvan doctor
    """
    from rich.console import Console  # noqa: PLC0415 - for a quick --help
    from rich.table import Table  # noqa: PLC0415 - same

    from pipeline.doctor import examine  # noqa: PLC0415 - same

    checks = list(examine(settings_module.load(os.environ, data=options["data"])))
    table = Table(show_header=False, box=None, padding=(0, 1))
    for check in checks:
        mark = "[green]✓[/]" if check.well else "[red]✗[/]" if check.needed else "[yellow]![/]"
        lacking = f"{check.found.removesuffix('.')}. {check.next_step}"
        table.add_row(mark, check.name, check.found if check.well else lacking)
    Console().print(table)
    if any(check.needed and not check.well for check in checks):
        sys.exit(1)
