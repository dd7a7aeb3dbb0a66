"""The left half of the head: who issues the letter, below whom, under which number and symbol."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.lines import joined, letterhead_lines, zone_lines
from extractors.vocabulary import opening_body_word
from models.finding import Field, Finding
from models.folding import fold
from models.letter import Zone
from models.symbol import Family, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.lines import Line
    from models.letter import Letter

# "Số: 12/UBND-NV", "Số 53-CV/TU", OCR's "Sô;"; never "Sở Nội vụ": what follows is a number or a slash.
_NUMBER_LINE = re.compile(r"^\W{0,3}s[ốôồổộỗóòỏoơ06]\s*(?P<sign>[:.;,]{0,2})\s*(?P<rest>.*)$")
_SYMBOL_BEGINS = re.compile(r"[\d\s._…]*[a-zđ]?\s*[/-]|\d")
_SUBJECT = re.compile(r"\b[vw]\s*[/.,]\s*v\b|về việc")
_STAMP = re.compile(r"^\W*(?:văn bản |công văn )?đến\b|\bngày đến\b|^\W*chuyển\s*:")

# A name that cannot end here: "SỞ NÔNG NGHIỆP VÀ", "BAN QUẢN LÝ CÁC".
_HANGING = re.compile(r"(?:\b(?:và|các|của|thuộc|trực thuộc|về|cho|với)|[-,&/])\s*$")

# A line that goes on with the name above: "TỈNH AN BÌNH", "VÀ ỦY BAN NHÂN DÂN", "KHÓA XVIII".
_PLACE_WORD = re.compile(
    r"(?:tỉnh|thành phố|tp\b\.?|huyện|quận|thị xã|tx\b\.?|xã|phường|thị trấn|đặc khu|khu vực|liên bang|khoá|nhiệm kỳ)\b"
    r"(?! (?:uỷ|đoàn)\b)"
)

# Bodies whose line is only the first half of a name when a body follows: "VĂN PHÒNG / ỦY BAN NHÂN DÂN TỈNH X".
_HALF_NAMES = frozenset(
    fold(name)
    for name in (
        "văn phòng",
        "chủ tịch",
        "thường trực",
        "ủy ban",
        "hội đồng",
        "ban",
        "ban chỉ đạo",
        "ban quản lý",
        "ban quản lý dự án",
        "trung tâm",
        "công ty",
        "chi nhánh",
        "hội",
        "hiệp hội",
        "liên hiệp",
        "liên hiệp các",
        "đoàn",
        "ủy ban nhân dân",
        "ubnd",
        "hội đồng nhân dân",
        "hđnd",
        "công đoàn",
        "đảng ủy",
        "đảng bộ",
        "chi bộ",
        "ban chấp hành",
        "ban chấp hành đảng bộ",
        "tổ công tác",
        "cơ quan",
        "quỹ",
    )
)


def letterhead(letter: Letter) -> Iterator[Finding]:
    """Find parent body, issuing body and number of the letter's first page."""
    lines = letterhead_lines(letter)
    place = _number_place(lines)
    yield from _bodies(letter, _issuer_lines(lines, place))
    yield from _numbers(letter, lines)


def _number_place(lines: Sequence[Line]) -> int | None:
    """Return which line is "Số: …"."""
    for place, line in enumerate(lines):
        if _number_rest(line):
            return place
    return None


def _number_rest(line: Line) -> re.Match[str] | None:
    match = _NUMBER_LINE.match(line.folded)
    if match and (_SYMBOL_BEGINS.match(match["rest"]) or (match["sign"] and not match["rest"])):
        return match
    return None


# --- who -------------------------------------------------------------------------------------


def _issuer_lines(lines: Sequence[Line], number: int | None) -> list[Line]:
    """Return the lines that name bodies: those above the number, else the capital ones that open the head."""
    named = []
    for line in lines if number is None else lines[:number]:
        if _SUBJECT.match(line.folded) or _STAMP.match(line.folded):
            break
        if number is None and not line.capital:
            break
        if sum(c.isalpha() for c in line.text) >= 2:
            named.append(line)
    return named


def _bodies(letter: Letter, lines: Sequence[Line]) -> Iterator[Finding]:
    names = _names(lines)
    if not names:
        return
    sure = 0.98 if opening_body_word(names[-1][0].folded) else 0.7
    yield _finding(letter, Field.ISSUING_BODY, names[-1], sure, "letterhead.issuer")
    if len(names) > 1:
        known = opening_body_word(names[-2][0].folded)
        yield _finding(letter, Field.PARENT_BODY, names[-2], 0.98 if known else 0.7, "letterhead.parent")


def _names(lines: Sequence[Line]) -> list[list[Line]]:
    """Part the lines into names: a parent above an issuer, each perhaps over several lines."""
    names: list[list[Line]] = []
    for line in lines:
        if names and not _begins_name(line, names[-1]):
            names[-1].append(line)
        else:
            names.append([line])
    if len(names) == 1:
        return _parted_by_weight(names[0])
    if len(names) == 2 and _joint(names):
        return [[*names[0], *names[1]]]
    return names


def _begins_name(line: Line, above: Sequence[Line]) -> bool:
    """Say whether a line opens a new name below a name that is whole."""
    so_far = fold(joined(above)[0])
    if _HANGING.search(so_far) or so_far in _HALF_NAMES:
        return False
    if _PLACE_WORD.match(line.folded) or line.folded.startswith(("và ", "- ")):
        return False
    word = opening_body_word(line.folded)
    if word is None:
        return False
    lighter = above[-1].bold and not line.bold
    return not lighter and not _goes_on(line.folded, so_far)


def _goes_on(folded: str, above: str) -> bool:
    """Say whether a body's word here is only part of a longer name: "BAN CHỈ HUY / PHÒNG CHỐNG THIÊN TAI"."""
    if re.match(
        r"phòng,? (?:chống|không|cháy|bệnh)|hội nhập|ban hành|trường hợp|đội ngũ|tổ chức|đoàn kết|báo chí",
        folded,
    ):
        return True
    return above.startswith("công đoàn") and folded.startswith(("công ty", "khu", "ngành"))


def _parted_by_weight(lines: list[Line]) -> list[list[Line]]:
    """Part at the step from regular to bold where the words alone see one name."""
    for place in range(1, len(lines)):
        upper, lower = lines[:place], lines[place:]
        stepped = not any(line.bold for line in upper) and all(line.bold for line in lower)
        if stepped and fold(joined(upper)[0]) not in _HALF_NAMES and not _PLACE_WORD.match(lower[0].folded):
            return [upper, lower]
    return [lines]


def _joint(names: Sequence[Sequence[Line]]) -> bool:
    """Say whether two names stand side by side as equals: "SỞ NỘI VỤ - / SỞ TÀI CHÍNH"."""
    first, second = (opening_body_word(name[0].folded) for name in names)
    equals = first is not None and second is not None and first.word == second.word
    return equals and first is not None and first.word in {"sở", "bộ", "phòng"}


# --- number ----------------------------------------------------------------------------------


def _numbers(letter: Letter, lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield the number of each "Số" line that has one; two that differ are a doubt."""
    found: set[str] = set()
    for place, line in enumerate(lines):
        if place and _STAMP.search(lines[place - 1].folded):
            continue
        finding = _number(letter, line, lines[place + 1] if place + 1 < len(lines) else None)
        if finding and finding.value not in found:
            found.add(str(finding.value))
            yield finding
    if not found:
        yield from _number_elsewhere(letter)


def _number_elsewhere(letter: Letter) -> Iterator[Finding]:
    """Find a "Số: …" line in the middle or right of the head, where no left half was seen."""
    for line in zone_lines(letter, Zone.MOTTO, Zone.TITLE)[:12]:
        finding = _number(letter, line, None)
        if finding:
            yield finding
            return


def _number(letter: Letter, line: Line, below: Line | None) -> Finding | None:
    match = _number_rest(line)
    if match is None:
        return None
    start, text = match.start("rest"), line.text[match.start("rest") :]
    end = start + len(_symbol_text(text))
    value, stop = line.text[start:end], line.start + end
    if below is not None and end == len(line.text) and _broken(value):
        value, stop = value + _symbol_text(below.text), below.start + len(_symbol_text(below.text))
    symbol = parse(value)
    if symbol is None or not symbol.number or _unread(letter, line.start + start, stop):
        return None
    if symbol.family is Family.BARE:
        confidence, rule = 0.6, "letterhead.number-alone"
    else:
        confidence, rule = 0.98, "letterhead.number"
    sure = min(confidence, letter.confidence(line.start + start, stop))
    return Finding(Field.NUMBER_SYMBOL, symbol.canonical, line.start + start, stop, sure, rule)


def _broken(value: str) -> bool:
    return value.rstrip().endswith(("-", "/", "–", "&"))


def _symbol_text(text: str) -> str:
    """Return how far a symbol reaches: up to the first word that is none of its parts."""
    end = 0
    for token in re.finditer(r"\S+", text):
        word = token[0]
        if _SUBJECT.match(fold(word)) or re.fullmatch(r"[^\W\d_]*[^\W\d_A-ZĐƯ][^\W\d_]*,?", word):
            break
        end = token.end()
    return text[:end].rstrip(" ,;.")


def _unread(letter: Letter, start: int, end: int) -> bool:
    """Say whether a gap (handwriting) lies in the span."""
    return any(gap.start <= end and start <= gap.end for gap in letter.gaps)


def _finding(letter: Letter, name: Field, lines: Sequence[Line], confidence: float, rule: str) -> Finding:
    value, start, end = joined(lines)
    return Finding(name, value, start, end, min(confidence, letter.confidence(start, end)), rule)
