"""Where the name of somebody who is told to do something begins and ends, and how a list of them parts.

A foundation for tasks and assignees. It reads "Giám đốc Sở Y tế; UBND các huyện, thị xã và các
cơ quan, đơn vị liên quan" as three names, and stops before "khẩn trương rà soát".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from extractors.vocabulary import table
from models.finding import AssigneeKind
from models.folding import fold


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
    stop: str = ""  # the word that ended the list, folded; empty at the end of the text


@dataclass(frozen=True, slots=True)
class _Head:
    kind: AssigneeKind
    form: str  # name | whole | class | place | apart, see vocabulary/assignee_heads.csv


LIMIT = 700  # characters: no list of names is longer
_DETERMINER = r"(?:tất cả )?(?:các|những|mỗi|từng|toàn thể|mọi|một số)\s+(?:đồng chí\s+)?"
_PERSON = re.compile(
    r"(?:(?:các )?đồng chí|đ/c|ông|bà|ông/bà|thầy|cô)[:\s]+", re.IGNORECASE
)
_UPPER = "".join(c for c in map(chr, range(0x41, 0x1F00)) if c.isupper() and unicodedata.name(c, "").startswith("LATIN"))
# "Nguyễn Văn A", "Y Thu Trang", "H'Lim Niê": two to five capitalised syllables
_PERSON_NAME = re.compile(rf"[{_UPPER}][\w']*(?:\s+[{_UPPER}][\w']*){{1,4}}")
_INNER = re.compile(r"\b(?:các|những|mỗi|từng)\s+(\w+)")  # "Thủ trưởng các sở, ban, ngành"
_SPACE = re.compile(r"\s*")
_BARE = re.compile(r"\s*(?:[,;/:]|và\b|$)")


def _words(phrases: list[str]) -> str:
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(phrases, key=lambda p: -len(p)))


@cache
def _heads() -> dict[str, list[_Head]]:
    found: dict[str, list[_Head]] = {}
    for row in table("assignee_heads"):
        found.setdefault(fold(row["head"]), []).append(_Head(AssigneeKind(row["kind"]), row["form"]))
    return found


@cache
def _places() -> frozenset[str]:
    return frozenset(word for word, heads in _heads().items() if any(h.form == "place" for h in heads))


@cache
def clause_words() -> dict[str, str]:
    """Folded word → kind (verb, weak, manner, link), see vocabulary/clause_words.csv."""
    return {fold(row["word"]): row["kind"] for row in table("clause_words")}


@cache
def _head_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:(?P<det>{_DETERMINER}))?(?P<head>{_words(list(_heads()))})(?!\w)")


@cache
def _next_pattern() -> re.Pattern[str]:
    guards = _words([fold(row["phrase"]) for row in table("name_phrases")])
    stops = _words(list(clause_words()))
    return re.compile(
        rf"(?<!\w)(?:(?P<guard>{guards})|(?P<stop>{stops}))(?!\w)"
        r"|(?P<separator>\s*[,;/]\s*(?:và\s+)?|\s+(?:và|cùng với|cùng|&)\s+)"
        r"|(?P<bracket>\()|(?P<close>[:)\n\"…!?]|(?<!\btp)(?<!\btx)(?<!\btt)\.(?=\s|$|/))"
    )


@dataclass(slots=True)
class _Element:
    """The name that is being read."""

    start: int
    determined: bool
    head: _Head
    head_end: int
    capital: bool
    bare: bool = True  # so far only head words: "Sở, ban"
    bare_end: int = 0


def read_names(raw: str, folded: str, position: int, limit: int | None = None) -> Names:
    """Read the list of names that begins at `position`; no names where none begins there.

    `folded` is `fold(raw)`. The list ends before a verb, a preposition that no name holds, or a full stop.
    """
    limit = min(len(raw), position + LIMIT) if limit is None else min(limit, position + LIMIT)
    position = _skip(raw, position, limit)
    person = _read_person(raw, folded, position, limit)
    if person:
        return person
    element = _open(raw, folded, position, limit, first=True)
    if element is None:
        return Names((), position)
    return _Reader(raw, folded, limit).read(element)


class _Reader:
    """Reads one list."""

    def __init__(self, raw: str, folded: str, limit: int) -> None:
        self.raw, self.folded, self.limit = raw, folded, limit
        self.names: list[Name] = []
        self.skipped = -2  # where a verb ended that belongs to a name

    def read(self, element: _Element) -> Names:
        position = element.head_end
        pattern = _next_pattern()
        while True:
            match = pattern.search(self.folded, position, self.limit)
            if match is None:
                return self._finish(element, self.limit, "")
            if match["guard"]:
                position = match.end()
            elif match["stop"]:
                if self._is_stop(element, match):
                    return self._finish(element, match.start(), match["stop"])
                position = match.end()
            elif match["bracket"]:
                after = self._after_bracket(match.end())
                if after is None or not _BARE.match(self.folded, after, self.limit):
                    return self._finish(element, match.start(), "(")
                self._close(element, match.start())
                comma = pattern.match(self.folded, after, self.limit)
                following = self._following(element, comma.end()) if comma and comma["separator"] else None
                if following is None:
                    return Names(tuple(self.names), match.start(), "(")
                element, position = following, following.head_end
            elif match["close"]:
                distributed = self._distribute(element, match)
                if distributed is not None:
                    return distributed
                return self._finish(element, match.start(), match["close"])
            else:
                step = self._separator(element, match)
                if isinstance(step, Names):
                    return step
                element, position = step

    def _is_stop(self, element: _Element, match: re.Match[str]) -> bool:
        """Say whether a verb or preposition ends the name or is a part of it."""
        if self.raw[match.start()].isupper():
            return False  # "Sở Xây dựng"
        if match["stop"] == "tổ chức":
            return is_verb(self.folded, match.start(), match.end(), self.limit)
        directly = not self.folded[element.head_end : match.start()].strip()
        if match.start() <= self.skipped + 1:
            self.skipped = match.end()
            return False  # "chưa thực hiện báo cáo": the object of a verb that belongs to the name
        kind = clause_words()[" ".join(match["stop"].split())]
        if kind in {"verb", "weak"} and directly and element.head.form == "name" and not element.determined:
            return False  # "Trung tâm kiểm soát bệnh tật", "Văn phòng đăng ký đất đai"
        tells = kind == "weak" or (match["stop"] == "được" and element.determined)
        if tells and element.head.form in {"class", "whole"} and self._only_tells(match):
            return False
        before = self.folded[max(element.head_end, match.start() - 12) : match.start()].rstrip()
        # "đơn vị chưa thực hiện báo cáo", "cơ quan được giao chủ trì"
        if kind == "verb" and before.endswith(("chưa", "được giao", "có", "việc", "công tác")):
            self.skipped = match.end()
            return False
        return True

    def _only_tells(self, weak: re.Match[str]) -> bool:
        """Say whether a weak verb tells what the body is: a real verb comes later, or a title ends."""
        for match in _next_pattern().finditer(self.folded, weak.end(), min(self.limit, weak.end() + 200)):
            if match["close"]:
                return match["close"] == ":"
            if match["stop"] and clause_words()[" ".join(match["stop"].split())] not in {"weak", "link"}:
                return True
        return self.limit - weak.end() < 200

    def _separator(self, element: _Element, match: re.Match[str]) -> Names | tuple[_Element, int]:
        """Decide at a comma or "và": a new name, more of this one, or the end of the list."""
        after = match.end()
        bare_end = element.bare_end or element.head_end
        element.bare = element.bare and not self.folded[bare_end : match.start()].strip()
        following = self._following(element, after, strong=";" in match[0])
        if following is not None:
            self._close(element, match.start())
            return following, following.head_end
        stop = _next_pattern().match(self.folded, after, self.limit)
        if stop and stop["stop"] and self._is_stop(element, stop):
            return self._finish(element, match.start(), stop["stop"])
        part = _head_pattern().match(self.folded, after, self.limit)
        cut = element.bare and part is None and "và" in match[0] and self.raw[after : after + 1].islower()
        if ";" in match[0] or cut:  # "gửi về Phòng và bản mềm qua …"
            return self._finish(element, match.start(), match[0].strip())
        if part is None:
            element.bare = False
            return element, after
        element.bare_end = part.end()
        return element, part.end()

    def _following(self, element: _Element, position: int, *, strong: bool = False) -> _Element | None:
        """Return the name that begins after a separator, None where the words still belong to this one."""
        person = _PERSON.match(self.raw, position, self.limit)
        if person:
            return None
        new = _open(self.raw, self.folded, position, self.limit, first=False)
        if new is None:
            return None
        if strong or new.determined or new.head.form == "apart":
            return new
        if new.head.form == "place":
            return None
        bare = bool(_BARE.match(self.folded, new.head_end, self.limit)) or new.head_end >= self.limit
        if new.capital and new.head.form == "whole":
            return new
        inner = _INNER.findall(self.folded, element.head_end, position)
        shared = element.determined or (bool(inner) and inner[-1] not in _places())
        if element.head.kind is AssigneeKind.POST and element.head.form == "class" and not new.capital:
            return None  # "người đứng đầu cơ quan, tổ chức, đơn vị"
        if shared and (bare or not new.capital):
            return None  # "các sở, ban, ngành", "các cơ quan, đơn vị"
        if element.bare and (bare or not new.capital) and element.head.form in {"name", "class"}:
            return None  # "cơ quan, đơn vị liên quan", "Sở, ban, ngành", "Trưởng, Phó các phòng"
        if element.bare and element.head.kind is AssigneeKind.POST is new.head.kind:
            return None
        return new

    def _distribute(self, element: _Element, match: re.Match[str]) -> Names | None:
        """Read "các sở: Tài chính, Xây dựng" as Sở Tài chính, Sở Xây dựng."""
        if match["close"] != ":" or not element.determined:
            return None
        return _distributed(self.raw, self.folded, element.head_end, match, self.limit, self.names)

    def _after_bracket(self, position: int) -> int | None:
        close = self.folded.find(")", position, min(self.limit, position + 120))
        return close + 1 if close >= 0 else None

    def _close(self, element: _Element, end: int) -> None:
        start = element.start
        while end > start and self.raw[end - 1] in " ,;:/-–(\n":
            end -= 1
        grouped = element.determined or element.head.form in {"class", "apart"}
        name = " ".join(self.raw[start:end].split())
        self.names.append(Name(start, end, name, element.head.kind, grouped))

    def _finish(self, element: _Element, end: int, stop: str) -> Names:
        self._close(element, end)
        return Names(tuple(self.names), end, stop)


def _open(raw: str, folded: str, position: int, limit: int, *, first: bool) -> _Element | None:
    """Return the name whose head word stands at `position`."""
    match = _head_pattern().match(folded, position, limit)
    if match is None:
        return None
    head_start = match.start("head")
    capital = raw[head_start].isupper()
    determined = match["det"] is not None
    head = _best_head(match["head"], capital=capital, determined=determined)
    following = raw[match.end() : match.end() + 2].strip()
    if not (capital or determined) and head.form == "name" and not following[:1].isupper():
        return None  # "ban hành", "phòng ngừa", "tổ chức"
    if not first and not (capital or determined) and head.form == "whole" and not following:
        return None
    if not determined and is_verb(folded, head_start, match.end(), limit):
        return None
    return _Element(match.start(), determined, head, match.end(), capital)


def _best_head(word: str, *, capital: bool, determined: bool) -> _Head:
    heads = _heads()[" ".join(word.split())]
    wanted = "class" if determined and not capital else heads[0].form
    return next((head for head in heads if head.form == wanted), heads[0])


_ORGANISE = re.compile(r"\s*(?:[,;.)]|và\b|có\b|liên quan\b|thuộc\b|chính trị\b|xã hội\b|đảng\b|đoàn thể\b|đơn vị\b|khác\b"
                       r"|trên\b|trong\b|hoạt động\b|tín dụng\b|hội\b|kinh tế\b|nghiên cứu\b|trực thuộc\b|cơ sở\b|hành nghề\b|$)")


# Words that begin like a head but name nobody.
_NO_NAME = re.compile(r"trường hợp\b|lãnh đạo,? (?:chỉ đạo|quản lý|điều hành)|báo cáo\b|thống kê, (?:báo cáo|tổng hợp|cập nhật)|hội nghị\b|ban hành\b|đoàn kết\b"
                      r"|bộ mặt\b|bộ máy\b|bộ tiêu chí|bộ chỉ số|bộ câu hỏi|bộ thủ tục|cơ sở dữ liệu|cơ sở vật chất|cơ sở hạ tầng|cơ sở pháp lý"
                      r"|cá nhân hoá|tổ chức bộ máy|thanh tra, (?:kiểm tra|giám sát)|công đoạn|trưởng thành|hội thảo\b|hội thi\b|hội chợ|hội đàm|hội họp|đoàn kết|quỹ đất\b|thống kê (?!tỉnh)"
                      r"|đơn vị tính|đơn vị thời gian|ngành nghề|cấp (?:phát|phép|giấy|bách|độ)|khoa học|phòng (?:chống|ngừa|cháy|bệnh|trừ|, chống)|phòng,"
                      r"|ban đầu|ban ngày|viện dẫn|viện phí|viện trợ|hội nhập|hội tụ|bộ luật|đội ngũ|tổ hợp|quỹ tiền|trường bắn|trạm biến|phường hội"
                      r"|cục bộ|vụ việc|vụ án|vụ mùa|vụ đông|vụ xuân|vụ hè|đồn đại|hạt giống|đài tưởng|bản (?:đồ|sao|mềm|gốc|giấy|chính|tin|thân|cam|án|vẽ)"
                      r"|thuế (?:thu nhập|giá trị|suất|xuất|nhập|tài nguyên|phí)|trung tâm (?:tỉnh lỵ|huyện lỵ)|khối lượng|xã hội|tỉnh táo|thôn,")


def is_verb(folded: str, start: int, end: int, limit: int) -> bool:
    """Say whether "tổ chức", "báo" or "công bố" is a verb here and not the head of a name."""
    word = folded[start:end]
    if word in {"tổ chức", "đại diện"}:
        return not _ORGANISE.match(folded, end, limit)
    if _NO_NAME.match(folded, start, limit):
        return True
    if word in clause_words() and word not in {"tổ chức", "đại diện"}:  # "Thống kê, tổng hợp …", but "Thanh tra, Công an"
        comma = re.compile(r"\s*(?:,|và\b)\s*").match(folded, end, limit)
        after = _next_pattern().match(folded, comma.end(), limit) if comma else None
        return bool(after and after["stop"])
    stop = _next_pattern().match(folded, start, limit)
    return bool(stop and stop["stop"] and stop.end() > end)


def _read_person(raw: str, folded: str, position: int, limit: int) -> Names | None:
    match = _PERSON.match(raw, position, limit)
    if match is None:
        return None
    names: list[Name] = []
    start = match.end()
    while True:
        name = _PERSON_NAME.match(raw, start, limit)
        if name is None:
            break
        end = start + len(name[0].rstrip())
        names.append(Name(start, end, raw[start:end], AssigneeKind.PERSON))
        start = _after_post(folded, end, limit)
        again = re.compile(r"\s*(?:[,;]|và)\s*(?:đồng chí|đ/c|ông|bà)\s+", re.IGNORECASE).match(raw, start, limit)
        if again is None:
            break
        start = again.end()
    return Names(tuple(names), start) if names else None


def _after_post(folded: str, position: int, limit: int) -> int:
    """Skip the post that follows a person's name: " - Phó Chủ tịch UBND tỉnh", ", Trưởng phòng"."""
    dash = re.compile(r"\s*[-–,(]\s*").match(folded, position, limit)
    if dash is None:
        return position
    element = _head_pattern().match(folded, dash.end(), limit)
    if element is None:
        return position
    for match in _next_pattern().finditer(folded, element.end(), limit):
        if match["stop"] or match["close"] or (match["separator"] and _PERSON.match(folded, match.end(), limit)):
            return match.start()
        if match["separator"] and ";" in match[0]:
            return match.start()
    return limit


def _distributed(
    raw: str, folded: str, head_end: int, colon: re.Match[str], limit: int, before: list[Name]
) -> Names | None:
    head = raw[:head_end].rsplit(maxsplit=1)[-1]
    position = _skip(raw, colon.end(), limit)
    names = list(before)
    reader_stop = ""
    while position < limit:
        known = _sector_pattern().match(folded, position, limit)
        if known is None:
            break
        start, end = known.span()
        words = " ".join(raw[start:end].split())
        names.append(Name(start, end, f"{head[0].upper()}{head[1:]} {words}", AssigneeKind.BODY))
        separator = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|\s+và\s+)").match(folded, end, limit)
        position = end
        if separator is None:
            break
        position = separator.end()
    if len(names) == len(before):
        return None
    rest = read_names(raw, folded, position, limit)
    if rest.names:
        return Names((*names, *rest.names), rest.end, rest.stop)
    return Names(tuple(names), position, reader_stop)


@cache
def _sector_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words([fold(row['sector']) for row in table('sectors')])})(?!\w)")


def _skip(raw: str, position: int, limit: int) -> int:
    match = _SPACE.match(raw, position, limit)
    return match.end() if match else position
