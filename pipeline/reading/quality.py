"""How Vietnamese is a text? The share of its words that can be syllables, and the share that bear marks.

The test is a grammar (onset, rhyme, tone), not a word list: it holds for any office's vocabulary.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ONSET = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]|"
_OPEN = (
    "a|ai|ao|au|ay|âu|ây|e|eo|ê|êu|i|ia|iu|iêu|o|oi|ô|ôi|ơ|ơi|u|ui|ua|uôi|ư|ưi|ưa|ươi|ươu|ưu|y|yêu"
    "|oa|oai|oao|oay|oe|oeo|uâ|uây|uê|uêu|uơ|uy|uya|uyu|ya"
)
_SONORANT = (
    "[aăâeêioôơuư][mn]|[aăâeioôuư]ng|[aêi]nh|oong|i?ê(?:m|n|ng)|yê(?:m|n|ng)|uô(?:m|n|ng)|ươ(?:m|n|ng)"
    "|o[aăe](?:m|n|ng)|oanh|u[âê](?:n|ng|nh)|uyê?n|uynh|uyên"
)
_STOPPED = (
    "[aăâeêioôơuư][pt]|[aăô]k|[aăâeioôuư]c|[aêi]ch|ooc|iê[ptc]|yê[tc]|uô[ptc]|ươ[ptc]|o[aăe][ptc]|oach|uât|uêch|uêt"
    "|uyê?t|uyêt|uych|uyp|ưt|ưc"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})(?:(?P<free>{_OPEN}|{_SONORANT})|(?P<stopped>{_STOPPED}))$")
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_SHARP_OR_HEAVY = re.compile("[\u0301\u0323]")
_WORD = re.compile(r"[^\W\d_]+")
_SHARE_OF_MARKS = 0.4  # Vietnamese text bears marks on seven words of ten; below this they are missing
ENOUGH = 8  # words: fewer tell nothing


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Say whether a word can be a Vietnamese syllable."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    plain = unicodedata.normalize("NFC", decomposed.translate(_TONES))
    match = _SYLLABLE.match(plain)
    if not match:
        return False
    tones = len(decomposed) - len(decomposed.translate(_TONES))
    if match["stopped"]:
        # it ends in p, t, c, ch: the tone is sharp or heavy, unless marks are missing altogether
        return tones <= 1 and (tones == 0 or bool(_SHARP_OR_HEAVY.search(decomposed)))
    return tones <= 1


@lru_cache(maxsize=50_000)
def _bears_marks(word: str) -> bool:
    return not word.isascii()


# syllables that begin with a marked vowel and are words: all others are the tail of a broken one
_WHOLE = re.compile(
    "(?:ấy|ẩn|ẩm|ầm|ấn|ảnh|ảo|ấm|ẵm|ắt|ẩu|ải|ạ|ả|ế|ếch|ể|ị|ọ|ổ|ổn|ốm|ống|ồn|ốc|ở|ớt|ợ|ủ|ủng|ủy|uỷ|ụ|ứ|ừ|ử|ứng"
    "|ức|ự|ỷ|ước|ướt|ưa|ươm|ưng|ưu|ăn|ăng|ắp|ơn|ơi|ơ|ông|ôm|ôn|ồ|ố)$"
)
_MARKED = re.compile(r"[\u1ea0-\u1ef9ăơưĂƠƯ]")


def is_broken(head: str, tail: str) -> bool:
    """Say whether a blank stands inside a syllable: "Đi ều", "s ẽ", "nhi ệm"."""
    if not (head.isalpha() and len(head) <= 4 and _MARKED.match(tail)):
        return False
    letters = _WORD.match(tail)
    end = letters.group() if letters else tail
    if not is_syllable(head + end):
        return False
    return not is_syllable(head) if _WHOLE.match(end.lower()) else True


@dataclass(frozen=True, slots=True)
class Quality:
    """`score` is 0…1; `words` is on how many words it rests."""

    score: float
    words: int

    @property
    def known(self) -> bool:
        """Whether there were words enough to tell."""
        return self.words >= ENOUGH


def measure(words: Iterable[str]) -> Quality:
    """Measure how Vietnamese these words are. Figures and abbreviations ("UBND") do not count."""
    good = bad = marked = short = 0
    for text in words:
        for word in _WORD.findall(text):
            if is_syllable(word):
                good += 1
                marked += _bears_marks(word)
            elif _abbreviation(word):
                short += 1
            else:
                bad += 1
        bad += sum(char == "\ufffd" or ("\ue000" <= char <= "\uf8ff" and len(text) > 1) for char in text)
    if short > good + bad + 20:  # no text is mostly abbreviations
        bad += short
    total = good + bad
    if not total:
        return Quality(0.0, 0)
    valid = good / total
    marks = min(1.0, marked / good / _SHARE_OF_MARKS) if good else 0.0
    return Quality(valid * marks, total)


def _abbreviation(word: str) -> bool:
    """Say whether it is like "UBND", "QĐ", "TTg", a single letter: no syllable, and no fault either."""
    if len(word) == 1:
        return word.isascii() or word in "đĐăâêôơưĂÂÊÔƠƯ"
    capitals = sum(char.isupper() for char in word)
    latin = all(char.isascii() or char in "ĐÔƠƯÂĂÊđ" for char in word)
    return latin and len(word) <= 8 and capitals >= 0.6 * len(word)
