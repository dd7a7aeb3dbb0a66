"""`congvan extract`: read letters and print what they say; nothing is stored."""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.errors import CongvanError
from pipeline import settings as settings_module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.entry import Entry
    from models.letter import Letter
    from pipeline.reading.sandbox import Readers
    from pipeline.settings import Settings

    Understood = tuple[Letter, Entry] | CongvanError

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
    for path, understood in _with_progress(_understood(files, settings), files):
        if isinstance(understood, CongvanError):
            failed += 1
            click.echo(f"{path}: {understood.cause} {understood.next_step}", err=True)
            continue
        letter, entry = understood
        from pipeline.involvement import involvement  # noqa: PLC0415 - loaded when needed, for a quick --help

        ours = involvement(entry, settings.office, province=settings.province)
        if as_json:
            from pipeline.record import to_record  # noqa: PLC0415 - loaded when needed, for a quick --help

            click.echo(json.dumps(to_record(letter, entry, ours), ensure_ascii=False))
        else:
            from pipeline.summary import print_summary  # noqa: PLC0415 - same

            print_summary(letter, entry, ours)
    if failed:
        sys.exit(1)


def _understood(files: tuple[Path, ...], settings: Settings) -> Iterator[tuple[Path, Understood]]:
    """Yield what each file says, in the order given; as many are read at once as there are readers."""
    from concurrent.futures import Future, ThreadPoolExecutor  # noqa: PLC0415 - for a quick --help

    from pipeline.reading.sandbox import Readers  # noqa: PLC0415 - same

    count = min(settings.ocr_workers, len(files))
    waiting: deque[tuple[Path, Future[Understood]]] = deque()
    with Readers(count) as readers, ThreadPoolExecutor(count) as threads:
        for path in files:
            waiting.append((path, threads.submit(_understand, readers, path, settings)))
            if len(waiting) > 2 * count:  # no more letters in memory than the readers keep busy with
                first, future = waiting.popleft()
                yield first, future.result()
        for path, future in waiting:
            yield path, future.result()


def _understand(readers: Readers, path: Path, settings: Settings) -> Understood:
    from pipeline.run import understand  # noqa: PLC0415 - heavy, and only this command needs it

    try:
        return readers.call(understand, path, settings)
    except CongvanError as error:
        return error


def _with_progress(
    understood: Iterator[tuple[Path, Understood]], files: tuple[Path, ...]
) -> Iterator[tuple[Path, Understood]]:
    """Pass the letters on, with a progress bar on standard error when a person waits for many."""
    if len(files) < LONG_WORK or not sys.stderr.isatty():
        yield from understood
        return
    from rich.console import Console  # noqa: PLC0415 - only for a terminal
    from rich.progress import Progress  # noqa: PLC0415 - same

    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Đang đọc", total=len(files))
        for one in understood:
            yield one
            progress.advance(bar)
