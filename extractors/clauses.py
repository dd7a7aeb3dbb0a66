"""One sentence of an order: who is told, as what, and with whom.

A foundation for tasks and assignees; it works on a stretch of the letter's text and keeps
its offsets. See domain notes in docs/glossary.md: giao, yêu cầu, đề nghị, chủ trì, phối hợp.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.phrase_key import mend
from extractors.naming import Name, clause_words, is_verb, read_names
from models.finding import Role, TaskKind
from models.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator


class View:
    """A letter's text beside its folded form, so that a pattern's offsets are the text's."""

    def __init__(self, text: str, *, mended: bool = False) -> None:
        """Fold the text once; `mended` for text that OCR read, whose marks may be wrong."""
        self.raw = text
        self.folded = mend(text) if mended else fold(text)


@dataclass(frozen=True, slots=True)
class Clause:
    """What one sentence says.

    `start` is where the order itself begins (after "Theo đề nghị của …, Chủ tịch UBND tỉnh");
    `role` is what somebody is who is told without being named here.
    """

    start: int
    end: int
    rule: str
    kind: TaskKind
    told: tuple[Name, ...] = ()
    role: Role = Role.LEAD
    verb: int = 0  # where the work itself begins
    upward: bool = False  # "kính đề nghị"


_ABBREVIATION = re.compile(r"\b(?:tp|tx|tt|ths|ts|bs|gs|pgs|ks|cn|kts|đ/c|ds|no|v\.v|st|p|q|h|khđt)\.$")
_BREAK = re.compile(r"[.!?…](?:[”\"’')\]]*)\s+(?=[“\"(]?[^\W\d_a-z])|[;,]\s+|\n")
_CAPITAL_OR_GROUP = re.compile(r"(?<!\w)(?:[^\W\d_a-z]|các |những )")
_ORDER_AFTER_SEMICOLON = re.compile(
    r"(?:đồng thời,?\s+|riêng,?\s+|trong đó,?\s+)?(?:giao|yêu cầu|đề nghị|để nghị|phân công)\s+(?:cho\s+)?|riêng\s+"
)
_CONNECTIVE = re.compile(
    r"(?:đồng thời|ngoài ra|bên cạnh đó|riêng|trước mắt|nay|vậy|do đó|do vậy|vì vậy|theo đó|trên cơ sở đó|mặt khác"
    r"|cụ thể|tiếp đó|lưu ý|cùng với đó|trong đó|từ đó|kèm theo|trên tinh thần đó|để triển khai)\s*[,:]?\s+"
)
_OPENER = re.compile(
    r"(?:đối với|trường hợp|nếu|khi|sau khi|trong quá trình|trên cơ sở|căn cứ|để|nhằm|theo(?! dõi)|thực hiện|qua|từ|trước|chậm nhất"
    r"|hằng|hàng|định kỳ|ngoài|trong|tại|với|xét|tiếp theo|ngay sau|kể từ|được sự|sau|cùng với|về|ngày|nhận được|riêng đối với"
    r"|trên đây|quá|do|vì|riêng)\b"
)
# Openers that only say why: they are no part of the task. "Thực hiện" may also be the work itself.
_BASIS = re.compile(
    r"(?:trên cơ sở|căn cứ|theo|để|nhằm|thực hiện|qua|xét|với|tiếp theo|được sự|nhận được|ngày|trên đây|do|vì|tại|từ)\b"
)
_VERB_OPENER = re.compile(r"(?:thực hiện|qua)\b")
_LABEL = re.compile(r"[^:.;]{3,110}:\s+")
_REMINDED = re.compile(
    r",\s+(?=(?:các|quý)\s[^,.;:]{3,60}?\s(?:lưu ý|mang theo|chuẩn bị|có trách nhiệm)\b)"
)
_LEAD_IN = re.compile(r"(?:như sau|sau đây|cụ thể|nội dung sau|sau)\s*:\s+")
_AFTER_OPENER = re.compile(r"[,:]\s+|\bthì\s+")
# Openers that say in which case an order holds: they are part of the task.
_CONDITION = re.compile(
    r"(?:(?:riêng )?đối với|riêng|nếu|trường hợp|trong trường hợp|khi|sau khi|ngay sau khi|trong thời gian tới|quá (?:thời gian|thời hạn))\b"
)
_ORDER = re.compile(
    r"(?P<kinh>(?:trân trọng|kính|xin|rất mong|mong)\s+)?"
    r"\b(?P<verb>giao trách nhiệm cho|giao nhiệm vụ cho|giao cho|giao|yêu cầu|đề nghị|để nghị|phân công|ủy quyền cho|uỷ quyền cho"
    r"|uỷ quyền|chỉ đạo|lưu ý|khuyến nghị|kêu gọi|mời|thông báo (?:để|đến|tới|cho))(?:\s+(?=\w))(?:(?:đối với|cho)\s+)?"
)
_NOT_ORDER_BEFORE = re.compile(
    r"(?:theo|của|tại|được|có|và|các|những|đã|với|là|trong đó|về việc|việc|nội dung|công tác|văn bản|đôn đốc|kiểm tra|hoặc|chưa"
    r"|không|để|kiến nghị|nhiệm vụ|phải|cần|nhằm|khi)\s*[,]?\s*$"
)
_NARRATIVE = re.compile(
    r"(?:ngày \d|tại (?:công văn|văn bản|cuộc họp|điều|khoản)|điểm [a-zđ]|khoản \d|điều \d+ [a-z])[^.]{0,200}?"
    r"\b(?:có (?:công văn|văn bản|tờ trình|báo cáo)|ban hành|quy định|đã)\b"
)
# What a subject is followed by when it is told something (a verb or an adverb does as well).
_TOLD_LINKS = (
    "có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ", "phải", "cần", "căn cứ", "theo", "trong phạm vi", "làm đầu mối",
    "trên cơ sở", "chậm nhất", "trước ngày", "nên", "khi", "sau khi", "nếu", "có kế hoạch", "có biện pháp", "có giải pháp",
    "có phương án", "có văn bản", "có ý kiến", "trong quá trình", "trước khi", "trong trường hợp", "cùng", "chỉ",
)
_IS_CENTRE = re.compile(r"là\s+(?:cơ quan|đơn vị|đầu mối|chủ đầu tư|thành viên|bộ phận|tổ chức)\b")
_HAS_PAST = re.compile(
    r"\s*(?:có (?:công văn|báo cáo|tờ trình|văn bản số|ý kiến (?:như|chỉ đạo|kết luận)|ban hành)|đã\b|sẽ\b|đang\b|nhận được|nhận thấy"
    r"|giao\b|yêu cầu\b|đề nghị\b|để nghị\b|kính\b|thông báo (?:để|kết luận|đến|cho|đính chính)|cụ thể\b|ban hành [^.;]{0,40}\bsố \d|quy định\b)"
)
_CONTACT = re.compile(r"\bliên hệ\b|rất mong (?:nhận được )?sự|số điện thoại|^trân trọng|xin (?:chân thành )?cảm ơn")
_TROUBLE = re.compile(
    r"(?:nếu|trường hợp|khi|có|gặp|phát sinh)[^.;]{0,60}?(?:vướng mắc|khó khăn|bất cập|vấn đề phát sinh|vấn đề gì|vấn đề mới)"
)
_ACCOUNTABLE = re.compile(
    r"chịu (?:hoàn toàn |mọi )?trách nhiệm\s+(?:toàn diện |trực tiếp |hoàn toàn |cá nhân )?(?:trước|về|theo quy định|thi hành|nếu|liên đới)\b"
)
_FORBIDDEN = re.compile(
    r"(?:tuyệt đối không|nghiêm cấm|không được|cấm |không để\b|không tổ chức|không (?:giải quyết|tiếp nhận|nhận))"
)
_DIRECTS = re.compile(r"\s*(?:quan tâm,?\s+|xem xét,?\s+|cho ý kiến,?\s+)*chỉ đạo\s+")
_DETERMINED = re.compile(r"(?:các|những|mỗi|từng|mọi|toàn thể|tất cả)\b")
_THIS_DOCUMENT = (
    r"(?:công văn|chỉ thị|kế hoạch|quyết định|thông báo|công điện|văn bản|hướng dẫn|nghị quyết|chương trình|kết luận)(?:\s+này)?"
)
_FOLLOWING = re.compile(
    r"(?:có trách nhiệm |chịu trách nhiệm |là (?:cơ quan|đơn vị)[^,]{0,30},\s*|giúp [^,]{0,60}? |thường xuyên |chủ động )?"
    r"(?:theo dõi|đôn đốc|giám sát|kiểm tra|tổng hợp)[^.;]{0,110}?"
    r"(?:thực hiện|triển khai)(?: thực hiện)?\s+(?:(?:các )?nội dung (?:của |tại )?|nghiêm túc |nghiêm )?"
    rf"(?:{_THIS_DOCUMENT}|(?:các )?(?:nội dung|nhiệm vụ)?\s*(?:nêu |nói )?trên)\s*(?:[.;,/]|$|và|của|định kỳ|theo|báo cáo|gửi|tham mưu|kịp)"
)
# "theo dõi, đôn đốc, tổng hợp kết quả thực hiện, báo cáo …": nothing says what, so it is what the letter orders
_ONLY_FOLLOWING = re.compile(
    r"(?:có trách nhiệm |trực tiếp |thường xuyên |giúp [^,]{0,60}? )?"
    r"(?:chỉ đạo,? )?(?:và )?(?:theo dõi|đôn đốc)(?:(?:, | và )(?:theo dõi|đôn đốc|kiểm tra|giám sát|tổng hợp|nhắc nhở|hướng dẫn))*"
    r"(?:,? (?:việc|quá trình|tình hình|kết quả|tiến độ) (?:triển khai |tổ chức )?thực hiện)?"
    r"(?:\s*(?:[.;,/]|và) (?:định kỳ |tổng hợp|báo cáo|kịp thời|tham mưu)[^.;]*)?\s*[.;/]*\s*$"
)
_ONLY_CARRY_OUT = re.compile(
    r"(?:(?:và|để|biết|nghiêm túc|nghiêm|khẩn trương|quan tâm|tổ chức|phối hợp|chỉ đạo|triển khai|thực hiện|chấp hành|nghiên cứu|tốt|kịp thời"
    r"|có hiệu quả|hiệu quả|đầy đủ|chủ động|quán triệt|tập trung|đúng|theo|quy định|tinh thần|các|những|nội dung|nhiệm vụ|yêu cầu|chỉ đạo|tại|của|này"
    r"|trên|nêu|nói|đồng bộ|căn cứ|chức năng|được giao|chịu trách nhiệm|có trách nhiệm|kết quả|đạt|liên quan|công văn|chỉ thị|kế hoạch"
    r"|quyết định|thông báo|công điện|văn bản|hướng dẫn|kết luận|chương trình|nghị quyết|nay|chính phủ|ubnd tỉnh|chủ tịch|ubnd|tỉnh|đề ra|toàn diện)[\s,./;]*)+$"
)


def sentences(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a paragraph; a semicolon parts them only where a new order follows."""
    begin = start
    for match in _BREAK.finditer(view.raw, start, end):
        mark = view.raw[match.start()]
        if mark in ";,":
            if view.raw.count("(", begin, match.start()) > view.raw.count(")", begin, match.start()):
                continue
            if not (_new_order(view, match.end(), end) if mark == ";" else _other_subject(view, match.end(), end)):
                continue
            clause = read_clause(view, begin, match.start(), inherited=False)
            if clause is None or (mark == "," and not clause.told) or clause.verb >= match.start():
                continue  # inside the list of those who are told
            if not clause.told and _BASIS.match(view.folded, begin):
                continue  # "Căn cứ …; giao Sở Xây dựng …" is one order
            if mark == "," and _in_list(view, clause.verb, match.start()):
                continue  # inside another list: "phối hợp với Sở A, Sở B rà soát"
        elif _ABBREVIATION.search(view.folded, max(begin, match.start() - 6), match.start() + 1):
            continue
        if match.start() + 1 > begin:
            yield begin, match.start() + (0 if mark in ";,\n" else 1)
        begin = match.end()
    if begin < end:
        yield begin, end


def _new_order(view: View, position: int, end: int) -> bool:
    """Say whether "giao Sở Y …" or "Sở Y chủ trì …" stands here, so that the order before has ended."""
    cue = _ORDER_AFTER_SEMICOLON.match(view.folded, position, end)
    if cue:
        return bool(read_names(view.raw, view.folded, cue.end(), end).names)
    names = read_names(view.raw, view.folded, position, end)
    return bool(names.names) and not names.names[0].grouped and _is_told(view, names.end, end)


def _other_subject(view: View, position: int, end: int) -> bool:
    """Say whether ", Sở Xây dựng hoàn thiện …" begins here: another body with work of its own."""
    if not view.raw[position : position + 1].isupper():
        return False
    names = read_names(view.raw, view.folded, position, end)
    return bool(names.names) and names.stop not in {"", "(", ":", ".", ";"} and _verb_at(view, names.end, end)


def _in_list(view: View, start: int, comma: int) -> bool:
    """Say whether a list of names runs over the comma: "phối hợp với Sở A, Sở B rà soát"."""
    for match in _CAPITAL_OR_GROUP.finditer(view.raw, start, comma):
        names = read_names(view.raw, view.folded, match.start(), len(view.raw))
        if names.names and names.end > comma:
            return True
    return False


def read_clause(view: View, start: int, end: int, *, inherited: bool) -> Clause | None:
    """Say who is told what in one sentence; None where it is no order.

    `inherited` tells that a heading already names who is told, so that "yêu cầu" in the middle
    is one of their verbs and not the letter's own.
    """
    start = _skip_blank(view, start, end)
    if start >= end or _CONTACT.search(view.folded, start, end):
        return None
    return (
        _by_order(view, start, end, inherited=inherited)
        or _by_place(view, start, end)
        or _by_reminder(view, start, end)
    )


def _by_reminder(view: View, start: int, end: int) -> Clause | None:
    """Read "…, các đại biểu lưu ý mang theo tài liệu": somebody is reminded in passing."""
    match = _REMINDED.search(view.folded, start, end)
    if match is None:
        return None
    names = read_names(view.raw, view.folded, match.end(), end)
    if not names.names:
        return None
    return Clause(start, end, "order", TaskKind.DIRECTIVE, names.names, Role.LEAD, names.end)


def kind_of(view: View, clause: Clause, end: int) -> TaskKind:
    """Say what sort of instruction a clause is, by how its verbs begin."""
    begin = clause.verb or clause.start
    if clause.upward:
        return TaskKind.REQUEST
    if _ACCOUNTABLE.match(view.folded, begin, end):
        return TaskKind.ACCOUNTABILITY
    if _TROUBLE.match(view.folded, clause.start, end):
        return TaskKind.CONDITIONAL
    if _FORBIDDEN.match(view.folded, begin, end):
        return TaskKind.PROHIBITION
    if carries_out_only(view, begin, end):
        return TaskKind.GENERAL
    return TaskKind.DIRECTIVE


def carries_out_only(view: View, begin: int, end: int) -> bool:
    """Say whether nothing is asked but to carry the letter out."""
    words = view.folded[begin:end]
    return bool(_ONLY_CARRY_OUT.match(words)) and ("thực hiện" in words or "triển khai" in words or "biết" in words)


def follows_others(view: View, begin: int, end: int) -> bool:
    """Say whether the whole work is to follow, urge or compile what others do."""
    return bool(_FOLLOWING.match(view.folded, begin, end) or _ONLY_FOLLOWING.match(view.folded, begin, end))


def _by_order(view: View, start: int, end: int, *, inherited: bool) -> Clause | None:
    for match in _ORDER.finditer(view.folded, start, end):
        verb = match["verb"]
        before = view.folded[start : match.start()]
        if not _main_order(view, start, match.start(), inherited=inherited):
            continue
        names = read_names(view.raw, view.folded, match.end(), end)
        if names.names and _own_staff(view, match, names.names[0]):
            continue  # "Phân công công chức làm đầu mối": what those who are told do
        if not names.names:
            if before.strip() or verb in {"giao", "chỉ đạo", "mời"} or verb.startswith("thông báo"):
                continue
            if verb == "yêu cầu" and not _verb_at(view, match.end(), end):
                continue
            return Clause(start, end, "order without name", TaskKind.DIRECTIVE, verb=match.end())
        if verb in {"chỉ đạo", "mời"}:
            continue
        return _told_clause(view, match, names.names, names.end, end, start)
    return None


def _own_staff(view: View, match: re.Match[str], first: Name) -> bool:
    """Say whether "giao", "phân công" names staff of whoever is told: "phân công cán bộ phụ trách"."""
    handed = match["verb"].startswith(("giao", "phân công"))
    return handed and view.raw[first.start].islower() and not _DETERMINED.match(view.folded, first.start)


def _told_clause(
    view: View, match: re.Match[str], told: tuple[Name, ...], verb: int, end: int, sentence: int
) -> Clause:
    conditional = _CONDITION.match(view.folded, sentence) or re.search(
        r"[,:]\s+(?:sau khi|khi|nếu|trường hợp)\b", view.folded[sentence : match.start()]
    )
    start = sentence if conditional else match.start()
    role = _role(view, verb, end)
    upward = bool(match["kinh"])
    directed = _DIRECTS.match(view.folded, verb, end)
    if directed:  # "đề nghị UBND tỉnh xem xét, chỉ đạo Sở Xây dựng: …"
        below = read_names(view.raw, view.folded, directed.end(), end)
        if below.names and below.stop == ":":
            told, verb = (*told, *below.names), below.end
    return Clause(start, end, "order", TaskKind.DIRECTIVE, told, role, verb, upward=upward)


def _main_order(view: View, start: int, verb: int, *, inherited: bool) -> bool:
    """Say whether an ordering verb is the sentence's own: at its head, after an opener, after who speaks."""
    before = view.folded[start:verb]
    stripped = before.strip()
    if not stripped or _CONNECTIVE.fullmatch(before):
        return True
    if _NOT_ORDER_BEFORE.search(before) or _NARRATIVE.match(before.rpartition(";")[2].lstrip()):
        return False
    if stripped.endswith((",", ";", ":")):
        return bool(_OPENER.match(before.lstrip())) or not inherited
    speaker = _speaker(view, start, verb)
    return speaker and not inherited


def _speaker(view: View, start: int, verb: int) -> bool:
    """Say whether the words before an ordering verb end with the body or post that speaks."""
    tail_start = max(start, verb - 90)
    for match in re.finditer(r"(?:^|[,;:.]\s*|\bnay\s+)", view.folded[tail_start:verb]):
        position = tail_start + match.end()
        names = read_names(view.raw, view.folded, position, verb)
        if names.names and not view.folded[names.end : verb].strip(" ,"):
            return True
        if names.names and _CONNECTIVE.fullmatch(view.folded[names.end : verb].strip() + " "):
            return True
    return False


def _by_place(view: View, start: int, end: int) -> Clause | None:
    """Read "Sở Y tế chủ trì …" or "Khẩn trương rà soát …" at the first place where one can stand."""
    opened = bool(_OPENER.match(view.folded, start, end))
    for position in _subject_places(view, start, end):
        begin = position if _BASIS.match(view.folded, start) else start
        listed = position != start and view.raw[position : position + 1].islower() and view.raw[position - 2] == ","
        names = read_names(view.raw, view.folded, position, end)
        if names.names and not (listed and not names.names[0].grouped) and not (listed and _bare(view, position)):
            verb = _skip_marks(view, names.end, end)
            if names.stop == ":":
                inner = _by_place(view, verb, end)
                if inner and inner.told:
                    return inner  # "Thanh tra chuyên ngành: Sở Y tế chủ trì …": the label is a topic
            if names.stop == ":" or _is_told(view, verb, end):
                role = _role(view, verb, end)
                return Clause(begin, end, "subject", TaskKind.DIRECTIVE, names.names, role, verb)
        elif _verb_at(view, position, end) and not (position == start and opened) and not _VERB_OPENER.match(
            view.folded, start
        ):
            role = _role(view, position, end)
            return Clause(begin, end, "imperative", TaskKind.DIRECTIVE, role=role, verb=position)
    if _verb_at(view, start, end):
        return Clause(start, end, "imperative", TaskKind.DIRECTIVE, role=_role(view, start, end), verb=start)
    return None


def _bare(view: View, position: int) -> bool:
    """Say whether a lower-case name after a comma has no determiner: it goes on with a list, "…, đơn vị liên quan"."""
    return not _DETERMINED.match(view.folded, position)


def _subject_places(view: View, start: int, end: int) -> Iterator[int]:
    """Yield where a sentence's subject may stand: at its head, after a connective, a label, an opener."""
    yield start
    connective = _CONNECTIVE.match(view.folded, start, end)
    if connective:
        start = connective.end()
        yield start
    label = _LABEL.match(view.folded, start, end)
    if label:
        yield label.end()
    lead_in = _LEAD_IN.search(view.folded, start, end)
    if lead_in:
        yield lead_in.end()
    if _OPENER.match(view.folded, start, end):
        for count, comma in enumerate(_AFTER_OPENER.finditer(view.folded, start, min(end, start + 500))):
            yield comma.end()
            if count > 8:
                break


def _is_told(view: View, position: int, end: int) -> bool:
    """Say whether what follows a subject tells it to do something (and does not report what it did)."""
    position = _skip_marks(view, position, end)
    if _IS_CENTRE.match(view.folded, position, end):
        return True
    if _HAS_PAST.match(view.folded, position, end):
        return False
    kind, word = _word_at(view, position, end)
    if kind == "link":
        return word in _TOLD_LINKS_FOLDED
    return kind in {"verb", "manner", "weak"}


_TOLD_LINKS_FOLDED = frozenset(fold(word) for word in _TOLD_LINKS)


def _word_pattern() -> re.Pattern[str]:
    words = sorted(clause_words(), key=lambda word: -len(word))
    return re.compile(rf"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', chr(92) + 's+') for word in words)})(?!\w)")


_WORD: re.Pattern[str] | None = None


def _word_at(view: View, position: int, end: int) -> tuple[str, str]:
    global _WORD  # noqa: PLW0603 - compiled once, from data
    if _WORD is None:
        _WORD = _word_pattern()
    match = _WORD.match(view.folded, position, end)
    if match is None:
        return "", ""
    word = " ".join(match[0].split())
    if word == "tổ chức" and not is_verb(view.folded, position, match.end(), end):
        return "", ""
    return clause_words()[word], word


def _verb_at(view: View, position: int, end: int) -> bool:
    if _IS_CENTRE.match(view.folded, position, end):
        return True
    return _word_at(view, position, end)[0] in {"verb", "manner", "weak"}


def _role(view: View, verb: int, end: int) -> Role:
    """Say what somebody is who does this: cooperates where no lead and no partner is named, follows, or leads."""
    verb = _skip_marks(view, verb, end)
    if follows_others(view, verb, end):
        return Role.MONITOR
    help_out = re.compile(
        r"(?:theo chức năng[^.;]{0,60}?|có trách nhiệm |tích cực |chủ động |thường xuyên )?phối hợp\s+(?!với|cùng|chặt chẽ với)"
    ).match(view.folded, verb, end)
    if help_out and not read_names(view.raw, view.folded, help_out.end(), end).names:
        rest = view.folded[help_out.end() : end]
        if not re.match(r"(?:chặt chẽ|tốt|đồng bộ|thường xuyên|kịp thời|và|hiệu quả)[^.;]{0,30}?\b(?:với|cùng|chỉ đạo)\b", rest):
            return Role.COOPERATE
    return Role.LEAD


def _skip_marks(view: View, position: int, end: int) -> int:
    while position < end and view.folded[position] in " ,:-–\n":
        position += 1
    return position


def _skip_blank(view: View, position: int, end: int) -> int:
    while position < end and view.raw[position] in " \t\n'\"“„_.~*":
        position += 1
    return position
