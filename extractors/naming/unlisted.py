"""Where work begins with a word that no list holds: "Trạm Kiểm dịch Nà Hin | bẻ niêm phong".

A name that has come to a place's name, to a number or to "các xã" is whole: of small words only those of
`level_followers` go on with it.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from extractors.patterns import LETTER, LOWER, UPPER
from extractors.vocabulary import syllables, table
from models.folding import fold

_SYLLABLE = rf"[{UPPER}][{LOWER}]+"
_NEXT = rf"(?=(?P<next>[{LOWER}][{LETTER}]*)(?!\w))"
# "Nà Hin | bẻ"; an acronym is no place: "TNHH MTV | cấp nước"
_PLACE = re.compile(rf"(?<=\s)(?={_SYLLABLE}\s(?P<last>{_SYLLABLE})\s{_NEXT})")
# "khu vực 12 | bẻ", "vùng IV | bẻ"
_NUMBER = re.compile(rf"(?<=\s)(?P<last>\d{{1,3}}|[IVX]{{1,5}})\s{_NEXT}")
# "các xã | bẻ"
_LEVELS = re.compile(
    r"\bcác (?:[^\W\d]+, )*(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|đặc khu|tỉnh|thôn|bản|ấp|buôn|khu phố"
    rf"|tổ dân phố|khóm|chi bộ|chi đoàn|chi hội)\s{_NEXT}"
)


def work_begins(raw: str, start: int, end: int) -> int | None:
    """Return where work begins in a name that was read too far; None where all of it is the name."""
    for pattern in (_PLACE, _NUMBER, _LEVELS):
        for match in pattern.finditer(raw, start, end):
            at = match.start("next")
            if at < end and not _goes_on(raw, match, at, end):
                return at
    return None


def _goes_on(raw: str, match: re.Match[str], at: int, end: int) -> bool:
    """Say whether the small word is one of the name's: a name goes on behind it, or it belongs to one."""
    if any(word[:1].isupper() or word[:1].isdigit() for word in raw[at:end].split()) or "," in raw[at:end]:
        return True  # "Công ty Cà Phê hòa tan Nà Hin"
    word = fold(match["next"])
    last = match.groupdict().get("last")
    return word in _followers() or (last is not None and (fold(last), word) in _words())


@cache
def _followers() -> frozenset[str]:
    return frozenset(fold(row["word"]).split()[0] for row in table("level_followers"))


@cache
def _words() -> frozenset[tuple[str, str]]:
    """Syllables that stand side by side in names, so that the first is no place's last: "Văn | hóa"."""
    columns = (
        ("assignee_heads", "head"),
        ("name_phrases", "phrase"),
        ("sectors", "sector"),
        ("body_fields", "field"),
        ("body_words", "word"),
        ("posts", "post"),
        ("law_names", "name"),
    )
    return frozenset(pair for words in syllables(*columns) for pair in pairwise(words))
