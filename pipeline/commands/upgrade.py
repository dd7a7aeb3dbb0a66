"""`congvan upgrade`: bring a shared database up to this version."""

from __future__ import annotations

import os
from typing import Any

import click

from pipeline import settings as settings_module
from pipeline.terminal import say


@click.command()
@click.pass_obj
def command(options: dict[str, Any]) -> None:
    r"""Nâng lược đồ cơ sở dữ liệu PostgreSQL lên bản này (sao lưu trước). SQLite tự nâng khi mở.

    \b
    Ví dụ:
      congvan upgrade
    """
    from models.database import Database, revision_of, storage_errors  # noqa: PLC0415 - for a quick --help
    from models.migrations.run import upgrade  # noqa: PLC0415 - same

    database = Database(settings_module.load(os.environ, data=options["data"]).url)
    try:
        before = revision_of(database)
        with storage_errors():
            upgrade(database.engine)
        after = revision_of(database)
    finally:
        database.close()
    say(f"Lược đồ {before or '(trống)'} → {after}." if before != after else f"Đã ở lược đồ {after}.")
