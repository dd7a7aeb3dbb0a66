"""Whom the letter is addressed to: "Kính gửi", or those invited or wired where there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.finding import Field, Finding
from models.folding import fold
from models.letter import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.letter import Block, Letter

_WHERE = (Zone.LETTERHEAD, Zone.MOTTO, Zone.TITLE, Zone.BODY, Zone.TABLE)

# "Kính gửi:", "Kính gửi :", "KÍNH GỬI", "Kính trình:"
_ADDRESSED = re.compile(
    r"^\W*(?:kính\s*gửi|kính\s*gởi|kính\s*trình|trân trọng kính gửi)\b\s*(?P<colon>[:;.])?\s*"
)
# "Trân trọng kính mời:", "Kính mời", "kính mời các đồng chí:"
_INVITED = re.compile(
    r"(?:^|[\s,.])(?:trân trọng\s+)?(?:kính|trân trọng)\s+mời\s*(?P<colon>:)?\s*(?P<rest>.*)$", re.DOTALL
)
_ATTENDING = re.compile(
    r"^\W*(?:[ivx\d]{1,3}\s*[.)/-]\s*)?(?:thành phần(?: tham dự| mời| dự họp| dự)?[^:]{0,40}|đại biểu[^:]{0,30})\s*:\s*"
)
# "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN BÌNH điện:", "UBND tỉnh điện:"
_WIRED = re.compile(r"\bđiện\s*:\s*")

_BULLET = re.compile(r"^\s*(?:[-–—−~•*+·]|\d{1,2}[.)]|[a-zđ]\))\s*")
_TAIL = re.compile(r"[\s;.,:]+$")
# The letter's text proper begins: no entry any more.
_TEXT_BEGINS = re.compile(
    r"^\W*(?:căn cứ|thực hiện|ngày \d|theo|nhằm|để |trong |qua |xét|sau khi|tiếp theo|ubnd.{0,60}(?:nhận được|yêu cầu|có ý kiến)"
    r"|thời gian|địa điểm|nội dung|điều \d|hiện nay|vừa qua|triển khai)\b"
)


def addressees(letter: Letter) -> Iterator[Finding]:
    """Yield each addressee, one for each printed bullet or ";"-part."""
    blocks = [block for block in letter.blocks if block.zone in _WHERE]
    for place, block in enumerate(blocks):
        match = _ADDRESSED.match(fold(letter.text_of(block)))
        if match:
            yield from _entries(letter, blocks, place, match.end(), "addressees.to")
            return
    yield from _wired(letter, blocks) if _titled(letter, "công điện") else ()
    yield from _invited(letter, blocks) if _titled(letter, "giấy mời", "thư mời") else ()


def _titled(letter: Letter, *names: str) -> bool:
    keys = {fold(name) for name in names}
    return any(
        fold(letter.text_of(block)).strip(" .:*_-").startswith(tuple(keys))
        for block in letter.in_zones(Zone.TITLE)
    )


def _wired(letter: Letter, blocks: Sequence[Block]) -> Iterator[Finding]:
    for place, block in enumerate(blocks[:12]):
        match = _WIRED.search(fold(letter.text_of(block)))
        if match:
            yield from _entries(letter, blocks, place, match.end(), "addressees.wired")
            return


def _invited(letter: Letter, blocks: Sequence[Block]) -> Iterator[Finding]:
    for pattern, rule in ((_INVITED, "addressees.invited"), (_ATTENDING, "addressees.attending")):
        for place, block in enumerate(blocks):
            match = pattern.search(fold(letter.text_of(block)))
            if match:
                at = match.start("rest") if "rest" in match.groupdict() else match.end()
                yield from _entries(letter, blocks, place, at, rule)
                return


def _entries(letter: Letter, blocks: Sequence[Block], place: int, at: int, rule: str) -> Iterator[Finding]:
    """Yield what stands behind the opening words, and the entries in the paragraphs below."""
    opening = blocks[place]
    spans = _parts(letter, opening.start + at, opening.end)
    bulleted = False
    for block in blocks[place + 1 :]:
        text = letter.text_of(block)
        if spans and not bulleted and _goes_on(letter, spans[-1], text):
            spans[-1] = (spans[-1][0], block.end)
            continue
        bullet = _BULLET.match(text)
        if bullet and (bulleted or not spans or _open_ended(letter, spans[-1])):
            bulleted = True
        elif (
            (spans and (bulleted or not _open_ended(letter, spans[-1])))
            or _TEXT_BEGINS.match(fold(text))
            or len(text) > 300
        ):
            break
        spans.extend(_parts(letter, block.start, block.end))
    for start, end in spans:
        finding = _finding(letter, start, end, rule)
        if finding:
            yield finding


def _goes_on(letter: Letter, span: tuple[int, int], text: str) -> bool:
    """Say whether a centred addressee runs on over a second line: "… vật liệu nổ / trên địa bàn tỉnh"."""
    return letter.text[span[1] - 1] not in ".;:" and text[:1].islower() and len(text) < 120


def _open_ended(letter: Letter, span: tuple[int, int]) -> bool:
    return letter.text[span[0] : span[1]].rstrip()[-1:] in {";", ","}


def _parts(letter: Letter, start: int, end: int) -> list[tuple[int, int]]:
    """Part a stretch at ";" into non-empty spans, the sign kept at each end."""
    spans = []
    for match in re.finditer(r"[^;]+;?", letter.text[start:end]):
        if any(c.isalpha() for c in match[0]):
            spans.append((start + match.start(), start + match.end()))
    return spans


def _finding(letter: Letter, start: int, end: int, rule: str) -> Finding | None:
    text = letter.text[start:end]
    bullet = _BULLET.match(text)
    start += bullet.end() if bullet else len(text) - len(text.lstrip())
    end = start + len(_TAIL.sub("", letter.text[start:end]))
    value = " ".join(letter.text[start:end].split())
    if sum(c.isalpha() for c in value) < 2:
        return None
    return Finding(Field.ADDRESSEE, value, start, end, min(0.95, letter.confidence(start, end)), rule)
