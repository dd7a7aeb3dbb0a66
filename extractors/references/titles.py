"""What a referenced document is about: "về việc …", "phê duyệt …", up to where the sentence goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.references.bodies import opens_body
from extractors.references.vocabulary import any_of

# Openers that the title leaves out, and those that it keeps ("quy định chi tiết …").
_LEFT_OUT = r"(?:về\s+việc|v/v|về|ban hành(?:\s+kèm theo)?|phê duyệt|với\s+nội\s+dung)(?!\w)"
_OPENER = re.compile(rf"\s*,?\s*(?:(?P<out>{_LEFT_OUT})|(?P<kept>{any_of('title kept')}))\s*:?\s*")
_QUOTED = re.compile(r"[“\"«](?P<inside>[^”\"»\n]{3,500})[”\"»]")
# Behind a comma only what describes a document goes on with it.
_DESCRIBES = re.compile(
    r"(?:quy định|hướng dẫn|sửa đổi|bổ sung|hợp nhất|đính chính|bãi bỏ|thành lập|công bố)"
)
# A stop that ends any title.
_HARD = re.compile(
    r"\svà các (?=(?:văn bản|nghị định|thông tư|luật|quyết định) (?:sửa đổi|hướng dẫn|quy định|khác|(?:có )?liên quan))"
    r"|[;\n]|\.(?=\s|$)|\./\.|[()](?=\s*[.;,]|\s+(?:và|của))|"
    r"\s\((?=được|sau đây|dưới đây|gọi (?:tắt|chung)|viết tắt|có (?:hiệu lực|bản|kèm|văn bản)|(?:đính|gửi) kèm|kèm theo"
    r"|bản (?:chụp|sao|phô)|sao (?:gửi|y)|(?:đề án|kế hoạch|chương trình|nghị quyết|quyết định) (?:số )?\d+\))"
)
# A sentence that opens with its bases: a semicolon in it may stand inside a title
_BASIS = re.compile(r"\W*(?:căn cứ|thực hiện|theo|tiếp theo|triển khai)(?!\w)")
_NEW_BASIS = re.compile(
    r"(?:căn cứ|theo|xét|thực hiện|trên cơ sở|tiếp theo|và|đề nghị|yêu cầu|giao|báo cáo|kịp thời)\b"
)
_SENTENCE = re.compile(r"\n|\.(?=\s)")
_UNIT_OF = re.compile(r"[^;,.\n]{3,60} thuộc ")  # "Sở Nội vụ; Phòng Nội vụ | thuộc UBND cấp huyện"
# ", UBND huyện yêu cầu", ", Sở Nội vụ đề nghị …": the sentence's own subject and verb.
_COMMA = re.compile(r",\s+")
_CLAUSE_VERB = re.compile(rf"[^.;:,\n]{{0,90}}?\s{any_of('verb of the sentence')}")
# ", nhà trường xây dựng": who writes, without a capital; "tập thể, công ty có thành tích" goes on with the title
_WRITER = re.compile(
    r"(?:nhà trường|ban giám hiệu|công ty|trung tâm|bệnh viện|chi nhánh|chúng tôi)\s+(?!(?:có|đã)\s+(?!ý kiến))"
    rf"{any_of('verb of the sentence')}"
)
_ELSE = re.compile(any_of("goes on after a title"))
_TRAILING = re.compile(r"(?:[\s,:\-–]|(?<=\s)(?:và|hoặc|cùng|đến|các|(?<!tiếp )(?<!kèm )theo|tại)(?!\w))+$")
_LONGEST = 900


@dataclass(frozen=True, slots=True)
class Title:
    """A title at `start` … `end`; its clause opens at `clause`."""

    clause: int
    start: int
    end: int


def opens_title(low: str, at: int) -> bool:
    """Say whether a title clause opens at `at`; how far it may go need only then be looked for."""
    return _OPENER.match(low, at) is not None


def title_after(text: str, low: str, at: int, limit: int) -> Title | None:
    """Read the title clause that opens at `at`; it ends at `limit`, where the next reference begins."""
    opener = _OPENER.match(low, at)
    if opener is None or opener.end() >= limit:
        return None
    if opener["kept"] and (":" in opener[0] or ("," in opener[0] and not _DESCRIBES.match(opener["kept"]))):
        return None  # ", trình Thủ tướng xem xét": what the sentence goes on to say
    start = opener.end() if opener["out"] else opener.start("kept")
    quoted = _QUOTED.match(text, opener.end())
    if quoted and quoted.end() <= limit:
        return Title(at, quoted.start("inside"), quoted.end("inside"))
    end = _title_end(text, low, opener.end(), min(limit, at + _LONGEST, len(text)))
    trailing = _TRAILING.search(low, max(start, end - 24), end)
    end = trailing.start() if trailing else end
    least = opener.end("kept") if opener["kept"] else start
    return Title(at, start, end) if end > least else None


def _title_end(text: str, low: str, at: int, limit: int) -> int:
    stops = (
        hard.start()
        for hard in _HARD.finditer(low, at, limit)
        if _ends(low, at, hard) and not _is_inside(text, low, hard, limit)
    )
    end = _closed(low, at, next(stops, limit))
    for comma in _COMMA.finditer(low, at, end):
        place = comma.end()
        if _is_own_clause(text, low, place) or _WRITER.match(low, place) or _ELSE.match(low, place):
            return comma.start()
    return end


def _ends(low: str, at: int, hard: re.Match[str]) -> bool:
    """Say whether a stop ends the title; the bracket that closes "(2011 - 2015)" does not."""
    if hard[0] != ")":
        return True
    return low.count("(", at, hard.start()) <= low.count(")", at, hard.start())


def _is_inside(text: str, low: str, hard: re.Match[str], limit: int) -> bool:
    """Say whether a semicolon stands inside a title: "về triển khai …; khắc phục …, Sở Nội vụ đề nghị …"."""
    place = hard.end() + 1
    if hard[0] != ";" or place >= limit or text[hard.end()] != " ":
        return False
    if opens_body(low, place) and text[place].isupper():
        return bool(_UNIT_OF.match(low, place, limit))
    if not text[place].islower() or _NEW_BASIS.match(low, place) or _ELSE.match(low, place):
        return False
    begin = max(low.rfind("\n", 0, place), low.rfind(". ", 0, place)) + 1
    ended = _SENTENCE.search(low, place)
    end = min(limit, ended.start() if ended else limit)
    return bool(_BASIS.match(low, begin)) and any(
        _is_own_clause(text, low, comma.end()) for comma in _COMMA.finditer(low, place, end)
    )


def _is_own_clause(text: str, low: str, place: int) -> bool:
    """Say whether the sentence's own subject and verb follow a comma: ", Sở Nội vụ | đề nghị …"."""
    return (
        text[place : place + 1].isupper()
        and opens_body(low, place)
        and _CLAUSE_VERB.match(low, place) is not None
    )


def _closed(low: str, at: int, end: int) -> int:
    """Leave out a bracket that opens in the title and does not close there."""
    opening = low.rfind("(", at, end)
    return opening if opening >= 0 and low.find(")", opening, end) < 0 else end
