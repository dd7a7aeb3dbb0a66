"""Those who share a task: partners named in it, the bodies a heading names, and who gets the result."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.item_patterns import ROLE_LINE
from extractors.naming import Name, Names, read_names
from models.finding import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.clauses import Clause, View

ROLES = {
    "chủ trì": Role.LEAD,
    "thực hiện": Role.LEAD,
    "chịu trách nhiệm": Role.LEAD,
    "tham mưu": Role.LEAD,
    "phối hợp": Role.COOPERATE,
    "theo dõi": Role.MONITOR,
}
REST = 80  # characters: no name goes on longer behind a verb in it
HEADING = 420  # characters: no heading names more bodies

_MORE_THAN_A_NAME = re.compile(r"[,;:()–]|\b(?:chủ trì|phối hợp|tham mưu|và|theo|trong|để)\b")
# "phối hợp chặt chẽ với Sở A", "phối hợp Sở A"
_WITH = re.compile(
    r"(?<!quy chế )(?<!cơ chế )(?<!(?<!quân )(?<!dân )(?<!hình )(?<!nhân )sự )"
    r"(?<!chương trình )(?<!(?<!tổ )(?<!đoàn )(?<!nhóm )công tác )\bphối(?: kết)? hợp"
    r"(?P<manner>(?:,?\s+(?:chặt chẽ|đồng bộ|thường xuyên|kịp thời|tốt|hiệu quả|có hiệu quả|tích cực|trao đổi"
    r"|và thống nhất|công tác))*)"
    r"\s*(?P<link>với|cùng với|cùng|giữa)?\s+"
)
_TOGETHER = re.compile(r"\bchủ trì,?\s+cùng(?: với)?\s+")  # "Sở Y tế chủ trì, cùng các đơn vị"
_LEADS = re.compile(r"\bchủ trì(?: thực hiện)?[,;]\s+(?:và\s+)?(?!phối hợp)")
# What stands between "phối hợp giữa các cơ quan" and their names
_BETWEEN = re.compile(r"[^:.;]{0,40}:\s*")
# "2. Giao Sở Xây dựng", "Trách nhiệm của các đơn vị"
_HEADING_OPENER = re.compile(
    r"(?:(?:đối với|trách nhiệm chung của|trách nhiệm của|nhiệm vụ của|về phía|giao trách nhiệm cho"
    r"|giao cho|giao|yêu cầu|đề nghị|để nghị|phân công|chỉ đạo|tại|ở)\s+)*"
)
# What may follow the bodies of a heading: "có trách nhiệm:", "tổ chức thực hiện:", "(theo lĩnh vực quản lý)"
_HEADING_REST = re.compile(
    r"\s*(?:[:.;,)]|\(.{0,120}?\)|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|tổ chức thực hiện|thực hiện"
    r"|chủ trì|theo chức năng[^.:]{0,60}|căn cứ chức năng[^.:]{0,60}|tập trung|triển khai|như|sau đây|các"
    r"|một số|nhiệm vụ|nội dung|sau|\s)*\W{0,4}\w?\s*$"
)
# "Các khoa tham gia khảo sát"
_WHICH_ONES = re.compile(
    r"(?:các|những)(?: \w+){1,3}? (?:tham gia|được (?:giao|chọn|mời)|trực tiếp) [^,.;:]{3,80}:?\s*"
)
# "chưa tham gia đánh giá ngoài", "đã được UBND tỉnh công nhận": and no order behind it
_THAT_ARE = re.compile(
    r"\s+(?:đã|chưa|đang|được|có|thuộc|còn|tham gia|không|nằm|ngoài|trực thuộc)\s"
    r"(?:(?!\b(?:đề nghị|yêu cầu|phải|cần|khẩn trương|thực hiện nghiêm)\b)[^.:;]){2,120}\s*[.:;]?\s*"
)
# "Tham luận về ôn thi – | Trường Nà Hin | hỗ trợ thực hiện."
_DONE_BY = re.compile(r"\s[-–—]\s(?P<who>[^-–—.;:]{3,120})[.;,/\s]*$")
# "(do UBND các xã thực hiện)", "(Sở Tư pháp chủ trì)", ", do Đoàn Thanh niên phụ trách"; no "đoàn do Sở Y tế chủ trì"
_BY_ASIDE = re.compile(r"\((?:do\s+)?|[,:]\s+(?:sẽ\s+)?do\s+")
_BY = re.compile(r"(?<!\w)do\s+")
_ABOUT_WORK = re.compile(r"(?:việc|công tác|nội dung|phần|hoạt động|riêng)\b")
_DOES_IT = re.compile(
    r"\s*(?:(?:chủ trì|phụ trách|đảm nhận|đảm nhiệm|chịu trách nhiệm)\b"
    r"|(?:trực tiếp |tổ chức )?thực hiện\s*(?:[.;,)]|$))"
)
_DELIVERED_OF = re.compile(r"[^.;:,]{3,90}? của (?=\w)")
_HANDED_IN = re.compile(r"\s*(?:đề nghị |phải |được )?(?:gửi|nộp)\b")
_DOES = re.compile(
    r"\s*(?:(?:chủ trì|hỗ trợ|phụ trách|trực tiếp|tổ chức),?\s+)?"
    r"(?:thực hiện|trình bày|báo cáo|đảm nhận|chuẩn bị|phụ trách|chủ trì|chịu trách nhiệm)[.;,/\s]*"
)
# What is sent, and to whom: "gửi về UBND xã", "báo cáo kết quả cho Sở Y tế", "báo cáo UBND tỉnh"
_SENDS = re.compile(
    r"(?<!chương )(?<!quá )(?<!quy )(?<!công )(?<!lộ )"
    r"\b(?P<verb>gửi|báo cáo|trình|nộp|phản ánh|đăng ký|thông báo|phản hồi|kiến nghị|đề xuất)\b"
)
_DIRECTLY = re.compile(r"\s+(?:kết quả\s+)?")
_TO = re.compile(r"[^.;]{0,120}?\b(?:về|cho|đến|tới|với|lên)\s+")
_DIRECT = frozenset(["gửi", "báo cáo", "trình"])
# What follows a receiver's name and is no part of it: "UBND tỉnh ít nhất 10 ngày", "Giám đốc 02 giờ/lần",
# but "Trung đoàn 95", "Phòng Công chứng số 1", "Kho bạc Nhà nước khu vực 12 (qua …)"
_BEHIND = re.compile(
    r"(?<!khu vực)(?<!\bsố)(?<!vùng)(?<!quân khu)\s+(?:ít nhất|chậm nhất|muộn nhất|sau|đối"
    r"|\d+\s*(?:giờ|ngày|tuần|tháng|quý|năm|lần|bản|bộ|phút|h\b|[/(])).*$",
    re.DOTALL | re.IGNORECASE,
)
# Through whom it goes: "qua Phòng Nội vụ"
_VIA = re.compile(
    r"\s*\((?:gửi |thông )?qua [^)]{2,120}\)|\s*,?\s*(?:thông )?qua\s+(?=phòng|sở|văn phòng|ban|cục)"
)


def partners(view: View, start: int, end: int) -> Iterator[Name]:
    """Yield those whom the stretch names after "phối hợp với"."""
    for match in _WITH.finditer(view.folded, start, end) if view.folded.find("hợp", start, end) >= 0 else ():
        position = match.end()
        if not match["link"] and view.folded.startswith("tổ chức", position):
            continue  # "phối hợp tổ chức": to hold something together
        if match["link"] == "giữa":
            listed = _BETWEEN.match(view.folded, position, end)
            position = listed.end() if listed else position
        yield from read_names(view.raw, view.folded, position, end).names
    if view.folded.find("chủ trì", start, end) < 0:
        return
    for match in _TOGETHER.finditer(view.folded, start, end):
        yield from read_names(view.raw, view.folded, match.end(), end).names
    for match in _LEADS.finditer(view.folded, start, end):
        helpers = read_names(view.raw, view.folded, match.end(), end)
        if helpers.stop == "phối hợp":
            yield from helpers.names  # "Sở Tư pháp chủ trì, các sở, ngành phối hợp"


def role_names(view: View, start: int, end: int) -> Iterator[tuple[Name, Role]]:
    """Yield whom a line names with their part: "Cơ quan chủ trì: Sở Tư pháp; phối hợp: Sở Nội vụ"."""
    if not ROLE_LINE.match(view.folded, start, end):
        return
    parts = list(ROLE_LINE.finditer(view.folded, start, end))
    for place, part in enumerate(parts):
        limit = parts[place + 1].start() if place + 1 < len(parts) else end
        named = _to_the_end(view, read_names(view.raw, view.folded, part.end(), limit).names, limit)
        yield from ((name, ROLES[part["role"]]) for name in named)
        if named:  # "Đơn vị thực hiện: Văn phòng UBND tỉnh chủ trì, phối hợp với Sở Tài chính"
            yield from ((name, Role.COOPERATE) for name in partners(view, named[-1].end, limit))


def _to_the_end(view: View, names: tuple[Name, ...], limit: int) -> tuple[Name, ...]:
    """Take in the rest of a line that names nobody else: "Hội đồng | đánh giá tiếp cận pháp luật phường"."""
    rest = view.raw[names[-1].end : limit].rstrip(" .;\n") if names else ""
    if not rest.strip() or len(rest) > REST or _MORE_THAN_A_NAME.search(rest.lower()):
        return names
    return (*names[:-1], names[-1].reaching(view.raw, names[-1].end + len(rest)))


def done_by(view: View, clause: Clause, end: int) -> Clause:
    """Take the body behind a last dash, a comma or in brackets as told: "Phân tích đề – Trường Nà Hin thực hiện"."""
    if clause.told:
        return clause
    behind = _DONE_BY.search(view.folded, clause.start, end)
    names = read_names(view.raw, view.folded, behind.start("who"), end) if behind else None
    if names and names.names and _DOES.fullmatch(view.folded, names.end, end):
        return replace(clause, told=names.names)
    told = _who_does(view, _BY_ASIDE, (clause.start, end))
    return replace(clause, told=told) if told else clause


def doers(view: View, span: tuple[int, int]) -> tuple[Name, ...]:
    """Return who does what a sentence tells of: "Việc kiểm tra do Sở Y tế chủ trì"."""
    return _who_does(view, _BY, span) if _ABOUT_WORK.match(view.folded, *span) else ()


def _who_does(view: View, by: re.Pattern[str], span: tuple[int, int]) -> tuple[Name, ...]:
    for match in by.finditer(view.folded, *span):
        names = read_names(view.raw, view.folded, match.end(), span[1])
        if names.names and _DOES_IT.match(view.folded, names.end, span[1]):
            return names.names
    return ()


def delivered_by(view: View, span: tuple[int, int]) -> tuple[Name, ...]:
    """Return whose "Số liệu của các sở đề nghị gửi về …" it is: they deliver it."""
    of = _DELIVERED_OF.match(view.folded, *span)
    names = read_names(view.raw, view.folded, of.end(), span[1]) if of else None
    return names.names if names and _HANDED_IN.match(view.folded, names.end, span[1]) else ()


def heading_names(view: View, start: int, end: int) -> tuple[Name, ...]:
    """Return the bodies that a title names, if it names nothing else: "2. Giao Sở Xây dựng"."""
    if end - start > HEADING:
        return ()
    opener = _HEADING_OPENER.match(view.folded, start, end)
    names = read_names(view.raw, view.folded, opener.end() if opener else start, end)
    if names.names and _HEADING_REST.match(view.folded, names.end, end):
        return names.names
    concerned = opener and opener[0].startswith(("đối với", "về phía"))
    return (_that_are(view, names, end) if concerned else ()) or _which_of_many(view, names, end)


def _that_are(view: View, names: Names, end: int) -> tuple[Name, ...]:
    """Read "Đối với các đơn vị | chưa tham gia đánh giá" whole: a title that says of whom it speaks."""
    last = names.names[-1] if names.names and names.names[0].grouped else None
    if last is None or not _THAT_ARE.fullmatch(view.folded, last.end, end):
        return ()
    stop = last.end + len(view.raw[last.end : end].rstrip(" :.;"))
    return (*names.names[:-1], last.reaching(view.raw, stop))


def _which_of_many(view: View, names: Names, end: int) -> tuple[Name, ...]:
    """Read "Các khoa tham gia khảo sát" whole: a title that says which of many bodies are meant."""
    only = names.names[0] if len(names.names) == 1 else None
    if only is None or not only.grouped or not _WHICH_ONES.fullmatch(view.folded, only.start, end):
        return ()
    stop = only.start + len(view.raw[only.start : end].rstrip(" :"))
    return (only.reaching(view.raw, stop),)


def report_to(view: View, start: int, end: int) -> str | None:
    """Return whom the result goes to: "UBND thị xã (qua Phòng Nội vụ)"."""
    for match in _SENDS.finditer(view.folded, start, end):
        names = _receivers(view, match, end)
        if not names or _is_public(names[0]):
            continue
        last = names[-1].end
        via = _VIA.match(view.folded, last, end)
        if via and via[0].rstrip().endswith(")"):
            last = via.end()
        return _BEHIND.sub("", " ".join(view.raw[names[0].start : last].split()))
    return None


def _receivers(view: View, sends: re.Match[str], end: int) -> tuple[Name, ...]:
    """Return who is named right behind "báo cáo", else behind the next "về", "cho"."""
    directly = _DIRECTLY.match(view.folded, sends.end(), end)
    if directly and sends["verb"] in _DIRECT:
        names = read_names(view.raw, view.folded, directly.end(), end).names
        if names:
            return names
    to = _TO.match(view.folded, sends.end(), end)
    return read_names(view.raw, view.folded, to.end(), end).names if to else ()


def _is_public(name: Name) -> bool:
    """Say whether a name means many, who are told and get no report: "các tổ chức", "Nhân dân"."""
    folded = name.name.lower()
    return " các " in f" {folded} " or (name.grouped and not folded.startswith("lãnh đạo"))


# "xây dựng kế hoạch", "lập danh sách", a bare "báo cáo"
_PRODUCT = re.compile(
    r"\b(?P<made>(?:xây dựng|ban hành|lập|hoàn thiện|trình|gửi|nộp|dự thảo|có|chuẩn bị"
    r"|tham mưu[^.,;]{0,40}?)\s+(?:và\s+\w+ \w+\s+)?)?"
    r"(?P<what>báo cáo giải trình bằng văn bản|báo cáo|kế hoạch|tờ trình|dự thảo|đề án|phương án|danh sách"
    r"|danh mục|biểu mẫu|số liệu|hồ sơ|biên bản|quyết định|quy chế|văn bản góp ý|văn bản|ý kiến bằng văn bản"
    r"|phiếu|chương trình)"
)


# Before a "báo cáo" that hands in nothing for sure: "kịp thời báo cáo", "để báo cáo", "phê duyệt Báo cáo kinh tế"
_ONLY_IF = re.compile(r"\b(?:để|hoặc|kịp thời|phê duyệt|thẩm định)\s+(?:tổng hợp,?\s+)?$")


def product(view: View, start: int, end: int) -> str | None:
    """Return what is to be handed in: a made thing before a bare report."""
    report = None
    for match in _PRODUCT.finditer(view.folded, start, end):
        what = view.raw[match.start("what") : match.end("what")]
        if match["what"].startswith("báo cáo"):
            if not _ONLY_IF.search(view.folded, max(start, match.start() - 40), match.start("what")):
                report = report or what
        elif match["made"]:
            return what
    return report
