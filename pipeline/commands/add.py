"""`congvan add`: take files or folders once, read them, put them into the register."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.errors import CongvanError, MissingFileError
from pipeline import settings as settings_module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.office import Office
    from pipeline.register_ledger import FileRecord

LOOK_EVERY = 0.2  # seconds


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="TỆP|THƯ_MỤC…")
@click.pass_obj
def command(options: dict[str, Any], paths: tuple[Path, ...]) -> None:
    r"""Đưa tệp hoặc cả thư mục vào sổ một lần; tệp gốc vẫn ở nguyên chỗ cũ.

    \b
    Ví dụ:
      congvan add cong-van.pdf
      congvan add ~/Scan/2024-03/
    """
    from pipeline.reading.sandbox import warm_up  # noqa: PLC0415 - for a quick --help

    warm_up()  # first: what follows takes about as long to load
    from pipeline.office import Office  # noqa: PLC0415 - heavy; for a quick --help

    settings = settings_module.load(os.environ, data=options["data"])
    with Office(settings, role=f"add-{os.getpid()}") as office:
        records, failed = _take(office, paths)
        ended = list(_until_ended(office, records))
    _report(ended)
    if failed or any(record.state.value == "failed" for record in ended):
        sys.exit(1)


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the files named and those in the folders named; a missing one is yielded too, to be told of."""
    from pipeline.intake import look  # noqa: PLC0415 - for a quick --help

    for path in paths:
        if path.is_dir():
            yield from (path / seen.path for seen in look(path) if seen.refusal is None)
        else:
            yield path


def _take(office: Office, paths: tuple[Path, ...]) -> tuple[list[FileRecord], int]:
    taken: list[FileRecord] = []
    failed = 0
    for path in _files(paths):
        try:
            if not path.is_file():
                raise MissingFileError("Không có tệp này.", "Kiểm tra lại đường dẫn.")
            taken.append(office.inbox.add(path, by="congvan add"))
        except CongvanError as error:
            failed += 1
            click.echo(f"{path}: {error.cause} {error.next_step}", err=True)
    return taken, failed


def _until_ended(office: Office, records: list[FileRecord]) -> Iterator[FileRecord]:
    """Yield each file's row when it has ended, with a progress bar on a terminal."""
    from rich.console import Console  # noqa: PLC0415 - for a quick --help
    from rich.progress import Progress  # noqa: PLC0415 - same

    from pipeline.register_ledger import get_file  # noqa: PLC0415 - same

    waiting = [record.id for record in records]
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("Đang đọc", total=len(waiting))
        while waiting:
            for file_id in list(waiting):
                record = office.register.read(get_file, file_id)
                if record.ended_at is not None and record.next_try_at is None:
                    waiting.remove(file_id)
                    progress.advance(bar)
                    yield record
            office.recovery.sweep()
            time.sleep(LOOK_EVERY if waiting else 0)


def _report(records: list[FileRecord]) -> None:
    from models.states import LABELS  # noqa: PLC0415 - for a quick --help

    for record in sorted(records, key=lambda r: r.id):
        where = f", văn bản {record.letter_id}" if record.letter_id else ""
        why = f": {record.reason}" if record.reason else ""
        step = f" {record.next_step}" if record.next_step else ""
        click.echo(f"{record.file_name}: {LABELS[record.state]}{where}{why}{step}")
    letters = sum(record.state.value == "filed" for record in records)
    click.echo(f"{len(records)} tệp, {letters} văn bản mới vào sổ. Xem: congvan letters, congvan tasks.")
