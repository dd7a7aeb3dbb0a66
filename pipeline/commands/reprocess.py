"""`congvan reprocess`: read letters of the register again; differences become proposals."""

from __future__ import annotations

import datetime as dt
import os
import time
from typing import TYPE_CHECKING, Any

import click

from pipeline import settings as settings_module

if TYPE_CHECKING:
    from pipeline.office import Office


@click.command()
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="NGÀY",
    help="Chỉ văn bản nhận từ ngày này (2024-03-15).",
)
@click.pass_obj
def command(options: dict[str, Any], since: dt.datetime | None) -> None:
    r"""Đọc lại văn bản đã vào sổ, sau khi nâng cấp. Chỗ đọc khác thành đề xuất chờ người xem;
    không giá trị nào tự đổi. Văn bản mới luôn được đọc trước.

    \b
    Ví dụ:
      congvan reprocess --since 2024-01-01
    """  # noqa: D205 - the whole is click's help
    from pipeline.office import Office  # noqa: PLC0415 - heavy; for a quick --help
    from pipeline.reading.sandbox import warm_up  # noqa: PLC0415 - same
    from pipeline.register import Register  # noqa: PLC0415 - same
    from pipeline.register_reread import letters_since  # noqa: PLC0415 - same

    settings = settings_module.load(os.environ, data=options["data"])
    with Register(settings) as register:
        letters = register.read(letters_since, since.date() if since else None)
    if not letters:
        click.echo("Không có văn bản nào để đọc lại.")
        return
    warm_up()
    with Office(settings, role=f"reprocess-{os.getpid()}") as office:
        run = dt.datetime.now(dt.UTC).strftime("%Y%m%d%H%M%S")
        for letter_id, sha256 in letters:
            office.flow.start_rereading(letter_id, sha256, run=run)
        differences, failed = _wait(office, run, len(letters))
    click.echo(f"Đã đọc lại {len(letters) - failed} văn bản, {differences} chỗ khác chờ xem.")
    if failed:
        click.echo(f"{failed} văn bản không đọc lại được; sổ vẫn như cũ. Xem logs/congvan.jsonl.", err=True)


def _wait(office: Office, run: str, count: int) -> tuple[int, int]:
    """Wait for the run to end; return how many differences, and how many letters could not be read."""
    from dbos import DBOS  # noqa: PLC0415 - heavy; for a quick --help
    from rich.console import Console  # noqa: PLC0415 - same
    from rich.progress import Progress  # noqa: PLC0415 - same

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("Đang đọc lại", total=count)
        while True:
            found = DBOS.list_workflows(workflow_id_prefix=f"reread-{run}-", load_input=False)
            ended = [one for one in found if one.status not in ("PENDING", "ENQUEUED", "DELAYED")]
            progress.update(bar, completed=len(ended))
            if len(ended) >= count:
                good = [one for one in ended if one.status == "SUCCESS"]
                return sum(one.output or 0 for one in good), len(ended) - len(good)
            office.recovery.sweep()
            time.sleep(0.5)
