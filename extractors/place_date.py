"""The place and day under the motto: "Đông Hải, ngày 05 tháng 3 năm 2024"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.lines import RULES, UNREADABLE, zone_lines
from extractors.mending import mended
from extractors.patterns import LOWER, UPPER
from models.finding import Field, Finding
from models.letter import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.lines import Line
    from models.letter import Letter

# On the line's bare key, so that OCR's "ngảy … thảng" is read too.
_WORDED = re.compile(
    r"(?<![a-z])ngay(?P<day>.{0,14}?)(?<![a-z])thang(?P<month>.{0,10}?)(?<![a-z])nam(?P<year>[^a-z]*)"
)
# The head of a line whose date cannot be read: "Đông Hải, ngày"
_UNREAD = re.compile(r",\s*(?=ngay(?![a-z]))")
# "ngày 05/3/2024", "Hà Nội, 05-3-2024"
_SLASHED = re.compile(
    r"(?:\bngay\s*|,\s*)(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})\s*$"
)

# "Quảng Ngãi", "TP. Hồ Chí Minh", "Quận 1", "Bà Rịa - Vũng Tàu"
_PLACE = re.compile(
    rf"(?:(?:TP|Tp|TX|Q|P|H)\s?\.\s?)?(?:[{UPPER}][{UPPER}{LOWER}'’]*|(?<=\.)\d{{1,2}})"
    rf"(?:\s?[ –-]\s?(?:[{UPPER}][{UPPER}{LOWER}'’]*|phố|xã|trấn|khu|\d{{1,2}})){{0,6}}$"
)
# A date line broken by a narrow column, and how its rest begins.
_BROKEN = re.compile(r"(?<![a-z])ngay(?![a-z])[^a-z]*(?:(?:thang(?![a-z])[^a-z]*)?(?:nam)?)?\W*$")
_REST = re.compile(r"^\W*(?:\d{1,2}\s+)?(?:thang\s*\d{1,2}\s+)?(?:nam\s+)?(?:19|20)\d\d\W*$")
_LONGEST = 120
_FIRST_YEAR, _LAST_YEAR = 1945, 2100
_NOT_A_PLACE = re.compile(r"hanh phuc|viet nam|doc lap|tu do|so\b|ky boi|thoi gian")


def place_date(letter: Letter) -> Iterator[Finding]:
    """Find where and when the letter was issued, from the printed line alone (never a signing time)."""
    for zones, sure in (
        ((Zone.MOTTO,), 0.98),
        ((Zone.LETTERHEAD, Zone.TITLE), 0.9),
        ((Zone.SIGNATURE,), 0.75),
    ):
        lines = zone_lines(letter, *zones)
        for place, printed in enumerate(lines):
            line = _whole(letter, printed, lines[place + 1] if place + 1 < len(lines) else None)
            match = _date_in(line)
            if match and (line.zone is Zone.MOTTO or _opens_line(line, match)):
                yield from _place(letter, (*lines[:place], line), place, match.start(), sure)
                yield from _date(letter, line, match, sure)
                return
    for place, line in enumerate(lines := zone_lines(letter, Zone.MOTTO)):
        if match := _UNREAD.search(line.bare):
            yield from _place(letter, lines, place, match.start(), 0.9)
            return


def _whole(letter: Letter, line: Line, below: Line | None) -> Line:
    """Return the line with its rest where a narrow column broke it: "Đông Hải, ngày 05 tháng 3 năm / 2024"."""
    bare = line.bare
    if below is None or not _BROKEN.search(bare) or not _REST.match(below.bare):
        return line
    text = letter.text[line.start : below.end].replace("\n", " ")
    return replace(line, text=text, end=below.end, tail="") if len(text) <= _LONGEST else line


def _date_in(line: Line) -> re.Match[str] | None:
    bare = line.bare
    match = _WORDED.search(bare) or _SLASHED.search(bare)
    # A date inside a sentence is another document's: nothing but rules may follow.
    return match if match and not bare[match.end() :].strip(RULES + "()[]") else None


def _opens_line(line: Line, match: re.Match[str]) -> bool:
    """Say whether nothing but a place stands before the date: a title may end with some other day."""
    before = line.text[: match.start()].strip(RULES)
    return not before or bool(_PLACE.fullmatch(before))


def _place(letter: Letter, lines: tuple[Line, ...], at: int, end: int, sure: float) -> Iterator[Finding]:
    line = lines[at]
    before = line.part(0, end)
    if not before.text and at:
        before = lines[at - 1].part(0, len(lines[at - 1].text))
        if _NOT_A_PLACE.search(before.bare) or before.capital:
            return
    named = _PLACE.search(before.text)
    if not named or _NOT_A_PLACE.search(before.bare):
        return
    found = before.part(named.start(), named.end())
    confidence = min(sure, letter.confidence(found.start, found.end))
    value = mended(letter, " ".join(found.text.split()), found.start)
    yield Finding(Field.PLACE, value, found.start, found.end, confidence, "head.place")


def _date(letter: Letter, line: Line, match: re.Match[str], sure: float) -> Iterator[Finding]:
    start, end = line.start + match.start(), line.start + len(line.text[: match.end()].rstrip(RULES))
    numbers = [_number(match[name]) for name in ("day", "month", "year")]
    if None in numbers or any(gap.start <= end and start <= gap.end for gap in letter.gaps):
        return
    day, month, year = (number or 0 for number in numbers)
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return
    confidence = min(sure, letter.confidence(start, end))
    if confidence < UNREADABLE:
        return
    yield Finding(Field.ISSUED_ON, date.isoformat(), start, end, confidence, "head.date")


def _number(printed: str) -> int | None:
    """Return the number between two words of the date, None where it is blank or holds anything else."""
    digits = re.sub(r"[\s.,_…]", "", printed)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 4 else None
