"""Where a name ends: which verb is its last word's neighbour, and which is a word of the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.naming.words import Head, is_verb, kind_of_stop, never_in, next_pattern
from models.finding import AssigneeKind

if TYPE_CHECKING:
    import re

    from extractors.naming.opening import Element

AHEAD = 200  # characters: how far a verb may stand from the name it belongs to
_HELPERS = "giúp việc"  # "Tổ giúp việc rà soát"
_BELONGS = ("chưa", "được giao", "có", "việc", "công tác")  # "đơn vị chưa thực hiện báo cáo"


class Ending:
    """Judges the verbs and prepositions met while one list is read."""

    def __init__(self, raw: str, folded: str, limit: int) -> None:
        self.raw, self.folded, self.limit = raw, folded, limit
        self.skipped = -2  # where a verb ended that belongs to a name
        self.passive = -2  # where "được" ended that belongs to a name

    def is_stop(self, element: Element, match: re.Match[str]) -> bool:
        """Say whether a verb or preposition ends the name or is a part of it."""
        if self.raw[match.start()].isupper():
            return False  # "Sở Xây dựng"
        if match["stop"] == "tổ chức":
            return is_verb(self.folded, match.start(), match.end(), self.limit)
        return not (self._fills(element, match) or self._is_object(element, match))

    def _is_object(self, element: Element, match: re.Match[str]) -> bool:
        """Say whether a verb stands in a clause of the name: "đơn vị chưa thực hiện báo cáo"."""
        before = self.folded[max(element.head_end, match.start() - 12) : match.start()].rstrip()
        verb = kind_of_stop(match) in {"verb", "weak"}
        if verb and match.start() <= self.passive + 1:
            return True  # "các hộ được hỗ trợ"
        belongs = before.endswith(_BELONGS) and not before.endswith(_HELPERS)
        if verb and (belongs or match.start() <= self.skipped + 1):
            self.skipped = match.end()
            return True
        return False

    def _fills(self, element: Element, match: re.Match[str]) -> bool:
        """Say whether a verb is a word of the name: "Trung tâm kiểm soát bệnh tật", "đơn vị sản xuất …"."""
        kind = kind_of_stop(match)
        directly = not self.folded[element.head_end : match.start()].strip()
        named = element.head == Head(AssigneeKind.BODY, "name") and not element.determined
        if kind in {"verb", "weak"} and directly and named and match["stop"] not in never_in(element.word):
            return True
        tells = kind == "weak" or (match["stop"] == "được" and element.determined)
        fills = tells and element.head.form in {"class", "whole"} and self._only_tells(match)
        if fills and match["stop"] == "được":
            self.passive = match.end()
        return fills

    def _only_tells(self, weak: re.Match[str]) -> bool:
        """Say whether a weak verb tells what the body is: a real verb comes later, or a title ends."""
        reach = min(self.limit, weak.end() + AHEAD)
        for match in next_pattern().finditer(self.folded, weak.end(), reach):
            if match["close"]:
                return match["close"] == ":"
            if match["stop"] and kind_of_stop(match) not in {"weak", "link"}:
                return True
        return self.limit - weak.end() < AHEAD
