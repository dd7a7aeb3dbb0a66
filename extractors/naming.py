"""Where the name of somebody who is told to do something begins and ends, and how a list of them parts.

A foundation for tasks and assignees. It reads "Giám đốc Sở Y tế; UBND các huyện, thị xã và các
cơ quan, đơn vị liên quan" as three names, and stops before "khẩn trương rà soát".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.name_words import (
    ONE_NAME,
    Head,
    head_pattern,
    heads,
    is_verb,
    kind_of_stop,
    never_in,
    next_pattern,
    places,
    sector_pattern,
)
from extractors.patterns import NAME_SYLLABLE, UPPER
from models.finding import AssigneeKind


@dataclass(frozen=True, slots=True)
class Name:
    """One body, post or person: `text[start:end]`, named `name`."""

    start: int
    end: int
    name: str
    kind: AssigneeKind
    grouped: bool = False  # "các cơ quan, đơn vị": a class of bodies, not one


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names as read, and where reading stopped."""

    names: tuple[Name, ...]
    end: int
    stop: str = ""  # the word or mark that ended the list, folded; empty at the end of the text


@dataclass(slots=True)
class _Element:
    """The name that is being read."""

    start: int
    determined: bool
    head: Head
    head_end: int
    capital: bool
    word: str  # the head as printed
    bare: bool = True  # so far only head words: "Sở, ban"
    bare_end: int = 0


LIMIT = 700  # characters: no list of names is longer
AHEAD = 200  # characters: how far a verb may stand from the name it belongs to
_PERSON = re.compile(r"(?P<all>các )?(?:đồng chí|đ/c|ông|bà|ông/bà|thầy|cô)[:\s]+", re.IGNORECASE)
_NEXT_PERSON = re.compile(r"\s*(?:[,;]|và)\s*(?P<title>(?:đồng chí|đ/c|ông|bà)\s+)?", re.IGNORECASE)
# "Trần Văn A", "Y Thanh Hà Niê"
_FULL_NAME = re.compile(rf"{NAME_SYLLABLE}(?:\s+{NAME_SYLLABLE}){{1,4}}")
_GIVEN_NAME = re.compile(rf"{NAME_SYLLABLE}(?!\w)(?=\s*[-–,(;:]|\s+[^\W\d_])")
_AFTER_NAME = re.compile(r"\s*[-–,(]\s*")
# "các TTGDTX huyện", "các UBND": a class of bodies by its short name
_ACRONYM = re.compile(rf"(?:tất cả )?các\s+(?P<head>[{UPPER}]{{3,}})\b", re.IGNORECASE)
_OF_MANY = re.compile(r"\s+các\s")
_AND_OTHERS = re.compile(r"\s*,\s*(?:phòng|ban|ngành|đoàn thể)\b(?! hành)")
_NO_BODY = re.compile(r"báo cáo\b")  # "các báo cáo", but "các báo"
_INNER = re.compile(r"\b(?:các|những|mỗi|từng)\s+(\w+)")  # "Thủ trưởng các sở, ban, ngành"
_BARE = re.compile(r"\s*(?:[,;/:]|và\b|$)")
_NEVER_SHARED = frozenset(["đơn vị", "cơ quan", "tổ chức", "địa phương", "doanh nghiệp", "cơ sở", "cá nhân"])
_NO_NAME_ALONE = frozenset(["công ty", "tổng công ty", "tập đoàn", "hợp tác xã", "ngân hàng"])
# What a body is, behind its name: "Cục Quản lý thị trường - Cơ quan Thường trực"
_IS_ALSO = re.compile(r"\s+[-–]\s+(?=(?:cơ quan|đơn vị)\s+(?:thường trực|đầu mối|chủ trì|chủ đầu tư)\b)")
_LIST_MARK = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|\s+và\s+)")
_HELPERS = "giúp việc"  # "Tổ giúp việc rà soát"
_BELONGS = ("chưa", "được giao", "có", "việc", "công tác")  # "đơn vị chưa thực hiện báo cáo"


def read_names(raw: str, folded: str, position: int, limit: int | None = None) -> Names:
    """Read the list of names that begins at `position`; no names where none begins there.

    `folded` is the folded key of `raw`. The list ends before a verb, a preposition that no name
    holds, or a full stop.
    """
    limit = min(len(raw), position + LIMIT) if limit is None else min(limit, position + LIMIT)
    while position < limit and raw[position].isspace():
        position += 1
    people = _read_people(raw, folded, position, limit)
    if people:
        return people
    element = _open(raw, folded, position, limit)
    if element is None:
        return Names((), position)
    return _Reader(raw, folded, limit).read(element)


class _Reader:
    """Reads one list."""

    def __init__(self, raw: str, folded: str, limit: int) -> None:
        self.raw, self.folded, self.limit = raw, folded, limit
        self.names: list[Name] = []
        self.skipped = -2  # where a verb ended that belongs to a name
        self.passive = -2  # where "được" ended that belongs to a name

    def read(self, element: _Element) -> Names:
        """Go from one telling place to the next until the list ends."""
        shared = self._distribute(element, element.head_end)
        if shared is not None:
            return shared
        position = element.head_end
        while True:
            match = next_pattern().search(self.folded, position, self.limit)
            if match is None:
                return self._finish(element, self.limit, "")
            if match["guard"] or (match["stop"] and not self._is_stop(element, match)):
                position = match.end()
                continue
            step = self._step(element, match)
            if isinstance(step, Names):
                return step
            element, position = step

    def _step(self, element: _Element, match: re.Match[str]) -> Names | tuple[_Element, int]:
        """Decide at a stop, a mark or a separator: the end of the list, or where to read on."""
        if match["separator"]:
            return self._separator(element, match)
        if match["bracket"]:
            return self._bracket(element, match)
        if match["close"] == ":":
            shared = self._distribute(element, match.end()) or self._share_post(element, match.end())
            if shared is not None:
                return shared
        return self._finish(element, match.start(), match["stop"] or match["close"])

    def _is_stop(self, element: _Element, match: re.Match[str]) -> bool:
        """Say whether a verb or preposition ends the name or is a part of it."""
        if self.raw[match.start()].isupper():
            return False  # "Sở Xây dựng"
        if match["stop"] == "tổ chức":
            return is_verb(self.folded, match.start(), match.end(), self.limit)
        return not (self._fills(element, match) or self._is_object(element, match))

    def _is_object(self, element: _Element, match: re.Match[str]) -> bool:
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

    def _fills(self, element: _Element, match: re.Match[str]) -> bool:
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

    def _separator(self, element: _Element, match: re.Match[str]) -> Names | tuple[_Element, int]:
        """Decide at a comma or "và": a new name, more of this one, or the end of the list."""
        after = match.end()
        bare_end = element.bare_end or element.head_end
        element.bare = element.bare and not self.folded[bare_end : match.start()].strip()
        following = self._following(element, after, strong=";" in match[0])
        if following is not None:
            self._close(element, match.start())
            return following, following.head_end
        stop = next_pattern().match(self.folded, after, self.limit)
        if stop and stop["stop"] and self._is_stop(element, stop):
            return self._finish(element, match.start(), stop["stop"])
        part = head_pattern().match(self.folded, after, self.limit)
        cut = element.bare and part is None and "và" in match[0] and self.raw[after : after + 1].islower()
        if ";" in match[0] or cut:  # "gửi về Phòng và bản mềm qua …"
            return self._finish(element, match.start(), match[0].strip())
        if part is None:
            element.bare = False
            return element, after
        element.bare_end = part.end()
        return element, part.end()

    def _bracket(self, element: _Element, match: re.Match[str]) -> Names | tuple[_Element, int]:
        """Pass over "(cơ quan thường trực)" where the list goes on behind it."""
        close = self.folded.find(")", match.end(), min(self.limit, match.end() + 120))
        comma = next_pattern().match(self.folded, close + 1, self.limit) if close >= 0 else None
        self._close(element, match.start())
        following = self._following(element, comma.end()) if comma and comma["separator"] else None
        if following is not None:
            return following, following.head_end
        if close < 0:
            return Names(tuple(self.names), match.start(), "(")
        return Names(tuple(self.names), close + 1, self._stop_at(close + 1))

    def _following(self, element: _Element, position: int, *, strong: bool = False) -> _Element | None:
        """Return the name that begins after a separator, None where the words still belong to this one."""
        one = ONE_NAME.search(self.folded, max(element.head_end, position - 30), position + 12)
        if (one and one.end() == position and self.raw[position].islower()) or _PERSON.match(
            self.raw, position, self.limit
        ):
            return None
        new = _open(self.raw, self.folded, position, self.limit)
        if new is None or strong or new.determined or new.head.form == "apart":
            return new
        if new.head.form == "place":
            return None
        if new.word.lower() in _NO_NAME_ALONE and _BARE.match(self.folded, new.head_end, self.limit):
            return None  # "Tổng Giám đốc các Tập đoàn, Tổng công ty"
        if new.capital and new.head.form == "whole":
            return new
        return None if self._goes_on(element, new, position) else new

    def _goes_on(self, element: _Element, new: _Element, position: int) -> bool:
        """Say whether a head after a separator only goes on with the name: "các sở, ban, ngành"."""
        bare = new.head_end >= self.limit or bool(_BARE.match(self.folded, new.head_end, self.limit))
        post = element.head.kind is AssigneeKind.POST
        if post and element.head.form == "class" and not new.capital:
            return True  # "người đứng đầu cơ quan, tổ chức, đơn vị"
        inner = _INNER.findall(self.folded, element.head_end, position)
        shared = element.determined or (bool(inner) and inner[-1] not in places())
        if shared and (bare or not new.capital):
            return True
        if element.bare and (bare or not new.capital) and element.head.form in {"name", "class"}:
            return True  # "cơ quan, đơn vị liên quan", "Sở, ban, ngành"
        return element.bare and post and new.head.kind is AssigneeKind.POST  # "Trưởng, Phó các phòng"

    def _distribute(self, element: _Element, position: int) -> Names | None:
        """Read "các sở: Tài chính, Xây dựng" as Sở Tài chính, Sở Xây dựng."""
        if not element.determined or element.word.lower() in _NEVER_SHARED:
            return None
        found: list[Name] = []
        listed = True
        while listed:
            while position < self.limit and self.raw[position].isspace():
                position += 1
            known = sector_pattern().match(self.folded, position, self.limit)
            if known is None or not self.raw[known.start()].isupper():
                break
            words = " ".join(self.raw[known.start() : known.end()].split())
            name = f"{element.word[0].upper()}{element.word[1:]} {words}"
            found.append(Name(known.start(), known.end(), name, element.head.kind))
            separator = _LIST_MARK.match(self.folded, known.end(), self.limit)
            listed = separator is not None
            position = separator.end() if separator else known.end()
        if not found or (len(found) == 1 and ":" not in self.folded[element.head_end : found[0].start]):
            return None  # "các Phòng Giáo dục và Đào tạo": those of all districts
        rest = read_names(self.raw, self.folded, position, self.limit) if listed else Names((), position)
        if rest.names:
            return Names((*self.names, *found, *rest.names), rest.end, rest.stop)
        return Names((*self.names, *found), found[-1].end, self._stop_at(found[-1].end))

    def _share_post(self, element: _Element, position: int) -> Names | None:
        """Read "Giám đốc: Sở Y tế, Sở Nội vụ", "Trưởng các phòng: Nội vụ, Tư pháp" as the head of each."""
        bare = not self.folded[element.head_end : position].strip(" :")
        if element.head.kind is not AssigneeKind.POST or element.determined:
            return None
        led = read_names(self.raw, self.folded, position if bare else element.head_end, self.limit)
        if not led.names or led.names[0].kind is not AssigneeKind.BODY or led.names[0].grouped:
            return None
        heads = [
            replace(name, name=f"{element.word} {name.name}", kind=AssigneeKind.POST)
            if name.kind is AssigneeKind.BODY
            else name
            for name in led.names
        ]
        return Names((*self.names, *heads), led.end, led.stop)

    def _stop_at(self, position: int) -> str:
        match = next_pattern().search(self.folded, position, self.limit)
        return (match["stop"] or match["close"] or "") if match else ""

    def _close(self, element: _Element, end: int) -> None:
        start = element.start
        also = _IS_ALSO.search(self.folded, element.head_end, end)
        end = also.start() if also else end
        while end > start and self.raw[end - 1] in " ,;:/-–(\n":
            end -= 1
        grouped = element.determined or element.head.form in {"class", "apart"}
        name = " ".join(self.raw[start:end].split())
        self.names.append(Name(start, end, name, element.head.kind, grouped))

    def _finish(self, element: _Element, end: int, stop: str) -> Names:
        self._close(element, end)
        return Names(tuple(self.names), end, stop)


def _open(raw: str, folded: str, position: int, limit: int) -> _Element | None:
    """Return the name whose head word stands at `position`."""
    match = head_pattern().match(folded, position, limit)
    if match is None:
        return _open_acronym(raw, position, limit)
    start = match.start("head")
    capital, determined = raw[start].isupper(), match["det"] is not None
    head = _best_head(match["head"], capital=capital, determined=determined)
    following = raw[match.end() : match.end() + 2].strip()
    if not (capital or determined) and head.form == "name" and not following[:1].isupper():
        many = _OF_MANY if " " in match["head"] else _AND_OTHERS
        if not many.match(folded, match.end(), limit):
            return None  # "phòng ngừa", but "phòng CNTT", "văn phòng các Bộ", "sở, ngành liên quan"
    if determined and _NO_BODY.match(folded, start, limit):
        return None
    named = capital and _is_named(raw, start, match.end())
    if not determined and not named and is_verb(folded, start, match.end(), limit):
        return None
    begin = match.start("det") if determined else start  # "ông (bà)" before it is no part of the name
    return _Element(begin, determined, head, match.end(), capital, raw[start : match.end("head")])


def _is_named(raw: str, start: int, end: int) -> bool:
    """Say whether a capitalised word follows that makes a name: "Phòng Chống buôn lậu", not "Phòng chống"."""
    if raw[start:end].isupper() or " " in raw[start:end]:
        return False  # "TỔ CHỨC THỰC HIỆN"
    return raw[end : end + 1] == " " and raw[end + 1 : end + 2].isupper()


def _open_acronym(raw: str, position: int, limit: int) -> _Element | None:
    match = _ACRONYM.match(raw, position, limit)
    if match is None or not match["head"].isupper():
        return None
    head = Head(AssigneeKind.BODY, "class")
    return _Element(
        match.start(), determined=True, head=head, head_end=match.end(), capital=True, word=match["head"]
    )


def _best_head(word: str, *, capital: bool, determined: bool) -> Head:
    found = heads()[" ".join(word.split())]
    wanted = "class" if determined and not capital else found[0].form
    return next((head for head in found if head.form == wanted), found[0])


def _read_people(raw: str, folded: str, position: int, limit: int) -> Names | None:
    """Read "đồng chí Trần Văn A - Phó Chủ tịch; đồng chí Lê Thị B": names without title and post."""
    title = _PERSON.match(raw, position, limit)
    names: list[Name] = []
    start = title.end() if title else limit
    while start < limit:
        name = _FULL_NAME.match(raw, start, limit) or _given_name(raw, folded, start, limit)
        post = head_pattern().match(folded, start, limit)
        if name is None or (post and post.end() > name.end()):
            break  # "các đồng chí Phó Chủ tịch"
        names.append(Name(name.start(), name.end(), name[0], AssigneeKind.PERSON))
        start = _after_post(folded, name.end(), limit)
        again = _NEXT_PERSON.match(raw, start, limit)
        if again is None or not (again["title"] or (title and title["all"])):
            break
        start = again.end()
    if not names:
        return None
    end = _after_post(folded, names[-1].end, limit)
    return Names(tuple(names), end, ":" if folded[end : end + 1] == ":" else "")


def _given_name(raw: str, folded: str, position: int, limit: int) -> re.Match[str] | None:
    """Read "đồng chí Hải" as a person; "đồng chí Chủ tịch" is a post."""
    name = _GIVEN_NAME.match(raw, position, limit)
    if name is None:
        return None
    dashed = _AFTER_NAME.match(folded, name.end(), limit)
    stop = next_pattern().match(folded, name.end() + 1, limit)
    return name if dashed or (stop and stop["stop"]) else None


def _after_post(folded: str, position: int, limit: int) -> int:
    """Skip the post that follows a person's name: " - Phó Chủ tịch UBND tỉnh", ", Trưởng phòng"."""
    dash = _AFTER_NAME.match(folded, position, limit)
    post = head_pattern().match(folded, dash.end(), limit) if dash else None
    if post is None:
        return position
    for match in next_pattern().finditer(folded, post.end(), limit):
        if match["stop"] or match["close"]:
            return match.start()
        if match["separator"] and (";" in match[0] or _PERSON.match(folded, match.end(), limit)):
            return match.start()
    return limit
