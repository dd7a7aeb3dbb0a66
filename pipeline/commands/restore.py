"""`congvan restore`: bring a backup into an empty data folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from pipeline import settings as settings_module
from pipeline.terminal import say


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="THƯ_MỤC")
@click.option("--snapshot", metavar="TÊN", help="Bản nào, ví dụ 2024-03-15T170000 (mặc định: mới nhất).")
@click.pass_obj
def command(options: dict[str, Any], folder: Path, snapshot: str | None) -> None:
    r"""Phục hồi bản sao lưu vào một thư mục dữ liệu trống; không bao giờ ghi đè.

    \b
    Ví dụ:
      congvan --data /srv/congvan-moi restore /mnt/usb/congvan
    """
    from pipeline.backup import restore_backup  # noqa: PLC0415 - for a quick --help

    settings = settings_module.load(os.environ, data=options["data"])
    found = restore_backup(settings, folder, snapshot=snapshot, progress=say)
    for problem in found.problems:
        click.echo(f"✗ {problem}", err=True)
    say(f"Đã phục hồi {found.counts['letters']} văn bản và {found.originals} bản gốc từ {found.place.name}.")
    if not found.whole:
        sys.exit(1)
