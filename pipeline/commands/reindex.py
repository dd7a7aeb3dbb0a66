"""`congvan reindex`: make the search index anew from the register."""

from __future__ import annotations

from typing import Any

import click

from pipeline.terminal import open_register, say


@click.command()
@click.pass_obj
def command(options: dict[str, Any]) -> None:
    r"""Lập lại chỉ mục tìm kiếm từ sổ; sổ không bị đụng tới.

    \b
    Ví dụ:
      congvan reindex
    """
    from pipeline.search import Search  # noqa: PLC0415 - heavy; for a quick --help

    with open_register(options) as register:
        count = Search(register.settings, register.database).index.rebuild(register.database)
    say(f"Đã lập lại chỉ mục của {count} văn bản.")
