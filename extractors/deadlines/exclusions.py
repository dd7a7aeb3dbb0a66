"""What looks like a time limit and is none: cut-off days of facts, validity, statistics, the past."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extractors.deadlines.vocabulary import exclusions, verbs

if TYPE_CHECKING:
    from extractors.deadlines.context import View

# "… trước ngày 01/7/2025 thì", "trước ngày 01/7/2025 (ngày Luật này có hiệu lực)"
_CUTOFF_AFTER = re.compile(
    r"\s*,?\s*(?:\(?\s*(?:là\s+)?ngày\b[^).;]{0,80}(?:có hiệu lực|thi hành)|(?:thì|mà|nhưng|vẫn|tiếp tục được|trở về trước|đổ về)\b)"
)
_HEAD_OF_FACTS = re.compile(
    r"(?<!\w)(?:đối với|trường hợp|các|những|số|nếu|hồ sơ|dự án|văn bản|công trình|giấy phép|người|đối tượng|cơ sở|đơn vị nào)\s[^,;.:]*$"
)
_PERFECT = re.compile(r"(?<!\w)(?:đã|từng|vừa)\s[^,;.:]{0,40}$")
# "có hiệu lực chậm nhất"
_IN_FORCE = re.compile(
    r"(?<!\w)(?:có hiệu lực(?: thi hành)?|có giá trị|áp dụng từ|(?:có|còn|giấy phép|hợp đồng|sử dụng(?: đất)?|cho thuê|thuê(?: đất)?|lưu hành|dùng))\s*$"
)
_SLIP_NARRATIVE = re.compile(
    r"(?<!\w)(?:đã|tuy nhiên|đến nay|vừa qua|trước đó|có (?:văn bản|công văn|báo cáo|tờ trình)\s+số|quy định tại)(?!\w)"
)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){exclusions('before')}\s*(?:,|đến|từ|cho|ngày|\s)*$")


@cache
def _cutoff() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){exclusions('cutoff')}(?:\s+\w+){{0,2}}\s*$")


@cache
def _doing() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{verbs('finish')}|phải|cần|khẩn trương|yêu cầu|đề nghị|giao|bảo đảm|đảm bảo|phấn đấu)(?!\w)"
    )


def is_cutoff(view: View, cue: int, end: int) -> bool:
    """Say whether "trước ngày D" (cue at `cue`, day ending at `end`) only says which facts are meant."""
    low = view.low
    floor = max(view.sentence(cue)[0], cue - 120)
    before = low[floor:cue]
    clause = re.split(r"[,;:]\s", before)[-1]
    if _CUTOFF_AFTER.match(low, end):
        return True
    if _before().search(before) or _PERFECT.search(clause):
        return True
    if not _cutoff().search(before):
        return False
    words = _cutoff().search(clause)
    lead = clause[: words.start()] if words else clause
    return bool(_HEAD_OF_FACTS.search(clause)) and not _doing().search(lead)


def is_validity(view: View, cue: int) -> bool:
    """Say whether "đến hết ngày D" tells how long something holds, or what figures cover."""
    floor = max(view.sentence(cue)[0], cue - 60)
    return bool(_before().search(view.low, floor, cue))


def is_in_force(view: View, cue: int) -> bool:
    """Say whether "chậm nhất ngày D" is when something takes effect, which nobody has to do."""
    floor = max(view.sentence(cue)[0], cue - 40)
    return bool(_IN_FORCE.search(view.low, floor, cue))


def is_told(view: View, at: int) -> bool:
    """Say whether the sentence tells what was, so that a day before the letter's own is no slip."""
    start, end = view.sentence(at)
    following = view.low[end : end + 60]
    return bool(_SLIP_NARRATIVE.search(view.low, start, at) or _SLIP_NARRATIVE.match(following))
