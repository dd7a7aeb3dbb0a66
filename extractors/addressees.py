"""Whom the letter is addressed to: "Kính gửi", or those invited or wired where there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.mending import mended
from extractors.vocabulary import opening_body_word, opening_post
from models.finding import Field, Finding
from models.folding import fold
from models.letter import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.letter import Block, Letter

_WHERE = (Zone.LETTERHEAD, Zone.MOTTO, Zone.TITLE, Zone.BODY, Zone.TABLE)

# The opening words: "Kính gửi: …", "KÍNH GỬI", "Kính trình: …"
_ADDRESSED = re.compile(
    r"^\W*(?:(?:thượng )?khẩn\W+|hoả tốc\W+)?(?:trân trọng )?k[íi]nh\s*(?:gửi|gởi|gưi|gừi|trình)\b\s*[:;.,]*\s*"
)
# A telegram's: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN BÌNH điện: …", "BAN CHỈ ĐẠO gửi: …"
_WIRED = re.compile(r"(?:\bđiện|\bgửi)\s*:\s*")
# An invitation's: "Sở Y tế trân trọng kính mời: …", "Thành phần tham dự: …"
_INVITED = re.compile(r"\b(?:kính|trân trọng)\s+mời\b\s*:?\s*")
_ATTENDING = re.compile(
    r"^\W*(?:[ivx\d]{1,3}\s*[.)/-]+\s*)?(?:thành phần|đại biểu)(?: [^\W\d]+){0,6}\s*(?::\s*|$)"
)
# What an invitation asks for, behind whom it asks: "kính mời Quý đại biểu tham dự Hội nghị …"
_TO_COME = re.compile(r"[\s,]+(?:(?:đến|tới|về|cử\b.{0,40}?)\s+)?(?:tham dự|dự|tham gia|họp|phối hợp)\b")
_INVITATION_ENDS = re.compile(
    r"^\W*(?:[ivx\d]{1,3}\s*[.)/-]+\s*)?(?:thời gian|địa điểm|nội dung|chủ trì|chương trình"
    r"|hình thức|tài liệu|kinh phí|công tác chuẩn bị|chuẩn bị|phân công|đề nghị|rất mong|trân trọng|mọi"
    r"|do tính chất|sự có mặt)\b"
)

# Whom an invitation means who stand listed below: "kính mời các đồng chí dự họp, cụ thể như sau"
_LISTED_BELOW = re.compile(
    r"(?:toàn thể |các |quý )?(?:đồng chí|đại biểu|vị|ông|bà|ông/bà|cơ quan|đơn vị)\W*$"
)
# What stands above the list of those invited: "b) Mời dự:", "- Chủ trì: đồng chí …"
_LIST_HEADING = re.compile(
    r"^\W*(?:[a-zđ\d]{1,2}\s*[.)]\s*)?(?:mời dự|khách mời|đại biểu|thành phần)\b[^:]*:\s*$"
)
_CHAIRS = re.compile(r"^\W*(?:[a-zđ\d]{1,2}\s*[.)]\s*)?(?:người )?chủ trì\b")

_BULLET = re.compile(r"^\s*(?:[-–—−~•*+·=_„]+|\d{1,2}\s*[.)/-]|[a-zđ]\))\s*")
_TAIL = re.compile(r"[\s;.,:]+$")
# The letter's text proper begins here, so that nothing below is an entry.
_TEXT_BEGINS = re.compile(
    r"^\W*(?:căn cứ|thực hiện|ngày \d|theo|nhằm|để|trong|qua|xét|sau khi|tiếp theo|hiện nay|vừa qua"
    r"|triển khai|điều \d)\b"
)
_LONGEST_ENTRY = 300
_PARAGRAPH, _MOST_PARAGRAPHS = 200, 3
_LONGEST_OPENING = 60
_LONGEST_SENDER = 14  # words


def addressees(letter: Letter) -> Iterator[Finding]:
    """Yield each addressee, one for each printed bullet or ";"-part."""
    blocks = _opening(letter)
    for place, block in enumerate(blocks):
        match = _ADDRESSED.match(fold(letter.text_of(block)[:_LONGEST_OPENING]))
        if match:
            below = blocks[place + 1 :]
            if block.zone is Zone.LETTERHEAD:  # beside the head, whose other half is read in between
                below = [one for one in below if one.zone is Zone.BODY]
            spans = _listed(letter, below, _parts(letter, block.start + match.end(), block.end))
            yield from _findings(letter, spans, "addressees.to")
            return
    wired = list(_wired(letter, blocks[:25]))
    if wired:
        yield from wired
    elif _titled(letter, "giấy mời", "thư mời"):
        yield from _invited(letter, blocks)
    else:
        yield from _findings(letter, _unheaded(letter, blocks), "addressees.listed")


def _unheaded(letter: Letter, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Return the bodies listed before a letter's first paragraph, whose "Kính gửi" a stamp has covered."""
    if any(letter.in_zones(Zone.TITLE)) or not any(letter.in_zones(Zone.LETTERHEAD)):
        return []
    spans: list[tuple[int, int]] = []
    for block in (one for one in blocks if one.zone is Zone.BODY):
        text = letter.text_of(block)
        if spans and _TEXT_BEGINS.match(fold(text)):
            return spans
        bullet = _BULLET.match(text)
        if bullet is None or len(text) > _LONGEST_ENTRY or not _names_body(_unbulleted(text)):
            return []
        spans.append((block.start, block.end))
    return []


def _opening(letter: Letter) -> list[Block]:
    """Return the blocks up to where the text is under way: forms below have a "Kính gửi" of their own."""
    found, long = [], 0
    for block in letter.blocks:
        if block.zone not in _WHERE:
            continue
        found.append(block)
        long += block.zone is Zone.BODY and block.end - block.start > _PARAGRAPH
        if long > _MOST_PARAGRAPHS:
            break
    return found


def _titled(letter: Letter, *names: str) -> bool:
    keys = tuple(fold(name) for name in names)
    return any(
        fold(letter.text_of(block)).lstrip(" .:*_-").startswith(keys) for block in letter.in_zones(Zone.TITLE)
    )


def _wired(letter: Letter, blocks: Sequence[Block]) -> Iterator[Finding]:
    for place, block in enumerate(blocks):
        text = letter.text_of(block)
        match = _WIRED.search(fold(text))
        if match and _sends(letter, text[: match.start()]):
            spans = _listed(letter, blocks[place + 1 :], _parts(letter, block.start + match.end(), block.end))
            yield from _findings(letter, spans, "addressees.wired")
            return


def _sends(letter: Letter, sender: str) -> bool:
    """Say whether a telegram's sender stands there: in capitals, or a body or post below "CÔNG ĐIỆN"."""
    words = sender.split()
    if words and all(word.isupper() for word in words[-3:]):
        return True
    return len(words) <= _LONGEST_SENDER and _names_body(sender) and _titled(letter, "công điện")


# --- "Kính gửi" ------------------------------------------------------------------------------


_SHORT = 40  # characters: the rest of a list of kinds


def _listed(letter: Letter, below: Sequence[Block], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Add the entries in the paragraphs below the opening words to those behind them."""
    bulleted = bool(spans) and bool(_BULLET.match(letter.text[slice(*spans[0])]))
    for block in below:
        text = letter.text_of(block)
        if spans and _goes_on(letter, spans[-1], text):
            spans[-1] = (spans[-1][0], block.end)
            continue
        slip = bool(_BULLET.match(text)) and len(text) < _LONGEST_ENTRY and _names_body(_unbulleted(text))
        ended = bool(spans) and letter.text[spans[-1][1] - 1] == "." and not (bulleted and slip)
        open_ended = not spans or letter.text[spans[-1][1] - 1] in ";,:"
        if ended or len(text) > _LONGEST_ENTRY or _TEXT_BEGINS.match(fold(text)):
            break
        bullet = bool(_BULLET.match(text))
        goes_on = bool(spans) and letter.text[spans[-1][1] - 1] == ";" and text.rstrip().endswith((".", ";"))
        if bulleted and not bullet and not goes_on:
            break
        if not open_ended and not bulleted and not (block.centred and _names_body(text)):
            break
        bulleted = bulleted or bullet
        spans.extend(_parts(letter, block.start, block.end))
    return spans


def _unbulleted(text: str) -> str:
    bullet = _BULLET.match(text)
    return text[bullet.end() :] if bullet else text


def _names_body(text: str) -> bool:
    folded = re.sub(r"^(?:(?:các|quý|toàn thể|đồng chí)\s+)+", "", fold(text).lstrip())
    return text[:1].isupper() and bool(opening_body_word(folded) or opening_post(folded))


def _goes_on(letter: Letter, span: tuple[int, int], text: str) -> bool:
    """Say whether an addressee runs on over a second line: "… vật liệu nổ / trên địa bàn tỉnh", "THCS, / TH&THCS"."""
    last = letter.text[span[1] - 1]
    listed = last == "," and len(text) < _SHORT and not (_BULLET.match(text) or _names_body(text))
    return listed or (last not in ".;:" and text[:1].islower() and len(text) < 120)


# --- invitations -----------------------------------------------------------------------------


def _invited(letter: Letter, blocks: Sequence[Block]) -> Iterator[Finding]:
    """Find who is invited: behind "kính mời", or below "Thành phần"."""
    for place, block in enumerate(blocks):
        folded = fold(letter.text_of(block))
        match = _INVITED.search(folded) or _ATTENDING.match(folded)
        if not match or block.zone is Zone.TITLE:
            continue
        spans = _asked(letter, block.start + match.end(), block.end)
        if spans and all(_LISTED_BELOW.match(fold(letter.text[slice(*span)])) for span in spans):
            listed = next(
                (below for below in blocks[place + 1 :] if _ATTENDING.match(fold(letter.text_of(below)))),
                None,
            )
            if listed is not None:
                yield from _invited(letter, blocks[blocks.index(listed) :])
                return
        if not spans:
            for below in blocks[place + 1 :]:
                folded = fold(letter.text_of(below))
                if _INVITATION_ENDS.match(folded) or _TEXT_BEGINS.match(folded):
                    break
                if _CHAIRS.match(folded) or _LIST_HEADING.match(folded):
                    continue
                attending = _ATTENDING.match(folded)
                spans.extend(_parts(letter, below.start + (attending.end() if attending else 0), below.end))
        yield from _findings(
            letter, [span for span in spans if letter.text[span[1] - 1] != ":"], "addressees.invited"
        )
        return


def _asked(letter: Letter, start: int, end: int) -> list[tuple[int, int]]:
    """Return whom the sentence itself invites, without what they are asked to come to."""
    to_come = _TO_COME.search(fold(letter.text[start:end]))
    if to_come is None and end - start > _LONGEST_ENTRY:
        return []
    return _parts(letter, start, start + to_come.start() if to_come else end)


# --- entries ---------------------------------------------------------------------------------


def _parts(letter: Letter, start: int, end: int) -> list[tuple[int, int]]:
    """Part a stretch at ";" into spans that hold words, the sign kept at each end."""
    parts = (
        (start + match.start(), start + match.end())
        for match in re.finditer(r"[^;]+;?", letter.text[start:end])
    )
    return [
        (first, first + len(letter.text[first:last].rstrip()))
        for first, last in parts
        if _worded(letter, first, last)
    ]


def _worded(letter: Letter, start: int, end: int) -> bool:
    return sum(c.isalpha() for c in letter.text[start:end]) >= 2


def _findings(letter: Letter, spans: Sequence[tuple[int, int]], rule: str) -> Iterator[Finding]:
    for first, last in spans:
        text = letter.text[first:last]
        bullet = _BULLET.match(text)
        start = first + (bullet.end() if bullet else len(text) - len(text.lstrip()))
        end = start + len(_TAIL.sub("", letter.text[start:last]))
        if _worded(letter, start, end):
            value = mended(letter, " ".join(letter.text[start:end].split()), start)
            yield Finding(Field.ADDRESSEE, value, start, end, min(0.95, letter.confidence(start, end)), rule)
