"""Small named pieces of time expressions, for folded text; each has an example above it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.finding import Deadline

# "ngày", "tháng", "năm", "trước", and what OCR makes of their marks: "ngảy", "thảng", "nãm", "truớc".
DAY_WORD = r"ng[aàáảãạâầ]y"
MONTH_WORD = r"th[aáàảãâấăắ]ng"
YEAR_WORD = r"n[aăâáàãặắ]m"
BEFORE_WORD = r"tr[ưuứừ][oơóớờọợôố]c"

# "2024"
YEAR = r"(?:19|20)\d\d"

_UNITS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
NUMBER_WORDS: dict[str, int] = {
    **{word: value for value, word in enumerate(_UNITS, 1)},
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
    "mười lăm": 15,
    "hai mươi": 20,
    "ba mươi": 30,
    "sáu mươi": 60,
    "chín mươi": 90,
}
# "mười lăm", "ba"
NUMBER_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))

WEEKDAYS: dict[str, int] = {
    "hai": 1, "2": 1, "ba": 2, "3": 2, "tư": 3, "4": 3, "năm": 4, "5": 4, "sáu": 5, "6": 5,
    "bảy": 6, "bẩy": 6, "7": 6, "chủ nhật": 7,
}  # fmt: skip
# Such as "thứ sáu", "thứ 2", "chủ nhật"
WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])(?!\w)|chủ\s+nhật)"

# Such as 16h00, 16 giờ 00 phút, 17g, 17:00
CLOCK = r"(?:\d{1,2}\s?(?:giờ|gio|g|h)(?:\s?\d{2}(?!\d)(?:\s?phút|['\x22\u201d\u2019]{1,2})?)?|\d{1,2}:\d{2}(?!\d))"
_CLOCK_PARTS = re.compile(r"(\d{1,2})\D+(\d{2})?")

# "sáng", "đầu giờ chiều", "hết giờ làm việc"
SESSION = (
    r"(?:(?:đầu|cuối|hết)\s+giờ\s+(?:sáng|chiều|làm\s+việc|hành\s+chính)"
    r"|(?:buổi\s+)?(?:sáng|trưa|chiều|tối)(?:\s+(?:hôm\s+)?(?:nay|mai))?|cuối\s+buổi)"
)

# Quarters as printed and as OCR reads their strokes: III as "IH", "II1", "lll"
QUARTER = r"(?:(?:[il1]{1,3}|h|h[ily1]|[il1]h|[il1]v|[2-4])(?!\w))"
_STROKES = str.maketrans("ly1", "iii")  # folding makes "hy" of "HI"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "2": 2, "3": 3, "4": 4}

# "hằng", and the marks that OCR gives it where no other word can stand
EACH = r"(?:h[ằàãăâ]ng|mỗi|từng)"


def quarter(written: str) -> int:
    """Return the number of a quarter that `QUARTER` matched."""
    return _QUARTERS[written.replace("h", "ii").translate(_STROKES)]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a span or a period named at `start:end`, before anybody knows whether it is a time limit.

    Attributes:
        deadline: what it would be as a limit; its bound is still open.
        shape: day | days | each | range | period | relative | alone (a day without its month)
            | running ("trong ngày", "trong tuần").
        timed: it carries a clock time or a part of the day, as meetings do.
        bare: neither "ngày" nor a year says that it is a day ("15/3").
        mended: a digit was read out of a letter.
        first_month: where a period begins.
        list_start: where a list of whole dates begins of which this is a later one.
        partial: only the end or middle of a period is meant ("cuối tháng 5").
    """

    start: int
    end: int
    deadline: Deadline
    shape: str = "day"
    timed: bool = False
    bare: bool = False
    mended: bool = False
    first_month: int | None = None
    partial: bool = False
    list_start: int | None = None

    @property
    def cue_end(self) -> int:
        """Where the words before it end that say what it is."""
        return self.start if self.list_start is None else self.list_start


def holds(low: str, start: int, end: int, *words: str) -> bool:
    """Say whether one of these words stands in a stretch: much faster than a pattern that needs it."""
    return any(low.find(word, start, end) >= 0 for word in words)


def clock(text: str) -> str | None:
    """Return "16:00" for "16h", "16 giờ 00 phút"; None for an hour that no day has."""
    match = _CLOCK_PARTS.match(text + " ")
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 and (hour < 24 or minute == 0) else None


def weekday(text: str) -> int | None:
    """Return 1 (Monday) to 7 for "thứ sáu", "chủ nhật"."""
    words = " ".join(text.split())
    return WEEKDAYS.get(words) or WEEKDAYS.get(words.removeprefix("thứ "))


def number(text: str) -> int | None:
    """Return the number that digits or a word say."""
    words = " ".join(text.split())
    return int(words) if words.isdigit() else NUMBER_WORDS.get(words)


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Return the day, None where the calendar has none such."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
