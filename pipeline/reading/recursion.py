"""Does a PDF draw itself? pdfium unfolds a form that holds itself until all memory is taken."""

from __future__ import annotations

import io
import re
from typing import Any

from models.errors import UnreadableFileError

_FORM = re.compile(rb"/Subtype\s*/Form\b")  # a form is a stream, and no stream lies in a compressed object


def refuse_recursion(data: bytes) -> None:
    """Refuse a PDF in which a form draws itself, at once or by way of others.

    Raises:
        UnreadableFileError: it does.
    """
    if not _FORM.search(data):
        return
    import pikepdf  # noqa: PLC0415 - only files with forms need it

    try:
        with pikepdf.open(io.BytesIO(data)) as file:
            recursive = any(_unfolds(page.obj) for page in file.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, KeyError, AttributeError):
        return  # what else is wrong is for the reader to say
    if recursive:
        raise UnreadableFileError(
            "Tệp PDF có hình tự chứa chính nó, đọc không bao giờ hết.",
            "Xin lại tệp gốc; cẩn thận nếu không rõ nơi gửi.",
        )


def _unfolds(page: Any) -> bool:
    within: set[tuple[int, int]] = set()  # the forms that the one at hand is drawn by
    sound: set[tuple[int, int]] = set()
    waiting = [(form, False) for form in _forms(page)]
    while waiting:
        form, leaving = waiting.pop()
        key = form.objgen
        if leaving:
            within.discard(key)
            sound.add(key)
        elif key in within:
            return True
        elif key not in sound:
            within.add(key)
            waiting.append((form, True))
            waiting += [(inner, False) for inner in _forms(form)]
    return False


def _forms(holder: Any) -> list[Any]:
    """Return the forms that a page or form names among its resources."""
    drawn = holder.get("/Resources", {}).get("/XObject", {})
    return [one for one in drawn.values() if one.get("/Subtype") == "/Form"]
