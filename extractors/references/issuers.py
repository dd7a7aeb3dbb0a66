"""Who issued a referenced document: "của UBND tỉnh", "UBND tỉnh giao tại …", "Bộ Nội vụ có Công văn số …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.references.bodies import body_at, opens_body, person_end
from extractors.references.vocabulary import any_of, body_word_at
from models.folding import fold, unmarked
from models.symbol import issuer_levels, issuer_names

if TYPE_CHECKING:
    from models.symbol import Symbol

_OF = re.compile(r"[)]?\s*,?\s*[(]?(?:của|cúa|cùa)\s+")
_UNITS = frozenset({"board", "bureau", "office", "division", "unit", "centre", "assembly"})
# "Trung ương Đảng | khóa XII", "Hội đồng nhân dân | khóa XI, kỳ họp thứ 12"
_TERM = re.compile(r",?\s+kho[áa] [ivx\d]+(?!\w)(?:,? nhiệm kỳ \d{4}\s*[-–]\s*\d{4})?(?:,? kỳ họp thứ \w+)?")
_WITH = re.compile(r"\s+với\s+")
_BETWEEN = re.compile(r"\s*,?\s*giữa\s+")
_BY = re.compile(r"\s*,?\s*do\s+")
_ISSUED = re.compile(r"\s*,?\s+(?:đã\s+)?(?:ký\s+)?(?:ban hành|phát hành|ký|cấp|lập)(?!\w)")
_TITLE_WORD = re.compile(r"\s*(?:quy định|về|v/v|ban hành|phê duyệt|hướng dẫn|sửa đổi|công bố)(?!\w)")

# Between the body and the document: "UBND tỉnh | giao tại |", "của Sở Nội vụ | tại |", "Bộ Nội vụ | có |".
_HAS = re.compile(
    rf"\s+(?:{any_of('adverb')}\s+)*{any_of('issues')}"
    r"(?:\s+(?:các|những|nhiều|một số|ý kiến (?:chỉ đạo )?(?:bằng|tại)))?"
    r"(?:\s+(?:văn bản|công văn)(?:\s+(?!số)[^\s.;:,(]+){0,4}(?:\s*,\s*(?:cụ thể|như|gồm))?\s*:)?\s*$"
)
# "UBND tỉnh |, Sở Xây dựng tại các|": several bodies, whose documents follow in one list
_TOGETHER_AT = re.compile(r"(?:\s*,|\s+và)\s[^.;:()]{1,90}?\s(?:tại|trong)(?:\s+(?:các|những))?\s*$")
_ACTED = re.compile(
    rf"(?P<words>(?:\s+[^\s.;:,(]+){{0,12}}?)\s+{any_of('act of an issuer')}(?:\s+[^\s.;:,(]+){{0,9}}?\s+"
    r"(?:tại|theo|bằng|trong|ở|qua|kèm theo)(?:\s+(?:các|những|nội dung))*\s*$"
)
_AT = re.compile(r"\s+(?:tại|trong)(?:\s+nội dung)?(?:\s+(?:các|những))?\s*$")
_IN_BRACKETS = re.compile(r"\s*\(\s*(?:(?:tại|theo|có)\s+)?(?:các\s+)?$")  # "Phòng Nội vụ | (Tờ trình số …"
_ASIDE = re.compile(r"\s*\([^()]*\)")  # "Sở Nội vụ | (cơ quan thường trực) | tại Tờ trình số …"
_ANOTHER = re.compile(r"\s+(?:tại|trong|có)\s")
_OF_BEFORE = re.compile(r"(?:của|do)\s+(?:(?:đồng chí|đ/c|ông|bà)\s+)?$")
_SUBJECT_PLACE = re.compile(r"(?:^|[.;:,)\n]\s*|\b(?:thì|mà|và|nay|vì vậy|được|do|của)\s+)$")
_CAPITAL = re.compile(r"(?<![\w/-])[A-ZĐÀ-ỴƯƠ][\w&]*")
_REACH = 170
_CLAUSE = re.compile(r"[.;:](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body named at `start` … `end`; `after` is where its clause ends."""

    start: int
    end: int
    after: int
    sure: bool = True


def issuer_after(text: str, low: str, at: int, symbol: Symbol | None) -> Issuer | None:
    """Read the clause "của X" or "do X ban hành" at `at`."""
    joint = symbol is not None and _is_joint(symbol)
    opening = _OF.match(low, at)
    if opening:
        end = body_at(text, low, opening.end(), joint=joint)
        if end is None or ("," in opening[0] and _ANOTHER.match(low, end)):
            return None  # "theo báo cáo của A tại Văn bản 1, của B tại Văn bản 2"
        end = _with_superior(text, low, opening.end(), end)
        term = _TERM.match(low, end)
        return Issuer(opening.end(), end, term.end() if term else end)
    opening = _BETWEEN.match(low, at) if joint else None
    if opening:
        end = body_at(text, low, opening.end(), joint=True)
        partner = _WITH.match(low, end) if end else None
        end = (body_at(text, low, partner.end()) if partner else None) or end
        return Issuer(opening.end(), end, end) if end else None
    opening = _BY.match(low, at)
    if opening:
        end = body_at(text, low, opening.end(), joint=joint)
        issued = _ISSUED.match(low, end) if end else None
        return Issuer(opening.end(), end, issued.start()) if end and issued else None
    return _without_of(text, low, at, symbol)


def _with_superior(text: str, low: str, start: int, end: int) -> int:
    """Take in the body above a unit: "Ban Pháp chế | của Hội đồng nhân dân tỉnh"."""
    word = body_word_at(low, start)
    of = _OF.match(low, end) if word and word.kind in _UNITS else None
    if of is None or "," in of[0] or not text[of.end() : of.end() + 1].isupper():
        return end
    return body_at(text, low, of.end()) or end


def _without_of(text: str, low: str, at: int, symbol: Symbol | None) -> Issuer | None:
    """Read "ngày 21/4/2010 Chính phủ quy định …": the "của" left out, the code says it is the issuer."""
    if (
        symbol is None
        or symbol.issuer is None
        or text[at : at + 1] != " "
        or not text[at + 1 : at + 2].isupper()
    ):
        return None
    end = body_at(text, low, at + 1)
    if end and _TITLE_WORD.match(low, end) and speaks_for(text[at + 1 : end], symbol.issuer):
        return Issuer(at + 1, end, end, sure=False)
    return None


def issuer_behind_comma(text: str, low: str, at: int, symbol: Symbol) -> Issuer | None:
    """Read "Tại Công văn số 12/SNV-TCBC ngày 02/01/2024, Sở Nội vụ đề nghị": the speaker behind the comma."""
    comma = re.compile(r"\s*,\s+").match(low, at)
    if comma is None or symbol.issuer is None:
        return None
    end = body_at(text, low, comma.end())
    if end and speaks_for(text[comma.end() : end], symbol.issuer):
        return Issuer(comma.end(), end, at, sure=False)
    return None


def _is_joint(symbol: Symbol) -> bool:
    if symbol.type_code is None:
        return False
    if symbol.type_code.endswith(("LT", "LN", "LS", "LB", "PH")) or symbol.type_code.startswith("TTLT"):
        return True
    codes = (symbol.issuer or "", *symbol.units)  # "12/KH-BCA-BTC": two ministries
    return sum(issuer_levels().get(code.replace("&", "")) == "central" for code in codes) > 1


def issuer_before(text: str, low: str, at: int, floor: int, symbol: Symbol | None) -> Issuer | None:
    """Find the body that the words in front of a reference say issued it; the reference starts at `at`."""
    start = max(floor, at - _REACH)
    for stop in _CLAUSE.finditer(low, start, at):
        listed = stop[0] == ":" and not low[stop.end() : at].strip()  # "UBND tỉnh có các văn bản: | Công văn"
        start = start if listed else stop.end()
    code = symbol.issuer if symbol else None
    loose = None
    for begin in _name_starts(text, low, start, at):
        end = body_at(text, low, begin)
        if end is None or end > at:
            continue
        between, speaks = (
            _ASIDE.sub("", low[person_end(text, low, end) : at]),
            code is not None and speaks_for(text[begin:end], code),
        )
        at_place = _AT.fullmatch(between)
        acted = _ACTED.fullmatch(between)
        if _HAS.fullmatch(between) or (at_place and _OF_BEFORE.search(low, start, begin)):
            return Issuer(begin, end, end, sure=speaks or code is None)
        together = _TOGETHER_AT.fullmatch(between)
        if speaks and (acted or at_place or together or _IN_BRACKETS.fullmatch(between)):
            return Issuer(begin, end, end)
        if acted and not acted["words"].strip() and "theo" not in low[at - 6 : at]:
            loose = Issuer(begin, end, end, sure=False)
    return loose or _subject(text, low, start, at, code)


def _subject(text: str, low: str, start: int, at: int, code: str | None) -> Issuer | None:
    """Take the sentence's subject where the code is its initials: "Sở Xây dựng … dẫn chiếu lại …/SXD-…"."""
    if code is None or len(code) < 3:
        return None
    found = None
    for begin in _name_starts(text, low, start, at):
        if not _SUBJECT_PLACE.search(low, max(start, begin - 12), begin):
            continue
        if low[max(start, begin - 5) : begin].strip() == "của":
            continue
        end = body_at(text, low, begin)
        if end and end < at and initials(text[begin:end]) == unmarked(code).replace("&", "").upper():
            found = Issuer(begin, end, end, sure=False)
    return found


def _name_starts(text: str, low: str, start: int, at: int) -> list[int]:
    """Return where bodies' names begin in `text[start:at]`, left to right."""
    starts = []
    for capital in _CAPITAL.finditer(text, start, at):
        place = capital.start()
        if opens_body(low, place) or (len(capital[0]) > 2 and capital[0].isupper()):
            starts.append(place)
    return starts


_DROPPED = frozenset({"va", "-", "–", "&"})


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """Return a body's initials, abbreviations whole: "Sở Nội vụ" → "SNV", "UBND tỉnh" → "UBNDT"."""
    letters = []
    for word in re.findall(r"[\w&]+", name):
        bare = unmarked(word)
        if bare in _DROPPED:
            continue
        letters.append(bare.upper().replace("&", "") if word.isupper() and len(word) > 1 else bare[0].upper())
    return "".join(letters)


@lru_cache(maxsize=4096)
def speaks_for(name: str, code: str) -> bool:
    """Say whether the body may write under this issuer code: "Chủ tịch UBND tỉnh" under "UBND"."""
    official = issuer_names().get(code)
    if official and fold(official).split(" và ")[0] in fold(name):
        return True
    bare = unmarked(code).replace("&", "").replace(".", "").upper()
    own = initials(name)
    return len(bare) >= 2 and (bare in own or (len(own) >= 3 and own in bare))
