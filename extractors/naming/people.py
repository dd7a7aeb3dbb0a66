"""Persons called by name: "đồng chí Trần Văn A - Phó Chủ tịch; bà Lê Thị B"."""

from __future__ import annotations

import re

from extractors.mending import is_surname
from extractors.naming.names import Name, Names
from extractors.naming.words import head_pattern, is_verbal, next_pattern
from extractors.patterns import NAME_SYLLABLE, OFFICERS_RANK
from models.finding import AssigneeKind

# What stands before a name: "Thượng tá", "TS.", "DS", "công chức"
_RANK = (
    rf"(?:{OFFICERS_RANK}|pgs|gs|ts|ths|bsck\w*|ck\s?i{{1,2}}|bs|ds|ks"
    r"|cn|ngưt|ngnd|bác sĩ|dược sĩ|kỹ sư|công chức|viên chức|cán bộ|chuyên viên|cô giáo|thầy giáo)(?:\.\s*|\s+)"
)
_TITLE = rf"(?:(?:đồng chí|đ/c|ông|bà|ông/bà|thầy|cô)[:\s]+(?:{_RANK})*)"
PERSON = re.compile(rf"(?P<all>các )?(?:{_TITLE}|(?P<rank>(?:{_RANK})+))", re.IGNORECASE)
_NEXT_PERSON = re.compile(rf"\s*(?:[,;]|và)\s*(?P<title>{_TITLE}|(?:{_RANK})+)?", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\([^()]{1,60}\)")
# "Trần Văn A", "Y Thanh Hà Niê"
_FULL_NAME = re.compile(rf"{NAME_SYLLABLE}(?:\s+{NAME_SYLLABLE}){{1,4}}")
_GIVEN_NAME = re.compile(rf"{NAME_SYLLABLE}(?!\w)(?=\s*[-–,(;:]|\s+[^\W\d_])")
# "Phó Trưởng ban | Chỉ đạo | theo dõi": a board's name, and no work
_OF_BOARD = re.compile(
    r" chỉ (?:đạo|huy)(?= (?:theo dõi|phụ trách|chủ trì|trực tiếp|có trách nhiệm|chịu)|\s*[,;.])"
)
_UNIONS = frozenset({"Đoàn", "Đội", "Hội", "Đảng"})  # "cán bộ Đoàn, Đội"
_AFTER_NAME = re.compile(r"\s*[-–,(]\s*")


def read_people(raw: str, folded: str, position: int, limit: int) -> Names | None:
    """Read "đồng chí Trần Văn A - Phó Chủ tịch; đồng chí Lê Thị B": names without title and post."""
    title = PERSON.match(raw, position, limit)
    names: list[Name] = []
    start = title.end() if title else limit
    while start < limit:
        name = _FULL_NAME.match(raw, start, limit) or _given_name(raw, folded, start, limit)
        post = head_pattern().match(folded, start, limit)
        if name is None or (post and post.end() > name.end()):
            break  # "các đồng chí Phó Chủ tịch"
        if title and title["rank"] and not is_surname(name[0].split()[0]):
            break  # "Chuyên viên Phòng Nội vụ"
        names.append(Name(name.start(), name.end(), name[0], AssigneeKind.PERSON))
        start = _after_post(raw, folded, name.end(), limit)
        again = _NEXT_PERSON.match(raw, start, limit)
        if again is None or not (again["title"] or (title and title["all"])):
            break
        start = again.end()
    if not names:
        return None
    end = _after_post(raw, folded, names[-1].end, limit)
    return Names(tuple(names), end, ":" if folded[end : end + 1] == ":" else "")


def _given_name(raw: str, folded: str, position: int, limit: int) -> re.Match[str] | None:
    """Read "đồng chí Hải" as a person; "đồng chí Chủ tịch" is a post."""
    name = _GIVEN_NAME.match(raw, position, limit)
    if name is None or name[0] in _UNIONS:
        return None
    dashed = _AFTER_NAME.match(folded, name.end(), limit)
    stop = next_pattern().match(folded, name.end() + 1, limit)
    return name if dashed or (stop and stop["stop"]) else None


def _after_post(raw: str, folded: str, position: int, limit: int) -> int:
    """Skip the post that follows a person's name: " - Phó Chủ tịch UBND tỉnh", ", Trưởng phòng"."""
    bracket = _BRACKET.match(folded, position, limit)  # "bà Nguyễn Thị Hoa (KH-KT), ông …"
    if bracket:
        return bracket.end()
    dash = _AFTER_NAME.match(folded, position, limit)
    post = head_pattern().match(folded, dash.end(), limit) if dash else None
    if post is None:
        return position
    of_board = _OF_BOARD.match(folded, post.end(), limit) if post["head"].endswith("ban") else None
    part = (of_board or post).end()  # where the post, or what stands behind a comma, has its next word
    unit = False  # the post's unit is called by its work
    for match in next_pattern().finditer(folded, part, limit):
        acts = match["guard"] and is_verbal(match["guard"]) and not folded[part : match.start()].strip()
        begins = post.end() + 1 if not unit else part
        if match["stop"] or acts:
            unit = raw[match.start()].isupper() and match.start() == begins  # "Trưởng phòng | Quản lý đô thị"
        if ((match["stop"] or acts) and not unit) or match["close"]:  # "Phó Chỉ huy trưởng, | chỉ huy …"
            return match.start()
        part = match.end() if match["separator"] else part
        if match["separator"] and (";" in match[0] or PERSON.match(folded, match.end(), limit)):
            return match.start()
    return limit
