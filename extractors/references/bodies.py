"""Where the name of a body ends: "UBND tỉnh | về việc …", "Bộ Văn hóa, Thể thao và Du lịch | ban hành"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.naming import read_names
from extractors.naming.words import clause_word
from extractors.patterns import LOWER, OF_COUNTRY
from extractors.references.vocabulary import any_of, body_fields, body_word_at, type_words, words
from extractors.vocabulary import compounds

# What joins a syllable of a name to the one before, and the syllable: a word, "ĐHQG-HCM", "(DNTN)", a number.
_JOIN = r"[ \u00a0]+|\s*,\s+|[ \u00a0]+[-–]\s+|\s*/\s*|\s*&\s*|\n(?:- (?=[^\W\d_A-Z]))?"
_WORD = r"[A-ZĐ]{2,}(?:-[A-ZĐ]{2,})+(?!\w)|[^\W\d_][\w&]*(?:\.(?=[A-ZĐ])[\w&]+)*|\([A-ZĐ&]{2,12}\)|\d+"
_STEP = re.compile(rf"(?P<join>{_JOIN})?(?P<word>{_WORD})")
_COURTESY = re.compile(r"(?:các\s+)?(?:đồng chí|đ/c|ông|bà)\s+")
_AND, _RANK = "và", "cấp"
_RANKED = re.compile(r" (?:tỉnh|huyện|xã|trên|cơ sở|uỷ|bộ|nước)")
_INSIDE = words("inside a name")  # "UBND | tỉnh |", "Hội đồng | nhân dân |"
_LEVELS = words("level")
_OPENING = words("opens a name")  # "của | tỉnh |", "của | liên | Sở"
_STOP = re.compile(any_of("ends a name"))  # what the document does, what the sentence does, place and time
_CAPITAL_STOP = re.compile(any_of("opens a title with a capital"))
_POST = re.compile(any_of("post"))
_SURNAMES = words("surname")
# "… và Môi trường và | Điều 3 Quyết định", "… và | Mục II": a part of the next document
_PART = re.compile(r"(?:điều|khoản|điểm|mục|chương|phần|phụ lục) (?:\d|[ivx]+\b|[a-zđ]\b)")
_CAPITAL = r"[A-ZĐÀ-ỸĂÂÊÔƠƯ][^\W\d_]*"
_PERSON = re.compile(rf"{_CAPITAL} {_CAPITAL} {_CAPITAL}")
_NAME_BEHIND = re.compile(rf" {_CAPITAL} {_CAPITAL}(?: {_CAPITAL}){{1,2}}(?!\w)")
# The sentence's own subject behind a joint document's issuers: ", Ban Thường vụ Tỉnh đoàn | đề nghị"
_ACTS = re.compile(rf"[^.;:,\n]{{0,60}}?\s{any_of('verb of the sentence')}")
_OF_COUNTRY = re.compile(OF_COUNTRY)
_STRAY = re.compile(rf" [{LOWER}][^\W\d_]*")
# Kinds of bodies that may stand under another: "Cục Hóa chất - Bộ Công Thương", "Ban Thường vụ Tỉnh ủy" …
_STANDS_UNDER = frozenset({
    "bureau", "office", "centre", "institute", "board", "division", "unit", "party", "person", "council",
    "congress", "agency", "school", "hospital", "company", "association", "union", "youth", "front", "fund",
    "state", "government", "police", "army", "bank",
})  # fmt: skip
# … and those whose name may begin small: "Cục | quản lý dược", "Hội | cựu giáo chức".
_TAKES_SMALL = frozenset({
    "bureau", "institute", "centre", "board", "association", "union", "company", "unit", "division", "school",
    "hospital", "fund", "agency", "press", "council",
})  # fmt: skip
# … and those that are named by what they do
_NAMED_BY_WORK = frozenset(
    {"board", "council", "army", "bank", "centre", "bureau", "division", "fund", "association"}
)
_BRANCH = re.compile(r"chi nhánh(?= )")
# More of what a body does: "Chi cục Chăn nuôi, | Thú y và Thủy sản"
_MORE_FIELDS = re.compile(rf"{_CAPITAL}(?: [{LOWER}][^\W\d_]*){{0,2}}(?= và {_CAPITAL})")
_HAS_FIELDS = frozenset({"department", "bureau", "division", "board", "centre", "ministry"})
_SMALL_AHEAD = re.compile(rf",? [{LOWER}]")
_WORDS = re.compile(r"\w+")
_LAW = re.compile(r"(?:bộ )?luật|pháp lệnh|hiến pháp")  # "của Chính phủ và | Luật Thú y"
_TITLED = re.compile(r"(?:quy định|hướng dẫn|ban hành)$")
_COUNTED = frozenset({"school", "unit", "centre", "company", "division", "army"})
_NUMBER = re.compile(r" \d{1,2}(?![\d/-])")
_NUMBERED = frozenset({"division", "centre", "unit", "board", "company"})  # "Phòng 5", "Trung tâm 3"


@dataclass
class _Name:
    """A name as far as it has been read."""

    end: int
    kind: str  # of the head read last; "" before one
    open: bool  # a head still wants its name: "Cục | …"
    small: int = 0  # small syllables in a row that the name's head took
    after_capital: bool = True
    named: bool = False
    post: bool = False  # it opened with a post
    level: bool = False  # the syllable read last was "tỉnh", "huyện" …


def body_at(text: str, low: str, at: int, *, joint: bool = False, limit: int = 140) -> int | None:
    """Return where the body's name that begins at `at` ends, or None where none begins.

    `joint`: a document of several bodies, whose names "và" joins.
    """
    courtesy = _COURTESY.match(low, at)
    place = courtesy.end() if courtesy else at
    name = _open(text, low, place)
    if name is None:
        return None
    of_country = _OF_COUNTRY.match(low, name.end)
    if of_country:
        return of_country.end()
    stop = min(len(text), at + limit)
    while name.end < stop:
        step = _STEP.match(text, name.end)
        if step is None or step.end() > stop or not _take(text, low, name, step, joint=joint):
            break
    return _whole(text, low, place, name, stop)


def _whole(text: str, low: str, at: int, name: _Name, stop: int) -> int:
    """Read on where words of work belong to the name: "Bộ Chỉ huy | quân sự tỉnh", "Hội đồng | nghĩa vụ quân sự"."""
    if name.kind not in _NAMED_BY_WORK or not _SMALL_AHEAD.match(text, name.end):
        return name.end
    read = read_names(text, low, at, stop).names[:1]
    end = max(name.end, read[0].end) if read and read[0].start == at else name.end
    inside = (word.start() for word in _WORDS.finditer(low, name.end, end))
    stopped = any(_STOP.match(low, at) and not clause_word().match(low, at) for at in inside)
    return name.end if stopped else end


def _open(text: str, low: str, at: int) -> _Name | None:
    first = _STEP.match(text, at)
    if first is None or first["join"]:
        return None
    capital = text[at].isupper()
    head = _head_at(low, at)
    if head:
        kind, length, alone = head
        if not capital and kind == "person":
            return None
        return _Name(at + length, kind, open=not alone, after_capital=False, post=kind == "person")
    word = low[at : first.end()]
    if capital and not _is_type(low, at) and not _CAPITAL_STOP.match(low, at):
        return _Name(first.end(), "", open=False)
    if word in _OPENING and not _STOP.match(low, at):
        return _Name(first.end(), "", open=False, after_capital=False)
    return None


def _head_at(low: str, at: int) -> tuple[str, int, bool] | None:
    """Return (kind, length, whole name by itself) of a head or post at `at`."""
    post = _POST.match(low, at)
    if post:
        return "person", post.end() - at, False
    word = body_word_at(low, at)
    return (word.kind, len(word.word), word.alone) if word else None


def person_end(text: str, low: str, at: int) -> int:
    """Return where a person's name that follows a post at `at` ends, `at` where none follows."""
    name = _NAME_BEHIND.match(text, at)
    surname = low[at + 1 : at + 9].partition(" ")[0]
    return name.end() if name and surname in _SURNAMES else at


def opens_body(low: str, at: int) -> bool:
    """Say whether a body's or post's name may begin at `at`."""
    return _head_at(low, at) is not None


def _is_type(low: str, at: int) -> bool:
    """Say whether a document is named at `at`: "Quyết định số 5", "Công văn 12/…"."""
    words = low[at : at + 24].split(" ")
    for count in (3, 2, 1):
        name = " ".join(words[:count])
        if name in type_words():
            after = low[at + len(name) : at + len(name) + 12].lstrip()
            return after.startswith(("số", ":", "này", "nêu", "ngày")) or after[:1].isdigit()
    return False


def _names_type(low: str, at: int) -> bool:
    """Say whether a kind of document stands at `at`, with a number or without: "và | Nghị quyết của Thành uỷ"."""
    words = low[at : at + 24].replace(",", " ").split(" ")
    return any(" ".join(words[:count]) in type_words() for count in (3, 2))


def _take(text: str, low: str, name: _Name, step: re.Match[str], *, joint: bool) -> bool:
    """Read one step on; say whether it belongs to the name."""
    start, join = step.start("word"), step["join"] or ""
    field = _field_at(low, start)
    fits = name.open or name.kind == "board" or text[start].isupper()
    if field and fits and "," not in join:
        name.end, name.open, name.named, name.after_capital, name.small = start + field, False, True, False, 0
        return True
    if "," in join:
        return _take_after_comma(text, low, name, start, joint=joint)
    if join.startswith("\n") and not (name.open or text[start].islower()):
        return False
    word = low[start : step.end()]
    if word == _AND:
        return _take_and(text, low, name, step.end(), joint=joint)
    if text[start].isupper() or text[start].isdigit() or text[start] == "(":
        return _take_capital(text, low, name, step)
    return (
        _take_branch(low, name, start)
        or _take_ordinal(low, name, step, word)
        or _take_small(low, name, step, word)
    )


def _field_at(low: str, at: int) -> int:
    """Return the length of the field of work that stands at `at`, 0 where none does."""
    first = re.match(r"[^\W_]+", low[at : at + 12])
    for field in body_fields().get(first[0], ()) if first else ():
        if low.startswith(field, at) and not low[at + len(field) : at + len(field) + 1].isalnum():
            return len(field)
    return 0


def _take_after_comma(text: str, low: str, name: _Name, start: int, *, joint: bool) -> bool:
    """Go on behind a comma: "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", or the bodies of a joint document."""
    head = _head_at(low, start) if joint and text[start].isupper() else None
    acts = _ACTS.match(low, start + head[1]) if head else None
    alike = (
        head is not None and head[0] == name.kind
    )  # "Bộ Công an, Bộ Tài chính | hướng dẫn", of two ministries
    if head and (acts is None or (alike and _TITLED.search(acts[0]))):
        name.end, name.kind, name.open, name.named = start + head[1], head[0], not head[2], head[2]
        name.after_capital = False
        return True
    also = _head_at(low, start) if name.kind == "party" and not name.open and text[start].isupper() else None
    if also and also[0] == "party" and also[2]:  # "Bộ Chính trị, Ban Bí thư"
        name.end, name.after_capital = start + also[1], False
        return True
    more = _MORE_FIELDS.match(text, start) if name.kind in _HAS_FIELDS and not (joint or name.open) else None
    if more and not _head_at(low, start) and not _is_type(low, start):
        name.end, name.after_capital = more.end(), False
        return True
    if name.kind == "person" and name.open and text[start].isupper():
        post = _POST.match(low, start)
        if post:
            name.end = post.end()
            return True
    return False


def _take_and(text: str, low: str, name: _Name, after: int, *, joint: bool) -> bool:
    listed = re.compile(r"\s+(?=các\s)").match(low, after)
    if listed and name.kind == "board" and (field := _field_at(low, listed.end())):
        name.end, name.after_capital = listed.end() + field, False  # "Khu kinh tế … và các Khu công nghiệp"
        return True
    following = re.compile(r"\s+").match(low, after)
    if following is None or following.end() >= len(text) or not text[following.end()].isupper():
        return False
    at = following.end()
    head = _head_at(low, at)
    office = name.kind == "office" and head is not None and head[0] in {"committee", "council"}
    if (
        _names_type(low, at)
        or _LAW.match(low, at)
        or _PART.match(low, at)
        or (head and not (joint or office))
        or name.open
    ):
        return False
    step = _STEP.match(text, at)
    if step is None:
        return False
    if head:
        name.end, name.kind, name.open = at + head[1], head[0], not head[2]
    else:
        name.end = step.end()
    name.after_capital, name.named, name.level = True, not head, False
    return True


def _take_capital(text: str, low: str, name: _Name, step: re.Match[str]) -> bool:
    start = step.start("word")
    if text[start] == "(":  # "Doanh nghiệp tư nhân (DNTN) Thành Hương": an abbreviation inside the name
        after = text[step.end() : step.end() + 2]
        goes_on = after[:1] == " " and after[1:].isupper()
        name.end = step.end() if goes_on else name.end
        return goes_on
    if text[start].isdigit():
        fits = len(step["word"]) <= 3 and (name.named or name.open or name.kind in _NUMBERED)
        name.end = step.end() if fits else name.end
        return fits
    if _CAPITAL_STOP.match(low, start) or _is_type(low, start) or _is_stray(text, low, name, step):
        return False
    if name.post and low[start : step.end()] in _SURNAMES and _PERSON.match(text, start):
        return False  # "Thủ tướng Chính phủ | Trần Văn Bình"
    head = None if _in_compound(low, start, step) else _head_at(low, start)
    if head and not (name.open and name.kind not in _STANDS_UNDER):
        return _take_head(name, start, head, step["join"] or "")
    name.end, name.open, name.after_capital, name.named, name.small = step.end(), False, True, True, 0
    name.level = False
    return True


def _in_compound(low: str, start: int, step: re.Match[str]) -> bool:
    """Say whether a body's word only ends another word: "Hải | Phòng"."""
    before = re.search(r"\w+$", low[max(0, start - 12) : step.start()])
    return before is not None and (before[0], low[start : step.end()]) in compounds()


def _is_stray(text: str, low: str, name: _Name, step: re.Match[str]) -> bool:
    """Say whether a capital is a misread small word: "UBND tỉnh Tà soát" (places have capitals only)."""
    return (
        name.level
        and _STRAY.match(text, step.end()) is not None
        and not _STOP.match(low, step.end() + 1)
        and _head_at(low, step.start("word")) is None
    )


def _take_head(name: _Name, start: int, head: tuple[str, int, bool], join: str) -> bool:
    kind, length, alone = head
    fits = name.kind in _STANDS_UNDER or not name.kind or name.open or "-" in join or "–" in join
    fits = fits or (kind == "front" and name.kind == "committee")  # "Ủy ban Trung ương | MTTQ Việt Nam"
    if not fits or (name.kind == "government" and not name.open):
        return False
    name.end, name.kind, name.open, name.after_capital = start + length, kind, not alone, False
    name.named, name.small = alone, 0
    return True


def _take_branch(low: str, name: _Name, start: int) -> bool:
    """Read a bank's branch: "Ngân hàng Nhà nước | chi nhánh Khu vực 12"."""
    branch = _BRANCH.match(low, start)
    if branch:
        name.end, name.after_capital, name.open = branch.end(), False, False
    return branch is not None


def _take_ordinal(low: str, name: _Name, step: re.Match[str], word: str) -> bool:
    """Read the word in front of a school's or a unit's number: "Trường Tiểu học | số | 1"."""
    counted = word == "số" and name.kind in _COUNTED and _NUMBER.match(low, step.end()) is not None
    if counted:
        name.end, name.after_capital = step.end(), False
    return counted


def _take_small(low: str, name: _Name, step: re.Match[str], word: str) -> bool:
    start = step.start("word")
    if (step["join"] or "").strip() and not (step["join"] or "").startswith("\n"):
        return False
    if word in _INSIDE and not _STOP.match(low, start) and (word != _RANK or _RANKED.match(low, step.end())):
        name.end, name.after_capital, name.level = step.end(), False, word in _LEVELS
        name.open = name.open and name.kind not in {"committee", "council", "party", "police", "office"}
        return True
    own_opening = name.kind == "board" and name.open and name.small == 0 and word == "công"  # "Tổ | công tác"
    if _STOP.match(low, start) and not own_opening:
        return False
    if name.after_capital:  # the second syllable of a word: "Nội | vụ", "Tài | chính"
        name.end, name.after_capital = step.end(), False
        return True
    if name.open and not name.named and name.small < 9 and name.kind in _TAKES_SMALL:  # "Cục | quản lý dược"
        name.end, name.small = step.end(), name.small + 1
        return True
    return False
