"""The bodies in the left half of the head: who issues the letter, and the body above."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.lines import ABOUT, NUMBER_LINE, STAMP, joined, letterhead_lines
from extractors.mending import mended
from extractors.patterns import UPPER
from extractors.vocabulary import compounds, half_names, opening_body_word
from models.finding import Field, Finding
from models.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.lines import Line
    from models.letter import Letter

# A name that cannot end here: "SỞ NÔNG NGHIỆP VÀ", "BAN QUẢN LÝ CÁC".
_HANGING = re.compile(r"(?:\b(?:và|các|của|thuộc|về|cho|với|tại|trong|trên)|[-,&/])\s*$")

# A line that goes on with the name above: "TỈNH AN BÌNH", "KHÓA XVIII"; not "TỈNH ỦY", "XÃ ĐOÀN".
_PLACE_LINE = re.compile(
    r"""(?: tỉnh | thành\ phố | tp\b\.? | huyện | quận(?!\ (?:khu|đoàn|chủng)) | thị\ xã | tx\b\.?
      | xã | phường | thị\ trấn | đặc\ khu | khu\ vực | miền | vùng | khoá | nhiệm\ kỳ
      | lần\ thứ | việt\ nam )\b
      (?!\ (?:uỷ|đoàn)\b)""",
    re.VERBOSE,
)
_GOES_ON = re.compile(r"(?:và|hoặc|của|về|thuộc|[-–&(])[ \w]")
# A body's word that opens no body here: "BAN CHỈ HUY / PHÒNG, CHỐNG THIÊN TAI".
_NO_BODY = re.compile(
    r"phòng,?\ (?:chống|không|cháy|bệnh|ngừa|thủ)|hội\ nhập|ban\ hành|trường\ sa|báo\ chí|viện\ trợ"
    r"|quỹ\ đất|bộ\ đội"
)
# Contact lines of a company, and what is stamped or written above the issuer.
_NO_NAME = re.compile(
    r"^\W*(?:(?:địa chỉ|đc|điện thoại|đt|tel|fax|email|e-mail|website|mst|mã số thuế|hotline)\s*[:.]"
    r"|(?:bản )?dự thảo\b|(?:bản )?sao (?:y|lục)\b|trích sao\b|(?:hoả tốc|thượng khẩn|khẩn|mật|tối mật)\W*$"
    r"|lưu hành nội bộ|xem xong trả lại|tài liệu)"
)
# The number's line where reading lost "Số": "1849 BGDĐT-GDPT", "/SNV-VP"
_SYMBOL_LINE = re.compile(
    rf"\W*(?:\d{{1,6}}\s*/?|/)\s*[{UPPER}]{{2,}}(?:\s?[-–,&]\s?[{UPPER}]+)+\W*|[{UPPER}]{{3,}}-[{UPPER}]{{2,}}"
)
# Two of these one above the other, without anything that says which is the higher, are joint issuers.
_EQUALS = frozenset({"sở", "bộ", "phòng", "liên sở", "liên ngành"})


def letterhead(letter: Letter) -> Iterator[Finding]:
    """Find the issuing body and its parent above the number of the letter's first page."""
    names = _names(_issuer_lines(letter))
    if not names:
        return
    yield _finding(letter, Field.ISSUING_BODY, names[-1], "letterhead.issuer")
    if len(names) > 1:
        yield _finding(letter, Field.PARENT_BODY, names[-2], "letterhead.parent")


def _issuer_lines(letter: Letter) -> list[Line]:
    """Return the lines that name bodies: those above the number, else the capital ones that open the head."""
    lines = letterhead_lines(letter)
    numbered = (
        place
        for place, line in enumerate(lines)
        if NUMBER_LINE.match(line.folded) or _SYMBOL_LINE.fullmatch(line.text)
    )
    number = next(numbered, None)
    named = []
    for line in lines if number is None else lines[:number]:
        if ABOUT.match(line.folded) or STAMP.match(line.folded) or (number is None and not line.capital):
            break
        if sum(c.isalpha() for c in line.text) >= 2 and not _NO_NAME.match(line.folded):
            named.append(line)
    return named[_noise(letter, named) :]


def _noise(letter: Letter, lines: Sequence[Line]) -> int:
    """Return how many lines at the top are no names but traces of seals and stamps above the issuer."""
    for place, line in enumerate(lines):
        if opening_body_word(line.folded):
            unsure = (
                not above.capital or letter.confidence(above.start, above.end) < 0.6
                for above in lines[:place]
            )
            return place if all(unsure) else 0
    return 0


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
    if _joint(names):
        return [*names[:-2], [*names[-2], *names[-1]]]
    return names


def _begins_name(line: Line, above: Sequence[Line]) -> bool:
    """Say whether a line opens a new name below a name that is whole."""
    so_far, folded = fold(joined(above)[0] + above[-1].tail), line.folded
    if (
        _HANGING.search(so_far)
        or so_far in half_names()
        or _PLACE_LINE.match(folded)
        or _GOES_ON.match(folded)
    ):
        return False
    word = opening_body_word(folded)
    if word is None or _NO_BODY.match(folded):
        return False
    syllables = (so_far.split()[-1], folded.split()[0])
    lighter = above[-1].bold and not line.bold
    return syllables not in compounds() and not lighter


def _parted_by_weight(lines: list[Line]) -> list[list[Line]]:
    """Part at the step from regular to bold where the words alone see one name."""
    for place in range(1, len(lines)):
        upper, lower = lines[:place], lines[place:]
        stepped = not any(line.bold for line in upper) and all(line.bold for line in lower)
        whole = fold(joined(upper)[0])
        if (
            stepped
            and whole not in half_names()
            and not _HANGING.search(whole)
            and not _PLACE_LINE.match(lower[0].folded)
        ):
            return [upper, lower]
    return [lines]


def _joint(names: Sequence[Sequence[Line]]) -> bool:
    """Say whether the last two names stand as equals: "SỞ NỘI VỤ / SỞ TÀI CHÍNH"."""
    words = [opening_body_word(name[0].folded) for name in names[-2:]]
    return len(words) == 2 and words[0] is not None and words[0] == words[1] and words[0].word in _EQUALS


def _finding(letter: Letter, name: Field, lines: Sequence[Line], rule: str) -> Finding:
    value, start, end = joined(lines)
    sure = 0.98 if opening_body_word(lines[0].folded) else 0.7
    return Finding(
        name, mended(letter, value, start), start, end, min(sure, letter.confidence(start, end)), rule
    )
