"""How a reference stands to this letter ("căn cứ", "trả lời", "thay thế") and which part of it is meant."""

from __future__ import annotations

import re
from functools import cache

from extractors.references.vocabulary import cues
from models.finding import Relation

_REACH = 110
_CLAUSE = re.compile(r"[.;:](?=\s)|\n")
_ITEM = r"[a-zđ]|\d+[a-z]?(?:\.\d+)*|[ivxlc]+"
_LEVEL = r"(?:tiết|điểm|gạch đầu dòng|khoản|điều|tiểu mục|mục|chương|phần|phụ lục|biểu|mẫu)(?:\s+số)?"
# "điểm a, b khoản 1 và khoản 3 Điều 12", "Điều 8, 9, 10 của", "Phụ lục II kèm theo"
_PATH = re.compile(
    rf"(?:{_LEVEL}\s+(?:{_ITEM})(?:\s*(?:,|và|;|đến|-)\s*(?:{_ITEM})(?!\w))*"
    rf"(?:\s*(?:,|và|;)?\s*(?=(?:{_LEVEL})\s))?)+"
    r"(?:\s*,?\s*(?:của|tại|thuộc|trong|ban hành kèm theo|kèm theo)|\s*,)?\s*$"
)
_LEVEL_WORD = re.compile(rf"(?<!\w)(?:{_LEVEL})\s")


_STRONG = frozenset(
    {Relation.EXTENDS, Relation.CANCELS, Relation.REPLACES, Relation.AMENDS, Relation.REPLIES}
)


@cache
def _cue_pattern() -> re.Pattern[str]:
    words = sorted(cues(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


def relation_before(low: str, at: int, floor: int) -> Relation | None:
    """Return the relation that the last cue of the clause in front of `at` tells, or None without one."""
    start = max(floor, at - _REACH)
    for stop in _CLAUSE.finditer(low, start, at):
        start = stop.end()
    found = [cues()[cue[0]] for cue in _cue_pattern().finditer(low, start, at)]
    if len(found) > 1 and found[-1] is Relation.IMPLEMENTS and found[-2] in _STRONG:
        return found[-2]  # "gia hạn thời gian thực hiện …"
    return found[-1] if found else None


def pinpoint_before(text: str, low: str, at: int, floor: int) -> tuple[int, str] | None:
    """Return (start, words) of the part named right in front of `at`: "khoản 2 Điều 5"."""
    start = max(floor, at - 120)
    first = _LEVEL_WORD.search(low, start, at)
    while first:
        path = _PATH.match(low, first.start(), at)
        if path:
            words = " ".join(text[first.start() : at].split()).rstrip(" ,")
            return first.start(), re.sub(
                r",?\s+(?:của|tại|thuộc|trong|ban hành kèm theo|kèm theo)$", "", words
            )
        first = _LEVEL_WORD.search(low, first.end(), at)
    return None
