"""`congvan worker`: read letters from the queue on another machine, or in another process."""

from __future__ import annotations

import gc
import os
import signal
from typing import Any

import click

from models.errors import UsageError
from pipeline import settings as settings_module


@click.command()
@click.option("--name", default="1", help="Tên tiến trình trên máy này (mặc định: 1).")
@click.pass_obj
def command(options: dict[str, Any], name: str) -> None:
    r"""Đọc văn bản từ hàng đợi chung; cần PostgreSQL và kho bản gốc dùng chung.

    \b
    Ví dụ:
      CONGVAN_DATABASE_URL=postgresql://congvan@may-chu/congvan congvan worker --name 2
    """
    from pipeline.memory import share_arenas  # noqa: PLC0415 - for a quick --help
    from pipeline.reading.sandbox import warm_up  # noqa: PLC0415 - same

    share_arenas()
    warm_up()  # first: what follows takes about as long to load
    from pipeline.office import Office  # noqa: PLC0415 - heavy; for a quick --help

    settings = settings_module.load(os.environ, data=options["data"])
    if settings.url.startswith("sqlite"):
        raise UsageError(
            "congvan worker cần PostgreSQL; với SQLite, congvan run đã làm tất cả.",
            "Đặt CONGVAN_DATABASE_URL=postgresql://… rồi chạy lại.",
        )
    with Office(settings, role=f"worker-{name}") as office:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: office.stop())
        click.echo(f"congvan worker {name}: đang chờ văn bản. Ctrl+C để dừng.")
        office.watch(inbox=False)
    gc.freeze()  # the interpreter would look through all that was loaded before it ends
