"""Does a file's end look whole? A cheap look at its last bytes, for copies that pause half-way."""

from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

_TAIL = 4096


def looks_whole(path: Path) -> bool:
    """Say whether the file ends as its kind must; True for kinds that have no mark at the end.

    It is no proof of health: reading says whether the file is good. Here a file that is certainly
    unfinished is given more time.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            tail = file.read()
    except OSError:
        return False
    if head.startswith(b"PK\x03\x04"):
        return zipfile.is_zipfile(path)
    if head[:4] in (b"II*\x00", b"MM\x00*"):
        order: Literal["little", "big"] = "little" if head[:2] == b"II" else "big"
        return 8 <= int.from_bytes(head[4:8], order) < size
    return size > 0 and _ends_well(head, tail)


def _ends_well(head: bytes, tail: bytes) -> bool:
    if head.startswith(b"%PDF"):
        return b"%%EOF" in tail
    if head.startswith(b"\xff\xd8\xff"):
        return tail.rstrip(b"\x00").endswith(b"\xff\xd9")
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return b"IEND" in tail
    return True
