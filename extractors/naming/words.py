"""The words that open, fill and end the name of a body, as patterns on folded text.

What the words are stands in `vocabulary`: assignee_heads (what a name opens with), name_phrases
(verbs inside names: "quản lý dự án"), name_verbs (what a name says first of what its body does:
"Trung tâm kiểm soát …"), clause_words (what ends a name), sectors ("Y tế", "Nội vụ"),
level_followers (what may follow "huyện" in a name).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extractors.naming.work_verbs import work_verb_source
from extractors.patterns import LETTER, UPPER, alternatives
from extractors.vocabulary import table
from models.finding import AssigneeKind
from models.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

DETERMINER = (
    r"(?:(?:tất cả |toàn bộ |100% )?(?:các|những|mỗi|từng|toàn thể|mọi|một số|quý|hai|ba|bốn|\d{1,3})|tất cả)\s+"
    r"(?:(?:đồng chí|vị)\s+)?"
)
# Words inside names behind which a phrase goes on that begins like a verb: "Ban Quản lý dự án đầu tư xây dựng"
_BEFORE_A_PHRASE = (
    "và",
    "với",
    "về",
    "dự án",
    "chương trình",
    "đề án",
    "công tác",
    "dịch vụ",
    "kỹ thuật",
    "công trình",
    "hoạt động",
    "phối hợp",
    "quốc gia",
    "các",
    "cổ phần",
    "nghiệp vụ",
    "một thành viên",
)
# Words of `clause_words` that are things as often as work: "Cổng thông tin điện tử", "chất lượng giáo dục"
_NOUNS = frozenset({"thông tin", "giáo dục"})
# How a letter addresses those whose post follows: "ông (bà) Hiệu trưởng", "đồng chí Giám đốc"
_COURTESY = (
    r"(?:(?:quý\s+)?(?:ông|bà|anh|chị)\s?(?:\(\s?(?:bà|ông|chị|anh)\s?\)|/\s?(?:bà|ông|chị|anh)|,\s?bà)\s+"
    r"|(?:đồng chí|đ/c)\s+(?=(?:chủ tịch|phó|bí thư|giám đốc|trưởng|chánh|hiệu trưởng|thủ trưởng|viện trưởng"
    r"|cục trưởng|tổ trưởng|chỉ huy trưởng|bộ trưởng)\b))"
)
# Words that begin like a head but name nobody: "trường hợp", "lãnh đạo, chỉ đạo", "cơ sở dữ liệu".
_NOBODY = (
    r"trường (?:hợp|bắn)\b|lãnh đạo,? (?:chỉ đạo|quản lý|điều hành)|báo cáo\b(?! viên)|đoàn kết\b"
    r"|đội ngũ\b|tổ hợp\b(?! tác)"
    r"|hội (?:nghị|thảo|thi|chợ|đàm|họp|nhập|tụ)\b|ban (?:hành|đầu|ngày)\b"
    r"|thống kê, (?:báo cáo|tổng hợp|cập nhật)|thống kê (?!tỉnh|cơ sở)"
    r"|bộ (?:mặt|máy|luật|tiêu chí|chỉ số|câu hỏi|thủ tục)\b|cơ sở (?:dữ liệu|vật chất|hạ tầng|pháp lý)\b"
    r"|cá nhân hoá|tổ chức bộ máy|thanh tra, (?:kiểm tra|giám sát)(?! (?:ngân hàng|chi nhánh))"
    r"|thanh tra (?:hồ sơ|hoạt động|công tác|đột xuất|định kỳ|toàn diện|trách nhiệm|trực tiếp|lại)\b"
    r"|công đoạn|trưởng thành|quỹ (?:đất|tiền)\b"
    r"|đơn vị (?:tính|thời gian)|ngành nghề|cấp (?:phát|phép|giấy|bách|độ)\b|khoa học\b"
    r"|cụm (?:công nghiệp|từ|tin)\b|cục bộ|hạt giống"
    r"|khu (?:vực|dân cư|vui chơi|trung tâm)\b|công viên chức|uỷ ban hành\b"
    r"|phòng (?:chống|ngừa|cháy|bệnh|trừ)\b|phòng,|viện (?:dẫn|phí|trợ)\b|trạm biến|đồn đại|khối lượng"
    r"|đài tưởng|xã hội|thôn,|thường trực (?:cấp cứu|đường dây|ban đêm|chiến đấu|báo cáo|24)"
    r"|vụ (?:việc|án|mùa|đông|xuân|hè)\b|bản (?:đồ|sao|mềm|cứng|in|chụp|điện tử|gốc|giấy|chính|tin|thân|cam|án|vẽ)\b"
    r"|thuế (?:thu nhập|giá trị|suất|xuất|nhập|tài nguyên|phí)\b|trung tâm (?:tỉnh lỵ|huyện lỵ)|tỉnh táo"
)
# What stands after "tổ chức" where it is a noun: "các tổ chức, cá nhân", "tổ chức chính trị - xã hội".
_ORGANISATION = (
    r"\s*(?:[,;.)]|(?:và|có|liên quan|thuộc|chính trị|xã hội|đảng|đoàn thể|đơn vị|khác|trên địa bàn"
    r"|trong (?:nước|tỉnh|huyện|toàn|và)|tín dụng|kinh tế|trực thuộc|cơ sở|hành nghề"
    r"|hoạt động(?= (?:trong|tại|trên|theo|hợp pháp|ở|vì))|khi (?:có|cần)"
    r"|công đoàn|tôn giáo|phi chính phủ)\b|$)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a name opens with; `form` is name | whole | class | place | apart, see the CSV."""

    kind: AssigneeKind
    form: str


@cache
def heads() -> Mapping[str, list[Head]]:
    """Folded head → what it may be."""
    found: dict[str, list[Head]] = {}
    for row in table("assignee_heads"):
        found.setdefault(fold(row["head"]), []).append(Head(AssigneeKind(row["kind"]), row["form"]))
    return found


@cache
def acronym() -> re.Pattern[str]:
    """A body's name in capitals, as printed: "TTPVHCC", "BQLDA", "P.KHTC", "P. Tổ chức", "PC07"; no "TTHC"."""
    body, none = (
        alternatives(row["letters"] for row in table("acronym_heads") if row["means"] == means)
        for means in ("body", "none")
    )
    letters = rf"(?:{body})[{UPPER}\d]*(?:[&-][{UPPER}]+)*(?![{LETTER}])"
    return re.compile(
        rf"(?!(?:{none})(?!\w))(?:{letters}|P\.\s?[{UPPER}][{LETTER}&]+|P[A-Z]{{0,2}}\d{{1,2}}(?!\w))"
    )


@cache
def places() -> frozenset[str]:
    """Words for territories: "xã", "huyện" go on with a name ("UBND các xã, phường") and open none."""
    return frozenset(word for word, found in heads().items() if any(head.form == "place" for head in found))


@cache
def clause_words() -> Mapping[str, str]:
    """Folded word → kind (verb, weak, manner, link)."""
    return {fold(row["word"]): row["kind"] for row in table("clause_words")}


@cache
def clause_word() -> re.Pattern[str]:
    """A word of `clause_words` here; "công chứng viên" is who does it."""
    return re.compile(rf"(?:{alternatives(clause_words())})(?!\w| viên\b)")


@cache
def head_pattern() -> re.Pattern[str]:
    """A head with its determiner: "các sở", "Giám đốc"; in "đơn vị chủ trì, phối hợp với" the head is "đơn vị"."""
    return re.compile(
        rf"{_COURTESY}?(?:(?P<det>{DETERMINER}))?{_COURTESY}?(?P<head>{alternatives(heads())})(?!\w)"
        r"(?!(?<=chủ trì),? phối hợp)"
    )


@cache
def next_pattern() -> re.Pattern[str]:
    """What to look at next inside a name: a phrase of names, a word that may end it, a separator, a mark."""
    guards = alternatives(fold(row["phrase"]) for row in table("name_phrases"))
    return re.compile(rf"(?<!\w)(?P<guard>{guards})(?!\w)|{_ends()}")


@cache
def _ends() -> str:
    return (
        rf"(?<!\w)(?P<stop>(?:{alternatives(clause_words())})(?!\w| viên\b)|{work_verb_source()})"
        r"|(?P<separator>\s*[,;/+]\s*(?:và\s+)?|\s+(?:và|cùng với|cùng(?!\s+cấp)|&)\s+)"
        r"|(?P<bracket>\()|(?P<close>[:)\n\"…!?]|(?<!\btp)(?<!\btx)(?<!\btt)(?<!\b[phqx])\.(?=\s|$|/))"
    )


@cache
def end_pattern() -> re.Pattern[str]:
    """What `next_pattern` looks for, without the phrases of names."""
    return re.compile(_ends())


@cache
def name_verbs(behind: str = "any") -> frozenset[str]:
    """Folded verbs that may stand first in a name, right behind its head: "Trung tâm kiểm soát …".

    `behind`: "any" head, or those named by their "purpose": "Ban Chỉ đạo thực hiện Đề án …".
    """
    return frozenset(fold(row["verb"]) for row in table("name_verbs") if row["behind"] == behind)


@cache
def leads_into() -> re.Pattern[str]:
    """What comes before a phrase of a name that begins like a verb: "dự án | đầu tư xây dựng"."""
    body = Head(AssigneeKind.BODY, "name")
    openers = [word for word, found in heads().items() if body in found and " " in word]
    return re.compile(
        rf"(?:[,\-–/&]|(?<!\w)(?:(?<!bộ )đội|tổ|nhóm|{alternatives([*openers, *_BEFORE_A_PHRASE])}))$"
    )


@cache
def is_verbal(phrase: str) -> bool:
    """Say whether a phrase of names begins like work: "xúc tiến đầu tư", not "an toàn lao động"."""
    first = None if head_pattern().match(phrase) else clause_word().match(phrase)  # "hợp tác xã"
    word = " ".join(first[0].split()) if first else ""
    # "chi nhánh", "giao thông" are none
    return " " in word and word not in _NOUNS and clause_words()[word] in {"verb", "weak"}


@cache
def level_then() -> re.Pattern[str]:
    """A level without a name and a word that does not go on with the body's: "Thư viện tỉnh | mở cửa"."""
    goes_on = alternatives(fold(row["word"]) for row in table("level_followers"))
    return re.compile(
        r"(?<!các )\b(?:tỉnh|huyện|quận|xã|phường|thị trấn|thị xã|thành phố) "
        rf"(?=[^\W\d_])(?!(?:{goes_on})\b)"
    )


@cache
def sector_pattern() -> re.Pattern[str]:
    """The name of a sector after "các sở:"."""
    return re.compile(rf"(?:{alternatives(fold(row['sector']) for row in table('sectors'))})(?!\w)")


# Where a list of levels goes on inside one name: "Ban Chỉ huy các ngành, các cấp"
ONE_NAME = re.compile(
    r"các (?:ngành|cấp)(?:,| và) (?=các (?:ngành|cấp)(?!\w))"
    r"|các (?:[^\W\d]+, )*(?:huyện|thị|quận|xã)(?:,| và) (?=(?:thành|thị|quận|phường) (?:đoàn|uỷ|hội)(?!\w))"
)
_NOBODY_PATTERN = re.compile(_NOBODY)
_ORGANISATION_PATTERN = re.compile(_ORGANISATION)
_COMMA = re.compile(r"\s*,\s*")
_THEN = re.compile(r"\s*(?:,|và\b)\s*")


def is_verb(folded: str, start: int, end: int, limit: int) -> bool:
    """Say whether "tổ chức", "thống kê", "báo" is a verb here and not the head of a name."""
    word = folded[start:end]
    if word in {"tổ chức", "đại diện"}:
        comma = _COMMA.match(folded, end, limit)  # "Tổ chức, phối hợp tổ chức các hội thi"
        after = next_pattern().match(folded, comma.end(), limit) if comma else None
        verb = bool(after and after["stop"] and kind_of_stop(after) == "verb")
        return verb or not _ORGANISATION_PATTERN.match(folded, end, limit)
    if _NOBODY_PATTERN.match(folded, start, limit):
        return True
    if word in clause_words():  # "Thống kê, tổng hợp …", but "Thanh tra, Công an"
        comma = _THEN.match(folded, end, limit)
        after = next_pattern().match(folded, comma.end(), limit) if comma else None
        return bool(after and after["stop"])
    stop = next_pattern().match(folded, start, limit)
    return bool(stop and stop["stop"] and stop.end() > end)


def kind_of_stop(match: re.Match[str]) -> str:
    """Return what sort of word `next_pattern` stopped at; "work" for a verb of `work_verbs`."""
    return clause_words().get(" ".join(match["stop"].split()), "work")
