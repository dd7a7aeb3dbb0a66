"""Small named pieces of patterns, each with an example above it."""

from __future__ import annotations

import unicodedata

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

# "Trần Quốc Khải", "Y Thanh Hà Niê Kđăm", "Nguyễn Văn A"
PERSON_NAME = rf"{NAME_SYLLABLE}(?:[ -]+{NAME_SYLLABLE}){{1,6}}"

# Digits of a printed number, perhaps spaced by a form field: "05", "7 4 3 2"
SPACED_DIGITS = r"\d(?: ?\d)*"

# What stands where something is to be filled in: "……", "____", ". . ."
BLANK = r"[.…_ ]+"
