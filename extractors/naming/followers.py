"""Whether a name begins behind a comma or "và", or whether its words still belong to the name before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.naming.opening import open_name, open_post
from extractors.naming.words import ONE_NAME, places, sector_pattern
from extractors.patterns import UPPER
from models.finding import AssigneeKind

if TYPE_CHECKING:
    from extractors.naming.opening import Element

INNER = re.compile(r"\b(?:các|những|mỗi|từng)\s+(\w+(?:\s(?:uỷ|đoàn)\b)?)")  # "Thủ trưởng các sở, ban, ngành"
BARE = re.compile(r"\s*(?:[,;/:]|và\b|$)")
NEVER_SHARED = frozenset(
    ["đơn vị", "cơ quan", "tổ chức", "địa phương", "doanh nghiệp", "cơ sở", "cá nhân", "ngành", "lực lượng"]
)
_OF_THEM = re.compile(r"\s+(?:trực thuộc|thuộc|có liên quan|liên quan|chuyên môn|của)\b")
_NO_NAME_ALONE = frozenset(["công ty", "tổng công ty", "tập đoàn", "hợp tác xã", "ngân hàng"])
_OF_THE_STATE = re.compile(r"\s+nhà nước\b")  # "các Tập đoàn, Tổng công ty | nhà nước"
_NAMED_PLACE = re.compile(rf"\s+(?:[{UPPER}]|(?:số )?\d)")
_IN_PLACES = re.compile(r"\b(?:xã|phường|huyện|quận|thị|thành phố|tỉnh|thôn|ấp|bản|buôn|tổ dân phố)\b")
_WHOLE_POST = 3  # syllables of a post that needs no more words: "giáo viên bộ môn"
_SHORT = re.compile(rf"[{UPPER}]{{3,}}")  # a body's short name is whole


class Followers:
    """Looks behind the separators of one list."""

    def __init__(self, raw: str, folded: str, limit: int) -> None:
        self.raw, self.folded, self.limit = raw, folded, limit

    def name_at(self, element: Element, position: int, *, strong: bool = False) -> Element | None:
        """Return the name that begins after a separator, None where the words still belong to this one."""
        if self._is_inside(element, position):
            return None
        new = open_name(self.raw, self.folded, position, self.limit)
        if new is None and strong and element.determined and element.head.kind is AssigneeKind.POST:
            new = open_post(self.folded, position, self.limit)
        if new is None or strong or new.determined or new.head.form == "apart":
            return new
        if new.head.form == "place":
            return new if self._is_other_place(element, new, position) else None
        if new.word.lower() in _NO_NAME_ALONE and (
            BARE.match(self.folded, new.head_end, self.limit)
            or (element.determined and _OF_THE_STATE.match(self.folded, new.head_end, self.limit))
        ):
            return None  # "Tổng Giám đốc các Tập đoàn, Tổng công ty"
        if new.capital and new.head.form == "whole":
            return new
        return None if self._goes_on(element, new, position) else new

    def _is_other_place(self, element: Element, new: Element, position: int) -> bool:
        """Say whether a territory is named anew: "Sở Nội vụ, Thôn Phú Lâm", but "các huyện, Thị xã Đông Hải"."""
        if not _NAMED_PLACE.match(self.raw, new.head_end, self.limit):
            return False
        if element.head.form == "place" and not element.determined:
            return True  # "thị xã Đông Hải, huyện Bình Lâm"
        return new.capital and not _IN_PLACES.search(self.folded, element.start, position)

    def _is_inside(self, element: Element, position: int) -> bool:
        """Say whether a list of levels or of fields runs on there: "Sở Nông nghiệp và PTNT"."""
        one = ONE_NAME.search(self.folded, max(element.head_end, position - 30), position + 12)
        if one and one.end() == position and self.raw[position].islower():
            return True
        known = sector_pattern().match(self.folded, element.head_end + 1, self.limit)
        return known is not None and known.end() > position

    def _goes_on(self, element: Element, new: Element, position: int) -> bool:
        """Say whether a head after a separator only goes on with the name: "các sở, ban, ngành"."""
        bare = new.head_end >= self.limit or bool(BARE.match(self.folded, new.head_end, self.limit))
        post = element.head.kind is AssigneeKind.POST
        if self._is_apart(element, new, position, bare=bare):
            return False
        if post and element.head.form == "class" and not new.capital:
            return True  # "người đứng đầu cơ quan, tổ chức, đơn vị"
        inner = INNER.findall(self.folded, element.head_end, position)
        shared = element.determined or (bool(inner) and inner[-1] not in places())
        if shared and (bare or not new.capital):
            return True
        if shared and element.bare and _OF_THEM.match(self.folded, new.head_end, self.limit):
            return True  # "các Phòng, Trung tâm trực thuộc"
        if element.bare and (bare or not new.capital) and element.head.form in {"name", "class"}:
            return True  # "cơ quan, đơn vị liên quan", "Sở, ban, ngành"
        same = element.bare and post and new.head.kind is AssigneeKind.POST
        return same and not self._is_post_of_many(element, new)  # "Trưởng, Phó các phòng"

    def _is_post_of_many(self, element: Element, new: Element) -> bool:
        """Say whether a post of several bodies begins behind a whole one: "Chánh Thanh tra, | Trưởng các phòng"."""
        if (element.word.lower(), new.word.lower()) == ("bộ trưởng", "thủ trưởng"):
            return True  # "Bộ trưởng, | Thủ trưởng cơ quan ngang bộ"
        return len(element.word.split()) >= _WHOLE_POST and bool(
            INNER.match(self.folded, new.head_end + 1, self.limit)
        )

    def _is_apart(self, element: Element, new: Element, position: int, *, bare: bool) -> bool:
        """Say whether two names differ so much that no "các" holds both."""
        if _SHORT.search(new.word) or (element.bare and _whole_posts(element, new)):
            return True  # "các chủ đầu tư, Ban QLDA"; "giáo viên chủ nhiệm, giáo viên bộ môn"
        whole = self._is_whole(element, position) and new.word.lower() not in NEVER_SHARED
        return whole and not bare  # "các Hạt Kiểm lâm, chủ rừng"

    def _is_whole(self, element: Element, end: int) -> bool:
        """Say whether what "các" stands before is a name in capitals: "các Hạt Kiểm lâm"."""
        words = self.raw[element.start : end].rstrip(" ,").split()[1:]
        return element.determined and len(words) > 1 and all(word[:1].isupper() for word in words[:2])


def _whole_posts(*elements: Element) -> bool:
    """Say whether each post is said in full; "cán bộ, công chức và người lao động" are those of a body."""
    return all(
        one.head.kind is AssigneeKind.POST
        and len(one.word.split()) >= _WHOLE_POST
        and "," not in one.word
        and not one.word.lower().startswith("người")
        for one in elements
    )
