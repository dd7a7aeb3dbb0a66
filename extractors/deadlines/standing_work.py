"""Work that says itself when it is done: "Duy trì … đến hết ngày D", "Tháng 5: thẩm định", "lần đầu ngày D"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.deadlines.vocabulary import words

if TYPE_CHECKING:
    from extractors.deadlines.context import View
    from extractors.deadlines.words import Moment

# "Duy trì các tổ kiểm tra … ", what goes on until a day
_LASTING = re.compile(rf"(?:tiếp\s+tục\s+|thường\s+xuyên\s+)?{words('lasting')}")
# "Thời gian lấy ý kiến ", without a colon before the day
_TIME_OF = re.compile(r"thời\s+(?:gian|hạn)(?:\s+[^\W\d]+){1,9}\s*\(?$")
# "lần đầu vào ", "kỳ báo cáo đầu tiên là ": the first of what comes round
_FIRST_TIME = re.compile(
    r"(?<!\w)(?:lần\s+đầu(?:\s+tiên)?|(?:kỳ|lần|báo\s+cáo|kỳ\s+báo\s+cáo)\s+(?:đầu\s+tiên|thứ\s+nhất))"
    r"(?:\s*:)?(?:\s+(?:báo\s+cáo|gửi|nộp|là|vào|từ))*\s+$"
)
# "gửi trước về Sở " (ngày 10/3/2025), with nothing behind the day
_HANDED_ON = re.compile(
    r"(?<!\w)(?:gửi|nộp)\s+(?:[^.;:,()]{1,60}\s)?(?:về|cho|tới|đến)\s+[^.;:,()\d]{2,60}\s+(?:trong\s+)?$"
)
_COLON = re.compile(r"\s*\)?\s*:\s")
# "kế hoạch kiểm tra " (trong năm 2025): what a year's work is called, and not by when it is done
_OF_THE_YEAR = re.compile(
    r"(?<!\w)(?:kế\s+hoạch|chương\s+trình|danh\s+mục|dự\s+toán|nguồn\s+vốn|mức|số)(?:\s+\w+){0,5}\s+trong\s*$"
)
_WORK_OF_A_YEAR = re.compile(rf"{words('finish', 'act')}")
_ENDS = re.compile(r"\s*(?:$|[.;)])")
_ENDS_OR_AIMS = re.compile(r"\s*(?:$|[.;,)]|để(?!\w))")


def lasts(view: View, opening: str, first: int, cue: int) -> bool:
    """Say whether a sentence that begins with `opening` and goes on to `cue` is work that ends on a day."""
    return bool(_LASTING.match(opening) or _TIME_OF.fullmatch(view.low[first:cue].strip(" \t-+*–•")))


def is_first_time(view: View, moment: Moment, first: int) -> bool:
    """Say whether a day is the first of those on which something is to be handed in."""
    return bool(_FIRST_TIME.search(view.low, max(first, moment.cue_end - 60), moment.cue_end))


def labels_work(view: View, moment: Moment) -> bool:
    """Say whether a colon stands behind a moment, as in "Quý III/2025: nhập liệu"."""
    return bool(_COLON.match(view.low, moment.end))


def done_in_year(view: View, moment: Moment, opening: str, before: str) -> bool:
    """Say whether a sentence of work ends in "trong năm 2025": "Xử lý dứt điểm … trong năm 2025."."""
    works = _WORK_OF_A_YEAR.match(opening) and before.rstrip().endswith("trong")
    return bool(works) and bool(_ENDS.match(view.low, moment.end)) and not _OF_THE_YEAR.search(before)


def handed_on(view: View, moment: Moment, first: int) -> bool:
    """Say whether something is sent to somebody on a day: "gửi trước về Sở Xây dựng ngày 10/3/2025"."""
    sent = _HANDED_ON.search(view.low, max(first, moment.cue_end - 140), moment.cue_end)
    return bool(sent) and bool(_ENDS_OR_AIMS.match(view.low, moment.end))
