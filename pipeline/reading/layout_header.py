"""The head of page 1: letterhead left, motto right, title in the middle (Nghị định 30/2020, ô 1–5)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from models.letter import Zone
from pipeline.reading.layout_lines import Line, fold, is_text
from pipeline.reading.layout_text import Draft

if TYPE_CHECKING:
    from pipeline.reading.printed import PrintedWord


# folded: capitals without marks and blanks, as OCR also gives them
MOTTO = re.compile(
    r"C[OÔ]NGH[OÒ]?AX[AÃ]|X[AÃ]H[OÔ]ICH[UỦ]NGH[IĨ]A|D[OÔAĂ]CL[AÂ]P[-–—~.]*(?:T[UƯ][-–]?DO|$)|T[UƯ]DO[-–—~.]*H[AẠ]NHPH[UÚ]C"
    r"|^D[AẢ]NGC[OỘ]NGS[AẢ]NVI[EỆ]TNAM|DO[AÀ]NTNCSH|^DO[AÀ]NTHANHNI[EÊ]NC[OỘ]NGS[AẢ]N"
)
DATE_LINE = re.compile(r"NGAY.{0,6}THANG.{0,4}NAM")
ADDRESSING = re.compile(r"^K[IÍ]NH(?:G[UỬ]I|TRINH|THUA)", re.IGNORECASE)
SUBJECT = re.compile(r"^[\"“(]?\s*V\s*/\s*v|^v/v|^Về(?: việc|\s*:)", re.IGNORECASE)
# a named type, alone on its line: "QUYẾT ĐỊNH", "KẾ HOẠCH", "THÔNG BÁO KẾT LUẬN"
TYPE_LINE = re.compile(
    r"^(?:QUYETDINH|NGHIQUYET|CHITHI|KEHOACH|THONGBAO|BAOCAO|TOTRINH|CONGDIEN|GIAYMOI|GIAYGIOITHIEU|HUONGDAN"
    r"|CHUONGTRINH|PHUONGAN|DEAN|DUAN|BIENBAN|HOPDONG|QUYCHE|QUYDINH|THONGTRI|THONGCAO|THONGTU|NGHIDINH|LENH|LUAT"
    r"|PHAPLENH|KETLUAN|QUYETDINH|PHIEU|GIAY|BANGHINHO|BANTHOATHUAN|DIEN|LOIKEUGOI|TUYENBO|DIEULE|QUYHOACH|DUTHAO"
    r"|DENGHI|THUMOI|THUCONG|CONGBO|QUYTRINH|CHIENLUOC|BANGKE|DECUONG"
    r"|KICHBAN|NOIQUY|THELE|KHANGNGHI|KIENNGHI|QUYETNGHI)"
)


_OPENING = 60  # letters that tell how a line opens, and words that hold as many
LONGEST_TYPE = 4  # syllables of a type's name, however widely they are set: "THÔNG   BÁO"


@dataclass(slots=True)
class Head:
    """The head's blocks, and the lines below it that belong to the body."""

    drafts: list[Draft] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    found: bool = False


def split_head(lines: list[Line], width: float, *, coarse: bool = False) -> Head:
    """Part the head of the letter from the body. Without a motto on the page nothing is taken for a head.

    `coarse`: places are known to a letter's width only, as in a text file.
    """
    split = _split_x(lines, width)
    if split is None:
        return Head(rest=lines)
    x, anchor = split
    left: list[Line] = []
    right: list[Line] = []
    rest: list[Line] = []
    end = _end(lines, x, anchor, width)
    for place, line in enumerate(lines):
        if place >= end:
            rest.append(line)
            continue
        own, addressed = _addressing_apart(line)
        if addressed:
            rest.append(addressed)
        one, other = _columns_of(own, x) if own.words else (None, None)
        if one:
            left.append(one)
        if other:
            right.append(other)
    left, right, rest = _subject_beside(left, right, rest, x)
    left = _issuers_apart(left)
    title, rest = _title(rest, width, coarse=coarse)
    drafts = [Draft(Zone.LETTERHEAD, [with_figures_joined(line)], centred=True) for line in left]
    drafts += [Draft(Zone.MOTTO, [with_figures_joined(line)], centred=True) for line in right]
    drafts += [Draft(Zone.TITLE, [line], centred=True) for line in title]
    return Head(drafts, rest, found=True)


def _issuers_apart(left: list[Line]) -> list[Line]:
    """Joint issuers stand side by side: read one after the other, then what stands below both."""
    lanes = [line.parts(2.0) for line in left]
    joint = [place for place, parts in enumerate(lanes) if len(parts) > 1 and all(p.capitals for p in parts)]
    if not joint or joint[0] > 1:
        return left
    last = joint[-1] + 1
    x = max(lanes[joint[0]][0].box.x1, min(part.box.x0 for part in lanes[joint[0]][1:]) - 2)
    first = [part for parts in lanes[:last] for part in parts if part.middle < x]
    second = [part for parts in lanes[:last] for part in parts if part.middle >= x]
    return first + second + left[last:]


def _split_x(lines: list[Line], width: float) -> tuple[float, int] | None:
    """The x between the two columns, and the place of the motto's line."""
    for place, line in enumerate(lines[:30]):
        start = motto_start(line)
        if start is None:
            continue
        x0 = line.words[start].box.x0
        if start:
            return (line.words[start - 1].box.x1 + x0) / 2, place
        return (x0 - 4 if x0 > 0.3 * width else 0.42 * width), place
    return None


def _end(lines: list[Line], x: float, anchor: int, width: float) -> int:
    """The place of the first line below the head."""
    seen_date = subject = False
    for place, line in enumerate(lines):
        if place <= anchor:
            continue
        left, right = line.split_at(x)
        near = line.box.top - lines[place - 1].box.bottom < 0.7 * line.size
        narrow = line.box.x1 < x + 0.2 * width  # a subject may run a little under the other column
        subject = bool(left and SUBJECT.match(left.text)) or (subject and near and narrow)
        if DATE_LINE.search(line.folded):
            seen_date = True
            continue
        whole = (left is None) != (right is None)
        before, addressed = _addressing_apart(line)
        if addressed:
            return place + 1 if before.words else place
        if (whole or len(line.words) <= LONGEST_TYPE) and _is_title(
            line, x, width, after=place - anchor if seen_date else place - anchor - 1
        ):
            return place
        if whole and not subject and line.box.x0 < x - 30 and line.box.x1 > x + 40:
            return place
        if place - anchor > 22:
            return place
    return len(lines)


def motto_start(line: Line) -> int | None:
    """The place of the word with which the motto begins in a line; None where it does not."""
    folded = [fold(word.text) for word in line.words]
    whole = "".join(folded)
    start = 0
    for place, key in enumerate(folded):
        if MOTTO.match(whole[start : start + _OPENING]):
            return place
        start += len(key)
    return None


def _from(line: Line, place: int) -> Line:
    """As much of a line from a word on as tells how it opens: a text may be one line of a million words."""
    return Line(line.page, line.words[place : place + _OPENING])


def _columns_of(line: Line, x: float) -> tuple[Line | None, Line | None]:
    """Part a line of the head into its columns, at the motto or the date where no wide blank parts them."""
    motto = motto_start(line)
    if motto:
        return Line(line.page, line.words[:motto]), Line(line.page, line.words[motto:])
    one, other = line.split_at(x)
    if one and other:
        return one, other
    return _date_apart(line, x) or (one, other)


def _date_apart(line: Line, x: float) -> tuple[Line, Line] | None:
    """Part "V/v kỳ thi tuyển Hà An, ngày 05 tháng 3 năm 2024", whose columns but one blank parts."""
    dated = next((at for at, word in enumerate(line.words) if fold(word.text) == "NGAY"), 0)
    if not dated or not DATE_LINE.search(line.folded) or line.box.x0 > x - 3 * line.size:
        return None
    start = dated
    while start and (line.words[start - 1].text[:1].isupper() or line.words[start - 1].text in {"-", "–"}):
        start -= 1
    if not 0 < start < dated or line.words[start].box.x0 < x - 3 * line.size:
        return None
    return Line(line.page, line.words[:start]), Line(line.page, line.words[start:])


def _addressing_apart(line: Line) -> tuple[Line, Line | None]:
    """Part what stands left of "Kính gửi" on its line (a stamp, the tail of "V/v") from it."""
    for start in range(len(line.words) - 1):
        if start and line.words[start].box.x0 - line.words[start - 1].box.x1 < 0.8 * line.size:
            continue
        if ADDRESSING.match(_from(line, start).opening):
            return Line(line.page, line.words[:start]), Line(line.page, line.words[start:])
    return line, None


def _is_title(line: Line, x: float, width: float, *, after: int) -> bool:
    """Say whether the line names the letter's type; `after`: how many lines below the motto it stands."""
    if not TYPE_LINE.match(line.opening) or not line.capitals:
        return False
    return abs(line.middle - width / 2) < 0.12 * width and (after > 1 or line.box.x0 < x < line.box.x1)


def _subject_beside(
    left: list[Line], right: list[Line], rest: list[Line], x: float
) -> tuple[list[Line], list[Line], list[Line]]:
    """Take the tail of a "V/v" that runs on beside "Kính gửi" back into the letterhead."""
    if not left or not rest:
        return left, right, rest
    kept: list[Line] = []
    bottom = left[-1].box.bottom
    open_column = True
    for line in rest:
        one, other = line.split_at(x, reach=40)
        near = one is not None and one.box.top - bottom < 0.9 * one.size
        inside = one is not None and one.box.x1 <= x + 4
        if (
            open_column
            and one
            and near
            and inside
            and (other is None or ADDRESSING.match(other.opening) or kept)
        ):
            if other is None and ADDRESSING.match(one.opening):
                open_column = False
                kept.append(line)
                continue
            left.append(one)
            bottom = one.box.bottom
            if other:
                kept.append(other)
        else:
            open_column = open_column and one is None
            kept.append(line)
    return left, right, kept


def _title(rest: list[Line], width: float, *, coarse: bool) -> tuple[list[Line], list[Line]]:
    """Part the centred title (type, subject, the rule's issuer line) from the lines below the head."""
    if not rest:
        return [], rest
    if not (TYPE_LINE.match(rest[0].opening) and abs(rest[0].middle - width / 2) < 0.14 * width):
        return [], rest
    edges = _measure(rest[1:])
    end = 1
    for place, line in enumerate(rest[1:14], start=1):
        if ADDRESSING.match(line.opening) or not _may_be_title(line, rest[:place], coarse=coarse):
            break
        # a line as wide as the text is the title's where its face says so, or where a shorter one follows
        if coarse or line.bold or (line.italic and rest[end - 1].italic) or not _full(line, *edges):
            end = place + 1
    return rest[:end], rest[end:]


def _measure(lines: list[Line]) -> tuple[float, float]:
    """The text's left and right edge: where most long lines begin and end."""
    longest = sorted(lines, key=lambda line: line.box.x0 - line.box.x1)[: max(3, len(lines) // 3)]
    if not longest:
        return 0.0, 0.0
    starts = sorted(line.box.x0 for line in lines)
    # the first lines of paragraphs are indented: the edge is the outermost place where two lines begin
    left = next((one for one, other in pairwise(starts) if other - one < 4), starts[0])
    return left, median(line.box.x1 for line in longest)


def _full(line: Line, left: float, right: float) -> bool:
    """Say whether a line runs from edge to edge; one set in the middle stands off both by as much."""
    before, behind = line.box.x0 - left, right - line.box.x1
    in_the_middle = min(before, behind) > 3.5 and abs(before - behind) < 5
    return before < 14 and behind < 14 and not in_the_middle


def _may_be_title(line: Line, title: list[Line], *, coarse: bool) -> bool:
    """Say whether the title may go on: set in the middle, near the line above, in the same face."""
    # points; a paragraph's first line is off by half its indent
    if abs(line.middle - title[0].middle) > (45 if coarse else 10):
        return False
    if coarse and line.box.top - title[-1].box.bottom > 0.7 * line.size:  # a blank line ends the title
        return False
    if not (line.bold or line.italic) and len(title) > 1 and is_text(line):
        return False
    if line.capitals and any(not part.capitals for part in title[1:]):
        return False  # "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …" below the subject: the authority, not the title
    if line.box.top - title[-1].box.bottom > 2.2 * line.size or title[-1].text.endswith((".", ";", ":")):
        return False
    return line.bold or line.italic or not any(part.bold for part in title)


_BEFORE_FIGURE = re.compile(r"^(?:SO|NGAY|THANG)[:.]?$")


def with_figures_joined(line: Line) -> Line:
    """Put the figures of a number or day together that a stamp set apart: "Số: 7 4 3 2 /UBND-XD"."""
    words: list[PrintedWord] = []
    place = 0
    while place < len(line.words):
        word = line.words[place]
        words.append(word)
        place += 1
        if not _BEFORE_FIGURE.match(fold(word.text)):
            continue
        end = place
        while end < len(line.words) and len(line.words[end].text) == 1 and line.words[end].text.isdigit():
            end += 1
        if end - place > 1:
            figures = line.words[place:end]
            box = figures[0].box
            for figure in figures:
                box = box.union(figure.box)
            sure = min(figure.confidence for figure in figures)
            text = "".join(figure.text for figure in figures)
            words.append(replace(figures[0], text=text, box=box, confidence=sure))
            place = end
    return Line(line.page, tuple(words))
