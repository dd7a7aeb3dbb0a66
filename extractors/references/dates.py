"""The date clause behind a symbol: "ngày 15/12/2023", "(ngày 05 tháng 3 năm 2020)", "năm 2023"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

# What OCR makes of digits, in folded text: "l5/3/2024", "29/o2/2024", "2oz4"; and what torn text layers do: "20 21".
_DIGIT = r"[\dolisbz]"
_LOOKS_LIKE = str.maketrans("olisbz", "011582")
_PARTS = (
    rf"(?P<day>{_DIGIT}{{1,2}}|\d \d)\s*(?:[/.\-]|tháng)\s*"
    rf"(?P<month>{_DIGIT}{{1,2}}|1 [0-2])\s*(?:[/.\-]|năm)\s*"
    rf"(?P<year>{_DIGIT}{{4}}|(?:19|20) \d ?\d(?!\s*(?:giờ|h|:|%))|(?:19|20)\d \d|\d{{2}})(?![\w/])"
)
# As in: , ngày 15/12/2023; ký ngày 05 tháng 3 năm 2020; (ngày 1/2/2024)
_HOUR = r"hồi\s+\d{1,2}\s*(?:h|giờ|:)\s*(?:\d{2})?(?:\s*phút)?\s*,?\s*"  # a telegram's: "hồi 16h00 ngày …"
_FULL = re.compile(
    rf"\s*[,;]?\s*(?P<open>[(]\s*)?(?:{_HOUR})?(?:(?:được\s+)?(?:ký|đề|ban hành|phát hành|lập)\s+)?"
    rf"(?:(?:đều\s+)?cùng\s+)?ng(?:ày|ay|áy|ảy)\s*:?\s*{_PARTS}(?(open)\s*[)]?)"
)
_BARE = re.compile(rf"\s*[(]\s*{_PARTS}\s*[)]")
_NO_YEAR = re.compile(r"\s*,?\s*ngày\s*\d{1,2}\s*(?:/|tháng)\s*\d{1,2}(?!\s*(?:[/.\-]|năm)?\s*\d)(?!\d)")
_BLANK = re.compile(
    r"\s*,?\s*ngày[\s.…/]*(?:tháng\s*[\d.…\s]*)?(?:năm\s*|/\s*)?(?:\d{1,2}\s*/\s*)?(?:19|20)\d\d"
)
# Days of several documents, "ngày 05, 06/11/2025": which is whose is for a person to say.
_DAYS = re.compile(
    r"\s*,?\s*(?:các\s+)?ngày\s*\d{1,2}(?:[/.]\d{1,2})?(?:\s*(?:,|;|và)\s*\d{1,2}(?:[/.]\d{1,2})?)+[/.](?P<year>(?:19|20)\d\d)(?!\d)"
)
_MONTH = re.compile(r"\s*,?\s*tháng\s*\d{1,2}\s*(?:/|năm)\s*(?P<year>(?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"\s*,?\s*[(]?năm\s+(?P<year>(?:19|20)\d\d)(?!\d)(?!\s*[-–]\s*\d)[)]?")


@dataclass(frozen=True, slots=True)
class DateClause:
    """A date clause that ends at `end`. `day` is None where only a year stands or no such day exists."""

    end: int
    day: dt.date | None = None
    year: int | None = None
    repaired: bool = False


def date_after(low: str, at: int) -> DateClause | None:
    """Read the date clause at `at` in folded text."""
    full = _FULL.match(low, at) or _BARE.match(low, at)
    if full:
        return read_day(full)
    for pattern in (_DAYS, _MONTH, _YEAR, _NO_YEAR, _BLANK):
        match = pattern.match(low, at)
        if match:
            return DateClause(match.end(), year=int(match["year"]) if "year" in pattern.groupindex else None)
    return None


def read_day(match: re.Match[str]) -> DateClause | None:
    """Read a match of `day`, `month`, `year`; None where they are letters and no number at all."""
    written = [match[name] for name in ("day", "month", "year")]
    mended = [part.translate(_LOOKS_LIKE).replace(" ", "") for part in written]
    if not any(character.isdigit() for character in "".join(written)):
        return None
    day, month, year = (int(part) for part in mended)
    if year < 100:
        year += 2000 if year < 50 else 1900
    end = match.end()
    try:
        found = dt.date(year, month, day) if 1945 <= year <= 2100 else None
    except ValueError:
        found = None
    return DateClause(end, found, year if found else None, repaired=mended != written)


# "Ngày 30/8/2024, Sở Nội vụ có", "Đến ngày 12/6/2026, …", "Hồi 09 giờ ngày 31/10/2017 Bộ Y tế ban hành"
OPENING_DAY = re.compile(rf"(?:^|[\n.;:(–-]\s*|\b(?:đến|vào|trong)\s+)(?:{_HOUR})?ngày\s+{_PARTS}\s*,?\s*")
