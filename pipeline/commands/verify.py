"""`congvan verify`: has anything been changed behind the register's back?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from pipeline.terminal import open_register, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.register import Register


@click.command()
@click.option("--originals", is_flag=True, help="Đọc lại mọi bản gốc và so mã băm (lâu).")
@click.pass_obj
def command(options: dict[str, Any], *, originals: bool) -> None:
    r"""Kiểm tra chuỗi sự kiện, số đến, các con số đếm và bản gốc của sổ.

    \b
    Ví dụ:
      congvan verify
      congvan verify --originals
    """
    from pipeline.register_verify import check_arrival_numbers, check_counts, check_events  # noqa: PLC0415

    found = 0
    with open_register(options) as register, register.transaction(write=False) as session:
        for check in (check_events, check_arrival_numbers, check_counts):
            for problem in check(session):
                found += 1
                click.echo(f"✗ {problem}")
        for problem in _missing_originals(register, hashes=originals):
            found += 1
            click.echo(f"✗ {problem}")
    if found:
        say(f"{found} chỗ không khớp. Giữ nguyên dữ liệu và phục hồi bản sao lưu để so.")
        sys.exit(1)
    say("Sổ khớp: chuỗi sự kiện nguyên vẹn, số đến liên tục, bản gốc đủ.")


def _missing_originals(register: Register, *, hashes: bool) -> Iterator[str]:
    from pipeline.originals_remote import originals_of  # noqa: PLC0415 - for a quick --help
    from pipeline.register_verify import letter_hashes  # noqa: PLC0415 - same

    store = originals_of(register.settings)
    with register.transaction(write=False) as session:
        for letter_id, sha256 in letter_hashes(session):
            if store.path_of(sha256) is None:
                yield f"văn bản {letter_id}: thiếu bản gốc {sha256}"
            elif hashes and not store.verify(sha256):
                yield f"văn bản {letter_id}: bản gốc {sha256} đã bị thay đổi"
