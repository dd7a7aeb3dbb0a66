"""One sentence of an order: who is told, as what, and where the work begins.

A foundation for tasks and assignees; it works on a stretch of the letter's text and keeps
its offsets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors import order_patterns as say
from extractors.general_calls import carries_out_only, follows_others
from extractors.naming import Name, Names, read_names
from extractors.naming.unknown import LEADS, read_open_name
from extractors.phrase_key import mend
from extractors.speakers import is_own_order, passes_on, speaks_before
from extractors.telling import is_obliged, is_told, skip_marks, verb_at, works_somehow
from extractors.which import named_behind, which_is_meant, with_helpers, without_apposition
from models.finding import AssigneeKind, Role
from models.folding import fold

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


class View:
    """A letter's text beside its folded form, so that a pattern's offsets are the text's."""

    def __init__(self, text: str, *, mended: bool = False) -> None:
        """Fold the text once; `mended` for text that OCR read, whose marks may be wrong."""
        self.raw, self.mended = text, mended
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
    told: tuple[Name, ...] = ()
    role: Role = Role.LEAD
    verb: int = 0  # where the work itself begins
    upward: bool = False  # "kính đề nghị"
    helpers: tuple[Name, ...] = ()  # "Sở A cùng với Sở B, Sở C rà soát": B and C


OPENER_REACH = 500  # characters: how far an opener may go before its order begins
OPENER_COMMAS = 9
OPEN = 110  # characters: the longest name that no list holds, and what says that it leads
STAFF = 14  # characters: "công chức, "


def read_clause(view: View, start: int, end: int, *, inherited: bool) -> Clause | None:
    """Say who is told what in one sentence; None where it is no order.

    `inherited` tells that a heading already names who is told, so that "yêu cầu" in the middle
    is one of their verbs and not the letter's own.
    """
    while start < end and view.raw[start] in " \t\n'\"“„_.~*":
        start += 1
    note = say.NOTE.match(view.folded, start, end)
    start = note.end() if note else start
    if start >= end:
        return None
    if _says_whom_to_ask(view, start, end) or say.OWN_FORCE.match(view.folded, start, end):
        return None
    clause = (
        _by_parts(view, start, end, inherited=inherited)
        or _by_order(view, start, end, inherited=inherited)
        or _by_transfer(view, start, end)
        or _by_concern(view, start, end)
        or _by_duty(view, start, end)
        or _by_place(view, start, end)
        or _by_reminder(view, start, end)
    )
    if clause and not inherited and clause.rule in {"subject", "imperative"}:
        clause = _spoken(view, start, clause)
    if clause is None:
        return None
    clause = without_apposition(view, named_behind(view, clause))
    return with_helpers(view, clause)


def _spoken(view: View, start: int, clause: Clause) -> Clause:
    """Take what stands behind "UBND tỉnh yêu cầu:" as the order that these words give."""
    begin = clause.told[0].start if clause.told else clause.verb
    label = say.SPOKEN_LABEL.fullmatch(view.folded, start, begin)
    speaks = label and speaks_before(view, start, label.start("verb"))
    return replace(clause, rule="order", start=begin) if speaks else clause


def _says_whom_to_ask(view: View, start: int, end: int) -> bool:
    """Say whether a sentence only names whom to ask; a number in brackets does not make it so."""
    if not say.CONTACT_WORD.search(view.folded, start, end):
        return False
    found = say.CONTACT.search(view.folded, start, end)
    noted = found and view.raw.rfind("(", start, found.start() + 1) > view.raw.rfind(
        ")", start, found.start() + 1
    )
    return bool((found and not noted) or say.CONTACT_OPENS.match(view.folded, start, end))


def by_directing(view: View, start: int, end: int) -> Clause | None:
    """Read "Chỉ đạo Chi cục Kiểm lâm: …": what stands behind the colon is for those who are directed."""
    match = say.DIRECTS.match(view.folded, start, end)
    names = read_names(view.raw, view.folded, match.end(), end) if match else None
    if names is None or not names.names or names.stop != ":":
        return None
    verb = skip_marks(view, names.end, end)
    return Clause(start, end, "order", names.names, _role(view, verb, end), verb)


def _by_parts(view: View, start: int, end: int, *, inherited: bool) -> Clause | None:
    """Read "Chỉ đạo Sở Y tế: (i) …; (ii) …"; below a heading only where parts are numbered."""
    clause = by_directing(view, start, end)
    numbered = clause is not None and say.PART.match(view.folded, clause.verb, end)
    return clause if numbered or not inherited else None


def _by_order(view: View, start: int, end: int, *, inherited: bool) -> Clause | None:
    """Read "Giao Sở Y tế …", "Chủ tịch UBND tỉnh yêu cầu các đơn vị …"."""
    if not say.ORDER_WORD.search(view.folded, start, end):
        return None
    for match in say.ORDER.finditer(view.folded, start, end):
        if not is_own_order(view, start, match.start(), inherited=inherited) or not passes_on(
            view, start, match
        ):
            continue
        names = read_names(view.raw, view.folded, match.end(), end)
        if not names.names and match["verb"] in say.HANDS_OUT:
            names = read_open_name(view.raw, view.folded, match.end(), end)
        led = inherited or _labelled(view, start, match.start())
        if inherited and say.OWN_DEMAND.match(view.folded, match.start(), end):
            continue  # "- Đề nghị UBND cùng cấp …" below a body's name: what that body does
        if names.names and _own_staff(view, match, names.names[0], inherited=led):
            continue  # "Phân công công chức làm đầu mối": what those who are told do
        if names.names and match["verb"] == "thông báo để" and carries_out_only(view, names.end, end):
            return None  # "Văn phòng thông báo để Sở Y tế biết, thực hiện": an answer is passed on
        if names.names and match["verb"] not in say.NO_ORDER:
            return _told_clause(view, match, names.names, names.end, (start, end))
        if not names.names and _orders_alone(view, start, end, match):
            return Clause(start, end, "order without name", verb=match.end())
    return None


def _orders_alone(view: View, start: int, end: int, match: re.Match[str]) -> bool:
    """Say whether an ordering verb that names nobody opens the sentence: "Đề nghị bổ sung …"."""
    if view.folded[start : match.start()].strip() or match["verb"] in say.NEVER_ALONE:
        return False
    if match["verb"].startswith("thông báo"):
        return False
    return match["verb"] != "yêu cầu" or verb_at(view, match.end(), end)


def _labelled(view: View, start: int, verb: int) -> bool:
    """Say whether a body before a colon is told: "Ban Chỉ huy Quân sự: Phân công lực lượng …"."""
    before = view.folded[start:verb].rstrip()
    return before.endswith(":") and bool(read_names(view.raw, view.folded, start, verb).names)


def _own_staff(view: View, match: re.Match[str], first: Name, *, inherited: bool) -> bool:
    """Say whether "giao", "phân công" names staff of whoever is told: "phân công cán bộ phụ trách"."""
    handed = match["verb"].startswith(("giao", "phân công"))
    lower = view.raw[first.start].islower() and not say.DETERMINED.match(view.folded, first.start)
    # "công chức Văn phòng" is no body, but one of its staff
    no_body = first.kind is not AssigneeKind.BODY and first.name.islower()
    return handed and lower and (inherited or no_body)


def _told_clause(
    view: View, match: re.Match[str], told: tuple[Name, ...], verb: int, sentence: tuple[int, int]
) -> Clause:
    start, end = sentence
    conditional = say.CONDITION.match(view.folded, start)
    if not conditional and not say.LATE_CONDITION.search(view.folded, start, match.start()):
        start = match.start()
    role = _role(view, verb, end)
    directed = say.DIRECTS.match(view.folded, verb, end)
    if directed:  # "đề nghị UBND tỉnh xem xét, chỉ đạo Sở Xây dựng: …"
        below = read_names(view.raw, view.folded, directed.end(), end)
        if below.names and below.stop == ":":
            told, verb = (*told, *below.names), below.end
    return Clause(start, end, "order", told, role, verb, upward=bool(match["begging"]))


def _by_duty(view: View, start: int, end: int) -> Clause | None:
    """Read "Trách nhiệm của Sở Tài chính: bố trí kinh phí"."""
    duty = say.DUTY_OF.match(view.folded, start, end)
    clause = _by_subject(view, duty.end(), end, start, duty.end()) if duty else None
    return clause if clause and view.raw[clause.told[-1].end] == ":" else None


def _by_place(view: View, start: int, end: int) -> Clause | None:
    """Read "Sở Y tế chủ trì …" or "Khẩn trương rà soát …" at the first place where one can stand."""
    opened = bool(say.OPENER.match(view.folded, start, end))
    doubtful = bool(say.VERB_OPENER.match(view.folded, start, end))
    basis = bool(say.BASIS.match(view.folded, start, end))
    label = say.LABEL.match(view.folded, start, end)
    # "Các phòng: Nội vụ, …" is one list, and no label before it
    listed = label and read_names(view.raw, view.folded, start, end).end > label.end()
    topic = _by_subject(view, label.end(), end, start, start) if label and not listed else None
    if topic and not (label and _by_subject(view, start, label.end(), start, start)):
        return topic  # "Cải cách thể chế: Sở Tư pháp chủ trì …"
    for position in _places(view, start, end):
        begin = position if basis else start
        clause = _by_subject(view, position, end, begin, start)
        if clause:
            return clause
        if position != start and _tells_past(view, position, end):
            return None
        first = position == start
        told = verb_at(view, position, end) and not doubtful and not (first and opened)
        if told and (first or not say.ASKS.match(view.folded, position, end)):
            return Clause(begin, end, "imperative", role=_role(view, position, end), verb=position)
    if verb_at(view, start, end):
        return Clause(start, end, "imperative", role=_role(view, start, end), verb=start)
    return None


def _by_subject(view: View, position: int, end: int, begin: int, sentence: int) -> Clause | None:
    """Read a subject that is told something at this place."""
    names = read_names(view.raw, view.folded, position, end)
    if position != sentence and _only_listed(view, position, names.end, end):
        return None
    if not names.names and say.LEADS_SOON.search(view.folded, position, min(end, position + OPEN)):
        names = read_open_name(view.raw, view.folded, position, end, LEADS)
    if not names.names:
        return None
    verb = skip_marks(view, names.end, end)
    if names.stop == ":":
        inner = None if verb_at(view, verb, end) else _by_place(view, verb, end)
        if inner and inner.told:
            return inner  # "Thanh tra chuyên ngành: Sở Y tế chủ trì …": the label is a topic
    listed = verb >= end or bool(read_names(view.raw, view.folded, verb, end).names)
    names, verb = which_is_meant(view, names, verb, end)
    if say.SOME.match(view.folded, position) and not is_obliged(view, verb, end):
        return None  # "Một số hộ đốt rơm": how things are
    unlisted = names.unlisted and works_somehow(view, verb, end)
    demands = names.names[0].grouped and view.folded.startswith("yêu cầu ", verb)  # of their own people
    if (names.stop == ":" and not listed) or unlisted or demands or is_told(view, verb, end):
        return Clause(begin, end, "subject", names.names, _role(view, verb, end), verb)
    return None


def _tells_past(view: View, position: int, end: int) -> bool:
    """Say whether the sentence goes on with what somebody did: "…, Bộ Chính trị đã kết luận"."""
    names = read_names(view.raw, view.folded, position, end)
    return bool(names.names) and bool(say.PAST.match(view.folded, names.end, end))


def _by_concern(view: View, start: int, end: int) -> Clause | None:
    """Read "Đối với các trường dân lập: rà soát …": the work follows a colon behind those who are told."""
    match = say.CONCERNS.match(view.folded, start, end)
    if match is None or say.CONCERNED_ONLY.match(view.folded, match.end(), end):
        return None
    names = read_names(view.raw, view.folded, match.end(), end)
    colon = view.folded.find(":", match.end(), min(end, match.end() + say.CONCERNED))
    comma = _concerned_alone(view, names, start, end) or _concerned_at_once(view, names, start, end)
    if comma is not None:
        return comma
    if not names.names or colon < names.names[-1].end or not view.folded[colon + 1 : end].strip(" .…_\n"):
        return None
    told = names.names
    if view.folded[names.end : colon].strip():  # "các trường có học sinh đi học bằng đò"
        first = told[0]
        if len(told) > 1 or not first.grouped or "." in view.raw[names.end : colon]:
            return None
        told = (first.reaching(view.raw, colon),)
    verb = skip_marks(view, colon, end)
    return Clause(start, end, "subject", told, _role(view, verb, end), verb)


def _concerned_alone(view: View, names: Names, start: int, end: int) -> Clause | None:
    """Read "Đối với Ban Xây dựng Đảng, tham mưu …": one body (behind "riêng" a group too), then what it does."""
    apart = say.APART.match(view.folded, start, end)
    grouped = bool(names.names) and names.names[0].grouped and not apart
    if len(names.names) != 1 or grouped or view.raw[names.end : names.end + 1] != ",":
        return None
    verb = skip_marks(view, names.end, end)
    if not verb_at(view, verb, end):
        return None
    return Clause(names.names[0].start, end, "subject", names.names, _role(view, verb, end), verb)


def _concerned_at_once(view: View, names: Names, start: int, end: int) -> Clause | None:
    """Read "Đối với các trường tiểu học gửi hồ sơ trước ngày …": the work follows right behind the name."""
    verb = skip_marks(view, names.end, end)
    worked = say.HANDS_IN_AT_ONCE.match(view.folded, verb, end)
    if not names.names or not worked or view.raw[names.end : verb].strip():
        return None
    return Clause(start, end, "subject", names.names, _role(view, verb, end), verb)


def _only_listed(view: View, position: int, name_end: int, end: int) -> bool:
    """Say whether a name after a comma goes on with a list: "…, đơn vị liên quan", unless it must do something."""
    if view.raw[position - 2 : position - 1] != "," or view.raw[position : position + 1].isupper():
        return False
    level = say.LEVEL.match(view.folded, position, end)
    if level or say.STAFF.search(view.folded, max(0, position - STAFF), position):
        return True  # "quản lý cán bộ, công chức theo đúng quy định"
    apart = view.folded.endswith("này", 0, position - 2)  # "Căn cứ Kế hoạch này, phòng Y tế …"
    alone = apart or is_obliged(view, skip_marks(view, name_end, end), end)
    return not alone and not say.DETERMINED.match(view.folded, position)


def _by_transfer(view: View, start: int, end: int) -> Clause | None:
    """Read "Văn phòng chuyển văn bản đến Sở Y tế để xem xét, giải quyết", "gửi dự thảo để các đơn vị góp ý"."""
    sent = say.SENT_FOR.search(view.folded, start, end)
    asked = read_names(view.raw, view.folded, sent.end(), end) if sent else None
    if asked and asked.names and say.OPINION.match(view.folded, asked.end, end):
        return Clause(start, end, "order", asked.names, Role.LEAD, asked.end + 1)
    match = say.TRANSFER.search(view.folded, start, end)
    names = read_names(view.raw, view.folded, match.end(), end) if match else None
    if match is None or names is None or not names.names or names.stop != "để":
        return None
    return Clause(match.start(), end, "order", names.names, Role.LEAD, names.end + len(" để "))


def _by_reminder(view: View, start: int, end: int) -> Clause | None:
    """Read "…, các đại biểu lưu ý mang theo tài liệu": somebody is reminded in passing."""
    match = say.REMINDED.search(view.folded, start, end)
    names = read_names(view.raw, view.folded, match.end(), end) if match else None
    return Clause(start, end, "order", names.names, Role.LEAD, names.end) if names and names.names else None


def _places(view: View, start: int, end: int) -> Iterator[int]:
    """Yield where a subject or verb may stand: at the head, after a connective, a label, an opener."""
    yield start
    connective = say.CONNECTIVE.match(view.folded, start, end)
    if connective:
        start = connective.end()
        yield start
    for found in (say.LABEL.match(view.folded, start, end), say.LEAD_IN.search(view.folded, start, end)):
        if found:
            yield found.end()
    if say.OPENER.match(view.folded, start, end):
        reach = min(end, start + OPENER_REACH)
        for count, comma in enumerate(say.AFTER_OPENER.finditer(view.folded, start, reach)):
            if count >= OPENER_COMMAS:
                break
            yield comma.end()


def _role(view: View, verb: int, end: int) -> Role:
    """Say what somebody is who does this: follows others, helps (no lead, no partner is named) or leads."""
    verb = skip_marks(view, verb, end)
    if follows_others(view, verb, end):
        return Role.MONITOR
    helps = say.HELPS_OUT.match(view.folded, verb, end)
    if helps is None or say.HELPS_WHOM.match(view.folded, helps.end(), end):
        return Role.LEAD
    return Role.LEAD if read_names(view.raw, view.folded, helps.end(), end).names else Role.COOPERATE
