"""Marks of secrecy: a letter that bears MẬT, TỐI MẬT or TUYỆT MẬT is set aside before its body is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.errors import SecretLetterError
from models.letter import AsideKind, TextSource
from pipeline.reading.layout_lines import fold, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.letter import Aside
    from pipeline.reading.layout_lines import Line
    from pipeline.reading.printed import PrintedPage

HEAD = 0.45  # of the page's height: marks stand above
_FOLDED = {"MAT": "MẬT", "TOIMAT": "TỐI MẬT", "TUYETMAT": "TUYỆT MẬT"}
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_OTHER_WORD = re.compile(r"M[ẶĂẮẰẲẴ]T")  # "mặt" is another word
# "… BÍ" | "MẬT …" is a word broken over two lines
_BROKEN_WORD = re.compile(r"(?:BÍ|BẢO|CƠ)\W*$", re.IGNORECASE)


def mark_in(text: str) -> str | None:
    """Return the mark of secrecy that the text is, if it is one and nothing besides."""
    bare = _EDGES.sub("", text)
    if not bare.isupper() or _OTHER_WORD.search(bare):
        return None
    return _FOLDED.get(re.sub(r"\W", "", fold(bare)))


def refuse_secret_page(page: PrintedPage) -> None:
    """Stop at a mark in the upper part of a letter's first page.

    Raises:
        SecretLetterError: the letter bears a mark of secrecy.
    """
    words = [word for word in page.words if word.box.bottom < HEAD * page.height]
    refuse_secret(lines_of(page.number, words, uneven=page.source is TextSource.OCR), page.asides)


def refuse_secret(lines: Sequence[Line], asides: Iterable[Aside] = ()) -> None:
    """Stop at a mark that stands by itself in the head of the letter, in print or as a stamp.

    Raises:
        SecretLetterError: the letter bears a mark of secrecy.
    """
    for aside in asides:
        if aside.kind is AsideKind.SECRECY_STAMP:
            raise secret(_FOLDED.get(re.sub(r"\W", "", fold(aside.text)), "MẬT"))
    above: list[str] = []
    for line in lines:
        parts = [part.text for part in line.parts(1.2)]
        for part in parts:
            mark = mark_in(part)
            if mark and not any(_BROKEN_WORD.search(text) for text in above):
                raise secret(mark)
        above = parts


def secret(mark: str) -> SecretLetterError:
    """Return the error for a letter with this mark."""
    return SecretLetterError(
        f"Văn bản có dấu {mark}, congvan không đọc nội dung.",
        "Lấy tệp ra khỏi hệ thống và xử lý theo quy định bảo vệ bí mật nhà nước.",
    )
