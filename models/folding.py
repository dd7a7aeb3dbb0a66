"""Keys under which spellings of one Vietnamese word meet; never a new text.

For NFC text both keys have the length of what they were made from, so that a place found in
the key is the same place in the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

# Letters that fonts and keyboards put for Đ and Ư; dashes, quotes and blanks of all kinds.
_LOOKALIKES = {
    **dict.fromkeys("ÐƉðɖ", "đ"),
    **dict.fromkeys("Ƣƣ", "ư"),
    **dict.fromkeys("‐‑‒–—―−⁻﹣－", "-"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    ),
}
_LOOKALIKE_TABLE = str.maketrans(_LOOKALIKES)
_LOOKALIKE = re.compile(
    f"[{re.escape(''.join(_LOOKALIKES))}]"
)  # most lines hold none, and translating is slow

_TONES = {"a": "àáảãạ", "e": "èéẻẽẹ", "i": "ìíỉĩị", "o": "òóỏõọ", "u": "ùúủũụ", "y": "ỳýỷỹỵ"}
_PLACES = {"ă": "ằắẳẵặ", "â": "ầấẩẫậ", "ê": "ềếểễệ", "ô": "ồốổỗộ", "ơ": "ờớởỡợ", "ư": "ừứửữự"}

_TONED_LETTERS = {**_TONES, **_PLACES}

_LINE = 200  # characters: no printed line is longer

# òa, òe, ùy and the slip "qúa": the tone one letter too early; "hi, kì" for "hy, kỳ" after these consonants.
# Written out, and begun with the letter itself, because only then the search skips what cannot match.
_EARLY = [
    *(early + late for early in _TONES["o"] for late in "ae"),
    *(early + "y" for early in _TONES["u"]),
    *("q" + early + late for early in _TONES["u"] for late in "aeioăâêơ"),
]
_TONE_EARLY = re.compile("|".join(_EARLY))
_SHORT_I = re.compile(r"[iìíỉĩị](?!\w)(?:(?<=\b[hklmst].)|(?<=\bqu.))")


def fold(text: str) -> str:
    """Return the key that keeps Vietnamese marks: lower case, one tone placement, i as y, Đ, plain dashes.

    "Uỷ ban Nhân dân", "ỦY BAN NHÂN DÂN" → "uỷ ban nhân dân".
    """
    return _fold_line(text) if len(text) <= _LINE else _fold(text)


@lru_cache(maxsize=4096)
def _fold_line(text: str) -> str:
    return _fold(text)  # many look at the same printed lines, one after the other


def _fold(text: str) -> str:
    folded = _lower(unicodedata.normalize("NFC", text))
    if _LOOKALIKE.search(folded):
        folded = folded.translate(_LOOKALIKE_TABLE)
    folded = _TONE_EARLY.sub(_place_tone, folded)
    return _SHORT_I.sub(lambda match: _i_to_y()[match[0]], folded)


def unmarked(text: str) -> str:
    """Return the key without any mark: `fold`, then bare letters ("đ" → "d").

    "Quảng Ngãi" → "quang ngai". For search boxes, and for text whose marks OCR may have spoiled.
    """
    return fold(text).translate(_bare_letters())


def same(one: str, other: str) -> bool:
    """Say whether two texts differ in nothing but spelling habit and spacing."""
    return fold(one).split() == fold(other).split()


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)  # "İ" would grow


def _place_tone(match: re.Match[str]) -> str:
    early, late = match[0][-2], match[0][-1]
    base, tone = _toned()[early]
    return match[0][:-2] + base + _TONED_LETTERS[late][tone]


@cache
def _toned() -> dict[str, tuple[str, int]]:
    return {letter: (base, tone) for base, letters in _TONES.items() for tone, letter in enumerate(letters)}


@cache
def _i_to_y() -> dict[str, str]:
    return dict(zip("i" + _TONES["i"], "y" + _TONES["y"], strict=True))


@cache
def _bare_letters() -> dict[int, str]:
    """Letter with marks → letter, for every letter of Latin script that is one character in NFC."""
    table = {ord("đ"): "d", ord("ı"): "i"}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        parts = unicodedata.normalize("NFD", chr(code))
        if len(parts) > 1:
            table[code] = parts[0].lower()
    return table
