"""Who does what a plan's items leave to nobody: the body that makes the plan, or those whom a letter guides."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import order_patterns as say
from extractors.naming import read_names
from extractors.sentences import sentences
from models.folding import fold
from models.letter import Zone

if TYPE_CHECKING:
    from extractors.clauses import View
    from extractors.naming import Name
    from extractors.task_sentences import Span
    from models.letter import Letter

# "Sở Y tế | xây dựng Kế hoạch …", "Liên đoàn Lao động và Sở Văn hoá | thống nhất ký kết Chương trình …"
_MAKES = re.compile(
    r"\s*(?:thống nhất |phối hợp )?(?:xây dựng|ban hành|lập|ký kết|triển khai|tổ chức|thực hiện)"
    r"(?: và (?:ban hành|triển khai|ký kết))?(?: thực hiện)? (?:kế hoạch|chương trình|phương án)\b"
)
# As in: Sở Y tế | hướng dẫn | các đơn vị | một số nội dung như sau
_GUIDES = re.compile(r"\bhướng dẫn\s+(?=các |quý )")
_LEVEL = re.compile(r"\b(?:tỉnh|huyện|quận|xã|phường|thị trấn|thị xã|thành phố|trường|công ty)\b")
_AS_FOLLOWS = re.compile(r"\b(?:như sau|sau đây|sau)\W*$|:\W*$")


def place_of(letter: Letter) -> str:
    """Return the folded place before the letter's day: "Bình Lâm, ngày 05 tháng 3 năm 2024"."""
    for block in letter.in_zones(Zone.MOTTO):
        place, _, day = fold(letter.text_of(block)).partition(",")
        if day.strip().startswith("ngày"):
            return " ".join(place.split())
    return ""


def doers_of_the_rest(view: View, span: Span, home: str) -> tuple[Name, ...]:
    """Return whom a paragraph before the first order guides, or who makes the plan there.

    `home` is the letter's own place, which clerks leave out of its office's name.
    """
    for sentence in sentences(view, *span):
        names = _guided(view, sentence) or _makers(view, sentence, home)
        if names:
            return names
    return ()


def _makers(view: View, span: Span, home: str) -> tuple[Name, ...]:
    """Return the bodies that a sentence says make the plan."""
    if not _MAKES.search(view.folded, *span):  # most sentences make no plan, and names take time to read
        return ()
    for place in say.SPEAKER_PLACE.finditer(view.folded[span[0] : span[1]]):
        names = read_names(view.raw, view.folded, span[0] + place.end(), span[1])
        if names.names and _MAKES.match(view.folded, names.end, span[1]):
            return tuple(_at_home(name, home) for name in names.names)
    return ()


def _at_home(name: Name, home: str) -> Name:
    """Take the letter's place off a name: "Phòng Y tế | Bình Lâm"; "UBND huyện Bình Lâm" needs it."""
    bare = fold(name.name).removesuffix(f" {home}") if home else fold(name.name)
    if len(bare) == len(name.name) or len(bare.split()) < 2 or _LEVEL.search(bare):
        return name
    return replace(name, name=name.name[: len(bare)], end=name.start + len(bare))


def _guided(view: View, span: Span) -> tuple[Name, ...]:
    """Return those to whom a sentence announces guidance that stands below it."""
    if not _AS_FOLLOWS.search(view.folded, *span):
        return ()
    *_, last = (None, *_GUIDES.finditer(view.folded, *span))  # a title before may guide as well
    return read_names(view.raw, view.folded, last.end(), span[1]).names if last else ()
