"""`congvan backup`: keep the register and its originals elsewhere, and prove that they can be restored."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import click

from pipeline.terminal import open_register, say


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="THƯ_MỤC")
@click.option(
    "--check", is_flag=True, help="Không sao lưu: phục hồi thử bản mới nhất vào thư mục tạm và đối chiếu."
)
@click.pass_obj
def command(options: dict[str, Any], folder: Path, *, check: bool) -> None:
    r"""Sao lưu sổ và bản gốc vào THƯ_MỤC; bản gốc đã có thì không chép lại.

    \b
    Ví dụ:
      congvan backup /mnt/usb/congvan
      congvan backup --check /mnt/usb/congvan
    """
    from models.vietnam_time import VIETNAM  # noqa: PLC0415 - same
    from pipeline.backup import check_backup, make_backup  # noqa: PLC0415 - for a quick --help

    if check:
        found = check_backup(folder, progress=say)
        done = f"Bản {found.place.name} phục hồi được: {found.counts['letters']} văn bản, {found.originals} bản gốc."
    else:
        with open_register(options) as register:
            now = dt.datetime.now(VIETNAM)
            found = make_backup(register.settings, register.database, folder, now=now, progress=say)
        done = f"Đã sao lưu {found.counts['letters']} văn bản vào {found.place}, chép {found.copied} bản gốc mới."
    for problem in found.problems:
        click.echo(f"✗ {problem}", err=True)
    if not found.whole:
        sys.exit(1)
    say(done)
