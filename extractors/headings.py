"""Titles that hand what stands below them to somebody: "3. Sở Y tế", "1. Công tác hậu cần: Văn phòng UBND tỉnh"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.assignees import heading_names
from extractors.sections import Sense, title_sense
from models.finding import AssigneeKind

if TYPE_CHECKING:
    from extractors.clauses import View
    from extractors.naming import Name

TITLE = 160  # characters: a longer line without a number is no title
# What the work is about, before the body whose work it is: "Công tác an ninh - ", "Về nội dung ("
_TOPIC = re.compile(r"[^:.;()–-]{3,80}?(?::\s+|\s[-–]\s|\s\()(?=\w)")
_OTHERS = re.compile(r"\b(?:phối hợp|mời|tham dự|tham gia|thành viên|nơi nhận|kính gửi)\b")
_LABELLED = re.compile(r"[\W\d]*(?P<label>[^:.;()–-]{3,80}):\s")
# A label that tells what somebody is, or where and with whom: "Trưởng đoàn: Sở Y tế", "Địa điểm: Sở Y tế"
_NO_WORK = re.compile(
    r"[\W\d]*(?:(?:cơ quan|đơn vị|chủ trì|đồng chủ trì|đầu mối|thường trực|thành phần|đại biểu|khách|địa điểm|địa chỉ"
    r"|nơi|tại|người|trưởng|phó|tổ|đoàn|nhóm|ủy viên|thư ký|chủ tịch|giám đốc|đối tượng|nguồn|căn cứ|kèm|gửi|đồng gửi"
    r"|ghi chú|ví dụ|cụm|khu vực|phạm vi|chủ đầu tư|chủ thể|thời gian|bên)\b|.*\b(?:gồm|là|của)\s*:)"
)
_FINISHED = re.compile(r"[.;!?/]\s*$")


def titled_names(view: View, start: int, end: int) -> tuple[Name, ...]:
    """Return the bodies that a title names, alone or behind what their work is about."""
    return heading_names(view, start, end) or topic_names(view, start, end)


def topic_names(view: View, start: int, end: int) -> tuple[Name, ...]:
    """Return the bodies that stand alone behind what their work is about: "Âm thanh, ánh sáng: Nhà Văn hóa"."""
    topic = _TOPIC.match(view.folded, start, end)
    if topic is None or _OTHERS.search(topic[0]) or title_sense(topic[0]) in {Sense.FACTS, Sense.GOAL}:
        return ()
    return heading_names(view, topic.end(), end)


def labelled_doers(view: View, start: int, end: int) -> tuple[Name, ...]:
    """Return the bodies behind the colon of an item that says of some work only whose it is."""
    label = _LABELLED.match(view.folded, start, end)
    names = () if label is None or _NO_WORK.match(label[0]) else topic_names(view, start, end)
    only_bodies = all(name.kind is AssigneeKind.BODY for name in names)  # people are more often listed
    return names if only_bodies else ()


def is_bare_title(view: View, start: int, end: int) -> bool:
    """Say whether a line without a number is but the name of those whose work follows."""
    if end - start > TITLE or _FINISHED.search(view.folded, start, end):
        return False
    return bool(heading_names(view, start, end))
