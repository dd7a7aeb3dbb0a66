"""Files broken in twenty ways, made from one good PDF."""

from __future__ import annotations

import io
import random
import zipfile
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable


def _bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<a>" * 1000)
    return out.getvalue()


def _blank_picture() -> bytes:
    out = io.BytesIO()
    Image.new("L", (800, 1000), 255).save(out, "JPEG")
    return out.getvalue()


def ways(good: bytes, seed: random.Random) -> list[tuple[str, Callable[[], bytes]]]:
    """Return the ways: ending, and how the bytes are made."""
    half = len(good) // 2
    return [
        ("pdf", lambda: b""),
        ("pdf", lambda: good[:half]),
        ("pdf", lambda: good[: len(good) // 20]),
        ("pdf", lambda: good[half:]),
        ("pdf", lambda: b"%PDF-1.7\n"),
        (
            "pdf",
            lambda: b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>\n%%EOF",
        ),
        ("pdf", lambda: "Đây là văn bản thuần, không phải PDF.".encode()[:9]),
        ("pdf", lambda: seed.randbytes(5000)),
        ("pdf", lambda: good.replace(b"/Pages", b"/Pagez")),
        ("pdf", lambda: good.replace(b"startxref", b"startxxxx").replace(b"xref", b"xxxx")[:half]),
        ("png", lambda: b""),
        ("png", lambda: b"\x89PNG\r\n\x1a\n"),
        ("png", _bomb),
        ("jpg", lambda: b"\xff\xd8\xff\xe0" + seed.randbytes(400)),
        ("jpg", _blank_picture),
        ("tif", lambda: b"II*\x00\xff\xff\xff\x7f"),
        ("tif", lambda: b"MM\x00*\x00\x00\x00\x08"),
        ("docx", lambda: b"PK\x03\x04" + seed.randbytes(300)),
        ("docx", _zip),
        ("txt", lambda: b"\x00\x01\x02" * 50),
    ]


def broken_files(good: bytes, count: int) -> dict[str, bytes]:
    """Return `count` broken files by name, all with bytes of their own."""
    seed = random.Random(3)
    kinds = ways(good, seed)
    made = {}
    for number in range(count):
        ending, make = kinds[number % len(kinds)]
        content = make()
        # A tail of its own keeps them from being duplicates; an empty file must stay empty.
        tail = b"" if not content else f"\n% {number}".encode()
        made[f"hỏng {number}.{ending}"] = content + tail
    return made
