"""`congvan searchable`: PDF copies of scans in which words can be searched; the originals stay untouched."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from models.errors import CongvanError, StorageError
from pipeline import settings as settings_module
from pipeline.terminal import say


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="TỆP…")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Thư mục đặt bản mới.")
@click.pass_obj
def command(options: dict[str, Any], files: tuple[Path, ...], folder: Path | None) -> None:
    r"""Tạo bản PDF tìm, chọn và chép được chữ của mỗi bản quét, đặt cạnh tệp gốc; tệp gốc giữ nguyên.

    \b
    Ví dụ:
      congvan searchable ban-quet.pdf
      congvan searchable hop-den/*.tif --to ban-tim-chu
    """
    from pipeline.page_pictures import make_searchable  # noqa: PLC0415 - for a quick --help
    from pipeline.reading.sandbox import Readers  # noqa: PLC0415 - same

    settings = settings_module.load(os.environ, data=options["data"])
    failed = 0
    with Readers() as readers:
        for path in files:
            target = (folder or path.parent) / f"{path.stem}.tim-chu.pdf"
            try:
                copy: bytes = readers.call(make_searchable, path, readers.read(path, settings))
                if copy:
                    _keep(copy, target)
                    say(f"Đã tạo {target}.")
                else:
                    say(f"{path}: không có trang quét nào, chữ đã tìm được sẵn.")
            except CongvanError as error:
                failed += 1
                click.echo(f"{path}: {error.cause} {error.next_step}", err=True)
    if failed:
        sys.exit(1)


def _keep(copy: bytes, target: Path) -> None:
    """Write beside the target and move into place: a half-written copy never bears its name."""
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(copy)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StorageError(
            f"Không ghi được {target} ({error.strerror}).", "Kiểm tra dung lượng và quyền ghi."
        ) from error
