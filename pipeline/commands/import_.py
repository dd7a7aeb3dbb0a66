"""`congvan import`: a corrected sheet as proposals, a list of bodies, or a whole register."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from models.errors import MissingFileError
from pipeline.terminal import open_register, say

NAMES = {"tasks": "nhiệm vụ", "letters": "văn bản", "bodies": "cơ quan"}


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--by", default="congvan", show_default=True, metavar="TÊN", help="Ghi là người này nạp.")
@click.pass_obj
def command(options: dict[str, Any], file: Path, by: str) -> None:
    r"""Nạp lại bảng tính đã sửa (thành đề nghị, người duyệt quyết định), danh sách cơ quan, hoặc cả sổ.

    \b
    Ví dụ:
      congvan import nhiem-vu.xlsx --by lan
      congvan import co-quan.csv
      congvan --data moi import so.jsonl
    """
    if not file.is_file():
        raise MissingFileError(f"Không có tệp {file}.", "Kiểm tra đường dẫn.")
    with open_register(options) as register:
        if file.suffix.lower() == ".jsonl":
            from pipeline.export_dump import load  # noqa: PLC0415 - for a quick --help

            with file.open(encoding="utf-8", newline="\n") as lines:
                counts = register.write(load, (line.rstrip("\n") for line in lines))
            say(
                f"Đã nạp {sum(counts.values())} dòng, {counts['letters']} văn bản, {counts['tasks']} nhiệm vụ."
            )
            return
        from pipeline.import_sheets import import_sheet  # noqa: PLC0415 - for a quick --help

        found = register.write(import_sheet, file, by=by)
    for problem in found.problems[:50]:
        click.echo(problem, err=True)
    if found.kind == "bodies":
        say(f"Đã đọc {found.rows} cơ quan, {found.new} mới.")
    else:
        say(f"Đã đọc {found.rows} {NAMES[found.kind]}, {found.proposals} chỗ khác thành đề nghị chờ duyệt.")
