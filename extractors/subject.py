"""What kind of document the letter is, and what it is about (tên loại, trích yếu)."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from extractors.lines import (
    ABOUT,
    LONGEST_LINE,
    NUMBER_LINE,
    STAMP,
    UNREADABLE,
    joined,
    letterhead_lines,
    zone_lines,
)
from extractors.mending import mended, was_scanned
from extractors.patterns import UPPER
from extractors.vocabulary import opening_body_word, opening_post, titled_types
from models.finding import Field, Finding
from models.folding import unmarked
from models.letter import Zone
from models.symbol import Family, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.lines import Line
    from models.letter import Letter

# What may stand in the head below the subject and is not it.
_AFTER = re.compile(
    r"""^\W*(?: (?:hoả\ tốc|thượng\ khẩn|khẩn|mật|tối\ mật|tuyệt\ mật)\b.{0,15}$ | kính\ (?:gửi|trình|mời)
      | số\s*: | ngày\s*: | căn\ cứ\b | \(?\s*(?:kèm\ theo|ban\ hành\ kèm|kèm\ tờ)
      | (?:bản\ )?dự\ thảo\b.{0,12}$ | lưu\ hành\ nội\ bộ | xem\ xong\ trả\ lại | tài\ liệu\ thu\ hồi
      | .{0,90}\bđiện\s*:\s*$ )""",
    re.VERBOSE,
)
_STAMPED = re.compile(
    r"^\W*(?:số|ngày)\s*:"
)  # an arrival stamp's lines: the letter's own number stands above
# The sender of a telegram, run into its subject: "… mưa lũ CHỦ TỊCH UBND TỈNH AN BÌNH điện:"
_SENDER = re.compile(rf"\s(?:[{UPPER}]+\s){{2,}}điện\s*:?$")
_ABOUT_ALONE = re.compile(r"^\W*về\s*:?\s+(?!phía|đích|nước)(?=\w)")  # "Về tổ chức hội thi"
_MISREAD_ABOUT = re.compile(r"^\W*V[a-z/|]{1,2}\s+(?=[^\W\d_])", re.IGNORECASE)  # OCR's "VA", "Vw"
_INNER_ABOUT = re.compile(r"(?<=\s)Về việc\s")
_JOINTLY = re.compile(r"\W*liên (?:ngành|tịch|sở|bộ|phòng|cơ quan)\b")  # "HƯỚNG DẪN LIÊN NGÀNH"
_NUMBERED = re.compile(r"\W*(?:[IVX]+|\d+|[a-zđ])\s*[.)/-]|\W*(?:Điều|Phần|Chương)\s")
_BLANK_PARTY_LETTER = re.compile(r"\W*[-–]\s*cv\s*/")  # "Số     -CV/TU"
_LONGEST_SUBJECT = 320  # characters: conclusions tell who chaired, and on what
_SESSION = re.compile(r"khoá\s+(?:thứ\s+)?[ivxl\d]+.{0,40}kỳ\s+họp|^\W*\(?kỳ\s+họp|^\W*khoá\s+[ivxl\d]+")


def document_type(letter: Letter) -> Iterator[Finding]:
    """Find the type: the printed title; for a công văn the "V/v" or the symbol below the issuer."""
    lines = letterhead_lines(letter)
    titled, said = _title(letter) or _headed(lines), _symbol_type(letter)
    about = next((line for line in lines if ABOUT.match(line.folded)), None)
    if titled:
        line, name, _ = titled
        agreed = said is None or said[1] == "công văn" or name.startswith(said[1]) or said[1].startswith(name)
        found = (line, name, 0.99 if agreed else 0.85, "title.type")
    elif about:
        found = (
            about,
            "công văn",
            0.98 if said is None or said[1] == "công văn" else 0.8,
            "letterhead.about",
        )
    elif said:
        found = (*said, 0.9, "letterhead.symbol-type")
    elif lines and (wired := _sender(letter)):
        found = (wired, "công điện", 0.85, "body.wired")
    elif lines and (addressed := _addressed(letter)):
        found = (addressed, "công văn", 0.75, "letterhead.untitled")
    else:
        return
    line, name, sure, rule = found
    yield Finding(
        Field.DOCUMENT_TYPE, name, line.start, line.end, _sure(letter, line.start, line.end, sure), rule
    )


def subject(letter: Letter) -> Iterator[Finding]:
    """Find the subject: under the title, or after "V/v" below the number."""
    lines, rule = _titled_subject(letter), "title.subject"
    if not lines:
        lines, rule = _lettered_subject(letter), "letterhead.subject"
    if not lines:
        lines, rule = _slipped_about(letter), "body.subject"
    if lines:
        value, start, end = joined(lines)
        value = mended(letter, value, start)
        yield Finding(Field.SUBJECT, value, start, end, _sure(letter, start, end, 0.95), rule)


def _sure(letter: Letter, start: int, end: int, rule: float) -> float:
    """A long stretch is readable though one of its words is not."""
    return min(rule, max(0.5, letter.confidence(start, end)))


# --- type ------------------------------------------------------------------------------------


def _title(letter: Letter) -> tuple[Line, str, int] | None:
    """Return the line that prints the type's name, the name, and the line's place in the title."""
    lines = zone_lines(letter, Zone.TITLE)
    for place, line in enumerate(lines):
        name = _type_at_start(line)
        if name:
            return line, name, place
    for line in () if lines else zone_lines(letter, Zone.BODY, limit=3):
        if line.capital and line.folded in titled_types():
            return line, titled_types()[line.folded], 0
    return None


def _headed(lines: Sequence[Line]) -> tuple[Line, str, int] | None:
    """Return a title that stands flush left below the number, in a text that has lost its centred lines."""
    numbered = False
    for place, line in enumerate(lines):
        if numbered and line.capital and line.folded in titled_types():
            return line, titled_types()[line.folded], place
        numbered = numbered or bool(NUMBER_LINE.match(line.folded))
    return None


def _type_at_start(line: Line) -> str | None:
    """Return the type a title line opens with; a line in small letters is the subject already."""
    folded, bare = line.folded, line.bare
    if not line.capital and folded not in titled_types():
        return None
    body = opening_body_word(folded)
    for key, name in titled_types().items():
        if folded.startswith(key) and not folded[len(key) : len(key) + 1].isalnum():
            return name if body is None or len(body.word) <= len(key) else None  # "ĐIỆN LỰC AN BÌNH"
    for key, name in titled_types().items():  # OCR: "QUYÉT ĐỊNH"
        if bare == unmarked(key):
            return name
    return None


def _symbol_type(letter: Letter) -> tuple[Line, str] | None:
    """Return the type that the symbol below the issuer says, also where its number is blank."""
    for line in letterhead_lines(letter):
        match = NUMBER_LINE.match(line.folded)
        symbol = parse(line.text[match.start("rest") :]) if match else None
        readable = letter.confidence(line.start, line.end) >= UNREADABLE or not was_scanned(
            letter, line.start
        )
        if symbol and symbol.type_name and symbol.family is not Family.BARE and readable:
            return line, symbol.type_name
    return None


def _sender(letter: Letter) -> Line | None:
    """Return the line in which a telegram's sender wires: "CHỦ TỊCH UBND TỈNH AN BÌNH điện:"."""
    lines = zone_lines(letter, Zone.BODY, limit=4)
    return next((line for line in lines if _SENDER.search(" " + line.text[-_LONGEST_SUBJECT:])), None)


def _addressed(letter: Letter) -> Line | None:
    lines = zone_lines(letter, Zone.LETTERHEAD, Zone.MOTTO, Zone.TITLE, Zone.BODY, limit=40)
    return next((line for line in lines if line.folded.startswith("kính gửi")), None)


# --- subject ---------------------------------------------------------------------------------


def _titled_subject(letter: Letter) -> list[Line]:
    titled = _title(letter)
    if not titled:
        return []
    line, name, place = titled
    rest = line.part(len(name), len(line.text))
    if jointly := _JOINTLY.match(rest.folded):
        rest = rest.part(jointly.end(), len(rest.text))
    kept = [rest] if rest.text else []
    for below in zone_lines(letter, Zone.TITLE)[place + 1 :]:
        if _AFTER.match(below.folded) or _SESSION.search(below.folded):
            break
        kept.append(below)
    lines = [*_without_authority(kept), *_slipped(letter, kept)]
    if lines and was_scanned(letter, lines[0].start) and (about := _INNER_ABOUT.search(lines[0].text)):
        lines[0] = lines[0].part(about.end(), len(lines[0].text))  # a stamp beside the title
    return _without_about(lines, titled=True)


def _slipped(letter: Letter, kept: Sequence[Line]) -> list[Line]:
    """Return subject lines that reading took for the text: short, without full stop, below the title."""
    found: list[Line] = []
    for line in zone_lines(letter, Zone.BODY, limit=2):
        printed = letter.text[line.start :].split("\n", 1)[0].rstrip()
        opens = bool(ABOUT.match(line.folded)) or line.text[:1].islower() or not (kept or found)
        if (
            not opens
            or len(printed) > _LONGEST_SUBJECT
            or printed[-1:] in ";:,/"
            or (printed[-1:] == "." and not _wired_next(letter, line))
            or _NUMBERED.match(printed)
        ):
            break
        above = bool(kept) and line.start < kept[-1].end
        if above or _AFTER.match(line.folded) or (opening_post(line.folded) and line.capital):
            break
        found.append(line)
    return found


def _wired_next(letter: Letter, line: Line) -> bool:
    """Say whether the paragraph behind a line names a telegram's sender: "VĂN PHÒNG … điện:"."""
    behind = letter.text[line.end :].lstrip(" ._-\n").split("\n", 1)[0]
    return bool(_SENDER.search(f" {behind}"))


def _slipped_about(letter: Letter) -> list[Line]:
    """Return the subject of a letter whose title reading has missed: "Về việc …" opens its text."""
    for line in zone_lines(letter, Zone.BODY, limit=1) if letterhead_lines(letter) else ():
        alone = _ABOUT_ALONE.match(line.folded) and _addressed_next(letter, line)
        if ABOUT.match(line.folded) or alone:
            wired = _SENDER.search(line.text) if len(line.text) <= LONGEST_LINE else None
            return _without_about([line.part(0, wired.start()) if wired else line])
    return []


def _addressed_next(letter: Letter, line: Line) -> bool:
    """Say whether the paragraph behind a line is "Kính gửi"."""
    return letter.text[line.end :].lstrip(" .\n").casefold().startswith("kính gửi")


def _without_authority(lines: list[Line]) -> list[Line]:
    """Take off who decides, in capitals: above the subject "CỦA THỦ TƯỚNG", below it "GIÁM ĐỐC SỞ …"."""
    about = next((place for place, line in enumerate(lines) if _opens_about(line)), 0)
    if all(line.capital for line in lines[:about]):
        lines = lines[about:]
    for place in range(1, len(lines)):
        line, before = lines[place], lines[place - 1]
        decides = opening_post(line.folded) or (not before.capital and opening_body_word(line.folded))
        if line.capital and decides:
            return lines[:place]
    return lines


def _opens_about(line: Line) -> bool:
    """Say whether a line opens a subject: "Về việc …", "về công tác cán bộ"."""
    return bool(ABOUT.match(line.folded)) or line.folded.startswith("về ")


def _lettered_subject(letter: Letter) -> list[Line]:
    lines = letterhead_lines(letter)
    if headed := _headed(lines):
        below = list(takewhile(_is_subject, lines[headed[2] + 1 :])) or _slipped(letter, [])
        return _without_about(_without_authority(below), titled=True)
    first = next((place for place, line in enumerate(lines) if ABOUT.match(line.folded)), None)
    if first is None:
        first = _below_party_number(lines)
    if first is None:
        first = _below_number(letter, lines)
    if first is None:
        return []
    kept: list[Line] = []
    for line in lines[first:]:
        if STAMP.match(line.folded) or _STAMPED.match(line.folded):
            kept = _without_receiver(kept)
            break
        if _AFTER.match(line.folded):
            break
        kept.append(line)
    if kept and (misread := _misread_about(letter, kept[0])):
        kept[0] = kept[0].part(misread.end(), len(kept[0].text))
    return _without_about(kept)


def _is_subject(line: Line) -> bool:
    """Say whether a line below a flush title goes on with it: no article, no telegram's sender."""
    return not (_AFTER.match(line.folded) or _NUMBERED.match(line.text))


def _without_receiver(lines: list[Line]) -> list[Line]:
    """Take off the name of the office whose arrival stamp stands below the subject."""
    for place in range(len(lines) - 1, 0, -1):
        if not lines[place].capital:
            break
        if opening_body_word(lines[place].folded):
            return lines[:place]
    return lines


def _below_party_number(lines: Sequence[Line]) -> int | None:
    """Party letters print the subject below the number without "V/v"."""
    for place, line in enumerate(lines[:-1]):
        match = NUMBER_LINE.match(line.folded)
        symbol = parse(line.text[match.start("rest") :]) if match else None
        blank = match and _BLANK_PARTY_LETTER.match(line.folded, match.start("rest"))
        if blank or (symbol and symbol.type_code == "CV"):
            return place + 1
    return None


def _below_number(letter: Letter, lines: Sequence[Line]) -> int | None:
    """Some offices print "Về …" below the number, without "việc"."""
    for place, line in enumerate(lines[:-1]):
        below = lines[place + 1]
        about = _ABOUT_ALONE.match(below.folded) or _misread_about(letter, below)
        if about and NUMBER_LINE.match(line.folded):
            return place + 1
    return None


def _misread_about(letter: Letter, line: Line) -> re.Match[str] | None:
    """Find a "V/v" that reading made a word of: "VA đẩy mạnh …"."""
    scanned = was_scanned(letter, line.start) and not line.capital
    return _MISREAD_ABOUT.match(line.text) if scanned and not ABOUT.match(line.folded) else None


def _without_about(lines: list[Line], *, titled: bool = False) -> list[Line]:
    """Take "V/v" or "Về việc" off the first line."""
    about = ABOUT.match(lines[0].folded) if lines else None
    if lines and about is None and not titled:
        about = _ABOUT_ALONE.match(lines[0].folded)
    if about is None:
        return lines
    rest = lines[0].part(about.end(), len(lines[0].text))
    return [rest, *lines[1:]] if rest.text else lines[1:]
