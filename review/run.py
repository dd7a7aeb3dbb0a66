"""`congvan run`: one process for a small office: inbox, reading, register and pages."""

from __future__ import annotations

import gc
import os
import signal
import threading
from typing import TYPE_CHECKING

import click

from pipeline.settings import load

if TYPE_CHECKING:
    from types import FrameType


@click.command()
@click.option("--host", metavar="ĐỊA_CHỈ", help="Địa chỉ nghe (mặc định 127.0.0.1: chỉ máy này).")
@click.option("--port", type=click.IntRange(0, 65535), metavar="CỔNG", help="Cổng (mặc định 8321).")
@click.pass_obj
def command(given: dict[str, str | None], host: str | None, port: int | None) -> None:
    r"""Chạy cả cơ quan trong một chương trình: canh hộp đến, đọc, vào sổ, mở trang web.

    \b
    Ví dụ:
      congvan run
      congvan --data /srv/congvan run --host 0.0.0.0 --port 80
    """
    from pipeline.memory import share_arenas  # noqa: PLC0415 - for a quick --help
    from pipeline.reading.sandbox import warm_up  # noqa: PLC0415 - same

    share_arenas()
    warm_up()  # first: what follows takes about as long to load
    from pipeline.office import Office  # noqa: PLC0415 - heavy; for a quick --help
    from review.serve import server  # noqa: PLC0415 - same

    settings = load(os.environ, data=given["data"], host=host, port=port)
    pages = server(settings)
    with Office(settings) as office:
        state = pages.config.app.state  # type: ignore[union-attr]
        state.alarm = lambda: office.alarm
        state.mismatches = lambda: office.rounds.found
        watching = threading.Thread(target=office.watch, name="inbox")
        serving = threading.Thread(target=pages.run, name="pages")

        def leave(_number: int, _frame: FrameType | None) -> None:
            office.stop()
            pages.should_exit = True

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, leave)  # the pages run in a thread, where uvicorn sets no handlers
        click.echo(f"congvan: hộp đến là {settings.inbox.absolute()}; Ctrl+C để dừng")
        watching.start()
        serving.start()
        while serving.is_alive():
            serving.join(0.5)
        office.stop()
        watching.join()
    gc.freeze()  # the interpreter would look through all that was loaded before it ends
