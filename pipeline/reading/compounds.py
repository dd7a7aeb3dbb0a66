"""Marks that OCR takes for one another, told apart by the compounds of Vietnamese: "kiếm tra" is "kiểm tra".

A hook above a roof is a pixel or two away from an acute. Where what was read forms no compound (từ ghép) with
either neighbour, and the same syllable with a hook does, the hook was printed. Only marks change, never a letter
or a figure, and no word that is written like a part of a name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from models.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.reading.ocr import ReadWord

_PARTS = re.compile(r"^(?P<before>\W*)(?P<word>[^\W\d_]+)(?P<after>\W*)$")
_HOOKS = str.maketrans("ấếốẤẾỐ", "ẩểổẨỂỔ")  # under a roof; "ứ" and "ớ" are seldom taken for one another
_DOTS = str.maketrans("ỉỈ", "iI")
_UNSURE = 0.95  # a dot is taken for a hook less often: only words read less surely than this are looked at


def mend_marks(words: Sequence[ReadWord]) -> list[ReadWord]:
    """Return the words of a line, hooks and dots put right where a compound decides."""
    parts = [_PARTS.match(word.text) for word in words]
    mended = list(words)
    for place, (word, part) in enumerate(zip(words, parts, strict=True)):
        if part is None:
            continue
        right = part["word"].translate(_HOOKS)
        if right == part["word"] and word.confidence < _UNSURE:
            right = part["word"].translate(_DOTS)
        if right != part["word"] and _decided(parts, place, right):
            mended[place] = replace(word, text=f"{part['before']}{right}{part['after']}")
    return mended


def _decided(parts: Sequence[re.Match[str] | None], place: int, right: str) -> bool:
    """Say whether a neighbour makes a compound with the other spelling, and none with what was read."""
    read, found = parts[place], False
    for first, second in ((place - 1, place), (place, place + 1)):
        if first < 0 or second == len(parts):
            continue
        pair = parts[first], parts[second]
        if not (read and pair[0] and pair[1]) or pair[0]["after"] or pair[1]["before"]:
            continue
        if _compound(pair[0]["word"], pair[1]["word"]):
            return False
        other = (right, pair[1]["word"]) if first == place else (pair[0]["word"], right)
        found = found or (not _is_name(*other) and _compound(*other))
    return found


def _is_name(first: str, second: str) -> bool:
    """Say whether two words are written like parts of a name: "Đoàn Thế"."""
    return second[:1].isupper() and not (first.isupper() and second.isupper())


def _compound(first: str, second: str) -> bool:
    return fold(f"{first} {second}") in _compounds()


@cache
def _compounds() -> frozenset[str]:
    """Every two syllables that follow one another in a word of underthesea's list (74,000 words), folded."""
    found = find_spec("underthesea")  # found, not imported: that takes a second
    if found is None or found.origin is None:
        return frozenset()
    listed = Path(found.origin).parent / "corpus" / "data" / "Viet74K.txt"
    words = (fold(line).split() for line in listed.read_text("utf-8").splitlines())
    return frozenset(" ".join(pair) for word in words for pair in pairwise(word))
