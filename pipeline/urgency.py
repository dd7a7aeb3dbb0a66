"""How urgent is a letter that nobody has read yet? A quick look: HỎA TỐC does not wait in the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.folding import unmarked

if TYPE_CHECKING:
    from pathlib import Path

# mark → rank; the longer names stand first because "thượng khẩn" holds "khẩn"
RANKS: dict[str, int] = {"hoa toc": 3, "thuong khan": 2, "khan": 1}
_MARK_LENGTH = 30  # characters of a line that is a mark and not a sentence


def rank(text: str) -> int:
    """Return 3 for hỏa tốc, 2 for thượng khẩn, 1 for khẩn standing alone on a line, else 0."""
    found = 0
    for line in text.splitlines():
        words = unmarked(line).strip(" .:-")
        if len(words) <= _MARK_LENGTH:
            found = max(found, next((r for mark, r in RANKS.items() if words.startswith(mark)), 0))
    return found


def label_rank(label: str) -> int:
    """Return the rank that a subfolder's name gives: a clerk may drop urgent letters in "Hỏa tốc"."""
    return rank(label.replace("/", "\n").replace("-", " ").replace("_", " "))


def text_rank(path: Path) -> int:
    """Return the rank that the first page's text layer shows; 0 for scans. Runs in a reader process."""
    from pipeline.reading.peek import first_page_text  # noqa: PLC0415 - the reader processes alone need it

    return rank(first_page_text(path))
