"""Titles that hand what stands below them to somebody: "3. Sở Y tế", "1. Công tác hậu cần: Văn phòng UBND tỉnh"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.assignees import heading_names
from extractors.sections import Sense, title_sense

if TYPE_CHECKING:
    from extractors.clauses import View
    from extractors.naming import Name

TITLE = 160  # characters: a longer line without a number is no title
# What the work is about, before the body whose work it is: "Công tác an ninh - ", "Về nội dung ("
_TOPIC = re.compile(r"[^:.;()–-]{3,80}?(?::\s+|\s[-–]\s|\s\()(?=\w)")
_OTHERS = re.compile(r"\b(?:phối hợp|mời|tham dự|tham gia|thành viên|nơi nhận|kính gửi)\b")
_FINISHED = re.compile(r"[.;!?/]\s*$")


def titled_names(view: View, start: int, end: int) -> tuple[Name, ...]:
    """Return the bodies that a title names, alone or behind what their work is about."""
    names = heading_names(view, start, end)
    topic = None if names else _TOPIC.match(view.folded, start, end)
    if topic is None or _OTHERS.search(topic[0]) or title_sense(topic[0]) in {Sense.FACTS, Sense.GOAL}:
        return names
    return heading_names(view, topic.end(), end)


def is_bare_title(view: View, start: int, end: int) -> bool:
    """Say whether a line without a number is but the name of those whose work follows."""
    if end - start > TITLE or _FINISHED.search(view.folded, start, end):
        return False
    return bool(heading_names(view, start, end))
