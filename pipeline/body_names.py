"""Bodies' names: one key for all spellings, posts that stand for bodies, how alike two names are."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.fuzz import token_sort_ratio

from extractors.patterns import OF_COUNTRY
from extractors.vocabulary import table
from models.folding import fold, unmarked

_BREAKS = re.compile(r"[\s,;:()'\"]+")
_SEPARATORS = re.compile(r"[\s,;:.\-&/()'\"]+")
# "TT" is thường trực before a committee, else trung tâm.
_STANDING = re.compile(
    r"\btt(?=\s+(?:(?:tỉnh|thành|thị|huyện|quận|đảng)\s*uỷ|hđnd|hội đồng|ubnd|mttq|uỷ ban|ubmttq))"
)
# "Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam" is Quốc hội
_OF_COUNTRY = re.compile(rf"(?<=\w){OF_COUNTRY}")
# The head of a body, its deputy or its leaders.
_HEADS = re.compile(
    r"""^(?:(?:đồng\ chí|đ/c|ông|bà)\s+)?(?:quyền\s+)?(?:phó\s+)?
    (?: (?: thủ\ trưởng | lãnh\ đạo | người\ đứng\ đầu | giám\ đốc | tổng\ giám\ đốc | chủ\ tịch
          | hiệu\ trưởng | bí\ thư | cục\ trưởng | chi\ cục\ trưởng | tổng\ cục\ trưởng | vụ\ trưởng
          | viện\ trưởng | chỉ\ huy\ trưởng | đại\ diện | ban\ giám\ đốc | tập\ thể\ lãnh\ đạo ) \s+ (?=\S)
      | (?:trưởng|chánh) \s+
        (?= các\b | phòng | ban | công\ an | văn\ phòng | thanh\ tra | toà | trạm | khoa | đài | đoàn ) )""",
    re.VERBOSE,
)
_NOT_A_BODY = re.compile(r"^(?:thường trực|phụ trách|nước$)")


def body_key(name: str) -> str:
    """Return the key under which all spellings of a body's name meet.

    "Sở NN&PTNT", "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN" → "so nong nghiep phat trien nong thon".
    Abbreviations are spelt out; case, marks, "và", hyphens and commas do not count.
    """
    words: list[str] = []
    for token in _BREAKS.split(_STANDING.sub("thường trực", _OF_COUNTRY.sub("", fold(name)))):
        words += _spelt_out(token)
    return " ".join(word for word in words if word != "va")


def body_of(name: str) -> str:
    """Return the body that a post stands for: "Chủ tịch UBND xã" → "UBND xã"; a body stays itself."""
    text = " ".join(name.split())
    folded = fold(text)
    match = _HEADS.match(folded)
    if match and not _NOT_A_BODY.match(folded[match.end() :]):
        return text[match.end() :]
    return text


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, 0…1: 1 for spellings of one name, less where words differ.

    For offering bodies to merge: a person decides.
    """
    first, second = body_key(one), body_key(other)
    return 1.0 if first == second else min(0.99, token_sort_ratio(first, second) / 100)


def _spelt_out(token: str) -> list[str]:
    long = _abbreviations().get(_squeezed(token))
    if long:
        return long.split()
    return [word for part in _SEPARATORS.split(token) if part for word in _short(part)]


def _short(part: str) -> list[str]:
    # twice: "kî" is "ki" once bare, and that is "ky"
    return (_abbreviations().get(part) or unmarked(unmarked(part))).split()


def _squeezed(token: str) -> str:
    return _SEPARATORS.sub("", token)


@cache
def _abbreviations() -> dict[str, str]:
    return {_squeezed(fold(row["short"])): unmarked(row["long"]) for row in table("body_abbreviations")}
