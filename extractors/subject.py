"""What kind of document the letter is, and what it is about (tên loại, trích yếu)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.lines import joined, letterhead_lines, zone_lines
from extractors.vocabulary import titled_types
from models.finding import Field, Finding
from models.folding import unmarked
from models.letter import Zone
from models.symbol import Family, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.lines import Line
    from models.letter import Letter

# "V/v", "V/v:", "v/v", OCR's "V/ " and "Viv": how a công văn's subject opens below the number.
_BELOW_NUMBER = re.compile(r"^\W*(?:v\s*[/.,]\s*v|v\s*/(?=\s)|về việc|vv|viv|v/y|w)\b\W*")
_ABOUT = re.compile(r"^\W*(?:v\s*[/.,]\s*v\b|về\s*việc\b)\W*")

# What stands in the head after the subject but is not it.
_AFTER = re.compile(
    r"^\W*(?:(?:hoả tốc|thượng khẩn|khẩn|mật|tối mật|tuyệt mật)\b.{0,15}$|kính gửi|kính trình|số\s*:|đến\b|ngày\s*:|chuyển\s*:"
    r"|căn cứ\b|thực hiện\b.{60}|\(?kèm theo|\(?ban hành kèm|\(?trình\b|-{3,}|dự thảo|bản dự thảo|lưu hành nội bộ|xem xong trả lại)"
)
# Who decides, printed in capitals below a decision's subject: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN BÌNH".
_AUTHORITY = re.compile(
    r"^\W*(?:(?:quyền )?chủ tịch|uỷ ban|ubnd|hội đồng|hđnd|giám đốc|bộ trưởng|thủ tướng|chính phủ|quốc hội|tổng giám đốc|hiệu trưởng"
    r"|cục trưởng|chi cục trưởng|tổng cục trưởng|trưởng|chánh|viện trưởng|thống đốc|tổng|ban thường vụ|ban chấp hành|thường trực|tỉnh uỷ"
    r"|thành uỷ|huyện uỷ|đảng uỷ|đại hội|đoàn chủ tịch|tư lệnh|chính uỷ|kỳ họp|khoá)\b"
)
_SESSION = re.compile(r"khoá\s+[ivxl\d]+.{0,40}kỳ họp|^\W*\(?kỳ họp")


def document_type(letter: Letter) -> Iterator[Finding]:
    """Find the type: the printed title; for a công văn the "V/v" below a number without type code."""
    titled = _title(zone_lines(letter, Zone.TITLE))
    symbol = _symbol_type(letter)
    if titled:
        line, name, _ = titled
        agreed = symbol is None or symbol[0] in {name, "công văn"} or name.startswith(symbol[0])
        sure = min(0.99 if agreed else 0.85, max(0.6, letter.confidence(line.start, line.end)))
        yield Finding(Field.DOCUMENT_TYPE, name, line.start, line.end, sure, "title.type")
        return
    about = _first(letterhead_lines(letter), _BELOW_NUMBER)
    if about is not None:
        line = letterhead_lines(letter)[about]
        sure = 0.98 if symbol is None or symbol[0] == "công văn" else 0.8
        yield Finding(Field.DOCUMENT_TYPE, "công văn", line.start, line.end, sure, "letterhead.about")
    elif symbol:
        name, line = symbol
        yield Finding(Field.DOCUMENT_TYPE, name, line.start, line.end, 0.9, "letterhead.symbol-type")


def subject(letter: Letter) -> Iterator[Finding]:
    """Find the subject: under the title, or after "V/v" below the number."""
    lines, rule = _titled_subject(letter), "title.subject"
    if not lines:
        lines, rule = _lettered_subject(letter), "letterhead.subject"
    if not lines:
        return
    value, start, end = joined(lines)
    yield Finding(Field.SUBJECT, value, start, end, min(0.95, max(0.5, letter.confidence(start, end))), rule)


def _title(lines: Sequence[Line]) -> tuple[Line, str, int] | None:
    """Return the line that prints the type's name, the name, and the line's place."""
    for place, line in enumerate(lines):
        name = _type_at_start(line)
        if name:
            return line, name, place
    return None


def _type_at_start(line: Line) -> str | None:
    """Return the type a title line opens with; a line in small letters is the subject already."""
    if not line.capital and line.folded not in titled_types():
        return None
    folded, bare = line.folded, line.bare
    for key, name in titled_types().items():
        if folded.startswith(key) and not folded[len(key) : len(key) + 1].isalnum():
            return name
    for key, name in titled_types().items():  # OCR: "QUYÉT ĐỊNH"
        if bare == unmarked(key):
            return name
    return None


def _symbol_type(letter: Letter) -> tuple[str, Line] | None:
    """Return the type that the symbol below the issuer says, also where its number is blank."""
    for line in letterhead_lines(letter):
        match = re.match(r"^\W{0,3}s[ốôồổộơ]\W{0,3}", line.folded)
        if not match:
            continue
        symbol = parse(line.text[match.end() :])
        if symbol and symbol.type_name and symbol.family is not Family.BARE:
            return symbol.type_name, line
    return None


def _titled_subject(letter: Letter) -> list[Line]:
    lines = zone_lines(letter, Zone.TITLE)
    titled = _title(lines)
    if not titled:
        return []
    line, name, place = titled
    rest = line.part(len(name), len(line.text))
    kept = [rest] if rest.text and _type_at_start(line) == name else []
    for below in lines[place + 1 :]:
        if _ends_subject(below, kept):
            break
        kept.append(below)
    return _without_about(kept)


def _ends_subject(line: Line, kept: Sequence[Line]) -> bool:
    folded = line.folded
    if _AFTER.match(folded) or _SESSION.search(folded):
        return True
    return bool(kept) and line.capital and not kept[-1].capital and bool(_AUTHORITY.match(folded))


def _lettered_subject(letter: Letter) -> list[Line]:
    lines = letterhead_lines(letter)
    first = _first(lines, _BELOW_NUMBER)
    if first is None:
        first = _below_party_number(lines)
    if first is None:
        return []
    kept: list[Line] = []
    for line in lines[first:]:
        if kept and _AFTER.match(line.folded):
            break
        kept.append(line)
    return _without_about(kept)


def _below_party_number(lines: Sequence[Line]) -> int | None:
    """Party letters print the subject below the number without "V/v"."""
    for place, line in enumerate(lines[:-1]):
        if re.match(r"^\W{0,3}số\s+\d+\s*-\s*cv/", line.folded) and not _AFTER.match(lines[place + 1].folded):
            return place + 1
    return None


def _first(lines: Sequence[Line], pattern: re.Pattern[str]) -> int | None:
    return next((place for place, line in enumerate(lines) if pattern.match(line.folded)), None)


def _without_about(lines: list[Line]) -> list[Line]:
    """Take "V/v" or "Về việc" off the first line."""
    if not lines:
        return lines
    first = lines[0]
    about = _BELOW_NUMBER.match(first.folded) or _ABOUT.match(first.folded)
    if about:
        rest = first.part(about.end(), len(first.text))
        return [rest, *lines[1:]] if rest.text else lines[1:]
    return lines
