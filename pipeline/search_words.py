"""Words as the index holds them: one folded form, so that "quyet dinh" finds "Quyết định" (NFD input too)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from models.folding import fold, unmarked

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
LONGEST = 40
"""Longer words are noise (torn tables, encoded files) and are left out."""


def bare_words(text: str) -> list[str]:
    """Return the words without marks: "Quyết định số 12/QĐ" → ["quyet", "dinh", "so", "12", "qd"]."""
    return [word for word in _WORD.findall(unmarked(text)) if len(word) <= LONGEST]


def marked_words(text: str) -> list[str]:
    """Return the words with their marks, spelled one way: "Uỷ ban" → ["uỷ", "ban"]."""
    return [word for word in _WORD.findall(fold(text)) if len(word) <= LONGEST]


def pairs(words: Sequence[str]) -> list[str]:
    """Return each word with the next one: a phrase of common words is few pairs, though each word is everywhere."""
    return list(map("_".join, pairwise(words)))


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> str:
    """Return a word of `marked_words` without its marks; words repeat, so that each is looked at once."""
    return unmarked(word)


def bare_spans(text: str) -> list[tuple[str, int, int]]:
    """Return each word without marks and where it stands in the text (which is in NFC)."""
    return [(match[0], match.start(), match.end()) for match in _WORD.finditer(unmarked(text))]


def cleaned(typed: str) -> str:
    """Return what a person typed without control and direction marks, in NFC; wide letters and digits as plain ones."""
    kept = (" " if unicodedata.category(one) in {"Cc", "Zl", "Zp", "Zs"} else one for one in typed)
    bare = "".join(one for one in kept if unicodedata.category(one) not in {"Cf", "Cs", "Co", "Cn"})
    return unicodedata.normalize("NFKC", bare)
