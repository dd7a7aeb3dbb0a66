"""`congvan extract`: read letters and print what they say; nothing is stored."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.errors import CongvanError
from pipeline import settings as settings_module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.entry import Entry
    from models.letter import Letter
    from pipeline.settings import Settings

LONG_WORK = 2  # from so many files on, a terminal gets a progress bar


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="TỆP…")
@click.option("--json", "as_json", is_flag=True, help="In bản ghi JSON, mỗi văn bản một dòng.")
@click.pass_obj
def command(options: dict[str, Any], files: tuple[Path, ...], *, as_json: bool) -> None:
    r"""Đọc văn bản (PDF, ảnh quét, TIFF, DOCX, TXT) và in những gì văn bản nói; không lưu gì.

    \b
    Ví dụ:
      congvan extract cong-van.pdf
      congvan extract --json hop-den/*.pdf > ban-ghi.jsonl
    """
    settings = settings_module.load(os.environ, data=options["data"])
    failed = 0
    for path in _with_progress(files):
        try:
            letter, entry = _understand(path, settings)
        except CongvanError as error:
            failed += 1
            click.echo(f"{path}: {error.cause} {error.next_step}", err=True)
            continue
        if as_json:
            from pipeline.record import to_record  # noqa: PLC0415 - loaded when needed, for a quick --help

            click.echo(json.dumps(to_record(letter, entry), ensure_ascii=False))
        else:
            from pipeline.summary import print_summary  # noqa: PLC0415 - same

            print_summary(letter, entry)
    if failed:
        sys.exit(1)


def _understand(path: Path, settings: Settings) -> tuple[Letter, Entry]:
    from pipeline.run import understand  # noqa: PLC0415 - heavy, and only this command needs it

    return understand(path, settings)


def _with_progress(files: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the files, with a progress bar on standard error when a person waits for many."""
    if len(files) < LONG_WORK or not sys.stderr.isatty():
        yield from files
        return
    from rich.console import Console  # noqa: PLC0415 - only for a terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (
        TextColumn("Đang đọc"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=len(files))
        for path in files:
            progress.update(bar, description=path.name)
            yield path
            progress.advance(bar)
