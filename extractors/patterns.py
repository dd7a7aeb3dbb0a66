"""Small named pieces of patterns, each with an example above it."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_TONED = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES)

# Insides of a character class: every lower-case letter of Vietnamese (and f, j, w, z of foreign names).
LOWER = "a-zđ" + "".join(letter for letter in _TONED if letter > "z")
UPPER = "A-ZĐÐ" + "".join(letter.upper() for letter in _TONED if letter > "z")
LETTER = LOWER + UPPER

# "-", "–"
DASH = r"[-‐‑‒–—−]"

# "Ngãi", "Đ", "H'Mông"
NAME_SYLLABLE = rf"[{UPPER}][{LETTER}]*(?:'[{UPPER}{LOWER}]+)?"

# "đại tá", "thượng uý", "Trung tướng": folded text, or with the case ignored
OFFICERS_RANK = r"(?:đại|thượng|trung|thiếu)\s+(?:tá|[úu][ýy]|tướng)"

# What names those who are meant before all others of a list, in folded text
ABOVE_ALL = r"(?:nhất|đặc biệt|trước hết|trước tiên) là\b"
# "Quốc hội | nước Cộng hòa xã hội chủ nghĩa Việt Nam", in folded text
OF_COUNTRY = r" nước (?:cộng hoà xã hội chủ nghĩa|chxhcn) việt nam\b"

# "Trần Quốc Khải", "Y Thanh Hà Niê Kđăm", "Nguyễn Văn A"
PERSON_NAME = rf"{NAME_SYLLABLE}(?:[ -]+{NAME_SYLLABLE}){{1,6}}"


def alternatives(phrases: Iterable[str]) -> str:
    """Return a pattern for any of the phrases, the longest first, whatever blanks part their words.

    Phrases share their beginnings in it: of some thousand words few are tried at one place.
    """
    return _from(sorted(set(phrases)), 0)


def _from(phrases: list[str], place: int) -> str:
    """Return a pattern for what stands from `place` on in phrases that are alike before it."""
    if len(phrases) == 1:
        return re.escape(phrases[0][place:]).replace(r"\ ", r"\s+")
    branches = []
    for sign, group in groupby((one for one in phrases if len(one) > place), key=lambda one: one[place]):
        first = r"\s+" if sign == " " else re.escape(sign)
        branches.append(first + _from(list(group), place + 1))
    pattern = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{pattern})?" if len(phrases[0]) == place else pattern
