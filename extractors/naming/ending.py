"""Where a name ends: which verb is its last word's neighbour, and which is a word of the name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.naming.words import (
    Head,
    clause_word,
    clause_words,
    is_verb,
    is_verbal,
    kind_of_stop,
    leads_into,
    name_verbs,
    next_pattern,
    sector_pattern,
)
from models.finding import AssigneeKind

if TYPE_CHECKING:
    from extractors.naming.opening import Element

AHEAD = 200  # characters: how far a verb may stand from the name it belongs to
# "Tổ giúp việc rà soát", "Tổ công tác rà soát": bodies, though "công tác rà soát" is a thing
_HELPERS = ("giúp việc", "tổ công tác", "đoàn công tác", "nhóm công tác")
# What is said only of somebody who is told: "Khoa Nội nhi tổng hợp | có trách nhiệm …"
_BEARS = frozenset({"có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ", "phải", "cần", "căn cứ"})
_ACTS = frozenset({"verb", "manner", "work"})
_LEADS = frozenset(
    {"chủ trì", "phối hợp", "tham mưu", "rà soát", "đề nghị", "yêu cầu", "tiếp tục", "tăng cường", "đẩy mạnh"}
)
_BY_SECTOR = frozenset({"sở", "bộ"})  # named by their field alone: "Sở tổng hợp" is at work
_BY_PURPOSE = frozenset(
    {"ban chỉ đạo", "bcđ", "tổ công tác", "đoàn công tác", "tổ", "hội đồng", "ban vận động"}
)
_IN_CHARGE = "phụ trách"  # "Phó Giám đốc phụ trách"
_TAKES_PART_IN = re.compile(r" (?:thực hiện|triển khai|xây dựng|đóng góp|góp ý|ý kiến)\b")
_GATHERED = re.compile(r" (?:kết quả|số liệu|ý kiến|tình hình|danh sách|nhu cầu|các)\b")
_BACK = 40  # characters: how long a head is that leads into a phrase
_BELONGS = ("chưa", "được giao", "có", "việc", "công tác", "đối tượng")  # "đơn vị chưa thực hiện báo cáo"


class Ending:
    """Judges the verbs and prepositions met while one list is read."""

    def __init__(self, raw: str, folded: str, limit: int) -> None:
        self.raw, self.folded, self.limit = raw, folded, limit
        self.skipped = -2  # where a verb ended that belongs to a name
        self.passive = -2  # where "được" ended that belongs to a name

    def guards(self, element: Element, match: re.Match[str]) -> bool:
        """Say whether a phrase that names may hold is part of this one, and not the work: "xúc tiến đầu tư"."""
        if self.raw[match.start()].isupper() or not is_verbal(match["guard"]):
            return True
        if self._numbered(match):
            return False
        before = self.folded[max(element.head_end, match.start() - _BACK) : match.start()].rstrip()
        if before:
            return bool(leads_into().search(before)) or self._names_work(element, match.start())
        if element.head.kind is AssigneeKind.POST and match["guard"].startswith(_IN_CHARGE):
            return True
        if element.head.form in {"class", "whole"}:
            return self._only_tells(match)
        return element.head.form == "name" and element.word.lower() not in _BY_SECTOR

    def gathers(self, match: re.Match[str]) -> int | None:
        """Return where "tổng hợp" at a name's end is its work: "Phòng Kế hoạch | tổng hợp kết quả"."""
        start = self._words_back(match.end(), 2)
        comma = match.end() + len(", ")
        if (
            self.raw[start].isupper()
            or self.folded[start : match.end()] != "tổng hợp"
            or start == match.start()
        ):
            return None
        verb = self.folded.startswith(", ", match.end()) and clause_word().match(
            self.folded, comma, self.limit
        )
        return start if verb or _GATHERED.match(self.folded, match.end()) else None

    def _numbered(self, match: re.Match[str]) -> bool:
        """Say whether a name's number stands before, which ends it: "Đồn Biên phòng 11 | quản lý"."""
        return self.raw[max(0, match.start() - 2) : match.start()].strip().isdigit()

    def _names_work(self, element: Element, position: int) -> bool:
        """Say whether a verb of the name stands before: "Cục Quản lý | thi hành án", "Tổ tư vấn | giáo dục"."""
        for words in (2, 1):
            start = self._words_back(position, words)
            if start >= element.head_end and self.folded[start:position].strip() in name_verbs():
                first = not self.folded[element.head_end : start].strip()
                return first or self.raw[start].isupper()
        return False

    def _words_back(self, position: int, words: int) -> int:
        """Return where the `words` words before a position begin."""
        for _ in range(words):
            position = self.folded.rfind(" ", 0, position - 1 if position else 0)
        return position + 1

    def after(self, match: re.Match[str]) -> int:
        """Return where to read on behind a word of the name: "Tổ chức | hướng dẫn" may hold two."""
        if match["stop"] and self.raw[match.start()].isupper():
            words = match["stop"].split()
            short = " ".join(words[:2])
            if len(words) > 2 and short in clause_words():
                return match.start() + len(short)
        return match.end()

    def is_stop(self, element: Element, match: re.Match[str]) -> bool:
        """Say whether a verb or preposition ends the name or is a part of it."""
        if self.raw[match.start()].isupper():
            return self._begins_anew(element, match)  # no stop: "Sở Xây dựng"
        if self._numbered(match):
            return True
        if match["stop"] == "tổ chức":
            return is_verb(self.folded, match.start(), match.end(), self.limit)
        return not (self._fills(element, match) or self._is_object(element, match))

    def pairs(self, element: Element, comma: int, verb: re.Match[str]) -> bool:
        """Say whether a verb behind a comma goes on with a name that is one: "Tổ Quản lý, | hỗ trợ hộ nghèo"."""
        first = self.folded[element.head_end : comma].strip()
        first = first or " ".join(element.word.lower().split()[-2:])  # "Đoàn kiểm tra, giám sát"
        if self.raw[verb.start()].isupper() or element.head.form != "name" or element.determined:
            return False
        named = first in name_verbs() and verb["stop"] in name_verbs()
        return named and element.word.lower() not in _BY_SECTOR and self._goes_to_work(verb)

    def _begins_anew(self, element: Element, match: re.Match[str]) -> bool:
        """Say whether a capital opens the work behind a whole name: "Sở Tài chính Thẩm định dự toán"."""
        if match["stop"] not in {"thẩm định"} | _LEADS and kind_of_stop(match) != "verb":
            return False
        if " " not in match["stop"] or self.raw[match.start() : match.end()].istitle():
            return False  # "Thẩm Định" in a name of capitals
        known = sector_pattern().match(self.folded, element.head_end + 1, self.limit)
        return known is not None and known.end() + 1 == match.start()

    def _is_object(self, element: Element, match: re.Match[str]) -> bool:
        """Say whether a verb stands in a clause of the name: "đơn vị chưa thực hiện báo cáo"."""
        before = self.folded[max(element.head_end, match.start() - 12) : match.start()].rstrip()
        verb = kind_of_stop(match) in {"verb", "weak", "work"}
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
        if element.head == Head(AssigneeKind.BODY, "name") and not element.determined:
            return self._is_named_so(element, match, directly=directly)
        if element.head.kind is AssigneeKind.POST and directly and match["stop"] == _IN_CHARGE:
            return True
        if directly and element.head.form == "class" and match["stop"] in name_verbs():
            told = clause_word().match(self.folded, match.end() + 1, self.limit)
            if told and self._is_told(told):
                return True  # "Đơn vị vận hành khẩn trương …"
        whole = element.head.form == "whole" and not element.determined
        if whole and not directly and self._has_capital(element, match.start()):
            return False  # "Công ty Môi trường đô thị | thu gom rác"
        if match["stop"] == "tham gia" and _TAKES_PART_IN.match(self.folded, match.end(), self.limit):
            return False  # "các địa phương | tham gia thực hiện nhiệm vụ"
        tells = kind == "weak" or (match["stop"] == "được" and element.determined)
        fills = tells and element.head.form in {"class", "whole"} and self._only_tells(match)
        if fills and match["stop"] == "được":
            self.passive = match.end()
        return fills

    def _has_capital(self, element: Element, end: int) -> bool:
        return any(
            word[:1].isupper() or word[:1].isdigit() for word in self.raw[element.head_end : end].split()
        )

    def _is_named_so(self, element: Element, match: re.Match[str], *, directly: bool) -> bool:
        """Say whether a body is called by what it does: "Trung tâm kiểm soát bệnh tật rà soát …"."""
        head = " ".join(element.word.lower().split())
        if directly and head in _BY_PURPOSE and match["stop"] in name_verbs("purpose"):
            return self._goes_to_work(match, at_once=True)
        if match["stop"] == "về":  # "Ban Chỉ đạo về an toàn giao thông", "Hội đồng tư vấn về nhà ở"
            verb = self.folded[element.head_end : match.start()].strip()
            return head in _BY_PURPOSE and (directly or verb in name_verbs()) and self._goes_to_work(match)
        if match["stop"] not in name_verbs():
            return False
        if directly:
            return head not in _BY_SECTOR and self._goes_to_work(match)
        if self.folded.endswith((" - ", " – "), 0, match.start()):
            return True  # "Phòng Hành chính - tổng hợp"
        told = clause_word().match(self.folded, match.end() + 1, self.limit)  # "Khoa Nội điều trị | phải …"
        return told is not None and self._is_told(told)

    def _is_told(self, word: re.Match[str]) -> bool:
        """Say whether a word only tells somebody what to do, so that a verb before it is a name's."""
        said = " ".join(word[0].split())
        return said in _BEARS | _LEADS or clause_words()[said] == "manner"

    def _goes_to_work(self, verb: re.Match[str], *, at_once: bool = False) -> bool:
        """Say whether work follows behind a verb, or a title ends: it is then no work itself.

        `at_once`: before any preposition.
        """
        reach = min(self.limit, verb.end() + AHEAD)
        parted = -1  # where the last comma or "và" ended
        for match in next_pattern().finditer(self.folded, verb.end(), reach):
            if match["close"] or match["bracket"]:
                return match["close"] in {None, ":", "\n"}
            if match["separator"]:
                parted = match.end()
            elif match["stop"] and (kind_of_stop(match) in _ACTS or match["stop"] in _BEARS):
                return match.start() != parted  # "kiểm tra, xử lý": both are work
            elif match["stop"] and at_once:
                return False
        return self.limit - verb.end() < AHEAD

    def _only_tells(self, weak: re.Match[str]) -> bool:
        """Say whether a weak verb tells what the body is: a real verb comes later, or a title ends."""
        reach = min(self.limit, weak.end() + AHEAD)
        for match in next_pattern().finditer(self.folded, weak.end(), reach):
            if match["close"]:
                return match["close"] == ":"
            if match["stop"] and (kind_of_stop(match) not in {"weak", "link"} or match["stop"] in _BEARS):
                return True
        return self.limit - weak.end() < AHEAD
