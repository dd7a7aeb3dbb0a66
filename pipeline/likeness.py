"""When is a letter the same one scanned again? Texts are compared by shingles of folded words (MinHash).

Two scans of one letter share most of their words even where OCR slips; letters made from one form share
the form and differ in the rest. Bands find candidates quickly, the whole signature then gives the share.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

from models.folding import unmarked

if TYPE_CHECKING:
    import numpy as np

SIZE = 64
ROWS = 4
"""64 hashes in 16 bands of 4: pages alike by 70 % meet in some band 99 times of 100, by 30 % 12 times."""
SAME_PAGES = 0.6
"""From this share of common shingles on, a clerk is asked whether it is the same letter."""

_WORD = re.compile(r"[a-z]+|\d+")
_SHORTEST = 30  # words; shorter texts say too little


def signature(text: str) -> bytes | None:
    """Return the text's signature, None where it is too short to compare."""
    words = _WORD.findall(unmarked(text))
    if len(words) < _SHORTEST:
        return None
    import numpy as np  # noqa: PLC0415 - heavy, and only filing needs it

    hashed = np.fromiter((zlib.crc32(word.encode()) for word in words), dtype=np.uint64, count=len(words))
    shingles = np.unique((hashed[:-2] * _FIRST + hashed[1:-1] * _SECOND + hashed[2:]) % _PRIME)
    factors, offsets = _hashes()
    signed = (shingles[:, None] * factors + offsets) % _PRIME & np.uint64(0xFFFFFFFF)
    return bytes(signed.min(axis=0).astype("<u4").tobytes())


def bands(signed: bytes) -> list[int]:
    """Return the band keys of a signature: signed 64-bit numbers, as databases hold them."""
    width = 4 * ROWS
    return [
        int.from_bytes(
            hashlib.blake2b(signed[i : i + width], digest_size=7, salt=bytes([i // width])).digest()
        )
        for i in range(0, len(signed), width)
    ]


def share(one: bytes, other: bytes) -> float:
    """Return the estimated share of common shingles of two signed texts, 0…1."""
    import numpy as np  # noqa: PLC0415

    return float((np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")).mean())


_PRIME = 4294967311  # the first prime above 2³²
_FIRST, _SECOND = 1_000_003, 7_919  # tell three words from the same three in another order


@cache
def _hashes() -> tuple[Any, Any]:
    import numpy as np  # noqa: PLC0415

    rng = np.random.default_rng(20240101)  # fixed: signatures of all years must compare
    factors: np.ndarray[Any, Any] = rng.integers(1, 2**31, SIZE, dtype=np.uint64)
    return factors, rng.integers(0, 2**31, SIZE, dtype=np.uint64)
