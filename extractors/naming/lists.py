"""How a list of names parts: "Giám đốc Sở Y tế; UBND các huyện, thị xã và các cơ quan liên quan"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.naming.ending import Ending
from extractors.naming.followers import BARE, INNER, NEVER_SHARED, Followers
from extractors.naming.names import Name, Names
from extractors.naming.opening import open_name
from extractors.naming.people import read_people
from extractors.naming.unlisted import work_begins
from extractors.naming.words import (
    clause_word,
    clause_words,
    end_pattern,
    head_pattern,
    heads,
    level_then,
    next_pattern,
    sector_pattern,
)
from extractors.patterns import ABOVE_ALL, LETTER, UPPER
from models.finding import AssigneeKind
from models.folding import fold

if TYPE_CHECKING:
    from extractors.naming.opening import Element

LIMIT = 700  # characters: no list of names is longer
# What a body is, behind its name: "Cục Quản lý thị trường - Cơ quan Thường trực"
_IS_ALSO = re.compile(
    r"\s+[-–]\s+(?=(?:cơ quan|đơn vị)\s+(?:thường trực|đầu mối|chủ trì|chủ đầu tư)\b"
    r"|(?:thành viên|uỷ viên|phó (?:trưởng )?ban|trưởng ban|tổ trưởng|tổ phó|trưởng đoàn)\b)"
)
_MANY_PLACES = re.compile(
    r"\bcác (?P<level>xã|phường|thị trấn|huyện|quận|thị xã|thành phố|đặc khu|tỉnh|thôn|trường[^,:]{0,40})\s*$"
)
# "các xã | Tân Lâm" before a comma
_FIRST_PLACE = re.compile(
    r"\bcác (?P<level>xã|phường|thị trấn|huyện|quận|thị xã|thành phố|đặc khu|tỉnh)\s+"
    rf"(?P<name>[{UPPER}][{LETTER}']*(?:\s+[{UPPER}][{LETTER}']*)*)\s*$"
)
_OTHER_LEVEL = re.compile(r"(?:,|và) (?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố) ")
_PLACE_NAME = re.compile(
    rf"\s*(?:(?P<own>xã|phường|thị trấn|huyện|quận|thị xã|thành phố)\s+)?"
    rf"(?P<name>[{UPPER}][{LETTER}']*(?:\s+(?:[{UPPER}][{LETTER}']*|\d+)(?!\w))*)"
)
_GOES_ON = re.compile(r"\s+(?!và\b)\w")  # words behind a name
_LONGEST_FIELD = 60  # characters
_FEWEST = 2  # names behind a colon that are its members
# What leads on to something else: "Phòng Tư pháp trong | luân chuyển hồ sơ"
_LINK = re.compile(r"\s+(?:trong|về|để|theo|tại|từ|cho|với|của|đến|và|khi|vào)$")
_STRONG = re.compile(r"[;+]")  # no comma inside a name
_NUMBERED = re.compile(r"(?P<body>[^\d,;]+ )(?P<numbers>\d{1,2}(?:(?:, ?| và |, và )\d{1,2})+)")
# "KHMT", "KTMT&ĐT", behind a head that several of them may share
_SHORT_NAME = re.compile(rf"[{UPPER}]{{2,}}(?:[&-][{UPPER}]{{2,}})*(?!\w)")
_SHARE_HEAD = frozenset({"khoa", "phòng", "vụ"})
_OF_MANY = re.compile(r"\s+các\s+(?:sở|bộ|ban|huyện|xã|phường|quận|tỉnh|cơ quan|đơn vị|trường|phòng)\b")
_OF_LEVEL = re.compile(r"\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\b")
_ABOVE_ALL = re.compile(ABOVE_ALL)
_ANY_BODY = frozenset({"đơn vị", "cơ quan"})
_LIST_MARK = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|\s+và\s+)")


def read_names(raw: str, folded: str, position: int, limit: int | None = None) -> Names:
    """Read the list of names that begins at `position`; no names where none begins there.

    `folded` is the folded key of `raw`. The list ends before a verb, a preposition that no name
    holds, or a full stop.
    """
    limit = min(len(raw), position + LIMIT) if limit is None else min(limit, position + LIMIT)
    while position < limit and raw[position].isspace():
        position += 1
    people = read_people(raw, folded, position, limit)
    if people:
        return people
    element = open_name(raw, folded, position, limit)
    if element is None:
        return Names((), position)
    return _Reader(raw, folded, limit).read(element)


class _Reader:
    """Reads one list."""

    def __init__(self, raw: str, folded: str, limit: int) -> None:
        self.raw, self.folded, self.limit = raw, folded, limit
        self.ending = Ending(raw, folded, limit)
        self.followers = Followers(raw, folded, limit)
        self.names: list[Name] = []

    def read(self, element: Element) -> Names:
        """Go from one telling place to the next until the list ends."""
        shared = self._distribute(element, element.head_end)
        if shared is not None:
            return shared
        position = element.head_end
        while True:
            match = next_pattern().search(self.folded, position, self.limit)
            if match is None:
                return self._finish(element, self.limit, "")
            gathers = self.ending.gathers(match) if match["guard"] else None
            if gathers is not None:
                position = gathers
                continue
            if match["guard"] and not self.ending.guards(element, match):
                match = end_pattern().match(self.folded, match.start(), self.limit) or match
            if match.groupdict().get("guard") or (match["stop"] and not self.ending.is_stop(element, match)):
                position = self.ending.after(match)
                continue
            step = self._step(element, match)
            if isinstance(step, Names):
                return step
            element, position = step

    def _step(self, element: Element, match: re.Match[str]) -> Names | tuple[Element, int]:
        """Decide at a stop, a mark or a separator: the end of the list, or where to read on."""
        if match["separator"]:
            people = read_people(self.raw, self.folded, match.end(), self.limit)
            if people is None:
                shared = self._each_place(element, match) or self._short_names(element, match)
                return shared or self._separator(element, match)
            self._close(element, match.start())  # "Phòng Nội vụ, đồng chí Trần Văn A – công chức"
            return replace(people, names=(*self.names, *people.names))
        if match["bracket"]:
            return self._bracket(element, match)
        if match["close"] == ":":
            shared = (
                self._distribute(element, match.end())
                or self._distribute_places(
                    element, match.end(), _MANY_PLACES.search(self.folded, element.start, match.start())
                )
                or self._share_post(element, match.end())
                or self._members(element, match.end())
            )
            if shared is not None:
                return shared
        return self._finish(element, match.start(), match["stop"] or match["close"])

    def _separator(self, element: Element, match: re.Match[str]) -> Names | tuple[Element, int]:
        """Decide at a comma or "và": a new name, more of this one, or the end of the list."""
        after = match.end()
        bare_end = element.bare_end or element.head_end
        element.bare = element.bare and not self.folded[bare_end : match.start()].strip()
        slash = "/" in match[0] and self.raw[after : after + 1].isupper()
        following = self.followers.name_at(element, after, strong=slash or bool(_STRONG.search(match[0])))
        if following is not None:
            self._close(element, match.start())
            return following, following.head_end
        stop = next_pattern().match(self.folded, after, self.limit)
        if stop and self._names_more(element, match, stop):
            element.bare = False
            return element, stop.end()
        if stop and stop["stop"] and self.ending.is_stop(element, stop):
            return self._finish(element, match.start(), stop["stop"])
        part = head_pattern().match(self.folded, after, self.limit)
        cut = element.bare and part is None and "và" in match[0] and self.raw[after : after + 1].islower()
        cut = cut or bool(_ABOVE_ALL.match(self.folded, after, self.limit))
        if ";" in match[0] or cut:  # "gửi về Phòng và bản mềm qua …"
            return self._finish(element, match.start(), match[0].strip())
        if part is None:
            element.bare = False
            return element, after
        element.bare_end = part.end()
        return element, part.end()

    def _short_names(self, element: Element, match: re.Match[str]) -> Names | None:
        """Read "Khoa KHMT, KTMT" as Khoa KHMT, Khoa KTMT: short names that share one head."""
        own = self.raw[element.head_end : match.start()].strip()
        if element.word.lower() not in _SHARE_HEAD or not _SHORT_NAME.fullmatch(own):
            return None
        found: list[Name] = []
        position, listed = match.end(), True
        while listed:
            name = _SHORT_NAME.match(self.raw, position, self.limit)
            if name is None or open_name(self.raw, self.folded, position, self.limit):
                break
            found.append(Name(position, name.end(), f"{element.word} {name[0]}", element.head.kind))
            mark = _LIST_MARK.match(self.folded, name.end(), self.limit)
            position, listed = (mark.end(), True) if mark else (name.end(), False)
        if not found:
            return None
        self._close(element, match.start())
        rest = read_names(self.raw, self.folded, position, self.limit) if listed else Names((), position)
        if rest.names:
            return Names((*self.names, *found, *rest.names), rest.end, rest.stop)
        return Names((*self.names, *found), found[-1].end, self._stop_at(found[-1].end))

    def _names_more(self, element: Element, separator: re.Match[str], after: re.Match[str]) -> bool:
        """Say whether a verb behind a comma or "và" belongs to the name: "Chi cục Đê điều và Phòng, chống lụt bão"."""
        if after["guard"]:
            return self.ending.guards(element, after)
        return bool(after["stop"]) and self.ending.pairs(element, separator.start(), after)

    def _bracket(self, element: Element, match: re.Match[str]) -> Names | tuple[Element, int]:
        """Pass over "(cơ quan thường trực)" where the list goes on behind it."""
        close = self.folded.find(")", match.end(), min(self.limit, match.end() + 120))
        if close >= 0 and _OF_MANY.match(self.folded, close + 1, self.limit):
            return element, close + 1  # "Văn phòng (Phòng TCCB) các sở, cơ quan thuộc UBND tỉnh"
        comma = next_pattern().match(self.folded, close + 1, self.limit) if close >= 0 else None
        self._close(element, match.start())
        following = self.followers.name_at(element, comma.end()) if comma and comma["separator"] else None
        if following is not None:
            return following, following.head_end
        if close < 0:
            return Names(tuple(self.names), match.start(), "(")
        return Names(tuple(self.names), close + 1, self._stop_at(close + 1))

    def _distribute(self, element: Element, position: int) -> Names | None:
        """Read "các sở: Tài chính, Xây dựng" as Sở Tài chính, Sở Xây dựng."""
        if not element.determined:
            return None
        if element.word.lower() in NEVER_SHARED:
            return self._said_to_be(element, position)
        found: list[Name] = []
        listed = True
        while listed:
            while position < self.limit and self.raw[position].isspace():
                position += 1
            end = self._field_end(element, position, first=not found)
            if end is None or not self.raw[position].isupper() or self._is_other_body(position, end):
                break
            words = " ".join(self.raw[position:end].split())
            name = f"{element.word[0].upper()}{element.word[1:]} {words}"
            found.append(Name(position, end, name, element.head.kind))
            separator = _LIST_MARK.match(self.folded, end, self.limit)
            listed = separator is not None
            position = separator.end() if separator else end
        if not found or (len(found) == 1 and ":" not in self.folded[element.head_end : found[0].start]):
            return None  # "các Phòng Giáo dục và Đào tạo": those of all districts
        rest = read_names(self.raw, self.folded, position, self.limit) if listed else Names((), position)
        if rest.names:
            return Names((*self.names, *found, *rest.names), rest.end, rest.stop)
        return Names((*self.names, *found), found[-1].end, self._stop_at(found[-1].end))

    def _said_to_be(self, element: Element, position: int) -> Names | None:
        """Read "các đơn vị Trung tâm Y tế, Bệnh viện tỉnh" as those two: what they are goes before."""
        first = position + 1
        if element.word.lower() not in _ANY_BODY or not self.raw[first : first + 1].isupper():
            return None
        found = read_names(self.raw, self.folded, first, self.limit)
        alone = all(name.kind is AssigneeKind.BODY and not name.grouped for name in found.names)
        return (
            replace(found, names=(*self.names, *found.names))
            if len(found.names) >= _FEWEST and alone
            else None
        )

    def _is_other_body(self, position: int, end: int) -> bool:
        """Say whether a field is a body of its own: "các sở: Y tế, | Công an tỉnh"."""
        level = _OF_LEVEL.match(self.folded, end, self.limit)
        return bool(level) and open_name(self.raw, self.folded, position, self.limit) is not None

    def _field_end(self, element: Element, position: int, *, first: bool) -> int | None:
        """Return where a field ends: one that is known, or behind a colon one of several in capitals."""
        known = sector_pattern().match(self.folded, position, self.limit)
        if known:
            return known.end()
        forms = {head.form for head in heads().get(fold(element.word), ())}
        if not forms & {"name", "whole"} or ":" not in self.folded[element.head_end : position]:
            return None
        body = open_name(self.raw, self.folded, position, self.limit)
        field = body and body.head.form == "whole" and BARE.match(self.folded, body.head_end, self.limit)
        if body and not (field and "name" in forms):
            return None  # "các phòng: Phòng Nội vụ", but "các chi cục: Kiểm lâm, …"
        for match in next_pattern().finditer(self.folded, position, position + _LONGEST_FIELD):
            if match["guard"] or (match["stop"] and self.raw[match.start()].isupper()):
                continue
            more = bool(match["separator"]) and self.raw[match.end() : match.end() + 1].isupper()
            return match.start() if more or not first else None
        return None

    def _distribute_places(self, element: Element, position: int, many: re.Match[str] | None) -> Names | None:
        """Read "UBND các xã: Bình Lâm, Sơn Lâm" as UBND xã Bình Lâm, UBND xã Sơn Lâm."""
        if many is None:
            return None
        before = " ".join(self.raw[element.start : many.start()].split())
        found: list[Name] = []
        while place := _PLACE_NAME.match(self.raw, position, self.limit):
            if not place["own"] and self._is_no_place(place.start("name"), place.end()):
                break
            name = f"{before} {place['own'] or many['level']} {' '.join(place['name'].split())}".strip()
            found.append(Name(place.start("name"), place.end("name"), name, element.head.kind))
            separator = _LIST_MARK.match(self.folded, place.end(), self.limit)
            position = separator.end() if separator else self.limit
        if not found:
            return None
        rest = read_names(self.raw, self.folded, position, self.limit) if position < self.limit else None
        if rest and rest.names:
            return Names((*self.names, *found, *rest.names), rest.end, rest.stop)
        return Names((*self.names, *found), found[-1].end, self._stop_at(found[-1].end))

    def _members(self, element: Element, position: int) -> Names | None:
        """Read "các tổ chức thành viên: Hội Nông dân, Đoàn Thanh niên" as its members, where they act."""
        if not element.determined:
            return None
        found = read_names(self.raw, self.folded, position, self.limit)
        acts = found.stop and clause_words().get(" ".join(found.stop.split())) in {"verb", "manner"}
        named = all(name.kind is element.head.kind and not name.grouped for name in found.names)
        if len(found.names) < _FEWEST or not (acts and named):
            return None
        return replace(found, names=(*self.names, *found.names))

    def _each_place(self, element: Element, comma: re.Match[str]) -> Names | None:
        """Read "Chủ tịch UBND các xã Tân Lâm, Sơn Lâm" as those of each: the level stands before the first."""
        first = _FIRST_PLACE.search(self.raw, element.start, comma.start())
        second = _PLACE_NAME.match(self.raw, comma.end(), self.limit)
        if first is None or second is None or INNER.search(self.folded, element.start, first.start()):
            return None
        if not second["own"] and self._is_no_place(second.start("name"), second.end()):
            return None
        each = self._distribute_places(element, first.start("name"), first)
        # "các xã Tân Lâm, Sơn Lâm" share one "các" and stay together; "các huyện A, B, thị xã C" do not
        return each if each and _OTHER_LEVEL.search(self.folded, comma.start(), each.end) else None

    def _is_no_place(self, start: int, end: int) -> bool:
        """Say whether a capital opens a body or work, as in "UBND các huyện: Rà soát …"."""
        opens = head_pattern().match(self.folded, start, self.limit) or clause_word().match(
            self.folded, start
        )
        return bool(opens) or (
            bool(_GOES_ON.match(self.folded, end, self.limit))
            and not clause_word().match(self.folded, end + 1)
        )

    def _share_post(self, element: Element, position: int) -> Names | None:
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

    def _close(self, element: Element, end: int) -> None:
        start = element.start
        also = _IS_ALSO.search(self.folded, element.head_end, end)
        end = also.start() if also else end
        end = start + len(self.raw[start:end].rstrip(" ,;:/-–(\n"))
        link = _LINK.search(self.folded, element.head_end, end)
        end = link.start() if link else end
        grouped = element.determined or element.head.form in {"class", "apart"}
        name = " ".join(self.raw[start:end].split())
        numbered = _NUMBERED.fullmatch(name) if not grouped else None
        names = [name]
        if numbered:  # "Đồn Biên phòng 3, 7 và 11"
            names = [f"{numbered['body']}{number}" for number in re.findall(r"\d+", numbered["numbers"])]
        self.names += [Name(start, end, one, element.head.kind, grouped) for one in names]

    def _finish(self, element: Element, end: int, stop: str) -> Names:
        whole, stop = self._before_work(element, end, stop)
        self._close(element, whole)
        return Names(tuple(self.names), whole, stop, unlisted=whole < end)

    def _before_work(self, element: Element, end: int, stop: str) -> tuple[int, str]:
        """End a body's name behind its level where a word follows that no list knows: "… phường | phát loa"."""
        begins = work_begins(self.raw, element.head_end, end)
        if begins is not None:
            return begins - 1, ""
        whole = element.head.kind is AssigneeKind.BODY and not element.determined
        level = level_then().search(self.folded, element.head_end, end) if whole else None
        if level is None or not self.raw[level.end()].islower():
            return end, stop
        if INNER.search(self.folded, element.head_end, level.start()):
            return end, stop  # "UBND các huyện, thành phố trong tỉnh"
        return level.end() - 1, ""
