"""What a title or an opening sentence says of the items below it: work to be done, or facts and goals."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from extractors.vocabulary import table
from models.folding import fold


class Sense(StrEnum):
    """What stands below a title."""

    WORK = "work"  # items tell somebody to do something
    GOAL = "goal"  # mục đích, yêu cầu, quan điểm
    FACTS = "facts"  # tình hình, đối tượng, kinh phí, trình tự
    OPEN = "open"  # the title does not say


# What an opening sentence may order with
_ORDERS = re.compile(
    r"\b(?:yêu cầu|đề nghị|để nghị|giao|phân công|chỉ đạo|chỉ thị|ra lệnh|kết luận|có ý kiến|ý kiến chỉ đạo"
    r"|nhiệm vụ|công việc|có trách nhiệm|lưu ý|quyết nghị|thống nhất|thực hiện|triển khai)\b"
)
# An opening sentence that only reports or guides: "báo cáo kết quả như sau:"
_REPORTS = re.compile(
    r"\b(?:kính báo cáo|báo cáo (?:kết quả|tình hình|nội dung|và đề xuất|[^,;]{0,80}như sau)|hướng dẫn"
    r"|trả lời|thông tin(?= [^,;:]{0,80}\bnhư sau)|kính trình|kính đề nghị|quy định|nhận thấy|giải trình"
    r"|(?:ban hành|xây dựng) kế hoạch)\b"
)
_STRONG = re.compile(
    r"\b(?:yêu cầu|đề nghị|để nghị|khuyến nghị|giao|phân công|chỉ đạo|chỉ thị|kết luận|có ý kiến"
    r"|có trách nhiệm|lưu ý)\b"
    r"[^.]*$"
)
_TITLE_LENGTH = 160


@cache
def _titles() -> re.Pattern[str]:
    rows = sorted(table("section_titles"), key=lambda row: -len(row["title"]))
    return re.compile(
        "|".join(f"(?P<t{n}>{re.escape(fold(row['title']))})(?!\\w)" for n, row in enumerate(rows))
    )


@cache
def _senses() -> tuple[Sense, ...]:
    rows = sorted(table("section_titles"), key=lambda row: -len(row["title"]))
    return tuple(Sense(row["sense"]) for row in rows)


_LEADING = re.compile(r"\s*(?:về |các |một số |những |công tác |việc )?")


def title_sense(folded: str) -> Sense:
    """Say what a short title announces, by its first words."""
    if len(folded) > _TITLE_LENGTH:
        return Sense.OPEN
    start = _LEADING.match(folded)
    match = _titles().match(folded, start.end() if start else 0)
    if match is None or not match.lastgroup:
        return Sense.OPEN
    return _senses()[int(match.lastgroup[1:])]


def opening_sense(folded: str, *, within: Sense = Sense.OPEN) -> Sense:
    """Say what a sentence that ends in ":" or "như sau" announces; `within` is what stands above it.

    Inside facts ("cách tính điểm thực hiện như sau:") only a word of ordering turns to work.
    """
    if _STRONG.search(folded) and not re.search(r"\bkính (?:báo cáo|trình|đề nghị)\b", folded):
        return Sense.WORK
    if _REPORTS.search(folded):
        return Sense.FACTS
    if _ORDERS.search(folded) and within is not Sense.FACTS:
        return Sense.WORK
    return Sense.OPEN


def or_else(sense: Sense, other: Sense) -> Sense:
    """Return what is said, else what stands above it."""
    return other if sense is Sense.OPEN else sense
